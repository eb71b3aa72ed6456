//go:build cgo

package desktop

import (
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// counted counts how often it was laid out anew.
type counted struct {
	widget.BaseWidget
	refreshed int
}

func (c *counted) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewText("x", nil))
}
func (c *counted) Refresh() { c.refreshed++ }

func TestAScreenThatNothingMovesIsPaintedAgain(t *testing.T) {
	w := test.NewTempWindow(t, nil)
	repaint(w) // nothing is shown yet
	c := &counted{}
	c.ExtendBaseWidget(c)
	w.SetContent(container.NewStack(c))
	before := c.refreshed
	repaint(w)
	if c.refreshed == before {
		t.Error("the content was not painted")
	}
}

func TestTheFirstSecondsArePaintedAndThenNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start, painted := time.Now(), 0
		repeat(paintTimes, time.NewTicker(paintEvery), func() { painted++ })
		if painted != paintTimes || time.Since(start) != paintTimes*paintEvery {
			t.Errorf("painted %d times in %v", painted, time.Since(start))
		}
	})
}
