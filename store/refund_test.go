package store

import (
	"errors"
	"testing"

	"outpost/receipts"
	"outpost/store/incident"
)

// refundLedger is a window that charges stand-alone, with the shift of c1 open.
func refundLedger(t *testing.T) (*Ledger, string) {
	t.Helper()
	l, dir := found(t, false)
	goStandalone(t, l, "I20261120T010000.000000Z")
	if _, err := l.OpenShift(t.Context(), cashier("c1"), 200_00); err != nil {
		t.Fatal(err)
	}
	return l, dir
}

// charge sells lines over the given amounts; what is not paid otherwise is cash.
func charge(t *testing.T, l *Ledger, amounts []receipts.Money, payments ...receipts.Payment) receipts.Receipt {
	t.Helper()
	b := bill("Lin Yuejiang", 0)
	b.Lines, b.Payments = nil, payments
	rest := receipts.Money(0)
	for i, m := range amounts {
		category := []receipts.Category{receipts.CategoryWesternDrug, receipts.CategoryLaboratory}[i%2]
		b.Lines = append(b.Lines, receipts.Line{Item: "drug/1", Name: "Amoxicillin", Category: category, Price: receipts.Price(m) * 50, Quantity: 2000, List: "abc"})
		rest += m
	}
	for _, p := range payments {
		rest -= p.Tendered
	}
	if rest > 0 {
		b.Payments = append(b.Payments, receipts.Payment{Tender: "cash", Tendered: rest})
	}
	return sell(t, l, b)
}

func paidBy(tender string, m receipts.Money, reference string) receipts.Payment {
	return receipts.Payment{Tender: tender, Tendered: m, Reference: reference}
}

