package simulate

import (
	"fmt"

	"outpost/receipts"
	"outpost/store"
	"outpost/store/journal"
)

// drop is cash handed over in a shift.
type drop struct {
	shift  string
	amount receipts.Money
	back   bool
}

func (b *book) drop(e journal.Entry) error {
	if e.Kind == "cash drop" {
		body, err := decoded[struct {
			Shift  string
			Amount receipts.Money
		}](e)
		if err == nil && b.past == nil && (body.Shift != b.shift.id || body.Shift == "" || body.Amount <= 0) {
			err = fmt.Errorf("%d of the shift %q was handed over in %q", body.Amount, body.Shift, b.shift.id)
		}
		b.dropAt[e.ID] = e.Seq
		b.drops[e.Seq] = &drop{shift: body.Shift, amount: body.Amount}
		return err
	}
	body, err := decoded[struct{ Drop int64 }](e)
	if b.past != nil {
		body.Drop = b.dropHere(b.past.Ledger, body.Drop)
	}
	d := b.drops[body.Drop]
	if err == nil && (d == nil || d.back || b.past == nil && d.shift != b.shift.id) {
		err = fmt.Errorf("the hand-over %d cannot be taken back", body.Drop)
	}
	if err == nil {
		d.back = true
	}
	return err
}

// shiftClose is what the book reads of the end of a shift, besides its report.
type shiftClose struct {
	ClosedBy string `json:"closed_by"`
	Approval *approvalBody
}

func (b *book) shifts(e journal.Entry) error {
	if b.past != nil && !b.carrying {
		return nil // it ended in the former ledger
	}
	if e.Kind == "shift open" {
		body, err := decoded[struct {
			Cashier string
			Float   receipts.Money
		}](e)
		if err == nil && b.shift.id != "" {
			err = fmt.Errorf("the shift of %s is open", b.shift.cashier)
		}
		b.shift = shift{e.ID, body.Cashier, body.Float}
		return err
	}
	body, err := decoded[store.ShiftReport](e)
	if err != nil {
		return err
	}
	by, err := decoded[shiftClose](e)
	switch {
	case err != nil:
		return err
	case b.past != nil: // it opened the one that is carried over
		b.shift = shift{body.Next.Shift, body.Next.Cashier, body.Next.Float}
		return nil
	case body.Shift != b.shift.id || b.shift.id == "":
		return fmt.Errorf("the shift %s was closed, and %s is open", body.Shift, b.shift.id)
	case body.Head != b.head.Hash.String():
		return fmt.Errorf("the report's head is %s, the entry before it %s", body.Head, b.head.Hash)
	case by.ClosedBy != "" && by.Approval == nil:
		return fmt.Errorf("%s closed the shift of %s, and nobody approved", by.ClosedBy, body.Cashier)
	case by.Approval != nil:
		err = b.uses(*by.Approval, e.Seq, "closing another's shift", body.Shift, by.ClosedBy)
	}
	if err := firstOf(err, b.reported(body)); err != nil {
		return err
	}
	b.shift, b.closed = shift{}, b.closed+1
	if n := body.Next; n != nil {
		b.shift = shift{n.Shift, n.Cashier, n.Float}
	}
	return nil
}

// sum is what the book adds up of a shift.
type sum struct {
	receipts, voids, refunds int64
	sales, voided, refunded  receipts.Money
	tenders                  map[string]receipts.Money
}

func (b *book) sum(id string) sum {
	s := sum{tenders: map[string]receipts.Money{}}
	for _, r := range b.bills {
		if p := r.Settlement; p != nil && p.Shift == id && !r.voided {
			for _, pay := range p.Payments {
				s.tenders[pay.Tender] += pay.Amount
			}
			for _, owed := range p.Owed {
				s.tenders[owed.Tender] -= owed.Amount
			}
		}
		if r.Shift != id {
			continue
		}
		s.receipts++
		if r.Kind == receipts.KindRed {
			s.refunds, s.refunded = s.refunds+1, s.refunded-r.Total
		} else {
			s.sales += r.Total
		}
		if r.voided {
			s.voids, s.voided = s.voids+1, s.voided+r.Total
			continue
		}
		for _, p := range r.Payments {
			s.tenders[p.Tender] += p.Amount
		}
	}
	return s
}

// reported holds a shift's report against what the book adds up.
func (b *book) reported(r store.ShiftReport) error {
	s := b.sum(r.Shift)
	got := sum{receipts: r.Receipts, voids: r.Voids, refunds: r.Refunds, sales: r.Sales, voided: r.Voided, refunded: r.Refunded, tenders: map[string]receipts.Money{}}
	for _, t := range r.Tenders {
		got.tenders[t.Tender] += t.Amount
	}
	if !r.Agrees() {
		return fmt.Errorf("the report's two totals are %d and %d: %+v", r.FromPayments, r.FromLines, got)
	}
	for tender, amount := range s.tenders {
		if got.tenders[tender] != amount {
			return fmt.Errorf("the report has %d of %s, the book %d", got.tenders[tender], tender, amount)
		}
	}
	if got.tenders = s.tenders; fmt.Sprint(got) != fmt.Sprint(s) {
		return fmt.Errorf("the report has %+v, the book %+v", got, s)
	}
	expected := b.shift.float + s.tenders["cash"]
	for _, d := range b.drops {
		if d.shift == r.Shift && !d.back {
			expected -= d.amount
		}
	}
	if r.Shift == b.shift.id && r.Expected != expected {
		return fmt.Errorf("the report expects %d in the drawer, the book %d", r.Expected, expected)
	}
	return nil
}
