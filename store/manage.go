package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"outpost/store/incident"
	"outpost/store/people"
)

// mostName bounds a display name, in bytes.
const mostName = 200

// NewPerson is somebody who shall work at this window.
type NewPerson struct {
	ID   string // the login
	Name string // for the screen; sealed on disk
	Role incident.Role
	PIN  string
}

// FirstAdmin makes the first person of a ledger that knows nobody: an info_head,
// who looks after everybody else. code is the break-glass code, which is shown
// this once. Where there are people already, it is refused (ErrPerson). Errors
// match people.ErrID, people.ErrWeakPIN, ErrInput, ErrDisk too.
func (l *Ledger) FirstAdmin(ctx context.Context, id, name, pin string) (admin Actor, code string, err error) {
	l.pins.Lock()
	defer l.pins.Unlock()
	if err := l.settled(ctx); err != nil {
		return Actor{}, "", err
	}
	some, err := l.HasPeople(ctx)
	if err == nil && some {
		err = refuse(ErrPerson, "there are people at this window already; one of them who looks after people adds others")
	}
	if err != nil {
		return Actor{}, "", err
	}
	body, err := l.newPerson(ctx, NewPerson{ID: id, Name: name, Role: incident.RoleInfoHead, PIN: pin})
	if err != nil {
		return Actor{}, "", err
	}
	body.Change, body.By, body.PIN.By = changeFirst, body.Person, body.Person
	if code, body.BreakGlass, err = l.newCode(); err != nil {
		return Actor{}, "", err
	}
	if _, err := l.note(ctx, kindPerson, body); err != nil {
		return Actor{}, "", fmt.Errorf("the first administrator was not kept: %w", err)
	}
	return l.actor(body.Person, body.Role), code, nil
}

// newPerson checks a person and seals what is personal.
func (l *Ledger) newPerson(ctx context.Context, n NewPerson) (body personBody, err error) {
	id, err := people.NormalID(n.ID)
	if err != nil {
		return body, err
	}
	name := strings.TrimSpace(n.Name)
	switch {
	case name == "" || len(name) > mostName:
		return body, refuse(ErrInput, "%s needs a name of at most %d bytes, as the screen shows it", id, mostName)
	case n.Role < incident.RoleCashier || n.Role > incident.RoleLeader:
		return body, refuse(ErrInput, "%s needs a role: cashier, supervisor, net_admin, info_head or leader", id)
	}
	pin, err := l.newPIN(ctx, id, n.PIN)
	if err != nil {
		return body, err
	}
	sealed, err := l.keys.Seal([]byte(name), nameContext(id))
	return personBody{Person: id, Role: n.Role, Name: sealed, PIN: &pin}, wrap(err, "sealing the name")
}

// AddPerson lets somebody in, with a PIN that the owner must change at the first
// login. Errors match ErrActor, ErrRole, ErrPerson (known already), ErrInput,
// people.ErrID, people.ErrWeakPIN, ErrDisk.
func (l *Ledger) AddPerson(ctx context.Context, by Actor, n NewPerson) error {
	l.pins.Lock()
	defer l.pins.Unlock()
	if err := l.mayManage(ctx, by, n.Role, "add a "+n.Role.String()); err != nil {
		return err
	}
	body, err := l.newPerson(ctx, n)
	if err != nil {
		return err
	}
	if _, known, err := l.person(ctx, body.Person); err != nil || known {
		if err == nil {
			err = refuse(ErrPersonExists, "there is a %s here already", body.Person)
		}
		return err
	}
	body.Change, body.By = changeAdded, by.id
	body.PIN.By, body.PIN.Fresh = by.id, true
	_, err = l.note(ctx, kindPerson, body)
	return wrap(err, "the person was not kept")
}

// SetRole gives a person another rank.
func (l *Ledger) SetRole(ctx context.Context, by Actor, id string, role incident.Role) error {
	return l.changePerson(ctx, by, id, func(b *personBody) error {
		if b.Change = changeRole; role < incident.RoleCashier || role > incident.RoleLeader {
			return refuse(ErrInput, "a role is cashier, supervisor, net_admin, info_head or leader")
		}
		b.Role = role
		return l.mayManage(ctx, by, role, "make somebody a "+role.String())
	})
}

// Disable shuts a person out; what the person did stays under the name.
func (l *Ledger) Disable(ctx context.Context, by Actor, id string) error {
	return l.changePerson(ctx, by, id, func(b *personBody) error {
		b.Change, b.Disabled = changeDisabled, true
		return nil
	})
}

// Enable lets a person in again, with the PIN of before.
func (l *Ledger) Enable(ctx context.Context, by Actor, id string) error {
	return l.changePerson(ctx, by, id, func(b *personBody) error {
		b.Change, b.Disabled = changeEnabled, false
		return nil
	})
}

