package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Banner is the one line over a screen that is read from across the room: colour, symbol and word, and beside them what
// belongs to it. Make it with [NewBanner].
type Banner struct {
	widget.BaseWidget

	tone         Tone
	word, detail string
}

// NewBanner makes an empty banner.
func NewBanner() *Banner {
	b := &Banner{}
	b.ExtendBaseWidget(b)
	return b
}

// Set shows a word, large, and a detail beside it, shortened where it does not fit. Setting what stands there already
// draws nothing.
func (b *Banner) Set(tone Tone, word, detail string) {
	if tone == b.tone && word == b.word && detail == b.detail {
		return
	}
	b.tone, b.word, b.detail = tone, word, detail
	b.Refresh()
}

// Text is what the banner says, as one line.
func (b *Banner) Text() string {
	text := b.word
	if b.detail != "" {
		text += "  " + b.detail
	}
	if symbol := b.tone.Symbol(); symbol != "" {
		text = symbol + " " + text
	}
	return text
}

// CreateRenderer completes fyne.Widget.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	r := &bannerRenderer{
		banner: b,
		ground: canvas.NewRectangle(b.tone.Ground()),
		word:   canvas.NewText("", b.tone.Ink()),
		detail: canvas.NewText("", b.tone.Ink()),
	}
	r.word.TextStyle.Bold = true
	r.Refresh()
	return r
}

type bannerRenderer struct {
	banner       *Banner
	ground       *canvas.Rectangle
	word, detail *canvas.Text
}

func (r *bannerRenderer) Destroy() {}

func (r *bannerRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.word, r.detail}
}

func (r *bannerRenderer) pad() float32 {
	return 2 * r.banner.Theme().Size(theme.SizeNameInnerPadding)
}

// MinSize asks for the word; the detail is shortened.
func (r *bannerRenderer) MinSize() fyne.Size {
	return r.word.MinSize().AddWidthHeight(2*r.pad(), r.pad())
}

func (r *bannerRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	word := r.word.MinSize()
	r.word.Move(fyne.NewPos(r.pad(), (size.Height-word.Height)/2))
	r.word.Resize(word)
	left := word.Width + 2*r.pad()
	r.detail.Text = shorten(r.banner.detail, size.Width-left-r.pad(), r.detail)
	detail := r.detail.MinSize()
	r.detail.Move(fyne.NewPos(left, (size.Height-detail.Height)/2))
	r.detail.Resize(detail)
}

func (r *bannerRenderer) Refresh() {
	b, th := r.banner, r.banner.Theme()
	r.ground.FillColor = b.tone.Ground()
	r.word.Color, r.detail.Color = b.tone.Ink(), b.tone.Ink()
	r.word.TextSize, r.detail.TextSize = th.Size(theme.SizeNameHeadingText), th.Size(theme.SizeNameSubHeadingText)
	r.word.Text = b.word
	if symbol := b.tone.Symbol(); symbol != "" {
		r.word.Text = symbol + " " + b.word
	}
	r.Layout(b.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

// shorten cuts text to width as drawn in style, with an ellipsis where something is missing.
func shorten(text string, width float32, style *canvas.Text) string {
	fits := func(s string) bool { return fyne.MeasureText(s, style.TextSize, style.TextStyle).Width <= width }
	if fits(text) {
		return text
	}
	letters := []rune(text)
	low, high := 0, len(letters)
	for low < high { // the longest prefix that fits with its ellipsis
		middle := (low + high + 1) / 2
		if fits(string(letters[:middle]) + "…") {
			low = middle
		} else {
			high = middle - 1
		}
	}
	if low == 0 {
		return ""
	}
	return string(letters[:low]) + "…"
}
