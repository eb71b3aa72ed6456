package journal

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
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
// Where the two end at different entries, live is asked too, because a window
// may be selling meanwhile: only what stays different for a second is wrong. It
// needs the public key only. The error is for a journal that cannot be read at
// all; what is wrong stands in the report.
func Verify(ctx context.Context, snapshot, live Reader, d disk.Disk, copyDir string, public ed25519.PublicKey) (Report, error) {
	var r Report
	hashes, err := r.chain(ctx, snapshot, public)
	if err != nil {
		return r, err
	}
	rows := r
	for try := 0; ; try++ {
		c := Report{Entries: rows.Entries, Head: rows.Head, ledger: rows.ledger}
		settled := c.compare(ctx, live, d, copyDir, hashes, public)
		if settled || try == 20 {
			c.Wrong = append(rows.Wrong, c.Wrong...)
			return c, nil
		}
		select {
		case <-ctx.Done():
			return r, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// VerifyRows checks every entry of the journal itself, as Verify does, without
// its second copy.
func VerifyRows(ctx context.Context, db Reader, public ed25519.PublicKey) (Report, error) {
	var r Report
	_, err := r.chain(ctx, db, public)
	return r, err
}

// chain verifies the journal's own rows and returns their hashes in order.
func (r *Report) chain(ctx context.Context, db Reader, public ed25519.PublicKey) ([]Hash, error) {
	var (
		head   Head
		hashes []Hash
	)
	err := Entries(ctx, db, 1, 0, func(e Entry) error {
		if r.Entries++; r.Entries == 1 {
			r.ledger = e.Ledger
		}
		if err := e.follows(head); err != nil {
			r.add("journal", e.Seq, err)
		} else if err := e.Check(public); err != nil {
			r.add("journal", e.Seq, err)
		}
		head = e.head()
		hashes = append(hashes, e.Hash)
		return nil
	})
	if errors.Is(err, ErrDamaged) {
		r.add("journal", head.Seq+1, err)
		err = nil
	}
	r.Head = head.Hash.String()
	return hashes, err
}

// compare reads the whole second copy beside the journal's hashes. settled is
// false where only the ends differ, which a sale under way explains.
func (r *Report) compare(ctx context.Context, live Reader, d disk.Disk, dir string, hashes []Hash, public ed25519.PublicKey) (settled bool) {
	settled = true
	err := ReadCopy(d, dir, 0, func(e Entry) error {
		r.Copied++
		switch {
		case r.ledger != "" && e.Ledger != r.ledger:
			r.CopyForeign = true
			return fmt.Errorf("%w in %s %w (window %s)", ErrCopy, dir, ErrForeign, e.Station)
		case e.Seq != r.Copied:
			return fmt.Errorf("%w: entry %d stands where %d belongs", ErrDamaged, e.Seq, r.Copied)
		case e.Seq <= int64(len(hashes)) && e.Hash != hashes[e.Seq-1]:
			if err := e.Check(public); err != nil {
				return err // a damage, not another history
			}
			r.Forked = true
			r.add("second copy", e.Seq, ErrFork)
		case e.Seq > int64(len(hashes)):
			if err := e.Check(public); err != nil {
				return err
			}
			if !holds(ctx, live, e) {
				settled = false
				r.OnlyCopied++
				r.add("journal", e.Seq, errors.New("only the second copy holds this entry; opening the ledger adopts it"))
			}
		}
		return nil
	})
	if err != nil {
		r.CopyDamaged = true
		r.add("second copy", r.Copied+1, err)
	}
	if missing := int64(len(hashes)) - r.Copied; missing > 0 && err == nil {
		settled = false
		r.add("second copy", r.Copied+1, fmt.Errorf("%w lacks %d entries; it catches up while the program runs", ErrCopy, missing))
	}
	return settled
}

// holds says whether the journal has taken e since the snapshot.
func holds(ctx context.Context, live Reader, e Entry) bool {
	ours, ok, err := ByID(ctx, live, e.ID)
	return err == nil && ok && ours.Hash == e.Hash
}
