package till

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/receipts"
)

// said makes an error of the till read in the language spoken.
func (v *View) said(err error) error {
	if err == nil {
		return nil
	}
	return errors.New(Say(v.deps.Texts, v.model.located(err)))
}

// help shows the screen's help (F1).
func (v *View) help() {
	text := widget.NewLabel(v.t(i18n.TillHelp))
	if v.deps.Demo {
		text.SetText(text.Text + "\n" + v.t(i18n.TillHelpDemo))
	}
	kit.NewForm(v.deps.Texts, v.deps.Window).Open(v.t(i18n.TillHelpTitle), v.t(i18n.WidgetClose), kit.Field{Input: text})
}

// newPatient asks for a patient whom the register does not know (F3).
func (v *View) newPatient() {
	if ok, why := v.model.CanCharge(); !ok {
		v.model.note = why
		v.showNote()
		return
	}
	f := kit.NewForm(v.deps.Texts, v.deps.Window)
	name := kit.NewNameEntry(f.Keys, "")
	id, birth := kit.NewKeyEntry(f.Keys, ""), kit.NewKeyEntry(f.Keys, "1990-01-31")
	document, sex := kit.NewKeyEntry(f.Keys, v.t(i18n.TillDocumentHint)), kit.NewKeyEntry(f.Keys, v.t(i18n.TillSexHint))
	other := func() bool { return strings.TrimSpace(document.Text) == "2" }
	phone, reason := kit.NewKeyEntry(f.Keys, ""), kit.NewNameEntry(f.Keys, v.t(i18n.TillReasonHint))
	guardian, guardianPhone := kit.NewNameEntry(f.Keys, v.t(i18n.TillGuardianHint)), kit.NewKeyEntry(f.Keys, "")
	insurance := kit.NewKeyEntry(f.Keys, v.t(i18n.TillInsuranceHint))
	id.OnChanged = func(text string) {
		p := NewPatient{IDNumber: text, OtherDocument: other()}
		if len(text) == 18 && p.FromIDCard() == nil && p.BirthDate != "" {
			birth.SetText(p.BirthDate)
			sex.SetText(v.sexWord(p.Sex))
		}
	}
	f.OnAccept = func() error {
		err := v.model.Register(context.Background(), NewPatient{
			Name: name.Text, IDNumber: id.Text, Phone: phone.Text, NoPhoneReason: reason.Text,
			BirthDate: strings.TrimSpace(birth.Text), Sex: parseSex(sex.Text), SexTyped: strings.TrimSpace(sex.Text), InsuranceNumber: insurance.Text,
			Guardian: guardian.Text, GuardianPhone: guardianPhone.Text, OtherDocument: other(),
		})
		var wrong fieldError
		if errors.As(err, &wrong) {
			v.focus([...]*kit.KeyEntry{FieldName: name, FieldIDNumber: id, FieldBirth: birth, FieldPhone: phone, FieldGuardian: guardian, FieldSex: sex}[wrong.field])
		}
		return v.said(err)
	}
	before := v.model.Bill().Patient.ID
	f.OnClosed = func() {
		if v.model.Bill().Patient.ID != before {
			v.goTo(ItemBox)
		}
	}
	f.Command(fyne.KeyF4, v.t(i18n.TillUnidentifiedKey), func() {
		name.SetText(receipts.Unidentified)
		reason.SetText(v.t(i18n.TillUnidentified))
	})
	f.Open(v.t(i18n.TillKeyNewPatient), "",
		kit.Field{Label: v.t(i18n.TillColName), Input: name}, kit.Field{Label: v.t(i18n.TillColIDNumber), Input: id},
		kit.Field{Label: v.t(i18n.TillColBirth), Input: birth}, kit.Field{Label: v.t(i18n.TillColSex), Input: sex},
		kit.Field{Label: v.t(i18n.TillColPhone), Input: phone}, kit.Field{Label: v.t(i18n.TillGuardian), Input: guardian},
		kit.Field{Label: v.t(i18n.TillGuardianPhone), Input: guardianPhone}, kit.Field{Label: v.t(i18n.TillNoPhone), Input: reason},
		kit.Field{Label: v.t(i18n.TillInsurance), Input: insurance}, kit.Field{Label: v.t(i18n.TillDocument), Input: document})
}

// parseSex reads a digit or a word of either language.
func parseSex(text string) receipts.Sex {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "1", "m", "male", "男":
		return receipts.SexMale
	case "2", "f", "female", "女":
		return receipts.SexFemale
	}
	return receipts.SexUnknown
}

// park is F5: it parks the bill, or with an empty one offers the parked bills.
func (v *View) park() {
	if !v.model.Empty() || len(v.model.Parked()) == 0 {
		v.model.Park()
		v.goTo(PatientBox)
		return
	}
	var list []string
	for i, b := range v.model.Parked() {
		var sum receipts.Money
		for _, l := range b.Lines {
			sum += l.Amount
		}
		list = append(list, v.deps.Texts.N(i18n.TillParkedLine, len(b.Lines), i+1, b.Patient.Name, v.model.Money(sum)))
	}
	f := kit.NewForm(v.deps.Texts, v.deps.Window)
	which := kit.NewKeyEntry(f.Keys, "")
	which.SetText(number(len(list)))
	f.OnAccept = func() error {
		for i := range list {
			if strings.TrimSpace(which.Text) == number(i+1) {
				v.model.TakeBack(i)
				return nil
			}
		}
		return v.said(noteError{key: i18n.TillNoSuchBill})
	}
	f.OnClosed = v.Focus
	f.Open(v.t(i18n.TillTakeBack), "", kit.Field{Input: widget.NewLabel(strings.Join(list, "\n"))},
		kit.Field{Label: v.t(i18n.TillColNumber), Input: which})
}

// askDiscard asks before a bill is given up. One on which electronic money was
// taken is not: that money would stand nowhere.
func (v *View) askDiscard() {
	if err := v.model.MayDiscard(); err != nil {
		v.model.refuse(err)
		v.showNote()
		return
	}
	question := i18n.TillDiscardAsk
	if len(v.model.Bill().Payments) > 0 {
		question = i18n.TillDiscardPaid
	}
	f := kit.Confirm(v.deps.Texts, v.deps.Window, v.t(i18n.TillDiscard), v.t(question), v.t(i18n.TillDiscard), func() {
		v.model.Discard()
		v.show()
	})
	f.OnClosed = func() { v.goTo(PatientBox) }
}
