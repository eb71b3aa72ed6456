// Package station puts one window together: its ledger, the copied price lists
// and patients in memory, the accepted settings, and what is made from them: the
// HIS adapter and the probes. Desktop and commands stand on it.
package station

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"outpost/app/settings"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/catalog"
	"outpost/store/seal"
)

// Options are what opening a station needs from outside.
type Options struct {
	// Now is the clock; nil means the computer's.
	Now func() time.Time
	// Log never gets personal data; nil means none.
	Log *slog.Logger
	// Unlock is how the station's keys are asked for where they are locked.
	Unlock seal.Unlock
	// ReadOnly opens it beside a program that writes it.
	ReadOnly bool
}

func (o *Options) fill() {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
}

// Station is one window, open. Safe for concurrent use.
type Station struct {
	Dir     string
	Ledger  *store.Ledger
	Catalog *catalog.Catalog
	Now     func() time.Time
	Log     *slog.Logger

	readOnly bool
	settings atomic.Pointer[settings.Settings]
	index    atomic.Pointer[catalog.Index]
	register atomic.Pointer[catalog.Register]
	orders   atomic.Pointer[catalog.OpenOrders]
	// trouble is why the catalogue could not be loaded, if it could not; unopened why
	// its file could not even be opened; mended what was done about it.
	trouble  atomic.Pointer[error]
	unopened error
	mended   CatalogueMended
}

// Setup founds a window in an empty folder and opens it. text is the settings
// file, name what errors call it.
func Setup(ctx context.Context, dir string, id store.Identity, name string, text []byte, opt Options) (*Station, error) {
	if _, err := settings.ParseNew(name, text); err != nil {
		return nil, err
	}
	return found(ctx, dir, id, name, text, opt)
}

// found founds a window on settings that are new, or that another window accepted.
func found(ctx context.Context, dir string, id store.Identity, name string, text []byte, opt Options) (*Station, error) {
	opt.fill()
	s, err := settings.Parse(name, text)
	if err != nil {
		return nil, err
	}
	founding := store.Founding{Identity: id, Settings: accepted(text, s, "")}
	l, err := store.Create(ctx, dir, founding, store.Options{Now: opt.Now, Log: opt.Log, CopyDir: s.Copy.Folder, Unlock: opt.Unlock})
	if err != nil {
		return nil, err
	}
	if err := rememberCopy(dir, s.Copy.Folder); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return assemble(ctx, dir, l, opt)
}

// Open opens a window that was set up before. A catalogue that does not verify
// does not stop it: Trouble says why there are no prices.
func Open(ctx context.Context, dir string, opt Options) (*Station, error) {
	opt.fill()
	openLedger := store.Open
	if opt.ReadOnly {
		openLedger = store.OpenReader
	}
	l, err := openLedger(ctx, dir, store.Options{Now: opt.Now, Log: opt.Log, CopyDir: CopyFolder(dir), Unlock: opt.Unlock})
	if err != nil {
		return nil, err
	}
	return assemble(ctx, dir, l, opt)
}

