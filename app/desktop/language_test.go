package desktop

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"outpost/app/i18n"
)

// What somebody chose at this window is spoken at the next start too, whatever the
// settings propose.
func TestTheLanguageChosenIsKept(t *testing.T) {
	d := &desktopWindow{opt: Options{DataDir: t.TempDir(), Log: slog.New(slog.DiscardHandler)}, texts: i18n.New(i18n.English)}
	d.speak(i18n.Chinese)
	if d.texts.Lang() != i18n.Chinese {
		t.Error("nothing was chosen, and the settings' language is not spoken")
	}
	d.keepLanguage(i18n.English)
	d.speak(i18n.Chinese)
	if d.texts.Lang() != i18n.English {
		t.Error("the language chosen was forgotten")
	}
	if err := os.WriteFile(filepath.Join(d.opt.DataDir, languageFile), []byte("rubbish"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.speak(i18n.Chinese)
	if d.texts.Lang() != i18n.Chinese {
		t.Error("rubbish is taken for a choice")
	}
}
