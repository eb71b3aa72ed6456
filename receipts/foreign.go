package receipts

import (
	"slices"
	"time"
)

// Foreign is a receipt of another window, as its paper or the code on it says.
// It is refunded whole: what a part of it costs only its own window knows.
type Foreign struct {
	Number  string  `json:"number"`
	Patient Patient `json:"patient"`
	// Lines are what the code spells out, with the names of this window's copied
	// price lists; empty where only the number and the amount are known.
	Lines    []Line `json:"lines,omitempty"`
	Rounding Money  `json:"rounding,omitempty"`
	Total    Money  `json:"total"` // minor units
	// Payments are the tenders that stand on the paper; they come to Total.
	Payments []Payment `json:"payments"`
	// At is when it was issued; zero where nobody typed it.
	At time.Time `json:"at,omitzero"`
	// Code is the text of the code, where it was read; Verified says that the
	// other window's key fits it.
	Code     string `json:"code,omitempty"`
	Verified bool   `json:"verified,omitempty"`
}

// ForeignItem is the key of the one line of a red receipt over a receipt whose
// lines nobody knows here.
const ForeignItem = "foreign-receipt"

// RefundForeign is the red receipt over another window's receipt. Its money goes
// back the way the paper says that it came. ErrRefund where that does not add up,
// ErrPatient, ErrTender and ErrReference for parts of it.
func RefundForeign(f Foreign, rules Rules) (Receipt, error) {
	if f.Total <= 0 || f.Total > MaxMoney {
		return Receipt{}, refuse(ErrRefund, "say what receipt %s came to, as it stands on its paper", shown(f.Number))
	}
	if err := f.Patient.Validate(); err != nil {
		return Receipt{}, err
	}
	lines := slices.Clone(f.Lines)
	if len(lines) == 0 {
		price := Price(f.Total - f.Rounding)
		for range 4 - rules.Currency.Digits {
			price *= 10
		}
		lines = []Line{{Item: ForeignItem, Name: f.Number, Category: CategoryOther, Price: price, Quantity: One, Amount: f.Total - f.Rounding}}
	}
	sum := f.Rounding
	for i, l := range lines {
		if err := l.checkForeign(); err != nil {
			return Receipt{}, refuse(ErrRefund, "line %d: %w", i+1, err)
		}
		sum += l.Amount
	}
	if sum != f.Total || len(lines) > MaxLines {
		return Receipt{}, refuse(ErrRefund, "the lines of receipt %s come to %s and it says %s; read its code again", f.Number, rules.Currency.Format(sum), rules.Currency.Format(f.Total))
	}
	if err := f.checkPayments(rules); err != nil {
		return Receipt{}, err
	}
	was := Receipt{Bill: Bill{Patient: f.Patient, Lines: lines, Payments: f.Payments}, Number: f.Number, Rounding: f.Rounding, Total: f.Total, Money: rules.Currency}
	red := was.negative()
	red.giveBack(nil, rules)
	red.Reversal.Unverified = !f.Verified
	return red, nil
}

// checkForeign refuses a line that cannot have been charged.
func (l Line) checkForeign() error {
	switch {
	case l.Item == "" || l.Name == "" || !cleanText(l.Item) || !cleanText(l.Name):
		return refuse(ErrRefund, "it has no key or no name that can be read")
	case l.Quantity <= 0 || l.Quantity > MaxQuantity, l.Amount < 0 || l.Amount > MaxMoney, l.Price < 0 || l.Price > MaxPrice:
		return refuse(ErrRefund, "its quantity or amount cannot be")
	}
	return nil
}

func (f Foreign) checkPayments(rules Rules) error {
	payments := slices.Clone(f.Payments)
	var sum Money
	for i := range payments {
		payments[i].Tendered = payments[i].Amount
		sum += payments[i].Amount
	}
	if len(payments) == 0 || sum != f.Total {
		return refuse(ErrRefund, "say how receipt %s was paid, as it stands on its paper: the payments come to %s, the receipt to %s", f.Number, rules.Currency.Format(sum), rules.Currency.Format(f.Total))
	}
	_, _, err := rules.electronic(payments)
	return err
}
