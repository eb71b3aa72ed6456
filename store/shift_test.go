package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
)

// shiftOf is a real ledger in stand-alone mode with c1's shift open.
func shiftOf(t *testing.T, float receipts.Money) (*Ledger, string, Actor) {
	t.Helper()
	l, dir := found(t, false)
	standalone(t, l)
	c1 := cashier("c1")
	if _, err := l.OpenShift(t.Context(), c1, float); err != nil {
		t.Fatal(err)
	}
	return l, dir, c1
}

func supervisor(id string) Actor { return Actor{id: id, role: incident.RoleSupervisor} }

func approval(t *testing.T, l *Ledger, asker, approver Actor, subject string) Approval {
	t.Helper()
	a, err := l.approve(t.Context(), asker, approver, WhatShift, subject)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func byWeChat(name string) receipts.Bill {
	b := bill(name, 0)
	b.Payments = []receipts.Payment{{Tender: "wechat", Tendered: 51_46, Reference: "WX1"}}
	return b
}

func TestTheReportSaysWhatTheShiftCameTo(t *testing.T) {
	l, dir, c1 := shiftOf(t, 200_00)
	ctx := t.Context()
	take(t, l, RangeForm, "AB001", "AB100")
	sell(t, l, bill("Lin Yuejiang", 100_00))
	sell(t, l, byWeChat("Gao Shan"))
	void := sell(t, l, bill("Gao Shan", 60_00))
	if _, err := l.Void(ctx, c1, VoidRequest{Number: void.Number, Reason: "wrong item", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.MarkNumbers(ctx, c1, RangeForm, "AB004", "AB005", FateLost, "not in the pad"); err != nil {
		t.Fatal(err)
	}
	if err := l.SaveDraft(ctx, bill("Lin Yuejiang", 0), true); err != nil {
		t.Fatal(err)
	}
	if _, err := l.DropCash(ctx, c1, Drop{Amount: 150_00, Receiver: "Zhou Ping", Receipt: "JK-77"}); err != nil {
		t.Fatal(err)
	}
	head := l.Head()
	count := Count{Cash: 101_00, Pieces: []Pieces{{100_00, 1}, {1_00, 1}}, Tenders: []TenderTotal{{"wechat", 51_46}}}
	closed, err := l.CloseShift(ctx, c1, count)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	l = reopen(t, dir)
	r, err := l.ClosedShift(ctx, closed.Shift)
	if err != nil || !r.Closed.Equal(closed.Closed) || l.Shift().ID != "" {
		t.Fatalf("kept %+v, %v", r, err)
	}
	if r.Expected != 101_46 || r.Counted == nil || *r.Counted != 101_00 || *r.Difference != -46 || r.Dropped != 150_00 || r.CashTaken != 51_46 || len(r.Drops) != 1 || r.Drops[0].Receipt != "JK-77" {
		t.Errorf("cash %+v", r)
	}
	if !r.Agrees() || r.Receipts != 3 || r.Voids != 1 || r.Voided != 51_46 || r.Sales != 154_38 || r.FromLines != 102_92 || r.Drafts != 1 {
		t.Errorf("totals %+v", r)
	}
	if len(r.Tenders) != 2 || len(r.Categories) != 2 || r.Categories[0] != (CategoryTotal{receipts.CategoryLaboratory, 40_00}) || len(r.TenderCounts) != 1 || r.TenderCounts[0].Difference() != 0 {
		t.Errorf("tenders %+v, categories %+v, counted %+v", r.Tenders, r.Categories, r.TenderCounts)
	}
	if n, amount := r.Unsettled(); n != 2 || amount != 102_92 {
		t.Errorf("not final: %d, %d", n, amount)
	}
	if len(r.Forms) != 3 || r.Forms[0].To != "AB002" || r.Forms[1].Fate != FateVoided || r.Forms[2].Count != 2 || r.FormsLeft.Left != 95 {
		t.Errorf("forms %+v, left %+v", r.Forms, r.FormsLeft)
	}
	if c := r.Checkpoint; c == nil || c.Check(l.Identity().PublicKey) != nil || c.Seq != head.Seq || c.Head != head.Hash.String() || r.Head != c.Head {
		t.Errorf("checkpoint %+v", r.Checkpoint)
	}
	if seq, ok, err := l.HasHead(ctx, r.Head[:16]); err != nil || !ok || seq != head.Seq {
		t.Errorf("the printed head: %d, %v, %v", seq, ok, err)
	}
	mustVerify(t, l)
}

func TestACountThatIsNotWholeIsRefused(t *testing.T) {
	l, _, c1 := shiftOf(t, 0)
	for _, wrong := range []Count{
		{Cash: -1},
		{Cash: 5_00, Pieces: []Pieces{{1_00, 4}}},
		{Pieces: []Pieces{{0, 4}}},
		{Pieces: []Pieces{{1_00, -1}}},
		{Pieces: []Pieces{{receipts.MaxMoney, 1 << 40}}},
		{Tenders: []TenderTotal{{"cash", 5_00}}},
		{Tenders: []TenderTotal{{"gold", 5_00}}},
		{Tenders: []TenderTotal{{"wechat", 5_00}, {"wechat", 5_00}}},
		{Cash: 5_00, NotCounted: "no time"},
		{NotCounted: "no time"},
		{NotCounted: "no\ntime"},
	} {
		if _, err := l.CloseShift(t.Context(), c1, wrong); !errors.Is(err, ErrCount) {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
	if _, err := l.CloseShift(t.Context(), c1, Count{ContinuedAt: Elsewhere{Shift: "x"}}); !errors.Is(err, ErrInput) {
		t.Errorf("a shift nowhere: %v", err)
	}
	if l.Shift().ID == "" {
		t.Error("a refused count closed the shift")
	}
}

func TestCashIsHandedOverInBetween(t *testing.T) {
	l, dir, c1 := shiftOf(t, 100_00)
	ctx := t.Context()
	sell(t, l, bill("Lin Yuejiang", 100_00))
	for _, wrong := range []Drop{
		{Receiver: "Zhou Ping", Receipt: "1"}, {Amount: -1, Receiver: "Zhou Ping", Receipt: "1"}, {Amount: 1, Receiver: " ", Receipt: "1"},
		{Amount: 1, Receiver: "Zhou Ping"}, {Amount: 1, Receiver: "c1", Receipt: "1"}, {Amount: 151_47, Receiver: "Zhou Ping", Receipt: "1"},
	} {
		_, err := l.DropCash(ctx, c1, wrong)
		if !errors.Is(err, ErrDrop) {
			t.Errorf("%+v: %v", wrong, err)
		} else if strings.Contains(err.Error(), "151") {
			t.Errorf("the refusal tells what is expected: %v", err)
		}
	}
	if _, err := l.DropCash(ctx, cashier("c2"), Drop{Amount: 1, Receiver: "Zhou Ping", Receipt: "1"}); !errors.Is(err, ErrRole) {
		t.Errorf("another cashier: %v", err)
	}
	slip, err := l.DropCash(ctx, c1, Drop{Amount: 150_00, Receiver: "Zhou Ping", Receipt: "1"})
	if err != nil {
		t.Fatal(err)
	}
	if holds, err := l.Drawer(ctx); err != nil || holds != 1_46 {
		t.Errorf("the drawer holds %d, %v", holds, err)
	}
	if err := l.TakeBackDrop(ctx, c1, slip.Seq, " "); !errors.Is(err, ErrDrop) {
		t.Errorf("without a reason: %v", err)
	}
	if err := l.TakeBackDrop(ctx, c1, slip.Seq, "15.00 was meant"); err != nil {
		t.Fatal(err)
	}
	if err := l.TakeBackDrop(ctx, c1, slip.Seq, "again"); !errors.Is(err, ErrDrop) {
		t.Errorf("twice: %v", err)
	}
	if err := l.TakeBackDrop(ctx, c1, 1, "what"); !errors.Is(err, ErrNotFound) {
		t.Errorf("another entry: %v", err)
	}
	l.Close()
	l = reopen(t, dir)
	if holds, err := l.Drawer(ctx); err != nil || holds != 151_46 {
		t.Errorf("after reopening the drawer holds %d, %v", holds, err)
	}
	if r, err := l.CloseShift(ctx, c1, Count{Cash: 151_46}); err != nil || *r.Difference != 0 || len(r.Drops) != 1 || r.Drops[0].Back != "15.00 was meant" {
		t.Errorf("report %+v, %v", r, err)
	}
	if _, err := l.DropCash(ctx, c1, Drop{Amount: 1, Receiver: "Zhou Ping", Receipt: "2"}); !errors.Is(err, ErrShift) {
		t.Errorf("outside a shift: %v", err)
	}
	mustVerify(t, l)
}

func TestTheNextCashierTakesOverInOneStep(t *testing.T) {
	l, dir, c1 := shiftOf(t, 200_00)
	ctx := t.Context()
	sell(t, l, bill("Lin Yuejiang", 100_00))
	if _, _, err := l.HandOver(ctx, c1, Count{Cash: 251_46}, c1); !errors.Is(err, ErrShift) {
		t.Errorf("to oneself: %v", err)
	}
	if _, _, err := l.HandOver(ctx, c1, Count{Cash: 251_46}, Actor{}); !errors.Is(err, ErrActor) {
		t.Errorf("to nobody: %v", err)
	}
	before := l.Head().Seq
	r, next, err := l.HandOver(ctx, c1, Count{Cash: 251_00}, cashier("c2"))
	if err != nil || next.Cashier != "c2" || next.Float != 251_00 || next.Follows != r.Shift || r.Next.Shift != next.ID || *r.Difference != -46 || l.Head().Seq != before+1 {
		t.Fatalf("report %+v, next %+v, %v", r, next, err)
	}
	l.Close()
	l = reopen(t, dir)
	if got := l.Shift(); got != next {
		t.Errorf("after reopening %+v, handed over %+v", got, next)
	}
	b := bill("Gao Shan", 60_00)
	if _, err := l.Sell(ctx, b); !errors.Is(err, ErrShift) {
		t.Errorf("the former cashier still sells: %v", err)
	}
	b.Cashier = "c2"
	sell(t, l, b)
	if r, err := l.CloseShift(ctx, cashier("c2"), Count{Cash: 302_46}); err != nil || *r.Difference != 0 || r.Follows != next.Follows || r.Float != 251_00 {
		t.Errorf("the second report %+v, %v", r, err)
	}
	mustVerify(t, l)
}

func TestAnAbandonedShiftIsClosedByOthers(t *testing.T) {
	l, _, c1 := shiftOf(t, 200_00)
	ctx := t.Context()
	sell(t, l, bill("Lin Yuejiang", 100_00))
	c2, boss, shift := cashier("c2"), supervisor("s1"), l.Shift().ID
	if _, err := l.CloseShift(ctx, c2, Count{Cash: 251_46}); !errors.Is(err, ErrShift) {
		t.Errorf("without approval: %v", err)
	}
	own := approval(t, l, c2, supervisor("c1"), shift)
	for name, refused := range map[string]func() error{
		"none":      func() error { _, err := l.CloseAnothersShift(ctx, c2, Approval{}, Count{}); return err },
		"the owner": func() error { _, err := l.CloseAnothersShift(ctx, c2, own, Count{}); return err },
		"of another shift": func() error {
			_, err := l.CloseAnothersShift(ctx, c2, approval(t, l, c2, boss, "x"), Count{})
			return err
		},
		"of another asker": func() error {
			_, err := l.CloseAnothersShift(ctx, c2, approval(t, l, cashier("c3"), boss, shift), Count{})
			return err
		},
	} {
		if err := refused(); !errors.Is(err, ErrApproval) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := l.CloseAnothersShift(ctx, c1, approval(t, l, c1, boss, shift), Count{}); !errors.Is(err, ErrShift) {
		t.Errorf("the own shift: %v", err)
	}
	a := approval(t, l, c2, boss, shift)
	r, err := l.CloseAnothersShift(ctx, c2, a, Count{NotCounted: "the drawer is locked", ContinuedAt: Elsewhere{"B01", "0193"}})
	if err != nil || r.Counted != nil || r.Difference != nil || r.NotCounted == "" || r.ClosedBy != "c2" || r.ApprovedBy != "s1" || r.ContinuedAt.Station != "B01" || r.Expected != 251_46 {
		t.Fatalf("report %+v, %v", r, err)
	}
	if err := l.ExplainShift(ctx, c2, a, shift, "counted by the finance office"); !errors.Is(err, ErrApproval) {
		t.Errorf("an approval used twice: %v", err)
	}
	if err := l.ExplainShift(ctx, c2, approval(t, l, c2, boss, shift), shift, "counted by the finance office"); err != nil {
		t.Fatal(err)
	}
	if r, err := l.ClosedShift(ctx, ""); err != nil || r.Explained != "counted by the finance office" || r.Approval == nil || r.Approval.By != "s1" {
		t.Errorf("report %+v, %v", r, err)
	}
	if used, err := l.Approvals(ctx, 1); err != nil || used[0].Used == 0 {
		t.Errorf("approvals %+v, %v", used, err)
	}
	mustVerify(t, l)
}

func TestTwoReportsOfABorrowedPCReferToEachOther(t *testing.T) {
	left, _, c1 := shiftOf(t, 200_00)
	sell(t, left, bill("Lin Yuejiang", 100_00))
	id := founding(false)
	id.Identity.Station, id.Identity.Prefix = "B01", "B01"
	borrowed, err := Create(t.Context(), t.TempDir(), id, Options{Now: testClock()})
	if err != nil {
		t.Fatal(err)
	}
	defer borrowed.Close()
	standalone(t, borrowed)
	there, err := borrowed.ContinueShift(t.Context(), c1, 251_46, Elsewhere{Station: "W01", Shift: left.Shift().ID})
	if err != nil {
		t.Fatal(err)
	}
	r := sell(t, borrowed, bill("Gao Shan", 60_00))
	if r.Number != "B01-0000001" {
		t.Errorf("the number %s could be another window's", r.Number)
	}
	second, err := borrowed.CloseShift(t.Context(), c1, Count{Cash: 302_92})
	if err != nil || second.Continues.Station != "W01" {
		t.Fatalf("report %+v, %v", second, err)
	}
	if _, err := left.DropCash(t.Context(), c1, Drop{Amount: 251_46, Receiver: "window B01", Receipt: there.ID}); err != nil {
		t.Fatal(err)
	}
	first, err := left.CloseShift(t.Context(), c1, Count{ContinuedAt: Elsewhere{"B01", there.ID}})
	if err != nil || first.ContinuedAt.Shift != second.Shift || second.Continues.Shift != first.Shift || *first.Difference+*second.Difference != 0 {
		t.Errorf("reports %+v and %+v, %v", first, second, err)
	}
}

// A disagreement of the two totals is said, and never keeps a shift open.
func TestADisagreementNeverBlocksTheClose(t *testing.T) {
	l, _, c1 := shiftOf(t, 0)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	if _, err := l.write.ExecContext(t.Context(), `UPDATE lines SET amount = amount + 1 WHERE n = 1`); err != nil {
		t.Fatal(err)
	}
	r, err := l.CloseShift(t.Context(), c1, Count{Cash: 51_46})
	if err != nil || r.Agrees() || r.FromLines-r.FromPayments != 1 {
		t.Errorf("report %+v, %v", r, err)
	}
}

// The last shift is the one that was closed last, also where the clock went back.
func TestTheLastShiftIsTheLastByTheEntries(t *testing.T) {
	dir, ctx := night(t, 1), t.Context()
	at := time.Date(2015, 1, 1, 2, 0, 0, 0, time.UTC)
	l := reopen(t, dir)
	if _, err := l.CloseShift(ctx, cashier("c1"), Count{}); err != nil {
		t.Fatal(err)
	}
	l.Close()
	l, err := Open(ctx, dir, Options{Now: func() time.Time { at = at.Add(time.Second); return at }})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s, err := l.OpenShift(ctx, cashier("c1"), 0)
	if err == nil {
		_, err = l.CloseShift(ctx, cashier("c1"), Count{})
	}
	if err != nil {
		t.Fatal(err)
	}
	if last, err := l.ClosedShift(ctx, ""); err != nil || last.Shift != s.ID {
		t.Errorf("shift %s, want %s: %v", last.Shift, s.ID, err)
	}
}
