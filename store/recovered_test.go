package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"outpost/receipts"
)

// lostReceipt is a receipt of a lost ledger over 24.00, as its code says it.
func lostReceipt(number string) Recovery {
	return Recovery{Code: "CODE OF " + number, Receipt: receipts.Receipt{
		Bill: receipts.Bill{
			ID: receipts.NewID(), Patient: receipts.Patient{ID: receipts.NewID(), Number: "P7", Name: "Lin Yuejiang"},
			Lines:    []receipts.Line{{Item: "lab/2", Name: "Blood count", Category: receipts.CategoryLaboratory, Price: 24_0000, Quantity: 1000, Amount: 24_00}},
			Payments: []receipts.Payment{{Tender: "cash", Tendered: 24_00, Amount: 24_00}},
		},
		Number: number, Station: "W01", At: time.Date(2026, 11, 20, 0, 30, 0, 123000, time.UTC), Total: 24_00, Money: receipts.CNY(),
	}}
}

// shiftOpen is a real ledger with a shift of c1's.
func shiftOpen(t *testing.T) *Ledger {
	t.Helper()
	l, _ := found(t, false)
	standalone(t, l)
	if _, err := l.OpenShift(t.Context(), cashier("c1"), 0); err != nil {
		t.Fatal(err)
	}
	return l
}

func TestALostReceiptIsEnteredOnce(t *testing.T) {
	l := shiftOpen(t)
	rec := lostReceipt("W01-0000041")
	r, known, err := l.RecordRecovered(t.Context(), cashier("c1"), rec)
	if err != nil || known || r.Number != "W01-0000041" || !r.At.Equal(rec.Receipt.At) || !r.Recovered || r.Paper || r.Shift != l.Shift().ID {
		t.Fatalf("%+v, %v, %v", r, known, err)
	}
	again := rec
	again.Receipt.Total, again.Receipt.Lines = 1, nil // whatever it says
	if r, known, err := l.RecordRecovered(t.Context(), cashier("c1"), again); err != nil || !known || r.Total != 24_00 {
		t.Errorf("a second time: %+v, %v, %v", r, known, err)
	}
	row, err := l.Receipt(t.Context(), "W01-0000041")
	if err != nil || row.State != Pending || row.Receipt.Patient.Name != "Lin Yuejiang" || !row.Receipt.Recovered {
		t.Errorf("%+v, %v", row, err)
	}
	if next := sell(t, l, bill("Gao Shan", 60_00)); next.Number != "W01-0000042" {
		t.Errorf("the next receipt is %s: its number stands on a paper already or was left out", next.Number)
	}
	if r, _, err := l.RecordRecovered(t.Context(), cashier("c1"), lostReceipt("W01-0000007")); err != nil || r.Number != "W01-0000007" {
		t.Errorf("one below: %+v, %v", r, err)
	}
	if next := sell(t, l, bill("Gao Shan", 60_00)); next.Number != "W01-0000043" {
		t.Errorf("the next receipt is %s", next.Number)
	}
	report, err := l.ShiftReport(t.Context(), l.Shift())
	if err != nil || !report.Agrees() || report.Receipts != 4 || report.FromPayments != 2*24_00+2*51_46 {
		t.Errorf("%+v, %v", report, err)
	}
	mustVerify(t, l)
	if err := l.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, l)
}

// A receipt of another window takes no number of this one.
func TestALostReceiptOfAnotherWindow(t *testing.T) {
	l := shiftOpen(t)
	r, _, err := l.RecordRecovered(t.Context(), cashier("c1"), lostReceipt("W09-0000123"))
	if err != nil || !r.Recovered || !r.Paper {
		t.Fatalf("%+v, %v", r, err)
	}
	if next := sell(t, l, bill("Gao Shan", 60_00)); next.Number != "W01-0000001" {
		t.Errorf("the next receipt is %s", next.Number)
	}
	mustVerify(t, l)
}

// A number that was given out again is kept apart and held.
func TestALostReceiptWhoseNumberWasGivenOutAgain(t *testing.T) {
	l := shiftOpen(t)
	first := sell(t, l, bill("Gao Shan", 60_00))
	r, known, err := l.RecordRecovered(t.Context(), cashier("c1"), lostReceipt(first.Number))
	if err != nil || known || r.Number != first.Number+twinMark {
		t.Fatalf("%+v, %v, %v", r, known, err)
	}
	row, err := l.Receipt(t.Context(), r.Number)
	if err != nil || row.State != Held || !strings.Contains(row.Reason, first.Number) {
		t.Errorf("%s: %s, %v", row.State, row.Reason, err)
	}
	mustVerify(t, l)
}

