package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// shiftExplainedBody is the approved reason for a difference that a closed shift
// shows.
type shiftExplainedBody struct {
	Shift    string       `json:"shift"`
	Reason   string       `json:"reason"`
	By       string       `json:"by"`
	Approval approvalBody `json:"approval"`
}

func (p projector) shiftClose(ctx context.Context, e journal.Entry, b ShiftReport) error {
	err := p.exec(ctx, `INSERT INTO shifts (id, seq, cashier, opened_us, cash, follows, station, elsewhere, explained, ledger) VALUES (?,?,?,?,?,'','','','',?)
		ON CONFLICT DO NOTHING`, b.Shift, e.Seq, b.Cashier, b.Opened.UnixMicro(), int64(b.Float), e.Ledger)
	if err != nil {
		return err
	}
	if err := p.exec(ctx, `UPDATE shifts SET closed_us = ?, report = ? WHERE id = ?`, e.At.UnixMicro(), string(e.Body), b.Shift); err != nil {
		return err
	}
	if b.Approval != nil {
		if err := p.approved(ctx, e, *b.Approval); err != nil {
			return err
		}
	}
	if b.Next == nil {
		return nil
	}
	return p.insertShift(ctx, e, Shift{ID: b.Next.Shift, Cashier: b.Next.Cashier, Float: b.Next.Float, Follows: b.Shift})
}

func (p projector) shiftExplained(ctx context.Context, e journal.Entry, b shiftExplainedBody) error {
	if err := p.exec(ctx, `UPDATE shifts SET explained = ? WHERE id = ?`, b.Reason, b.Shift); err != nil {
		return err
	}
	return p.approved(ctx, e, b.Approval)
}

// CloseShift ends the open shift of whoever is logged in, with what was counted
// before the expected was shown, and returns its report. It never depends on the
// HIS; no difference, and no disagreement of the two totals, keeps it open: the
// report says them. Errors match ErrShift, ErrCount, ErrActor, ErrDisk.
func (l *Ledger) CloseShift(ctx context.Context, by Actor, c Count) (ShiftReport, error) {
	report, _, err := l.closeShift(ctx, closing{by: by, count: c})
	return report, err
}

// CloseAnothersShift ends the open shift of a cashier who is not here, with the
// approval WhatShift for that shift's id, and a count or the reason why nobody
// counts. Errors match ErrApproval too.
func (l *Ledger) CloseAnothersShift(ctx context.Context, by Actor, a Approval, c Count) (ShiftReport, error) {
	report, _, err := l.closeShift(ctx, closing{by: by, approval: &a, count: c})
	return report, err
}

// HandOver ends the open shift of whoever is logged in and begins that of the
// next cashier, who is logged in too, with the counted cash as float: one step
// and one entry.
func (l *Ledger) HandOver(ctx context.Context, by Actor, c Count, next Actor) (ShiftReport, Shift, error) {
	return l.closeShift(ctx, closing{by: by, count: c, next: &next})
}

// closing is what ends a shift.
type closing struct {
	by       Actor
	count    Count
	approval *Approval // to close another's
	next     *Actor    // who takes over
}

func (l *Ledger) closeShift(ctx context.Context, c closing) (ShiftReport, Shift, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return ShiftReport{}, Shift{}, err
	}
	open := l.current().shift
	var err error
	if c.count, err = c.count.clean(); err == nil {
		err = l.mayClose(ctx, open, c)
	}
	if err != nil {
		return ShiftReport{}, Shift{}, err
	}
	report, err := l.ShiftReport(ctx, open)
	if err != nil {
		return report, Shift{}, err
	}
	id := receipts.NewID()
	report.close(c, l.opt.Now().UTC().Truncate(time.Microsecond), id)
	checkpoint := l.journal.Checkpoint()
	report.Head, report.Checkpoint = checkpoint.Head, &checkpoint
	entry, err := l.put(ctx, kindShiftClose, id, report, journal.Totals{})
	if err != nil {
		return report, Shift{}, fmt.Errorf("closing the shift: %w", err)
	}
	report.Closed = entry.At
	var next Shift
	if n := report.Next; n != nil {
		next = Shift{ID: n.Shift, Cashier: n.Cashier, Opened: entry.At, Float: n.Float, Follows: open.ID, seq: entry.Seq}
	}
	l.change(func(now *current) { now.shift = next })
	return report, next, nil
}

