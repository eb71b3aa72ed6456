package receipts

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"
)

// sold settles a bill of lines over the given amounts.
func sold(t *testing.T, rules Rules, amounts []Money, payments ...Payment) Receipt {
	t.Helper()
	b := billOf(0, payments...)
	b.Lines = nil
	for _, m := range amounts {
		b.Lines = append(b.Lines, Line{Item: "drug/1", Name: "Amoxicillin", Category: CategoryWesternDrug, Price: Price(m) * 100, Quantity: One})
	}
	for _, p := range payments {
		if p.Tender == TenderGreen {
			b.Green = "shock"
		}
	}
	r, err := Settle(b, rules)
	if err != nil {
		t.Fatal(err)
	}
	r.Number = "W01-0000001"
	return r
}

func TestRefund(t *testing.T) {
	tests := []struct {
		name     string
		rounding Rounding
		lines    []Money
		payments []Payment
		taken    []Taken
		rest     Money // 0: none
		cash     Money
		owed     Money
		credit   Money
	}{
		{"whole, cash", RoundNone, []Money{100_00}, []Payment{cash(200_00)}, nil, 0, 100_00, 0, 0},
		{"whole, WeChat", RoundNone, []Money{100_00}, []Payment{wechat(100_00, "WX1")}, nil, 0, 0, 100_00, 0},
		{"30 of 100", RoundNone, []Money{70_00, 30_00}, []Payment{cash(100_00)}, []Taken{{Line: 2}}, 70_00, 30_00, 0, 0},
		{"every line is the whole", RoundNone, []Money{70_00, 30_00}, []Payment{cash(100_00)}, []Taken{{Line: 1}, {Line: 2, Quantity: One}}, 0, 100_00, 0, 0},
		{"30 of 241, the cash reaches", RoundNone, []Money{211_00, 30_00}, []Payment{wechat(141_00, "WX1"), cash(100_00)}, []Taken{{Line: 2}}, 211_00, 30_00, 0, 0},
		{"180 of 241, the cash does not reach", RoundNone, []Money{61_00, 180_00}, []Payment{cash(100_00), wechat(141_00, "WX1")}, []Taken{{Line: 2}}, 61_00, 100_00, 80_00, 0},
		{"a debt goes first", RoundNone, []Money{70_00, 30_00}, []Payment{owe(TenderGreen, 50_00), cash(50_00)}, []Taken{{Line: 2}}, 70_00, 0, 0, 30_00},
		{"a debt, then cash", RoundNone, []Money{20_00, 80_00}, []Payment{owe(TenderGreen, 50_00), cash(30_00), card(20_00)}, []Taken{{Line: 2}}, 20_00, 30_00, 0, 50_00},
		{"a debt, cash, then the card", RoundNone, []Money{5_00, 95_00}, []Payment{owe(TenderGreen, 50_00), cash(30_00), card(20_00)}, []Taken{{Line: 2}}, 5_00, 30_00, 15_00, 50_00},
		{"the rest is rounded anew", RoundDown, []Money{51_46, 10_07}, []Payment{cash(61_50)}, []Taken{{Line: 2}}, 51_40, 10_10, 0, 0},
		{"a rounded debt keeps its rounding", RoundDown, []Money{51_46, 10_05}, []Payment{owe(TenderGreen, 20_05), cash(50_00)}, []Taken{{Line: 2}}, 51_40, 0, 0, 10_05},
		{"half a line", RoundNone, []Money{70_00, 30_01}, []Payment{cash(100_01)}, []Taken{{Line: 2, Quantity: 500}}, 85_01, 15_00, 0, 0},
		{"nothing of it cost anything", RoundNone, []Money{0, 0}, []Payment{cash(0)}, []Taken{{Line: 2}}, 0, 0, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rules := testRules(tt.rounding)
			original := sold(t, rules, tt.lines, tt.payments...)
			before := original.Bill.Clone()
			red, rest, err := Refund(original, tt.taken, rules)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(before, original.Bill) {
				t.Error("the original was changed")
			}
			mustReverse(t, original, red, rest, rules)
			total := Money(0)
			if rest != nil {
				total = rest.Total
			}
			if b := red.Reversal; total != tt.rest || b.Cash != tt.cash || b.Owed != tt.owed || b.Credit != tt.credit {
				t.Errorf("rest %d, cash %d, owed %d, credit %d", total, b.Cash, b.Owed, b.Credit)
			}
		})
	}
}

