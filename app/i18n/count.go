package i18n

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// piece is a verb of a format, or a word in its singular and plural.
var piece = regexp.MustCompile(`%%|%(?:\[(\d+)\])?[-+# 0]*[\d.]*[a-zA-Z]|\{([^{}/]*)/([^{}/]*)\}`)

// Count chooses the English singular or plural in a format: {line/lines} is the
// word for the number before it, as in "%d {line was/lines were} refused, %d
// {receipt/receipts}". The verbs stay, for fmt.Sprintf.
func Count(format string, args ...any) string {
	if !strings.Contains(format, "{") {
		return format
	}
	next, one := 0, false // the argument of the next verb; the last number was 1
	return piece.ReplaceAllStringFunc(format, func(text string) string {
		if text == "%%" {
			return text
		}
		part := piece.FindStringSubmatch(text)
		if text[0] == '{' {
			if one {
				return part[2]
			}
			return part[3]
		}
		if n, err := strconv.Atoi(part[1]); err == nil {
			next = n - 1
		}
		if text[len(text)-1] == 'd' && next < len(args) {
			one = fmt.Sprint(args[next]) == "1"
		}
		next++
		return text
	})
}
