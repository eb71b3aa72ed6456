package reconcile

import (
	"slices"

	"outpost/store"
	"outpost/sync/his"
)

// Decidable says whether a person may close the finding with a reason, because
// nothing that is entered afterwards can mend it: a number that stands twice or
// nowhere, or totals that a lost receipt leaves apart. What is unsettled, not
// counted or not verified is settled, counted or verified instead.
func (f Finding) Decidable() bool {
	switch f.Code {
	case his.CodeGap:
		return true
	case his.CodeTotals:
		return slices.Contains([]string{subjectSold, subjectCharged, subjectBack}, f.Subject)
	}
	return false
}

// Is says whether a decision was taken on the finding as it is now.
func (f Finding) Is(d store.FindingDecision) bool {
	return string(f.Code) == d.Code && f.Subject == d.Subject && f.Want == d.Want && f.Have == d.Have
}

// decided closes what a person decided on.
func (p *Proof) decided(all []store.FindingDecision) {
	p.Findings = slices.DeleteFunc(p.Findings, func(f Finding) bool {
		i := slices.IndexFunc(all, f.Is)
		if i < 0 || !f.Decidable() {
			return false
		}
		p.Closed = append(p.Closed, all[i])
		return true
	})
}
