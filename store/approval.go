package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// What is something that one person asks for and another one approves.
type What string

// What takes an approval.
const (
	WhatRefund        What = "refund"
	WhatForeignRefund What = "refund of another window's receipt"
	WhatPrice         What = "price override"
	WhatQuantity      What = "quantity override"
	WhatFreeText      What = "free-text item"
	WhatDeferred      What = "deferred payment"
	WhatAmount        What = "amount of a bill"
	WhatShift         What = "closing another's shift"
)

// least is the lowest role that approves each What.
var least = map[What]incident.Role{
	WhatRefund: incident.RoleSupervisor, WhatForeignRefund: incident.RoleSupervisor, WhatPrice: incident.RoleSupervisor,
	WhatQuantity: incident.RoleSupervisor, WhatFreeText: incident.RoleSupervisor, WhatDeferred: incident.RoleSupervisor,
	WhatAmount: incident.RoleSupervisor, WhatShift: incident.RoleSupervisor,
}

// LeastRole is the lowest role that approves it; RoleNone where it is no What.
func (w What) LeastRole() incident.Role { return least[w] }

// Whats lists what takes an approval, in no order.
func Whats() []What { return slices.Collect(maps.Keys(least)) }

// Approval is one person's word for one thing that another one asked for. Only a
// ledger makes one, and it is used once.
type Approval struct{ body approvalBody }

// approvalBody is an approval as the journal keeps it: in an entry of its own
// when it was given, and again in the entry of what was done with it.
type approvalBody struct {
	ID      string        `json:"id"`
	By      string        `json:"by"`
	Role    incident.Role `json:"role"`
	Asker   string        `json:"asker"`
	At      time.Time     `json:"at"`
	What    What          `json:"what"`
	Subject string        `json:"subject"`
}

// By is who approved.
func (a Approval) By() string { return a.body.By }

// Role is the rank in which it was approved.
func (a Approval) Role() incident.Role { return a.body.Role }

// What was approved.
func (a Approval) What() What { return a.body.What }

// Subject is what it is about: a receipt's number, a bill's id, a shift's id.
func (a Approval) Subject() string { return a.body.Subject }

// IsZero says that nobody approved.
func (a Approval) IsZero() bool { return a.body.ID == "" }

// covered refuses an approval that is not for this (ErrApproval): none at all, of
// something else, not asked for by whoever does it now, or used already. The
// caller holds l.mu; the entry that it then writes embeds a.body, and that
// entry's projection calls projector.approved.
func (l *Ledger) covered(ctx context.Context, a Approval, asker string, what What, subject string) error {
	if err := a.covers(asker, what, subject); err != nil {
		return err
	}
	var used sql.NullInt64
	err := l.read.QueryRowContext(ctx, `SELECT used_seq FROM approvals WHERE id = ?`, a.body.ID).Scan(&used)
	switch {
	case err != nil:
		return wrap(err, "looking up the approval")
	case used.Valid:
		return refuse(ErrApproval, "the approval of %s was used for entry %d; ask again", a.body.By, used.Int64)
	}
	return nil
}

func (a Approval) covers(asker string, what What, subject string) error {
	switch {
	case a.IsZero():
		return refuse(ErrApproval, "%s needs the approval of a %s or higher, who is not the one who asks", what, what.LeastRole())
	case a.body.What != what || a.body.Subject != subject:
		return refuse(ErrApproval, "%s approved %s for %s, not %s for %s", a.body.By, a.body.What, a.body.Subject, what, subject)
	case a.body.Asker != asker || a.body.By == asker:
		return refuse(ErrApproval, "%s approved this for %s, not for %s", a.body.By, a.body.Asker, asker)
	}
	return nil
}

// Approve lets a second person approve what asker asks for, with own name and
// PIN at this window. subject says which one: a receipt's number, a bill's id.
// Nobody approves an own request, and nobody of a lower role (ErrApproval); the
// other errors are those of Login.
func (l *Ledger) Approve(ctx context.Context, asker Actor, approverID, pin string, what What, subject string) (Approval, error) {
	l.pins.Lock()
	defer l.pins.Unlock()
	if err := l.mayAsk(asker, what, subject); err != nil {
		return Approval{}, err
	}
	p, err := l.identify(ctx, approverID, pin)
	if err != nil {
		return Approval{}, err
	}
	if err := l.pinCounts(p); err != nil {
		return Approval{}, err
	}
	return l.approve(ctx, asker, l.actor(p.id, p.role), what, subject)
}

