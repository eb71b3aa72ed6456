package command

import (
	"path/filepath"
	"testing"
	"time"

	"outpost/app/settings"
	"outpost/app/station"
	"outpost/store"
)

// A payment of 23:50 that is written down at half past midnight was yesterday's.
func TestGoingOverAfterMidnight(t *testing.T) {
	id := store.Identity{Hospital: "示例医院", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00"}
	now := time.Date(2026, 11, 19, 16, 30, 0, 0, time.UTC) // 00:30 on the 20th there
	s, err := station.Setup(t.Context(), filepath.Join(t.TempDir(), "data"), id, "settings", settings.Demo("http://127.0.0.1:1"), station.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for text, want := range map[string]time.Time{
		"23:50":            now.Add(-40 * time.Minute),
		"00:10":            now.Add(-20 * time.Minute),
		"2026-11-20 09:12": time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC),
	} {
		g, err := goingOverForm{Payments: []questionForm{{At: text}}}.make(s)
		if err != nil || len(g.Questions) != 1 || !g.Questions[0].At.Equal(want) {
			t.Errorf("%s is read as %+v, %v; want %s", text, g.Questions, err, want)
		}
	}
}
