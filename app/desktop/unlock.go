package desktop

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/till"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/store"
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

// keysLost says that the key file is missing, damaged or another window's: the
// printed recovery key brings it back from beside a copy.
func keysLost(err error) bool {
	return errors.Is(err, seal.ErrNoKeys) || errors.Is(err, seal.ErrKeys) || errors.Is(err, store.ErrKey)
}

// askRecovery asks for the recovery key of keys that are lost, brings them back
// with it, and opens the station.
func (d *desktopWindow) askRecovery() {
	f := kit.NewForm(d.texts, d.window)
	paper, copied := kit.NewKeyEntry(f.Keys, ""), kit.NewKeyEntry(f.Keys, d.texts.T(i18n.ShellRecoverCopyHint))
	kit.WorkIn(f, fyne.Do, func() (kit.Task[kit.Nothing], error) {
		k := store.KeyRecovery{Paper: paper.Text, Copy: strings.TrimSpace(copied.Text)}
		return kit.Doing(func(ctx context.Context) error {
			return d.recovered(station.RecoverKey(ctx, d.opt.DataDir, k, station.Options{Log: d.opt.Log, Unlock: d.opt.Unlock}))
		}), nil
	}, func(kit.Nothing) { d.open() })
	f.Open(d.texts.T(i18n.ShellNoKeys), d.texts.T(i18n.ShellRecover), kit.Field{Input: kit.NewText(d.texts.T(i18n.ShellRecoverText))},
		kit.Field{Label: d.texts.T(i18n.PersonRecovery), Input: paper}, kit.Field{Label: d.texts.T(i18n.ShellRecoverCopy), Input: copied})
}

// recovered is what came of a recovery key, as the dialog says it.
func (d *desktopWindow) recovered(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, seal.ErrAnswer):
		return errors.New(d.texts.T(i18n.ShellPhraseWrong))
	case errors.Is(err, seal.ErrNoKeys):
		return errors.New(d.texts.T(i18n.ShellRecoverNone))
	}
	d.opt.Log.Error("the keys were not recovered", "error", err)
	return errors.New(till.Explain(d.texts, err))
}

// answering is how keys are opened with what a person typed.
func answering(u seal.Unlock, typed string) seal.Unlock {
	u.Ask = func(context.Context) (string, error) { return typed, nil }
	return u
}
