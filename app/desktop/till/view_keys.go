package till

import (
	"strconv"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
)

// commands are the keys of the charging screen as the buttons show them.
func (v *View) commands() []kit.Command {
	return []kit.Command{
		kit.On(fyne.KeyF1, i18n.TillKeyHelp, v.help),
		kit.On(fyne.KeyF2, i18n.TillKeyComplete, v.complete),
		kit.On(fyne.KeyF3, i18n.TillKeyNewPatient, v.newPatient),
		kit.On(fyne.KeyF4, i18n.TillKeySplit, func() { v.goTo(v.model.TakePayment()) }),
		kit.On(fyne.KeyF5, i18n.TillKeyPark, v.park),
		kit.On(fyne.KeyF6, i18n.TillKeyPatient, func() { v.move(PatientBox) }),
		kit.On(fyne.KeyF7, i18n.TillKeySearch, func() { v.model.ToggleSearch(); v.show() }),
		kit.On(fyne.KeyF8, i18n.TillKeyRefund, v.openRefund),
		kit.On(fyne.KeyF9, i18n.TillKeyReceipts, v.openReceipts),
		kit.On(fyne.KeyF11, i18n.TillKeyInsured, func() { v.model.ToggleInsured(); v.show() }),
		kit.On(fyne.KeyDelete, i18n.TillKeyRemove, func() { v.model.RemoveLine(); v.goTo(ItemBox) }),
		kit.On(fyne.KeyEscape, i18n.TillKeyBack, v.back),
	}
}

// key handles a command key that no box took.
func (v *View) key(name fyne.KeyName) bool {
	if v.receipts.object.Visible() {
		return v.receipts.bar.Key(name)
	}
	switch name {
	case kit.KeyPadPlus, kit.KeyPadMinus:
		return v.padKey(name)
	case fyne.KeyDelete:
		return false // edits a box; an empty item box removes a line
	}
	return v.bar.Key(name)
}

// padKey changes the tender, where a payment is due at all.
func (v *View) padKey(name fyne.KeyName) bool {
	if len(v.model.Bill().Lines) == 0 {
		return false
	}
	if name == kit.KeyPadPlus {
		v.model.StepTender(1)
	} else {
		v.model.StepTender(-1)
	}
	v.goTo(PayBox)
	return true
}

// complete is F2. What still stands in the item box was meant to be charged.
func (v *View) complete() {
	if v.itemBox.Text != "" {
		v.model.note = warn(i18n.TillItemTyped)
		v.showNote()
		v.focus(v.itemBox)
		return
	}
	v.goTo(v.model.Complete())
}

func (v *View) patientKey(name fyne.KeyName) bool {
	switch {
	case kit.IsEnter(name):
		v.enterPatient(v.patients.Selected())
	case len(v.foundPatients) > 0:
		return v.patients.Step(name)
	case name == fyne.KeyDown:
		v.move(ItemBox)
	default:
		return false
	}
	return true
}

func (v *View) enterPatient(row int) {
	next := v.model.EnterPatient(v.patientBox.Text, row)
	if next != Stay {
		v.empty(v.patientBox)
	}
	v.goTo(next)
	if next == Stay && len(v.foundPatients) > 1 {
		v.patients.Select(0)
	}
}

func (v *View) itemKey(name fyne.KeyName) bool {
	switch {
	case kit.IsEnter(name):
		v.enterItem()
	case name == fyne.KeyDelete && v.itemBox.Text == "":
		v.model.RemoveLine()
		v.show()
	case len(v.foundItems) > 0:
		return v.items.Step(name)
	default:
		return v.lines.Step(name)
	}
	return true
}

func (v *View) enterItem() {
	row := max(0, v.items.Selected())
	next, clear := v.model.EnterItem(v.itemBox.Text, row)
	if clear {
		v.empty(v.itemBox)
	}
	if next == Stay {
		next = ItemBox
	}
	if clear || next != ItemBox {
		v.goTo(next)
		return
	}
	v.showNote() // the list keeps its row: a code of several items waits for a choice
}

func (v *View) showNote() {
	n := v.model.Note()
	v.message.Say(tone(n.Level), n.Text(v.deps.Texts), "")
}

func (v *View) amountKey(name fyne.KeyName) bool {
	switch {
	case kit.IsEnter(name):
		v.goTo(v.model.EnterPay(false))
	case name == fyne.KeyDelete && v.amountBox.Text == "":
		v.model.DropPayment()
		v.show()
	case name == fyne.KeyUp:
		v.move(ItemBox)
	case name == fyne.KeyDown && v.model.Tender().Reference:
		v.move(ReferenceBox)
	default:
		return false
	}
	return true
}

func (v *View) referenceKey(name fyne.KeyName) bool {
	switch {
	case kit.IsEnter(name):
		v.goTo(v.model.EnterPay(true))
	case name == fyne.KeyUp:
		v.move(PayBox)
	default:
		return false
	}
	return true
}

// typedPay tells the model what the payment boxes hold.
func (v *View) typedPay() {
	if v.writing {
		return
	}
	v.model.Type(v.amountBox.Text, v.referenceBox.Text)
	v.pay.refresh()
	v.goOn()
}

// typed shows what is found for the letters so far.
func (v *View) typed() {
	v.showFound()
	if !v.writing {
		v.goOn()
	}
}

// goOn takes the answer to an earlier key away: it is no longer about this.
func (v *View) goOn() {
	if v.model.Note().Key != "" || v.model.Note().Err != nil {
		v.model.ClearNote()
		v.showNote()
	}
}

// empty clears a box whose content was taken, and keeps the answer.
func (v *View) empty(e *kit.KeyEntry) {
	v.writing = true
	e.SetText("")
	v.writing = false
}

// move goes to another place by the cashier's own wish.
func (v *View) move(place Place) {
	v.model.ClearNote()
	v.goTo(place)
}

// writePay shows the model's payment boxes as they are.
func (v *View) writePay() {
	v.writing = true
	defer func() { v.writing = false }()
	if v.amountBox.Text != v.model.Amount() {
		v.amountBox.SetText(v.model.Amount())
	}
	if v.referenceBox.Text != v.model.Reference() {
		v.referenceBox.SetText(v.model.Reference())
	}
}

// back is Esc: it empties the box, then leads one step back, and at the patient
// box asks whether the bill is given up.
func (v *View) back() {
	switch {
	case v.focused(v.amountBox), v.focused(v.referenceBox):
		v.move(ItemBox)
	case v.focused(v.itemBox) && v.itemBox.Text != "":
		v.itemBox.SetText("")
	case v.focused(v.itemBox):
		v.move(PatientBox)
	case v.patientBox.Text != "":
		v.patientBox.SetText("")
		v.move(PatientBox)
	case !v.model.Empty():
		v.askDiscard()
	case v.model.paper != nil:
		v.model.Discard()
		v.move(PatientBox)
	default:
		v.move(PatientBox)
	}
}

func number(n int) string { return strconv.Itoa(n) }
