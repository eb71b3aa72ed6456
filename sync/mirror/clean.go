package mirror

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxCell is the longest text of a field, in characters.
const maxCell = 500

// clean takes outer space off a cell and makes line ends, tabs and hard spaces
// inside plain spaces. Everything else stays as the file has it.
func clean(cell string) string {
	for i := range len(cell) {
		if c := cell[i]; c < ' ' || c >= utf8.RuneSelf {
			return strings.TrimSpace(strings.Map(plainSpace, strings.ReplaceAll(cell, "\r\n", "\n")))
		}
	}
	return strings.Trim(cell, " ")
}

func plainSpace(r rune) rune {
	switch r {
	case '\n', '\t', '\r', '\u00a0', '\u3000':
		return ' '
	case '\ufeff', '\u200b': // marks without width or meaning
		return -1
	}
	return r
}

// trouble says why a cleaned text cannot be taken; empty when it can.
func trouble(text string) string {
	ascii := true
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == 0x7f {
			return "it holds a control character; remove it in the file"
		} else if c >= utf8.RuneSelf {
			ascii = false
		}
	}
	switch {
	case ascii && len(text) <= maxCell:
		return ""
	case !utf8.ValidString(text) || strings.ContainsRune(text, utf8.RuneError):
		return "it holds characters that are broken or not of the file's encoding"
	case strings.ContainsFunc(text, unicode.IsControl):
		return "it holds a control character; remove it in the file"
	case utf8.RuneCountInString(text) > maxCell:
		return "it is longer than 500 characters"
	}
	return ""
}
