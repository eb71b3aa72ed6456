package paper

import (
	"context"
	"crypto/ed25519"
	"errors"
	"os"
	"strings"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/code/scan"
	"outpost/store"
)

// Text is the text of a code, read out of a PNG or JPEG of the paper where given
// names a file.
func Text(given string) (string, error) {
	given = strings.TrimSpace(given)
	picture, err := os.Open(given)
	if err != nil {
		return given, nil // the text itself, typed or scanned
	}
	defer picture.Close()
	return scan.QR(picture)
}

// KeysOf are the keys that codes are verified with at a window: its own, those of
// the ledger that it continues, and those of the other windows.
func KeysOf(s *station.Station) ([]ed25519.PublicKey, error) {
	id := s.Ledger.Identity()
	keys := []ed25519.PublicKey{id.PublicKey}
	if id.Continues != nil && len(id.Continues.PublicKey) == ed25519.PublicKeySize {
		keys = append(keys, id.Continues.PublicKey)
	}
	others, err := Keys(s.Dir)
	return append(keys, others...), err
}

// Said is what the paper says beside its code.
type Said struct {
	// Name is the payer's, for a patient whom the register does not know; Payments
	// how it was paid, for a code that does not say, or with the merchant's
	// references.
	Name     string
	Payments []receipts.Payment
}

// Enter enters a receipt of a lost ledger again from its code, in the name of by.
// known says that it stood in this ledger already. Errors match those of Recover
// and of Ledger.RecordRecovered.
func Enter(ctx context.Context, s *station.Station, by store.Actor, text string, keys []ed25519.PublicKey, said Said) (row store.OutboxRow, known bool, err error) {
	signed, err := Signature(text, keys)
	if err != nil {
		return row, false, err
	}
	if row, err = s.Ledger.ReceiptByID(ctx, signed.ID.String()); err == nil || !errors.Is(err, store.ErrNotFound) {
		return row, err == nil, err // nothing of the paper is needed
	}
	k := Known{Line: s.ItemLine, Patient: s.Register().ByID, Currency: s.Ledger.Rules().Currency, Name: said.Name, Payments: said.Payments}
	rec, err := Recover(text, keys, k)
	if err != nil {
		return row, false, err
	}
	r, known, err := s.Ledger.RecordRecovered(ctx, by, rec)
	if err != nil {
		return row, false, err
	}
	row, err = s.Ledger.ReceiptByID(ctx, r.ID)
	return row, known, err
}
