package desktop

import (
	"errors"
	"io/fs"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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
	case errors.Is(err, journal.ErrFork):
		return i18n.ShellFork, i18n.ShellForkNext
	case errors.Is(err, journal.ErrDamaged), errors.Is(err, catalog.ErrDamaged):
		return i18n.ShellDamaged, i18n.ShellDamagedNext
	case errors.Is(err, seal.ErrNoKeys), errors.Is(err, seal.ErrKeys):
		return i18n.ShellNoKeys, i18n.ShellNoKeysNext
	case errors.Is(err, fs.ErrPermission), errors.Is(err, store.ErrReadOnly):
		return i18n.ShellReadOnly, i18n.ShellReadOnlyNext
	case errors.Is(err, store.ErrDisk):
		return i18n.ShellDisk, i18n.ShellDiskNext
	}
	return i18n.ShellCannotOpen, i18n.ShellCannotOpenNext
}

// showTrouble shows why there is no till, and tries again when asked.
func (d *desktopWindow) showTrouble(err error) {
	d.opt.Log.Error("the data folder was not opened", "error", err)
	what, next := trouble(err)
	keys := &kit.Keys{}
	banner, text, folder := kit.NewBanner(), widget.NewLabel(""), widget.NewLabel("")
	text.Wrapping, folder.Wrapping = fyne.TextWrapWord, fyne.TextWrapWord
	again := kit.NewKeyButton("F2", "", nil)
	lang := kit.NewKeyButton("F11", "", func() { d.otherLanguage() })
	retext := func() {
		banner.Set(kit.Alarm, d.texts.T(what), "")
		text.SetText(d.texts.T(next))
		folder.SetText(d.texts.T(i18n.ShellFolder, d.opt.DataDir) + "\n\n" + err.Error())
		again.SetText(d.texts.T(i18n.ShellAgain))
		lang.SetText(d.otherName())
	}
	again.OnTapped = func() { d.open() }
	keys.OnKey = func(name fyne.KeyName) bool {
		switch name {
		case fyne.KeyF2:
			d.open()
		case fyne.KeyF11:
			d.otherLanguage()
		default:
			return false
		}
		return true
	}
	d.texts.OnChange(retext)
	retext()
	body := container.NewVBox(banner, text, folder, container.NewHBox(again, lang))
	d.window.SetContent(container.New(middle{}, body))
	keys.Listen(d.window.Canvas())
}

func (d *desktopWindow) otherLanguage() {
	for _, l := range i18n.Langs() {
		if l != d.texts.Lang() {
			d.texts.Set(l)
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
