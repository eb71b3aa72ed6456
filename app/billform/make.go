package billform

import (
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store/catalog"
)

// Make makes the till's bill of the form by the items, packages and patients at
// hand. Errors name the line, payment or field.
func (b Bill) Make(s *station.Station) (receipts.Bill, error) {
	out, err := b.head(s.Ledger.Rules().InsuredByDefault())
	if err != nil {
		return out, err
	}
	if out.Patient, err = b.patient(s.Register()); err != nil {
		return out, err
	}
	if b.Patient.Name != "" { // described here, not only named
		if out.Patient.HISKey == "" {
			if err := out.Patient.ReadIDNumber(); err != nil {
				return out, fmt.Errorf("patient: %w", err)
			}
		}
		if err := out.Patient.BornBy(s.Ledger.Identity().Local(s.Now())); err != nil {
			return out, err
		}
	}
	for n, l := range b.Lines {
		lines, err := l.lines(s, out)
		if err != nil {
			return out, &PlaceError{"line", n + 1, err}
		}
		out.Lines = append(out.Lines, lines...)
	}
	out.Payments, err = b.payments(s.Ledger.Rules().Currency)
	return out, err
}

// PlaceError is an error of one line, payment or prescription of the form.
type PlaceError struct {
	What string // line, payment or prescription
	N    int    // from 1
	Err  error
}

// Error and Unwrap complete error.
func (e *PlaceError) Error() string { return fmt.Sprintf("%s %d: %v", e.What, e.N, e.Err) }
func (e *PlaceError) Unwrap() error { return e.Err }

// head is the bill without patient, lines and payments; standing is the insurance
// of a bill that says nothing of it.
func (b Bill) head(standing *receipts.Insurance) (receipts.Bill, error) {
	out := receipts.Bill{ID: b.ID, Insured: b.Insured, Cashier: b.Cashier, Doctor: b.Doctor, Department: b.Department, Green: b.Green}
	for n, p := range b.Prescriptions {
		with, err := out.WithPrescription(receipts.Prescription(p))
		if err != nil {
			return out, &PlaceError{"prescription", n + 1, err}
		}
		if len(with.Prescriptions) == len(out.Prescriptions) {
			return out, &PlaceError{"prescription", n + 1, fmt.Errorf("the number %q stands twice; give each its own", clip(p.Number))}
		}
		out = with
	}
	if !b.Insured && b.Insurer+b.Benefit+b.Way != "" {
		return out, fmt.Errorf("insurer, benefit and way are an insured patient's; write \"insured\":true too, or leave them out: %w", receipts.ErrInsurance)
	}
	if b.Insured {
		out.Insurance = b.insurance(standing)
	}
	return out, nil
}

// insurance is what the form says, standing where it says nothing; nil where
// neither says anything.
func (b Bill) insurance(standing *receipts.Insurance) *receipts.Insurance {
	in := receipts.Insurance{Way: receipts.InsuredPays}
	if standing != nil {
		in = *standing
	}
	if b.Insurer+b.Benefit+b.Way == "" {
		return standing
	}
	if b.Insurer != "" {
		in.Insurer = b.Insurer
	}
	if b.Benefit != "" {
		in.Benefit = b.Benefit
	}
	if b.Way != "" {
		in.Way = receipts.InsuredWay(b.Way)
	}
	return &in
}

func (b Bill) payments(currency receipts.Currency) ([]receipts.Payment, error) {
	var all []receipts.Payment
	for n, p := range b.Payments {
		amount, err := currency.Parse(string(p.Amount))
		if err != nil {
			return nil, &PlaceError{"payment", n + 1, err}
		}
		all = append(all, receipts.Payment{Tender: p.Tender, Tendered: amount, Reference: p.Reference})
	}
	return all, nil
}

