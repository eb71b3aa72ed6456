package receipts

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Kind says what a receipt does.
type Kind string

// The kinds of receipts. A refund is a red receipt (红字) over everything that the
// original charged; what stays charged after a partial one is a rest receipt of
// its own, never a changed original.
const (
	// KindSale charges a bill.
	KindSale Kind = ""
	// KindRed takes a receipt back: quantities, amounts, payments and rounding are
	// the original's, negative. It Cites the original, and is ReplacedBy the rest.
	KindRed Kind = "red"
	// KindRest charges again what a partial refund left: it Replaces the original
	// and Cites the red receipt.
	KindRest Kind = "rest"
)

// Taken is how much of a line of the original is refunded.
type Taken struct {
	// Line is the line's place on the original, from 1.
	Line int `json:"line"`
	// Quantity is how much of it; 0 is the whole line.
	Quantity Quantity `json:"qty_e3,omitempty"`
}

// Reversal is what a red receipt says besides its negative lines. All amounts
// are positive minor units; together they are what the refund comes to.
type Reversal struct {
	// Taken is what was refunded; empty is the whole receipt.
	Taken []Taken `json:"taken,omitempty"`
	// Cash goes back over the counter: never more than was paid in cash.
	Cash Money `json:"cash,omitempty"`
	// Owed is electronic money that has still to go back the way it came.
	Owed Money `json:"owed,omitempty"`
	// Credit is what the patient owed and owes no more.
	Credit Money  `json:"credit,omitempty"`
	Reason string `json:"reason"`
	// ApprovedBy is the second person.
	ApprovedBy string `json:"approved_by"`
	// PaperMissing is why the original's paper was not handed in; empty where it
	// was.
	PaperMissing string `json:"paper_missing,omitempty"`
	// Unverified says that nothing but its paper speaks for another window's
	// receipt: no signed code, or no key to verify it.
	Unverified bool `json:"unverified,omitempty"`
}

// Back is what a refund comes to: cash, electronic money owed, and credit that
// is not owed any more.
func (r Reversal) Back() Money { return r.Cash + r.Owed + r.Credit }

// Refunded says which red receipt took a receipt back.
type Refunded struct {
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	Reason string    `json:"reason"`
	// Red is the red receipt's number, Rest that of what stays charged; empty
	// where nothing does.
	Red  string `json:"red"`
	Rest string `json:"rest,omitempty"`
}

// RestID is the id of the rest receipt that belongs to a red one, so that the
// same refund again makes no second one.
func RestID(redID string) string {
	id, err := uuid.Parse(redID)
	if err != nil {
		return ""
	}
	return uuid.NewSHA1(id, []byte("rest")).String()
}

// Refund takes a receipt back, whole where taken is empty, else what it names:
// then rest is the new receipt over what stays charged, with the cash part
// rounded anew. Money goes back the way it came, and as little as possible is
// moved: what is still owed goes first, then cash, then electronic money, of
// which nothing is given in cash. Ids, numbers, time, place and reason are the
// ledger's to add. The original is not changed. ErrRefund where that cannot be.
func Refund(original Receipt, taken []Taken, rules Rules) (red Receipt, rest *Receipt, err error) {
	switch {
	case original.Kind == KindRed:
		return red, nil, refuse(ErrRefund, "%s is a red receipt; it gives money back and is not refunded itself", original.Number)
	case original.Void != nil:
		return red, nil, refuse(ErrRefund, "receipt %s is void; there is nothing to refund", original.Number)
	case original.Refunded != nil:
		return red, nil, refuse(ErrRefund, "receipt %s was refunded by %s", original.Number, original.Refunded.Red)
	}
	paid := original.Settled()
	left, err := paid.without(taken)
	if err != nil {
		return red, nil, err
	}
	whole := slices.Max(left) == 0
	if whole {
		taken = nil
	}
	red = paid.negative()
	red.Reversal.Taken = slices.Clone(taken)
	var kept []Payment
	if !whole {
		rest = paid.rest(left, rules)
		kept = rest.Payments
	}
	red.giveBack(kept, rules)
	return red, rest, nil
}

