package outage

import (
	"slices"
	"time"

	"outpost/store/incident"
)

// deadline is something that the running clocks will do.
type deadline struct {
	Code incident.Code
	At   time.Time
}

// classify applies the class table to the present evidence.
func (e *Engine) classify() (incident.Class, incident.Confidence) {
	own := Standing{
		Segment: e.evidence.Segment, Down: e.win.verdict != VerdictUp || e.reportsBad(),
		CarrierLost: e.evidence.failed(RungCarrier), Spoke: e.win.spoke(e.limits.DownWindow),
	}
	if g, ok := e.evidence.reading(RungGateway); ok {
		own.GatewayOK = g.Outcome == OutcomeOK || g.Outcome == OutcomeSlow
	}
	if e.s.Current != nil {
		own.Neighbours = e.s.Current.Neighbours
	}
	return Classify(own, e.peers())
}

// advanceClass raises the class at once and lowers it only after it has been lower for LowerClass. A declared class
// stands until a person changes it.
func (e *Engine) advanceClass() {
	c := e.s.Current
	active := e.s.State == incident.StateOutage || e.s.State == incident.StateBrownout
	if c == nil || !active || !c.Declared.IsZero() || e.warming() || !e.evident() {
		e.lowerSince = time.Time{}
		return
	}
	class, sure := e.classify()
	switch {
	case class == c.Class:
		c.Confidence, e.lowerSince = sure, time.Time{}
	case class.Above(c.Class):
		e.lowerSince = time.Time{}
		e.changeClass(class, sure)
	case e.lowerSince.IsZero():
		e.lowerSince = e.now
	case e.now.Sub(e.lowerSince) >= e.limits.LowerClass.D():
		e.changeClass(class, sure)
	}
	e.notePart()
}

// evident: there is something to judge the class by. A HIS that answers again proves nothing of who was affected.
func (e *Engine) evident() bool {
	return e.win.failing() || e.win.verdict == VerdictDegraded || e.reportsBad()
}

func (e *Engine) changeClass(class incident.Class, sure incident.Confidence) {
	c := e.s.Current
	up := class.Above(c.Class)
	c.Class, c.Confidence, e.lowerSince = class, sure, time.Time{}
	code := incident.CodeClassDown
	if up {
		code = incident.CodeClassUp
	}
	e.emit(code, class.String())
	if e.s.State == incident.StateOutage {
		e.tellClass()
	}
}

// notePart keeps what broke, when the newest failed round says it.
func (e *Engine) notePart() {
	for i := len(e.win.rounds) - 1; i >= 0; i-- {
		if r := e.win.rounds[i]; r.failed {
			if r.part != incident.PartUnknown {
				e.s.Current.Part = r.part
			}
			return
		}
	}
}

// tellClass emits what the table does at once for the incident's class. Leaders of class 1 wait for the information
// department's answer, LeadersUndecided at most (plan R13).
func (e *Engine) tellClass() {
	c := e.s.Current
	switch c.Class {
	case incident.Class1:
		if !c.Determined.IsZero() {
			e.once(incident.CodeNotifyLeaders, "determined")
		}
	case incident.Class2:
		e.once(incident.CodeNotifyNetAdmin)
		e.once(incident.CodeNotifyDeptHeads)
		if e.byServer() {
			e.once(incident.CodeNotifySoftwareVendor)
		} else {
			e.once(incident.CodeOfferBorrow)
		}
	default:
		e.once(incident.CodeNotifyNetAdmin)
		e.once(incident.CodeRegisterFault)
		e.once(incident.CodeOfferBorrow)
	}
}

func (e *Engine) byServer() bool {
	p := e.s.Current.Part
	return p == incident.PartServer || p == incident.PartDatabase
}

// warnAt is when the cashier is warned: in class 1, U and 2 by network. Zero: never.
func (e *Engine) warnAt() time.Time {
	c := e.s.Current
	if c.Class == incident.Class3 || (c.Class == incident.Class2 && e.byServer()) {
		return time.Time{}
	}
	return c.T0.Add(e.limits.WarnBeforeSwitch.D())
}

// switchAt is when the switch is due, a HOLD included. Zero: class 3 never switches by itself (reading 6).
func (e *Engine) switchAt() time.Time {
	c := e.s.Current
	at := c.T0.Add(e.limits.Switch.D())
	switch {
	case c.Class == incident.Class3:
		return time.Time{}
	case c.Class == incident.Class2 && e.byServer():
		at = c.T0.Add(e.limits.SwitchClass2.D())
	}
	if at.Before(c.HoldUntil) {
		at = c.HoldUntil
	}
	return at
}

// leadersAt is when the leaders are told: class 1 without the centre's answer (plan R13), any but class 3 without a
// recorded cause (plan R6). Zero: never.
func (e *Engine) leadersAt() (at time.Time, why string) {
	c := e.s.Current
	if c.Class == incident.Class3 {
		return time.Time{}, ""
	}
	if c.CauseAt.IsZero() {
		at, why = c.T0.Add(e.limits.LeadersNoCause.D()), "no_cause"
	}
	if first := c.Found.Add(e.limits.LeadersUndecided.D()); c.Class == incident.Class1 && (at.IsZero() || first.Before(at)) {
		at, why = first, "undetermined"
	}
	return at, why
}

// clocks lists what is still to come of the open incident, in no order.
func (e *Engine) clocks() []deadline {
	c := e.s.Current
	var out []deadline
	add := func(code incident.Code, at time.Time) {
		if !at.IsZero() && !slices.Contains(c.Told, code) {
			out = append(out, deadline{code, at})
		}
	}
	leaders, _ := e.leadersAt()
	add(incident.CodeNotifyLeaders, leaders)
	if e.s.Mode == incident.ModeOnline && c.Pending == nil {
		add(incident.CodeWarnBeforeSwitch, e.warnAt())
	}
	if c.Class == incident.Class1 {
		add(incident.CodeDeptsToManual, c.T0.Add(e.limits.DeptsToManual.D()))
	}
	return out
}

// advanceClocks carries out what the plan's clocks make due while the outage goes on. A HIS that answers, if only
// slowly, stops them: slowness alone has no clock.
func (e *Engine) advanceClocks() {
	if e.s.State != incident.StateOutage || e.warming() || (e.win.verdict == VerdictDegraded && !e.win.failing()) {
		return
	}
	for _, d := range e.clocks() {
		if d.At.After(e.now) {
			continue
		}
		switch d.Code {
		case incident.CodeNotifyLeaders:
			_, why := e.leadersAt()
			e.once(d.Code, why)
		case incident.CodeWarnBeforeSwitch:
			e.once(d.Code, "at="+stampText(e.switchAt()))
		default:
			e.once(d.Code)
		}
	}
}

func stampText(t time.Time) string { return t.UTC().Format(time.RFC3339) }
