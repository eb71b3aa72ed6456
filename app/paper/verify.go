package paper

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"

	"outpost/receipts/code"
	"outpost/store"
)

// ErrNoKey: none of the keys at hand is the one that a code names.
var ErrNoKey = errors.New("no key to verify the code with")

// Signature reads a code and verifies it with that of the keys which it names.
// Errors match code.ErrCode, code.ErrSignature and ErrNoKey; with the last two the
// record is what the code says, for whoever looks into it.
func Signature(text string, keys []ed25519.PublicKey) (code.Record, error) {
	signed, err := code.Decode(text)
	if err != nil {
		return code.Record{}, err
	}
	ok, err := verified(signed, keys)
	if err == nil && !ok {
		err = fmt.Errorf("%w: receipt %s of window %s was signed with key %x; give that window's public key ('outpost key public --out FILE' writes it there)",
			ErrNoKey, signed.Record.Number, signed.Record.Station, signed.Record.KeyID)
	}
	return signed.Record, err
}

// Standing is how a receipt whose code was read stands in this ledger.
type Standing struct {
	// Row is the ledger's own receipt of that id; Found says that there is one.
	Row   store.OutboxRow
	Found bool
	// Differs names what the ledger says otherwise than the code; empty where
	// nothing.
	Differs []string
}

// Stand looks the receipt of a code up.
func Stand(ctx context.Context, l *store.Ledger, r code.Record) (Standing, error) {
	row, err := l.ReceiptByID(ctx, r.ID.String())
	if errors.Is(err, store.ErrNotFound) {
		return Standing{}, nil
	}
	if err != nil {
		return Standing{}, err
	}
	s := Standing{Row: row, Found: true}
	ours, err := record(ctx, l, row.Receipt)
	if err != nil {
		return s, err
	}
	differ := func(what string, is bool) {
		if is {
			s.Differs = append(s.Differs, what)
		}
	}
	differ("number", ours.Number != r.Number)
	differ("total", ours.Total != r.Total || ours.Rounding != r.Rounding || ours.Currency != r.Currency)
	differ("time", !ours.At.Truncate(1e6).Equal(r.At))
	differ("patient", ours.PatientID != r.PatientID || ours.PatientNumber != r.PatientNumber)
	differ("lines", code.Digest(ours.Lines) != digestOf(r))
	differ("kind", ours.Kind != r.Kind)
	differ("form", r.Form != "" && r.Form != ours.Form && !slices.Contains(row.Receipt.FormsBefore, r.Form)) // it may have been printed on another since
	entries, err := l.Entries(ctx, row.Receipt.Seq, 1)
	if err == nil && len(entries) == 1 && store.Own(entries[0]) {
		differ("key", ours.KeyID != r.KeyID)
		differ("place in the journal", ours.Previous != r.Previous)
	}
	return s, err
}

func digestOf(r code.Record) [16]byte {
	if r.Lines == nil {
		return r.Digest
	}
	return code.Digest(r.Lines)
}
