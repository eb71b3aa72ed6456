package outage

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"outpost/store/incident"
)

func TestClass1DayFromFaultToReturn(t *testing.T) {
	s := newScript(t, DefaultLimits())
	t0 := s.outage(refused)
	if d := t0.Sub(start); d != 125*time.Second {
		t.Fatalf("T0 is %v after the start, want the first failed round at 2m5s", d)
	}
	s.run(33 * time.Minute)
	s.wantAt("REPORT_INFO_CENTER class=1", t0.Add(20*time.Second), 5*time.Second)
	s.wantAt("NOTIFY_LEADERS undetermined", t0.Add(3*time.Minute), 30*time.Second)
	s.wantAt("WARN_BEFORE_SWITCH", t0.Add(20*time.Minute), time.Second)
	s.wantAt("ASK_SWITCH", t0.Add(30*time.Minute), time.Second)
	s.wantAt("STANDALONE_START auto class=1", t0.Add(33*time.Minute), time.Second)
	s.run(3 * time.Hour)
	s.wantAt("DEPTS_TO_MANUAL", t0.Add(3*time.Hour), time.Second)
	s.his = ok
	back := s.now
	s.run(time.Minute)
	s.wantAt("RECOVERY_CANDIDATE", back.Add(25*time.Second), 6*time.Second)
	if err := s.as(incident.OrderReturn, incident.RoleInfoHead); err == nil || err.(*Rejected).Why != incident.RefusedNotStable {
		t.Fatalf("return before it is stable: %v", err)
	}
	s.run(10 * time.Minute)
	s.wantAt("READY_TO_RETURN hold=600", back.Add(10*time.Minute), 40*time.Second)
	s.run(24 * time.Hour)
	s.wantState(incident.ModeStandalone, incident.StateReady) // never by itself
	if err := s.as(incident.OrderReturn, incident.RoleLeader); err != nil {
		t.Fatal(err)
	}
	s.wantState(incident.ModeOnline, incident.StateNormal)
	for _, w := range []string{"RETURNED_TO_HIS", "RECONCILE_START", "INCIDENT_CLOSED"} {
		s.wantAt(w, s.now, 0)
	}
}

func TestUnknownClassAsksAboutTheNeighbours(t *testing.T) {
	s := newScript(t, DefaultLimits())
	t0 := s.outage(silent)
	s.run(30 * time.Minute)
	s.wantAt("ASK_SWITCH", t0.Add(30*time.Minute), time.Second)
	if v := s.e.View(s.now); !v.AskNeigh || v.Class != incident.ClassUnknown {
		t.Fatalf("class %v, asks about neighbours %v", v.Class, v.AskNeigh)
	}
	s.wantAt("NOTIFY_LEADERS no_cause", t0.Add(15*time.Minute), time.Second)
	if err := s.order(incident.Order{Kind: incident.OrderNeighboursOK}); err != nil {
		t.Fatal(err)
	}
	s.run(time.Hour)
	s.wantNone("STANDALONE_START") // class 3 never switches by itself
	if v := s.e.View(s.now); v.Class != incident.Class3 || !v.SwitchAt.IsZero() || !v.AskUntil.IsZero() {
		t.Errorf("after NEIGHBOURS_OK: class %v, switch %v, ask %v", v.Class, v.SwitchAt, v.AskUntil)
	}
}

func TestClass2ByServerSwitchesAfterTenMinutes(t *testing.T) {
	s := newScript(t, DefaultLimits())
	t0 := s.outage(lockedWrite)
	if err := s.order(incident.Order{Kind: incident.OrderDeclare, Role: incident.RoleNetAdmin, Reason: "lock", Class: incident.Class2}); err != nil {
		t.Fatal(err)
	}
	s.run(13 * time.Minute)
	s.wantAt("NOTIFY_SOFTWARE_VENDOR", s.e.View(s.now).Declared, 0)
	s.wantAt("ASK_SWITCH", t0.Add(10*time.Minute), time.Second)
	s.wantAt("STANDALONE_START auto class=2", t0.Add(13*time.Minute), time.Second)
	s.wantAt("DEPTS_TO_MANUAL area", t0.Add(13*time.Minute), time.Second)
	s.wantNone("WARN_BEFORE_SWITCH")
}

