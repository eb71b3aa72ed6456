package billform

import (
	"encoding/json"

	"outpost/receipts"
)

// Of is the form of a bill, without payments: what a copy of an earlier bill is
// handed in again as. Packages are written as their lines, other prices as the
// list's.
func Of(b receipts.Bill) Bill {
	form := Bill{
		ID: b.ID, Patient: b.Patient, Insured: b.Insured, Green: b.Green, Cashier: b.Cashier, Doctor: b.Doctor, Department: b.Department,
		Lines: []Line{}, Payments: []Payment{},
	}
	if i := b.Insurance; i != nil {
		form.Insurer, form.Benefit, form.Way = i.Insurer, i.Benefit, string(i.Way)
	}
	for _, p := range b.Prescriptions {
		form.Prescriptions = append(form.Prescriptions, Prescription(p))
	}
	for _, l := range b.Lines {
		line := Line{Item: l.Item, Qty: Decimal(b.Single(l).String()), Prescription: l.Prescription}
		if l.FreeText() {
			line.Item, line.Text, line.Category, line.Spec, line.Unit = "", l.Name, string(l.Category), l.Spec, l.Unit
			line.Price = Decimal(l.Price.String())
		}
		form.Lines = append(form.Lines, line)
	}
	return form
}

// JSON is the form on one line.
func (b Bill) JSON() (string, error) {
	raw, err := json.Marshal(b)
	return string(raw), err
}
