package owed

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/store"
)

// dialog is the dialog. All of it belongs to Fyne's goroutine.
type dialog struct {
	model *Model
	asker *person.Asker
	form  *kit.Form

	sum, chosen *widget.Label
	list        *kit.KeyTable
	reference   *kit.KeyEntry
	settled     bool   // what went back is listed
	last        string // the reference written down last, until it was said that it came again
	all         []store.Owed
}

// Open shows the dialog over the window of asker; closed hears that it is gone.
func Open(asker *person.Asker, closed func()) {
	d := &dialog{model: NewModel(asker.Ledger, asker.Texts), asker: asker, form: kit.NewForm(asker.Texts, asker.Window)}
	t := asker.Texts.T
	d.sum, d.chosen = widget.NewLabel(""), kit.NewText("")
	d.sum.TextStyle.Bold, d.chosen.TextStyle.Bold = true, true
	d.list = kit.NewKeyTable(d.form.Keys, d.columns(), d)
	d.list.OnSelect = func(int) { d.choose() }
	d.reference = kit.NewKeyEntry(d.form.Keys, t(i18n.OwedHint))
	d.reference.OnKey = func(name fyne.KeyName) bool { return !kit.IsEnter(name) && d.list.Step(name) }
	d.form.GoesOn = true
	d.form.Work = d.repaid
	d.form.OnClosed = closed
	d.form.Command(fyne.KeyF4, t(i18n.OwedSettledKey), func() {
		d.settled = !d.settled
		d.form.Say(kit.Plain, "")
		d.read()
	})
	d.form.Open(t(i18n.OwedTitle), t(i18n.OwedRepaidKey), kit.Field{Input: kit.NewText(t(i18n.OwedText))}, kit.Field{Input: d.sum},
		kit.Field{Input: kit.Sized(d.list, kit.ListWidth, kit.ListHeight)}, kit.Field{Input: kit.Sized(d.chosen, kit.ListWidth, chosenHeight)},
		kit.Field{Label: t(i18n.OwedReference), Input: d.reference})
	d.read()
}

// chosenHeight is room for two lines, in Fyne's units.
const chosenHeight = 56

func (d *dialog) columns() []kit.Column {
	t := d.asker.Texts.T
	since, reference := i18n.OwedColSince, i18n.OwedColPaid
	if d.settled {
		since, reference = i18n.OwedColWent, i18n.OwedColBack
	}
	return []kit.Column{
		{Title: t(since), Min: 140}, {Title: t(i18n.TillColNumber), Min: 115}, {Title: t(i18n.OwedColTender), Min: 105},
		{Title: t(i18n.TillColAmount), Min: 90, Align: fyne.TextAlignTrailing, Bold: true}, {Title: t(reference), Min: 130, Share: 1},
		{Title: t(i18n.TillColName), Min: 90, Share: 1}, {Title: t(i18n.TillColPhone), Min: 115},
	}
}

// Len and Cell complete kit.Rows.
func (d *dialog) Len() int                 { return len(d.all) }
func (d *dialog) Cell(row, col int) string { return d.model.Cell(d.all[row], col) }

// read lists anew, in the background, with the first chosen.
func (d *dialog) read() {
	settled := d.settled
	kit.Background(d.asker.Post, func(ctx context.Context) ([]store.Owed, error) { return d.model.List(ctx, settled) }, func(all []store.Owed, err error) {
		switch {
		case err != nil:
			d.form.Say(kit.Alarm, err.Error())
			return
		case settled != d.settled: // asked for the other list meanwhile
			return
		}
		d.all = all
		d.sum.SetText(d.model.Sum(all, settled))
		d.list.SetColumns(d.columns())
		d.list.SetRows(d)
		d.list.Select(0)
		d.choose()
	})
}

// now is the chosen one; nil where there is none.
func (d *dialog) now() *store.Owed {
	if row := d.list.Selected(); row >= 0 && row < len(d.all) {
		return &d.all[row]
	}
	return nil
}

func (d *dialog) choose() {
	text := ""
	if o := d.now(); o != nil {
		text = d.model.Chosen(*o)
	}
	d.chosen.SetText(text)
}

// repaid writes down that the chosen one went back.
func (d *dialog) repaid(done func(error)) {
	if err := d.model.Check(d.now(), d.reference.Text, d.last); err != nil {
		if strings.TrimSpace(d.reference.Text) != "" {
			d.last = "" // said once
		}
		done(err)
		return
	}
	by, o, reference := d.asker.Desk.Actor(), *d.now(), d.reference.Text
	kit.Background(d.asker.Post, func(ctx context.Context) (store.Owed, error) {
		return d.model.Repaid(ctx, by, o, reference)
	}, func(went store.Owed, err error) {
		if err == nil {
			d.last = went.Settled.Reference
			d.reference.SetText("")
			d.form.Say(kit.Good, d.model.Done(went))
			d.read()
		}
		done(err)
	})
}
