package incident

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestRolesAreOrderedAndReadBack(t *testing.T) {
	for r := RoleCashier; r <= RoleLeader; r++ {
		got, err := ParseRole(r.String())
		if err != nil || got != r {
			t.Errorf("ParseRole(%q) = %v, %v", r.String(), got, err)
		}
	}
	if RoleCashier >= RoleSupervisor || RoleNetAdmin >= RoleInfoHead || RoleInfoHead >= RoleLeader {
		t.Error("the order of the roles is wrong")
	}
	for _, bad := range []string{"", "root", "Leader"} {
		if _, err := ParseRole(bad); !errors.Is(err, ErrUnknownWord) {
			t.Errorf("ParseRole(%q) = %v, want ErrUnknownWord", bad, err)
		}
	}
}

func TestClassesReadBackAndAreOrdered(t *testing.T) {
	for _, c := range []Class{ClassUnknown, Class1, Class2, Class3} {
		got, err := ParseClass(c.String())
		if err != nil || got != c {
			t.Errorf("ParseClass(%q) = %v, %v", c.String(), got, err)
		}
	}
	if _, err := ParseClass("4"); !errors.Is(err, ErrUnknownWord) {
		t.Errorf("ParseClass(4) = %v", err)
	}
	order := []Class{Class3, ClassUnknown, Class2, Class1}
	for i, c := range order {
		for j, d := range order {
			if c.Above(d) != (i > j) {
				t.Errorf("%v above %v = %v", c, d, c.Above(d))
			}
		}
	}
}

func TestWordsOfOrdersAndSymptoms(t *testing.T) {
	if k, err := ParseOrderKind("NO_FIX_30"); err != nil || k != OrderNoFix30 {
		t.Errorf("NO_FIX_30 = %v, %v", k, err)
	}
	if _, err := ParseOrderKind("no_fix_30"); !errors.Is(err, ErrUnknownWord) {
		t.Errorf("a wrong kind gave %v", err)
	}
	for _, s := range Symptoms() {
		if got, err := ParseSymptom(string(s)); err != nil || got != s {
			t.Errorf("%s = %v, %v", s, got, err)
		}
	}
	if _, err := ParseSymptom("slow"); !errors.Is(err, ErrUnknownWord) {
		t.Errorf("a wrong symptom gave %v", err)
	}
}

func TestSnapshotGoesThroughJSONWithMicroseconds(t *testing.T) {
	at := Stamp(time.Date(2026, 3, 2, 9, 12, 0, 123456789, time.FixedZone("CST", 8*3600)))
	want := Snapshot{At: at, Mode: ModeStandalone, ModeSince: at, State: StateOutage, StateSince: at,
		Current: &Record{ID: "x", T0: at, Found: at, Class: Class2, Part: PartDatabase, Told: []Code{CodeNotifyNetAdmin},
			Relapses: []time.Time{at}, Pending: &Pending{Since: at, How: "auto"}},
		Muted: &Mute{Until: at, Incident: "y", T0: at}, Maintenance: &Window{From: at, To: at.Add(time.Hour)}}
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), `"at":"2026-03-02T01:12:00.123456Z"`) {
		t.Errorf("the time is not RFC 3339 with microseconds: %s", b)
	}
	var got Snapshot
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read back\n%+v\nwant\n%+v", got, want)
	}
}

func TestCloneSharesNothing(t *testing.T) {
	at := time.Unix(1000, 0)
	s := Snapshot{Current: &Record{Told: []Code{CodeAcked}, Relapses: []time.Time{at}, Pending: &Pending{How: "auto"}},
		Muted: &Mute{Incident: "a"}, Maintenance: &Window{From: at}, Reports: []Report{{At: at}}}
	c := s.Clone()
	c.Current.Told[0], c.Current.Relapses[0], c.Current.Pending.How = CodeDeclared, at.Add(1), "order"
	c.Muted.Incident, c.Maintenance.From, c.Reports[0].At = "b", at.Add(1), at.Add(1)
	if s.Current.Told[0] != CodeAcked || !s.Current.Relapses[0].Equal(at) || s.Current.Pending.How != "auto" ||
		s.Muted.Incident != "a" || !s.Maintenance.From.Equal(at) || !s.Reports[0].At.Equal(at) {
		t.Errorf("changing the clone changed the original: %+v", s)
	}
}

func TestEventLine(t *testing.T) {
	e := Event{Code: CodeStandaloneStart, Args: []string{"auto", "class=1"}}
	if e.String() != "STANDALONE_START auto class=1" || e.Arg("class") != "1" || !e.Has("auto") || e.Has("order") || e.Arg("at") != "" {
		t.Errorf("%q class=%q", e, e.Arg("class"))
	}
}
