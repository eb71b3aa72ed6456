package proof

import (
	"context"
	"errors"
	"fmt"

	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
	"outpost/sync/his"
	"outpost/sync/reconcile"
)

// ErrNotOpen: the proof has no such finding, or it is none that a person closes.
var ErrNotOpen = errors.New("no finding that can be closed")

// CloseFinding closes the finding about subject as the proof has it now. Errors
// match ErrNotOpen and those of store.DecideFinding.
func CloseFinding(ctx context.Context, s *station.Station, by store.Actor, subject, reason string) (store.FindingDecision, error) {
	p, err := Collect(ctx, s)
	if err != nil {
		return store.FindingDecision{}, err
	}
	for _, f := range p.Findings {
		switch {
		case f.Subject != subject:
		case !f.Decidable():
			return store.FindingDecision{}, fmt.Errorf("%w: %s (%s); settle, count or verify it instead", ErrNotOpen, f.Subject, f.Code)
		default:
			return s.Ledger.DecideFinding(ctx, by, Decision(f, reason))
		}
	}
	return store.FindingDecision{}, fmt.Errorf("%w: the proof has none about %q; 'outpost reconcile' lists them", ErrNotOpen, subject)
}

// Decision is the decision that closes a finding as it is.
func Decision(f reconcile.Finding, reason string) store.FindingDecision {
	return store.FindingDecision{Code: string(f.Code), Subject: f.Subject, Want: f.Want, Have: f.Have, Reason: reason}
}

// ClosedText says a finding that a person closed, and who did, when and why.
func ClosedText(texts *i18n.Catalog, id store.Identity, rules receipts.Rules, d store.FindingDecision) (finding, decision string) {
	f := reconcile.Finding{Code: his.Code(d.Code), Subject: d.Subject, Want: d.Want, Have: d.Have}
	role := d.Role
	if least, err := incident.ParseRole(d.Role); err == nil {
		role = roleWord(texts, least)
	}
	return FindingText(texts, rules, f), texts.T(i18n.ProofClosedBy, d.By, role, texts.DateTime(id.Local(d.At)), d.Reason)
}

func roleWord(texts *i18n.Catalog, role incident.Role) string {
	if role == incident.RoleLeader {
		return texts.T(i18n.PersonLeader)
	}
	return texts.T(i18n.PersonInfoHead)
}
