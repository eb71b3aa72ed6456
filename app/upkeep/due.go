// Package upkeep looks after a window's ledger by itself: daily, monthly and
// removable backups, the nightly check in which every table is computed anew, the
// room on the disk and its ballast. What is due is decided by pure functions of
// the time, the settings and what was done; a window runs them every minute, a
// command once.
package upkeep

import (
	"slices"
	"time"

	"outpost/app/settings"
)

// Task is one thing that is to be done again and again.
type Task string

// The tasks, in the order in which they are done. They are said as they are.
const (
	Daily     Task = "daily backup"
	Monthly   Task = "monthly backup"
	Removable Task = "removable backup"
	Check     Task = "check"
)

func tasks() []Task { return []Task{Daily, Monthly, Removable, Check} }

// Plan is when each task is due, from the settings.
type Plan struct {
	// Founded is when the ledger began: nothing was due before that.
	Founded time.Time
	// Zone and At say at what time of day.
	Zone *time.Location
	At   time.Duration
	// Monthly and Removable: folders for them are named.
	Monthly, Removable bool
}

// PlanOf is the plan of a window.
func PlanOf(s settings.Settings, zone *time.Location, founded time.Time) Plan {
	return Plan{
		Founded: founded, Zone: zone, At: s.Backup.Clock(),
		Monthly: s.Backup.MonthlyFolder != "", Removable: s.Backup.RemovableFolder != "",
	}
}

// retryAfter is how long a task that failed is left alone; awayAfter is that of
// one whose disk is not plugged in, which is asked for meanwhile.
const (
	retryAfter = time.Hour
	awayAfter  = time.Minute
)

// clockSlack is how far in the future something may have been done before the
// clock is taken to have gone back, so that it is due again.
const clockSlack = time.Hour

// Due is a task that is to be done.
type Due struct {
	Task Task `json:"task"`
	// Since is when it was due first since it was last done.
	Since time.Time `json:"since"`
}

// DueAt says what is due at a time: each task whose moment has come since it was
// last done. Several missed moments are made up once.
func DueAt(now time.Time, p Plan, s State) (due []Due) {
	for _, task := range tasks() {
		done := s.of(task).At
		if done.After(now.Add(clockSlack)) {
			due = append(due, Due{task, now})
			continue
		}
		if done.Before(p.Founded) {
			done = p.Founded
		}
		if at, planned := p.next(task, done); planned && !at.After(now) {
			due = append(due, Due{task, at})
		}
	}
	return due
}

// Ready are the due tasks to begin now: one that failed a moment ago waits.
func Ready(now time.Time, due []Due, s State) []Due {
	return slices.DeleteFunc(slices.Clone(due), func(d Due) bool {
		r, wait := s.of(d.Task), retryAfter
		if r.Away {
			wait = awayAfter
		}
		return r.Error != "" && !r.Tried.After(now) && now.Sub(r.Tried) < wait
	})
}

// next is the first moment after a time at which a task is due; planned is false
// where it never is.
func (p Plan) next(task Task, after time.Time) (at time.Time, planned bool) {
	y, m, d := after.In(p.Zone).Date()
	switch task {
	case Monthly:
		return p.first(after, p.on(y, m, 1), p.on(y, m+1, 1)), p.Monthly
	case Removable: // the 15th, and the last day: the one before the 1st
		return p.first(after, p.on(y, m, 15), p.on(y, m+1, 0), p.on(y, m+1, 15)), p.Removable
	}
	return p.first(after, p.on(y, m, d), p.on(y, m, d+1)), true
}

// on is the moment of a day; days and months may run over.
func (p Plan) on(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, int(p.At/time.Minute), 0, 0, p.Zone)
}

// first is the first of some moments in order that is after a time; the last
// always is.
func (p Plan) first(after time.Time, moments ...time.Time) time.Time {
	for _, m := range moments {
		if m.After(after) {
			return m
		}
	}
	return moments[len(moments)-1]
}