// notGiven signs all lines of a receipt off as not handed out.
func notGiven(t *testing.T, l *Ledger, number string) {
	t.Helper()
	row, err := l.Receipt(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	var lines []Signed
	for i := range row.Receipt.Lines {
		lines = append(lines, Signed{Line: i + 1, Status: NotGiven})
	}
	if err := l.SignOff(t.Context(), cashier("c1"), number, lines, "pharmacy"); err != nil {
		t.Fatal(err)
	}
}

// supervised is a supervisor's word for a refund that c1 asks for.
func supervised(t *testing.T, l *Ledger, number string) Approval {
	t.Helper()
	a, err := l.approve(t.Context(), cashier("c1"), Actor{id: "gao", role: incident.RoleSupervisor}, WhatRefund, number)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func request(number string, taken ...receipts.Taken) RefundRequest {
	return RefundRequest{ID: receipts.NewID(), Number: number, Taken: taken, Reason: "wrong item", PaperReturned: true}
}

func refund(t *testing.T, l *Ledger, number string, taken ...receipts.Taken) RefundDone {
	t.Helper()
	notGiven(t, l, number)
	done, err := l.Refund(t.Context(), cashier("c1"), supervised(t, l, number), request(number, taken...))
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// net is what stands of all receipts: by their totals, by their lines with the
// rounding, by their payments, and by the journal's own totals.
func net(t *testing.T, l *Ledger) receipts.Money {
	t.Helper()
	var totals, lines, payments receipts.Money
	for query, into := range map[string]*receipts.Money{
		`SELECT coalesce(sum(total), 0) FROM receipts WHERE void_seq IS NULL`: &totals,
		`SELECT coalesce(sum(amount), 0) + (SELECT coalesce(sum(rounding), 0) FROM receipts WHERE void_seq IS NULL) FROM lines JOIN receipts ON seq = receipt WHERE void_seq IS NULL`: &lines,
		`SELECT coalesce(sum(amount), 0) FROM payments JOIN receipts ON seq = receipt WHERE void_seq IS NULL`:                                                                         &payments,
	} {
		if err := l.read.QueryRow(query).Scan(into); err != nil {
			t.Fatal(err)
		}
	}
	head := l.Head().Totals
	if lines != totals || payments != totals || receipts.Money(head.Sales-head.Voids) != totals {
		t.Fatalf("by totals %d, lines %d, payments %d, journal %d", totals, lines, payments, head.Sales-head.Voids)
	}
	return totals
}

func mustStand(t *testing.T, l *Ledger, number string, state OutboxState) receipts.Receipt {
	t.Helper()
	row, err := l.Receipt(t.Context(), number)
	if err != nil || row.State != state {
		t.Fatalf("%s is %s, want %s: %v", number, row.State, state, err)
	}
	return row.Receipt
}

// The mistakes of a peer: a full refund of 100 made net −200, a refund of 30 was
// lost, the second partial refund was swallowed.
func TestRefundsAddUp(t *testing.T) {
	l, dir := refundLedger(t)
	first := charge(t, l, []receipts.Money{100_00})
	done := refund(t, l, first.Number)
	if got := net(t, l); got != 0 || done.Red.Total != -100_00 || done.Rest != nil || done.Red.Reversal.Cash != 100_00 {
		t.Errorf("100 refunded whole leaves %d; %+v", got, done.Red)
	}
	second := charge(t, l, []receipts.Money{40_00, 30_00, 30_00})
	done = refund(t, l, second.Number, receipts.Taken{Line: 2})
	if got := net(t, l); got != 70_00 || done.Rest.Total != 70_00 || done.Red.Reversal.Cash != 30_00 {
		t.Errorf("30 of 100 refunded leaves %d", got)
	}
	if done.Red.Cites != second.Number || done.Rest.Cites != done.Red.Number || done.Rest.Replaces != second.Number || done.Red.ReplacedBy != done.Rest.Number {
		t.Errorf("red cites %q, replaced by %q; rest cites %q, replaces %q", done.Red.Cites, done.Red.ReplacedBy, done.Rest.Cites, done.Rest.Replaces)
	}
	third := refund(t, l, done.Rest.Number, receipts.Taken{Line: 2, Quantity: 1000})
	if got := net(t, l); got != 55_00 || third.Rest.Total != 55_00 {
		t.Errorf("another 15 refunded leaves %d", got)
	}
	if r := mustStand(t, l, second.Number, Refunded); r.Refunded == nil || r.Refunded.Red != done.Red.Number || r.Refunded.Rest != done.Rest.Number || r.Refunded.By != "c1" || r.Refunded.Reason != "wrong item" {
		t.Errorf("the original says %+v", r.Refunded)
	}
	mustStand(t, l, third.Rest.Number, Pending)
	mustStand(t, l, third.Red.Number, Refunded)
	if rows, err := l.Unsent(t.Context(), 10); err != nil || len(rows) != 1 || rows[0].Receipt.Number != third.Rest.Number {
		t.Errorf("%d to be sent: %v", len(rows), err)
	}
	mustVerify(t, l)
	if err := errors.Join(l.Rebuild(t.Context()), l.Close()); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, dir)
	mustVerify(t, l)
	if r := mustStand(t, l, third.Rest.Number, Pending); r.Patient.Name != "Lin Yuejiang" || net(t, l) != 55_00 {
		t.Errorf("after reopening %+v", r)
	}
}

// 241.00 = cash 100 + WeChat 141: no cash for WeChat money.
func TestElectronicMoneyIsOwedNotPaidOut(t *testing.T) {
	l, _ := refundLedger(t)
	r := charge(t, l, []receipts.Money{30_00, 150_00, 61_00}, paidBy("wechat", 141_00, "WX1"))
	done := refund(t, l, r.Number, receipts.Taken{Line: 1})
	if b := done.Red.Reversal; b.Cash != 30_00 || b.Owed != 0 {
		t.Errorf("30 of 241: %+v", *b)
	}
	done = refund(t, l, done.Rest.Number, receipts.Taken{Line: 1})
	if b := done.Red.Reversal; b.Cash != 70_00 || b.Owed != 80_00 {
		t.Errorf("150 more: %+v", *b)
	}
	owed, err := l.Owed(t.Context())
	if err != nil || len(owed) != 1 || owed[0].Amount != 80_00 || owed[0].Receipt != done.Red.Number || owed[0].Reference != "WX1" || owed[0].Patient.Name != "Lin Yuejiang" {
		t.Fatalf("owed %+v, %v", owed, err)
	}
	if _, err := l.SettleOwed(t.Context(), cashier("c1"), done.Red.Number, owed[0].Payment, " "); !errors.Is(err, ErrInput) {
		t.Errorf("without a reference: %v", err)
	}
	if _, err := l.SettleOwed(t.Context(), cashier("c1"), done.Red.Number, 9, "R1"); !errors.Is(err, ErrOwed) {
		t.Errorf("another payment: %v", err)
	}
	back, err := l.SettleOwed(t.Context(), cashier("c1"), done.Red.Number, owed[0].Payment, "R1")
	if err != nil || back.Amount != 80_00 || back.Settled.Reference != "R1" {
		t.Errorf("%+v, %v", back, err)
	}
	if _, err := l.SettleOwed(t.Context(), cashier("c1"), done.Red.Number, owed[0].Payment, "R1"); !errors.Is(err, ErrOwed) {
		t.Errorf("twice: %v", err)
	}
	if owed, err := l.Owed(t.Context()); err != nil || len(owed) != 0 {
		t.Errorf("still owed %+v, %v", owed, err)
	}
	if settled, err := l.OwedSettled(t.Context(), 5); err != nil || len(settled) != 1 || settled[0].Settled.By != "c1" {
		t.Errorf("settled %+v, %v", settled, err)
	}
	mustVerify(t, l)
}

func TestTheSameRefundAgainIsTheSameAnswer(t *testing.T) {
	l, _ := refundLedger(t)
	r := charge(t, l, []receipts.Money{70_00, 30_00})
	notGiven(t, l, r.Number)
	req := request(r.Number, receipts.Taken{Line: 2})
	done, err := l.Refund(t.Context(), cashier("c1"), supervised(t, l, r.Number), req)
	if err != nil {
		t.Fatal(err)
	}
	head := l.Head().Seq
	again, err := l.Refund(t.Context(), cashier("c1"), Approval{}, req)
	if err != nil || again.Red.Head != done.Red.Head || again.Rest.Number != done.Rest.Number || l.Head().Seq != head {
		t.Errorf("again: %+v, %v", again, err)
	}
	req.Reason = "another"
	if _, err := l.Refund(t.Context(), cashier("c1"), Approval{}, req); !errors.Is(err, ErrConflict) {
		t.Errorf("the same id with other content: %v", err)
	}
	req = request(r.Number)
	req.ID = r.ID
	if _, err := l.Refund(t.Context(), cashier("c1"), Approval{}, req); !errors.Is(err, ErrConflict) {
		t.Errorf("the id of a sale: %v", err)
	}
}

func TestWhatIsNotRefundedHere(t *testing.T) {
	l, _ := refundLedger(t)
	ctx, c1 := t.Context(), cashier("c1")
	r := charge(t, l, []receipts.Money{70_00, 30_00})
	notGiven(t, l, r.Number)
	noPaper, twice := request(r.Number), request(r.Number)
	noPaper.PaperReturned = false
	twice.PaperMissing = "lost"
	noReason, noID := request(r.Number), request(r.Number)
	noReason.Reason, noID.ID = " ", "7"
	good := supervised(t, l, r.Number)
	for _, tt := range []struct {
		name     string
		by       Actor
		approval Approval
		req      RefundRequest
		want     error
	}{
		{"nobody", Actor{}, good, request(r.Number), ErrActor},
		{"another cashier's shift", cashier("c2"), good, request(r.Number), ErrShift},
		{"no approval", c1, Approval{}, request(r.Number), ErrApproval},
		{"the approval of another receipt", c1, supervised(t, l, "W01-0000009"), request(r.Number), ErrApproval},
		{"no reason", c1, good, noReason, ErrInput},
		{"no paper and no word of it", c1, good, noPaper, ErrInput},
		{"the paper is here and is not", c1, good, twice, ErrInput},
		{"no id", c1, good, noID, ErrInput},
		{"no such line", c1, good, request(r.Number, receipts.Taken{Line: 3}), receipts.ErrRefund},
		{"no such receipt of ours", c1, good, request("W01-0000077"), ErrNotFound},
		{"another window's", c1, good, request("W02-0000001"), ErrForeign},
		{"the HIS's", c1, good, request("2026111900123"), ErrHISReceipt},
	} {
		if _, err := l.Refund(ctx, tt.by, tt.approval, tt.req); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if refused, err := l.RefusedRefunds(ctx, 5); err != nil || len(refused) != 1 || refused[0].Number != "2026111900123" || refused[0].By != "c1" {
		t.Errorf("refused %+v, %v", refused, err)
	}
	if _, err := l.Refund(ctx, c1, good, request(r.Number)); err != nil {
		t.Errorf("and then it is: %v", err)
	}
	if _, err := l.Refund(ctx, c1, supervised(t, l, r.Number), request(r.Number)); !errors.Is(err, ErrRefunded) {
		t.Errorf("again: %v", err)
	}
	if _, err := l.Void(ctx, c1, VoidRequest{Number: r.Number, Reason: "wrong", PaperReturned: true}); !errors.Is(err, ErrVoid) {
		t.Errorf("a void of what was refunded: %v", err)
	}
	if _, err := l.CloseShift(ctx, c1, Count{}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Refund(ctx, c1, Approval{}, request(r.Number)); !errors.Is(err, ErrShift) {
		t.Errorf("without a shift: %v", err)
	}
}

// What is sent, unknown, differs, confirmed or settled by hand stands in the HIS or may.
func TestWhatMayStandInTheHISIsRefundedThere(t *testing.T) {
	l, _ := refundLedger(t)
	ctx := t.Context()
	answer := func(state OutboxState) func(string) error {
		return func(id string) error {
			_, err := l.MarkSent(ctx, id)
			return errors.Join(err, l.RecordAnswer(ctx, id, Answer{State: state, HISNumber: "F1"}))
		}
	}
	for _, tt := range []struct {
		name  string
		to    func(id string) error
		want  error
		after OutboxState
	}{
		{"never sent", func(string) error { return nil }, nil, Refunded},
		{"on its way", func(id string) error { _, err := l.MarkSent(ctx, id); return err }, ErrInHIS, Sent},
		{"unknown", answer(Unknown), ErrInHIS, Unknown},
		{"differs", answer(Differs), ErrInHIS, Differs},
		{"confirmed", answer(Confirmed), ErrInHIS, Confirmed},
		{"refused there", answer(Refused), nil, Refunded},
		{"certainly never left", answer(Pending), nil, Refunded},
		{"linked", func(id string) error {
			return l.Decide(ctx, id, Decision{Verdict: VerdictLinked, HISNumber: "F2", By: "i1", Role: "info_head", Reason: "found"})
		}, ErrInHIS, ByHand},
	} {
		r := charge(t, l, []receipts.Money{10_00})
		notGiven(t, l, r.Number)
		if err := tt.to(r.ID); err != nil {
			t.Fatal(err)
		}
		_, err := l.Refund(ctx, cashier("c1"), supervised(t, l, r.Number), request(r.Number))
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
		mustStand(t, l, r.Number, tt.after)
		if _, err := l.MarkSent(ctx, r.ID); tt.after == Refunded && !errors.Is(err, ErrState) {
			t.Errorf("%s: it can still be sent: %v", tt.name, err)
		}
	}
	mustVerify(t, l)
}

func TestAHeldReceiptsRestIsHeldToo(t *testing.T) {
	l, _ := refundLedger(t)
	b := bill("Gao Shan", 100_00)
	if _, err := l.RecordGoingOver(t.Context(), cashier("c1"), GoingOver{Questions: []Question{{Patient: b.Patient}}}); err != nil {
		t.Fatal(err)
	}
	r := sell(t, l, b)
	reason := func(number string, state OutboxState) string {
		row, err := l.Receipt(t.Context(), number)
		if err != nil || row.State != state {
			t.Errorf("%s is %s: %v", number, row.State, err)
		}
		return row.Reason
	}
	was := reason(r.Number, Held)
	done := refund(t, l, r.Number, receipts.Taken{Line: 1})
	if got := reason(done.Rest.Number, Held); got != was {
		t.Errorf("the rest: %q", got)
	}
	reason(r.Number, Refunded)
}
