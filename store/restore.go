package store

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"

	"outpost/store/journal"
	"outpost/store/seal"
	"outpost/store/writeahead"
)

// Restored is what a restore made.
type Restored struct {
	Entries  int64  `json:"entries"`
	Receipts int64  `json:"receipts"`
	Head     string `json:"head"`
	// FromDatabase and FromCopy count the entries that stood whole on that side
	// only.
	FromDatabase int64 `json:"from_database"`
	FromCopy     int64 `json:"from_copy"`
	// SetAside is the name that the old database is kept under; empty where
	// there was none.
	SetAside string `json:"set_aside,omitempty"`
	// Free are the receipt numbers that are left free, because they may have been
	// given out since the backup; zero for none. The first start leaves them out.
	Free Span `json:"free,omitzero"`
	// Torn: the second copy ends in a piece of an entry that could not be read.
	Torn bool `json:"torn,omitempty"`
}

// Restore makes the ledger's database anew from all that stands whole and signed
// in the old one and in the second copy. It refuses, and changes nothing, where
// an entry would be lost or a number given out twice: ErrFork, ErrDamaged,
// ErrForeign (package journal), ErrKey; and ErrSound where the database verifies
// whole. The new database is whole and verified before it takes the old one's
// place; the old files are kept beside it.
func Restore(ctx context.Context, dir string, opt Options) (Restored, error) {
	f := opt.fill(dir)
	if !f.exists(opt.CopyDir) {
		return Restored{}, lost(f, opt)
	}
	f, err := takeFolder(f)
	if err != nil {
		return Restored{}, err
	}
	r := restorer{folder: f, opt: opt}
	done, err := r.run(ctx)
	return done, errors.Join(diskError(err), f.release())
}

// restorer is one restore under way; its caller holds the folder.
type restorer struct {
	folder
	opt    Options
	public ed25519.PublicKey
	old    *sql.DB // nil where there is no readable database
	temp   string  // where it was copied to be read; mostly empty
	log    writeahead.Log
	union  *journal.Union
	spare  int64 // numbers to leave out
	// fresh: the old database is a backup's, and the folder an empty one.
	fresh bool
}

func (r *restorer) run(ctx context.Context) (done Restored, err error) {
	if r.public, err = seal.Public(r.path(keyFile)); err != nil {
		return done, err
	}
	if r.has(restoredFile) { // one that was cut off is ended first
		aside, err := r.endRestore(r.opt.Now())
		if err != nil {
			return done, err
		}
		done.SetAside = aside
		return done, r.describe(ctx, &done)
	}
	if err := r.openOld(ctx); err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, r.closeOld()) }()
	return r.fromUnion(ctx)
}

// fromUnion makes the new database from all that stands whole and gives it its
// place.
func (r *restorer) fromUnion(ctx context.Context) (done Restored, err error) {
	if err := r.gather(ctx); err != nil {
		return done, err
	}
	if err := r.refuse(ctx); err != nil {
		return done, err
	}
	done.FromDatabase, done.FromCopy = r.union.OnlyIn()
	done.Torn = r.union.Copy.Torn || r.union.Copy.Last > r.union.Highest()
	if err := r.make(ctx); err != nil {
		return done, errors.Join(err, r.clear(makingFile))
	}
	if err := r.closeOld(); err != nil {
		return done, err
	}
	if r.spare > 0 {
		if err := r.noteSpare(r.spare); err != nil {
			return done, err
		}
	}
	if err := r.swapIn(&done); err != nil {
		return done, err
	}
	return done, r.describe(ctx, &done)
}

