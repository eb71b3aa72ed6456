package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"outpost/store/incident"
	"outpost/store/people"
)

// handClock is a clock that a test sets.
type handClock struct{ at time.Time }

func (c *handClock) now() time.Time { return c.at }

func newHandClock() *handClock { return &handClock{time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)} }

// The PINs of the tests' people.
const (
	adminPIN = "739164"
	chenPIN  = "850273"
	sunPIN   = "614905"
	wrongPIN = "999998"
)

// staffed is a real ledger with wu (info_head), sun (supervisor) and chen
// (cashier), whose PINs are their own.
func staffed(t *testing.T, c *handClock) (l *Ledger, dir, code string) {
	t.Helper()
	dir = t.TempDir()
	l, err := Create(t.Context(), dir, founding(false), cheap(c))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	wu, code, err := l.FirstAdmin(t.Context(), "wu", "Wu Anshan", adminPIN)
	if err != nil {
		t.Fatal(err)
	}
	hire(t, l, wu, NewPerson{"sun", "Sun Heping", incident.RoleSupervisor, sunPIN})
	hire(t, l, wu, NewPerson{"chen", "Chen Lihua", incident.RoleCashier, chenPIN})
	return l, dir, code
}

func cheap(c *handClock) Options {
	return Options{Now: c.now, PINCost: people.Cost{KiB: 64, Passes: 1, Threads: 1}}
}

// hire adds somebody who makes the PIN an own one.
func hire(t *testing.T, l *Ledger, by Actor, n NewPerson) {
	t.Helper()
	own := n.PIN
	n.PIN = "30519827"
	if err := l.AddPerson(t.Context(), by, n); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Login(t.Context(), n.ID, n.PIN); !errors.Is(err, ErrPINOld) {
		t.Fatalf("a PIN that somebody else knows: %v", err)
	}
	if _, err := l.ChangePIN(t.Context(), n.ID, n.PIN, own); err != nil {
		t.Fatal(err)
	}
}

