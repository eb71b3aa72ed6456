package receipts

import (
	"errors"
	"testing"
)

func TestANumberIsReadAsItIsPrinted(t *testing.T) {
	for text, want := range map[string]struct {
		series Series
		n      int64
		back   string
	}{
		"AB00012301":               {Series{"AB", 8}, 12301, "AB00012301"},
		" ab00012301 ":             {Series{"AB", 8}, 12301, "AB00012301"},
		"0001":                     {Series{"", 4}, 1, "0001"},
		"2026-0099":                {Series{"2026-", 4}, 99, "2026-0099"},
		"京财0042":                   {Series{"京财", 4}, 42, "京财0042"},
		"12345678901234567890":     {Series{"12", 18}, 345678901234567890, "12345678901234567890"},
		"A/B.7_000000000000000001": {Series{"A/B.7_", 18}, 1, "A/B.7_000000000000000001"},
	} {
		s, n, err := ParseNumber(text)
		if err != nil || s != want.series || n != want.n || s.Number(n) != want.back {
			t.Errorf("%q: %+v %d %q, %v", text, s, n, s.Number(n), err)
		}
	}
	for _, text := range []string{"", "AB", "AB 0001", "AB\n0001", "AB0001\u202e", "AB#1", "1234567890123456789012345678901234", "\xff1", "A١"} {
		if _, _, err := ParseNumber(text); !errors.Is(err, ErrNumber) {
			t.Errorf("%q was read: %v", text, err)
		}
	}
}

func TestASpanLooksAlikeAtBothEnds(t *testing.T) {
	s, first, last, err := ParseSpan("AB001", "ab100")
	if err != nil || s != (Series{"AB", 3}) || first != 1 || last != 100 {
		t.Errorf("%+v %d %d, %v", s, first, last, err)
	}
	for _, pair := range [][2]string{{"AB001", "AB1000"}, {"AB001", "AC100"}, {"AB100", "AB001"}, {"AB1", ""}, {"", "AB1"}} {
		if _, _, _, err := ParseSpan(pair[0], pair[1]); !errors.Is(err, ErrNumber) {
			t.Errorf("%v was read: %v", pair, err)
		}
	}
	if n, ok := s.Running("AB042"); !ok || n != 42 {
		t.Errorf("%d %v", n, ok)
	}
	if _, ok := s.Running("AB0042"); ok {
		t.Error("a number of another width belongs to the series")
	}
}
