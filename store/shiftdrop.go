package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// ErrDrop: the cash cannot be handed over so.
var ErrDrop = errors.New("cash hand-over")

// Cash handed over in between, as the journal names it.
const (
	kindDrop     = "cash drop"
	kindDropBack = "cash drop back"
)

// Drop is cash handed over during a shift (中途缴款), in minor units.
type Drop struct {
	// Seq is its entry.
	Seq    int64          `json:"seq"`
	At     time.Time      `json:"at"`
	Amount receipts.Money `json:"amount"`
	// Receiver is who took it, Receipt the number of the paper that was given for
	// it.
	Receiver string `json:"receiver"`
	Receipt  string `json:"receipt"`
	By       string `json:"by"`
	// Back is why it was taken back, as a slip of the keyboard; then it counts for
	// nothing.
	Back string `json:"back,omitempty"`
}

type dropBody struct {
	Shift    string         `json:"shift"`
	Amount   receipts.Money `json:"amount"`
	Receiver string         `json:"receiver"`
	Receipt  string         `json:"receipt"`
	By       string         `json:"by"`
}

type dropBackBody struct {
	Drop   int64  `json:"drop"` // its entry
	Reason string `json:"reason"`
	By     string `json:"by"`
}

func (p projector) drop(ctx context.Context, e journal.Entry, b dropBody) error {
	return p.exec(ctx, `INSERT INTO drops (seq, shift, at_us, amount, receiver, receipt, by_whom, back) VALUES (?,?,?,?,?,?,?,'')`,
		e.Seq, b.Shift, e.At.UnixMicro(), int64(b.Amount), b.Receiver, b.Receipt, b.By)
}

func (p projector) dropBack(ctx context.Context, _ journal.Entry, b dropBackBody) error {
	return p.exec(ctx, `UPDATE drops SET back = ? WHERE seq = ?`, b.Reason, b.Drop)
}

// DropCash writes down that cash of the open shift was handed over: by its
// cashier, or by a supervisor. More than the drawer holds is refused without
// saying how much that is, because the drawer is counted blind. Errors match
// ErrShift, ErrDrop, ErrActor, ErrRole.
func (l *Ledger) DropCash(ctx context.Context, by Actor, d Drop) (Drop, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return d, err
	}
	d.Receiver, d.Receipt = strings.TrimSpace(d.Receiver), strings.TrimSpace(d.Receipt)
	open, err := l.mayDrop(ctx, by)
	if err != nil {
		return d, err
	}
	if err := d.check(open); err != nil {
		return d, err
	}
	holds, err := l.drawer(ctx, l.read, open)
	switch {
	case err != nil:
		return d, err
	case d.Amount > holds:
		return d, refuse(ErrDrop, "that is more than the drawer holds by the ledger; count what you hand over again")
	}
	body := dropBody{Shift: open.ID, Amount: d.Amount, Receiver: d.Receiver, Receipt: d.Receipt, By: by.ID()}
	entry, err := l.put(ctx, kindDrop, receipts.NewID(), body, journal.Totals{})
	if err != nil {
		return d, wrap(err, "the hand-over was not kept")
	}
	d.Seq, d.At, d.By = entry.Seq, entry.At, by.ID()
	return d, nil
}

// mayDrop is the open shift, if the person may hand its cash over.
func (l *Ledger) mayDrop(ctx context.Context, by Actor) (Shift, error) {
	open := l.current().shift
	if open.ID == "" {
		return open, refuse(ErrShift, "no shift is open")
	}
	least := incident.RoleCashier
	if by.ID() != open.Cashier {
		least = incident.RoleSupervisor
	}
	return open, l.may(ctx, by, least, "hand over cash of "+open.Cashier)
}

func (d Drop) check(open Shift) error {
	switch {
	case d.Amount <= 0 || d.Amount > receipts.MaxMoney:
		return refuse(ErrDrop, "a hand-over is of more than nothing; give the amount")
	case d.Receiver == "" || d.Receipt == "" || !printable(d.Receiver, d.Receipt):
		return refuse(ErrDrop, "a hand-over needs who received the cash and the number of the receipt given for it")
	case d.Receiver == open.Cashier:
		return refuse(ErrDrop, "%s cannot hand cash over to %s; name who received it", open.Cashier, d.Receiver)
	}
	return nil
}

// TakeBackDrop says that a hand-over of the open shift was written down wrongly.
func (l *Ledger) TakeBackDrop(ctx context.Context, by Actor, seq int64, reason string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	open, err := l.mayDrop(ctx, by)
	if err != nil {
		return err
	}
	drops, err := l.drops(ctx, l.read, open.ID)
	if err != nil {
		return err
	}
	for _, d := range drops {
		switch {
		case d.Seq != seq:
			continue
		case d.Back != "":
			return refuse(ErrDrop, "the hand-over %d was taken back already", seq)
		case reason == "" || !printable(reason):
			return refuse(ErrDrop, "taking a hand-over back needs its reason")
		}
		_, err := l.put(ctx, kindDropBack, receipts.NewID(), dropBackBody{Drop: seq, Reason: reason, By: by.ID()}, journal.Totals{})
		return wrap(err, "the correction was not kept")
	}
	return refuse(ErrNotFound, "the open shift has no hand-over %d", seq)
}

// Drops lists the cash handed over in a shift, in order.
func (l *Ledger) Drops(ctx context.Context, shift string) ([]Drop, error) {
	return l.drops(ctx, l.read, shift)
}

func (l *Ledger) drops(ctx context.Context, db journal.Reader, shift string) ([]Drop, error) {
	rows, err := db.QueryContext(ctx, `SELECT seq, at_us, amount, receiver, receipt, by_whom, back FROM drops WHERE shift = ? ORDER BY seq`, shift)
	return collect(rows, err, "reading the cash handed over", func(rows *sql.Rows) (d Drop, err error) {
		var at int64
		err = rows.Scan(&d.Seq, &at, &d.Amount, &d.Receiver, &d.Receipt, &d.By, &d.Back)
		d.At = time.UnixMicro(at).UTC()
		return d, err
	})
}

// Drawer is the cash that the open shift's drawer holds by the ledger, in minor
// units: for the warning at the drawer's limit, never for the cashier who is to
// count.
func (l *Ledger) Drawer(ctx context.Context) (receipts.Money, error) {
	open := l.current().shift
	if open.ID == "" {
		return 0, nil
	}
	return l.drawer(ctx, l.read, open)
}

func (l *Ledger) drawer(ctx context.Context, db journal.Reader, s Shift) (receipts.Money, error) {
	r := ShiftReport{Shift: s.ID, Float: s.Float}
	if err := errors.Join(l.addPayments(ctx, db, &r), l.addDrops(ctx, db, &r)); err != nil {
		return 0, err
	}
	r.expect(l.Rules())
	return r.Expected, nil
}
