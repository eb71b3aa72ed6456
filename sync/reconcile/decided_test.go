package reconcile

import (
	"testing"

	"outpost/receipts"
	"outpost/store"
	"outpost/sync/his"
)

// Only what nothing entered afterwards can mend is closed by a person, and only
// as it was when the person looked.
func TestADecisionClosesAFindingAsItWas(t *testing.T) {
	in := Input{
		Currency: receipts.CNY(), Ledger: Ledger{Sold: 2, Verified: true},
		Ranges:  []Range{{Prefix: "W-", First: 1, Last: 1, Next: 2}},
		Decided: []store.FindingDecision{{Code: "receipt gap", Subject: "number W-1 is missing"}, {Code: "totals do not agree", Subject: "number of receipts", Want: "2", Have: "0"}},
	}
	if p := Prove(in); !p.Complete || len(p.Closed) != 2 {
		t.Errorf("left %+v, closed %+v", p.Findings, p.Closed)
	}
	in.Ledger.Sold = 3
	if p := Prove(in); p.Complete || len(p.Findings) != 1 || p.Findings[0].Want != "3" {
		t.Errorf("with another receipt missing: left %+v", p.Findings)
	}
	in.Ledger = Ledger{Sold: 2}
	in.Decided = append(in.Decided, store.FindingDecision{Code: "totals do not agree", Subject: "the ledger's chain was not verified"})
	if p := Prove(in); p.Complete {
		t.Error("a ledger that was not verified is complete because somebody said so")
	}
	for code, want := range map[his.Code]bool{his.CodeGap: true, his.CodeTotals: false, his.CodeCash: false, his.CodeNotSent: false} {
		if got := (Finding{Code: code, Subject: "receipt W-1 is not settled"}).Decidable(); got != want {
			t.Errorf("%s can be closed: %t", code, got)
		}
	}
}
