package store

import (
	"testing"
	"time"
)

// A time of day that somebody names lies behind, never ahead: 23:50, said at
// half past midnight, was yesterday.
func TestATimeOfDayIsTheLastOne(t *testing.T) {
	here := Identity{TimeZone: "Asia/Shanghai"}
	zone := here.zone()
	now := time.Date(2026, 11, 20, 0, 30, 0, 0, zone)
	for text, want := range map[string]time.Time{
		"23:50": time.Date(2026, 11, 19, 23, 50, 0, 0, zone),
		"00:31": time.Date(2026, 11, 19, 0, 31, 0, 0, zone),
		"00:30": now,
		"00:05": time.Date(2026, 11, 20, 0, 5, 0, 0, zone),
	} {
		if at, ok := here.LastAt(now.UTC(), text); !ok || !at.Equal(want) {
			t.Errorf("%s, said at %s, is %s, %v; want %s", text, now, at, ok, want)
		}
	}
	for _, text := range []string{"", "24:00", "9.12", "2026-11-20 09:12"} {
		if at, ok := here.LastAt(now, text); ok {
			t.Errorf("%q is a time of day: %s", text, at)
		}
	}
}
