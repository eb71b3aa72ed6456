package store

import (
	"strings"
	"testing"
	"time"
)

func TestAClockIsBelievedOrNot(t *testing.T) {
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		now   time.Time
		open  bool
		doubt string
	}{
		"goes on":                      {noon.Add(time.Hour), true, ""},
		"put back by a time server":    {noon.Add(-time.Minute), true, ""},
		"put back an hour":             {noon.Add(-time.Hour), true, "behind the entries"},
		"an empty battery":             {time.Date(2015, 1, 1, 0, 3, 0, 0, time.UTC), true, "before this program was made"},
		"two days on in an open shift": {noon.Add(48 * time.Hour), true, "last entry was at"},
		"a holiday between shifts":     {noon.Add(200 * time.Hour), false, ""},
	} {
		got := clockWatch{latest: noon}.doubt(c.now, c.open)
		if (got == "") != (c.doubt == "") || !strings.Contains(got, c.doubt) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := (clockWatch{}).doubt(noon, false); got != "" {
		t.Errorf("an empty ledger: %q", got)
	}
}

func TestADoubtfulClockMarksTheSaleAndStopsNothing(t *testing.T) {
	dir, ctx := night(t, 2), t.Context()
	at := time.Date(2015, 1, 1, 2, 0, 0, 0, time.UTC)
	now := func() time.Time { at = at.Add(time.Second); return at }
	open := func() *Ledger {
		l, err := Open(ctx, dir, Options{Now: now, PINCost: quick})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		return l
	}
	l := open()
	first, second := sell(t, l, bill("Gao Shan", 60_00)), sell(t, l, bill("Mu Qinghe", 60_00))
	if !first.ClockDoubtful || !second.ClockDoubtful || second.Number != "W01-0000004" {
		t.Fatalf("first %+v, second %+v", first, second)
	}
	row, err := l.Receipt(ctx, second.Number)
	if err != nil || row.State != Held || !strings.HasPrefix(row.Reason, ReasonClock) {
		t.Errorf("row %+v, %v", row, err)
	}
	if err := l.ConfirmClock(ctx, cashier("c1")); err == nil {
		t.Error("2015 was confirmed")
	}
	l.Close()
	if l = open(); l.ClockDoubt() == "" { // what was believed before is known after a restart
		t.Error("believed after reopening")
	}
	at = time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC) // the ledger's times begin at 01:12
	if l.ClockDoubt() == "" {
		t.Error("twelve minutes behind is believed")
	}
	if err := l.ConfirmClock(ctx, cashier("c1")); err != nil || l.ClockDoubt() != "" {
		t.Errorf("confirmed: %v, %q", err, l.ClockDoubt())
	}
	if r := sell(t, l, bill("Ouyang Lan", 60_00)); r.ClockDoubtful {
		t.Error("a sale after the clock was confirmed is marked")
	}
	rows, err := l.Receipts(ctx, 0, 10)
	if err != nil || len(rows) != 5 || rows[0].Receipt.Number != "W01-0000005" || rows[4].Receipt.Number != "W01-0000001" {
		t.Errorf("order %v, %v", rows, err)
	}
	mustVerify(t, l)
}

// A clock that jumped ahead in an open shift is not believed because the program
// was started again; who compares it with a watch says so.
func TestAClockThatJumpedAheadIsDoubtedAfterANewStart(t *testing.T) {
	dir, ctx := night(t, 2), t.Context()
	at := time.Date(2035, 1, 1, 2, 0, 0, 0, time.UTC)
	var l *Ledger
	start := func() {
		t.Helper()
		var err error
		if l, err = Open(ctx, dir, Options{Now: func() time.Time { at = at.Add(time.Second); return at }, PINCost: quick}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
	}
	for range 2 {
		start()
		if r := sell(t, l, bill("Gao Shan", 60_00)); !r.ClockDoubtful {
			t.Errorf("receipt %s is not marked", r.Number)
		}
		l.Close()
	}
	start()
	if err := l.ConfirmClock(ctx, cashier("c1")); err != nil {
		t.Fatal(err)
	}
	l.Close()
	start()
	if r := sell(t, l, bill("Gao Shan", 60_00)); r.ClockDoubtful {
		t.Error("confirmed, and doubted after a new start")
	}
	if _, _, err := l.HandOver(ctx, cashier("c1"), Count{Cash: 200_00}, cashier("c2")); err != nil {
		t.Fatal(err)
	}
	at = at.Add(2 * clockAhead)
	for range 2 { // the next shift is open too
		b := bill("Gao Shan", 60_00)
		b.Cashier = "c2"
		if r := sell(t, l, b); !r.ClockDoubtful {
			t.Errorf("receipt %s, after the hand-over, is not marked", r.Number)
		}
		l.Close()
		start()
	}
	if _, err := l.CloseShift(ctx, cashier("c2"), Count{Cash: 200_00}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.OpenShift(ctx, cashier("c2"), 0); err != nil {
		t.Fatal(err)
	}
	l.Close()
	start()
	b := bill("Gao Shan", 60_00)
	b.Cashier = "c2"
	if r := sell(t, l, b); r.ClockDoubtful {
		t.Error("a holiday between two shifts is doubted after a new start")
	}
}
