package billform

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"outpost/receipts"
)

// Bill is one bill as it is handed in.
type Bill struct {
	ID      string           `json:"id"`
	Patient receipts.Patient `json:"patient"`
	// Insured patients pay in full, unless Way is "deferred". Insurer and Benefit
	// are codes of the settings; empty ones are the settings' first.
	Insured bool   `json:"insured,omitempty"`
	Insurer string `json:"insurer,omitempty"`
	Benefit string `json:"benefit,omitempty"`
	Way     string `json:"way,omitempty"`
	// Green is why the patient is treated first and pays later.
	Green         string         `json:"green,omitempty"`
	Prescriptions []Prescription `json:"prescriptions,omitempty"`
	Lines         []Line         `json:"lines"`
	Payments      []Payment      `json:"payments"`
	Cashier       string         `json:"cashier"`
	Doctor        string         `json:"doctor,omitempty"`
	Department    string         `json:"department,omitempty"`
}

// Prescription is one paper prescription of a bill.
type Prescription struct {
	Number     string `json:"number"`
	Doctor     string `json:"doctor,omitempty"`
	Department string `json:"department,omitempty"`
	Doses      int    `json:"doses,omitempty"`
}

// Line is an item by its key, or by its code where only one has it; a package by
// its code; or an item of free text.
type Line struct {
	Item    string `json:"item,omitempty"`
	Code    string `json:"code,omitempty"`
	Package string `json:"package,omitempty"`
	Text    string `json:"text,omitempty"`
	// Qty is that of one dose, where the prescription has several.
	Qty          Decimal `json:"qty"`
	Prescription string  `json:"prescription,omitempty"`
	// Price is a free-text item's, or with PriceReason what is charged instead of
	// the list's.
	Price       Decimal `json:"price,omitempty"`
	PriceReason string  `json:"price_reason,omitempty"`
	// Category, Spec and Unit are a free-text item's.
	Category string `json:"category,omitempty"`
	Spec     string `json:"spec,omitempty"`
	Unit     string `json:"unit,omitempty"`
}

// Payment is what is handed over in one way of paying.
type Payment struct {
	Tender    string  `json:"tender"`
	Amount    Decimal `json:"amount"`
	Reference string  `json:"reference,omitempty"`
}

// Decimal is a JSON string or number, taken digit by digit and never through a
// floating-point number.
type Decimal string

// UnmarshalJSON takes "2", 2 or 0.50.
func (d *Decimal) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return err
		}
		*d = Decimal(s)
		return nil
	}
	if len(raw) == 0 || !strings.ContainsRune("-0123456789", rune(raw[0])) {
		return fmt.Errorf("%s is not a number; write it like \"2\" or \"100.00\"", raw)
	}
	*d = Decimal(raw)
	return nil
}

// Read reads one line.
func Read(line []byte) (b Bill, err error) {
	if err := Decode(line, &b); err != nil {
		return b, err
	}
	return b, b.normalise()
}

func (b *Bill) normalise() error {
	id, err := uuid.Parse(b.ID)
	if err != nil || len(b.ID) != 36 || id == uuid.Nil {
		return fmt.Errorf("id %q: give the bill a UUID of its own, so that handing it in again charges nobody twice", clip(b.ID))
	}
	b.ID = id.String()
	if b.Patient.Sex == "unknown" { // the exchange's word for what the register leaves empty
		b.Patient.Sex = receipts.SexUnknown
	}
	return nil
}

// clip shortens what is quoted from a bad line.
func clip(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
