package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"outpost/store/incident"
)

func TestTheBreakGlassCodeCountsOnce(t *testing.T) {
	c := newHandClock()
	l, dir, code := staffed(t, c)
	ctx := t.Context()
	for name, err := range map[string]error{
		"no reason": must(l.BreakGlass(ctx, code, "gao", " ")), "no name": must(l.BreakGlass(ctx, code, "", "nobody answers")),
		"another code": must(l.BreakGlass(ctx, strings.Repeat("0", 20), "gao", "nobody answers")),
	} {
		if err == nil {
			t.Error(name)
		}
	}
	if due, err := l.BreakGlassDue(ctx); due || err != nil {
		t.Errorf("due before its use: %v", err)
	}
	gao, err := l.BreakGlass(ctx, strings.ToLower(code), "gao", "02:00, nobody with the rank answers")
	if err != nil || gao.Role() != incident.RoleSupervisor || gao.ID() != "gao" || !gao.ByBreakGlass() {
		t.Fatalf("%+v, %v", gao, err)
	}
	l = again(t, l, dir, c)
	if _, err := l.BreakGlass(ctx, code, "gao", "again"); !errors.Is(err, ErrBreakGlass) {
		t.Errorf("twice: %v", err)
	}
	if due, err := l.BreakGlassDue(ctx); !due || err != nil {
		t.Errorf("not due after its use: %v", err)
	}
	if _, err := l.RenewBreakGlass(ctx, gao); !errors.Is(err, ErrRole) {
		t.Errorf("renewed by whoever used it: %v", err)
	}
	again, err := l.RenewBreakGlass(ctx, login(t, l, "wu", adminPIN))
	if err != nil || again == code {
		t.Fatalf("%q, %v", again, err)
	}
	if _, err := l.BreakGlass(ctx, code, "gao", "the former one"); !errors.Is(err, ErrBreakGlass) {
		t.Errorf("the former code: %v", err)
	}
	if _, err := l.BreakGlass(ctx, again, "gao", "still nobody"); err != nil {
		t.Error(err)
	}
	mustVerify(t, l)
}

func must(_ Actor, err error) error { return err }

func TestWrongCodesMakeWaitToo(t *testing.T) {
	c := newHandClock()
	l, _, code := staffed(t, c)
	for range 3 {
		if _, err := l.BreakGlass(t.Context(), "00000-00000-00000-00000", "gao", "guessing"); !errors.Is(err, ErrBreakGlass) {
			t.Fatal(err)
		}
	}
	if _, err := l.BreakGlass(t.Context(), code, "gao", "guessing"); !errors.Is(err, ErrLocked) {
		t.Errorf("right after three wrong ones: %v", err)
	}
	c.at = c.at.Add(30 * time.Second)
	if _, err := l.BreakGlass(t.Context(), code, "gao", "found the envelope"); err != nil {
		t.Error(err)
	}
}

// Whoever holds the envelope cannot approve an own request under another name; a
// refusal uses the code not up.
func TestTheBreakGlassCodeApprovesNoOwnRequest(t *testing.T) {
	l, _, code := staffed(t, newHandClock())
	ctx, asker := t.Context(), login(t, l, "wu", adminPIN)
	for id, want := range map[string]error{"ghost": ErrNoPerson, "WU": ErrOwnRequest} {
		if _, err := l.BreakGlassToApprove(ctx, asker, code, id, "nobody answers"); !errors.Is(err, want) {
			t.Errorf("%s: %v", id, err)
		}
	}
	ghost, err := l.BreakGlass(ctx, code, "ghost", "nobody answers") // to work, not to approve
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.ApproveByBreakGlass(ctx, asker, ghost, WhatPrice, "bill"); !errors.Is(err, ErrNoPerson) {
		t.Errorf("approved by nobody: %v", err)
	}
}
