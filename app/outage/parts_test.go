package outage

import (
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"

	"outpost/store/incident"
)

func TestClassTable(t *testing.T) {
	peers := func(spec string) (out []Peer) { // "a- a+ b-": segment, down or ok
		for _, f := range strings.Fields(spec) {
			out = append(out, Peer{Segment: f[:1], Down: f[1] == '-'})
		}
		return out
	}
	const low, medium, high = incident.ConfidenceLow, incident.ConfidenceMedium, incident.ConfidenceHigh
	me := Standing{Segment: "a", Down: true}
	with := func(change func(*Standing)) Standing { s := me; change(&s); return s }
	spoke := with(func(s *Standing) { s.Spoke = true })
	gateway := with(func(s *Standing) { s.GatewayOK = true })
	well := with(func(s *Standing) { s.Down = false })
	for _, c := range []struct {
		name  string
		own   Standing
		peers string
		class incident.Class
		sure  incident.Confidence
	}{
		{"carrier lost", with(func(s *Standing) { s.CarrierLost = true; s.Spoke = true }), "", incident.ClassUnknown, low},
		{"carrier lost, neighbours work", with(func(s *Standing) { s.CarrierLost = true; s.Neighbours = NeighboursOK }), "", incident.Class3, high},
		{"carrier lost, neighbours down", with(func(s *Standing) { s.CarrierLost = true; s.Neighbours = NeighboursDown }), "", incident.Class2, high},
		{"alone, server spoke", spoke, "", incident.Class1, medium},
		{"alone, silence", me, "", incident.ClassUnknown, low},
		{"alone, neighbours work", with(func(s *Standing) { s.Neighbours = NeighboursOK }), "", incident.Class3, low},
		{"alone, neighbours down", with(func(s *Standing) { s.Neighbours = NeighboursDown }), "", incident.Class2, low},
		{"all of two segments", me, "a- b-", incident.Class1, high},
		{"all of one segment, server spoke", spoke, "a-", incident.Class1, high},
		{"all of one segment, gateway answers", gateway, "a- a-", incident.Class1, medium},
		{"all of one segment, gateway dead", me, "a- a-", incident.Class2, medium},
		{"one segment, others ok", me, "a- b+ c+", incident.Class2, high},
		{"one station", me, "a+ a+ b+", incident.Class3, high},
		{"one station, not me", well, "a- b+", incident.Class3, high},
		{"across segments", me, "a+ a+ b- b+ b+", incident.Class2, medium},
		{"half of a segment", me, "a- a+ a+ b+", incident.Class2, medium},
		{"less than half", me, "a- a+ a+ a+ b+", incident.Class3, medium},
	} {
		if class, sure := Classify(c.own, peers(c.peers)); class != c.class || sure != c.sure {
			t.Errorf("%s: class %v %s, want %v %s", c.name, class, sure, c.class, c.sure)
		}
	}
}

func TestPeersRaiseAndLowerTheClassAndShareT0(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.run(time.Minute)
	peers := []Peer{{Station: "w2", Segment: "b"}, {Station: "w3", Segment: "b"}}
	s.his = func(n int) Evidence {
		ev := silent(n)
		ev.Segment = "a"
		for _, p := range peers {
			p.HeardAt = s.now
			ev.Peers = append(ev.Peers, p)
		}
		return ev
	}
	s.run(40 * time.Second)
	if v := s.e.View(s.now); v.Class != incident.Class3 || v.State != incident.StateOutage {
		t.Fatalf("%v %s", v.Class, v.State)
	}
	peers[0].Down, peers[1].Down = true, true
	s.run(6 * time.Second)
	s.wantAt("CLASS_UP 1", s.now.Add(-6*time.Second), 6*time.Second)
	peers[0].Down, peers[1].Down = false, false
	s.run(59 * time.Second)
	s.wantNone("CLASS_DOWN")
	s.run(10 * time.Second)
	if v := s.e.View(s.now); v.Class != incident.Class3 {
		t.Errorf("class %v after a minute", v.Class)
	}
}

func TestUpperMedian(t *testing.T) {
	at := func(n int) time.Time { return start.Add(time.Duration(n) * time.Second) }
	for _, c := range []struct {
		in   []time.Time
		want time.Time
	}{{nil, time.Time{}}, {[]time.Time{at(3)}, at(3)}, {[]time.Time{at(9), at(1)}, at(9)}, {[]time.Time{at(9), at(1), at(4)}, at(4)}} {
		if got := upperMedian(c.in); !got.Equal(c.want) {
			t.Errorf("%v: %v", c.in, got)
		}
	}
}

