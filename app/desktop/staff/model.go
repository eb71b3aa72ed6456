// Package staff is the screen of the people who work at this window: who there
// is, what each may do, PINs and waits, the break-glass code, and who approved
// what.
package staff

import (
	"context"
	"strings"
	"time"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/desktop/refusal"
	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/incident"
)

// approvalsShown is how many of the last approvals the screen lists.
const approvalsShown = 200

// Model is the people without widgets. It is safe for concurrent use.
type Model struct {
	ledger *store.Ledger
	texts  *i18n.Catalog
	now    func() time.Time
}

// NewModel is the people of a ledger.
func NewModel(l *store.Ledger, texts *i18n.Catalog, now func() time.Time) *Model {
	return &Model{ledger: l, texts: texts, now: now}
}

func (m *Model) t(key i18n.Key, args ...any) string { return m.texts.T(key, args...) }

// Said is err as a dialog shows it.
func (m *Model) Said(err error) error { return refusal.Error(m.texts, err) }

// found is what the screen shows.
type found struct {
	people    []store.Person
	approvals []store.ApprovalRow
	glassDue  bool
}

// Read reads what the screen shows.
func (m *Model) Read(ctx context.Context) (f found, err error) {
	if f.people, err = m.ledger.People(ctx); err != nil {
		return f, err
	}
	if f.approvals, err = m.ledger.Approvals(ctx, approvalsShown); err != nil {
		return f, err
	}
	f.glassDue, err = m.ledger.BreakGlassDue(ctx)
	return f, err
}

// Form is what was typed about a person. Role is a digit.
type Form struct{ ID, Name, Role, PIN string }

// Add lets somebody in.
func (m *Model) Add(ctx context.Context, by store.Actor, f Form) error {
	role, err := person.ParseRole(m.texts, f.Role, incident.RoleCashier)
	if err != nil {
		return err
	}
	return m.Said(m.ledger.AddPerson(ctx, by, store.NewPerson{ID: f.ID, Name: strings.TrimSpace(f.Name), Role: role, PIN: f.PIN}))
}

// SetRole gives somebody another rank.
func (m *Model) SetRole(ctx context.Context, by store.Actor, f Form) error {
	role, err := person.ParseRole(m.texts, f.Role, incident.RoleCashier)
	if err != nil {
		return err
	}
	return m.Said(m.ledger.SetRole(ctx, by, f.ID, role))
}

// ResetPIN gives somebody who forgot it a PIN to be changed at the next login.
func (m *Model) ResetPIN(ctx context.Context, by store.Actor, f Form) error {
	return m.Said(m.ledger.ResetPIN(ctx, by, f.ID, f.PIN))
}

// Shut shuts somebody out, or lets somebody who is out in again.
func (m *Model) Shut(ctx context.Context, by store.Actor, p store.Person) error {
	if p.Disabled {
		return m.Said(m.ledger.Enable(ctx, by, p.ID))
	}
	return m.Said(m.ledger.Disable(ctx, by, p.ID))
}

// Unlock ends a wait after wrong tries.
func (m *Model) Unlock(ctx context.Context, by store.Actor, p store.Person) error {
	return m.Said(m.ledger.Unlock(ctx, by, p.ID))
}

// state is how somebody stands, and how loudly that is said.
func (m *Model) state(p store.Person) (kit.Tone, string) {
	switch {
	case p.Disabled:
		return kit.Stale, m.t(i18n.StaffShutOut)
	case p.Waits > 0:
		return kit.Alarm, m.t(i18n.StaffWaits, m.texts.Time(m.ledger.Identity().Local(m.now().Add(p.Waits))))
	case p.MustChange:
		return kit.Warning, m.t(i18n.StaffMustChange)
	}
	return kit.Plain, m.t(i18n.StaffActive)
}

// personRows are the people as rows.
type personRows struct {
	m   *Model
	all []store.Person
}

// Len completes kit.Rows.
func (r personRows) Len() int { return len(r.all) }

// Cell completes kit.Rows.
func (r personRows) Cell(row, col int) string {
	p := r.all[row]
	switch col {
	case 0:
		return p.ID
	case 1:
		return p.Name
	case 2:
		return person.Word(r.m.texts, p.Role)
	case 3:
		_, word := r.m.state(p)
		return word
	}
	return r.m.texts.Date(r.m.ledger.Identity().Local(p.PINSince))
}

// Tone completes kit.Toned.
func (r personRows) Tone(row int) kit.Tone {
	tone, _ := r.m.state(r.all[row])
	return tone
}

func (m *Model) personColumns() []kit.Column {
	return []kit.Column{
		{Title: m.t(i18n.PersonLogin), Min: 90, Share: 1}, {Title: m.t(i18n.TillColName), Min: 90, Share: 1},
		{Title: m.t(i18n.PersonRole), Min: 150, Share: 1}, {Title: m.t(i18n.StaffState), Min: 170, Share: 1},
		{Title: m.t(i18n.StaffPINSince), Min: 100},
	}
}

// approvalRows are the last approvals as rows.
type approvalRows struct {
	m   *Model
	all []store.ApprovalRow
}

// Len completes kit.Rows.
func (r approvalRows) Len() int { return len(r.all) }

// Cell completes kit.Rows.
func (r approvalRows) Cell(row, col int) string {
	a := r.all[row]
	switch col {
	case 0:
		at := r.m.ledger.Identity().Local(a.At)
		return r.m.texts.Date(at) + " " + r.m.texts.Time(at)
	case 1:
		return person.WhatWord(r.m.texts, a.What)
	case 2:
		return a.Asker
	case 3:
		return a.By
	}
	return a.Subject
}

// Tone completes kit.Toned: an approval that nothing came of is pale.
func (r approvalRows) Tone(row int) kit.Tone {
	if r.all[row].Used == 0 {
		return kit.Stale
	}
	return kit.Plain
}

func (m *Model) approvalColumns() []kit.Column {
	return []kit.Column{
		{Title: m.t(i18n.TillColTime), Min: 140}, {Title: m.t(i18n.StaffApproved), Min: 120, Share: 1},
		{Title: m.t(i18n.StaffAsker), Min: 70}, {Title: m.t(i18n.StaffApprover), Min: 70}, {Title: m.t(i18n.StaffSubject), Min: 100, Share: 1},
	}
}
