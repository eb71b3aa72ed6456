package simulate

import (
	"context"
	"fmt"
	"slices"

	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
	"outpost/sync/reentry"
)

// outbox is the ledger as the re-entry sees it, each call of it held against the
// book.
type outbox struct{ p *epoch }

var _ reentry.Outbox = outbox{}

// Unsent lists what is to be sent; it must be what the book has.
func (o outbox) Unsent(ctx context.Context, limit int) ([]store.OutboxRow, error) {
	p := o.p
	if p.disk.Dead() || p.wrong != nil {
		return nil, errStopped
	}
	rows, err := p.ledger.Unsent(ctx, limit)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if p.book.byID[row.Receipt.ID] == nil && len(p.unsure) == 0 {
			p.fail("receipt %s is in the outbox and not in the journal", row.Receipt.Number)
		}
	}
	return rows, nil
}

// MarkSent is the ledger's.
func (o outbox) MarkSent(ctx context.Context, id string) (r receipts.Receipt, err error) {
	err = o.p.try(ctx, &op{what: "mark " + o.p.name(id) + " as sent", takes: ofReceipt("his sent", id)}, func(ctx context.Context) (err error) {
		r, err = o.p.ledger.MarkSent(ctx, id)
		return err
	})
	return r, err
}

// RecordAnswer is the ledger's.
func (o outbox) RecordAnswer(ctx context.Context, id string, a store.Answer) error {
	p := o.p
	return p.try(ctx, &op{what: fmt.Sprintf("answer of %s: %s %s", p.name(id), a.State, a.Reason), takes: ofReceipt("his answer", id), done: func() error {
		return p.confirmedRightly(id)
	}}, func(ctx context.Context) error { return p.ledger.RecordAnswer(ctx, id, a) })
}

// name is a receipt's number.
func (p *epoch) name(id string) string {
	if r := p.book.byID[id]; r != nil {
		return r.Number
	}
	return id
}

// confirmedRightly holds a confirmed receipt against what stands in the HIS.
func (p *epoch) confirmedRightly(id string) error {
	r := p.book.byID[id]
	if r == nil || r.state != store.Confirmed {
		return nil
	}
	b := p.his.bills[id]
	if b == nil || !b.whole || b.record.Total != r.Settled().Total || b.record.Number != r.number {
		return fmt.Errorf("receipt %s is confirmed as %s, and stands differently in the HIS: %+v", r.Number, r.number, b)
	}
	return nil
}

// reenter works the outbox off once, as far as it comes.
func (p *epoch) reenter(ctx context.Context) {
	if p.check == nil {
		c, err := p.his.Check(ctx)
		if err != nil {
			p.fail("the commissioning check: %w", err)
			return
		}
		p.check = &c
	}
	running := &stoppable{Context: ctx}
	most := 1 + p.random.IntN(12)
	opt := reentry.Options{Check: *p.check, ReadBackDelays: noWait(), Now: p.clock.Now, OnProgress: func(reentry.Progress) {
		if most--; most == 0 && !p.his.well {
			running.stopped = true
		}
		if p.random.IntN(8) == 0 {
			p.interrupt(ctx)
		}
	}}
	_, err := reentry.Run(running, outbox{p}, p.his, opt)
	p.tell("re-entry: %v", err)
}

// interrupt is what people do at the window while the re-entry runs.
func (p *epoch) interrupt(ctx context.Context) {
	if p.over() || p.disk.Dead() || p.his.well {
		return
	}
	if p.chance(2) {
		p.sell(ctx)
	} else {
		p.void(ctx)
	}
}

// decide is a person who looks into the HIS and decides about a receipt.
func (p *epoch) decide(ctx context.Context) {
	var cases []*bill
	for _, r := range p.book.bills {
		if !r.state.Final() {
			cases = append(cases, r)
		}
	}
	if len(cases) > 0 {
		p.decideOn(ctx, pick(p, cases))
	}
}

func (p *epoch) decideOn(ctx context.Context, r *bill) {
	if p.book.half(r) {
		return
	}
	row := store.OutboxRow{Receipt: r.Receipt, State: r.state, Attempts: r.attempts}
	verdicts := row.Verdicts()
	if p.quiet { // it comes to an end
		verdicts = slices.DeleteFunc(verdicts, func(v store.Verdict) bool { return v == store.VerdictResend })
	}
	if len(verdicts) == 0 || p.his.onItsWay(r.ID) {
		return
	}
	d := store.Decision{Verdict: pick(p, verdicts), By: head, Role: incident.RoleInfoHead.String(), Reason: "looked at it"}
	if r.Kind == receipts.KindRed { // another window's: it was looked at there
		d.HISNumber = "R-1"
	} else if !p.look(r, &d) {
		return
	}
	o := &op{what: fmt.Sprintf("%s is %s", r.Number, d.Verdict), must: mustDo, takes: ofReceipt("decision", r.ID)}
	_ = p.try(ctx, o, func(ctx context.Context) error { return p.ledger.Decide(ctx, r.ID, d) })
}

// look is a person who looks into the HIS, and does there what the verdict means;
// false where nobody who looked would decide so.
func (p *epoch) look(r *bill, d *store.Decision) bool {
	there := p.his.holds(r.ID)
	switch d.Verdict {
	case store.VerdictLinked:
		if there != nil && there.whole {
			d.HISNumber = there.record.Number
			return true
		}
		delete(p.his.bills, r.ID) // a piece of it is taken out by the HIS's staff
		if hand := p.his.byHand(r.ID); hand != nil {
			d.HISNumber = hand.record.Number
			return true
		}
		d.HISNumber = p.his.enterByHand(r.Receipt.Settled())
	case store.VerdictResend:
		if p.his.byHand(r.ID) != nil {
			return false // it stands there already: nobody orders it sent
		}
		delete(p.his.bills, r.ID) // the HIS's staff cancels what is wrong with it
	case store.VerdictWrittenOff:
		return there == nil
	case store.VerdictAccepted:
		return there != nil
	}
	return true
}
