package store

import (
	"context"
	"errors"
	"fmt"
	"os"

	"outpost/store/journal"
	"outpost/store/writeahead"
)

// LogDamage is what opening found at the end of the write-ahead log that a killed
// program left, and what it did about it. SQLite drops everything behind a byte
// that was changed and says nothing.
type LogDamage struct {
	// Kept is the name that database and log are kept under as they were, beside the
	// ledger; empty where nothing was found.
	Kept string
	// Entries counts those that the ledger was made anew from, because the log was
	// cut short by damage; 0 where only its last transaction cannot be read and the
	// second copy does not say what it was.
	Entries int64
}

// LogDamage says what this opening found; whoever is at the window must be told.
func (l *Ledger) LogDamage() LogDamage {
	if d := l.logDamage.Load(); d != nil {
		return *d
	}
	return LogDamage{}
}

// mendLog looks at the log of a ledger that nobody writes, before SQLite does. One
// that was cut short by damage is not opened: the ledger is made anew from what
// stands whole in the log, in the database and in the second copy, and the damaged
// files are kept. It changes nothing, and is journal.ErrDamaged, where an entry
// would be lost.
func (l *Ledger) mendLog(ctx context.Context) error {
	log, err := readLog(l.opt.Disk, l.folder.path(ledgerFile))
	if err != nil {
		return err
	}
	if log.Cut() {
		return l.mendCut(ctx, log)
	}
	if log.Unsure() {
		return l.keepUnsure(ctx)
	}
	return nil
}

func (l *Ledger) mendCut(ctx context.Context, log writeahead.Log) (err error) {
	l.opt.Log.Error("the ledger is made anew", "because", log.Behind())
	r := restorer{folder: l.folder, opt: l.opt, public: l.keys.Public()}
	if err := r.openOld(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.closeOld()) }()
	if r.old == nil {
		return fmt.Errorf("%w: %s, and the database is none without it", journal.ErrDamaged, log.Behind())
	}
	done, err := r.fromUnion(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", log.Behind(), err)
	}
	l.opt.Log.Warn("the ledger was made anew; the damaged files are kept", "entries", done.Entries, "kept", done.SetAside)
	l.logDamage.Store(&LogDamage{Kept: done.SetAside, Entries: done.Entries})
	return nil
}

// mostAtOnce is how many numbers one transaction gives out at most: a partial
// refund's red receipt and the one for the rest.
const mostAtOnce = 2

// keepUnsure looks after a log that ends in a piece of a transaction. Where the
// second copy has all that the database has, nobody was told that it was kept: a
// sale is answered when both have it. Else it may be an acknowledged one that was
// damaged: both files are kept as they are, and its numbers are left out.
func (l *Ledger) keepUnsure(ctx context.Context) (err error) {
	whole, err := l.copyWhole(ctx)
	if err != nil || whole {
		return err
	}
	name := l.folder.freeName(l.opt.Now())
	for _, suffix := range []string{"-wal", ""} { // the database last, as when they change places
		if err := l.folder.keep(ledgerFile+suffix, name+suffix); err != nil {
			return err
		}
	}
	l.opt.Log.Warn("the log ends in a piece of a transaction that the second copy does not have; both files are kept", "kept", name)
	l.logDamage.Store(&LogDamage{Kept: name})
	return l.folder.noteSpare(mostAtOnce)
}

// copyWhole says whether the second copy has all entries of the database, as far as
// SQLite takes its log.
func (l *Ledger) copyWhole(ctx context.Context) (whole bool, err error) {
	r, err := openBeside(l.opt.Disk, l.folder.path(ledgerFile))
	defer func() { err = errors.Join(err, r.close()) }()
	if err != nil {
		return false, nil // opening says what is wrong with it
	}
	first, ok, err := firstEntry(ctx, r.db)
	if err != nil || !ok {
		return false, nil
	}
	st, err := journal.Inspect(ctx, r.db, l.opt.Disk, l.opt.CopyDir, first.Ledger, l.keys.Public())
	return err == nil && (st.Whole || st.Behind < 0), nil
}

// keep copies a file of the folder under another name that is there only when all
// of it is on disk.
func (f folder) keep(from, to string) error {
	err := copyWithin(f.disk, f.path(from), f.path(to))
	if err == nil {
		err = f.disk.SyncDir(f.dir)
	}
	if err != nil {
		return fmt.Errorf("%w: keeping %s aside: %w", ErrDisk, from, err)
	}
	f.protect(to)
	return nil
}

// protect lets files that are kept as they are be read only, where the file system
// knows rights.
func (f folder) protect(names ...string) {
	for _, name := range names {
		_ = f.disk.Protect(f.path(name)) // they are as well kept without
	}
}

// spareFile says how many numbers the next opening leaves out, because entries that
// stood in a damaged log alone may have taken them.
const spareFile = "ledger.db.spare"

func (f folder) noteSpare(n int64) error {
	file, err := f.disk.OpenFile(f.path(spareFile), os.O_CREATE|os.O_WRONLY)
	if err == nil {
		_, err = file.WriteAt(fmt.Appendf(nil, "%020d\n", n), 0)
		err = errors.Join(err, file.Sync(), file.Close(), f.disk.SyncDir(f.dir))
	}
	return wrap(err, "noting how many numbers are left out")
}

// spareNoted is how many numbers the last opening has still to leave out.
func (f folder) spareNoted() (n int64, err error) {
	raw, err := f.disk.ReadFile(f.path(spareFile))
	if missing(err) || err == nil && len(raw) == 0 { // the note is on disk before anything is changed
		return 0, nil
	}
	if err == nil {
		_, err = fmt.Sscanf(string(raw), "%d", &n)
	}
	return n, wrap(err, "reading how many numbers are left out")
}

func (f folder) spared() error {
	err := f.disk.Remove(f.path(spareFile))
	if missing(err) {
		return nil
	}
	return wrap(err, "the numbers are left out")
}

// numbersLost is how many numbers the entries may have taken that stood in the
// damaged log alone and can be read nowhere. A page that is lost with the log is
// either one of the entries or one of the receipts' table, which counts them too;
// where several are lost, each transaction behind the damage may have been a sale.
func (r *restorer) numbersLost(ctx context.Context) (int64, error) {
	lost := r.log.Lost()
	if lost == 0 || !r.log.Cut() {
		return 0, nil
	}
	var last int64
	err := r.old.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM receipts`).Scan(&last)
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	if err == nil && lost == 1 {
		return max(0, last-r.union.Highest()), nil
	}
	return mostAtOnce * int64(r.log.Commits()), nil
}

// refuseCut refuses to read a ledger whose log was cut short by damage.
func (f folder) refuseCut() error {
	if f.written() {
		return nil
	}
	log, err := readLog(f.disk, f.path(ledgerFile))
	if err != nil || !log.Cut() {
		return err
	}
	return refuse(journal.ErrDamaged, "%s; %s", log.Behind(), nextMend)
}
