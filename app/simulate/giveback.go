package simulate

import (
	"context"
	"fmt"

	"outpost/receipts"
	"outpost/store"
	"outpost/store/journal"
)

// signOff is a department's word on the lines of a receipt.
func (p *epoch) signOff(ctx context.Context) {
	if r := p.bill(); r != nil {
		p.signOffFor(ctx, r)
	}
}

func (p *epoch) signOffFor(ctx context.Context, r *bill) {
	if p.book.half(r) { // it may have been taken back in the former ledger
		return
	}
	by, ok := p.as(ctx, supervisor)
	if !ok {
		return
	}
	var lines []store.Signed
	for i := range r.Lines {
		s := store.Signed{Line: i + 1, Status: store.NotGiven}
		if p.chance(5) {
			s.Status = store.Dispensed
		}
		if !p.chance(6) {
			lines = append(lines, s)
		}
	}
	o := &op{what: "sign-off of " + r.Number, must: mustDo, takes: ofReceipt("sign-off", r.ID)}
	if !r.stands() || len(lines) == 0 {
		o.must = mustRefuse
	}
	_ = p.try(ctx, o, func(ctx context.Context) error { return p.ledger.SignOff(ctx, by, r.Number, lines, "Pharmacy") })
}

// refund gives a receipt back, whole or in part, rightly or not.
func (p *epoch) refund(ctx context.Context) {
	r := p.bill()
	for range 4 { // mostly one that can be refunded
		if r != nil && (!r.stands() || !r.unsent()) && !p.chance(5) {
			r = p.bill()
		}
	}
	if r == nil {
		return
	}
	if r.stands() && r.unsent() && !p.chance(5) {
		p.signOffFor(ctx, r)
	}
	who := p.book.shift.cashier
	if who == "" {
		who = firstOne
	}
	by, ok := p.as(ctx, who)
	if !ok {
		return
	}
	req := store.RefundRequest{ID: p.newID(), Number: r.Number, Taken: p.taken(r), Reason: "not handed out", PaperReturned: true}
	var a store.Approval
	if !p.chance(8) {
		if a, ok = p.approval(ctx, by, store.WhatRefund, r.Number); !ok {
			return
		}
	}
	must := mustDo
	if !r.stands() || !r.unsent() || p.book.half(r) || a.IsZero() || p.book.shift.id == "" || p.book.shift.cashier != by.ID() || r.notGiven(req.Taken) != nil {
		must = mustRefuse
	}
	for p.giveBack(ctx, by, a, req, must); p.chance(4); must = either { // pressed twice
		p.giveBack(ctx, by, a, req, either)
	}
	if p.chance(4) { // and once more, as another request
		if req.ID, must = p.newID(), either; !r.stands() {
			must = mustRefuse
		}
		p.giveBack(ctx, by, a, req, must)
	}
}

// taken is what of a receipt is refunded; empty is all.
func (p *epoch) taken(r *bill) (all []receipts.Taken) {
	if p.chance(2) {
		return nil
	}
	for i, l := range r.Lines {
		if !p.chance(2) {
			continue
		}
		t := receipts.Taken{Line: i + 1}
		if p.chance(2) && l.Quantity > receipts.One {
			t.Quantity = receipts.One
		}
		all = append(all, t)
	}
	return all
}

func (p *epoch) giveBack(ctx context.Context, by store.Actor, a store.Approval, req store.RefundRequest, must verdict) {
	var got store.RefundDone
	o := &op{what: fmt.Sprintf("refund %s of %s %v", req.ID[24:], req.Number, req.Taken), must: must, most: 2, risky: len(req.Taken) > 0, takes: func(e journal.Entry, _ *book) bool {
		return e.Kind == "refund" && e.ID == req.ID || e.Kind == "sale" && e.ID == receipts.RestID(req.ID)
	}}
	o.done = func() error {
		red := p.book.byID[req.ID]
		switch {
		case red == nil || red.Number != got.Red.Number || red.Total != got.Red.Total:
			return fmt.Errorf("it was acknowledged as %s over %d and is %+v in the journal", got.Red.Number, got.Red.Total, red)
		case p.book.rest != nil:
			return fmt.Errorf("it was acknowledged, and the rest receipt %s is not in the journal", p.book.rest.Number)
		case got.Rest != nil && (p.book.byID[got.Rest.ID] == nil || p.book.byID[got.Rest.ID].Total != got.Rest.Total):
			return fmt.Errorf("the rest was acknowledged as %s over %d and is not so in the journal", got.Rest.Number, got.Rest.Total)
		}
		return nil
	}
	_ = p.try(ctx, o, func(ctx context.Context) (err error) {
		got, err = p.ledger.Refund(ctx, by, a, req)
		return err
	})
}

// refundForeign gives back what another window charged.
func (p *epoch) refundForeign(ctx context.Context) {
	if p.book.shift.id == "" {
		return
	}
	by, ok := p.as(ctx, p.book.shift.cashier)
	if !ok {
		return
	}
	n := 40*p.asides + p.random.IntN(40) // none that a ledger not joined yet holds
	req := store.ForeignRefund{
		ID: p.newID(), Reason: "wrong department", PaperReturned: true,
		Receipt: receipts.Foreign{Number: fmt.Sprintf("W02-%07d", n), Patient: receipts.Patient{ID: p.newID(), Name: "Ye Qing"}, Total: receipts.Money(100 * (n + 1)),
			Payments: []receipts.Payment{{Tender: "cash", Tendered: receipts.Money(100 * (n + 1)), Amount: receipts.Money(100 * (n + 1))}}},
	}
	a, ok := p.approval(ctx, by, store.WhatForeignRefund, req.Receipt.Number)
	if !ok {
		return
	}
	o := &op{what: "refund of " + req.Receipt.Number, must: mustDo, takes: func(e journal.Entry, _ *book) bool { return e.Kind == "refund" && e.ID == req.ID }}
	if p.book.foreign[req.Receipt.Number] || p.book.shift.cashier != by.ID() {
		o.must = mustRefuse
	}
	_ = p.try(ctx, o, func(ctx context.Context) error {
		_, err := p.ledger.RefundForeign(ctx, by, a, req)
		return err
	})
}

// payBack gives electronic money back the way it came.
func (p *epoch) payBack(ctx context.Context) {
	by, ok := p.as(ctx, supervisor)
	if !ok {
		return
	}
	for _, r := range p.book.bills {
		for n := range len(r.Payments) + 1 {
			of := owing{r.ID, n}
			if p.book.owed[of] == 0 {
				continue
			}
			for range 1 + p.random.IntN(2) {
				o := &op{what: fmt.Sprintf("payment %d of %s goes back", n, r.Number), must: mustDo, takes: ofReceipt("owed settled", r.ID)}
				if p.book.owed[of] == 0 {
					o.must = mustRefuse
				}
				_ = p.try(ctx, o, func(ctx context.Context) error {
					_, err := p.ledger.SettleOwed(ctx, by, r.Number, n, p.newID())
					return err
				})
			}
			return
		}
	}
}
