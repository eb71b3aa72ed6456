package receipts

import (
	"errors"
	"fmt"
	"slices"
	"testing"
)

// limited are rules with every limit.
func limited() Rules {
	r := testRules(RoundNone)
	r.Tenders[1].Card = true
	r.Tenders = append(r.Tenders, Tender{Code: "stored", English: "Hospital card", Chinese: "就诊卡余额", StoredValue: true})
	r.Limits = Limits{Amount: 3000_00, FreeText: 100_00, Quantity: 20_000, Doses: 14, CardReceipt: 500_00, CardTotal: 800_00}
	return r
}

func TestWhatNeedsApproval(t *testing.T) {
	rules := limited()
	tests := []struct {
		name   string
		change func(*Bill)
		want   []Ask
	}{
		{"an ordinary bill", func(*Bill) {}, nil},
		{"another price", func(b *Bill) {
			b.Lines[0].PriceReason, b.Lines[0].ListPrice, b.Lines[0].Price = "damaged", 10_0000, 8_0000
		}, []Ask{AskPrice}},
		{"a price where the list has none", func(b *Bill) { b.Lines[0].PriceReason = "by time" }, []Ask{AskPrice}},
		{"the limit itself", func(b *Bill) { b.Lines[0].Quantity = 20_000 }, nil},
		{"above the limit", func(b *Bill) { b.Lines[0].Quantity = 20_001 }, []Ask{AskQuantity}},
		{"many doses of little", func(b *Bill) {
			b.Prescriptions = []Prescription{{Number: "1", Doses: 14}}
			b.Lines[0].Prescription, b.Lines[0].Quantity = "1", 14*15_000
		}, nil},
		{"too many doses", func(b *Bill) {
			b.Prescriptions = []Prescription{{Number: "1", Doses: 15}}
			b.Lines[0].Prescription, b.Lines[0].Quantity = "1", 15*One
		}, []Ask{AskQuantity}},
		{"free text", func(b *Bill) { b.Lines[0].Item = FreeItem }, []Ask{AskFreeText}},
		{"deferred", func(b *Bill) { b.Insurance = &Insurance{Way: InsuredDeferred} }, []Ask{AskDeferred}},
		{"the most of a bill", func(b *Bill) { b.Lines[0].Price = 3000_0000 }, nil},
		{"more than that", func(b *Bill) { b.Lines[0].Price = 3000_0100 }, []Ask{AskAmount}},
		{"everything", func(b *Bill) {
			b.Lines = append(b.Lines, b.Lines[0], b.Lines[0])
			b.Lines[0].PriceReason, b.Lines[1].Quantity, b.Lines[2].Item = "x", 90_000, FreeItem
			b.Lines[2].Price = 3000_0000
			b.Insurance = &Insurance{Way: InsuredDeferred}
		}, []Ask{AskPrice, AskQuantity, AskFreeText, AskDeferred, AskAmount}},
	}
	for _, tt := range tests {
		b := billOf(10_00, cash(10_00))
		tt.change(&b)
		var got []Ask
		for _, n := range rules.Needs(b) {
			got = append(got, n.Ask)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// An approval is for exactly what was shown: whatever is changed after it makes
// it another subject.
func TestAnApprovalHoldsForWhatItWasGivenFor(t *testing.T) {
	rules, b := limited(), billOf(10_00)
	b.Lines[0].PriceReason, b.Lines[0].ListPrice = "damaged", 12_0000
	subject := rules.Needs(b)[0].Subject
	if again := rules.Needs(b.Clone())[0].Subject; again != subject {
		t.Errorf("the same bill: %q, %q", subject, again)
	}
	for name, change := range map[string]func(*Bill){
		"price":         func(b *Bill) { b.Lines[0].Price = 1 },
		"quantity":      func(b *Bill) { b.Lines[0].Quantity = 2 * One },
		"item":          func(b *Bill) { b.Lines[0].Item = "drug/2" },
		"list price":    func(b *Bill) { b.Lines[0].ListPrice = 13_0000 },
		"one more line": func(b *Bill) { b.Lines = append(b.Lines, b.Lines[0]) },
		"another bill":  func(b *Bill) { b.ID = NewID() },
	} {
		other := b.Clone()
		change(&other)
		if rules.Needs(other)[0].Subject == subject {
			t.Errorf("another %s has the same subject", name)
		}
	}
	other := b.Clone()
	other.Payments = []Payment{cash(20_00)}
	other.Lines = append(other.Lines, Line{Item: "drug/3", Name: "x", Quantity: One})
	if rules.Needs(other)[0].Subject != subject {
		t.Error("a line that needs nothing changed the subject")
	}
}

func TestFreeTextHasALimit(t *testing.T) {
	free := func(price Price) Line {
		return Line{Item: FreeItem, Name: "Splint", Price: price, Quantity: One, Category: CategoryMaterial}
	}
	for _, tt := range []struct {
		lines []Line
		most  Money
		err   error
	}{
		{[]Line{free(100_0000)}, 100_00, nil},
		{[]Line{free(100_0100)}, 100_00, ErrFreeText},
		{[]Line{free(60_0000), free(60_0000)}, 100_00, ErrFreeText},
		{[]Line{free(0)}, 0, ErrFreeText},
		{[]Line{{Item: FreeItem, Name: " \u200b", Quantity: One}}, 100_00, ErrFreeText},
		{[]Line{{Item: FreeItem, Name: "a", List: "9f3c", Quantity: One}}, 100_00, ErrFreeText},
	} {
		rules, b := testRules(RoundNone), billOf(0, cash(500_00))
		rules.Limits.FreeText, b.Lines = tt.most, tt.lines
		if _, err := Settle(b, rules); !errors.Is(err, tt.err) {
			t.Errorf("%+v: %v", tt.lines, err)
		}
	}
}

func TestCardsAndReferences(t *testing.T) {
	rules := limited()
	for _, tt := range []struct {
		name string
		sum  Money
		pay  []Payment
		err  error
	}{
		{"the card limit itself", 500_00, []Payment{card(500_00)}, nil},
		{"a fen above it", 500_01, []Payment{card(500_01)}, ErrCardLimit},
		{"in two cards", 600_00, []Payment{card(300_00), card(300_00)}, ErrCardLimit},
		{"the rest in cash", 600_00, []Payment{card(500_00), cash(100_00)}, nil},
		{"other electronic money", 600_00, []Payment{wechat(600_00, "W1")}, nil},
		{"stored value", 10_00, []Payment{{Tender: "stored", Tendered: 10_00}}, ErrStoredValue},
		{"one reference for two payments", 20_00, []Payment{wechat(10_00, "W1"), wechat(10_00, " W1 ")}, ErrReferenceTwice},
		{"two references", 20_00, []Payment{wechat(10_00, "W1"), wechat(10_00, "W2")}, nil},
	} {
		if _, err := Settle(billOf(tt.sum, tt.pay...), rules); !errors.Is(err, tt.err) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	for before, want := range map[Money]error{700_00: nil, 700_01: ErrCardLimit, 800_00: ErrCardLimit} {
		r, err := Settle(billOf(100_00, card(100_00)), rules)
		if err != nil {
			t.Fatal(err)
		}
		if err := rules.CheckCardTotal(r.Payments, before); !errors.Is(err, want) {
			t.Errorf("after %d: %v", before, err)
		}
	}
	if err := rules.CheckCardTotal([]Payment{{Tender: "cash", Amount: 1}}, 900_00); err != nil {
		t.Errorf("cash: %v", err)
	}
}

// Every rounding rule, with what is paid beside the cash: only the cash part is
// rounded, and the receipt's total is what was paid.
func TestRoundingIsOnTheCashPartOnly(t *testing.T) {
	for _, tt := range []struct {
		sum, electronic        Money
		none, halfUp, down, up Money // cash due
	}{
		{51_40, 0, 51_40, 51_40, 51_40, 51_40},
		{51_41, 0, 51_41, 51_40, 51_40, 51_50},
		{51_44, 0, 51_44, 51_40, 51_40, 51_50},
		{51_45, 0, 51_45, 51_50, 51_40, 51_50},
		{51_49, 0, 51_49, 51_50, 51_40, 51_50},
		{51_46, 1_41, 50_05, 50_10, 50_00, 50_10},
		{51_46, 51_42, 4, 0, 0, 10},
		{51_46, 51_41, 5, 10, 0, 10},
		{51_46, 51_46, 0, 0, 0, 0},
		{4, 0, 4, 0, 0, 10},
		{0, 0, 0, 0, 0, 0},
	} {
		for rounding, due := range map[Rounding]Money{RoundNone: tt.none, RoundHalfUp: tt.halfUp, RoundDown: tt.down, RoundUp: tt.up} {
			t.Run(fmt.Sprint(rounding, tt.sum, "-", tt.electronic), func(t *testing.T) {
				rules := testRules(rounding)
				pay := []Payment{card(tt.electronic), cash(100_00)}
				if tt.electronic == 0 {
					pay = pay[1:]
				}
				r, err := Settle(billOf(tt.sum, pay...), rules)
				if err != nil {
					t.Fatal(err)
				}
				if got := r.Payments[len(pay)-1].Amount; got != due || r.Total != tt.electronic+due || r.Rounding != r.Total-tt.sum || r.Change() != 100_00-due {
					t.Errorf("cash %d, want %d; total %d, rounding %d, change %d", got, due, r.Total, r.Rounding, r.Change())
				}
				mustBalance(t, r, rules)
			})
		}
	}
}
