package store

import (
	"errors"
	"testing"

	"outpost/receipts"
)

func TestWhoWaitsForTheInsurerIsWrittenDown(t *testing.T) {
	l, dir := limitedLedger(t)
	w := Waiting{Patient: bill("Lin Yuejiang", 0).Patient, Insurance: receipts.Insurance{Insurer: "residents", Benefit: "special"}, Amount: 51_46}
	if _, err := l.RecordWaiting(t.Context(), cashier("c1"), w); err != nil {
		t.Fatal(err)
	}
	bad := w
	bad.Insurance.Insurer = "army"
	if _, err := l.RecordWaiting(t.Context(), cashier("c1"), bad); !errors.Is(err, receipts.ErrInsurance) {
		t.Errorf("an unknown insurer: %v", err)
	}
	bad = w
	bad.Patient.Name = ""
	if _, err := l.RecordWaiting(t.Context(), cashier("c1"), bad); !errors.Is(err, receipts.ErrPatient) {
		t.Errorf("nobody waits: %v", err)
	}
	if _, err := l.RecordWaiting(t.Context(), Actor{}, w); !errors.Is(err, ErrActor) {
		t.Errorf("by nobody: %v", err)
	}
	mustVerify(t, l)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	all, err := reopen(t, dir).Waiting(t.Context())
	if err != nil || len(all) != 1 || all[0].Patient != w.Patient || all[0].Insurance.Way != receipts.InsuredWaits || all[0].By != "c1" || all[0].Amount != 51_46 || all[0].At.IsZero() {
		t.Errorf("%+v, %v", all, err)
	}
}
