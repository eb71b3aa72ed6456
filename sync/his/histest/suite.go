// Package histest is the suite that every adapter of a HIS passes: posting,
// posting twice, reading back, exact amounts, rare names, and what an adapter
// must say when the HIS refuses, falls silent or reprices.
package histest

import (
	"context"
	"errors"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/sync/his"
)

// Fault is a way in which the next posting goes wrong.
type Fault string

// The faults that a suite's HIS can be told to have.
const (
	Refuses         Fault = "refuses a part of the receipt"
	CutAfterCommit  Fault = "saves, then the connection breaks"
	CutBeforeCommit Fault = "the connection breaks, nothing is saved"
	ErrorAfter      Fault = "saves, then answers with an error"
	Reprices        Fault = "charges other amounts"
	WrongAnswer     Fault = "answers with something that is no answer"
	RefusesLogin    Fault = "lets nobody in"
	Down            Fault = "is not there"
)

// Bench is an adapter with a HIS behind it that fails on command.
type Bench struct {
	Adapter his.Adapter
	// Break makes the next posting (for the last three faults everything, until
	// Mend) go wrong; false when this HIS cannot be told to.
	Break func(Fault) bool
	// Mend ends every fault.
	Mend func()
}

// Run tests the adapter; fresh gives each test an empty HIS.
func Run(t *testing.T, fresh func(*testing.T) Bench) {
	tests := []struct {
		name string
		run  func(*testing.T, Bench)
	}{
		{"nothing is found of what was never sent", nothing},
		{"what was posted is read back the same", same},
		{"posting twice leaves one copy", twice},
		{"amounts are exact", exact},
		{"names keep every character", rareNames},
		{"two receipts of one patient", onePatient},
		{"a refused part is no success", refused},
		{"a cut after the commit is unknown and found", cutAfter},
		{"a cut before the commit is unknown and not found", cutBefore},
		{"an error after the commit is unknown and found", errorAfter},
		{"other amounts are seen", repriced},
		{"a wrong answer is unknown", wrongAnswer},
		{"a refused login and a dead HIS are told apart", unreachable},
		{"everything that a bill may hold stands there", everything},
		{"the commissioning check passes", commissioning},
		{"a cancelled request is not lost from sight", cancelled},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { test.run(t, fresh(t)) })
	}
}

// Receipt is a settled receipt of an invented patient, for tests of adapters
// and of what stands above them.
func Receipt(name string, amounts ...receipts.Money) receipts.Receipt {
	at := time.Date(2026, 11, 20, 1, 30, 0, 123000, time.UTC)
	id := receipts.NewID()
	r := receipts.Receipt{
		Bill: receipts.Bill{
			ID:      id,
			Patient: receipts.Patient{ID: receipts.NewID(), Number: "T-" + id[24:], Name: name, Sex: receipts.SexFemale, BirthDate: "1990-02-28"},
			Cashier: "Li", Doctor: "Dr Chen", Department: "内科", Insured: true,
		},
		Number: "A1-000001", At: at, Day: "2026-11-20", Station: "A1", Money: receipts.CNY(),
	}
	for i, amount := range amounts {
		r.Lines = append(r.Lines, receipts.Line{
			Item: "drug/" + string(rune('a'+i%26)), Code: "1017", Name: "阿莫西林胶囊", Spec: "0.25g*24粒", Unit: "盒",
			Category: receipts.CategoryWesternDrug, Price: receipts.Price(amount) * 100, Quantity: receipts.One, Amount: amount, List: "v1",
		})
		r.Total += amount
	}
	r.Payments = []receipts.Payment{{Tender: "cash", Tendered: r.Total, Amount: r.Total}}
	return r
}

func post(t *testing.T, b Bench, r receipts.Receipt) {
	t.Helper()
	if _, err := b.Adapter.Post(t.Context(), r); err != nil {
		t.Fatalf("post: %v", err)
	}
}

// stands reads back and demands that the HIS holds the receipt once and same.
func stands(t *testing.T, b Bench, r receipts.Receipt) his.Record {
	t.Helper()
	got, found, err := b.Adapter.ReadBack(t.Context(), r)
	if err != nil || !found {
		t.Fatalf("read back: found %v, %v", found, err)
	}
	if diffs := his.Compare(r, got); len(diffs) > 0 {
		t.Fatalf("read back differs: %v", diffs)
	}
	if got.Number == "" {
		t.Fatal("the HIS's own number is missing")
	}
	return got
}

func absent(t *testing.T, b Bench, r receipts.Receipt) {
	t.Helper()
	if got, found, err := b.Adapter.ReadBack(t.Context(), r); err != nil || found {
		t.Fatalf("read back found %v (%+v), %v; want nothing", found, got, err)
	}
}

func nothing(t *testing.T, b Bench) { absent(t, b, Receipt("王芳", 100)) }

func same(t *testing.T, b Bench) {
	r := Receipt("王芳", 24100, 1205)
	post(t, b, r)
	stands(t, b, r)
}

func twice(t *testing.T, b Bench) {
	r := Receipt("王芳", 24100, 1205)
	post(t, b, r)
	first := stands(t, b, r)
	for object, claim := range b.Adapter.Describe().Objects {
		if !claim.RefusesCopy {
			t.Skipf("the adapter does not claim that a second %s is refused", object)
		}
	}
	if _, err := b.Adapter.Post(t.Context(), r); err != nil && !errors.Is(err, his.ErrRefused) && !errors.Is(err, his.ErrConflict) {
		t.Fatalf("post again: %v", err)
	}
	if again := stands(t, b, r); again.Number != first.Number {
		t.Fatalf("the bill's number was %s and is %s", first.Number, again.Number)
	}
}

