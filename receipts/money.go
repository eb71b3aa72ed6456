package receipts

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Money is an amount in minor units of the ledger's currency (fen for CNY,
// cents for USD). Range used: ±MaxMoney.
type Money int64

// MaxMoney is the largest amount of one receipt, in minor units (10 billion
// yuan). It keeps every sum of a ledger's lifetime inside an int64.
const MaxMoney Money = 1_000_000_000_000

// Currency is a setting of the ledger: its ISO 4217 code, how many decimal
// digits the minor unit has (2 for fen, 0 for yen, at most 3), and its symbol.
type Currency struct {
	Code   string `json:"code" toml:"code"`
	Digits int    `json:"digits" toml:"digits"`
	Symbol string `json:"symbol" toml:"symbol"`
}

// CNY is the yuan with two digits (fen).
func CNY() Currency { return Currency{Code: "CNY", Digits: 2, Symbol: "¥"} }

// USD is the US dollar with two digits (cents).
func USD() Currency { return Currency{Code: "USD", Digits: 2, Symbol: "$"} }

// Validate refuses a currency that amounts could not be kept in.
func (c Currency) Validate() error {
	if len(c.Code) != 3 || strings.ToUpper(c.Code) != c.Code {
		return refuse(ErrAmount, "currency code %q: write three capital letters, such as CNY", c.Code)
	}
	if c.Digits < 0 || c.Digits > 3 {
		return refuse(ErrAmount, "currency %s: %d digits; a minor unit has 0 to 3", c.Code, c.Digits)
	}
	return nil
}

// Parse reads an amount such as "241", "241.5" or "-3.00". It never rounds:
// more decimals than the minor unit has is an ErrAmount.
func (c Currency) Parse(s string) (Money, error) {
	d, err := parseDecimal(s)
	if err != nil {
		return 0, refuse(ErrAmount, "amount %q is not a number; write it like 100.00", shown(s))
	}
	minor := d.Shift(int32(c.Digits))
	if !minor.IsInteger() {
		return 0, refuse(ErrAmount, "amount %q has more than %d decimals", shown(s), c.Digits)
	}
	if minor.Abs().GreaterThan(decimal.NewFromInt(int64(MaxMoney))) {
		return 0, refuse(ErrAmount, "amount %q is larger than %s", shown(s), c.Format(MaxMoney))
	}
	return Money(minor.IntPart()), nil
}

// Format prints the amount with all its digits and no grouping: "1234.50".
func (c Currency) Format(m Money) string {
	return decimal.New(int64(m), -int32(c.Digits)).StringFixed(int32(c.Digits))
}

// Display prints the amount for a person: "¥1,234.50", "-¥3.00".
func (c Currency) Display(m Money) string {
	sign, text := "", c.Format(m)
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, fraction, _ := strings.Cut(text, ".")
	grouped := group(whole)
	if fraction != "" {
		grouped += "." + fraction
	}
	return sign + c.Symbol + grouped
}

func group(digits string) string {
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// mostDigits is how many digits are computed with; what is out of every range
// has more.
const mostDigits = 20

// parseDecimal reads plain decimal notation only. Exponents are refused before
// the library sees them: "1e999999999" would otherwise cost memory.
func parseDecimal(s string) (decimal.Decimal, error) {
	t := strings.TrimSpace(s)
	if t == "" || strings.Trim(t, "+-.0123456789") != "" || !strings.ContainsAny(t, "0123456789") {
		return decimal.Decimal{}, ErrAmount
	}
	return decimal.NewFromString(condense(t))
}

// condense shortens a long number to one that is out of the same ranges and has
// too many decimals where the long one has.
func condense(t string) string {
	if len(t) <= mostDigits {
		return t
	}
	sign := ""
	if t[0] == '-' || t[0] == '+' {
		sign, t = t[:1], t[1:]
	}
	whole, fraction, _ := strings.Cut(t, ".")
	if strings.ContainsAny(whole+fraction, "+-.") {
		return "" // no number
	}
	if whole = strings.TrimLeft(whole, "0"); len(whole) > mostDigits {
		whole = strings.Repeat("9", mostDigits)
	}
	if fraction = strings.TrimRight(fraction, "0"); len(fraction) > mostDigits {
		fraction = fraction[:mostDigits] + "1"
	}
	return sign + "0" + whole + "." + fraction
}

// shown is a number as an error quotes it.
func shown(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
