package typeface

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestRegularCoversGBK(t *testing.T) {
	decoder := simplifiedchinese.GBK.NewDecoder()
	seen := 0
	for high := 0x81; high < 0xFF; high++ {
		for low := 0x40; low < 0xFF; low++ {
			text, err := decoder.String(string([]byte{byte(high), byte(low)}))
			if err != nil || strings.ContainsRune(text, '\uFFFD') || len([]rune(text)) != 1 {
				continue
			}
			r := []rune(text)[0]
			seen++
			// The source fonts lack ≒ and the marks that describe how a hanzi is
			// composed (⿰); 0xE000 to 0xF8FF are the user-defined areas.
			if r == '≒' || (r >= 0x2FF0 && r <= 0x2FFB) || (r >= 0xE000 && r <= 0xF8FF) {
				continue
			}
			if !Covers(r) {
				t.Errorf("U+%04X %c of GBK has no glyph", r, r)
			}
		}
	}
	if seen < 21000 {
		t.Fatalf("only %d characters of GBK were tried", seen)
	}
}

// TestBothWeightsCoverTheNationalTable reads the table of the data folder; the
// font itself was made from the constants in build.py.
func TestBothWeightsCoverTheNationalTable(t *testing.T) {
	file, err := os.Open(filepath.Join(dataFolder(t), "names", "tonggui_8105.txt"))
	if err != nil {
		t.Skip("the national table is not here: ", err)
	}
	defer file.Close()
	count := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) < 2 {
			continue
		}
		count++
		for _, r := range fields[1] {
			_, bold := BoldFace().Glyph(r)
			if !Covers(r) || !bold {
				t.Errorf("%s %c: regular %v, bold %v", fields[0], r, Covers(r), bold)
			}
		}
	}
	if count != 8105 {
		t.Errorf("the table has %d rows, want 8105", count)
	}
}

func dataFolder(t *testing.T) string {
	t.Helper()
	if folder := os.Getenv("OUTPOST_DATA"); folder != "" {
		return folder
	}
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		candidate := filepath.Join(folder, "..", "shared", "data")
		if info, err := os.Stat(candidate); err == nil && info.IsDir() {
			return candidate
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			t.Skip("no ../shared/data beside the checkout and OUTPOST_DATA is not set")
		}
		folder = parent
	}
}

func TestBothWeightsCoverTheInterface(t *testing.T) {
	const needed = "0.25g ÀéñŁž ，。：；！？“”‘’（）《》、…— ＡＺ０９￥¥€£№ ㎎㎡℃ ↑↓←→⇧⏎ ●○■□▲△▼◆◎★☆▶◀ ✓⚠☎♀♂×÷±≤≥≈ 䶮㛃𬱖𠅤喆玥珺"
	for _, r := range needed {
		_, bold := BoldFace().Glyph(r)
		if !Covers(r) || !bold {
			t.Errorf("U+%04X %c: regular %v, bold %v", r, r, Covers(r), bold)
		}
	}
}

func TestFontIsRenamed(t *testing.T) {
	for style, ttf := range map[string][]byte{"Regular": Regular(), "Bold": Bold()} {
		font, err := sfnt.Parse(ttf)
		if err != nil {
			t.Fatalf("%s: %v", style, err)
		}
		for _, id := range []sfnt.NameID{sfnt.NameIDFamily, sfnt.NameIDFull, sfnt.NameIDPostScript} {
			name, err := font.Name(nil, id)
			if err != nil || !strings.HasPrefix(strings.ReplaceAll(name, " ", ""), "OutpostSans") {
				t.Errorf("%s: name %d is %q, %v", style, id, name, err)
			}
		}
	}
}

// TestFaceAgreesWithSfnt compares our reading of the tables with another
// reader's, over characters of every kind.
func TestFaceAgreesWithSfnt(t *testing.T) {
	font, err := sfnt.Parse(Regular())
	if err != nil {
		t.Fatal(err)
	}
	var buffer sfnt.Buffer
	for _, r := range "A1é中㛃𬱖𠅤（￥\U0001F600\uFFFF\x00" {
		want, err := font.GlyphIndex(&buffer, r)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := RegularFace().Glyph(r)
		if got != GlyphID(want) || ok != (want != 0) {
			t.Errorf("U+%04X: glyph %d %v, want %d", r, got, ok, want)
		}
		units := font.UnitsPerEm()
		advance, err := font.GlyphAdvance(&buffer, want, 1000*64/64, 0)
		if err != nil {
			t.Fatal(err)
		}
		if units == 1000 && RegularFace().Advance(got) != int(advance) {
			t.Errorf("U+%04X: advance %d, want %d", r, RegularFace().Advance(got), advance)
		}
	}
}

func TestPrintable(t *testing.T) {
	for _, c := range []struct {
		in, out string
		missing int
	}{
		{"王伟", "王伟", 0},
		{"𬱖", "𬱖", 0},
		{"李😀", "李[U+1F600]", 1},
		{"a\xffb", "a[U+FFFD]b", 1},
		{"a\nb\tc", "a b c", 0},
		{"\xe4\xb8", "[U+FFFD][U+FFFD]", 2},
		{"", "", 0},
	} {
		out, missing := Printable(c.in)
		if out != c.out || len(missing) != c.missing {
			t.Errorf("Printable(%q) = %q, %U", c.in, out, missing)
		}
	}
}

func TestParseRefusesRubbish(t *testing.T) {
	short := append([]byte(nil), Regular()[:4000]...)
	for name, ttf := range map[string][]byte{
		"empty": nil, "text": []byte("%PDF-1.7 is not a font"), "cut off": short,
	} {
		if _, err := Parse(ttf); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestCoversDoesNotAllocate(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { Covers('𬱖') }); n != 0 {
		t.Errorf("Covers allocates %v times", n)
	}
}
