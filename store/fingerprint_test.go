package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"testing"

	"outpost/receipts"
)

// TestNobodyTriesNamesThrough: what an entry keeps to know a bill again cannot be
// computed from the bill by who has not the station's key.
func TestNobodyTriesNamesThrough(t *testing.T) {
	l, _ := found(t, true)
	b := bill("Lin Yuejiang", 100_00)
	r := sell(t, l, b)
	raw, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(raw)
	entries, err := l.Entries(t.Context(), r.Seq, 1)
	if err != nil || len(entries) != 1 {
		t.Fatal(err)
	}
	body, err := decode[saleBody](entries[0])
	if err != nil || body.Bill == hex.EncodeToString(sum[:]) || len(body.Bill) != 64 {
		t.Errorf("kept is %q, %v", body.Bill, err)
	}
	mark, err := l.fingerprint(b)
	if err != nil || !mark.of(body.Bill) || !mark.of(hex.EncodeToString(sum[:])) {
		t.Errorf("the bill is not known again, or not in an entry of form 1: %v", err)
	}
	b.Payments = append([]receipts.Payment(nil), b.Payments...)
	b.Payments[0].Tendered++
	if _, err := l.Sell(t.Context(), b); !errors.Is(err, ErrConflict) {
		t.Errorf("another bill with that id: %v", err)
	}
}
