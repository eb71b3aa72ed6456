package fhir

import (
	"encoding/json"
	"fmt"

	"github.com/shopspring/decimal"

	"outpost/receipts"
)

// amount writes money with all its digits: 241.00.
func amount(c receipts.Currency, m receipts.Money) *money {
	return &money{Value: json.Number(c.Format(m)), Currency: c.Code}
}

// readMoney reads an amount of the given currency. Digits below the minor unit
// and another currency are errors: a rounded comparison would prove nothing.
func readMoney(c receipts.Currency, m *money) (receipts.Money, error) {
	if m == nil || m.Value == "" {
		return 0, fmt.Errorf("no amount")
	}
	if m.Currency != "" && m.Currency != c.Code {
		return 0, fmt.Errorf("currency %.8q instead of %s", m.Currency, c.Code)
	}
	n, err := scaled(m.Value, int32(c.Digits))
	if err != nil {
		return 0, fmt.Errorf("amount %.40s %w", m.Value, err)
	}
	return receipts.Money(n), nil
}

// readQuantity reads a quantity in 1/1000.
func readQuantity(q *quantity) (receipts.Quantity, error) {
	if q == nil || q.Value == "" {
		return 0, fmt.Errorf("no quantity")
	}
	n, err := scaled(q.Value, 3)
	if err != nil {
		return 0, fmt.Errorf("quantity %.40s %w", q.Value, err)
	}
	return receipts.Quantity(n), nil
}

// scaled is number × 10^digits as an integer. JSON allows exponents, and
// servers in JavaScript write them; their size is bounded before any shift,
// for 1e999999999 would cost all memory.
func scaled(number json.Number, digits int32) (int64, error) {
	if len(number) > 40 {
		return 0, fmt.Errorf("is too long")
	}
	d, err := decimal.NewFromString(string(number))
	if err != nil {
		return 0, fmt.Errorf("is not a number")
	}
	if d.Exponent() > 18 || d.Exponent() < -40 {
		return 0, fmt.Errorf("is out of range")
	}
	d = d.Shift(digits)
	if !d.IsInteger() {
		return 0, fmt.Errorf("has more than %d decimals", digits)
	}
	if d.Abs().GreaterThan(decimal.NewFromInt(int64(receipts.MaxMoney) * 1000)) {
		return 0, fmt.Errorf("is out of range")
	}
	return d.IntPart(), nil
}
