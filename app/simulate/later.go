package simulate

import (
	"cmp"
	"context"
	"fmt"

	"outpost/receipts"
	"outpost/store"
	"outpost/store/journal"
)

// payLater takes what a patient left owed.
func (p *epoch) payLater(ctx context.Context) {
	for _, r := range p.book.bills {
		if r.Owed() == 0 || !r.stands() || r.Settlement != nil || p.chance(3) {
			continue
		}
		by, ok := p.as(ctx, cmp.Or(p.book.shift.cashier, firstOne))
		if !ok {
			return
		}
		pay := []receipts.Payment{{Tender: "wechat", Tendered: r.Owed(), Reference: p.newID()}}
		if p.chance(2) {
			due, _ := rules().Due(r.Owed(), 0)
			pay = []receipts.Payment{{Tender: "cash", Tendered: due}}
		}
		o := &op{what: "later payment of " + r.Number, must: mustDo, takes: ofReceipt("settlement", r.ID)}
		if !r.unsent() || p.book.half(r) || p.book.shift.cashier != by.ID() {
			o.must = mustRefuse
		}
		_ = p.try(ctx, o, func(ctx context.Context) error {
			_, err := p.ledger.SettleCredit(ctx, by, r.Number, pay)
			return err
		})
		return
	}
}

// keyIn keys in a receipt that was written on paper.
func (p *epoch) keyIn(ctx context.Context) {
	if p.book.shift.id == "" {
		return
	}
	by, ok := p.as(ctx, p.book.shift.cashier)
	if !ok {
		return
	}
	// nobody keys in again what a ledger that is not joined yet holds
	paper := store.Paper{Bill: p.newBill(secondOne), Number: fmt.Sprintf("E%05d", 60*p.asides+p.random.IntN(60)), At: p.clock.Now()}
	o := &op{what: "paper " + paper.Number, must: mustDo, takes: func(e journal.Entry, _ *book) bool { return e.Kind == "paper" && e.ID == paper.Bill.ID }}
	if p.book.byNumber[paper.Number] != nil || p.book.shift.cashier != by.ID() {
		o.must = mustRefuse
	}
	for range 1 + p.random.IntN(2) {
		_ = p.try(ctx, o, func(ctx context.Context) error {
			_, err := p.ledger.RecordPaper(ctx, by, paper)
			return err
		})
		o = &op{what: o.what + " again", takes: o.takes}
	}
}

// confirmClock says that the clock is right.
func (p *epoch) confirmClock(ctx context.Context) {
	by, ok := p.as(ctx, supervisor)
	if !ok {
		return
	}
	_ = p.try(ctx, &op{what: "the clock is right", takes: kinds("clock")}, func(ctx context.Context) error { return p.ledger.ConfirmClock(ctx, by) })
}

// goOver writes down what the HIS did not answer when the window went over.
func (p *epoch) goOver(ctx context.Context) {
	by, ok := p.as(ctx, firstOne)
	if !ok {
		return
	}
	n := p.random.IntN(5) + 1
	g := store.GoingOver{LastHIS: "F-1", Questions: []store.Question{{
		Patient: receipts.Patient{Number: fmt.Sprintf("P%03d", n)}, Items: []string{fmt.Sprintf("drug/%d", p.random.IntN(20))},
	}}}
	_ = p.try(ctx, &op{what: "going over", takes: kinds("going over")}, func(ctx context.Context) error {
		_, err := p.ledger.RecordGoingOver(ctx, by, g)
		return err
	})
}
