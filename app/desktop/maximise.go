//go:build cgo

package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// maximise fills the screen with a window that was just shown. Fyne has no call
// for it, so the library under Fyne is asked; where it has no such window, the
// window keeps its size.
func maximise(w fyne.Window) {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return
	}
	native.RunNative(func(any) {
		if current := glfw.GetCurrentContext(); current != nil {
			current.Maximize()
		}
	})
}
