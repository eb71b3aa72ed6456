package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
)

func TestWhoIsTheSameAndWhatIsTheSame(t *testing.T) {
	r := receipts.Receipt{Bill: bill("Lin Yuejiang", 100_00), Total: 51_40, Rounding: -6}
	r.Patient.HISKey, r.Patient.Card, r.Patient.IDNumber = "P77", "990001", "99010119900307123X"
	who := func(p receipts.Patient) Question { return Question{Patient: p, Total: 51_46} }
	for name, tt := range map[string]struct {
		q    Question
		want bool
	}{
		"key":                    {who(receipts.Patient{HISKey: "P77"}), true},
		"card":                   {who(receipts.Patient{Card: "990001"}), true},
		"ID in small letters":    {who(receipts.Patient{IDNumber: "99010119900307123x"}), true},
		"outpatient number":      {who(receipts.Patient{Number: "T0001"}), true},
		"phone and name":         {who(receipts.Patient{Name: "Lin Yuejiang", Phone: "19900000001"}), true},
		"phone of another name":  {who(receipts.Patient{Name: "Gao Shan", Phone: "19900000001"}), false},
		"name of another phone":  {who(receipts.Patient{Name: "Lin Yuejiang", Phone: "19900000002"}), false},
		"name alone":             {who(receipts.Patient{Name: "Lin Yuejiang"}), true},
		"another card":           {who(receipts.Patient{Name: "Lin Yuejiang", Card: "990002"}), false},
		"before the rounding":    {Question{Patient: receipts.Patient{Card: "990001"}, Total: 51_46}, true},
		"the rounded total":      {Question{Patient: receipts.Patient{Card: "990001"}, Total: 51_40}, true},
		"another total":          {Question{Patient: receipts.Patient{Card: "990001"}, Total: 60_00}, false},
		"another total, an item": {Question{Patient: receipts.Patient{Card: "990001"}, Total: 60_00, Items: []string{"lab/2"}}, true},
		"an item by its code":    {Question{Patient: receipts.Patient{Card: "990001"}, Items: []string{"1"}}, true},
		"other items":            {Question{Patient: receipts.Patient{Card: "990001"}, Items: []string{"lab/3"}}, false},
		"nothing but who":        {Question{Patient: receipts.Patient{Card: "990001"}}, true},
	} {
		if got := tt.q.Matches(r); got != tt.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestASaleThatTheHISMayHaveIsHeldBack(t *testing.T) {
	l, dir := limitedLedger(t)
	early := sell(t, l, bill("Gao Shan", 100_00)) // before anybody remembered
	other := bill("Gao Shan", 100_00)
	other.Patient.Phone = "19900000002"
	free := sell(t, l, other)
	if _, asked, err := l.GoingOver(t.Context()); err != nil || asked {
		t.Fatalf("asked already: %v", err)
	}
	g, err := l.RecordGoingOver(t.Context(), cashier("c1"), GoingOver{LastHIS: "F2026-0991", Questions: []Question{
		{Patient: receipts.Patient{Name: "Lin Yuejiang", Phone: "19900000001"}, Total: 51_46, At: time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)},
		{Patient: receipts.Patient{Name: "Gao Shan", Phone: "19900000001"}},
	}})
	if err != nil || len(g.Held) != 1 || g.Held[0] != early.Number {
		t.Fatalf("held %v, %v", g.Held, err)
	}
	matching, same := bill("Lin Yuejiang", 100_00), bill("Lin Yuejiang", 100_00)
	same.Lines[0].Price = 16_0000 // another total
	held, sent := sell(t, l, matching), sell(t, l, same)
	if again := sell(t, l, matching); again.Number != held.Number {
		t.Error("the same bill again is another receipt")
	}
	check := func(l *Ledger) {
		t.Helper()
		for number, want := range map[string]OutboxState{early.Number: Held, free.Number: Pending, held.Number: Held, sent.Number: Pending} {
			if row, err := l.Receipt(t.Context(), number); err != nil || row.State != want || (row.Reason != "") != (want == Held) {
				t.Errorf("%s is %s (%s), %v", number, row.State, row.Reason, err)
			}
		}
		rows, err := l.Unsent(t.Context(), 10)
		if err != nil || len(rows) != 2 {
			t.Errorf("%d to be sent, %v", len(rows), err)
		}
	}
	check(l)
	row, err := l.Receipt(t.Context(), held.Number)
	if err != nil || !strings.HasPrefix(row.Reason, ReasonCharged+": ") || !strings.Contains(row.Reason, "09:12") || strings.Contains(row.Reason, "Lin") {
		t.Errorf("reason %q, %v", row.Reason, err)
	}
	if err := markSent(t.Context(), l, held.ID); !errors.Is(err, ErrState) {
		t.Errorf("sent all the same: %v", err)
	}
	if err := l.RecordAnswer(t.Context(), held.ID, Answer{State: Confirmed, HISNumber: "F1"}); !errors.Is(err, ErrState) {
		t.Errorf("answered all the same: %v", err)
	}
	mustVerify(t, l)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, dir)
	check(l)
	g, asked, err := l.GoingOver(t.Context())
	if err != nil || !asked || g.LastHIS != "F2026-0991" || len(g.Questions) != 2 || g.By != "c1" {
		t.Errorf("asked %t: %+v, %v", asked, g, err)
	}
	if again := sell(t, l, bill("Lin Yuejiang", 100_00)); stateOf(t, l, again.Number) != Held {
		t.Error("the question was forgotten with the program")
	}
	decideHeld(t, l, held, early)
}

