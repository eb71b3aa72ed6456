package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"
	"time"

	"outpost/store/disk"
	"outpost/store/journal"
)

// FurtherCopy is a copy of the journal beside the second one: on another disk,
// another machine's folder or a stick.
type FurtherCopy struct {
	// Name is what screens and commands call it.
	Name string
	// Folder must be there; a subfolder named by the ledger's id is made in it,
	// so that one stick serves several windows.
	Folder string
	// Removable: it is a stick or disk that is taken out. A folder on the data
	// folder's own disk then counts as not there: nothing is plugged in.
	Removable bool
	// WarnAfter is how long it may lack entries before that is an alarm.
	WarnAfter time.Duration
}

// dir is the folder of one ledger's copy alone.
func (c FurtherCopy) dir(ledger string) string { return filepath.Join(c.Folder, ledger) }

// open makes the ledger's own folder in the copy's where that can be reached.
func (c FurtherCopy) open(data folder, ledger string) error {
	if err := c.reach(data); err != nil || disk.Exists(data.disk, c.dir(ledger)) {
		return err
	}
	if err := data.disk.Mkdir(c.dir(ledger)); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("the folder %s of the copy %s cannot be written; look at its rights: %w", c.Folder, c.Name, err)
	}
	return nil
}

// reach says why the copy's folder cannot be used now; nil where it can.
func (c FurtherCopy) reach(data folder) error {
	if !disk.Exists(data.disk, c.Folder) {
		return fmt.Errorf("the folder %s of the copy %s %w; plug it in, or make the folder", c.Folder, c.Name, journal.ErrAway)
	}
	if c.Removable {
		same, err := SameDisk(c.Folder, data.dir)
		if err != nil {
			return fmt.Errorf("looking at the disk of the copy %s: %w", c.Name, err)
		}
		if same {
			return fmt.Errorf("the stick or disk of the copy %s %w (its folder %s lies on the ledger's own disk); plug it in", c.Name, journal.ErrAway, c.Folder)
		}
	}
	return nil
}

// replicas are the further copies that an open ledger writes.
type replicas struct {
	// change is held while the copies are put in place of others or given up: two
	// workers must not write one copy. Nobody who sells waits for it.
	change sync.Mutex
	closed bool // for good; guarded by change

	mu    sync.Mutex
	all   []replica
	last  context.CancelFunc // asks every worker for a last round
	stop  context.CancelFunc // cuts it off
	ended chan struct{}      // closed when every worker has ended
	// patience is how long opening and closing wait for the copies' disks; 0 means
	// copyPatience.
	patience time.Duration
}

type replica struct {
	FurtherCopy
	*journal.Replica
}

func (r *replicas) list() []replica {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.all
}

// poke says that there are new entries; it waits for no disk.
func (r *replicas) poke() {
	for _, c := range r.list() {
		c.Poke()
	}
}

// byHand puts copies in place of those before, compares each with the ledger and
// has no worker: they are brought up when somebody asks.
func (r *replicas) byHand(ctx context.Context, copies []replica) {
	ctx = context.WithoutCancel(ctx)
	for _, c := range copies {
		_ = c.Compare(ctx) // its status says so
	}
	ended := make(chan struct{})
	close(ended)
	last := func() {
		for _, c := range copies {
			if c.Status().Err == nil { // what was sold last
				_ = c.BringUp(ctx) // its status says so
			}
		}
	}
	r.mu.Lock()
	r.all, r.last, r.stop, r.ended = copies, last, func() {}, ended
	r.mu.Unlock()
}

// begin puts copies in place of those before, each with its worker, and returns
// when each was compared with the ledger or patience is over.
func (r *replicas) begin(ctx context.Context, copies []replica) {
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	running, last := context.WithCancel(ctx)
	var workers, compared sync.WaitGroup
	for _, c := range copies {
		compared.Add(1)
		workers.Go(func() {
			_ = c.Compare(ctx) // its status says so
			compared.Done()
			c.Run(running)
			if c.Status().Err == nil { // what was sold last
				_ = c.BringUp(ctx) // its status says so
			}
		})
	}
	ended, known := make(chan struct{}), make(chan struct{})
	go func() { compared.Wait(); close(known); workers.Wait(); close(ended) }()
	r.mu.Lock()
	r.all, r.last, r.stop, r.ended = copies, last, stop, ended
	r.mu.Unlock()
	r.wait(known)
}

