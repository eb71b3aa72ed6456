package receipts

import (
	"errors"
	"testing"
)

func owe(tender string, m Money) Payment { return Payment{Tender: tender, Tendered: m} }

func deferredBill(total Money, payments ...Payment) Bill {
	b := billOf(total, payments...)
	b.Insured, b.Insurance = true, &Insurance{Insurer: "employees", Benefit: "special", Way: InsuredDeferred}
	return b
}

func greenBill(total Money, payments ...Payment) Bill {
	b := billOf(total, payments...)
	b.Green = "chest pain, unconscious"
	return b
}

func TestWhoMayPayLater(t *testing.T) {
	tests := []struct {
		name string
		bill Bill
		owed Money
		err  error
	}{
		{"all green", greenBill(51_46, owe(TenderGreen, 51_46)), 51_46, nil},
		{"a deposit and the rest green", greenBill(51_46, owe(TenderGreen, 31_46), cash(20_00)), 31_46, nil},
		{"a card and the rest green", greenBill(51_46, owe(TenderGreen, 31_46), card(20_00)), 31_46, nil},
		{"deferred", deferredBill(51_46, owe(TenderDeferred, 51_46)), 51_46, nil},
		{"green without a reason", billOf(51_46, owe(TenderGreen, 51_46)), 0, ErrCredit},
		{"deferred without insurance", billOf(51_46, owe(TenderDeferred, 51_46)), 0, ErrCredit},
		{"deferred, all paid", deferredBill(51_46, card(51_46)), 0, ErrCredit},
		{"too little", greenBill(51_46, owe(TenderGreen, 51_45)), 0, ErrPayment},
		{"too much", greenBill(51_46, owe(TenderGreen, 51_47)), 0, ErrPayment},
		{"owed twice", greenBill(51_46, owe(TenderGreen, 31_46), owe(TenderGreen, 20_00)), 0, ErrCredit},
		{"nothing owed", greenBill(51_46, owe(TenderGreen, 0), cash(51_46)), 0, ErrCredit},
		{"a reference", greenBill(51_46, Payment{Tender: TenderGreen, Tendered: 51_46, Reference: "x"}), 0, ErrReference},
	}
	for _, tt := range tests {
		r, err := Settle(tt.bill, testRules(RoundNone))
		if !errors.Is(err, tt.err) {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if tt.err == nil && (r.Owed() != tt.owed || r.Unpaid() != tt.owed || r.Total != 51_46 || r.Tendered() != 51_46-tt.owed) {
			t.Errorf("%s: owed %d, total %d, tendered %d", tt.name, r.Owed(), r.Total, r.Tendered())
		}
	}
	for _, b := range []Bill{billOf(10_00, cash(10_00)), greenBill(10_00, cash(10_00))} {
		if r, err := Settle(b, testRules(RoundNone)); err != nil || r.Owed() != 0 {
			t.Errorf("a green channel patient who pays at once: %v", err)
		}
	}
	rules := testRules(RoundNone)
	rules.Tenders[1].Code = TenderGreen
	if rules.Validate() == nil {
		t.Error("a configured tender took the name of a built-in one")
	}
}

func TestPayingWhatWasOwed(t *testing.T) {
	rules := testRules(RoundHalfUp)
	r, err := Settle(greenBill(51_46, owe(TenderGreen, 31_46), cash(20_00)), rules)
	if err != nil {
		t.Fatal(err)
	}
	r.Number = "W01-0000007"
	s, err := SettleCredit(r, []Payment{wechat(11_00, "WX1"), cash(50_00)}, rules)
	if err != nil || s.Number != "W01-0000007-P" || s.Rounding != 4 || s.Paid() != 31_50 || s.Payments[1].Change != 29_50 || len(s.Owed) != 1 || s.Owed[0].Amount != 31_46 {
		t.Fatalf("%+v, %v", s, err)
	}
	r.Settlement = &s
	if r.Unpaid() != 0 || r.Owed() != 31_46 || r.Total != 51_46 {
		t.Errorf("unpaid %d, owed %d, total %d", r.Unpaid(), r.Owed(), r.Total)
	}
	whole := r.Settled()
	if whole.Owed() != 0 || whole.Total != 51_50 || whole.Rounding != 4 || len(whole.Payments) != 3 || len(r.Payments) != 2 {
		t.Errorf("settled %+v", whole)
	}
	mustBalance(t, whole, rules)
	for name, test := range map[string]struct {
		pay  []Payment
		want error
	}{
		"too little":         {[]Payment{cash(10_00)}, ErrPayment},
		"owed again":         {[]Payment{owe(TenderGreen, 31_46)}, ErrTender},
		"without reference":  {[]Payment{wechat(31_46, "")}, ErrReference},
		"a part only":        {[]Payment{card(31_45)}, ErrPayment},
		"over by card":       {[]Payment{card(31_47)}, ErrPayment},
		"nothing":            {nil, ErrPayment},
		"a tender of others": {[]Payment{owe("cheque", 31_46)}, ErrTender},
	} {
		unpaid := r
		unpaid.Settlement = nil
		if _, err := SettleCredit(unpaid, test.pay, rules); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := SettleCredit(r, []Payment{cash(50_00)}, rules); !errors.Is(err, ErrCredit) {
		t.Errorf("paid twice: %v", err)
	}
}

func TestInsuredBillsNameInsurerAndBenefit(t *testing.T) {
	rules := testRules(RoundNone)
	plain := billOf(10_00, cash(10_00))
	plain.Insured = true
	if _, err := Settle(plain, rules); err != nil {
		t.Errorf("a hospital that lists no insurers: %v", err)
	}
	rules.Insurers = []Choice{{Code: "employees"}, {Code: "residents"}}
	rules.Benefits = []Choice{{Code: "general"}, {Code: "special"}}
	for name, test := range map[string]struct {
		insured bool
		in      *Insurance
		want    error
	}{
		"as it begins":       {true, rules.InsuredByDefault(), nil},
		"self-paying":        {false, nil, nil},
		"no insurer said":    {true, nil, ErrInsurance},
		"an unknown insurer": {true, &Insurance{"army", "general", InsuredPays, ""}, ErrInsurance},
		"an unknown benefit": {true, &Insurance{"residents", "dental", InsuredPays, ""}, ErrInsurance},
		"waits":              {true, &Insurance{"residents", "general", InsuredWaits, ""}, ErrInsurance},
		"no way":             {true, &Insurance{"residents", "general", "", ""}, ErrInsurance},
		"not insured":        {false, rules.InsuredByDefault(), ErrInsurance},
	} {
		b := billOf(10_00, cash(10_00))
		b.Insured, b.Insurance = test.insured, test.in
		if _, err := Settle(b, rules); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	rules.Benefits[1].Code = "general"
	if rules.Validate() == nil {
		t.Error("two benefits of one code were accepted")
	}
}
