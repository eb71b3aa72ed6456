package reconcile_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/store"
	"outpost/sync/his"
	"outpost/sync/reconcile"
)

var start = time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC)

func row(n int, total receipts.Money, state store.OutboxState) store.OutboxRow {
	r := receipts.Receipt{
		Bill: receipts.Bill{
			ID:       fmt.Sprintf("id-%d", n),
			Patient:  receipts.Patient{ID: "p", Name: "王芳"},
			Payments: []receipts.Payment{{Tender: "cash", Tendered: total, Amount: total}},
		},
		Number: fmt.Sprintf("A1-%06d", n), Total: total, At: start.Add(time.Duration(n) * time.Minute), Shift: "s1", Station: "A1", Money: receipts.CNY(),
	}
	row := store.OutboxRow{Receipt: r, State: state}
	switch state {
	case store.Confirmed:
		row.HISNumber = fmt.Sprintf("F-%d", n)
	case store.Voided:
		row.Receipt.Void = &receipts.Void{By: "Li", Reason: "typed twice"}
	}
	return row
}

func decided(n int, total receipts.Money, v store.Verdict) store.OutboxRow {
	r := row(n, total, store.ByHand)
	r.Decision = &store.Decision{Verdict: v, By: "Zhao", Role: "finance", Reason: "looked at", At: start}
	if v == store.VerdictLinked {
		r.Decision.HISNumber = fmt.Sprintf("F-by-hand-%d", n)
	}
	return r
}

// day is an outage that adds up.
func day() reconcile.Input {
	return reconcile.Input{
		Rows: []store.OutboxRow{
			row(1, 24100, store.Confirmed), row(2, 1, store.Confirmed), row(3, 500, store.Voided),
			decided(4, 1000, store.VerdictLinked), decided(5, 77, store.VerdictAccepted), decided(7, 3, store.VerdictWrittenOff),
		},
		Ranges: []reconcile.Range{{Station: "A1", Prefix: "A1-", First: 1, Last: 100, Next: 8, Spoiled: []int64{6}}},
		Shifts: []reconcile.Shift{{
			ID: "s1", Station: "A1", Cashier: "Li", Closed: true, Tenders: map[string]receipts.Money{"cash": 25181}, Expected: 25181, Counted: 25181,
		}},
		Ledger: reconcile.Ledger{Sold: 6, Total: 25681, TakenBack: 500, Head: "ab", Verified: true}, Currency: receipts.CNY(), Now: start.Add(3 * time.Hour),
	}
}

func TestADayThatAddsUp(t *testing.T) {
	p := reconcile.Prove(day())
	if !p.Complete || len(p.Findings) > 0 {
		t.Fatalf("not complete: %v", p.Findings)
	}
	want := map[string]reconcile.Sum{
		"local": {6, 25681}, "confirmed": {2, 24101}, "linked": {1, 1000}, "accepted": {1, 77}, "written off": {1, 3}, "open": {}, "voided": {1, 500},
	}
	got := map[string]reconcile.Sum{
		"local": p.Local, "confirmed": p.Confirmed, "linked": p.Linked, "accepted": p.Accepted, "written off": p.WrittenOff, "open": p.Open, "voided": p.Voided,
	}
	for name, sum := range want {
		if got[name] != sum {
			t.Errorf("%s is %+v, want %+v", name, got[name], sum)
		}
	}
	n := p.Numbers[0]
	if n.Issued != 100 || n.Used != 5 || n.Voided != 1 || n.Ruined != 1 || n.Unused != 93 || n.Issued != n.Used+n.Voided+n.Ruined+n.Unused {
		t.Errorf("numbers %+v", n)
	}
	if len(p.Cases) != 3 || p.Cases[0].Open || p.Tenders[0] != (reconcile.TenderProof{Tender: "cash", Receipts: 25181, Shifts: 25181}) {
		t.Errorf("cases %+v, tenders %+v", p.Cases, p.Tenders)
	}
	text, err := json.Marshal(p)
	if err != nil || strings.Contains(string(text), "王芳") {
		t.Errorf("the proof names the patient, or %v", err)
	}
}

