package people

import (
	"errors"
	"testing"
	"time"

	"outpost/store/incident"
)

func TestWhichPINsAreTaken(t *testing.T) {
	for _, good := range []string{"739164", "850274", "2024817", "blue-7-lamp", "００８３１９"} {
		if err := CheckPIN(good, "chen"); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "1", "73916", "000000", "777777", "123456", "012345", "890123", "654321", "987654", "121212", "123123", "747747",
		"112233", "332211", "147258", "963852", "qwerty", "ytrewq", "abcdef", "１２３４５６", "73 9164", "739164\n", "chen91", "91Chen",
	} {
		if err := CheckPIN(bad, "chen"); !errors.Is(err, ErrWeakPIN) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if err := CheckPIN("739104", "04"); err != nil {
		t.Errorf("a short login inside: %v", err)
	}
}

func TestWaitsGrowAndTheClockCannotBendThem(t *testing.T) {
	at := time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC)
	for failed, want := range []time.Duration{0, 0, 0, 30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 15 * time.Minute} {
		if got := Wait(failed); got != want {
			t.Errorf("after %d: %v, want %v", failed, got, want)
		}
	}
	if got := Wait(1 << 40); got != 15*time.Minute {
		t.Errorf("after very many: %v", got)
	}
	for _, c := range []struct {
		failed int
		passed time.Duration
		left   time.Duration
		back   bool
	}{
		{2, 0, 0, false}, {2, -time.Hour, 0, false}, {3, 0, 30 * time.Second, false}, {3, 20 * time.Second, 10 * time.Second, false},
		{3, 30 * time.Second, 0, false}, {3, 8760 * time.Hour, 0, false}, {8, -time.Second, 15 * time.Minute, true}, {8, -87600 * time.Hour, 15 * time.Minute, true},
	} {
		if left, back := (Tries{c.failed, at}).Left(at.Add(c.passed)); left != c.left || back != c.back {
			t.Errorf("%+v: %v, %t", c, left, back)
		}
	}
}

func TestAPINExpires(t *testing.T) {
	since := time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	for _, c := range []struct {
		passed time.Duration
		days   int
		want   bool
	}{
		{90 * day, 90, false}, {90*day + 1, 90, true}, {-3650 * day, 90, false}, {100000 * day, 0, false},
	} {
		if got := Expired(since, since.Add(c.passed), c.days); got != c.want {
			t.Errorf("%+v: %t", c, got)
		}
	}
}

func TestWhoLooksAfterWhom(t *testing.T) {
	const no, unlock, all = 0, 1, 2
	for _, c := range []struct {
		by, of incident.Role
		may    int
	}{
		{incident.RoleNone, incident.RoleCashier, no}, {incident.RoleCashier, incident.RoleCashier, no},
		{incident.RoleSupervisor, incident.RoleCashier, unlock}, {incident.RoleSupervisor, incident.RoleSupervisor, no},
		{incident.RoleNetAdmin, incident.RoleSupervisor, all}, {incident.RoleNetAdmin, incident.RoleNetAdmin, all},
		{incident.RoleNetAdmin, incident.RoleInfoHead, no}, {incident.RoleInfoHead, incident.RoleLeader, all},
		{incident.RoleInfoHead, incident.RoleCashier, all}, {incident.RoleLeader, incident.RoleLeader, all},
	} {
		if got := MayManage(c.by, c.of); got != (c.may == all) {
			t.Errorf("manage %v by %v: %t", c.of, c.by, got)
		}
		if got := MayUnlock(c.by, c.of); got != (c.may >= unlock) {
			t.Errorf("unlock %v by %v: %t", c.of, c.by, got)
		}
	}
}

func TestLogins(t *testing.T) {
	for typed, want := range map[string]string{"chen": "chen", " Chen ": "chen", "0472": "0472", "０４７２": "0472", "w.li-2": "w.li-2"} {
		if got, err := NormalID(typed); got != want || err != nil {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
	for _, bad := range []string{"", " ", "Gao Shan", "陈", "-x", "a/b", "a|b", "123456789012345678901234567890123"} {
		if got, err := NormalID(bad); !errors.Is(err, ErrID) {
			t.Errorf("%q: %q, %v", bad, got, err)
		}
	}
}
