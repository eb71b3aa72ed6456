package handedout

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
)

// dialog is the dialog of one receipt. All of it belongs to Fyne's goroutine.
type dialog struct {
	sheet *Sheet
	asker *person.Asker
	form  *kit.Form

	lines      *kit.KeyTable
	word       *kit.KeyEntry
	department *kit.KeyEntry
	written    int // lines
}

// Open shows what departments said of the lines of a receipt and takes what they
// say now; closed hears what was written down, empty where nothing was.
func Open(asker *person.Asker, number string, closed func(text string)) {
	kit.Background(asker.Post, func(ctx context.Context) (*Sheet, error) { return NewSheet(ctx, asker.Ledger, asker.Texts, number) }, func(s *Sheet, err error) {
		if err != nil {
			closed(err.Error())
			return
		}
		open(asker, s, closed)
	})
}

func open(asker *person.Asker, s *Sheet, closed func(text string)) {
	t := asker.Texts.T
	d := &dialog{sheet: s, asker: asker, form: kit.NewForm(asker.Texts, asker.Window)}
	d.lines = kit.NewKeyTable(d.form.Keys, d.columns(), d)
	d.word = kit.NewKeyEntry(d.form.Keys, t(i18n.HandedHint))
	d.word.OnKey = d.wordKey
	d.department = kit.NewNameEntry(d.form.Keys, t(i18n.HandedDepartmentHint))
	d.form.Work = d.write
	d.form.OnClosed = func() {
		text := ""
		if d.written > 0 {
			text = asker.Texts.N(i18n.HandedWritten, d.written, s.Receipt.Number, strings.TrimSpace(d.department.Text))
		}
		closed(text)
	}
	d.form.Command(fyne.KeyF5, t(i18n.HandedRestKey), func() {
		s.SayRest()
		d.reload()
	})
	height := min(kit.ListHeight, float32(70+38*len(s.Receipt.Lines)))
	d.form.Open(t(i18n.HandedTitle, s.Receipt.Number, s.Receipt.Patient.Name), "",
		kit.Field{Input: kit.Sized(d.lines, kit.ListWidth, height)},
		kit.Field{Label: t(i18n.HandedWord), Input: d.word}, kit.Field{Label: t(i18n.HandedDepartment), Input: d.department})
	d.lines.Select(0)
	if err := s.Closed(); err != nil {
		d.form.Say(kit.Notice, err.Error())
	}
}

func (d *dialog) columns() []kit.Column {
	t, end := d.asker.Texts.T, fyne.TextAlignTrailing
	all := make([]kit.Column, sheetColumns)
	all[colNumber] = kit.Column{Title: "#", Min: 34, Align: end}
	all[colItem] = kit.Column{Title: t(i18n.TillColItem), Min: 150, Share: 2, Bold: true}
	all[colSpec] = kit.Column{Title: t(i18n.TillColSpec), Min: 90, Share: 1}
	all[colQuantity] = kit.Column{Title: t(i18n.TillColQuantity), Min: 74, Align: end}
	all[colSaid] = kit.Column{Title: t(i18n.RefundColGiven), Min: 150, Share: 1}
	all[colWho] = kit.Column{Title: t(i18n.HandedColWho), Min: 150, Share: 1}
	return all
}

// Len and Cell complete kit.Rows.
func (d *dialog) Len() int                 { return len(d.sheet.Receipt.Lines) }
func (d *dialog) Cell(row, col int) string { return d.sheet.Cell(row, col) }

// wordKey chooses lines with Up and Down; Enter takes what was typed for the
// chosen one and goes to the next, and in the empty box goes on.
func (d *dialog) wordKey(name fyne.KeyName) bool {
	switch {
	case kit.IsEnter(name) && strings.TrimSpace(d.word.Text) != "":
		if err := d.sheet.Say(d.lines.Selected()+1, d.word.Text); err != nil {
			d.form.Say(kit.Alarm, err.Error())
			return true
		}
		d.form.Say(kit.Plain, "")
		d.word.SetText("")
		d.reload()
		d.lines.Step(fyne.KeyDown)
		return true
	case name == fyne.KeyUp, name == fyne.KeyDown:
		return d.lines.Step(name)
	}
	return false
}

func (d *dialog) reload() {
	at := d.lines.Selected()
	d.lines.Reload()
	d.lines.Select(at)
}

// write writes down what was typed, in the background.
func (d *dialog) write(done func(error)) {
	if strings.TrimSpace(d.word.Text) != "" { // typed and not yet entered
		if err := d.sheet.Say(d.lines.Selected()+1, d.word.Text); err != nil {
			done(err)
			return
		}
		d.word.SetText("")
		d.reload()
	}
	if err := d.sheet.Check(d.department.Text); err != nil {
		done(err)
		return
	}
	by, lines, department := d.asker.Desk.Actor(), d.sheet.Typed(), d.department.Text
	kit.Background(d.asker.Post, kit.Doing(func(ctx context.Context) error { return d.sheet.Write(ctx, by, lines, department) }), func(_ kit.Nothing, err error) {
		if err == nil {
			d.written = len(lines)
		}
		done(err)
	})
}
