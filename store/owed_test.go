package store

import (
	"errors"
	"testing"

	"outpost/receipts"
)

func owedNow(t *testing.T, l *Ledger) (sum receipts.Money) {
	t.Helper()
	all, err := l.Owed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range all {
		sum += o.Amount
	}
	return sum
}

// What was voided or refunded and paid electronically either goes back or pays
// the bill that is charged in its place, never both.
func TestAPaymentGoesBackOrPaysAnotherBill(t *testing.T) {
	l, _ := refundLedger(t)
	ctx, c1 := t.Context(), cashier("c1")
	wrong := charge(t, l, []receipts.Money{70_00, 30_00}, paidBy("wechat", 80_00, "WX1"))
	if _, err := l.Void(ctx, c1, VoidRequest{Number: wrong.Number, Reason: "wrong item", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	if got := owedNow(t, l); got != 80_00 {
		t.Fatalf("the void leaves %d owed", got)
	}
	more := bill("Lin Yuejiang", 0)
	more.Payments = []receipts.Payment{paidBy("wechat", 51_46, "WX1")}
	sell(t, l, more)
	if got := owedNow(t, l); got != 28_54 {
		t.Errorf("51.46 of 80.00 pay the right bill, %d is owed", got)
	}
	more.ID = receipts.NewID()
	if _, err := l.Sell(ctx, more); !errors.Is(err, receipts.ErrReferenceTwice) {
		t.Errorf("it pays yet another: %v", err)
	}
	if _, err := l.SettleOwed(ctx, c1, wrong.Number, 1, "R1"); err != nil {
		t.Fatal(err)
	}
	if settled, err := l.OwedSettled(ctx, 5); err != nil || settled[0].Amount != 28_54 || !settled[0].Voided {
		t.Errorf("%+v, %v", settled, err)
	}
	mustVerify(t, l)
}

func TestWhatWentBackPaysNothing(t *testing.T) {
	l, _ := refundLedger(t)
	r := charge(t, l, []receipts.Money{51_46}, paidBy("wechat", 51_46, "WX1"))
	done := refund(t, l, r.Number)
	b := bill("Lin Yuejiang", 0)
	b.Payments = []receipts.Payment{paidBy("wechat", 51_46, "WX1")}
	over := b
	over.Lines = append(over.Lines, over.Lines[0])
	over.Payments = []receipts.Payment{paidBy("wechat", 82_92, "WX1")}
	if _, err := l.Sell(t.Context(), over); !errors.Is(err, receipts.ErrReferenceTwice) {
		t.Errorf("it pays more than it was: %v", err)
	}
	if _, err := l.SettleOwed(t.Context(), cashier("c1"), done.Red.Number, 1, "R1"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Sell(t.Context(), b); !errors.Is(err, receipts.ErrReferenceTwice) {
		t.Errorf("it pays after it went back: %v", err)
	}
	if got := net(t, l); got != 0 {
		t.Errorf("net %d", got)
	}
}

// A payment that was refunded in two steps is used up over both.
func TestAPaymentOwedInTwoSteps(t *testing.T) {
	l, _ := refundLedger(t)
	r := charge(t, l, []receipts.Money{30_00, 21_46}, paidBy("wechat", 51_46, "WX1"))
	done := refund(t, l, r.Number, receipts.Taken{Line: 1})
	refund(t, l, done.Rest.Number)
	if got := owedNow(t, l); got != 51_46 {
		t.Fatalf("%d is owed", got)
	}
	b := bill("Lin Yuejiang", 0)
	b.Lines = b.Lines[:1]
	b.Payments = []receipts.Payment{paidBy("wechat", 31_46, "WX1")}
	sell(t, l, b)
	if got := owedNow(t, l); got != 20_00 {
		t.Errorf("31.46 of it pay, %d is owed", got)
	}
	mustVerify(t, l)
}
