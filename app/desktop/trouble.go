package desktop

import (
	"errors"
	"io/fs"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/catalog"
	"outpost/store/journal"
	"outpost/store/seal"
)

// trouble says what keeps a data folder from being opened, and what to do next.
func trouble(err error) (what, next i18n.Key) {
	switch {
	case errors.Is(err, store.ErrInUse):
		return i18n.ShellInUse, i18n.ShellInUseNext
	case errors.Is(err, store.ErrNewer):
		return i18n.ShellNewer, i18n.ShellNewerNext
	case errors.Is(err, store.ErrOlder):
		return i18n.ShellOlder, i18n.ShellOlderNext
	case errors.Is(err, journal.ErrFork):
		return i18n.ShellFork, i18n.ShellForkNext
	case errors.Is(err, journal.ErrDamaged), errors.Is(err, catalog.ErrDamaged):
		return i18n.ShellDamaged, i18n.ShellDamagedNext
	case errors.Is(err, seal.ErrLocked):
		return i18n.ShellLocked, i18n.ShellLockedNext
	case errors.Is(err, seal.ErrNoKeys), errors.Is(err, seal.ErrKeys):
		return i18n.ShellNoKeys, i18n.ShellNoKeysNext
	case errors.Is(err, store.ErrLost):
		return i18n.ShellLost, i18n.ShellLostNext
	case errors.Is(err, store.ErrKey):
		return i18n.ShellNoKeys, i18n.ShellNoKeysNext
	case errors.Is(err, fs.ErrPermission), errors.Is(err, store.ErrReadOnly):
		return i18n.ShellReadOnly, i18n.ShellReadOnlyNext
	case errors.Is(err, store.ErrDisk):
		return i18n.ShellDisk, i18n.ShellDiskNext
	}
	return i18n.ShellCannotOpen, i18n.ShellCannotOpenNext
}

// details are what a technician reads under the sentence. That another program
// has the folder is said whole by the sentence.
func details(what i18n.Key, err error) string {
	if what == i18n.ShellInUse {
		return ""
	}
	return err.Error()
}

// unlockBy is what F4 does about keys that do not open, and its word; nil where
// they are not what is wrong.
func (d *desktopWindow) unlockBy(err error) (do func(), word i18n.Key) {
	switch {
	case errors.Is(err, seal.ErrLocked):
		return d.askPhrase, i18n.ShellUnlock
	case keysLost(err):
		return d.askRecovery, i18n.PersonRecovery
	}
	return nil, i18n.ShellUnlock
}

// showTrouble shows why there is no till, and tries again when asked.
func (d *desktopWindow) showTrouble(err error) {
	d.opt.Log.Error("the data folder was not opened", "error", err)
	what, next := trouble(err)
	keys := &kit.Keys{}
	banner, text, small := kit.NewBanner(), widget.NewLabel(""), widget.NewLabel("")
	text.Wrapping, small.Wrapping = fyne.TextWrapWord, fyne.TextWrapWord
	small.SizeName = theme.SizeNameCaptionText
	again := kit.NewKeyButton("F2", "", func() { d.open() })
	lang := kit.NewKeyButton("Ctrl+L", "", d.otherLanguage)
	unlock, word := d.unlockBy(err)
	phrase := kit.NewKeyButton("F4", "", unlock)
	if unlock == nil {
		phrase.Hide()
	}
	mend := newMender(d, err)
	retext := func() {
		banner.Set(kit.Alarm, d.texts.T(what), "")
		text.SetText(d.texts.T(next))
		small.SetText(strings.TrimSpace(d.texts.T(i18n.ShellFolder, d.opt.DataDir) + "\n" + details(what, err)))
		again.SetText(d.texts.T(i18n.ShellAgain))
		phrase.SetText(d.texts.T(word))
		lang.SetText(d.otherName())
		mend.retext()
	}
	keys.OnKey = func(name fyne.KeyName) bool {
		switch {
		case name == fyne.KeyF2:
			d.open()
		case name == fyne.KeyF4 && unlock != nil:
			unlock()
		default:
			return mend.key(name)
		}
		return true
	}
	d.texts.OnChange(retext)
	retext()
	body := container.NewVBox(banner, text, mend.text, small, mend.answer, container.NewHBox(again, phrase, mend.row, lang))
	d.window.SetContent(container.New(middle{}, body))
	d.window.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierControl},
		func(fyne.Shortcut) { d.otherLanguage() })
	keys.Listen(d.window.Canvas())
}

func (d *desktopWindow) otherLanguage() {
	for _, l := range i18n.Langs() {
		if l != d.texts.Lang() {
			d.texts.Set(l)
			d.keepLanguage(l)
			return
		}
	}
}

// otherName is the language that the window does not speak now, by its own name.
func (d *desktopWindow) otherName() string {
	for _, l := range i18n.Langs() {
		if l != d.texts.Lang() {
			return l.Name()
		}
	}
	return ""
}
