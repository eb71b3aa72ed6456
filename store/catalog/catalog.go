package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the one SQLite driver of the house
)

// Catalog is the opened catalogue file. Its methods may be called from several
// goroutines; writes queue.
type Catalog struct {
	db   *sql.DB
	path string
	temp string // where it was copied to be read; mostly empty
	// refused is why nothing is added; nil for a catalogue that takes what comes.
	refused error
}

// schemaVersion is the layout that this program reads and writes.
const schemaVersion = 1

const schema = `
CREATE TABLE IF NOT EXISTS versions (
	id          INTEGER PRIMARY KEY,
	hash        TEXT NOT NULL UNIQUE,
	list        TEXT NOT NULL,
	count       INTEGER NOT NULL,
	source      TEXT NOT NULL,
	source_hash TEXT NOT NULL,
	at_us       INTEGER NOT NULL,
	currency    TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS items (
	version  INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
	pos      INTEGER NOT NULL,
	key      TEXT NOT NULL,
	code     TEXT NOT NULL,
	name     TEXT NOT NULL,
	spec     TEXT NOT NULL,
	unit     TEXT NOT NULL,
	maker    TEXT NOT NULL,
	category TEXT NOT NULL,
	price_e4 INTEGER NOT NULL CHECK (price_e4 >= 0),
	initials TEXT NOT NULL,
	barcode  TEXT NOT NULL,
	PRIMARY KEY (version, pos)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS patient_lists (
	list        TEXT PRIMARY KEY,
	hash        TEXT NOT NULL,
	count       INTEGER NOT NULL,
	source      TEXT NOT NULL,
	source_hash TEXT NOT NULL,
	at_us       INTEGER NOT NULL,
	sealed_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS patients (
	list   TEXT NOT NULL REFERENCES patient_lists (list) ON DELETE CASCADE,
	pos    INTEGER NOT NULL,
	id     TEXT NOT NULL,
	sealed BLOB NOT NULL,
	PRIMARY KEY (list, pos)
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 1;`

// Open opens the catalogue at path (usually catalog.db in the data folder) and
// makes an empty one where there is none. ErrSchema for a newer layout.
func Open(ctx context.Context, path string) (*Catalog, error) {
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return nil, fmt.Errorf("open the catalogue %s: %w", path, err)
	}
	c := &Catalog{db: db, path: path}
	first := c.prepare(ctx)
	if first == nil {
		first = checkHeader(path)
	}
	if first == nil {
		return c, nil
	}
	if !unwritable(first) {
		return nil, errors.Join(first, db.Close())
	}
	if err := c.still(ctx); err != nil {
		return nil, errors.Join(first, err)
	}
	return c, nil
}

// checkHeader is ErrDamaged where the file says that it may only be read (SQLite's
// file format, bytes 18 and 19): SQLite opens it, and takes nothing in.
func checkHeader(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open the catalogue %s: %w", path, err)
	}
	defer f.Close()
	var header [20]byte
	if _, err := io.ReadFull(f, header[:]); err != nil {
		return nil // all of it is in the log yet
	}
	if header[18] > 2 || header[19] > 2 {
		return fmt.Errorf("open the catalogue %s: %w: its first page was changed", path, ErrDamaged)
	}
	return nil
}

// dsn asks for durable commits: a version that was reported as added is there
// after a power cut, as the ledger's entry about it is.
func dsn(path string) string {
	file := url.URL{Path: filepath.ToSlash(path)}
	return "file:" + file.EscapedPath() + "?_txlock=immediate" +
		"&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
		"&_pragma=foreign_keys(1)&_pragma=trusted_schema(0)"
}

func (c *Catalog) prepare(ctx context.Context) error {
	var version int
	if err := c.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return fmt.Errorf("open the catalogue %s: %w; if the file is damaged, move it away and import the price lists again", c.path, err)
	}
	switch {
	case version == schemaVersion:
		return nil
	case version > schemaVersion:
		return fmt.Errorf("open the catalogue %s: %w (layout %d, known %d); start the newer program", c.path, ErrSchema, version, schemaVersion)
	}
	if err := c.inTx(ctx, func(tx *sql.Tx) error { _, err := tx.ExecContext(ctx, schema); return err }); err != nil {
		return fmt.Errorf("make the catalogue %s: %w", c.path, err)
	}
	return nil
}

// Close closes the file. An Index or Register that was loaded goes on working.
func (c *Catalog) Close() error {
	err := c.db.Close()
	if c.temp != "" {
		err = errors.Join(err, os.RemoveAll(c.temp))
	}
	return err
}

// inTx runs do in one transaction and takes everything back when it fails.
func (c *Catalog) inTx(ctx context.Context, do func(*sql.Tx) error) error {
	if c.refused != nil {
		return c.refused
	}
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
