package store

import (
	"os"
	"path/filepath"
	"testing"

	"outpost/receipts"
)

// What was sealed with keys that are lost stays sealed, and nobody waits for it.
func TestALedgerWhoseKeysAreLostIsSetAsideAndChargingGoesOn(t *testing.T) {
	dir, ctx := night(t, 2), t.Context()
	l := reopen(t, dir)
	goStandalone(t, l, "I20261120T010000.000000Z")
	if _, err := l.RecordGoingOver(ctx, cashier("c1"), GoingOver{LastHIS: "F1", Questions: []Question{{Patient: receipts.Patient{Name: "Gao Shan"}}}}); err != nil {
		t.Fatal(err)
	}
	if err := l.SetSecret("his", "before"); err != nil {
		t.Fatal(err)
	}
	l.Close()
	if err := os.Remove(filepath.Join(dir, keyFile)); err != nil {
		t.Fatal(err)
	}
	done := setAside(t, dir, "W01-0000002")
	if done.RecoveryKey == "" || done.Next != "W01-0000003" {
		t.Fatalf("%+v", done)
	}
	l = reopen(t, dir)
	if g, asked, err := l.GoingOver(ctx); err != nil || asked {
		t.Errorf("what cannot be read is asked again: %+v, %v, %v", g, asked, err)
	}
	if _, err := l.Patients(ctx); err != nil {
		t.Errorf("patients: %v", err)
	}
	if _, ok, err := l.Secret("his"); ok || err != nil {
		t.Errorf("secret: %v, %v", ok, err)
	}
	if err := l.SetSecret("his", "after"); err != nil {
		t.Fatal(err)
	}
	if secret, ok, err := l.Secret("his"); secret != "after" || !ok || err != nil {
		t.Errorf("secret: %q, %v, %v", secret, ok, err)
	}
	if r := sell(t, l, bill("Mu Qinghe", 60_00)); r.Number != "W01-0000003" {
		t.Errorf("sold as %s", r.Number)
	}
	wu, _, err := l.FirstAdmin(ctx, "wu", "Wu Anshan", adminPIN)
	if err != nil {
		t.Fatal(err)
	}
	joined, err := l.Join(ctx, wu)
	if err != nil || joined.Receipts != 2 {
		t.Fatalf("%+v, %v", joined, err)
	}
	rows, err := l.Receipts(ctx, 0, 10)
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows {
		if own := row.Receipt.Number == "W01-0000003"; own != (row.State == Pending) || own != (row.Receipt.Patient.Name != "") || !own && row.State != Held {
			t.Errorf("%s: %s, patient %q: a receipt without a name is not sent by itself", row.Receipt.Number, row.State, row.Receipt.Patient.Name)
		}
	}
	mustVerify(t, l)
}