// end lets the workers copy what was sold last and stops them. A disk that hangs
// or is far behind holds nobody up: what its last write may still bring is what
// the ledger holds as well.
func (r *replicas) end() {
	r.mu.Lock()
	last, stop, ended := r.last, r.stop, r.ended
	r.all, r.last, r.stop, r.ended = nil, nil, nil, nil
	r.mu.Unlock()
	if stop == nil {
		return
	}
	last()
	r.wait(ended)
	stop()
	r.wait(ended)
}

// close ends the copies for good.
func (r *replicas) close() {
	r.change.Lock()
	defer r.change.Unlock()
	r.closed = true
	r.end()
}

func (r *replicas) wait(done <-chan struct{}) {
	timer := time.NewTimer(cmp.Or(r.patience, copyPatience))
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	}
}

// copyPatience is how long opening and closing wait for the disks of further
// copies.
const copyPatience = 2 * time.Second

// Replicate keeps further copies from now on, in place of those before. What
// stands whole and signed only in one of them is taken over first; writing them
// goes on in the background until the ledger is closed.
func (l *Ledger) Replicate(ctx context.Context, copies []FurtherCopy) error {
	l.further.change.Lock()
	defer l.further.change.Unlock()
	if l.further.closed || l.chain() == nil {
		return ErrReadOnly
	}
	l.further.end()
	seen := l.seen.load(l.folder)
	var all []replica
	for _, c := range copies {
		all = append(all, replica{c, l.newReplica(c, seen[c.dir(l.Identity().Ledger)].Seq)})
	}
	if l.opt.CopiesByHand {
		l.further.byHand(ctx, all)
	} else {
		l.further.begin(ctx, all)
	}
	return ctx.Err()
}

// BringCopiesUp writes what the further copies lack, each once, and waits for it.
// The error says which failed and why; Copies says how each stands then.
func (l *Ledger) BringCopiesUp(ctx context.Context) (err error) {
	for _, c := range l.further.list() {
		err = errors.Join(err, wrap(c.BringUp(ctx), "bringing the copy "+c.Name+" up"))
	}
	return err
}

func (l *Ledger) newReplica(c FurtherCopy, known int64) *journal.Replica {
	id := l.Identity()
	return journal.NewReplica(journal.ReplicaOptions{
		Dir: c.dir(id.Ledger), Disk: l.opt.Disk, Ledger: id.Ledger, Public: l.keys.Public(), Read: l.read, Head: l.Head,
		Ready: func() error { return c.open(l.folder, id.Ledger) }, TakeOver: l.takeOver,
		Noted: func(st journal.ReplicaStatus) {
			l.seen.note(l.folder, c.dir(id.Ledger), st, l.opt.Now())
			if st.Err == nil && st.Seq > 0 {
				l.keepRecoveryIn(c.dir(id.Ledger))
			}
		},
		Now: l.opt.Now, Log: l.opt.Log,
	}, known)
}

// takeOver keeps entries that only a further copy holds. ErrFork: the ledger has
// gone on without them.
func (l *Ledger) takeOver(ctx context.Context, missing []journal.Entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := l.ready(ctx); err != nil {
		return err
	}
	if head := l.Head(); len(missing) > 0 && missing[0].Prev != head.Hash {
		return fmt.Errorf("%w at entry %d: keep both, call the information staff", journal.ErrFork, missing[0].Seq)
	}
	l.opt.Log.Warn("entries taken over from a further copy", "count", len(missing), "from", missing[0].Seq)
	err := l.journal.Write(ctx, func(b *journal.Batch) error {
		p := preparing(b.Tx)
		for _, e := range missing {
			if err := b.Adopt(context.WithoutCancel(ctx), e); err != nil {
				return err
			}
			if err := p.apply(context.WithoutCancel(ctx), e, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if errors.Is(err, journal.ErrUnknown) {
		err = errors.Join(err, l.reopen(ctx))
	}
	if err != nil {
		return diskError(err)
	}
	l.adopted.Add(int64(len(missing)))
	return l.load(ctx)
}
