package journal

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"

	"outpost/store/disk"
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
	ours := j.Head()
	err := makeCopyFolder(j.opt.Disk, j.opt.CopyDir)
	var file *copyFile
	var end copyEnd
	if err == nil {
		file, end, err = lookAtEnd(j.opt.Disk, j.opt.CopyDir, j.owner(), ours.Seq)
	}
	if err == nil && end.torn > 0 && ours.Seq > 0 && file.head.Seq == ours.Seq {
		j.unread, j.copy.head = end.torn, file.head
		j.copy.err = fmt.Errorf("%w ends in a piece of an entry after entry %d", ErrCopy, ours.Seq)
		return nil, sameHistory(ctx, j.db, file.head)
	}
	if err == nil {
		err = file.open(end)
	}
	if errors.Is(err, ErrForeign) && ours.Seq == 0 {
		return nil, err // a new ledger must not begin beside another's copy
	}
	if err != nil {
		j.opt.Log.Error("second copy cannot be used; selling goes on", "error", err)
		j.copy.err = err
		if errors.Is(err, ErrForeign) {
			return nil, nil
		}
		// it may be read where it cannot be written
		return j.salvage(ctx)
	}
	j.copy.file, j.copy.head = file, file.head
	if file.head.Seq <= j.Head().Seq {
		return nil, sameHistory(ctx, j.db, file.head)
	}
	missing, err := onlyInCopy(j.opt.Disk, file.dir, j.Head(), j.opt.Signer.Public())
	if errors.Is(err, ErrDamaged) {
		j.copy.err = err
		return j.salvage(ctx)
	}
	return missing, err
}

// salvage is salvageCopy of the journal's second copy.
func (j *Journal) salvage(ctx context.Context) (missing []Entry, err error) {
	missing, j.unread, err = salvageCopy(ctx, j.db, j.opt.Disk, j.opt.CopyDir, j.Head(), j.opt.Signer.Public())
	return missing, err
}

// Unread is how many entries may have been written behind the last one, at most,
// and stand whole nowhere: the second copy, as Open found it, holds the same last
// entry and ends in what cannot be read. A power cut in the middle of a write
// leaves that picture; so does an acknowledged entry that is damaged both in the
// copy and in the database's write-ahead log, which SQLite then drops without a
// word. 0 where nothing is in doubt. The piece lies in the copy until CatchUp.
func (j *Journal) Unread() int64 { return j.unread }

func (j *Journal) owner() owner { return owner{j.opt.Ledger, j.opt.Signer.Public()} }

// sameHistory refuses a copy whose head is not the entry of that number in db.
func sameHistory(ctx context.Context, db Reader, copyHead Head) error {
	if copyHead.Seq == 0 {
		return nil
	}
	var hash []byte
	err := db.QueryRowContext(ctx, `SELECT hash FROM journal WHERE seq = ?`, copyHead.Seq).Scan(&hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("comparing the copy: %w", err)
	}
	if string(hash) != string(copyHead.Hash[:]) {
		return fork(copyHead.Seq)
	}
	return nil
}

func fork(seq int64) error {
	return fmt.Errorf("%w at entry %d: keep both, call the information staff; 'outpost ledger verify' shows where", ErrFork, seq)
}

// onlyInCopy collects the entries of the copy in dir after the journal's head
// ours, each verified.
func onlyInCopy(d disk.Disk, dir string, ours Head, public ed25519.PublicKey) ([]Entry, error) {
	var missing []Entry
	head := ours
	err := ReadCopy(d, dir, max(0, ours.Seq-1), func(e Entry) error {
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
		if err := e.Check(public); err != nil {
			return err
		}
		head = e.head()
		missing = append(missing, e)
		return nil
	})
	return missing, err
}

