package receipts

import (
	"slices"
	"strings"
)

// split pays sum with the given payments: electronic money exactly, cash last,
// with change. Cash stands once.
func (r Rules) split(sum Money, given []Payment) ([]Payment, Money, error) {
	payments := append([]Payment(nil), given...)
	electronic, cashAt, err := r.electronic(payments)
	if err != nil {
		return nil, 0, err
	}
	if err := r.checkCards(payments); err != nil {
		return nil, 0, err
	}
	if electronic > sum {
		return nil, 0, refuse(ErrPayment, "electronic payments are %s over the bill; only cash gives change, correct the amount", r.Currency.Format(electronic-sum))
	}
	if cashAt < 0 {
		if electronic < sum || len(payments) == 0 {
			return nil, 0, refuse(ErrPayment, "%s is still to be paid", r.Currency.Format(sum-electronic))
		}
		return payments, 0, nil
	}
	due, rounding := r.Due(sum, electronic)
	cash := &payments[cashAt]
	if cash.Tendered < due {
		return nil, 0, refuse(ErrPayment, "%s is still to be paid", r.Currency.Format(due-cash.Tendered))
	}
	cash.Amount, cash.Change = due, cash.Tendered-due
	return payments, rounding, nil
}

// electronic checks the tenders and sums what is not cash; cashAt is the place
// of the cash payment or -1.
func (r Rules) electronic(payments []Payment) (sum Money, cashAt int, err error) {
	cashAt = -1
	for i := range payments {
		p := &payments[i]
		p.Reference = strings.TrimSpace(p.Reference)
		tender, ok := r.Tender(p.Tender)
		switch {
		case !ok:
			return 0, -1, refuse(ErrTender, "tender %q is not one of this hospital's; see the settings", shown(p.Tender))
		case tender.StoredValue:
			return 0, -1, refuse(ErrStoredValue, "%s is not taken while off-line: nobody knows its balance; take another way of paying", tender.English)
		case p.Tendered < 0 || p.Tendered > MaxMoney:
			return 0, -1, refuse(ErrPayment, "a payment of %s is not possible; write 0 or more", r.Currency.Format(p.Tendered))
		case tender.Cash && cashAt >= 0:
			return 0, -1, refuse(ErrPayment, "cash stands twice; write its whole amount once")
		case tender.Reference && p.Reference == "":
			return 0, -1, refuse(ErrReference, "%s needs the merchant's reference; scan or type it", tender.English)
		case !cleanText(p.Reference) || len(p.Reference) > 128:
			return 0, -1, refuse(ErrReference, "the payment's reference holds control characters or is longer than 128")
		case tender.Reference && paidTwice(payments[:i], *p):
			return 0, -1, refuse(ErrReferenceTwice, "the reference %s stands twice among the payments; each payment has its own", p.Reference)
		case tender.Credit && p.Tendered == 0:
			return 0, -1, refuse(ErrCredit, "nothing is left to %s; leave the payment out", tender.English)
		case tender.Cash:
			cashAt = i
			continue
		}
		p.Amount, p.Change = p.Tendered, 0
		sum += p.Tendered
	}
	return sum, cashAt, nil
}

// paidTwice says whether a payment's reference stands among the ones before it.
func paidTwice(before []Payment, p Payment) bool {
	return slices.ContainsFunc(before, func(b Payment) bool {
		return b.Tender == p.Tender && b.Reference == p.Reference
	})
}

// GoesBack is what goes back of payments that are taken back as a whole: in cash,
// and the electronic ones, which go back the way they came. What was owed only does
// not.
func (r Rules) GoesBack(payments []Payment) (cash Money, electronic []Payment) {
	for _, p := range payments {
		switch t, ok := r.Tender(p.Tender); {
		case ok && t.Cash:
			cash += p.Amount
		case p.Amount > 0 && !(ok && t.Credit):
			electronic = append(electronic, p)
		}
	}
	return cash, electronic
}
