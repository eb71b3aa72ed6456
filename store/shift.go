package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// What happens to shifts, as the journal names it. A hand-over to the next
// cashier is one entry, so that no power cut leaves half of it.
const (
	kindShiftOpen      = "shift open"
	kindShiftClose     = "shift close"
	kindShiftExplained = "shift explained"
)

var shiftKinds = []kind{
	kindOf(kindShiftOpen, projector.shiftOpen),
	kindOf(kindShiftClose, projector.shiftClose),
	kindOf(kindShiftExplained, projector.shiftExplained),
	kindOf(kindDrop, projector.drop),
	kindOf(kindDropBack, projector.dropBack),
}

var shiftPart = part{ // the cashiers' shifts
	tables: []string{"shifts", "drops"},
	sql: `
CREATE TABLE IF NOT EXISTS shifts (
	id        TEXT PRIMARY KEY,
	seq       INTEGER NOT NULL,
	cashier   TEXT NOT NULL,
	opened_us INTEGER NOT NULL,
	cash      INTEGER NOT NULL,
	follows   TEXT NOT NULL,
	station   TEXT NOT NULL,
	elsewhere TEXT NOT NULL,
	closed_us INTEGER,
	report    TEXT,
	explained TEXT NOT NULL,
	ledger    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS drops (
	seq      INTEGER PRIMARY KEY,
	shift    TEXT NOT NULL,
	at_us    INTEGER NOT NULL,
	amount   INTEGER NOT NULL,
	receiver TEXT NOT NULL,
	receipt  TEXT NOT NULL,
	by_whom  TEXT NOT NULL,
	back     TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS drops_by_shift ON drops (shift);
`,
}

// Shift is a cashier's shift at this window. A zero Shift is none.
type Shift struct {
	ID      string    `json:"id"`
	Cashier string    `json:"cashier"`
	Opened  time.Time `json:"opened"`
	Closed  time.Time `json:"closed,omitzero"`
	// Float is the cash in the drawer at the beginning, in minor units.
	Float receipts.Money `json:"-"`
	// Follows is the shift whose counted cash became the float; empty where no
	// cashier handed over.
	Follows string `json:"follows,omitempty"`
	// Continues is the shift at an abandoned window that this one goes on with, on
	// a borrowed PC.
	Continues Elsewhere `json:"continues,omitzero"`

	seq int64 // the entry that opened it
}

type shiftOpenBody struct {
	Cashier   string         `json:"cashier"`
	Float     receipts.Money `json:"float"`
	Continues Elsewhere      `json:"continues,omitzero"`
}

func (p projector) shiftOpen(ctx context.Context, e journal.Entry, b shiftOpenBody) error {
	return p.insertShift(ctx, e, Shift{ID: e.ID, Cashier: b.Cashier, Float: b.Float, Continues: b.Continues})
}

// insertShift begins a shift. One that was ended before it began stays ended: when
// a ledger is set aside, the hand-over that began the open shift is taken along,
// and the entry that began the one before it follows by joining.
func (p projector) insertShift(ctx context.Context, e journal.Entry, s Shift) error {
	return p.exec(ctx, `INSERT INTO shifts (id, seq, cashier, opened_us, cash, follows, station, elsewhere, explained, ledger) VALUES (?,?,?,?,?,?,?,?,'',?)
		ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, cashier = excluded.cashier, opened_us = excluded.opened_us, cash = excluded.cash,
			follows = excluded.follows, station = excluded.station, elsewhere = excluded.elsewhere, ledger = excluded.ledger`,
		s.ID, e.Seq, s.Cashier, e.At.UnixMicro(), int64(s.Float), s.Follows, s.Continues.Station, s.Continues.Shift, e.Ledger)
}

// OpenShift begins the shift of whoever is logged in, with a float of cash; there
// is one at a time (ErrShift). Errors match ErrActor, ErrRole, ErrInput too.
func (l *Ledger) OpenShift(ctx context.Context, by Actor, float receipts.Money) (Shift, error) {
	return l.ContinueShift(ctx, by, float, Elsewhere{})
}

// ContinueShift begins a shift on a borrowed PC that goes on with the one that
// the cashier left at an abandoned window; the two reports name each other. A
// zero from makes it a shift like any other.
func (l *Ledger) ContinueShift(ctx context.Context, by Actor, float receipts.Money, from Elsewhere) (Shift, error) {
	from, err := from.clean()
	switch {
	case err != nil:
		return Shift{}, err
	case float < 0 || float > receipts.MaxMoney:
		return Shift{}, refuse(ErrInput, "a shift's float is 0 or more")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return Shift{}, err
	}
	if err := l.may(ctx, by, incident.RoleCashier, "open a shift"); err != nil {
		return Shift{}, err
	}
	if open := l.current().shift; open.ID != "" {
		return Shift{}, refuse(ErrShift, "the shift of %s is open; close it first", open.Cashier)
	}
	s := Shift{ID: receipts.NewID(), Cashier: by.id, Float: float, Continues: from}
	entry, err := l.put(ctx, kindShiftOpen, s.ID, shiftOpenBody{Cashier: s.Cashier, Float: float, Continues: from}, journal.Totals{})
	if err != nil {
		return Shift{}, fmt.Errorf("opening the shift: %w", err)
	}
	s.Opened, s.seq = entry.At, entry.Seq
	l.change(func(c *current) { c.shift = s })
	return s, nil
}

// Shift is the open one; its ID is empty where none is.
func (l *Ledger) Shift() Shift { return l.current().shift }

const shiftSQL = `SELECT id, seq, cashier, opened_us, coalesce(closed_us, 0), cash, follows, station, elsewhere FROM shifts `

// openShift is the open one: this ledger's own before one of a former ledger that
// was joined without the entry that closed it.
func (l *Ledger) openShift(ctx context.Context, ledger string) (Shift, error) {
	s, err := scanShift(l.read.QueryRowContext(ctx, shiftSQL+`WHERE closed_us IS NULL ORDER BY ledger = ? DESC, seq LIMIT 1`, ledger))
	if errors.Is(err, sql.ErrNoRows) {
		return Shift{}, nil
	}
	return s, wrap(err, "reading the open shift")
}

func scanShift(row interface{ Scan(...any) error }) (s Shift, err error) {
	var opened, closed int64
	err = row.Scan(&s.ID, &s.seq, &s.Cashier, &opened, &closed, &s.Float, &s.Follows, &s.Continues.Station, &s.Continues.Shift)
	s.Opened = time.UnixMicro(opened).UTC()
	if closed != 0 {
		s.Closed = time.UnixMicro(closed).UTC()
	}
	return s, err
}

// ShiftByID finds a shift, open or closed.
func (l *Ledger) ShiftByID(ctx context.Context, id string) (Shift, error) {
	s, err := scanShift(l.read.QueryRowContext(ctx, shiftSQL+`WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Shift{}, refuse(ErrNotFound, "this ledger has no shift %q", id)
	}
	return s, wrap(err, "reading the shift")
}