// mustReverse checks what holds for every refund: red takes all of the original
// back, rest is a receipt like any other, and what goes back is the difference,
// tender by tender.
func mustReverse(t *testing.T, original, red Receipt, rest *Receipt, rules Rules) {
	t.Helper()
	original = original.Settled()
	net, categories, payments := Money(0), map[Category]Money{}, map[string]Money{}
	all := []Receipt{original, red}
	if rest != nil {
		all = append(all, *rest)
		mustBalance(t, *rest, rules)
	}
	for _, r := range all {
		lines, paid := r.Rounding, Money(0)
		for _, l := range r.Lines {
			lines += l.Amount
			categories[l.Category] += l.Amount
		}
		for _, p := range r.Payments {
			paid += p.Amount
			payments[p.Tender] += p.Amount
		}
		if lines != r.Total || paid != r.Total {
			t.Fatalf("%q: total %d, lines with rounding %d, paid %d", r.Kind, r.Total, lines, paid)
		}
		net += r.Total
	}
	stays := Receipt{}
	if rest != nil {
		stays = *rest
	}
	if net != stays.Total || red.Total != -original.Total {
		t.Fatalf("original %d, red %d, rest %d", original.Total, red.Total, stays.Total)
	}
	for _, l := range stays.Lines {
		categories[l.Category] -= l.Amount
	}
	for c, m := range categories {
		if m != 0 {
			t.Fatalf("category %s is off by %d", c, m)
		}
	}
	mustGiveBack(t, original, red, stays, payments, rules)
}

func mustGiveBack(t *testing.T, original, red, rest Receipt, net map[string]Money, rules Rules) {
	t.Helper()
	for _, p := range rest.Payments {
		net[p.Tender] -= p.Amount
	}
	for tender, m := range net {
		if m != 0 {
			t.Fatalf("tender %s is off by %d", tender, m)
		}
	}
	var paid, kept, owed Money
	for _, p := range original.Payments {
		if rules.isCash(p.Tender) {
			paid += p.Amount
		}
	}
	for _, p := range rest.Payments {
		if rules.isCash(p.Tender) {
			kept += p.Amount
		}
	}
	for _, p := range red.Payments {
		if p.Owed < 0 || p.Owed > -p.Amount || p.Owed > 0 && (rules.isCash(p.Tender) || IsCredit(p.Tender)) {
			t.Fatalf("owed %d of %+v", p.Owed, p)
		}
		owed += p.Owed
	}
	back := red.Reversal
	if back.Cash < 0 || back.Owed < 0 || back.Credit < 0 || back.Cash > paid || back.Cash != paid-kept || back.Owed != owed || back.Back() != original.Total-rest.Total {
		t.Fatalf("back %+v of %d paid in cash, %d kept; %d − %d", *back, paid, kept, original.Total, rest.Total)
	}
}

// Whatever is charged and refunded, in as many steps as there are, the amounts
// agree and no more cash goes back than came in.
func TestEveryRefundAgrees(t *testing.T) {
	random := rand.New(rand.NewPCG(20261120, 30))
	refunds, rests := 0, 0
	for range 10_000 {
		rules := testRules([]Rounding{RoundNone, RoundHalfUp, RoundDown, RoundUp}[random.IntN(4)])
		r, err := Settle(randomCredit(random, randomBill(random, rules), rules), rules)
		if err != nil {
			continue
		}
		paid, back := Money(0), Money(0)
		for _, p := range r.Payments {
			if p.Tender == "cash" {
				paid += p.Amount
			}
		}
		for {
			rules.Rounding = []Rounding{rules.Rounding, RoundUp, RoundNone}[random.IntN(3)] // the hospital changes its mind
			red, rest, err := Refund(r, randomTaken(random, r), rules)
			if err != nil {
				t.Fatal(err)
			}
			refunds++
			mustReverse(t, r, red, rest, rules)
			if back += red.Reversal.Cash; back > paid {
				t.Fatalf("%d went back in cash, %d came in", back, paid)
			}
			if rest == nil {
				break
			}
			rests++
			r = *rest
		}
		if back != paid {
			t.Fatalf("all is refunded: %d went back in cash, %d came in", back, paid)
		}
	}
	if refunds < 10_000 || rests < 5_000 {
		t.Errorf("%d refunds, %d of them partial; the bills are not random enough", refunds, rests)
	}
}

