package till

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// askForeign opens the refund of another window's receipt, with what was scanned
// or typed to find it.
func (v *View) askForeign(found string, done func(store.RefundDone, error)) {
	f := kit.NewForm(v.deps.Texts, v.deps.Window)
	paper := kit.NewKeyEntry(f.Keys, v.t(i18n.ForeignCodeHint))
	patient, reason, original := kit.NewNameEntry(f.Keys, ""), kit.NewNameEntry(f.Keys, ""), kit.NewNameEntry(f.Keys, v.t(i18n.RefundPaperHint))
	total := kit.NewKeyEntry(f.Keys, "")
	read := widget.NewLabel("")
	read.TextStyle.Bold, read.Wrapping = true, fyne.TextWrapWord
	paper.OnChanged = func(text string) { read.SetText(v.foreignText(text, total)) }
	fields := []kit.Field{
		{Label: v.t(i18n.ForeignCode), Input: paper}, {Input: read}, {Label: v.t(i18n.TillColName), Input: patient},
		{Label: v.t(i18n.TillTotal), Input: total},
	}
	boxes, payFields := v.payBoxes(f, i18n.ForeignPaid)
	fields = append(append(fields, payFields...), kit.Field{Label: v.t(i18n.TillVoidReason), Input: reason}, kit.Field{Label: v.t(i18n.RefundPaper), Input: original})
	var req store.ForeignRefund
	accepted, id := false, receipts.NewID()
	f.Work = func(done func(error)) {
		t := Foreign{Paper: paper.Text, Patient: patient.Text, Total: total.Text, Parts: []Part{part(boxes[0]), part(boxes[1])}, Reason: reason.Text}
		t.PaperHere, t.Missing = paperHere(original.Text)
		var err error
		if req, err = v.model.ForeignRequest(context.Background(), id, t); err != nil {
			done(v.said(err))
			return
		}
		v.model.CheckForeign(req, func(err error) {
			accepted = err == nil
			done(v.foreignRefused(err))
		})
	}
	f.OnClosed = func() {
		v.focus(v.receipts.box)
		if !accepted {
			return
		}
		text := v.t(i18n.ForeignAsk, req.Receipt.Number, req.Receipt.Patient.Name, v.model.Money(req.Receipt.Total), req.Reason)
		v.deps.Asker.Approve(func(all []store.Approval) { v.model.RefundForeign(req, all[0], done) },
			person.Request{What: store.WhatForeignRefund, Subject: req.Receipt.Number, Text: text})
	}
	paper.SetText(found)
	intro := widget.NewLabel(v.t(i18n.ForeignText))
	intro.Wrapping = fyne.TextWrapWord
	f.Open(v.t(i18n.ForeignTitle), v.t(i18n.TillKeyRefund), append([]kit.Field{{Input: kit.Sized(intro, kit.ListWidth/2, 0)}}, fields...)...)
}

// foreignRefused says why another window's receipt is not refunded here, and of
// one of the HIS where that was written down.
func (v *View) foreignRefused(err error) error {
	if errors.Is(err, store.ErrHISReceipt) {
		return errors.New(v.said(err).Error() + v.t(i18n.RefusedSee))
	}
	return v.said(err)
}

// shortNumber is the most that a window's number begins with before its hyphen.
const shortNumber = 8

// foreignText says what a code tells, and writes its total.
func (v *View) foreignText(text string, total *kit.KeyEntry) string {
	r, known, err := v.model.ReadForeign(context.Background(), text)
	switch {
	case err != nil:
		return Say(v.deps.Texts, err)
	case !known && OfTheHIS(text) && len(text) > shortNumber && !strings.Contains(text, "-"): // none that is still being typed
		return v.t(i18n.RefusedSoFar)
	case !known:
		return ""
	}
	total.SetText(v.model.Rules().Currency.Format(r.Total))
	at := v.model.deps.Station.Ledger.Identity().Local(r.At)
	key := i18n.ForeignUnverified
	if r.Verified {
		key = i18n.ForeignRead
	}
	return v.t(key, r.Number, v.deps.Texts.Date(at)+" "+v.deps.Texts.Time(at), v.model.Money(r.Total))
}

// payBoxes are a dialog's lines for up to two payments: tender by its digit,
// amount, reference.
func (v *View) payBoxes(f *kit.Form, label i18n.Key) (boxes [2][3]*kit.KeyEntry, fields []kit.Field) {
	var words []string
	for _, t := range v.model.Rules().Tenders {
		words = append(words, v.tenderWord(t))
	}
	for i := range boxes {
		for j := range boxes[i] {
			boxes[i][j] = kit.NewKeyEntry(f.Keys, "")
		}
		fields = append(fields, kit.Field{Label: v.t(label), Input: boxes[i][0]},
			kit.Field{Label: v.t(i18n.TillAmount), Input: boxes[i][1]}, kit.Field{Label: v.t(i18n.TillReference), Input: boxes[i][2]})
	}
	boxes[0][0].SetText("1")
	return boxes, append([]kit.Field{{Label: v.t(i18n.TillTenders), Input: widget.NewLabel(person.Numbered(words))}}, fields...)
}
