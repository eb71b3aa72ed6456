package till

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/handedout"
	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// openRefund is F8 at the till: the receipt is looked for first.
func (v *View) openRefund() {
	v.openReceipts()
	v.receipts.message.Say(kit.Notice, v.t(i18n.RefundChoose), "")
}

// refundForm is the dialog of a refund (F8).
type refundForm struct {
	view *View
	r    *Refunding
	form *kit.Form

	lines                     *kit.KeyTable
	quantity                  *kit.KeyEntry
	department, reason, paper *kit.KeyEntry
	plan                      *widget.Label
	approval                  person.Request
	accepted                  bool
}

// askRefund opens the dialog for a receipt; done hears what was refunded, or why
// it was not.
func (v *View) askRefund(number string, done func(store.RefundDone, error)) {
	r, err := v.model.StartRefund(context.Background(), number)
	if err != nil {
		done(store.RefundDone{}, err)
		return
	}
	f := &refundForm{view: v, r: r, form: kit.NewForm(v.deps.Texts, v.deps.Window), plan: widget.NewLabel("")}
	f.plan.TextStyle.Bold, f.plan.Wrapping = true, fyne.TextWrapWord
	f.makeInputs()
	f.form.OnAccept = f.accept
	f.form.OnClosed = func() {
		v.focus(v.receipts.box)
		if f.accepted {
			v.deps.Asker.Approve(func(all []store.Approval) {
				v.receipts.message.Say(kit.Notice, v.t(i18n.RefundWorking), "")
				v.model.Refund(r, all[0], done)
			}, f.approval)
		}
	}
	f.form.Command(fyne.KeyF5, v.t(i18n.RefundAllKey), func() {
		f.r.All(f.r.None())
		f.changed()
	})
	f.show()
	f.lines.Select(0)
	f.form.Open(v.t(i18n.RefundTitle, r.Receipt.Number, r.Receipt.Patient.Name, v.model.Money(r.Receipt.Total)), v.t(i18n.TillKeyRefund), f.fields()...)
}

func (f *refundForm) makeInputs() {
	t := f.view.t
	f.lines = kit.NewKeyTable(f.form.Keys, f.columns(), cells{func() int { return len(f.r.Receipt.Lines) }, f.cell})
	f.quantity = kit.NewKeyEntry(f.form.Keys, t(i18n.RefundQuantityHint))
	f.quantity.OnKey = f.quantityKey
	f.department = kit.NewNameEntry(f.form.Keys, t(i18n.RefundDepartmentHint))
	f.reason = kit.NewNameEntry(f.form.Keys, "")
	f.paper = kit.NewNameEntry(f.form.Keys, t(i18n.RefundPaperHint))
}

func (f *refundForm) fields() []kit.Field {
	t := f.view.t
	list := kit.Sized(f.lines, kit.ListWidth, min(kit.ListHeight, float32(70+38*len(f.r.Receipt.Lines))))
	return []kit.Field{
		{Label: t(i18n.RefundLines), Input: list}, {Label: t(i18n.RefundQuantity), Input: f.quantity},
		{Label: t(i18n.RefundDepartment), Input: f.department}, {Label: t(i18n.TillVoidReason), Input: f.reason},
		{Label: t(i18n.RefundPaper), Input: f.paper}, {Label: t(i18n.RefundBack), Input: f.plan},
	}
}

func (f *refundForm) columns() []kit.Column {
	t, end := f.view.t, fyne.TextAlignTrailing
	return []kit.Column{
		{Title: "#", Min: 34, Align: end}, {Title: t(i18n.TillColItem), Min: 150, Share: 2, Bold: true}, {Title: t(i18n.TillColSpec), Min: 100, Share: 1},
		{Title: t(i18n.TillColQuantity), Min: 64, Align: end}, {Title: t(i18n.TillColUnit), Min: 50},
		{Title: t(i18n.RefundColBack), Min: 70, Align: end, Bold: true}, {Title: t(i18n.RefundColGiven), Min: 130, Share: 1},
	}
}

