package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Reader is what reading needs of a database or transaction.
type Reader interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Entries calls each for every entry from seq from (inclusive) to to (0 = the
// end), in order, and stops at its first error.
func Entries(ctx context.Context, db Reader, from, to int64, each func(Entry) error) error {
	if to == 0 {
		to = 1<<63 - 1
	}
	rows, err := db.QueryContext(ctx, selectSQL+` WHERE seq BETWEEN ? AND ? ORDER BY seq`, from, to)
	if err != nil {
		return fmt.Errorf("reading the journal: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		e, err := scan(rows)
		if err != nil {
			return err
		}
		if err := each(e); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("reading the journal: %w", err)
	}
	return nil
}

// ByID finds an entry by its id; ok is false where there is none.
func ByID(ctx context.Context, db Reader, id string) (e Entry, ok bool, err error) {
	e, err = scan(db.QueryRowContext(ctx, selectSQL+` WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Entry{}, false, nil
	}
	return e, err == nil, err
}

// ReadHead reads the last entry's place; a zero Head is an empty journal.
func ReadHead(ctx context.Context, db Reader) (Head, error) {
	e, err := scan(db.QueryRowContext(ctx, selectSQL+` ORDER BY seq DESC LIMIT 1`))
	if errors.Is(err, sql.ErrNoRows) {
		return Head{}, nil
	}
	return e.head(), err
}

type scanner interface{ Scan(...any) error }

func scan(row scanner) (Entry, error) {
	var (
		e          Entry
		at         int64
		prev, hash []byte
	)
	err := row.Scan(&e.Seq, &e.Version, &e.Ledger, &e.Station, &at, &e.Kind, &e.ID,
		&e.Totals.Receipts, &e.Totals.Sales, &e.Totals.Voids, &e.Body, &prev, &hash, &e.Signature)
	if err != nil {
		return Entry{}, fmt.Errorf("reading the journal: %w", err)
	}
	if len(prev) != len(Hash{}) || len(hash) != len(Hash{}) {
		return Entry{}, fmt.Errorf("%w: entry %d has no whole hash", ErrDamaged, e.Seq)
	}
	e.At, e.Prev, e.Hash = time.UnixMicro(at).UTC(), Hash(prev), Hash(hash)
	return e, nil
}
