package simulate

import (
	"context"
	"fmt"

	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/journal"
)

// sell charges a new bill.
func (p *epoch) sell(ctx context.Context) {
	cashier := p.book.shift.cashier
	if cashier == "" {
		cashier = firstOne
	}
	must := mustDo
	if p.book.mode != incident.ModeStandalone || p.book.shift.id == "" {
		if !p.chance(8) {
			p.ready(ctx)
			return
		}
		must = mustRefuse
	}
	if p.chance(25) {
		cashier, must = network, mustRefuse
	}
	b := p.newBill(cashier)
	p.spice(&b, &must)
	shift, mode := p.book.shift, p.book.mode
	approvals, ok := p.approvals(ctx, b)
	if !ok || p.book.shift != shift || p.book.mode != mode {
		return
	}
	if len(approvals) < len(rules().Needs(b)) && must == mustDo {
		must = mustRefuse
	}
	p.charge(ctx, b, must, approvals)
	for p.chance(6) { // pressed twice
		p.charge(ctx, b, either, nil)
	}
	if p.chance(20) && p.book.byID[b.ID] != nil {
		b.Doctor = "Dr Other"
		p.charge(ctx, b, mustRefuse, nil)
	}
}

// charge sells a bill and holds the answer against the book.
func (p *epoch) charge(ctx context.Context, b receipts.Bill, must verdict, approvals []store.Approval) {
	var r receipts.Receipt
	o := &op{what: "sale " + b.ID[24:], must: must, takes: func(e journal.Entry, _ *book) bool { return e.Kind == "sale" && e.ID == b.ID }}
	o.done = func() error {
		kept := p.book.byID[b.ID]
		switch {
		case kept == nil:
			return fmt.Errorf("it was acknowledged as %s and is not in the journal", r.Number)
		case kept.Number != r.Number || kept.Total != r.Total || kept.Form != r.Form:
			return fmt.Errorf("it was acknowledged as %s %s of %d and is %s %s of %d in the journal", r.Number, r.Form, r.Total, kept.Number, kept.Form, kept.Total)
		}
		return nil
	}
	_ = p.try(ctx, o, func(ctx context.Context) (err error) {
		r, err = p.ledger.Sell(ctx, b, approvals...)
		return err
	})
}

// newBill is a bill that may be charged.
func (p *epoch) newBill(cashier string) receipts.Bill {
	names := []string{"Lin Yuejiang", "Gao Shan", "Meng Yao", "王𬱖", "Ye Qing"}
	n := p.random.IntN(len(names))
	b := receipts.Bill{
		ID: p.newID(), Cashier: cashier, Doctor: "Dr Fang", Department: "Internal medicine",
		Patient: receipts.Patient{ID: fmt.Sprintf("00000000-0000-4000-8000-%012d", n+1), Number: fmt.Sprintf("P%03d", n+1), Name: names[n], NoPhoneReason: "none"},
	}
	for range 1 + p.random.IntN(3) {
		k := p.random.IntN(20)
		b.Lines = append(b.Lines, receipts.Line{
			Item: fmt.Sprintf("drug/%d", k), Code: fmt.Sprint(k), Name: fmt.Sprintf("Item %d", k), Unit: "box", Category: receipts.CategoryWesternDrug,
			Price: receipts.Price(1+p.random.IntN(300_0000)) / 100 * 100, Quantity: receipts.One * receipts.Quantity(1+p.random.IntN(3)), List: "v1",
		})
	}
	p.pay(&b)
	return b
}

// pay lets the patient pay a bill.
func (p *epoch) pay(b *receipts.Bill) {
	b.Payments = nil
	sum, err := rules().Price(append([]receipts.Line(nil), b.Lines...))
	if err != nil {
		p.fail("a bill's price: %w", err)
		return
	}
	electronic := receipts.Money(0)
	if p.chance(3) && sum > 0 {
		electronic = sum
		if p.chance(2) {
			electronic = 1 + receipts.Money(p.random.Int64N(int64(sum)))
		}
		b.Payments = append(b.Payments, receipts.Payment{Tender: "wechat", Tendered: electronic, Reference: p.newID()})
	}
	if rest, _ := rules().Due(sum, electronic); electronic < sum || sum == 0 {
		b.Payments = append(b.Payments, receipts.Payment{Tender: "cash", Tendered: rest + receipts.Money(p.random.IntN(3))*50_00})
	}
}