func (f *refundForm) cell(row, col int) string {
	l, back := f.r.Receipt.Lines[row], "–"
	if q := f.r.Back[row]; q > 0 {
		back = q.String()
	}
	return [...]string{number(row + 1), l.Name, l.Spec, l.Quantity.String(), l.Unit, back, handedout.Word(f.view.deps.Texts, f.r.Statuses[row].Signed)}[col]
}

// quantityKey chooses lines with Up and Down; Enter takes what was typed for the
// chosen one, and in the empty box goes on.
func (f *refundForm) quantityKey(name fyne.KeyName) bool {
	switch {
	case kit.IsEnter(name) && strings.TrimSpace(f.quantity.Text) != "":
		if err := f.r.SetBack(f.lines.Selected(), f.quantity.Text); err != nil {
			f.plan.SetText(kit.Alarm.Symbol() + " " + Say(f.view.deps.Texts, err))
			return true
		}
		f.quantity.SetText("")
		f.changed()
		return true
	case name == fyne.KeyUp, name == fyne.KeyDown:
		return f.lines.Step(name)
	}
	return false
}

func (f *refundForm) changed() {
	at := f.lines.Selected()
	f.lines.Reload()
	f.lines.Select(at)
	f.show()
}

// show says what goes back as it is typed now.
func (f *refundForm) show() {
	p, err := f.view.model.PlanRefund(f.r)
	if err != nil {
		f.plan.SetText(Say(f.view.deps.Texts, err))
		return
	}
	f.plan.SetText(f.view.planText(p))
}

// planText says what goes back in cash, what is owed, and what stays charged.
func (v *View) planText(p RefundPlan) string {
	parts := []string{v.t(i18n.RefundCash, v.model.Money(p.Cash))}
	if p.Owed > 0 {
		parts = append(parts, v.t(i18n.RefundOwed, v.model.Money(p.Owed)))
	}
	if p.Credit > 0 {
		parts = append(parts, v.t(i18n.RefundCredit, v.model.Money(p.Credit)))
	}
	if p.HasRest {
		parts = append(parts, v.t(i18n.RefundRest, v.model.Money(p.Rest)))
	}
	return strings.Join(parts, "\n")
}

// accept checks what was typed; a second person is asked after the dialog closed.
func (f *refundForm) accept() error {
	v, r := f.view, f.r
	if strings.TrimSpace(f.quantity.Text) != "" {
		v.focus(f.quantity)
		return v.said(no(i18n.RefundQuantityTyped))
	}
	r.Department, r.Reason = f.department.Text, f.reason.Text
	r.PaperHere, r.Missing = paperHere(f.paper.Text)
	if err := v.model.CheckRefund(r); err != nil {
		return v.said(err)
	}
	p, err := v.model.PlanRefund(r)
	if err != nil {
		return v.said(err)
	}
	text := v.t(i18n.RefundAsk, r.Receipt.Number, r.Receipt.Patient.Name, v.model.Money(p.Cash), v.model.Money(p.Owed), strings.TrimSpace(r.Reason))
	f.approval, f.accepted = person.Request{What: store.WhatRefund, Subject: r.Receipt.Number, Text: text}, true
	return nil
}

// paperHere reads the box about the original's paper: 1 or y is here, anything
// else is why it is missing.
func paperHere(text string) (here bool, missing string) {
	switch text = strings.TrimSpace(text); strings.ToLower(text) {
	case "1", "y", "是":
		return true, ""
	}
	return false, text
}

// refundText says what a refund came to, and whether anything of it is owed.
func (v *View) refundText(d store.RefundDone) (text string, owed bool) {
	back := d.Red.Reversal
	text = v.t(i18n.RefundDone, d.Red.Number, d.Red.Cites, v.model.Money(back.Cash))
	if back.Owed > 0 {
		text += v.t(i18n.RefundDoneOwed, v.model.Money(back.Owed), v.owedTenders(d.Red))
	}
	if d.Rest != nil {
		text += v.t(i18n.RefundDoneRest, d.Rest.Number, v.model.Money(d.Rest.Total))
	}
	return text, back.Owed > 0
}

// owedTenders are the ways by which a red receipt's electronic money has to go
// back.
func (v *View) owedTenders(red receipts.Receipt) string {
	return v.ways(slices.DeleteFunc(slices.Clone(red.Payments), func(p receipts.Payment) bool { return p.Owed <= 0 }))
}
