package store

import (
	"errors"
	"testing"

	"outpost/receipts"
)

func TestOnlyWhatWasNotGivenIsRefunded(t *testing.T) {
	l, _ := refundLedger(t)
	ctx, c1 := t.Context(), cashier("c1")
	r := charge(t, l, []receipts.Money{70_00, 30_00, 10_00}) // two of each
	try := func(taken ...receipts.Taken) error {
		_, err := l.Refund(ctx, c1, supervised(t, l, r.Number), request(r.Number, taken...))
		return err
	}
	if err := try(receipts.Taken{Line: 1}); !errors.Is(err, ErrSignOff) {
		t.Errorf("nobody said anything: %v", err)
	}
	err := l.SignOff(ctx, c1, r.Number, []Signed{{Line: 1, Status: NotGiven, Not: 1000}, {Line: 2, Status: Performed}, {Line: 3, Status: NotGiven}}, "pharmacy")
	if err != nil {
		t.Fatal(err)
	}
	for name, taken := range map[string][]receipts.Taken{
		"all": nil, "performed": {{Line: 2}}, "more than was left": {{Line: 1}}, "one of them": {{Line: 3}, {Line: 2, Quantity: 1}},
	} {
		if err := try(taken...); !errors.Is(err, ErrSignOff) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := try(receipts.Taken{Line: 1, Quantity: 1000}, receipts.Taken{Line: 3, Quantity: 500}); err != nil {
		t.Fatal(err)
	}
	row, err := l.Receipt(ctx, r.Number)
	if err != nil {
		t.Fatal(err)
	}
	rest := mustStand(t, l, row.Receipt.Refunded.Rest, Pending)
	states, err := l.LineStatuses(ctx, rest)
	if err != nil || len(states) != 3 {
		t.Fatalf("%+v, %v", states, err)
	}
	for i, want := range []Signed{{1, "", 0}, {2, Performed, 0}, {3, NotGiven, 1500}} {
		if said := want.Status != ""; states[i].Signed != want || (states[i].Department == "pharmacy") != said || (states[i].By == "c1") != said {
			t.Errorf("line %d of the rest: %+v", i+1, states[i])
		}
	}
	if err := l.SignOff(ctx, c1, r.Number, []Signed{{Line: 1, Status: Dispensed}}, "pharmacy"); !errors.Is(err, ErrSignOff) {
		t.Errorf("a refunded receipt: %v", err)
	}
	if err := l.SignOff(ctx, c1, row.Receipt.Refunded.Red, []Signed{{Line: 1, Status: Dispensed}}, "pharmacy"); !errors.Is(err, ErrSignOff) {
		t.Errorf("a red receipt: %v", err)
	}
	mustVerify(t, l)
}

// A part that was not handed out, of a line that was said to be, leaves the rest
// handed out; it is not refunded later, and no copy hands it out again.
func TestWhatSomebodySaidWasDispensedStaysSo(t *testing.T) {
	l, _ := refundLedger(t)
	ctx, c1 := t.Context(), cashier("c1")
	r := charge(t, l, []receipts.Money{70_00, 30_00}) // two of each
	say := func(number string, lines ...Signed) {
		t.Helper()
		if err := l.SignOff(ctx, c1, number, lines, "pharmacy"); err != nil {
			t.Fatal(err)
		}
	}
	say(r.Number, Signed{Line: 1, Status: Dispensed}, Signed{Line: 2, Status: Performed, Not: 500})
	say(r.Number, Signed{Line: 1, Status: NotGiven, Not: 1000})
	if states, err := l.LineStatuses(ctx, r); err != nil || states[0].Signed != (Signed{1, Dispensed, 1000}) {
		t.Fatalf("%+v, %v", states, err)
	}
	done, err := l.Refund(ctx, c1, supervised(t, l, r.Number), request(r.Number, receipts.Taken{Line: 1, Quantity: 1000}, receipts.Taken{Line: 2, Quantity: 500}))
	if err != nil {
		t.Fatal(err)
	}
	states, err := l.LineStatuses(ctx, *done.Rest)
	if err != nil || states[0].Signed != (Signed{1, Dispensed, 0}) || states[1].Signed != (Signed{2, Performed, 0}) {
		t.Errorf("the rest: %+v, %v", states, err)
	}
	if _, err := l.Refund(ctx, c1, supervised(t, l, done.Rest.Number), request(done.Rest.Number)); !errors.Is(err, ErrSignOff) {
		t.Errorf("what was handed out: %v", err)
	}
	mustVerify(t, l)
}

// What a department handed out or did is not voided, nor is a receipt whose paper
// nobody asked for.
func TestAVoidNeedsThePaperAndNothingHandedOut(t *testing.T) {
	l, _ := refundLedger(t)
	ctx, c1 := t.Context(), cashier("c1")
	r := charge(t, l, []receipts.Money{70_00, 30_00}) // two of each
	void := func(change func(*VoidRequest)) error {
		req := VoidRequest{Number: r.Number, Reason: "wrong patient", PaperReturned: true}
		if change != nil {
			change(&req)
		}
		_, err := l.Void(ctx, c1, req)
		return err
	}
	for name, change := range map[string]func(*VoidRequest){
		"no reason": func(q *VoidRequest) { q.Reason = " " }, "no paper": func(q *VoidRequest) { q.PaperReturned = false },
		"here and missing": func(q *VoidRequest) { q.PaperMissing = "lost" },
	} {
		if err := void(change); !errors.Is(err, ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, s := range []Signed{{Line: 2, Status: Dispensed}, {Line: 2, Status: Performed, Not: 1000}} {
		if err := l.SignOff(ctx, c1, r.Number, []Signed{s}, "pharmacy"); err != nil {
			t.Fatal(err)
		}
		if err := void(nil); !errors.Is(err, ErrSignOff) || !errors.Is(err, ErrHandedOut) {
			t.Errorf("%+v: %v", s, err)
		}
	}
	if err := l.SignOff(ctx, c1, r.Number, []Signed{{Line: 2, Status: NotGiven}}, "pharmacy"); err != nil {
		t.Fatal(err)
	}
	if err := void(func(q *VoidRequest) { q.PaperReturned, q.PaperMissing = false, "the printer ate it" }); err != nil {
		t.Fatal(err)
	}
	if row, err := l.Receipt(ctx, r.Number); err != nil || row.Receipt.Void.PaperMissing != "the printer ate it" {
		t.Errorf("%+v, %v", row.Receipt.Void, err)
	}
	mustVerify(t, l)
}

func TestWhatCannotBeSignedOff(t *testing.T) {
	l, _ := refundLedger(t)
	r := charge(t, l, []receipts.Money{70_00})
	for name, tt := range map[string]struct {
		by         Actor
		lines      []Signed
		department string
		want       error
	}{
		"nobody":           {Actor{}, []Signed{{Line: 1, Status: NotGiven}}, "lab", ErrActor},
		"no lines":         {cashier("c1"), nil, "lab", ErrInput},
		"no such line":     {cashier("c1"), []Signed{{Line: 2, Status: NotGiven}}, "lab", ErrInput},
		"no status":        {cashier("c1"), []Signed{{Line: 1}}, "lab", ErrInput},
		"given none of it": {cashier("c1"), []Signed{{Line: 1, Status: Dispensed, Not: 2000}}, "lab", ErrInput},
		"too much":         {cashier("c1"), []Signed{{Line: 1, Status: NotGiven, Not: 2001}}, "lab", ErrInput},
		"no department":    {cashier("c1"), []Signed{{Line: 1, Status: NotGiven}}, " ", ErrInput},
	} {
		if err := l.SignOff(t.Context(), tt.by, r.Number, tt.lines, tt.department); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if states, err := l.LineStatuses(t.Context(), r); err != nil || states[0].Status != "" {
		t.Errorf("%+v, %v", states, err)
	}
}

func TestDispensingCopiesAreCountedApart(t *testing.T) {
	l, _ := refundLedger(t)
	r := charge(t, l, []receipts.Money{70_00})
	for want := range 3 {
		if n, err := l.RecordDispensing(t.Context(), r.ID, "file"); err != nil || n != want {
			t.Errorf("print %d, %v", n, err)
		}
	}
	if n, err := l.RecordPrint(t.Context(), r.ID, "file"); err != nil || n != 0 {
		t.Errorf("the receipt's own print is %d, %v", n, err)
	}
	done := refund(t, l, r.Number)
	for _, id := range []string{r.ID, done.Red.ID} {
		if _, err := l.RecordDispensing(t.Context(), id, "file"); !errors.Is(err, ErrSignOff) {
			t.Errorf("after the refund: %v", err)
		}
	}
	mustVerify(t, l)
}
