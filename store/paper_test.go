package store

import (
	"errors"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
)

func paper(number string, minute int) Paper {
	return Paper{Bill: bill("Lin Yuejiang", 100_00), Number: number, At: time.Date(2026, 11, 19, 23, minute, 0, 0, time.UTC)}
}

func TestPaperIsKeyedInUnderItsOwnNumberAndTime(t *testing.T) {
	l, dir := limitedLedger(t)
	first := sell(t, l, bill("Gao Shan", 100_00))
	p := paper(" sg-000123 ", 40)
	p.Bill.Cashier = "who wrote it"
	r, err := l.RecordPaper(t.Context(), cashier("c1"), p)
	if err != nil {
		t.Fatal(err)
	}
	if r.Number != "SG-000123" || !r.At.Equal(p.At) || r.Day != "2026-11-20" || !r.Paper || r.Total != 51_46 || r.Cashier != "who wrote it" || r.Shift != l.Shift().ID {
		t.Errorf("%+v", r)
	}
	if again, err := l.RecordPaper(t.Context(), cashier("c1"), p); err != nil || again.Head != r.Head {
		t.Errorf("the same paper again: %v", err)
	}
	if next := sell(t, l, bill("Gao Shan", 100_00)); next.Number != "W01-0000002" {
		t.Errorf("the paper took a number of the window's: %s", next.Number)
	}
	if got := l.Head().Totals; got.Receipts != 2 || got.Sales != 3*51_46 {
		t.Errorf("totals %+v", got)
	}
	mustVerify(t, l)
	if err := l.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, dir)
	row, err := l.Receipt(t.Context(), "sg-000123")
	if err != nil || row.State != Pending || !row.Receipt.Paper || !row.Receipt.At.Equal(p.At) || row.Receipt.Patient.Name != "Lin Yuejiang" {
		t.Errorf("%+v, %v", row, err)
	}
	if rows, err := l.Unsent(t.Context(), 10); err != nil || len(rows) != 3 || rows[0].Receipt.Number != first.Number {
		t.Errorf("%d to be sent: %v", len(rows), err)
	}
	if _, err := l.Void(t.Context(), Actor{id: "gao", role: incident.RoleSupervisor}, VoidRequest{Number: "SG-000123", Reason: "keyed in wrongly", PaperReturned: true}); err != nil {
		t.Errorf("void: %v", err)
	}
}

