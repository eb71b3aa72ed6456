package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Add stores a whole version, not yet in force, in one transaction. The
// version's hash and count must be those of the items (Hash gives them). A
// version that is already here is left alone, so that adding twice adds once.
// ErrItem names an item that cannot be kept; then nothing is stored.
func (c *Catalog) Add(ctx context.Context, v Version, items []Item) error {
	items = sorted(items)
	if err := check(v, items); err != nil {
		return err
	}
	err := c.inTx(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `INSERT INTO versions (hash, list, count, source, source_hash, at_us, currency)
			VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING`,
			v.Hash, v.List, v.Count, v.Source, v.SourceHash, v.At.UnixMicro(), v.Currency)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		id, err := res.LastInsertId()
		if err != nil {
			return err
		}
		return insertItems(ctx, tx, id, items)
	})
	if err != nil {
		return fmt.Errorf("add price-list version %s: %w", v, err)
	}
	return nil
}

// check refuses a version whose items do not belong to it.
func check(v Version, items []Item) error {
	for n, i := range items {
		if err := i.Validate(); err != nil {
			return fmt.Errorf("add price list %s: %w", v.List, err)
		}
		if n > 0 && items[n-1].Key == i.Key {
			return fmt.Errorf("add price list %s: %w: the key %q occurs twice", v.List, ErrItem, i.Key)
		}
	}
	if v.Count != len(items) {
		return fmt.Errorf("add price list %s: %w: it says %d items and has %d", v.List, ErrItem, v.Count, len(items))
	}
	if hash := Hash(v.List, v.Currency, items); hash != v.Hash {
		return fmt.Errorf("add price list %s: %w: the items give the hash %.12s, not %.12s", v.List, ErrItem, hash, v.Hash)
	}
	return nil
}

func insertItems(ctx context.Context, tx *sql.Tx, version int64, items []Item) error {
	insert, err := tx.PrepareContext(ctx, `INSERT INTO items
		(version, pos, key, code, name, spec, unit, maker, category, price_e4, initials, barcode)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for pos, i := range items {
		if _, err := insert.ExecContext(ctx, version, pos, i.Key, i.Code, i.Name, i.Spec, i.Unit, i.Maker,
			string(i.Category), int64(i.Price), strings.Join(i.Initials, " "), i.Barcode); err != nil {
			return fmt.Errorf("item %q: %w", i.Key, err)
		}
	}
	return nil
}

const selectVersion = `SELECT id, hash, list, count, source, source_hash, at_us, currency FROM versions `

func scanVersion(scan func(...any) error) (id int64, v Version, err error) {
	var at int64
	err = scan(&id, &v.Hash, &v.List, &v.Count, &v.Source, &v.SourceHash, &at, &v.Currency)
	v.At = time.UnixMicro(at).UTC()
	return id, v, err
}

// Versions lists every price-list version that is kept, oldest first, in force
// or not.
func (c *Catalog) Versions(ctx context.Context) ([]Version, error) {
	rows, err := c.db.QueryContext(ctx, selectVersion+"ORDER BY at_us, id")
	if err != nil {
		return nil, fmt.Errorf("list the price-list versions: %w", err)
	}
	defer rows.Close()
	var all []Version
	for rows.Next() {
		_, v, err := scanVersion(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("list the price-list versions: %w", err)
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// version looks one version up by its hash; ErrMissing when it is not here.
func (c *Catalog) version(ctx context.Context, hash string) (int64, Version, error) {
	id, v, err := scanVersion(c.db.QueryRowContext(ctx, selectVersion+"WHERE hash = ?", hash).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, v, fmt.Errorf("price-list version %.12s: %w; import its file again", hash, ErrMissing)
	}
	if err != nil {
		return 0, v, fmt.Errorf("price-list version %.12s: %w", hash, err)
	}
	return id, v, nil
}

// Prune deletes every price-list version whose hash is not in keep.
func (c *Catalog) Prune(ctx context.Context, keep []string) error {
	kept := make([]any, len(keep))
	for n, hash := range keep {
		kept[n] = hash
	}
	marks := strings.TrimSuffix(strings.Repeat("?,", len(keep)), ",")
	err := c.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM versions WHERE hash NOT IN ("+marks+")", kept...)
		return err
	})
	if err != nil {
		return fmt.Errorf("prune the price-list versions: %w", err)
	}
	return nil
}