// mayClose refuses what must not end a shift. The caller holds l.mu.
func (l *Ledger) mayClose(ctx context.Context, open Shift, c closing) error {
	if open.ID == "" {
		return refuse(ErrShift, "no shift is open")
	}
	if err := l.may(ctx, c.by, incident.RoleCashier, "close a shift"); err != nil {
		return err
	}
	if err := c.count.check(l.Rules()); err != nil {
		return err
	}
	if c.approval == nil {
		switch {
		case c.by.id != open.Cashier:
			return refuse(ErrShift, "the open shift is %s's; %s closes it, or another one with a supervisor's approval", open.Cashier, open.Cashier)
		case c.count.NotCounted != "":
			return refuse(ErrCount, "%s counts the own drawer; only another cashier's shift closes without a count", open.Cashier)
		}
	} else if err := l.mayCloseAnothers(ctx, open, c); err != nil {
		return err
	}
	if c.next == nil {
		return nil
	}
	if c.next.id == open.Cashier {
		return refuse(ErrShift, "%s cannot hand over to %s; the next cashier logs in", open.Cashier, c.next.id)
	}
	return l.may(ctx, *c.next, incident.RoleCashier, "take a shift over")
}

func (l *Ledger) mayCloseAnothers(ctx context.Context, open Shift, c closing) error {
	if c.by.id == open.Cashier {
		return refuse(ErrShift, "the open shift is %s's own; close it with a count, no approval is needed", open.Cashier)
	}
	if c.approval.By() == open.Cashier {
		return refuse(ErrOwnRequest, "%s whose shift it is does not approve closing it; somebody else must", open.Cashier)
	}
	return l.covered(ctx, *c.approval, c.by.id, WhatShift, open.ID)
}

// close writes into the report what was counted and who ends the shift. next is
// the id of the shift that follows, where one does.
func (r *ShiftReport) close(c closing, at time.Time, next string) {
	r.Closed, r.ContinuedAt, r.NotCounted = at, c.count.ContinuedAt, c.count.NotCounted
	if c.by.id != r.Cashier {
		r.ClosedBy = c.by.id
	}
	if c.approval != nil {
		r.Approval, r.ApprovedBy = &c.approval.body, c.approval.By()
	}
	if r.NotCounted == "" {
		counted, difference := c.count.Cash, c.count.Cash-r.Expected
		r.Counted, r.Difference, r.Pieces = &counted, &difference, c.count.Pieces
		for _, t := range c.count.Tenders {
			r.TenderCounts = append(r.TenderCounts, TenderCount{Tender: t.Tender, Expected: r.tender(t.Tender), Counted: t.Amount})
		}
	}
	if c.next != nil {
		r.Next = &NextShift{Shift: next, Cashier: c.next.id, Float: c.count.Cash}
	}
}

func (r *ShiftReport) tender(code string) receipts.Money {
	for _, t := range r.Tenders {
		if t.Tender == code {
			return t.Amount
		}
	}
	return 0
}

// handedOver says whether the entry that closed a shift opened the next one.
func handedOver(e journal.Entry) bool {
	r, err := decode[ShiftReport](e)
	return err == nil && r.Next != nil
}

// ExplainShift keeps the reason for a difference of a closed shift, with the
// approval WhatShift for its id. A later one takes the place of an earlier.
func (l *Ledger) ExplainShift(ctx context.Context, by Actor, a Approval, shift, reason string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	if err := l.may(ctx, by, incident.RoleCashier, "explain a shift's difference"); err != nil {
		return err
	}
	if reason == "" || !printable(reason) {
		return refuse(ErrInput, "a difference needs its reason, of at most %d characters", receipts.MaxName)
	}
	if _, err := l.ClosedShift(ctx, shift); err != nil {
		return err
	}
	if err := l.covered(ctx, a, by.id, WhatShift, shift); err != nil {
		return err
	}
	body := shiftExplainedBody{Shift: shift, Reason: reason, By: by.id, Approval: a.body}
	_, err := l.put(ctx, kindShiftExplained, receipts.NewID(), body, journal.Totals{})
	return wrap(err, "the reason was not kept")
}
