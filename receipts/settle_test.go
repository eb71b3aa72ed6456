package receipts

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

func testRules(rounding Rounding) Rules {
	return Rules{Currency: CNY(), Rounding: rounding, Tenders: []Tender{
		{Code: "cash", English: "Cash", Chinese: "现金", Cash: true},
		{Code: "card", English: "Card", Chinese: "银行卡"},
		{Code: "wechat", English: "WeChat", Chinese: "微信", Reference: true},
	}}
}

// billOf is a bill of one line that comes to total.
func billOf(total Money, payments ...Payment) Bill {
	return Bill{
		ID: NewID(), Patient: Patient{ID: NewID(), Name: "Lin Yuejiang"}, Cashier: "c1", Payments: payments,
		Lines: []Line{{Item: "drug/1", Name: "Amoxicillin", Category: CategoryWesternDrug, Price: Price(total) * 100, Quantity: One}},
	}
}

func cash(m Money) Payment { return Payment{Tender: "cash", Tendered: m} }
func card(m Money) Payment { return Payment{Tender: "card", Tendered: m} }
func wechat(m Money, ref string) Payment {
	return Payment{Tender: "wechat", Tendered: m, Reference: ref}
}

func TestSettle(t *testing.T) {
	tests := []struct {
		name     string
		rounding Rounding
		sum      Money
		payments []Payment
		total    Money // with rounding
		change   Money
		err      error
	}{
		{"exact cash", RoundNone, 51_46, []Payment{cash(51_46)}, 51_46, 0, nil},
		{"change", RoundNone, 51_46, []Payment{cash(100_00)}, 51_46, 48_54, nil},
		{"short cash", RoundNone, 51_46, []Payment{cash(51_45)}, 0, 0, ErrPayment},
		{"nothing paid", RoundNone, 51_46, nil, 0, 0, ErrPayment},
		{"exact card", RoundHalfUp, 51_46, []Payment{card(51_46)}, 51_46, 0, nil},
		{"card short", RoundDown, 51_46, []Payment{card(51_40)}, 0, 0, ErrPayment},
		{"over with no cash", RoundNone, 51_46, []Payment{card(60_00)}, 0, 0, ErrPayment},
		{"electronic over beside cash", RoundNone, 51_46, []Payment{card(60_00), cash(0)}, 0, 0, ErrPayment},
		{"split", RoundNone, 51_46, []Payment{card(20_00), cash(50_00)}, 51_46, 18_54, nil},
		{"split in three", RoundNone, 51_46, []Payment{card(20_00), wechat(11_46, "WX1"), cash(20_00)}, 51_46, 0, nil},
		{"split short", RoundNone, 51_46, []Payment{card(20_00), cash(31_45)}, 0, 0, ErrPayment},
		{"cash stands twice", RoundNone, 51_46, []Payment{cash(20_00), cash(40_00)}, 0, 0, ErrPayment},
		{"negative cash", RoundNone, 51_46, []Payment{cash(-1)}, 0, 0, ErrPayment},
		{"half up, up", RoundHalfUp, 51_45, []Payment{cash(100_00)}, 51_50, 48_50, nil},
		{"half up, down", RoundHalfUp, 51_44, []Payment{cash(100_00)}, 51_40, 48_60, nil},
		{"down", RoundDown, 51_49, []Payment{cash(100_00)}, 51_40, 48_60, nil},
		{"up", RoundUp, 51_41, []Payment{cash(100_00)}, 51_50, 48_50, nil},
		{"up, even already", RoundUp, 51_40, []Payment{cash(100_00)}, 51_40, 48_60, nil},
		{"rounded down and paid exactly", RoundDown, 51_46, []Payment{cash(51_40)}, 51_40, 0, nil},
		{"only the cash part is rounded", RoundDown, 51_46, []Payment{card(1_41), cash(50_05)}, 51_41, 5, nil},
		{"card pays all, cash nothing", RoundUp, 51_46, []Payment{card(51_46), cash(0)}, 51_46, 0, nil},
		{"card pays all, cash comes back", RoundUp, 51_46, []Payment{card(51_46), cash(5_00)}, 51_46, 5_00, nil},
		{"reference missing", RoundNone, 10_00, []Payment{wechat(10_00, " ")}, 0, 0, ErrReference},
		{"reference with a line break", RoundNone, 10_00, []Payment{wechat(10_00, "a\nb")}, 0, 0, ErrReference},
		{"unknown tender", RoundNone, 10_00, []Payment{{Tender: "cheque", Tendered: 10_00}}, 0, 0, ErrTender},
		{"zero total, cash", RoundUp, 0, []Payment{cash(0)}, 0, 0, nil},
		{"zero total, nothing", RoundNone, 0, nil, 0, 0, ErrPayment},
		{"zero total, cash comes back", RoundUp, 0, []Payment{cash(1_00)}, 0, 1_00, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := billOf(tt.sum, tt.payments...)
			given := append([]Payment(nil), b.Payments...)
			r, err := Settle(b, testRules(tt.rounding))
			if !errors.Is(err, tt.err) {
				t.Fatalf("error %v, want %v", err, tt.err)
			}
			if !reflect.DeepEqual(b.Payments, given) || b.Lines[0].Amount != 0 {
				t.Error("the bill that was passed in was changed")
			}
			if tt.err != nil {
				return
			}
			if r.Total != tt.total || r.Change() != tt.change || r.Rounding != tt.total-tt.sum {
				t.Errorf("total %d, rounding %d, change %d", r.Total, r.Rounding, r.Change())
			}
			mustBalance(t, r, testRules(tt.rounding))
		})
	}
}

