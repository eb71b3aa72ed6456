package journal

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"
)

// Format is the version of the entry encoding that this program writes.
const Format = 1

const (
	fieldCount = 13
	// maxBody bounds one entry's body, in bytes, so that a damaged length never
	// makes a reader ask for gigabytes.
	maxBody = 16 << 20
)

// Hash is the SHA-256 of an entry's encoding.
type Hash [sha256.Size]byte

// String is the hash in hex.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Totals are the running grand totals after an entry: they only ever grow.
type Totals struct {
	// Receipts counts the receipts issued so far.
	Receipts int64
	// Sales and Voids sum what was charged and taken back, in minor units.
	Sales, Voids int64
}

func (t Totals) plus(d Totals) Totals {
	return Totals{t.Receipts + d.Receipts, t.Sales + d.Sales, t.Voids + d.Voids}
}

// Entry is one thing that happened at the window. The self-verifying unit of
// everything that leaves the station.
type Entry struct {
	Version int64
	Ledger  string
	Station string
	Seq     int64
	At      time.Time
	Kind    string
	// ID is the idempotency key (UUID), unique in the ledger for ever.
	ID     string
	Totals Totals
	// Body is the content as its kind defines it; personal fields are sealed
	// inside it.
	Body      []byte
	Prev      Hash
	Hash      Hash
	Signature []byte
}

// canonical is the encoding that the hash covers: every field with its length
// (4 bytes, big endian) before it. Field 13 stays reserved and empty, so that a
// later format can add to it without moving the others.
func (e *Entry) canonical() []byte {
	out := make([]byte, 0, e.size())
	number := func(n int64) { out = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(out, 8), uint64(n)) }
	text := func(s string) { out = append(binary.BigEndian.AppendUint32(out, uint32(len(s))), s...) }
	blob := func(b []byte) { out = append(binary.BigEndian.AppendUint32(out, uint32(len(b))), b...) }
	number(e.Version)
	text(e.Ledger)
	text(e.Station)
	number(e.Seq)
	number(e.At.UnixMicro())
	text(e.Kind)
	text(e.ID)
	number(e.Totals.Receipts)
	number(e.Totals.Sales)
	number(e.Totals.Voids)
	blob(e.Body)
	blob(e.Prev[:])
	blob(nil)
	return out
}

// size is the length of the encoding with its signature, in bytes.
func (e *Entry) size() int {
	return fieldCount*4 + 6*8 + len(e.Ledger) + len(e.Station) + len(e.Kind) + len(e.ID) + len(e.Body) + len(e.Prev) + ed25519.SignatureSize
}

// Encode is the entry as it leaves the station: the hashed fields and the
// signature.
func (e *Entry) Encode() []byte { return append(e.canonical(), e.Signature...) }

// Decode reads what Encode wrote and computes the hash. It checks the form, not
// the signature: call Check for that. Rubbish is ErrDamaged.
func Decode(raw []byte) (Entry, error) {
	g, err := look(raw)
	if err != nil {
		return Entry{}, err
	}
	return g.entry(), nil
}

func split(raw []byte) (fields [fieldCount][]byte, err error) {
	for i := range fields {
		if len(raw) < 4 {
			return fields, fmt.Errorf("%w: field %d is missing", ErrDamaged, i+1)
		}
		n := binary.BigEndian.Uint32(raw)
		if n > maxBody || int(n) > len(raw)-4 {
			return fields, fmt.Errorf("%w: field %d says %d bytes, %d are left", ErrDamaged, i+1, n, len(raw)-4)
		}
		fields[i], raw = raw[4:4+n], raw[4+n:]
	}
	if len(raw) != 0 {
		return fields, fmt.Errorf("%w: %d bytes too many", ErrDamaged, len(raw))
	}
	return fields, nil
}

// Check verifies an entry by itself: its hash fits its content and the station
// signed it. A wrong one is ErrDamaged.
func (e *Entry) Check(public ed25519.PublicKey) error {
	if err := e.checkHash(); err != nil {
		return err
	}
	if !ed25519.Verify(public, e.Hash[:], e.Signature) {
		return fmt.Errorf("%w: the signature of entry %d is not this station's", ErrDamaged, e.Seq)
	}
	return nil
}

func (e *Entry) checkHash() error {
	if e.Version != Format {
		return fmt.Errorf("%w: entry %d has format %d; this program reads %d", ErrDamaged, e.Seq, e.Version, Format)
	}
	if sha256.Sum256(e.canonical()) != e.Hash {
		return fmt.Errorf("%w: the content of entry %d does not fit its hash", ErrDamaged, e.Seq)
	}
	return nil
}

// follows checks that e is the next entry after the head.
func (e *Entry) follows(h Head) error {
	switch {
	case e.Seq != h.Seq+1:
		return fmt.Errorf("%w: entry %d stands after entry %d", ErrDamaged, e.Seq, h.Seq)
	case e.Prev != h.Hash:
		return fmt.Errorf("%w: entry %d is not linked to entry %d", ErrDamaged, e.Seq, h.Seq)
	case e.Totals.Receipts < h.Totals.Receipts || e.Totals.Sales < h.Totals.Sales || e.Totals.Voids < h.Totals.Voids:
		return fmt.Errorf("%w: the grand totals go back at entry %d", ErrDamaged, e.Seq)
	}
	return nil
}

// Head is the last entry's place, hash and totals.
type Head struct {
	Seq    int64
	Hash   Hash
	Totals Totals
}

func (e *Entry) head() Head { return Head{e.Seq, e.Hash, e.Totals} }
