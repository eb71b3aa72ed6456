package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// fingerprint stands for what was handed in, so that the same id with other
// content is refused. What it stands for holds a name, so it is keyed: without
// the station's key nobody can try names through until one fits.
type fingerprint struct {
	keyed string
	// plain is what form 1 of the ledger kept: SHA-256 without a key.
	plain string
}

// fingerprint is that of a bill or request as it was handed in.
func (l *Ledger) fingerprint(given any) (fingerprint, error) {
	raw, err := json.Marshal(given)
	if err != nil {
		return fingerprint{}, fmt.Errorf("reading the bill: %w", err)
	}
	plain := sha256.Sum256(raw)
	return fingerprint{keyed: hex.EncodeToString(l.keys.Mark(raw)), plain: hex.EncodeToString(plain[:])}, nil
}

// of says whether an entry that kept this was made from the same.
func (f fingerprint) of(kept string) bool { return kept == f.keyed || kept == f.plain }
