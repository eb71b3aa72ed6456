package typeface

import (
	"encoding/binary"
	"errors"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

const receiptText = "应急收据门诊姓名性别日期流水号收款员阿莫西林胶囊头孢呋辛酯片注射用规格单位数量单价金额壹贰叁肆伍陆柒捌玖拾佰仟万元角分整𬱖䶮éñŁABCxyz0123456789.,:;-()￥"

// glyphsOf returns glyph 0 and the glyphs of a text, once each.
func glyphsOf(t testing.TB, face *Face, text string) []GlyphID {
	t.Helper()
	glyphs := []GlyphID{0}
	seen := map[GlyphID]bool{0: true}
	for _, r := range text {
		g, ok := face.Glyph(r)
		if !ok {
			t.Fatalf("no glyph for %c", r)
		}
		if !seen[g] {
			seen[g] = true
			glyphs = append(glyphs, g)
		}
	}
	return glyphs
}

// TestSubsetKeepsOutlines reads the cut font with another library and compares
// every outline with the one in the whole font.
func TestSubsetKeepsOutlines(t *testing.T) {
	for _, face := range []struct {
		face *Face
		ttf  []byte
	}{{RegularFace(), Regular()}, {BoldFace(), Bold()}} {
		glyphs := glyphsOf(t, face.face, receiptText)
		cut, err := face.face.Subset(glyphs)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := sfnt.Parse(face.ttf)
		if err != nil {
			t.Fatal(err)
		}
		// sfnt wants tables that a PDF does not; give the cut outlines the
		// whole font's names and character map.
		small, err := sfnt.Parse(withTables(t, cut, face.ttf, "cmap", "name", "post", "OS/2"))
		if err != nil {
			t.Fatal(err)
		}
		for i, g := range glyphs {
			want := segments(t, whole, sfnt.GlyphIndex(g))
			got := segments(t, small, sfnt.GlyphIndex(i))
			if len(want) != len(got) {
				t.Fatalf("glyph %d: %d segments, want %d", g, len(got), len(want))
			}
			for s := range want {
				if want[s] != got[s] {
					t.Fatalf("glyph %d: segment %d is %v, want %v", g, s, got[s], want[s])
				}
			}
		}
	}
}

func segments(t *testing.T, font *sfnt.Font, g sfnt.GlyphIndex) []sfnt.Segment {
	t.Helper()
	var buffer sfnt.Buffer
	loaded, err := font.LoadGlyph(&buffer, g, fixed.I(1000), nil)
	if err != nil {
		t.Fatalf("glyph %d: %v", g, err)
	}
	return append([]sfnt.Segment(nil), loaded...)
}

// withTables joins a cut font with some tables of another file.
func withTables(t *testing.T, cut, other []byte, tags ...string) []byte {
	t.Helper()
	tables, err := directory(cut)
	if err != nil {
		t.Fatal(err)
	}
	more, err := directory(other)
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range tags {
		tables[tag] = more[tag]
	}
	order := []string{"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"}
	file := directoryHeader(len(order))
	offset := len(file) + 16*len(order)
	for _, tag := range order {
		file = append(file, tag...)
		file = binary.BigEndian.AppendUint32(file, checksum(tables[tag]))
		file = binary.BigEndian.AppendUint32(file, uint32(offset))
		file = binary.BigEndian.AppendUint32(file, uint32(len(tables[tag])))
		offset += (len(tables[tag]) + 3) &^ 3
	}
	for _, tag := range order {
		file = append(file, tables[tag]...)
		for len(file)%4 != 0 {
			file = append(file, 0)
		}
	}
	return file
}

// TestNoGlyphIsComposite keeps build.py to what Subset relies on.
func TestNoGlyphIsComposite(t *testing.T) {
	for _, face := range []*Face{RegularFace(), BoldFace()} {
		for g := range face.glyphs {
			outline, ok := face.outline(g)
			if !ok || composite(outline) {
				t.Fatalf("glyph %d: within the file %v, composite %v", g, ok, composite(outline))
			}
		}
	}
}

func TestSubsetWholeFileAddsUp(t *testing.T) {
	cut, err := RegularFace().Subset(glyphsOf(t, RegularFace(), receiptText))
	if err != nil {
		t.Fatal(err)
	}
	if sum := checksum(cut); sum != 0xB1B0AFBA {
		t.Errorf("the file adds up to %08X, want B1B0AFBA", sum)
	}
}

func TestSubsetRefuses(t *testing.T) {
	for name, glyphs := range map[string][]GlyphID{
		"nothing": nil, "without glyph 0": {5}, "beyond the font": {0, 65535},
	} {
		if _, err := RegularFace().Subset(glyphs); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func BenchmarkSubset(b *testing.B) {
	glyphs := glyphsOf(b, RegularFace(), receiptText)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := RegularFace().Subset(glyphs); err != nil {
			b.Fatal(err)
		}
	}
}
