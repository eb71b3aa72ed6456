package till

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/receipts"
)

// charging says whether sales are accepted; where not, it shows why.
func (v *View) charging() bool {
	ok, why := v.model.CanCharge()
	if !ok {
		v.model.note = why
		v.showNote()
	}
	return ok
}

// dialog makes a form of the charging screen.
func (v *View) dialog() *kit.Form {
	f := kit.NewForm(v.deps.Texts, v.deps.Window)
	f.OnClosed = v.shownAgain
	return f
}

// shownAgain draws the screen after a dialog, and leads on to the payment where
// what is owed was chosen there.
func (v *View) shownAgain() {
	if v.model.Tender().Credit && len(v.model.Bill().Lines) > 0 {
		v.goTo(PayBox)
		return
	}
	v.show()
	v.Focus()
}

// askOrder is Ctrl+P: prescription, doctor, department, doses.
func (v *View) askOrder() {
	f := v.dialog()
	o := v.model.NextOrder()
	box := kit.NewKeyEntry(f.Keys, v.t(i18n.BillOrderHint))
	doctor, department := kit.NewNameEntry(f.Keys, ""), kit.NewNameEntry(f.Keys, "")
	doses := kit.NewKeyEntry(f.Keys, v.t(i18n.BillDosesHint))
	write := func(o Order) {
		doctor.SetText(o.Doctor)
		department.SetText(o.Department)
		doses.SetText(o.Doses)
	}
	box.SetText(o.Number)
	write(o)
	box.OnChanged = func(text string) {
		if known, ok := v.model.OrderOf(text); ok {
			write(known)
		}
	}
	f.EnterAccepts = true
	f.OnAccept = func() error {
		return v.said(v.model.SetOrder(Order{box.Text, doctor.Text, department.Text, doses.Text}))
	}
	fields := []kit.Field{
		{Label: v.t(i18n.BillPrescription), Input: box}, {Label: v.t(i18n.BillDoctor), Input: doctor},
		{Label: v.t(i18n.BillDepartment), Input: department}, {Label: v.t(i18n.BillDoses), Input: doses},
	}
	if list := v.orders(); list != "" {
		fields = append([]kit.Field{{Label: v.t(i18n.BillPrescriptions), Input: widget.NewLabel(list)}}, fields...)
	}
	f.Open(v.t(i18n.TillKeyPrescription), "", fields...)
}

// orders lists the bill's prescriptions.
func (v *View) orders() string {
	var all []string
	for _, p := range v.model.Bill().Prescriptions {
		all = append(all, v.t(i18n.BillPrescriptionLine, p.Number, p.Doctor, p.Department, max(1, p.Doses)))
	}
	return strings.Join(all, "\n")
}

// askOverride is Ctrl+R: the quantity or the price of the chosen line.
func (v *View) askOverride() {
	l, o, ok := v.model.LineNow()
	if !ok {
		v.model.note = say(i18n.TillNoLine)
		v.showNote()
		return
	}
	f := v.dialog()
	quantity, price := kit.NewKeyEntry(f.Keys, ""), kit.NewKeyEntry(f.Keys, "")
	reason := kit.NewNameEntry(f.Keys, v.t(i18n.BillPriceReasonHint))
	quantity.SetText(o.Quantity)
	price.SetText(o.Price)
	reason.SetText(o.Reason)
	f.OnAccept = func() error {
		return v.said(v.model.SetOverride(Override{quantity.Text, price.Text, reason.Text}))
	}
	title := v.t(i18n.TillPick, o.Quantity, l.Unit, l.Name, l.Spec, l.Maker, l.Price.String())
	f.Open(title, "", kit.Field{Label: v.t(i18n.BillSingle), Input: quantity}, kit.Field{Label: v.t(i18n.TillColPrice), Input: price},
		kit.Field{Label: v.t(i18n.BillPriceReason), Input: reason})
}

// askFreeText is Ctrl+T: something that no price list has.
func (v *View) askFreeText() {
	if !v.charging() {
		return
	}
	f := v.dialog()
	name, spec, unit := kit.NewNameEntry(f.Keys, ""), kit.NewNameEntry(f.Keys, ""), kit.NewNameEntry(f.Keys, "")
	price, quantity := kit.NewKeyEntry(f.Keys, ""), kit.NewKeyEntry(f.Keys, "1")
	category := kit.NewKeyEntry(f.Keys, v.t(i18n.BillCategoryHint))
	f.EnterAccepts = true
	f.OnAccept = func() error {
		return v.said(v.model.AddFreeText(FreeText{
			Name: name.Text, Spec: spec.Text, Unit: unit.Text, Price: price.Text, Quantity: quantity.Text, Category: category.Text,
		}))
	}
	limit := v.t(i18n.BillFreeTextLeft, v.model.Money(max(0, v.model.FreeTextLeft())))
	f.Open(v.t(i18n.TillKeyFreeText), "", kit.Field{Input: widget.NewLabel(limit)},
		kit.Field{Label: v.t(i18n.TillColItem), Input: name}, kit.Field{Label: v.t(i18n.TillColSpec), Input: spec},
		kit.Field{Label: v.t(i18n.TillColUnit), Input: unit}, kit.Field{Label: v.t(i18n.TillColPrice), Input: price},
		kit.Field{Label: v.t(i18n.TillColQuantity), Input: quantity},
		kit.Field{Label: v.t(i18n.BillCategory), Input: category}, kit.Field{Input: widget.NewLabel(v.categories())})
}