func TestWhatKeepsTheProofOpen(t *testing.T) {
	tests := []struct {
		name string
		code his.Code
		say  string
		harm func(*reconcile.Input)
	}{
		{"never sent", his.CodeNotSent, "A1-000001", func(in *reconcile.Input) { in.Rows[0].State = store.Pending }},
		{"on its way", his.CodeUnknown, "A1-000001", func(in *reconcile.Input) { in.Rows[0].State = store.Sent }},
		{"price changed", his.CodePrice, "A1-000001", func(in *reconcile.Input) {
			in.Rows[0].State, in.Rows[0].Reason = store.Differs, his.Reason(his.CodePrice, "total is 1 here and 2 in the HIS")
		}},
		{"confirmed without a number", his.CodeOther, "A1-000001", func(in *reconcile.Input) { in.Rows[0].HISNumber = "" }},
		{"decided by nobody", his.CodeOther, "A1-000004", func(in *reconcile.Input) { in.Rows[3].Decision.By = "" }},
		{"linked to nothing", his.CodeOther, "A1-000004", func(in *reconcile.Input) { in.Rows[3].Decision.HISNumber = "" }},
		{"linked to another's bill", his.CodeDuplicate, "F-1", func(in *reconcile.Input) { in.Rows[3].Decision.HISNumber = "F-1" }},
		{"voided after it was sent", his.CodeOther, "A1-000001", func(in *reconcile.Input) { in.Rows[0].Receipt.Void = &receipts.Void{} }},
		{"a row is gone", his.CodeTotals, "number of receipts", func(in *reconcile.Input) { in.Rows = in.Rows[1:] }},
		{"a row's number is missing", his.CodeGap, "A1-1 is missing", func(in *reconcile.Input) { in.Rows = in.Rows[1:] }},
		{"a fen is gone", his.CodeTotals, "total of the receipts", func(in *reconcile.Input) { in.Ledger.Total++ }},
		{"a receipt stands twice", his.CodeTotals, "stands twice", func(in *reconcile.Input) { in.Rows = append(in.Rows, in.Rows[0]) }},
		{"the chain was not looked at", his.CodeTotals, "chain", func(in *reconcile.Input) { in.Ledger.Verified = false }},
		{"a number is used twice", his.CodeGap, "used twice", func(in *reconcile.Input) { in.Rows[1].Receipt.Number = "A1-000001" }},
		{"a spoiled form was used", his.CodeGap, "recorded as spoiled", func(in *reconcile.Input) { in.Ranges[0].Spoiled = []int64{1, 6} }},
		{"beyond what was given out", his.CodeGap, "counts as unused", func(in *reconcile.Input) { in.Ranges[0].Next = 7 }},
		{"of no range", his.CodeGap, "no issued range", func(in *reconcile.Input) { in.Rows[0].Receipt.Number = "B7-000001" }},
		{"clock ran back", his.CodeClock, "A1-000002", func(in *reconcile.Input) { in.Rows[1].Receipt.At = start.Add(-time.Hour) }},
		{"cash short", his.CodeCash, "250.81 and should be 251.81", func(in *reconcile.Input) { in.Shifts[0].Counted -= 100 }},
		{"shift still open", his.CodeCash, "not closed", func(in *reconcile.Input) { in.Shifts[0].Closed = false }},
		{"shift report wrong", his.CodeTotals, "cash of Li", func(in *reconcile.Input) { in.Shifts[0].Tenders["cash"]++ }},
		{"shift without a report", his.CodeTotals, "no report", func(in *reconcile.Input) { in.Shifts = nil }},
		{"other currency", his.CodeTotals, "currency", func(in *reconcile.Input) { in.Rows[0].Receipt.Money = receipts.USD() }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			in := day()
			test.harm(&in)
			p := reconcile.Prove(in)
			hit := slices.ContainsFunc(p.Findings, func(f reconcile.Finding) bool {
				return f.Code == test.code && strings.Contains(f.Sentence(), test.say)
			})
			if p.Complete || !hit {
				t.Errorf("complete %v, findings %v; want %q about %q", p.Complete, p.Findings, test.code, test.say)
			}
		})
	}
}

