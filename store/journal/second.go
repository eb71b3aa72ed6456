package journal

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"
)

// catchUpStep is how many entries one step of catching up copies.
const catchUpStep = 500

// second looks after the second copy while the till sells: it writes beside the
// commit, never holds it up for long, and knows when it is behind.
type second struct {
	work Scheduler
	mu   sync.Mutex
	file *copyFile
	head Head // the last entry that is surely in the copy
	busy bool // a write is under way, perhaps on a disk that hangs
	err  error
	// spoiled: a file before the last one does not verify.
	spoiled error
	idle    chan struct{} // closed when the write under way ends
	// closed: the files may be another's by now; nothing is opened or begun.
	closed bool
}

// CopyStatus says how the second copy stands.
type CopyStatus struct {
	// Whole is true when the last entry is in the copy.
	Whole bool
	// Behind is how many entries it lacks.
	Behind int64
	// Unread: the copy could not be opened, so what it holds is not known; Behind
	// counts every entry then.
	Unread bool
	// Err is why, when it is not whole.
	Err error
}

// copying is one write to the copy under way. Its err is set when ended is closed.
type copying struct {
	ended chan struct{}
	err   error
}

// start begins writing entries; nil where there is nothing to write or the copy
// is behind.
func (s *second) start(entries []Entry) *copying {
	if len(entries) == 0 {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.takes(entries[0].Seq) {
		return nil
	}
	return s.begin(entries)
}

// takes says whether the copy can take the entry seq now. The caller holds mu.
func (s *second) takes(seq int64) bool {
	return !s.busy && !s.closed && s.err == nil && s.spoiled == nil && s.file != nil && s.head.Seq+1 == seq
}

// begin writes in the background. The caller holds mu and has found it idle.
func (s *second) begin(entries []Entry) *copying {
	c, file := &copying{ended: make(chan struct{})}, s.file
	s.busy, s.idle = true, c.ended
	s.work.Go(func() {
		err := file.append(entries)
		s.mu.Lock()
		if s.busy, s.err = false, err; err == nil {
			s.head = entries[len(entries)-1].head()
		}
		if s.closed { // close gave up waiting
			err = errors.Join(err, s.letGo())
		}
		c.err = err
		close(c.ended)
		s.mu.Unlock()
	})
	return c
}

// letGo closes the copy's file. The caller holds mu and has found it idle.
func (s *second) letGo() error {
	file := s.file
	if s.file = nil; file == nil {
		return nil
	}
	return file.close()
}

// wait gives the result of a write, or up after limit (0: never).
func (s *second) wait(c *copying, limit time.Duration) error {
	switch {
	case c == nil:
		return nil
	case !s.work.Wait(c.ended, limit):
		return fmt.Errorf("%w: no answer from its disk for %s", ErrCopy, limit)
	}
	return c.err
}

// close waits up to limit for the write under way and lets go of the copy. A
// write that still has not ended is ErrCopy: its disk may yet carry it out, so
// nobody may open the copy until a later close succeeds.
func (s *second) close(limit time.Duration) error {
	s.mu.Lock()
	s.closed = true
	if !s.busy {
		defer s.mu.Unlock()
		return s.letGo()
	}
	idle := s.idle
	s.mu.Unlock()
	if !s.work.Wait(idle, limit) {
		return fmt.Errorf("%w: its disk has not carried out the last write for %s", ErrCopy, limit)
	}
	return nil
}

// Copy says how the second copy stands.
func (j *Journal) Copy() CopyStatus {
	head := j.Head()
	j.copy.mu.Lock()
	defer j.copy.mu.Unlock()
	st := CopyStatus{Behind: head.Seq - j.copy.head.Seq, Err: j.copy.err}
	if j.copy.spoiled != nil {
		st.Behind, st.Err = head.Seq, j.copy.spoiled
	}
	st.Unread = j.copy.head.Seq == 0 && st.Behind > 0 && st.Err != nil
	if st.Whole = st.Behind == 0; st.Whole {
		st.Err = nil
	} else if st.Err == nil && j.copy.busy {
		st.Err = fmt.Errorf("%w: its disk has not answered yet", ErrCopy)
	}
	return st
}

// CatchUp writes what the second copy lacks, opening it again where it failed.
// It does not hold up sales: they go on while it reads, and it ends when the
// copy has reached the head. A write still under way makes it return at once.
func (j *Journal) CatchUp(ctx context.Context) error {
	ctx, ended, ok := j.beside.begin(ctx)
	if !ok {
		return fmt.Errorf("%w: the journal is closed", ErrCopy)
	}
	defer ended()
	if err := j.reopenCopy(); err != nil {
		return err
	}
	for {
		entries, err := j.lacking(ctx)
		if err != nil || len(entries) == 0 {
			return err
		}
		j.copy.mu.Lock()
		if !j.copy.takes(entries[0].Seq) {
			err := j.copy.err
			j.copy.mu.Unlock()
			return err
		}
		c := j.copy.begin(entries)
		j.copy.mu.Unlock()
		if err := j.copy.wait(c, 0); err != nil {
			return err
		}
	}
}

// lacking reads the next entries that the copy does not hold.
func (j *Journal) lacking(ctx context.Context) ([]Entry, error) {
	j.copy.mu.Lock()
	from, busy := j.copy.head.Seq+1, j.copy.busy
	j.copy.mu.Unlock()
	if busy {
		return nil, nil
	}
	var entries []Entry
	err := Entries(ctx, j.opt.Read, from, from+catchUpStep-1, func(e Entry) error {
		entries = append(entries, e)
		return nil
	})
	return entries, err
}

// reopenCopy opens a copy that failed again. Its disk may hang in this as in a
// write, so it counts as one: no sale waits for it.
func (j *Journal) reopenCopy() error {
	s := &j.copy
	s.mu.Lock()
	if s.busy || s.err == nil && s.spoiled == nil && s.file != nil {
		s.mu.Unlock()
		return nil
	}
	if s.closed {
		s.mu.Unlock()
		return fmt.Errorf("%w: the journal is closed", ErrCopy)
	}
	former, spoiled, idle := s.file, s.spoiled != nil, make(chan struct{})
	s.file, s.busy, s.idle = nil, true, idle
	s.mu.Unlock()
	if former != nil {
		_ = former.close() // it failed already; what counts is opening it anew
	}
	file, err := j.openAnew(spoiled)
	if err == nil { // it was away, and sales went on without what only it holds
		err = sameHistory(context.Background(), j.opt.Read, file.head)
	}
	if err != nil && file != nil {
		_ = file.close() // nothing was written to it
		file = nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	defer close(idle)
	if s.busy, s.err = false, err; err != nil {
		return err
	}
	if s.file, s.head = file, file.head; spoiled {
		s.spoiled = nil
	}
	if s.closed { // close gave up waiting
		return errors.Join(fmt.Errorf("%w: the journal is closed", ErrCopy), s.letGo())
	}
	return nil
}

// openAnew opens the copy's files. A copy that does not verify is set aside, never
// written over, and a fresh one begun.
func (j *Journal) openAnew(spoiled bool) (*copyFile, error) {
	head := j.Head().Seq
	file, err := makeCopy(j.opt.Disk, j.opt.CopyDir, j.owner(), head)
	if errors.Is(err, ErrForeign) || !spoiled && !errors.Is(err, ErrDamaged) {
		return file, err // a foreign one is not ours to set aside
	}
	if file != nil {
		_ = file.close() // it is only renamed
	}
	if err := setAside(j.opt.Disk, j.opt.CopyDir, j.opt.Now()); err != nil {
		return nil, err
	}
	return makeCopy(j.opt.Disk, j.opt.CopyDir, j.owner(), head)
}

// CheckCopy verifies the files of the copy that opening did not read, one by one
// and without holding anybody up, and compares every signature with the
// database's. Where one does not verify, the copy is set aside and written anew.
func (j *Journal) CheckCopy(ctx context.Context) error {
	ctx, ended, ok := j.beside.begin(ctx)
	if !ok {
		return nil // nobody waits for the answer
	}
	defer ended()
	err := checkEarlier(ctx, j.opt.Disk, j.opt.CopyDir, j.opt.Signer.Public())
	if err == nil {
		err = j.checkSignatures(ctx)
	}
	switch {
	case errors.Is(err, ErrDamaged):
		return errors.Join(err, j.spoil(ctx, err))
	case ctx.Err() != nil:
		return nil // cut off: the next start looks again
	}
	return err
}

var errEnough = errors.New("nothing more is to be compared")

// checkSignatures compares the copy's signatures with the database's: the chain
// covers everything else, but of the signatures only the last.
func (j *Journal) checkSignatures(ctx context.Context) error {
	last := j.Head().Seq
	rows, err := j.opt.Read.QueryContext(ctx, `SELECT seq, sig FROM journal WHERE seq <= ? ORDER BY seq`, last)
	if err != nil {
		return nil // the database is being closed or says so itself
	}
	defer rows.Close()
	var (
		seq int64
		sig sql.RawBytes
	)
	err = lookThroughCopy(j.opt.Disk, j.opt.CopyDir, 0, func(g *glimpse) error {
		if ctx.Err() != nil || !rows.Next() || rows.Scan(&seq, &sig) != nil || seq != g.seq() {
			return errEnough
		}
		if bytes.Equal(sig, g.signature) {
			return nil
		}
		e := g.entry()
		return e.Check(j.opt.Signer.Public()) // the database's own is Verify's business
	})
	if errors.Is(err, errEnough) || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// spoil takes note that the copy does not verify and writes it anew.
func (j *Journal) spoil(ctx context.Context, err error) error {
	j.copy.mu.Lock()
	j.copy.spoiled = err
	j.copy.mu.Unlock()
	return j.CatchUp(ctx)
}
