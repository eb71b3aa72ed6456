package receipts

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestParsingNeverRounds(t *testing.T) {
	tests := []struct {
		in       string
		money    int64 // -1: refused
		price    int64
		quantity int64
	}{
		{"0", 0, 0, -1},
		{"-1", -100, -1, -1},
		{"1", 100, 10_000, 1000},
		{"1e9", -1, -1, -1},
		{"1000000000", 1000_000_000_00, -1, -1},
		{"0.3333", -1, 3333, -1},
		{"0.333", -1, 3330, 333},
		{".5", 50, 5000, 500},
		{"5.", 500, 50_000, 5000},
		{"1e999999999", -1, -1, -1},
		{"0x10", -1, -1, -1},
		{"", -1, -1, -1},
		{" 2 ", 200, 20_000, 2000},
		{"2.50", 250, 25_000, 2500},
		{"1,000", -1, -1, -1},
		{"１２", -1, -1, -1},
		{"NaN", -1, -1, -1},
		{"--1", -1, -1, -1},
		{"1.2.3", -1, -1, -1},
		{".", -1, -1, -1},
		{"0.00001", -1, -1, -1},
		{"99999.999", -1, 999_999_990, 99_999_999},
		{"100000", 10_000_000, 1_000_000_000, -1},
		{strings.Repeat("9", 400), -1, -1, -1},
	}
	for _, tt := range tests {
		m, err := CNY().Parse(tt.in)
		checkParsed(t, "money", tt.in, int64(m), tt.money, err, ErrAmount)
		p, err := ParsePrice(tt.in)
		checkParsed(t, "price", tt.in, int64(p), tt.price, err, ErrPrice)
		q, err := ParseQuantity(tt.in)
		checkParsed(t, "quantity", tt.in, int64(q), tt.quantity, err, ErrQuantity)
	}
}

func checkParsed(t *testing.T, what, in string, got, want int64, err, kind error) {
	t.Helper()
	switch {
	case want == -1 && !errors.Is(err, kind):
		t.Errorf("%s %q: %d, %v; want a refusal", what, in, got, err)
	case want != -1 && (err != nil || got != want):
		t.Errorf("%s %q: %d, %v; want %d", what, in, got, err, want)
	}
}

func TestMoneyIsShown(t *testing.T) {
	jpy := Currency{Code: "JPY", Digits: 0, Symbol: "¥"}
	tests := []struct {
		c            Currency
		m            Money
		format, show string
	}{
		{CNY(), 0, "0.00", "¥0.00"},
		{CNY(), 5, "0.05", "¥0.05"},
		{CNY(), -300, "-3.00", "-¥3.00"},
		{CNY(), 100_000, "1000.00", "¥1,000.00"},
		{USD(), 123_456_789, "1234567.89", "$1,234,567.89"},
		{jpy, 1234, "1234", "¥1,234"},
		{CNY(), MaxMoney, "10000000000.00", "¥10,000,000,000.00"},
	}
	for _, tt := range tests {
		if got := tt.c.Format(tt.m); got != tt.format {
			t.Errorf("%d: format %s, want %s", tt.m, got, tt.format)
		}
		if got := tt.c.Display(tt.m); got != tt.show {
			t.Errorf("%d: display %s, want %s", tt.m, got, tt.show)
		}
		if back, err := tt.c.Parse(tt.format); err != nil || back != tt.m {
			t.Errorf("%s came back as %d, %v", tt.format, back, err)
		}
	}
}

func TestCurrenciesThatCannotBe(t *testing.T) {
	for _, c := range []Currency{{Code: "cny", Digits: 2}, {Code: "CN", Digits: 2}, {Code: "CNY", Digits: -1}, {Code: "CNY", Digits: 4}} {
		if err := c.Validate(); !errors.Is(err, ErrAmount) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	for _, c := range []Currency{CNY(), USD()} {
		if err := c.Validate(); err != nil {
			t.Error(err)
		}
	}
}

func TestAnAmountIsRoundedHalfUpOnce(t *testing.T) {
	tests := []struct {
		price, quantity string
		c               Currency
		want            Money
	}{
		{"15.73", "2", CNY(), 31_46},
		{"0.005", "1", CNY(), 1},      // half goes up
		{"0.0049", "1", CNY(), 0},     // less does not
		{"0.0049", "1.021", CNY(), 1}, // 0.0050029: not rounded to 0.0050 first and down
		{"0.001", "4.999", CNY(), 0},  // 0.004999: twice rounded it would be 0.01
		{"3.335", "1", CNY(), 334},    // 333.5
		{"0.3333", "3", CNY(), 100},   // 99.99
		{"0.1", "0.001", CNY(), 0},
		{"1.5", "1", Currency{Code: "JPY"}, 2},
		{"0.0005", "1", Currency{Code: "KWD", Digits: 3}, 1},
	}
	for _, tt := range tests {
		p, err := ParsePrice(tt.price)
		q, err2 := ParseQuantity(tt.quantity)
		got, err3 := tt.c.Amount(p, q)
		if err := errors.Join(err, err2, err3); err != nil || got != tt.want {
			t.Errorf("%s × %s: %d, %v; want %d", tt.price, tt.quantity, got, err, tt.want)
		}
	}
	if _, err := CNY().Amount(MaxPrice, MaxQuantity); !errors.Is(err, ErrAmount) {
		t.Errorf("the dearest item 99,999.999 times: %v", err)
	}
}

// Integer arithmetic says the same as the decimal library for every product
// that fits.
func TestAmountAgreesWithIntegers(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		p, q := Price(random.Int64N(1e8)), Quantity(random.Int64N(1e7)+1)
		want := (int64(p)*int64(q) + 50_000) / 100_000 // 1/10,000 × 1/1000 → 1/100
		if got, err := CNY().Amount(p, q); err != nil || int64(got) != want {
			t.Fatalf("%s × %s: %d, %v; want %d", p, q, got, err, want)
		}
	}
}

func TestPricesAndQuantitiesAreShown(t *testing.T) {
	for p, want := range map[Price]string{0: "0.00", 157_300: "15.73", 10: "0.001", 5000: "0.50", 3333: "0.3333", 1_000_000: "100.00"} {
		if p.String() != want {
			t.Errorf("price %d: %s, want %s", p, p, want)
		}
	}
	for q, want := range map[Quantity]string{1000: "1", 500: "0.5", 1250: "1.25", 1: "0.001"} {
		if q.String() != want {
			t.Errorf("quantity %d: %s, want %s", q, q, want)
		}
	}
}
