package outage

import (
	"fmt"
	"slices"
	"time"

	"outpost/store/incident"
)

// Engine holds one station's view of the HIS. Make one with New or Restore.
type Engine struct {
	limits     Limits
	s          incident.Snapshot
	win        window
	evidence   Evidence      // newest round
	warned     map[Rung]bool // PROBE_CONFIG_WARN given and not yet mended
	now        time.Time     // time of the running or last call
	lastRound  time.Time
	warmUntil  time.Time
	lowerSince time.Time // a lower class holds since
	billOpen   bool
	order      string // id of the order that is being carried out
	out        []incident.Event
}

// Inputs is what the window tells the engine with every tick.
type Inputs struct {
	BillOpen bool // a bill of ours is open; a switch waits until it is completed or parked
}

// New makes the engine of a window that has never seen an incident: mode ONLINE, state NORMAL.
// It fails on limits that do not validate.
func New(limits Limits) (*Engine, error) {
	if err := limits.Validate(); err != nil {
		return nil, fmt.Errorf("limits of the outage clocks: %w", err)
	}
	e := &Engine{limits: limits, warned: map[Rung]bool{}}
	e.s.Mode, e.s.State = incident.ModeOnline, incident.StateNormal
	e.win.reset()
	return e, nil
}

// Restore makes the engine of a window that was restarted at now: same mode, incident and T0, but no probe is
// believed before the warm-up is over. A question that was open is asked again, because nobody could answer it
// while the program was down. The zero Snapshot gives the engine of New.
func Restore(limits Limits, s incident.Snapshot, now time.Time) (*Engine, error) {
	e, err := New(limits)
	if err != nil {
		return nil, err
	}
	now = incident.Stamp(now)
	if s.Mode == "" && s.State == "" && s.Current == nil {
		e.warmUntil = now.Add(limits.WarmUp.D())
		return e, nil
	}
	if err := check(s); err != nil {
		return nil, fmt.Errorf("restore the state of the outage: %w", err)
	}
	e.s = s.Clone()
	if e.s.Current != nil {
		e.s.Current.AskedAt = time.Time{}
	}
	if e.s.State == incident.StateSuspect {
		e.s.State = incident.StateNormal
	}
	if e.s.Mode == incident.ModeStandalone && e.s.Current == nil {
		e.adopt(now)
	}
	if now.Before(e.s.At.Add(-limits.LoopGap.D())) {
		e.shift(now.Sub(e.s.At))
	}
	e.now, e.warmUntil = now, now.Add(limits.WarmUp.D())
	e.stableAnew()
	return e, nil
}

// adopt gives a window that charges stand-alone without an incident one, so that there is a way back.
func (e *Engine) adopt(now time.Time) {
	from := e.s.ModeSince
	if from.IsZero() {
		from = now
	}
	e.open(from)
	e.s.Current.Found, e.s.Current.StableFrom = now, now
	e.s.State, e.s.StateSince = incident.StateRecovering, now
}

// check refuses a snapshot whose words do not fit together.
func check(s incident.Snapshot) error {
	if s.Mode != incident.ModeOnline && s.Mode != incident.ModeStandalone {
		return fmt.Errorf("mode %q: %w", s.Mode, incident.ErrUnknownWord)
	}
	switch s.State {
	case incident.StateNormal, incident.StateSuspect:
		return nil
	case incident.StateBrownout, incident.StateOutage, incident.StateRecovering, incident.StateReady:
		if s.Current == nil || s.Current.T0.IsZero() {
			return fmt.Errorf("state %s without an incident and its T0", s.State)
		}
		return nil
	}
	return fmt.Errorf("state %q: %w", s.State, incident.ErrUnknownWord)
}

// Snapshot returns all that a restart needs. The caller keeps it together with the events of the call before it.
func (e *Engine) Snapshot() incident.Snapshot {
	s := e.s.Clone()
	s.At = e.now
	return s
}

// Round takes one round of probes in and returns what follows from it, oldest first. Every event is a line of the
// timeline; the caller journals them together with Snapshot.
func (e *Engine) Round(now time.Time, ev Evidence) []incident.Event {
	e.begin(now)
	if !e.lastRound.IsZero() && e.now.Sub(e.lastRound) > e.limits.LoopGap.D() && len(e.win.rounds) > 0 {
		e.discard("gap")
	}
	e.lastRound = e.now
	ev.At = incident.Stamp(ev.At)
	if ev.At.IsZero() || ev.At.After(e.now) || e.now.Sub(ev.At) > e.limits.LoopGap.D() {
		ev.At = e.now
	}
	e.evidence = ev
	e.warnConfig(ev)
	if r, ok := judge(ev, e.limits); ok {
		e.win.add(r, e.now, e.limits)
	}
	return e.finish()
}

