package journal

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"outpost/store/disk"
)

// ReplicaOptions say what a further copy is of and where it lies.
type ReplicaOptions struct {
	// Dir is the folder of this ledger's copy alone.
	Dir string
	// Disk is what Dir lies on; nil means the machine's.
	Disk disk.Disk
	// Ledger and Public are whose entries it holds.
	Ledger string
	Public ed25519.PublicKey
	// Read gives the committed rows, Head the last of them.
	Read Reader
	Head func() Head
	// Ready makes Dir where the folder above it is there, and else says why the
	// copy cannot be reached now (ErrAway). It alone makes folders: one made for a
	// stick that is out would lie on another disk.
	Ready func() error
	// TakeOver keeps whole, signed entries that only this copy holds and that
	// follow the journal's head.
	TakeOver func(context.Context, []Entry) error
	// Noted is told how the copy stands, after each change.
	Noted func(ReplicaStatus)
	// Retry is how long a copy that failed or is not there is left alone, and how
	// often one that is whole is looked at; 0 means 5 s.
	Retry time.Duration
	Now   func() time.Time
	Log   *slog.Logger
}

// ReplicaStatus says how a further copy stands.
type ReplicaStatus struct {
	// Seq is the last entry that is surely in it; 0 where that is not known.
	Seq int64
	// Reached is when it was last found or written; zero for never.
	Reached time.Time
	// Err is why it cannot be written; nil where it can.
	Err error
}

// Replica is a further copy of a journal on another folder, disk or stick. It is
// written behind the sales from the committed rows and never holds one up. The
// files are those of the second copy, open only while they are written, so that
// a stick can be taken out. Safe for concurrent use.
type Replica struct {
	opt  ReplicaOptions
	poke chan struct{}

	work    sync.Mutex // held for one round, perhaps on a disk that hangs
	file    *copyFile  // nil before it was compared with the journal
	spoiled error      // a file before the last one does not verify

	mu sync.Mutex
	st ReplicaStatus
}

// NewReplica prepares a further copy; known is the entry that it is known to
// hold from an earlier run, or 0. Run brings it up and keeps it so.
func NewReplica(opt ReplicaOptions, known int64) *Replica {
	if opt.Retry == 0 {
		opt.Retry = 5 * time.Second
	}
	if opt.Disk == nil {
		opt.Disk = disk.OS{}
	}
	return &Replica{opt: opt, poke: make(chan struct{}, 1), st: ReplicaStatus{Seq: known}}
}

// Poke says that there are new entries. It never waits.
func (r *Replica) Poke() {
	select {
	case r.poke <- struct{}{}:
	default:
	}
}

// Status says how the copy stands. It never waits for the copy's disk.
func (r *Replica) Status() ReplicaStatus {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.st
}

// Run keeps the copy up to date until ctx ends.
func (r *Replica) Run(ctx context.Context) {
	timer := time.NewTimer(r.opt.Retry)
	defer timer.Stop()
	for ctx.Err() == nil {
		poke := r.poke
		if err := r.BringUp(ctx); err != nil {
			poke = nil // no sale hurries a disk that failed
		}
		timer.Reset(r.opt.Retry)
		select {
		case <-ctx.Done():
		case <-poke:
		case <-timer.C:
		}
	}
}

// Compare opens the copy and compares it with the journal, so that what only it
// holds is taken over; it writes nothing.
func (r *Replica) Compare(ctx context.Context) error {
	r.work.Lock()
	defer r.work.Unlock()
	err := r.opt.Ready()
	if err == nil {
		err = r.open(ctx)
	}
	if err == nil {
		err = r.file.rest()
	}
	if err != nil {
		r.forget()
	}
	r.note(func(st *ReplicaStatus) {
		if st.Err = err; err == nil {
			st.Seq, st.Reached = r.file.head.Seq, r.opt.Now()
		}
	})
	return err
}

// BringUp writes what the copy lacks, once, and ends when it has reached the
// journal's head. ErrAway: its folder is not there. ErrFork, ErrForeign and
// ErrDamaged (where entries behind the damage cannot be taken over) do not get
// better by waiting; the copy stays as it is then.
func (r *Replica) BringUp(ctx context.Context) error {
	r.work.Lock()
	defer r.work.Unlock()
	err := r.round(ctx)
	if ctx.Err() == nil {
		r.note(func(st *ReplicaStatus) {
			if st.Err = err; err == nil {
				st.Reached = r.opt.Now()
			}
		})
	}
	return err
}

// note changes the status and tells whoever listens.
func (r *Replica) note(change func(*ReplicaStatus)) {
	r.mu.Lock()
	before := r.st
	change(&r.st)
	st := r.st
	r.mu.Unlock()
	if before.Err == nil && st.Err != nil {
		r.opt.Log.Error("further copy not written; selling goes on", "folder", r.opt.Dir, "error", st.Err)
	}
	if r.opt.Noted != nil {
		r.opt.Noted(st)
	}
}

