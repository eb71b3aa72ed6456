package journal

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"outpost/store/disk"
)

// Side is what one side of a comparison holds: the database or the second copy.
type Side struct {
	// Signed counts its entries that stand whole and signed, Highest is the
	// number of the last of them, and Last that of the last entry of any kind.
	Signed, Highest, Last int64
	// Foreign counts whole entries of another ledger or another key, and Station
	// is the window that the first of them names.
	Foreign int64
	Station string
	// Damage is the first thing that cannot be read or does not verify; nil
	// where all does.
	Damage error
	// Torn: it ends in a piece of an entry that cannot be read.
	Torn bool
}

func (s *Side) damaged(err error) {
	if s.Damage == nil {
		s.Damage = err
	}
}

// Union is what stands whole and signed in a journal's database, its second
// copy, or both. It keeps where, not the entries: about 120 bytes for each.
type Union struct {
	Database, Copy Side
	ledger         string
	public         ed25519.PublicKey
	db             Reader
	disk           disk.Disk
	copyDir        string
	places         []place // by seq-1
	forked         int64
}

// place is one entry's number: what stands there and on which sides.
type place struct {
	hash, prev     Hash
	totals         Totals
	at             time.Time
	inDB, inCopied bool
}

// Gather reads both sides as far as they can be read and keeps what stands whole
// and signed with public in ledger. db is nil where the database is lost. It
// changes nothing.
func Gather(ctx context.Context, db Reader, d disk.Disk, copyDir, ledger string, public ed25519.PublicKey) (*Union, error) {
	u := &Union{ledger: ledger, public: public, db: db, disk: d, copyDir: copyDir}
	if err := u.gatherCopy(); err != nil {
		return nil, err
	}
	if db == nil {
		return u, nil
	}
	u.Database.damaged(salvageRows(ctx, db, 1, u.lastRow(ctx), func(e Entry) error {
		u.take(&u.Database, e, func(p *place) { p.inDB = true })
		return nil
	}))
	return u, ctx.Err()
}

