package incident

import (
	"slices"
	"time"
)

// Snapshot is all that the outage engine must know again after a restart. The store writes it as the body of a
// journal entry; probe windows are not in it, they are gathered anew during the warm-up.
type Snapshot struct {
	At          time.Time `json:"at"` // when it was taken
	Mode        Mode      `json:"mode"`
	ModeSince   time.Time `json:"mode_since,omitzero"`
	State       State     `json:"state"`
	StateSince  time.Time `json:"state_since,omitzero"`
	Current     *Record   `json:"current,omitempty"`     // the open incident
	Muted       *Mute     `json:"muted,omitempty"`       // after FALSE_ALARM
	Maintenance *Window   `json:"maintenance,omitempty"` // after MAINT, until it is over
	Reports     []Report  `json:"reports,omitempty"`     // people's reports of the last minutes (plan R1)
}

// Record is one incident: its clocks and what has been done so far.
type Record struct {
	ID         string      `json:"id"`                  // from T0, the same on every replay
	T0         time.Time   `json:"t0"`                  // first failed evidence or verified report (reading 2)
	Found      time.Time   `json:"found"`               // published by the detector or a person
	Determined time.Time   `json:"determined,omitzero"` // the information department answered (plan R13)
	Declared   time.Time   `json:"declared,omitzero"`   // a person fixed the class
	AckedBy    string      `json:"acked_by,omitempty"`
	CauseAt    time.Time   `json:"cause_at,omitzero"` // the cause was recorded (plan R6)
	Class      Class       `json:"class"`
	Confidence Confidence  `json:"confidence,omitempty"`
	Part       Part        `json:"part,omitempty"`
	Neighbours string      `json:"neighbours,omitempty"` // ok or down, as a person said
	Told       []Code      `json:"told,omitempty"`       // what was said once and is not said again
	Relapses   []time.Time `json:"relapses,omitempty"`
	Holds      int         `json:"holds,omitempty"`
	HoldUntil  time.Time   `json:"hold_until,omitzero"`
	AskedAt    time.Time   `json:"asked_at,omitzero"` // the cashier was asked to switch
	Pending    *Pending    `json:"pending,omitempty"` // a switch that waits for an open bill
	StableFrom time.Time   `json:"stable_from,omitzero"`
	SavesFrom  time.Time   `json:"saves_from,omitzero"` // saves fail now and then since (brown-out)
}

// Pending is a switch to stand-alone that waits until the open bill is completed or parked.
type Pending struct {
	Since time.Time `json:"since"`
	How   string    `json:"how"`             // auto, confirmed or order
	Order string    `json:"order,omitempty"` // id of the order
}

// Mute remembers an incident that was called a false alarm. While the HIS stays down it is the same incident.
type Mute struct {
	Until    time.Time `json:"until"`
	Incident string    `json:"incident"`
	T0       time.Time `json:"t0"`
}

// Report is one report of a person that the engine still weighs.
type Report struct {
	At      time.Time `json:"at"`
	Symptom Symptom   `json:"symptom"`
}

// Window is a span of time, from inclusive, to exclusive.
type Window struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Contains reports whether t lies in the window.
func (w Window) Contains(t time.Time) bool { return !t.Before(w.From) && t.Before(w.To) }

// Clone copies the snapshot so deeply that neither copy can change the other.
func (s Snapshot) Clone() Snapshot {
	if s.Current != nil {
		c := *s.Current
		c.Told = slices.Clone(c.Told)
		c.Relapses = slices.Clone(c.Relapses)
		if c.Pending != nil {
			p := *c.Pending
			c.Pending = &p
		}
		s.Current = &c
	}
	if s.Muted != nil {
		m := *s.Muted
		s.Muted = &m
	}
	if s.Maintenance != nil {
		w := *s.Maintenance
		s.Maintenance = &w
	}
	s.Reports = slices.Clone(s.Reports)
	return s
}
