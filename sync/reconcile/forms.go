package reconcile

import (
	"fmt"

	"outpost/store"
	"outpost/sync/his"
)

// FormRange is a range of printed forms or patient numbers, as its window
// accounts for it.
type FormRange struct {
	Station string
	store.RangeAccount
}

// forms holds the accounts of the printed forms against the receipts that bear
// them, and the ranges against each other: each number once, at one window.
func (p *Proof) forms(in Input) {
	bearer := map[string]string{}
	for _, row := range in.Rows {
		r := row.Receipt
		for _, form := range append(r.FormsBefore[:len(r.FormsBefore):len(r.FormsBefore)], r.Form) {
			if other, twice := bearer[form]; twice && form != "" {
				p.find(his.CodeGap, "form "+form+" bears both receipt "+other+" and receipt "+r.Number, "", "")
			}
			bearer[form] = r.Number
		}
	}
	for i, a := range in.Forms {
		if a.Kind == store.RangeForm {
			p.Numbers = append(p.Numbers, p.formRange(a, in.Rows))
		}
		p.accounted(a)
		for _, other := range in.Forms[:i] {
			if a.Overlaps(other.NumberRange) {
				p.find(his.CodeGap, fmt.Sprintf("numbers %s to %s of %s and %s to %s of %s overlap", a.From(), a.To(), a.Station, other.From(), other.To(), other.Station), "", "")
			}
		}
	}
}

// formRange counts one range from the receipts; what they do not say is the
// account's.
func (p *Proof) formRange(a FormRange, rows []store.OutboxRow) NumberProof {
	n := NumberProof{
		Range:  Range{Station: a.Station, Prefix: a.Prefix, Digits: a.Digits, First: a.First, Last: a.Last, Next: a.Next},
		Issued: a.Size, Unused: a.Unused, Missing: a.Missing,
	}
	for _, row := range rows {
		number, ok := a.Running(row.Receipt.Form)
		switch {
		case row.Receipt.Form == "" || !ok || number < a.First || number > a.Last:
		case row.Receipt.Void == nil:
			n.Used++
		default:
			n.Voided++
		}
	}
	n.Ruined = a.Lost + a.Voided - n.Voided
	if n.Used != a.Used {
		p.find(his.CodeGap, "forms used of "+a.From()+" to "+a.To(), fmt.Sprint(a.Used), fmt.Sprint(n.Used))
	}
	return n
}

// accounted names what an account cannot say.
func (p *Proof) accounted(a FormRange) {
	for _, s := range a.Spans {
		if s.Fate == store.FateMissing {
			p.find(his.CodeGap, "numbers "+s.From+" to "+s.To+" are missing", "", "")
		}
	}
	for _, number := range a.Twice {
		p.find(his.CodeGap, "number "+number+" stands twice", "", "")
	}
	if sum := a.Used + a.Voided + a.Lost + a.Unused + a.Missing; sum != a.Size {
		p.find(his.CodeGap, "numbers of "+a.From()+" to "+a.To(), fmt.Sprint(a.Size), fmt.Sprint(sum))
	}
}
