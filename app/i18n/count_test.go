package i18n

import (
	"fmt"
	"testing"
)

func TestEachNumberChoosesItsOwnWord(t *testing.T) {
	for _, c := range []struct {
		format string
		args   []any
		want   string
	}{
		{"%d {line was/lines were} refused", []any{1}, "1 line was refused"},
		{"%d {line was/lines were} refused", []any{int64(2)}, "2 lines were refused"},
		{"%s: %d {receipt/receipts}, %d {entry/entries}, head %.8s", []any{"x", 0, 1, "abc"}, "x: 0 receipts, 1 entry, head abc"},
		{"%[2]d {form/forms} of %[1]d {range/ranges}, 100%% {sure/safe}", []any{1, 3}, "3 forms of 1 range, 100% sure"},
		{"no number {is/are}", nil, "no number are"},
		{"{} {a} %d", []any{1}, "{} {a} 1"},
	} {
		if got := fmt.Sprintf(Count(c.format, c.args...), c.args...); got != c.want {
			t.Errorf("%q: %q, want %q", c.format, got, c.want)
		}
	}
}
