package proof

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
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

// forked is a real window in an outage whose database and second copy each went
// on for one receipt, set aside and charging again; c1's shift is open in it.
func forked(t *testing.T) (s *station.Station, c1 store.Actor) {
	t.Helper()
	s = window(t, false)
	dir := s.Dir
	standalone(t, s)
	admin, _, err := s.Ledger.FirstAdmin(t.Context(), "c1", "Gao Shan", "739164")
	if err == nil {
		_, err = s.Ledger.OpenShift(t.Context(), admin, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	sell(t, s, 2000)
	other := t.TempDir()
	if err := errors.Join(s.Close(), os.CopyFS(other, os.DirFS(dir))); err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{dir, other} {
		one, err := station.Open(t.Context(), d, station.Options{Now: clock()})
		if err != nil {
			t.Fatal(err)
		}
		sell(t, one, 2000)
		if err := one.Close(); err != nil {
			t.Fatal(err)
		}
	}
	copied := filepath.Join(dir, "copy")
	if err := errors.Join(os.RemoveAll(copied), os.CopyFS(copied, os.DirFS(filepath.Join(other, "copy")))); err != nil {
		t.Fatal(err)
	}
	if _, err := station.SetAside(t.Context(), dir, station.AsideRequest{OnPaper: "W01-0000002"}, station.Options{Now: clock()}); err != nil {
		t.Fatal(err)
	}
	if s, err = station.Open(t.Context(), dir, station.Options{Now: clock()}); err == nil {
		t.Cleanup(func() { s.Close() })
		c1, err = s.Ledger.Login(t.Context(), "c1", "739164")
	}
	if err != nil {
		t.Fatal(err)
	}
	return s, c1
}

// A shift that was closed before the former ledger was joined is compared with
// what came in by joining.
func TestAShiftClosedBeforeJoiningAgreesAfterIt(t *testing.T) {
	s, c1 := forked(t)
	sell(t, s, 2000)
	report, err := s.Ledger.CloseShift(t.Context(), c1, store.Count{Cash: 8000})
	if err != nil || report.NotJoinedBefore.IsZero() || report.Expected != 2000 {
		t.Fatalf("%+v, %v", report, err)
	}
	if _, err := s.Ledger.Join(t.Context(), c1); err != nil {
		t.Fatal(err)
	}
	for _, f := range collect(t, s).Findings {
		if strings.Contains(f.Subject, "shift at") {
			t.Errorf("finding %+v", f)
		}
	}
}