func TestTheCashierConfirmsWithOneKey(t *testing.T) {
	s := newScript(t, DefaultLimits())
	t0 := s.outage(refused)
	if evs := s.e.Confirm(s.now); len(evs) != 0 {
		t.Fatalf("a confirmation nobody asked for did %v", evs)
	}
	s.run(t0.Add(31 * time.Minute).Sub(s.now))
	s.log = append(s.log, s.e.Confirm(s.now)...)
	s.wantAt("STANDALONE_START confirmed class=1", s.now, 0)
	s.wantState(incident.ModeStandalone, incident.StateOutage)
}

func TestTheSwitchWaitsForTheOpenBill(t *testing.T) {
	s := newScript(t, DefaultLimits())
	t0 := s.outage(refused)
	s.bill = true
	s.run(t0.Add(50 * time.Minute).Sub(s.now))
	s.wantAt("SWITCH_WAITS_FOR_BILL", t0.Add(33*time.Minute), time.Second)
	s.wantNone("STANDALONE_START")
	if v := s.e.View(s.now); !v.Pending {
		t.Fatal("the view shows no pending switch")
	}
	s.restart(5 * time.Second)
	s.run(time.Minute)
	s.wantNone("STANDALONE_START")
	s.bill = false
	s.run(time.Second)
	s.wantAt("STANDALONE_START auto class=1", s.now, 0)
}

func TestAPendingSwitchIsDroppedWhenTheHISIsBackButAnOrderIsKept(t *testing.T) {
	for _, ordered := range []bool{false, true} {
		s := newScript(t, DefaultLimits())
		t0 := s.outage(refused)
		s.bill = true
		if ordered {
			if err := s.as(incident.OrderNoFix30, incident.RoleInfoHead); err != nil {
				t.Fatal(err)
			}
		}
		s.run(t0.Add(40 * time.Minute).Sub(s.now))
		s.his = ok
		s.run(time.Minute)
		s.bill = false
		s.run(time.Minute)
		want := incident.ModeOnline
		if ordered {
			want = incident.ModeStandalone
		}
		s.wantState(want, incident.StateRecovering)
	}
}

func TestRelapsesDoubleTheStableTime(t *testing.T) {
	s := newScript(t, DefaultLimits())
	t0 := s.outage(refused)
	for i := range 4 {
		s.his = ok
		s.run(time.Minute)
		s.wantState(incident.ModeOnline, incident.StateRecovering)
		v := s.e.View(s.now)
		want := min(10*time.Minute<<i, time.Hour)
		if got := v.StableUntil.Sub(v.StateSince); got != want {
			t.Errorf("after %d relapses it has to be stable for %v, want %v", i, got, want)
		}
		s.his = refused
		s.run(time.Minute)
		s.wantState(incident.ModeOnline, incident.StateOutage)
		if got := s.e.View(s.now); !got.T0.Equal(t0) || got.Relapses != i+1 {
			t.Errorf("relapse %d: T0 %v (want %v), %d relapses", i+1, got.T0, t0, got.Relapses)
		}
	}
}

func TestARelapsePastTheLimitAsksAtOnce(t *testing.T) {
	s := newScript(t, DefaultLimits())
	t0 := s.outage(refused)
	s.run(t0.Add(25 * time.Minute).Sub(s.now))
	s.his = ok
	s.run(8 * time.Minute)
	s.wantNone("ASK_SWITCH") // no switch while healthy
	s.his = refused
	s.run(time.Minute)
	relapse, _ := s.first("RELAPSE 1")
	s.wantAt("ASK_SWITCH", relapse.At, time.Second)
}

func TestFailOkFailOkIsABrownoutAndBecomesAnOutage(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.run(time.Minute)
	s.his = failOkFailOk
	began := s.now
	s.run(90 * time.Second)
	s.wantState(incident.ModeOnline, incident.StateBrownout)
	s.wantNone("NOTIFY_LEADERS")
	s.run(5 * time.Minute)
	s.wantState(incident.ModeOnline, incident.StateOutage)
	if t0 := s.e.View(s.now).T0; t0.Sub(began) > 10*time.Second {
		t.Errorf("T0 is %v after the first failure", t0.Sub(began))
	}
}

func TestSlownessAloneStaysABrownout(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.run(time.Minute)
	s.his = slow
	s.run(6 * time.Hour)
	s.wantState(incident.ModeOnline, incident.StateBrownout)
	if !s.e.View(s.now).OfferSwitch {
		t.Error("the order is not offered")
	}
	s.wantNone("STANDALONE_START")
	s.his = ok
	s.run(2 * time.Minute)
	s.wantState(incident.ModeOnline, incident.StateNormal)
}

