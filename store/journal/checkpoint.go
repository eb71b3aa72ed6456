package journal

import (
	"crypto/ed25519"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"
)

// Checkpoint is a head of the chain as the station signed it for those who hold
// nothing of the ledger but a report and the public key: which entry was the
// last, its hash and the grand totals up to it. Amounts in minor units.
type Checkpoint struct {
	Ledger  string    `json:"ledger"`
	Station string    `json:"station"`
	At      time.Time `json:"at"`
	Seq     int64     `json:"seq"`
	// Head is the last entry's hash in hex.
	Head     string `json:"head"`
	Receipts int64  `json:"receipts"`
	Sales    int64  `json:"sales"`
	Voids    int64  `json:"voids"`
	// Signature is Ed25519 by the station's key (base64 in JSON).
	Signature []byte `json:"signature"`
}

// checkpointMark begins what a checkpoint's signature covers, so that it is never
// taken for an entry's hash.
const checkpointMark = "outpost checkpoint 1"

// Checkpoint signs the head as it stands.
func (j *Journal) Checkpoint() Checkpoint {
	h := j.Head()
	c := Checkpoint{
		Ledger: j.opt.Ledger, Station: j.opt.Station, At: j.opt.Now().UTC().Truncate(time.Microsecond),
		Seq: h.Seq, Head: h.Hash.String(), Receipts: h.Totals.Receipts, Sales: h.Totals.Sales, Voids: h.Totals.Voids,
	}
	c.Signature = j.opt.Signer.Sign(c.message())
	return c
}

// message is what the signature covers: every field with its length before it.
func (c Checkpoint) message() []byte {
	var out []byte
	for _, text := range []string{checkpointMark, c.Ledger, c.Station, c.Head} {
		out = append(binary.BigEndian.AppendUint32(out, uint32(len(text))), text...)
	}
	for _, n := range []int64{c.At.UnixMicro(), c.Seq, c.Receipts, c.Sales, c.Voids} {
		out = binary.BigEndian.AppendUint64(out, uint64(n))
	}
	return out
}

// Check verifies a checkpoint with the public key alone. A wrong one is
// ErrDamaged.
func (c Checkpoint) Check(public ed25519.PublicKey) error {
	if raw, err := hex.DecodeString(c.Head); err != nil || len(raw) != len(Hash{}) {
		return fmt.Errorf("%w: the checkpoint's head %.80q is no hash", ErrDamaged, c.Head)
	}
	if len(public) != ed25519.PublicKeySize || !ed25519.Verify(public, c.message(), c.Signature) {
		return fmt.Errorf("%w: the signature of the checkpoint at entry %d is not this station's", ErrDamaged, c.Seq)
	}
	return nil
}

// Marks says whether an entry is the one that the checkpoint was made at.
func (c Checkpoint) Marks(e Entry) bool {
	return c.Seq == e.Seq && c.Head == e.Hash.String() && c.Ledger == e.Ledger &&
		e.Totals == Totals{Receipts: c.Receipts, Sales: c.Sales, Voids: c.Voids}
}
