package person

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/refusal"
	"outpost/app/i18n"
	"outpost/store"
)

// Asker asks people at a window who they are, in dialogs. A PIN is checked in
// the background, for that takes a tenth of a second or two.
type Asker struct {
	Ledger *store.Ledger
	Desk   *Desk
	Texts  *i18n.Catalog
	Window fyne.Window
	// Now is the window's clock.
	Now func() time.Time
	// Post runs f in Fyne's goroutine.
	Post func(f func())
	// Print puts a secret on paper and keeps it nowhere; nil where there is no
	// printer.
	Print func(ctx context.Context, s Secret) error
	// Hint is shown when somebody logs in: the demo's people. nil for none.
	Hint func() string
}

func (a *Asker) t(key i18n.Key, args ...any) string { return a.Texts.T(key, args...) }

// form makes a dialog.
func (a *Asker) form() *kit.Form { return kit.NewForm(a.Texts, a.Window) }

// drill says that this is a rehearsal, in which a name is enough.
func (a *Asker) drill() bool { return a.Ledger.Identity().Drill }

// said is err as a dialog shows it. A wait says until when it lasts.
func (a *Asker) said(err error) error {
	if err == nil {
		return nil
	}
	var wait *store.WaitError
	if errors.As(err, &wait) {
		until := a.Ledger.Identity().Local(a.Now().Add(wait.Left))
		return sentence{a.t(i18n.PersonLockedUntil, until.Format(time.TimeOnly), a.Texts.Clock(wait.Left)), err}
	}
	return refusal.Error(a.Texts, err)
}

// sentence reads as it is said and matches what it was made of.
type sentence struct {
	text  string
	cause error
}

func (s sentence) Error() string { return s.text }
func (s sentence) Unwrap() error { return s.cause }

// signature is a dialog's login and PIN.
type signature struct {
	id, pin *kit.KeyEntry
}

// newSignature makes the two entries; at a rehearsal there is only the name.
func (a *Asker) newSignature(f *kit.Form) signature {
	s := signature{id: kit.NewKeyEntry(f.Keys, ""), pin: kit.NewKeyEntry(f.Keys, "")}
	s.pin.Password = true
	return s
}

// fields are the dialog's lines of the two.
func (a *Asker) fields(s signature) []kit.Field {
	id := kit.Field{Label: a.t(i18n.PersonLogin), Input: s.id}
	if a.drill() {
		return []kit.Field{id}
	}
	return []kit.Field{id, {Label: a.t(i18n.PersonPIN), Input: s.pin}}
}

// refused ends a try: the error is shown in the dialog, a wrong PIN is typed
// anew, and one that must be changed is changed right there, after which the
// dialog tries again.
func (a *Asker) refused(f *kit.Form, s signature, err error, done func(error)) {
	if errors.Is(err, store.ErrPIN) {
		s.pin.SetText("")
		s.pin.FocusOn(a.Window.Canvas())
	}
	done(a.said(err))
	if errors.Is(err, store.ErrPINOld) {
		a.newPIN(s.id.Text, s.pin.Text, func(pin string) {
			s.pin.SetText(pin)
			f.Accept()
		})
	}
}
