package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// kindFinding is a person's decision on what keeps the proof of completeness
// open and no entry can mend, such as a number that stands on two papers.
const kindFinding = "finding decided"

var findingKinds = []kind{kindOf(kindFinding, projector.finding)}

// FindingDecision closes a finding of the proof as it was: the same two values
// that should be equal and are not. The proof shows it with who took it and why.
type FindingDecision struct {
	// Code, Subject, Want and Have are the finding's (sync/reconcile).
	Code    string `json:"code"`
	Subject string `json:"subject"`
	Want    string `json:"want,omitempty"`
	Have    string `json:"have,omitempty"`
	// By is who decided, Role that person's.
	By     string    `json:"by"`
	Role   string    `json:"role"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}

// findingState begins the name that a decision is kept under; of several on one
// subject the last counts.
const findingState = "finding|"

func (p projector) finding(ctx context.Context, e journal.Entry, b FindingDecision) error {
	return p.state(ctx, e, findingState+b.Code+"|"+b.Subject)
}

// DecideFinding writes down that a person has looked at a finding of the proof
// and why it is closed. It takes an info_head or a leader (ErrRole) and a reason
// (ErrInput); that the proof has such a finding, and may be closed so, is the
// caller's to see. Errors match ErrActor too.
func (l *Ledger) DecideFinding(ctx context.Context, by Actor, d FindingDecision) (FindingDecision, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return d, err
	}
	if err := l.may(ctx, by, incident.RoleInfoHead, "close a finding of the proof"); err != nil {
		return d, err
	}
	d.Reason = strings.TrimSpace(d.Reason)
	switch {
	case d.Code == "" || d.Subject == "":
		return d, refuse(ErrInput, "a decision on the proof names its finding")
	case d.Reason == "" || !printable(d.Reason):
		return d, refuse(ErrInput, "closing a finding needs its reason, of at most %d characters", receipts.MaxName)
	}
	d.By, d.Role, d.At = by.id, by.role.String(), l.opt.Now().UTC().Truncate(time.Microsecond)
	_, err := l.put(ctx, kindFinding, receipts.NewID(), d, journal.Totals{})
	return d, wrap(err, "the decision was not kept")
}

// FindingDecisions lists the decisions on findings of the proof, the oldest
// first.
func (l *Ledger) FindingDecisions(ctx context.Context) ([]FindingDecision, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT value FROM state WHERE name >= ?1 AND name < ?1 || char(1114111) ORDER BY seq`, findingState)
	return collect(rows, err, "reading the decisions on the proof", func(rows *sql.Rows) (d FindingDecision, err error) {
		var text string
		if err = rows.Scan(&text); err == nil {
			err = json.Unmarshal([]byte(text), &d)
		}
		return d, err
	})
}
