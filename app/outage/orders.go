package outage

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"outpost/store/incident"
)

// ErrRejected is what every refused order matches with errors.Is.
var ErrRejected = errors.New("order rejected")

// Rejected says which order was refused and why; Why is the word that the timeline shows.
type Rejected struct {
	Kind incident.OrderKind
	Why  incident.Refusal
}

// Error is a sentence for a technician; the window's own sentence is found under Kind and Why.
func (r *Rejected) Error() string { return fmt.Sprintf("order %s rejected: %s", r.Kind, r.Why) }

// Is matches ErrRejected.
func (r *Rejected) Is(target error) bool { return target == ErrRejected }

// Order carries out what a person ordered, or refuses it: then the error is a *Rejected and the events hold the
// line ORDER_REJECTED. The role must have been proved by the caller.
func (e *Engine) Order(now time.Time, o incident.Order) ([]incident.Event, error) {
	e.begin(now)
	e.order = o.ID
	if why := e.refuse(o); why != "" {
		e.emit(incident.CodeOrderRejected, string(o.Kind), string(why))
		e.order = ""
		return e.finish(), &Rejected{Kind: o.Kind, Why: why}
	}
	e.carryOut(o)
	e.order = ""
	return e.finish(), nil
}

// LeastRole returns the lowest role that may give an order, and whether the order needs a reason. RoleNone is
// everybody, without a reason (the last three of outage/README).
func LeastRole(kind incident.OrderKind) (least incident.Role, needsReason bool) {
	switch kind {
	case incident.OrderNeighboursOK, incident.OrderNeighboursDown, incident.OrderReport:
		return incident.RoleNone, false
	case incident.OrderForceStandalone:
		return incident.RoleSupervisor, true
	case incident.OrderDeclare, incident.OrderAck, incident.OrderCause, incident.OrderFalseAlarm, incident.OrderMaint:
		return incident.RoleNetAdmin, true
	}
	return incident.RoleInfoHead, true
}

// refuse returns why the order cannot be carried out, "" when it can. Role and reason come first: who may not order
// learns nothing of the state.
func (e *Engine) refuse(o incident.Order) incident.Refusal {
	if _, err := incident.ParseOrderKind(string(o.Kind)); err != nil {
		return incident.RefusedForm
	}
	least, needsReason := LeastRole(o.Kind)
	switch {
	case o.Role < least || o.Role > incident.RoleLeader:
		return incident.RefusedRole
	case needsReason && strings.TrimSpace(o.Reason) == "":
		return incident.RefusedReason
	}
	switch o.Kind {
	case incident.OrderReturn, incident.OrderForceReturn:
		return e.refuseReturn(o.Kind == incident.OrderForceReturn)
	case incident.OrderMaint:
		return e.refuseMaint(o)
	case incident.OrderHold:
		return e.refuseHold()
	}
	return e.refuseOther(o)
}

func (e *Engine) refuseOther(o incident.Order) incident.Refusal {
	c, online := e.s.Current, e.s.Mode == incident.ModeOnline
	switch o.Kind {
	case incident.OrderForceStandalone:
		if !online {
			return incident.RefusedState
		}
	case incident.OrderNoFix30:
		if c == nil || !online {
			return incident.RefusedState
		}
	case incident.OrderDeclare:
		if o.Class == incident.ClassUnknown || o.Class.String() == incident.ClassUnknown.String() {
			return incident.RefusedForm
		}
	case incident.OrderAck, incident.OrderCause:
		if c == nil {
			return incident.RefusedState
		}
	case incident.OrderFalseAlarm:
		if c == nil || !online {
			return incident.RefusedState
		}
	case incident.OrderReport:
		if _, err := incident.ParseSymptom(string(o.Symptom)); err != nil {
			return incident.RefusedForm
		}
	}
	return ""
}

// refuseReturn: never while the HIS is down or not known to be up, and without force only when READY.
func (e *Engine) refuseReturn(force bool) incident.Refusal {
	down := e.s.State == incident.StateOutage || e.win.verdict == VerdictDown || !e.win.answered()
	switch {
	case e.s.Mode == incident.ModeOnline:
		return incident.RefusedState
	case down:
		return incident.RefusedHISDown
	case !force && (e.s.State != incident.StateReady || e.win.verdict != VerdictUp):
		return incident.RefusedNotStable
	case e.billOpen:
		return incident.RefusedBillOpen
	}
	return ""
}

func (e *Engine) refuseMaint(o incident.Order) incident.Refusal {
	switch {
	case !o.To.After(o.From) || !o.To.After(e.now):
		return incident.RefusedForm
	case o.To.Sub(o.From) > e.limits.MaintMost.D():
		return incident.RefusedLimit
	case e.s.State == incident.StateOutage || e.s.State == incident.StateBrownout || e.s.State == incident.StateRecovering:
		return incident.RefusedState
	}
	return ""
}

func (e *Engine) refuseHold() incident.Refusal {
	c := e.s.Current
	switch {
	case c == nil || e.s.Mode != incident.ModeOnline || e.switchAt().IsZero():
		return incident.RefusedState
	case c.Holds >= e.limits.HoldsMost:
		return incident.RefusedLimit
	}
	return ""
}

