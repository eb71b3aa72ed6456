package person

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/store"
)

// Secret is something that is shown once and stands nowhere but on paper.
type Secret struct {
	Title string
	Text  string // what it is for and where it belongs
	Code  string
}

// secretLetters is the size of a secret's letters on screen, in Fyne's units: a
// break-glass code is larger than a recovery key, which still stands on one line.
func secretLetters(code string) float32 {
	if len(code) > 30 {
		return 20
	}
	return 26
}

// glassCode is a new break-glass code.
func (a *Asker) glassCode(code string) Secret {
	return Secret{a.t(i18n.PersonGlass), a.t(i18n.PersonGlassKeep), code}
}

// recoveryKey is a new recovery key of the station's keys.
func (a *Asker) recoveryKey(paper string) Secret {
	return Secret{a.t(i18n.PersonRecovery), a.t(i18n.PersonRecoveryKeep), paper}
}

// ShowRecoveryKey shows the recovery key of a ledger that was just founded.
func (a *Asker) ShowRecoveryKey(paper string) { a.Show(a.recoveryKey(paper), func() {}) }

// Show shows a secret once: it can be printed where there is a printer, never
// saved, and the dialog stays until somebody says that it stands on paper.
func (a *Asker) Show(secret Secret, closed func()) {
	f := a.form()
	f.Stays = true
	printed := widget.NewLabel("")
	printed.Wrapping = fyne.TextWrapWord
	if a.Print != nil {
		f.Command(fyne.KeyF4, a.t(i18n.PersonPrintSecret), func() {
			printed.SetText(a.t(i18n.WidgetWorking))
			kit.Background(a.Post, kit.Doing(func(ctx context.Context) error { return a.Print(ctx, secret) }), func(_ kit.Nothing, err error) {
				if err != nil {
					printed.SetText(a.said(err).Error())
					return
				}
				printed.SetText(a.t(i18n.PersonSecretPrinted))
			})
		})
	}
	f.OnClosed = closed
	code := widget.NewLabelWithStyle(secret.Code, fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	code.SizeName, code.Wrapping = kit.Letters(secretLetters(secret.Code)), fyne.TextWrapBreak
	f.Open(secret.Title, a.t(i18n.PersonWritten), kit.Field{Input: container.NewVBox(kit.NewText(secret.Text), code, printed)})
}

// RenewBreakGlass makes a new break-glass code and shows it.
func (a *Asker) RenewBreakGlass(by store.Actor, closed func(error)) {
	a.renew(by, a.Ledger.RenewBreakGlass, a.glassCode, closed)
}

// RenewRecoveryKey makes a new recovery key and shows it.
func (a *Asker) RenewRecoveryKey(by store.Actor, closed func(error)) {
	a.renew(by, a.Ledger.NewRecoveryKey, a.recoveryKey, closed)
}

// renew makes a secret anew in somebody's name, and shows it.
func (a *Asker) renew(by store.Actor, renew func(context.Context, store.Actor) (string, error), secret func(string) Secret, closed func(error)) {
	kit.Background(a.Post, func(ctx context.Context) (string, error) { return renew(ctx, by) }, func(code string, err error) {
		if err != nil {
			closed(a.said(err))
			return
		}
		a.Show(secret(code), func() { closed(nil) })
	})
}
