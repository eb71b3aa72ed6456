package outage

import (
	"strconv"
	"time"

	"outpost/store/incident"
)

// step takes at most one transition of the state table and reports whether it did.
func (e *Engine) step() bool {
	e.endMute()
	if e.endMaintenance() {
		return true
	}
	e.followSaves()
	switch e.s.State {
	case incident.StateBrownout:
		return e.stepBrownout()
	case incident.StateOutage:
		return e.stepOutage()
	case incident.StateRecovering:
		return e.stepRecovering()
	case incident.StateReady:
		return e.stepReady()
	}
	return e.stepNormal()
}

func (e *Engine) enter(s incident.State) { e.s.State, e.s.StateSince = s, e.now }

// confirmedDown: down for the settling time and still failing, outside warm-up.
func (e *Engine) confirmedDown() bool {
	return e.win.verdict == VerdictDown && !e.win.answered() && !e.warming() && e.now.Sub(e.win.downSince) >= e.limits.Settle.D()
}

func (e *Engine) stepNormal() bool {
	muted := e.muted()
	switch {
	case !muted && e.confirmedDown():
		e.openOutage(e.onset())
		return true
	case !muted && !e.warming() && (e.win.verdict == VerdictDegraded || e.reportsBad()):
		e.openBrownout()
		return true
	case e.s.State == incident.StateNormal && !muted && len(e.win.rounds) > 0 && !e.win.answered():
		e.enter(incident.StateSuspect)
		return true
	case e.s.State == incident.StateSuspect && (muted || (e.win.answered() && e.win.verdict != VerdictDown) || len(e.win.rounds) == 0):
		e.enter(incident.StateNormal)
		return true
	}
	return false
}

// onset is T0 of a station that is down: the upper median of the onsets of all that are down, or the first report
// of a person when that came earlier (plan reading 2).
func (e *Engine) onset() time.Time {
	onsets := []time.Time{e.win.onset}
	for _, p := range e.peers() {
		if p.Down && !p.Onset.IsZero() {
			onsets = append(onsets, incident.Stamp(p.Onset))
		}
	}
	t0 := upperMedian(onsets)
	for _, r := range e.s.Reports {
		if r.At.Before(t0) {
			t0 = r.At
		}
	}
	return t0
}

// open starts an incident. While the HIS stays down after a FALSE_ALARM it is the same incident with the same T0.
func (e *Engine) open(t0 time.Time) *incident.Record {
	id := "I" + t0.UTC().Format("20060102T150405.000000Z")
	if m := e.s.Muted; m != nil {
		id, t0 = m.Incident, m.T0
		e.s.Muted = nil
	}
	e.s.Current = &incident.Record{ID: id, T0: t0, Found: e.now}
	e.lowerSince = time.Time{}
	return e.s.Current
}

func (e *Engine) openOutage(t0 time.Time) {
	e.open(t0)
	e.publishOutage()
}

// publishOutage enters OUTAGE with the class as far as known and tells whom the table names.
func (e *Engine) publishOutage() {
	e.enter(incident.StateOutage)
	c := e.s.Current
	if c.Declared.IsZero() {
		c.Class, c.Confidence = e.classify()
	}
	e.notePart()
	e.once(incident.CodeReportInfoCenter, "class="+c.Class.String())
	e.tellClass()
}

func (e *Engine) openBrownout() {
	first := e.now
	if n, at := e.win.hard(e.limits); n > e.limits.DegradedLeave {
		first = at
	} else if e.win.verdict == VerdictDegraded {
		first = firstBad(e.win.last(e.limits.DegradedWindow))
	}
	if e.reportsBad() && e.s.Reports[0].At.Before(first) {
		first = e.s.Reports[0].At
	}
	c := e.open(first)
	e.enter(incident.StateBrownout)
	c.Class, c.Confidence = e.classify()
	e.notePart()
	e.followSaves()
	e.once(incident.CodeReportInfoCenter, "class="+c.Class.String(), "brownout")
}

func firstBad(rs []round) time.Time {
	for _, r := range rs {
		if r.bad() {
			return r.at
		}
	}
	return time.Time{}
}

