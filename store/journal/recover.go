package journal

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"
	"os"
)

// tailLength is how many of the last entries opening verifies, in rows. The
// whole chain is Verify's business.
const tailLength = 2000

// checkTail verifies the chain over the last entries and the signature of the
// last one, and returns the head.
func checkTail(ctx context.Context, db Reader, public ed25519.PublicKey) (Head, error) {
	head, err := ReadHead(ctx, db)
	if err != nil || head.Seq == 0 {
		return head, err
	}
	var before *Head
	if head.Seq <= tailLength {
		before = &Head{}
	}
	err = Entries(ctx, db, max(1, head.Seq-tailLength+1), 0, func(e Entry) error {
		if before != nil {
			if err := e.follows(*before); err != nil {
				return err
			}
		}
		h := e.head()
		before = &h
		if e.Seq == head.Seq {
			return e.Check(public)
		}
		return e.checkHash()
	})
	return head, err
}

// openCopy opens the second copy and compares it with the journal. It returns
// the entries that only the copy holds.
func (j *Journal) openCopy(ctx context.Context) ([]Entry, error) {
	file, _, err := openCopy(j.opt.CopyDir, j.opt.Signer.Public())
	if err != nil {
		j.opt.Log.Error("second copy cannot be used; selling goes on", "error", err)
		j.copy.err = err
		if errors.Is(err, ErrDamaged) {
			return j.salvage()
		}
		return nil, nil
	}
	j.copy.file, j.copy.head = file, file.head
	if file.head.Seq <= j.Head().Seq {
		return nil, j.sameHistory(ctx, file.head)
	}
	return j.onlyInCopy(file)
}

// sameHistory refuses a copy whose head is not the journal's entry of that
// number.
func (j *Journal) sameHistory(ctx context.Context, copyHead Head) error {
	if copyHead.Seq == 0 {
		return nil
	}
	var hash []byte
	err := j.db.QueryRowContext(ctx, `SELECT hash FROM journal WHERE seq = ?`, copyHead.Seq).Scan(&hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("comparing the second copy: %w", err)
	}
	if string(hash) != string(copyHead.Hash[:]) {
		return fork(copyHead.Seq)
	}
	return nil
}

func fork(seq int64) error {
	return fmt.Errorf("%w at entry %d: keep both, call the information staff; 'outpost ledger verify' shows where", ErrFork, seq)
}

// onlyInCopy collects the entries after the journal's head, each verified.
func (j *Journal) onlyInCopy(file *copyFile) ([]Entry, error) {
	var missing []Entry
	ours := j.Head()
	head := ours
	err := file.read(max(0, ours.Seq-1), func(e Entry) error {
		if e.Seq == ours.Seq {
			if e.Hash != ours.Hash {
				return fork(e.Seq)
			}
			return nil
		}
		if err := e.follows(head); err != nil {
			if e.Seq == ours.Seq+1 {
				return fork(e.Seq)
			}
			return err
		}
		if err := e.Check(j.opt.Signer.Public()); err != nil {
			return err
		}
		head = e.head()
		missing = append(missing, e)
		return nil
	})
	return missing, err
}

// salvage collects, out of a copy that does not verify, the entries that follow
// the journal's head and stand whole and signed: they happened. The copy itself
// is set aside when it is next brought up.
func (j *Journal) salvage() ([]Entry, error) {
	paths, err := segments(j.opt.CopyDir)
	if err != nil {
		return nil, nil // it said so already
	}
	ours, public := j.Head(), j.opt.Signer.Public()
	head := ours
	var missing []Entry
	for i, path := range paths {
		if i+1 < len(paths) && firstOf(paths[i+1]) <= ours.Seq {
			continue
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		for e := range wholeEntries(raw) {
			switch {
			case e.Seq == ours.Seq && e.Hash != ours.Hash && e.Check(public) == nil:
				return nil, fork(e.Seq)
			case e.follows(head) == nil && e.Check(public) == nil:
				head = e.head()
				missing = append(missing, e)
			}
		}
	}
	return missing, nil
}

// AdoptAll inserts the entries that Open found only in the copy, each with what
// apply writes for it, in one transaction. The copy holds them already. After
// an error the journal takes no entries: open it again.
func (j *Journal) AdoptAll(ctx context.Context, missing []Entry, apply func(*Batch, Entry) error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	b, err := j.begin(ctx)
	if err != nil {
		return err
	}
	for _, e := range missing {
		err := b.Adopt(ctx, e)
		if err == nil {
			err = apply(b, e)
		}
		if err != nil {
			return fmt.Errorf("adopting entry %d from the second copy: %w", e.Seq, j.takeBack(b, err))
		}
	}
	if err := b.Tx.Commit(); err != nil {
		j.broken = fmt.Errorf("%w: %w", ErrUnknown, err)
		return j.broken
	}
	j.head.Store(&b.head)
	j.broken = nil
	return nil
}
