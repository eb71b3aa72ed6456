package person

import (
	"outpost/store"
	"outpost/store/incident"
)

// drillCashier works at a rehearsal's window until somebody gives another name.
const drillCashier = "drill"

// Desk is who works at a window: one person at a time, or nobody. It belongs to
// one goroutine, the window's.
type Desk struct {
	ledger *store.Ledger
	actor  store.Actor
	name   string
	locked bool
	hear   []func()
}

// NewDesk is the desk of a ledger with nobody at it; at a rehearsal's ledger,
// which asks for no PIN, somebody always works.
func NewDesk(l *store.Ledger) *Desk {
	d := &Desk{ledger: l}
	if actor, err := l.DrillActor(drillCashier, incident.RoleSupervisor); err == nil {
		d.actor, d.name = actor, actor.ID()
	}
	return d
}

// Actor is who works here now; zero while nobody does or the desk is locked.
func (d *Desk) Actor() store.Actor {
	if d.locked {
		return store.Actor{}
	}
	return d.actor
}

// Holder is who logged in last and did not leave, the one who locked the desk
// included.
func (d *Desk) Holder() store.Actor { return d.actor }

// Name is the holder's name for the screen.
func (d *Desk) Name() string { return d.name }

// Free says that nobody can work here before a login.
func (d *Desk) Free() bool { return d.Actor().IsZero() }

// Enter has somebody, of whom the screen shows the name, work here from now on.
func (d *Desk) Enter(a store.Actor, name string) {
	d.actor, d.name, d.locked = a, name, false
	d.changed()
}

// Leave has nobody work here.
func (d *Desk) Leave() {
	d.actor, d.name, d.locked = store.Actor{}, "", false
	d.changed()
}

// Lock keeps the window from being used until somebody logs in. In a rehearsal
// there is nothing to lock.
func (d *Desk) Lock() {
	if !d.actor.IsZero() && !d.ledger.Identity().Drill {
		d.locked = true
		d.changed()
	}
}

// OnChange has f called after another one, or nobody, works here.
func (d *Desk) OnChange(f func()) { d.hear = append(d.hear, f) }

func (d *Desk) changed() {
	for _, f := range d.hear {
		f()
	}
}
