package store

import (
	"context"
	"database/sql"
	"errors"
	"os"

	"github.com/gofrs/flock"
	sqlite3 "modernc.org/sqlite/lib"

	"outpost/store/journal"
	"outpost/store/seal"
	"outpost/store/writeahead"
)

// OpenReader opens the ledger in dir for reading, beside a program that writes
// it, and in a folder that cannot be written. Writing methods answer
// ErrReadOnly. Errors match ErrNoLedger, ErrLost, ErrKey, ErrDisk, ErrNewer, and
// ErrOlder for a former program's ledger, which must be opened for writing once.
func OpenReader(ctx context.Context, dir string, opt Options) (*Ledger, error) {
	f := opt.fill(dir)
	if !f.has(ledgerFile) {
		return nil, lost(f, opt)
	}
	if err := f.refuseCut(); err != nil {
		return nil, diskError(err)
	}
	l := &Ledger{folder: f, opt: opt}
	var err error
	if l.keys, err = seal.Load(ctx, f.path(keyFile), opt.Unlock); err != nil {
		return nil, err
	}
	r, err := openReading(ctx, f)
	if err == nil {
		l.read, l.temp = r.db, r.temp
		err = l.openForReading(ctx)
	}
	if err == nil {
		err = l.inspectKey()
	}
	if err != nil {
		return nil, errors.Join(diskError(err), l.closeFiles())
	}
	return l, nil
}

func (l *Ledger) openForReading(ctx context.Context) error {
	ok, err := checkForm(ctx, l.read)
	if err != nil {
		return err
	}
	first, founded := journal.Entry{}, false
	if ok {
		if old, err := olderForm(ctx, l.read); err != nil {
			return err
		} else if old {
			return older(l.folder)
		}
		if first, founded, err = firstEntry(ctx, l.read); err != nil {
			return err
		}
	}
	if !founded {
		return lost(l.folder, l.opt)
	}
	if id, sound := genesis(first); sound {
		if err := wrongKey(id, l.keys.Public()); err != nil {
			return err
		}
	}
	if err := l.loadClock(ctx); err != nil {
		return err
	}
	return l.load(ctx)
}

// reading is a database open for reading, and the folder that it was copied to
// where it could not be read in its own.
type reading struct {
	db   *sql.DB
	temp string
	log  writeahead.Log // what was read of its log; none where it lies in its place
}

func (r reading) close() error {
	var err error
	if r.db != nil {
		err = r.db.Close()
	}
	if r.temp != "" {
		err = errors.Join(err, os.RemoveAll(r.temp))
	}
	return err
}

// openReading opens a folder's ledger for reading, in a folder that cannot be
// written too. SQLite needs a shared file beside the database to read it; where
// that cannot be made nobody writes either, so the file is read as it stands,
// and in a copy where a write-ahead log belongs to it. What a killed program left
// in its log stays there.
func openReading(ctx context.Context, f folder) (reading, error) {
	size, err := f.disk.Size(f.path(ledgerFile + "-wal"))
	killed := err == nil && size > 0 && !f.written()
	var r reading
	if killed {
		r, err = openBeside(f.disk, f.path(ledgerFile))
	} else {
		r.db, err = openReader(f.disk, f.path(ledgerFile))
	}
	if err != nil {
		return reading{}, err
	}
	first := probe(ctx, r.db)
	if first == nil {
		return r, nil
	}
	_ = r.close() // it could not even be read
	switch sqliteCode(first) {
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
	default:
		return reading{}, first
	}
	if !killed && f.written() {
		return reading{}, first
	}
	r, err = openStill(f.disk, f.path(ledgerFile))
	if err == nil {
		err = probe(ctx, r.db)
	}
	if err != nil {
		return reading{}, errors.Join(first, err, r.close())
	}
	return r, nil
}

func probe(ctx context.Context, db *sql.DB) error {
	var n int
	return wrap(db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master`).Scan(&n), "opening the ledger")
}

// written says whether another program holds the writer's lock.
func (f folder) written() bool {
	if !f.has(lockFile) {
		return false
	}
	lock := flock.New(f.path(lockFile), flock.SetFlag(os.O_RDONLY))
	free, err := lock.TryRLock()
	if err == nil && free {
		_ = lock.Unlock() // it is only read
	}
	return err == nil && !free
}
