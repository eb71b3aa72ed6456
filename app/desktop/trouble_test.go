package desktop

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/seal"
)

// labels are the texts of all labels under an object.
func labels(o fyne.CanvasObject) string {
	switch x := o.(type) {
	case *widget.Label:
		return x.Text + "\n"
	case *fyne.Container:
		all := ""
		for _, child := range x.Objects {
			all += labels(child)
		}
		return all
	}
	return ""
}

func TestTroubleSaysItOnceInTheLanguageChosen(t *testing.T) {
	app := test.NewTempApp(t)
	w := app.NewWindow("")
	d := &desktopWindow{
		opt: Options{DataDir: "/data", Log: slog.New(slog.DiscardHandler)}, app: app, window: w, texts: i18n.New(i18n.English),
	}
	d.showTrouble(fmt.Errorf("another Outpost is writing: %w", store.ErrInUse))
	if text := labels(w.Content()); strings.Contains(text, "another Outpost") || !strings.Contains(text, "/data") {
		t.Errorf("what the banner says is said again, or the folder is missing: %q", text)
	}
	d.otherLanguage()
	if text := labels(w.Content()); !strings.Contains(text, "数据文件夹") {
		t.Errorf("the screen did not follow the language: %q", text)
	}
	d.showTrouble(errors.New("the cable is cut"))
	if text := labels(w.Content()); !strings.Contains(text, "the cable is cut") {
		t.Errorf("a strange reason is not shown: %q", text)
	}
}

func TestKeysThatDoNotOpenAreUnlockedOrBroughtBack(t *testing.T) {
	d := &desktopWindow{}
	for _, c := range []struct {
		err  error
		word i18n.Key
		none bool
	}{
		{fmt.Errorf("%w: no passphrase", seal.ErrLocked), i18n.ShellUnlock, false},
		{fmt.Errorf("%w: station.key", seal.ErrNoKeys), i18n.PersonRecovery, false},
		{seal.ErrKeys, i18n.PersonRecovery, false},
		{store.ErrKey, i18n.PersonRecovery, false},
		{store.ErrInUse, "", true},
	} {
		if do, word := d.unlockBy(c.err); (do == nil) != c.none || do != nil && word != c.word {
			t.Errorf("%v: F4 is %s", c.err, word)
		}
	}
}

func TestARecoveryKeyThatOpensNothingSaysWhy(t *testing.T) {
	d := &desktopWindow{opt: Options{Log: slog.New(slog.DiscardHandler)}, texts: i18n.New(i18n.English)}
	for _, c := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("%w: %w", seal.ErrLocked, seal.ErrAnswer), "compare it with the paper"},
		{seal.ErrNoKeys, "name the folder of a further copy"},
		{store.ErrInUse, "in use"},
	} {
		if err := d.recovered(c.err); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c.err, err)
		}
	}
	if err := d.recovered(nil); err != nil {
		t.Error(err)
	}
}
