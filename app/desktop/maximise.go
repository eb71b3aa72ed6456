//go:build cgo

package desktop

import (
	"time"

	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// A window manager answers a maximised window when it likes, and a frame that is
// painted while it resizes may be lost. A screen on which nothing moves by itself
// is not painted again, so the first seconds are painted in steps.
const (
	paintEvery = 200 * time.Millisecond
	paintTimes = 25
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
	go repeat(paintTimes, time.NewTicker(paintEvery), func() { fyne.Do(func() { repaint(w) }) })
}

// repeat calls do at each of the next times ticks and stops the ticker.
func repeat(times int, ticker *time.Ticker, do func()) {
	defer ticker.Stop()
	for range times {
		<-ticker.C
		do()
	}
}

// repaint lays a window's content out for the size it has now and paints it.
func repaint(w fyne.Window) {
	content := w.Content()
	if content == nil {
		return
	}
	content.Refresh()
	w.Canvas().Refresh(content)
}
