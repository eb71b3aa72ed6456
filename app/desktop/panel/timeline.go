package panel

import (
	"errors"
	"strconv"
	"time"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/store/incident"
)

// plainEvents are the lines of the timeline whose sentence takes nothing from
// the event.
func plainEvents() map[incident.Code]i18n.Key {
	return map[incident.Code]i18n.Key{
		incident.CodeReportInfoCenter:     i18n.EventReportInfoCenter,
		incident.CodeNotifyNetAdmin:       i18n.EventNotifyNetAdmin,
		incident.CodeNotifyDeptHeads:      i18n.EventNotifyDeptHeads,
		incident.CodeNotifySoftwareVendor: i18n.EventNotifySoftwareVendor,
		incident.CodeOfferBorrow:          i18n.EventOfferBorrow,
		incident.CodeRegisterFault:        i18n.EventRegisterFault,
		incident.CodeSwitchWaitsForBill:   i18n.EventSwitchWaitsForBill,
		incident.CodeRecoveryCandidate:    i18n.EventRecoveryCandidate,
		incident.CodeIncidentClosed:       i18n.EventIncidentClosed,
		incident.CodeMaintenanceOverrun:   i18n.EventMaintenanceOverrun,
		incident.CodeAcked:                i18n.EventAcked,
		incident.CodeCauseRecorded:        i18n.EventCauseRecorded,
		incident.CodeIncidentFalseAlarm:   i18n.EventIncidentFalseAlarm,
		incident.CodeReconcileStart:       i18n.EventReconcileStart,
	}
}

// event says one line of the timeline. A code that is not known is shown as a
// technician reads it.
func (s speaker) event(e incident.Event) string {
	if key, ok := plainEvents()[e.Code]; ok {
		return s.t(key)
	}
	if text := s.clockEvent(e); text != "" {
		return text
	}
	if text := s.orderEvent(e); text != "" {
		return text
	}
	return e.String()
}

// clockEvent says what the clocks and the verdict did.
func (s speaker) clockEvent(e incident.Event) string {
	switch e.Code {
	case incident.CodeNotifyLeaders:
		return s.t(i18n.EventNotifyLeaders, s.leadersWhy(e))
	case incident.CodeClassUp:
		return s.t(i18n.EventClassUp, ClassWord(s.texts, classOf(e)))
	case incident.CodeClassDown:
		return s.t(i18n.EventClassDown, ClassWord(s.texts, classOf(e)))
	case incident.CodeWarnBeforeSwitch:
		return s.t(i18n.EventWarnBeforeSwitch, s.stamp(e.Arg("at")))
	case incident.CodeAskSwitch:
		return s.t(i18n.EventAskSwitch, s.stamp(e.Arg("until")))
	case incident.CodeStandaloneStart:
		return s.t(i18n.EventStandaloneStart, s.how(e))
	case incident.CodeDeptsToManual:
		if e.Has("area") {
			return s.t(i18n.EventAreaToManual)
		}
		return s.t(i18n.EventDeptsToManual)
	case incident.CodeRelapse:
		return s.t(i18n.EventRelapse, first(e))
	case incident.CodeReadyToReturn:
		seconds, _ := strconv.Atoi(e.Arg("hold"))
		return s.t(i18n.EventReadyToReturn, s.texts.Duration(time.Duration(seconds)*time.Second))
	case incident.CodeLocalHealthDiscard:
		if e.Has("clock") {
			return s.t(i18n.EventClockStepped)
		}
		return s.t(i18n.EventGap)
	case incident.CodeProbeConfigWarn:
		return s.t(i18n.EventProbeConfigWarn, s.rung(outage.Rung(first(e))))
	}
	return ""
}

// orderEvent says what an order did.
func (s speaker) orderEvent(e incident.Event) string {
	switch e.Code {
	case incident.CodeFaultRegistered:
		return s.t(i18n.EventFaultRegistered, SymptomWord(s.texts, incident.Symptom(first(e))))
	case incident.CodeOrderRejected:
		kind, why := incident.OrderKind(first(e)), ""
		if len(e.Args) > 1 {
			why = s.refusal(incident.Refusal(e.Args[1]))
		}
		return s.t(i18n.EventOrderRejected, s.order(kind), why)
	case incident.CodeDeclared:
		return s.t(i18n.EventDeclared, ClassWord(s.texts, classOf(e)))
	case incident.CodeHoldOn:
		return s.t(i18n.EventHoldOn, s.stamp(e.Arg("until")))
	case incident.CodeMaintenanceSet:
		return s.t(i18n.EventMaintenanceSet, s.stamp(e.Arg("from")), s.stamp(e.Arg("to")))
	case incident.CodeNeighbours:
		if e.Has(outage.NeighboursDown) {
			return s.t(i18n.EventNeighboursDown)
		}
		return s.t(i18n.EventNeighboursOK)
	case incident.CodeReturnedToHIS:
		if e.Has("forced") {
			return s.t(i18n.EventReturnForced)
		}
		return s.t(i18n.EventReturnedToHIS)
	}
	return ""
}