// followSaves keeps since when saves fail now and then; slowness alone never starts this clock (reading 9).
func (e *Engine) followSaves() {
	c := e.s.Current
	if c == nil || e.s.State != incident.StateBrownout {
		return
	}
	n, first := e.win.hard(e.limits)
	switch reports := e.reportsBad(); {
	case n <= e.limits.DegradedLeave && !reports && !e.warming():
		c.SavesFrom = time.Time{}
	case c.SavesFrom.IsZero() && n > e.limits.DegradedLeave:
		c.SavesFrom = first
	case c.SavesFrom.IsZero() && reports:
		c.SavesFrom = e.firstSaveReport()
	}
}

func (e *Engine) stepBrownout() bool {
	c := e.s.Current
	lasting := !c.SavesFrom.IsZero() && e.now.Sub(c.SavesFrom) >= e.limits.BrownoutOutage.D()
	switch {
	case e.muted():
		return false
	case e.confirmedDown() || (lasting && !e.warming()):
		if !c.SavesFrom.IsZero() {
			c.T0 = c.SavesFrom
		} else {
			c.T0 = e.win.onset
		}
		c.Told = without(c.Told, incident.CodeReportInfoCenter)
		e.publishOutage()
		return true
	case e.healthy():
		e.calm()
		return true
	}
	return false
}

// healthy: this station finds the HIS usable and nobody says otherwise.
func (e *Engine) healthy() bool {
	return e.win.verdict == VerdictUp && !e.reportsBad() && !e.warming()
}

// calm ends an incident that never was an outage; a window that charges stand-alone waits until it is stable.
func (e *Engine) calm() {
	if e.s.Mode == incident.ModeStandalone || e.s.Current.Pending != nil {
		e.startRecovering()
		return
	}
	e.closeIncident()
}

func (e *Engine) stepOutage() bool {
	if !e.healthy() {
		return false
	}
	e.startRecovering()
	return true
}

func (e *Engine) startRecovering() {
	c := e.s.Current
	e.enter(incident.StateRecovering)
	c.StableFrom, c.AskedAt, c.SavesFrom = e.now, time.Time{}, time.Time{}
	if c.Pending != nil && c.Pending.How != howOrder {
		c.Pending = nil
	}
	e.emit(incident.CodeRecoveryCandidate)
}

func (e *Engine) stepRecovering() bool {
	c := e.s.Current
	switch {
	case e.win.verdict == VerdictDown && !e.warming():
		c.Relapses = append(c.Relapses, e.now)
		e.enter(incident.StateOutage)
		e.notePart()
		e.emit(incident.CodeRelapse, strconv.Itoa(e.relapses()))
		return true
	case e.win.verdict == VerdictDegraded || e.reportsBad():
		c.StableFrom = e.now
	case e.win.verdict == VerdictUp && !e.warming() && !e.now.Before(c.StableFrom.Add(e.stableFor())) && c.Pending == nil:
		e.recovered()
		return true
	}
	return false
}

// recovered ends RECOVERING: the return itself is a person's order (reading 5).
func (e *Engine) recovered() {
	if e.s.Mode == incident.ModeOnline {
		e.closeIncident()
		return
	}
	e.enter(incident.StateReady)
	e.emit(incident.CodeReadyToReturn, "hold="+strconv.Itoa(int(e.stableFor()/time.Second)))
}

func (e *Engine) closeIncident() {
	e.enter(incident.StateNormal)
	e.emit(incident.CodeIncidentClosed)
	e.s.Current = nil
}

// stepReady: a failure after recovery is a new incident with its own T0; the mode stays STANDALONE.
func (e *Engine) stepReady() bool {
	if e.muted() || !e.confirmedDown() {
		return false
	}
	t0 := e.onset()
	e.closeIncident()
	e.openOutage(t0)
	return true
}

// relapses counts those that still double the stable time.
func (e *Engine) relapses() int {
	n := 0
	for _, at := range e.s.Current.Relapses {
		if e.now.Sub(at) <= e.limits.RelapseMemory.D() {
			n++
		}
	}
	return n
}

// stableFor is how long the HIS has to be up: doubled per relapse of the last hour, StableMost at most.
func (e *Engine) stableFor() time.Duration {
	d, most := e.limits.Stable.D(), e.limits.StableMost.D()
	for range e.relapses() {
		if d >= most/2 {
			return most
		}
		d *= 2
	}
	return d
}
