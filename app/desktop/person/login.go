package person

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/incident"
)

// entered is somebody who may work at the window from now on.
type entered struct {
	actor store.Actor
	name  string
}

// LogIn asks who works at the window from now on; where the desk is locked, its
// holder is proposed. closed is called when the dialog is gone, whether anybody
// logged in or not.
func (a *Asker) LogIn(closed func()) {
	title, proposed := a.t(i18n.PersonLogIn), ""
	if holder := a.Desk.Holder(); !holder.IsZero() && !a.drill() {
		title, proposed = a.t(i18n.PersonLogInLocked, holder.ID()), holder.ID()
	}
	a.identify(title, proposed, incident.RoleNone, func(in *entered) {
		if in != nil {
			a.Desk.Enter(in.actor, in.name)
		}
		closed()
	})
}

// Somebody has another person log in for one thing, under a title, without
// changing who works at the window; left is called where the dialog is left.
func (a *Asker) Somebody(title string, then func(by store.Actor, name string), left func()) {
	a.identify(title, "", incident.RoleNone, func(in *entered) {
		if in == nil {
			left()
			return
		}
		then(in.actor, in.name)
	})
}

// As has somebody of the role least or higher answer for something: whoever works
// at the window, where the role is enough, else another person, who logs in just
// for this. left is called where nobody does.
func (a *Asker) As(least incident.Role, then func(by store.Actor), left func()) {
	by := a.Desk.Actor()
	switch {
	case !by.IsZero() && by.Role() >= least:
		then(by)
		return
	case a.drill():
		if by, err := a.Ledger.DrillActor(by.ID(), least); err == nil {
			then(by)
			return
		}
	}
	least = max(least, incident.RoleCashier)
	a.identify(a.t(i18n.PersonSigns, Word(a.Texts, least)), "", least, func(in *entered) {
		if in == nil {
			left()
			return
		}
		then(in.actor)
	})
}

// identify asks for login and PIN of somebody of the role least or higher; closed
// gets who came in, nil for nobody.
func (a *Asker) identify(title, proposed string, least incident.Role, closed func(*entered)) {
	f := a.form()
	s := a.newSignature(f)
	if proposed != "" {
		s.id.SetText(proposed)
		f.First = s.pin
	}
	var in *entered
	f.Work = func(done func(error)) {
		id, pin := s.id.Text, s.pin.Text
		kit.Background(a.Post, func(ctx context.Context) (entered, error) { return a.logIn(ctx, id, pin) }, func(e entered, err error) {
			switch {
			case err != nil:
				a.refused(f, s, err, done)
			case e.actor.Role() < least:
				done(errors.New(a.t(i18n.PersonHigher, Word(a.Texts, least))))
			default:
				in = &e
				done(nil)
			}
		})
	}
	f.OnClosed = func() { closed(in) }
	f.EnterAccepts = true
	if !a.drill() {
		f.Command(fyne.KeyF6, a.t(i18n.PersonGlassKey), func() { a.logInByGlass(f, &in) })
	}
	fields := a.fields(s)
	if a.Hint != nil {
		fields = append(fields, kit.Field{Input: kit.NewText(a.Hint())})
	}
	f.Open(title, a.t(i18n.PersonLogIn), fields...)
}

// logIn checks login and PIN; at a rehearsal, where people play parts, the name
// is enough.
func (a *Asker) logIn(ctx context.Context, id, pin string) (e entered, err error) {
	if a.drill() {
		if e.name, err = Name(a.Texts, id); err == nil {
			e.actor, err = a.Ledger.DrillActor(e.name, incident.RoleSupervisor)
		}
		return e, err
	}
	if e.actor, err = a.Ledger.Login(ctx, id, pin); err == nil {
		e.name = a.nameOf(ctx, e.actor.ID())
	}
	return e, err
}

// nameOf is a person's name for the screen; the login where it is not known.
func (a *Asker) nameOf(ctx context.Context, id string) string {
	all, err := a.Ledger.People(ctx)
	if err != nil {
		return id
	}
	for _, p := range all {
		if p.ID == id && p.Name != "" {
			return p.Name
		}
	}
	return id
}

// logInByGlass has somebody come in with the break-glass code.
func (a *Asker) logInByGlass(f *kit.Form, in **entered) {
	a.glass(glassUse{
		use: func(by store.Actor, done func(error)) {
			*in = &entered{by, by.ID()}
			done(nil)
		},
		used: f.Done,
	})
}

// FirstAdmin asks for the first person of a ledger that knows nobody, who looks
// after everybody else, and shows the break-glass code once. closed is called
// when that is over or left.
func (a *Asker) FirstAdmin(closed func()) {
	f := a.form()
	name, id := kit.NewNameEntry(f.Keys, ""), kit.NewKeyEntry(f.Keys, a.t(i18n.PersonLoginHint))
	first, again := a.TwoPINs(f)
	var in *entered
	code := ""
	f.Work = func(done func(error)) {
		pin, err := a.SamePIN(first, again)
		if err != nil {
			done(err)
			return
		}
		name, id := strings.TrimSpace(name.Text), id.Text
		kit.Background(a.Post, func(ctx context.Context) (string, error) {
			actor, code, err := a.Ledger.FirstAdmin(ctx, id, name, pin)
			if err == nil {
				in = &entered{actor, name}
			}
			return code, err
		}, func(made string, err error) {
			code = made
			done(a.said(err))
		})
	}
	f.OnClosed = func() {
		if in == nil {
			closed()
			return
		}
		a.Desk.Enter(in.actor, in.name)
		a.Show(a.glassCode(code), closed)
	}
	f.EnterAccepts = true
	f.Open(a.t(i18n.PersonFirst), "", kit.Field{Input: kit.NewText(a.t(i18n.PersonFirstText))},
		kit.Field{Label: a.t(i18n.TillColName), Input: name}, kit.Field{Label: a.t(i18n.PersonLogin), Input: id},
		kit.Field{Label: a.t(i18n.PersonPIN), Input: first}, kit.Field{Label: a.t(i18n.PersonPINAgain), Input: again})
}
