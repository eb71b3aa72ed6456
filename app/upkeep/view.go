package upkeep

import (
	"time"

	"outpost/store"
)

// Level is how loudly something must be said.
type Level string

// The levels.
const (
	Good  Level = "good"
	Ask   Level = "ask"   // somebody is to do something, such as plugging a disk in
	Late  Level = "late"  // it failed or was not done in time
	Alarm Level = "alarm" // what protects the ledger is missing or wrong
)

// askFor is how long a person may take before a missing backup is late, lateFor
// how long it may then be before that is an alarm.
const (
	askFor  = 3 * 24 * time.Hour
	lateFor = 36 * time.Hour
)

// TaskView is how one task stands.
type TaskView struct {
	Task Task `json:"task"`
	// Planned is false where the settings name no folder for it.
	Planned bool `json:"planned"`
	// DueSince is since when it waits; zero where it was done.
	DueSince time.Time `json:"due_since,omitzero"`
	// Where is the folder that it goes to; empty for the check.
	Where string `json:"where,omitempty"`
	Result
	Level Level `json:"level"`
}

// View is how upkeep stands.
type View struct {
	Tasks []TaskView `json:"tasks"`
	Room  store.Room `json:"room"`
	// RoomLow: everything but charging has stopped writing.
	RoomLow bool `json:"room_low"`
	// BallastMissing: the settings ask for one and it is not laid whole: the disk was
	// or nearly is full, or no window has run here yet.
	BallastMissing bool `json:"ballast_missing"`
}

// Level is the gravest level of all.
func (v View) Level() Level {
	worst, order := Good, map[Level]int{Good: 0, Ask: 1, Late: 2, Alarm: 3}
	look := func(l Level) {
		if order[l] > order[worst] {
			worst = l
		}
	}
	for _, t := range v.Tasks {
		look(t.Level)
	}
	if v.RoomLow {
		look(Alarm)
	}
	return worst
}

// viewOf says how each task stands at a time.
func viewOf(now time.Time, p Plan, s State) []TaskView {
	waiting := map[Task]time.Time{}
	for _, d := range DueAt(now, p, s) {
		waiting[d.Task] = d.Since
	}
	var all []TaskView
	for _, task := range tasks() {
		_, planned := p.next(task, now)
		v := TaskView{Task: task, Planned: planned, Result: *s.of(task), DueSince: waiting[task]}
		v.Level = v.judge(now)
		all = append(all, v)
	}
	return all
}

// judge says how loudly a task must be said.
func (v TaskView) judge(now time.Time) Level {
	waits := now.Sub(v.DueSince)
	switch {
	case len(v.Wrong) > 0:
		return Alarm
	case !v.Planned || v.DueSince.IsZero():
		return Good
	case v.Task == Removable && waits < askFor:
		return Ask
	case v.Task == Removable && waits < askFor+lateFor, waits < lateFor && v.Error != "":
		return Late
	case waits < lateFor: // it is about to be done
		return Good
	}
	return Alarm
}
