package outage

import (
	"reflect"
	"testing"
	"time"

	"outpost/store/incident"
)

func TestRestartKeepsModeIncidentAndT0InEveryState(t *testing.T) {
	brown := func(s *script) { s.run(time.Minute); s.his = slow; s.run(90 * time.Second) }
	down := func(s *script) { s.outage(refused) }
	standalone := func(s *script) { s.outage(refused); _ = s.as(incident.OrderNoFix30, incident.RoleLeader) }
	recovering := func(s *script) { standalone(s); s.his = ok; s.run(time.Minute) }
	ready := func(s *script) { recovering(s); s.run(11 * time.Minute) }
	for _, c := range []struct {
		name  string
		bring func(*script)
		mode  incident.Mode
		state incident.State
	}{
		{"normal", func(s *script) { s.run(time.Minute) }, incident.ModeOnline, incident.StateNormal},
		{"brownout", brown, incident.ModeOnline, incident.StateBrownout},
		{"outage", down, incident.ModeOnline, incident.StateOutage},
		{"outage stand-alone", standalone, incident.ModeStandalone, incident.StateOutage},
		{"recovering", recovering, incident.ModeStandalone, incident.StateRecovering},
		{"ready", ready, incident.ModeStandalone, incident.StateReady},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScript(t, DefaultLimits())
			c.bring(s)
			s.wantState(c.mode, c.state)
			before := s.e.Snapshot()
			s.restart(10 * time.Second)
			after := s.e.Snapshot()
			after.At = before.At
			if c.state == incident.StateRecovering { // nobody watched meanwhile
				if !after.Current.StableFrom.Equal(incident.Stamp(s.now)) {
					t.Errorf("stable from %v, want the restart", after.Current.StableFrom)
				}
				after.Current.StableFrom = before.Current.StableFrom
			}
			if !reflect.DeepEqual(before, after) {
				t.Errorf("before\n%+v\nafter\n%+v", before, after)
			}
			if s.e.View(s.now).WarmUntil.Sub(s.now) != 20*time.Second {
				t.Error("no warm-up of 20 s")
			}
			s.run(40 * time.Second)
			s.wantState(c.mode, c.state)
		})
	}
}

func TestSuspectIsNotCarriedOverARestart(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.run(time.Minute)
	s.his = silent
	s.run(5 * time.Second)
	s.wantState(incident.ModeOnline, incident.StateSuspect)
	s.his = ok
	s.restart(time.Second)
	s.wantState(incident.ModeOnline, incident.StateNormal)
}

func TestARestartPastTheLimitAsksAgainOnlyWhenTheHISStillFails(t *testing.T) {
	for _, up := range []bool{true, false} {
		s := newScript(t, DefaultLimits())
		t0 := s.outage(refused)
		s.run(t0.Add(31 * time.Minute).Sub(s.now)) // the question is open
		s.log = nil
		if up {
			s.his = ok
		}
		s.restart(20 * time.Minute)
		back := s.now
		s.run(5 * time.Minute)
		if up {
			s.wantNone("ASK_SWITCH")
			s.wantNone("STANDALONE_START")
			s.wantState(incident.ModeOnline, incident.StateRecovering)
			continue
		}
		s.wantAt("ASK_SWITCH", back.Add(20*time.Second), 2*time.Second)
		s.wantAt("STANDALONE_START auto", back.Add(200*time.Second), 5*time.Second)
	}
}

func TestReadyThatFailsAgainIsANewIncidentAndStaysStandalone(t *testing.T) {
	s := newScript(t, DefaultLimits())
	t0 := s.outage(refused)
	_ = s.as(incident.OrderNoFix30, incident.RoleLeader)
	first := s.e.View(s.now).Incident
	s.his = ok
	s.run(15 * time.Minute)
	s.wantState(incident.ModeStandalone, incident.StateReady)
	s.his = refused
	s.run(time.Minute)
	s.wantState(incident.ModeStandalone, incident.StateOutage)
	if v := s.e.View(s.now); !v.T0.After(t0) || v.Incident == first {
		t.Errorf("T0 %v, incident %s", v.T0, v.Incident)
	}
}

func TestRestoreRefusesWhatDoesNotFit(t *testing.T) {
	for _, s := range []incident.Snapshot{
		{Mode: "DRILL", State: incident.StateNormal},
		{Mode: incident.ModeOnline, State: "BROKEN"},
		{Mode: incident.ModeOnline, State: incident.StateOutage},
	} {
		if _, err := Restore(DefaultLimits(), s, start); err == nil {
			t.Errorf("%+v was taken", s)
		}
	}
	e, err := Restore(DefaultLimits(), incident.Snapshot{Mode: incident.ModeStandalone, State: incident.StateNormal, ModeSince: start}, start.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if v := e.View(start.Add(time.Hour)); v.Mode != incident.ModeStandalone || v.State != incident.StateRecovering || v.Incident == "" {
		t.Errorf("a stand-alone window without an incident has no way back: %+v", v)
	}
}

func TestShortenedLimitsRunTheSameDay(t *testing.T) {
	l := DefaultLimits()
	for _, d := range []*Duration{&l.WarnBeforeSwitch, &l.Switch, &l.SwitchClass2, &l.Answer, &l.DeptsToManual, &l.Stable, &l.StableMost} {
		*d /= 60 // minutes become seconds
	}
	l.Settle = Duration(time.Second)
	if !l.Shortened() || DefaultLimits().Shortened() {
		t.Fatal("Shortened does not tell")
	}
	s := newScript(t, l)
	s.run(time.Minute)
	s.his = refused
	began := s.now
	s.run(40 * time.Second)
	if !s.e.View(s.now).Shortened {
		t.Error("the view does not say so")
	}
	s.wantAt("STANDALONE_START auto class=1", began.Add(33*time.Second), 6*time.Second)
}