func assemble(ctx context.Context, dir string, l *store.Ledger, opt Options) (*Station, error) {
	s := &Station{Dir: dir, Ledger: l, Now: opt.Now, Log: opt.Log, readOnly: opt.ReadOnly}
	if err := s.loadSettings(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	if err := s.loadCatalogue(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	if !opt.ReadOnly {
		if err := s.replicate(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// replicate keeps the further copies.
func (s *Station) replicate(ctx context.Context) error {
	return s.Ledger.Replicate(ctx, s.furtherCopies())
}

// furtherCopies are those that the settings name; a rehearsal needs none.
func (s *Station) furtherCopies() []store.FurtherCopy {
	if s.Ledger.Identity().Drill {
		return nil
	}
	return s.Settings().FurtherCopies()
}

// Copies says how each copy of the journal stands; a ledger open for reading
// only reads the copies' last files.
func (s *Station) Copies(ctx context.Context) ([]store.CopyState, error) {
	if s.readOnly {
		return s.Ledger.InspectCopies(ctx, s.furtherCopies())
	}
	return s.Ledger.Copies(ctx)
}

func (s *Station) loadSettings(ctx context.Context) error {
	accepted, err := s.Ledger.Settings(ctx)
	if err != nil {
		return err
	}
	parsed, err := settings.Parse("accepted settings", []byte(accepted.TOML))
	if err != nil {
		return err
	}
	s.settings.Store(&parsed)
	return nil
}

// Reload loads the price lists in force, the patients and the open orders into memory.
func (s *Station) Reload(ctx context.Context) {
	err := s.loadPrices(ctx)
	err = errors.Join(s.unopened, err, s.loadPatients(ctx), s.loadOrders(ctx))
	if err != nil {
		s.Log.Error("copied data not loaded", "error", err)
		s.trouble.Store(&err)
		return
	}
	s.trouble.Store(nil)
}

func (s *Station) loadPrices(ctx context.Context) error {
	hashes, err := s.inForce(ctx)
	if err != nil {
		return err
	}
	index, err := s.Catalog.Load(ctx, hashes)
	if err != nil { // those that stand whole are charged by meanwhile
		missing := s.Catalog.Missing(ctx, hashes)
		whole := slices.DeleteFunc(hashes, func(h string) bool { return slices.Contains(missing, h) })
		if index, other := s.Catalog.Load(ctx, whole); other == nil {
			s.index.Store(index)
		}
		return fmt.Errorf("loading the price lists: %w", err)
	}
	s.index.Store(index)
	return nil
}

func (s *Station) loadPatients(ctx context.Context) error {
	register, err := s.Catalog.LoadPatients(ctx, s.Ledger.Sealer())
	if err != nil {
		return fmt.Errorf("loading the patients: %w", err)
	}
	own, err := s.Ledger.Patients(ctx)
	if err != nil {
		return err
	}
	for _, p := range own {
		register.Add(p)
	}
	s.register.Store(register)
	return nil
}

// Trouble is why the copied prices or patients are not there; nil when they are.
func (s *Station) Trouble() error {
	if err := s.trouble.Load(); err != nil {
		return *err
	}
	return nil
}

// Settings are the accepted ones.
func (s *Station) Settings() settings.Settings { return *s.settings.Load() }

// accepted is a settings file with what the ledger itself goes by.
func accepted(text []byte, s settings.Settings, by string) store.Settings {
	days := s.People.PINDays
	if days == 0 {
		days = -1 // for ever
	}
	return store.Settings{TOML: string(text), Rules: s.Rules(), By: by, PINDays: days}
}

// Accept makes a settings file the one that this window runs on.
func (s *Station) Accept(ctx context.Context, name string, text []byte, by string) error {
	parsed, err := settings.ParseNew(name, text)
	if err != nil {
		return err
	}
	err = s.Ledger.AcceptSettings(ctx, accepted(text, parsed, by))
	if err != nil {
		return err
	}
	s.settings.Store(&parsed)
	if err := s.replicate(ctx); err != nil {
		return err
	}
	return rememberCopy(s.Dir, parsed.Copy.Folder)
}

// Index is the charge items in force; empty where none were accepted yet.
func (s *Station) Index() *catalog.Index {
	if x := s.index.Load(); x != nil {
		return x
	}
	return new(catalog.Index)
}

// Register is the patients known at this window.
func (s *Station) Register() *catalog.Register {
	if r := s.register.Load(); r != nil {
		return r
	}
	return catalog.NewRegister(nil)
}

// RegisterPatient writes a new patient down, as receipts.NewPatient takes it, and
// makes it known to the search.
func (s *Station) RegisterPatient(ctx context.Context, p receipts.Patient) (receipts.Patient, error) {
	p, err := receipts.NewPatient(p, s.Ledger.Identity().Local(s.Now()))
	if err != nil {
		return p, err
	}
	p, err = s.Ledger.RegisterPatient(ctx, p)
	if err == nil {
		s.Register().Add(p)
	}
	return p, err
}

// AcceptPrices makes imported items the version in force of their list: first
// the catalogue holds them, then the ledger says so, then the search knows them.
func (s *Station) AcceptPrices(ctx context.Context, v catalog.Version, items []catalog.Item, by string) error {
	if v.Currency != "" && v.Currency != s.Settings().Currency.Code {
		return fmt.Errorf("the list's prices are in %s, this window charges in %s; import it at a window with that currency", v.Currency, s.Settings().Currency.Code)
	}
	if err := s.Catalog.Add(ctx, v, items); err != nil {
		return err
	}
	err := s.Ledger.AcceptPriceList(ctx, store.PriceList{List: v.List, Hash: v.Hash, Count: v.Count, Source: v.Source, By: by})
	if err != nil {
		return err
	}
	return s.loadPrices(ctx)
}

// AcceptPatients replaces the patients of a list by imported ones.
func (s *Station) AcceptPatients(ctx context.Context, v catalog.Version, patients []receipts.Patient) error {
	if err := s.Catalog.AddPatients(ctx, v, patients, s.Ledger.Sealer()); err != nil {
		return err
	}
	return s.loadPatients(ctx)
}

// Close lets go of the ledger and the catalogue.
func (s *Station) Close() error { return errors.Join(s.Catalog.Close(), s.Ledger.Close()) }
