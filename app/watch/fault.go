package watch

import (
	"context"
	"strings"

	"outpost/app/outage"
	"outpost/store/incident"
)

// openFault enters the incident into the fault register when it is published and
// nobody has reported it (plan R2, R12). by is the order that was written down
// with the events, nil for none.
func (w *Watch) openFault(ctx context.Context, events []incident.Event, by *incident.Order) {
	for _, e := range events {
		if e.Code != incident.CodeReportInfoCenter {
			continue
		}
		known, err := w.ledger.Faults(ctx)
		for _, f := range known {
			if f.Incident == e.Incident {
				return
			}
		}
		if err == nil {
			err = w.ledger.RecordFault(ctx, w.fault(e, by))
		}
		if err != nil {
			w.log.Error("fault not registered", "error", err)
		}
	}
}

// fault is the entry of a published incident. The detector answers only for what
// the probes found: an incident that an order opened is the fault of the person
// who gave it.
func (w *Watch) fault(e incident.Event, by *incident.Order) incident.Fault {
	f := incident.Fault{
		ID: w.newID(), Incident: e.Incident, Symptom: symptomOf(w.last, e.Has("brownout")), Origin: incident.OriginDetector,
		ReportedAt: e.At, Class: w.engine.View(w.now()).Class,
	}
	if by != nil && e.Order == by.ID {
		f.Origin, f.ReportedBy, f.Note = incident.OriginPerson, by.By, OrderNote(*by)
	}
	return f
}

// notePrefix begins the note of a fault that an order opened.
const notePrefix = "order "

// OrderNote names the order in a fault's note: "order KIND: reason".
func OrderNote(o incident.Order) string {
	note := notePrefix + string(o.Kind)
	if o.Reason != "" {
		note += ": " + o.Reason
	}
	return note
}

// OrderOf reads the order and its reason back from a note; ok is false where the
// note names none.
func OrderOf(note string) (kind incident.OrderKind, reason string, ok bool) {
	rest, ok := strings.CutPrefix(note, notePrefix)
	if !ok {
		return "", "", false
	}
	word, reason, _ := strings.Cut(rest, ": ")
	kind, err := incident.ParseOrderKind(word)
	return kind, reason, err == nil
}

// symptomOf says in the words of plan R1 what a round of probes found. A round
// in which no rung failed is one of a HIS that fails now and then.
func symptomOf(ev outage.Evidence, brownout bool) incident.Symptom {
	failed := map[outage.Rung]bool{}
	for _, r := range ev.Readings {
		failed[r.Rung] = r.Outcome == outage.OutcomeFailed
	}
	switch {
	case brownout:
		return incident.SymptomIntermittent
	case failed[outage.RungCarrier], failed[outage.RungGateway]:
		return incident.SymptomCannotReachNetwork
	case failed[outage.RungApplication]:
		return incident.SymptomCannotOpen
	case failed[outage.RungWrite], failed[outage.RungDatabase]:
		return incident.SymptomCannotSave
	}
	return incident.SymptomIntermittent
}
