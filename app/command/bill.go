package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store/catalog"
)

// chargeBill is one line of `outpost charge`.
type chargeBill struct {
	ID         string           `json:"id"`
	Patient    receipts.Patient `json:"patient"`
	Insured    bool             `json:"insured"`
	Lines      []chargeLine     `json:"lines"`
	Payments   []chargePayment  `json:"payments"`
	Cashier    string           `json:"cashier"`
	Doctor     string           `json:"doctor"`
	Department string           `json:"department"`
}

// chargeLine names an item by its key, or by its code where only one has it.
type chargeLine struct {
	Item string  `json:"item"`
	Code string  `json:"code"`
	Qty  decimal `json:"qty"`
}

type chargePayment struct {
	Tender    string  `json:"tender"`
	Amount    decimal `json:"amount"`
	Reference string  `json:"reference"`
}

// decimal is a JSON string or number, taken digit by digit and never through a
// floating-point number.
type decimal string

// UnmarshalJSON takes "2", 2 or 0.50.
func (d *decimal) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return err
		}
		*d = decimal(s)
		return nil
	}
	if len(raw) == 0 || !strings.ContainsRune("-0123456789", rune(raw[0])) {
		return fmt.Errorf("%s is not a number; write it like \"2\" or \"100.00\"", raw)
	}
	*d = decimal(raw)
	return nil
}

// readBill reads one line. Whatever it does not know is refused: a field that
// was ignored would be charged as if it had not been said.
func readBill(line []byte) (b chargeBill, err error) {
	if err := decodeStrict(line, &b); err != nil {
		return b, err
	}
	id, err := uuid.Parse(b.ID)
	if err != nil || len(b.ID) != 36 || id == uuid.Nil {
		return b, fmt.Errorf("id %q: give the bill a UUID of its own, so that handing it in again charges nobody twice", clip(b.ID))
	}
	b.ID = id.String()
	if b.Patient.Sex == "unknown" { // the exchange's word for what the register leaves empty
		b.Patient.Sex = receipts.SexUnknown
	}
	return b, nil
}

// clip shortens what is quoted from a bad line.
func clip(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// bill makes the till's bill of a line by the items and patients at hand.
func (b chargeBill) bill(s *station.Station) (receipts.Bill, error) {
	out := receipts.Bill{ID: b.ID, Insured: b.Insured, Cashier: b.Cashier, Doctor: b.Doctor, Department: b.Department}
	var err error
	if out.Patient, err = b.patient(s.Register()); err != nil {
		return out, err
	}
	if b.Patient.Name != "" { // described here, not only named
		if err := out.Patient.BornBy(s.Ledger.Identity().Local(s.Now())); err != nil {
			return out, err
		}
	}
	index := s.Index()
	for n, l := range b.Lines {
		line, err := l.line(index)
		if err != nil {
			return out, fmt.Errorf("line %d: %w", n+1, err)
		}
		out.Lines = append(out.Lines, line)
	}
	out.Payments, err = b.payments(s.Ledger.Rules().Currency)
	return out, err
}

func (b chargeBill) payments(currency receipts.Currency) ([]receipts.Payment, error) {
	var all []receipts.Payment
	for n, p := range b.Payments {
		amount, err := currency.Parse(string(p.Amount))
		if err != nil {
			return nil, fmt.Errorf("payment %d: %w", n+1, err)
		}
		all = append(all, receipts.Payment{Tender: p.Tender, Tendered: amount, Reference: p.Reference})
	}
	return all, nil
}

// patient is the one of the register where the line names only his id or
// number, or number and name; else the one that the line describes. Without an
// id he gets one that follows from the bill's, so that the same line again is
// the same patient.
func (b chargeBill) patient(register *catalog.Register) (receipts.Patient, error) {
	p := b.Patient
	if p.ID != "" && p.Name != "" {
		return p, nil
	}
	if p.ID != "" {
		known, ok := register.ByID(p.ID)
		if !ok {
			return p, fmt.Errorf("patient: the register has no id %q; give the name too", clip(p.ID))
		}
		return known, nil
	}
	if p.Number != "" {
		known, ok := byNumber(register, p.Number)
		switch {
		case ok && (p.Name == "" || p.Name == known.Name):
			return known, nil
		case ok:
			return p, fmt.Errorf("patient: number %q is another name's in the register; look at both again", clip(p.Number))
		case p.Name == "":
			return p, fmt.Errorf("patient: the register has no number %q; give the name too", clip(p.Number))
		}
	}
	id, err := uuid.Parse(b.ID)
	if err != nil {
		return p, err
	}
	p.ID = uuid.NewSHA1(id, []byte("patient")).String()
	return p, nil
}

// sameNumber is how many patients are looked at for a number: it stands first
// among what it finds.
const sameNumber = 20

func byNumber(register *catalog.Register, number string) (receipts.Patient, bool) {
	for _, p := range register.Find(number, sameNumber) {
		if p.Number == number {
			return p, true
		}
	}
	return receipts.Patient{}, false
}

func (l chargeLine) line(index *catalog.Index) (receipts.Line, error) {
	qty, err := receipts.ParseQuantity(string(l.Qty))
	if err != nil {
		return receipts.Line{}, err
	}
	item, err := l.find(index)
	return item.Line(qty), err
}

// ambiguous is a code that several items have.
type ambiguous struct {
	code  string
	items []catalog.Item
}

func (a *ambiguous) Error() string {
	keys := make([]string, 0, len(a.items))
	for _, i := range a.items[:min(len(a.items), mostCandidates)] {
		keys = append(keys, i.Key)
	}
	more := ""
	if n := len(a.items) - mostCandidates; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("code %q is that of %d items; name one by its key: %s%s", a.code, len(a.items), strings.Join(keys, ", "), more)
}

// mostCandidates is how many items of an ambiguous code are shown.
const mostCandidates = 10

func (l chargeLine) find(index *catalog.Index) (catalog.Item, error) {
	switch {
	case l.Item != "" && l.Code != "":
		return catalog.Item{}, errors.New("it names both item and code; the item's key is enough")
	case l.Item != "":
		if item, ok := index.ByKey(l.Item); ok {
			return item, nil
		}
		return catalog.Item{}, fmt.Errorf("there is no item %q in the price lists; look it up with 'outpost prices find'", clip(l.Item))
	case l.Code == "":
		return catalog.Item{}, errors.New("it names no item")
	}
	switch items := index.ByCode(l.Code); len(items) {
	case 1:
		return items[0], nil
	case 0:
		return catalog.Item{}, fmt.Errorf("no item has the code %q; look it up with 'outpost prices find'", clip(l.Code))
	default:
		return catalog.Item{}, &ambiguous{l.Code, items}
	}
}
