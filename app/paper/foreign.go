package paper

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"outpost/receipts"
	"outpost/receipts/code"
	"outpost/store/seal"
)

// WindowKeys is the folder in the data folder that holds the public keys of the
// other windows, one file each as 'outpost key public --out FILE' writes it.
const WindowKeys = "windows"

// ErrKind: the code is not one of a receipt that could be refunded.
var ErrKind = errors.New("not a receipt's code")

// Keys reads the public keys of the other windows. No folder is no keys; a file
// that is none is an error that names it.
func Keys(dataDir string) ([]ed25519.PublicKey, error) {
	dir := filepath.Join(dataDir, WindowKeys)
	files, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the other windows' keys: %w", err)
	}
	var keys []ed25519.PublicKey
	for _, f := range files {
		if f.IsDir() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return nil, fmt.Errorf("reading the other windows' keys: %w", err)
		}
		key, err := seal.ParsePublic(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Join(dir, f.Name()), err)
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// Foreign is another window's receipt as its code says it, for a refund: name
// gives an item's line, of one unit, from this window's copied price lists. The
// patient has no name and no payments stand in the code: the paper shows both.
// Verified is set where one of the keys signed the code; one that should have and
// did not is code.ErrSignature. ErrKind for a drill's or a red receipt's code.
func Foreign(text string, keys []ed25519.PublicKey, drill bool, name func(item string) (receipts.Line, bool)) (receipts.Foreign, error) {
	signed, err := code.Decode(text)
	if err != nil {
		return receipts.Foreign{}, err
	}
	r := signed.Record
	switch {
	case r.Total < 0 || r.Kind == code.KindRefund:
		return receipts.Foreign{}, fmt.Errorf("%w: %s gives money back itself", ErrKind, r.Number)
	case (r.Kind == code.KindDrill) != drill:
		return receipts.Foreign{}, fmt.Errorf("%w: %s is of a rehearsal, or this window is and it is not", ErrKind, r.Number)
	}
	f := receipts.Foreign{
		Number: r.Number, Total: r.Total, Rounding: r.Rounding, At: r.At, Code: text,
		Patient: receipts.Patient{ID: r.PatientID.String(), Number: r.PatientNumber},
	}
	if f.Verified, err = verified(signed, keys); err != nil {
		return f, err
	}
	for _, l := range r.Lines {
		line, ok := name(l.Item)
		if !ok {
			line = receipts.Line{Item: l.Item, Name: l.Item, Category: receipts.CategoryOther}
		}
		line.Item, line.Quantity, line.Amount = l.Item, l.Quantity, l.Amount
		f.Lines = append(f.Lines, line)
	}
	return f, nil
}

func verified(signed code.Signed, keys []ed25519.PublicKey) (bool, error) {
	for _, key := range keys {
		id, err := shortKey(key)
		if err != nil {
			return false, err
		}
		if id == signed.Record.KeyID {
			return true, signed.Verify(key)
		}
	}
	return false, nil
}
