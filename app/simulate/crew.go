package simulate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"outpost/store"
	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/people"
)

// crew are the people at the window: who is logged in, and whose PIN is what.
type crew struct {
	in   map[string]store.Actor
	pins map[string]string
}

// The people by their logins.
const (
	head       = "he"
	supervisor = "song"
	firstOne   = "chen"
	secondOne  = "deng"
	network    = "nan"
)

// staff are those whom the head lets in.
func staff() []store.NewPerson {
	return []store.NewPerson{
		{ID: supervisor, Name: "Song Ya", Role: incident.RoleSupervisor},
		{ID: firstOne, Name: "Chen Bo", Role: incident.RoleCashier},
		{ID: secondOne, Name: "Deng Fei", Role: incident.RoleCashier},
		{ID: network, Name: "Nan Shu", Role: incident.RoleNetAdmin},
	}
}

// hire makes the first administrator, who lets the others in.
func (p *epoch) hire(ctx context.Context) {
	p.doing = "hiring"
	p.people = crew{in: map[string]store.Actor{}, pins: map[string]string{head: p.newPIN()}}
	for p.wrong == nil && p.people.in[head].IsZero() {
		o := &op{what: "first administrator", takes: ofPerson(head, "person", "login")}
		_ = p.try(ctx, o, func(ctx context.Context) error {
			a, _, err := p.ledger.FirstAdmin(ctx, head, "He Ming", p.people.pins[head])
			if errors.Is(err, store.ErrPerson) { // an earlier try was kept
				a, err = p.ledger.Login(ctx, head, p.people.pins[head])
			}
			if err == nil {
				p.people.in[head] = a
			}
			return err
		})
		p.afterwards(ctx)
	}
	for _, n := range staff() {
		p.let(ctx, n)
	}
}

// let lets one person in.
func (p *epoch) let(ctx context.Context, n store.NewPerson) {
	pin := p.newPIN() // the same at every try: after one without an answer no entry says which try it was
	for p.wrong == nil && p.people.pins[n.ID] == "" {
		by, ok := p.as(ctx, head)
		if ok {
			o := &op{what: "let " + n.ID + " in", takes: ofPerson(n.ID, "person"), landed: func(journal.Entry) { p.people.pins[n.ID] = pin }}
			n.PIN = pin
			_ = p.try(ctx, o, func(ctx context.Context) error { return p.ledger.AddPerson(ctx, by, n) })
		}
		p.afterwards(ctx)
	}
}

// ofPerson takes entries of some kinds about one person.
func ofPerson(id string, names ...string) func(journal.Entry, *book) bool {
	return func(e journal.Entry, _ *book) bool {
		if !slices.Contains(names, e.Kind) {
			return false
		}
		body, err := decoded[struct{ Person string }](e)
		return err == nil && body.Person == id
	}
}

// newPIN is one that nobody could have expected.
func (p *epoch) newPIN() string {
	for {
		if pin := fmt.Sprintf("%06d", p.random.IntN(1_000_000)); people.CheckPIN(pin, "") == nil {
			return pin
		}
	}
}

// as is somebody who is logged in; ok is false where the login failed.
func (p *epoch) as(ctx context.Context, id string) (a store.Actor, ok bool) {
	if a = p.people.in[id]; !a.IsZero() {
		return a, true
	}
	if p.chance(12) {
		p.mistype(ctx, id)
	}
	known := len(p.unsure) == 0 // else the PIN may be another by now
	o := &op{what: "login of " + id, takes: ofPerson(id, "login"), noes: ofPerson(id, "login failed")}
	err := p.try(ctx, o, func(ctx context.Context) (err error) {
		a, err = p.ledger.Login(ctx, id, p.people.pins[id])
		return err
	})
	switch {
	case errors.Is(err, store.ErrPINOld):
		a, err = p.newOwnPIN(ctx, id)
	case errors.Is(err, store.ErrLocked):
		p.tell("%s waits", id)
		p.clock.now = p.clock.now.Add(time.Hour)
	case err != nil && refusal(err) && known && p.wrong == nil:
		p.fail("%s cannot log in with the right PIN: %w", id, err)
	}
	if err == nil {
		p.people.in[id] = a
	}
	return a, err == nil && p.wrong == nil
}

// mistype is a login with a wrong PIN.
func (p *epoch) mistype(ctx context.Context, id string) {
	o := &op{what: "mistyped login of " + id, must: mustRefuse, takes: kinds(), noes: ofPerson(id, "login failed")}
	_ = p.try(ctx, o, func(ctx context.Context) error {
		_, err := p.ledger.Login(ctx, id, "246801")
		return err
	})
}

// newOwnPIN changes a PIN that is too old, or was given by somebody else.
func (p *epoch) newOwnPIN(ctx context.Context, id string) (a store.Actor, err error) {
	if len(p.unsure) > 0 { // which of two PINs counts, no entry says
		if p.draft(ctx); len(p.unsure) > 0 {
			return a, errStopped
		}
	}
	pin := p.newPIN()
	o := &op{what: "new PIN of " + id, takes: ofPerson(id, "pin"), landed: func(journal.Entry) { p.people.pins[id] = pin }}
	was := p.people.pins[id]
	err = p.try(ctx, o, func(ctx context.Context) (err error) {
		a, err = p.ledger.ChangePIN(ctx, id, was, pin)
		return err
	})
	return a, err
}

// approval has somebody approve what another one asks for.
func (p *epoch) approval(ctx context.Context, asker store.Actor, what store.What, subject string) (a store.Approval, ok bool) {
	by := pick(p, []string{supervisor, supervisor, head})
	o := &op{what: fmt.Sprintf("%s approves %s for %s", by, what, asker.ID()), takes: kinds("approval"), noes: kinds("login failed")}
	pin := p.people.pins[by]
	switch p.random.IntN(12) {
	case 0: // for oneself
		by, pin, o.must = asker.ID(), p.people.pins[asker.ID()], mustRefuse
	case 1:
		pin, o.must = "135792", mustRefuse
	}
	err := p.try(ctx, o, func(ctx context.Context) (err error) {
		a, err = p.ledger.Approve(ctx, asker, by, pin, what, subject)
		return err
	})
	if errors.Is(err, store.ErrPINOld) {
		_, _ = p.newOwnPIN(ctx, by)
	}
	if errors.Is(err, store.ErrLocked) {
		p.clock.now = p.clock.now.Add(time.Hour)
	}
	return a, err == nil
}
