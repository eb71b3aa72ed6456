package paper

import (
	"crypto/ed25519"
	"errors"
	"testing"

	"outpost/receipts"
	"outpost/receipts/code"
)

func nobody(string) (receipts.Patient, bool) { return receipts.Patient{}, false }

func known() Known {
	return Known{Line: knows, Patient: nobody, Currency: receipts.CNY(), Name: "Lin Yuejiang"}
}

func paidBy(payments ...code.Payment) func(*code.Record) {
	return func(r *code.Record) { r.Payments = payments }
}

func TestAReceiptIsCompletedFromItsCode(t *testing.T) {
	public, text := window(t, paidBy(code.Payment{Tender: "cash", Amount: 100_00}, code.Payment{Tender: "wechat", Amount: 141_00}))
	rec, err := Recover(text, []ed25519.PublicKey{public}, known())
	if err != nil {
		t.Fatal(err)
	}
	r := rec.Receipt
	if r.Number != "W02-0000007" || r.Total != 241_00 || r.Rounding != -4 || r.Patient.Name != "Lin Yuejiang" || r.Patient.Number != "P1" || rec.Code != text || r.Money != receipts.CNY() {
		t.Errorf("%+v", rec)
	}
	if a, b := r.Lines[0], r.Lines[1]; a.Name != "Amoxicillin" || a.Price != 105_5200 || a.Amount != 211_04 || b.Price != 30_0000 || b.Name != "lab/2" {
		t.Errorf("%+v", r.Lines)
	}
	if len(r.Payments) != 2 || r.Payments[1] != (receipts.Payment{Tender: "wechat", Tendered: 141_00, Amount: 141_00}) {
		t.Errorf("%+v", r.Payments)
	}
	for i, l := range r.Lines {
		if amount, err := receipts.CNY().Amount(l.Price, l.Quantity); err != nil || amount != l.Amount {
			t.Errorf("line %d: price %s comes to %s", i+1, l.Price, receipts.CNY().Format(amount))
		}
	}
	k := known()
	k.Name, k.Patient = "", func(id string) (receipts.Patient, bool) {
		return receipts.Patient{ID: id, Name: "Gao Shan", Phone: "19900000002"}, true
	}
	if rec, err = Recover(text, []ed25519.PublicKey{public}, k); err != nil || rec.Receipt.Patient.Name != "Gao Shan" || rec.Receipt.Patient.Number != "P1" {
		t.Errorf("a patient of the register: %+v, %v", rec.Receipt.Patient, err)
	}
	k = known()
	k.Payments = []receipts.Payment{{Tender: "cash", Amount: 100_00}, {Tender: "wechat", Amount: 141_00, Reference: "WX1"}}
	if rec, err = Recover(text, []ed25519.PublicKey{public}, k); err != nil || rec.Receipt.Payments[1].Reference != "WX1" {
		t.Errorf("with a reference: %+v, %v", rec.Receipt.Payments, err)
	}
}

// A code says which form it was printed on; one on plain paper, or of a former
// version, does not.
func TestACodeBringsTheFormBack(t *testing.T) {
	for _, form := range []string{"AB0001234", ""} {
		public, text := window(t, func(r *code.Record) { r.Payments, r.Form = []code.Payment{{Tender: "cash", Amount: 241_00}}, form })
		rec, err := Recover(text, []ed25519.PublicKey{public}, known())
		if err != nil || rec.Receipt.Form != form {
			t.Errorf("form %q, %v", rec.Receipt.Form, err)
		}
	}
}

func TestWhatACodeDoesNotSay(t *testing.T) {
	paid := paidBy(code.Payment{Tender: "cash", Amount: 241_00})
	for name, c := range map[string]struct {
		change func(*code.Record)
		known  func(*Known)
		noKey  bool
		want   error
	}{
		"no name":           {paid, func(k *Known) { k.Name = " " }, false, ErrIncomplete},
		"no payments":       {func(*code.Record) {}, func(*Known) {}, false, ErrIncomplete},
		"other payments":    {paid, func(k *Known) { k.Payments = []receipts.Payment{{Tender: "card", Amount: 241_00}} }, false, ErrIncomplete},
		"too many lines":    {func(r *code.Record) { paid(r); r.Lines = append(r.Lines, make([]code.Line, code.MaxLines)...) }, func(*Known) {}, false, ErrIncomplete},
		"a red receipt":     {func(r *code.Record) { paid(r); r.Kind = code.KindRefund }, func(*Known) {}, false, ErrKind},
		"an unknown window": {paid, func(*Known) {}, true, ErrNoKey},
	} {
		public, text := window(t, c.change)
		keys := []ed25519.PublicKey{public}
		if c.noKey {
			keys = nil
		}
		k := known()
		c.known(&k)
		if _, err := Recover(text, keys, k); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, text := window(t, paid)
	other, _ := window(t, paid)
	if _, err := Recover(text, []ed25519.PublicKey{other}, known()); !errors.Is(err, ErrNoKey) {
		t.Errorf("another window's key: %v", err)
	}
	if _, err := Recover("RUBBISH", nil, known()); !errors.Is(err, code.ErrCode) {
		t.Errorf("rubbish: %v", err)
	}
}
