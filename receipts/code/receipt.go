package code

import (
	"fmt"

	"github.com/google/uuid"

	"outpost/receipts"
)

// FromReceipt takes what a code holds out of a receipt. KeyID, Previous and
// Site are the ledger's to add. A refund's code has the quantities that were taken
// back, positive, with their negative amounts. An id that is not a UUID is an ErrRecord.
func FromReceipt(r receipts.Receipt) (Record, error) {
	id, err := uuid.Parse(r.ID)
	if err != nil {
		return Record{}, fmt.Errorf("%w: its id %q is not a UUID", ErrRecord, r.ID)
	}
	patient, err := uuid.Parse(r.Patient.ID)
	if err != nil {
		return Record{}, fmt.Errorf("%w: its patient's id is not a UUID", ErrRecord)
	}
	out := Record{
		Kind: KindReceipt, ID: id, PatientID: patient,
		Station: r.Station, Number: r.Number, PatientNumber: r.Patient.Number, Currency: r.Money.Code,
		At: r.At, Total: r.Total, Rounding: r.Rounding, LineCount: len(r.Lines),
	}
	if len(r.Form) <= MaxText { // a code without it is better than none
		out.Form = r.Form
	}
	sign := receipts.Quantity(1)
	if r.Kind == receipts.KindRed {
		out.Kind, sign = KindRefund, -1
	}
	if r.Drill {
		out.Kind = KindDrill
	}
	for _, line := range r.Lines {
		out.Lines = append(out.Lines, Line{Item: line.Item, Quantity: sign * line.Quantity, Amount: line.Amount})
	}
	for _, p := range r.Payments {
		out.Payments = append(out.Payments, Payment{Tender: p.Tender, Amount: p.Amount})
	}
	return out, nil
}
