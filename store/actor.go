package store

import "outpost/store/incident"

// Actor is somebody who is logged in at this window. Only a ledger makes one.
type Actor struct {
	id   string
	role incident.Role
}

// ID is the person's login, as it stands in entries and on receipts.
func (a Actor) ID() string { return a.id }

// Role is the person's rank.
func (a Actor) Role() incident.Role { return a.role }

// IsZero says that nobody is logged in.
func (a Actor) IsZero() bool { return a.id == "" }

// DrillActor is anybody in a rehearsal's ledger, which knows no people; ErrInput
// in a real one.
func (l *Ledger) DrillActor(id string, role incident.Role) (Actor, error) {
	if !l.Identity().Drill {
		return Actor{}, refuse(ErrInput, "this is no drill: log in with name and PIN")
	}
	return Actor{id: id, role: role}, nil
}