func TestAnOutageThatAnswersSlowlyDoesNotSwitch(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.outage(refused)
	s.his = slow
	s.run(4 * time.Hour)
	s.wantNone("ASK_SWITCH")
	s.wantNone("STANDALONE_START")
	s.wantNone("DEPTS_TO_MANUAL")
}

func TestVerySlowSavesAreAnOutage(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.run(time.Minute)
	s.his = func(int) Evidence {
		ev := ok(0)
		ev.Readings[2] = Reading{Rung: RungWrite, Outcome: OutcomeSlow, RTT: 16 * time.Second}
		return ev
	}
	s.run(6 * time.Minute)
	s.wantState(incident.ModeOnline, incident.StateOutage)
}

func TestReportsOfCannotSaveWhileProbesAreGreen(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.run(time.Minute)
	first := s.now
	cannot := incident.Order{Kind: incident.OrderReport, Role: incident.RoleCashier, Symptom: incident.SymptomCannotSave}
	_ = s.order(cannot)
	s.run(time.Minute)
	s.wantState(incident.ModeOnline, incident.StateNormal)
	_ = s.order(cannot)
	s.wantState(incident.ModeOnline, incident.StateBrownout)
	s.run(2 * time.Minute)
	_ = s.order(cannot)
	s.run(3 * time.Minute)
	s.wantState(incident.ModeOnline, incident.StateOutage)
	if t0 := s.e.View(s.now).T0; !t0.Equal(incident.Stamp(first)) {
		t.Errorf("T0 %v, want the first report %v", t0, first)
	}
	s.run(6 * time.Minute)
	s.wantState(incident.ModeOnline, incident.StateRecovering)
}

func TestASleepThrowsTheWindowsAway(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.run(time.Minute)
	s.his = silent
	s.run(10 * time.Second)
	s.now = s.now.Add(2 * time.Hour)
	s.his = ok
	s.run(time.Minute)
	s.wantAt("LOCAL_HEALTH_DISCARD gap", start.Add(2*time.Hour), 2*time.Minute)
	s.wantState(incident.ModeOnline, incident.StateNormal)
}

func TestAClockPutBackKeepsWhatIsLeft(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.outage(refused)
	s.run(10 * time.Minute)
	before := s.e.View(s.now).SwitchIn
	s.now = s.now.Add(-400 * 24 * time.Hour)
	s.run(time.Second)
	after := s.e.View(s.now).SwitchIn
	if d := before - after; d < 0 || d > 2*time.Second {
		t.Errorf("left before %v, after the step %v", before, after)
	}
	s.run(30 * time.Minute)
	s.wantState(incident.ModeStandalone, incident.StateOutage)
}

func TestNoFalseAlarmInAMonthOfFivePercentLoss(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 11))
	s := newScript(t, DefaultLimits())
	s.his = func(n int) Evidence {
		if rnd.Float64() < 0.05 && rnd.Float64() < 0.05 { // the probe and its retry are lost
			return silent(n)
		}
		return ok(n)
	}
	failed := 0
	for range 30 * 24 * 720 { // rounds of a month
		s.now = s.now.Add(5 * time.Second)
		ev := s.his(0)
		if ev.failed(RungApplication) {
			failed++
		}
		s.log = append(s.log, s.e.Round(s.now, ev)...)
	}
	if failed < 1000 {
		t.Fatalf("only %d rounds of the month failed: the loss is not simulated", failed)
	}
	if len(s.log) != 0 {
		t.Errorf("false alarms:\n%s", s.lines())
	}
	t.Logf("%d of %d rounds failed, no alarm", failed, 30*24*720)
}

func TestTimeToAlarm(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 5))
	var down, told []time.Duration
	for range 501 {
		e, _ := New(DefaultLimits())
		now := start
		for range 24 {
			now = now.Add(5 * time.Second)
			e.Round(now, ok(0))
		}
		fault := now.Add(time.Duration(rnd.Int64N(int64(5 * time.Second))))
		seen := time.Duration(0)
		for e.View(now).State != incident.StateOutage {
			now = now.Add(time.Second)
			if now.Sub(start)%(5*time.Second) == 0 {
				e.Round(now, silent(0))
			}
			e.Tick(now, Inputs{})
			if seen == 0 && e.View(now).Verdict == VerdictDown {
				seen = now.Sub(fault)
			}
		}
		down, told = append(down, seen), append(told, now.Sub(fault))
	}
	slices.Sort(down)
	slices.Sort(told)
	t.Logf("median to DOWN %v, to a published outage %v, longest %v", down[250], told[250], told[500])
	if down[250] > 15*time.Second || told[500] > 28*time.Second {
		t.Error("too slow")
	}
}
