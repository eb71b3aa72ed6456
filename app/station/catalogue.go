package station

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"outpost/store"
	"outpost/store/backup"
	"outpost/store/catalog"
)

// CatalogueMended is what opening did about a catalogue that was damaged.
type CatalogueMended struct {
	// Kept is the name that its file is kept under, as it was; empty where it was not
	// set aside.
	Kept string `json:"kept,omitempty"`
	// From is when the backup was made that lists were taken from; zero where the
	// damaged file itself still had them all.
	From time.Time `json:"from,omitzero"`
}

// CatalogueMended says what this opening did about a damaged catalogue; the zero one
// where there was nothing to do. What could not be brought back is Trouble.
func (s *Station) CatalogueMended() CatalogueMended { return s.mended }

// inForce are the hashes of the price lists that the ledger charges by.
func (s *Station) inForce(ctx context.Context) ([]string, error) {
	lists, err := s.Ledger.PriceLists(ctx)
	hashes := make([]string, len(lists))
	for i, l := range lists {
		hashes[i] = l.Hash
	}
	return hashes, err
}

// loadCatalogue opens the catalogue and loads what is in force. Whatever is wrong
// with its file, the window opens: prices and patients are no reason to stop a till
// that has a ledger. A damaged file is kept aside, and what stood in it is taken
// from it, as far as it is whole, and from the newest backups.
func (s *Station) loadCatalogue(ctx context.Context) (err error) {
	path := filepath.Join(s.Dir, store.CatalogFile)
	s.Catalog, s.unopened = catalog.Open(ctx, path)
	if s.unopened == nil {
		s.Reload(ctx)
		if s.Trouble() == nil || s.readOnly {
			return nil
		}
		hashes, err := s.inForce(ctx)
		if err != nil {
			return nil // that is the ledger's trouble
		}
		if err := s.Catalog.Check(ctx, hashes); err != nil {
			s.unopened = errors.Join(err, s.Catalog.Close())
		}
	}
	damaged := s.unopened != nil
	if damaged && !s.readOnly && catalog.FileAtFault(s.unopened) {
		s.Log.Error("the catalogue is damaged", "error", s.unopened)
		if s.mended.Kept, err = catalog.SetAside(path, s.Now()); err == nil {
			s.Catalog, err = catalog.Open(ctx, path)
		}
		s.unopened = err
	}
	if s.unopened != nil {
		s.Log.Error("the catalogue was not opened", "error", s.unopened)
		if s.Catalog, err = catalog.Empty(ctx, s.unopened); err != nil {
			return err
		}
	} else if err := s.fillCatalogue(ctx, path, damaged); err != nil {
		s.Log.Error("what the catalogue lacks was not taken over", "error", err)
	}
	s.Reload(ctx)
	return nil
}

// fillCatalogue takes what is missing from the catalogues that were set aside and
// from the backups, newest first. Each price list is what the ledger says by its
// hash, whatever file it comes from. Patients are taken where the catalogue was set
// aside.
func (s *Station) fillCatalogue(ctx context.Context, path string, patients bool) error {
	hashes, err := s.inForce(ctx)
	if err != nil {
		return err
	}
	for _, aside := range catalog.Asides(path) {
		if err := s.Catalog.TakeFrom(ctx, aside, s.Catalog.Missing(ctx, hashes), patients); err != nil {
			return err
		}
	}
	all, _, err := backup.ListAll(s.Settings().Backup.Folders(s.Dir), s.Ledger.Identity().Ledger)
	slices.SortFunc(all, func(a, b backup.Info) int { return b.MadeAt.Compare(a.MadeAt) })
	for _, b := range all {
		missing := s.Catalog.Missing(ctx, hashes)
		before, err := s.Catalog.PatientLists(ctx)
		if err != nil {
			return err
		}
		if b.Err != nil || len(missing) == 0 && !patients {
			continue
		}
		if err := s.Catalog.TakeFrom(ctx, filepath.Join(b.Path, store.CatalogFile), missing, patients); err != nil {
			return err
		}
		after, err := s.Catalog.PatientLists(ctx)
		if err != nil {
			return err
		}
		if s.mended.From.IsZero() && (len(after) > len(before) || len(s.Catalog.Missing(ctx, hashes)) < len(missing)) {
			s.mended.From = b.MadeAt
		}
	}
	return err
}
