package typeface

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrFormat says that a file is not a TrueType font that this package reads:
// glyf outlines, long loca offsets and a format 12 character map.
var ErrFormat = errors.New("not a TrueType font of the expected form")

// GlyphID numbers a glyph within one font, from 0 (the mark of a missing
// character) to 65535.
type GlyphID uint16

// Face is a TrueType font opened for looking up, measuring and cutting. It
// keeps slices of the caller's file and copies nothing; it is never changed
// after Parse and so safe for concurrent use.
type Face struct {
	head, hhea, maxp []byte
	hmtx, loca, glyf []byte
	groups           []byte // format 12: 12 bytes each, sorted by first character
	glyphs           int
	metrics          int // entries of hmtx that carry an advance
	unitsPerEm       int
}

// Parse opens a TrueType file. Only headers are read, so the cost does not
// depend on the size. An error wraps ErrFormat.
func Parse(ttf []byte) (*Face, error) {
	tables, err := directory(ttf)
	if err != nil {
		return nil, err
	}
	f := &Face{}
	for _, want := range []struct {
		tag   string
		into  *[]byte
		least int
	}{
		{"head", &f.head, 54}, {"hhea", &f.hhea, 36}, {"maxp", &f.maxp, 6},
		{"hmtx", &f.hmtx, 4}, {"loca", &f.loca, 8}, {"glyf", &f.glyf, 0},
	} {
		table, ok := tables[want.tag]
		if !ok || len(table) < want.least {
			return nil, fmt.Errorf("%w: table %q is missing or short", ErrFormat, want.tag)
		}
		*want.into = table
	}
	if f.groups, err = format12(tables["cmap"]); err != nil {
		return nil, err
	}
	return f, f.readHeaders()
}

func (f *Face) readHeaders() error {
	f.unitsPerEm = int(binary.BigEndian.Uint16(f.head[18:]))
	f.glyphs = int(binary.BigEndian.Uint16(f.maxp[4:]))
	f.metrics = int(binary.BigEndian.Uint16(f.hhea[34:]))
	switch {
	case f.unitsPerEm == 0:
		return fmt.Errorf("%w: units per em is 0", ErrFormat)
	case binary.BigEndian.Uint16(f.head[50:]) != 1:
		return fmt.Errorf("%w: loca is not in long offsets", ErrFormat)
	case len(f.loca) < 4*(f.glyphs+1):
		return fmt.Errorf("%w: loca is short for %d glyphs", ErrFormat, f.glyphs)
	case f.metrics == 0 || f.metrics > f.glyphs || len(f.hmtx) < 4*f.metrics+2*(f.glyphs-f.metrics):
		return fmt.Errorf("%w: hmtx is short for %d glyphs", ErrFormat, f.glyphs)
	}
	return nil
}

// directory maps the tags of a font file to its tables.
func directory(ttf []byte) (map[string][]byte, error) {
	if len(ttf) < 12 || binary.BigEndian.Uint32(ttf) != 0x00010000 {
		return nil, fmt.Errorf("%w: no TrueType header", ErrFormat)
	}
	count := int(binary.BigEndian.Uint16(ttf[4:]))
	if len(ttf) < 12+16*count {
		return nil, fmt.Errorf("%w: table directory is cut off", ErrFormat)
	}
	tables := make(map[string][]byte, count)
	for i := range count {
		record := ttf[12+16*i:]
		start := uint64(binary.BigEndian.Uint32(record[8:]))
		end := start + uint64(binary.BigEndian.Uint32(record[12:]))
		if end > uint64(len(ttf)) {
			return nil, fmt.Errorf("%w: table %q goes beyond the file", ErrFormat, record[:4])
		}
		tables[string(record[:4])] = ttf[start:end]
	}
	return tables, nil
}

