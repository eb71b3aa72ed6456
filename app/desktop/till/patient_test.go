package till

import (
	"errors"
	"testing"

	"outpost/receipts"
)

func TestAPassportIsKeptAndAnIDCardIsChecked(t *testing.T) {
	b := newBench(t, newStation(t, true))
	defer b.finish(t)
	p := NewPatient{Name: "Lin Yuejiang", Phone: "12000000099", IDNumber: "123456789"}
	if err := b.Register(t.Context(), p); !errors.Is(err, receipts.ErrIDCard) {
		t.Errorf("digits of an ID card: %v", err)
	}
	p.OtherDocument = true
	if err := b.Register(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if got := b.Bill().Patient; got.IDNumber != "123456789" || got.Document != receipts.OtherDocument {
		t.Errorf("%+v", got)
	}
	if err := b.Register(t.Context(), NewPatient{Name: "Gao Ling", Phone: "12000000098", IDNumber: "E12345678"}); err != nil || b.Bill().Patient.IDNumber != "E12345678" {
		t.Errorf("letters that no ID card has: %v", err)
	}
}
