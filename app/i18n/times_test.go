package i18n

import (
	"testing"
	"time"
)

func TestDurationInBothLanguages(t *testing.T) {
	c := New(English)
	for _, test := range []struct {
		d                time.Duration
		english, chinese string
	}{
		{0, "0 s", "0 秒"},
		{59*time.Second + 900*time.Millisecond, "59 s", "59 秒"},
		{time.Minute, "1 min", "1 分钟"},
		{2*time.Hour + 3*time.Minute + 59*time.Second, "2 h 03 min", "2 小时 03 分"},
		{-2 * time.Hour, "2 h 00 min", "2 小时 00 分"},
		{49 * time.Hour, "2 d 1 h", "2 天 1 小时"},
	} {
		c.Set(English)
		if got := c.Duration(test.d); got != test.english {
			t.Errorf("%v in English: %q, want %q", test.d, got, test.english)
		}
		c.Set(Chinese)
		if got := c.Duration(test.d); got != test.chinese {
			t.Errorf("%v in Chinese: %q, want %q", test.d, got, test.chinese)
		}
	}
}

func TestAgo(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 12, 0, 0, time.UTC)
	c := New(Chinese)
	for want, then := range map[string]time.Time{
		"从未":    {},
		"刚刚":    now.Add(time.Hour),
		"3 分钟前": now.Add(-3*time.Minute - 20*time.Second),
	} {
		if got := c.Ago(then, now); got != want {
			t.Errorf("Ago of %v: %q, want %q", then, got, want)
		}
	}
}

func TestClockCountsDownToZeroAndBeyond(t *testing.T) {
	c := New(English)
	for _, test := range []struct {
		rest time.Duration
		want string
	}{
		{30 * time.Minute, "30:00"},
		{17*time.Minute + 4*time.Second + time.Millisecond, "17:05"},
		{2*time.Hour + 3*time.Minute, "2:03:00"},
		{time.Millisecond, "0:01"},
		{0, "0:00"},
		{-500 * time.Millisecond, "−0:00"},
		{-61 * time.Second, "−1:01"},
	} {
		if got := c.Clock(test.rest); got != test.want {
			t.Errorf("Clock(%v) = %q, want %q", test.rest, got, test.want)
		}
	}
}
