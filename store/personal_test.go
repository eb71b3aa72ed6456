package store

import (
	"testing"

	"outpost/receipts"
)

// Doctors and why a patient is treated first are sealed with the patient, and come
// back with it.
func TestThePersonalPartsOfASaleComeBack(t *testing.T) {
	l, _ := found(t, true)
	b := bill("Lin Yuejiang", 0)
	b.Doctor, b.Green = "Hao Yunqi", "found on the road by Mu Qinghe"
	b.Prescriptions = []receipts.Prescription{{Number: "RX-1", Doctor: "Shen Duo", Doses: 1}, {Number: "RX-2", Doses: 2}}
	b.Lines[0].Prescription = "RX-1"
	b.Payments = []receipts.Payment{{Tender: receipts.TenderGreen, Tendered: 51_46}}
	sold := sell(t, l, b)
	e, err := l.Entries(t.Context(), l.Head().Seq, 1)
	if err != nil {
		t.Fatal(err)
	}
	body, err := decode[saleBody](e[0])
	if err != nil || body.Receipt.Doctor+body.Receipt.Prescriptions[0].Doctor+body.Receipt.Patient.Name != "" || body.Receipt.Green != sealedText {
		t.Errorf("readable in the journal: %+v, %v", body.Receipt.Bill, err)
	}
	row, err := l.Receipt(t.Context(), sold.Number)
	if r := row.Receipt; err != nil || r.Doctor != b.Doctor || r.Green != b.Green || r.Prescriptions[0].Doctor != "Shen Duo" || r.Prescriptions[1].Doctor != "" {
		t.Errorf("%+v, %v", r.Bill, err)
	}
	if again := sell(t, l, b); again.Number != sold.Number {
		t.Errorf("the same bill is receipt %s, and was %s", again.Number, sold.Number)
	}
}
