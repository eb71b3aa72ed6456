package upkeep

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"outpost/app/settings"
	"outpost/app/station"
	"outpost/store"
	"outpost/store/backup"
	"outpost/store/journal"
)

// ErrBusy: another program does the upkeep of this folder now.
var ErrBusy = errors.New("another Outpost does the upkeep of this data folder now; try again in a moment")

// every is how often Run looks what is due; settle is how often it only looks
// after a window's start, before it does anything.
const (
	every  = time.Minute
	settle = 2
)

// FoundInFurtherCopies is where a finding of the check lies that concerns a further
// copy.
const FoundInFurtherCopies = "further copies"

// Options are what a keeper needs besides its station.
type Options struct {
	// Program is this program's version, for the backups' manifests.
	Program string
	// Looked is told how upkeep stands whenever Run has looked; nil for nobody.
	Looked func(View)
}

// Keeper does the upkeep of one open station. Safe for concurrent use.
type Keeper struct {
	station *station.Station
	opt     Options

	work sync.Mutex // held while tasks are done
	mu   sync.Mutex
	view View // as last looked at
}

// New makes the keeper of a station.
func New(s *station.Station, opt Options) *Keeper { return &Keeper{station: s, opt: opt} }

// Run looks every minute what is due and does it, until ctx ends. A rehearsal's
// ledger needs no upkeep.
func (k *Keeper) Run(ctx context.Context) {
	if k.station.Ledger.Identity().Drill {
		return
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for n := 0; ; n++ {
		k.ballast(ctx)
		if n >= settle {
			if _, err := k.Once(ctx); err != nil && ctx.Err() == nil && !errors.Is(err, ErrBusy) {
				k.station.Log.Error("upkeep failed", "error", err)
			}
		}
		k.look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// View is how upkeep stood when it was last looked at; it waits for nothing.
func (k *Keeper) View() View {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.view
}

// Look says how upkeep stands now.
func (k *Keeper) Look(ctx context.Context) (View, error) {
	plan, err := k.plan(ctx)
	if err != nil {
		return View{}, err
	}
	s, err := readState(k.station.Dir)
	if err != nil {
		return View{}, err
	}
	limits := k.settings().Disk
	v := View{Tasks: viewOf(k.station.Now(), plan, s)}
	for i := range v.Tasks {
		v.Tasks[i].Where = k.where(v.Tasks[i].Task)
	}
	if v.Room, err = k.station.Ledger.Room(limits.LowWaterBytes()); err != nil {
		return v, err
	}
	v.RoomLow, v.BallastMissing = v.Room.Low(), v.Room.Ballast < limits.BallastBytes()
	return v, nil
}

func (k *Keeper) look(ctx context.Context) {
	v, err := k.Look(ctx)
	if err != nil {
		if ctx.Err() == nil {
			k.station.Log.Error("upkeep was not looked at", "error", err)
		}
		return
	}
	k.mu.Lock()
	k.view = v
	k.mu.Unlock()
	if k.opt.Looked != nil {
		k.opt.Looked(v)
	}
}

func (k *Keeper) settings() settings.Settings { return k.station.Settings() }

func (k *Keeper) plan(ctx context.Context) (Plan, error) {
	l := k.station.Ledger
	founded, err := l.FoundedAt(ctx)
	return PlanOf(k.settings(), l.Identity().Local(founded).Location(), founded), err
}

// ballast lays the ballast down again where there is room, as the ledger's
// writer.
func (k *Keeper) ballast(ctx context.Context) {
	limits := k.settings().Disk
	if _, err := k.station.Ledger.LayBallast(ctx, limits.BallastBytes(), limits.LowWaterBytes()); err != nil && ctx.Err() == nil {
		k.station.Log.Warn("ballast not laid", "error", err)
	}
}

// Done is one task that was done or failed.
type Done struct {
	Task Task `json:"task"`
	Result
	Err error `json:"-"`
}

// Once does what is due now and returns what became of each. The error is for
// what kept it from beginning at all; ErrBusy where another program does it.
func (k *Keeper) Once(ctx context.Context) ([]Done, error) {
	return k.locked(func() ([]Done, error) {
		plan, err := k.plan(ctx)
		if err != nil {
			return nil, err
		}
		s, err := readState(k.station.Dir)
		if err != nil {
			return nil, err
		}
		var all []Done
		now := k.station.Now()
		for _, d := range Ready(now, DueAt(now, plan, s), s) {
			done, err := k.do(ctx, d.Task, &s)
			if err != nil {
				return all, err
			}
			all = append(all, done)
		}
		return all, nil
	})
}

// Now does one task whether it is due or not.
func (k *Keeper) Now(ctx context.Context, task Task) (Done, error) {
	defer k.look(ctx)
	all, err := k.locked(func() ([]Done, error) {
		s, err := readState(k.station.Dir)
		if err != nil {
			return nil, err
		}
		done, err := k.do(ctx, task, &s)
		return []Done{done}, err
	})
	if len(all) == 0 {
		return Done{}, err
	}
	return all[0], err
}

// locked runs do while no other goroutine or program does upkeep here.
func (k *Keeper) locked(do func() ([]Done, error)) (all []Done, err error) {
	k.work.Lock()
	defer k.work.Unlock()
	lock := flock.New(filepath.Join(k.station.Dir, "upkeep.lock"))
	taken, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("taking the data folder for its upkeep: %w", err)
	}
	if !taken {
		return nil, ErrBusy
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	return do()
}

// do does one task and notes what became of it.
func (k *Keeper) do(ctx context.Context, task Task, s *State) (Done, error) {
	r := s.of(task)
	before := *r
	r.Tried = k.station.Now()
	fresh, err := k.run(ctx, task)
	if ctx.Err() != nil {
		return Done{Task: task}, ctx.Err()
	}
	if r.Away = errors.Is(err, backup.ErrAway); err != nil {
		r.Error = err.Error()
	} else {
		fresh.At, fresh.Tried = k.station.Now(), r.Tried
		*r = fresh
	}
	if err != nil && !r.Away {
		k.station.Log.Error("upkeep failed", "task", string(task), "error", err)
	}
	done := Done{Task: task, Result: *r, Err: err}
	if r.Away && before.Away && before.Error == r.Error {
		return done, nil // said already: the disk is asked for every minute
	}
	return done, writeState(k.station.Dir, *s)
}

func (k *Keeper) run(ctx context.Context, task Task) (Result, error) {
	if task == Check {
		return k.check(ctx)
	}
	info, err := backup.Make(ctx, k.source(), k.options(task))
	if err != nil {
		return Result{}, err
	}
	return Result{Path: info.Path, Entries: info.Entries, Receipts: info.Receipts, Head: info.Head, NoKey: info.Key == backup.KeyNone, Wrong: info.Differ}, nil
}

func (k *Keeper) source() backup.Station {
	return backup.Station{Dir: k.station.Dir, Ledger: k.station.Ledger, Catalog: k.station.Catalog}
}

// where is the folder that a task's backups go to.
func (k *Keeper) where(task Task) string {
	b := k.settings().Backup
	switch task {
	case Daily:
		return b.DailyFolder(k.station.Dir)
	case Monthly:
		return b.MonthlyFolder
	case Removable:
		return b.RemovableFolder
	}
	return ""
}

func (k *Keeper) options(task Task) backup.Options {
	b := k.settings().Backup
	o := backup.Options{Folder: k.where(task), Program: k.opt.Program, Now: k.station.Now}
	switch task {
	case Daily:
		o.Kind, o.Keep, o.MakeFolder, o.LowWater = backup.Daily, b.Keep, b.Folder == "", k.settings().Disk.LowWaterBytes()
	case Monthly:
		o.Kind, o.Keep = backup.Monthly, b.KeepMonthly
	case Removable:
		o.Kind, o.Keep, o.Removable = backup.Removable, b.KeepRemovable, true
	}
	return o
}

// check verifies the whole ledger with its tables computed anew beside it, the
// second copy, and the files of every further copy.
func (k *Keeper) check(ctx context.Context) (Result, error) {
	l := k.station.Ledger
	room, err := l.Room(k.settings().Disk.LowWaterBytes())
	if err != nil {
		return Result{}, err
	}
	if room.Low() {
		return Result{}, fmt.Errorf("%w is nearly full, so that the tables were not computed anew beside the ledger; make room on it", store.ErrDisk)
	}
	scratch := filepath.Join(k.station.Dir, "upkeep.scratch.db")
	v, err := l.VerifyWith(ctx, scratch)
	if err != nil {
		return Result{}, err
	}
	r := Result{Entries: v.Entries, Receipts: l.Head().Totals.Receipts, Head: v.Head, Wrong: v.Wrong}
	if err := l.CheckCopies(ctx); err != nil {
		r.Wrong = append(r.Wrong, journal.Finding{Where: FoundInFurtherCopies, What: err.Error()})
	}
	return r, nil
}
