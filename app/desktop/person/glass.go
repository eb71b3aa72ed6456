package person

import (
	"context"
	"errors"
	"strings"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/store"
)

// glassUse is what somebody comes in for with the break-glass code.
type glassUse struct {
	// asker is who asks for an approval and so cannot be who comes in; zero where
	// nobody asks.
	asker store.Actor
	// use does what it is for, and calls done in Fyne's goroutine.
	use func(by store.Actor, done func(error))
	// used is called when the dialog is closed after that.
	used func()
}

// glass asks for the break-glass code, the own login and the reason. The code
// counts once: whoever came in stays in while the dialog is open, should what he
// came for not succeed at once.
func (a *Asker) glass(u glassUse) {
	f := a.form()
	code, id, reason := kit.NewKeyEntry(f.Keys, "XXXXX-XXXXX-XXXXX-XXXXX"), kit.NewKeyEntry(f.Keys, ""), kit.NewNameEntry(f.Keys, "")
	var in store.Actor
	succeeded := false
	use := func(done func(error)) {
		u.use(in, func(err error) {
			succeeded = err == nil
			done(err)
		})
	}
	f.Work = func(done func(error)) {
		if !in.IsZero() {
			use(done)
			return
		}
		if !u.asker.IsZero() && strings.EqualFold(strings.TrimSpace(id.Text), u.asker.ID()) {
			done(errors.New(a.t(i18n.PersonNotOwn)))
			return
		}
		code, id, reason := code.Text, id.Text, reason.Text
		kit.Background(a.Post, func(ctx context.Context) (store.Actor, error) {
			if u.asker.IsZero() {
				return a.Ledger.BreakGlass(ctx, code, id, reason)
			}
			return a.Ledger.BreakGlassToApprove(ctx, u.asker, code, id, reason)
		}, func(by store.Actor, err error) {
			if err != nil {
				done(a.said(err))
				return
			}
			in = by
			use(done)
		})
	}
	f.OnClosed = func() {
		if succeeded {
			u.used()
		}
	}
	f.Open(a.t(i18n.PersonGlass), "", kit.Field{Input: kit.NewText(a.t(i18n.PersonGlassText))},
		kit.Field{Label: a.t(i18n.PersonCode), Input: code}, kit.Field{Label: a.t(i18n.PersonOwnLogin), Input: id},
		kit.Field{Label: a.t(i18n.PersonReason), Input: reason})
}
