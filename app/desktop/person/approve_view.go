package person

import (
	"context"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/store"
)

// approve is the dialog of Approve.
func (a *Asker) approve(then func([]store.Approval), left func(), requests []Request) {
	asker := a.Desk.Actor()
	f := a.form()
	s := a.newSignature(f)
	var given []store.Approval
	f.Work = func(done func(error)) {
		id, pin := s.id.Text, s.pin.Text
		kit.Background(a.Post, func(ctx context.Context) ([]store.Approval, error) {
			return approvals(ctx, a.Ledger, asker, id, pin, requests)
		}, func(all []store.Approval, err error) {
			if err != nil {
				a.refused(f, s, err, done)
				return
			}
			given = all
			done(nil)
		})
	}
	f.OnClosed = func() {
		if given == nil {
			left()
			return
		}
		then(given)
	}
	f.EnterAccepts = true
	if !a.drill() {
		f.Command(fyne.KeyF6, a.t(i18n.PersonGlassKey), func() { a.approveByGlass(f, asker, requests, &given) })
	}
	text := kit.NewText(asked(a.Texts, requests))
	text.TextStyle.Bold = true
	who := kit.NewText(a.t(i18n.PersonApproves, Word(a.Texts, leastRole(requests)), asker.ID()))
	f.Open(a.t(i18n.PersonApproval), a.t(i18n.PersonApprove), append([]kit.Field{{Input: text}, {Input: who}}, a.fields(s)...)...)
}

// approveByGlass has somebody come in with the break-glass code and approve.
func (a *Asker) approveByGlass(f *kit.Form, asker store.Actor, requests []Request, given *[]store.Approval) {
	a.glass(glassUse{
		asker: asker,
		use: func(by store.Actor, done func(error)) {
			kit.Background(a.Post, func(ctx context.Context) ([]store.Approval, error) {
				return glassApprovals(ctx, a.Ledger, asker, by, requests)
			}, func(all []store.Approval, err error) {
				*given = all
				done(a.said(err))
			})
		},
		used: f.Done,
	})
}
