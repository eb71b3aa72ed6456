package journal

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"time"
)

// chain is a run of rows as they were read: whether each fits its hash and
// follows the one before.
type chain struct {
	first, last Entry // without their bodies
	marks       []mark
	wrong       []Finding
	ledger      string
}

// chains is how many runs of rows are read side by side, on connections of their
// own: the rows up to a snapshot's end never change.
const chains = 2

// rows reads and checks the rows up to last, which snapshot says.
func readChain(ctx context.Context, snapshot, live Reader) (chain, error) {
	var last int64
	if err := snapshot.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM journal`).Scan(&last); err != nil {
		return chain{}, fmt.Errorf("reading the journal: %w", err)
	}
	const worth = 10_000 // fewer rows are read by one
	if live == nil || last < worth {
		return readRun(ctx, snapshot, 1, last)
	}
	var (
		all  sync.WaitGroup
		runs [chains]chain
		errs [chains]error
	)
	for i := range runs {
		from, to := last*int64(i)/chains+1, last*int64(i+1)/chains
		all.Go(func() { runs[i], errs[i] = readRun(ctx, live, from, to) })
	}
	all.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return chain{}, err
	}
	for _, next := range runs[1:] {
		runs[0].join(next)
	}
	return runs[0], nil
}

// join puts the run behind c at its end.
func (c *chain) join(next chain) {
	if len(next.marks) > 0 {
		if err := next.first.follows(c.last.head()); err != nil {
			c.wrong = append(c.wrong, Finding{"journal", next.first.Seq, err.Error()})
		}
		c.last = next.last
	}
	c.marks, c.wrong = append(c.marks, next.marks...), append(c.wrong, next.wrong...)
}

// readRun reads the rows from to to. A row that cannot be read ends it, as a
// finding. The first row's link is join's to check, unless it is the journal's
// first.
func readRun(ctx context.Context, db Reader, from, to int64) (chain, error) {
	var c chain
	rows, err := db.QueryContext(ctx, selectSQL+` WHERE seq BETWEEN ? AND ? ORDER BY seq`, from, to)
	if err != nil {
		return c, fmt.Errorf("reading the journal: %w", err)
	}
	defer rows.Close()
	var r row
	for rows.Next() {
		if err := r.scan(rows); err != nil {
			return c, err
		}
		c.take(&r, from)
		if r.broken {
			return c, nil
		}
	}
	if err := rows.Err(); err != nil {
		return c, fmt.Errorf("reading the journal: %w", err)
	}
	return c, nil
}

// take checks one row and puts it at the run's end.
func (c *chain) take(r *row, from int64) {
	add := func(err error) { c.wrong = append(c.wrong, Finding{"journal", r.e.Seq, err.Error()}) }
	if r.broken {
		add(fmt.Errorf("%w: entry %d has no whole hash", ErrDamaged, r.e.Seq))
		return
	}
	switch {
	case len(c.marks) > 0:
		if err := r.e.follows(c.last.head()); err != nil {
			add(err)
		}
	case from == 1:
		if err := r.e.follows(Head{}); err != nil {
			add(err)
		}
	}
	if r.e.Version != Format {
		add(fmt.Errorf("%w: entry %d has format %d; this program reads %d", ErrDamaged, r.e.Seq, r.e.Version, Format))
	} else if r.sum() != r.e.Hash {
		add(fmt.Errorf("%w: the content of entry %d does not fit its hash", ErrDamaged, r.e.Seq))
	}
	if c.last = r.e; len(c.marks) == 0 {
		c.first, c.ledger = r.e, string(r.ledger)
	}
	c.marks = append(c.marks, markOf(r.e.Hash, r.signature))
}

// row is one row of the journal where the driver left it; valid until the next.
type row struct {
	e                                                      Entry // number, totals, link and hash only
	at                                                     int64
	ledger, station, kind, id, body, prev, hash, signature sql.RawBytes
	broken                                                 bool
	encoded                                                []byte
}

func (r *row) scan(rows *sql.Rows) error {
	err := rows.Scan(&r.e.Seq, &r.e.Version, &r.ledger, &r.station, &r.at, &r.kind, &r.id,
		&r.e.Totals.Receipts, &r.e.Totals.Sales, &r.e.Totals.Voids, &r.body, &r.prev, &r.hash, &r.signature)
	if err != nil {
		return fmt.Errorf("reading the journal: %w", err)
	}
	if r.broken = len(r.prev) != len(Hash{}) || len(r.hash) != len(Hash{}); !r.broken {
		r.e.Prev, r.e.Hash = Hash(r.prev), Hash(r.hash)
	}
	return nil
}

// sum is the hash of the row's encoding, as Entry.canonical lays it out.
func (r *row) sum() Hash {
	b := r.encoded[:0]
	number := func(n int64) { b = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(b, 8), uint64(n)) }
	blob := func(v []byte) { b = append(binary.BigEndian.AppendUint32(b, uint32(len(v))), v...) }
	number(r.e.Version)
	blob(r.ledger)
	blob(r.station)
	number(r.e.Seq)
	number(time.UnixMicro(r.at).UnixMicro())
	blob(r.kind)
	blob(r.id)
	number(r.e.Totals.Receipts)
	number(r.e.Totals.Sales)
	number(r.e.Totals.Voids)
	blob(r.body)
	blob(r.prev)
	blob(nil)
	r.encoded = b
	return sha256.Sum256(b)
}