// carryOut does what an accepted order says.
func (e *Engine) carryOut(o incident.Order) {
	switch o.Kind {
	case incident.OrderForceStandalone, incident.OrderNoFix30:
		e.force()
	case incident.OrderHold:
		e.hold()
	case incident.OrderDeclare:
		e.declare(o)
	case incident.OrderAck:
		e.determine(o.By)
		e.emit(incident.CodeAcked)
		e.tellIfOutage()
	case incident.OrderCause:
		e.determine(o.By)
		e.s.Current.CauseAt = e.now
		e.emit(incident.CodeCauseRecorded)
		e.tellIfOutage()
	case incident.OrderFalseAlarm:
		e.falseAlarm()
	case incident.OrderReturn, incident.OrderForceReturn:
		e.goBack(o.Kind == incident.OrderForceReturn)
	case incident.OrderMaint:
		e.s.Maintenance = &incident.Window{From: incident.Stamp(o.From), To: incident.Stamp(o.To)}
		e.emit(incident.CodeMaintenanceSet, "from="+stampText(o.From), "to="+stampText(o.To))
	case incident.OrderNeighboursOK:
		e.neighbours(NeighboursOK)
	case incident.OrderNeighboursDown:
		e.neighbours(NeighboursDown)
	case incident.OrderReport:
		e.report(o.Symptom)
	}
}

// force switches by a person's order, at once but after the open bill. Without an incident one is opened, so that
// the way back goes through RECOVERING and READY like any other.
func (e *Engine) force() {
	if e.s.Current == nil {
		e.openByOrder()
	}
	e.s.Current.Pending = nil
	e.requestSwitch(howOrder)
}

func (e *Engine) openByOrder() {
	e.open(e.now)
	c := e.s.Current
	c.Class, c.Confidence = e.classify()
	if !e.healthy() {
		e.publishOutage()
		return
	}
	e.enter(incident.StateRecovering)
	c.Class, c.StableFrom = incident.ClassUnknown, e.now
	e.once(incident.CodeReportInfoCenter, "class="+c.Class.String())
}

func (e *Engine) hold() {
	c := e.s.Current
	from := e.now
	if c.HoldUntil.After(from) {
		from = c.HoldUntil
	}
	if due := e.switchAt(); due.After(from) {
		from = due
	}
	c.Holds++
	c.HoldUntil, c.AskedAt = from.Add(e.limits.Hold.D()), time.Time{}
	if c.Pending != nil && c.Pending.How != howOrder {
		c.Pending = nil
	}
	e.emit(incident.CodeHoldOn, "until="+stampText(c.HoldUntil))
}

// declare fixes the class (plan R7 to R9, R13). Without an incident it opens one: a person knows of an outage that
// the probes do not see.
func (e *Engine) declare(o incident.Order) {
	if e.s.Current == nil {
		e.open(e.now)
		e.enter(incident.StateOutage)
		e.notePart()
		e.s.Current.Class = o.Class
		e.once(incident.CodeReportInfoCenter, "class="+o.Class.String())
	}
	c := e.s.Current
	c.Class, c.Confidence, c.Declared = o.Class, incident.ConfidenceHigh, e.now
	e.determine(o.By)
	e.emit(incident.CodeDeclared, o.Class.String())
	e.tellIfOutage()
}

// determine keeps that the information department has answered.
func (e *Engine) determine(by string) {
	c := e.s.Current
	if c.Determined.IsZero() {
		c.Determined, c.AckedBy = e.now, by
	}
}

func (e *Engine) tellIfOutage() {
	if e.s.State == incident.StateOutage {
		e.tellClass()
	}
}

func (e *Engine) falseAlarm() {
	c := e.s.Current
	e.s.Muted = &incident.Mute{Until: e.now.Add(e.limits.Mute.D()), Incident: c.ID, T0: c.T0}
	e.s.Reports = nil
	e.enter(incident.StateNormal)
	e.emit(incident.CodeIncidentFalseAlarm)
	e.s.Current = nil
}

// goBack returns to the HIS (plan reading 5). A forced return before it is stable goes on watching.
func (e *Engine) goBack(forced bool) {
	var args []string
	if forced {
		args = append(args, "forced")
	}
	e.s.Mode, e.s.ModeSince = incident.ModeOnline, e.now
	e.emit(incident.CodeReturnedToHIS, args...)
	e.emit(incident.CodeReconcileStart)
	if e.s.State == incident.StateReady {
		e.closeIncident()
	}
}

// neighbours keeps what the cashier sees beside; what a person saw counts at once.
func (e *Engine) neighbours(said string) {
	c := e.s.Current
	if c == nil {
		e.emit(incident.CodeNeighbours, said)
		return
	}
	c.Neighbours = said
	e.emit(incident.CodeNeighbours, said)
	if !c.Declared.IsZero() || !e.evident() {
		return
	}
	if class, sure := e.classify(); class != c.Class {
		e.changeClass(class, sure)
	}
}

// report keeps a person's report. While the probes themselves see the outage it adds nothing to the verdict.
func (e *Engine) report(s incident.Symptom) {
	e.emit(incident.CodeFaultRegistered, string(s))
	if s != incident.SymptomInsuredSettlement && e.win.verdict != VerdictDown {
		e.s.Reports = append(e.s.Reports, incident.Report{At: e.now, Symptom: s})
	}
}
