package catalog

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
)

// CopyTo writes the catalogue as one whole file to a path where there is none
// yet; it is on disk when this returns. Importing and searching go on meanwhile.
func (c *Catalog) CopyTo(ctx context.Context, to string) error {
	_, err := c.db.ExecContext(ctx, `VACUUM INTO ?`, to)
	if err == nil {
		var f *os.File
		if f, err = os.OpenFile(to, os.O_RDWR, 0); err == nil {
			err = errors.Join(f.Sync(), f.Close())
		}
	}
	if err != nil {
		return fmt.Errorf("copying the catalogue: %w", err)
	}
	return nil
}

// stillDSN opens a file that nobody writes and that no log belongs to.
func stillDSN(path string) string {
	file := url.URL{Path: filepath.ToSlash(path)}
	return "file:" + file.EscapedPath() + "?mode=ro&immutable=1&_pragma=query_only(1)&_pragma=trusted_schema(0)"
}

// CheckFile checks the file of a catalogue that nobody writes, such as a
// backup's: the pages, and that each price-list version and patient list gives
// its hash. Sealed patients are not opened. ErrDamaged names the first that does
// not.
func CheckFile(ctx context.Context, path string) (err error) {
	c := &Catalog{path: path}
	if c.db, err = sql.Open("sqlite", stillDSN(path)); err != nil {
		return fmt.Errorf("open the catalogue %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, c.db.Close()) }()
	if err := c.prepare(ctx); err != nil {
		return err
	}
	if err := c.CheckPages(ctx); err != nil {
		return err
	}
	if err := c.checkVersions(ctx); err != nil {
		return err
	}
	return c.checkPatients(ctx)
}

func (c *Catalog) checkVersions(ctx context.Context) error {
	versions, err := c.Versions(ctx)
	if err != nil {
		return err
	}
	for _, v := range versions {
		if _, err := c.Load(ctx, []string{v.Hash}); err != nil {
			return err
		}
	}
	return nil
}

// checkPatients checks what is sealed as it is, unopened: patients and open orders.
func (c *Catalog) checkPatients(ctx context.Context) error {
	if _, _, _, err := c.sealedOrders(ctx); err != nil {
		return fmt.Errorf("reading the open orders: %w", err)
	}
	lists, sums, err := c.patientLists(ctx)
	if err != nil {
		return err
	}
	for _, v := range lists {
		rows, err := c.db.QueryContext(ctx, "SELECT id, sealed FROM patients WHERE list = ? ORDER BY pos", v.List)
		if err != nil {
			return fmt.Errorf("reading patient list %s: %w", v.List, err)
		}
		sum := sha256.New()
		for err == nil && rows.Next() {
			var id string
			var sealed []byte
			if err = rows.Scan(&id, &sealed); err == nil {
				hashPatient(sum, id, sealed)
			}
		}
		if err = errors.Join(err, rows.Err(), rows.Close()); err != nil {
			return fmt.Errorf("reading patient list %s: %w", v.List, err)
		}
		if hex.EncodeToString(sum.Sum(nil)) != sums[v.List] {
			return fmt.Errorf("%w: patient list %s from %s does not give its hash", ErrDamaged, v.List, v.Source)
		}
	}
	return nil
}
