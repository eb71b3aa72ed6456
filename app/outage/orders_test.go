package outage

import (
	"errors"
	"testing"
	"time"

	"outpost/store/incident"
)

func TestOrdersNeedTheirRoleAndAReason(t *testing.T) {
	for _, c := range []struct {
		kind  incident.OrderKind
		least incident.Role
	}{
		{incident.OrderForceStandalone, incident.RoleSupervisor},
		{incident.OrderHold, incident.RoleInfoHead},
		{incident.OrderDeclare, incident.RoleNetAdmin},
		{incident.OrderNoFix30, incident.RoleInfoHead},
		{incident.OrderAck, incident.RoleNetAdmin},
		{incident.OrderCause, incident.RoleNetAdmin},
		{incident.OrderFalseAlarm, incident.RoleNetAdmin},
		{incident.OrderNeighboursOK, incident.RoleNone},
		{incident.OrderNeighboursDown, incident.RoleNone},
		{incident.OrderReport, incident.RoleNone},
	} {
		for role := incident.RoleNone; role <= incident.RoleLeader; role++ {
			s := newScript(t, DefaultLimits())
			s.outage(silent)
			o := incident.Order{Kind: c.kind, Role: role, Reason: "because", Class: incident.Class1, Symptom: incident.SymptomCannotOpen}
			err := s.order(o)
			if allowed := role >= c.least; allowed != (err == nil) {
				t.Errorf("%s by %v: %v", c.kind, role, err)
			}
			if err != nil {
				if !errors.Is(err, ErrRejected) {
					t.Errorf("%v is not ErrRejected", err)
				}
				s.wantAt("ORDER_REJECTED "+string(c.kind)+" role", s.now, 0)
			}
		}
		if c.least == incident.RoleNone {
			continue
		}
		s := newScript(t, DefaultLimits())
		s.outage(silent)
		err := s.order(incident.Order{Kind: c.kind, Role: incident.RoleLeader, Reason: "  ", Class: incident.Class1})
		wantRefusal(t, err, incident.RefusedReason)
	}
}

func wantRefusal(t *testing.T, err error, why incident.Refusal) {
	t.Helper()
	var r *Rejected
	if !errors.As(err, &r) || r.Why != why {
		t.Errorf("%v, want a refusal for %s", err, why)
	}
}

func TestReturnIsRefusedWhileTheHISIsDown(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.outage(refused)
	wantRefusal(t, s.as(incident.OrderReturn, incident.RoleLeader), incident.RefusedState) // online already
	if err := s.as(incident.OrderForceStandalone, incident.RoleSupervisor); err != nil {
		t.Fatal(err)
	}
	s.wantAt("STANDALONE_START order", s.now, 0)
	for _, kind := range []incident.OrderKind{incident.OrderReturn, incident.OrderForceReturn} {
		wantRefusal(t, s.as(kind, incident.RoleLeader), incident.RefusedHISDown)
		wantRefusal(t, s.as(kind, incident.RoleNetAdmin), incident.RefusedRole)
	}
	s.his = ok
	s.run(time.Minute)
	wantRefusal(t, s.as(incident.OrderReturn, incident.RoleLeader), incident.RefusedNotStable)
	s.bill = true
	s.run(time.Second)
	wantRefusal(t, s.as(incident.OrderForceReturn, incident.RoleLeader), incident.RefusedBillOpen)
	s.bill = false
	s.run(time.Second)
	if err := s.as(incident.OrderForceReturn, incident.RoleLeader); err != nil {
		t.Fatal(err)
	}
	s.wantState(incident.ModeOnline, incident.StateRecovering)
	s.run(11 * time.Minute)
	s.wantState(incident.ModeOnline, incident.StateNormal)
}

func TestForcedWhileTheHISIsUpGoesBackLikeAnyOther(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.run(time.Minute)
	s.bill = true
	s.run(time.Second)
	if err := s.as(incident.OrderForceStandalone, incident.RoleSupervisor); err != nil {
		t.Fatal(err)
	}
	s.wantState(incident.ModeOnline, incident.StateRecovering)
	s.run(30 * time.Minute)
	s.wantNone("STANDALONE_START") // the bill is still open
	s.bill = false
	s.run(time.Second)
	s.wantState(incident.ModeStandalone, incident.StateRecovering)
	s.run(10 * time.Minute)
	s.wantState(incident.ModeStandalone, incident.StateReady)
	s.e.begin(s.now)
	if !s.e.View(s.now).CanReturn {
		t.Error("the view does not offer the return")
	}
	if err := s.as(incident.OrderReturn, incident.RoleInfoHead); err != nil {
		t.Fatal(err)
	}
	s.wantState(incident.ModeOnline, incident.StateNormal)
}

func TestHoldPostponesTwiceAtMost(t *testing.T) {
	s := newScript(t, DefaultLimits())
	t0 := s.outage(refused)
	for range 2 {
		if err := s.as(incident.OrderHold, incident.RoleInfoHead); err != nil {
			t.Fatal(err)
		}
	}
	wantRefusal(t, s.as(incident.OrderHold, incident.RoleLeader), incident.RefusedLimit)
	s.run(time.Hour + time.Minute)
	s.wantAt("ASK_SWITCH", t0.Add(time.Hour), time.Second)
}