// ApproveByBreakGlass approves as somebody who came in with the break-glass code
// and has no PIN to give; any other actor is ErrApproval.
func (l *Ledger) ApproveByBreakGlass(ctx context.Context, asker, approver Actor, what What, subject string) (Approval, error) {
	l.pins.Lock()
	defer l.pins.Unlock()
	if err := l.mayAsk(asker, what, subject); err != nil {
		return Approval{}, err
	}
	if !approver.glass || approver.ledger != l.Identity().Ledger {
		return Approval{}, refuse(ErrApproval, "an approval needs the name and the PIN of who approves")
	}
	if err := l.mayApproveByCode(ctx, asker, approver.id); err != nil {
		return Approval{}, err
	}
	return l.approve(ctx, asker, approver, what, subject)
}

// DrillApproval is anybody's approval in a rehearsal's ledger; ErrInput in a
// real one.
func (l *Ledger) DrillApproval(ctx context.Context, asker Actor, approverID string, role incident.Role, what What, subject string) (Approval, error) {
	if err := l.mayAsk(asker, what, subject); err != nil {
		return Approval{}, err
	}
	approver, err := l.DrillActor(approverID, role)
	if err != nil {
		return Approval{}, err
	}
	return l.approve(ctx, asker, approver, what, subject)
}

func (l *Ledger) mayAsk(asker Actor, what What, subject string) error {
	switch {
	case asker.IsZero():
		return refuse(ErrActor, "nobody is logged in; log in before you ask for an approval")
	case what.LeastRole() == incident.RoleNone || subject == "":
		return refuse(ErrInput, "an approval is for one thing and says which")
	}
	return nil
}

func (l *Ledger) approve(ctx context.Context, asker, approver Actor, what What, subject string) (Approval, error) {
	switch {
	case approver.id == asker.id:
		return Approval{}, refuse(ErrOwnRequest, "%s asks for it, so somebody else must approve it", asker.id)
	case approver.role < what.LeastRole():
		return Approval{}, refuse(ErrApproverRole, "%s is a %s; %s takes the approval of a %s or higher", approver.id, approver.role, what, what.LeastRole())
	}
	body := approvalBody{
		ID: receipts.NewID(), By: approver.id, Role: approver.role, Asker: asker.id, At: l.opt.Now().UTC().Truncate(time.Microsecond),
		What: what, Subject: subject,
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := l.put(ctx, kindApproval, body.ID, body, journal.Totals{}); err != nil {
		return Approval{}, fmt.Errorf("the approval was not kept: %w", err)
	}
	return Approval{body}, nil
}

// approval keeps an approval that was given.
func (p projector) approval(ctx context.Context, e journal.Entry, b approvalBody) error {
	err := p.exec(ctx, `INSERT INTO approvals (id, seq, at_us, approver, role, asker, what, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		b.ID, e.Seq, b.At.UnixMicro(), b.By, b.Role.String(), b.Asker, string(b.What), b.Subject)
	if err != nil {
		return err
	}
	return p.forgetTries(ctx, b.By)
}

// approved marks an approval as used by the entry e. The projection of every
// entry that embeds one calls it.
func (p projector) approved(ctx context.Context, e journal.Entry, b approvalBody) error {
	return p.exec(ctx, `UPDATE approvals SET used_seq = ? WHERE id = ?`, e.Seq, b.ID)
}

// ApprovalRow is an approval of the journal.
type ApprovalRow struct {
	At      time.Time     `json:"at"`
	By      string        `json:"by"`
	Role    incident.Role `json:"role"`
	Asker   string        `json:"asker"`
	What    What          `json:"what"`
	Subject string        `json:"subject"`
	// Used is the entry of what was done with it; 0 where nothing was.
	Used int64 `json:"used,omitempty"`
}

// Approvals lists up to limit approvals, newest first.
func (l *Ledger) Approvals(ctx context.Context, limit int) ([]ApprovalRow, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT at_us, approver, role, asker, what, subject, coalesce(used_seq, 0) FROM approvals ORDER BY seq DESC LIMIT ?`, limit)
	return collect(rows, err, "reading the approvals", func(rows *sql.Rows) (r ApprovalRow, err error) {
		var at int64
		var role string
		if err = rows.Scan(&at, &r.By, &role, &r.Asker, &r.What, &r.Subject, &r.Used); err == nil {
			r.At = time.UnixMicro(at).UTC()
			r.Role, err = incident.ParseRole(role)
		}
		return r, err
	})
}
