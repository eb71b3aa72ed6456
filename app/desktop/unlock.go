package desktop

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/store/seal"
)

// askPhrase asks for the passphrase or the recovery key of keys that nothing else
// opened, and opens the station with it.
func (d *desktopWindow) askPhrase() {
	f := kit.NewForm(d.texts, d.window)
	phrase := kit.NewKeyEntry(f.Keys, "")
	phrase.Password = true
	kit.WorkIn(f, fyne.Do, func() (kit.Task[*station.Station], error) {
		opt := station.Options{Log: d.opt.Log, Unlock: answering(d.opt.Unlock, phrase.Text)}
		return func(context.Context) (*station.Station, error) {
			s, err := station.Open(d.ctx, d.opt.DataDir, opt)
			if errors.Is(err, seal.ErrLocked) {
				err = errors.New(d.texts.T(i18n.ShellPhraseWrong))
			}
			return s, err
		}, nil
	}, d.showStation)
	f.Open(d.texts.T(i18n.ShellLocked), d.texts.T(i18n.ShellUnlock), kit.Field{Input: kit.NewText(d.texts.T(i18n.ShellPhraseText))},
		kit.Field{Label: d.texts.T(i18n.ShellPhrase), Input: phrase})
}

// answering is how keys are opened with what a person typed.
func answering(u seal.Unlock, typed string) seal.Unlock {
	u.Ask = func(context.Context) (string, error) { return typed, nil }
	return u
}
