package desktop

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/store/incident"
	"outpost/store/journal"
)

// plainScreen is a screen with one entry and no keys of its own.
type plainScreen struct {
	entry *kit.KeyEntry
	keys  *kit.Keys
	on    fyne.Window
}

func (p *plainScreen) Object() fyne.CanvasObject { return p.entry }
func (p *plainScreen) Keys() *kit.Keys           { return p.keys }
func (p *plainScreen) Refresh()                  {}
func (p *plainScreen) Focus()                    { p.entry.FocusOn(p.on.Canvas()) }

func newTestShell(t *testing.T, names ...i18n.Key) *shell {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(kit.NewTheme())
	w := app.NewWindow("")
	s := newShell(w, i18n.New(i18n.English), kit.Guard{Now: time.Now})
	for _, name := range names {
		keys := &kit.Keys{}
		s.add(name, &plainScreen{entry: kit.NewKeyEntry(keys, ""), keys: keys, on: w})
	}
	s.build()
	s.show(0)
	return s
}

func (s *shell) press(name fyne.KeyName) {
	s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
}

func TestF1HelpsOnEveryScreen(t *testing.T) {
	names := []i18n.Key{i18n.ShellPanel, i18n.ShellFaults, i18n.ShellReconcile, i18n.ShellLists, i18n.DrillScreen}
	s := newTestShell(t, names...)
	for i, name := range names {
		s.show(i)
		s.press(fyne.KeyF1)
		if s.window.Canvas().Overlays().Top() == nil {
			t.Errorf("%s has no help", name)
			continue
		}
		s.press(fyne.KeyEscape)
		key, _ := helpOf(name)
		if text := s.texts.T(key); !strings.Contains(text, "F2") && !strings.Contains(text, "F4") {
			t.Errorf("the help of %s names no key: %q", name, text)
		}
	}
}

func TestTheMessageFollowsTheLanguageAndADialogKeepsIts(t *testing.T) {
	s := newTestShell(t, i18n.ShellPanel)
	s.tell(kit.Notice, i18n.ShellDemoDown)
	s.nextLanguage()
	if s.texts.Lang() != i18n.Chinese || s.message.Text() != "◆ "+s.texts.T(i18n.ShellDemoDown) {
		t.Errorf("in Chinese the line says %q", s.message.Text())
	}
	s.press(fyne.KeyF1)
	s.nextLanguage()
	if s.texts.Lang() != i18n.Chinese || !strings.Contains(s.message.Text(), "Esc") {
		t.Errorf("over a dialog: %s, %q", s.texts.Lang(), s.message.Text())
	}
}

func TestTheFirstSecondsAskAndAWorkingHISSaysSinceWhen(t *testing.T) {
	f := facts(outage.View{Mode: incident.ModeOnline, State: incident.StateNormal, Verdict: outage.VerdictUnknown})
	f.Probed = true
	if _, word, _ := speakerOf(f, i18n.English).headline(); word != "Asking the HIS…" {
		t.Errorf("before the first answer: %q", word)
	}
	f.View.LastRound = at
	if _, word, _ := speakerOf(f, i18n.English).headline(); word != "HIS: not known" {
		t.Errorf("after an answer that tells nothing: %q", word)
	}
	f.View.Verdict, f.View.StateSince = outage.VerdictUp, at.Add(-time.Minute)
	if _, word, _ := speakerOf(f, i18n.English).headline(); word != "HIS UP since 09:11" {
		t.Errorf("today: %q", word)
	}
	f.View.StateSince = at.AddDate(0, 0, -2)
	if _, word, _ := speakerOf(f, i18n.Chinese).headline(); word != "HIS 正常 自 2026-11-18 09:12" {
		t.Errorf("the day before yesterday: %q", word)
	}
}

func TestAFailedSecondCopyHasItsBanner(t *testing.T) {
	f := facts(outage.View{})
	if _, bad := speakerOf(f, i18n.English).copyFailed(); bad {
		t.Error("a whole copy is alarmed")
	}
	f.Copy = journal.CopyStatus{Behind: 1, Err: errors.New("gone")}
	if text, bad := speakerOf(f, i18n.English).copyFailed(); !bad || !strings.HasPrefix(text, "SECOND COPY NOT WRITTEN: 1 entry is") {
		t.Errorf("%q, %v", text, bad)
	}
}
