package person

import (
	"context"
	"errors"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/store"
)

// newPIN asks a person whose PIN is right, but must be changed, for a new one,
// and keeps it; then gets it once the dialog is closed.
func (a *Asker) newPIN(id, old string, then func(pin string)) {
	f := a.form()
	first, again := a.TwoPINs(f)
	kept := ""
	f.Work = func(done func(error)) {
		pin, err := a.SamePIN(first, again)
		if err != nil {
			done(err)
			return
		}
		kit.Background(a.Post, func(ctx context.Context) (store.Actor, error) {
			return a.Ledger.ChangePIN(ctx, id, old, pin)
		}, func(_ store.Actor, err error) {
			if err == nil {
				kept = pin
			}
			done(a.said(err))
		})
	}
	f.OnClosed = func() {
		if kept != "" {
			then(kept)
		}
	}
	f.Open(a.t(i18n.PersonNewPIN, id), "", kit.Field{Input: kit.NewText(a.t(i18n.PersonNewPINText))},
		kit.Field{Label: a.t(i18n.PersonPIN), Input: first}, kit.Field{Label: a.t(i18n.PersonPINAgain), Input: again})
}

// TwoPINs makes the two entries of a new PIN.
func (a *Asker) TwoPINs(f *kit.Form) (first, again *kit.KeyEntry) {
	first, again = kit.NewKeyEntry(f.Keys, ""), kit.NewKeyEntry(f.Keys, "")
	first.Password, again.Password = true, true
	return first, again
}

// SamePIN is the new PIN where both entries hold it.
func (a *Asker) SamePIN(first, again *kit.KeyEntry) (string, error) {
	if first.Text != again.Text {
		again.SetText("")
		again.FocusOn(a.Window.Canvas())
		return "", errors.New(a.t(i18n.PersonPINDiffers))
	}
	return first.Text, nil
}

// ChangeOwnPIN asks whoever works at the window for the old PIN and a new one;
// changed is called after it is kept.
func (a *Asker) ChangeOwnPIN(changed func()) {
	f, id := a.form(), a.Desk.Actor().ID()
	old := kit.NewKeyEntry(f.Keys, "")
	old.Password = true
	first, again := a.TwoPINs(f)
	kit.WorkIn(f, a.Post, func() (kit.Task[store.Actor], error) {
		pin, err := a.SamePIN(first, again)
		former := old.Text
		return func(ctx context.Context) (store.Actor, error) {
			by, err := a.Ledger.ChangePIN(ctx, id, former, pin)
			return by, a.said(err)
		}, err
	}, func(store.Actor) { changed() })
	f.Open(a.t(i18n.PersonNewPIN, id), "", kit.Field{Label: a.t(i18n.PersonOldPIN), Input: old},
		kit.Field{Label: a.t(i18n.PersonPIN), Input: first}, kit.Field{Label: a.t(i18n.PersonPINAgain), Input: again})
}
