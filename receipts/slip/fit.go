package slip

import (
	"fmt"
	"strings"
	"unicode"
)

// smallest is the smallest type, in points, that a text is shrunk to before it
// is shortened; smaller is not legible on a needle printer's ribbon.
const smallest = 5

// fit breaks a printable text into the lines of its place, in a smaller size if
// it must be. A text that does not fit in the smallest size is shortened with
// an ellipsis and a warning, never silently.
func (c *composer) fit(text string, place Place) (lines []string, size float64) {
	if text == "" {
		return nil, place.Size
	}
	most := max(1, place.Lines)
	for size = place.Size; ; size = max(smallest, size-0.5) {
		lines = Wrap(text, place.Width, size, place.Bold)
		if len(lines) <= most {
			return lines, size
		}
		if size <= smallest {
			break
		}
	}
	c.warn(fmt.Sprintf(c.words.shortened, text))
	lines = lines[:most]
	lines[most-1] = shorten(lines[most-1], place.Width, size, place.Bold)
	return lines, size
}

// shorten cuts a line so that an ellipsis fits behind it.
func shorten(line string, width, size float64, bold bool) string {
	r := []rune(line)
	for len(r) > 0 && Width(string(r)+"…", size, bold) > width {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}

// Wrap breaks a text into lines of at most width mm: at spaces, beside Chinese
// characters, and anywhere where a word alone is too wide. Closing punctuation
// does not start a line. There is always at least one line.
func Wrap(text string, width, size float64, bold bool) []string {
	if Width(text, size, bold) <= width {
		return []string{text}
	}
	var lines []string
	rest := []rune(text)
	for len(rest) > 0 {
		end := lineEnd(rest, width, size, bold)
		lines = append(lines, strings.TrimRight(string(rest[:end]), " "))
		rest = rest[end:]
		for len(rest) > 0 && rest[0] == ' ' {
			rest = rest[1:]
		}
	}
	return lines
}

// lineEnd returns how many characters the next line takes, at least one.
func lineEnd(text []rune, width, size float64, bold bool) int {
	used, last := 0.0, 0
	for i, r := range text {
		used += Width(string(r), size, bold)
		if used > width && r != ' ' {
			if last > 0 {
				return last
			}
			return max(1, i)
		}
		if i+1 < len(text) && breakable(r, text[i+1]) {
			last = i + 1
		}
	}
	return len(text)
}

// breakable reports whether a line may end between two characters.
func breakable(before, after rune) bool {
	if strings.ContainsRune("，。、；：）」』》！？％)]},.;:!?", after) || strings.ContainsRune("（「『《([{¥$", before) {
		return false
	}
	return before == ' ' || before == '　' || wide(before) || wide(after)
}

// wide reports whether r is a Chinese character or its punctuation.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || (r >= 0x3000 && r <= 0x303F) || (r >= 0xFF00 && r <= 0xFFEF)
}
