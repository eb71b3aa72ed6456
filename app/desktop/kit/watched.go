package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// watched hears of the mouse over what it holds, wherever nothing in it does.
type watched struct {
	widget.BaseWidget
	content fyne.CanvasObject
	alive   func()
}

var _ desktop.Hoverable = (*watched)(nil)

// Watch has alive hear when the mouse moves over content.
func Watch(content fyne.CanvasObject, alive func()) fyne.CanvasObject {
	w := &watched{content: content, alive: alive}
	w.ExtendBaseWidget(w)
	return w
}

// MouseIn completes desktop.Hoverable.
func (w *watched) MouseIn(*desktop.MouseEvent) { w.alive() }

// MouseMoved completes desktop.Hoverable.
func (w *watched) MouseMoved(*desktop.MouseEvent) { w.alive() }

// MouseOut completes desktop.Hoverable.
func (w *watched) MouseOut() {}

// CreateRenderer completes fyne.Widget.
func (w *watched) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(w.content) }