// spice may make a bill one that needs approvals, or one that cannot be charged.
func (p *epoch) spice(b *receipts.Bill, must *verdict) {
	switch p.random.IntN(40) {
	case 0, 1:
		b.Lines = append(b.Lines, receipts.Line{Item: receipts.FreeItem, Name: "Plaster", Category: receipts.CategoryMaterial, Price: 12_0000, Quantity: receipts.One})
		p.pay(b)
	case 2, 3:
		l := &b.Lines[0]
		l.ListPrice, l.PriceReason, l.Price = l.Price, "damaged box", l.Price/200*100
		p.pay(b)
	case 4:
		b.Payments, *must = nil, mustRefuse
	case 5:
		b.Payments[0].Tendered, *must = b.Payments[0].Tendered-1, either // short, or less change
	case 6:
		b.Lines[0].Quantity, *must = 0, mustRefuse
	case 7, 8:
		p.owe(b)
	}
}

// owe lets a patient be treated first and pay later.
func (p *epoch) owe(b *receipts.Bill) {
	sum, err := rules().Price(b.Clone().Lines)
	if err != nil || sum < 2 {
		return
	}
	owed := sum
	if b.Green = "treated first"; p.chance(3) {
		owed = 1 + receipts.Money(p.random.Int64N(int64(sum-1)))
	}
	b.Payments = []receipts.Payment{{Tender: receipts.TenderGreen, Tendered: owed}}
	if rest, _ := rules().Due(sum, owed); owed < sum {
		b.Payments = append(b.Payments, receipts.Payment{Tender: "cash", Tendered: rest})
	}
}

// approvals asks for what a bill needs; now and then nobody does.
func (p *epoch) approvals(ctx context.Context, b receipts.Bill) (all []store.Approval, ok bool) {
	needs := rules().Needs(b)
	if len(needs) == 0 || p.chance(5) {
		return nil, true
	}
	asker, ok := p.as(ctx, b.Cashier)
	if !ok {
		return nil, false
	}
	for _, need := range needs {
		a, ok := p.approval(ctx, asker, store.WhatOf(need.Ask), need.Subject)
		if !ok {
			return nil, false
		}
		all = append(all, a)
	}
	return all, true
}

// bill is a receipt of the book, mostly a late one; nil where there is none.
func (p *epoch) bill() *bill {
	if len(p.book.bills) == 0 {
		return nil
	}
	if p.chance(3) {
		return pick(p, p.book.bills)
	}
	return p.book.bills[len(p.book.bills)-1-p.random.IntN(min(4, len(p.book.bills)))]
}

// void takes a receipt back, rightly or not.
func (p *epoch) void(ctx context.Context) {
	r := p.bill()
	if r == nil {
		return
	}
	by, ok := p.as(ctx, pick(p, []string{r.Cashier, r.Cashier, supervisor, secondOne}))
	if !ok {
		return
	}
	o := &op{what: "void of " + r.Number, must: mustDo, takes: ofReceipt("void", r.ID)}
	if r.anyGiven() || p.book.half(r) || !r.stands() || !r.unsent() || r.Kind != receipts.KindSale || r.Shift != p.book.shift.id || by.ID() != r.Cashier && by.ID() != supervisor {
		o.must = mustRefuse
	}
	if p.his.onItsWay(r.ID) && o.must == mustDo {
		p.fail("receipt %s is on its way to the HIS and %s", r.Number, r.state)
	}
	_ = p.try(ctx, o, func(ctx context.Context) error {
		_, err := p.ledger.Void(ctx, by, store.VoidRequest{Number: r.Number, Reason: "wrong patient", PaperReturned: true})
		return err
	})
}

// ofReceipt takes entries of a kind about one receipt.
func ofReceipt(kind, id string) func(journal.Entry, *book) bool {
	return func(e journal.Entry, _ *book) bool {
		if e.Kind != kind {
			return false
		}
		body, err := decoded[about](e)
		return err == nil && body.Receipt == id
	}
}

// print prints a receipt, or a copy of it.
func (p *epoch) print(ctx context.Context) {
	r := p.bill()
	if r == nil {
		return
	}
	o, n := &op{what: "print of " + r.Number, must: mustDo, takes: ofReceipt("print", r.ID)}, 0
	o.done = func() error {
		if n != r.prints-1 {
			return fmt.Errorf("it is copy %d by the answer, %d by the journal", n, r.prints-1)
		}
		return nil
	}
	_ = p.try(ctx, o, func(ctx context.Context) (err error) {
		n, err = p.ledger.RecordPrint(ctx, r.ID, "file")
		return err
	})
}