// without is how much of each line is left when taken is taken off.
func (r Receipt) without(taken []Taken) ([]Quantity, error) {
	left := make([]Quantity, len(r.Lines))
	if len(taken) == 0 {
		return left, nil
	}
	for i, l := range r.Lines {
		left[i] = l.Quantity
	}
	seen := map[int]bool{}
	for _, t := range taken {
		if t.Line < 1 || t.Line > len(r.Lines) {
			return nil, refuse(ErrRefund, "receipt %s has no line %d; it has %d", r.Number, t.Line, len(r.Lines))
		}
		of := &left[t.Line-1]
		switch {
		case seen[t.Line]:
			return nil, refuse(ErrRefund, "line %d stands twice; write once how much of it is refunded", t.Line)
		case t.Quantity < 0 || t.Quantity > *of:
			return nil, refuse(ErrRefund, "%s of line %d cannot be refunded; it has %s", t.Quantity, t.Line, *of)
		case t.Quantity == 0:
			*of = 0
		default:
			*of -= t.Quantity
		}
		seen[t.Line] = true
	}
	return left, nil
}

// part is what the quantity q of a line costs: by its price, or in proportion
// where its amount is not that of its price (a receipt keyed in from paper).
func (l Line) part(q Quantity, c Currency) Money {
	if q == l.Quantity {
		return l.Amount
	}
	if whole, err := c.Amount(l.Price, l.Quantity); err == nil && whole == l.Amount {
		if amount, err := c.Amount(l.Price, q); err == nil {
			return amount
		}
	}
	return l.Amount.share(q, l.Quantity)
}

// negative is the red receipt over all of r.
func (r Receipt) negative() Receipt {
	red := Receipt{
		Bill: r.Bill.Clone(), Kind: KindRed, Cites: r.Number, Money: r.Money,
		Total: -r.Total, Rounding: -r.Rounding, Reversal: &Reversal{},
	}
	red.ID = ""
	for i := range red.Lines {
		red.Lines[i].Quantity, red.Lines[i].Amount = -red.Lines[i].Quantity, -red.Lines[i].Amount
	}
	for i, p := range red.Payments {
		red.Payments[i] = Payment{Tender: p.Tender, Tendered: -p.Amount, Amount: -p.Amount, Reference: p.Reference}
	}
	return red
}

// giveBack sets what a red receipt gives back, given the payments that the rest
// keeps.
func (r *Receipt) giveBack(kept []Payment, rules Rules) {
	kept = slices.Clone(kept)
	for i := range r.Payments {
		p := &r.Payments[i]
		back, cash := -p.Amount, rules.isCash(p.Tender)
		for k := range kept {
			if kept[k].Tender == p.Tender && (cash || kept[k].Reference == p.Reference) {
				stays := min(back, kept[k].Amount)
				back, kept[k].Amount = back-stays, kept[k].Amount-stays
			}
		}
		switch {
		case cash:
			r.Reversal.Cash += back
		case IsCredit(p.Tender):
			r.Reversal.Credit += back
		default:
			p.Owed = back
			r.Reversal.Owed += back
		}
	}
}

// isCash says whether a tender is cash. One that is not in the settings any more
// is not: nobody gives cash for it.
func (r Rules) isCash(code string) bool {
	t, ok := r.Tender(code)
	return ok && t.Cash
}

// CheckReason refuses a reason that nobody can read, or that is too long.
func CheckReason(what, reason string) error {
	if !strings.ContainsFunc(reason, visible) {
		return refuse(ErrRefund, "%s needs a reason", what)
	}
	if !CleanText(reason, MaxName) {
		return refuse(ErrRefund, "the reason holds control characters or is longer than %d; type it again", MaxName)
	}
	return nil
}
