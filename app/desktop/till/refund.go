package till

import (
	"context"
	"slices"
	"strings"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// Refunding is a refund that is being typed: of one receipt of this window, whole
// or by quantities of its lines.
type Refunding struct {
	// ID becomes the red receipt's, so that the same refund is carried out once.
	ID       string
	Receipt  receipts.Receipt
	Statuses []store.LineStatus
	// Back is how much of each line goes back; the whole receipt at the beginning.
	Back []receipts.Quantity
	// Department says that what goes back was not handed out or done; it is asked
	// where nobody said so yet.
	Department string
	Reason     string
	// PaperHere says that the original's paper was handed in; else Missing says why
	// not.
	PaperHere bool
	Missing   string
}

// RefundPlan is what a refund would come to, in minor units.
type RefundPlan struct {
	Cash, Owed, Credit receipts.Money
	// Rest is what stays charged by a new receipt; HasRest is false where nothing
	// does.
	Rest    receipts.Money
	HasRest bool
}

// StartRefund begins the refund of a receipt. What can never be refunded here is
// refused at once, before anybody is asked for anything.
func (m *Model) StartRefund(ctx context.Context, number string) (*Refunding, error) {
	l := m.deps.Station.Ledger
	row, err := l.Receipt(ctx, number)
	if err != nil {
		return nil, err
	}
	if err := refundable(row); err != nil {
		return nil, err
	}
	if !l.Identity().Drill && m.Shift().ID == "" {
		return nil, no(i18n.TillNoShift)
	}
	r := &Refunding{ID: receipts.NewID(), Receipt: row.Receipt}
	if r.Statuses, err = l.LineStatuses(ctx, row.Receipt); err != nil {
		return nil, err
	}
	r.All(true)
	return r, nil
}

// refundable says why a receipt is not refunded here, in the ledger's own order.
func refundable(row store.OutboxRow) error {
	r := row.Receipt
	switch {
	case r.Kind == receipts.KindRed:
		return no(i18n.RefundIsRed, r.Number)
	case r.Void != nil:
		return no(i18n.RefundVoid, r.Number)
	case r.Refunded != nil && r.Refunded.Rest != "":
		return no(i18n.RefundSeeRest, r.Number, r.Refunded.Red, r.Refunded.Rest)
	case r.Refunded != nil:
		return no(i18n.RefundAlready, r.Number, r.Refunded.Red)
	case row.State != store.Pending && row.State != store.Refused && row.State != store.Held:
		return no(i18n.RefundInHIS, r.Number)
	}
	return nil
}

// All takes every line whole, or none.
func (r *Refunding) All(all bool) {
	r.Back = make([]receipts.Quantity, len(r.Receipt.Lines))
	for i, l := range r.Receipt.Lines {
		if all {
			r.Back[i] = l.Quantity
		}
	}
}

// Whole says whether everything goes back.
func (r *Refunding) Whole() bool {
	for i, l := range r.Receipt.Lines {
		if r.Back[i] != l.Quantity {
			return false
		}
	}
	return true
}

// None says whether nothing goes back.
func (r *Refunding) None() bool { return len(r.Back) == 0 || slices.Max(r.Back) == 0 }

// SetBack takes a typed quantity of a line: 0 is nothing of it.
func (r *Refunding) SetBack(line int, text string) error {
	if line < 0 || line >= len(r.Back) {
		return no(i18n.TillNoLine)
	}
	text = strings.TrimSpace(text)
	if strings.Trim(text, "0.") == "" && text != "" {
		r.Back[line] = 0
		return nil
	}
	q, err := receipts.ParseQuantity(text)
	if err != nil {
		return err
	}
	if most := r.Receipt.Lines[line].Quantity; q > most {
		return no(i18n.RefundTooMuch, line+1, most.String())
	}
	r.Back[line] = q
	return nil
}

// Taken is what goes back as the ledger takes it; nil is the whole receipt.
func (r *Refunding) Taken() (taken []receipts.Taken) {
	if r.Whole() {
		return nil
	}
	for i, q := range r.Back {
		if q > 0 {
			taken = append(taken, receipts.Taken{Line: i + 1, Quantity: q})
		}
	}
	return taken
}

// Unsigned lists what goes back and was not yet signed off as not handed out and
// not done.
func (r *Refunding) Unsigned() (lines []store.Signed) {
	for i, q := range r.Back {
		if q > 0 && r.Statuses[i].Not < q {
			lines = append(lines, store.Signed{Line: i + 1, Status: store.NotGiven, Not: q})
		}
	}
	return lines
}

// PlanRefund is what the refund comes to as it is typed now.
func (m *Model) PlanRefund(r *Refunding) (p RefundPlan, err error) {
	if r.None() {
		return p, no(i18n.RefundNothing)
	}
	red, rest, err := receipts.Refund(r.Receipt, r.Taken(), m.Rules())
	if err != nil {
		return p, err
	}
	p.Cash, p.Owed, p.Credit = red.Reversal.Cash, red.Reversal.Owed, red.Reversal.Credit
	if rest != nil {
		p.Rest, p.HasRest = rest.Total, true
	}
	return p, nil
}

// CheckRefund says what is still missing before a second person is asked.
func (m *Model) CheckRefund(r *Refunding) error {
	if _, err := m.PlanRefund(r); err != nil {
		return err
	}
	for i, q := range r.Back {
		s := r.Statuses[i]
		if q > s.Not && (s.Status == store.Dispensed || s.Status == store.Performed) {
			return no(i18n.RefundHandedOut, i+1, r.Receipt.Lines[i].Name, s.Department)
		}
	}
	switch {
	case strings.TrimSpace(r.Reason) == "":
		return no(i18n.RefundNeedReason)
	case !r.PaperHere && strings.TrimSpace(r.Missing) == "":
		return no(i18n.RefundNeedPaper)
	case strings.TrimSpace(r.Department) == "" && len(r.Unsigned()) > 0:
		return no(i18n.RefundNeedDepartment)
	}
	return nil
}

// Refund carries the refund out with a second person's approval, in the
// background: first the sign-off, then the red receipt, the rest and their paper.
func (m *Model) Refund(r *Refunding, approval store.Approval, done func(store.RefundDone, error)) {
	by, unsigned, department := m.Actor(), r.Unsigned(), strings.TrimSpace(r.Department)
	req := store.RefundRequest{
		ID: r.ID, Number: r.Receipt.Number, Taken: r.Taken(), Reason: strings.TrimSpace(r.Reason),
		PaperReturned: r.PaperHere, PaperMissing: strings.TrimSpace(r.Missing),
	}
	inBackground(m, func(ctx context.Context) (store.RefundDone, error) {
		l := m.deps.Station.Ledger
		if len(unsigned) > 0 {
			if err := l.SignOff(ctx, by, req.Number, unsigned, department); err != nil {
				return store.RefundDone{}, err
			}
		}
		return l.Refund(ctx, by, approval, req)
	}, func(d store.RefundDone, err error) {
		if err == nil {
			m.refunded(r.Receipt.ID, d)
		}
		done(d, err)
	})
}

// refunded prints what a refund wrote down, and marks the receipt in sight.
func (m *Model) refunded(original string, d store.RefundDone) {
	if m.last.ID == original {
		m.last.Refunded = d.Red.Number
	}
	m.owe(d.Red.Number, d.Red.Reversal.Owed)
	m.keeper.print(d.Red, m.printed)
	if d.Rest != nil {
		m.keeper.print(*d.Rest, m.printed)
	}
}