// A tender that was cash and is none in the settings any more is given back the way
// it came, and what stays charged is what stays paid.
func TestWhatWasCashOnce(t *testing.T) {
	rules := testRules(RoundUp)
	r := sold(t, rules, []Money{5_00, 5_06}, cash(100_00))
	rules.Tenders = slices.Clone(rules.Tenders)
	for i := range rules.Tenders {
		if rules.Tenders[i].Cash {
			rules.Tenders[i].Code = "notes"
		}
	}
	red, rest, err := Refund(r, []Taken{{Line: 2}}, rules)
	if err != nil {
		t.Fatal(err)
	}
	mustReverse(t, r, red, rest, rules)
	if rest.Total != 5_00 || rest.Rounding != 0 || red.Reversal.Cash != 0 || red.Reversal.Owed != 5_10 {
		t.Errorf("rest %d with rounding %d; back %+v", rest.Total, rest.Rounding, *red.Reversal)
	}
}

// randomCredit leaves what is not paid by card to the green channel, sometimes
// with cash beside it.
func randomCredit(random *rand.Rand, b Bill, rules Rules) Bill {
	if random.IntN(3) > 0 {
		return b
	}
	sum, err := rules.Price(append([]Line(nil), b.Lines...))
	if err != nil || sum == 0 {
		return b
	}
	b.Green, b.Payments = "shock", nil
	owed := 1 + Money(random.Int64N(int64(sum)))
	b.Payments = append(b.Payments, owe(TenderGreen, owed))
	if owed < sum {
		b.Payments = append(b.Payments, cash(sum-owed+10))
	}
	return b
}

func randomTaken(random *rand.Rand, r Receipt) (taken []Taken) {
	for i, l := range r.Lines {
		switch random.IntN(4) {
		case 0:
			taken = append(taken, Taken{Line: i + 1})
		case 1:
			taken = append(taken, Taken{Line: i + 1, Quantity: Quantity(random.Int64N(int64(l.Quantity)) + 1)})
		}
	}
	return taken
}

