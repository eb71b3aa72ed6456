package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"modernc.org/sqlite"

	"outpost/store/disk"
)

// vacuumInto writes the database at from as one whole file to to, which must
// not exist yet; it is on disk when this returns. It has a connection of its
// own, so that the till sells on meanwhile: SQLite's own backup begins anew at
// each write, VACUUM INTO reads one moment of the database (ledger.md).
func vacuumInto(ctx context.Context, d disk.Disk, from, to string) (err error) {
	db, err := open(dsn(d, from, nil), guardVacuum(to))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, to); err != nil {
		return wrap(err, "copying the database")
	}
	return syncFile(d, to)
}

// guardVacuum is guardJournal, but lets one file be attached: VACUUM INTO does.
func guardVacuum(to string) sqlite.AuthorizerFn {
	return func(action sqlite.AuthorizerActionCode, arg1, arg2, database, trigger string) sqlite.AuthorizerReturnCode {
		if action == sqlite.AuthAttach && arg1 == to {
			return sqlite.AuthorizerOK
		}
		return guardJournal(action, arg1, arg2, database, trigger)
	}
}

// syncFile brings a written file and its name to disk.
func syncFile(d disk.Disk, path string) error {
	f, err := d.OpenFile(path, os.O_RDWR)
	if err == nil {
		err = errors.Join(f.Sync(), f.Close())
	}
	if err != nil {
		return fmt.Errorf("%w did not keep %s: %w", ErrDisk, filepath.Base(path), err)
	}
	return wrap(d.SyncDir(filepath.Dir(path)), "keeping a file's name")
}
