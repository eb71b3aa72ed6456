package watch

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"testing"
	"time"

	"outpost/app/outage"
	"outpost/store/incident"
)

// register is a ledger in memory; refuse makes it refuse the next outage line.
type register struct {
	faults []incident.Fault
	refuse bool
}

func (r *register) RecordOutage(context.Context, incident.Snapshot, []incident.Event, *incident.Order) error {
	if r.refuse {
		r.refuse = false
		return errors.New("the disk is full")
	}
	return nil
}

func (r *register) RecordFault(_ context.Context, f incident.Fault) error {
	r.faults = append(r.faults, f)
	return nil
}

func (r *register) Faults(context.Context) ([]incident.Fault, error) { return r.faults, nil }

// window is a watch over a register, with a clock that is moved by hand.
type window struct {
	*Watch
	at time.Time
}

func newWindow(t *testing.T, r *register) *window {
	t.Helper()
	w := &window{at: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	n := 0
	var err error
	w.Watch, err = New(r, Options{
		Limits: outage.DefaultLimits(), Now: func() time.Time { return w.at },
		NewID: func() string { n++; return "id" + strconv.Itoa(n) }, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// probe takes rounds in for a time, all of the same outcome on the rungs named.
func (w *window) probe(ctx context.Context, span time.Duration, outcomes map[outage.Rung]outage.Outcome) {
	for end := w.at.Add(span); w.at.Before(end); w.at = w.at.Add(5 * time.Second) {
		ev := outage.Evidence{At: w.at}
		for _, rung := range []outage.Rung{outage.RungGateway, outage.RungApplication, outage.RungDatabase, outage.RungWrite} {
			outcome := outage.OutcomeOK
			if o, ok := outcomes[rung]; ok {
				outcome = o
			}
			ev.Readings = append(ev.Readings, outage.Reading{Rung: rung, Outcome: outcome, Spoke: outcome == outage.OutcomeOK})
		}
		w.Round(ctx, ev)
		w.Tick(ctx)
	}
}

func TestAnOrderWhileTheHISIsUpIsNoFaultOfTheDetector(t *testing.T) {
	r := &register{}
	w := newWindow(t, r)
	w.probe(t.Context(), 5*time.Minute, nil)
	o := incident.Order{Kind: incident.OrderForceStandalone, Role: incident.RoleSupervisor, By: "s7", Reason: "the line is worked on"}
	if err := w.Order(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	if len(r.faults) != 1 {
		t.Fatalf("%d faults, want 1", len(r.faults))
	}
	f := r.faults[0]
	if f.Origin != incident.OriginPerson || f.ReportedBy != "s7" || f.Symptom == incident.SymptomCannotOpen {
		t.Errorf("the fault of an order: %+v", f)
	}
	if kind, reason, ok := OrderOf(f.Note); !ok || kind != o.Kind || reason != o.Reason {
		t.Errorf("the note %q does not name the order", f.Note)
	}
	if _, _, ok := OrderOf("the screen is black"); ok {
		t.Error("a reporter's own words were read as an order")
	}
}

func TestTheDetectorsFaultSaysWhatTheProbesFound(t *testing.T) {
	for _, test := range []struct {
		failed []outage.Rung
		want   incident.Symptom
	}{
		{[]outage.Rung{outage.RungWrite}, incident.SymptomCannotSave},
		{[]outage.Rung{outage.RungApplication, outage.RungDatabase, outage.RungWrite}, incident.SymptomCannotOpen},
		{[]outage.Rung{outage.RungGateway, outage.RungApplication, outage.RungDatabase, outage.RungWrite}, incident.SymptomCannotReachNetwork},
	} {
		r := &register{}
		w := newWindow(t, r)
		w.probe(t.Context(), 5*time.Minute, nil)
		outcomes := map[outage.Rung]outage.Outcome{}
		for _, rung := range test.failed {
			outcomes[rung] = outage.OutcomeFailed
		}
		w.probe(t.Context(), 2*time.Minute, outcomes)
		if len(r.faults) != 1 || r.faults[0].Symptom != test.want || r.faults[0].Origin != incident.OriginDetector || r.faults[0].Note != "" {
			t.Errorf("%v failed: %+v, want %s", test.failed, r.faults, test.want)
		}
	}
	if got := symptomOf(outage.Evidence{}, true); got != incident.SymptomIntermittent {
		t.Errorf("a brown-out is %s", got)
	}
}

func TestAFaultIsRegisteredAfterTheDiskRefusedItsFirstLine(t *testing.T) {
	r := &register{}
	w := newWindow(t, r)
	w.probe(t.Context(), 5*time.Minute, nil)
	r.refuse = true
	o := incident.Order{Kind: incident.OrderForceStandalone, Role: incident.RoleSupervisor, By: "s7", Reason: "r"}
	if err := w.Order(t.Context(), o); err == nil {
		t.Fatal("the order counts although the disk refused it")
	}
	w.Tick(t.Context())
	if len(r.faults) != 1 || r.faults[0].ReportedBy != "s7" {
		t.Errorf("after the disk took it: %+v", r.faults)
	}
}
