// Package canvas writes PDF pages: text in Outpost Sans, rules and filled
// rectangles, placed in millimetres from the upper left corner.
//
// It writes PDF 1.7 (ISO 32000-1) itself, because the libraries at hand panic
// on a character beyond the Basic Multilingual Plane, print silent boxes for a
// missing glyph, and open the whole font for each document. Here a document
// embeds just the glyphs that it shows, and its text layer holds the true
// characters, so that 𬱖 is found by a search and copied whole.
//
//	doc := canvas.New(canvas.Info{Title: "Receipt A1-000123"})
//	page := doc.AddPage(210, 148)
//	page.Text(10, 20, canvas.Style{Size: 12, Bold: true}, "应急收据")
//	file, err := doc.Bytes()
//
// A Document belongs to one goroutine; any number of them may be written at the
// same time.
package canvas

import (
	"time"

	"outpost/receipts/typeface"
)

// pointsPerMM converts millimetres to the unit of a PDF, 1/72 inch.
const pointsPerMM = 72 / 25.4

// Info describes a document to the program that opens it.
type Info struct {
	Title, Subject, Author string
	// Created is printed into the file's properties; the zero time leaves them
	// out, so that equal input gives equal bytes.
	Created time.Time
	// Language is a BCP 47 tag such as "zh-CN", for reading aloud; may be empty.
	Language string
}

// Align says which part of a text stands at the given x.
type Align int

// A text starts, is centred or ends at its x.
const (
	Left Align = iota
	Centre
	Right
)

// Colour is red, green and blue, each from 0 to 255; the zero value is black.
type Colour struct{ R, G, B uint8 }

// Style says how a text is drawn.
type Style struct {
	Size   float64 // font size in points
	Bold   bool
	Align  Align
	Colour Colour
}

// Width returns how wide a text would be drawn, in mm.
func (s Style) Width(text string) float64 {
	thousandths := 0
	for _, r := range text {
		_, g, face := lookUp(r, s.Bold)
		thousandths += face.Advance(g)
	}
	return float64(thousandths) / 1000 * s.Size / pointsPerMM
}

// weight is the place of a font within a document.
type weight int

const (
	regular weight = iota
	bold
	weights
)

// lookUp finds the font and the glyph for a character. A character that the
// bold font lacks is drawn in the regular one.
func lookUp(r rune, wantBold bool) (weight, typeface.GlyphID, *typeface.Face) {
	if wantBold {
		if g, ok := typeface.BoldFace().Glyph(r); ok {
			return bold, g, typeface.BoldFace()
		}
	}
	g, _ := typeface.RegularFace().Glyph(r)
	return regular, g, typeface.RegularFace()
}

// Document is a PDF under construction.
type Document struct {
	info  Info
	pages []*Page
	fonts [weights]font
}

// New starts a document without pages.
func New(info Info) *Document {
	d := &Document{info: info}
	for w := range d.fonts {
		d.fonts[w] = newFont()
	}
	return d
}

// AddPage appends a page of the given size in mm.
func (d *Document) AddPage(width, height float64) *Page {
	p := &Page{document: d, width: width, height: height}
	d.pages = append(d.pages, p)
	return p
}

// Pages returns the pages so far, so that a running foot can be added when
// their number is known.
func (d *Document) Pages() []*Page { return d.pages }

// font collects the characters that a document shows in one weight. Each
// character gets a number of its own, also where two share a glyph, so that the
// text layer never mixes them up.
type font struct {
	number map[rune]int
	runes  []rune             // by number; number 0 is the missing glyph
	glyphs []typeface.GlyphID // by number
}

func newFont() font {
	return font{number: map[rune]int{}, runes: []rune{0}, glyphs: []typeface.GlyphID{0}}
}

func (f *font) use(r rune, g typeface.GlyphID) int {
	n, ok := f.number[r]
	if !ok {
		n = len(f.runes)
		f.number[r] = n
		f.runes = append(f.runes, r)
		f.glyphs = append(f.glyphs, g)
	}
	return n
}

func (f *font) used() bool { return len(f.runes) > 1 }
