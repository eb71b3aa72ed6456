package store

import (
	"slices"
	"testing"

	"outpost/receipts"
)

// A number comes before the receipts that only hold it somewhere: the wrong one
// could be refunded.
func TestAReceiptIsFoundByItsDigits(t *testing.T) {
	l, _ := refundLedger(t)
	var numbers []string
	for range 12 {
		numbers = append(numbers, charge(t, l, []receipts.Money{5_00}).Number)
	}
	is := func(typed string, want ...string) {
		t.Helper()
		rows, err := l.ByNumber(t.Context(), typed)
		var got []string
		for _, r := range rows {
			got = append(got, r.Receipt.Number)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q; %v", typed, got, want, err)
		}
	}
	is(numbers[1], numbers[1])
	is(numbers[1][len("W01-"):], numbers[1])
	is("2", numbers[1])
	is("12", numbers[11])
	is("13")
	is("x")
	is("")
}
