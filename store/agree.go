package store

import (
	"context"
	"slices"

	"outpost/receipts"
)

// agreed is a bill that may be written down, with what its entry keeps besides
// the receipt.
type agreed struct {
	receipt   receipts.Receipt
	approvals []approvalBody
	held      string
}

// agree settles a bill by rules and asks everything of it that they alone cannot
// know: approvals, asked for by asker, references that pay already, what cards
// took in this outage, and whether the HIS may have charged it before. The caller
// holds l.mu.
func (l *Ledger) agree(ctx context.Context, bill receipts.Bill, rules receipts.Rules, asker string, approvals []Approval) (agreed, error) {
	r, err := receipts.Settle(bill, rules)
	if err != nil {
		return agreed{}, err
	}
	if err := l.ready(ctx); err != nil {
		return agreed{}, err
	}
	a := agreed{receipt: r}
	if a.approvals, err = l.approvalsOf(ctx, &a.receipt, l.Rules().Needs(bill), asker, approvals); err != nil {
		return agreed{}, err
	}
	if err := l.checkReferences(ctx, r.Payments); err != nil {
		return agreed{}, err
	}
	if err := l.checkCards(ctx, rules, r.Payments); err != nil {
		return agreed{}, err
	}
	a.held = l.chargedBefore(a.receipt)
	return a, nil
}

// WhatOf is what an approval of a bill's need is called; empty for no such need.
func WhatOf(ask receipts.Ask) What {
	switch ask {
	case receipts.AskPrice:
		return WhatPrice
	case receipts.AskQuantity:
		return WhatQuantity
	case receipts.AskFreeText:
		return WhatFreeText
	case receipts.AskDeferred:
		return WhatDeferred
	case receipts.AskAmount:
		return WhatAmount
	}
	return ""
}

// approvalsOf finds the approval of each need, writes who gave it onto the lines
// and the insurance, and returns what the entry keeps.
func (l *Ledger) approvalsOf(ctx context.Context, r *receipts.Receipt, needs []receipts.Need, asker string, given []Approval) ([]approvalBody, error) {
	for i := range r.Lines {
		r.Lines[i].ApprovedBy = ""
	}
	if r.Insurance != nil {
		r.Insurance.ApprovedBy = ""
	}
	var kept []approvalBody
	for _, need := range needs {
		what := WhatOf(need.Ask)
		at := slices.IndexFunc(given, func(a Approval) bool { return a.What() == what && a.Subject() == need.Subject })
		var approval Approval
		if at >= 0 {
			approval = given[at]
		}
		if err := l.covered(ctx, approval, asker, what, need.Subject); err != nil {
			return nil, err
		}
		kept = append(kept, approval.body)
		for _, line := range need.Lines {
			r.Lines[line].ApprovedBy = alsoBy(r.Lines[line].ApprovedBy, approval.By())
		}
		if need.Ask == receipts.AskDeferred {
			r.Insurance.ApprovedBy = approval.By()
		}
	}
	return kept, nil
}

// alsoBy adds somebody who approved something else of the same line.
func alsoBy(before, by string) string {
	if before == "" || before == by {
		return by
	}
	return before + ", " + by
}

// paidBySQL is what a tender's reference pays of receipts that stand: a voided
// one's payment is free for the bill that is charged in its place.
const paidBySQL = `SELECT coalesce(sum(amount), 0), coalesce(max(number), '') FROM (
	SELECT p.amount, r.number FROM payments p JOIN receipts r ON r.seq = p.receipt
	WHERE p.tender = ?1 AND p.reference = ?2 AND p.reference <> '' AND r.void_seq IS NULL
	UNION ALL SELECT p.amount, r.number FROM settlement_payments p JOIN settlements s ON s.seq = p.settlement JOIN receipts r ON r.seq = s.receipt
	WHERE p.tender = ?1 AND p.reference = ?2 AND p.reference <> '' AND r.void_seq IS NULL)`

// checkReferences refuses a merchant's reference that pays another receipt of
// this ledger already (receipts.ErrReferenceTwice).
func (l *Ledger) checkReferences(ctx context.Context, payments []receipts.Payment) error {
	rules := l.Rules()
	for _, p := range payments {
		if t, ok := rules.Tender(p.Tender); p.Reference == "" || !ok || !t.Reference {
			continue
		}
		var paid int64
		var number string
		if err := l.lookup(ctx, paidBySQL, p.Tender, p.Reference).Scan(&paid, &number); err != nil {
			return wrap(err, "looking the payment's reference up")
		}
		if err := l.checkReuse(ctx, p); err != nil {
			return err
		}
		if paid > 0 {
			return refuse(receipts.ErrReferenceTwice, "the reference %s pays receipt %s already; each payment has a reference of its own, look at the merchant's message again", p.Reference, number)
		}
	}
	return nil
}

// checkCards refuses card money that would pass the hospital's limit for the
// whole outage.
func (l *Ledger) checkCards(ctx context.Context, rules receipts.Rules, payments []receipts.Payment) error {
	if rules.Limits.CardTotal == 0 || rules.CardMoney(payments) == 0 {
		return nil
	}
	before, err := l.CardTaken(ctx)
	if err != nil {
		return err
	}
	return rules.CheckCardTotal(payments, before)
}

// CardTaken is what card tenders took, in minor units, since the present outage
// began; in a drill, or before any outage, since the ledger did.
func (l *Ledger) CardTaken(ctx context.Context) (sum receipts.Money, err error) {
	since, err := l.outageSince(ctx)
	if err != nil {
		return 0, err
	}
	for _, t := range l.Rules().Tenders {
		if !t.Card {
			continue
		}
		var taken receipts.Money
		err := l.read.QueryRowContext(ctx, `SELECT coalesce(sum(amount), 0) FROM (
			SELECT p.amount FROM payments p JOIN receipts r ON r.seq = p.receipt WHERE p.receipt >= ?1 AND p.tender = ?2 AND r.void_seq IS NULL
			UNION ALL SELECT p.amount FROM settlement_payments p JOIN settlements s ON s.seq = p.settlement JOIN receipts r ON r.seq = s.receipt
			WHERE p.settlement >= ?1 AND p.tender = ?2 AND r.void_seq IS NULL)`, since, t.Code).Scan(&taken)
		if err != nil {
			return 0, wrap(err, "adding up the cards")
		}
		sum += taken
	}
	return sum, nil
}

// hold adds a reason why the receipt is not sent to the HIS by itself.
func (a *agreed) hold(why string) {
	if a.held != "" {
		a.held += "; "
	}
	a.held += why
}
