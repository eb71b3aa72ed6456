package catalog

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold brings a text and a query to one form: full-width signs to plain ones
// (NFKC), lower case, broken bytes to U+FFFD, line ends and outer space off.
func fold(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return foldUnicode(s)
		}
	}
	return strings.TrimSpace(strings.ToLower(strings.ReplaceAll(s, "\n", " ")))
}

func foldUnicode(s string) string {
	s = strings.ToLower(norm.NFKC.String(strings.ToValidUTF8(s, "\uFFFD")))
	return strings.TrimSpace(strings.ReplaceAll(s, "\n", " "))
}
