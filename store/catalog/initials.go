package catalog

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// MaxInitials caps how many spellings are made of one name, so that a name of
// many characters with several readings does not multiply without end.
const MaxInitials = 16

// Initials gives the pinyin initials of a name, lower-case ASCII, one for each
// combination of readings (行 is x and h), at most MaxInitials. Latin letters
// and digits stay; everything else is left out. A name without a Chinese
// character has none: it is found by its own letters.
func Initials(name string) []string { return speller{}.initials(name) }

// speller remembers the letters of the characters that it has met; for many
// names at once.
type speller map[rune][]string

func (s speller) initials(name string) []string {
	if !strings.ContainsFunc(name, isHan) {
		return nil
	}
	spellings := []string{""}
	for _, r := range fold(name) {
		letters := []string{string(r)}
		if isHan(r) {
			known := false
			if letters, known = s[r]; !known {
				letters = firstLetters(r)
				s[r] = letters
			}
		} else if !plain(r) {
			continue
		}
		spellings = spell(spellings, letters)
	}
	if spellings[0] == "" {
		return nil
	}
	return spellings
}

// CleanInitials brings initials as a file has them to the form that is
// searched: "FKZLHNZSY（DFK）" becomes "fkzlhnzsydfk".
func CleanInitials(s string) string {
	return strings.Map(func(r rune) rune {
		if plain(r) {
			return r
		}
		return -1
	}, fold(s))
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func plain(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }

// firstLetters lists the distinct first letters of a character's readings, the
// commonest first; none for a character that the table does not know. It reads
// the package's table itself: its functions take 20 µs for a character, too
// long for a register of 100,000 names.
func firstLetters(r rune) []string {
	var letters []string
	for reading := range strings.SplitSeq(pinyin.PinyinDict[int(r)], ",") {
		plainTone := norm.NFD.String(strings.TrimSpace(reading))
		if plainTone == "" || !plain(rune(plainTone[0])) {
			continue
		}
		if letter := plainTone[:1]; !slices.Contains(letters, letter) {
			letters = append(letters, letter)
		}
	}
	return letters
}

// spell appends every letter to every spelling, or only the commonest where
// there would be too many.
func spell(spellings, letters []string) []string {
	if len(letters) == 0 {
		return spellings
	}
	if len(spellings)*len(letters) > MaxInitials {
		letters = letters[:1]
	}
	longer := make([]string, 0, len(spellings)*len(letters))
	for _, letter := range letters {
		for _, s := range spellings {
			longer = append(longer, s+letter)
		}
	}
	return longer
}