// lastRow is the number up to which rows are looked for in the database.
func (u *Union) lastRow(ctx context.Context) int64 {
	var last int64
	if err := u.db.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM journal`).Scan(&last); err != nil {
		u.Database.damaged(err)
		return u.Copy.Highest + tailLength
	}
	return last
}

func (u *Union) gatherCopy() error {
	paths, err := segments(u.disk, u.copyDir)
	if err != nil {
		return err
	}
	for i, path := range paths {
		raw, err := u.disk.ReadFile(path)
		if err != nil {
			return fmt.Errorf("%w: reading %s: %w", ErrCopy, filepath.Base(path), err)
		}
		for e := range wholeEntries(raw) {
			u.take(&u.Copy, e, func(p *place) { p.inCopied = true })
		}
		_, torn, err := readSegment(u.disk, path, func(Entry) error { return nil })
		switch {
		case err != nil:
			u.Copy.damaged(fmt.Errorf("file %s: %w", filepath.Base(path), err))
		case torn > 0 && i+1 < len(paths):
			u.Copy.damaged(fmt.Errorf("%w: the end of file %s cannot be read", ErrDamaged, filepath.Base(path)))
		}
		u.Copy.Torn = torn > 0 && i+1 == len(paths)
	}
	return nil
}

// take puts one entry that could be read into its place.
func (u *Union) take(s *Side, e Entry, mark func(*place)) {
	s.Last = max(s.Last, e.Seq)
	if e.checkHash() == nil && (u.ledger != "" && e.Ledger != u.ledger) {
		if s.Foreign++; s.Foreign == 1 {
			s.Station = e.Station
		}
		return
	}
	if err := e.Check(u.public); err != nil {
		s.damaged(err)
		return
	}
	if e.Seq < 1 {
		return
	}
	for int64(len(u.places)) < e.Seq {
		u.places = append(u.places, place{})
	}
	p := &u.places[e.Seq-1]
	if (p.inDB || p.inCopied) && p.hash != e.Hash {
		if u.forked == 0 || e.Seq < u.forked {
			u.forked = e.Seq
		}
		s.Signed++
		return
	}
	if s.Highest+1 != e.Seq {
		s.damaged(fmt.Errorf("%w: entry %d stands after entry %d", ErrDamaged, e.Seq, s.Highest))
	}
	p.hash, p.prev, p.totals, p.at = e.Hash, e.Prev, e.Totals, e.At
	mark(p)
	s.Signed++
	s.Highest = max(s.Highest, e.Seq)
}

// Highest is the number of the last entry that stands whole on either side.
func (u *Union) Highest() int64 { return int64(len(u.places)) }

// End is the last of the entries that stand whole on either side, and when it was
// written.
func (u *Union) End() (head Head, at time.Time) {
	if n := len(u.places); n > 0 {
		p := u.places[n-1]
		return Head{int64(n), p.hash, p.totals}, p.at
	}
	return Head{}, time.Time{}
}

// At is the hash of the entry seq; ok is false where none stands whole.
func (u *Union) At(seq int64) (h Hash, ok bool) {
	if seq < 1 || seq > u.Highest() {
		return h, false
	}
	p := u.places[seq-1]
	return p.hash, p.inDB || p.inCopied
}

// Check says whether all that stands whole is one unbroken chain. ErrFork: two
// histories; ErrDamaged: entries are missing on both sides before whole ones.
func (u *Union) Check() error {
	if u.forked > 0 {
		return fork(u.forked)
	}
	var head Head
	for i, p := range u.places {
		seq := int64(i) + 1
		if !p.inDB && !p.inCopied {
			return fmt.Errorf("%w: entry %d stands whole on neither side, and %d whole, signed entries stand behind it", ErrDamaged, seq, u.behind(seq))
		}
		e := Entry{Seq: seq, Prev: p.prev, Totals: p.totals}
		if err := e.follows(head); err != nil {
			return errors.Join(fork(seq), err)
		}
		head = Head{seq, p.hash, p.totals}
	}
	return nil
}

// behind counts the whole entries after seq.
func (u *Union) behind(seq int64) (n int64) {
	for _, p := range u.places[seq:] {
		if p.inDB || p.inCopied {
			n++
		}
	}
	return n
}

// OnlyIn counts the entries that stand whole in the database only, and in the
// second copy only.
func (u *Union) OnlyIn() (database, copied int64) {
	for _, p := range u.places {
		switch {
		case p.inDB && !p.inCopied:
			database++
		case p.inCopied && !p.inDB:
			copied++
		}
	}
	return database, copied
}

// Each calls do for every entry in order, each taken from a side where it stands
// whole. Call it only where Check finds nothing.
func (u *Union) Each(ctx context.Context, do func(Entry) error) error {
	next := int64(1)
	give := func(e Entry) error {
		if e.Seq != next || next > u.Highest() || e.Hash != u.places[next-1].hash || e.Check(u.public) != nil {
			return nil
		}
		next++
		return do(e)
	}
	paths, err := segments(u.disk, u.copyDir)
	if err != nil {
		return err
	}
	for _, path := range paths {
		raw, err := u.disk.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("%w: reading %s: %w", ErrCopy, filepath.Base(path), err)
		}
		for e := range wholeEntries(raw) {
			if e.Seq > next && e.Seq <= u.Highest() {
				if err := u.fromDatabase(ctx, next, e.Seq-1, give); err != nil {
					return err
				}
			}
			if err := give(e); err != nil {
				return err
			}
		}
	}
	if err := u.fromDatabase(ctx, next, u.Highest(), give); err != nil {
		return err
	}
	if next != u.Highest()+1 {
		return fmt.Errorf("%w: entry %d could be read once and cannot be now", ErrDamaged, next)
	}
	return nil
}

func (u *Union) fromDatabase(ctx context.Context, from, to int64, give func(Entry) error) error {
	if u.db == nil || from > to {
		return nil
	}
	var failed error
	_ = salvageRows(ctx, u.db, from, to, func(e Entry) error { // what it cannot read, Each notices
		failed = give(e)
		return failed
	})
	return failed
}

// salvageRows calls each for every row from from to to that can be read, past
// those that cannot, and stops at each's error. It returns why the first row
// could not be read.
func salvageRows(ctx context.Context, db Reader, from, to int64, each func(Entry) error) (first error) {
	var failed error
	note := func(err error) {
		if first == nil {
			first = err
		}
	}
	give := func(e Entry) error {
		from = e.Seq + 1
		failed = each(e)
		return failed
	}
	for from <= to && failed == nil && ctx.Err() == nil {
		if err := Entries(ctx, db, from, to, give); failed == nil && err != nil {
			note(err)
		}
		for found := false; from <= to && failed == nil && !found && ctx.Err() == nil; { // one by one to the next that can be read
			at := from
			err := Entries(ctx, db, at, at, give)
			if found = from > at; !found {
				from = at + 1
				note(errors.Join(err, fmt.Errorf("%w: entry %d cannot be read", ErrDamaged, at)))
			}
		}
	}
	return errors.Join(failed, first)
}
