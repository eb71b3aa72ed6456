package proof

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"outpost/app/i18n"
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
	now := s.Now
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
		one, err := station.Open(t.Context(), d, station.Options{Now: now})
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
	if _, err := station.SetAside(t.Context(), dir, station.AsideRequest{OnPaper: "W01-0000002"}, station.Options{Now: now}); err != nil {
		t.Fatal(err)
	}
	if s, err = station.Open(t.Context(), dir, station.Options{Now: now}); err == nil {
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
	if same, err := s.Ledger.Completed(t.Context(), report); err != nil || same.Signed != nil {
		t.Errorf("completed before joining: %+v, %v", same, err)
	}
	if _, err := s.Ledger.Join(t.Context(), c1); err != nil {
		t.Fatal(err)
	}
	now, err := s.Ledger.Completed(t.Context(), report)
	if err != nil || now.Signed == nil || now.Signed.Expected != 2000 || now.Expected != 8000 || *now.Counted != 8000 || *now.Difference != 0 || !now.Agrees() {
		t.Errorf("completed by joining: %+v, %v", now, err)
	}
	for _, f := range collect(t, s).Findings {
		if f.Code == his.CodeTotals || f.Code == his.CodeCash {
			t.Errorf("finding %+v", f)
		}
	}
}

// A number that stands on two receipts of a forked ledger keeps the proof open
// until a person has looked; then it is closed and says who and why.
func TestATwinIsClosedByADecision(t *testing.T) {
	s, c1 := forked(t)
	if _, err := s.Ledger.Join(t.Context(), c1); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ledger.CloseShift(t.Context(), c1, store.Count{Cash: 6000}); err != nil {
		t.Fatal(err)
	}
	rows, err := Rows(t.Context(), s.Ledger)
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d receipts, %v", len(rows), err)
	}
	for i, row := range rows {
		decide(t, s.Ledger, row.Receipt, store.Decision{Verdict: store.VerdictLinked, HISNumber: "F-" + strconv.Itoa(i)})
	}
	const twin = "number W01-0000002 stands on two receipts"
	if p := collect(t, s); p.Complete || len(p.Findings) != 1 || p.Findings[0].Subject != twin || p.Ledger.Sold != 3 {
		t.Fatalf("sold %d, findings %+v", p.Ledger.Sold, p.Findings)
	}
	leader := c1
	for _, refused := range []struct{ subject, reason string }{{twin, " "}, {"number W01-0000009 is missing", "no"}, {"receipt W01-0000002 is not settled", "no"}} {
		if d, err := CloseFinding(t.Context(), s, leader, refused.subject, refused.reason); err == nil {
			t.Errorf("%+v was taken", d)
		}
	}
	if _, err := CloseFinding(t.Context(), s, leader, twin, "both papers seen, each patient charged once"); err != nil {
		t.Fatal(err)
	}
	p := collect(t, s)
	if !p.Complete || len(p.Closed) != 1 || p.Closed[0].By != "c1" || p.Closed[0].Role == "" {
		t.Fatalf("findings %+v, closed %+v", p.Findings, p.Closed)
	}
	for lang, want := range map[i18n.Lang]string{i18n.English: "closed by c1", i18n.Chinese: "裁定关闭：both papers seen"} {
		var said bool
		for _, section := range Document(p, s.Ledger.Identity(), s.Ledger.Rules(), i18n.New(lang)).Sections {
			for _, row := range section.Table.Rows {
				said = said || strings.Contains(strings.Join(row.Cells, " "), want)
			}
		}
		if !said {
			t.Errorf("the proof in %s does not say who closed it", lang)
		}
	}
	if err := s.Ledger.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p := collect(t, s); !p.Complete {
		t.Errorf("after a rebuild: %+v", p.Findings)
	}
}

// The numbers of a lost ledger are one finding, which says how many of them are
// known again, and a person closes it.
func TestTheNumbersOfALostLedgerAreOneFinding(t *testing.T) {
	id := store.Identity{Hospital: "Demo Hospital", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	if err := id.ContinueAbove("W01-0000120", ""); err != nil {
		t.Fatal(err)
	}
	s, err := station.Setup(t.Context(), t.TempDir(), id, "test.toml", nil, station.Options{Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	decide(t, s.Ledger, sell(t, s, 2000), store.Decision{Verdict: store.VerdictLinked, HISNumber: "F-1"})
	p := collect(t, s)
	const lost = "numbers W01-0000001 to W01-0000120 are of a lost ledger"
	if len(p.Findings) != 1 || p.Findings[0].Subject != lost || p.Findings[0].Have != "0" || p.Ledger.Sold != 1 || p.Numbers[1].Issued != 1 {
		t.Fatalf("findings %+v, numbers %+v, sold %d", p.Findings, p.Numbers, p.Ledger.Sold)
	}
	for lang, want := range map[i18n.Lang]string{i18n.English: "how many of the numbers W01-0000001 to W01-0000120", i18n.Chinese: "丢失账本的号码 W01-0000001 至 W01-0000120"} {
		if text := FindingText(i18n.New(lang), s.Ledger.Rules(), p.Findings[0]); !strings.Contains(text, want) {
			t.Errorf("%s: %s", lang, text)
		}
	}
	by, err := s.Ledger.DrillActor("li", incident.RoleLeader)
	if err == nil {
		_, err = CloseFinding(t.Context(), s, by, lost, "all of them were in the HIS before the disk died")
	}
	if p := collect(t, s); err != nil || !p.Complete {
		t.Errorf("%v, left %+v", err, p.Findings)
	}
}
