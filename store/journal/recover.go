package journal

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"
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
		return nil, nil
	}
	j.copy.file, j.copy.head = file, file.head
	if file.head.Seq <= j.head.Seq {
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
	head := j.head
	from := max(0, j.head.Seq-1)
	err := file.read(from, func(e Entry) error {
		if e.Seq == j.head.Seq {
			if e.Hash != j.head.Hash {
				return fork(e.Seq)
			}
			return nil
		}
		if err := e.follows(head); err != nil {
			if e.Seq == j.head.Seq+1 {
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

// AdoptAll inserts the entries that Open found only in the copy, each with what
// apply writes for it, in one transaction. The copy holds them already.
func (j *Journal) AdoptAll(ctx context.Context, missing []Entry, apply func(*Batch, Entry) error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	tx, err := j.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("starting a transaction: %w", err)
	}
	b := &Batch{Tx: tx, journal: j, head: j.head}
	for _, e := range missing {
		err := b.Adopt(ctx, e)
		if err == nil {
			err = apply(b, e)
		}
		if err != nil {
			return errors.Join(fmt.Errorf("adopting entry %d from the second copy: %w", e.Seq, err), rollback(tx))
		}
	}
	if err := tx.Commit(); err != nil {
		j.broken = fmt.Errorf("%w: %w", ErrUnknown, err)
		return j.broken
	}
	j.head = b.head
	return nil
}
