package receipts

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// rest is the receipt over what stays charged after a partial refund: left is how
// much of each line.
func (r Receipt) rest(left []Quantity, rules Rules) *Receipt {
	rules.Currency = r.Money
	rest := &Receipt{Bill: r.Bill.Clone(), Kind: KindRest, Replaces: r.Number, Money: r.Money, Served: r.ServedAt()}
	rest.ID, rest.Lines = "", nil
	var sum Money
	for i, l := range r.Lines {
		if left[i] == 0 {
			continue
		}
		l.Amount = l.part(left[i], r.Money)
		l.Quantity = left[i]
		rest.Lines = append(rest.Lines, l)
		sum += l.Amount
	}
	rest.Payments, rest.Rounding = r.keep(sum, rules)
	rest.Total = sum + rest.Rounding
	rest.Prescriptions = r.prescriptionsLeft(left)
	rest.forgetCredit()
	return rest
}

// ServedAt is the time that a receipt's services and payments have in the HIS: that
// of the sale. A rest receipt is issued when a part is refunded, perhaps days
// after, but what it leaves charged was done and paid with the original (his.md:
// the original service time goes with each row).
func (r Receipt) ServedAt() time.Time {
	if r.Served.IsZero() {
		return r.At
	}
	return r.Served
}

// RestLine is the place on the rest receipt, from 1, of a line of the original;
// 0 where nothing of it is left.
func (r Receipt) RestLine(taken []Taken, line int) int {
	left, err := r.without(taken)
	if err != nil || line < 1 || line > len(left) || left[line-1] == 0 {
		return 0
	}
	at := 0
	for _, q := range left[:line] {
		if q > 0 {
			at++
		}
	}
	return at
}

// forgetCredit takes off the bill what only a bill with money still owed has.
func (b *Bill) forgetCredit() {
	owed := func(tender string) bool {
		return slices.ContainsFunc(b.Payments, func(p Payment) bool { return p.Tender == tender })
	}
	if !owed(TenderGreen) {
		b.Green = ""
	}
	if b.Insurance != nil && b.Insurance.Way == InsuredDeferred && !owed(TenderDeferred) {
		b.Insurance.Way = InsuredPays
	}
}

// keep pays sum out of what was paid for r, so that as little as possible is
// moved: electronic money first, then cash, then what is still owed. The cash is
// rounded anew; it is never more than was paid.
func (r Receipt) keep(sum Money, rules Rules) (kept []Payment, rounding Money) {
	var cash Payment
	var credit []Payment
	for _, p := range r.Payments {
		switch {
		case IsCredit(p.Tender):
			credit = append(credit, p)
		case rules.isCash(p.Tender):
			cash.Tender, cash.Amount = p.Tender, cash.Amount+p.Amount
		default:
			if p.Amount = min(p.Amount, sum); p.Amount > 0 {
				kept = append(kept, p)
			}
			sum -= p.Amount
		}
	}
	cash.Amount, rounding = keepCash(sum, cash.Amount, r.Rounding, rules)
	sum -= cash.Amount - rounding
	if cash.Amount > 0 {
		kept = append(kept, cash)
	}
	for _, p := range credit {
		if p.Amount = min(p.Amount, sum); p.Amount > 0 {
			kept = append(kept, p)
		}
		sum -= p.Amount
	}
	if len(kept) == 0 { // no bill is without a payment row
		kept = append(kept, Payment{Tender: rules.cashTender(r.Payments)})
	}
	for i := range kept {
		kept[i].Tendered, kept[i].Change, kept[i].Owed = kept[i].Amount, 0, 0
	}
	return kept, rounding
}

// keepCash is how much of the cash that was paid stays for a sum, and its
// rounding. before is the rounding with which it was paid: while the sum reaches
// that far nothing is rounded anew. Where the tender that was rounded is no cash
// in the settings any more, nothing was paid in cash and nothing of it is kept.
func keepCash(sum, paid, before Money, rules Rules) (cash, rounding Money) {
	if exact := paid - before; exact >= 0 && sum >= exact {
		return paid, before
	}
	cash = min(rules.round(sum), paid)
	return cash, cash - sum
}

// cashTender is the tender that a receipt over nothing is paid by.
func (r Rules) cashTender(paid []Payment) string {
	for _, t := range r.Tenders {
		if t.Cash {
			return t.Code
		}
	}
	if len(paid) > 0 {
		return paid[0].Tender
	}
	return ""
}

// prescriptionsLeft is the prescriptions that the lines left over name. Where all
// lines of one are left in the same number of whole doses, it has that many; else
// one, and their quantities stand for themselves.
func (r Receipt) prescriptionsLeft(left []Quantity) []Prescription {
	var all []Prescription
	for _, p := range r.Prescriptions {
		doses := map[Quantity]bool{}
		for i, l := range r.Lines {
			if l.Prescription != p.Number || left[i] == 0 {
				continue
			}
			if single := r.Single(l); single > 0 && left[i]%single == 0 {
				doses[left[i]/single] = true
			} else {
				doses[0] = true
			}
		}
		if len(doses) == 0 {
			continue
		}
		if p.Doses > 1 {
			p.Doses = 1
			for d := range doses {
				if len(doses) == 1 && d > 0 {
					p.Doses = int(d)
				}
			}
		}
		all = append(all, p)
	}
	return all
}

// share is the part of of an amount that goes with q of it, rounded half up.
func (m Money) share(q, of Quantity) Money {
	return Money(decimal.NewFromInt(int64(m)).Mul(decimal.NewFromInt(int64(q))).DivRound(decimal.NewFromInt(int64(of)), 0).IntPart())
}
