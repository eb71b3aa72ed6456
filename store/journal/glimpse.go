package journal

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc64"
	"time"
)

// glimpse is an encoded entry looked at where it lies: nothing of it is copied.
// It is valid as long as the bytes below it.
type glimpse struct {
	fields    [fieldCount][]byte
	hash      Hash
	signature []byte
}

// The fields of an entry's encoding, in their order.
const (
	fieldVersion = iota
	fieldLedger
	fieldStation
	fieldSeq
	fieldAt
	fieldKind
	fieldID
	fieldReceipts
	fieldSales
	fieldVoids
	fieldBody
	fieldPrev
	fieldReserved
)

// look reads an entry's form and computes its hash. Rubbish is ErrDamaged.
func look(raw []byte) (g glimpse, err error) {
	if len(raw) < ed25519.SignatureSize {
		return g, fmt.Errorf("%w: an entry of %d bytes is too short", ErrDamaged, len(raw))
	}
	content := raw[:len(raw)-ed25519.SignatureSize]
	if g.fields, err = split(content); err != nil {
		return g, err
	}
	for _, i := range [...]int{fieldVersion, fieldSeq, fieldAt, fieldReceipts, fieldSales, fieldVoids} {
		if len(g.fields[i]) != 8 {
			return g, fmt.Errorf("%w: field %d is not a number", ErrDamaged, i+1)
		}
	}
	if len(g.fields[fieldPrev]) != len(Hash{}) || len(g.fields[fieldReserved]) != 0 {
		return g, fmt.Errorf("%w: the link to the entry before is not a hash", ErrDamaged)
	}
	g.hash, g.signature = sha256.Sum256(content), raw[len(content):]
	return g, nil
}

func (g *glimpse) number(field int) int64 {
	return int64(binary.BigEndian.Uint64(g.fields[field]))
}

func (g *glimpse) seq() int64 { return g.number(fieldSeq) }

func (g *glimpse) totals() Totals {
	return Totals{g.number(fieldReceipts), g.number(fieldSales), g.number(fieldVoids)}
}

// entry copies the whole entry out.
func (g *glimpse) entry() Entry {
	return Entry{
		Version: g.number(fieldVersion), Ledger: string(g.fields[fieldLedger]), Station: string(g.fields[fieldStation]), Seq: g.seq(),
		At: time.UnixMicro(g.number(fieldAt)).UTC(), Kind: string(g.fields[fieldKind]), ID: string(g.fields[fieldID]),
		Totals: g.totals(), Body: append([]byte{}, g.fields[fieldBody]...), Prev: Hash(g.fields[fieldPrev]),
		Hash: g.hash, Signature: append([]byte(nil), g.signature...),
	}
}

var crcTable = crc64.MakeTable(crc64.ECMA)

// mark stands for an entry in a comparison of two sides: its hash, and a checksum
// of its signature, which the hash does not cover. No error of up to 64 adjacent
// bits goes past the checksum.
type mark struct {
	hash      Hash
	signature uint64
}

func markOf(hash Hash, signature []byte) mark { return mark{hash, crc64.Checksum(signature, crcTable)} }
