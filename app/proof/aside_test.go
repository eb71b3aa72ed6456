package proof

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"outpost/app/station"
	"outpost/store"
	"outpost/store/incident"
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

// The number of an entry that stands whole nowhere is spared, on the receipt's
// number and on the form: the proof tells it as spoiled and stays closed.
func TestSparedNumbersAreToldInTheProof(t *testing.T) {
	dir := t.TempDir()
	id := store.Identity{Hospital: "Demo Hospital", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	s, err := station.Setup(t.Context(), dir, id, "test.toml", nil, station.Options{Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	by, err := s.Ledger.DrillActor("c1", incident.RoleSupervisor)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ledger.TakeRange(t.Context(), by, store.Taking{Kind: store.RangeForm, Batch: "B1", From: "AB001", To: "AB010"}); err != nil {
		t.Fatal(err)
	}
	sell(t, s, 2000)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "copy", "journal-000000000001.copy")
	raw, err := os.ReadFile(path)
	if err == nil { // a power cut in the middle of a sale
		copy(raw[len(bytes.TrimRight(raw, "\x00"))+64:], "\x00\x00\x09\x00 a piece of an entry")
		err = os.WriteFile(path, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if s, err = station.Open(t.Context(), dir, station.Options{Now: clock()}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	sell(t, s, 2000)
	p := collect(t, s)
	if n, f := p.Numbers[0], p.Numbers[1]; n.Issued != 3 || n.Used != 2 || n.Ruined != 1 || n.Missing != 0 || p.Ledger.Sold != 2 || f.Used != 2 || f.Ruined != 1 || f.Unused != 7 {
		t.Errorf("numbers %+v, sold %d, forms %+v", n, p.Ledger.Sold, f)
	}
	for _, f := range p.Findings {
		if f.Code == his.CodeGap || f.Code == his.CodeTotals {
			t.Errorf("finding %+v", f)
		}
	}
}
