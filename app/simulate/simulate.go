// Package simulate runs the till through years of trouble in minutes: real
// store, journal, receipts and re-entry over a disk that fails, a hospital
// information system that fails, a clock that jumps and people who err. Every
// choice comes from a seed, so that whatever goes wrong happens again exactly.
//
// A run is a row of epochs, each one window's life from its first start on. In
// an epoch a book beside the ledger (book.go) knows, from what was acknowledged
// and refused alone, what the ledger must hold; after every action and every
// crash the two are compared.
package simulate

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Options of a run.
type Options struct {
	// Seed of the first epoch; the next one has the next number.
	Seed uint64
	// Steps is how many to make, over all epochs. A step is one entry committed
	// or one exchange with the HIS.
	Steps int
	// For ends the run after so long, whatever is left of Steps; 0 for never.
	For time.Duration
	// Workers run epochs side by side; 0 means one for each processor. They
	// change nothing but the time it takes.
	Workers int
	// Folder holds what the simulated disk does not: keys and locks.
	Folder string
	// Say is called now and then with how far the run is, on one goroutine at a
	// time; nil for none.
	Say func(Report)
}

// Report is what a run came to.
type Report struct {
	Seed    uint64  `json:"seed"`
	Seconds float64 `json:"seconds"`
	Tally
	// Failure is the first thing that went wrong; nil where nothing did.
	Failure *Failure `json:"failure,omitempty"`
}

// Failure is an epoch in which something went wrong.
type Failure struct {
	// Seed makes it happen again, as the first seed of a run of Steps steps.
	Seed  uint64 `json:"seed"`
	Steps int    `json:"steps"`
	// Doing is the action in which it showed, What the sentence.
	Doing string `json:"doing"`
	What  string `json:"what"`
	// Story is what happened in the epoch.
	Story []string `json:"story"`
}

// Tally counts what happened.
type Tally struct {
	Epochs    int `json:"epochs"`
	Steps     int `json:"steps"`
	Commits   int `json:"commits"`   // entries of the journal
	Exchanges int `json:"exchanges"` // requests that the HIS got
	// Crashes are power cuts and killed programs, Opened how often a ledger was
	// opened, Verified how often one was verified whole.
	Crashes  int `json:"crashes"`
	Opened   int `json:"opened"`
	Verified int `json:"verified"`
	Refused  int `json:"refused"` // actions that a rule refused, rightly
	// Actions, Disk and HIS count by kind what was done and what failed; Rescue what
	// further copies, backups and setting a ledger aside were needed for.
	Actions map[string]int `json:"actions"`
	Disk    map[string]int `json:"disk"`
	HIS     map[string]int `json:"his"`
	Rescue  map[string]int `json:"rescue"`
}

func newTally() Tally {
	return Tally{Actions: map[string]int{}, Disk: map[string]int{}, HIS: map[string]int{}, Rescue: map[string]int{}}
}

func (t *Tally) add(o Tally) {
	t.Epochs += o.Epochs
	t.Steps += o.Steps
	t.Commits += o.Commits
	t.Exchanges += o.Exchanges
	t.Crashes += o.Crashes
	t.Opened += o.Opened
	t.Verified += o.Verified
	t.Refused += o.Refused
	for _, m := range []struct{ into, from map[string]int }{{t.Actions, o.Actions}, {t.Disk, o.Disk}, {t.HIS, o.HIS}, {t.Rescue, o.Rescue}} {
		for k, n := range m.from {
			m.into[k] += n
		}
	}
}

// run is a run under way.
type run struct {
	opt    Options
	starts time.Time

	mu     sync.Mutex
	next   uint64 // seed of the next epoch
	left   int    // steps that no epoch has taken yet
	report Report
	failed atomic.Bool
	said   time.Time
}

// Run makes the steps and reports. The error is for a run that could not be
// made; what went wrong in one stands in the report.
func Run(ctx context.Context, opt Options) (Report, error) {
	if opt.Steps <= 0 {
		return Report{}, errors.New("a simulation needs one step at least")
	}
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	r := &run{opt: opt, starts: time.Now(), next: opt.Seed, left: opt.Steps, report: Report{Seed: opt.Seed, Tally: newTally()}}
	errs := make([]error, opt.Workers)
	var all sync.WaitGroup
	for i := range opt.Workers {
		all.Go(func() { errs[i] = r.worker(ctx, i) })
	}
	all.Wait()
	r.report.Seconds = time.Since(r.starts).Seconds()
	return r.report, errors.Join(errs...)
}

// take gives out the next epoch: its seed and its steps.
func (r *run) take(ctx context.Context) (seed uint64, steps int, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	late := r.opt.For > 0 && time.Since(r.starts) > r.opt.For
	if r.left <= 0 || late || r.failed.Load() || ctx.Err() != nil {
		return 0, 0, false
	}
	seed = r.next
	steps = min(epochSteps(seed), r.left)
	r.next++
	r.left -= steps
	return seed, steps, true
}

func (r *run) worker(ctx context.Context, n int) error {
	w, err := newWorld(fmt.Sprintf("%s/%d", r.opt.Folder, n))
	if err != nil {
		return err
	}
	for {
		seed, steps, ok := r.take(ctx)
		if !ok {
			break
		}
		tally, failure, err := w.live(ctx, seed, steps)
		if err != nil {
			return errors.Join(fmt.Errorf("epoch %d: %w", seed, err), w.close())
		}
		r.put(tally, failure)
	}
	if r.failed.Load() {
		return nil // an epoch that failed may have left files open
	}
	return w.close()
}

func (r *run) put(t Tally, f *Failure) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.add(t)
	if f != nil && (r.report.Failure == nil || f.Seed < r.report.Failure.Seed) {
		r.report.Failure = f
		r.failed.Store(true)
	}
	if now := time.Now(); r.opt.Say != nil && now.Sub(r.said) > 10*time.Second {
		r.said = now
		so := r.report
		so.Seconds = now.Sub(r.starts).Seconds()
		so.Actions, so.Disk, so.HIS, so.Rescue = maps.Clone(so.Actions), maps.Clone(so.Disk), maps.Clone(so.HIS), maps.Clone(so.Rescue)
		r.opt.Say(so)
	}
}
