package till

import (
	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// openUnpaid is Ctrl+N: the receipts that leave something owed.
func (v *View) openUnpaid() {
	v.openReceipts()
	v.receipts.showUnpaid(true)
}

// showUnpaid lists only what is unpaid, or all receipts again.
func (r *receiptsView) showUnpaid(only bool) {
	r.unpaid = only
	r.retitle()
	r.search("")
	if only {
		r.message.Say(kit.Notice, r.view.t(i18n.BillChooseUnpaid), "")
	} else {
		r.message.Clear()
	}
}

func (r *receiptsView) retitle() {
	key := i18n.TillReceipts
	if r.unpaid {
		key = i18n.BillUnpaidList
	}
	r.title.SetText(r.view.t(key))
}

// takeLater is F6 among the receipts: the later payment of the chosen one.
func (r *receiptsView) takeLater() {
	row, ok := r.chosen()
	if !ok {
		return
	}
	v, receipt := r.view, row.Receipt
	if err := payable(row); err != nil {
		r.message.Say(kit.Warning, Say(v.deps.Texts, err), "")
		return
	}
	f := kit.NewForm(v.deps.Texts, v.deps.Window)
	f.OnClosed = func() { v.focus(r.box) }
	boxes, fields := v.payBoxes(f, i18n.BillLaterTender)
	boxes[0][1].SetPlaceHolder(v.t(i18n.TillAmountHint, v.model.Money(receipt.Unpaid())))
	f.Work = func(done func(error)) {
		payments, change, err := v.model.LaterPayments(receipt, part(boxes[0]), part(boxes[1]))
		if err != nil {
			done(v.said(err))
			return
		}
		v.model.SettleLater(receipt.Number, payments, func(paid receipts.Receipt, err error) {
			if err == nil {
				r.message.Say(kit.Good, v.t(i18n.BillPaidLater, paid.Settlement.Number, v.model.Money(paid.Settlement.Paid()), v.model.Money(change)), "")
				r.search(paid.ID)
			}
			done(v.said(err))
		})
	}
	f.Open(v.t(i18n.BillLaterTitle, receipt.Number, receipt.Patient.Name, v.model.Money(receipt.Unpaid())), "", fields...)
}

func part(boxes [3]*kit.KeyEntry) Part { return Part{boxes[0].Text, boxes[1].Text, boxes[2].Text} }

// payable says why nothing is paid on a receipt here.
func payable(row store.OutboxRow) error {
	switch r := row.Receipt; {
	case r.Unpaid() <= 0:
		return no(i18n.BillNothingOwed, r.Number)
	case row.State != store.Pending && row.State != store.Refused && row.State != store.Held:
		return no(i18n.BillPayInHIS, r.Number)
	}
	return nil
}
