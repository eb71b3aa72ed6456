//go:build cgo

package desktop

import (
	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// maximise fills the screen with a window that is shown. Fyne has no call for
// it, so the library under Fyne is asked for the window whose context is current;
// where there is no such window, it keeps its size.
func maximise(w fyne.Window) {
	native, ok := w.(interface{ RunWithContext(f func()) })
	if !ok {
		return
	}
	native.RunWithContext(func() {
		if current := glfw.GetCurrentContext(); current != nil {
			current.Maximize()
		}
	})
}
