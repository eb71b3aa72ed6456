package simulate

import (
	"fmt"
	"slices"
	"strings"

	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/journal"
)

// saleBody is what the book reads of a sale.
type saleBody struct {
	Receipt   receipts.Receipt
	Approvals []approvalBody
	Held      string
	Use       *use
	From      *struct {
		Original string
		Lines    []int // of the original, for each line here
	}
}

// adds says whether a receipt adds up: lines, payments, rounding and total.
func adds(r receipts.Receipt) error {
	var lines, paid receipts.Money
	for _, l := range r.Lines {
		lines += l.Amount
	}
	for _, p := range r.Payments {
		paid += p.Amount
	}
	if lines+r.Rounding != r.Total || paid != r.Total || len(r.Payments) == 0 {
		return fmt.Errorf("receipt %s: lines %d, rounding %d, total %d, paid %d", r.Number, lines, r.Rounding, r.Total, paid)
	}
	return nil
}

// issue takes a receipt in, in whatever state.
func (b *book) issue(body saleBody, state store.OutboxState) error {
	r := body.Receipt
	if b.byID[r.ID] != nil || b.byNumber[r.Number] != nil {
		return fmt.Errorf("the bill %s or its number %s stands here already", r.ID, r.Number)
	}
	if b.past == nil && (b.shift.id == "" || r.Shift != b.shift.id || !r.Paper && r.Cashier != b.shift.cashier) {
		return fmt.Errorf("receipt %s of %s in shift %q was issued in the shift %q of %s", r.Number, r.Cashier, r.Shift, b.shift.id, b.shift.cashier)
	}
	if err := adds(r); err != nil {
		return err
	}
	if (body.Held != "" || b.heldBack[r.ID]) && state == store.Pending {
		state = store.Held
	}
	one := &bill{Receipt: r, state: state, use: body.Use, not: map[int]receipts.Quantity{}, given: map[int]bool{}}
	b.bills = append(b.bills, one)
	b.byID[r.ID], b.byNumber[r.Number] = one, one
	return nil
}

// turn is the number whose turn it is.
func (b *book) turn() string { return number(b.head.Totals.Receipts + 1) }

func number(n int64) string { return fmt.Sprintf("%s-%07d", prefix, n) }

func (b *book) sale(e journal.Entry) (add journal.Totals, err error) {
	body, err := decoded[saleBody](e)
	if err != nil {
		return add, err
	}
	r := body.Receipt
	if r.Number != b.turn() && b.past == nil {
		return add, fmt.Errorf("receipt %s has the number that is not %s's turn", r.Number, b.turn())
	}
	if r.Kind == receipts.KindRest {
		err = b.restOf(r)
	} else if b.mode != incident.ModeStandalone && b.past == nil {
		err = fmt.Errorf("receipt %s was sold in the mode %s", r.Number, b.mode)
	} else {
		err = b.approved(r, body.Approvals, r.Cashier)
	}
	if err == nil {
		err = b.issue(body, store.Pending)
	}
	if err == nil && body.From != nil {
		b.byID[r.ID].takeOver(b.byID[body.From.Original], body.From.Lines)
	}
	return journal.Totals{Receipts: 1, Sales: int64(r.Total)}, err
}

// takeOver lets a rest receipt keep what was signed off of its original and was
// not refunded.
func (r *bill) takeOver(original *bill, lines []int) {
	if original == nil {
		return
	}
	for i, line := range lines {
		refunded := original.Lines[line-1].Quantity - r.Lines[i].Quantity
		r.not[i+1] = max(0, original.not[line]-refunded)
	}
}

func (b *book) paper(e journal.Entry) (add journal.Totals, err error) {
	body, err := decoded[saleBody](e)
	if err != nil {
		return add, err
	}
	r := body.Receipt
	switch {
	case strings.HasPrefix(r.Number, prefix+"-") || !r.Paper:
		err = fmt.Errorf("the paper %s has a number of this window", r.Number)
	default:
		err = b.approved(r, body.Approvals, b.shift.cashier)
	}
	if err == nil {
		err = b.issue(body, store.Pending)
	}
	return journal.Totals{Sales: int64(r.Total)}, err
}

// unsent says whether nothing of the receipt can be in the HIS by our doing.
func (r *bill) unsent() bool {
	return slices.Contains([]store.OutboxState{store.Pending, store.Refused, store.Held}, r.state)
}

func (b *book) void(e journal.Entry) (add journal.Totals, err error) {
	r, err := b.bill(e)
	switch {
	case err != nil:
		return add, err
	case !r.stands() || r.Kind != receipts.KindSale:
		return add, fmt.Errorf("receipt %s was taken back already, or belongs to a refund", r.Number)
	case !r.unsent():
		return add, fmt.Errorf("receipt %s is %s and was voided", r.Number, r.state)
	case r.Shift != b.shift.id && b.past == nil:
		return add, fmt.Errorf("receipt %s of another shift was voided", r.Number)
	case r.anyGiven():
		return add, fmt.Errorf("receipt %s, of which something was handed out, was voided", r.Number)
	}
	r.voided, r.state = true, store.Voided
	if r.use != nil {
		err = b.ends(r.use.Range, r.use.N, "voided")
	}
	body, err2 := decoded[struct {
		Owed []struct {
			N      int
			Amount receipts.Money
		}
	}](e)
	for _, o := range body.Owed {
		b.owed[owing{r.ID, o.N}] = o.Amount
	}
	return journal.Totals{Voids: int64(r.Total)}, firstOf(err, err2)
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
