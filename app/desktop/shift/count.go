package shift

import (
	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/store"
)

// counting is a dialog in which a drawer is counted, before anybody sees what it
// must hold.
type counting struct {
	screen *Screen
	form   *kit.Form
	cash   *kit.KeyEntry
	slips  []*kit.KeyEntry
	reason *kit.KeyEntry // only for another cashier's shift
	window *kit.KeyEntry // where the cashier went on; not where the shift is handed over

	pieces []store.Pieces
	sum    string // what the pieces came to, as it was written into cash
	typed  map[int]string
}

// ending is how a shift ends for which the drawer is counted.
type ending int

const (
	ownShift    ending = iota // the cashier's own, perhaps left for a borrowed PC
	handedOver                // to the next cashier, at this window
	othersShift               // another cashier's, which may be closed without a count
)

// newCounting makes the dialog.
func (s *Screen) newCounting(how ending) *counting {
	c := &counting{screen: s, form: s.form(), typed: map[int]string{}}
	c.cash = kit.NewKeyEntry(c.form.Keys, "0.00")
	for range s.model.SlipTenders() {
		c.slips = append(c.slips, kit.NewKeyEntry(c.form.Keys, s.model.t(i18n.ShiftSlipsHint)))
	}
	if how == othersShift {
		c.reason = kit.NewNameEntry(c.form.Keys, s.model.t(i18n.ShiftReasonHint))
	}
	if how != handedOver {
		c.window = kit.NewKeyEntry(c.form.Keys, s.model.t(i18n.ShiftWindowHint))
	}
	c.form.EnterAccepts = true
	c.form.Command(fyne.KeyF6, s.model.t(i18n.ShiftKeyPieces), c.askPieces)
	return c
}

// fields are the dialog's lines.
func (c *counting) fields() []kit.Field {
	m := c.screen.model
	all := []kit.Field{{Input: kit.NewText(m.t(i18n.ShiftBlind))}, {Label: m.t(i18n.ShiftCountCash), Input: c.cash}}
	if asked := c.screen.opt.Unanswered; asked != nil && asked() {
		open := kit.NewText(kit.Warning.Symbol() + " " + m.t(i18n.OverOpen))
		open.TextStyle.Bold = true
		all = append([]kit.Field{{Input: open}}, all...)
	}
	for i, t := range m.SlipTenders() {
		all = append(all, kit.Field{Label: m.TenderWord(t), Input: c.slips[i]})
	}
	if c.reason != nil {
		all = append(all, kit.Field{Label: m.t(i18n.ShiftWhyNotCounted), Input: c.reason})
	}
	if c.window != nil {
		all = append(all, kit.Field{Label: m.t(i18n.ShiftContinuedAt), Input: c.window})
	}
	return all
}

// read is what was counted.
func (c *counting) read() (store.Count, error) {
	f := CountForm{Cash: c.cash.Text}
	for _, e := range c.slips {
		f.Tenders = append(f.Tenders, e.Text)
	}
	if c.cash.Text == c.sum {
		f.Pieces = c.pieces
	}
	if c.reason != nil {
		f.NotCounted = c.reason.Text
	}
	if c.window != nil {
		f.Window = c.window.Text
	}
	return c.screen.model.Count(f)
}

// askPieces counts notes and coins one kind after the other and writes what they
// come to into the cash.
func (c *counting) askPieces() {
	s := c.screen
	f := s.form()
	values := pieces(s.model.rules().Currency)
	entries := make([]*kit.KeyEntry, len(values))
	fields := make([]kit.Field, len(values))
	for i, v := range values {
		entries[i] = kit.NewKeyEntry(f.Keys, "")
		entries[i].SetText(c.typed[i])
		fields[i] = kit.Field{Label: s.model.Money(v) + " ×", Input: entries[i]}
	}
	f.OnAccept = func() error {
		counts := make([]string, len(entries))
		for i, e := range entries {
			counts[i], c.typed[i] = e.Text, e.Text
		}
		sum, all, err := s.model.Add(values, counts)
		if err == nil {
			c.pieces, c.sum = all, s.model.rules().Currency.Format(sum)
			c.cash.SetText(c.sum)
		}
		return err
	}
	f.Open(s.model.t(i18n.ShiftKeyPieces), "", fields...)
}
