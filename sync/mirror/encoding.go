package mirror

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// The encodings that are read.
const (
	encUTF8    = "utf-8"
	encGB18030 = "gb18030"
	encCP1252  = "cp1252"
	encUTF16LE = "utf-16le"
	encUTF16BE = "utf-16be"
)

// detect tells the encoding of a text. A single broken row does not change the
// answer: that row is refused later.
func detect(data []byte) string {
	if order := utf16Order(data); order != "" {
		return order
	}
	good, bad := countUTF8(data)
	if bad == 0 || good >= 10*bad {
		return encUTF8
	}
	pairs, common, broken := countGB(data)
	if pairs > 0 && broken*50 <= pairs && common*2 >= pairs {
		return encGB18030
	}
	return encCP1252
}

// utf16Order knows UTF-16 by its mark, or by every other byte being zero.
func utf16Order(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return encUTF16LE
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return encUTF16BE
	}
	var zeros [2]int
	head := data[:min(len(data), 4096)]
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case zeros[1]*3 > len(head) && zeros[0] == 0:
		return encUTF16LE
	case zeros[0]*3 > len(head) && zeros[1] == 0:
		return encUTF16BE
	}
	return ""
}

// countUTF8 counts the characters beyond ASCII and the bytes that are no UTF-8.
func countUTF8(data []byte) (good, bad int) {
	if utf8.Valid(data) {
		return 0, 0
	}
	for len(data) > 0 {
		if data[0] < utf8.RuneSelf {
			data = data[1:]
			continue
		}
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		data = data[size:]
	}
	return good, bad
}

// countGB reads the text as GB18030 and counts its characters beyond ASCII,
// those in the rows of GB 2312 that Chinese text is mostly made of, and the
// bytes that fit no character. An accented letter of cp1252 takes the letter
// or space after it with it and so is broken or uncommon.
func countGB(data []byte) (pairs, common, broken int) {
	for i := 0; i < len(data); i++ {
		lead := data[i]
		if lead < utf8.RuneSelf {
			continue
		}
		if lead == 0x80 || lead == 0xff || i+1 == len(data) {
			broken++
			continue
		}
		trail := data[i+1]
		switch {
		case trail >= 0x40 && trail != 0x7f && trail != 0xff:
			pairs++
			i++
			if trail >= 0xa1 && (lead >= 0xb0 && lead <= 0xf7 || lead >= 0xa1 && lead <= 0xa3) {
				common++
			}
		case trail >= '0' && trail <= '9' && i+3 < len(data) && data[i+2] >= 0x81 && data[i+3] >= '0' && data[i+3] <= '9':
			pairs++
			i += 3
		default:
			broken++
		}
	}
	return pairs, common, broken
}

// decode turns the text into UTF-8 without a mark. What does not decode becomes
// U+FFFD (or stays broken UTF-8), by which its row is refused.
func decode(data []byte, name string) (string, error) {
	var from encoding.Encoding
	switch strings.ToLower(name) {
	case encUTF8:
		return strings.TrimPrefix(string(data), "\ufeff"), nil
	case encGB18030, "gbk", "gb2312":
		from = simplifiedchinese.GB18030
	case encCP1252, "windows-1252", "latin-1":
		from = charmap.Windows1252
	case encUTF16LE:
		return decodeUTF16(data, unicode.LittleEndian, binary.LittleEndian)
	case encUTF16BE:
		return decodeUTF16(data, unicode.BigEndian, binary.BigEndian)
	default:
		return "", misfit("encoding", "%q is not known; write utf-8, gb18030, cp1252, utf-16le or utf-16be", name)
	}
	text, err := from.NewDecoder().Bytes(data)
	if err != nil {
		return "", misfit("encoding", "the file is not %s (%v)", name, err)
	}
	return string(text), nil
}

func decodeUTF16(data []byte, endian unicode.Endianness, order binary.ByteOrder) (string, error) {
	if len(data) >= 2 && order.Uint16(data) == 0xfeff {
		data = data[2:]
	}
	text, err := unicode.UTF16(endian, unicode.IgnoreBOM).NewDecoder().Bytes(data)
	if err != nil {
		return "", misfit("encoding", "the file is not UTF-16 (%v)", err)
	}
	return string(text), nil
}
