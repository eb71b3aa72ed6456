package receipts

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Limits are the hospital's bounds for what is charged off-line. Zero means no
// bound, but for FreeText, where it means that there is no free text.
type Limits struct {
	// Amount is the most, in minor units, that the lines of a bill may come to
	// without an approval.
	Amount Money `json:"amount,omitempty"`
	// FreeText is the most, in minor units, that the free-text items of one bill
	// may come to. Each of them is approved besides.
	FreeText Money `json:"free_text,omitempty"`
	// Quantity is the most of a single dose of a line, Doses the most doses of a
	// prescription, that need no approval.
	Quantity Quantity `json:"qty_e3,omitempty"`
	Doses    int      `json:"doses,omitempty"`
	// CardReceipt and CardTotal are the most, in minor units, that card tenders
	// take on one receipt and in all during one outage.
	CardReceipt Money `json:"card_receipt,omitempty"`
	CardTotal   Money `json:"card_total,omitempty"`
}

// Validate refuses limits that are none.
func (l Limits) Validate() error {
	switch {
	case l.Amount < 0 || l.Amount > MaxMoney, l.FreeText < 0 || l.FreeText > MaxMoney, l.CardReceipt < 0 || l.CardReceipt > MaxMoney, l.CardTotal < 0 || l.CardTotal > MaxMoney:
		return refuse(ErrAmount, "limits: an amount is 0 or more and at most %d minor units", int64(MaxMoney))
	case l.Quantity < 0 || l.Quantity > MaxQuantity:
		return refuse(ErrQuantity, "limits: the quantity is 0 (no limit) to 99,999.999")
	case l.Doses < 0 || l.Doses > MaxDoses:
		return refuse(ErrDoses, "limits: the doses are 0 (no limit) to %d", MaxDoses)
	}
	return nil
}

// Ask is what somebody else must approve of a bill.
type Ask string

// What is asked for.
const (
	AskPrice    Ask = "price"     // a price that is not the list's
	AskQuantity Ask = "quantity"  // a quantity or number of doses above the limit
	AskFreeText Ask = "free text" // an item that no price list has
	AskDeferred Ask = "deferred"  // an insured patient who pays later
	AskAmount   Ask = "amount"    // a bill above the limit
)

// Need is one approval that a bill needs before it is charged.
type Need struct {
	Ask Ask
	// Lines are the places of the lines that it is about, from 0.
	Lines []int
	// Subject is what the approval must name: the bill and a mark over exactly
	// what is asked for, so that it does not hold for a bill that was changed
	// after it. It holds no personal data.
	Subject string
}

// Needs lists the approvals that a bill needs, one for each kind of question, in
// the order of the constants; none for an ordinary bill.
func (r Rules) Needs(b Bill) []Need {
	var all []Need
	for _, ask := range []struct {
		ask  Ask
		asks func(Line) bool
	}{
		{AskPrice, func(l Line) bool { return l.Repriced() && !l.FreeText() }},
		{AskQuantity, func(l Line) bool { return r.overQuantity(b, l) }},
		{AskFreeText, Line.FreeText},
	} {
		need, mark := Need{Ask: ask.ask}, sha256.New()
		for i, l := range b.Lines {
			if ask.asks(l) {
				need.Lines = append(need.Lines, i)
				fmt.Fprintf(mark, "%q %q %d %d %d %d;", l.Item, l.Name, l.ListPrice, l.Price, l.Quantity, b.Doses(l))
			}
		}
		if len(need.Lines) > 0 {
			need.Subject = subject(b.ID, mark.Sum(nil))
			all = append(all, need)
		}
	}
	if i := b.Insurance; i != nil && i.Way == InsuredDeferred {
		mark := sha256.Sum256(fmt.Appendf(nil, "%q %q %d", i.Insurer, i.Benefit, r.sum(b)))
		all = append(all, Need{Ask: AskDeferred, Subject: subject(b.ID, mark[:])})
	}
	if sum := r.sum(b); r.Limits.Amount > 0 && sum > r.Limits.Amount {
		mark := sha256.Sum256(fmt.Appendf(nil, "%q %d", b.Patient.ID, sum))
		all = append(all, Need{Ask: AskAmount, Subject: subject(b.ID, mark[:])})
	}
	return all
}

func subject(bill string, mark []byte) string { return bill + " " + hex.EncodeToString(mark[:8]) }

// overQuantity says whether a line's single quantity, or its number of doses, is
// above what needs no approval.
func (r Rules) overQuantity(b Bill, l Line) bool {
	return r.Limits.Quantity > 0 && b.Single(l) > r.Limits.Quantity || r.Limits.Doses > 0 && b.Doses(l) > r.Limits.Doses
}

// sum is what the bill's lines come to, 0 where they cannot be priced.
func (r Rules) sum(b Bill) Money {
	sum, err := r.Price(b.Clone().Lines)
	if err != nil {
		return 0
	}
	return sum
}

// checkFreeText holds the free-text items, whose amounts are set, against the
// hospital's limit.
func (r Rules) checkFreeText(lines []Line) error {
	var sum Money
	any := false
	for _, l := range lines {
		if l.FreeText() {
			any, sum = true, sum+l.Amount
		}
	}
	switch {
	case any && r.Limits.FreeText == 0:
		return refuse(ErrFreeText, "this hospital charges no free-text items off-line; choose an item of the price list, or let the settings set limits.free_text")
	case sum > r.Limits.FreeText:
		return refuse(ErrFreeText, "the free-text items come to %s; the most that one bill may have of them is %s", r.Currency.Format(sum), r.Currency.Format(r.Limits.FreeText))
	}
	return nil
}

// CardMoney is what the card tenders of a bill take, in minor units.
func (r Rules) CardMoney(payments []Payment) (sum Money) {
	for _, p := range payments {
		if t, ok := r.Tender(p.Tender); ok && t.Card {
			sum += p.Amount
		}
	}
	return sum
}

// checkCards holds the card money of one receipt against the hospital's limit.
func (r Rules) checkCards(payments []Payment) error {
	sum, most := r.CardMoney(payments), r.Limits.CardReceipt
	if most > 0 && sum > most {
		return refuse(ErrCardLimit, "%s by card is more than the %s that this hospital takes by card on one receipt while off-line; take the rest in another way", r.Currency.Format(sum), r.Currency.Format(most))
	}
	return nil
}

// CheckCardTotal refuses card money that would pass the hospital's limit for the
// whole outage; before is what was taken by card already, in minor units.
func (r Rules) CheckCardTotal(payments []Payment, before Money) error {
	sum, most := r.CardMoney(payments), r.Limits.CardTotal
	if most > 0 && sum > 0 && before+sum > most {
		return refuse(ErrCardLimit, "%s was taken by card in this outage, %s more would pass the hospital's limit of %s; take cash or another way", r.Currency.Format(before), r.Currency.Format(sum), r.Currency.Format(most))
	}
	return nil
}
