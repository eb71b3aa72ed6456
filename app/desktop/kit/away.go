package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// PutAway takes every open dialog from the canvas, so that nobody sees it while
// the window is locked. back shows them again, as they were. drop leaves them as
// Esc does, so that whoever opened them hears of it.
func PutAway(c fyne.Canvas) (back, drop func()) {
	dialogs := slices.Clone(c.Overlays().List())
	if len(dialogs) == 0 {
		return func() {}, func() {}
	}
	focused, typed := c.Focused(), c.OnTypedKey()
	var down func(*fyne.KeyEvent)
	d, tellsPresses := c.(desktop.Canvas)
	if tellsPresses {
		down = d.OnKeyDown()
	}
	c.Overlays().Remove(dialogs[0]) // and all above it
	back = func() {
		for _, o := range dialogs {
			c.Overlays().Add(o)
		}
		c.SetOnTypedKey(typed)
		if tellsPresses {
			d.SetOnKeyDown(down)
		}
		if focused != nil {
			c.Focus(focused)
		}
	}
	return back, func() {
		back()
		leave(c)
	}
}

// escapes is how often Esc is pressed at most to leave a dialog: a changed one
// asks a second time.
const escapes = 2

// leave presses Esc until no dialog is left. One that does not go is taken away.
func leave(c fyne.Canvas) {
	for n := len(c.Overlays().List()); n > 0; n = len(c.Overlays().List()) {
		for range escapes {
			pressEscape(c)
			if len(c.Overlays().List()) != n {
				break
			}
		}
		if len(c.Overlays().List()) == n {
			c.Overlays().Remove(c.Overlays().Top())
		}
	}
}

// pressEscape does as a key does that no widget has: a dialog hears it.
func pressEscape(c fyne.Canvas) {
	event := &fyne.KeyEvent{Name: fyne.KeyEscape}
	if d, ok := c.(desktop.Canvas); ok && d.OnKeyDown() != nil {
		d.OnKeyDown()(event)
	}
	if typed := c.OnTypedKey(); typed != nil {
		typed(event)
	}
}
