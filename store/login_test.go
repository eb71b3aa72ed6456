package store

import (
	"errors"
	"testing"
	"time"

	"outpost/store/incident"
	"outpost/store/people"
	"outpost/store/seal"
)

func TestWhoCannotLogIn(t *testing.T) {
	c := newHandClock()
	l, _, _ := staffed(t, c)
	before := l.Head().Seq
	for id, pin := range map[string]string{"nobody": chenPIN, chenPIN: chenPIN, "": "", "Gao Shan": "x"} {
		if a, err := l.Login(t.Context(), id, pin); !errors.Is(err, ErrPIN) || !a.IsZero() {
			t.Errorf("%q: %v", id, err)
		}
	}
	if l.Head().Seq != before {
		t.Error("a name that nobody has, which may be a PIN in the wrong box, was written down")
	}
	wu := login(t, l, "wu", adminPIN)
	if err := l.Disable(t.Context(), wu, "chen"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Login(t.Context(), "chen", chenPIN); !errors.Is(err, ErrDisabled) {
		t.Errorf("shut out: %v", err)
	}
	if _, err := l.Login(t.Context(), "chen", wrongPIN); !errors.Is(err, ErrPIN) {
		t.Errorf("shut out, with a wrong PIN: %v", err)
	}
	if err := l.Enable(t.Context(), wu, "chen"); err != nil {
		t.Fatal(err)
	}
	login(t, l, "chen", chenPIN)
}

// fail tries a wrong PIN n times, waiting in between.
func fail(t *testing.T, l *Ledger, c *handClock, id string, n int) {
	t.Helper()
	for range n {
		c.at = c.at.Add(15 * time.Minute)
		if _, err := l.Login(t.Context(), id, wrongPIN); !errors.Is(err, ErrPIN) {
			t.Fatalf("a wrong PIN: %v", err)
		}
	}
}

func mustWaitFor(t *testing.T, l *Ledger, pin string, want time.Duration) {
	t.Helper()
	_, err := l.Login(t.Context(), "chen", pin)
	var wait *WaitError
	if !errors.Is(err, ErrLocked) || !errors.As(err, &wait) || wait.Left != want {
		t.Errorf("want a wait of %v: %v", want, err)
	}
}

func TestWrongTriesMakeWaitAndARestartDoesNotEndIt(t *testing.T) {
	c := newHandClock()
	l, dir, _ := staffed(t, c)
	fail(t, l, c, "chen", 2)
	login(t, l, "chen", chenPIN) // a slip is forgotten
	fail(t, l, c, "chen", 5)
	mustWaitFor(t, l, chenPIN, 2*time.Minute)
	seq := l.Head().Seq
	c.at = c.at.Add(50 * time.Second)
	l = again(t, l, dir, c)
	mustWaitFor(t, l, chenPIN, 70*time.Second)
	if l.Head().Seq != seq {
		t.Error("a try that was not looked at was written down")
	}
	if err := l.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustWaitFor(t, l, chenPIN, 70*time.Second)
	login(t, l, "sun", sunPIN) // nobody else waits
	c.at = c.at.Add(70 * time.Second)
	login(t, l, "chen", chenPIN)
	fail(t, l, c, "chen", 1)
	login(t, l, "chen", chenPIN)
}

func TestAClockSetBackNeitherShortensAWaitNorKeepsOutForEver(t *testing.T) {
	c := newHandClock()
	l, dir, _ := staffed(t, c)
	fail(t, l, c, "chen", 5)
	for _, to := range []time.Time{c.at.AddDate(-11, 0, 0), c.at.AddDate(-11, 0, -1)} {
		c.at = to
		l = again(t, l, dir, c)
		mustWaitFor(t, l, chenPIN, 2*time.Minute)
		c.at = c.at.Add(30 * time.Second)
		mustWaitFor(t, l, chenPIN, 90*time.Second)
		l = again(t, l, dir, c)
		mustWaitFor(t, l, chenPIN, 90*time.Second)
	}
	c.at = c.at.Add(90 * time.Second)
	login(t, l, "chen", chenPIN)
	mustVerify(t, l)
}

func TestASupervisorEndsACashiersWait(t *testing.T) {
	c := newHandClock()
	l, _, _ := staffed(t, c)
	fail(t, l, c, "chen", 9)
	sun, chen := login(t, l, "sun", sunPIN), Actor{id: "chen", role: incident.RoleCashier}
	if err := l.Unlock(t.Context(), chen, "chen"); !errors.Is(err, ErrRole) {
		t.Errorf("by a cashier: %v", err)
	}
	if err := l.Unlock(t.Context(), sun, "wu"); !errors.Is(err, ErrRole) {
		t.Errorf("of an info_head by a supervisor: %v", err)
	}
	if err := l.Unlock(t.Context(), sun, "chen"); err != nil {
		t.Fatal(err)
	}
	login(t, l, "chen", chenPIN)
}

// An expired PIN never stops whoever has it: the change is one step, at once.
func TestAnExpiredPINIsChangedWithTheOldOne(t *testing.T) {
	c := newHandClock()
	l, dir, _ := staffed(t, c)
	c.at = c.at.AddDate(0, 0, 91)
	if _, err := l.Login(t.Context(), "chen", chenPIN); !errors.Is(err, ErrPINOld) {
		t.Fatalf("after 91 days: %v", err)
	}
	ctx := t.Context()
	for pin, want := range map[string]error{chenPIN: people.ErrFormerPIN, "30519827": people.ErrFormerPIN, "123456": people.ErrWeakPIN, "": people.ErrWeakPIN} {
		if _, err := l.ChangePIN(ctx, "chen", chenPIN, pin); !errors.Is(err, want) {
			t.Errorf("%q: %v", pin, err)
		}
	}
	if _, err := l.ChangePIN(ctx, "chen", wrongPIN, "275940"); !errors.Is(err, ErrPIN) {
		t.Errorf("with a wrong old PIN: %v", err)
	}
	chen, err := l.ChangePIN(ctx, "chen", chenPIN, "275940")
	if err != nil || chen.ID() != "chen" || chen.Role() != incident.RoleCashier {
		t.Fatalf("%+v, %v", chen, err)
	}
	if _, err := l.OpenShift(ctx, chen, 0); err != nil {
		t.Error(err)
	}
	c.at = c.at.AddDate(-20, 0, 0)
	login(t, l, "chen", "275940") // a clock set back makes nothing expire
	s := founding(false).Settings
	s.PINDays = -1
	if err := l.AcceptSettings(ctx, s); err != nil {
		t.Fatal(err)
	}
	c.at = c.at.AddDate(60, 0, 0)
	l = again(t, l, dir, c)
	login(t, l, "chen", "275940")
}

func TestOnlyTheLastFivePINsAreKept(t *testing.T) {
	l, _, _ := staffed(t, newHandClock())
	old := chenPIN
	for _, pin := range []string{"275940", "275941", "275942", "275943", "275944"} {
		if _, err := l.ChangePIN(t.Context(), "chen", old, pin); err != nil {
			t.Fatal(err)
		}
		old = pin
	}
	if _, err := l.ChangePIN(t.Context(), "chen", old, "275940"); !errors.Is(err, people.ErrFormerPIN) {
		t.Errorf("the fifth last: %v", err)
	}
	if _, err := l.ChangePIN(t.Context(), "chen", old, chenPIN); err != nil {
		t.Errorf("the sixth last: %v", err)
	}
}

// Where the window's keys were lost nobody's PIN can be read any more: somebody
// is let in as at the first start, and gives the others new PINs.
func TestLostKeysKeepNobodyOutForEver(t *testing.T) {
	l, _, _ := staffed(t, newHandClock())
	ctx := t.Context()
	lost := l.keys
	var err error
	if l.keys, err = seal.Generate(); err != nil {
		t.Fatal(err)
	}
	defer func() { l.keys = lost }()
	if _, err := l.Login(ctx, "chen", chenPIN); !errors.Is(err, ErrPerson) {
		t.Errorf("a PIN that cannot be read: %v", err)
	}
	if all, err := l.People(ctx); err != nil || len(all) != 3 || all[0].ID != "chen" {
		t.Errorf("%+v, %v", all, err)
	}
	wu, code, err := l.FirstAdmin(ctx, "wu", "Wu Anshan", adminPIN)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.ResetPIN(ctx, wu, "chen", "275940"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.ChangePIN(ctx, "chen", "275940", chenPIN); err != nil {
		t.Error(err)
	}
	if _, err := l.BreakGlass(ctx, code, "gao", "nobody answers"); err != nil {
		t.Error(err)
	}
}