func login(t *testing.T, l *Ledger, id, pin string) Actor {
	t.Helper()
	a, err := l.Login(t.Context(), id, pin)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func again(t *testing.T, l *Ledger, dir string, c *handClock) *Ledger {
	t.Helper()
	l.Close()
	l, err := Open(t.Context(), dir, cheap(c))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func TestTheFirstAdministratorIsMadeOnce(t *testing.T) {
	c := newHandClock()
	l, dir, _ := staffed(t, c)
	for range 2 {
		if _, _, err := l.FirstAdmin(t.Context(), "mallory", "M", "482915"); !errors.Is(err, ErrPerson) {
			t.Errorf("a second first one: %v", err)
		}
		l = again(t, l, dir, c)
	}
	wu := login(t, l, " WU ", adminPIN)
	if wu.ID() != "wu" || wu.Role() != incident.RoleInfoHead || wu.IsZero() {
		t.Errorf("%+v", wu)
	}
	all, err := l.People(t.Context())
	if err != nil || len(all) != 3 || all[0].Name != "Chen Lihua" || all[2].Name != "Wu Anshan" || all[0].MustChange {
		t.Errorf("%+v, %v", all, err)
	}
	mustVerify(t, l)
}

func TestWhoLooksAfterPeople(t *testing.T) {
	l, _, _ := staffed(t, newHandClock())
	ctx := t.Context()
	wu, sun := login(t, l, "wu", adminPIN), login(t, l, "sun", sunPIN)
	hire(t, l, wu, NewPerson{"zhou", "Zhou Ping", incident.RoleNetAdmin, "482915"})
	zhou := login(t, l, "zhou", "482915")
	gao := NewPerson{"gao", "Gao Shan", incident.RoleCashier, "482915"}
	for name, c := range map[string]struct {
		err  error
		want error
	}{
		"nobody adds":                 {l.AddPerson(ctx, Actor{}, gao), ErrActor},
		"a supervisor adds":           {l.AddPerson(ctx, sun, gao), ErrRole},
		"a net_admin adds a leader":   {l.AddPerson(ctx, zhou, NewPerson{"gao", "Gao Shan", incident.RoleLeader, "482915"}), ErrRole},
		"a net_admin lifts himself":   {l.SetRole(ctx, zhou, "zhou", incident.RoleLeader), ErrRole},
		"a net_admin shuts wu out":    {l.Disable(ctx, zhou, "wu"), ErrRole},
		"a net_admin resets wu's PIN": {l.ResetPIN(ctx, zhou, "wu", "275940"), ErrRole},
		"a login that is taken":       {l.AddPerson(ctx, wu, NewPerson{"Sun", "S", incident.RoleCashier, "482915"}), ErrPerson},
		"a weak PIN":                  {l.AddPerson(ctx, wu, NewPerson{"gao", "Gao Shan", incident.RoleCashier, "111111"}), people.ErrWeakPIN},
		"no role":                     {l.AddPerson(ctx, wu, NewPerson{"gao", "Gao Shan", incident.RoleNone, "482915"}), ErrInput},
		"no name":                     {l.AddPerson(ctx, wu, NewPerson{"gao", " ", incident.RoleCashier, "482915"}), ErrInput},
		"no login":                    {l.AddPerson(ctx, wu, NewPerson{"Gao Shan", "Gao", incident.RoleCashier, "482915"}), people.ErrID},
		"nobody's role":               {l.SetRole(ctx, wu, "gao", incident.RoleCashier), ErrPerson},
		"the last one shut out":       {l.Disable(ctx, wu, "wu"), ErrPerson},
		"the last one lowered":        {l.SetRole(ctx, wu, "wu", incident.RoleCashier), ErrPerson},
		"a net_admin adds":            {l.AddPerson(ctx, zhou, gao), nil},
		"a net_admin resets":          {l.ResetPIN(ctx, zhou, "sun", "275940"), nil},
		"another who looks after all": {l.SetRole(ctx, wu, "zhou", incident.RoleLeader), nil},
	} {
		if !errors.Is(c.err, c.want) {
			t.Errorf("%s: %v, want %v", name, c.err, c.want)
		}
	}
	if err := l.Disable(ctx, wu, "wu"); err != nil {
		t.Errorf("after another one is there: %v", err)
	}
	if _, err := l.Login(ctx, "sun", "275940"); !errors.Is(err, ErrPINOld) {
		t.Errorf("a PIN that was reset: %v", err)
	}
	if _, err := l.OpenShift(ctx, wu, 0); !errors.Is(err, ErrActor) {
		t.Errorf("shut out since the login: %v", err)
	}
}

// The rank counts as it stands now, and only at the ledger of the login.
func TestWhatALoginIsWorth(t *testing.T) {
	l, _, _ := staffed(t, newHandClock())
	other, _, _ := staffed(t, newHandClock())
	drill, _ := found(t, true)
	ctx := t.Context()
	if _, err := l.OpenShift(ctx, login(t, other, "chen", chenPIN), 0); !errors.Is(err, ErrActor) {
		t.Errorf("logged in elsewhere: %v", err)
	}
	if _, err := l.DrillActor("chen", incident.RoleLeader); !errors.Is(err, ErrInput) {
		t.Errorf("a drill's person in a real ledger: %v", err)
	}
	played, err := drill.DrillActor("chen", incident.RoleLeader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.OpenShift(ctx, played, 0); !errors.Is(err, ErrActor) {
		t.Errorf("logged in at a drill: %v", err)
	}
	if _, err := l.OpenShift(ctx, Actor{}, 0); !errors.Is(err, ErrActor) {
		t.Errorf("nobody: %v", err)
	}
	wu, sun, chen := login(t, l, "wu", adminPIN), login(t, l, "sun", sunPIN), login(t, l, "chen", chenPIN)
	standalone(t, l)
	if _, err := l.OpenShift(ctx, chen, 0); err != nil {
		t.Fatal(err)
	}
	sold := bill("Lin Yuejiang", 100_00)
	sold.Cashier = "chen"
	r := sell(t, l, sold)
	hire(t, l, wu, NewPerson{"gao", "Gao Shan", incident.RoleCashier, "482915"})
	if _, err := l.Void(ctx, login(t, l, "gao", "482915"), VoidRequest{Number: r.Number, Reason: "not mine", PaperReturned: true}); !errors.Is(err, ErrRole) {
		t.Errorf("another cashier: %v", err)
	}
	if err := l.SetRole(ctx, wu, "sun", incident.RoleCashier); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Void(ctx, sun, VoidRequest{Number: r.Number, Reason: "was a supervisor", PaperReturned: true}); !errors.Is(err, ErrRole) {
		t.Errorf("a supervisor of before: %v", err)
	}
	if void, err := l.Void(ctx, chen, VoidRequest{Number: r.Number, Reason: "wrong patient", PaperReturned: true}); err != nil || void.Void.By != "chen" {
		t.Errorf("%+v, %v", void.Void, err)
	}
	mustVerify(t, l)
}

func standalone(t *testing.T, l *Ledger) {
	t.Helper()
	if err := l.RecordOutage(t.Context(), incident.Snapshot{Mode: incident.ModeStandalone}, nil, nil); err != nil {
		t.Fatal(err)
	}
}

// Neither a PIN, nor a code, nor a name, nor a hash that a PIN could be guessed
// from stands in any file.
func TestNothingOfPeopleStandsReadableOnDisk(t *testing.T) {
	c := newHandClock()
	l, dir, code := staffed(t, c)
	fail(t, l, c, "chen", 4)
	if _, err := l.Approve(t.Context(), Actor{id: "chen", role: incident.RoleCashier}, "sun", sunPIN, WhatRefund, "W01-0000001"); err != nil {
		t.Fatal(err)
	}
	l.Close()
	secrets := []string{adminPIN, chenPIN, sunPIN, wrongPIN, "30519827", code, strings.ReplaceAll(code, "-", ""), "Wu Anshan", "Sun Heping", "Chen Lihua", "argon2id"}
	if found := scan(t, dir, secrets); len(found) > 0 {
		t.Errorf("readable: %q", found)
	}
}

func scan(t *testing.T, dir string, secrets []string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, s := range secrets {
			if bytes.Contains(raw, []byte(s)) {
				found = append(found, filepath.Base(path)+": "+s)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
