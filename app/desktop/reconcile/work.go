package reconcile

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/proof"
	"outpost/sync/his"
	"outpost/sync/reconcile"
	"outpost/sync/reentry"
)

// run starts the re-entry in the background; Esc stops it after the receipt
// that is on its way.
func (s *Screen) run() {
	if why := s.model.MayRun(s.opt.View()); why != "" || s.busy {
		s.message.Say(kit.Warning, why, "")
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.stop = cancel
	s.message.Say(kit.Notice, s.opt.Texts.T(i18n.ReconcileStarting), "")
	s.showCommands()
	go func() {
		summary, err := s.opt.Station.Reenter(ctx, func(p reentry.Progress) {
			s.opt.Post(func() { s.message.Say(kit.Notice, s.model.Running(p), "") })
		})
		cancel()
		s.opt.Post(func() {
			s.stop = nil
			tone, text := s.model.Ended(summary, err)
			s.message.Say(tone, text, "")
			s.showCommands()
			s.load(s.model.query, false)
		})
	}()
}

// background does something that takes time, one thing at a time.
func (s *Screen) background(say i18n.Key, work func(ctx context.Context) func()) {
	if s.busy {
		return
	}
	s.busy = true
	s.message.Say(kit.Notice, s.opt.Texts.T(say), "")
	go func() {
		done := work(context.Background())
		s.opt.Post(func() {
			s.busy = false
			done()
		})
	}()
}

// commission runs the commissioning check of the HIS.
func (s *Screen) commission() {
	if why := s.model.MayRun(s.opt.View()); why != "" {
		s.message.Say(kit.Warning, why, "")
		return
	}
	s.background(i18n.ReconcileChecking, func(ctx context.Context) func() {
		c, err := s.opt.Station.Commission(ctx)
		return func() {
			if err != nil {
				s.message.Say(kit.Alarm, err.Error(), his.Hint(err))
				return
			}
			s.checked = c
			s.showCheck()
			s.message.Clear()
		}
	})
}

// prove makes the proof and shows it in the place of the list.
func (s *Screen) prove() {
	s.background(i18n.ReconcileProving, func(ctx context.Context) func() {
		p, err := proof.Collect(ctx, s.opt.Station)
		return func() {
			if err != nil {
				s.message.Say(kit.Alarm, err.Error(), "")
				return
			}
			s.message.Clear()
			s.showProof(&p)
		}
	})
}

// showProof puts a proof in the place of the list, or the list back.
func (s *Screen) showProof(p *reconcile.Proof) {
	s.proof = p
	s.center.Objects = []fyne.CanvasObject{s.table}
	if p != nil {
		s.center.Objects = []fyne.CanvasObject{s.proofs}
		s.proofs.SetRows(s.model.ProofRows(*p))
		s.title.SetText(s.opt.Texts.T(i18n.ProofTitle))
		s.detail.SetText("")
	} else {
		s.title.SetText(s.model.Title())
		s.showDetail()
	}
	s.center.Refresh()
	s.showCommands()
	s.Focus()
}

// print writes the proof that is shown as a PDF and prints it where a printer
// is set.
func (s *Screen) print() {
	p := *s.proof
	s.background(i18n.ReconcilePrinting, func(ctx context.Context) func() {
		path, notPrinted, err := s.model.Paper(ctx, p)
		return func() {
			switch {
			case err != nil:
				s.message.Say(kit.Alarm, err.Error(), "")
			case notPrinted != nil:
				s.message.Say(kit.Warning, s.opt.Texts.T(i18n.ReconcileSaved, path), notPrinted.Error())
			default:
				s.message.Say(kit.Good, s.opt.Texts.T(i18n.ReconcileSaved, path), "")
			}
		}
	})
}

// decide opens the form of a decision on the selected receipt.
func (s *Screen) decide() {
	row, ok := s.model.At(s.table.Selected())
	if !ok {
		s.message.Say(kit.Notice, s.opt.Texts.T(i18n.ReconcileNoneSelected), "")
		return
	}
	choices := s.model.Choices(row)
	if len(choices) == 0 {
		s.message.Say(kit.Notice, s.opt.Texts.T(i18n.ReconcileNothingToDecide, proof.StateWord(s.opt.Texts, row.State)), "")
		return
	}
	t := s.opt.Texts.T
	form := kit.NewForm(s.opt.Texts, s.opt.Window)
	choice, number, role := kit.NewKeyEntry(form.Keys, ""), kit.NewKeyEntry(form.Keys, ""),
		kit.NewKeyEntry(form.Keys, "")
	roles := widget.NewLabel("")
	choice.OnChanged = func(typed string) {
		roles.SetText(person.RolesFrom(s.opt.Texts, s.model.LeastRole(row, typed)))
	}
	choice.OnChanged("")
	name, reason := kit.NewNameEntry(form.Keys, ""), kit.NewNameEntry(form.Keys, "")
	decisions := widget.NewLabel(person.Numbered(choices))
	form.OnAccept = func() error {
		f := Form{Choice: choice.Text, HISNumber: number.Text, Role: role.Text, Name: name.Text, Reason: reason.Text}
		if err := s.model.Decide(context.Background(), row, f); err != nil {
			return err
		}
		s.message.Say(kit.Good, t(i18n.ReconcileDecided, row.Receipt.Number), "")
		s.load(s.model.query, false)
		return nil
	}
	form.Open(t(i18n.ReconcileDecideOn, row.Receipt.Number), "",
		kit.Field{Label: t(i18n.ProofColumnDecision), Input: choice}, kit.Field{Input: decisions}, kit.Field{Label: t(i18n.ReconcileHISNumber), Input: number},
		kit.Field{Label: t(i18n.PersonRole), Input: role}, kit.Field{Input: roles}, kit.Field{Label: t(i18n.PersonName), Input: name},
		kit.Field{Label: t(i18n.PersonReason), Input: reason})
}
