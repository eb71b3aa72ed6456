package store

import (
	"fmt"
	"slices"
	"testing"

	"outpost/receipts"
)

func TestLinesThatNobodyConfirmedAreListed(t *testing.T) {
	l, _ := refundLedger(t)
	ctx, c1 := t.Context(), cashier("c1")
	a := charge(t, l, []receipts.Money{70_00, 30_00, 10_00}) // two of each
	b := charge(t, l, []receipts.Money{5_00})
	voided := charge(t, l, []receipts.Money{5_00})
	if _, err := l.Void(ctx, c1, VoidRequest{Number: voided.Number, Reason: "wrong patient", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	say := func(number string, lines ...Signed) {
		t.Helper()
		if err := l.SignOff(ctx, c1, number, lines, "pharmacy"); err != nil {
			t.Fatal(err)
		}
	}
	is := func(want ...string) {
		t.Helper()
		all, err := l.Unconfirmed(ctx, 0)
		var got []string
		for _, u := range all {
			got = append(got, fmt.Sprintf("%s/%d", u.Receipt, u.Place))
		}
		n, failed := l.CountUnconfirmed(ctx)
		if err != nil || failed != nil || !slices.Equal(got, want) || n != int64(len(want)) {
			t.Errorf("%v, %d, want %v; %v, %v", got, n, want, err, failed)
		}
	}
	is(a.Number+"/1", a.Number+"/2", a.Number+"/3", b.Number+"/1")
	say(a.Number, Signed{Line: 1, Status: Dispensed, Not: 1000}, Signed{Line: 2, Status: NotGiven, Not: 1000}, Signed{Line: 3, Status: NotGiven})
	is(a.Number+"/2", b.Number+"/1")
	done, err := l.Refund(ctx, c1, supervised(t, l, a.Number), request(a.Number, receipts.Taken{Line: 2, Quantity: 1000}, receipts.Taken{Line: 3}))
	if err != nil {
		t.Fatal(err)
	}
	is(b.Number+"/1", done.Rest.Number+"/2")
	if one, err := l.Unconfirmed(ctx, 1); err != nil || len(one) != 1 || one[0].Line.Amount != 5_00 || one[0].Patient.Name == "" {
		t.Errorf("%+v, %v", one, err)
	}
	mustVerify(t, l)
}