// decideHeld: a person releases one and links the other; then both count.
func decideHeld(t *testing.T, l *Ledger, held, early receipts.Receipt) {
	t.Helper()
	release := Decision{Verdict: VerdictResend, By: "n", Role: incident.RoleNetAdmin.String(), Reason: "not there"}
	if err := l.Decide(t.Context(), held.ID, release); err != nil || stateOf(t, l, held.Number) != Pending {
		t.Errorf("released: %v", err)
	}
	accepted := Decision{Verdict: VerdictAccepted, By: "h", Role: incident.RoleInfoHead.String(), Reason: "x"}
	if err := l.Decide(t.Context(), early.ID, accepted); !errors.Is(err, ErrState) {
		t.Errorf("accepted what was never sent: %v", err)
	}
	linked := Decision{Verdict: VerdictLinked, HISNumber: "F77", By: "n", Role: incident.RoleNetAdmin.String(), Reason: "it stands there"}
	if err := l.Decide(t.Context(), early.ID, linked); err != nil || stateOf(t, l, early.Number) != ByHand {
		t.Errorf("linked: %v", err)
	}
	mustVerify(t, l)
}

func stateOf(t *testing.T, l *Ledger, number string) OutboxState {
	t.Helper()
	row, err := l.Receipt(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	return row.State
}

func TestAQuestionIsForItsOutage(t *testing.T) {
	l, _ := limitedLedger(t)
	q := Question{Patient: receipts.Patient{Name: "Lin Yuejiang", Phone: "19900000001"}}
	if _, err := l.RecordGoingOver(t.Context(), cashier("c1"), GoingOver{Questions: []Question{q}}); err != nil {
		t.Fatal(err)
	}
	goStandalone(t, l, "I20261121T010000.000000Z")
	if _, asked, err := l.GoingOver(t.Context()); err != nil || asked {
		t.Errorf("the next outage was asked about already: %v", err)
	}
	if r := sell(t, l, bill("Lin Yuejiang", 100_00)); stateOf(t, l, r.Number) != Pending {
		t.Error("a question of the last outage holds a sale of this one")
	}
	goStandalone(t, l, "I20261120T010000.000000Z") // the first one relapsed
	if r := sell(t, l, bill("Lin Yuejiang", 100_00)); stateOf(t, l, r.Number) != Held {
		t.Error("the first outage's question was forgotten")
	}
}

func TestGoingOverThatCannotBe(t *testing.T) {
	l, _ := limitedLedger(t)
	for name, q := range map[string]Question{"nobody": {Total: 1}, "less than nothing": {Patient: receipts.Patient{Name: "a"}, Total: -1}} {
		if _, err := l.RecordGoingOver(t.Context(), cashier("c1"), GoingOver{Questions: []Question{q}}); !errors.Is(err, ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := l.RecordGoingOver(t.Context(), Actor{}, GoingOver{}); !errors.Is(err, ErrActor) {
		t.Errorf("nobody asks: %v", err)
	}
	if err := l.RecordOutage(t.Context(), incident.Snapshot{Mode: incident.ModeOnline}, nil, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := l.RecordGoingOver(t.Context(), cashier("c1"), GoingOver{}); !errors.Is(err, ErrOnline) {
		t.Errorf("without an outage: %v", err)
	}
	if g, err := rehearsal(t).RecordGoingOver(t.Context(), cashier("c1"), GoingOver{LastHIS: "F1"}); err != nil || g.By != "c1" {
		t.Errorf("in a drill: %v", err)
	}
}

func rehearsal(t *testing.T) *Ledger {
	t.Helper()
	l, _ := found(t, true)
	return l
}