func first(e incident.Event) string {
	if len(e.Args) == 0 {
		return ""
	}
	return e.Args[0]
}

func classOf(e incident.Event) incident.Class {
	c, err := incident.ParseClass(first(e))
	if err != nil {
		return incident.ClassUnknown
	}
	return c
}

// stamp is a time of the timeline (RFC 3339) as a time of day.
func (s speaker) stamp(text string) string {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return text
	}
	return s.clock(at)
}

func (s speaker) leadersWhy(e incident.Event) string {
	switch {
	case e.Has("determined"):
		return s.t(i18n.EventLeadersDetermined)
	case e.Has("no_cause"):
		return s.t(i18n.EventLeadersNoCause)
	}
	return s.t(i18n.EventLeadersUndetermined)
}

func (s speaker) how(e incident.Event) string {
	switch {
	case e.Has("confirmed"):
		return s.t(i18n.EventHowConfirmed)
	case e.Has("order"):
		return s.t(i18n.EventHowOrder)
	}
	return s.t(i18n.EventHowAuto)
}

// SymptomWord is a symptom as a person reports it (plan R1, I1).
func SymptomWord(texts *i18n.Catalog, symptom incident.Symptom) string {
	switch symptom {
	case incident.SymptomCannotOpen:
		return texts.T(i18n.SymptomCannotOpen)
	case incident.SymptomCannotSave:
		return texts.T(i18n.SymptomCannotSave)
	case incident.SymptomCannotReachNetwork:
		return texts.T(i18n.SymptomCannotReachNetwork)
	case incident.SymptomIntermittent:
		return texts.T(i18n.SymptomIntermittent)
	case incident.SymptomInsuredSettlement:
		return texts.T(i18n.SymptomInsuredSettlement)
	}
	return string(symptom)
}

// RefusalText says in words why an order was not carried out, and what to do;
// other errors are shown as they read.
func RefusalText(texts *i18n.Catalog, err error) string {
	var rejected *outage.Rejected
	if !errors.As(err, &rejected) {
		return err.Error()
	}
	s := speaker{texts: texts}
	return texts.T(i18n.EventOrderRejected, s.order(rejected.Kind), s.refusal(rejected.Why))
}

func (s speaker) refusal(why incident.Refusal) string {
	switch why {
	case incident.RefusedRole:
		return s.t(i18n.RefusedRole)
	case incident.RefusedReason:
		return s.t(i18n.RefusedReason)
	case incident.RefusedLimit:
		return s.t(i18n.RefusedLimit)
	case incident.RefusedNotStable:
		return s.t(i18n.RefusedNotStable)
	case incident.RefusedHISDown:
		return s.t(i18n.RefusedHISDown)
	case incident.RefusedState:
		return s.t(i18n.RefusedState)
	case incident.RefusedForm:
		return s.t(i18n.RefusedForm)
	case incident.RefusedBillOpen:
		return s.t(i18n.RefusedBillOpen)
	}
	return string(why)
}

// events is the timeline as rows of a table: time and sentence.
type events struct {
	all   []incident.Event
	speak speaker
}

// Len completes kit.Rows.
func (e events) Len() int { return len(e.all) }

// Cell completes kit.Rows.
func (e events) Cell(row, col int) string {
	if col == 0 {
		return e.speak.clock(e.all[row].At)
	}
	return e.speak.event(e.all[row])
}

// Tone completes kit.Toned: what concerns charging and the departments stands
// out.
func (e events) Tone(row int) kit.Tone {
	switch e.all[row].Code {
	case incident.CodeStandaloneStart, incident.CodeDeptsToManual, incident.CodeNotifyLeaders, incident.CodeRelapse:
		return kit.Alarm
	case incident.CodeWarnBeforeSwitch, incident.CodeAskSwitch, incident.CodeOrderRejected, incident.CodeProbeConfigWarn,
		incident.CodeMaintenanceOverrun:
		return kit.Warning
	case incident.CodeRecoveryCandidate, incident.CodeReadyToReturn, incident.CodeReturnedToHIS, incident.CodeIncidentClosed:
		return kit.Good
	}
	return kit.Plain
}

// line is one line of a sentence in the timeline; only the first has the time.
type line struct {
	time, text string
	tone       kit.Tone
}

// lines are the timeline with every sentence broken over as many rows as its
// width asks for.
type lines []line

// folded breaks the sentences for a width, in the units of measure.
func (e events) folded(width float32, measure func(string) float32) lines {
	var out lines
	for row := range e.all {
		at := e.Cell(row, 0)
		for _, text := range breakLines(e.Cell(row, 1), width, measure) {
			out = append(out, line{at, text, e.Tone(row)})
			at = ""
		}
	}
	return out
}

// Len completes kit.Rows.
func (l lines) Len() int { return len(l) }

// Cell completes kit.Rows.
func (l lines) Cell(row, col int) string {
	if col == 0 {
		return l[row].time
	}
	return l[row].text
}

// Tone completes kit.Toned.
func (l lines) Tone(row int) kit.Tone { return l[row].tone }
