package reconcile

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/proof"
	"outpost/store"
	"outpost/store/incident"
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
	s.as(s.reenter)
}

// as has the information department do something with the HIS.
func (s *Screen) as(do func()) {
	s.opt.Asker.As(incident.RoleNetAdmin, func(store.Actor) { do() }, func() {
		s.message.Say(kit.Notice, s.opt.Texts.T(i18n.PersonNotSigned), "")
	})
}

func (s *Screen) reenter() {
	if s.busy || s.stop != nil {
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
	s.as(s.askHIS)
}

func (s *Screen) askHIS() {
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

// showRows shows the rows of the proof in the language spoken now.
func (s *Screen) showRows() {
	s.proved = s.model.ProofRows(*s.proof)
	s.proofs.SetRows(s.proved)
}

// showProof puts a proof in the place of the list, or the list back.
func (s *Screen) showProof(p *reconcile.Proof) {
	s.proof = p
	s.center.Objects = []fyne.CanvasObject{s.table}
	if p != nil {
		s.center.Objects = []fyne.CanvasObject{s.proofs}
		s.showRows()
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
	choice, number := kit.NewKeyEntry(form.Keys, ""), kit.NewKeyEntry(form.Keys, "")
	takes := widget.NewLabel("")
	choice.OnChanged = func(typed string) {
		takes.SetText(t(i18n.OrderRoleUp, person.Word(s.opt.Texts, s.model.LeastRole(row, typed))))
	}
	choice.OnChanged("")
	reason := kit.NewNameEntry(form.Keys, "")
	decisions := widget.NewLabel(person.Numbered(choices))
	form.Work = func(done func(error)) {
		d, least, err := s.model.Decision(row, Form{Choice: choice.Text, HISNumber: number.Text, Reason: reason.Text})
		if err != nil {
			done(err)
			return
		}
		s.opt.Asker.As(least, func(by store.Actor) { s.take(row, d, by, done) }, func() { done(errors.New(t(i18n.PersonNotSigned))) })
	}
	form.Open(t(i18n.ReconcileDecideOn, row.Receipt.Number), "",
		kit.Field{Label: t(i18n.ProofColumnDecision), Input: choice}, kit.Field{Input: decisions}, kit.Field{Label: t(i18n.ReconcileHISNumber), Input: number},
		kit.Field{Label: t(i18n.PersonReason), Input: reason}, kit.Field{Input: takes})
}

// take writes a decision down in the background.
func (s *Screen) take(row store.OutboxRow, d store.Decision, by store.Actor, done func(error)) {
	kit.Background(s.opt.Post, kit.Doing(func(ctx context.Context) error { return s.model.Decide(ctx, row, d, by) }), func(_ kit.Nothing, err error) {
		done(err)
		if err == nil {
			s.message.Say(kit.Good, s.opt.Texts.T(i18n.ReconcileDecided, row.Receipt.Number), "")
			s.load(s.model.query, false)
		}
	})
}