// patient is the one of the register where the form names only his id or number,
// or number and name; else the one that it describes. Without an id he gets one
// that follows from the bill's, so that the same form again is the same patient.
func (b Bill) patient(register *catalog.Register) (receipts.Patient, error) {
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
		known, ok := ByNumber(register, p.Number)
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

// ByNumber finds the patient of the register with exactly this number.
func ByNumber(register *catalog.Register, number string) (receipts.Patient, bool) {
	for _, p := range register.Find(number, sameNumber) {
		if p.Number == number {
			return p, true
		}
	}
	return receipts.Patient{}, false
}

// lines are the charge lines of one line of the form: one, or those of a package.
func (l Line) lines(s *station.Station, bill receipts.Bill) ([]receipts.Line, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	qty, err := receipts.ParseQuantity(string(l.Qty))
	if err != nil {
		return nil, err
	}
	var lines []receipts.Line
	switch {
	case l.Package != "":
		lines, err = l.expand(s, qty)
	case l.Text != "":
		lines, err = l.free(qty)
	default:
		var item catalog.Item
		if item, err = l.find(s.Index()); err == nil {
			lines = []receipts.Line{item.Line(qty)}
			err = l.reprice(&lines[0])
		}
	}
	for i := range lines {
		if err == nil && l.Prescription != "" {
			lines[i], err = bill.Order(lines[i], l.Prescription, lines[i].Quantity)
		}
	}
	return lines, err
}

// check refuses a line that says what does not go together.
func (l Line) check() error {
	named := 0
	for _, name := range []string{l.Item, l.Code, l.Package, l.Text} {
		if name != "" {
			named++
		}
	}
	switch {
	case l.Item != "" && l.Code != "":
		return errors.New("it names both item and code; the item's key is enough")
	case named > 1:
		return errors.New("it names more than one of item, code, package and text; charge each on a line of its own")
	case named == 0:
		return errors.New("it names no item")
	case l.Item == receipts.FreeItem:
		return fmt.Errorf("%q is no item of a list; write a free-text item as text, with its category and price", l.Item)
	case l.Text == "" && l.Category+l.Spec+l.Unit != "":
		return errors.New("category, spec and unit are the price list's; only a free-text item says its own")
	case l.Package != "" && l.Price+Decimal(l.PriceReason) != "":
		return errors.New("a package has no price of its own; charge the item with another price on a line of its own")
	case l.Text == "" && (l.Price == "") != (strings.TrimSpace(l.PriceReason) == ""):
		return errors.New("another price than the list's needs price and price_reason both")
	case l.Text != "" && l.PriceReason != "":
		return errors.New("a free-text item has no other price than its own; leave price_reason out")
	}
	return nil
}

func (l Line) expand(s *station.Station, times receipts.Quantity) ([]receipts.Line, error) {
	for _, p := range s.Packages() {
		if strings.EqualFold(p.Code, l.Package) {
			return p.Expand(times, s.ItemLine)
		}
	}
	return nil, fmt.Errorf("the settings have no package %q; 'outpost prices packages' lists them", clip(l.Package))
}

// free is an item that no price list has.
func (l Line) free(qty receipts.Quantity) ([]receipts.Line, error) {
	category, ok := receipts.ParseCategory(l.Category)
	if !ok {
		return nil, fmt.Errorf("category %q of the free text is none that receipts total; write one such as western, material or other", clip(l.Category))
	}
	price, err := receipts.ParsePrice(string(l.Price))
	if err != nil {
		return nil, err
	}
	return []receipts.Line{{
		Item: receipts.FreeItem, Name: strings.TrimSpace(l.Text), Spec: l.Spec, Unit: l.Unit, Category: category, Price: price, Quantity: qty,
	}}, nil
}

// reprice charges another price than the list's.
func (l Line) reprice(line *receipts.Line) error {
	if l.Price == "" {
		return nil
	}
	price, err := receipts.ParsePrice(string(l.Price))
	if err != nil {
		return err
	}
	line.ListPrice, line.Price, line.PriceReason = line.Price, price, strings.TrimSpace(l.PriceReason)
	return nil
}

// Ambiguous is a code that several items have.
type Ambiguous struct {
	Code  string
	Items []catalog.Item
}

// MostCandidates is how many items of an ambiguous code are shown.
const MostCandidates = 10

// Error names the items by their keys.
func (a *Ambiguous) Error() string {
	keys := make([]string, 0, len(a.Items))
	for _, i := range a.Items[:min(len(a.Items), MostCandidates)] {
		keys = append(keys, i.Key)
	}
	more := ""
	if n := len(a.Items) - MostCandidates; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("code %q is that of %d items; name one by its key: %s%s", a.Code, len(a.Items), strings.Join(keys, ", "), more)
}

func (l Line) find(index *catalog.Index) (catalog.Item, error) {
	if l.Item != "" {
		if item, ok := index.ByKey(l.Item); ok {
			return item, nil
		}
		return catalog.Item{}, fmt.Errorf("there is no item %q in the price lists; look it up with 'outpost prices find'", clip(l.Item))
	}
	switch items := index.ByCode(l.Code); len(items) {
	case 1:
		return items[0], nil
	case 0:
		return catalog.Item{}, fmt.Errorf("no item has the code %q; look it up with 'outpost prices find'", clip(l.Code))
	default:
		return catalog.Item{}, &Ambiguous{l.Code, items}
	}
}
