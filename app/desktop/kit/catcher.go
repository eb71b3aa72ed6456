package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// keyCatcher has the keyboard in a dialog without entries, which otherwise nobody would have.
type keyCatcher struct {
	widget.BaseWidget
	keys *Keys
}

var _ fyne.Focusable = (*keyCatcher)(nil)

func newKeyCatcher(keys *Keys) *keyCatcher {
	k := &keyCatcher{keys: keys}
	k.ExtendBaseWidget(k)
	return k
}

// FocusGained completes fyne.Focusable.
func (k *keyCatcher) FocusGained() {}

// FocusLost completes fyne.Focusable.
func (k *keyCatcher) FocusLost() {}

// TypedRune drops what is typed.
func (k *keyCatcher) TypedRune(r rune) { k.keys.typed(r) }

// TypedKey hands the key to the dialog.
func (k *keyCatcher) TypedKey(event *fyne.KeyEvent) { k.keys.take(event, nil) }

// CreateRenderer completes fyne.Widget: there is nothing to see.
func (k *keyCatcher) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
