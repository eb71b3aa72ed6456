package reentry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"outpost/store"
	"outpost/sync/his"
)

// Bounds of a run where the Options say none.
const (
	batch = 200 // rows fetched at a time
	// mostSends is how often one receipt is sent in one run.
	mostSends = 3
	// mostSilent is how many receipts in a row may end without a usable answer
	// before the HIS counts as not working.
	mostSilent = 3
)

// Options of a run.
type Options struct {
	// Check is the last commissioning check of this HIS. Without a passed one
	// nothing is sent; only one that proved that copies are refused allows a
	// receipt to be sent again.
	Check his.Commissioning
	// PerSecond limits the sendings; 0 is no limit. A HIS that has just got up
	// wants few.
	PerSecond float64
	// ReadBackDelays are waited before each read-back after a sending whose
	// outcome is not yet seen; empty is DefaultDelays. Their sum should exceed
	// what the HIS needs to finish a request whose connection was lost.
	ReadBackDelays []time.Duration
	// OnProgress is called after each receipt, on the goroutine of Run.
	OnProgress func(Progress)
	// Now is the clock.
	Now func() time.Time
}

// DefaultDelays before the read-backs: at once, then 2 s and 10 s later.
func DefaultDelays() []time.Duration { return []time.Duration{0, 2 * time.Second, 10 * time.Second} }

// Progress is how far a run is.
type Progress struct {
	Receipt string            `json:"receipt"` // id of the one just done
	Number  string            `json:"number"`
	State   store.OutboxState `json:"state"`
	Done    int               `json:"done"`
	Known   int               `json:"known"` // receipts seen so far; grows while windows sell
}

// Summary is what a run came to, in receipts.
type Summary struct {
	Started   time.Time `json:"started"`
	Ended     time.Time `json:"ended"`
	Done      int       `json:"done"`
	Sendings  int       `json:"sendings"` // of requests, repeated ones included
	Confirmed int       `json:"confirmed"`
	Refused   int       `json:"refused"`
	Differs   int       `json:"differs"`
	Unknown   int       `json:"unknown"`
	// Pending were tried and go on waiting: nothing of them left.
	Pending int `json:"pending"`
	// Stopped says why the run ended early, and Hint what to do; both empty for
	// a run that reached the end.
	Stopped string `json:"stopped,omitempty"`
	Hint    string `json:"hint,omitempty"`
}

// Run works the outbox off once, one receipt at a time, and returns when none
// is left that it has not tried. A receipt that is refused, differs or stays
// unknown blocks no other. The run ends early, with an error that carries a
// hint (his.Hint), when the HIS cannot be reached, refuses the login or gives
// no usable answer any more; what was not sent is then as it was. A run in which
// not one receipt got a usable answer ends with that error too, however few they
// were. After a cancelled ctx everything known is durable and the error is ctx's. Two runs must not work one outbox
// or one HIS at the same time; the caller holds the lease.
func Run(ctx context.Context, box Outbox, hospital his.Adapter, opt Options) (Summary, error) {
	s := &session{box: box, his: hospital, opt: opt, seen: map[string]bool{}}
	s.sum.Started = opt.Now().UTC()
	if len(s.opt.ReadBackDelays) == 0 {
		s.opt.ReadBackDelays = DefaultDelays()
	}
	err := opt.Check.Require(hospital.Describe())
	if err == nil {
		err = s.all(ctx)
	}
	s.sum.Ended = opt.Now().UTC()
	if err != nil && ctx.Err() != nil {
		err = &stopped{err}
	}
	if err != nil {
		s.sum.Stopped, s.sum.Hint = err.Error(), his.Hint(err)
	}
	return s.sum, err
}

// stopped says that the run was broken off from outside; it matches the error of
// the context.
type stopped struct{ cause error }

func (*stopped) Error() string {
	return "the re-entry was stopped; what was sent is written down, run the re-entry again"
}

func (s *stopped) Unwrap() error { return s.cause }

// session is one run.
type session struct {
	box  Outbox
	his  his.Adapter
	opt  Options
	sum  Summary
	seen map[string]bool
	// left counts rows tried that are still to be seen in Unsent.
	left   int
	silent int       // receipts in a row without a usable answer
	cause  error     // why the last of them had none
	last   time.Time // of the last sending
}

