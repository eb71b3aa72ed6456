package store

import (
	"context"
	"errors"
	"time"

	"outpost/store/journal"
)

// SecondCopy is the name of the copy that is written with each sale.
const SecondCopy = "second"

// CopyState says how one copy of the journal stands.
type CopyState struct {
	// Name is SecondCopy, or a further copy's in the settings.
	Name   string `json:"name"`
	Folder string `json:"folder"`
	// Removable: it is a stick or disk that is taken out. Away: its folder is not
	// there now.
	Removable bool `json:"removable,omitempty"`
	Away      bool `json:"away,omitempty"`
	// Seq is the last entry that is surely in it, Behind how many it lacks.
	Seq    int64 `json:"seq"`
	Behind int64 `json:"behind"`
	// Since is when the first entry that it lacks was written; zero where it lacks
	// none.
	Since time.Time `json:"since,omitzero"`
	// Reached is when it was last found; zero where that is not known.
	Reached time.Time `json:"reached,omitzero"`
	// WarnAfter is how long it may lack entries before that is an alarm.
	WarnAfter time.Duration `json:"-"`
	// SameDisk: it lies on the ledger's own disk, and is lost with it.
	SameDisk bool `json:"same_disk,omitempty"`
	// Err is why it cannot be written, Error its sentence; nil where it can.
	Err   error  `json:"-"`
	Error string `json:"error,omitempty"`
}

// CopyLevel is how loudly a copy's state must be said.
type CopyLevel int

// The levels of a copy's state.
const (
	CopyGood    CopyLevel = iota // it holds the last entries
	CopyBehind                   // it lacks some, within its time
	CopyFailing                  // an alarm
)

// String is the level in a word.
func (l CopyLevel) String() string { return [...]string{"good", "behind", "failing"}[l] }

// onItsWay is how many entries a copy may lack without a word: one may just be
// being written.
const onItsWay = 1

// Level judges the state at a time. What does not get better by waiting is an
// alarm at once.
func (c CopyState) Level(now time.Time) CopyLevel {
	for _, never := range []error{journal.ErrFork, journal.ErrForeign, journal.ErrDamaged} {
		if errors.Is(c.Err, never) {
			return CopyFailing
		}
	}
	switch {
	case c.Behind <= 0, c.Behind <= onItsWay && c.Err == nil:
		return CopyGood
	case now.Sub(c.Since) < c.WarnAfter:
		return CopyBehind
	}
	return CopyFailing
}

// Copies says how each copy stands: the second one first, then the further ones
// in the order of the settings. It waits for no copy's disk.
func (l *Ledger) Copies(ctx context.Context) ([]CopyState, error) {
	head, second := l.Head(), l.Copy()
	all := []CopyState{{Name: SecondCopy, Folder: l.opt.CopyDir, Seq: head.Seq - second.Behind, Err: second.Err, SameDisk: l.copyBeside.Load()}}
	for _, c := range l.further.list() {
		st := c.Status()
		all = append(all, c.state(st.Seq, st.Reached, st.Err))
	}
	return all, l.complete(ctx, all, head.Seq)
}

func (c FurtherCopy) state(seq int64, reached time.Time, err error) CopyState {
	return CopyState{
		Name: c.Name, Folder: c.Folder, Removable: c.Removable, WarnAfter: c.WarnAfter,
		Away: errors.Is(err, journal.ErrAway), Seq: seq, Reached: reached, Err: err,
	}
}

// complete adds what only the ledger knows: how much each lacks, and since when.
func (l *Ledger) complete(ctx context.Context, all []CopyState, head int64) error {
	for i := range all {
		c := &all[i]
		if c.Err != nil {
			c.Error = c.Err.Error()
		}
		if c.Behind = max(0, head-c.Seq); c.Behind == 0 {
			continue
		}
		var at int64
		if err := l.read.QueryRowContext(ctx, `SELECT at_us FROM journal WHERE seq = ?`, c.Seq+1).Scan(&at); err != nil {
			return wrap(err, "dating a copy")
		}
		c.Since = time.UnixMicro(at).UTC()
	}
	return nil
}

// InspectCopies says how each copy stands, for a ledger open for reading beside
// the program that writes it. It reads each copy's last file; what is not there
// now is judged by what it was last known to hold.
func (l *Ledger) InspectCopies(ctx context.Context, further []FurtherCopy) ([]CopyState, error) {
	id, seen := l.Identity().Ledger, readSeen(l.folder)
	second, err := l.InspectCopy(ctx)
	if err != nil {
		return nil, err
	}
	head := l.Head().Seq
	all := []CopyState{{Name: SecondCopy, Folder: l.opt.CopyDir, Seq: head - second.Behind, Err: second.Err}}
	for _, c := range further {
		known := seen[c.dir(id)]
		state := c.state(known.Seq, known.At, c.reach(l.folder))
		if state.Err == nil {
			st, err := journal.Inspect(ctx, l.read, l.opt.Disk, c.dir(id), id, l.keys.Public())
			if err != nil {
				return nil, err
			}
			state.Seq, state.Reached, state.Err = head-st.Behind, l.opt.Now(), st.Err
		}
		all = append(all, state)
	}
	for i := range all {
		all[i].SameDisk, _ = SameDisk(all[i].Folder, l.folder.dir) // one that is not there is on no disk
	}
	return all, l.complete(ctx, all, head)
}

// CopiesOf counts where an entry stands: the database and each copy that surely
// holds it.
func CopiesOf(copies []CopyState, seq int64) int {
	n := 1
	for _, c := range copies {
		if c.Seq >= seq && !errors.Is(c.Err, journal.ErrFork) && !errors.Is(c.Err, journal.ErrForeign) {
			n++
		}
	}
	return n
}

// LastReceipt is the entry number of the last receipt; 0 where there is none.
func (l *Ledger) LastReceipt(ctx context.Context) (seq int64, err error) {
	err = l.read.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM receipts`).Scan(&seq)
	return seq, wrap(err, "looking for the last receipt")
}

// CheckCopies verifies the files of every further copy that is there. One that
// does not verify is set aside and written anew; the error names it.
func (l *Ledger) CheckCopies(ctx context.Context) error {
	var all error
	for _, c := range l.further.list() {
		if err := c.Check(ctx); err != nil && !errors.Is(err, journal.ErrAway) {
			all = errors.Join(all, wrap(err, "checking the copy "+c.Name))
		}
	}
	return all
}

// chain is the journal open for writing; nil for a reader or a closed ledger.
func (l *Ledger) chain() *journal.Journal {
	l.stateMu.RLock()
	defer l.stateMu.RUnlock()
	return l.journal
}
