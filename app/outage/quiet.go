package outage

import (
	"slices"
	"time"

	"outpost/store/incident"
)

// muted reports whether alarms are off: in a maintenance window, or after FALSE_ALARM unless two stations are down.
func (e *Engine) muted() bool {
	if w := e.s.Maintenance; w != nil && w.Contains(e.now) {
		return true
	}
	return e.s.Muted != nil && e.now.Before(e.s.Muted.Until) && e.stationsDown() < 2
}

func (e *Engine) stationsDown() int {
	n := 0
	if e.win.verdict == VerdictDown {
		n++
	}
	for _, p := range e.peers() {
		if p.Down {
			n++
		}
	}
	return n
}

// endMute forgets a false alarm once the HIS is seen up: what fails then is a new incident.
func (e *Engine) endMute() {
	if e.s.Muted != nil && e.win.verdict == VerdictUp {
		e.s.Muted = nil
	}
}

// endMaintenance takes an ended window away. A HIS that went down inside it and is still down is an outage with T0
// at the end of the window.
func (e *Engine) endMaintenance() bool {
	w := e.s.Maintenance
	if w == nil || e.now.Before(w.To) || e.warming() {
		return false
	}
	quiet := e.s.State == incident.StateNormal || e.s.State == incident.StateSuspect || e.s.State == incident.StateReady
	if !quiet || e.win.verdict != VerdictDown || e.win.answered() || !e.win.onset.Before(w.To) {
		e.s.Maintenance = nil
		return false
	}
	if e.s.Current != nil {
		e.closeIncident()
	}
	e.s.Maintenance = nil
	e.open(w.To)
	e.emit(incident.CodeMaintenanceOverrun)
	e.publishOutage()
	return true
}

// peers returns the other stations heard lately.
func (e *Engine) peers() []Peer { return fresh(e.evidence.Peers, e.now, e.limits.PeerFresh.D()) }

// forgetReports drops reports that no longer count.
func (e *Engine) forgetReports() {
	e.s.Reports = slices.DeleteFunc(e.s.Reports, func(r incident.Report) bool {
		return e.now.Sub(r.At) > e.limits.ReportsWithin.D()
	})
	if len(e.s.Reports) == 0 {
		e.s.Reports = nil
	}
}

// reportsBad: enough "cannot save" reports close together, or one more while a brown-out by saves goes on.
func (e *Engine) reportsBad() bool {
	n := 0
	for _, r := range e.s.Reports {
		if r.Symptom == incident.SymptomCannotSave {
			n++
		}
	}
	c := e.s.Current
	lasting := c != nil && (e.s.State == incident.StateOutage || !c.SavesFrom.IsZero()) && e.win.verdict == VerdictUp
	return n >= e.limits.ReportsNeeded || (n > 0 && lasting)
}

func (e *Engine) firstSaveReport() time.Time {
	for _, r := range e.s.Reports {
		if r.Symptom == incident.SymptomCannotSave {
			return r.At
		}
	}
	return e.now
}

// without returns codes less one.
func without(codes []incident.Code, drop incident.Code) []incident.Code {
	return slices.DeleteFunc(codes, func(c incident.Code) bool { return c == drop })
}