// format12 finds the groups of the full-Unicode character map.
func format12(cmap []byte) ([]byte, error) {
	if len(cmap) < 4 {
		return nil, fmt.Errorf("%w: table \"cmap\" is missing or short", ErrFormat)
	}
	count := int(binary.BigEndian.Uint16(cmap[2:]))
	for i := range count {
		if len(cmap) < 12+8*i {
			break
		}
		at := uint64(binary.BigEndian.Uint32(cmap[8+8*i:]))
		if at+16 > uint64(len(cmap)) || binary.BigEndian.Uint16(cmap[at:]) != 12 {
			continue
		}
		size := 12 * uint64(binary.BigEndian.Uint32(cmap[at+12:]))
		if at+16+size <= uint64(len(cmap)) {
			return cmap[at+16 : at+16+size], nil
		}
	}
	return nil, fmt.Errorf("%w: no character map of format 12", ErrFormat)
}

// Glyph returns the glyph that draws r, and false if the font has none.
func (f *Face) Glyph(r rune) (GlyphID, bool) {
	low, high := 0, len(f.groups)/12
	for low < high {
		mid := (low + high) / 2
		group := f.groups[12*mid:]
		first, last := binary.BigEndian.Uint32(group), binary.BigEndian.Uint32(group[4:])
		switch {
		case r < 0 || uint32(r) < first:
			high = mid
		case uint32(r) > last:
			low = mid + 1
		default:
			glyph := binary.BigEndian.Uint32(group[8:]) + uint32(r) - first
			return GlyphID(glyph), glyph != 0 && glyph < uint32(f.glyphs)
		}
	}
	return 0, false
}

// Advance returns how far a glyph moves the pen, in thousandths of the font
// size. A glyph that the font has not counts as glyph 0.
func (f *Face) Advance(g GlyphID) int {
	advance, _ := f.metric(int(g))
	return advance * 1000 / f.unitsPerEm
}

// Width returns the width of a text in thousandths of the font size; characters
// without a glyph count as glyph 0.
func (f *Face) Width(text string) int {
	width := 0
	for _, r := range text {
		g, _ := f.Glyph(r)
		width += f.Advance(g)
	}
	return width
}

// Metrics describes a font for a PDF font descriptor, in thousandths of the
// font size; descent is negative.
type Metrics struct {
	Ascent, Descent        int
	XMin, YMin, XMax, YMax int
}

// Metrics returns the measures that hold for the whole font.
func (f *Face) Metrics() Metrics {
	scaled := func(table []byte, at int) int {
		return int(int16(binary.BigEndian.Uint16(table[at:]))) * 1000 / f.unitsPerEm
	}
	return Metrics{
		Ascent: scaled(f.hhea, 4), Descent: scaled(f.hhea, 6),
		XMin: scaled(f.head, 36), YMin: scaled(f.head, 38),
		XMax: scaled(f.head, 40), YMax: scaled(f.head, 42),
	}
}

// metric returns advance and left side bearing of a glyph in font units. The
// glyphs behind the last full entry of hmtx share its advance.
func (f *Face) metric(glyph int) (advance, bearing int) {
	if glyph >= f.glyphs {
		glyph = 0
	}
	if glyph < f.metrics {
		entry := f.hmtx[4*glyph:]
		return int(binary.BigEndian.Uint16(entry)), int(int16(binary.BigEndian.Uint16(entry[2:])))
	}
	advance = int(binary.BigEndian.Uint16(f.hmtx[4*(f.metrics-1):]))
	entry := f.hmtx[4*f.metrics+2*(glyph-f.metrics):]
	return advance, int(int16(binary.BigEndian.Uint16(entry)))
}

// outline returns the glyf entry of a glyph, empty for a blank one, and false
// if the font's own offsets are wrong.
func (f *Face) outline(glyph int) ([]byte, bool) {
	if glyph >= f.glyphs {
		return nil, false
	}
	start := binary.BigEndian.Uint32(f.loca[4*glyph:])
	end := binary.BigEndian.Uint32(f.loca[4*glyph+4:])
	if start > end || uint64(end) > uint64(len(f.glyf)) {
		return nil, false
	}
	return f.glyf[start:end], true
}
