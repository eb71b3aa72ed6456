package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// KeyButton shows a command with its key, "F2 Complete", and does it when it is clicked. It cannot have the keyboard,
// and a click leaves it where it was: the next key goes to the entry again.
type KeyButton struct {
	widget.DisableableWidget

	// OnTapped does the command; nil does nothing.
	OnTapped func()

	key, text string
	hovered   bool
	before    fyne.Focusable // who had the keyboard when the mouse went down
}

var (
	_ fyne.Tappable     = (*KeyButton)(nil)
	_ fyne.Disableable  = (*KeyButton)(nil)
	_ desktop.Mouseable = (*KeyButton)(nil)
	_ desktop.Hoverable = (*KeyButton)(nil)
)

// NewKeyButton makes a button; key is how the key is shown ("F2", "Esc", empty for none).
func NewKeyButton(key, text string, tapped func()) *KeyButton {
	b := &KeyButton{key: key, text: text, OnTapped: tapped}
	b.ExtendBaseWidget(b)
	return b
}

// SetText changes the words beside the key, after a change of language.
func (b *KeyButton) SetText(text string) {
	b.text = text
	b.Refresh()
}

// Text is what the button shows, key and words.
func (b *KeyButton) Text() string {
	if b.key == "" {
		return b.text
	}
	return b.key + " " + b.text
}

// Tapped does the command, then gives the keyboard back unless the command moved it.
func (b *KeyButton) Tapped(*fyne.PointEvent) {
	if !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(b)
	if c != nil && c.Focused() == nil && b.before != nil {
		c.Focus(b.before)
	}
	b.before = nil
}

// MouseDown remembers who has the keyboard: Fyne takes it away between press and release.
func (b *KeyButton) MouseDown(*desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(b); c != nil {
		b.before = c.Focused()
	}
}

// MouseUp completes desktop.Mouseable.
func (b *KeyButton) MouseUp(*desktop.MouseEvent) {}

// MouseIn shows that the button can be clicked.
func (b *KeyButton) MouseIn(*desktop.MouseEvent) { b.hover(true) }

// MouseMoved completes desktop.Hoverable.
func (b *KeyButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (b *KeyButton) MouseOut() { b.hover(false) }

func (b *KeyButton) hover(on bool) {
	b.hovered = on
	b.Refresh()
}

// CreateRenderer completes fyne.Widget.
func (b *KeyButton) CreateRenderer() fyne.WidgetRenderer {
	r := &keyButtonRenderer{
		button: b,
		ground: canvas.NewRectangle(color.Transparent),
		key:    canvas.NewText("", color.Black),
		text:   canvas.NewText("", color.Black),
	}
	r.key.TextStyle.Bold = true
	r.Refresh()
	return r
}

type keyButtonRenderer struct {
	button    *KeyButton
	ground    *canvas.Rectangle
	key, text *canvas.Text
}

func (r *keyButtonRenderer) Destroy() {}

func (r *keyButtonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.key, r.text}
}

// gap is the space between key and words, and around both, in Fyne's units.
func (r *keyButtonRenderer) gap() float32 { return r.button.Theme().Size(theme.SizeNameInnerPadding) }

func (r *keyButtonRenderer) keyWidth() float32 {
	if r.key.Text == "" {
		return 0
	}
	return r.key.MinSize().Width + r.gap()
}

func (r *keyButtonRenderer) MinSize() fyne.Size {
	text := r.text.MinSize()
	return fyne.NewSize(r.keyWidth()+text.Width+4*r.gap(), text.Height+2*r.gap())
}

func (r *keyButtonRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	text := r.text.MinSize()
	left := (size.Width - r.keyWidth() - text.Width) / 2
	top := (size.Height - text.Height) / 2
	r.key.Move(fyne.NewPos(left, top))
	r.key.Resize(r.key.MinSize())
	r.text.Move(fyne.NewPos(left+r.keyWidth(), top))
	r.text.Resize(text)
}

func (r *keyButtonRenderer) Refresh() {
	b, th := r.button, r.button.Theme()
	ground, ink, key := theme.ColorNameButton, theme.ColorNameForeground, theme.ColorNamePrimary
	switch {
	case b.Disabled():
		ground, ink, key = theme.ColorNameDisabledButton, theme.ColorNameDisabled, theme.ColorNameDisabled
	case b.hovered:
		ground = theme.ColorNameSelection
	}
	r.ground.FillColor = th.Color(ground, theme.VariantLight)
	r.ground.CornerRadius = th.Size(theme.SizeNameInputRadius)
	r.key.Color = th.Color(key, theme.VariantLight)
	r.text.Color = th.Color(ink, theme.VariantLight)
	r.key.Text, r.text.Text = b.key, b.text
	r.key.TextSize, r.text.TextSize = th.Size(theme.SizeNameText), th.Size(theme.SizeNameText)
	r.Layout(b.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}
