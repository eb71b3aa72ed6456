package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// PutAway takes every open dialog from the canvas, so that nobody sees it while
// the window is locked. back shows them again, as they were, over what is on the
// canvas by then; a dialog that is never brought back is as good as left.
func PutAway(c fyne.Canvas) (back func()) {
	dialogs := append([]fyne.CanvasObject(nil), c.Overlays().List()...)
	if len(dialogs) == 0 {
		return func() {}
	}
	focused, typed := c.Focused(), c.OnTypedKey()
	var down func(*fyne.KeyEvent)
	d, tellsPresses := c.(desktop.Canvas)
	if tellsPresses {
		down = d.OnKeyDown()
	}
	c.Overlays().Remove(dialogs[0]) // and all above it
	return func() {
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
}
