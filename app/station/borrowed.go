package station

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/pelletier/go-toml/v2"

	"outpost/app/settings"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/catalog"
)

// Likeness is what a borrowed PC takes over from another window's data folder:
// the one that the PC has of its own, or one brought on a stick. Its ledger, keys
// and numbers stay where they are.
type Likeness struct {
	// Identity is the other window's; hospital, time zone and day start are taken.
	Identity store.Identity
	// Settings are the other window's, without the places of its copies and
	// backups.
	Settings []byte

	// Forms account for the printed forms that were taken out at that window.
	Forms []store.RangeAccount

	prices   []priceList
	patients []patientList
}

// MayTake says whether printed forms may go along to the borrowed PC: only those
// that the other window never took out, or gave back (store.ErrOverlap).
func (l Likeness) MayTake(from, to string) error {
	series, first, last, err := receipts.ParseSpan(from, to)
	if err != nil {
		return err
	}
	for _, r := range l.Forms {
		for _, span := range r.Spans {
			its, low, high, err := receipts.ParseSpan(span.From, span.To)
			if err != nil {
				return fmt.Errorf("reading the forms of window %s: %w", l.Identity.Station, err)
			}
			if its == series && low <= last && first <= high && span.Fate != store.FateGivenBack {
				return fmt.Errorf("window %s has the forms %s to %s (batch %s) as %s; give what goes along back there first, with 'outpost range giveback' or Ctrl+8, and take no other: %w",
					l.Identity.Station, span.From, span.To, r.Batch, span.Fate, store.ErrOverlap)
			}
		}
	}
	return nil
}

type priceList struct {
	version catalog.Version
	items   []catalog.Item
}

type patientList struct {
	version  catalog.Version
	patients []receipts.Patient
}

// Like reads a data folder beside whatever program writes it.
func Like(ctx context.Context, folder string, opt Options) (like Likeness, err error) {
	opt.ReadOnly = true
	s, err := Open(ctx, folder, opt)
	if err != nil {
		return like, fmt.Errorf("the window in %s cannot be taken over from: %w", folder, err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Trouble(); err != nil {
		return like, err
	}
	if like.Identity = s.Ledger.Identity(); like.Identity.Drill {
		return like, fmt.Errorf("the window in %s is a rehearsal's; name a real one: %w", folder, store.ErrInput)
	}
	if like.Settings, err = placeless(s.Settings()); err != nil {
		return like, err
	}
	accounts, err := s.Ledger.RangeAccounts(ctx)
	if err != nil {
		return like, err
	}
	for _, r := range accounts {
		if r.Kind == store.RangeForm {
			like.Forms = append(like.Forms, r)
		}
	}
	for _, v := range s.Index().Versions() {
		list := priceList{version: v}
		s.Index().All(func(i catalog.Item) bool {
			if i.List == v.Short() {
				list.items = append(list.items, i)
			}
			return true
		})
		like.prices = append(like.prices, list)
	}
	lists, err := s.Catalog.PatientLists(ctx)
	if err != nil {
		return like, err
	}
	for _, v := range lists {
		patients, err := s.Catalog.Patients(ctx, v.List, s.Ledger.Sealer())
		if err != nil {
			return like, fmt.Errorf("taking the patients over: %w", err)
		}
		like.patients = append(like.patients, patientList{v, patients})
	}
	return like, nil
}

// placeless is a settings file without the folders that are one window's own.
func placeless(s settings.Settings) ([]byte, error) {
	s.Copy, s.Copies = settings.Copy{}, nil
	s.Backup.Folder, s.Backup.MonthlyFolder, s.Backup.RemovableFolder = "", "", ""
	text, err := toml.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("taking the settings over: %w", err)
	}
	if _, err := settings.Parse("the settings taken over", text); err != nil {
		return nil, err
	}
	return text, nil
}

// Borrowed is what founding a station on a borrowed PC needs.
type Borrowed struct {
	Identity store.Identity
	// SettingsName is what errors call Settings, the settings file.
	SettingsName string
	Settings     []byte
	// Like gives prices and copied patients; nil leaves them to be imported.
	Like *Likeness
	// People is the sealed file of another window's people; Passphrase opens it.
	People     []byte
	Passphrase string
	// Login and PIN are whose who works there: checked before anything is founded.
	Login, PIN string
}

// From has the station be like another window: its hospital, time zone and day,
// and its settings where no others are given.
func (b *Borrowed) From(like Likeness) {
	b.Like = &like
	b.Identity.Hospital, b.Identity.TimeZone, b.Identity.DayStart = like.Identity.Hospital, like.Identity.TimeZone, like.Identity.DayStart
	if b.Settings == nil {
		b.SettingsName, b.Settings = "the settings taken over", like.Settings
	}
}

// SetupBorrowed founds a station on a borrowed PC, with ledger, keys, second copy
// and numbers of its own and the people of another window, and logs in who works
// there. What can be refused is refused before the folder is touched.
func SetupBorrowed(ctx context.Context, dir string, b Borrowed, opt Options) (s *Station, by store.Actor, err error) {
	if err := store.CheckPeople(b.People, b.Passphrase, b.Login, b.PIN); err != nil {
		return nil, by, err
	}
	if b.Like != nil && b.Like.Identity.Prefix == b.Identity.Prefix {
		return nil, by, fmt.Errorf("the numbers of window %s begin with %s already; give the borrowed PC a prefix that no window has: %w", b.Like.Identity.Station, b.Identity.Prefix, store.ErrInput)
	}
	if s, err = found(ctx, dir, b.Identity, b.SettingsName, bytes.Clone(b.Settings), opt); err != nil {
		return nil, by, err
	}
	if _, err = s.Ledger.FirstPeople(ctx, b.People, b.Passphrase); err == nil {
		by, err = s.Ledger.Login(ctx, b.Login, b.PIN)
	}
	if err == nil && b.Like != nil {
		err = s.takeOver(ctx, *b.Like, b.Login)
	}
	if err != nil {
		return nil, by, errors.Join(fmt.Errorf("the station stands in %s, but is not complete: %w", dir, err), s.Close())
	}
	return s, by, nil
}

func (s *Station) takeOver(ctx context.Context, like Likeness, by string) error {
	for _, list := range like.prices {
		if err := s.AcceptPrices(ctx, list.version, list.items, by); err != nil {
			return err
		}
	}
	for _, list := range like.patients {
		if err := s.AcceptPatients(ctx, list.version, list.patients); err != nil {
			return err
		}
	}
	return nil
}
