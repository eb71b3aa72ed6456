package lettering

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/jung-kurt/gofpdf"

	"outpost/receipts/typeface"
)

// font is a cut of one weight. Its characters have the codes from typeface.FirstCode on.
type font struct {
	family     string // gofpdf's key for it
	name       string // in the file
	face       *typeface.Face
	characters []rune
}

func newFont(number int, bold bool) *font {
	f := &font{family: fmt.Sprint("cut", number), name: "OutpostSans-Regular", face: typeface.RegularFace()}
	if bold {
		f.name, f.face = "OutpostSans-Bold", typeface.BoldFace()
	}
	// A cut font's name starts with six letters of its own (ISO 32000-1, 9.6.4).
	tag := []byte("AAAAAA")
	for i := len(tag) - 1; number > 0; i, number = i-1, number/26 {
		tag[i] += byte(number % 26)
	}
	f.name = string(tag) + "+" + f.name
	return f
}

// definition is a font definition as gofpdf's makefont tool writes it.
type definition struct {
	Tp, Name     string
	Desc         gofpdf.FontDescType
	Cw           [256]int // widths by code, in thousandths of the size
	Diff         string   // the names of the codes
	File         string   // ends in .z where it is compressed already
	OriginalSize int
}

func (f *font) addTo(doc *gofpdf.Fpdf) error {
	cut, err := f.face.Subset(f.characters)
	if err != nil {
		return fmt.Errorf("cut %s: %w", f.name, err)
	}
	packed, err := compress(cut)
	if err != nil {
		return fmt.Errorf("compress %s: %w", f.name, err)
	}
	m := f.face.Metrics()
	d := definition{
		Tp: "TrueType", Name: f.name, File: f.family + ".z", OriginalSize: len(cut), Diff: f.differences(),
		Desc: gofpdf.FontDescType{Ascent: m.Ascent, Descent: m.Descent, CapHeight: 733, Flags: gofpdf.FontFlagSymbolic, StemV: 80, MissingWidth: 1000},
	}
	d.Desc.FontBBox.Xmin, d.Desc.FontBBox.Ymin, d.Desc.FontBBox.Xmax, d.Desc.FontBBox.Ymax = m.XMin, m.YMin, m.XMax, m.YMax
	for i, r := range f.characters {
		g, _ := f.face.Glyph(r)
		d.Cw[typeface.FirstCode+i] = f.face.Advance(g)
	}
	body, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("define %s: %w", f.name, err)
	}
	doc.AddFontFromBytes(f.family, "", body, packed)
	return doc.Error()
}

// differences lists the codes' names behind the first code. Readers take the text
// from them: "u4E2D", "u2CC56" (Adobe Glyph List Specification 1.7, section 2).
func (f *font) differences() string {
	var b strings.Builder
	fmt.Fprint(&b, typeface.FirstCode)
	for _, r := range f.characters {
		fmt.Fprintf(&b, "/u%04X", r)
	}
	return b.String()
}

// compressors keeps the tables of compressors between documents; making them
// anew, 1.2 MB each, costs a tenth of a receipt's time.
var compressors = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

func compress(body []byte) ([]byte, error) {
	var packed bytes.Buffer
	packed.Grow(len(body))
	w := compressors.Get().(*zlib.Writer)
	defer compressors.Put(w)
	w.Reset(&packed)
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}
