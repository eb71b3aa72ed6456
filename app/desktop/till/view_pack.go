package till

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/receipts"
)

// askPackage is Ctrl+K: a package by code, name or initials, and how often.
func (v *View) askPackage() {
	if !v.charging() {
		return
	}
	f := v.dialog()
	found := v.model.FindPackages("")
	table := kit.NewKeyTable(f.Keys, []kit.Column{
		{Title: v.t(i18n.TillColCode), Min: 90}, {Title: v.t(i18n.TillKeyPackage), Min: 160, Share: 1, Bold: true},
		{Title: v.t(i18n.BillPackageItems), Min: 70, Align: fyne.TextAlignTrailing},
	}, cells{func() int { return len(found) }, func(row, col int) string {
		p := found[row]
		return [...]string{p.Code, p.Name, number(len(p.Items))}[col]
	}})
	table.SetEmpty(v.t(i18n.BillNoPackage))
	query, times := kit.NewKeyEntry(f.Keys, v.t(i18n.BillPackageHint)), kit.NewKeyEntry(f.Keys, "1")
	query.OnChanged = func(text string) {
		found = v.model.FindPackages(text)
		table.Reload()
		table.Select(0)
	}
	query.OnKey = func(name fyne.KeyName) bool { return (name == fyne.KeyUp || name == fyne.KeyDown) && table.Step(name) }
	table.Select(0)
	f.OnAccept = func() error {
		at := table.Selected()
		if at < 0 || at >= len(found) {
			return v.said(no(i18n.BillNoPackage))
		}
		return v.said(v.model.AddPackage(found[at], times.Text))
	}
	f.Open(v.t(i18n.TillKeyPackage), "", kit.Field{Label: v.t(i18n.TillColCode), Input: query},
		kit.Field{Label: v.t(i18n.BillTimes), Input: times}, kit.Field{Input: kit.Sized(table, kit.ListWidth/2, kit.ListHeight)})
}

// openEarlier is Ctrl+E: the receipts of the bill's patient, to charge one again.
func (v *View) openEarlier() {
	patient := v.model.Bill().Patient.Number
	v.openReceipts()
	if patient != "" {
		v.receipts.box.SetText(patient)
	}
	v.receipts.message.Say(kit.Notice, v.t(i18n.BillChooseEarlier), "")
}

// again is F5 among the receipts: a new bill of what the chosen one charged.
func (r *receiptsView) again() {
	row, ok := r.chosen()
	if !ok {
		return
	}
	v := r.view
	altered, err := v.model.ChargeAgain(row.Receipt)
	if err != nil {
		r.message.Say(kit.Alarm, Say(v.deps.Texts, err), "")
		return
	}
	r.close()
	v.show()
	if len(altered) > 0 {
		f := v.dialog()
		f.Open(v.t(i18n.BillAlteredTitle, row.Receipt.Number), v.t(i18n.WidgetClose), kit.Field{Input: widget.NewLabel(v.alteredText(altered))})
	}
}

// alteredText says line by line what is not as it was.
func (v *View) alteredText(all []receipts.Altered) string {
	var lines []string
	for _, a := range all {
		switch a.What {
		case receipts.ItemGone:
			lines = append(lines, v.t(i18n.BillItemGone, a.Line+1, a.Was.Name))
		case receipts.ItemPrice:
			lines = append(lines, v.t(i18n.BillItemPrice, a.Line+1, a.Is.Name, a.Was.Price.String(), a.Is.Price.String()))
		case receipts.ItemForm:
			lines = append(lines, v.t(i18n.BillItemForm, a.Line+1, a.Was.Name, a.Was.Spec, a.Was.Unit, a.Is.Name, a.Is.Spec, a.Is.Unit))
		}
	}
	return strings.Join(lines, "\n")
}
