package store

import (
	"fmt"
	"testing"

	"outpost/store/incident"
)

// The forms in the printer go on where they are, and after joining each number is
// accounted for.
func TestTheFormsGoOnWhenALedgerIsSetAside(t *testing.T) {
	dir, ctx := night(t, 0), t.Context()
	l := reopen(t, dir)
	c1 := cashierOf(l, incident.RoleSupervisor)
	forms, patients := take(t, l, RangeForm, "AB001", "AB050"), take(t, l, RangePatient, "LS1", "LS9")
	if _, err := l.MarkNumbers(ctx, c1, RangeForm, "AB005", "AB006", FateLost, "torn out"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.RegisterPatient(ctx, bill("Gao Shan", 0).Patient); err != nil {
		t.Fatal(err)
	}
	var last string
	for i := range 3 {
		last = sell(t, l, bill(fmt.Sprint("Patient ", i), 60_00)).Number
	}
	if _, err := l.ChangeForm(ctx, c1, last, "torn in the printer"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := l.HandOver(ctx, cashier(l.Shift().Cashier), Count{Cash: 1}, cashier("c2")); err != nil {
		t.Fatal(err)
	}
	next := l.Shift()
	l.Close()
	asAnother(t, dir, `UPDATE journal SET body = x'7b7d' WHERE kind = 'sale' AND seq = (SELECT min(seq) FROM journal WHERE kind = 'sale')`)
	changeCopy(t, dir, flipIn(last))
	setAside(t, dir, last)
	l = reopen(t, dir)
	if got := l.Shift(); got.ID != next.ID || got.Cashier != "c2" || got.Float != 1 {
		t.Errorf("the shift that was handed over is %+v", got)
	}
	b := bill("Ouyang Lan", 60_00)
	b.Cashier = "c2"
	if r := sell(t, l, b); r.Form != "AB007" || l.NumbersLeft(RangePatient).Next != "LS2" {
		t.Errorf("goes on with form %s, patient number %s", r.Form, l.NumbersLeft(RangePatient).Next)
	}
	if a, err := l.RangeAccount(ctx, forms.ID); err != nil || a.Missing == 0 || a.Used != 1 || a.Lost != 2 {
		t.Errorf("before joining: %+v, %v", a, err)
	}
	if _, err := l.Join(ctx, c1); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, l)
	// What stood whole nowhere stays missing, and is said.
	if a, err := l.RangeAccount(ctx, forms.ID); err != nil || len(a.Twice) > 0 || a.Used+a.Voided+a.Lost+a.Unused+a.Missing != a.Size || a.Missing > 2 || a.Unused != 43 {
		t.Errorf("after joining: %+v, %v", a, err)
	}
	accountFor(t, l, patients)
	if err := l.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, l)
}

func TestUsesAreFoundWithoutReadingTheBody(t *testing.T) {
	raw, err := encode(refundBody{
		saleBody: saleBody{Use: &numberUse{"r1", 7}, Bill: `"use":{"range":"r9","n":1}`},
		Rest:     &saleBody{Use: &numberUse{"r1", 8}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(usesIn(raw)); got != "[{r1 8} {r1 7}]" && got != "[{r1 7} {r1 8}]" {
		t.Errorf("%s in %s", got, raw)
	}
	if got := usesIn([]byte(`{"use":{"range":"`)); got != nil {
		t.Errorf("%v", got)
	}
}
