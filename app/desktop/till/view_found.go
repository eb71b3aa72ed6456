package till

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store/catalog"
)

// foundHeight is the height of the list under the boxes, in Fyne's units.
const foundHeight = 250

// cells is a table's rows made from a list where the list changes.
type cells struct {
	count func() int
	cell  func(row, col int) string
}

// Len and Cell complete kit.Rows.
func (c cells) Len() int                 { return c.count() }
func (c cells) Cell(row, col int) string { return c.cell(row, col) }

func (v *View) makeTables() {
	v.patients = kit.NewKeyTable(v.keys, v.patientColumns(), cells{func() int { return len(v.foundPatients) }, v.patientCell})
	v.patients.OnEnter = func(row int) { v.enterPatient(row) }
	v.items = kit.NewKeyTable(v.keys, v.itemColumns(), cells{func() int { return len(v.foundItems) }, v.itemCell})
	v.items.OnSelect = func(int) { v.showPick() }
	v.items.OnEnter = func(int) { v.enterItem() }
	v.lines = kit.NewKeyTable(v.keys, v.lineColumns(), billLines{v})
	v.lines.OnSelect = func(row int) {
		v.model.Select(row)
		v.showOrdered()
	}
	v.lines.OnKey = func(name fyne.KeyName) bool {
		if name == fyne.KeyDelete {
			v.model.RemoveLine()
			v.goTo(ItemBox)
			return true
		}
		return false
	}
	height := canvas.NewRectangle(nil)
	height.SetMinSize(fyne.NewSize(0, foundHeight))
	v.found = container.NewStack(height, v.patients, v.items)
	v.found.Hide()
}

func (v *View) patientColumns() []kit.Column {
	return []kit.Column{
		{Title: v.t(i18n.TillColNumber), Min: 110}, {Title: v.t(i18n.TillColName), Min: 120, Share: 1, Bold: true},
		{Title: v.t(i18n.TillColSex), Min: 96}, {Title: v.t(i18n.TillColBirth), Min: 110},
		{Title: v.t(i18n.TillColIDNumber), Min: 180}, {Title: v.t(i18n.TillColPhone), Min: 140},
	}
}

func (v *View) patientCell(row, col int) string {
	p := v.foundPatients[row]
	return [...]string{p.Number, p.Name, v.sexWord(p.Sex), p.BirthDate, receipts.Masked(p.IDNumber), p.Phone}[col]
}

func (v *View) sexWord(s receipts.Sex) string {
	switch s {
	case receipts.SexMale:
		return v.t(i18n.TillMale)
	case receipts.SexFemale:
		return v.t(i18n.TillFemale)
	}
	return v.t(i18n.TillSexUnknown)
}

func (v *View) itemColumns() []kit.Column {
	return []kit.Column{
		{Title: v.t(i18n.TillColItem), Min: 190, Share: 3, Bold: true}, {Title: v.t(i18n.TillColSpec), Min: 140, Share: 2},
		{Title: v.t(i18n.TillColUnit), Min: 56, Bold: true}, {Title: v.t(i18n.TillColMaker), Min: 130, Share: 2},
		{Title: v.t(i18n.TillColPrice), Min: 96, Align: fyne.TextAlignTrailing}, {Title: v.t(i18n.TillColCode), Min: 100, Share: 1},
	}
}

func (v *View) itemCell(row, col int) string {
	i := v.foundItems[row]
	return [...]string{i.Name, i.Spec, i.Unit, i.Maker, i.Price.String(), i.Code}[col]
}

func (v *View) lineColumns() []kit.Column {
	end := fyne.TextAlignTrailing
	return []kit.Column{
		{Title: "#", Min: 44, Align: end}, {Title: v.t(i18n.TillColItem), Min: 160, Share: 3, Bold: true},
		{Title: v.t(i18n.TillColSpec), Min: 120, Share: 2}, {Title: v.t(i18n.TillColMaker), Min: 110, Share: 2},
		{Title: v.t(i18n.TillColPrescription), Min: 60}, {Title: v.t(i18n.TillColQuantity), Min: 90, Align: end, Bold: true}, {Title: v.t(i18n.TillColUnit), Min: 56, Bold: true},
		{Title: v.t(i18n.TillColPrice), Min: 86, Align: end}, {Title: v.t(i18n.TillColAmount), Min: 96, Align: end, Bold: true},
	}
}

