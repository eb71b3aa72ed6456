package kit

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"outpost/app/i18n"
)

// openForm opens a form of a phone number and a name over a screen whose entry has the keyboard.
func openForm(t *testing.T) (f *Form, phone, name *KeyEntry, below *KeyEntry, screen *recorder, w fyne.Window) {
	t.Helper()
	screen = &recorder{}
	keys := &Keys{OnKey: screen.onKey}
	below = NewKeyEntry(keys, "")
	w = newWindow(t, below)
	keys.Listen(w.Canvas())
	below.Focus()
	f = NewForm(i18n.New(i18n.English), w)
	phone, name = NewKeyEntry(f.Keys, ""), NewNameEntry(f.Keys, "")
	f.Open("New patient", "", Field{"Phone", phone}, Field{"Name", name})
	return f, phone, name, below, screen, w
}

func TestFormAcceptsWithF2Only(t *testing.T) {
	f, phone, name, below, screen, w := openForm(t)
	accepted := 0
	problem := errors.New("The phone number has 10 digits; it needs 11.")
	f.OnAccept = func() error { accepted++; return problem }
	c := w.Canvas()
	if c.Focused() != fyne.Focusable(phone) {
		t.Fatal("the first entry does not have the keyboard")
	}
	test.Type(phone, "1380000000")
	press(c, fyne.KeyReturn)
	if c.Focused() != fyne.Focusable(name) {
		t.Fatal("Enter did not go to the next entry")
	}
	test.Type(name, "李雷")
	press(c, fyne.KeyReturn, fyne.KeyEnter)
	if accepted != 0 {
		t.Fatal("Enter accepted the form")
	}
	press(c, fyne.KeyF2)
	if accepted != 1 || !strings.Contains(f.message.Text(), problem.Error()) || c.Overlays().Top() == nil {
		t.Errorf("accepted %d times, message %q", accepted, f.message.Text())
	}
	problem = nil
	press(c, fyne.KeyF2)
	if accepted != 2 || c.Overlays().Top() != nil || c.Focused() != fyne.Focusable(below) {
		t.Errorf("after accepting: %d times, overlay %v, keyboard at %T", accepted, c.Overlays().Top(), c.Focused())
	}
	if len(screen.heard) != 0 {
		t.Errorf("keys of the form reached the screen: %v", screen.heard)
	}
}

func TestFormAsksBeforeDiscarding(t *testing.T) {
	f, phone, _, _, _, w := openForm(t)
	left := 0
	f.OnCancel = func() { left++ }
	test.Type(phone, "1")
	press(w.Canvas(), fyne.KeyEscape)
	if left != 0 || f.message.Text() == "" {
		t.Fatal("one Esc discarded what was typed")
	}
	press(w.Canvas(), fyne.KeyUp, fyne.KeyEscape)
	if left != 0 {
		t.Fatal("another key between two Esc did not take the first one back")
	}
	press(w.Canvas(), fyne.KeyEscape)
	if left != 1 || w.Canvas().Overlays().Top() != nil {
		t.Errorf("left %d times", left)
	}
}

func TestUntouchedFormLeavesWithOneEsc(t *testing.T) {
	f, _, _, _, _, w := openForm(t)
	left := 0
	f.OnCancel = func() { left++ }
	press(w.Canvas(), fyne.KeyEscape)
	if left != 1 {
		t.Errorf("left %d times, want 1", left)
	}
}

func TestConfirmHearsItsKeysAndNobodyElseDoes(t *testing.T) {
	screen := &recorder{takes: []fyne.KeyName{fyne.KeyF2}}
	keys := &Keys{OnKey: screen.onKey}
	e := NewKeyEntry(keys, "")
	w := newWindow(t, e)
	keys.Listen(w.Canvas())
	e.Focus()
	yes := 0
	Confirm(i18n.New(i18n.Chinese), w, "作废", "作废这张收据？", "", func() { yes++ })
	press(w.Canvas(), fyne.KeyReturn, fyne.KeyF9)
	if yes != 0 {
		t.Fatal("Enter confirmed")
	}
	w.Canvas().Unfocus() // a click beside the buttons
	press(w.Canvas(), fyne.KeyF2)
	if yes != 1 || w.Canvas().Overlays().Top() != nil {
		t.Fatalf("F2 confirmed %d times", yes)
	}
	if len(screen.heard) != 0 {
		t.Errorf("keys of the question reached the screen: %v", screen.heard)
	}
	w.Canvas().Unfocus()
	press(w.Canvas(), fyne.KeyF2)
	if len(screen.heard) != 1 {
		t.Errorf("after the question the screen heard %v, want F2", screen.heard)
	}
}

func TestEnterInTheLastEntryAcceptsNumbersOnly(t *testing.T) {
	w := newWindow(t, NewKeyEntry(&Keys{}, ""))
	for _, test := range []struct {
		names, enter bool
		want         int
	}{{false, false, 1}, {true, false, 0}, {true, true, 1}} {
		f := NewForm(i18n.New(i18n.English), w)
		first, last := NewKeyEntry(f.Keys, ""), NewKeyEntry(f.Keys, "")
		if test.names {
			first = NewNameEntry(f.Keys, "")
		}
		f.EnterAccepts = test.enter
		accepted := 0
		f.OnAccept = func() error { accepted++; return nil }
		f.Open("Shift", "", Field{"A", first}, Field{"B", last})
		press(w.Canvas(), fyne.KeyDown, fyne.KeyReturn)
		if accepted != test.want {
			t.Errorf("%+v: accepted %d times", test, accepted)
		}
		if w.Canvas().Overlays().Top() != nil {
			press(w.Canvas(), fyne.KeyEscape)
		}
	}
}

func TestF12ReachesTheScreenThroughDialogs(t *testing.T) {
	f, _, _, _, screen, w := openForm(t)
	screen.takes = []fyne.KeyName{fyne.KeyF12}
	press(w.Canvas(), fyne.KeyF12)
	Confirm(f.texts, w, "Close", "Close?", "", func() {})
	press(w.Canvas(), fyne.KeyF12, fyne.KeyF9)
	if len(screen.heard) != 2 || screen.heard[1] != fyne.KeyF12 {
		t.Errorf("the screen heard %v, want F12 twice", screen.heard)
	}
}
