package shift

import (
	"context"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/store"
)

// Toggle is F10: it opens the shift of whoever works here, closes it, or closes
// the one that another cashier left.
func (s *Screen) Toggle() {
	if s.opt.Window.Canvas().Overlays().Top() != nil {
		return
	}
	switch s.model.Step(s.opt.Asker.Desk.Actor()) {
	case StepOpen:
		s.askOpen()
	case StepClose:
		s.askClose()
	default:
		s.askCloseOthers()
	}
}

func (s *Screen) form() *kit.Form { return kit.NewForm(s.opt.Texts, s.opt.Window) }

// work has a dialog write something down in the background; then gets what came
// of it once the dialog is closed.
func work[T any](s *Screen, f *kit.Form, begin func() (kit.Task[T], error), then func(T)) {
	kit.WorkIn(f, s.opt.Post, begin, func(came T) {
		s.changed()
		then(came)
	})
}

// askOpen asks for the float; F6 is for a cashier who comes from another window.
func (s *Screen) askOpen() {
	f, by := s.form(), s.opt.Asker.Desk.Actor()
	float := kit.NewKeyEntry(f.Keys, "0")
	work(s, f, func() (kit.Task[store.Shift], error) {
		cash := float.Text
		return func(ctx context.Context) (store.Shift, error) { return s.model.Begin(ctx, by, cash, "", "") }, nil
	}, s.opened)
	f.Command(fyne.KeyF6, s.model.t(i18n.ShiftKeyContinue), func() { s.askContinue(f, float.Text) })
	f.Open(s.model.t(i18n.ShiftOpenFor, by.ID()), s.model.t(i18n.ShiftOpenIt), kit.Field{Label: s.model.t(i18n.ShiftFloat), Input: float})
}

func (s *Screen) opened(open store.Shift) {
	s.say(kit.Good, s.model.t(i18n.ShiftOpenedNow, open.Cashier))
}

// askContinue opens a shift that goes on with one at an abandoned window.
func (s *Screen) askContinue(outer *kit.Form, float string) {
	f, by := s.form(), s.opt.Asker.Desk.Actor()
	cash, window, shift := kit.NewKeyEntry(f.Keys, "0"), kit.NewKeyEntry(f.Keys, "W01"), kit.NewKeyEntry(f.Keys, s.model.t(i18n.ShiftIDHint))
	cash.SetText(float)
	f.First = window
	work(s, f, func() (kit.Task[store.Shift], error) {
		cash, window, shift := cash.Text, window.Text, shift.Text
		return func(ctx context.Context) (store.Shift, error) { return s.model.Begin(ctx, by, cash, window, shift) }, nil
	}, func(open store.Shift) {
		outer.Leave()
		s.opened(open)
	})
	f.Open(s.model.t(i18n.ShiftKeyContinue), "", kit.Field{Input: kit.NewText(s.model.t(i18n.ShiftContinueText))},
		kit.Field{Label: s.model.t(i18n.ShiftFloat), Input: cash}, kit.Field{Label: s.model.t(i18n.ShiftFromWindow), Input: window},
		kit.Field{Label: s.model.t(i18n.ShiftID), Input: shift})
}
