package receipts

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Prescription is one paper prescription of a bill: who ordered its lines, and
// for herbal drugs how many doses (付数) of them.
type Prescription struct {
	// Number is what stands on the paper, or a running one; no two on a bill are
	// the same.
	Number     string `json:"number"`
	Doctor     string `json:"doctor,omitempty"`
	Department string `json:"department,omitempty"`
	// Doses is how often each line's single quantity is taken; 0 counts as 1.
	Doses int `json:"doses,omitempty"`
}

// MaxPrescriptions and MaxDoses bound what one bill may have.
const (
	MaxPrescriptions = 50
	MaxDoses         = 365
)

// Prescription finds one of the bill's by its number.
func (b Bill) Prescription(number string) (Prescription, bool) {
	for _, p := range b.Prescriptions {
		if p.Number == number {
			return p, number != ""
		}
	}
	return Prescription{}, false
}

// Ordered is who ordered a line and for which department: its prescription's,
// where that says it, else the bill's.
func (b Bill) Ordered(l Line) (doctor, department string) {
	doctor, department = b.Doctor, b.Department
	if p, ok := b.Prescription(l.Prescription); ok {
		if p.Doctor != "" {
			doctor = p.Doctor
		}
		if p.Department != "" {
			department = p.Department
		}
	}
	return doctor, department
}

// Doses is how many doses a line is charged for: 1 where its prescription says
// nothing else.
func (b Bill) Doses(l Line) int {
	if p, ok := b.Prescription(l.Prescription); ok {
		return max(1, p.Doses)
	}
	return 1
}

// Single is the quantity of one dose of a line.
func (b Bill) Single(l Line) Quantity { return l.Quantity / Quantity(b.Doses(l)) }

// Dosage is a line as the receipt shows it: the single quantity and the number of
// doses. A quantity that is not that of equal doses any more, because a part was
// refunded, is shown whole.
func (b Bill) Dosage(l Line) (single Quantity, doses int) {
	if doses = b.Doses(l); l.Quantity%Quantity(doses) != 0 {
		return l.Quantity, 1
	}
	return b.Single(l), doses
}

// WithPrescription is the bill with p added, or in the place of the one with its
// number. The lines of that one keep their single quantities, so their
// quantities follow its doses. The bill itself is not changed. ErrBill for a
// prescription that cannot be, ErrQuantity for a line that would be too much.
func (b Bill) WithPrescription(p Prescription) (Bill, error) {
	if err := p.check(); err != nil {
		return b, err
	}
	out := b.Clone()
	at := slices.IndexFunc(out.Prescriptions, func(known Prescription) bool { return known.Number == p.Number })
	if at < 0 {
		if len(out.Prescriptions) >= MaxPrescriptions {
			return b, refuse(ErrBill, "the bill has %d prescriptions, the most that one may have; make another bill", MaxPrescriptions)
		}
		out.Prescriptions = append(out.Prescriptions, p)
		return out, nil
	}
	for i := range out.Lines {
		if out.Lines[i].Prescription != p.Number {
			continue
		}
		single := b.Single(out.Lines[i])
		if err := out.Lines[i].setDoses(single, p.Doses); err != nil {
			return b, refuse(ErrQuantity, "line %d: %w", i+1, err)
		}
	}
	out.Prescriptions[at] = p
	return out, nil
}

// WithoutPrescription is the bill without the prescription of that number and
// without its lines.
func (b Bill) WithoutPrescription(number string) Bill {
	out := b.Clone()
	out.Prescriptions = slices.DeleteFunc(out.Prescriptions, func(p Prescription) bool { return p.Number == number })
	out.Lines = slices.DeleteFunc(out.Lines, func(l Line) bool { return number != "" && l.Prescription == number })
	return out
}

// Order puts a line of the single quantity under a prescription of the bill (or
// under none, for ""): its quantity becomes that of all doses.
func (b Bill) Order(l Line, number string, single Quantity) (Line, error) {
	doses := 1
	if number != "" {
		p, ok := b.Prescription(number)
		if !ok {
			return l, refuse(ErrBill, "the bill has no prescription %q; add it first", shown(number))
		}
		doses = p.Doses
	}
	l.Prescription = number
	return l, l.setDoses(single, doses)
}

// setDoses makes the line's quantity that of all doses.
func (l *Line) setDoses(single Quantity, doses int) error {
	if doses = max(1, doses); single <= 0 || single > MaxQuantity/Quantity(doses) {
		return refuse(ErrQuantity, "%s × %d doses is more than 99,999.999, or nothing", single, doses)
	}
	l.Quantity = single * Quantity(doses)
	return nil
}

// check refuses a prescription that cannot be.
func (p Prescription) check() error {
	switch {
	case !strings.ContainsFunc(p.Number, visible):
		return refuse(ErrBill, "a prescription needs a number, such as the one on the paper")
	case p.Doses < 0 || p.Doses > MaxDoses:
		return refuse(ErrDoses, "prescription %s has %d doses; write 1 to %d", shown(p.Number), p.Doses, MaxDoses)
	}
	for _, field := range []struct{ name, text string }{{"number", p.Number}, {"doctor", p.Doctor}, {"department", p.Department}} {
		if !cleanText(field.text) || utf8.RuneCountInString(field.text) > MaxName {
			return refuse(ErrBill, "the %s of prescription %s holds broken or control characters or is longer than %d; type it again", field.name, shown(p.Number), MaxName)
		}
	}
	return nil
}

// checkPrescriptions checks the bill's prescriptions and what its lines say of
// them.
func (b Bill) checkPrescriptions() error {
	if len(b.Prescriptions) > MaxPrescriptions {
		return refuse(ErrBill, "the bill has %d prescriptions; the most is %d, split it", len(b.Prescriptions), MaxPrescriptions)
	}
	seen := map[string]bool{}
	for _, p := range b.Prescriptions {
		if err := p.check(); err != nil {
			return err
		}
		if seen[p.Number] {
			return refuse(ErrBill, "prescription %s stands twice on the bill; give the second another number", p.Number)
		}
		seen[p.Number] = true
	}
	for i, l := range b.Lines {
		if l.Prescription != "" && !seen[l.Prescription] {
			return refuse(ErrBill, "line %d names prescription %q, which the bill has not", i+1, shown(l.Prescription))
		}
		if doses := b.Doses(l); l.Quantity%Quantity(doses) != 0 {
			return refuse(ErrDoses, "line %d: its quantity %s is not that of %d equal doses", i+1, l.Quantity, doses)
		}
	}
	return nil
}
