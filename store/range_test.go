package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"outpost/receipts"
)

func take(t *testing.T, l *Ledger, k RangeKind, from, to string) NumberRange {
	t.Helper()
	r, err := l.TakeRange(t.Context(), cashier("c1"), Taking{Kind: k, Batch: "B1", From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func accountFor(t *testing.T, l *Ledger, r NumberRange) RangeAccount {
	t.Helper()
	a, err := l.RangeAccount(t.Context(), r.ID)
	if err != nil || !a.Sound() {
		t.Fatalf("account %+v, %v", a, err)
	}
	return a
}

func TestASaleTakesTheNextForm(t *testing.T) {
	l, dir := found(t, true)
	if r := sell(t, l, bill("Lin Yuejiang", 100_00)); r.Form != "" || l.NumbersLeft(RangeForm).Empty() {
		t.Errorf("before any range: form %q, %+v", r.Form, l.NumbersLeft(RangeForm))
	}
	taken := take(t, l, RangeForm, " ab0098 ", "AB0101")
	for _, want := range []string{"AB0098", "AB0099", "AB0100"} {
		b := bill("Lin Yuejiang", 100_00)
		if r, again := sell(t, l, b), sell(t, l, b); r.Form != want || again.Form != want {
			t.Errorf("forms %q, %q, want %q", r.Form, again.Form, want)
		}
	}
	l.Close()
	l = reopen(t, dir)
	if n := l.NumbersLeft(RangeForm); n.Left != 1 || n.Next != "AB0101" || n.Batch != "B1" || !n.Low(50) || n.Low(0) || n.Empty() {
		t.Errorf("left after reopening: %+v", n)
	}
	sell(t, l, bill("Gao Shan", 60_00))
	if r := sell(t, l, bill("Gao Shan", 60_00)); r.Form != "" || !l.NumbersLeft(RangeForm).Empty() {
		t.Errorf("behind the end: form %q, %+v", r.Form, l.NumbersLeft(RangeForm))
	}
	if a := accountFor(t, l, taken); a.Used != 4 || len(a.Spans) != 1 {
		t.Errorf("account %+v", a)
	}
	row, err := l.Receipt(t.Context(), "ab0099")
	if err != nil || row.Receipt.Form != "AB0099" || row.Receipt.Number != "W01-0000003" {
		t.Errorf("by its form: %+v, %v", row, err)
	}
	if rows, err := l.Find(t.Context(), "b0100", 10, 0); err != nil || len(rows) != 1 || rows[0].Receipt.Form != "AB0100" {
		t.Errorf("found %d, %v", len(rows), err)
	}
	mustVerify(t, l)
}

func TestNumbersAreTakenOutOnce(t *testing.T) {
	l, _ := found(t, true)
	take(t, l, RangeForm, "AB0100", "AB0199")
	for _, pair := range [][2]string{{"AB0199", "AB0300"}, {"AB0001", "AB0100"}, {"AB0120", "AB0130"}, {"AB0001", "AB0999"}} {
		if _, err := l.TakeRange(t.Context(), cashier("c1"), Taking{Kind: RangeForm, Batch: "B2", From: pair[0], To: pair[1]}); !errors.Is(err, ErrOverlap) {
			t.Errorf("%v: %v", pair, err)
		}
	}
	take(t, l, RangeForm, "AB0200", "AB0299")   // behind it
	take(t, l, RangeForm, "AB00100", "AB00199") // other paper: one digit more
	take(t, l, RangePatient, "AB0100", "AB0199")
	for _, wrong := range []Taking{
		{Kind: RangeForm, From: "C1", To: "C2"},
		{Kind: "paper", Batch: "B", From: "C1", To: "C2"},
		{Kind: RangeForm, Batch: "B", From: "C1", To: "C99"},
		{Kind: RangeForm, Batch: "B", From: "C0000001", To: "C9999999"},
		{Kind: RangeForm, Batch: "B\x00", From: "C1", To: "C2"},
		{Kind: RangePatient, Batch: "B", From: "W01-T00001", To: "W01-T00009"},
	} {
		if _, err := l.TakeRange(t.Context(), cashier("c1"), wrong); !errors.Is(err, ErrRange) && !errors.Is(err, receipts.ErrNumber) {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
	if _, err := l.TakeRange(t.Context(), Actor{}, Taking{Kind: RangeForm, Batch: "B", From: "C1", To: "C2"}); !errors.Is(err, ErrActor) {
		t.Errorf("by nobody: %v", err)
	}
}

func TestARangeIsMovedForwardOnly(t *testing.T) {
	l, dir := found(t, true)
	r := take(t, l, RangeForm, "AB001", "AB100")
	later := take(t, l, RangeForm, "CD001", "CD010")
	sell(t, l, bill("Lin Yuejiang", 100_00))
	ctx, c1 := t.Context(), cashier("c1")
	for to, want := range map[string]error{"AB001": ErrRange, "AB101": ErrNotFound, "XY001": ErrNotFound, "AB": receipts.ErrNumber} {
		if _, err := l.ForwardRange(ctx, c1, RangeForm, to, Skipped{FateVoided, "jam"}); !errors.Is(err, want) {
			t.Errorf("to %s: %v", to, err)
		}
	}
	for _, s := range []Skipped{{}, {FateVoided, " "}, {FateUsed, "x"}, {FateGivenBack, "x"}} {
		if _, err := l.ForwardRange(ctx, c1, RangeForm, "AB010", s); !errors.Is(err, ErrRange) {
			t.Errorf("skipped %+v: %v", s, err)
		}
	}
	if _, err := l.MarkNumbers(ctx, c1, RangeForm, "AB005", "AB006", FateLost, "not in the pad"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.ForwardRange(ctx, c1, RangeForm, "AB010", Skipped{FateVoided, "the printer drew them in"}); err != nil {
		t.Fatal(err)
	}
	if form := sell(t, l, bill("Gao Shan", 60_00)).Form; form != "AB010" {
		t.Errorf("goes on with %s", form)
	}
	if _, err := l.ForwardRange(ctx, c1, RangeForm, "CD001", Skipped{}); err != nil {
		t.Fatal(err)
	}
	if form := sell(t, l, bill("Gao Shan", 60_00)).Form; form != "CD001" {
		t.Errorf("the paper in the printer is CD001, the receipt took %s", form)
	}
	l.Close()
	l = reopen(t, dir)
	if form := sell(t, l, bill("Gao Shan", 60_00)).Form; form != "CD002" {
		t.Errorf("after reopening it goes on with %s", form)
	}
	if a := accountFor(t, l, r); a.Used != 2 || a.Voided != 6 || a.Lost != 2 || a.Unused != 90 || len(a.Spans) != 6 {
		t.Errorf("account %+v", a)
	}
	if a := accountFor(t, l, later); a.Used != 2 || a.Unused != 8 {
		t.Errorf("account %+v", a)
	}
	mustVerify(t, l)
}

func TestAUsedFormCannotBeLost(t *testing.T) {
	l, _ := found(t, true)
	r := take(t, l, RangeForm, "AB001", "AB020")
	first := sell(t, l, bill("Lin Yuejiang", 100_00))
	sell(t, l, bill("Gao Shan", 60_00))
	ctx, c1 := t.Context(), cashier("c1")
	for _, fate := range []Fate{FateLost, FateVoided, FateGivenBack} {
		if _, err := l.MarkNumbers(ctx, c1, RangeForm, "AB001", "AB003", fate, "gone"); !errors.Is(err, ErrUsed) || !strings.Contains(err.Error(), first.Number) {
			t.Errorf("%s: %v", fate, err)
		}
	}
	if _, err := l.MarkNumbers(ctx, c1, RangeForm, "AB003", "AB005", FateLost, "torn out"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.MarkNumbers(ctx, c1, RangeForm, "AB005", "AB006", FateVoided, "wet"); !errors.Is(err, ErrRange) {
		t.Errorf("marked twice: %v", err)
	}
	for _, wrong := range []struct {
		from, to, reason string
		fate             Fate
	}{{"AB008", "AB007", "x", FateLost}, {"AB008", "AB021", "x", FateLost}, {"AB008", "AC008", "x", FateLost}, {"AB008", "AB008", "", FateLost}, {"AB008", "AB008", "x", FateUsed}} {
		if _, err := l.MarkNumbers(ctx, c1, RangeForm, wrong.from, wrong.to, wrong.fate, wrong.reason); !errors.Is(err, ErrRange) {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
	if _, err := l.ForwardRange(ctx, c1, RangeForm, "AB004", Skipped{}); !errors.Is(err, ErrRange) {
		t.Errorf("forward onto a lost form: %v", err)
	}
	if form := sell(t, l, bill("Gao Shan", 60_00)).Form; form != "AB006" {
		t.Errorf("goes on with %s", form)
	}
	if _, err := l.Void(ctx, cashier("c1"), VoidRequest{Number: first.Form, Reason: "wrong item", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.MarkNumbers(ctx, c1, RangeForm, "AB011", "AB020", FateGivenBack, "the day is over"); err != nil {
		t.Fatal(err)
	}
	a := accountFor(t, l, r)
	if a.Used != 2 || a.Voided != 1 || a.Lost != 3 || a.Unused != 14 || a.GivenBack != 10 || l.NumbersLeft(RangeForm).Left != 4 {
		t.Errorf("account %+v, left %+v", a, l.NumbersLeft(RangeForm))
	}
	if s := a.Spans[2]; s.From != "AB003" || s.To != "AB005" || s.Count != 3 || s.Fate != FateLost || s.Reason != "torn out" || s.By != "c1" || s.At.IsZero() {
		t.Errorf("span %+v", s)
	}
	mustVerify(t, l)
}

func TestAReprintOnANewFormRecordsBoth(t *testing.T) {
	l, dir := found(t, true)
	plain := sell(t, l, bill("Lin Yuejiang", 100_00))
	ctx, c1 := t.Context(), cashier("c1")
	if _, err := l.ChangeForm(ctx, c1, plain.Number, "form wanted"); !errors.Is(err, ErrNoForm) {
		t.Errorf("without a range: %v", err)
	}
	r := take(t, l, RangeForm, "AB001", "AB005")
	sold := sell(t, l, bill("Gao Shan", 60_00))
	for _, step := range []struct{ number, want string }{{sold.Number, "AB002"}, {"AB002", "AB003"}, {plain.Number, "AB004"}} {
		if got, err := l.ChangeForm(ctx, c1, step.number, "torn in the printer"); err != nil || got.Form != step.want {
			t.Errorf("%s: form %q, %v", step.number, got.Form, err)
		}
	}
	row, err := l.Receipt(ctx, "AB001")
	if err != nil || row.Receipt.Number != sold.Number || row.Receipt.Form != "AB003" || fmt.Sprint(row.Receipt.FormsBefore) != "[AB001 AB002]" {
		t.Errorf("by its first form: %+v, %v", row.Receipt, err)
	}
	if rows, err := l.Find(ctx, "AB002", 10, 0); err != nil || len(rows) != 1 {
		t.Errorf("found %d, %v", len(rows), err)
	}
	if a := accountFor(t, l, r); a.Used != 2 || a.Voided != 2 || a.Unused != 1 {
		t.Errorf("account %+v", a)
	}
	if _, err := l.Void(ctx, cashier("c1"), VoidRequest{Number: sold.Number, Reason: "wrong item", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.ChangeForm(ctx, c1, sold.Number, "again"); !errors.Is(err, ErrVoid) {
		t.Errorf("of a void receipt: %v", err)
	}
	if a := accountFor(t, l, r); a.Used != 1 || a.Voided != 3 {
		t.Errorf("account %+v", a)
	}
	mustVerify(t, l)
	if err := l.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	l.Close()
	l = reopen(t, dir)
	accountFor(t, l, r)
	mustVerify(t, l)
}

func TestPatientsAreNumberedFromARange(t *testing.T) {
	l, dir := found(t, true)
	register := func() string {
		p, err := l.RegisterPatient(t.Context(), receipts.Patient{ID: receipts.NewID(), Name: "无名氏"})
		if err != nil {
			t.Fatal(err)
		}
		return p.Number
	}
	got := []string{register()}
	r := take(t, l, RangePatient, "LS0999", "LS1001")
	got = append(got, register())
	if _, err := l.MarkNumbers(t.Context(), cashier("c1"), RangePatient, "LS1000", "LS1000", FateVoided, "card spoiled"); err != nil {
		t.Fatal(err)
	}
	l.Close()
	l = reopen(t, dir)
	got = append(got, register(), register(), register())
	if fmt.Sprint(got) != "[W01-T00001 LS0999 LS1001 W01-T00002 W01-T00003]" {
		t.Errorf("numbers %v", got)
	}
	if a := accountFor(t, l, r); a.Used != 2 || a.Voided != 1 || !l.NumbersLeft(RangePatient).Empty() || l.NumbersLeft(RangeForm).Taken {
		t.Errorf("account %+v", a)
	}
	if _, err := l.MarkNumbers(t.Context(), cashier("c1"), RangePatient, "LS0999", "LS0999", FateLost, "gone"); !errors.Is(err, ErrUsed) {
		t.Errorf("a patient's number lost: %v", err)
	}
	mustVerify(t, l)
}

// The account must not hide what the tables do not agree about.
func TestTheAccountSaysWhatIsMissing(t *testing.T) {
	r := NumberRange{Series: receipts.Series{Prefix: "A", Digits: 2}, Span: Span{1, 10}, Next: 6}
	a := account(r, []numberUsed{{n: 1}, {n: 1}, {n: 3, void: true}, {n: 8}}, []numberMark{{Span: Span{7, 9}, Fate: FateLost}})
	if a.Sound() || a.Missing != 3 || fmt.Sprint(a.Twice) != "[A01 A08]" || a.Used+a.Voided+a.Lost+a.Unused+a.Missing != 10 {
		t.Errorf("%+v", a)
	}
}

// Whatever is done with ranges, each number ends as exactly one of four.
func TestEveryNumberIsAccountedFor(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(seed, 1))
			l, dir := found(t, true)
			ctx, c1 := t.Context(), cashier("c1")
			var sold []receipts.Receipt
			for next := 1; next < 300; {
				switch rnd.IntN(8) {
				case 0:
					size := 1 + rnd.IntN(20)
					take(t, l, RangeForm, fmt.Sprintf("F%04d", next), fmt.Sprintf("F%04d", next+size-1))
					next += size + rnd.IntN(2)
				case 1:
					from := rnd.IntN(next)
					_, err := l.MarkNumbers(ctx, c1, RangeForm, fmt.Sprintf("F%04d", from), fmt.Sprintf("F%04d", from+rnd.IntN(3)), []Fate{FateLost, FateVoided, FateGivenBack}[rnd.IntN(3)], "r")
					refusedOnly(t, err)
				case 2:
					_, err := l.ForwardRange(ctx, c1, RangeForm, fmt.Sprintf("F%04d", rnd.IntN(next)), Skipped{[]Fate{FateLost, FateVoided}[rnd.IntN(2)], "r"})
					refusedOnly(t, err)
				case 3:
					if len(sold) > 0 {
						_, err := l.Void(ctx, cashier("c1"), VoidRequest{Number: sold[rnd.IntN(len(sold))].Number, Reason: "r", PaperReturned: true})
						refusedOnly(t, err)
					}
				case 4:
					if len(sold) > 0 {
						_, err := l.ChangeForm(ctx, c1, sold[rnd.IntN(len(sold))].Number, "r")
						refusedOnly(t, err)
					}
				case 5:
					if rnd.IntN(4) == 0 {
						l.Close()
						l = reopen(t, dir)
					}
				default:
					sold = append(sold, sell(t, l, bill("Lin Yuejiang", 100_00)))
				}
			}
			balance(t, l, sold)
			mustVerify(t, l)
		})
	}
}

func refusedOnly(t *testing.T, err error) {
	t.Helper()
	if err != nil && !IsRefusal(err) {
		t.Fatal(err)
	}
}

// balance holds the accounts against the receipts themselves.
func balance(t *testing.T, l *Ledger, sold []receipts.Receipt) {
	t.Helper()
	accounts, err := l.RangeAccounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var used, void, left int64
	forms := map[string]bool{}
	for _, r := range sold {
		row, err := l.Receipt(t.Context(), r.Number)
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range append(row.Receipt.FormsBefore, row.Receipt.Form) {
			if form != "" && forms[form] {
				t.Errorf("two receipts on the form %s", form)
			}
			forms[form] = true
		}
		switch {
		case row.Receipt.Form == "":
		case row.Receipt.Void == nil:
			used++
		default:
			void++
		}
	}
	for _, a := range accounts {
		if !a.Sound() {
			t.Errorf("not sound: %+v", a)
		}
		used, left = used-a.Used, left+a.Unused-a.GivenBack
	}
	if used != 0 || left != l.NumbersLeft(RangeForm).Left {
		t.Errorf("used differs by %d; %d unused, %d left", used, left, l.NumbersLeft(RangeForm).Left)
	}
}
