package store

import (
	"errors"
	"testing"

	"outpost/receipts"
)

// A peer's bills without payment rows made its two totals differ for ever.
func TestABillWithoutPaymentRowsCannotExist(t *testing.T) {
	l, _ := refundLedger(t)
	for name, b := range map[string]receipts.Bill{"priced": bill("Lin Yuejiang", 0), "free": bill("Lin Yuejiang", 0)} {
		if b.Payments = nil; name == "free" {
			for i := range b.Lines {
				b.Lines[i].Price = 0
			}
		}
		if _, err := l.Sell(t.Context(), b); !errors.Is(err, receipts.ErrPayment) {
			t.Errorf("%s: %v", name, err)
		}
	}
	free := charge(t, l, []receipts.Money{0, 0}, paidBy("cash", 0, ""))
	refund(t, l, free.Number, receipts.Taken{Line: 1})
	dear := charge(t, l, []receipts.Money{70_00, 0}, paidBy("wechat", 70_00, "WX1"))
	refund(t, l, dear.Number, receipts.Taken{Line: 1}) // what stays costs nothing
	var without int
	if err := l.read.QueryRow(`SELECT count(*) FROM receipts WHERE seq NOT IN (SELECT receipt FROM payments)`).Scan(&without); err != nil || without > 0 {
		t.Errorf("%d receipts without payment rows, %v", without, err)
	}
	if got := net(t, l); got != 0 {
		t.Errorf("net %d", got)
	}
}

// A number that another window gives out never stands in this ledger as a receipt
// of its own, and none of this window's is ever taken for another's.
func TestTheSameNumberIsNeverAtTwoWindows(t *testing.T) {
	l, dir := refundLedger(t)
	own := charge(t, l, []receipts.Money{10_00})
	done := refund(t, l, own.Number)
	foreign, err := l.RefundForeign(t.Context(), cashier("c1"), supervisedForeign(t, l, "W02-0000001"), foreignRefund("W02-0000001"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Receipt(t.Context(), "W02-0000001"); !errors.Is(err, ErrNotFound) {
		t.Errorf("the other window's receipt stands here: %v", err)
	}
	p := paper(own.Number, 40)
	if _, err := l.RecordPaper(t.Context(), cashier("c1"), p); !errors.Is(err, ErrPaper) {
		t.Errorf("an own number keyed in as paper: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, dir)
	next := charge(t, l, []receipts.Money{10_00})
	seen := map[string]bool{}
	for _, number := range []string{own.Number, done.Red.Number, foreign.Red.Number, next.Number} {
		if seen[number] {
			t.Errorf("%s twice", number)
		}
		seen[number] = true
	}
	if next.Number != "W01-0000004" {
		t.Errorf("goes on with %s", next.Number)
	}
}