func TestWhatCannotBeRefunded(t *testing.T) {
	rules := testRules(RoundNone)
	original := sold(t, rules, []Money{70_00, 30_00}, cash(100_00))
	for name, taken := range map[string][]Taken{
		"no such line": {{Line: 3}}, "line 0": {{Line: 0}}, "more than it has": {{Line: 1, Quantity: One + 1}},
		"less than nothing": {{Line: 1, Quantity: -1}}, "twice": {{Line: 1, Quantity: 500}, {Line: 1, Quantity: 500}},
	} {
		if _, _, err := Refund(original, taken, rules); !errors.Is(err, ErrRefund) {
			t.Errorf("%s: %v", name, err)
		}
	}
	void, refunded := original, original
	void.Void, refunded.Refunded = &Void{}, &Refunded{Red: "W01-0000002"}
	red, _, err := Refund(original, nil, rules)
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]Receipt{"void": void, "refunded": refunded, "red": red} {
		if _, _, err := Refund(r, nil, rules); !errors.Is(err, ErrRefund) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestALaterPaymentGoesBackAsItCame(t *testing.T) {
	rules := testRules(RoundDown)
	original := sold(t, rules, []Money{70_00, 30_06}, owe(TenderGreen, 80_00), cash(20_05))
	later, err := SettleCredit(original, []Payment{wechat(50_00, "WX9"), cash(30_00)}, rules)
	if err != nil {
		t.Fatal(err)
	}
	original.Settlement = &later
	red, rest, err := Refund(original, []Taken{{Line: 2}}, rules)
	if err != nil {
		t.Fatal(err)
	}
	mustReverse(t, original, red, rest, rules)
	if b := red.Reversal; b.Cash != 30_00 || b.Owed != 0 || b.Credit != 0 || rest.Total != 70_00 || rest.Green != "" {
		t.Errorf("back %+v, rest %d", *b, rest.Total)
	}
}

func TestHerbalDosesOfTheRest(t *testing.T) {
	rules := testRules(RoundNone)
	herbs := func(taken ...Taken) *Receipt {
		b := billOf(0, cash(1000_00))
		b.Prescriptions = []Prescription{{Number: "1", Doses: 7}, {Number: "2"}}
		b.Lines = []Line{
			{Item: "h/1", Name: "herb", Category: CategoryHerbal, Price: 10_000, Quantity: 70 * One, Prescription: "1"},
			{Item: "h/2", Name: "herb", Category: CategoryHerbal, Price: 10_000, Quantity: 21 * One, Prescription: "1"},
			{Item: "d/1", Name: "drug", Category: CategoryWesternDrug, Price: 10_000, Quantity: One, Prescription: "2"},
		}
		r, err := Settle(b, rules)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, err := Refund(r, taken, rules)
		if err != nil {
			t.Fatal(err)
		}
		if err := rest.Bill.checkPrescriptions(); err != nil {
			t.Error(err)
		}
		return rest
	}
	if p := herbs(Taken{1, 20 * One}, Taken{2, 6 * One}).Prescriptions; len(p) != 2 || p[0].Doses != 5 {
		t.Errorf("5 of 7 doses are left: %+v", p)
	}
	if p := herbs(Taken{1, 20 * One}).Prescriptions; p[0].Doses != 1 {
		t.Errorf("5 doses of one herb and 7 of another: %+v", p)
	}
	if p := herbs(Taken{1, 1 * One}, Taken{3, 0}).Prescriptions; len(p) != 1 || p[0].Doses != 1 {
		t.Errorf("no whole doses: %+v", p)
	}
}

// What a refund leaves charged was served and paid with the original, however
// late and however often a part of it is refunded.
func TestARestReceiptIsServedWithTheOriginal(t *testing.T) {
	rules := testRules(RoundNone)
	original := sold(t, rules, []Money{50_00, 30_00, 20_00}, cash(100_00))
	original.At = time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)
	_, rest, err := Refund(original, []Taken{{Line: 3}}, rules)
	if err != nil {
		t.Fatal(err)
	}
	rest.At, rest.Number = original.At.AddDate(0, 0, 2), "W01-0000003"
	_, again, err := Refund(*rest, []Taken{{Line: 2}}, rules)
	if err != nil {
		t.Fatal(err)
	}
	again.At = original.At.AddDate(0, 0, 5)
	for _, r := range []Receipt{original, *rest, *again} {
		if !r.ServedAt().Equal(original.At) {
			t.Errorf("the receipt of %s was served at %s", r.At, r.ServedAt())
		}
	}
}

func TestPartsOfAnAmountThatIsNotItsPrice(t *testing.T) {
	l := Line{Price: 0, Quantity: 3 * One, Amount: 10_00}
	if got := l.part(2*One, CNY()); got != 6_67 {
		t.Errorf("two of three of 10.00 is %d", got)
	}
	r := Receipt{Bill: Bill{Lines: []Line{{Quantity: One}, {Quantity: 2 * One}, {Quantity: One}}}}
	taken := []Taken{{Line: 1}, {Line: 2, Quantity: One}}
	for line, want := range map[int]int{0: 0, 1: 0, 2: 1, 3: 2, 4: 0} {
		if got := r.RestLine(taken, line); got != want {
			t.Errorf("line %d is %d on the rest, want %d", line, got, want)
		}
	}
}

func TestARedReceiptIsChargedAgainByItsQuantities(t *testing.T) {
	rules := testRules(RoundNone)
	original := sold(t, rules, []Money{70_00, 30_00}, cash(100_00))
	red, _, err := Refund(original, nil, rules)
	if err != nil {
		t.Fatal(err)
	}
	bill, altered := Again(red.Bill, NewID(), func(string) (Line, bool) { return original.Lines[0], true })
	if len(bill.Lines) != 2 || bill.Lines[1].Quantity != One || len(altered) != 1 {
		t.Errorf("%+v, altered %+v", bill.Lines, altered)
	}
}
