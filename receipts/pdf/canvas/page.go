package canvas

import (
	"math"
	"strconv"

	"outpost/receipts/typeface"
)

// Page is one page of a document. Coordinates are mm from the upper left
// corner, y downwards; a text's y is its baseline.
type Page struct {
	document      *Document
	width, height float64
	content       []byte
	colour        Colour // last one set for filling
}

// Size returns width and height in mm.
func (p *Page) Size() (width, height float64) { return p.width, p.height }

// Text draws one line of text. Characters without a glyph are written out as
// typeface.Printable does.
func (p *Page) Text(x, y float64, style Style, text string) {
	p.Rotated(x, y, 0, style, text)
}

// Rotated draws a text turned by degrees counter-clockwise around (x, y), which
// is its left end, middle or right end by the style's alignment.
func (p *Page) Rotated(x, y, degrees float64, style Style, text string) {
	text, _ = typeface.Printable(text)
	if text == "" {
		return
	}
	var shift float64
	switch style.Align {
	case Centre:
		shift = style.Width(text) / 2
	case Right:
		shift = style.Width(text)
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	p.setColour(style.Colour)
	p.op("BT")
	p.numbers(cos, sin, -sin, cos, (x-shift*cos)*pointsPerMM, (p.height-y-shift*sin)*pointsPerMM)
	p.op("Tm")
	p.show(style, text)
	p.op("ET")
}

// show writes the runs of a text, each in one font.
func (p *Page) show(style Style, text string) {
	current := weights
	for _, r := range text {
		w, g, _ := lookUp(r, style.Bold)
		if w != current {
			if current != weights {
				p.op("> Tj")
			}
			current = w
			p.content = append(p.content, "/F"...)
			p.content = strconv.AppendInt(p.content, int64(w), 10)
			p.content = append(p.content, ' ')
			p.numbers(style.Size)
			p.op("Tf")
			p.content = append(p.content, '<')
		}
		p.content = appendHex(p.content, uint16(p.document.fonts[w].use(r, g)))
	}
	p.op("> Tj")
}

// Fill paints a rectangle; (x, y) is its upper left corner.
func (p *Page) Fill(x, y, width, height float64, colour Colour) {
	p.setColour(colour)
	p.rectangle(x, y, width, height)
	p.op("f")
}

// Frame draws the outline of a rectangle with a line of the given thickness.
func (p *Page) Frame(x, y, width, height, thickness float64) {
	p.numbers(thickness * pointsPerMM)
	p.op("w")
	p.rectangle(x, y, width, height)
	p.op("S")
}

// Rule draws a straight line of the given thickness.
func (p *Page) Rule(x1, y1, x2, y2, thickness float64) {
	p.numbers(thickness * pointsPerMM)
	p.op("w")
	p.numbers(x1*pointsPerMM, (p.height-y1)*pointsPerMM)
	p.op("m")
	p.numbers(x2*pointsPerMM, (p.height-y2)*pointsPerMM)
	p.op("l S")
}

// Modules paints the dark squares of a square code of n modules a side into a
// box of the given size. Dark runs of a row are one rectangle, counted in
// modules from the start of the row, which keeps the page small.
func (p *Page) Modules(x, y, size float64, n int, dark func(column, row int) bool) {
	p.setColour(Colour{}) // before q, so that it also holds after Q
	p.op("q")
	module := size / float64(n) * pointsPerMM
	p.numbers(module, 0, 0, -module, x*pointsPerMM, (p.height-y)*pointsPerMM)
	p.op("cm")
	for row := range n {
		for column := 0; column < n; column++ {
			start := column
			for column < n && dark(column, row) {
				column++
			}
			if column > start {
				p.integers(start, 0, column-start, 1)
				p.op("re")
			}
		}
		p.op("f 1 0 0 1 0 1 cm")
	}
	p.op("Q")
}

func (p *Page) rectangle(x, y, width, height float64) {
	p.numbers(x*pointsPerMM, (p.height-y-height)*pointsPerMM, width*pointsPerMM, height*pointsPerMM)
	p.op("re")
}

func (p *Page) setColour(c Colour) {
	if c == p.colour {
		return
	}
	p.colour = c
	p.numbers(float64(c.R)/255, float64(c.G)/255, float64(c.B)/255)
	p.op("rg")
}

// numbers writes operands with at most four decimals: 0.04 µm, so that a matrix
// over a hundred modules stays within 4 µm.
func (p *Page) numbers(values ...float64) {
	for _, v := range values {
		p.content = strconv.AppendFloat(p.content, math.Round(v*10000)/10000, 'f', -1, 64)
		p.content = append(p.content, ' ')
	}
}

func (p *Page) integers(values ...int) {
	for _, v := range values {
		p.content = strconv.AppendInt(p.content, int64(v), 10)
		p.content = append(p.content, ' ')
	}
}

func (p *Page) op(operator string) {
	p.content = append(p.content, operator...)
	p.content = append(p.content, '\n')
}

func appendHex(b []byte, v uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[v>>12], digits[v>>8&15], digits[v>>4&15], digits[v&15])
}
