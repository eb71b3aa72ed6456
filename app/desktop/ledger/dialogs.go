package ledger

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/journal"
)

func (s *Screen) form() *kit.Form { return kit.NewForm(s.opt.Asker.Texts, s.opt.Asker.Window) }

// admin has a network administrator answer for something.
func (s *Screen) admin(then func(by store.Actor)) {
	s.opt.Asker.As(incident.RoleNetAdmin, then, func() { s.opt.Say(kit.Notice, s.model.t(i18n.PersonNotSigned)) })
}

// choices are a label with numbered words.
func choices(words []string) kit.Field {
	return kit.Field{Input: widget.NewLabel(person.Numbered(words))}
}

// askGuard asks what is to guard the keys (F5).
func (s *Screen) askGuard() { s.admin(s.guardAs) }

func (s *Screen) guardAs(by store.Actor) {
	t, f := s.model.t, s.form()
	way := kit.NewKeyEntry(f.Keys, "")
	first, again := s.opt.Asker.TwoPINs(f)
	fields := []kit.Field{{Input: kit.NewText(t(i18n.LedgerGuardText))}}
	if s.opt.Store != nil {
		way.SetText("1")
		fields = append(fields, kit.Field{Label: t(i18n.LedgerGuardWay), Input: way}, choices(s.model.ways()))
	}
	kit.WorkIn(f, s.opt.Asker.Post, func() (kit.Task[kit.Nothing], error) {
		g, err := s.model.Guards(phraseForm{Way: strings.TrimSpace(way.Text), First: first.Text, Again: again.Text})
		return kit.Doing(func(ctx context.Context) error { return s.model.Guard(ctx, by, g) }), err
	}, func(kit.Nothing) {
		s.say(func() said { return s.model.Guarded(s.opt.Station.Ledger.KeyProtection()) })
		s.read()
		s.opt.Changed()
	})
	anew(f, s.opt.Asker.Window.Canvas(), first, again)
	f.Open(t(i18n.LedgerKeyGuard), "", append(fields,
		kit.Field{Label: t(i18n.LedgerPhrase), Input: first}, kit.Field{Label: t(i18n.LedgerPhraseAgain), Input: again})...)
}

// anew has what was refused typed once more: nobody sees where the two differ.
func anew(f *kit.Form, c fyne.Canvas, first, again *kit.KeyEntry) {
	work := f.Work
	f.Work = func(done func(error)) {
		work(func(err error) {
			if err != nil {
				first.SetText("")
				again.SetText("")
				first.FocusOn(c)
			}
			done(err)
		})
	}
}

// askRecovery makes a new recovery key and shows it once (F6).
func (s *Screen) askRecovery() {
	s.admin(func(by store.Actor) {
		t := s.model.t
		kit.Confirm(s.opt.Asker.Texts, s.opt.Asker.Window, t(i18n.LedgerKeyPaper), t(i18n.LedgerRecoveryAsk), "", func() {
			s.opt.Asker.RenewRecoveryKey(by, func(err error) {
				if err != nil {
					s.opt.Say(kit.Alarm, err.Error())
				}
				s.read()
				s.opt.Changed()
			})
		})
	})
}

// askPublic saves the public key as a file (F7).
func (s *Screen) askPublic() {
	t, f := s.model.t, s.form()
	path := kit.NewKeyEntry(f.Keys, "")
	path.SetText(s.model.publicFile())
	kit.WorkIn(f, s.opt.Asker.Post, func() (kit.Task[string], error) {
		typed := path.Text
		return func(ctx context.Context) (string, error) { return s.model.SavePublic(ctx, typed) }, nil
	}, func(saved string) {
		s.say(func() said { return said{kit.Good, s.model.t(i18n.LedgerPublicSaved, saved)} })
	})
	f.Open(t(i18n.LedgerKeyPublic), "", kit.Field{Input: kit.NewText(t(i18n.LedgerPublicText))}, kit.Field{Label: t(i18n.NamedFile), Input: path})
}

