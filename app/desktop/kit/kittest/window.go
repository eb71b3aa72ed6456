// Package kittest drives a screen by its keys in a headless window, as a person
// at the counter does, and reads what its dialogs say. For tests only.
package kittest

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
)

// patience is how long a test waits for the background.
const patience = 20 * time.Second

// Window is a headless window of 1366×768. What the background posts waits in a
// queue until the test takes it, on the test's goroutine.
type Window struct {
	fyne.Window
	t      testing.TB
	posted chan func()
}

// New makes an empty window under the program's theme.
func New(t testing.TB) *Window {
	t.Helper()
	var app fyne.App
	switch t := t.(type) {
	case *testing.T:
		app = test.NewTempApp(t)
	default:
		app = test.NewApp()
	}
	app.Settings().SetTheme(kit.NewTheme())
	w := &Window{Window: app.NewWindow(""), t: t, posted: make(chan func(), 1000)}
	w.Resize(fyne.NewSize(1366, 768))
	return w
}

// Post queues what the background hands back.
func (w *Window) Post(f func()) { w.posted <- f }

// Next runs what the background hands back, n times.
func (w *Window) Next(n int) {
	w.t.Helper()
	for range n {
		select {
		case f := <-w.posted:
			f()
		case <-time.After(patience):
			w.t.Fatal("nothing came back from the background; the dialog says: " + w.Dialog())
		}
	}
}

// Press types keys where the keyboard is.
func (w *Window) Press(names ...fyne.KeyName) {
	for _, name := range names {
		event := &fyne.KeyEvent{Name: name}
		if focused := w.Canvas().Focused(); focused != nil {
			focused.TypedKey(event)
		} else if typed := w.Canvas().OnTypedKey(); typed != nil {
			typed(event)
		}
	}
}

// Write types text where the keyboard is, then keys.
func (w *Window) Write(text string, then ...fyne.KeyName) {
	for _, r := range text {
		if focused := w.Canvas().Focused(); focused != nil {
			focused.TypedRune(r)
		}
	}
	w.Press(then...)
}

// Dialog is every text of the dialog on top, a line each; empty where there is
// none.
func (w *Window) Dialog() string {
	if top := w.Canvas().Overlays().Top(); top != nil {
		return Text(top)
	}
	return ""
}

// Says fails the test where the dialog on top does not say text.
func (w *Window) Says(text string) {
	w.t.Helper()
	if said := w.Dialog(); !strings.Contains(said, text) {
		w.t.Errorf("the dialog does not say %q:\n%s", text, said)
	}
}

// Text is every text of an object and what is in it, a line each.
func Text(o fyne.CanvasObject) string {
	var all []string
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *widget.Label:
			all = append(all, o.Text)
		case *kit.Message:
			all = append(all, o.Text())
		case *kit.KeyButton:
			all = append(all, o.Text())
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(o)
	return strings.Join(all, "\n")
}
