package till

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// more are the rarer commands, with Ctrl and a letter each.
func (v *View) more() []kit.Command {
	return []kit.Command{
		kit.On(fyne.KeyP, i18n.TillKeyPrescription, v.askOrder),
		kit.On(fyne.KeyR, i18n.TillKeyOverride, v.askOverride),
		kit.On(fyne.KeyT, i18n.TillKeyFreeText, v.askFreeText),
		kit.On(fyne.KeyK, i18n.TillKeyPackage, v.askPackage),
		kit.On(fyne.KeyE, i18n.TillKeyEarlier, v.openEarlier),
		kit.On(fyne.KeyI, i18n.TillKeyInsurance, v.askInsurance),
		kit.On(fyne.KeyG, i18n.TillKeyGreen, v.askGreen),
		kit.On(fyne.KeyN, i18n.TillKeyUnpaid, v.openUnpaid),
		kit.On(fyne.KeyB, i18n.TillKeyPaper, v.askPaper),
		kit.On(fyne.KeyO, i18n.TillKeyOver, v.askGoingOver),
		kit.On(fyne.KeyM, i18n.OwedKey, func() { v.openOwed(v.Focus) }),
		kit.On(fyne.KeyW, i18n.TillKeyClock, v.askClock),
		kit.On(fyne.KeyJ, i18n.TillKeyJoin, v.join),
	}
}

// moreRow makes the buttons of the rarer commands and has the window hear their
// keys while the charging screen is shown and no dialog is open.
func (v *View) moreRow() *fyne.Container {
	v.rare = kit.NewBar(v.more()...)
	v.rare.Button(i18n.TillKeyJoin).Hidden = !v.model.Continues() // nothing was set aside here
	canvas := v.deps.Window.Canvas()
	for _, c := range append(v.more(), v.ordersCommand()) {
		canvas.AddShortcut(&desktop.CustomShortcut{KeyName: c.Key, Modifier: fyne.KeyModifierControl}, func(fyne.Shortcut) {
			if v.object.Visible() && v.main.Visible() && canvas.Overlays().Top() == nil {
				c.Do()
			}
		})
	}
	return container.NewHBox(widget.NewLabelWithStyle("Ctrl +", fyne.TextAlignLeading, fyne.TextStyle{Bold: true}), v.rare.Row)
}

// askApproval has somebody else approve what a bill needs.
func (v *View) askApproval(a Asking, then func([]store.Approval)) {
	requests := make([]person.Request, len(a.Needs))
	for i, n := range a.Needs {
		requests[i] = person.Request{What: store.WhatOf(n.Ask), Subject: n.Subject, Text: v.needText(a.Bill, n, v.model.Total())}
	}
	v.deps.Asker.Approve(func(all []store.Approval) {
		then(all)
		v.goTo(PatientBox)
	}, requests...)
}

// needText says to the one who approves what it is about; total is what the bill
// comes to.
func (v *View) needText(b receipts.Bill, n receipts.Need, total receipts.Money) string {
	switch n.Ask {
	case receipts.AskDeferred:
		return v.t(i18n.BillAskDeferred, b.Patient.Name, v.model.Money(b.Owed()), v.insuranceText(b))
	case receipts.AskAmount:
		return v.t(i18n.BillAskAmount, b.Patient.Name, v.model.Money(total), v.model.Money(v.model.Rules().Limits.Amount))
	}
	var lines []string
	for _, at := range n.Lines {
		l := b.Lines[at]
		switch n.Ask {
		case receipts.AskPrice:
			lines = append(lines, v.t(i18n.BillAskPrice, l.Name, l.ListPrice.String(), l.Price.String(), l.PriceReason))
		case receipts.AskQuantity:
			lines = append(lines, v.t(i18n.BillAskQuantity, l.Name, l.Spec, b.Single(l).String(), l.Unit, b.Doses(l)))
		default:
			lines = append(lines, v.t(i18n.BillAskFreeText, l.Name, l.Quantity.String(), l.Unit, v.model.Money(l.Amount)))
		}
	}
	return strings.Join(lines, "\n")
}

// insuranceText is by whom and as what an insured bill is settled.
func (v *View) insuranceText(b receipts.Bill) string {
	if b.Insurance == nil {
		return v.t(i18n.TillInsured)
	}
	way := v.t(i18n.BillWayPays)
	if b.Insurance.Way == receipts.InsuredDeferred {
		way = v.t(i18n.BillWayDeferred)
	}
	return v.t(i18n.BillInsurance, v.choiceWord(v.model.Rules().Insurers, b.Insurance.Insurer), v.choiceWord(v.model.Rules().Benefits, b.Insurance.Benefit), way)
}

// choiceWord is a choice of the settings as a person reads it.
func (v *View) choiceWord(all []receipts.Choice, code string) string {
	c, ok := receipts.Chosen(all, code)
	switch {
	case !ok:
		return code
	case v.deps.Texts.Lang() == i18n.Chinese && c.Chinese != "":
		return c.Chinese
	}
	return c.English
}

// orderLine says by whom the next lines are ordered, and of the chosen line what
// its columns do not show.
func (v *View) orderLine() string {
	b := v.model.Bill()
	var parts []string
	if number, at, ok := v.model.Paper(); ok {
		parts = append(parts, v.t(i18n.PaperLine, number, v.deps.Texts.Date(at)+" "+v.deps.Texts.Time(at)))
	}
	if p, ok := v.model.Prescription(); ok {
		parts = append(parts, v.t(i18n.BillNextOf, p.Number, p.Doctor, p.Department, max(1, p.Doses)))
	} else if b.Doctor+b.Department != "" {
		parts = append(parts, v.t(i18n.BillOrderedBy, b.Doctor, b.Department))
	}
	if b.Green != "" {
		parts = append(parts, v.t(i18n.BillGreenLine, b.Green))
	}
	if l, _, ok := v.model.LineNow(); ok {
		if l.Repriced() {
			parts = append(parts, v.t(i18n.BillRepriced, l.ListPrice.String(), l.PriceReason))
		}
		if l.Package != "" {
			parts = append(parts, v.t(i18n.BillOfPackage, l.Package))
		}
	}
	return strings.Join(parts, "   ")
}
