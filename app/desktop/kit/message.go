package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Message is the line in which a screen answers: what happened, and what to do next. It takes no keyboard, covers
// nothing and stays until the next answer, so that nobody has to click it away. Make it with [NewMessage].
type Message struct {
	widget.BaseWidget

	tone   Tone
	text   string
	stripe *canvas.Rectangle
	label  *widget.Label
}

// NewMessage makes an empty line.
func NewMessage() *Message {
	m := &Message{stripe: canvas.NewRectangle(color.Transparent), label: widget.NewLabel("")}
	m.stripe.SetMinSize(fyne.NewSize(6, 0))
	m.label.Wrapping = fyne.TextWrapWord
	m.label.TextStyle.Bold = true
	m.ExtendBaseWidget(m)
	return m
}

// Say tells what happened and, where next is not empty, what to do next.
func (m *Message) Say(tone Tone, what, next string) {
	text := what
	if next != "" {
		text += " " + next
	}
	if symbol := tone.Symbol(); symbol != "" && text != "" {
		text = symbol + " " + text
	}
	m.tone, m.text = tone, text
	m.Refresh()
}

// Clear empties the line.
func (m *Message) Clear() { m.Say(Plain, "", "") }

// Text is what stands in the line, with its symbol.
func (m *Message) Text() string { return m.text }

// Refresh draws the line as it is now.
func (m *Message) Refresh() {
	m.stripe.FillColor = color.Transparent
	if m.text != "" {
		m.stripe.FillColor = m.tone.Ground()
	}
	m.stripe.Refresh()
	m.label.Importance = importance(m.tone)
	m.label.SetText(m.text)
	m.BaseWidget.Refresh()
}

// CreateRenderer completes fyne.Widget.
func (m *Message) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewBorder(nil, nil, m.stripe, nil, m.label))
}

// NewText is a text that is broken where its place ends.
func NewText(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.Wrapping = fyne.TextWrapWord
	return l
}
