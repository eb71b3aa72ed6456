package panel

import (
	"image/color"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// paragraph is a text of any size and colour, broken over as many lines as its
// width asks for: a label takes neither a colour nor a size of its own.
type paragraph struct {
	widget.BaseWidget

	text  string
	ink   color.Color
	size  float32 // of the letters, in Fyne's units
	bold  bool
	lines []string
	width float32 // the lines were broken for it
}

func newParagraph(size float32, bold bool) *paragraph {
	p := &paragraph{ink: color.Black, size: size, bold: bold}
	p.ExtendBaseWidget(p)
	return p
}

// set shows a text in a colour; what stands there already draws nothing.
func (p *paragraph) set(text string, ink color.Color) {
	if p.text == text && p.ink == ink {
		return
	}
	p.text, p.ink = text, ink
	p.fold()
	p.Refresh()
}

// Resize breaks the text for the new width.
func (p *paragraph) Resize(size fyne.Size) {
	if size.Width != p.width {
		p.width = size.Width
		p.fold()
	}
	p.BaseWidget.Resize(size)
	p.Refresh()
}

// enlarge gives the letters another size.
func (p *paragraph) enlarge(size float32) {
	p.size = size
	p.fold()
	p.Refresh()
}

func (p *paragraph) style() fyne.TextStyle { return fyne.TextStyle{Bold: p.bold} }

func (p *paragraph) fold() { p.lines = breakLines(p.text, p.width, p.measure) }

func (p *paragraph) measure(s string) float32 { return fyne.MeasureText(s, p.size, p.style()).Width }

// lineHeight is the height of one line.
func (p *paragraph) lineHeight() float32 { return fyne.MeasureText("国Ag", p.size, p.style()).Height }

// breakLines breaks a text at spaces, and between any two letters of Chinese. A
// line never begins with a closing mark. A width of 0 is not known yet: one line.
func breakLines(text string, width float32, measure func(string) float32) []string {
	if width <= 0 || measure(text) <= width {
		return []string{text}
	}
	var lines []string
	line := ""
	for _, piece := range pieces(text) {
		if line != "" && measure(strings.TrimRight(line+piece, " ")) > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line = ""
		}
		line += piece
	}
	return append(lines, strings.TrimRight(line, " "))
}

// pieces cuts a text where it may be broken.
func pieces(text string) []string {
	var out []string
	start, before := 0, rune(0)
	for i, r := range text {
		if i > start && mayBreak(before, r) {
			out = append(out, text[start:i])
			start = i
		}
		before = r
	}
	return append(out, text[start:])
}

func mayBreak(before, after rune) bool {
	const closing, opening = "，。；：、！？）》”’)…,.;:", "（《“‘("
	switch {
	case strings.ContainsRune(closing, after), strings.ContainsRune(opening, before):
		return false
	case before == ' ':
		return after != ' '
	}
	return unicode.Is(unicode.Han, before) || unicode.Is(unicode.Han, after) || strings.ContainsRune(closing, before) && before > 0x2fff
}

// CreateRenderer completes fyne.Widget.
func (p *paragraph) CreateRenderer() fyne.WidgetRenderer {
	r := &paragraphRenderer{paragraph: p}
	r.Refresh()
	return r
}

type paragraphRenderer struct {
	paragraph *paragraph
	texts     []fyne.CanvasObject
}

func (r *paragraphRenderer) Destroy()                     {}
func (r *paragraphRenderer) Objects() []fyne.CanvasObject { return r.texts }

func (r *paragraphRenderer) MinSize() fyne.Size {
	p := r.paragraph
	return fyne.NewSize(0, p.lineHeight()*float32(max(1, len(p.lines))))
}

func (r *paragraphRenderer) Layout(fyne.Size) {
	for i, o := range r.texts {
		o.Move(fyne.NewPos(0, float32(i)*r.paragraph.lineHeight()))
		o.Resize(o.MinSize())
	}
}

func (r *paragraphRenderer) Refresh() {
	p := r.paragraph
	r.texts = r.texts[:0]
	for _, line := range p.lines {
		text := canvas.NewText(line, p.ink)
		text.TextSize, text.TextStyle = p.size, p.style()
		r.texts = append(r.texts, text)
	}
	r.Layout(p.Size())
	canvas.Refresh(p)
}
