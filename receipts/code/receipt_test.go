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
		Number: want.Number, Station: want.Station, At: want.At, Total: want.Total, Rounding: want.Rounding, Money: receipts.CNY(),
		Bill: receipts.Bill{ID: want.ID.String(), Patient: receipts.Patient{ID: want.PatientID.String(), Number: want.PatientNumber, Name: "孙悦"}},
	}
	for _, l := range want.Lines {
		r.Lines = append(r.Lines, receipts.Line{Item: l.Item, Quantity: l.Quantity, Amount: l.Amount})
	}
	got, err := FromReceipt(r)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
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
