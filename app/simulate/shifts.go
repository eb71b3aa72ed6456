package simulate

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"outpost/receipts"
	"outpost/store"
	"outpost/store/journal"
)

// endOf takes the end of one shift; where the book knew of none, of the one whose
// beginning had no answer.
func endOf(id string) func(journal.Entry, *book) bool {
	return func(e journal.Entry, b *book) bool {
		body, err := decoded[struct{ Shift string }](e)
		return e.Kind == "shift close" && err == nil && (body.Shift == id || id == "" && body.Shift == b.shift.id)
	}
}

// other is the cashier who does not have the shift.
func (p *epoch) other() string {
	if p.book.shift.cashier == firstOne {
		return secondOne
	}
	return firstOne
}

// closeShift ends the shift: its cashier with a count, or another one with an
// approval.
func (p *epoch) closeShift(ctx context.Context) {
	open := p.book.shift
	if open.id == "" && !p.chance(4) {
		return
	}
	o := &op{what: "end of the shift", must: mustDo, risky: true, takes: endOf(open.id), done: p.sameShift}
	who := open.cashier
	if p.chance(6) && !p.quiet || who == "" {
		who, o.must = p.other(), mustRefuse
	}
	by, ok := p.as(ctx, who)
	if !ok || p.book.shift != open {
		return
	}
	count := store.Count{Cash: receipts.Money(p.random.IntN(2_000_00))}
	if open.id != "" && who != open.cashier && p.chance(2) {
		a, ok := p.approval(ctx, by, store.WhatShift, open.id)
		if !ok || p.book.shift != open {
			return
		}
		o.must = mustDo
		_ = p.try(ctx, o, func(ctx context.Context) error {
			_, err := p.ledger.CloseAnothersShift(ctx, by, a, count)
			return err
		})
		return
	}
	_ = p.try(ctx, o, func(ctx context.Context) error {
		_, err := p.ledger.CloseShift(ctx, by, count)
		return err
	})
}

// handOver ends the shift and begins the next cashier's in one step.
func (p *epoch) handOver(ctx context.Context) {
	open := p.book.shift
	if open.id == "" {
		return
	}
	by, ok := p.as(ctx, open.cashier)
	if !ok {
		return
	}
	next, ok := p.as(ctx, p.other())
	if !ok || p.book.shift != open {
		return
	}
	o := &op{what: "hand-over to " + next.ID(), must: mustDo, risky: true, takes: endOf(open.id)}
	o.done = func() error {
		if p.book.shift.cashier != next.ID() {
			return fmt.Errorf("the shift is %q's", p.book.shift.cashier)
		}
		return p.sameShift()
	}
	_ = p.try(ctx, o, func(ctx context.Context) error {
		_, _, err := p.ledger.HandOver(ctx, by, store.Count{Cash: receipts.Money(p.random.IntN(2_000_00))}, next)
		return err
	})
}

// dropCash hands cash over during the shift, or says that this was a slip.
func (p *epoch) dropCash(ctx context.Context) {
	if p.book.shift.id == "" {
		return
	}
	by, ok := p.as(ctx, p.book.shift.cashier)
	if !ok {
		return
	}
	for _, seq := range slices.Sorted(maps.Keys(p.book.drops)) {
		d := p.book.drops[seq]
		if d.shift == p.book.shift.id && !d.back && len(p.book.drops)%3 == 0 {
			o := &op{what: fmt.Sprintf("hand-over %d taken back", seq), must: mustDo, takes: kinds("cash drop back")}
			_ = p.try(ctx, o, func(ctx context.Context) error { return p.ledger.TakeBackDrop(ctx, by, seq, "typed twice") })
			return
		}
	}
	d := store.Drop{Amount: receipts.Money(1 + p.random.IntN(300_00)), Receiver: supervisor, Receipt: "K1"}
	_ = p.try(ctx, &op{what: fmt.Sprintf("hand-over of %d", d.Amount), takes: kinds("cash drop")}, func(ctx context.Context) error {
		_, err := p.ledger.DropCash(ctx, by, d)
		return err
	})
}
