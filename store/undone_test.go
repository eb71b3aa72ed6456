package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"outpost/receipts"
	"outpost/store/incident"
)

// lostOriginals is a window whose first two receipts were taken back, one by a
// refund and one by a void, whose own entries are then damaged on both sides, and
// which was set aside, went on and was joined. It says which receipts were lost.
func lostOriginals(t *testing.T) (l *Ledger, lost []receipts.Receipt, joined Joined) {
	t.Helper()
	old, dir := refundLedger(t)
	for range 3 {
		lost = append(lost, charge(t, old, []receipts.Money{100_00}, paidBy("cash", 100_00, "")))
	}
	lost = lost[:2]
	refund(t, old, lost[0].Number)
	if _, err := old.Void(t.Context(), cashier("c1"), VoidRequest{Number: lost[1].Number, Reason: "typed twice", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	whole := filepath.Join(dir, "whole")
	if err := os.CopyFS(whole, os.DirFS(filepath.Join(dir, copyFolder))); err != nil {
		t.Fatal(err)
	}
	for _, r := range lost {
		asAnother(t, dir, fmt.Sprintf(`UPDATE journal SET body = x'7b7d' WHERE id = '%s'`, r.ID))
		changeCopy(t, dir, flipIn(r.Number))
	}
	setAside(t, dir, "")
	l = reopen(t, dir)
	sell(t, l, bill("Ouyang Lan", 60_00))
	if missing, err := l.MissingNumbers(t.Context()); err != nil || len(missing) != 0 {
		t.Errorf("missing before anybody joined: %v, %v", missing, err)
	}
	if _, _, err := l.RecordRecovered(t.Context(), cashier("c1"), Recovery{Code: "CODE", Receipt: lost[0]}); !errors.Is(err, ErrRecovered) {
		t.Errorf("entered again before anybody looked what took it back: %v", err)
	}
	joined, err := l.Join(t.Context(), cashierOf(l, incident.RoleSupervisor))
	if err != nil {
		t.Fatal(err)
	}
	return l, lost, joined
}

// A join says loudly what stands nowhere any more; what was taken back stays taken
// back when its receipt is entered again from the paper.
func TestWhatALostReceiptWasTakenBackByStands(t *testing.T) {
	l, lost, joined := lostOriginals(t)
	want := []string{lost[0].Number, lost[1].Number}
	if joined.Unreadable != 2 || !slices.Equal(joined.Missing, want) {
		t.Fatalf("unreadable %d, missing %v", joined.Unreadable, joined.Missing)
	}
	states := []OutboxState{Refunded, Voided}
	for i, r := range lost {
		rec := Recovery{Code: "CODE OF " + r.Number, Receipt: r}
		back, known, err := l.RecordRecovered(t.Context(), cashier("c1"), rec)
		if err != nil || known || back.Number != r.Number {
			t.Fatalf("%s: %+v, %v, %v", r.Number, back, known, err)
		}
		row, err := l.Receipt(t.Context(), r.Number)
		if err != nil || row.State != states[i] || (row.Receipt.Refunded == nil) == (row.Receipt.Void == nil) {
			t.Errorf("%s is %s, refunded %v, void %v, %v", r.Number, row.State, row.Receipt.Refunded, row.Receipt.Void, err)
		}
	}
	_, err := l.Refund(t.Context(), cashier("c1"), supervised(t, l, lost[0].Number), request(lost[0].Number))
	if !errors.Is(err, ErrRefunded) {
		t.Errorf("given back a second time: %v", err)
	}
	if missing, err := l.MissingNumbers(t.Context()); err != nil || len(missing) != 0 {
		t.Errorf("still missing: %v, %v", missing, err)
	}
	if report, err := l.ShiftReport(t.Context(), l.Shift()); err != nil || !report.Agrees() || report.Expected != report.Float+100_00+51_46 {
		t.Errorf("the shift: %+v, %v", report, err)
	}
	mustVerify(t, l)
	if err := l.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, l)
}

// What another copy still holds comes after what took it back, and stays so.
func TestAnotherCopyBringsAReceiptThatWasTakenBack(t *testing.T) {
	l, lost, _ := lostOriginals(t)
	if err := os.Rename(filepath.Join(l.folder.dir, "whole"), l.opt.CopyDir+".aside-29991231-000000"); err != nil {
		t.Fatal(err)
	}
	joined, err := l.Join(t.Context(), cashierOf(l, incident.RoleSupervisor))
	if err != nil || joined.Entries != 2 || joined.Unreadable != 0 || len(joined.Missing) != 0 {
		t.Fatalf("%+v, %v", joined, err)
	}
	mustStand(t, l, lost[0].Number, Refunded)
	mustStand(t, l, lost[1].Number, Voided)
	mustVerify(t, l)
	if err := l.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, l)
}
