package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// Shift is a cashier's shift at this window. A zero Shift is none.
type Shift struct {
	ID      string         `json:"id"`
	Cashier string         `json:"cashier"`
	Opened  time.Time      `json:"opened"`
	Closed  time.Time      `json:"closed,omitzero"`
	Float   receipts.Money `json:"-"`
}

// TenderTotal is what one tender took in, voids taken off, in minor units.
type TenderTotal struct {
	Tender string         `json:"tender"`
	Amount receipts.Money `json:"amount"`
}

// ShiftReport is what a shift came to, computed twice: from the payments and
// from the lines. Amounts in minor units.
type ShiftReport struct {
	Shift    string         `json:"shift"`
	Cashier  string         `json:"cashier"`
	Opened   time.Time      `json:"opened"`
	Receipts int64          `json:"receipts"`
	Voids    int64          `json:"voids"`
	First    string         `json:"first,omitempty"`
	Last     string         `json:"last,omitempty"`
	Sales    receipts.Money `json:"sales"`
	Voided   receipts.Money `json:"voided"`
	// FromPayments and FromLines are both sales without voids; they agree in a
	// sound ledger.
	FromPayments receipts.Money `json:"from_payments"`
	FromLines    receipts.Money `json:"from_lines"`
	Tenders      []TenderTotal  `json:"tenders"`
	// LaterRounding is the cash rounding of what former bills owed and was paid in
	// this shift; it is part of FromPayments and FromLines, not of Sales.
	LaterRounding receipts.Money `json:"later_rounding,omitempty"`
	// Head is the journal's head before the shift closed.
	Head string `json:"head"`
}

// Agrees says whether the two independent totals are the same.
func (r ShiftReport) Agrees() bool {
	return r.FromPayments == r.FromLines && r.FromPayments == r.Sales-r.Voided+r.LaterRounding
}

// OpenShift begins the shift of whoever is logged in, with a float of cash; there
// is one at a time (ErrShift). Errors match ErrActor, ErrRole, ErrInput too.
func (l *Ledger) OpenShift(ctx context.Context, by Actor, float receipts.Money) (Shift, error) {
	if float < 0 {
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
	id := receipts.NewID()
	entry, err := l.put(ctx, kindShiftOpen, id, shiftOpenBody{Cashier: by.id, Float: float}, journal.Totals{})
	if err != nil {
		return Shift{}, fmt.Errorf("opening the shift: %w", err)
	}
	s := Shift{ID: id, Cashier: by.id, Opened: entry.At, Float: float}
	l.change(func(c *current) { c.shift = s })
	return s, nil
}

// CloseShift ends the open shift and returns its report. It never depends on
// the HIS.
func (l *Ledger) CloseShift(ctx context.Context) (ShiftReport, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return ShiftReport{}, err
	}
	open := l.current().shift
	if open.ID == "" {
		return ShiftReport{}, refuse(ErrShift, "no shift is open")
	}
	report, err := l.ShiftReport(ctx, open)
	if err != nil {
		return report, err
	}
	if _, err := l.put(ctx, kindShiftClose, receipts.NewID(), report, journal.Totals{}); err != nil {
		return report, fmt.Errorf("closing the shift: %w", err)
	}
	l.change(func(c *current) { c.shift = Shift{} })
	return report, nil
}

// Shift is the open one; its ID is empty where none is.
func (l *Ledger) Shift() Shift { return l.current().shift }

func (l *Ledger) openShift(ctx context.Context) (Shift, error) {
	var (
		s  Shift
		at int64
		e  = journal.Entry{Kind: kindShiftOpen}
	)
	err := l.read.QueryRowContext(ctx, `SELECT s.id, s.cashier, s.opened_us, j.seq, j.body FROM shifts s JOIN journal j ON j.seq = s.seq
		WHERE s.closed_us IS NULL ORDER BY s.seq DESC LIMIT 1`).Scan(&s.ID, &s.Cashier, &at, &e.Seq, &e.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return Shift{}, nil
	}
	if err != nil {
		return Shift{}, wrap(err, "reading the open shift")
	}
	body, err := decode[shiftOpenBody](e)
	s.Opened, s.Float = time.UnixMicro(at).UTC(), body.Float
	return s, err
}

// ShiftReport computes a shift's report from the projections.
func (l *Ledger) ShiftReport(ctx context.Context, s Shift) (ShiftReport, error) {
	r := ShiftReport{Shift: s.ID, Cashier: s.Cashier, Opened: s.Opened, Head: l.Head().Hash.String()}
	err := l.read.QueryRowContext(ctx, `SELECT count(*), count(void_seq), coalesce(min(number) FILTER (WHERE kind <> 'paper'), ''), coalesce(max(number) FILTER (WHERE kind <> 'paper'), ''),
		coalesce(sum(total), 0), coalesce(sum(total) FILTER (WHERE void_seq IS NOT NULL), 0) FROM receipts WHERE shift = ?`, s.ID).
		Scan(&r.Receipts, &r.Voids, &r.First, &r.Last, &r.Sales, &r.Voided)
	if err != nil {
		return r, wrap(err, "adding up the shift")
	}
	err = l.read.QueryRowContext(ctx, `SELECT coalesce(sum(a), 0) FROM (
		SELECT rounding + (SELECT sum(amount) FROM lines WHERE receipt = receipts.seq) a FROM receipts WHERE shift = ? AND void_seq IS NULL)`, s.ID).Scan(&r.FromLines)
	if err != nil {
		return r, wrap(err, "adding up the lines")
	}
	rows, err := l.read.QueryContext(ctx, `SELECT tender, sum(amount) FROM payments JOIN receipts ON receipts.seq = payments.receipt
		WHERE shift = ? AND void_seq IS NULL GROUP BY tender ORDER BY tender`, s.ID)
	if err != nil {
		return r, wrap(err, "adding up the payments")
	}
	defer rows.Close()
	for rows.Next() {
		var t TenderTotal
		if err := rows.Scan(&t.Tender, &t.Amount); err != nil {
			return r, wrap(err, "adding up the payments")
		}
		r.Tenders = append(r.Tenders, t)
		r.FromPayments += t.Amount
	}
	if err := rows.Err(); err != nil {
		return r, wrap(err, "adding up the payments")
	}
	return r, addLaterPayments(ctx, l.read, &r)
}

// Shifts lists the closed shifts' reports, newest first.
func (l *Ledger) Shifts(ctx context.Context) ([]ShiftReport, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT report FROM shifts WHERE report IS NOT NULL ORDER BY seq DESC`)
	return collect(rows, err, "reading the shifts", func(rows *sql.Rows) (r ShiftReport, err error) {
		var text string
		if err = rows.Scan(&text); err == nil {
			err = json.Unmarshal([]byte(text), &r)
		}
		return r, err
	})
}

// wrap says what was tried; nil stays nil.
func wrap(err error, tried string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", tried, err)
}

// collect reads all rows into a slice.
func collect[T any](rows *sql.Rows, err error, tried string, read func(*sql.Rows) (T, error)) ([]T, error) {
	if err != nil {
		return nil, wrap(err, tried)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := read(rows)
		if err != nil {
			return nil, wrap(err, tried)
		}
		all = append(all, one)
	}
	return all, wrap(rows.Err(), tried)
}

// scanBytes reads a row of one blob.
func scanBytes(rows *sql.Rows) (b []byte, err error) {
	err = rows.Scan(&b)
	return b, err
}
