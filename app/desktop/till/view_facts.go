package till

import (
	"strings"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/proof"
	"outpost/receipts"
	"outpost/store"
)

// factsOf says what a receipt's number and amount do not: which receipts it
// belongs with, what is owed on it, why it is not sent.
func (v *View) factsOf(o store.OutboxRow) string {
	r, t, money := o.Receipt, v.t, v.model.Money
	var facts []string
	add := func(key i18n.Key, args ...any) { facts = append(facts, t(key, args...)) }
	switch r.Kind {
	case receipts.KindRed:
		add(i18n.FactRed, r.Cites, money(r.Reversal.Cash), money(r.Reversal.Owed), r.Reversal.ApprovedBy, r.Reversal.Reason)
		if r.ReplacedBy != "" {
			add(i18n.FactReplacedBy, r.ReplacedBy)
		}
		if r.Reversal.PaperMissing != "" {
			add(i18n.FactPaperMissing, r.Reversal.PaperMissing)
		}
	case receipts.KindRest:
		add(i18n.FactRest, r.Replaces, r.Cites)
	}
	if r.Void != nil {
		add(i18n.FactVoid, r.Void.By, r.Void.Reason)
		if r.Void.PaperMissing != "" {
			add(i18n.FactPaperMissing, r.Void.PaperMissing)
		}
	}
	if r.Refunded != nil {
		add(i18n.FactRefunded, r.Refunded.Red, r.Refunded.By, r.Refunded.Reason)
		if r.Refunded.Rest != "" {
			add(i18n.FactReplacedBy, r.Refunded.Rest)
		}
	}
	if r.Unpaid() > 0 {
		add(i18n.FactUnpaid, money(r.Unpaid()), r.Green)
	}
	if s := r.Settlement; s != nil {
		add(i18n.FactPaidLater, s.Number, money(s.Paid()), s.Cashier)
	}
	if r.Form != "" {
		add(i18n.FactForm, r.Form)
	}
	switch {
	case r.Recovered:
		add(i18n.FactRecovered)
	case r.Paper:
		add(i18n.FactPaper)
	}
	if r.ClockDoubtful {
		add(i18n.FactClock)
	}
	if o.State == store.Held {
		add(i18n.FactHeld, proof.HeldText(v.deps.Texts, o.Reason))
	}
	if r.Printed > 1 {
		add(i18n.FactPrinted, r.Printed)
	}
	return strings.Join(facts, "\n")
}

// factTone is how a receipt stands out in the list.
func factTone(o store.OutboxRow) kit.Tone {
	r := o.Receipt
	switch {
	case r.Void != nil, r.Refunded != nil:
		return kit.Stale
	case r.Kind == receipts.KindRed:
		return kit.Alarm
	case o.State == store.Held:
		return kit.Warning
	case r.Unpaid() > 0:
		return kit.Notice
	}
	return kit.Plain
}

// stateText is a receipt's state in the list, with what it is where it is no
// ordinary sale.
func (v *View) stateText(o store.OutboxRow, state string) string {
	switch r := o.Receipt; {
	case r.Kind == receipts.KindRed:
		return v.t(i18n.StateRed)
	case r.Refunded != nil:
		return v.t(i18n.StateRefunded)
	case r.Unpaid() > 0:
		return v.t(i18n.StateUnpaid) + " · " + state
	case r.Printed == 0 && !r.Paper && !r.Recovered && r.Void == nil:
		return v.t(i18n.StateUnprinted) + " · " + state
	}
	return state
}
