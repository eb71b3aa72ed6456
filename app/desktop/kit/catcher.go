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

// KeyDown notes a press, so that its repeats are known from it.
func (k *keyCatcher) KeyDown(event *fyne.KeyEvent) { k.keys.down(event) }

// KeyUp completes desktop.Keyable.
func (k *keyCatcher) KeyUp(*fyne.KeyEvent) {}

// TypedKey hands the key to the dialog.
func (k *keyCatcher) TypedKey(event *fyne.KeyEvent) { k.keys.take(event, nil) }

// CreateRenderer completes fyne.Widget: there is nothing to see.
func (k *keyCatcher) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