// all fetches rows until none is new: windows may sell while it runs, and rows
// that stay unknown stay at the head of the list.
func (s *session) all(ctx context.Context) error {
	for {
		rows, err := s.box.Unsent(ctx, s.left+batch)
		if err != nil {
			return fmt.Errorf("read the outbox: %w", err)
		}
		var fresh []store.OutboxRow
		for _, row := range rows {
			if !s.seen[row.Receipt.ID] {
				fresh = append(fresh, row)
				s.seen[row.Receipt.ID] = true
			}
		}
		if len(fresh) == 0 {
			return s.onlySilence()
		}
		for _, row := range fresh {
			if err := s.row(ctx, row); err != nil {
				return err
			}
		}
	}
}

// row settles one receipt as far as it can be, and stops the run where going on
// would only repeat the same failure.
func (s *session) row(ctx context.Context, row store.OutboxRow) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if row.Receipt.Void != nil {
		return nil // a void pair is counted, never sent
	}
	t := &attempt{session: s, row: row, sentBefore: row.State != store.Pending}
	answer, cause := t.settle(ctx)
	if ctx.Err() != nil && t.marked && answer.State == store.Unknown {
		answer.Reason = his.Reason(his.CodeUnknown, "the re-entry was stopped before the HIS's answer was known; the next one reads it back")
	}
	if answer.State != row.State || answer.Reason != row.Reason || t.marked {
		// A cancelled run must not lose what it learned.
		if err := s.box.RecordAnswer(context.WithoutCancel(ctx), row.Receipt.ID, answer); err != nil {
			if t.overtaken(err) {
				return nil
			}
			return fmt.Errorf("receipt %s: write down the HIS's answer: %w", row.Receipt.Number, err)
		}
	}
	if t.overtaken(cause) {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s.count(answer.State)
	if s.opt.OnProgress != nil {
		s.opt.OnProgress(Progress{row.Receipt.ID, row.Receipt.Number, answer.State, s.sum.Done, len(s.seen)})
	}
	return s.stops(cause)
}

// overtaken says that somebody at the window took the receipt back, held it or
// decided it since the row was read. Nothing of it left in this run, so it is
// nobody's trouble: the next one goes on.
func (t *attempt) overtaken(err error) bool { return !t.marked && errors.Is(err, store.ErrState) }

func (s *session) count(state store.OutboxState) {
	s.sum.Done++
	switch state {
	case store.Confirmed:
		s.sum.Confirmed++
	case store.Refused:
		s.sum.Refused++
	case store.Differs:
		s.sum.Differs++
	case store.Unknown:
		s.sum.Unknown++
		s.left++
	default:
		s.sum.Pending++
		s.left++
	}
}

// stops says whether the run must end after a receipt that ended with cause.
func (s *session) stops(cause error) error {
	switch {
	case cause == nil:
		s.silent = 0
		return nil
	case !errors.Is(cause, his.ErrUnknown):
		return cause // unreachable, login, or our own ledger
	}
	s.cause = cause
	if s.silent++; s.silent < mostSilent {
		return nil
	}
	return s.silence()
}

// onlySilence ends a run that came to its end without one usable answer.
func (s *session) onlySilence() error {
	if s.silent == 0 || s.silent < s.sum.Done {
		return nil
	}
	return s.silence()
}

func (s *session) silence() error {
	if s.silent == 1 {
		return fmt.Errorf("the receipt got no usable answer: %w", s.cause)
	}
	return fmt.Errorf("%d receipts in a row without a usable answer: %w", s.silent, s.cause)
}

// pace keeps the sendings apart.
func (s *session) pace(ctx context.Context) error {
	if s.opt.PerSecond > 0 && !s.last.IsZero() {
		gap := time.Duration(float64(time.Second) / s.opt.PerSecond)
		if err := wait(ctx, gap-s.opt.Now().Sub(s.last)); err != nil {
			return err
		}
	}
	s.last = s.opt.Now()
	return nil
}

// wait sleeps for d or until ctx ends.
func wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
