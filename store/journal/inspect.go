package journal

import (
	"context"
	"crypto/ed25519"
	"fmt"

	"outpost/store/disk"
)

// Inspect says how the second copy in dir stands beside the journal in db. It
// reads the copy's last file only and changes nothing, so that it can be asked
// beside the program that writes. A status whose Err matches ErrFork, ErrForeign
// or ErrDamaged does not get better by waiting.
func Inspect(ctx context.Context, db Reader, d disk.Disk, dir, ledger string, public ed25519.PublicKey) (CopyStatus, error) {
	head, err := ReadHead(ctx, db)
	if err != nil {
		return CopyStatus{}, err
	}
	st := CopyStatus{Behind: head.Seq}
	copied, err := copyHead(d, dir, owner{ledger, public})
	if err != nil {
		st.Err = err
		return st, nil
	}
	st.Behind = head.Seq - copied.Seq
	switch {
	case st.Behind < 0:
		st.Err = fmt.Errorf("%w holds %d entries that the database lacks; opening the ledger for writing takes them over", ErrCopy, -st.Behind)
		return st, nil
	case copied.Seq > 0:
		var hash []byte
		if err := db.QueryRowContext(ctx, `SELECT hash FROM journal WHERE seq = ?`, copied.Seq).Scan(&hash); err != nil {
			return st, fmt.Errorf("comparing the second copy: %w", err)
		}
		if Hash(hash) != copied.Hash {
			st.Err = fork(copied.Seq)
			return st, nil
		}
	}
	if st.Whole = st.Behind == 0; !st.Whole {
		st.Err = fmt.Errorf("%w lacks the last %d entries", ErrCopy, st.Behind)
	}
	return st, nil
}

// copyHead is the last entry of the copy, from its last file that holds any.
func copyHead(d disk.Disk, dir string, who owner) (Head, error) {
	paths, err := segments(d, dir)
	if err != nil {
		return Head{}, err
	}
	for i := len(paths) - 1; i >= 0; i-- {
		_, _, entries, err := checkSegment(d, paths[i], who.public)
		if err != nil || len(entries) > 0 && entries[0].Ledger != who.ledger {
			if other := foreign(d, paths[i], who); other != nil {
				err = other
			}
		}
		if err != nil {
			return Head{}, err
		}
		if n := len(entries); n > 0 {
			return entries[n-1].head(), nil
		}
	}
	return Head{}, nil
}
