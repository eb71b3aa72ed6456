// Package paper makes what a window prints of a receipt: its slip with the
// signed code, from the ledger and the accepted settings. Preview, PDF and
// printer all start here.
package paper

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"

	"outpost/app/settings"
	"outpost/receipts"
	"outpost/receipts/code"
	"outpost/receipts/slip"
	"outpost/store"
	"outpost/store/seal"
)

// Print says which print of a receipt is wanted.
type Print struct {
	Language slip.Language
	// Copy is 0 for the first print and n for copy n, as RecordPrint gave it.
	Copy int
}

// Slip lays out a receipt of the ledger. A receipt whose code cannot be made is
// printed without it: the paper matters more.
func Slip(ctx context.Context, l *store.Ledger, s settings.Settings, r receipts.Receipt, p Print) (slip.Slip, error) {
	return slip.Compose(input(ctx, l, s, r, p), slip.A5())
}

// Dispensing lays out the copies of a receipt for pharmacy and laboratory, without
// what they signed off as handed out or done; slip.ErrNothing where nothing is left.
func Dispensing(ctx context.Context, l *store.Ledger, s settings.Settings, r receipts.Receipt, p Print) (slip.Slip, error) {
	in := input(ctx, l, s, r, p)
	statuses, err := l.LineStatuses(ctx, r)
	if err != nil {
		return slip.Slip{}, err
	}
	for i, status := range statuses {
		left := r.Lines[i].Quantity
		if status.Status == store.Dispensed || status.Status == store.Performed {
			left = status.Not
		}
		in.Left = append(in.Left, left)
	}
	return slip.Dispensing(in, slip.DispensingA5())
}

// Payment lays out the payment receipt of what a receipt left owed and was paid
// later; slip.ErrInput where nothing was.
func Payment(ctx context.Context, l *store.Ledger, s settings.Settings, r receipts.Receipt, p Print) (slip.Slip, error) {
	return slip.Payment(input(ctx, l, s, r, p), slip.A5())
}

func input(ctx context.Context, l *store.Ledger, s settings.Settings, r receipts.Receipt, p Print) slip.Input {
	id := l.Identity()
	text, err := Code(ctx, l, r)
	if err != nil {
		text = ""
	}
	zone, err := time.LoadLocation(id.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	note := s.Receipt.NoteEnglish
	if p.Language == slip.Chinese {
		note = s.Receipt.NoteChinese
	}
	return slip.Input{
		Receipt: r, Hospital: slip.Hospital{Name: id.Hospital, Kind: s.Receipt.Institution},
		Tenders: s.Tenders, Insurers: s.Insurers, Language: p.Language, Zone: zone, Copy: p.Copy, Code: text, Note: note,
	}
}

// Code is the receipt's signed code, as the slip carries it.
func Code(ctx context.Context, l *store.Ledger, r receipts.Receipt) (string, error) {
	record, err := record(ctx, l, r)
	if err != nil {
		return "", err
	}
	return code.Encode(record, l.Sealer().Sign)
}

func record(ctx context.Context, l *store.Ledger, r receipts.Receipt) (code.Record, error) {
	if _, err := uuid.Parse(r.Patient.ID); err != nil {
		r.Patient.ID = uuid.NewSHA1(uuid.NameSpaceURL, []byte(r.Patient.ID)).String()
	}
	out, err := code.FromReceipt(r)
	if err != nil {
		return out, fmt.Errorf("the code of receipt %s: %w", r.Number, err)
	}
	out.Site, out.Station, out.PatientNumber = clip(l.Identity().Hospital), clip(out.Station), clip(out.PatientNumber)
	if out.KeyID, err = shortKey(l.Sealer().Public()); err != nil {
		return out, err
	}
	entries, err := l.Entries(ctx, r.Seq, 1)
	if err != nil || len(entries) != 1 {
		return out, fmt.Errorf("reading the entry of receipt %s: %w", r.Number, err)
	}
	copy(out.Previous[:], entries[0].Prev[:])
	return out, nil
}

// shortKey is a public key's short name as bytes, as a code carries it.
func shortKey(public ed25519.PublicKey) (id [4]byte, err error) {
	raw, err := hex.DecodeString(seal.KeyID(public))
	if err != nil || len(raw) != len(id) {
		return id, fmt.Errorf("the key's id %s is not 4 bytes: %w", strconv.Quote(seal.KeyID(public)), err)
	}
	return [4]byte(raw), nil
}

// clip shortens a text to what a code's field holds, at a character.
func clip(s string) string {
	for len(s) > code.MaxText {
		runes := []rune(s)
		s = string(runes[:len(runes)-1])
	}
	return s
}
