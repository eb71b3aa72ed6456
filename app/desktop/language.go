package desktop

import (
	"os"
	"path/filepath"
	"strings"

	"outpost/app/i18n"
)

// languageFile holds the language that somebody chose at this window, by its code.
// It is no part of the ledger: a ledger that does not open is said in it too.
const languageFile = "language"

// chosenLanguage is the language that was chosen at this window, ok false where
// none was.
func (d *desktopWindow) chosenLanguage() (l i18n.Lang, ok bool) {
	raw, err := os.ReadFile(filepath.Join(d.opt.DataDir, languageFile))
	if err != nil {
		return l, false
	}
	return i18n.ParseLang(strings.TrimSpace(string(raw)))
}

// keepLanguage keeps a choice for the next start; one that cannot be kept is asked
// for again.
func (d *desktopWindow) keepLanguage(l i18n.Lang) {
	err := os.WriteFile(filepath.Join(d.opt.DataDir, languageFile), []byte(l.Code()+"\n"), 0o600)
	if err != nil {
		d.opt.Log.Warn("the language chosen was not kept", "error", err)
	}
}

// speak sets the language chosen at this window, or else proposed.
func (d *desktopWindow) speak(proposed i18n.Lang) {
	if chosen, ok := d.chosenLanguage(); ok {
		proposed = chosen
	}
	d.texts.Set(proposed)
}