func TestAWrongPasswordIsNeverAnOutage(t *testing.T) {
	s := newScript(t, DefaultLimits())
	s.his = func(int) Evidence {
		return Evidence{Readings: []Reading{
			{Rung: RungApplication, Outcome: OutcomeOK}, {Rung: RungDatabase, Outcome: OutcomeConfig}, {Rung: RungWrite, Outcome: OutcomeConfig}}}
	}
	s.run(time.Hour)
	s.wantState(incident.ModeOnline, incident.StateNormal)
	if len(s.log) != 2 {
		t.Errorf("want one warning for each of two rungs, once:\n%s", s.lines())
	}
}

func TestDeadGatewayIsTheCauseButItsSilenceIsNot(t *testing.T) {
	blocked := ok(0)
	blocked.Readings = append(blocked.Readings, Reading{Rung: RungGateway, Outcome: OutcomeFailed})
	if r, _ := judge(blocked, DefaultLimits()); r.failed {
		t.Error("a silent gateway made a round fail whose higher rungs are ok")
	}
	dead := silent(0)
	dead.Readings = append(dead.Readings, Reading{Rung: RungGateway, Outcome: OutcomeFailed})
	if r, _ := judge(dead, DefaultLimits()); r.part != incident.PartNetwork {
		t.Errorf("part %q", r.part)
	}
	for _, c := range []struct {
		ev   Evidence
		want incident.Part
	}{{lockedWrite(0), incident.PartDatabase}, {refused(0), incident.PartServer}, {silent(0), incident.PartUnknown}} {
		if r, _ := judge(c.ev, DefaultLimits()); r.part != c.want {
			t.Errorf("part %q, want %q", r.part, c.want)
		}
	}
}

func TestLimitsNameTheFieldThatIsWrong(t *testing.T) {
	if err := DefaultLimits().Validate(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Limits){
		"settle":             func(l *Limits) { l.Settle = 0 },
		"answer":             func(l *Limits) { l.Answer = -1 },
		"warn_before_switch": func(l *Limits) { l.WarnBeforeSwitch = l.Switch },
		"depts_to_manual":    func(l *Limits) { l.DeptsToManual = l.Switch },
		"down_failed":        func(l *Limits) { l.DownFailed = 5 },
		"degraded_bad":       func(l *Limits) { l.DegradedBad = 13 },
		"degraded_leave":     func(l *Limits) { l.DegradedLeave = 6 },
		"stable":             func(l *Limits) { l.StableMost = 1 },
		"holds_most":         func(l *Limits) { l.HoldsMost = -1 },
	} {
		l := DefaultLimits()
		spoil(&l)
		err := l.Validate()
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := New(l); err == nil {
			t.Errorf("%s: New took it", name)
		}
	}
}

func TestLimitsAsASettingsFile(t *testing.T) {
	l := DefaultLimits()
	if err := toml.Unmarshal([]byte("switch = \"20m\"\nwarn_before_switch = \"15m\"\n"), &l); err != nil {
		t.Fatal(err)
	}
	if l.Switch.D() != 20*time.Minute || l.DeptsToManual.D() != 3*time.Hour {
		t.Errorf("%+v", l)
	}
	b, err := toml.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	var again Limits
	if err := toml.Unmarshal(b, &again); err != nil || again != l {
		t.Errorf("read back %+v: %v", again, err)
	}
	if err := toml.Unmarshal([]byte(`switch = "30"`), &l); err == nil || !strings.Contains(err.Error(), "unit") {
		t.Errorf("a number without a unit: %v", err)
	}
}

func TestTheViewNamesWhatComesNext(t *testing.T) {
	s := newScript(t, DefaultLimits())
	t0 := s.outage(refused)
	for _, c := range []struct {
		at   time.Duration
		code incident.Code
		next time.Duration
	}{
		{time.Minute, incident.CodeNotifyLeaders, 3*time.Minute + 20*time.Second},
		{10 * time.Minute, incident.CodeWarnBeforeSwitch, 20 * time.Minute},
		{25 * time.Minute, incident.CodeAskSwitch, 30 * time.Minute},
		{31 * time.Minute, incident.CodeStandaloneStart, 33 * time.Minute},
		{40 * time.Minute, incident.CodeDeptsToManual, 3 * time.Hour},
		{4 * time.Hour, "", 0},
	} {
		s.run(t0.Add(c.at).Sub(s.now))
		v := s.e.View(s.now)
		if v.Next != c.code || (c.code != "" && v.NextAt.Sub(t0) != c.next) || (c.code != "" && v.NextIn != c.next-c.at) {
			t.Errorf("at T0+%v: next %s at T0+%v in %v, want %s at T0+%v", c.at, v.Next, v.NextAt.Sub(t0), v.NextIn, c.code, c.next)
		}
	}
	if v := s.e.View(s.now); v.ManualIn != -time.Hour || !v.ManualDone || !v.SwitchAt.IsZero() {
		t.Errorf("manual in %v (done %v), switch at %v", v.ManualIn, v.ManualDone, v.SwitchAt)
	}
}
