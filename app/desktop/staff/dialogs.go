package staff

import (
	"context"

	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/incident"
)

func (s *Screen) form() *kit.Form { return kit.NewForm(s.opt.Asker.Texts, s.opt.Asker.Window) }

// task writes something down in the background and says what came of it.
func (s *Screen) task(do func(context.Context) error, key i18n.Key, args ...any) {
	kit.Background(s.opt.Asker.Post, kit.Doing(do), func(_ kit.Nothing, err error) {
		if err != nil {
			s.opt.Say(kit.Alarm, err.Error())
			return
		}
		s.opt.Say(kit.Good, s.model.t(key, args...))
		s.Refresh()
	})
}

// ask has a dialog write down what was typed about somebody.
func (s *Screen) ask(f *kit.Form, read func() (Form, error), do func(context.Context, store.Actor, Form) error, key i18n.Key) {
	by, id := s.opt.Asker.Desk.Actor(), ""
	f.EnterAccepts = true
	kit.WorkIn(f, s.opt.Asker.Post, func() (kit.Task[kit.Nothing], error) {
		typed, err := read()
		id = typed.ID
		return kit.Doing(func(ctx context.Context) error { return do(ctx, by, typed) }), err
	}, func(kit.Nothing) {
		s.opt.Say(kit.Good, s.model.t(key, id))
		s.Refresh()
	})
}

// roles are the label with the roles' digits.
func (s *Screen) roles() kit.Field {
	return kit.Field{Input: widget.NewLabel(person.RolesFrom(s.opt.Asker.Texts, incident.RoleCashier))}
}

// askAdd lets somebody in (F2).
func (s *Screen) askAdd() {
	t, f := s.model.t, s.form()
	id, name, role := kit.NewKeyEntry(f.Keys, t(i18n.PersonLoginHint)), kit.NewNameEntry(f.Keys, ""), kit.NewKeyEntry(f.Keys, "")
	first, again := s.opt.Asker.TwoPINs(f)
	role.SetText("1")
	s.ask(f, func() (Form, error) {
		pin, err := s.opt.Asker.SamePIN(first, again)
		return Form{ID: id.Text, Name: name.Text, Role: role.Text, PIN: pin}, err
	}, s.model.Add, i18n.StaffAdded)
	f.Open(t(i18n.StaffKeyAdd), "", kit.Field{Label: t(i18n.PersonLogin), Input: id}, kit.Field{Label: t(i18n.TillColName), Input: name},
		kit.Field{Label: t(i18n.PersonRole), Input: role}, s.roles(),
		kit.Field{Label: t(i18n.StaffFirstPIN), Input: first}, kit.Field{Label: t(i18n.PersonPINAgain), Input: again})
}

// askRole gives the chosen person another role (F3).
func (s *Screen) askRole() {
	p := s.chosen()
	if p == nil {
		return
	}
	t, f, id := s.model.t, s.form(), p.ID
	role := kit.NewKeyEntry(f.Keys, "")
	s.ask(f, func() (Form, error) { return Form{ID: id, Role: role.Text}, nil }, s.model.SetRole, i18n.StaffChanged)
	f.Open(t(i18n.StaffRoleOf, id), "", kit.Field{Label: t(i18n.PersonRole), Input: role}, s.roles())
}

// askPIN gives the chosen person, who forgot it, another PIN (F4).
func (s *Screen) askPIN() {
	p := s.chosen()
	if p == nil {
		return
	}
	t, f, id := s.model.t, s.form(), p.ID
	first, again := s.opt.Asker.TwoPINs(f)
	s.ask(f, func() (Form, error) {
		pin, err := s.opt.Asker.SamePIN(first, again)
		return Form{ID: id, PIN: pin}, err
	}, s.model.ResetPIN, i18n.StaffChanged)
	f.Open(t(i18n.StaffPINOf, id), "", kit.Field{Input: kit.NewText(t(i18n.StaffPINText))},
		kit.Field{Label: t(i18n.StaffFirstPIN), Input: first}, kit.Field{Label: t(i18n.PersonPINAgain), Input: again})
}

// askShut shuts the chosen person out, or lets one in again (F5).
func (s *Screen) askShut() {
	p := s.chosen()
	if p == nil {
		return
	}
	chosen, by, question := *p, s.opt.Asker.Desk.Actor(), i18n.StaffShutAsk
	if p.Disabled {
		question = i18n.StaffLetInAsk
	}
	kit.Confirm(s.opt.Asker.Texts, s.opt.Asker.Window, s.model.t(i18n.StaffKeyShut), s.model.t(question, p.ID), "", func() {
		s.task(func(ctx context.Context) error { return s.model.Shut(ctx, by, chosen) }, i18n.StaffChanged, chosen.ID)
	})
}

// unlock ends the chosen person's wait after wrong tries (F6).
func (s *Screen) unlock() {
	p := s.chosen()
	if p == nil || p.Waits == 0 {
		s.opt.Say(kit.Notice, s.model.t(i18n.StaffNoWait))
		return
	}
	chosen, by := *p, s.opt.Asker.Desk.Actor()
	s.task(func(ctx context.Context) error { return s.model.Unlock(ctx, by, chosen) }, i18n.StaffChanged, chosen.ID)
}

// askGlass makes a new break-glass code in place of the former one (F7).
func (s *Screen) askGlass() {
	kit.Confirm(s.opt.Asker.Texts, s.opt.Asker.Window, s.model.t(i18n.StaffKeyGlass), s.model.t(i18n.StaffGlassAsk), "", func() {
		s.opt.Asker.RenewBreakGlass(s.opt.Asker.Desk.Actor(), func(err error) {
			if err != nil {
				s.opt.Say(kit.Alarm, err.Error())
				return
			}
			s.Refresh()
		})
	})
}
