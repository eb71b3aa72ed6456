package catalog

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// FileAtFault says whether an error is about what the catalogue's file holds, and not
// about its place: room, rights, or somebody else who has it.
func FileAtFault(err error) bool {
	var e *sqlite.Error
	if errors.As(err, &e) {
		switch e.Code() & 0xff {
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM,
			sqlite3.SQLITE_FULL, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT:
			return false
		}
	}
	return err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, fs.ErrPermission)
}

// asideMark stands between a catalogue's name and the time when it was set aside.
const asideMark = ".aside-"

// SetAside keeps the file of a damaged catalogue, that nobody has open, under a
// name beside it, with its log and to be read only. It returns the name.
func SetAside(path string, now time.Time) (name string, err error) {
	for ; ; now = now.Add(time.Microsecond) {
		name = path + asideMark + now.UTC().Format("20060102-150405.000000")
		if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	for _, end := range []string{"-shm", "-wal", ""} { // the file last: its log means nothing without it
		err := os.Rename(path+end, name+end)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("setting the damaged catalogue aside: %w", err)
		}
		_ = os.Chmod(name+end, 0o400) // it is as well kept without, where the file system knows no rights
	}
	return filepath.Base(name), nil
}

// Asides are the files of the catalogues that were set aside beside path, newest
// first.
func Asides(path string) []string {
	all, _ := filepath.Glob(path + asideMark + "*[0-9]") // none where the folder cannot be read
	slices.Sort(all)
	slices.Reverse(all)
	return all
}

// Empty is a catalogue that holds nothing and takes nothing, for a window whose own
// cannot be opened: why is what adding to it answers.
func Empty(ctx context.Context, why error) (*Catalog, error) {
	db, err := sql.Open("sqlite", "file::memory:")
	if err != nil {
		return nil, fmt.Errorf("an empty catalogue: %w", err)
	}
	db.SetMaxOpenConns(1)
	c := &Catalog{db: db, path: ":memory:"}
	if err := c.prepare(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	c.refused = why
	return c, nil
}

// Missing are those of the versions with these hashes that do not stand whole here.
func (c *Catalog) Missing(ctx context.Context, hashes []string) []string {
	return slices.DeleteFunc(slices.Clone(hashes), func(hash string) bool {
		_, err := c.Load(ctx, []string{hash})
		return err == nil
	})
}

// Check is ErrDamaged where pages, a patient list or one of the versions with these
// hashes do not stand as they were written. A version that is not here is none of it,
// nor are patients whom the sealer does not open.
func (c *Catalog) Check(ctx context.Context, hashes []string) error {
	if err := c.CheckPages(ctx); err != nil {
		return err
	}
	for _, hash := range hashes {
		if _, err := c.Load(ctx, []string{hash}); err != nil && !errors.Is(err, ErrMissing) {
			return err
		}
	}
	return c.checkPatients(ctx)
}

// CheckPages is ErrDamaged where SQLite finds the file's pages damaged.
func (c *Catalog) CheckPages(ctx context.Context) error {
	var pages string
	if err := c.db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&pages); err != nil || pages != "ok" {
		return errors.Join(err, fmt.Errorf("%w: %s", ErrDamaged, pages))
	}
	return nil
}

// TakeFrom takes over what stands whole in the file of another catalogue, one that
// was set aside or a backup's, that nobody writes: the versions with these hashes
// and, with patients, each patient list that is not here, and the open orders where
// none are. What does not give its
// hash is left. The error is for this catalogue.
func (c *Catalog) TakeFrom(ctx context.Context, path string, hashes []string, patients bool) error {
	from := &Catalog{path: path}
	if err := from.openStill(); err != nil {
		return nil // nothing of it can be read
	}
	defer from.Close()
	for _, s := range from.scanned(ctx) {
		if !slices.Contains(hashes, s.Hash) {
			continue
		}
		var b builder
		if from.loadItems(ctx, s.id, s.Version, &b) != nil {
			continue
		}
		var items []Item
		b.index().All(func(i Item) bool { items = append(items, i); return true })
		if err := c.Add(ctx, s.Version, items); err != nil {
			return err
		}
	}
	if !patients {
		return nil
	}
	return errors.Join(c.takePatients(ctx, from), c.takeOrders(ctx, from))
}

// stored is a version with its number in its file.
type stored struct {
	id int64
	Version
}

// scanned are the versions that can be read, without an index that may be damaged.
func (c *Catalog) scanned(ctx context.Context) (all []stored) {
	rows, err := c.db.QueryContext(ctx, selectVersion+"NOT INDEXED")
	if err != nil {
		return nil
	}
	defer rows.Close()
	for rows.Next() {
		if id, v, err := scanVersion(rows.Scan); err == nil {
			all = append(all, stored{id, v})
		}
	}
	return all
}

func (c *Catalog) takePatients(ctx context.Context, from *Catalog) error {
	here, err := c.PatientLists(ctx)
	if err != nil {
		return err
	}
	lists, sums, _ := from.patientLists(ctx) // as far as they can be read
	for _, v := range lists {
		known := func(h Version) bool { return h.List == v.List }
		if sealed, ok := from.sealedPatients(ctx, v, sums[v.List]); ok && !slices.ContainsFunc(here, known) {
			if err := c.addSealed(ctx, v, sums[v.List], sealed); err != nil {
				return err
			}
		}
	}
	return nil
}

// sealedPatient is a patient's row, unopened.
type sealedPatient struct {
	id     string
	sealed []byte
}

// sealedPatients reads a list's rows; ok is false where they do not give its hash.
func (c *Catalog) sealedPatients(ctx context.Context, v Version, want string) (all []sealedPatient, ok bool) {
	rows, err := c.db.QueryContext(ctx, "SELECT id, sealed FROM patients WHERE list = ? ORDER BY pos", v.List)
	if err != nil {
		return nil, false
	}
	defer rows.Close()
	sum := sha256.New()
	for rows.Next() {
		var p sealedPatient
		if rows.Scan(&p.id, &p.sealed) != nil {
			return nil, false
		}
		hashPatient(sum, p.id, p.sealed)
		all = append(all, p)
	}
	return all, rows.Err() == nil && len(all) == v.Count && hex.EncodeToString(sum.Sum(nil)) == want
}

func (c *Catalog) addSealed(ctx context.Context, v Version, sum string, all []sealedPatient) error {
	err := c.inTx(ctx, func(tx *sql.Tx) error {
		if err := insertPatientList(ctx, tx, v, sum); err != nil {
			return err
		}
		for pos, p := range all {
			if _, err := tx.ExecContext(ctx, "INSERT INTO patients (list, pos, id, sealed) VALUES (?, ?, ?, ?)", v.List, pos, p.id, p.sealed); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("taking patient list %s over: %w", v.List, err)
	}
	return nil
}
