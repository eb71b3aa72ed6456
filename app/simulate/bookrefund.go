package simulate

import (
	"fmt"
	"maps"
	"slices"

	"outpost/receipts"
	"outpost/store"
	"outpost/store/journal"
)

// owing is electronic money that has to go back: a receipt and the place of the
// payment on it, from 1.
type owing struct {
	receipt string
	n       int
}

// refundBody is what the book reads of a refund.
type refundBody struct {
	saleBody
	Original, Foreign string
	Rest              *saleBody
}

func (b *book) refund(e journal.Entry) (add journal.Totals, err error) {
	body, err := decoded[refundBody](e)
	if err != nil {
		return add, err
	}
	red := body.Receipt
	switch {
	case red.Number != b.turn() && b.past == nil || red.Kind != receipts.KindRed || red.Reversal == nil || red.Total > 0:
		return add, fmt.Errorf("the red receipt %s over %d has the number that is not %s's turn", red.Number, red.Total, b.turn())
	case len(body.Approvals) != 1:
		return add, fmt.Errorf("the refund %s has %d approvals", red.Number, len(body.Approvals))
	}
	state, what, subject := store.Refunded, "refund", ""
	if body.Foreign != "" {
		state, what, subject = store.Held, "refund of another window's receipt", body.Foreign
		if b.foreign[subject] {
			return add, fmt.Errorf("receipt %s was refunded here already", subject)
		}
		b.foreign[subject] = true
	} else if subject, err = b.takeBack(body); err != nil {
		return add, err
	}
	if err := b.uses(body.Approvals[0], e.Seq, what, subject, red.Cashier); err != nil {
		return add, err
	}
	if err := b.issue(body.saleBody, state); err != nil {
		return add, err
	}
	for i, p := range red.Payments {
		if p.Owed > 0 {
			b.owed[owing{red.ID, i + 1}] = p.Owed
		}
	}
	if body.Rest != nil && b.past == nil {
		b.rest = &body.Rest.Receipt
	}
	return journal.Totals{Receipts: 1, Voids: int64(-red.Total)}, nil
}

// takeBack marks a refund's original as refunded, where it may be, and returns
// its number.
func (b *book) takeBack(body refundBody) (number string, err error) {
	r, red := b.byID[body.Original], body.Receipt
	switch {
	case r == nil && b.past != nil: // only a copy holds it that is not there yet
		b.taken[body.Original] = true
		return red.Cites, nil
	case r == nil:
		return "", fmt.Errorf("the red receipt %s takes back %q, which is none", red.Number, body.Original)
	case !r.stands():
		return "", fmt.Errorf("receipt %s was taken back before, and %s takes it back again", r.Number, red.Number)
	case !r.unsent():
		return "", fmt.Errorf("receipt %s is %s and was refunded", r.Number, r.state)
	case red.Total != -r.Settled().Total || red.Cites != r.Number:
		return "", fmt.Errorf("receipt %s over %d was taken back by %s over %d", r.Number, r.Settled().Total, red.Number, red.Total)
	}
	if err := r.givesBack(red, body.Rest); err != nil {
		return "", err
	}
	if err := r.notGiven(red.Reversal.Taken); err != nil {
		return "", err
	}
	r.refunded, r.state = true, store.Refunded
	return r.Number, nil
}

// givesBack says whether a refund gives back what is not charged any more, and
// cash for cash only.
func (r *bill) givesBack(red receipts.Receipt, rest *saleBody) error {
	cash := inCash(r.Settled().Payments)
	var kept, keptCash receipts.Money
	if rest != nil {
		kept, keptCash = rest.Receipt.Total, inCash(rest.Receipt.Payments)
	}
	back := red.Reversal
	switch {
	case back.Back() != -red.Total-kept:
		return fmt.Errorf("the refund %s of %d leaves %d charged and gives %d back", red.Number, red.Total, kept, back.Back())
	case back.Cash != cash-keptCash:
		return fmt.Errorf("the refund %s gives %d back in cash; %d was paid so, %d stays", red.Number, back.Cash, cash, keptCash)
	}
	return nil
}

// inCash is what of payments is cash.
func inCash(payments []receipts.Payment) (sum receipts.Money) {
	for _, p := range payments {
		if p.Tender == "cash" {
			sum += p.Amount
		}
	}
	return sum
}

// notGiven says whether everything taken was signed off as not handed out.
func (r *bill) notGiven(taken []receipts.Taken) error {
	if len(taken) == 0 {
		for i := range r.Lines {
			taken = append(taken, receipts.Taken{Line: i + 1})
		}
	}
	for _, t := range taken {
		want := t.Quantity
		if want == 0 {
			want = r.Lines[t.Line-1].Quantity
		}
		if r.not[t.Line] < want {
			return fmt.Errorf("%s of line %d of receipt %s was refunded, %s signed off", want, t.Line, r.Number, r.not[t.Line])
		}
	}
	return nil
}

// restOf holds a rest receipt against the red one before it.
func (b *book) restOf(r receipts.Receipt) error {
	if b.past != nil {
		return nil
	}
	want := b.rest
	b.rest = nil
	if want == nil || want.Number != r.Number || want.Total != r.Total || want.Cites != r.Cites {
		return fmt.Errorf("the rest receipt %s follows no red one", r.Number)
	}
	return nil
}

func (b *book) signOff(e journal.Entry) error {
	r, err := b.bill(e)
	if err != nil {
		return err
	}
	body, err := decoded[struct{ Lines []store.Signed }](e)
	if err == nil && !r.stands() {
		err = fmt.Errorf("receipt %s charges nothing and was signed off", r.Number)
	}
	for _, s := range body.Lines {
		r.not[s.Line], r.given[s.Line] = s.Not, s.Status != store.NotGiven
	}
	return err
}

// anyGiven says whether anything of a receipt was handed out or done.
func (r *bill) anyGiven() bool { return slices.Contains(slices.Collect(maps.Values(r.given)), true) }

func (b *book) owedSettled(e journal.Entry) error {
	body, err := decoded[struct {
		Receipt string
		N       int
		Amount  receipts.Money
	}](e)
	if err != nil {
		return err
	}
	of := owing{body.Receipt, body.N}
	if b.owed[of] != body.Amount || body.Amount <= 0 {
		return fmt.Errorf("%d went back for payment %d of %s, of which %d is owed", body.Amount, body.N, body.Receipt, b.owed[of])
	}
	delete(b.owed, of)
	return nil
}

func (b *book) settlement(e journal.Entry) error {
	r, err := b.bill(e)
	if err != nil {
		return err
	}
	body, err := decoded[receipts.Settlement](e)
	var owed receipts.Money
	for _, p := range body.Owed {
		owed += p.Amount
	}
	switch {
	case err != nil:
	case !r.stands() || !r.unsent() || r.Settlement != nil:
		err = fmt.Errorf("receipt %s is %s and was paid later", r.Number, r.state)
	case owed != r.Owed() || owed <= 0 || body.Paid() != owed+body.Rounding:
		err = fmt.Errorf("receipt %s owes %d; %d of %d were paid with a rounding of %d", r.Number, r.Owed(), body.Paid(), owed, body.Rounding)
	case b.past == nil && (body.Shift != b.shift.id || body.Shift == "" || body.Cashier != b.shift.cashier):
		err = fmt.Errorf("receipt %s was paid later in the shift %q of %s, open is %q of %s", r.Number, body.Shift, body.Cashier, b.shift.id, b.shift.cashier)
	}
	r.Settlement = &body
	return err
}
