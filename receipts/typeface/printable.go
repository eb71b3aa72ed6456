package typeface

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable returns text as the font can draw it, and the characters that it
// cannot. A character without a glyph (an emoji, a damaged byte as U+FFFD) is
// written out as "[U+1F600]", so that paper never shows an empty box where the
// ledger has a character; line breaks, tabs and other controls become a space.
func Printable(text string) (printable string, missing []rune) {
	if plain(text) {
		return text, nil
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.IsControl(r):
			b.WriteByte(' ')
		case Covers(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "[U+%04X]", r)
			missing = append(missing, r)
		}
	}
	return b.String(), missing
}

// plain reports whether text can be drawn as it stands.
func plain(text string) bool {
	if !utf8.ValidString(text) {
		return false
	}
	for _, r := range text {
		if unicode.IsControl(r) || !Covers(r) {
			return false
		}
	}
	return true
}
