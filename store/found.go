package store

import (
	"context"
	"database/sql"
	"errors"

	"outpost/receipts"
	"outpost/store/disk"
	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/seal"
)

// Founding is what the first start of a window decides.
type Founding struct {
	Identity Identity
	Settings Settings
}

// Create founds a new ledger in dir: keys, identity and settings are its first
// entries. The ledger's id and public key are set here. A folder that holds a
// ledger is ErrExists and stays as it is.
func Create(ctx context.Context, dir string, founding Founding, opt Options) (*Ledger, error) {
	if err := errors.Join(founding.Identity.Validate(), founding.Settings.Rules.Validate()); err != nil {
		return nil, err
	}
	f, err := takeFolder(opt.fill(dir))
	if err != nil {
		return nil, err
	}
	if err := f.free(ctx, opt); err != nil {
		return nil, errors.Join(err, f.release())
	}
	l := &Ledger{folder: f, opt: opt}
	if err := l.found(ctx, founding); err != nil {
		return nil, errors.Join(diskError(err), l.closeFiles(), f.release())
	}
	return l, nil
}

// free refuses a folder that a new ledger must not be founded in. A database
// without an entry is what a first start leaves that was cut off: it goes.
func (f folder) free(ctx context.Context, opt Options) error {
	if !f.exists(opt.CopyDir) {
		return nil
	}
	e, copied, err := journal.FirstCopied(f.disk, opt.CopyDir)
	switch {
	case f.has(ledgerFile) && !copied && err == nil && f.blank(ctx):
		return f.clear(ledgerFile)
	case f.has(ledgerFile):
		return refuse(ErrExists, "the folder %s holds a ledger already; nothing was changed", f.dir)
	case err != nil:
		return err
	case copied:
		return refuse(ErrExists, "the second copy in %s holds a ledger already, that of window %s, whose database is not in %s; nothing was changed, run 'outpost ledger restore', or name another folder for the copy where it is another window's", opt.CopyDir, e.Station, f.dir)
	}
	return lost(f, opt)
}

// blank says whether the database could be read and holds no entry.
func (f folder) blank(ctx context.Context) bool {
	r, err := f.openUnfinished()
	defer func() { _ = r.close() }() // it was only read
	if err != nil {
		return false
	}
	var tables, journals, entries int
	err = r.db.QueryRowContext(ctx, `SELECT count(*), count(*) FILTER (WHERE name = 'journal') FROM sqlite_master`).Scan(&tables, &journals)
	if err != nil || journals == 0 {
		return err == nil && tables == 0
	}
	err = r.db.QueryRowContext(ctx, `SELECT count(*) FROM journal`).Scan(&entries)
	return err == nil && entries == 0
}

// openUnfinished opens what may be left of a first start. One that was cut off in
// the database's very first write left a journal of that write, which SQLite takes
// back when it opens the file as usual.
func (f folder) openUnfinished() (reading, error) {
	path := f.path(ledgerFile)
	if !disk.Exists(f.disk, path+"-journal") {
		return openStill(f.disk, path)
	}
	db, err := openReader(f.disk, path)
	return reading{db: db}, err
}

func (l *Ledger) found(ctx context.Context, founding Founding) (err error) {
	if _, err := l.stationKeys(ctx, founding.Identity); err != nil {
		return err
	}
	if err := l.printRecovery(); err != nil { // nobody may have read that of a start that was cut off
		return err
	}
	id := founding.Identity
	id.Ledger, id.PublicKey = receipts.NewID(), l.keys.Public()
	path := l.folder.path(ledgerFile)
	if l.write, err = openWriter(l.opt.Disk, path); err != nil {
		return err
	}
	if err := l.prepareSchema(ctx); err != nil {
		return err
	}
	if l.read, err = openReader(l.opt.Disk, path); err != nil {
		return err
	}
	l.stmts = statements{ready: map[string]*sql.Stmt{}}
	missing, err := l.startJournal(ctx, id)
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		return refuse(ErrExists, "the second copy in %s holds %d entries of a ledger; run 'outpost ledger restore' or name another folder for the copy", l.opt.CopyDir, len(missing))
	}
	if _, err := l.put(ctx, kindFounded, id.Ledger, id, journal.Totals{Receipts: id.Above}); err != nil {
		return err
	}
	l.now = current{identity: id, zone: id.zone(), mode: incident.ModeOnline}
	if err := l.acceptSettings(ctx, founding.Settings); err != nil {
		return err
	}
	l.keepRecovery()
	return l.inspectKey()
}

// stationKeys makes the keys, or takes those that a first start left behind
// when it was cut off before its first entry. made says that they are new.
func (l *Ledger) stationKeys(ctx context.Context, id Identity) (made bool, err error) {
	path := l.folder.path(keyFile)
	if l.keys, err = seal.Load(ctx, path, l.opt.Unlock); !errors.Is(err, seal.ErrNoKeys) {
		return false, err
	}
	if l.keys, err = seal.Generate(); err != nil {
		return false, err
	}
	if err := l.keys.Save(path); err != nil {
		return false, err
	}
	l.guardNew(id)
	return true, nil
}

// AcceptSettings makes a hospital's settings those that this window runs on.
// Another currency, once a receipt is kept, is ErrInput: its amounts would be
// read in the wrong money. Another cash tender while a shift is open is ErrShift:
// its report could not tell what lies in the drawer.
func (l *Ledger) AcceptSettings(ctx context.Context, s Settings) error {
	if err := s.Rules.Validate(); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return err
	}
	if was, to := l.Rules().Currency, s.Rules.Currency; l.Head().Totals.Receipts > 0 && (was.Code != to.Code || was.Digits != to.Digits) {
		return refuse(ErrInput, "this ledger keeps %d receipts in %s with %d digits, so the settings cannot change to %s with %d; found a window with a new ledger for that currency",
			l.Head().Totals.Receipts, was.Code, was.Digits, to.Code, to.Digits)
	}
	if open, was, to := l.current().shift, l.Rules().Cash(), s.Rules.Cash(); open.ID != "" && was != to {
		return refuse(ErrShift, "cash is the tender %q in the open shift of %s and would become %q; close the shift first", was, open.Cashier, to)
	}
	return l.acceptSettings(ctx, s)
}

func (l *Ledger) acceptSettings(ctx context.Context, s Settings) error {
	if _, err := l.put(ctx, kindSettings, receipts.NewID(), s, journal.Totals{}); err != nil {
		return err
	}
	l.change(func(c *current) { c.rules, c.pinDays = s.Rules, s.PINDays })
	return nil
}

// Settings are the accepted ones.
func (l *Ledger) Settings(ctx context.Context) (s Settings, err error) {
	_, err = l.stateValue(ctx, "settings", &s)
	return s, err
}

// AcceptPriceList makes a version the one that its list charges by. Its items
// must be in the catalogue already.
func (l *Ledger) AcceptPriceList(ctx context.Context, v PriceList) error {
	if v.List == "" || len(v.Hash) != 64 || v.Count <= 0 {
		return refuse(ErrInput, "a price list needs a name, the hash of its items and at least one item")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err := l.put(ctx, kindPriceList, receipts.NewID(), v, journal.Totals{})
	return err
}
