package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/people"
)

// quick is a PIN hash that costs a test nothing.
var quick = people.Cost{KiB: 64, Passes: 1, Threads: 1}

// night is a real ledger in an outage: an administrator, an open shift of c1, and
// n receipts. It is closed.
func night(t *testing.T, n int) (dir string) {
	t.Helper()
	ctx, dir := t.Context(), t.TempDir()
	l, err := Create(ctx, dir, founding(false), Options{Now: testClock(), PINCost: quick})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, _, err := l.FirstAdmin(ctx, "c1", "Shen Duo", "840261"); err != nil {
		t.Fatal(err)
	}
	if err := l.RecordOutage(ctx, incident.Snapshot{Mode: incident.ModeStandalone}, nil, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := l.OpenShift(ctx, cashier("c1"), 200_00); err != nil {
		t.Fatal(err)
	}
	for range n {
		sell(t, l, bill("Lin Yuejiang", 100_00))
	}
	return dir
}

// forked is a night whose database and second copy each went on for one receipt.
func forked(t *testing.T) (dir string) {
	t.Helper()
	dir = night(t, 2)
	other := copyFolderAsIs(t, dir)
	for i, d := range []string{dir, other} {
		one := reopen(t, d)
		sell(t, one, bill([]string{"Gao Shan", "Mu Qinghe"}[i], 60_00))
		one.Close()
	}
	aside := filepath.Join(dir, copyFolder)
	if err := errors.Join(os.RemoveAll(aside), os.CopyFS(aside, os.DirFS(filepath.Join(other, copyFolder)))); err != nil {
		t.Fatal(err)
	}
	return dir
}

func setAside(t *testing.T, dir, onPaper string) Aside {
	t.Helper()
	_, refused := Open(t.Context(), dir, Options{Now: testClock()})
	if refused == nil {
		t.Fatal("the ledger opens")
	}
	done, err := SetAside(t.Context(), dir, AsideRequest{OnPaper: onPaper, Why: refused.Error()}, Options{Now: testClock(), PINCost: quick})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestAForkedLedgerIsSetAsideAndJoined(t *testing.T) {
	dir, ctx := forked(t), t.Context()
	if _, err := SetAside(ctx, dir, AsideRequest{OnPaper: "30000003", Why: "a slip"}, Options{Now: testClock(), PINCost: quick}); !errors.Is(err, ErrInput) {
		t.Errorf("thirty million numbers were left free: %v", err)
	}
	done := setAside(t, dir, "W01-0000003")
	if done.Next != "W01-0000004" || done.Known != 3 || done.Database == "" || done.Copy == "" {
		t.Fatalf("set aside: %+v", done)
	}
	l := reopen(t, dir)
	admin, err := l.Login(ctx, "c1", "840261")
	if err != nil {
		t.Fatalf("the same PIN: %v", err)
	}
	if r := sell(t, l, bill("Ouyang Lan", 60_00)); r.Number != "W01-0000004" {
		t.Fatalf("goes on with %s", r.Number)
	}
	mustVerify(t, l)
	joined, err := l.Join(ctx, admin)
	if err != nil || joined.Receipts != 4 || len(joined.Twins) != 1 || joined.Twins[0] != "W01-0000003" {
		t.Fatalf("joined %+v, %v", joined, err)
	}
	all, err := l.Receipts(ctx, 0, 10)
	if err != nil || len(all) != 5 {
		t.Fatalf("%d receipts, %v", len(all), err)
	}
	names, held := map[string]int{}, 0
	for _, row := range all {
		if names[row.Receipt.Patient.Name]++; row.State == Held {
			held++
		}
	}
	if names["Lin Yuejiang"] != 2 || names["Gao Shan"] != 1 || names["Mu Qinghe"] != 1 || names["Ouyang Lan"] != 1 || held != 1 {
		t.Errorf("patients %v, %d held", names, held)
	}
	if again, err := l.Join(ctx, admin); err != nil || again.Entries != 0 {
		t.Errorf("joined again: %+v, %v", again, err)
	}
	report, err := l.ShiftReport(ctx, l.Shift())
	if err != nil || !report.Agrees() || report.Receipts != 5 || report.FromLines != 5*51_46 {
		t.Errorf("the shift that went through both: %+v, %v", report, err)
	}
	if err := l.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, l)
	l.Close()
	mustVerify(t, reopen(t, dir))
}

func TestALedgerDamagedOnBothSidesIsSetAside(t *testing.T) {
	dir, ctx := night(t, 4), t.Context()
	asAnother(t, dir, `UPDATE journal SET body = x'7b7d' WHERE seq = (SELECT max(seq) - 2 FROM journal)`)
	changeCopy(t, dir, flipIn("W01-0000002"))
	if _, err := Restore(ctx, dir, Options{Now: testClock()}); err == nil {
		t.Fatal("restored what stands nowhere")
	}
	if done := setAside(t, dir, ""); done.Next != "W01-0000105" {
		t.Fatalf("without a look at the paper: %+v", done)
	}
	l := reopen(t, dir)
	sell(t, l, bill("Ouyang Lan", 60_00))
	joined, err := l.Join(ctx, cashierOf(l, incident.RoleSupervisor))
	if err != nil || joined.Receipts != 3 || len(joined.Twins) != 0 {
		t.Fatalf("joined %+v, %v", joined, err)
	}
	if rows, err := l.Unsent(ctx, 10); err != nil || len(rows) != 4 {
		t.Errorf("%d rows for the HIS, %v", len(rows), err)
	}
	mustVerify(t, l)
}

func cashierOf(_ *Ledger, role incident.Role) Actor { return Actor{id: "s1", role: role} }

func TestNothingReadableStillLetsTheWindowGoOn(t *testing.T) {
	dir, ctx := night(t, 1), t.Context()
	rubbish := []byte("rubbish that a dying disk wrote")
	for _, name := range []string{ledgerFile, filepath.Join(copyFolder, "journal-000000000001.copy")} {
		if err := os.WriteFile(filepath.Join(dir, name), rubbish, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_ = os.Remove(filepath.Join(dir, ledgerFile+"-wal"))
	done, err := SetAside(ctx, dir, AsideRequest{OnPaper: "41", Why: "rubbish", Fallback: founding(false)}, Options{Now: testClock()})
	if err != nil || done.Next != "W01-0000042" {
		t.Fatalf("%+v, %v", done, err)
	}
	l := reopen(t, dir)
	if err := l.RecordOutage(ctx, incident.Snapshot{Mode: incident.ModeStandalone}, nil, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := l.OpenShift(ctx, cashier("c1"), 0); err != nil {
		t.Fatal(err)
	}
	if r := sell(t, l, bill("Ouyang Lan", 60_00)); r.Number != "W01-0000042" {
		t.Errorf("goes on with %s", r.Number)
	}
	mustVerify(t, l)
}

func TestASettingAsideThatWasCutOffIsEnded(t *testing.T) {
	dir := forked(t)
	done := setAside(t, dir, "3")
	place := filepath.Join(dir, copyFolder)
	if err := os.Rename(filepath.Join(dir, done.Copy), place); err != nil { // as if cut off before this step
		t.Fatal(err)
	}
	l := reopen(t, dir)
	sell(t, l, bill("Ouyang Lan", 60_00))
	mustVerify(t, l)
	if _, copies, err := l.asides(); err != nil || len(copies) != 1 {
		t.Errorf("copies aside: %v, %v", copies, err)
	}
}

func TestASoundLedgerIsNotSetAside(t *testing.T) {
	dir := night(t, 1)
	if _, err := SetAside(t.Context(), dir, AsideRequest{Why: "fear"}, Options{Now: testClock()}); !errors.Is(err, ErrSound) {
		t.Errorf("set aside: %v", err)
	}
}

// A stick may know more than the window: numbers begin above its highest too, and
// joining brings in what only it holds.
func TestAFurtherCopyIsAskedForItsHighestNumber(t *testing.T) {
	dir, ctx, stick := night(t, 3), t.Context(), t.TempDir()
	ledger := func() string { l := reopen(t, dir); defer l.Close(); return l.Identity().Ledger }()
	if err := os.CopyFS(filepath.Join(stick, ledger), os.DirFS(filepath.Join(dir, copyFolder))); err != nil {
		t.Fatal(err)
	}
	asAnother(t, dir, `DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)`, `UPDATE journal SET body = x'7b7d' WHERE seq = (SELECT max(seq) FROM journal)`)
	changeCopy(t, dir, func(raw []byte) []byte { return flipIn("W01-0000002")(cutAfter("W01-0000003")(raw)) })
	further := []FurtherCopy{{Name: "stick", Folder: stick, Removable: true}}
	request := AsideRequest{Why: "damaged", Further: func(Settings) []FurtherCopy { return further }}
	done, err := SetAside(ctx, dir, request, Options{Now: testClock(), PINCost: quick})
	if err != nil || done.Known != 3 || done.Next != "W01-0000104" {
		t.Fatalf("set aside %+v, %v", done, err)
	}
	l := reopen(t, dir)
	if free := l.Identity().Continues.Free; len(free) != 1 || free[0] != (Span{First: 4, Last: 103}) {
		t.Errorf("left free: %v", free)
	}
	if err := l.Replicate(ctx, further); err != nil {
		t.Fatal(err)
	}
	joined, err := l.Join(ctx, cashierOf(l, incident.RoleSupervisor))
	if err != nil || joined.Receipts != 3 {
		t.Fatalf("joined %+v, %v", joined, err)
	}
	if _, err := l.Receipt(ctx, "W01-0000003"); err != nil {
		t.Errorf("what only the stick held: %v", err)
	}
	mustVerify(t, l)
}

// A shift that began in the ledger that was set aside says that its figures are
// not whole, until that one is joined.
func TestAShiftAcrossASettingAsideSaysThatItIsIncomplete(t *testing.T) {
	dir, ctx := forked(t), t.Context()
	setAside(t, dir, "W01-0000003")
	l := reopen(t, dir)
	sell(t, l, bill("Ouyang Lan", 60_00))
	founded := give(l.FoundedAt(ctx))(t)
	if r := give(l.ShiftReport(ctx, l.Shift()))(t); !r.NotJoinedBefore.Equal(founded) || r.Receipts != 1 {
		t.Fatalf("%d receipts, not joined before %v", r.Receipts, r.NotJoinedBefore)
	}
	first := give(l.CloseShift(ctx, cashier("c1"), Count{Cash: 351_46}))(t)
	give(l.OpenShift(ctx, cashier("c1"), 0))(t)
	if r := give(l.ShiftReport(ctx, l.Shift()))(t); !r.NotJoinedBefore.IsZero() {
		t.Errorf("a shift that began here is incomplete before %v", r.NotJoinedBefore)
	}
	if !give(l.Unjoined(ctx))(t) {
		t.Error("joined before anybody did")
	}
	give(l.Join(ctx, give(l.Login(ctx, "c1", "840261"))(t)))(t)
	if give(l.Unjoined(ctx))(t) {
		t.Error("joined, and nobody wrote it down")
	}
	if r := give(l.ClosedShift(ctx, first.Shift))(t); !r.NotJoinedBefore.Equal(founded) {
		t.Error("a report that was signed as incomplete changed afterwards")
	}
	if r := give(l.ShiftReport(ctx, give(l.ShiftByID(ctx, first.Shift))(t)))(t); !r.NotJoinedBefore.IsZero() || r.Receipts != 5 {
		t.Errorf("after joining: %d receipts, not joined before %v", r.Receipts, r.NotJoinedBefore)
	}
	head := l.Head()
	give(l.Join(ctx, give(l.Login(ctx, "c1", "840261"))(t)))(t)
	if now := l.Head(); now.Seq != head.Seq+1 { // the login
		t.Errorf("joining again wrote %d entries", now.Seq-head.Seq-1)
	}
	if err := l.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, l)
}

// Two histories of different length: what both charged stands in the running
// totals after joining, which neither's were.
func TestJoiningAForkAddsUpWhatBothCharged(t *testing.T) {
	dir, ctx := forked(t), t.Context()
	setAside(t, dir, "W01-0000003")
	l := reopen(t, dir)
	if got := l.Head().Totals; got != (journal.Totals{Receipts: 3, Sales: 3 * 51_46}) {
		t.Fatalf("begins with %+v", got)
	}
	give(l.Join(ctx, cashierOf(l, incident.RoleSupervisor)))(t)
	if got := l.Head().Totals; got != (journal.Totals{Receipts: 3, Sales: 4 * 51_46}) {
		t.Errorf("after joining %+v", got)
	}
	if r := sell(t, l, bill("Ouyang Lan", 60_00)); r.Number != "W01-0000004" {
		t.Errorf("goes on with %s", r.Number)
	}
	if by, err := l.DecideFinding(ctx, cashierOf(l, incident.RoleSupervisor), FindingDecision{Code: "receipt gap", Subject: "number 3", Reason: "seen"}); !errors.Is(err, ErrRole) {
		t.Errorf("a supervisor closed a finding: %+v, %v", by, err)
	}
	mustVerify(t, l)
}
