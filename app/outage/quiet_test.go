package outage

import (
	"testing"
	"time"

	"outpost/store/incident"
)

func TestNoAlarmWithinTheWarmUp(t *testing.T) {
	l := DefaultLimits()
	l.WarmUp = Duration(2 * time.Minute)
	s := newScript(t, l)
	s.run(time.Minute)
	s.restart(time.Second)
	back := s.now
	s.his = refused
	s.run(110 * time.Second)
	s.wantNone("REPORT_INFO_CENTER")
	s.run(15 * time.Second)
	s.wantAt("REPORT_INFO_CENTER", back.Add(2*time.Minute), 2*time.Second)
	if d := s.e.View(s.now).T0.Sub(back); d > 5*time.Second {
		t.Errorf("T0 lies %v after the start: the warm-up must not shorten the outage", d)
	}
}

func TestAHiccupOfThreeRoundsIsNotPublished(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.run(time.Minute)
	s.his = silent
	s.run(15 * time.Second)
	if v := s.e.View(s.now); v.Verdict != VerdictDown || v.State != incident.StateSuspect {
		t.Fatalf("%s %s", v.Verdict, v.State)
	}
	s.his = ok
	s.run(time.Minute)
	s.wantState(incident.ModeOnline, incident.StateNormal)
	if len(s.log) != 0 {
		t.Errorf("somebody was told:\n%s", s.lines())
	}
}

func TestTwoStationsOpenAFalseAlarmAgain(t *testing.T) {
	s := newScript(t, DefaultLimits())
	t0 := s.outage(silent)
	if err := s.as(incident.OrderFalseAlarm, incident.RoleNetAdmin); err != nil {
		t.Fatal(err)
	}
	s.run(time.Minute)
	s.wantState(incident.ModeOnline, incident.StateNormal)
	s.his = func(n int) Evidence {
		ev := silent(n)
		ev.Peers = []Peer{{Station: "w2", Down: true, Onset: s.now, HeardAt: s.now}}
		return ev
	}
	s.run(10 * time.Second)
	s.wantState(incident.ModeOnline, incident.StateOutage)
	if v := s.e.View(s.now); !v.T0.Equal(t0) {
		t.Errorf("T0 %v, want %v", v.T0, t0)
	}
}

func TestReportsDuringTheOutageDoNotHoldUpTheRecovery(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.outage(refused)
	for range 3 {
		_ = s.order(incident.Order{Kind: incident.OrderReport, Role: incident.RoleCashier, Symptom: incident.SymptomCannotSave})
	}
	s.wantAt("FAULT_REGISTERED cannot_save", s.now, 0)
	s.his = ok
	s.run(time.Minute)
	s.wantState(incident.ModeOnline, incident.StateRecovering)
}

func TestAReportBeforeTheAlarmStartsTheClock(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.run(time.Minute)
	said := s.now
	_ = s.order(incident.Order{Kind: incident.OrderReport, Role: incident.RoleCashier, Symptom: incident.SymptomCannotOpen})
	s.run(time.Minute)
	s.his = refused
	s.run(time.Minute)
	if v := s.e.View(s.now); !v.T0.Equal(incident.Stamp(said)) {
		t.Errorf("T0 %v, want the report at %v (reading 2)", v.T0, said)
	}
}
