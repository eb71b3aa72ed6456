package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// unwritable says whether SQLite could not make the shared file that it needs
// beside a database: in a folder that cannot be written.
func unwritable(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	code := e.Code() & 0xff
	return code == sqlite3.SQLITE_READONLY || code == sqlite3.SQLITE_CANTOPEN || code == sqlite3.SQLITE_PERM
}

// still opens the catalogue of a folder that cannot be written, for reading: as
// it stands, or in a copy where a write-ahead log belongs to it.
func (c *Catalog) still(ctx context.Context) (err error) {
	if err := c.db.Close(); err != nil {
		return err
	}
	if err := c.openStill(); err != nil {
		return err
	}
	if err := c.prepare(ctx); err != nil {
		return errors.Join(err, c.Close())
	}
	return nil
}

// openStill opens a catalogue that nobody writes, for reading.
func (c *Catalog) openStill() (err error) {
	name := ""
	if info, err := os.Stat(c.path + "-wal"); err == nil && info.Size() > 0 {
		if c.temp, err = copied(c.path); err != nil {
			return err
		}
		name = dsn(filepath.Join(c.temp, filepath.Base(c.path)))
	} else {
		name = stillDSN(c.path)
	}
	if c.db, err = sql.Open("sqlite", name); err != nil {
		return fmt.Errorf("open the catalogue %s: %w", c.path, err)
	}
	return nil
}

// copied copies a database and its log into a folder of their own.
func copied(path string) (temp string, err error) {
	if temp, err = os.MkdirTemp("", "outpost-reading-"); err != nil {
		return "", fmt.Errorf("no place to read the catalogue in: %w", err)
	}
	for _, name := range []string{path, path + "-wal"} {
		raw, err := os.ReadFile(name)
		if err == nil {
			err = os.WriteFile(filepath.Join(temp, filepath.Base(name)), raw, 0o600)
		}
		if err != nil {
			return "", fmt.Errorf("copying the catalogue to read it: %w", errors.Join(err, os.RemoveAll(temp)))
		}
	}
	return temp, nil
}
