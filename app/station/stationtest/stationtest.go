// Package stationtest makes stations for the tests of screens.
package stationtest

import (
	"path/filepath"
	"testing"
	"time"

	"outpost/app/settings"
	"outpost/app/station"
	"outpost/store"
)

// Rehearsal is a rehearsal's station with the demo's settings, at 09:12 of a
// Friday in Shanghai; it is closed when the test ends.
func Rehearsal(t testing.TB) *station.Station {
	t.Helper()
	at := time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)
	id := store.Identity{Hospital: "H", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	st, err := station.Setup(t.Context(), filepath.Join(t.TempDir(), "data"), id, "test", settings.Demo("http://127.0.0.1:1"),
		station.Options{Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return st
}