// The lost ledger may have sent a receipt before it was lost: taking it back here
// leaves a case, so that the HIS does not keep a bill whose money went back.
func TestALostReceiptThatIsTakenBackLeavesACase(t *testing.T) {
	l, ctx := shiftOpen(t), t.Context()
	rec := lostReceipt("W01-0000041")
	line := rec.Receipt.Lines[0]
	rec.Receipt.Lines = append(rec.Receipt.Lines, line)
	rec.Receipt.Total, rec.Receipt.Payments[0].Amount = 48_00, 48_00
	if _, _, err := l.RecordRecovered(ctx, cashier("c1"), rec); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Void(ctx, cashier("c1"), VoidRequest{Number: "W01-0000041", Reason: "not needed", PaperReturned: true}); !errors.Is(err, ErrVoid) {
		t.Errorf("voided: %v", err)
	}
	done := refund(t, l, "W01-0000041", receipts.Taken{Line: 2})
	mustStand(t, l, "W01-0000041", Refunded)
	for _, id := range []string{done.Red.ID, done.Rest.ID} {
		row, err := l.ReceiptByID(ctx, id)
		if err != nil || row.State != Held || !strings.HasPrefix(row.Reason, ReasonRecovered) {
			t.Errorf("%s is %s: %s, %v", row.Receipt.Number, row.State, row.Reason, err)
		}
		if _, err := l.MarkSent(ctx, id); !errors.Is(err, ErrState) {
			t.Errorf("%s is sent: %v", row.Receipt.Number, err)
		}
	}
	d := Decision{Verdict: VerdictAccepted, By: "i1", Role: "info_head", Reason: "it never got there"}
	if err := l.Decide(ctx, done.Red.ID, d); err != nil {
		t.Error(err)
	}
	d.Verdict = VerdictResend
	if err := l.Decide(ctx, done.Rest.ID, d); err != nil {
		t.Error(err)
	}
	mustStand(t, l, done.Rest.Number, Pending)
	mustVerify(t, l)
	second := refund(t, l, done.Rest.Number)
	mustStand(t, l, second.Red.Number, Refunded) // of it this ledger knows all
	mustVerify(t, l)
}

func TestWhatIsNoReceiptOfALostLedger(t *testing.T) {
	l := shiftOpen(t)
	for name, c := range map[string]struct {
		change func(*receipts.Receipt)
		want   error
	}{
		"lines that do not come to it":    {func(r *receipts.Receipt) { r.Lines[0].Amount = 23_00 }, ErrRecovered},
		"payments that do not come to it": {func(r *receipts.Receipt) { r.Payments[0].Amount = 23_00 }, ErrRecovered},
		"no payments":                     {func(r *receipts.Receipt) { r.Payments = nil }, ErrRecovered},
		"a strange tender":                {func(r *receipts.Receipt) { r.Payments[0].Tender = "shells" }, ErrRecovered},
		"another currency":                {func(r *receipts.Receipt) { r.Money = receipts.USD() }, ErrRecovered},
		"a drill's":                       {func(r *receipts.Receipt) { r.Drill = true }, ErrRecovered},
		"a red one":                       {func(r *receipts.Receipt) { r.Kind = receipts.KindRed }, ErrRecovered},
		"of tomorrow":                     {func(r *receipts.Receipt) { r.At = r.At.AddDate(0, 0, 1) }, ErrRecovered},
		"no number":                       {func(r *receipts.Receipt) { r.Number = "none" }, ErrRecovered},
		"nobody's":                        {func(r *receipts.Receipt) { r.Patient.Name = "" }, receipts.ErrPatient},
	} {
		rec := lostReceipt("W01-0000041")
		c.change(&rec.Receipt)
		if _, _, err := l.RecordRecovered(t.Context(), cashier("c1"), rec); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := l.RecordRecovered(t.Context(), cashier("c2"), lostReceipt("W01-0000041")); !errors.Is(err, ErrShift) {
		t.Errorf("in another's shift: %v", err)
	}
	if _, _, err := l.RecordRecovered(t.Context(), Actor{}, lostReceipt("W01-0000041")); !errors.Is(err, ErrActor) {
		t.Errorf("by nobody: %v", err)
	}
	if n, err := l.Count(t.Context()); n != 0 || err != nil {
		t.Errorf("%d receipts, %v", n, err)
	}
}
