package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

func rules() receipts.Rules {
	return receipts.Rules{Currency: receipts.CNY(), Rounding: receipts.RoundNone, Tenders: []receipts.Tender{
		{Code: "cash", English: "Cash", Chinese: "现金", Cash: true},
		{Code: "wechat", English: "WeChat", Chinese: "微信", Reference: true},
	}}
}

func founding(drill bool) Founding {
	return Founding{
		Identity: Identity{Hospital: "Demo Hospital", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: drill},
		Settings: Settings{TOML: "", Rules: rules()},
	}
}

func testClock() func() time.Time {
	var ticks atomic.Int64 // a further copy's worker asks too
	at := time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)
	return func() time.Time { return at.Add(time.Duration(ticks.Add(1)) * time.Second) }
}

func found(t *testing.T, drill bool) (*Ledger, string) {
	t.Helper()
	dir := t.TempDir()
	l, err := Create(t.Context(), dir, founding(drill), Options{Now: testClock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l, dir
}

func bill(name string, cash receipts.Money) receipts.Bill {
	return receipts.Bill{
		ID:      receipts.NewID(),
		Patient: receipts.Patient{ID: receipts.NewID(), Number: "T0001", Name: name, Phone: "19900000001"},
		Lines: []receipts.Line{
			{Item: "drug/1", Code: "1", Name: "Amoxicillin", Unit: "box", Category: receipts.CategoryWesternDrug, Price: 15_7300, Quantity: 2000, List: "abc"},
			{Item: "lab/2", Code: "2", Name: "Blood count", Unit: "once", Category: receipts.CategoryLaboratory, Price: 20_0000, Quantity: 1000, List: "abc"},
		},
		Payments: []receipts.Payment{{Tender: "cash", Tendered: cash}}, Cashier: "c1",
	}
}

// cashier is somebody whom the ledger does not know by PIN, as before there were
// people.
func cashier(id string) Actor { return Actor{id: id, role: incident.RoleCashier} }

func sell(t *testing.T, l *Ledger, b receipts.Bill) receipts.Receipt {
	t.Helper()
	r, err := l.Sell(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func reopen(t *testing.T, dir string) *Ledger {
	t.Helper()
	l, err := Open(t.Context(), dir, Options{Now: testClock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func mustVerify(t *testing.T, l *Ledger) {
	t.Helper()
	v, err := l.Verify(t.Context())
	if err != nil || !v.OK {
		t.Fatalf("verify: %+v, %v", v, err)
	}
}

func TestASaleIsThereAfterReopening(t *testing.T) {
	l, dir := found(t, true)
	r := sell(t, l, bill("Lin Yuejiang", 100_00))
	if r.Number != "W01-0000001" || r.Total != 51_46 || r.Change() != 48_54 || !r.Drill {
		t.Fatalf("receipt %+v", r)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, dir)
	row, err := l.Receipt(t.Context(), r.Number)
	if err != nil {
		t.Fatal(err)
	}
	if row.Receipt.Patient.Name != "Lin Yuejiang" || row.Receipt.Head != r.Head || row.State != Pending || len(row.Receipt.Lines) != 2 {
		t.Fatalf("row %+v", row)
	}
	if next := sell(t, l, bill("Gao Shan", 60_00)); next.Number != "W01-0000002" {
		t.Errorf("next number %s", next.Number)
	}
	mustVerify(t, l)
}

func TestTheSameBillTwiceIsOneReceipt(t *testing.T) {
	l, _ := found(t, true)
	b := bill("Lin Yuejiang", 100_00)
	first, again := sell(t, l, b), sell(t, l, b)
	if first.Number != again.Number || first.Head != again.Head {
		t.Errorf("two receipts: %s, %s", first.Number, again.Number)
	}
	b.Payments[0].Tendered++
	if _, err := l.Sell(t.Context(), b); !errors.Is(err, ErrConflict) {
		t.Errorf("other content under the same id: %v", err)
	}
	if n, err := l.Count(t.Context()); err != nil || n != 1 {
		t.Errorf("%d receipts, %v", n, err)
	}
}

func TestARealLedgerNeedsModeAndShift(t *testing.T) {
	l, _ := found(t, false)
	ctx := t.Context()
	if _, err := l.Sell(ctx, bill("Lin Yuejiang", 100_00)); !errors.Is(err, ErrOnline) {
		t.Fatalf("while the HIS is up: %v", err)
	}
	if err := l.RecordOutage(ctx, incident.Snapshot{Mode: incident.ModeStandalone}, nil, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Sell(ctx, bill("Lin Yuejiang", 100_00)); !errors.Is(err, ErrShift) {
		t.Fatalf("without a shift: %v", err)
	}
	if _, err := l.OpenShift(ctx, cashier("c2"), 0); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Sell(ctx, bill("Lin Yuejiang", 100_00)); !errors.Is(err, ErrShift) {
		t.Fatalf("in another cashier's shift: %v", err)
	}
	if _, err := l.CloseShift(ctx, cashier("c2"), Count{}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.OpenShift(ctx, cashier("c1"), 0); err != nil {
		t.Fatal(err)
	}
	b := bill("Lin Yuejiang", 100_00)
	r := sell(t, l, b)
	if _, err := l.Void(ctx, cashier("c1"), VoidRequest{Number: r.Number, Reason: "wrong patient", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Void(ctx, cashier("c1"), VoidRequest{Number: r.Number, Reason: "again", PaperReturned: true}); !errors.Is(err, ErrVoid) {
		t.Errorf("voided twice: %v", err)
	}
	sell(t, l, bill("Gao Shan", 60_00))
	report, err := l.CloseShift(ctx, cashier("c1"), Count{Cash: 51_46})
	if err != nil || !report.Agrees() || report.Receipts != 2 || report.Voids != 1 || report.FromLines != 51_46 {
		t.Errorf("report %+v, %v", report, err)
	}
	if again, err := l.Sell(ctx, b); err != nil || again.Number != r.Number {
		t.Errorf("a doubled completion after the shift closed: %v, %v", again.Number, err)
	}
	mustVerify(t, l)
}

func TestNoNameReachesTheDisk(t *testing.T) {
	l, dir := found(t, true)
	b := bill("Lin Yuejiang", 100_00)
	sell(t, l, b)
	if err := l.SaveDraft(t.Context(), bill("Gao Shan", 0), true); err != nil {
		t.Fatal(err)
	}
	l.Close()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, secret := range []string{"Lin Yuejiang", "Gao Shan", "19900000001"} {
			if strings.Contains(string(raw), secret) {
				t.Errorf("%s holds %q", filepath.Base(path), secret)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestOneWriterAndReadersBeside(t *testing.T) {
	l, dir := found(t, true)
	r := sell(t, l, bill("Lin Yuejiang", 100_00))
	if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, ErrInUse) {
		t.Errorf("a second writer: %v", err)
	}
	reader, err := OpenReader(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if _, err := reader.Receipt(t.Context(), r.Number); err != nil {
		t.Error(err)
	}
	if _, err := reader.Sell(t.Context(), bill("Gao Shan", 60_00)); !errors.Is(err, ErrReadOnly) {
		t.Errorf("a reader sold: %v", err)
	}
	if v, err := Verify(t.Context(), dir, Options{}); err != nil || !v.OK || v.Head != r.Head {
		t.Errorf("verify beside the writer: %+v, %v", v, err)
	}
}

// A flipped byte in the -wal of a killed till silently drops its whole tail
// (ledger.md). The second copy brings it back.
func TestATailThatSQLiteDroppedComesBackFromTheCopy(t *testing.T) {
	l, dir := found(t, true)
	var last receipts.Receipt
	for range 20 {
		last = sell(t, l, bill("Lin Yuejiang", 100_00))
	}
	crashed := copyFolderAsIs(t, dir)
	wal := filepath.Join(crashed, ledgerFile+"-wal")
	raw, err := os.ReadFile(wal)
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 0x40
	if err := os.WriteFile(wal, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	again := reopen(t, crashed)
	if got := again.Head().Hash.String(); got != last.Head {
		t.Fatalf("head %s, the last receipt's was %s", got, last.Head)
	}
	mustVerify(t, again)
}

// copyFolderAsIs copies a data folder while it is open, as a crash would leave
// it.
func copyFolderAsIs(t *testing.T, dir string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

func TestALostDatabaseIsRestoredFromTheCopy(t *testing.T) {
	l, dir := found(t, true)
	r := sell(t, l, bill("Lin Yuejiang", 100_00))
	l.Close()
	db := filepath.Join(dir, ledgerFile)
	if err := os.WriteFile(db, []byte("this is not a database, a disk wrote rubbish over it......................................................"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, ErrDisk) {
		t.Fatalf("opening rubbish: %v", err)
	}
	if v, err := Verify(t.Context(), dir, Options{}); err != nil || v.OK {
		t.Errorf("verify of rubbish: %+v, %v", v, err)
	}
	if _, err := Restore(t.Context(), dir, Options{}); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, dir)
	if row, err := l.Receipt(t.Context(), r.Number); err != nil || row.Receipt.Patient.Name != "Lin Yuejiang" {
		t.Errorf("restored: %+v, %v", row, err)
	}
	mustVerify(t, l)
}

func TestAForkIsRefused(t *testing.T) {
	l, dir := found(t, true)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	l.Close()
	other := copyFolderAsIs(t, dir)
	for _, d := range []string{dir, other} {
		one := reopen(t, d)
		sell(t, one, bill("Gao Shan", 60_00))
		one.Close()
	}
	if err := os.RemoveAll(filepath.Join(dir, copyFolder)); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, copyFolder), os.DirFS(filepath.Join(other, copyFolder))); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, journal.ErrFork) {
		t.Errorf("a fork was opened: %v", err)
	}
	if v, err := Verify(t.Context(), dir, Options{}); err != nil || v.OK {
		t.Errorf("verify of a fork: %+v, %v", v, err)
	}
}

func TestAFailingSecondCopyStopsNoSaleAndCatchesUp(t *testing.T) {
	l, dir := found(t, true)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	l.Close()
	copies := filepath.Join(dir, copyFolder)
	if err := os.Rename(copies, copies+".away"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(copies, []byte("a file where a folder belongs"), 0o600); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, dir)
	sell(t, l, bill("Gao Shan", 60_00))
	if st := l.Copy(); st.Whole || st.Err == nil {
		t.Fatalf("a copy that cannot be written is whole: %+v", st)
	}
	if err := errors.Join(os.Remove(copies), os.Rename(copies+".away", copies)); err != nil {
		t.Fatal(err)
	}
	if err := l.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if st := l.Copy(); !st.Whole {
		t.Fatalf("after catching up: %+v", st)
	}
	mustVerify(t, l)
}
