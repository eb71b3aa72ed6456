package receipts

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Series is how the numbers of one run of paper look: a fixed beginning and a
// running number of a fixed width, such as "AB" and 8 digits for AB00012301.
type Series struct {
	Prefix string `json:"prefix"`
	Digits int    `json:"digits"`
}

const (
	// maxDigits is how many of a number's last digits run; they fit an int64.
	maxDigits = 18
	// maxNumber is the longest number of a form, in characters.
	maxNumber = 32
)

// CleanNumber is a number as it is kept: without spaces around it, in capitals.
func CleanNumber(text string) string { return strings.ToUpper(strings.TrimSpace(text)) }

// ParseNumber reads a number printed on a form into its series and running
// number. A text without digits at its end, or with characters that no form
// carries, is ErrNumber.
func ParseNumber(text string) (Series, int64, error) {
	text = CleanNumber(text)
	if utf8.RuneCountInString(text) > maxNumber || !cleanText(text) || strings.ContainsFunc(text, notOnForm) {
		return Series{}, 0, refuse(ErrNumber, "the number %q has spaces or signs, or more than %d characters; type it as it is printed", shown(text), maxNumber)
	}
	digits := len(text) - len(strings.TrimRight(text, "0123456789"))
	if digits == 0 {
		return Series{}, 0, refuse(ErrNumber, "the number %q ends in no digits; type it as it is printed, such as AB00012301", shown(text))
	}
	digits = min(digits, maxDigits)
	cut := len(text) - digits
	n, err := strconv.ParseInt(text[cut:], 10, 64)
	if err != nil {
		return Series{}, 0, refuse(ErrNumber, "the number %q cannot be read: %w", shown(text), err)
	}
	return Series{Prefix: text[:cut], Digits: digits}, n, nil
}

// notOnForm says whether a character is none that a form's number is made of.
func notOnForm(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-/._", r)
}

// ParseSpan reads the first and the last number of a run. Both must look alike,
// and the first not stand behind the last (ErrNumber).
func ParseSpan(from, to string) (s Series, first, last int64, err error) {
	s, first, err = ParseNumber(from)
	if err != nil {
		return s, 0, 0, err
	}
	other, last, err := ParseNumber(to)
	switch {
	case err != nil:
		return s, 0, 0, err
	case other != s:
		return s, 0, 0, refuse(ErrNumber, "the numbers %s and %s do not look alike; both need the same beginning and as many digits", shown(CleanNumber(from)), shown(CleanNumber(to)))
	case last < first:
		return s, 0, 0, refuse(ErrNumber, "the number %s stands behind %s; give the lower one first", s.Number(first), s.Number(last))
	}
	return s, first, last, nil
}

// Number writes a running number as the form carries it.
func (s Series) Number(n int64) string { return fmt.Sprintf("%s%0*d", s.Prefix, s.Digits, n) }

// Running is the running number of a text of this series; ok is false for one of
// another.
func (s Series) Running(text string) (n int64, ok bool) {
	of, n, err := ParseNumber(text)
	return n, err == nil && of == s
}
