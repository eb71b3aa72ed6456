package proof

import (
	"os"
	"path/filepath"
	"testing"

	"outpost/app/station"
	"outpost/store"
	"outpost/sync/his"
)

// Numbers that were left free when a ledger was set aside are told as such: they
// are neither missing nor sold.
func TestNumbersLeftFreeAreNotMissing(t *testing.T) {
	dir := t.TempDir()
	id := store.Identity{Hospital: "Demo Hospital", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	s, err := station.Setup(t.Context(), dir, id, "test.toml", nil, station.Options{Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ledger.db", filepath.Join("copy", "journal-000000000001.copy")} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("rubbish"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	done, err := station.SetAside(t.Context(), dir, station.AsideRequest{Window: id}, station.Options{Now: clock()})
	if err != nil || done.Next != "W01-0000101" {
		t.Fatalf("%+v, %v", done, err)
	}
	if s, err = station.Open(t.Context(), dir, station.Options{Now: clock()}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	sell(t, s, 2000)
	p := collect(t, s)
	if n := p.Numbers[0]; n.Issued != 101 || n.Used != 1 || n.Ruined != 100 || n.Missing != 0 || p.Ledger.Sold != 1 {
		t.Errorf("numbers %+v, sold %d", n, p.Ledger.Sold)
	}
	for _, f := range p.Findings {
		if f.Code == his.CodeGap || f.Code == his.CodeTotals {
			t.Errorf("finding %+v", f)
		}
	}
}
