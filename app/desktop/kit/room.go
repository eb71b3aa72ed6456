package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Size of a list in a dialog, in Fyne's units.
const (
	ListWidth  = 820
	ListHeight = 210
)

// Sized gives an object at least that much room, in Fyne's units; a list in a
// dialog has none of its own.
func Sized(o fyne.CanvasObject, width, height float32) fyne.CanvasObject {
	room := canvas.NewRectangle(nil)
	room.SetMinSize(fyne.NewSize(width, height))
	return container.NewStack(room, o)
}