func TestHoldTakesAnOpenQuestionBack(t *testing.T) {
	s := newScript(t, DefaultLimits())
	t0 := s.outage(refused)
	s.run(t0.Add(31 * time.Minute).Sub(s.now))
	if err := s.as(incident.OrderHold, incident.RoleInfoHead); err != nil {
		t.Fatal(err)
	}
	held := s.now
	if v := s.e.View(s.now); !v.AskUntil.IsZero() || v.HoldUntil.Sub(held) != 15*time.Minute || v.HoldsLeft != 1 {
		t.Errorf("ask until %v, hold for %v, %d left", v.AskUntil, v.HoldUntil.Sub(held), v.HoldsLeft)
	}
	s.run(14 * time.Minute)
	s.wantNone("STANDALONE_START")
	s.run(5 * time.Minute)
	s.wantAt("STANDALONE_START auto", held.Add(18*time.Minute), time.Second)
}

func TestLeadersAreToldUnlessTheCauseIsKnown(t *testing.T) {
	for _, c := range []struct {
		kind incident.OrderKind
		told bool
	}{{incident.OrderAck, true}, {incident.OrderCause, false}} { // acknowledged or not (plan R6)
		s := newScript(t, DefaultLimits())
		t0 := s.outage(silent)
		if err := s.as(c.kind, incident.RoleNetAdmin); err != nil {
			t.Fatal(err)
		}
		s.run(16 * time.Minute)
		if e, told := s.first("NOTIFY_LEADERS"); told != c.told {
			t.Errorf("after %s leaders told: %v", c.kind, told)
		} else if told && e.At.Sub(t0) != 15*time.Minute {
			t.Errorf("leaders told at T0+%v", e.At.Sub(t0))
		}
	}
}

func TestClass1DeterminedTellsTheLeadersAtOnce(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.outage(refused)
	if err := s.as(incident.OrderAck, incident.RoleNetAdmin); err != nil {
		t.Fatal(err)
	}
	s.wantAt("NOTIFY_LEADERS determined", s.now, 0)
}

func TestADeclaredClassStands(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.outage(refused)
	declare := incident.Order{Kind: incident.OrderDeclare, Role: incident.RoleNetAdmin, Reason: "one PC", Class: incident.Class3}
	if err := s.order(declare); err != nil {
		t.Fatal(err)
	}
	s.run(2 * time.Hour)
	if v := s.e.View(s.now); v.Class != incident.Class3 || v.Mode != incident.ModeOnline || v.Declared.IsZero() {
		t.Errorf("class %v, mode %v, declared %v", v.Class, v.Mode, v.Declared)
	}
	declare.Class = 7
	wantRefusal(t, s.order(declare), incident.RefusedForm)
}

func TestFalseAlarmMutesButKeepsT0WhileItGoesOn(t *testing.T) {
	s := newScript(t, DefaultLimits())
	t0 := s.outage(silent)
	id := s.e.View(s.now).Incident
	if err := s.as(incident.OrderFalseAlarm, incident.RoleNetAdmin); err != nil {
		t.Fatal(err)
	}
	muted := s.now
	s.run(9 * time.Minute)
	s.wantState(incident.ModeOnline, incident.StateNormal)
	s.run(2 * time.Minute)
	s.wantState(incident.ModeOnline, incident.StateOutage)
	if v := s.e.View(s.now); !v.T0.Equal(t0) || v.Incident != id || v.Found.Sub(muted) != 10*time.Minute {
		t.Errorf("T0 %v, incident %s, found after %v", v.T0, v.Incident, v.Found.Sub(muted))
	}
}

func TestMaintenanceIsQuietAndItsOverrunIsNot(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.run(time.Minute)
	maint := incident.Order{Kind: incident.OrderMaint, Role: incident.RoleNetAdmin, Reason: "update", From: s.now, To: s.now.Add(time.Hour)}
	long := maint
	long.To = s.now.Add(25 * time.Hour)
	wantRefusal(t, s.order(long), incident.RefusedLimit)
	long.To = s.now.Add(-time.Hour)
	wantRefusal(t, s.order(long), incident.RefusedForm)
	if err := s.order(maint); err != nil {
		t.Fatal(err)
	}
	s.his = silent
	s.run(59 * time.Minute)
	s.wantState(incident.ModeOnline, incident.StateNormal)
	s.wantNone("REPORT_INFO_CENTER")
	s.run(2 * time.Minute)
	s.wantAt("MAINTENANCE_OVERRUN", maint.To, time.Second)
	if v := s.e.View(s.now); !v.T0.Equal(incident.Stamp(maint.To)) || v.State != incident.StateOutage {
		t.Errorf("T0 %v, state %s", v.T0, v.State)
	}
}

func TestOrdersThatMeetNothing(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.run(time.Minute)
	for _, k := range []incident.OrderKind{incident.OrderHold, incident.OrderNoFix30, incident.OrderAck, incident.OrderFalseAlarm, incident.OrderReturn} {
		wantRefusal(t, s.as(k, incident.RoleLeader), incident.RefusedState)
	}
	wantRefusal(t, s.as("DANCE", incident.RoleLeader), incident.RefusedForm)
	wantRefusal(t, s.order(incident.Order{Kind: incident.OrderReport, Symptom: "tired"}), incident.RefusedForm)
	s.wantState(incident.ModeOnline, incident.StateNormal)
}
