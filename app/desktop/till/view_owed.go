package till

import (
	"strings"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/owed"
	"outpost/app/i18n"
	"outpost/receipts"
)

// openOwed is Ctrl+M, and F9 among the receipts: the electronic money that has
// still to go back.
func (v *View) openOwed(closed func()) {
	owed.Open(v.deps.Asker, func() {
		v.model.RecountOwed()
		v.model.CountOwed()
		closed()
	})
}

// owedClosed leads back to the receipts.
func (r *receiptsView) owedClosed() { r.view.focus(r.box) }

// sayBack says what goes back of a receipt; loudly where electronic money is
// owed, for which no cash is given.
func (r *receiptsView) sayBack(text string, owed bool) {
	tone := kit.Good
	if owed {
		tone = kit.Warning
	}
	r.message.Say(tone, text, "")
}

// voidText says what goes back of a voided receipt, and whether anything of it is
// owed.
func (v *View) voidText(r receipts.Receipt) (text string, owed bool) {
	cash, electronic := v.model.backOf(r)
	text = v.t(i18n.TillVoided, r.Number)
	if cash > 0 {
		text += " " + v.t(i18n.OwedVoidCash, v.model.Money(cash))
	}
	if len(electronic) > 0 {
		text += " " + v.t(i18n.OwedVoid, v.model.Money(sum(electronic)), v.ways(electronic))
	}
	return text, len(electronic) > 0
}

// ways are the tenders of payments, with the merchant's references.
func (v *View) ways(payments []receipts.Payment) string {
	var names []string
	for _, p := range payments {
		t, _ := v.model.Rules().Tender(p.Tender)
		names = append(names, v.tenderWord(t)+" "+p.Reference)
	}
	return strings.Join(names, ", ")
}

// sum is what payments pay.
func sum(payments []receipts.Payment) (all receipts.Money) {
	for _, p := range payments {
		all += p.Amount
	}
	return all
}
