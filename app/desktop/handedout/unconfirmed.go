package handedout

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/store"
)

// mostListed bounds the list of lines that nobody confirmed.
const mostListed = 500

// list is the dialog of the lines that nobody confirmed.
type list struct {
	asker  *person.Asker
	form   *kit.Form
	sum    *kit.Message
	table  *kit.KeyTable
	number *kit.KeyEntry
	all    []store.Unconfirmed
	chosen string
}

// OpenUnconfirmed lists the lines of which no department said anything, and opens
// the receipt of the chosen one, or the one whose number is typed; closed hears
// that the list is gone.
func OpenUnconfirmed(asker *person.Asker, closed func()) { openList(asker, "", closed) }

func openList(asker *person.Asker, said string, closed func()) {
	t := asker.Texts.T
	l := &list{asker: asker, form: kit.NewForm(asker.Texts, asker.Window), sum: kit.NewMessage()}
	l.table = kit.NewKeyTable(l.form.Keys, []kit.Column{
		{Title: t(i18n.TillColNumber), Min: 115}, {Title: t(i18n.TillColTime), Min: 140}, {Title: t(i18n.TillColName), Min: 90, Share: 1},
		{Title: "#", Min: 34, Align: fyne.TextAlignTrailing}, {Title: t(i18n.TillColItem), Min: 150, Share: 2, Bold: true}, {Title: t(i18n.TillColQuantity), Min: 80, Align: fyne.TextAlignTrailing},
	}, l)
	l.number = kit.NewKeyEntry(l.form.Keys, t(i18n.HandedNumberHint))
	l.number.OnKey = func(name fyne.KeyName) bool { return !kit.IsEnter(name) && l.table.Step(name) }
	l.form.OnAccept = func() error {
		if l.chosen = strings.TrimSpace(l.number.Text); l.chosen == "" && l.table.Selected() >= 0 && l.table.Selected() < len(l.all) {
			l.chosen = l.all[l.table.Selected()].Receipt
		}
		return nil
	}
	l.form.OnClosed = func() {
		if l.chosen == "" {
			closed()
			return
		}
		Open(asker, l.chosen, func(text string) { openList(asker, text, closed) })
	}
	l.form.Open(t(i18n.HandedUnconfirmed), t(i18n.HandedOpenKey), kit.Field{Input: l.sum},
		kit.Field{Input: kit.Sized(l.table, kit.ListWidth, kit.ListHeight)}, kit.Field{Label: t(i18n.TillColNumber), Input: l.number})
	if said != "" {
		l.form.Say(kit.Notice, said)
	}
	l.read()
}

// counted is the list and how many there are in all.
type counted struct {
	all  []store.Unconfirmed
	many int64
}

func (l *list) read() {
	kit.Background(l.asker.Post, func(ctx context.Context) (c counted, err error) {
		if c.many, err = l.asker.Ledger.CountUnconfirmed(ctx); err == nil {
			c.all, err = l.asker.Ledger.Unconfirmed(ctx, mostListed)
		}
		return c, err
	}, func(c counted, err error) {
		if err != nil {
			l.form.Say(kit.Alarm, err.Error())
			return
		}
		text := l.asker.Texts.N(i18n.HandedSum, int(c.many))
		if more := c.many - int64(len(c.all)); more > 0 {
			text += " " + l.asker.Texts.T(i18n.HandedMore, len(c.all))
		}
		l.sum.Say(kit.Plain, text, "")
		l.all = c.all
		l.table.SetRows(l)
		l.table.Select(0)
	})
}

// Len and Cell complete kit.Rows.
func (l *list) Len() int { return len(l.all) }
func (l *list) Cell(row, col int) string {
	u, texts := l.all[row], l.asker.Texts
	at := l.asker.Ledger.Identity().Local(u.At)
	return [...]string{
		u.Receipt, texts.Date(at) + " " + texts.Time(at), u.Patient.Name, strconv.Itoa(u.Place), u.Line.Name, u.Line.Quantity.String() + " " + u.Line.Unit,
	}[col]
}
