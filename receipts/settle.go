package receipts

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"
)

// MaxLines is the most lines that one bill may have.
const MaxLines = 500

// Rounding is the hospital's rule for the cash part of a bill.
type Rounding string

// The rounding rules, all to a tenth of the major unit (角).
const (
	RoundNone   Rounding = "none"
	RoundHalfUp Rounding = "half-up"
	RoundDown   Rounding = "down"
	RoundUp     Rounding = "up"
)

// Tender is a way of paying that the hospital has configured.
type Tender struct {
	Code    string `json:"code" toml:"code"`
	English string `json:"english" toml:"english"`
	Chinese string `json:"chinese" toml:"chinese"`
	// Cash gives change and is rounded; at most one tender is cash.
	Cash bool `json:"cash" toml:"cash"`
	// Reference demands the merchant's reference: the patient's screen proves
	// nothing.
	Reference bool `json:"reference" toml:"reference"`
	// Card is money by card, which Limits bound while nobody can ask the bank.
	Card bool `json:"card,omitempty" toml:"card"`
	// StoredValue is a card with a balance of its own, which is unknown off-line:
	// it is always refused here.
	StoredValue bool `json:"stored_value,omitempty" toml:"stored_value"`
	// Credit is money that is owed, not taken: only the built-in tenders have it.
	Credit bool `json:"credit,omitempty" toml:"-"`
}

// Rules are the hospital's settings that a bill is settled by.
type Rules struct {
	Currency Currency
	Rounding Rounding
	Tenders  []Tender
	Limits   Limits `json:",omitzero"`
	// Insurers and Benefits are what an insured patient's bill may name; the first
	// of each is where a bill begins. Empty lists ask for nothing.
	Insurers []Choice `json:",omitempty"`
	Benefits []Choice `json:",omitempty"`
}

// Tender finds a configured or built-in tender by its code.
func (r Rules) Tender(code string) (Tender, bool) {
	for _, t := range append(CreditTenders(), r.Tenders...) {
		if t.Code == code {
			return t, true
		}
	}
	return Tender{}, false
}

// Cash is the code of the cash tender; empty where there is none.
func (r Rules) Cash() string {
	for _, t := range r.Tenders {
		if t.Cash {
			return t.Code
		}
	}
	return ""
}

// Validate refuses rules that no bill could be settled by.
func (r Rules) Validate() error {
	if err := r.Currency.Validate(); err != nil {
		return err
	}
	switch r.Rounding {
	case RoundNone, RoundHalfUp, RoundDown, RoundUp:
	default:
		return refuse(ErrAmount, "rounding %q: write none, half-up, down or up", r.Rounding)
	}
	seen, cash := map[string]bool{}, 0
	for _, t := range r.Tenders {
		if t.Code == "" || seen[t.Code] {
			return refuse(ErrTender, "tender %q is empty or stands twice", t.Code)
		}
		seen[t.Code] = true
		if IsCredit(t.Code) || t.Credit {
			return refuse(ErrTender, "tender %q is built in; give yours another code", t.Code)
		}
		if t.Cash && (t.Card || t.StoredValue) {
			return refuse(ErrTender, "tender %q is cash and a card; make it one of them", t.Code)
		}
		if t.Cash {
			cash++
		}
	}
	if cash != 1 {
		return refuse(ErrTender, "%d tenders are cash; exactly one must be", cash)
	}
	if err := checkChoices("insurers", r.Insurers); err != nil {
		return err
	}
	if err := checkChoices("benefits", r.Benefits); err != nil {
		return err
	}
	return r.Limits.Validate()
}

// Price sets the amount of every line and returns their sum in minor units.
func (r Rules) Price(lines []Line) (Money, error) {
	var sum Money
	for i := range lines {
		amount, err := r.Currency.Amount(lines[i].Price, lines[i].Quantity)
		if err != nil {
			return 0, err
		}
		lines[i].Amount = amount
		if sum += amount; sum > MaxMoney {
			return 0, refuse(ErrAmount, "the bill is over %s; split it", r.Currency.Format(MaxMoney))
		}
	}
	return sum, nil
}

// Due is what is to be paid after electronic money of the given amount: the
// cash part is rounded by the hospital's rule. Both results in minor units.
func (r Rules) Due(lines, electronic Money) (cash, rounding Money) {
	rest := lines - electronic
	rounded := r.round(rest)
	return rounded, rounded - rest
}

// round rounds to a tenth of the major unit. Currencies without tenths in their
// minor unit are left alone.
func (r Rules) round(m Money) Money {
	if r.Currency.Digits < 2 || m <= 0 {
		return m
	}
	tenth := Money(10)
	if r.Currency.Digits == 3 {
		tenth = 100
	}
	switch down := m / tenth * tenth; {
	case r.Rounding == RoundDown:
		return down
	case r.Rounding == RoundHalfUp && (m-down)*2 >= tenth, r.Rounding == RoundUp && m > down:
		return down + tenth
	case r.Rounding == RoundHalfUp:
		return down
	}
	return m
}

