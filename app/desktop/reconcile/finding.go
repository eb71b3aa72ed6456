package reconcile

import (
	"context"
	"errors"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/refusal"
	"outpost/app/i18n"
	"outpost/app/proof"
	"outpost/store"
	"outpost/store/incident"
	"outpost/sync/reconcile"
)

// CloseFinding writes down that a person closed a finding of the proof, and why.
func (m *Model) CloseFinding(ctx context.Context, f reconcile.Finding, reason string, by store.Actor) error {
	_, err := m.st.Ledger.DecideFinding(ctx, by, proof.Decision(f, reason))
	return refusal.Error(m.texts, err)
}

// closeFinding opens the form of a decision on the selected finding.
func (s *Screen) closeFinding() {
	f, ok := s.proved.Finding(s.proofs.Selected())
	if !ok {
		s.message.Say(kit.Notice, s.opt.Texts.T(i18n.ReconcileNoFinding), "")
		return
	}
	t := s.opt.Texts.T
	form := kit.NewForm(s.opt.Texts, s.opt.Window)
	reason := kit.NewNameEntry(form.Keys, "")
	form.Work = func(done func(error)) {
		if reason.Text == "" {
			done(errors.New(t(i18n.RefusedReason)))
			return
		}
		s.opt.Asker.As(incident.RoleInfoHead, func(by store.Actor) {
			kit.Background(s.opt.Post, kit.Doing(func(ctx context.Context) error { return s.model.CloseFinding(ctx, f, reason.Text, by) }), func(_ kit.Nothing, err error) {
				done(err)
				if err == nil {
					s.prove()
				}
			})
		}, func() { done(errors.New(t(i18n.PersonNotSigned))) })
	}
	form.Open(t(i18n.ReconcileCloseFinding), "",
		kit.Field{Input: kit.NewText(proof.FindingText(s.opt.Texts, s.opt.Station.Ledger.Rules(), f))},
		kit.Field{Label: t(i18n.PersonReason), Input: reason})
}
