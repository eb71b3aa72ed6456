package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"time"
)

func signed(seq int64, body []byte) Entry {
	e := Entry{
		Version: Format, Ledger: "0197-ledger", Station: "W01 门诊", Seq: seq, At: time.UnixMicro(1_790_000_000_123_456).UTC(),
		Kind: "sale", ID: "0197-entry", Totals: Totals{seq, seq * 100, 3}, Body: body, Prev: sha256.Sum256([]byte("before")),
	}
	e.Hash = sha256.Sum256(e.canonical())
	e.Signature = newTestKey(1).Sign(e.Hash[:])
	return e
}

func TestAnEntryComesBackFromItsEncoding(t *testing.T) {
	for _, body := range [][]byte{{}, []byte(`{"total":5146}`), bytes.Repeat([]byte{0}, 70_000)} {
		e := signed(7, body)
		got, err := Decode(e.Encode())
		if err != nil {
			t.Fatal(err)
		}
		if err := got.Check(newTestKey(1).Public()); err != nil {
			t.Fatal(err)
		}
		if got.Hash != e.Hash || !got.At.Equal(e.At) || got.Station != e.Station || got.Totals != e.Totals || !bytes.Equal(got.Body, body) {
			t.Errorf("came back as %+v", got)
		}
	}
}

func TestEveryFlippedBitIsNoticed(t *testing.T) {
	e := signed(7, []byte(`{"total":5146,"lines":[1,2,3]}`))
	raw := e.Encode()
	for at := range raw {
		for bit := range 8 {
			changed := bytes.Clone(raw)
			changed[at] ^= 1 << bit
			got, err := Decode(changed)
			if err == nil {
				err = got.Check(newTestKey(1).Public())
			}
			if !errors.Is(err, ErrDamaged) {
				t.Fatalf("byte %d bit %d flipped and not noticed: %v", at, bit, err)
			}
		}
	}
	for cut := range raw {
		if _, err := Decode(raw[:cut]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("cut at %d: %v", cut, err)
		}
	}
}

// The hash is the promise to every later version: it must never change.
func TestTheEncodingStaysAsItIs(t *testing.T) {
	e := signed(7, []byte(`{"total":5146}`))
	if got := e.Hash.String(); !strings.HasPrefix(got, goldenHash) {
		t.Errorf("hash %s, it has always been %s…", got, goldenHash)
	}
	if raw := e.Encode(); binary.BigEndian.Uint32(raw) != 8 || raw[11] != Format {
		t.Errorf("begins with % x", raw[:12])
	}
}

func TestAnEntryFollowsOnlyItsPredecessor(t *testing.T) {
	before := signed(6, nil)
	e := signed(7, nil)
	e.Prev = before.Hash
	if err := e.follows(before.head()); err != nil {
		t.Fatal(err)
	}
	for name, h := range map[string]Head{
		"gap": {Seq: 5, Hash: before.Hash}, "again": {Seq: 7, Hash: before.Hash}, "other link": {Seq: 6},
		"receipts back": {Seq: 6, Hash: before.Hash, Totals: Totals{Receipts: 8}},
		"sales back":    {Seq: 6, Hash: before.Hash, Totals: Totals{Sales: 701}},
		"voids back":    {Seq: 6, Hash: before.Hash, Totals: Totals{Voids: 4}},
	} {
		if err := e.follows(h); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzDecode: rubbish is refused without a panic, and what is taken encodes to
// the same bytes again.
func FuzzDecode(f *testing.F) {
	e := signed(7, []byte(`{"total":5146}`))
	raw := e.Encode()
	f.Add(raw)
	f.Add(raw[:len(raw)-1])
	f.Add([]byte{})
	f.Add(bytes.Repeat([]byte{0}, 200))
	f.Add(bytes.Repeat([]byte{0xff}, 200))
	f.Add(append([]byte{0x00, 0xff, 0xff, 0xff}, raw...))
	f.Fuzz(func(t *testing.T, raw []byte) {
		e, err := Decode(raw)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		if !bytes.Equal(e.Encode(), raw) {
			t.Fatalf("% x became % x", raw, e.Encode())
		}
	})
}

// goldenHash begins the hash of signed(7, …) in format 1.
const goldenHash = "b51820d990ed6835"