func TestPaperThatCannotBeKeyedIn(t *testing.T) {
	l, _ := limitedLedger(t)
	sold := sell(t, l, bill("Gao Shan", 100_00))
	if _, err := l.TakeRange(t.Context(), cashier("c1"), Taking{Kind: RangeForm, Batch: "2026-1", From: "AB00012301", To: "AB00012400", Taker: "c1"}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.RecordPaper(t.Context(), cashier("c1"), paper("SG-000123", 40)); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		change func(*Paper)
		want   error
	}{
		"keyed in twice":         {func(p *Paper) { p.Number = "sg-000123" }, ErrPaper},
		"a receipt of ours":      {func(p *Paper) { p.Number = sold.Number }, ErrPaper},
		"our series, not yet":    {func(p *Paper) { p.Number = "W01-0009999" }, ErrPaper},
		"our forms":              {func(p *Paper) { p.Number = "AB00012310" }, ErrPaper},
		"no number":              {func(p *Paper) { p.Number = " " }, ErrPaper},
		"no digits":              {func(p *Paper) { p.Number = "ABC" }, ErrPaper},
		"in the future":          {func(p *Paper) { p.At = p.At.AddDate(1, 0, 0) }, ErrPaper},
		"no time":                {func(p *Paper) { p.At = time.Time{} }, ErrPaper},
		"no lines":               {func(p *Paper) { p.Bill.Lines = nil }, receipts.ErrBill},
		"a price without word":   {func(p *Paper) { p.Bill.Lines[0].PriceReason = "as written" }, ErrApproval},
		"the id of another bill": {func(p *Paper) { p.Bill.ID = sold.ID }, ErrConflict},
	} {
		p := paper("SG-000200", 41)
		tt.change(&p)
		if _, err := l.RecordPaper(t.Context(), cashier("c1"), p); !errors.Is(err, tt.want) || !IsRefusal(err) && tt.want != receipts.ErrBill {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := l.RecordPaper(t.Context(), cashier("c2"), paper("SG-000201", 41)); !errors.Is(err, ErrShift) {
		t.Errorf("in another's shift: %v", err)
	}
	if _, err := l.RecordPaper(t.Context(), Actor{}, paper("SG-000201", 41)); !errors.Is(err, ErrActor) {
		t.Errorf("by nobody: %v", err)
	}
	p := paper("SG-000202", 42)
	p.Bill.Lines[0].PriceReason, p.Bill.Lines[0].ListPrice, p.Bill.Lines[0].Price = "as written", 15_7300, 15_0000
	var given []Approval
	for _, need := range l.Rules().Needs(p.Bill) {
		a, err := l.approve(t.Context(), cashier("c1"), Actor{id: "gao", role: incident.RoleSupervisor}, WhatOf(need.Ask), need.Subject)
		if err != nil {
			t.Fatal(err)
		}
		given = append(given, a)
	}
	if r, err := l.RecordPaper(t.Context(), cashier("c1"), p, given...); err != nil || r.Lines[0].ApprovedBy != "gao" || r.Total != 50_00 {
		t.Errorf("with a supervisor's word: %+v, %v", r, err)
	}
}

// A computer whose battery is empty starts in the past, where every paper is of
// the future: it is keyed in all the same.
func TestPaperIsKeyedInWhileTheClockIsNotBelieved(t *testing.T) {
	l, _ := limitedLedger(t)
	l.opt.Now = func() time.Time { return time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC) }
	if r, err := l.RecordPaper(t.Context(), cashier("c1"), paper("SG-000500", 46)); err != nil || r.Day != "2026-11-20" {
		t.Errorf("%s, %v", r.Day, err)
	}
}

// What was taken on paper is a fact: limits that only a sale can keep refuse no
// record of it. A paper may be keyed in when the HIS is back.
func TestPaperIsKeyedInWhateverTheLimitsAndTheMode(t *testing.T) {
	l, _ := limitedLedger(t)
	if err := l.RecordOutage(t.Context(), incident.Snapshot{Mode: incident.ModeOnline}, nil, nil); err != nil {
		t.Fatal(err)
	}
	p := paper("SG-000300", 43)
	p.Bill.Lines[0].Price, p.Bill.Lines[0].Quantity = 900_0000, receipts.One
	p.Bill.Payments = []receipts.Payment{{Tender: "card", Tendered: 920_00, Reference: "C1"}}
	if r, err := l.RecordPaper(t.Context(), cashier("c1"), p); err != nil || r.Total != 920_00 {
		t.Errorf("more by card than one receipt may: %v", err)
	}
	twice := paper("SG-000301", 44)
	twice.Bill.Payments = []receipts.Payment{{Tender: "card", Tendered: 51_46, Reference: "C1"}}
	if _, err := l.RecordPaper(t.Context(), cashier("c1"), twice); !errors.Is(err, receipts.ErrReferenceTwice) {
		t.Errorf("a reference that pays already: %v", err)
	}
}

func TestPaperThatTheHISMayHaveIsHeldBackToo(t *testing.T) {
	l, _ := limitedLedger(t)
	q := Question{Patient: receipts.Patient{Name: "Lin Yuejiang", Phone: "19900000001"}}
	if _, err := l.RecordGoingOver(t.Context(), cashier("c1"), GoingOver{Questions: []Question{q}}); err != nil {
		t.Fatal(err)
	}
	r, err := l.RecordPaper(t.Context(), cashier("c1"), paper("SG-000400", 45))
	if err != nil || stateOf(t, l, r.Number) != Held {
		t.Errorf("%v", err)
	}
}