func TestExplainedCashCloses(t *testing.T) {
	in := day()
	in.Shifts[0].Counted, in.Shifts[0].Explained = 25081, "one yuan short, replaced, signed by the cashier head"
	if p := reconcile.Prove(in); !p.Complete {
		t.Errorf("%v", p.Findings)
	}
}

func TestACaseHasCodeAgeAndVerdicts(t *testing.T) {
	e := reconcile.Exceptions([]store.OutboxRow{row(1, 100, store.Unknown)}, start.Add(61*time.Minute))
	if len(e) != 1 || e[0].Age != time.Hour || !e[0].Open || e[0].Code != his.CodeUnknown || !slices.Contains(e[0].Verdicts, store.VerdictResend) {
		t.Errorf("%+v", e)
	}
}

func TestPaperBearsNumbersOfItsOwn(t *testing.T) {
	in := day()
	paper := row(50, 900, store.Confirmed)
	paper.Receipt.Number, paper.Receipt.Paper, paper.Receipt.At = "SG-000123", true, start.Add(-time.Hour)
	in.Rows = append(in.Rows, paper)
	in.Ledger.Total += 900
	in.Shifts[0].Tenders = map[string]receipts.Money{"cash": 26081}
	in.Shifts[0].Expected, in.Shifts[0].Counted = 26081, 26081
	p := reconcile.Prove(in)
	if !p.Complete || p.Paper != (reconcile.Sum{Count: 1, Amount: 900}) || p.Local.Count != 7 {
		t.Errorf("paper %+v, local %+v, findings %+v", p.Paper, p.Local, p.Findings)
	}
	in.Rows[6].Receipt.Paper = false
	if reconcile.Prove(in).Complete {
		t.Error("a strange number that nobody wrote on paper was passed over")
	}
}

func TestAHeldReceiptIsOneOpenCase(t *testing.T) {
	in := day()
	in.Rows[0].State, in.Rows[0].HISNumber = store.Held, ""
	in.Rows[0].Reason = store.ReasonCharged + ": the HIS was asked at 09:12"
	p := reconcile.Prove(in)
	if p.Complete || p.Open.Count != 1 || len(p.Findings) != 1 || p.Findings[0].Code != his.CodeCharged {
		t.Fatalf("open %+v, findings %+v", p.Open, p.Findings)
	}
	i := slices.IndexFunc(p.Cases, func(e reconcile.Exception) bool { return e.State == store.Held })
	if i < 0 {
		t.Fatal("no case")
	}
	if c := p.Cases[i]; !c.Open || c.Code != his.CodeCharged || c.Sentence != "the HIS was asked at 09:12" || !slices.Contains(c.Verdicts, store.VerdictResend) {
		t.Errorf("case %+v", c)
	}
}

func TestWhatWasPaidLaterCountsInTheShiftThatTookIt(t *testing.T) {
	in := day()
	green := row(8, 1003, store.Confirmed)
	green.Receipt.Payments = []receipts.Payment{{Tender: receipts.TenderGreen, Amount: 1003}}
	green.Receipt.Settlement = &receipts.Settlement{
		Shift: "s2", Owed: green.Receipt.Payments, Payments: []receipts.Payment{{Tender: "cash", Amount: 1000}}, Rounding: -3,
	}
	in.Rows = append(in.Rows, green)
	in.Ranges[0].Next, in.Ledger.Sold, in.Ledger.Total = 9, 7, in.Ledger.Total+1003
	in.Shifts[0].Tenders = map[string]receipts.Money{"cash": 25181, receipts.TenderGreen: 1003}
	in.Shifts = append(in.Shifts, reconcile.Shift{
		ID: "s2", Station: "A1", Cashier: "Zhao", Closed: true, Tenders: map[string]receipts.Money{"cash": 1000, receipts.TenderGreen: -1003}, Expected: 1000, Counted: 1000,
	})
	if p := reconcile.Prove(in); !p.Complete {
		t.Errorf("findings %+v", p.Findings)
	}
	in.Rows[6].Receipt.Settlement = nil
	if reconcile.Prove(in).Complete {
		t.Error("a payment that no receipt has was passed over")
	}
}

