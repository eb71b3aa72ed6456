package store

import (
	"errors"
	"testing"

	"outpost/store/incident"
	"outpost/store/journal"
)

func TestWhoApprovesWhat(t *testing.T) {
	l, _, code := staffed(t, newHandClock())
	ctx := t.Context()
	wu, chen, sun := login(t, l, "wu", adminPIN), login(t, l, "chen", chenPIN), login(t, l, "sun", sunPIN)
	hire(t, l, wu, NewPerson{"gao", "Gao Shan", incident.RoleCashier, "482915"})
	for _, c := range []struct {
		name     string
		asker    Actor
		by, pin  string
		what     What
		subject  string
		want     error
		approved bool
	}{
		{"a supervisor", chen, "sun", sunPIN, WhatRefund, "W01-0000001", nil, true},
		{"a higher rank", chen, "wu", adminPIN, WhatDeferred, "bill", nil, true},
		{"a cashier", chen, "gao", "482915", WhatRefund, "W01-0000001", ErrApproval, false},
		{"oneself", sun, "sun", sunPIN, WhatRefund, "W01-0000001", ErrApproval, false},
		{"oneself in other letters", sun, " SUN ", sunPIN, WhatRefund, "W01-0000001", ErrApproval, false},
		{"a wrong PIN", chen, "sun", wrongPIN, WhatRefund, "W01-0000001", ErrPIN, false},
		{"nobody asks", Actor{}, "sun", sunPIN, WhatRefund, "W01-0000001", ErrActor, false},
		{"nothing", chen, "sun", sunPIN, "anything", "W01-0000001", ErrInput, false},
		{"for nothing", chen, "sun", sunPIN, WhatRefund, "", ErrInput, false},
	} {
		a, err := l.Approve(ctx, c.asker, c.by, c.pin, c.what, c.subject)
		if !errors.Is(err, c.want) || (err == nil) != c.approved || a.IsZero() == c.approved {
			t.Errorf("%s: %+v, %v", c.name, a, err)
		}
	}
	if _, err := l.ApproveByBreakGlass(ctx, chen, sun, WhatRefund, "x"); !errors.Is(err, ErrApproval) {
		t.Errorf("without a PIN: %v", err)
	}
	glass, err := l.BreakGlass(ctx, code, "gao", "nobody with the rank answers")
	if err != nil {
		t.Fatal(err)
	}
	if a, err := l.ApproveByBreakGlass(ctx, chen, glass, WhatRefund, "x"); err != nil || a.By() != "gao" {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := l.ApproveByBreakGlass(ctx, glass, glass, WhatRefund, "x"); !errors.Is(err, ErrApproval) {
		t.Errorf("oneself by break-glass: %v", err)
	}
	rows, err := l.Approvals(ctx, 10)
	if err != nil || len(rows) != 3 || rows[2].By != "sun" || rows[2].Asker != "chen" || rows[2].What != WhatRefund || rows[2].Used != 0 {
		t.Errorf("%+v, %v", rows, err)
	}
	mustVerify(t, l)
}

// An approval is for one thing, for the one who asked, and once.
func TestWhatAnApprovalCovers(t *testing.T) {
	l, _, _ := staffed(t, newHandClock())
	ctx := t.Context()
	chen := login(t, l, "chen", chenPIN)
	a, err := l.Approve(ctx, chen, "sun", sunPIN, WhatRefund, "W01-0000001")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		a       Approval
		asker   string
		what    What
		subject string
	}{
		"none":              {Approval{}, "chen", WhatRefund, "W01-0000001"},
		"another receipt":   {a, "chen", WhatRefund, "W01-0000002"},
		"another thing":     {a, "chen", WhatPrice, "W01-0000001"},
		"the approver does": {a, "sun", WhatRefund, "W01-0000001"},
		"somebody else":     {a, "gao", WhatRefund, "W01-0000001"},
	} {
		if err := l.covered(ctx, c.a, c.asker, c.what, c.subject); !errors.Is(err, ErrApproval) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := l.covered(ctx, a, "chen", WhatRefund, "W01-0000001"); err != nil {
		t.Error(err)
	}
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(preparing(tx).approved(ctx, journal.Entry{Seq: 99}, a.body), tx.Commit()); err != nil {
		t.Fatal(err)
	}
	if err := l.covered(ctx, a, "chen", WhatRefund, "W01-0000001"); !errors.Is(err, ErrApproval) {
		t.Errorf("used twice: %v", err)
	}
}
