package store

import (
	"errors"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// limitedLedger is a window of a hospital with every limit, stand-alone, with the
// shift of c1 open.
func limitedLedger(t *testing.T) (*Ledger, string) {
	t.Helper()
	dir := t.TempDir()
	first := founding(false)
	r := &first.Settings.Rules
	r.Tenders = append(r.Tenders, receipts.Tender{Code: "card", English: "Card", Chinese: "银行卡", Card: true, Reference: true})
	r.Limits = receipts.Limits{FreeText: 100_00, Quantity: 10_000, Doses: 14, CardReceipt: 500_00, CardTotal: 800_00}
	r.Insurers = []receipts.Choice{{Code: "employees"}, {Code: "residents"}}
	r.Benefits = []receipts.Choice{{Code: "general"}, {Code: "special"}}
	l, err := Create(t.Context(), dir, first, Options{Now: testClock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	goStandalone(t, l, "I20261120T010000.000000Z")
	if _, err := l.OpenShift(t.Context(), cashier("c1"), 0); err != nil {
		t.Fatal(err)
	}
	return l, dir
}

// goStandalone switches the window in an incident.
func goStandalone(t *testing.T, l *Ledger, id string) {
	t.Helper()
	at := l.opt.Now()
	s := incident.Snapshot{At: at, Mode: incident.ModeStandalone, Current: &incident.Record{ID: id, T0: at}}
	events := []incident.Event{{At: at, Code: incident.CodeStandaloneStart, Incident: id, Mode: incident.ModeStandalone}}
	if err := l.RecordOutage(t.Context(), s, events, nil); err != nil {
		t.Fatal(err)
	}
}

// approvedBy is a supervisor's word for a bill's needs, asked for by its cashier.
func approvedBy(t *testing.T, l *Ledger, supervisor string, b receipts.Bill) []Approval {
	t.Helper()
	var all []Approval
	for _, need := range l.Rules().Needs(b) {
		a, err := l.approve(t.Context(), cashier(b.Cashier), Actor{id: supervisor, role: incident.RoleSupervisor}, WhatOf(need.Ask), need.Subject)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	return all
}

// overridden is a bill with one of everything that needs an approval.
func overridden() receipts.Bill {
	b := bill("Lin Yuejiang", 0)
	b.Lines[0].Price, b.Lines[0].ListPrice, b.Lines[0].PriceReason = 10_0000, 15_7300, "box damaged"
	b.Lines[1].Quantity = 12_000
	b.Lines = append(b.Lines, receipts.Line{Item: receipts.FreeItem, Name: "Splint", Category: receipts.CategoryMaterial, Price: 30_0000, Quantity: receipts.One})
	b.Insured, b.Insurance = true, &receipts.Insurance{Insurer: "residents", Benefit: "special", Way: receipts.InsuredDeferred}
	b.Payments = []receipts.Payment{{Tender: receipts.TenderDeferred, Tendered: 290_00}}
	return b
}

func TestWhatNeedsApprovalIsNotSoldWithout(t *testing.T) {
	l, dir := limitedLedger(t)
	b := overridden()
	given := approvedBy(t, l, "gao", b)
	if len(given) != 4 {
		t.Fatalf("%d needs", len(given))
	}
	for left := range given {
		some := append(append([]Approval(nil), given[:left]...), given[left+1:]...)
		if _, err := l.Sell(t.Context(), b, some...); !errors.Is(err, ErrApproval) || !IsRefusal(err) {
			t.Errorf("without %s: %v", given[left].What(), err)
		}
	}
	other := b.Clone()
	other.Lines[0].Price = 1_0000
	other.Payments[0].Tendered = 272_00
	if _, err := l.Sell(t.Context(), other, given...); !errors.Is(err, ErrApproval) {
		t.Errorf("another price than was approved: %v", err)
	}
	r, err := l.Sell(t.Context(), b, given...)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range r.Lines {
		if line.ApprovedBy != "gao" {
			t.Errorf("line %d was approved by %q", i, line.ApprovedBy)
		}
	}
	if r.Insurance.ApprovedBy != "gao" || r.Owed() != 290_00 || r.Total != 290_00 {
		t.Errorf("insurance %+v, owed %d, total %d", r.Insurance, r.Owed(), r.Total)
	}
	if again, err := l.Sell(t.Context(), b, given...); err != nil || again.Number != r.Number {
		t.Errorf("the same bill again: %v", err)
	}
	if again, err := l.Sell(t.Context(), b); err != nil || again.Number != r.Number {
		t.Errorf("the same bill again without approvals: %v", err)
	}
	mustVerify(t, l)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	row, err := reopen(t, dir).Receipt(t.Context(), r.Number)
	if err != nil || row.Receipt.Lines[0].ListPrice != 15_7300 || row.Receipt.Lines[0].Price != 10_0000 || row.Receipt.Lines[0].ApprovedBy != "gao" {
		t.Errorf("kept: %+v, %v", row.Receipt.Lines, err)
	}
	checkApprovals(t, l, dir)
}

// checkApprovals looks for the approvals in the journal: given, and used by the
// sale.
func checkApprovals(t *testing.T, _ *Ledger, dir string) {
	t.Helper()
	l, err := OpenReader(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	rows, err := l.Approvals(t.Context(), 10)
	if err != nil || len(rows) != 4 {
		t.Fatalf("%+v, %v", rows, err)
	}
	for _, a := range rows {
		if a.Used == 0 || a.By != "gao" || a.Asker != "c1" {
			t.Errorf("%+v", a)
		}
	}
}

func TestAnApprovalIsSomebodyElsesAndUsedOnce(t *testing.T) {
	l, _ := limitedLedger(t)
	b := bill("Lin Yuejiang", 600_00)
	b.Lines[0].Quantity = 11_000
	need := l.Rules().Needs(b)[0]
	if _, err := l.approve(t.Context(), cashier("c1"), Actor{id: "c1", role: incident.RoleSupervisor}, WhatQuantity, need.Subject); !errors.Is(err, ErrApproval) {
		t.Errorf("an own request: %v", err)
	}
	if _, err := l.approve(t.Context(), cashier("c1"), cashier("c2"), WhatQuantity, need.Subject); !errors.Is(err, ErrApproval) {
		t.Errorf("another cashier: %v", err)
	}
	another, err := l.approve(t.Context(), cashier("c9"), Actor{id: "gao", role: incident.RoleSupervisor}, WhatQuantity, need.Subject)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Sell(t.Context(), b, another); !errors.Is(err, ErrApproval) {
		t.Errorf("asked for by somebody else: %v", err)
	}
	if _, err := l.Sell(t.Context(), b, approvedBy(t, l, "gao", b)...); err != nil {
		t.Error(err)
	}
}

func TestAReferencePaysOnce(t *testing.T) {
	l, _ := limitedLedger(t)
	pay := func(name, reference string) receipts.Bill {
		b := bill(name, 0)
		b.Payments = []receipts.Payment{{Tender: "wechat", Tendered: 51_46, Reference: reference}}
		return b
	}
	first := pay("Lin Yuejiang", "4200001")
	r := sell(t, l, first)
	second := pay("Gao Shan", " 4200001 ")
	_, err := l.Sell(t.Context(), second)
	if !errors.Is(err, receipts.ErrReferenceTwice) || !errors.Is(err, receipts.ErrReference) {
		t.Fatalf("the same reference: %v", err)
	}
	if again := sell(t, l, first); again.Number != r.Number {
		t.Error("the same bill again was refused for its own reference")
	}
	card := pay("Gao Shan", "4200001")
	card.Payments[0].Tender = "card"
	sell(t, l, card) // another merchant's number
	if _, err := l.Void(t.Context(), cashier("c1"), VoidRequest{Number: r.Number, Reason: "wrong item", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	sell(t, l, second) // the voided receipt's payment is free for the bill in its place
	mustVerify(t, l)
}

func TestCardsAreBoundedForTheWholeOutage(t *testing.T) {
	l, dir := limitedLedger(t)
	pay := func(m receipts.Money) receipts.Bill {
		b := bill("Lin Yuejiang", 0)
		b.Lines = b.Lines[:1]
		b.Lines[0].Price, b.Lines[0].Quantity = receipts.Price(m)*100, receipts.One
		b.Payments = []receipts.Payment{{Tender: "card", Tendered: m, Reference: receipts.NewID()}}
		return b
	}
	sell(t, l, pay(400_00))
	full := sell(t, l, pay(400_00))
	if _, err := l.Sell(t.Context(), pay(1)); !errors.Is(err, receipts.ErrCardLimit) {
		t.Errorf("above the limit: %v", err)
	}
	sell(t, l, bill("Gao Shan", 100_00)) // cash goes on
	if _, err := l.Void(t.Context(), cashier("c1"), VoidRequest{Number: full.Number, Reason: "wrong patient", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	sell(t, l, pay(300_00))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, dir)
	if taken, err := l.CardTaken(t.Context()); err != nil || taken != 700_00 {
		t.Errorf("taken %d: %v", taken, err)
	}
	if _, err := l.Sell(t.Context(), pay(200_00)); !errors.Is(err, receipts.ErrCardLimit) {
		t.Errorf("after reopening: %v", err)
	}
	goStandalone(t, l, "I20261121T010000.000000Z")
	sell(t, l, pay(200_00)) // another outage
}

func TestAnOrdinarySaleLooksAsItAlwaysDid(t *testing.T) {
	l, _ := limitedLedger(t)
	r := sell(t, l, bill("Lin Yuejiang", 100_00))
	var found journal.Entry
	entries, err := l.Entries(t.Context(), r.Seq, 1)
	if err == nil && len(entries) == 1 {
		found = entries[0]
	}
	body, err2 := decode[map[string]any](found)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	for _, field := range []string{"approvals", "held"} {
		if _, ok := body[field]; ok {
			t.Errorf("the entry has %q", field)
		}
	}
	if body["receipt"].(map[string]any)["prescriptions"] != nil || found.At.Sub(r.At).Abs() > time.Minute {
		t.Errorf("%v", body)
	}
}
