package code

import (
	"errors"
	"reflect"
	"testing"

	"outpost/receipts"
)

func TestFromReceipt(t *testing.T) {
	want := record(2)
	want.KeyID, want.Previous, want.Site = [4]byte{}, [8]byte{}, ""
	r := receipts.Receipt{
		Number: want.Number, Form: want.Form, Station: want.Station, At: want.At, Total: want.Total, Rounding: want.Rounding, Money: receipts.CNY(),
		Bill: receipts.Bill{ID: want.ID.String(), Patient: receipts.Patient{ID: want.PatientID.String(), Number: want.PatientNumber, Name: "孙悦"}},
	}
	for _, l := range want.Lines {
		r.Lines = append(r.Lines, receipts.Line{Item: l.Item, Quantity: l.Quantity, Amount: l.Amount})
	}
	for _, p := range want.Payments {
		r.Payments = append(r.Payments, receipts.Payment{Tender: p.Tender, Amount: p.Amount})
	}
	got, err := FromReceipt(r)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	red := r
	red.Kind, red.Total, red.Lines = receipts.KindRed, -r.Total, []receipts.Line{{Item: "drug/1", Quantity: -2 * receipts.One, Amount: -7_00}}
	got, err = FromReceipt(red)
	if err != nil || got.Kind != KindRefund || got.Lines[0] != (Line{"drug/1", 2 * receipts.One, -7_00}) || got.check() != nil {
		t.Errorf("a red receipt: %+v, %v", got, err)
	}
	r.Drill = true
	if got, err := FromReceipt(r); err != nil || got.Kind != KindDrill {
		t.Errorf("a drill's receipt: kind %d, %v", got.Kind, err)
	}
	r.Patient.ID = "17"
	if _, err := FromReceipt(r); !errors.Is(err, ErrRecord) {
		t.Errorf("a patient without a UUID: %v", err)
	}
}
