package outage

import (
	"time"

	"outpost/store/incident"
)

// View is what a screen shows: facts only, the sentence is made where the language is known. A zero time means that
// there is none; a duration is what is left at Now, negative when it has passed.
type View struct {
	Now        time.Time
	Mode       incident.Mode
	ModeSince  time.Time
	State      incident.State
	StateSince time.Time
	Verdict    Verdict
	LastRound  time.Time // newest evidence
	WarmUntil  time.Time // set while warming up
	Shortened  bool      // limits differ from the plan; the screen must say so

	Incident   string // id, "" without an incident
	T0         time.Time
	Found      time.Time
	Determined time.Time
	Declared   time.Time
	CauseKnown bool
	Class      incident.Class
	Confidence incident.Confidence
	Part       incident.Part
	Relapses   int // within the last hour

	SwitchAt     time.Time // due, a HOLD included; zero in class 3 and when stand-alone already
	SwitchIn     time.Duration
	ManualAt     time.Time // other departments go manual; class 1 only
	ManualIn     time.Duration
	ManualDone   bool      // DEPTS_TO_MANUAL has been given
	AskUntil     time.Time // the question to switch is open until then
	AskIn        time.Duration
	AskNeigh     bool // and asks about the neighbours
	Pending      bool // the switch waits for the open bill
	PendingSince time.Time
	HoldUntil    time.Time // set while a HOLD runs
	HoldsLeft    int
	StableUntil  time.Time // RECOVERING: READY or closed at this time, if nothing fails
	OfferSwitch  bool      // brown-out: stand-alone by order may be offered (reading 9)
	CanReturn    bool      // RETURN would be accepted from a head or leader with a reason
	MutedUntil   time.Time
	Maintenance  *incident.Window

	Next   incident.Code // what the clocks will do next, "" for nothing
	NextAt time.Time
	NextIn time.Duration
}

// View shows the engine at now without changing it.
func (e *Engine) View(now time.Time) View {
	now = incident.Stamp(now)
	v := View{
		Now: now, Mode: e.s.Mode, ModeSince: e.s.ModeSince, State: e.s.State, StateSince: e.s.StateSince,
		Verdict: e.win.verdict, LastRound: e.lastRound, Shortened: e.limits.Shortened(),
		OfferSwitch: e.s.State == incident.StateBrownout && e.s.Mode == incident.ModeOnline,
		CanReturn:   e.refuseReturn(false) == "",
	}
	if now.Before(e.warmUntil) {
		v.WarmUntil = e.warmUntil
	}
	if m := e.s.Muted; m != nil && now.Before(m.Until) {
		v.MutedUntil = m.Until
	}
	if w := e.s.Maintenance; w != nil {
		span := *w
		v.Maintenance = &span
	}
	if e.s.Current != nil {
		e.viewIncident(&v)
		e.viewClocks(&v)
	}
	return v
}

func (e *Engine) viewIncident(v *View) {
	c := e.s.Current
	v.Incident, v.T0, v.Found, v.Determined, v.Declared = c.ID, c.T0, c.Found, c.Determined, c.Declared
	v.CauseKnown = !c.CauseAt.IsZero()
	v.Class, v.Confidence, v.Part = c.Class, c.Confidence, c.Part
	v.Relapses = e.relapses()
	v.HoldsLeft = max(0, e.limits.HoldsMost-c.Holds)
	if c.HoldUntil.After(v.Now) {
		v.HoldUntil = c.HoldUntil
	}
	if c.Pending != nil {
		v.Pending, v.PendingSince = true, c.Pending.Since
	}
	for _, code := range c.Told {
		v.ManualDone = v.ManualDone || code == incident.CodeDeptsToManual
	}
}

// viewClocks fills in what is to come. In RECOVERING the clocks go on, but nothing switches while the HIS is up.
func (e *Engine) viewClocks(v *View) {
	c := e.s.Current
	running := v.State == incident.StateOutage || v.State == incident.StateRecovering
	if running && v.Mode == incident.ModeOnline && !v.Pending {
		v.SwitchAt, v.SwitchIn = left(e.switchAt(), v.Now)
	}
	if running && c.Class == incident.Class1 {
		v.ManualAt, v.ManualIn = left(c.T0.Add(e.limits.DeptsToManual.D()), v.Now)
	}
	if !c.AskedAt.IsZero() && !v.Pending {
		v.AskUntil, v.AskIn = left(c.AskedAt.Add(e.limits.Answer.D()), v.Now)
		v.AskNeigh = e.asksNeighbours()
	}
	if v.State == incident.StateRecovering {
		v.StableUntil = c.StableFrom.Add(e.stableFor())
	}
	e.viewNext(v)
}

func (e *Engine) viewNext(v *View) {
	next := func(code incident.Code, at time.Time) {
		if at.After(v.Now) && (v.NextAt.IsZero() || at.Before(v.NextAt)) {
			v.Next, v.NextAt = code, at
		}
	}
	switch v.State {
	case incident.StateOutage:
		for _, d := range e.clocks() {
			next(d.Code, d.At)
		}
		if v.AskUntil.IsZero() {
			next(incident.CodeAskSwitch, v.SwitchAt)
		} else {
			next(incident.CodeStandaloneStart, v.AskUntil)
		}
	case incident.StateRecovering:
		code := incident.CodeIncidentClosed
		if v.Mode == incident.ModeStandalone {
			code = incident.CodeReadyToReturn
		}
		next(code, v.StableUntil)
	}
	if !v.NextAt.IsZero() {
		v.NextIn = v.NextAt.Sub(v.Now)
	}
}

// left returns at and what is left of it at now; nothing for the zero time.
func left(at, now time.Time) (time.Time, time.Duration) {
	if at.IsZero() {
		return at, 0
	}
	return at, at.Sub(now)
}
