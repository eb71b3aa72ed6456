package store

import (
	"context"

	"outpost/store/incident"
)

// Actor is somebody who is logged in at this window. Only a ledger makes one:
// Login, ChangePIN, FirstAdmin, BreakGlass and, in a drill's, DrillActor.
type Actor struct {
	id     string
	role   incident.Role
	ledger string // the ledger that made it
	glass  bool   // came in with the break-glass code
}

// ID is the person's login, as it stands in entries and on receipts.
func (a Actor) ID() string { return a.id }

// Role is the person's rank.
func (a Actor) Role() incident.Role { return a.role }

// IsZero says that nobody is logged in.
func (a Actor) IsZero() bool { return a.id == "" }

// ByBreakGlass says that the person came in with the sealed code, not with a PIN.
func (a Actor) ByBreakGlass() bool { return a.glass }

// DrillActor is anybody in a rehearsal's ledger, which asks nobody for a PIN;
// ErrInput in a real one.
func (l *Ledger) DrillActor(id string, role incident.Role) (Actor, error) {
	if !l.Identity().Drill {
		return Actor{}, refuse(ErrInput, "this is no drill: log in with name and PIN")
	}
	return l.actor(id, role), nil
}

func (l *Ledger) actor(id string, role incident.Role) Actor {
	return Actor{id: id, role: role, ledger: l.Identity().Ledger}
}

// may refuses who is not logged in at this ledger or was shut out since
// (ErrActor), and who ranks below least (ErrRole). What a person may counts as
// it stands now, not as it stood at the login.
func (l *Ledger) may(ctx context.Context, by Actor, least incident.Role, what string) error {
	switch {
	case by.IsZero():
		return refuse(ErrActor, "nobody is logged in; log in with name and PIN to %s", what)
	case by.ledger != "" && by.ledger != l.Identity().Ledger:
		return refuse(ErrActor, "%s is logged in at another ledger; log in here to %s", by.id, what)
	}
	role := by.role
	if !by.glass {
		p, known, err := l.person(ctx, by.id)
		switch {
		case err != nil:
			return err
		case known && p.disabled:
			return refuse(ErrActor, "%s was shut out since the login; somebody else must %s", by.id, what)
		case known:
			role = p.role
		}
	}
	if role < least {
		return refuse(ErrRole, "%s is a %s; it takes a %s or higher to %s", by.id, role, least, what)
	}
	return nil
}
