package reconcile

import (
	"context"
	"errors"
	"strings"

	"outpost/app/desktop/person"
	"outpost/app/desktop/refusal"
	"outpost/app/i18n"
	"outpost/app/proof"
	"outpost/store"
	"outpost/store/incident"
)

// Choices are the decisions that may be taken on a receipt, as words; empty when
// none may.
func (m *Model) Choices(r store.OutboxRow) []string {
	var words []string
	for _, v := range r.Verdicts() {
		words = append(words, proof.VerdictWord(m.texts, v))
	}
	return words
}

// LeastRole is the lowest role that may take the decision of a typed digit; while
// none of Choices is typed, the lowest that may take any of them.
func (m *Model) LeastRole(r store.OutboxRow, choice string) incident.Role {
	if verdict, err := m.verdict(r, choice); err == nil {
		return verdict.LowestRole()
	}
	least := incident.RoleLeader
	for _, v := range r.Verdicts() {
		least = min(least, v.LowestRole())
	}
	return least
}

// verdict is the decision of a typed digit.
func (m *Model) verdict(r store.OutboxRow, choice string) (store.Verdict, error) {
	allowed := r.Verdicts()
	choice = strings.TrimSpace(choice)
	if len(choice) != 1 || choice[0] < '1' || int(choice[0]-'0') > len(allowed) {
		return "", errors.New(m.t(i18n.ReconcileNoChoice, len(allowed)))
	}
	return allowed[choice[0]-'1'], nil
}

// Form is what was typed for a decision: Choice is the digit of one of Choices.
type Form struct{ Choice, HISNumber, Reason string }

// Decision makes the decision of what was typed, which somebody of a role has
// still to take; its error says what to type.
func (m *Model) Decision(r store.OutboxRow, f Form) (d store.Decision, least incident.Role, err error) {
	verdict, err := m.verdict(r, f.Choice)
	if err != nil {
		return d, least, err
	}
	d = store.Decision{
		Verdict: verdict, HISNumber: strings.TrimSpace(f.HISNumber), Reason: strings.TrimSpace(f.Reason), At: incident.Stamp(m.st.Now()),
	}
	switch {
	case d.Verdict == store.VerdictLinked && d.HISNumber == "":
		err = errors.New(m.t(i18n.ReconcileNoNumber))
	case d.Reason == "":
		err = errors.New(m.t(i18n.RefusedReason))
	}
	return d, verdict.LowestRole(), err
}

// Decide writes a person's decision down.
func (m *Model) Decide(ctx context.Context, r store.OutboxRow, d store.Decision, by person.By) error {
	d.By, d.Role = by.ID(), by.Role().String()
	return refusal.Error(m.texts, m.st.Ledger.Decide(ctx, r.Receipt.ID, d))
}
