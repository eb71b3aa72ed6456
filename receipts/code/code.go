// Package code makes and reads the signed code that a receipt carries: a
// compact binary record of the whole receipt with an Ed25519 signature, written
// in Base45 (RFC 9285) for a QR code. With it a receipt can be verified by the
// station's public key, and entered again from paper if the computer died.
//
// The layout of version 3, all numbers in the variable length of
// encoding/binary (uvarint, or varint where they may be negative), all texts
// with their length in bytes before them:
//
//	version(1 byte) kind(1 byte) key id(4 bytes) previous hash(8 bytes)
//	receipt id(16 bytes) patient id(16 bytes)
//	site station number patient-number currency   texts
//	time(ms since 1970) total(varint) rounding(varint)
//	lines: count, then 0 and a digest of 16 bytes, or 1 and for each line
//	  shared(characters in common with the item before) rest(text)
//	  quantity amount(varint)
//	payments: count, for each tender(text) amount(varint)
//	form                                          text, empty on plain paper
//	signature(64 bytes) over everything before it
//
// Version 2 had no form, version 1 no payments either; both are read for ever.
//
// Names stay out: they are personal data, and anyone can read the code.
package code

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"outpost/receipts"
)

// Version is the first byte of the codes that are written; earlier ones are read.
const Version = 3

// The versions before, by what they were the last without.
const (
	withoutPayments = 1
	withoutForm     = 2
)

// MaxLines is the most lines that a code spells out. A receipt with more keeps
// their count and a digest, because a QR code that large is not read reliably
// from a printed page.
const MaxLines = 60

// MaxPayments is the most payments that a code names; with more it names none.
const MaxPayments = 12

// MaxText is the longest text of one field, in bytes.
const MaxText = 64

// ErrCode marks a text that is not a code of ours, or a damaged one.
var ErrCode = errors.New("not a receipt's code")

// ErrSignature marks a code that a key did not sign.
var ErrSignature = errors.New("the code's signature is wrong")

// ErrRecord marks a record that a code cannot hold.
var ErrRecord = errors.New("receipt does not fit into a code")

// Kind of document that a code stands for.
type Kind byte

// The kinds of documents. A drill's code is never valid as a receipt's.
const (
	KindReceipt Kind = 1
	KindRefund  Kind = 2
	KindDrill   Kind = 3
)

// Record is what a code holds.
type Record struct {
	Kind Kind
	// KeyID are the first 4 bytes of the SHA-256 of the public key that signs.
	KeyID [4]byte
	// Previous are the first 8 bytes of the journal's head before this entry.
	Previous      [8]byte
	ID            uuid.UUID
	PatientID     uuid.UUID
	Site          string
	Station       string
	Number        string
	PatientNumber string
	Currency      string // ISO 4217
	At            time.Time
	Total         receipts.Money
	Rounding      receipts.Money
	Lines         []Line
	// LineCount and Digest stand for lines that are not spelled out; see
	// Digest. With Lines, LineCount is their number and Digest is zero.
	LineCount int
	Digest    [16]byte
	// Payments are what was paid by each tender, in all Total; none where the code
	// does not say.
	Payments []Payment
	// Form is the number of the pre-printed form that the code was printed on; empty
	// on plain paper, and where the code does not say.
	Form string
}

// Payment is what one tender paid of a receipt, in minor units.
type Payment struct {
	Tender string
	Amount receipts.Money
}

// Line is one charge line: the item's key, how many, and the amount charged.
type Line struct {
	Item     string
	Quantity receipts.Quantity
	Amount   receipts.Money
}

// Encode writes a record with its signature as Base45. Lines over MaxLines are
// replaced by their digest. sign gets the bytes to sign and returns an Ed25519
// signature. A field that is too long or out of range is an ErrRecord.
func Encode(r Record, sign func(message []byte) []byte) (string, error) {
	message, err := marshal(r)
	if err != nil {
		return "", err
	}
	signature := sign(message)
	if len(signature) != ed25519.SignatureSize {
		return "", fmt.Errorf("%w: the signature has %d bytes, not %d", ErrRecord, len(signature), ed25519.SignatureSize)
	}
	return EncodeBase45(append(message, signature...)), nil
}

// Signed is a code that was read but not yet verified.
type Signed struct {
	Record    Record
	message   []byte
	signature []byte
}

// Decode reads a code. It trusts nothing: any text gives a Signed or an error
// that wraps ErrCode, never a panic. Verify it before believing it.
func Decode(text string) (Signed, error) {
	data, err := DecodeBase45(text)
	if err != nil {
		return Signed{}, err
	}
	if len(data) < ed25519.SignatureSize+1 {
		return Signed{}, fmt.Errorf("%w: it is cut off; scan it again", ErrCode)
	}
	cut := len(data) - ed25519.SignatureSize
	record, err := unmarshal(data[:cut])
	if err != nil {
		return Signed{}, err
	}
	return Signed{Record: record, message: data[:cut], signature: data[cut:]}, nil
}

// Verify checks the signature with a station's public key. A wrong key or a
// changed code is an ErrSignature.
func (s Signed) Verify(public ed25519.PublicKey) error {
	if len(public) != ed25519.PublicKeySize || !ed25519.Verify(public, s.message, s.signature) {
		return fmt.Errorf("%w: receipt %s was changed or is another station's; find it in the ledger", ErrSignature, s.Record.Number)
	}
	return nil
}
