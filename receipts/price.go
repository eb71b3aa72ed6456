package receipts

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Price is the price of one unit in 1/10000 of the currency's major unit
// (1 yuan = 10,000), because drug prices have up to four decimals.
type Price int64

// MaxPrice is the dearest unit that a list may hold: 100,000,000 major units.
const MaxPrice Price = 1_000_000_000_000

// ParsePrice reads a plain number such as "15.73", "0.001" or ".5". Negative
// numbers, exponents, more than four decimals and anything over MaxPrice are
// an ErrPrice. Currency signs and grouping are the importer's business.
func ParsePrice(s string) (Price, error) {
	d, err := parseDecimal(s)
	if err != nil {
		return 0, refuse(ErrPrice, "price %q is not a number", shown(s))
	}
	scaled := d.Shift(4)
	switch {
	case d.IsNegative():
		return 0, refuse(ErrPrice, "price %q is negative", shown(s))
	case !scaled.IsInteger():
		return 0, refuse(ErrPrice, "price %q has more than 4 decimals", shown(s))
	case scaled.GreaterThan(decimal.NewFromInt(int64(MaxPrice))):
		return 0, refuse(ErrPrice, "price %q is over 100,000,000", shown(s))
	}
	return Price(scaled.IntPart()), nil
}

// String prints the price with two to four decimals: "15.73", "0.001".
func (p Price) String() string {
	text := decimal.New(int64(p), -4).StringFixed(4)
	for range 2 {
		text = strings.TrimSuffix(text, "0")
	}
	return text
}

// Quantity is how many units a line charges, in 1/1000 (2 boxes = 2000).
type Quantity int64

// MaxQuantity is the largest quantity of one line: 99,999.999 units.
const MaxQuantity Quantity = 99_999_999

// One is a quantity of exactly one unit.
const One Quantity = 1000

// ParseQuantity reads "2", "0.5", "1.250". Zero, negative numbers, more than
// three decimals and anything over MaxQuantity are an ErrQuantity.
func ParseQuantity(s string) (Quantity, error) {
	d, err := parseDecimal(s)
	if err != nil {
		return 0, refuse(ErrQuantity, "quantity %q is not a number; write it like 2 or 0.5", shown(s))
	}
	scaled := d.Shift(3)
	switch {
	case d.Sign() <= 0:
		return 0, refuse(ErrQuantity, "quantity %q must be more than 0; to take a line off the bill, delete it", shown(s))
	case !scaled.IsInteger():
		return 0, refuse(ErrQuantity, "quantity %q has more than 3 decimals", shown(s))
	case scaled.GreaterThan(decimal.NewFromInt(int64(MaxQuantity))):
		return 0, refuse(ErrQuantity, "quantity %q is over 99,999.999", shown(s))
	}
	return Quantity(scaled.IntPart()), nil
}

// String prints the quantity without needless zeros: "2", "0.5".
func (q Quantity) String() string { return decimal.New(int64(q), -3).String() }

// Amount is price × quantity in minor units of c, rounded half up, once.
func (c Currency) Amount(p Price, q Quantity) (Money, error) {
	d := decimal.New(int64(p), -4).Mul(decimal.New(int64(q), -3)).Shift(int32(c.Digits)).Round(0)
	if d.Abs().GreaterThan(decimal.NewFromInt(int64(MaxMoney))) {
		return 0, refuse(ErrAmount, "%s × %s is more than one receipt can hold; check the quantity", p, q)
	}
	return Money(d.IntPart()), nil
}
