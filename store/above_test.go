package store

import (
	"errors"
	"testing"

	"outpost/receipts"
)

// A window whose ledger is lost wholly begins anew above the numbers on paper.
func TestANewLedgerGoesOnAboveTheNumbersOnPaper(t *testing.T) {
	f := founding(true)
	if err := f.Identity.ContinueAbove(" w01-0000123 ", "W01-T00042"); err != nil {
		t.Fatal(err)
	}
	l, err := Create(t.Context(), t.TempDir(), f, Options{Now: testClock(), PINCost: quick})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if r := sell(t, l, bill("Lin Yuejiang", 100_00)); r.Number != "W01-0000124" {
		t.Errorf("the first receipt is %s", r.Number)
	}
	for _, want := range []string{"W01-T00043", "W01-T00044"} {
		if p := give(l.RegisterPatient(t.Context(), receipts.Patient{ID: receipts.NewID(), Name: "Gao Shan"}))(t); p.Number != want {
			t.Errorf("the patient is %s, not %s", p.Number, want)
		}
	}
	lost := lostReceipt("W01-0000041")
	lost.Receipt.Drill = true
	if r, known, err := l.RecordRecovered(t.Context(), cashier("c1"), lost); err != nil || known || r.Number != "W01-0000041" || r.Paper {
		t.Errorf("entered again: %+v, %v", r, err)
	}
	if r := sell(t, l, bill("Lin Yuejiang", 100_00)); r.Number != "W01-0000125" {
		t.Errorf("goes on with %s", r.Number)
	}
	mustVerify(t, l)
	if err := l.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, l)
}

func TestANumberToGoOnAboveIsReadFromPaper(t *testing.T) {
	for _, bad := range [][2]string{{"W02-0000123", ""}, {"0", ""}, {"-5", ""}, {"12a", ""}, {"99999999999", ""}, {"", "W01-0000042"}, {"", "W02-T00042"}} {
		id := Identity{Prefix: "W01"}
		if err := id.ContinueAbove(bad[0], bad[1]); !errors.Is(err, ErrInput) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	id := Identity{Prefix: "W01"}
	if err := id.ContinueAbove("77", "5"); err != nil || id.Above != 77 || id.PatientsAbove != 5 {
		t.Errorf("%+v, %v", id, err)
	}
	f := founding(true)
	f.Identity.Above = -1
	if l, err := Create(t.Context(), t.TempDir(), f, Options{Now: testClock(), PINCost: quick}); !errors.Is(err, ErrInput) {
		l.Close()
		t.Errorf("a ledger above -1: %v", err)
	}
}
