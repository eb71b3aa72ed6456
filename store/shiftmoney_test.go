package store

import (
	"errors"
	"testing"

	"outpost/receipts"
)

// The report must know what of the payments lies in the drawer.
func TestTheCashTenderStaysWhileAShiftIsOpen(t *testing.T) {
	l, _, c1 := shiftOf(t, 0)
	changed := Settings{Rules: rules()}
	changed.Rules.Tenders[0].Code = "notes"
	if err := l.AcceptSettings(t.Context(), changed); !errors.Is(err, ErrShift) {
		t.Errorf("another cash tender: %v", err)
	}
	if _, err := l.CloseShift(t.Context(), c1, Count{}); err != nil {
		t.Fatal(err)
	}
	if err := l.AcceptSettings(t.Context(), changed); err != nil {
		t.Error(err)
	}
}

// However money comes in or goes out, it is in an open shift of whoever takes it.
func TestNoMoneyMovesOutsideAShift(t *testing.T) {
	l, _, c1 := shiftOf(t, 0)
	ctx := t.Context()
	unpaid, sold := sell(t, l, green("Gao Shan", 0)), sell(t, l, bill("Lin Yuejiang", 100_00))
	notGiven(t, l, sold.Number)
	ways := map[string]func() error{
		"a sale":          func() error { _, err := l.Sell(ctx, bill("Lin Yuejiang", 100_00)); return err },
		"a paper receipt": func() error { _, err := l.RecordPaper(ctx, c1, paper("SG-1", 40)); return err },
		"a refund": func() error {
			_, err := l.Refund(ctx, c1, supervised(t, l, sold.Number), request(sold.Number))
			return err
		},
		"another's refund": func() error {
			_, err := l.RefundForeign(ctx, c1, Approval{}, ForeignRefund{ID: receipts.NewID()})
			return err
		},
		"a later payment": func() error {
			_, err := l.SettleCredit(ctx, c1, unpaid.Number, []receipts.Payment{{Tender: "cash", Tendered: 60_00}})
			return err
		},
		"a void": func() error {
			_, err := l.Void(ctx, c1, VoidRequest{Number: sold.Number, Reason: "wrong", PaperReturned: true})
			return err
		},
		"a hand-over of cash": func() error {
			_, err := l.DropCash(ctx, c1, Drop{Amount: 1, Receiver: "Zhou Ping", Receipt: "1"})
			return err
		},
	}
	try := func(when string) {
		before := l.Head()
		for name, way := range ways {
			if err := way(); !errors.Is(err, ErrShift) && !errors.Is(err, ErrVoid) && !errors.Is(err, ErrRole) {
				t.Errorf("%s %s: %v", name, when, err)
			}
		}
		if after := l.Head(); after.Totals != before.Totals {
			t.Errorf("money moved %s", when)
		}
	}
	if _, err := l.CloseShift(ctx, c1, Count{Cash: 51_46}); err != nil {
		t.Fatal(err)
	}
	try("without a shift")
	if _, err := l.OpenShift(ctx, cashier("c2"), 0); err != nil {
		t.Fatal(err)
	}
	try("in another cashier's shift")
	if r, err := l.ShiftReport(ctx, l.Shift()); err != nil || r.Receipts != 0 || r.Expected != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// Closing a shift leaves everything that is not final where it is, and says so.
func TestClosingAShiftStrandsNothing(t *testing.T) {
	l, dir, c1 := shiftOf(t, 0)
	ctx := t.Context()
	var sold []receipts.Receipt
	for range 4 {
		sold = append(sold, sell(t, l, bill("Lin Yuejiang", 100_00)))
	}
	for i, state := range []OutboxState{Unknown, Refused, Differs} {
		if _, err := l.MarkSent(ctx, sold[i].ID); err != nil {
			t.Fatal(err)
		}
		if err := l.RecordAnswer(ctx, sold[i].ID, Answer{State: state, HISNumber: "F1", Reason: "r"}); err != nil {
			t.Fatal(err)
		}
	}
	draft := bill("Gao Shan", 0)
	if err := l.SaveDraft(ctx, draft, true); err != nil {
		t.Fatal(err)
	}
	r, err := l.CloseShift(ctx, c1, Count{Cash: 205_84})
	if err != nil {
		t.Fatal(err)
	}
	if n, amount := r.Unsettled(); n != 4 || amount != 205_84 || r.Drafts != 1 || len(r.Outbox) != 4 {
		t.Errorf("the report hides something: %d over %d, %+v", n, amount, r)
	}
	l.Close()
	l = reopen(t, dir)
	left, err := l.Backlog(ctx)
	if err != nil || left.Receipts != 4 || left.Money != 205_84 {
		t.Errorf("backlog %+v, %v", left, err)
	}
	if drafts, err := l.Drafts(ctx); err != nil || len(drafts) != 1 || drafts[0].Bill.ID != draft.ID {
		t.Errorf("drafts %+v, %v", drafts, err)
	}
}

// What cash rounding adds or takes is on both sides of the report, whatever the
// rule, and no difference keeps the shift open.
func TestARoundingDifferenceNeverBlocksAClose(t *testing.T) {
	for rounding, due := range map[receipts.Rounding]receipts.Money{receipts.RoundNone: 51_46, receipts.RoundHalfUp: 51_50, receipts.RoundDown: 51_40, receipts.RoundUp: 51_50} {
		l, _, c1 := shiftOf(t, 0)
		changed := rules()
		changed.Rounding = rounding
		if err := l.AcceptSettings(t.Context(), Settings{Rules: changed}); err != nil {
			t.Fatal(err)
		}
		sell(t, l, bill("Lin Yuejiang", 60_00))
		r, err := l.CloseShift(t.Context(), c1, Count{Cash: 51_46})
		if err != nil || !r.Agrees() || r.Expected != due || r.Rounding != due-51_46 || *r.Difference != 51_46-due {
			t.Errorf("%s: %+v, %v", rounding, r, err)
		}
	}
}
