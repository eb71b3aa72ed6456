package outage

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"outpost/store/incident"
)

var start = time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)

// script drives an engine through simulated time: a round every 5 s, a tick every second.
type script struct {
	t      *testing.T
	e      *Engine
	limits Limits
	now    time.Time
	bill   bool
	his    func(n int) Evidence // the n-th round
	n      int
	log    []incident.Event
}

func newScript(t *testing.T, l Limits) *script {
	t.Helper()
	e, err := New(l)
	if err != nil {
		t.Fatal(err)
	}
	return &script{t: t, e: e, limits: l, now: start, his: ok}
}

func ok(int) Evidence { return readings(OutcomeOK, false, 10*time.Millisecond) }

// silent: nobody answers.
func silent(int) Evidence { return readings(OutcomeFailed, false, 4*time.Second) }

// refused: the server says no on every rung.
func refused(int) Evidence { return readings(OutcomeFailed, true, time.Millisecond) }

func slow(int) Evidence { return readings(OutcomeSlow, false, 4*time.Second) }

func readings(o Outcome, spoke bool, rtt time.Duration) Evidence {
	return Evidence{Readings: []Reading{
		{Rung: RungApplication, Outcome: o, Spoke: spoke, RTT: rtt},
		{Rung: RungDatabase, Outcome: o, Spoke: spoke, RTT: rtt},
		{Rung: RungWrite, Outcome: o, Spoke: spoke, RTT: rtt}}}
}

// lockedWrite: application and read are well, saving is not.
func lockedWrite(int) Evidence {
	ev := ok(0)
	ev.Readings[2] = Reading{Rung: RungWrite, Outcome: OutcomeFailed, RTT: 4 * time.Second}
	return ev
}

func failOkFailOk(n int) Evidence {
	if n%2 == 0 {
		return silent(n)
	}
	return ok(n)
}

// run lets d pass.
func (s *script) run(d time.Duration) {
	s.t.Helper()
	for end := s.now.Add(d); s.now.Before(end); {
		s.now = s.now.Add(time.Second)
		if s.now.Unix()%5 == 0 {
			s.log = append(s.log, s.e.Round(s.now, s.his(s.n))...)
			s.n++
		}
		s.log = append(s.log, s.e.Tick(s.now, Inputs{BillOpen: s.bill})...)
		if s.e.s.Mode == incident.ModeStandalone && s.e.s.Current == nil {
			s.t.Fatalf("%v: stand-alone without an incident", s.now)
		}
	}
}

func (s *script) order(o incident.Order) error {
	s.t.Helper()
	evs, err := s.e.Order(s.now, o)
	s.log = append(s.log, evs...)
	return err
}

func (s *script) as(kind incident.OrderKind, role incident.Role) error {
	s.t.Helper()
	return s.order(incident.Order{ID: "o", Kind: kind, Role: role, By: "u1", Reason: "because"})
}

// restart goes through the bytes that the journal keeps.
func (s *script) restart(away time.Duration) {
	s.t.Helper()
	b, err := json.Marshal(s.e.Snapshot())
	if err != nil {
		s.t.Fatal(err)
	}
	var snap incident.Snapshot
	if err := json.Unmarshal(b, &snap); err != nil {
		s.t.Fatal(err)
	}
	s.now = s.now.Add(away)
	if s.e, err = Restore(s.limits, snap, s.now); err != nil {
		s.t.Fatal(err)
	}
}

func (s *script) wantState(mode incident.Mode, state incident.State) {
	s.t.Helper()
	if v := s.e.View(s.now); v.Mode != mode || v.State != state {
		s.t.Fatalf("%v: %s %s, want %s %s\n%s", s.now.Sub(start), v.Mode, v.State, mode, state, s.lines())
	}
}

// first returns the first line that begins with the words, counted from an index.
func (s *script) first(words string) (incident.Event, bool) {
	for _, e := range s.log {
		if l := e.String(); l == words || strings.HasPrefix(l, words+" ") {
			return e, true
		}
	}
	return incident.Event{}, false
}

func (s *script) wantAt(words string, at time.Time, slack time.Duration) {
	s.t.Helper()
	e, found := s.first(words)
	if !found {
		s.t.Fatalf("no %s\n%s", words, s.lines())
	}
	if d := e.At.Sub(at); d < 0 || d > slack {
		s.t.Errorf("%s came %v after %v, want within %v\n%s", words, d, at, slack, s.lines())
	}
}

func (s *script) wantNone(words string) {
	s.t.Helper()
	if e, found := s.first(words); found {
		s.t.Errorf("%v: unwanted %s\n%s", e.At.Sub(start), e, s.lines())
	}
}

func (s *script) lines() string {
	var b strings.Builder
	for _, e := range s.log {
		b.WriteString(e.At.Sub(start).String() + " " + e.String() + " [" + string(e.Mode) + " " + string(e.State) + "]\n")
	}
	return b.String()
}

// outage brings the script into a published outage of the given kind and returns T0.
func (s *script) outage(his func(int) Evidence) time.Time {
	s.t.Helper()
	s.his = ok
	s.run(2 * time.Minute)
	s.his = his
	s.run(40 * time.Second)
	s.wantState(incident.ModeOnline, incident.StateOutage)
	return s.e.View(s.now).T0
}