// changePerson writes a person's changed state down. Somebody who looks after
// everybody must be left.
func (l *Ledger) changePerson(ctx context.Context, by Actor, id string, change func(*personBody) error) error {
	l.pins.Lock()
	defer l.pins.Unlock()
	p, err := l.managed(ctx, by, id)
	if err != nil {
		return err
	}
	body := personBody{Person: p.id, Role: p.role, Disabled: p.disabled, Name: p.nameSealed, By: by.id}
	if err := change(&body); err != nil {
		return err
	}
	if body.Disabled || body.Role < incident.RoleInfoHead {
		if err := l.leavesOne(ctx, p.id); err != nil {
			return err
		}
	}
	_, err = l.note(ctx, kindPerson, body)
	return wrap(err, "the change was not kept")
}

// managed finds a person whom by may look after.
func (l *Ledger) managed(ctx context.Context, by Actor, id string) (p personRow, err error) {
	p, err = l.known(ctx, id)
	if err == nil {
		err = l.mayManage(ctx, by, p.role, "look after "+p.id)
	}
	return p, err
}

// known finds a person whose login was typed.
func (l *Ledger) known(ctx context.Context, id string) (p personRow, err error) {
	if err := l.settled(ctx); err != nil {
		return p, err
	}
	if id, err = people.NormalID(id); err != nil {
		return p, err
	}
	p, known, err := l.person(ctx, id)
	if err == nil && !known {
		err = refuse(ErrNoPerson, "there is no %s here; see who there is", id)
	}
	return p, err
}

func (l *Ledger) mayManage(ctx context.Context, by Actor, of incident.Role, what string) error {
	if err := l.settled(ctx); err != nil {
		return err
	}
	if err := l.may(ctx, by, incident.RoleNetAdmin, what); err != nil {
		return err
	}
	if role, err := l.roleNow(ctx, by); err != nil || !people.MayManage(role, of) {
		if err == nil {
			err = refuse(ErrRole, "%s is a %s; it takes an info_head or leader to %s", by.id, role, what)
		}
		return err
	}
	return nil
}

// roleNow is the rank of somebody as it stands now.
func (l *Ledger) roleNow(ctx context.Context, by Actor) (incident.Role, error) {
	if by.glass {
		return by.role, nil
	}
	p, known, err := l.person(ctx, by.id)
	if known {
		return p.role, err
	}
	return by.role, err
}

// leavesOne refuses to take away the last one who looks after everybody.
func (l *Ledger) leavesOne(ctx context.Context, id string) error {
	rows, err := l.read.QueryContext(ctx, selectPeople+` WHERE p.id <> ? AND NOT p.disabled`, id)
	others, err := collect(rows, err, "reading the people", func(rows *sql.Rows) (personRow, error) { return scanPerson(rows) })
	if err != nil {
		return err
	}
	for _, p := range others {
		if p.role >= incident.RoleInfoHead {
			return nil
		}
	}
	return refuse(ErrLastPerson, "%s is the last one who looks after everybody here; give somebody else that role first", id)
}

// ResetPIN gives somebody who forgot it a new PIN, which the owner must change
// at the next login, and ends a wait after wrong tries.
func (l *Ledger) ResetPIN(ctx context.Context, by Actor, id, pin string) error {
	l.pins.Lock()
	defer l.pins.Unlock()
	p, err := l.managed(ctx, by, id)
	if err != nil {
		return err
	}
	body, err := l.newPIN(ctx, p.id, pin)
	if err != nil {
		return err
	}
	body.By, body.Fresh = by.id, by.id != p.id
	_, err = l.note(ctx, kindPIN, body)
	return wrap(err, "the new PIN was not kept")
}

// Unlock ends a person's wait after wrong tries: whoever looks after the person,
// or a supervisor for a cashier.
func (l *Ledger) Unlock(ctx context.Context, by Actor, id string) error {
	l.pins.Lock()
	defer l.pins.Unlock()
	p, err := l.known(ctx, id)
	if err != nil {
		return err
	}
	if err := l.may(ctx, by, incident.RoleSupervisor, "end the wait of "+p.id); err != nil {
		return err
	}
	if role, err := l.roleNow(ctx, by); err != nil || !people.MayUnlock(role, p.role) {
		if err == nil {
			err = refuse(ErrRole, "%s is a %s; somebody of a higher role than %s must end the wait of %s", by.id, role, p.role, p.id)
		}
		return err
	}
	_, err = l.note(ctx, kindUnlock, unlockBody{Person: p.id, By: by.id})
	return wrap(err, "ending the wait")
}
