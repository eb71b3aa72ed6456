package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// RecordOutage writes down what the outage engine decided: its events, the
// snapshot after them and the order behind them, if a person gave one. It is
// the only thing that changes the mode.
func (l *Ledger) RecordOutage(ctx context.Context, snapshot incident.Snapshot, events []incident.Event, order *incident.Order) error {
	id := receipts.NewID()
	if order != nil {
		id = order.ID
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err := l.put(ctx, kindOutage, id, outageBody{Order: order, Events: events, Snapshot: snapshot}, journal.Totals{})
	if err != nil {
		return wrap(err, "writing down the outage")
	}
	now, asked := outageOf(snapshot), l.current().asked
	if now != l.current().outage {
		if asked, err = l.questions(ctx, now); err != nil {
			l.opt.Log.Error("the questions of this outage are not known", "error", err) // the mode counts all the same
		}
	}
	l.change(func(c *current) { c.mode, c.outage, c.asked = snapshot.Mode, now, asked })
	return nil
}

// outageOf is the id of a snapshot's incident; empty for none.
func outageOf(s incident.Snapshot) string {
	if s.Current == nil {
		return ""
	}
	return s.Current.ID
}

// Incident is the id of the incident that is going on; empty for none.
func (l *Ledger) Incident() string { return l.current().outage }

// outageSince is the first entry of the present outage; 0 in a drill or without
// one.
func (l *Ledger) outageSince(ctx context.Context) (seq int64, err error) {
	if l.current().outage == "" {
		return 0, nil
	}
	err = l.read.QueryRowContext(ctx, `SELECT coalesce(min(seq), 0) FROM outage_events WHERE incident = ?`, l.current().outage).Scan(&seq)
	return seq, wrap(err, "looking for the outage's beginning")
}

// Outage is the engine's last snapshot; ok is false before the first.
func (l *Ledger) Outage(ctx context.Context) (s incident.Snapshot, ok bool, err error) {
	ok, err = l.stateValue(ctx, "outage", &s)
	return s, ok, err
}

// Timeline lists up to limit events of an incident, or of all where incident is
// empty, newest first.
func (l *Ledger) Timeline(ctx context.Context, id string, limit int) ([]incident.Event, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT event FROM outage_events WHERE ?1 = '' OR incident = ?1 ORDER BY seq DESC, n DESC LIMIT ?2`, id, limit)
	return collect(rows, err, "reading the timeline", scanJSON[incident.Event])
}

func scanJSON[T any](rows *sql.Rows) (v T, err error) {
	var text string
	if err = rows.Scan(&text); err == nil {
		err = json.Unmarshal([]byte(text), &v)
	}
	return v, err
}

// RecordFault writes a fault's present state into the register. A step adds
// what it knows: what is on record stays (ErrInput).
func (l *Ledger) RecordFault(ctx context.Context, f incident.Fault) error {
	if f.ID == "" || f.Symptom == "" || f.ReportedAt.IsZero() {
		return refuse(ErrInput, "a fault needs an id, a symptom and the time of its report")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return err
	}
	before, known, err := l.Fault(ctx, f.ID)
	if err != nil {
		return err
	}
	if known {
		if err := onlyAdds(before, f); err != nil {
			return err
		}
	}
	_, err = l.put(ctx, kindFault, receipts.NewID(), f, journal.Totals{})
	return wrap(err, "writing down the fault")
}

func onlyAdds(before, after incident.Fault) error {
	switch {
	case !before.Open():
		return refuse(ErrState, "the fault is closed; report a new one")
	case before.Symptom != after.Symptom || !before.ReportedAt.Equal(after.ReportedAt) || before.ReportedBy != after.ReportedBy || before.Note != after.Note:
		return refuse(ErrInput, "what was reported stays as it was reported")
	case !before.VerifiedAt.IsZero() && !before.VerifiedAt.Equal(after.VerifiedAt):
		return refuse(ErrInput, "the fault is verified already")
	case !after.Open() && strings.TrimSpace(after.Cause) == "":
		return refuse(ErrInput, "closing a fault needs its cause")
	}
	return nil
}

// Fault finds one fault of the register; ok is false where there is none.
func (l *Ledger) Fault(ctx context.Context, id string) (f incident.Fault, ok bool, err error) {
	if l.read == nil {
		return f, false, ErrReadOnly
	}
	rows, err := l.read.QueryContext(ctx, `SELECT body FROM faults WHERE id = ?`, id)
	found, err := collect(rows, err, "reading the fault", scanJSON[incident.Fault])
	if err != nil || len(found) == 0 {
		return f, false, err
	}
	return found[0], true, nil
}

// Faults lists the register, newest first.
func (l *Ledger) Faults(ctx context.Context) ([]incident.Fault, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT body FROM faults ORDER BY opened_us DESC, id DESC`)
	return collect(rows, err, "reading the fault register", scanJSON[incident.Fault])
}

// Orders lists up to limit orders, newest first.
func (l *Ledger) Orders(ctx context.Context, limit int) ([]incident.Order, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT body FROM orders ORDER BY seq DESC LIMIT ?`, limit)
	return collect(rows, err, "reading the orders", scanJSON[incident.Order])
}

// PriceLists lists the active version of each price list.
func (l *Ledger) PriceLists(ctx context.Context) ([]PriceList, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT body FROM price_lists WHERE active = 1 ORDER BY list`)
	return collect(rows, err, "reading the price lists", scanJSON[PriceList])
}
