package journal

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"time"

	"outpost/store/disk"
)

// Finding is one thing that does not verify.
type Finding struct {
	// Where is "journal" or "second copy".
	Where string `json:"where"`
	Seq   int64  `json:"seq"`
	What  string `json:"what"`
}

// Report is what a full verification found.
type Report struct {
	Entries int64     `json:"entries"`
	Head    string    `json:"head"`
	Copied  int64     `json:"copied"`
	Wrong   []Finding `json:"wrong"`
	// Forked: the two sides hold different entries under one number.
	Forked bool   `json:"-"`
	ledger string // whose entries they are
	// OnlyCopied counts the entries that only the second copy holds.
	OnlyCopied int64 `json:"-"`
	// CopyDamaged: the second copy cannot be read to its end. CopyForeign: it is
	// another ledger's.
	CopyDamaged, CopyForeign bool `json:"-"`
}

// maxFindings bounds a report: a damaged file would otherwise list every row.
const maxFindings = 20

func (r *Report) add(where string, seq int64, err error) {
	if len(r.Wrong) < maxFindings {
		r.Wrong = append(r.Wrong, Finding{where, seq, err.Error()})
	}
}

// Verify checks every entry of the journal as snapshot holds it: hash, link,
// totals, signature; and that the second copy in copyDir holds the same entries.
// The last signature covers, by the chain, the content of all entries before it;
// the others are compared between the two sides, and verified where they differ
// or stand on one side only. Where the two end at different entries, live is
// asked too, because a window may be selling meanwhile: only what stays different
// for a second is wrong. It needs the public key only. The error is for a journal
// that cannot be read at all; what is wrong stands in the report.
func Verify(ctx context.Context, snapshot, live Reader, d disk.Disk, copyDir string, public ed25519.PublicKey) (Report, error) {
	rows, c, err := newReport(ctx, snapshot, live, public)
	if err != nil {
		return rows, err
	}
	for try := 0; ; try++ {
		r := Report{Entries: rows.Entries, Head: rows.Head, ledger: rows.ledger}
		settled := r.compare(ctx, live, d, copyDir, c.marks, public)
		if settled || try == 20 {
			if r.Copied < rows.Entries { // nobody else has their signatures
				r.signatures(ctx, snapshot, r.Copied+1, public)
			}
			r.Wrong = append(rows.Wrong, r.Wrong...)
			return r, nil
		}
		select {
		case <-ctx.Done():
			return rows, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// VerifyRows checks every entry of the journal itself, each signature too,
// without its second copy.
func VerifyRows(ctx context.Context, db Reader, public ed25519.PublicKey) (Report, error) {
	r, _, err := newReport(ctx, db, nil, public)
	if err == nil {
		r.signatures(ctx, db, 1, public)
	}
	return r, err
}

// newReport checks the journal's own rows and the signature of the last.
func newReport(ctx context.Context, snapshot, live Reader, public ed25519.PublicKey) (Report, chain, error) {
	c, err := readChain(ctx, snapshot, live)
	if err != nil {
		return Report{}, c, err
	}
	r := Report{Entries: int64(len(c.marks)), Head: c.last.Hash.String(), ledger: c.ledger, Wrong: c.wrong}
	if len(r.Wrong) > maxFindings {
		r.Wrong = r.Wrong[:maxFindings]
	}
	if r.Entries > 0 {
		r.signatures(ctx, snapshot, c.last.Seq, public)
	}
	return r, c, nil
}

// signatures verifies the signature of every row from seq on whose hash fits.
func (r *Report) signatures(ctx context.Context, db Reader, seq int64, public ed25519.PublicKey) {
	err := Entries(ctx, db, seq, 0, func(e Entry) error {
		if e.checkHash() == nil && e.Check(public) != nil && !r.has("journal", e.Seq) {
			r.add("journal", e.Seq, e.Check(public))
		}
		return nil
	})
	if err != nil && !errors.Is(err, ErrDamaged) { // a damaged row is a finding already
		r.add("journal", seq, err)
	}
}

func (r *Report) has(where string, seq int64) bool {
	return slices.ContainsFunc(r.Wrong, func(f Finding) bool { return f.Where == where && f.Seq == seq })
}

// compare reads the whole second copy beside the journal's entries. settled is
// false where only the ends differ, which a sale under way explains.
func (r *Report) compare(ctx context.Context, live Reader, d disk.Disk, dir string, rows []mark, public ed25519.PublicKey) (settled bool) {
	settled = true
	err := lookThroughCopy(d, dir, 0, func(g *glimpse) error {
		r.Copied++
		seq := g.seq()
		switch {
		case r.ledger != "" && string(g.fields[fieldLedger]) != r.ledger:
			r.CopyForeign = true
			return fmt.Errorf("%w in %s %w (window %s)", ErrCopy, dir, ErrForeign, g.fields[fieldStation])
		case seq != r.Copied:
			return fmt.Errorf("%w: entry %d stands where %d belongs", ErrDamaged, seq, r.Copied)
		case seq <= int64(len(rows)):
			if rows[seq-1] == markOf(g.hash, g.signature) {
				return nil
			}
			return r.differs(g, rows[seq-1], public)
		}
		e := g.entry()
		if err := e.Check(public); err != nil {
			return err
		}
		if !holds(ctx, live, e) {
			settled = false
			r.OnlyCopied++
			r.add("journal", e.Seq, errors.New("only the second copy holds this entry; opening the ledger adopts it"))
		}
		return nil
	})
	if err != nil {
		r.CopyDamaged = true
		r.add("second copy", r.Copied+1, err)
	}
	if missing := int64(len(rows)) - r.Copied; missing > 0 && err == nil {
		settled = false
		r.add("second copy", r.Copied+1, fmt.Errorf("%w lacks %d entries; it catches up while the program runs", ErrCopy, missing))
	}
	return settled
}

// differs says what is wrong with an entry that is not the same on both sides. A
// copy's entry that does not verify ends the reading of it.
func (r *Report) differs(g *glimpse, row mark, public ed25519.PublicKey) error {
	e := g.entry()
	if err := e.Check(public); err != nil {
		return err // a damage, not another history
	}
	if row.hash != e.Hash {
		r.Forked = true
		r.add("second copy", e.Seq, ErrFork)
		return nil
	}
	r.add("journal", e.Seq, fmt.Errorf("%w: the signature of entry %d is not this station's", ErrDamaged, e.Seq))
	return nil
}

// holds says whether the journal has taken e since the snapshot.
func holds(ctx context.Context, live Reader, e Entry) bool {
	ours, ok, err := ByID(ctx, live, e.ID)
	return err == nil && ok && ours.Hash == e.Hash
}

// VerifyCopy checks a copy by itself, with the public key alone, as it may lie on
// a stick or another machine: every entry's form, hash, link and totals, and the
// last signature, which by the chain covers the content of all before it. each
// also verifies the signature of every entry (38 µs each). ledger is whose it
// must be; empty takes any one.
func VerifyCopy(ctx context.Context, d disk.Disk, dir, ledger string, public ed25519.PublicKey, each bool) (Report, error) {
	r := Report{ledger: ledger}
	var (
		before = Entry{}
		last   Entry
	)
	err := lookThroughCopy(d, dir, 0, func(g *glimpse) error {
		if r.ledger == "" {
			r.ledger = string(g.fields[fieldLedger])
		}
		if string(g.fields[fieldLedger]) != r.ledger {
			r.CopyForeign = true
			return fmt.Errorf("%w in %s %w (window %s)", ErrCopy, dir, ErrForeign, g.fields[fieldStation])
		}
		e := Entry{Version: g.number(fieldVersion), Seq: g.seq(), Totals: g.totals(), Prev: Hash(g.fields[fieldPrev]), Hash: g.hash, Signature: g.signature}
		if err := e.follows(before.head()); err != nil {
			return err
		}
		if e.Version != Format {
			return fmt.Errorf("%w: entry %d has format %d; this program reads %d", ErrDamaged, e.Seq, e.Version, Format)
		}
		if each && !ed25519.Verify(public, e.Hash[:], e.Signature) {
			r.add("second copy", e.Seq, fmt.Errorf("%w: the signature of entry %d is not this station's", ErrDamaged, e.Seq))
		}
		r.Copied, before = e.Seq, e
		last = e
		return ctx.Err()
	})
	if err != nil {
		r.CopyDamaged = true
		r.add("second copy", r.Copied+1, err)
	}
	r.Entries, r.Head = r.Copied, last.Hash.String()
	if r.Copied > 0 && !each && !ed25519.Verify(public, last.Hash[:], last.Signature) {
		r.add("second copy", last.Seq, fmt.Errorf("%w: the signature of entry %d is not this station's", ErrDamaged, last.Seq))
	}
	return r, ctx.Err()
}
