// Package paper makes what a window prints of a receipt: its slip with the
// signed code, from the ledger and the accepted settings. Preview, PDF and
// printer all start here.
package paper

import (
	"context"
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
	return slip.Compose(slip.Input{
		Receipt: r, Hospital: slip.Hospital{Name: id.Hospital, Kind: s.Receipt.Institution},
		Tenders: s.Tenders, Language: p.Language, Zone: zone, Copy: p.Copy, Code: text, Note: note,
	}, slip.A5())
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
	id := l.Identity()
	out := code.Record{
		Kind: code.KindReceipt, Site: clip(id.Hospital), Station: clip(id.Station), Number: r.Number,
		PatientNumber: clip(r.Patient.Number), Currency: r.Money.Code, At: r.At, Total: r.Total, Rounding: r.Rounding,
	}
	if r.Drill {
		out.Kind = code.KindDrill
	}
	key, err := keyID(l.Sealer())
	if err != nil {
		return out, err
	}
	out.KeyID = key
	entries, err := l.Entries(ctx, r.Seq, 1)
	if err != nil || len(entries) != 1 {
		return out, fmt.Errorf("reading the entry of receipt %s: %w", r.Number, err)
	}
	copy(out.Previous[:], entries[0].Prev[:])
	if out.ID, err = uuid.Parse(r.ID); err != nil {
		return out, fmt.Errorf("the id of receipt %s: %w", r.Number, err)
	}
	if out.PatientID, err = uuid.Parse(r.Patient.ID); err != nil {
		out.PatientID = uuid.NewSHA1(uuid.NameSpaceURL, []byte(r.Patient.ID))
	}
	for _, line := range r.Lines {
		out.Lines = append(out.Lines, code.Line{Item: line.Item, Quantity: line.Quantity, Amount: line.Amount})
	}
	out.LineCount = len(out.Lines)
	return out, nil
}

// keyID is the public key's short name as bytes.
func keyID(keys *seal.Keys) (id [4]byte, err error) {
	raw, err := hex.DecodeString(seal.KeyID(keys.Public()))
	if err != nil || len(raw) != len(id) {
		return id, fmt.Errorf("the key's id %s is not 4 bytes: %w", strconv.Quote(seal.KeyID(keys.Public())), err)
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
