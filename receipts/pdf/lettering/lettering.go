// Package lettering gives a gofpdf document its texts in Outpost Sans.
//
// gofpdf's own way with Unicode fonts takes the whole font apart for each
// document, panics on a character beyond the Basic Multilingual Plane and prints
// a silent box for a missing glyph. So a document's characters are gathered
// first and cut out of Outpost Sans as fonts of at most 224 characters, which
// gofpdf embeds as it embeds any font of one byte per character; each character
// goes by its name in the Adobe Glyph List, from which readers take the text:
//
//	letters := lettering.New()
//	letters.Use("应急收据", true)
//	doc := lettering.NewDocument(lettering.Info{Title: "A1-000123"}, 210, 148)
//	err := letters.AddTo(doc)
//	doc.AddPage()
//	letters.Draw(doc, 10, 20, lettering.Style{Size: 12, Bold: true}, "应急收据")
//	file, err := lettering.Finish(doc, "zh-CN")
//
// Everything belongs to one document and one goroutine; any number of documents
// may be drawn at the same time.
package lettering

import (
	"strings"

	"github.com/jung-kurt/gofpdf"

	"outpost/receipts/slip"
	"outpost/receipts/typeface"
)

// Style says how a text is drawn.
type Style struct {
	Size  float64 // font size in points
	Bold  bool
	Align slip.Align
	// Grey is how pale it is, from 0 (black) to 255 (white).
	Grey uint8
	// Degrees turns the text counter-clockwise around its place.
	Degrees float64
}

// Letters are the characters that one document shows.
type Letters struct {
	places map[letter]place
	fonts  []*font
	open   map[bool]*font // by weight, the font that still has room
	chosen choice
}

// choice is the font that a document's page has been set to last.
type choice struct {
	font *font
	size float64
	page int
}

// letter is a character in a weight.
type letter struct {
	character rune
	bold      bool
}

// place is where a letter lies: a font and its one-byte code in it.
type place struct {
	font *font
	code byte
}

// New starts without letters.
func New() *Letters {
	return &Letters{places: map[letter]place{}, open: map[bool]*font{}}
}

// Use announces a text that will be drawn. Every text is announced before AddTo.
func (l *Letters) Use(text string, bold bool) {
	text, _ = typeface.Printable(text)
	for _, r := range text {
		key := inWeight(r, bold)
		if _, ok := l.places[key]; !ok {
			l.places[key] = l.newPlace(key)
		}
	}
}

// inWeight falls back to the regular weight where the bold one lacks r.
func inWeight(r rune, bold bool) letter {
	if bold {
		_, bold = typeface.BoldFace().Glyph(r)
	}
	return letter{r, bold}
}

func (l *Letters) newPlace(key letter) place {
	f := l.open[key.bold]
	if f == nil || len(f.characters) == typeface.MostCodes {
		f = newFont(len(l.fonts), key.bold)
		l.fonts = append(l.fonts, f)
		l.open[key.bold] = f
	}
	f.characters = append(f.characters, key.character)
	return place{f, byte(typeface.FirstCode + len(f.characters) - 1)}
}

// AddTo cuts the fonts and adds them to a document.
func (l *Letters) AddTo(doc *gofpdf.Fpdf) error {
	for _, f := range l.fonts {
		if err := f.addTo(doc); err != nil {
			return err
		}
	}
	return doc.Error()
}

// Draw writes one line of text with its start, middle or end (by the style's
// alignment) at x and its baseline at y, in mm from the upper left corner.
// Characters without a glyph are written out as typeface.Printable does. A
// letter that was not announced becomes the document's error.
func (l *Letters) Draw(doc *gofpdf.Fpdf, x, y float64, style Style, text string) {
	text, _ = typeface.Printable(text)
	if text == "" {
		return
	}
	if style.Degrees != 0 {
		doc.TransformBegin()
		defer func() {
			doc.TransformEnd()
			l.chosen = choice{} // the end brings back the font from before
		}()
		doc.TransformRotate(style.Degrees, x, y)
	}
	switch style.Align {
	case slip.Centre:
		x -= slip.Width(text, style.Size, style.Bold) / 2
	case slip.Right:
		x -= slip.Width(text, style.Size, style.Bold)
	}
	doc.SetTextColor(int(style.Grey), int(style.Grey), int(style.Grey))
	if strings.ContainsFunc(text, supplementary) {
		// Some readers cannot take these from the character's name.
		doc.RawWriteStr("/Span <</ActualText " + hexText(text) + ">> BDC")
		defer doc.RawWriteStr("EMC")
	}
	l.drawRuns(doc, x, y, style, text)
}

func supplementary(r rune) bool { return r > 0xFFFF }

// drawRuns writes the parts of a text that lie in one font each.
func (l *Letters) drawRuns(doc *gofpdf.Fpdf, x, y float64, style Style, text string) {
	var current *font
	var codes []byte
	start := 0
	flush := func(end int) {
		if current != nil {
			l.choose(doc, current, style.Size)
			doc.Text(x, y, string(codes))
			x += slip.Width(text[start:end], style.Size, style.Bold)
		}
		codes, start = codes[:0], end
	}
	for i, r := range text {
		at, ok := l.places[inWeight(r, style.Bold)]
		if !ok {
			doc.SetErrorf("U+%04X is drawn but was not announced", r)
			return
		}
		if at.font != current {
			flush(i)
			current = at.font
		}
		codes = append(codes, at.code)
	}
	flush(len(text))
}

// choose sets the page's font if it is another one.
func (l *Letters) choose(doc *gofpdf.Fpdf, f *font, size float64) {
	if wanted := (choice{f, size, doc.PageNo()}); wanted != l.chosen {
		doc.SetFont(f.family, "", size)
		l.chosen = wanted
	}
}