// mustBalance checks what holds for every receipt.
func mustBalance(t *testing.T, r Receipt, rules Rules) {
	t.Helper()
	var lines, categories, paid Money
	for _, l := range r.Lines {
		lines += l.Amount
	}
	for _, c := range r.ByCategory() {
		categories += c.Amount
	}
	for _, p := range r.Payments {
		paid += p.Amount
		tender, _ := rules.Tender(p.Tender)
		if p.Tendered != p.Amount+p.Change || p.Amount < 0 || p.Change < 0 {
			t.Fatalf("payment %+v does not add up", p)
		}
		if !tender.Cash && p.Change != 0 {
			t.Fatalf("change from %s", p.Tender)
		}
	}
	if paid != r.Total || r.Total != lines+r.Rounding || categories != lines || r.Tendered()+r.Owed() != r.Total+r.Change() {
		t.Fatalf("total %d, lines %d, categories %d, rounding %d, paid %d", r.Total, lines, categories, r.Rounding, paid)
	}
	if r.Rounding <= -10 || r.Rounding >= 10 {
		t.Fatalf("rounding %d is a tenth or more", r.Rounding)
	}
}

// Whatever is settled balances to the last fen, with any lines, payments and
// rounding.
func TestEveryReceiptBalances(t *testing.T) {
	random := rand.New(rand.NewPCG(20261120, 7))
	settled := 0
	for i := range 20_000 {
		rules := testRules([]Rounding{RoundNone, RoundHalfUp, RoundDown, RoundUp}[random.IntN(4)])
		b := randomBill(random, rules)
		r, err := Settle(b, rules)
		if err != nil {
			if !errors.Is(err, ErrPayment) {
				t.Fatalf("bill %d: %v", i, err)
			}
			continue
		}
		settled++
		mustBalance(t, r, rules)
	}
	if settled < 5_000 || settled > 19_000 {
		t.Errorf("%d of 20,000 settled; the payments are not random enough", settled)
	}
}

