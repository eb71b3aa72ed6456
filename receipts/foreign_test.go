package receipts

import (
	"errors"
	"testing"
)

func foreign(total Money, payments ...Payment) Foreign {
	for i := range payments {
		payments[i].Amount = payments[i].Tendered
	}
	return Foreign{Number: "W02-0000007", Patient: Patient{ID: NewID(), Name: "Lin Yuejiang"}, Total: total, Payments: payments}
}

func TestAnotherWindowsReceiptGoesBackAsItWasPaid(t *testing.T) {
	rules := testRules(RoundNone)
	lines := []Line{{Item: "drug/1", Name: "drug/1", Quantity: 2 * One, Amount: 211_04}, {Item: "lab/2", Name: "lab/2", Quantity: One, Amount: 30_00}}
	for name, f := range map[string]Foreign{
		"by its number": foreign(241_00, cash(100_00), wechat(141_00, "WX1")),
		"by its code": func() Foreign {
			f := foreign(241_00, wechat(141_00, "WX1"), cash(100_00))
			f.Lines, f.Rounding, f.Verified = lines, -4, true
			return f
		}(),
	} {
		red, err := RefundForeign(f, rules)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		sum, paid := red.Rounding, Money(0)
		for _, l := range red.Lines {
			sum += l.Amount
			if l.Quantity >= 0 {
				t.Errorf("%s: quantity %s", name, l.Quantity)
			}
		}
		for _, p := range red.Payments {
			paid += p.Amount
		}
		if b := red.Reversal; red.Total != -241_00 || sum != red.Total || paid != red.Total || b.Cash != 100_00 || b.Owed != 141_00 || b.Unverified == f.Verified || red.Cites != "W02-0000007" {
			t.Errorf("%s: %+v, back %+v", name, red, *b)
		}
	}
	if line := func() Line { r, _ := RefundForeign(foreign(1_05, cash(1_05)), rules); return r.Lines[0] }(); line.Price != 1_0500 {
		t.Errorf("its one line costs %s", line.Price)
	}
}

func TestWhatIsNoReceiptOfAnotherWindow(t *testing.T) {
	rules := testRules(RoundNone)
	for name, tt := range map[string]struct {
		f    Foreign
		want error
	}{
		"nothing":                    {foreign(0, cash(0)), ErrRefund},
		"paid by nothing":            {foreign(10_00), ErrRefund},
		"paid too little":            {foreign(10_00, cash(9_99)), ErrRefund},
		"paid by what we know not":   {foreign(10_00, Payment{Tender: "cheque", Tendered: 10_00}), ErrTender},
		"WeChat without a reference": {foreign(10_00, wechat(10_00, "")), ErrReference},
		"less than nothing in cash":  {foreign(10_00, cash(-1_00), card(11_00)), ErrPayment},
		"no patient":                 {func() Foreign { f := foreign(10_00, cash(10_00)); f.Patient.Name = ""; return f }(), ErrPatient},
		"lines that do not add up": {func() Foreign {
			f := foreign(10_00, cash(10_00))
			f.Lines = []Line{{Item: "a", Name: "a", Quantity: One}}
			return f
		}(), ErrRefund},
		"a line of nothing": {func() Foreign {
			f := foreign(10_00, cash(10_00))
			f.Lines = []Line{{Item: "a", Name: "a", Amount: 10_00}}
			return f
		}(), ErrRefund},
	} {
		if _, err := RefundForeign(tt.f, rules); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
