package store

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// decided hands in a decision that is whole but for what is under test.
func decided(t *testing.T, l *Ledger, id string, v Verdict, role string) error {
	t.Helper()
	return l.Decide(t.Context(), id, Decision{Verdict: v, HISNumber: "F-1", By: "i1", Role: role, Reason: "looked at"})
}

func markSent(ctx context.Context, l *Ledger, id string) error {
	_, err := l.MarkSent(ctx, id)
	return err
}

// inState sells a receipt and brings its row into a state.
func inState(t *testing.T, l *Ledger, state OutboxState) string {
	t.Helper()
	r := sell(t, l, bill("Gao Shan", 60_00))
	if state == Pending {
		return r.ID
	}
	err := markSent(t.Context(), l, r.ID)
	if state != Sent {
		err = errors.Join(err, l.RecordAnswer(t.Context(), r.ID, Answer{State: state, HISNumber: "F-1", Reason: "as tested"}))
	}
	if err != nil {
		t.Fatal(err)
	}
	return r.ID
}

func TestOnlyWhatTheStateHasIsDecided(t *testing.T) {
	l, _ := found(t, true)
	all := []Verdict{VerdictLinked, VerdictAccepted, VerdictWrittenOff, VerdictResend}
	for state, legal := range map[OutboxState][]Verdict{
		Pending: {VerdictLinked}, Sent: nil, Confirmed: nil,
		Unknown: {VerdictLinked, VerdictResend, VerdictWrittenOff}, Refused: {VerdictLinked, VerdictResend, VerdictWrittenOff}, Differs: all,
	} {
		for _, v := range all {
			err := decided(t, l, inState(t, l, state), v, "leader")
			if may := slices.Contains(legal, v); may != (err == nil) || !may && !errors.Is(err, ErrState) {
				t.Errorf("%s, %s: %v", state, v, err)
			}
		}
	}
}

// A row that sending was tried for may be given up; one never sent may not.
func TestAPendingRowIsGivenUpOnlyAfterAnAttempt(t *testing.T) {
	l, _ := found(t, true)
	id := inState(t, l, Pending)
	if err := decided(t, l, id, VerdictWrittenOff, "leader"); !errors.Is(err, ErrState) {
		t.Fatalf("never sent: %v", err)
	}
	if err := errors.Join(markSent(t.Context(), l, id), l.RecordAnswer(t.Context(), id, Answer{State: Pending})); err != nil {
		t.Fatal(err)
	}
	if err := decided(t, l, id, VerdictResend, "leader"); !errors.Is(err, ErrState) {
		t.Errorf("resend of a waiting row: %v", err)
	}
	if err := decided(t, l, id, VerdictWrittenOff, "leader"); err != nil {
		t.Error(err)
	}
}

func TestADecisionTakesTheRightRole(t *testing.T) {
	l, _ := found(t, true)
	lowest := map[Verdict]int{VerdictLinked: 2, VerdictResend: 2, VerdictAccepted: 3, VerdictWrittenOff: 3}
	roles := []string{"cashier", "supervisor", "net_admin", "info_head", "leader", "", "king"}
	for v, least := range lowest {
		for rank, role := range roles {
			err := decided(t, l, inState(t, l, Differs), v, role)
			if may := rank >= least && rank < 5; may != (err == nil) || !may && !errors.Is(err, ErrRole) {
				t.Errorf("%s by %q: %v", v, role, err)
			}
		}
	}
}
