package billform

import (
	"errors"

	"outpost/app/station"
	"outpost/receipts"
)

// ErrOther marks a form that differs from what was charged under its id.
var ErrOther = errors.New("other content")

// AsBefore is the form's bill with what its receipt keeps of items and patient:
// the bill as it was handed in then, if the form says the same as it did. The
// ledger holds it against that one to the byte.
func (b Bill) AsBefore(s *station.Station, was receipts.Receipt) (receipts.Bill, error) {
	var standing *receipts.Insurance
	if was.Insurance != nil {
		kept := *was.Insurance
		kept.ApprovedBy, standing = "", &kept
	}
	bill, err := b.head(standing)
	if err != nil {
		return bill, err
	}
	bill.Patient = was.Patient
	switch p := b.Patient; {
	case p.Name != "":
		if bill.Patient, err = b.patient(s.Register()); err != nil {
			return bill, err
		}
		if bill.Patient.HISKey == "" {
			if err := bill.Patient.ReadIDNumber(); err != nil {
				return bill, err
			}
		}
	case p.ID != was.Patient.ID && (p.ID != "" || p.Number != was.Patient.Number):
		return bill, ErrOther
	}
	rest := was.Lines
	for _, l := range b.Lines {
		var kept []receipts.Line
		if kept, rest, err = l.asBefore(bill, rest); err != nil {
			return bill, err
		}
		bill.Lines = append(bill.Lines, kept...)
	}
	if len(rest) > 0 {
		return bill, ErrOther
	}
	bill.Payments, err = b.payments(was.Money)
	return bill, err
}

// asBefore takes the lines that this line of the form became off the front of
// those that were charged.
func (l Line) asBefore(bill receipts.Bill, was []receipts.Line) (kept, rest []receipts.Line, err error) {
	n := 0
	switch {
	case l.check() != nil || len(was) == 0:
		return nil, nil, ErrOther
	case l.Package != "":
		for n < len(was) && was[n].Package != "" && was[n].Package == was[0].Package && was[n].Prescription == was[0].Prescription {
			n++
		}
	case l.Text != "" && was[0].FreeText(), l.Item != "" && l.Item == was[0].Item, l.Code != "" && l.Code == was[0].Code:
		n = 1
	}
	if n == 0 {
		return nil, nil, ErrOther
	}
	for _, line := range was[:n] {
		line.Amount, line.ApprovedBy = 0, ""
		if l.Package == "" {
			if line, err = l.sameAs(bill, line); err != nil {
				return nil, nil, err
			}
		}
		kept = append(kept, line)
	}
	return kept, was[n:], nil
}

// sameAs is a charged line with everything that the form says put in its place.
func (l Line) sameAs(bill receipts.Bill, was receipts.Line) (receipts.Line, error) {
	qty, err := receipts.ParseQuantity(string(l.Qty))
	if err != nil {
		return was, err
	}
	if l.Text != "" {
		lines, err := l.free(qty)
		if err != nil {
			return was, err
		}
		was = lines[0]
	}
	was.Quantity, was.Prescription = qty, ""
	if l.Text == "" && was.Repriced() {
		was.Price, was.ListPrice, was.PriceReason = was.ListPrice, 0, ""
	}
	if l.Text == "" {
		if err := l.reprice(&was); err != nil {
			return was, err
		}
	}
	if l.Prescription == "" {
		return was, nil
	}
	return bill.Order(was, l.Prescription, qty)
}
