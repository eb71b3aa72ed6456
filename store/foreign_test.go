package store

import (
	"errors"
	"strings"
	"testing"

	"outpost/receipts"
	"outpost/store/incident"
)

func foreignRefund(number string) ForeignRefund {
	return ForeignRefund{
		ID: receipts.NewID(), Reason: "window 2 is closed", PaperReturned: true,
		Receipt: receipts.Foreign{
			Number: number, Patient: receipts.Patient{ID: receipts.NewID(), Name: "Lin Yuejiang"}, Total: 241_00,
			Payments: []receipts.Payment{{Tender: "cash", Amount: 100_00}, {Tender: "wechat", Amount: 141_00, Reference: "WX1"}},
		},
	}
}

func supervisedForeign(t *testing.T, l *Ledger, number string) Approval {
	t.Helper()
	a, err := l.approve(t.Context(), cashier("c1"), Actor{id: "gao", role: incident.RoleSupervisor}, WhatForeignRefund, number)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnotherWindowsReceiptIsRefundedOnce(t *testing.T) {
	l, dir := refundLedger(t)
	ctx, c1 := t.Context(), cashier("c1")
	req := foreignRefund(" w02-0000007 ")
	if _, err := l.RefundForeign(ctx, c1, supervised(t, l, "W02-0000007"), req); !errors.Is(err, ErrApproval) {
		t.Errorf("with an approval of another kind: %v", err)
	}
	done, err := l.RefundForeign(ctx, c1, supervisedForeign(t, l, "W02-0000007"), req)
	if err != nil {
		t.Fatal(err)
	}
	if b := done.Red.Reversal; done.Red.Number != "W01-0000001" || done.Red.Cites != "W02-0000007" || b.Cash != 100_00 || b.Owed != 141_00 || !b.Unverified || b.ApprovedBy != "gao" || done.Rest != nil {
		t.Errorf("%+v, back %+v", done.Red, *b)
	}
	again, err := l.RefundForeign(ctx, c1, Approval{}, req)
	if err != nil || again.Red.Head != done.Red.Head {
		t.Errorf("the same again: %v", err)
	}
	if _, err := l.RefundForeign(ctx, c1, supervisedForeign(t, l, "W02-0000007"), foreignRefund("W02-0000007")); !errors.Is(err, ErrRefunded) {
		t.Errorf("once more: %v", err)
	}
	row, err := l.Receipt(ctx, done.Red.Number)
	if err != nil || row.State != Held || !strings.HasPrefix(row.Reason, ReasonForeign+": ") {
		t.Errorf("%s, %q, %v", row.State, row.Reason, err)
	}
	if _, err := l.MarkSent(ctx, req.ID); !errors.Is(err, ErrState) {
		t.Errorf("it is sent: %v", err)
	}
	d := Decision{Verdict: VerdictResend, By: "i1", Role: "info_head", Reason: "matched"}
	if err := l.Decide(ctx, req.ID, d); !errors.Is(err, ErrState) {
		t.Errorf("it is ordered sent: %v", err)
	}
	if owed, err := l.Owed(ctx); err != nil || len(owed) != 1 || owed[0].Amount != 141_00 {
		t.Errorf("owed %+v, %v", owed, err)
	}
	if got := net(t, l); got != -241_00 {
		t.Errorf("net %d", got)
	}
	mustVerify(t, l)
	if err := errors.Join(l.Rebuild(ctx), l.Close()); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, dir)
	d.Verdict, d.HISNumber = VerdictLinked, "F-9"
	if err := l.Decide(ctx, req.ID, d); err != nil {
		t.Errorf("matched: %v", err)
	}
	mustStand(t, l, done.Red.Number, ByHand)
}

func TestWhatIsNotAnotherWindowsReceipt(t *testing.T) {
	l, _ := refundLedger(t)
	r := charge(t, l, []receipts.Money{10_00})
	for number, want := range map[string]error{
		r.Number: ErrForeign, "W01-0000099": ErrForeign, "2026111900123": ErrHISReceipt, "": ErrInput,
	} {
		if _, err := l.RefundForeign(t.Context(), cashier("c1"), Approval{}, foreignRefund(number)); !errors.Is(err, want) {
			t.Errorf("%q: %v", number, err)
		}
		if err := l.CheckForeign(t.Context(), cashier("c1"), foreignRefund(number)); !errors.Is(err, want) {
			t.Errorf("%q, asked before an approval: %v", number, err)
		}
	}
	if err := l.CheckForeign(t.Context(), cashier("c1"), foreignRefund("W03-0000001")); err != nil {
		t.Errorf("another window's, asked before an approval: %v", err)
	}
	coded := foreignRefund("SG-000123") // written on paper there, and it has a code
	coded.Receipt.Code = "any"
	if _, err := l.RefundForeign(t.Context(), cashier("c1"), supervisedForeign(t, l, "SG-000123"), coded); err != nil {
		t.Errorf("by its code: %v", err)
	}
	late := foreignRefund("W03-0000001")
	late.Receipt.Patient.Name = ""
	if _, err := l.RefundForeign(t.Context(), cashier("c1"), supervisedForeign(t, l, "W03-0000001"), late); !errors.Is(err, receipts.ErrPatient) {
		t.Errorf("nobody's: %v", err)
	}
	if refused, err := l.RefusedRefunds(t.Context(), 9); err != nil || len(refused) != 2 {
		t.Errorf("%+v, %v", refused, err)
	}
}

// A serial is written in one way, so that more zeros do not refund it once more.
func TestAnotherWindowsReceiptWithMoreZeros(t *testing.T) {
	l, _ := refundLedger(t)
	for number, want := range map[string]error{"W02-00000007": ErrHISReceipt, "W02-000007": ErrHISReceipt, "W02-10000007": nil, "W02-0000007": nil} {
		_, err := l.RefundForeign(t.Context(), cashier("c1"), supervisedForeign(t, l, number), foreignRefund(number))
		if !errors.Is(err, want) {
			t.Errorf("%s: %v", number, err)
		}
	}
}