// swapIn gives the new database its place.
func (r *restorer) swapIn(done *Restored) (err error) {
	for _, name := range databaseFiles[1:] { // empty after the checkpoint
		if size, err := r.disk.Size(r.path(makingFile + name)); err == nil && name == "-wal" && size > 0 {
			return fmt.Errorf("%w did not take the whole new ledger; the old one was left as it is", ErrDisk)
		}
		if err := r.disk.Remove(r.path(makingFile + name)); err != nil && !missing(err) {
			return fmt.Errorf("%w: completing the new ledger: %w", ErrDisk, err)
		}
	}
	if err := r.disk.Rename(r.path(makingFile), r.path(restoredFile)); err != nil {
		return fmt.Errorf("%w: naming the new ledger: %w", ErrDisk, err)
	}
	done.SetAside, err = r.endRestore(r.opt.Now())
	return err
}

// openOld opens the old database as far as it can be opened, and changes nothing of
// it. One that SQLite cannot read counts as lost.
func (r *restorer) openOld(ctx context.Context) error {
	if !r.has(ledgerFile) {
		return nil
	}
	still, err := openStill(r.disk, r.path(ledgerFile))
	r.old, r.temp, r.log = still.db, still.temp, still.log
	if err != nil {
		return errors.Join(err, r.closeOld())
	}
	ok, err := checkForm(ctx, r.old)
	if ok && err == nil {
		return nil
	}
	if errors.Is(err, ErrNewer) {
		return errors.Join(err, r.closeOld())
	}
	var rows int
	if r.old.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM journal LIMIT 1)`).Scan(&rows) == nil {
		return nil
	}
	return r.closeOld()
}

func (r *restorer) closeOld() error {
	old := reading{db: r.old, temp: r.temp}
	r.old, r.temp = nil, ""
	return wrap(old.close(), "closing the old ledger")
}

// reader is the old database; nil where there is none.
func (r *restorer) reader() journal.Reader {
	if r.old == nil {
		return nil
	}
	return r.old
}

// gather finds whose ledger it is and collects what stands whole of it.
func (r *restorer) gather(ctx context.Context) error {
	ledger := ""
	if r.old != nil {
		if first, ok, err := firstEntry(ctx, r.old); ok && err == nil {
			if id, sound := genesis(first); sound {
				if err := wrongKey(id, r.public); err != nil {
					return err
				}
				ledger = id.Ledger
			}
		}
	}
	copied, ok, err := journal.FirstCopied(r.disk, r.opt.CopyDir)
	if err != nil {
		return err
	}
	if id, sound := genesis(copied); ok && sound {
		switch {
		case ledger == "":
			if err := notOurs(id, r.opt.CopyDir, r.public); err != nil {
				return err
			}
			ledger = id.Ledger
		case id.Ledger != ledger:
			return r.foreign(id.Station)
		}
	}
	r.union, err = journal.Gather(ctx, r.reader(), r.disk, r.opt.CopyDir, ledger, r.public)
	return err
}

func (r *restorer) foreign(station string) error {
	return refuse(journal.ErrForeign, "the second copy in %s is another station's (window %s); name this window's own copy and run the restore again; nothing was changed", r.opt.CopyDir, station)
}

// refuse says why this restore must not be, if it must not.
func (r *restorer) refuse(ctx context.Context) error {
	u := r.union
	if u.Copy.Foreign > 0 && u.Copy.Signed == 0 {
		return r.foreign(u.Copy.Station)
	}
	counts := fmt.Sprintf("the database holds %d whole, signed entries up to %d, the second copy in %s %d up to %d", u.Database.Signed, u.Database.Highest, r.opt.CopyDir, u.Copy.Signed, u.Copy.Highest)
	if u.Highest() == 0 {
		return refuse(ErrNoLedger, "neither the database nor the second copy in %s holds an entry that stands whole and is signed with this station.key; nothing was changed", r.opt.CopyDir)
	}
	if err := u.Check(); err != nil {
		return fmt.Errorf("%w; %s; nothing was changed: keep both and call the information staff", err, counts)
	}
	if _, copied := u.OnlyIn(); copied == 0 && r.old != nil && !r.fresh && !r.log.Cut() {
		if err := r.sound(ctx, counts); err != nil {
			return err
		}
	}
	if u.Database.Last > u.Highest() {
		return fmt.Errorf("%w: entry %d stands in the database without verifying, and a restore would give its number out again; %s; nothing was changed: keep both and call the information staff", journal.ErrDamaged, u.Database.Last, counts)
	}
	return nil
}

// sound refuses where the database verifies whole.
func (r *restorer) sound(ctx context.Context, counts string) error {
	wrong, err := r.look(ctx, r.old)
	if err != nil || len(wrong) > 0 || r.checkHeader() != nil {
		return nil // it cannot be read or does not verify: what is whole of it is restored
	}
	if err := r.forgetDamage(); err != nil {
		return err
	}
	then := "; nothing was changed"
	switch only, _ := r.union.OnlyIn(); {
	case r.union.Copy.Damage != nil:
		then = "; the second copy is what is damaged: it is made anew by itself at the next start, and the damaged one kept aside; nothing was changed"
	case only > 0:
		then = "; the second copy is made whole by itself at the next start; nothing was changed"
	}
	return refuse(ErrSound, "nothing needs restoring: the database verifies whole (%s)%s", counts, then)
}

func (r *restorer) look(ctx context.Context, db *sql.DB) ([]journal.Finding, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, wrap(err, "reading the ledger")
	}
	defer tx.Rollback()
	rows, err := journal.VerifyRows(ctx, tx, r.public)
	if err != nil {
		return nil, err
	}
	scratch := ""
	if r.disk.VFS() == "" { // a real disk has more room than memory
		scratch = r.path(makingFile + ".tables")
	}
	return verifyTables(ctx, tx, rows.Wrong, scratch)
}

// make writes the new database and verifies it.
func (r *restorer) make(ctx context.Context) (err error) {
	if err := r.clear(makingFile); err != nil {
		return err
	}
	db, err := openWriter(r.disk, r.path(makingFile))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return wrap(err, "making the tables of the new ledger")
	}
	if err := r.fill(ctx, db); err != nil {
		return err
	}
	wrong, err := r.look(ctx, db)
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		return fmt.Errorf("%w: the new database does not verify (%s: %s); the old one was left as it is", ErrDisk, wrong[0].Where, wrong[0].What)
	}
	_, err = db.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return wrap(err, "completing the new ledger")
}

func (r *restorer) fill(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return wrap(err, "starting the new ledger")
	}
	defer tx.Rollback()
	p := preparing(tx)
	_, err = journal.Fill(ctx, tx,
		func(give func(journal.Entry) error) error { return r.union.Each(ctx, give) },
		func(e journal.Entry) error { return p.apply(ctx, e, nil) })
	if err != nil {
		return err
	}
	if err := r.drafts(ctx, p); err != nil {
		return err
	}
	return wrap(tx.Commit(), "writing the new ledger")
}

// drafts takes the unfinished bills along as far as they can be read: they are
// typing, not entries.
func (r *restorer) drafts(ctx context.Context, p projector) error {
	if r.old == nil {
		return nil
	}
	rows, err := r.old.QueryContext(ctx, `SELECT id, parked, updated_us, sealed FROM drafts`)
	drafts, err := collect(rows, err, "reading the drafts", func(rows *sql.Rows) (d []any, err error) {
		d = make([]any, 4)
		return d, rows.Scan(&d[0], &d[1], &d[2], &d[3])
	})
	if err != nil {
		r.opt.Log.Warn("drafts not restored", "error", err)
		return nil
	}
	for _, d := range drafts {
		if err := p.exec(ctx, `INSERT OR IGNORE INTO drafts (id, parked, updated_us, sealed) VALUES (?, ?, ?, ?)`, d...); err != nil {
			return err
		}
	}
	return nil
}

// describe fills in what stands in the restored ledger.
func (r *restorer) describe(ctx context.Context, done *Restored) error {
	db, err := openReader(r.disk, r.path(ledgerFile))
	if err != nil {
		return err
	}
	head, err := journal.ReadHead(ctx, db)
	done.Entries, done.Receipts, done.Head = head.Seq, head.Totals.Receipts, head.Hash.String()
	return errors.Join(err, db.Close())
}