func (r *Replica) round(ctx context.Context) error {
	if err := r.opt.Ready(); err != nil {
		r.forget()
		return err
	}
	if r.file != nil && r.spoiled == nil && r.file.head.Seq == r.opt.Head().Seq && r.file.resting() == nil {
		return nil
	}
	if err := r.open(ctx); err != nil {
		r.forget()
		return err
	}
	err := r.fill(ctx)
	if err2 := r.file.rest(); err == nil && err2 != nil {
		err = fmt.Errorf("%w: %w", ErrCopy, err2)
	}
	if err != nil {
		r.forget()
	}
	return err
}

// forget lets go of the copy, so that the next round compares it anew.
func (r *Replica) forget() {
	if r.file != nil {
		_ = r.file.close() // it failed or is gone; what counts is opening it anew
		r.file = nil
	}
}

// fill writes what the copy lacks.
func (r *Replica) fill(ctx context.Context) error {
	for ctx.Err() == nil {
		from := r.file.head.Seq + 1
		var entries []Entry
		err := Entries(ctx, r.opt.Read, from, from+catchUpStep-1, func(e Entry) error {
			entries = append(entries, e)
			return e.checkHash() // a flipped byte is not spread
		})
		if err != nil {
			return err
		}
		if len(entries) > 0 {
			if err := r.file.append(entries); err != nil {
				return err
			}
		}
		r.note(func(st *ReplicaStatus) { st.Seq = r.file.head.Seq })
		if len(entries) < catchUpStep {
			return nil
		}
	}
	return ctx.Err()
}

// open stands ready to write behind the copy's last entry: where it was left, or
// after comparing it with the journal.
func (r *Replica) open(ctx context.Context) error {
	if r.file != nil && r.spoiled == nil {
		if err := r.file.wake(); err == nil {
			return nil
		}
		r.forget()
	}
	head, who := r.opt.Head(), owner{r.opt.Ledger, r.opt.Public}
	file, err := openCopy(r.opt.Disk, r.opt.Dir, who, head.Seq)
	if err == nil && r.spoiled != nil {
		err = errors.Join(r.spoiled, file.close())
	}
	switch {
	case errors.Is(err, ErrForeign):
		return err
	case errors.Is(err, ErrDamaged):
		return r.renew(ctx, head, err)
	case err != nil:
		return err
	}
	if err := r.compare(ctx, file, head); err != nil {
		return errors.Join(err, file.close())
	}
	r.file = file
	return nil
}

// compare refuses another history and hands over what only the copy holds.
func (r *Replica) compare(ctx context.Context, file *copyFile, head Head) error {
	if file.head.Seq <= head.Seq {
		return sameHistory(ctx, r.opt.Read, file.head)
	}
	missing, err := onlyInCopy(r.opt.Disk, file.dir, head, r.opt.Public)
	if err != nil {
		return err
	}
	return r.opt.TakeOver(ctx, missing)
}

// asideMost is how many damaged copies are kept beside a further copy. A disk
// that spoils more than that is worn out, and would only fill up.
const asideMost = 3

// renew hands over what a damaged copy holds alone, sets it aside and begins a
// fresh one.
func (r *Replica) renew(ctx context.Context, head Head, cause error) error {
	missing, _, err := salvageCopy(ctx, r.opt.Read, r.opt.Disk, r.opt.Dir, head, r.opt.Public)
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		if err := r.opt.TakeOver(ctx, missing); err != nil {
			return err
		}
	}
	if n, err := countAside(r.opt.Disk, r.opt.Dir); err != nil || n >= asideMost {
		return errors.Join(err, fmt.Errorf("%w was spoiled %d times by its disk; replace the disk, or move the folders set aside away: %w", ErrCopy, n+1, cause))
	}
	if err := setAside(r.opt.Disk, r.opt.Dir, r.opt.Now()); err != nil {
		return err
	}
	r.opt.Log.Error("further copy set aside and begun anew", "folder", r.opt.Dir, "error", cause)
	r.spoiled = nil
	r.file, err = openCopy(r.opt.Disk, r.opt.Dir, owner{r.opt.Ledger, r.opt.Public}, r.opt.Head().Seq)
	return err
}

// Check verifies every file of the copy but the last, which opening reads, while
// the copy may be written. One that does not verify is set aside and the copy
// written anew.
func (r *Replica) Check(ctx context.Context) error {
	if err := r.opt.Ready(); err != nil {
		return err
	}
	err := checkEarlier(ctx, r.opt.Disk, r.opt.Dir, r.opt.Public)
	if !errors.Is(err, ErrDamaged) {
		return err
	}
	r.work.Lock()
	r.spoiled = err
	r.work.Unlock()
	return errors.Join(err, r.BringUp(ctx))
}
