package refused

import (
	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/store"
)

// dialog is the dialog. All of it belongs to Fyne's goroutine.
type dialog struct {
	model      *Model
	list       *kit.KeyTable
	find       *kit.KeyEntry
	all, shown []store.RefusedRefund
}

// Open shows the dialog over the window of asker.
func Open(asker *person.Asker) {
	d := &dialog{model: NewModel(asker.Ledger, asker.Texts)}
	t, f := asker.Texts.T, kit.NewForm(asker.Texts, asker.Window)
	d.list = kit.NewKeyTable(f.Keys, []kit.Column{
		{Title: t(i18n.RefusedColWhen), Min: 140}, {Title: t(i18n.RefusedColNumber), Min: 170, Bold: true}, {Title: t(i18n.RefusedColBy), Min: 90},
		{Title: t(i18n.RefusedColReason), Min: 200, Share: 1},
	}, d)
	d.find = kit.NewKeyEntry(f.Keys, t(i18n.RefusedHint))
	d.find.OnKey = func(name fyne.KeyName) bool { return d.list.Step(name) }
	d.find.OnChanged = func(string) { d.show() }
	todo := kit.NewText(d.model.ToDo())
	todo.TextStyle.Bold = true
	f.ReadOnly = true
	f.Open(t(i18n.RefusedTitle), "", kit.Field{Input: kit.NewText(t(i18n.RefusedText))}, kit.Field{Input: todo},
		kit.Field{Label: t(i18n.RefusedFind), Input: d.find}, kit.Field{Input: kit.Sized(d.list, kit.ListWidth, kit.ListHeight)})
	kit.Background(asker.Post, d.model.List, func(all []store.RefusedRefund, err error) {
		if err != nil {
			f.Say(kit.Alarm, err.Error())
			return
		}
		d.all = all
		d.show()
	})
}

// Len and Cell complete kit.Rows.
func (d *dialog) Len() int                 { return len(d.shown) }
func (d *dialog) Cell(row, col int) string { return d.model.Cell(d.shown[row], col) }

// show lists those that are looked for.
func (d *dialog) show() {
	d.shown = d.model.Find(d.all, d.find.Text)
	d.list.SetEmpty(d.model.Empty(d.all, d.find.Text))
	d.list.SetRows(d)
	d.list.Select(0)
}
