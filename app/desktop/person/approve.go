package person

import (
	"context"
	"strings"

	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/incident"
)

// Request is one thing that somebody who works at the window asks a second
// person for.
type Request struct {
	What store.What
	// Subject says which one, as the ledger has it: a receipt's number, a bill's
	// id, a shift's id.
	Subject string
	// Text says it to the person who approves: the sum, the item, the patient.
	Text string
}

// Approve asks a second person to approve all of requests with own name and
// PIN; then is called with the approvals, in the order of requests, once the
// dialog is closed and the keyboard is back. It is not called where the dialog is
// left. Nobody approves an own request: the ledger refuses that, and the dialog
// says so.
func (a *Asker) Approve(then func([]store.Approval), requests ...Request) {
	a.approve(then, func() {}, requests)
}

// ApproveElse is Approve that says too that the dialog was left.
func (a *Asker) ApproveElse(then func([]store.Approval), left func(), requests ...Request) {
	a.approve(then, left, requests)
}

// approvals are given by id with the PIN; at a rehearsal the name is enough.
func approvals(ctx context.Context, l *store.Ledger, asker store.Actor, id, pin string, requests []Request) ([]store.Approval, error) {
	return each(requests, func(r Request) (store.Approval, error) {
		if l.Identity().Drill {
			return l.DrillApproval(ctx, asker, strings.TrimSpace(id), r.What.LeastRole(), r.What, r.Subject)
		}
		return l.Approve(ctx, asker, id, pin, r.What, r.Subject)
	})
}

// glassApprovals are given by somebody who came in with the break-glass code.
func glassApprovals(ctx context.Context, l *store.Ledger, asker, by store.Actor, requests []Request) ([]store.Approval, error) {
	return each(requests, func(r Request) (store.Approval, error) {
		return l.ApproveByBreakGlass(ctx, asker, by, r.What, r.Subject)
	})
}

func each(requests []Request, approve func(Request) (store.Approval, error)) (all []store.Approval, err error) {
	for _, r := range requests {
		one, err := approve(r)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// whatWords are what is approved, as a person reads it.
func whatWords() map[store.What]i18n.Key {
	return map[store.What]i18n.Key{
		store.WhatRefund: i18n.WhatRefund, store.WhatForeignRefund: i18n.WhatForeignRefund, store.WhatPrice: i18n.WhatPrice,
		store.WhatQuantity: i18n.WhatQuantity, store.WhatFreeText: i18n.WhatFreeText, store.WhatDeferred: i18n.WhatDeferred,
		store.WhatAmount: i18n.WhatAmount, store.WhatShift: i18n.WhatShift,
	}
}

// WhatWord is what is approved, as a person reads it.
func WhatWord(texts *i18n.Catalog, what store.What) string {
	if key, ok := whatWords()[what]; ok {
		return texts.T(key)
	}
	return string(what)
}

// asked is what a dialog says of requests: a line or two of each.
func asked(texts *i18n.Catalog, requests []Request) string {
	lines := make([]string, len(requests))
	for i, r := range requests {
		lines[i] = WhatWord(texts, r.What)
		if r.Text != "" {
			lines[i] += texts.T(i18n.PersonColon) + r.Text
		}
	}
	return strings.Join(lines, "\n")
}

// leastRole is the lowest role that may approve all of requests.
func leastRole(requests []Request) (least incident.Role) {
	for _, r := range requests {
		least = max(least, r.What.LeastRole())
	}
	return least
}
