package till

import (
	"slices"
	"strconv"
	"strings"

	"outpost/app/i18n"
	"outpost/receipts"
)

// Order is what the dialog of a prescription asks: who ordered, and how many
// doses. Without a number it is about the whole bill.
type Order struct{ Number, Doctor, Department, Doses string }

// NextOrder is what the dialog begins with: the next prescription, by the doctor
// and department before.
func (m *Model) NextOrder() Order {
	o := Order{Doctor: m.bill.Doctor, Department: m.bill.Department}
	if n := len(m.bill.Prescriptions); n > 0 {
		last := m.bill.Prescriptions[n-1]
		o.Doctor, o.Department = last.Doctor, last.Department
	}
	o.Number = freeNumber(m.bill)
	return o
}

// freeNumber is a running number that none of the bill's prescriptions has.
func freeNumber(b receipts.Bill) string {
	for n := len(b.Prescriptions) + 1; ; n++ {
		if _, taken := b.Prescription(strconv.Itoa(n)); !taken {
			return strconv.Itoa(n)
		}
	}
}

// OrderOf is a prescription of the bill as the dialog shows it; ok is false where
// the bill has none of that number.
func (m *Model) OrderOf(number string) (o Order, ok bool) {
	p, ok := m.bill.Prescription(strings.TrimSpace(number))
	if ok {
		o = Order{p.Number, p.Doctor, p.Department, ""}
		if p.Doses > 1 {
			o.Doses = strconv.Itoa(p.Doses)
		}
	}
	return o, ok
}

// SetOrder writes a prescription onto the bill, or changes the one of that
// number; the next lines are its. Its lines follow its doses.
func (m *Model) SetOrder(o Order) error {
	number, doctor, department := strings.TrimSpace(o.Number), strings.TrimSpace(o.Doctor), strings.TrimSpace(o.Department)
	doses := 0
	if text := strings.TrimSpace(o.Doses); text != "" {
		var err error
		if doses, err = strconv.Atoi(text); err != nil || doses < 1 || doses > receipts.MaxDoses {
			return no(i18n.BillDosesWrong, receipts.MaxDoses)
		}
	}
	if number == "" {
		if doses > 1 {
			return no(i18n.BillDosesAlone)
		}
		m.bill.Doctor, m.bill.Department, m.prescription = doctor, department, ""
		m.note = Note{}
		m.changed()
		return nil
	}
	bill, err := m.bill.WithPrescription(receipts.Prescription{Number: number, Doctor: doctor, Department: department, Doses: doses})
	if err != nil {
		return err
	}
	if _, err := m.Rules().Price(bill.Lines); err != nil {
		return err
	}
	m.bill, m.prescription = bill, number
	m.note = done(i18n.BillPrescribed, number)
	m.changed()
	return nil
}

// Prescription is the one that the next lines are of; ok is false for the bill's
// own doctor and department.
func (m *Model) Prescription() (p receipts.Prescription, ok bool) {
	return m.bill.Prescription(m.prescription)
}

// orderly is the bill as it is handed over: without prescriptions that have no
// line, and with the cashier.
func (m *Model) orderly(b receipts.Bill) receipts.Bill {
	b = b.Clone()
	b.Prescriptions = slices.DeleteFunc(b.Prescriptions, func(p receipts.Prescription) bool {
		return !slices.ContainsFunc(b.Lines, func(l receipts.Line) bool { return l.Prescription == p.Number })
	})
	b.Cashier = m.cashier()
	return b
}