// categories lists the fee categories with their numbers.
func (v *View) categories() string {
	all := receipts.Categories()
	words := make([]string, len(all))
	for i, c := range all {
		words[i] = c.English()
		if v.deps.Texts.Lang() == i18n.Chinese {
			words[i] = c.Chinese()
		}
	}
	return person.Numbered(words)
}

// askGreen is Ctrl+G: treated first, pays later.
func (v *View) askGreen() {
	if !v.charging() {
		return
	}
	f := v.dialog()
	reason := kit.NewNameEntry(f.Keys, v.t(i18n.BillGreenHint))
	reason.SetText(v.model.Bill().Green)
	f.OnAccept = func() error { return v.said(v.model.SetGreen(reason.Text)) }
	text := widget.NewLabel(v.t(i18n.BillGreenText))
	text.Wrapping = fyne.TextWrapWord
	f.Open(v.t(i18n.TillKeyGreen), "", kit.Field{Input: text}, kit.Field{Label: v.t(i18n.TillVoidReason), Input: reason})
}

// askInsurance is Ctrl+I: insurer, kind of benefit, and how it is dealt with.
func (v *View) askInsurance() {
	if !v.charging() {
		return
	}
	rules, f := v.model.Rules(), v.dialog()
	insurer, benefit, way := kit.NewKeyEntry(f.Keys, ""), kit.NewKeyEntry(f.Keys, ""), kit.NewKeyEntry(f.Keys, "")
	card := kit.NewKeyEntry(f.Keys, v.t(i18n.BillCardHint))
	now := receipts.Insurance{Way: receipts.InsuredPays}
	if i := v.model.Bill().Insurance; i != nil {
		now = *i
	}
	insurer.SetText(place(rules.Insurers, now.Insurer))
	benefit.SetText(place(rules.Benefits, now.Benefit))
	ways := []receipts.InsuredWay{receipts.InsuredPays, receipts.InsuredDeferred, receipts.InsuredWaits}
	way.SetText("1")
	if now.Way == receipts.InsuredDeferred {
		way.SetText("2")
	}
	f.Work = func(done func(error)) {
		i, errInsurer := chosen(rules.Insurers, insurer.Text)
		b, errBenefit := chosen(rules.Benefits, benefit.Text)
		w, err := strconv.Atoi(strings.TrimSpace(way.Text))
		if errInsurer != nil || errBenefit != nil || err != nil || w < 1 || w > len(ways) {
			done(v.said(no(i18n.BillNeedInsurance)))
			return
		}
		v.model.SetInsurance(Insure{i, b, ways[w-1], card.Text}, func(err error) { done(v.said(err)) })
	}
	fields := v.choices(i18n.BillInsurer, insurer, v.choiceWords(rules.Insurers))
	fields = append(fields, v.choices(i18n.BillBenefit, benefit, v.choiceWords(rules.Benefits))...)
	fields = append(fields, v.choices(i18n.BillWay, way, []string{v.t(i18n.BillWayPays), v.t(i18n.BillWayDeferred), v.t(i18n.BillWayWaits)})...)
	if p := v.model.Bill().Patient; p.InsuranceNumber == "" && p.ID != "" {
		fields = append(fields, kit.Field{Label: v.t(i18n.TillInsurance), Input: card})
	}
	f.Open(v.t(i18n.TillKeyInsurance), "", fields...)
}

// choices are the lines of a dialog in which one of words is chosen by its digit.
func (v *View) choices(label i18n.Key, box *kit.KeyEntry, words []string) []kit.Field {
	return []kit.Field{{Label: v.t(label), Input: box}, {Input: widget.NewLabel(person.Numbered(words))}}
}

// choiceWords are choices of the settings as a person reads them.
func (v *View) choiceWords(all []receipts.Choice) []string {
	words := make([]string, len(all))
	for i, c := range all {
		words[i] = v.choiceWord(all, c.Code)
	}
	return words
}

// place is the digit of a choice; the first where none is chosen yet.
func place(all []receipts.Choice, code string) string {
	for i, c := range all {
		if c.Code == code {
			return number(i + 1)
		}
	}
	return "1"
}

// chosen is the code of the choice that a digit means; where the settings list
// none, the text itself.
func chosen(all []receipts.Choice, text string) (string, error) {
	text = strings.TrimSpace(text)
	if len(all) == 0 {
		return text, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > len(all) {
		return "", no(i18n.BillNeedInsurance)
	}
	return all[n-1].Code, nil
}
