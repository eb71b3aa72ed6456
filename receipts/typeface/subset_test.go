package typeface

import (
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

const receiptText = "应急收据门诊姓名性别日期流水号收款员阿莫西林胶囊头孢呋辛酯片注射用规格单位数量单价金额壹贰叁肆伍陆柒捌玖拾佰仟万元角分整𬱖䶮éñŁABCxyz0123456789.,:;-()￥"

// runesOf returns the characters of a text, once each.
func runesOf(text string) []rune {
	var runes []rune
	for _, r := range text {
		if !slices.Contains(runes, r) {
			runes = append(runes, r)
		}
	}
	return runes
}

// TestSubsetKeepsOutlines reads the cut font with another library and compares
// every outline with the one in the whole font.
func TestSubsetKeepsOutlines(t *testing.T) {
	for _, face := range []struct {
		face *Face
		ttf  []byte
	}{{RegularFace(), Regular()}, {BoldFace(), Bold()}} {
		runes := runesOf(receiptText)
		cut, err := face.face.Subset(runes)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := sfnt.Parse(face.ttf)
		if err != nil {
			t.Fatal(err)
		}
		// sfnt wants tables that a PDF does not.
		small, err := sfnt.Parse(withTables(t, cut, face.ttf, "name", "OS/2"))
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range runes {
			g, _ := face.face.Glyph(r)
			if got, err := small.GlyphIndex(nil, rune(0xF000+FirstCode+i)); err != nil || int(got) != i+1 {
				t.Errorf("code %d leads to glyph %d, %v", FirstCode+i, got, err)
			}
			want := segments(t, whole, sfnt.GlyphIndex(g))
			got := segments(t, small, sfnt.GlyphIndex(i+1))
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
	cut, err := RegularFace().Subset(runesOf(receiptText))
	if err != nil {
		t.Fatal(err)
	}
	if sum := checksum(cut); sum != 0xB1B0AFBA {
		t.Errorf("the file adds up to %08X, want B1B0AFBA", sum)
	}
}

func TestSubsetRefuses(t *testing.T) {
	for _, r := range []rune{'\U0001F600', -1, '\uFFFF', '\n'} {
		if _, err := RegularFace().Subset([]rune{'a', r}); !errors.Is(err, ErrMissing) {
			t.Errorf("U+%04X: %v", r, err)
		}
	}
	if _, err := RegularFace().Subset(make([]rune, MostCodes+1)); !errors.Is(err, ErrFormat) {
		t.Errorf("too many characters: %v", err)
	}
	whole, err := Parse(Regular())
	if err != nil {
		t.Fatal(err)
	}
	whole.glyf = whole.glyf[:100]
	if _, err := whole.Subset([]rune{'中'}); !errors.Is(err, ErrFormat) {
		t.Errorf("an outline outside the file: %v", err)
	}
}

func BenchmarkSubset(b *testing.B) {
	runes := runesOf(receiptText)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := RegularFace().Subset(runes); err != nil {
			b.Fatal(err)
		}
	}
}
