package panel

import (
	"slices"
	"strings"
	"testing"
	"time"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
)

func shown(f Facts) *Model {
	m := NewModel(i18n.New(i18n.English), store.Identity{Station: "W01", TimeZone: "UTC"}, receipts.CNY())
	m.Show(f, nil)
	return m
}

func TestOnlyOrdersThatMakeSenseAreOffered(t *testing.T) {
	for name, c := range map[string]struct {
		view     outage.View
		in, none []incident.OrderKind
	}{
		"normal": {
			outage.View{Mode: incident.ModeOnline, State: incident.StateNormal},
			[]incident.OrderKind{incident.OrderForceStandalone, incident.OrderMaint},
			[]incident.OrderKind{incident.OrderReturn, incident.OrderForceReturn, incident.OrderAck, incident.OrderHold},
		},
		"outage": {
			outage.View{Mode: incident.ModeOnline, State: incident.StateOutage, Incident: "I", SwitchAt: nine, HoldsLeft: 1},
			[]incident.OrderKind{incident.OrderForceStandalone, incident.OrderAck, incident.OrderHold, incident.OrderFalseAlarm},
			[]incident.OrderKind{incident.OrderReturn, incident.OrderForceReturn, incident.OrderMaint},
		},
		"stand-alone, down": {
			outage.View{Mode: incident.ModeStandalone, State: incident.StateOutage, Incident: "I"},
			[]incident.OrderKind{incident.OrderCause},
			[]incident.OrderKind{incident.OrderForceStandalone, incident.OrderNoFix30, incident.OrderHold, incident.OrderReturn, incident.OrderForceReturn},
		},
		"stand-alone, watched": {
			outage.View{Mode: incident.ModeStandalone, State: incident.StateRecovering, Incident: "I"},
			[]incident.OrderKind{incident.OrderForceReturn},
			[]incident.OrderKind{incident.OrderReturn, incident.OrderForceStandalone},
		},
		"stand-alone, ready": {
			outage.View{Mode: incident.ModeStandalone, State: incident.StateReady, Incident: "I", CanReturn: true},
			[]incident.OrderKind{incident.OrderReturn},
			[]incident.OrderKind{incident.OrderForceReturn, incident.OrderForceStandalone},
		},
	} {
		got := shown(Facts{View: c.view}).Orders()
		for _, kind := range c.in {
			if !slices.Contains(got, kind) {
				t.Errorf("%s: %s is not offered", name, kind)
			}
		}
		for _, kind := range c.none {
			if slices.Contains(got, kind) {
				t.Errorf("%s: %s is offered", name, kind)
			}
		}
	}
}

// What an order did is said in the language spoken then, and not into the next outage.
func TestTheAnswerOfAnOrderGoesWithItsState(t *testing.T) {
	m := shown(Facts{View: outage.View{Mode: incident.ModeStandalone, State: incident.StateReady, Incident: "I"}})
	if m.Answer(nine) != "" {
		t.Error("an answer before any order")
	}
	m.Given(incident.OrderReturn, nine)
	m.Answer(nine)
	back := Facts{View: outage.View{Mode: incident.ModeOnline, State: incident.StateNormal}}
	m.Show(back, nil)
	if said := m.Answer(nine.Add(3 * time.Second)); !strings.HasPrefix(said, "Done") {
		t.Errorf("just after the order: %q", said)
	}
	m.texts.Set(i18n.Chinese)
	if said := m.Answer(nine.Add(30 * time.Minute)); !strings.HasPrefix(said, "已执行") {
		t.Errorf("in Chinese: %q", said)
	}
	m.Show(Facts{View: outage.View{Mode: incident.ModeOnline, State: incident.StateOutage, Incident: "J"}}, nil)
	if said := m.Answer(nine.Add(38 * time.Minute)); said != "" {
		t.Errorf("in the next outage: %q", said)
	}
	m.Show(back, nil)
	if said := m.Answer(nine.Add(40 * time.Minute)); said != "" {
		t.Errorf("it came back: %q", said)
	}
}

func TestTheReturnAsksForTheUnansweredQuestion(t *testing.T) {
	for kind, want := range map[incident.OrderKind]bool{incident.OrderReturn: true, incident.OrderForceReturn: true, incident.OrderCause: false} {
		if got := shown(Facts{Unanswered: true}).Unanswered(kind); got != want {
			t.Errorf("%s: %v", kind, got)
		}
		if shown(Facts{}).Unanswered(kind) {
			t.Errorf("%s: asked though it is answered", kind)
		}
	}
}

func TestChargingIsInterruptedWhileTheHISIsDown(t *testing.T) {
	down := outage.View{Mode: incident.ModeOnline, State: incident.StateOutage, Incident: "I", SwitchAt: nine}
	if got := shown(Facts{View: down}).Window(nine)[0]; got.Tone != kit.Alarm || !strings.Contains(got.Value, "interrupted; stand-alone at 09:12") {
		t.Errorf("down: %+v", got)
	}
	down.SwitchAt = time.Time{}
	if got := shown(Facts{View: down}).Window(nine)[0]; got.Tone != kit.Alarm || strings.Contains(got.Value, "stand-alone") {
		t.Errorf("down, and it does not switch: %+v", got)
	}
	if got := shown(Facts{View: outage.View{Mode: incident.ModeOnline}}).Window(nine)[0]; got.Tone != kit.Good {
		t.Errorf("up: %+v", got)
	}
}

func TestARungThatIsNotAskedKeepsItsRow(t *testing.T) {
	read := func(r outage.Rung, o outage.Outcome, detail string) outage.Reading {
		return outage.Reading{Rung: r, Outcome: o, Detail: detail, Spoke: detail != "", RTT: time.Millisecond}
	}
	m := shown(Facts{Evidence: outage.Evidence{At: nine, Readings: []outage.Reading{
		read(outage.RungApplication, outage.OutcomeOK, ""), read(outage.RungWrite, outage.OutcomeOK, ""),
	}}})
	later := nine.Add(5 * time.Second)
	m.Show(Facts{Evidence: outage.Evidence{At: later, Readings: []outage.Reading{
		read(outage.RungApplication, outage.OutcomeFailed, "refused"),
	}}}, nil)
	got := m.Probes(later)
	if len(got) != 2 || got[0].Value != "does not answer (refused)" || got[0].Tone != kit.Alarm {
		t.Fatalf("after the second round: %+v", got)
	}
	if got[1].Tone != kit.Good || !strings.Contains(got[1].Value, "5 s ago") {
		t.Errorf("the reading that was not renewed: %+v", got[1])
	}
}

func TestLongSentencesOfTheTimelineAreBroken(t *testing.T) {
	m := shown(Facts{Events: []incident.Event{
		{At: nine, Code: incident.CodeNotifyLeaders, Args: []string{"undetermined"}}, {At: nine, Code: incident.CodeAcked},
	}})
	e := m.events(nine)
	got := e.folded(40, func(s string) float32 { return float32(len(s)) })
	if got.Len() < 3 || got.Cell(0, 0) == "" || got.Cell(1, 0) != "" || got.Tone(1) != got.Tone(0) {
		t.Fatalf("%+v", got)
	}
	whole := ""
	for _, l := range got {
		if len(l.text) > 40 {
			t.Errorf("too long: %q", l.text)
		}
		whole += l.text + " "
	}
	if want := e.Cell(0, 1) + " " + e.Cell(1, 1) + " "; whole != want {
		t.Errorf("%q, want %q", whole, want)
	}
}
