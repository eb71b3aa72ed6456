package store

import (
	"os"
	"path/filepath"
	"testing"

	"outpost/receipts"
	"outpost/store/disk"
	"outpost/store/journal"
)

// A power cut while a partial refund was written may leave its red receipt alone,
// in the second copy: the rest is written when the ledger is opened.
func TestHalfARefundIsCompletedAtTheStart(t *testing.T) {
	l, dir := refundLedger(t)
	r := charge(t, l, []receipts.Money{70_00, 30_00})
	notGiven(t, l, r.Number)
	approval := supervised(t, l, r.Number)
	before := t.TempDir()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(before, "w"), os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, dir)
	req := request(r.Number, receipts.Taken{Line: 2})
	done, err := l.Refund(t.Context(), cashier("c1"), approval, req)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(before, "w")
	keepUntil(t, filepath.Join(dir, copyFolder), filepath.Join(cut, copyFolder), done.Red.Seq)
	l = reopen(t, cut)
	if l.Adopted() != 1 {
		t.Fatalf("%d entries taken over", l.Adopted())
	}
	rest := mustStand(t, l, done.Rest.Number, Pending)
	if rest.Total != 70_00 || rest.ID != done.Rest.ID || net(t, l) != 70_00 {
		t.Errorf("%+v", rest)
	}
	if again, err := l.Refund(t.Context(), cashier("c1"), Approval{}, req); err != nil || again.Rest.Number != done.Rest.Number {
		t.Errorf("%+v, %v", again, err)
	}
	if next := charge(t, l, []receipts.Money{1_00}); next.Number != "W01-0000004" {
		t.Errorf("goes on with %s", next.Number)
	}
	mustVerify(t, l)
}

// keepUntil puts the entries up to seq of one copy in place of another.
func keepUntil(t *testing.T, from, to string, seq int64) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(from, "journal-*.copy"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	raw, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	end := int64(0)
	err = journal.ReadCopy(disk.OS{}, from, 0, func(e journal.Entry) error {
		if e.Seq <= seq {
			end += int64(len(e.Encode())) + 4
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to, filepath.Base(files[0])), raw[:end], 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestRedAndRestTakeForms(t *testing.T) {
	l, _ := refundLedger(t)
	if _, err := l.TakeRange(t.Context(), cashier("c1"), Taking{Kind: RangeForm, Batch: "1", From: "AB001", To: "AB004"}); err != nil {
		t.Fatal(err)
	}
	r := charge(t, l, []receipts.Money{70_00, 30_00})
	done := refund(t, l, r.Number, receipts.Taken{Line: 2})
	if done.Red.Form != "AB002" || done.Rest.Form != "AB003" {
		t.Errorf("red %s, rest %s", done.Red.Form, done.Rest.Form)
	}
	notGiven(t, l, "AB003")
	last, err := l.Refund(t.Context(), cashier("c1"), supervised(t, l, done.Rest.Number), request("AB003"))
	if err != nil || last.Red.Form != "AB004" {
		t.Errorf("by its form: %+v, %v", last.Red, err)
	}
	if r := charge(t, l, []receipts.Money{70_00}); r.Form != "" {
		t.Errorf("a form out of nothing: %s", r.Form)
	}
	mustVerify(t, l)
}