func (v *View) lineCell(row, col int) string {
	b := v.model.Bill()
	l, mark, quantity := b.Lines[row], "", b.Lines[row].Quantity.String()
	if v.model.NeedsApproval(row) {
		mark = kit.Warning.Symbol()
	}
	if doses := b.Doses(l); doses > 1 {
		quantity = b.Single(l).String() + "×" + number(doses)
	}
	return [...]string{
		mark + number(row+1), l.Name, l.Spec, l.Maker, l.Prescription, quantity, l.Unit, l.Price.String(), v.model.Rules().Currency.Format(l.Amount),
	}[col]
}

// billLines are the bill's lines as a table shows them; what somebody else must
// approve stands out.
type billLines struct{ view *View }

// Len, Cell and Tone complete kit.Rows and kit.Toned.
func (b billLines) Len() int                 { return len(b.view.model.Bill().Lines) }
func (b billLines) Cell(row, col int) string { return b.view.lineCell(row, col) }
func (b billLines) Tone(row int) kit.Tone {
	if b.view.model.NeedsApproval(row) {
		return kit.Warning
	}
	return kit.Plain
}

// showFound shows the list that belongs to what is being typed.
func (v *View) showFound() {
	patient, item := strings.TrimSpace(v.patientBox.Text), ParseTyped(v.itemBox.Text)
	v.foundPatients, v.foundItems = nil, nil
	switch {
	case v.focused(v.patientBox) && patient != "":
		v.foundPatients = v.model.FindPatients(patient)
	case item.Query != "":
		v.foundItems = v.model.FindItems(item.Query)
	}
	v.list(v.patients, len(v.foundPatients) > 0)
	v.list(v.items, len(v.foundItems) > 0)
	if len(v.foundPatients)+len(v.foundItems) > 0 {
		v.found.Show()
	} else {
		v.found.Hide()
	}
	v.patients.SetRows(cells{func() int { return len(v.foundPatients) }, v.patientCell})
	v.items.SetRows(cells{func() int { return len(v.foundItems) }, v.itemCell})
	v.items.Select(0)
	v.showPick()
}

func (v *View) list(t *kit.KeyTable, shown bool) {
	if shown {
		t.Show()
	} else {
		t.Hide()
	}
}

// showPick says in full what Enter would put on the bill: quantity, unit,
// specification and maker, before it is done.
func (v *View) showPick() {
	typed := ParseTyped(v.itemBox.Text)
	switch {
	case typed.Err != nil:
		v.pick.SetText(Explain(v.deps.Texts, typed.Err))
	case typed.Query == "" && typed.Quantity > 0 && v.model.Selected() >= 0:
		l := v.model.Bill().Lines[v.model.Selected()]
		v.pick.SetText(v.t(i18n.TillPick, typed.Quantity.String(), l.Unit, l.Name, l.Spec, l.Maker, l.Price.String()))
	case len(v.foundItems) > 0:
		v.pick.SetText(v.pickText(v.foundItems[max(0, v.items.Selected())], typed))
	case typed.Query != "":
		v.pick.SetText(notFound(typed.Query).Text(v.deps.Texts))
	default:
		v.pick.SetText("")
	}
}

func (v *View) pickText(i catalog.Item, typed Typed) string {
	q := typed.Quantity
	if q == 0 {
		q = receipts.One
	}
	return v.t(i18n.TillPick, q.String(), i.Unit, i.Name, i.Spec, i.Maker, i.Price.String())
}

func (v *View) patientLine() string {
	p := v.model.Bill().Patient
	if p.ID == "" {
		return v.t(i18n.TillNoPatientYet)
	}
	pays := v.t(i18n.TillSelfPaying)
	if v.model.Bill().Insured {
		pays = v.insuranceText(v.model.Bill())
	}
	parts := []string{p.Name, p.Number, pays, v.sexWord(p.Sex), p.BirthDate, p.Phone, receipts.Masked(p.IDNumber)}
	text := ""
	for _, part := range parts {
		if part != "" {
			text += part + "   "
		}
	}
	return text
}