// askBackup asks where a backup goes and makes it (F2).
func (s *Screen) askBackup() {
	if s.refuseBusy() {
		return
	}
	t, f := s.model.t, s.form()
	target, folder := kit.NewKeyEntry(f.Keys, ""), kit.NewKeyEntry(f.Keys, t(i18n.LedgerFolderHint))
	target.SetText("1")
	f.OnAccept = func() error {
		do, err := s.model.BackUp(targetForm{strings.TrimSpace(target.Text), folder.Text})
		if err == nil {
			s.begin(i18n.LedgerBackingUp, do)
		}
		return err
	}
	f.Open(t(i18n.LedgerKeyBackup), "", kit.Field{Input: kit.NewText(t(i18n.LedgerBackupNote))},
		kit.Field{Label: t(i18n.LedgerTarget), Input: target}, choices(s.model.Targets()), kit.Field{Label: t(i18n.LedgerFolder), Input: folder})
}

// verify reads the chosen backup and checks all of it (F3).
func (s *Screen) verify() {
	row := s.tables[backupTable].Selected()
	if row < 0 || row >= len(s.backups.all) {
		s.say(func() said { return said{kit.Notice, s.model.t(i18n.LedgerNoneChosen)} })
		return
	}
	s.begin(i18n.LedgerVerifying, s.model.VerifyBackup(s.backups.all[row].Path))
}

// check verifies the ledger (F4).
func (s *Screen) check() { s.begin(i18n.LedgerChecking, s.model.Check) }

// askMend mends what the last check found (F8): it computes every table anew, or
// has the next start offer a restore.
func (s *Screen) askMend() {
	if s.refuseBusy() {
		return
	}
	s.admin(func(by store.Actor) {
		for _, task := range s.tasks.all {
			if Damaged(task.Wrong) {
				s.askRestart(by, task.Wrong)
				return
			}
		}
		t := s.model.t
		kit.Confirm(s.opt.Asker.Texts, s.opt.Asker.Window, t(i18n.LedgerKeyTables), t(i18n.LedgerTablesAsk), "", func() {
			s.begin(i18n.LedgerRebuilding, s.model.Rebuild(by))
		})
	})
}

// askRestart ends the program, so that its next start restores the ledger.
func (s *Screen) askRestart(by store.Actor, wrong []journal.Finding) {
	t := s.model.t
	kit.Confirm(s.opt.Asker.Texts, s.opt.Asker.Window, t(i18n.LedgerKeyTables), t(i18n.LedgerMendAsk), t(i18n.MendClose), func() {
		s.beginThen(i18n.LedgerMendNext, s.model.OfferRestore(by, wrong), func(said) { s.opt.Quit() })
	})
}

// refuseBusy says that something is under way, where it is.
func (s *Screen) refuseBusy() bool {
	if s.busy {
		s.opt.Say(kit.Notice, s.model.t(i18n.LedgerBusy))
	}
	return s.busy
}

// begin does one thing at a time in the background, and says meanwhile what.
func (s *Screen) begin(doing i18n.Key, do job) { s.beginThen(doing, do, func(said) {}) }

// beginThen is begin with something to do after it went well.
func (s *Screen) beginThen(doing i18n.Key, do job, then func(said)) {
	if s.refuseBusy() {
		return
	}
	s.busy = true
	s.say(func() said { return said{kit.Notice, s.model.t(doing)} })
	s.work.Add(1)
	kit.Background(s.opt.Asker.Post, func(context.Context) (said, error) {
		defer s.work.Done()
		return do(s.ctx)
	}, func(came said, err error) {
		s.busy = false
		if err != nil {
			came = said{kit.Alarm, s.model.Said(err).Error()}
		}
		if came.tone == kit.Alarm && !s.object.Visible() {
			s.opt.Say(came.tone, came.text) // another screen is shown by now
		}
		s.say(func() said { return came })
		s.read()
		if err == nil {
			then(came)
		}
	})
}

// say shows an answer, in the language spoken then.
func (s *Screen) say(what func() said) {
	s.answered = what
	s.showAnswer()
}

func (s *Screen) showAnswer() {
	if s.answered == nil {
		return
	}
	one := s.answered()
	s.answer.Say(one.tone, one.text, "")
}

// errSlow: what is done in the background did not end in time.
var errSlow = errors.New("a backup or a check did not end in time; it is made anew when it is due")

// Close stops what is done in the background; ctx bounds the wait. It is called
// after the window was closed.
func (s *Screen) Close(ctx context.Context) error {
	s.stop()
	ended := make(chan struct{})
	go func() { s.work.Wait(); close(ended) }()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		return errSlow
	}
}