func exact(t *testing.T, b Bench) {
	r := Receipt("王芳", 24100, 1, 123456789, 0, 10)
	r.Lines[1].Quantity = 333 // a third of a unit, as 0.333
	r.Lines[4].Quantity = receipts.MaxQuantity
	r.Rounding = -2
	r.Total += r.Rounding
	r.Payments = []receipts.Payment{
		{Tender: "wechat", Tendered: 24101, Amount: 24101, Reference: "4200001234"},
		{Tender: "cash", Tendered: r.Total, Amount: r.Total - 24101, Change: 24101},
	}
	post(t, b, r)
	got := stands(t, b, r)
	if got.Total != 123480898 {
		t.Fatalf("total %d fen, want 123480898", got.Total)
	}
}

func rareNames(t *testing.T, b Bench) {
	for _, name := range []string{"王𬱖", "𠅤喆", "李 玥珺", "Anne-Marie O'Néill <&\">", "小明😀", "无名氏"} {
		r := Receipt(name, 100)
		post(t, b, r)
		stands(t, b, r)
		r.Patient.Name += "?"
		got, _, err := b.Adapter.ReadBack(t.Context(), r)
		if err != nil || len(his.Compare(r, got)) == 0 {
			t.Fatalf("a name that is not %q passed as the same (%v)", name, err)
		}
	}
}

func onePatient(t *testing.T, b Bench) {
	first, second := Receipt("王芳", 100), Receipt("王芳", 100)
	second.Patient = first.Patient
	post(t, b, first)
	post(t, b, second)
	if stands(t, b, first).Number == stands(t, b, second).Number {
		t.Fatal("two receipts became one bill")
	}
}

func refused(t *testing.T, b Bench) {
	provoke(t, b, Refuses)
	r := Receipt("王芳", 24100)
	_, err := b.Adapter.Post(t.Context(), r)
	if !errors.Is(err, his.ErrRefused) {
		t.Fatalf("post: %v, want refused", err)
	}
	if his.Hint(err) == "" {
		t.Fatal("the refusal does not say what to do")
	}
	got, found, err := b.Adapter.ReadBack(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if found && len(his.Compare(r, got)) == 0 {
		t.Fatal("a refused receipt was read back whole")
	}
}

func provoke(t *testing.T, b Bench, f Fault) {
	t.Helper()
	if !b.Break(f) {
		t.Skipf("this HIS cannot be made one that: %s", f)
	}
}

// lost posts through a fault and demands an unknown answer.
func lost(t *testing.T, b Bench, f Fault) receipts.Receipt {
	t.Helper()
	provoke(t, b, f)
	r := Receipt("王芳", 24100)
	if _, err := b.Adapter.Post(t.Context(), r); !errors.Is(err, his.ErrUnknown) {
		t.Fatalf("post: %v, want unknown", err)
	}
	b.Mend()
	return r
}

func cutAfter(t *testing.T, b Bench)   { stands(t, b, lost(t, b, CutAfterCommit)) }
func cutBefore(t *testing.T, b Bench)  { absent(t, b, lost(t, b, CutBeforeCommit)) }
func errorAfter(t *testing.T, b Bench) { stands(t, b, lost(t, b, ErrorAfter)) }

func wrongAnswer(t *testing.T, b Bench) {
	r := lost(t, b, WrongAnswer)
	b.Break(WrongAnswer)
	if _, _, err := b.Adapter.ReadBack(t.Context(), r); !errors.Is(err, his.ErrUnknown) {
		t.Fatalf("read back: %v, want unknown", err)
	}
}

func repriced(t *testing.T, b Bench) {
	provoke(t, b, Reprices)
	r := Receipt("王芳", 24100)
	post(t, b, r)
	got, found, err := b.Adapter.ReadBack(t.Context(), r)
	if err != nil || !found {
		t.Fatalf("read back: found %v, %v", found, err)
	}
	if code, _ := his.SplitReason(his.Explain(his.Compare(r, got))); code != his.CodePrice {
		t.Fatalf("other amounts were taken for %q", code)
	}
}

func unreachable(t *testing.T, b Bench) {
	r, played := Receipt("王芳", 24100), 0
	for fault, want := range map[Fault]error{RefusesLogin: his.ErrCredentials, Down: his.ErrUnreachable} {
		if !b.Break(fault) {
			continue
		}
		played++
		if _, err := b.Adapter.Post(t.Context(), r); !errors.Is(err, want) || errors.Is(err, his.ErrUnknown) {
			t.Errorf("post to a HIS that %s: %v", fault, err)
		}
		if _, _, err := b.Adapter.ReadBack(t.Context(), r); !errors.Is(err, want) {
			t.Errorf("read back from a HIS that %s: %v", fault, err)
		}
		b.Mend()
		absent(t, b, r)
	}
	if played == 0 {
		t.Skip("this HIS can neither refuse the login nor be gone")
	}
}

func commissioning(t *testing.T, b Bench) {
	got, err := b.Adapter.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := got.Require(b.Adapter.Describe()); err != nil {
		t.Fatalf("%v: %+v", err, got)
	}
	if !b.Break(Reprices) {
		return
	}
	got, err = b.Adapter.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := got.Require(b.Adapter.Describe()); !errors.Is(err, his.ErrNotCommissioned) || got.DuplicatesRefused() {
		t.Fatalf("a HIS that reprices passed: %+v", got)
	}
}

func cancelled(t *testing.T, b Bench) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := Receipt("王芳", 100)
	_, err := b.Adapter.Post(ctx, r)
	if !errors.Is(err, his.ErrUnreachable) && !errors.Is(err, his.ErrUnknown) {
		t.Fatalf("post: %v", err)
	}
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("%v does not match context.Canceled", err)
	}
}