// Tick moves the clocks; call it about once a second and whenever a bill is opened, completed or parked.
func (e *Engine) Tick(now time.Time, in Inputs) []incident.Event {
	e.begin(now)
	e.billOpen = in.BillOpen
	return e.finish()
}

// Confirm is the cashier's one key: yes, switch. Without an open question it does nothing.
func (e *Engine) Confirm(now time.Time) []incident.Event {
	e.begin(now)
	if c := e.s.Current; c != nil && !c.AskedAt.IsZero() && c.Pending == nil {
		e.requestSwitch(howConfirmed)
	}
	return e.finish()
}

// begin takes the time of a call in. A gap in the station's own loop (sleep, freeze) and a step of the clock throw
// the windows away; a clock put back moves the running clocks with it, so that no deadline goes out of reach.
func (e *Engine) begin(now time.Time) {
	now = incident.Stamp(now)
	last := e.now
	e.now = now
	if last.IsZero() {
		return
	}
	switch d := now.Sub(last); {
	case d > e.limits.LoopGap.D():
		e.discard("gap")
	case d < -e.limits.LoopGap.D():
		e.shift(d)
		e.discard("clock")
	}
}

// discard throws windows and peers away and warms up.
func (e *Engine) discard(why string) {
	e.win.reset()
	e.evidence = Evidence{}
	e.lowerSince, e.lastRound = time.Time{}, time.Time{}
	e.warmUntil = e.now.Add(e.limits.WarmUp.D())
	if e.s.Current != nil && e.s.Current.Pending == nil {
		e.s.Current.AskedAt = time.Time{}
	}
	e.stableAnew()
	e.emit(incident.CodeLocalHealthDiscard, why)
}

// stableAnew starts the stable time again: what nobody watched was not seen to be stable.
func (e *Engine) stableAnew() {
	if e.s.State == incident.StateRecovering {
		e.s.Current.StableFrom = e.now
	}
}

// shift moves every kept time by d.
func (e *Engine) shift(d time.Duration) {
	times := []*time.Time{&e.s.ModeSince, &e.s.StateSince}
	if c := e.s.Current; c != nil {
		times = append(times, &c.T0, &c.Found, &c.Determined, &c.Declared, &c.CauseAt, &c.HoldUntil, &c.AskedAt, &c.StableFrom, &c.SavesFrom)
		for i := range c.Relapses {
			times = append(times, &c.Relapses[i])
		}
		if c.Pending != nil {
			times = append(times, &c.Pending.Since)
		}
	}
	if e.s.Muted != nil {
		times = append(times, &e.s.Muted.Until, &e.s.Muted.T0)
	}
	for i := range e.s.Reports {
		times = append(times, &e.s.Reports[i].At)
	}
	for _, t := range times {
		if !t.IsZero() {
			*t = t.Add(d)
		}
	}
}

// finish lets everything follow that is due and hands the events over.
func (e *Engine) finish() []incident.Event {
	e.forgetReports()
	for range 4 { // a call moves through a few states at most
		if !e.step() {
			break
		}
	}
	e.advanceClass()
	e.advanceClocks()
	e.advanceSwitch()
	out := e.out
	e.out, e.order = nil, ""
	return out
}

// emit adds a line to the timeline, with mode and state as they are now.
func (e *Engine) emit(code incident.Code, args ...string) {
	ev := incident.Event{At: e.now, Code: code, Args: args, Order: e.order, Mode: e.s.Mode, State: e.s.State}
	if e.s.Current != nil {
		ev.Incident = e.s.Current.ID
	}
	e.out = append(e.out, ev)
}

// once emits what an incident says once only.
func (e *Engine) once(code incident.Code, args ...string) {
	if c := e.s.Current; c != nil && !slices.Contains(c.Told, code) {
		c.Told = append(c.Told, code)
		e.emit(code, args...)
	}
}

func (e *Engine) warming() bool { return e.now.Before(e.warmUntil) }

// warnConfig says once that a probe is set up wrongly, until it has worked again.
func (e *Engine) warnConfig(ev Evidence) {
	for _, x := range ev.Readings {
		if x.Outcome != OutcomeConfig {
			delete(e.warned, x.Rung)
			continue
		}
		if !e.warned[x.Rung] {
			e.warned[x.Rung] = true
			e.emit(incident.CodeProbeConfigWarn, string(x.Rung))
		}
	}
}
