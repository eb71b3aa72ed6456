package reconcile_test

import (
	"fmt"
	"strings"
	"testing"

	"outpost/receipts"
	"outpost/store"
	"outpost/sync/his"
	"outpost/sync/reconcile"
)

// forms are day's receipts on printed forms AB01 to AB10: three used, one voided
// with its receipt, one spoiled, one lost, four unused.
func forms() reconcile.Input {
	in := day()
	for i, form := range []string{"AB01", "AB02", "AB03", "AB06"} {
		in.Rows[i].Receipt.Form = form
	}
	in.Rows[3].Receipt.FormsBefore = []string{"AB05"}
	in.Forms = []reconcile.FormRange{{Station: "A1", RangeAccount: store.RangeAccount{
		NumberRange: store.NumberRange{Kind: store.RangeForm, Series: receipts.Series{Prefix: "AB", Digits: 2}, Span: store.Span{First: 1, Last: 10}, Next: 7},
		Size:        10, Used: 3, Voided: 2, Lost: 1, Unused: 4,
	}}}
	return in
}

func TestFormsAreAccountedForBesideTheSerials(t *testing.T) {
	p := reconcile.Prove(forms())
	if !p.Complete || len(p.Numbers) != 2 {
		t.Fatalf("not complete: %v", p.Findings)
	}
	n := p.Numbers[1]
	if n.Issued != 10 || n.Used != 3 || n.Voided != 1 || n.Ruined != 2 || n.Unused != 4 || n.Issued != n.Used+n.Voided+n.Ruined+n.Unused+n.Missing {
		t.Errorf("%+v", n)
	}
}

func TestWhatDoesNotAgreeAboutForms(t *testing.T) {
	other := func(in *reconcile.Input) reconcile.FormRange {
		b := in.Forms[0]
		b.Station, b.First, b.Last = "B2", 10, 20
		b.Size, b.Used, b.Voided, b.Lost, b.Unused = 11, 0, 0, 0, 11
		return b
	}
	for want, harm := range map[string]func(*reconcile.Input){
		"form AB02 bears both receipt A1-000002 and receipt A1-000004": func(in *reconcile.Input) { in.Rows[3].Receipt.Form = "AB02" },
		"form AB05 bears both":       func(in *reconcile.Input) { in.Rows[4].Receipt.Form = "AB05" },
		"forms used of AB01 to AB10": func(in *reconcile.Input) { in.Rows[3].Receipt.Form = "" },
		"numbers AB05 to AB05 are missing": func(in *reconcile.Input) {
			in.Forms[0].Spans = []store.AccountSpan{{Fate: store.FateMissing, From: "AB05", To: "AB05"}}
		},
		"number AB09 stands twice":                                  func(in *reconcile.Input) { in.Forms[0].Twice = []string{"AB09"} },
		"numbers of AB01 to AB10":                                   func(in *reconcile.Input) { in.Forms[0].Lost++ },
		"numbers AB10 to AB20 of B2 and AB01 to AB10 of A1 overlap": func(in *reconcile.Input) { in.Forms = append(in.Forms, other(in)) },
	} {
		in := forms()
		harm(&in)
		p := reconcile.Prove(in)
		found := false
		for _, f := range p.Findings {
			found = found || f.Code == his.CodeGap && strings.Contains(f.Subject, want)
		}
		if p.Complete || !found {
			t.Errorf("%s: %s", want, fmt.Sprint(p.Findings))
		}
	}
}