// salvageCopy collects, out of a copy that does not verify or cannot be written,
// the entries that follow the journal's head ours and stand whole and signed:
// they happened. A copy that does not verify is set aside when it is next brought
// up. Where it goes on behind what can be taken over, that is ErrDamaged: the
// next entry would take a number that was given out. unread is as
// Journal.Unread.
func salvageCopy(ctx context.Context, db Reader, d disk.Disk, dir string, ours Head, public ed25519.PublicKey) (missing []Entry, unread int64, err error) {
	paths, err := segments(d, dir)
	if err != nil {
		return nil, 0, nil // it said so already
	}
	s := salvage{ours: ours, head: ours, public: public}
	for i, path := range paths {
		if i+1 < len(paths) && firstOf(paths[i+1]) <= ours.Seq {
			continue
		}
		raw, err := d.ReadFile(path)
		if err != nil {
			continue
		}
		end := 0
		for e, at := range wholeEntries(raw) {
			if err := s.take(e); err != nil {
				return nil, 0, err
			}
			end = at
		}
		s.unread += tornEntries(raw[end:])
	}
	if err := sameHistory(ctx, db, s.common); err != nil {
		return nil, 0, err
	}
	if len(s.missing) == 0 && s.common.Seq == ours.Seq {
		unread = s.unread
	}
	return s.missing, unread, s.lost(dir)
}

// salvage is what a damaged copy gives.
type salvage struct {
	ours, head Head
	public     ed25519.PublicKey
	missing    []Entry
	common     Head  // the last whole entry that the journal should hold too
	behind     int64 // whole, signed entries that do not follow
	unread     int64 // so many entries after the last whole one, at most, cannot be verified
}

func (s *salvage) take(e Entry) error {
	if e.Check(s.public) != nil {
		s.unread++
		return nil
	}
	switch {
	case e.Seq <= s.ours.Seq:
		if s.common, s.unread = e.head(), 0; e.Seq == s.ours.Seq && e.Hash != s.ours.Hash {
			return fork(e.Seq)
		}
	case e.Seq == s.ours.Seq+1 && e.Prev != s.ours.Hash:
		return fork(e.Seq)
	case e.follows(s.head) == nil:
		s.head = e.head()
		s.missing = append(s.missing, e)
		s.unread = 0
	case e.Seq > s.head.Seq:
		s.behind++
	}
	return nil
}

// lost refuses where entries stand behind what can be taken over, or may.
func (s *salvage) lost(dir string) error {
	const todo = "nothing was changed; keep both, no number is given out twice this way: run 'outpost ledger restore', and if it refuses call the information staff"
	switch ahead := len(s.missing) > 0 || s.ours.Seq == 0; {
	case s.behind > 0:
		return fmt.Errorf("%w: the database ends at entry %d and the second copy in %s cannot be read after entry %d, with %d whole, signed entries behind the damage; %s",
			ErrDamaged, s.ours.Seq, dir, s.head.Seq, s.behind, todo)
	case ahead && s.unread > 0:
		return fmt.Errorf("%w: the database ends at entry %d and the second copy in %s ends, after entry %d, in what cannot be verified (0 whole, signed entries behind it); %s",
			ErrDamaged, s.ours.Seq, dir, s.head.Seq, todo)
	}
	return nil
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

// Fill writes a whole chain into an empty journal, each entry with what apply
// writes for it; each hands them over in order. Neither hash nor signature is
// checked: verify the result.
func Fill(ctx context.Context, tx *sql.Tx, each func(func(Entry) error) error, apply func(Entry) error) (Head, error) {
	insert, err := tx.PrepareContext(ctx, insertSQL)
	if err != nil {
		return Head{}, fmt.Errorf("preparing the journal: %w", err)
	}
	defer insert.Close()
	var head Head
	err = each(func(e Entry) error {
		if err := e.follows(head); err != nil {
			return err
		}
		if err := insertEntry(ctx, insert, e); err != nil {
			return err
		}
		head = e.head()
		return apply(e)
	})
	return head, err
}
