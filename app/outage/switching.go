package outage

import (
	"time"

	"outpost/store/incident"
)

// How a switch came about, the first argument of STANDALONE_START.
const (
	howAuto      = "auto"
	howConfirmed = "confirmed"
	howOrder     = "order"
)

// advanceSwitch asks the cashier when the switch is due, and switches by itself when nobody answers. It asks and
// switches only on fresh proof that the HIS still fails.
func (e *Engine) advanceSwitch() {
	c := e.s.Current
	if c == nil || e.s.Mode == incident.ModeStandalone {
		return
	}
	if c.Pending != nil {
		if !e.billOpen && (c.Pending.How == howOrder || !e.warming()) {
			e.switchNow(c.Pending.How, c.Pending.Order)
		}
		return
	}
	at := e.switchAt()
	if e.s.State != incident.StateOutage || at.IsZero() || e.now.Before(at) {
		c.AskedAt = time.Time{}
		return
	}
	if e.warming() || !(e.win.failing() || (e.reportsBad() && e.win.verdict == VerdictUp)) {
		return
	}
	if c.AskedAt.IsZero() {
		e.ask()
		return
	}
	if !e.now.Before(c.AskedAt.Add(e.limits.Answer.D())) {
		e.requestSwitch(howAuto)
	}
}

// ask puts the question. A window that hears nobody is asked about its neighbours too (reading 6).
func (e *Engine) ask() {
	e.s.Current.AskedAt = e.now
	args := []string{"until=" + stampText(e.now.Add(e.limits.Answer.D()))}
	if e.asksNeighbours() {
		args = append(args, "neighbours")
	}
	e.emit(incident.CodeAskSwitch, args...)
}

func (e *Engine) asksNeighbours() bool {
	return e.s.Current.Class == incident.ClassUnknown && e.s.Current.Neighbours == ""
}

// requestSwitch switches, or waits for the open bill first.
func (e *Engine) requestSwitch(how string) {
	if !e.billOpen {
		e.switchNow(how, e.order)
		return
	}
	e.s.Current.Pending = &incident.Pending{Since: e.now, How: how, Order: e.order}
	e.emit(incident.CodeSwitchWaitsForBill)
}

// switchNow changes the mode. In class 2 by server or database the departments of that area without such a program
// go manual at the same time (plan R18).
func (e *Engine) switchNow(how, order string) {
	c := e.s.Current
	e.order = order
	c.AskedAt, c.Pending, c.HoldUntil = time.Time{}, nil, time.Time{}
	e.s.Mode, e.s.ModeSince = incident.ModeStandalone, e.now
	e.emit(incident.CodeStandaloneStart, how, "class="+c.Class.String())
	if c.Class == incident.Class2 && e.byServer() && e.s.State == incident.StateOutage {
		e.once(incident.CodeDeptsToManual, "area")
	}
}