// Settle checks a bill, prices its lines, splits its payments and returns the
// receipt without number, time and place, which the ledger adds. The bill that
// was passed in is not changed. Payments carry Tendered; Amount and Change are
// set here. Errors match ErrBill, ErrPatient, ErrQuantity, ErrPayment,
// ErrTender, ErrReference or ErrAmount, and their narrower ones. What the bill
// needs somebody's approval for is Rules.Needs' to say.
func Settle(bill Bill, rules Rules) (Receipt, error) {
	if err := bill.check(); err != nil {
		return Receipt{}, err
	}
	r := Receipt{Bill: bill.Clone(), Money: rules.Currency}
	sum, err := rules.Price(r.Lines)
	if err != nil {
		return Receipt{}, err
	}
	if err := rules.checkFreeText(r.Lines); err != nil {
		return Receipt{}, err
	}
	if err := rules.checkInsured(r.Bill); err != nil {
		return Receipt{}, err
	}
	if r.Payments, r.Rounding, err = rules.split(sum, bill.Payments); err != nil {
		return Receipt{}, err
	}
	if err := r.checkCredit(r.Payments); err != nil {
		return Receipt{}, err
	}
	r.Total = sum + r.Rounding
	return r, nil
}

func (b Bill) check() error {
	if id, err := uuid.Parse(b.ID); err != nil || id == uuid.Nil {
		return refuse(ErrBill, "the bill's id %.60q is not a UUID of its own", b.ID)
	}
	if err := b.Patient.Validate(); err != nil {
		return err
	}
	if len(b.Lines) == 0 {
		return refuse(ErrBill, "the bill has no lines; add what is charged first")
	}
	if len(b.Lines) > MaxLines {
		return refuse(ErrBill, "the bill has %d lines; the most is %d, split it", len(b.Lines), MaxLines)
	}
	for i, line := range b.Lines {
		if err := line.check(); err != nil {
			return refuse(ErrBill, "line %d: %w", i+1, err)
		}
	}
	if err := b.checkPrescriptions(); err != nil {
		return err
	}
	return b.checkPeople()
}

// checkPeople checks who charges, and who ordered it.
func (b Bill) checkPeople() error {
	for _, field := range []struct{ name, text string }{{"cashier", b.Cashier}, {"doctor", b.Doctor}, {"department", b.Department}} {
		if !cleanText(field.text) {
			return refuse(ErrBill, "the %s's name holds broken, control or direction characters; type it again", field.name)
		}
		if utf8.RuneCountInString(field.text) > MaxName {
			return refuse(ErrBill, "the %s's name is longer than %d characters; check what was scanned into it", field.name, MaxName)
		}
	}
	if !strings.ContainsFunc(b.Cashier, visible) {
		return refuse(ErrBill, "the bill names no cashier")
	}
	return nil
}

func (l Line) check() error {
	switch {
	case l.Item == "" || l.Name == "":
		return refuse(ErrBill, "the charge item has no key or no name")
	case l.Quantity <= 0 || l.Quantity > MaxQuantity:
		return refuse(ErrQuantity, "quantity %s is not between 0.001 and 99,999.999", l.Quantity)
	case l.Price < 0 || l.Price > MaxPrice:
		return refuse(ErrPrice, "price %s is out of range", l.Price)
	case l.ListPrice < 0 || l.ListPrice > MaxPrice || l.ListPrice != 0 && !l.Repriced():
		return refuse(ErrPrice, "it keeps the list's price %s without a reason why that is not charged", l.ListPrice)
	}
	return l.checkTexts()
}

// checkTexts checks what was typed at the window: free text, reason, package.
func (l Line) checkTexts() error {
	typed := []struct{ name, text string }{{"reason for the price", l.PriceReason}, {"package", l.Package}}
	if l.FreeText() {
		typed = append(typed, struct{ name, text string }{"name", l.Name}, struct{ name, text string }{"unit", l.Unit}, struct{ name, text string }{"specification", l.Spec})
		if !strings.ContainsFunc(l.Name, visible) {
			return refuse(ErrFreeText, "a free-text item needs a name that can be read")
		}
		if l.List != "" || l.Repriced() {
			return refuse(ErrFreeText, "a free-text item is of no price list and has no other price than its own")
		}
	}
	for _, field := range typed {
		if !cleanText(field.text) || utf8.RuneCountInString(field.text) > MaxName {
			return refuse(ErrBill, "its %s holds broken or control characters or is longer than %d; type it again", field.name, MaxName)
		}
	}
	return nil
}
