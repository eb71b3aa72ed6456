package canvas

import (
	"fmt"
	"strconv"
	"unicode/utf16"

	"outpost/receipts/typeface"
)

// writeFonts embeds the used glyphs of each weight and returns the entry of the
// page resources that names them.
func (d *Document) writeFonts(f *file) (string, error) {
	resources := "/Font <<"
	for w := range weights {
		font := &d.fonts[w]
		if !font.used() {
			continue
		}
		face, name := typeface.RegularFace(), "OutpostSans-Regular"
		if w == bold {
			face, name = typeface.BoldFace(), "OutpostSans-Bold"
		}
		number, err := font.write(f, face, name)
		if err != nil {
			return "", fmt.Errorf("embed %s: %w", name, err)
		}
		resources += fmt.Sprintf("/F%d %s ", w, reference(number))
	}
	return resources + ">>", nil
}

// write embeds one font as a composite font whose character codes are the
// numbers given by use (ISO 32000-1, 9.7).
func (f *font) write(out *file, face *typeface.Face, name string) (int, error) {
	cut, err := face.Subset(f.glyphs)
	if err != nil {
		return 0, err
	}
	program, err := out.stream(" /Length1 "+strconv.Itoa(len(cut)), cut)
	if err != nil {
		return 0, err
	}
	unicode, err := out.stream("", f.toUnicode())
	if err != nil {
		return 0, err
	}
	// A subset's name starts with six letters and a plus sign (9.6.4).
	name = "OUTPST+" + name
	descriptor, descendant, number := out.reserve(), out.reserve(), out.reserve()
	m := face.Metrics()
	out.object(descriptor, fmt.Sprintf("<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight 733 /StemV 80 /FontFile2 %s>>",
		name, m.XMin, m.YMin, m.XMax, m.YMax, m.Ascent, m.Descent, reference(program)))
	out.object(descendant, fmt.Sprintf("<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor %s /CIDToGIDMap /Identity /DW 1000 /W [%s]>>",
		name, reference(descriptor), f.widths(face)))
	out.object(number, fmt.Sprintf("<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%s] /ToUnicode %s>>",
		name, reference(descendant), reference(unicode)))
	return number, nil
}

// widths lists the characters that are not a full em wide, which is the width
// of every hanzi and the default.
func (f *font) widths(face *typeface.Face) string {
	var out []byte
	open := false
	for number, g := range f.glyphs {
		advance := face.Advance(g)
		if (advance != 1000) != open {
			if open {
				out = append(out, "] "...)
			} else {
				out = append(strconv.AppendInt(out, int64(number), 10), '[')
			}
			open = !open
		}
		if open {
			out = append(strconv.AppendInt(out, int64(advance), 10), ' ')
		}
	}
	if open {
		out = append(out, ']')
	}
	return string(out)
}

// toUnicode writes the map from character codes to true characters (9.10.3); a
// character beyond the Basic Multilingual Plane is written as two units.
func (f *font) toUnicode() []byte {
	out := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	const most = 100 // entries of one block, by the specification
	for start := 1; start < len(f.runes); start += most {
		end := min(start+most, len(f.runes))
		out = strconv.AppendInt(out, int64(end-start), 10)
		out = append(out, " beginbfchar\n"...)
		for number := start; number < end; number++ {
			out = append(appendHex(append(out, '<'), uint16(number)), "> <"...)
			for _, unit := range utf16.AppendRune(nil, f.runes[number]) {
				out = appendHex(out, unit)
			}
			out = append(out, ">\n"...)
		}
		out = append(out, "endbfchar\n"...)
	}
	return append(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