func randomBill(random *rand.Rand, rules Rules) Bill {
	b := billOf(0)
	b.Lines = nil
	for n := range 1 + random.IntN(8) {
		all := Categories()
		b.Lines = append(b.Lines, Line{
			Item: fmt.Sprint(n), Name: "item", Category: all[random.IntN(len(all))],
			Price: Price(random.Int64N(1_000_000)), Quantity: Quantity(1 + random.Int64N(5_000)),
		})
	}
	sum, err := rules.Price(append([]Line(nil), b.Lines...))
	if err != nil {
		return b
	}
	if random.IntN(2) == 0 {
		part := Money(random.Int64N(int64(sum) + 2))
		b.Payments = append(b.Payments, card(part))
		sum -= part
	}
	if random.IntN(4) > 0 {
		b.Payments = append(b.Payments, cash(max(0, sum+Money(random.Int64N(2000))-500)))
	}
	return b
}

func TestBillsThatAreNotWhole(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Bill)
		kind   error
	}{
		{"no id", func(b *Bill) { b.ID = "" }, ErrBill},
		{"an id that is none", func(b *Bill) { b.ID = "1" }, ErrBill},
		{"no lines", func(b *Bill) { b.Lines = nil }, ErrBill},
		{"too many lines", func(b *Bill) { b.Lines = make([]Line, MaxLines+1) }, ErrBill},
		{"no cashier", func(b *Bill) { b.Cashier = " " }, ErrBill},
		{"control character in the doctor", func(b *Bill) { b.Doctor = "a\x00" }, ErrBill},
		{"no patient", func(b *Bill) { b.Patient.Name = "" }, ErrPatient},
		{"quantity 0", func(b *Bill) { b.Lines[0].Quantity = 0 }, ErrQuantity},
		{"quantity -1", func(b *Bill) { b.Lines[0].Quantity = -1000 }, ErrQuantity},
		{"quantity 1e9", func(b *Bill) { b.Lines[0].Quantity = 1e12 }, ErrQuantity},
		{"negative price", func(b *Bill) { b.Lines[0].Price = -1 }, ErrPrice},
		{"price beyond the most", func(b *Bill) { b.Lines[0].Price = MaxPrice + 1 }, ErrPrice},
		{"amount beyond the most", func(b *Bill) { b.Lines[0].Price, b.Lines[0].Quantity = MaxPrice, MaxQuantity }, ErrAmount},
		{"item without a key", func(b *Bill) { b.Lines[0].Item = "" }, ErrBill},
	}
	for _, tt := range tests {
		b := billOf(10_00, cash(10_00))
		tt.change(&b)
		if _, err := Settle(b, testRules(RoundNone)); !errors.Is(err, tt.kind) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestRulesThatNoBillCouldBeSettledBy(t *testing.T) {
	if err := testRules(RoundHalfUp).Validate(); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*Rules){
		"rounding":     func(r *Rules) { r.Rounding = "bankers" },
		"currency":     func(r *Rules) { r.Currency.Code = "" },
		"no cash":      func(r *Rules) { r.Tenders = r.Tenders[1:] },
		"two cash":     func(r *Rules) { r.Tenders[1].Cash = true },
		"tender twice": func(r *Rules) { r.Tenders[1].Code = "wechat" },
		"no code":      func(r *Rules) { r.Tenders[1].Code = "" },
	} {
		r := testRules(RoundNone)
		change(&r)
		if r.Validate() == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestOtherCurrenciesRoundTheirOwnTenth(t *testing.T) {
	for _, tt := range []struct {
		digits int
		in     Money
		want   Money
	}{{0, 1234, 1234}, {2, 1234, 1230}, {3, 1250, 1300}, {3, 1249, 1200}} {
		r := Rules{Currency: Currency{Code: "XXX", Digits: tt.digits}, Rounding: RoundHalfUp}
		if got, rounding := r.Due(tt.in, 0); got != tt.want || rounding != tt.want-tt.in {
			t.Errorf("%d digits, %d: %d, rounding %d", tt.digits, tt.in, got, rounding)
		}
	}
}