// refundedRow is a receipt that the red receipt n+1 took back.
func refundedRow(n int, total receipts.Money) (original, red store.OutboxRow) {
	original, red = row(n, total, store.Refunded), row(n+1, -total, store.Refunded)
	original.Receipt.Refunded = &receipts.Refunded{By: "Li", Reason: "wrong item", Red: red.Receipt.Number}
	red.Receipt.Kind, red.Receipt.Cites = receipts.KindRed, original.Receipt.Number
	return original, red
}

func TestRefundsAreCountedAndNeverSent(t *testing.T) {
	in := day()
	original, red := refundedRow(8, 10000)
	rest := row(10, 7000, store.Confirmed)
	rest.Receipt.Kind = receipts.KindRest
	in.Rows = append(in.Rows, original, red, rest)
	in.Ranges[0].Next = 11
	in.Ledger.Sold, in.Ledger.Total, in.Ledger.TakenBack = 9, 25681+17000, 10500
	in.Shifts[0].Tenders = map[string]receipts.Money{"cash": 32181}
	in.Shifts[0].Expected, in.Shifts[0].Counted = 32181, 32181
	p := reconcile.Prove(in)
	if !p.Complete || p.Refunded != (reconcile.Sum{Count: 1, Amount: 10000}) || p.Red != (reconcile.Sum{Count: 1, Amount: -10000}) || p.Local != (reconcile.Sum{Count: 9, Amount: 32681}) {
		t.Errorf("refunded %+v, red %+v, local %+v, findings %v", p.Refunded, p.Red, p.Local, p.Findings)
	}
	if len(p.Cases) != 3 || p.Numbers[0].Used != 8 {
		t.Errorf("%d cases, numbers %+v", len(p.Cases), p.Numbers[0])
	}
	in.Rows[6].State, in.Rows[6].HISNumber = store.Confirmed, "F-8"
	if p := reconcile.Prove(in); p.Complete || p.Open.Count != 1 {
		t.Errorf("a receipt that was refunded here and stands in the HIS was passed over: %v", p.Findings)
	}
	in.Rows[6].State, in.Rows[6].HISNumber = store.Refunded, ""
	in.Ledger.TakenBack--
	if p := reconcile.Prove(in); p.Complete || !strings.Contains(p.Findings[0].Sentence(), "total of what was taken back") {
		t.Errorf("a fen that was given back is gone: %v", p.Findings)
	}
}

func TestARefundOfAnotherWindowsReceiptIsACase(t *testing.T) {
	in := day()
	red := row(8, -900, store.Held)
	red.Receipt.Kind, red.Receipt.Cites = receipts.KindRed, "A2-000007"
	red.Reason = his.Reason(his.CodeForeign, "A2-000007")
	in.Rows = append(in.Rows, red)
	in.Ranges[0].Next = 9
	in.Ledger.Sold, in.Ledger.TakenBack = 7, 1400
	in.Shifts[0].Tenders = map[string]receipts.Money{"cash": 24281}
	in.Shifts[0].Expected, in.Shifts[0].Counted = 24281, 24281
	p := reconcile.Prove(in)
	if p.Complete || len(p.Findings) != 1 || p.Findings[0].Code != his.CodeForeign || p.Open != (reconcile.Sum{Count: 1, Amount: -900}) {
		t.Fatalf("findings %v, open %+v", p.Findings, p.Open)
	}
	c := p.Cases[len(p.Cases)-1]
	if slices.Contains(c.Verdicts, store.VerdictResend) || !slices.Contains(c.Verdicts, store.VerdictLinked) {
		t.Errorf("verdicts %v", c.Verdicts)
	}
	in.Rows[6].State = store.ByHand
	in.Rows[6].Decision = &store.Decision{Verdict: store.VerdictLinked, HISNumber: "F-1", By: "Zhao", Role: "net_admin", Reason: "refunded there", At: start}
	if p := reconcile.Prove(in); !p.Complete || p.Linked != (reconcile.Sum{Count: 2, Amount: 100}) {
		t.Errorf("linked %+v, findings %v", p.Linked, p.Findings)
	}
}
