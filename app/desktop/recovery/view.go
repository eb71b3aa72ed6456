package recovery

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/paper"
	"outpost/app/station"
)

// saidHeight is room for two lines, in Fyne's units.
const saidHeight = 56

// dialog is the dialog. All of it belongs to Fyne's goroutine.
type dialog struct {
	model            *Model
	asker            *person.Asker
	form             *kit.Form
	code, name, paid *kit.KeyEntry
	sum, said        *widget.Label
	list             *kit.KeyTable
}

// Open shows the dialog over the window of asker; closed hears that it is gone.
func Open(st *station.Station, asker *person.Asker, closed func()) {
	d := &dialog{model: NewModel(st, asker.Texts), asker: asker, form: kit.NewForm(asker.Texts, asker.Window)}
	t := asker.Texts.T
	d.code = kit.NewKeyEntry(d.form.Keys, t(i18n.RecoveryCodeHint))
	d.name = kit.NewNameEntry(d.form.Keys, t(i18n.RecoveryNameHint))
	d.paid = kit.NewKeyEntry(d.form.Keys, t(i18n.RecoveryPaidHint, d.model.Tenders()))
	d.code.OnKey = func(name fyne.KeyName) bool {
		if kit.IsEnter(name) {
			d.form.Accept()
			return true
		}
		return d.choose(name)
	}
	d.name.OnKey, d.paid.OnKey = d.choose, d.choose
	d.sum, d.said = widget.NewLabel(d.model.Sum()), kit.NewText("")
	d.sum.TextStyle.Bold = true
	d.list = kit.NewKeyTable(d.form.Keys, []kit.Column{
		{Title: t(i18n.TillColNumber), Min: 130}, {Title: t(i18n.TillColName), Min: 120, Share: 1},
		{Title: t(i18n.TillColAmount), Min: 100, Align: fyne.TextAlignTrailing, Bold: true}, {Title: t(i18n.RecoveryColOutcome), Min: 220, Share: 1, Bold: true},
	}, d)
	d.list.OnSelect = func(row int) { d.said.SetText(d.model.Say(d.model.Lines()[row])) }
	d.form.GoesOn, d.form.EnterAccepts = true, true
	d.form.OnAccept, d.form.OnClosed = d.enter, closed
	d.form.Command(fyne.KeyF4, t(i18n.RecoveryCompleteKey), d.complete)
	d.form.Open(t(i18n.RecoveryTitle), t(i18n.RecoveryEnterKey), kit.Field{Input: kit.Sized(kit.NewText(t(i18n.RecoveryText)), kit.ListWidth, 0)},
		kit.Field{Label: t(i18n.RecoveryCode), Input: d.code}, kit.Field{Label: t(i18n.RecoveryName), Input: d.name},
		kit.Field{Label: t(i18n.RecoveryPaid), Input: d.paid}, kit.Field{Input: d.sum},
		kit.Field{Input: kit.Sized(d.list, kit.ListWidth, kit.ListHeight)}, kit.Field{Input: kit.Sized(d.said, kit.ListWidth, saidHeight)})
}

// choose moves among the codes with PgUp and PgDn, a line at a time.
func (d *dialog) choose(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyPageUp:
		return d.list.Step(fyne.KeyUp)
	case fyne.KeyPageDown:
		return d.list.Step(fyne.KeyDown)
	}
	return false
}

// Len, Cell and Tone complete kit.Rows and kit.Toned.
func (d *dialog) Len() int { return len(d.model.Lines()) }
func (d *dialog) Cell(row, col int) string {
	l := d.model.Lines()[row]
	total := ""
	if l.Number != "" {
		total = d.model.money(l.Total)
	}
	return [...]string{l.Number, l.Name, total, d.model.Word(l.Outcome)}[col]
}
func (d *dialog) Tone(row int) kit.Tone { return tone(d.model.Lines()[row].Outcome) }

func tone(o Outcome) kit.Tone { return [...]kit.Tone{kit.Good, kit.Stale, kit.Warning, kit.Alarm}[o] }

// enter takes what is typed; the boxes are free at once for the next scan, and the
// answers come in their own time.
func (d *dialog) enter() error {
	typed := Typed{d.code.Text, d.name.Text, d.paid.Text}
	if strings.TrimSpace(typed.Code) == "" {
		return errors.New(d.asker.Texts.T(i18n.RecoveryNeedCode))
	}
	for _, e := range []*kit.KeyEntry{d.code, d.name, d.paid} {
		e.SetText("")
	}
	d.code.FocusOn(d.asker.Window.Canvas())
	d.form.Say(kit.Notice, d.asker.Texts.T(i18n.RecoveryWorking))
	by := d.asker.Desk.Actor()
	kit.Background(d.asker.Post, func(ctx context.Context) (Line, error) { return d.model.Enter(ctx, by, typed), nil }, func(l Line, _ error) { d.came(l) })
	return nil
}

// came shows what became of a code. The keyboard stays where it is: the next one
// may be on its way.
func (d *dialog) came(l Line) {
	d.model.Add(l)
	d.sum.SetText(d.model.Sum())
	d.list.SetRows(d)
	d.list.Select(0)
	d.form.Say(tone(l.Outcome), d.model.Say(l))
}

// complete is F4: the chosen code comes back into the boxes, with the keyboard
// where something lacks that the paper says.
func (d *dialog) complete() {
	at := d.list.Selected()
	if at < 0 || at >= len(d.model.Lines()) || d.model.Lines()[at].Outcome != Refused {
		d.form.Say(kit.Notice, d.asker.Texts.T(i18n.RecoveryChoose))
		return
	}
	l, box := d.model.Lines()[at], d.name
	d.code.SetText(l.Typed.Code)
	d.name.SetText(l.Typed.Name)
	d.paid.SetText(l.Typed.Paid)
	if errors.Is(l.Err, paper.ErrNoPayments) || errors.Is(l.Err, errPaid) {
		box = d.paid
	}
	box.FocusOn(d.asker.Window.Canvas())
}
