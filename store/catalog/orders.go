package catalog

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"outpost/receipts"
)

// OpenOrder is one item that a doctor ordered in the HIS and that was not paid
// there when the HIS's data was copied.
type OpenOrder struct {
	// Number is the HIS's number of the order; empty where the file has none. The
	// items of one order have the same.
	Number string `json:"number,omitempty"`
	// Patient, IDNumber and Card say whose it is: the first that is not empty counts.
	Patient  string `json:"patient,omitempty"`
	IDNumber string `json:"id_number,omitempty"`
	Card     string `json:"card,omitempty"`
	// Item is the charge item's code, its key such as "drug/1017", or the key
	// without the list; Name is what the HIS calls it.
	Item     string            `json:"item"`
	Name     string            `json:"name,omitempty"`
	Quantity receipts.Quantity `json:"qty_e3"`
	// Prescription, Doctor and Department are as on a bill.
	Prescription string `json:"prescription,omitempty"`
	Doctor       string `json:"doctor,omitempty"`
	Department   string `json:"department,omitempty"`
	// Ordered is when, in the hospital's time: YYYY-MM-DD HH:MM:SS, or empty.
	Ordered string `json:"ordered,omitempty"`
}

// orderSchema is made with the first copy of orders: a program that knows none of
// them goes on reading the catalogue, whose layout stays.
const orderSchema = `CREATE TABLE IF NOT EXISTS open_orders (
	hash        TEXT PRIMARY KEY,
	list        TEXT NOT NULL,
	count       INTEGER NOT NULL,
	source      TEXT NOT NULL,
	source_hash TEXT NOT NULL,
	at_us       INTEGER NOT NULL,
	sealed_hash TEXT NOT NULL,
	sealed      BLOB NOT NULL
) STRICT, WITHOUT ROWID;`

// AddOrders replaces all open orders by these, in one transaction; when it fails
// the old ones stay. They are sealed together: whose they are and what for is as
// personal as a name.
func (c *Catalog) AddOrders(ctx context.Context, v Version, orders []OpenOrder, sealer Sealer) error {
	if v.Count != len(orders) {
		return fmt.Errorf("add the open orders %s: %w: it says %d orders and has %d", v.List, ErrItem, v.Count, len(orders))
	}
	plain, err := json.Marshal(orders)
	if err != nil {
		return fmt.Errorf("add the open orders %s: %w", v.List, err)
	}
	sealed, err := sealer.Seal(plain, orderContext(v))
	if err != nil {
		return fmt.Errorf("seal the open orders %s: %w", v.List, err)
	}
	return c.putOrders(ctx, v, sealed)
}

// orderContext binds the sealed orders to their version.
func orderContext(v Version) []byte { return []byte("outpost catalog orders/" + v.Hash) }

func (c *Catalog) putOrders(ctx context.Context, v Version, sealed []byte) error {
	err := c.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, orderSchema+"DELETE FROM open_orders;"); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO open_orders (hash, list, count, source, source_hash, at_us, sealed_hash, sealed)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, v.Hash, v.List, v.Count, v.Source, v.SourceHash, v.At.UnixMicro(), sumOf(sealed), sealed)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep the open orders %s: %w", v.List, err)
	}
	return nil
}

func sumOf(sealed []byte) string {
	sum := sha256.Sum256(sealed)
	return hex.EncodeToString(sum[:])
}

// sealedOrders reads the open orders unopened; ok is false where there were never
// any. ErrDamaged where they do not give their hash.
func (c *Catalog) sealedOrders(ctx context.Context) (v Version, sealed []byte, ok bool, err error) {
	var tables int
	err = c.db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'open_orders'`).Scan(&tables)
	if err != nil || tables == 0 {
		return v, nil, false, err
	}
	var sum string
	row := c.db.QueryRowContext(ctx, `SELECT 0, hash, list, count, source, source_hash, at_us, '', sealed_hash, sealed FROM open_orders`)
	_, v, err = scanVersion(func(to ...any) error { return row.Scan(append(to, &sum, &sealed)...) })
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return v, nil, false, nil
	case err != nil:
		return v, nil, false, err
	case sumOf(sealed) != sum:
		return v, nil, false, fmt.Errorf("%w: the open orders from %s do not give their hash; copy the orders again", ErrDamaged, v.Source)
	}
	return v, sealed, true, nil
}

// LoadOrders opens the open orders; none where none were ever copied. ErrDamaged
// where they were changed or the sealer does not open them.
func (c *Catalog) LoadOrders(ctx context.Context, sealer Sealer) (*OpenOrders, error) {
	v, sealed, ok, err := c.sealedOrders(ctx)
	if err != nil || !ok {
		return NewOpenOrders(Version{}, nil), err
	}
	plain, err := sealer.Open(sealed, orderContext(v))
	if err != nil {
		return nil, fmt.Errorf("%w: the open orders from %s do not open: %w; copy the orders again", ErrDamaged, v.Source, err)
	}
	var all []OpenOrder
	if err := json.Unmarshal(plain, &all); err != nil || len(all) != v.Count {
		return nil, fmt.Errorf("%w: the open orders from %s cannot be read; copy the orders again", ErrDamaged, v.Source)
	}
	return NewOpenOrders(v, all), nil
}

// takeOrders takes over the open orders of another catalogue where none are here.
func (c *Catalog) takeOrders(ctx context.Context, from *Catalog) error {
	if _, _, here, err := c.sealedOrders(ctx); err != nil || here {
		return err
	}
	v, sealed, ok, err := from.sealedOrders(ctx)
	if err != nil || !ok {
		return nil // nothing of them stands whole there
	}
	return c.putOrders(ctx, v, sealed)
}
