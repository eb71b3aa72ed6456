package store

import (
	"context"
	"fmt"
	"time"

	"outpost/receipts"
	"outpost/store/journal"
	"outpost/store/people"
)

// WaitError is a login that must wait because of wrong tries; it matches
// ErrLocked.
type WaitError struct {
	// Left is how long, by the window's clock.
	Left time.Duration
}

// Error says how long, and who can end it.
func (e *WaitError) Error() string {
	return fmt.Sprintf("there were too many wrong tries; try again in %s, or let a supervisor end the wait", e.Left.Round(time.Second))
}

// Unwrap is ErrLocked.
func (e *WaitError) Unwrap() error { return ErrLocked }

// Login checks name and PIN and writes the login down (150 ms). Errors match
// ErrPIN (name or PIN wrong; written down), ErrLocked (a *WaitError), ErrPINOld
// (right, but it must be changed: ChangePIN), ErrDisabled, ErrDisk.
func (l *Ledger) Login(ctx context.Context, id, pin string) (Actor, error) {
	l.pins.Lock()
	defer l.pins.Unlock()
	p, err := l.identify(ctx, id, pin)
	if err != nil {
		return Actor{}, err
	}
	if err := l.pinCounts(p); err != nil {
		return Actor{}, err
	}
	if _, err := l.note(ctx, kindLogin, loginBody{Person: p.id, Role: p.role}); err != nil {
		return Actor{}, fmt.Errorf("the login was not kept: %w", err)
	}
	return l.actor(p.id, p.role), nil
}

// ChangePIN gives a person a new PIN against the old one, an expired one
// included, and logs the person in. Errors as of Login, and people.ErrWeakPIN,
// people.ErrFormerPIN.
func (l *Ledger) ChangePIN(ctx context.Context, id, old, pin string) (Actor, error) {
	l.pins.Lock()
	defer l.pins.Unlock()
	p, err := l.identify(ctx, id, old)
	if err != nil {
		return Actor{}, err
	}
	body, err := l.newPIN(ctx, p.id, pin)
	if err != nil {
		return Actor{}, err
	}
	body.By = p.id
	if _, err := l.note(ctx, kindPIN, body); err != nil {
		return Actor{}, fmt.Errorf("the new PIN was not kept, the old one counts: %w", err)
	}
	return l.actor(p.id, p.role), nil
}

// identify finds the person whose PIN this is and counts a wrong try. The caller
// holds l.pins, so that no two tries count as one.
func (l *Ledger) identify(ctx context.Context, id, pin string) (p personRow, err error) {
	if err := l.settled(ctx); err != nil {
		return p, err
	}
	wrong := refuse(ErrPIN, "the name or the PIN is wrong")
	id, err = people.NormalID(id)
	if err != nil {
		return p, wrong
	}
	p, known, err := l.person(ctx, id)
	if err != nil {
		return p, err
	}
	if !known { // as slow as a wrong PIN; what was typed may be a PIN, so it is not written down
		_, err := people.HashPIN(pin, l.opt.PINCost)
		if err == nil {
			err = wrong
		}
		return p, err
	}
	if err := l.mustWait(ctx, p.id, p.tries); err != nil {
		return p, err
	}
	hash, err := l.keys.Open(p.pinSealed, pinContext(p.id))
	if err != nil {
		return p, refuse(ErrPerson, "the PIN of %s was sealed with keys that are lost; whoever looks after people gives a new one", p.id)
	}
	right, err := people.Hash(hash).MatchesPIN(pin)
	switch {
	case err != nil:
		return p, wrap(err, "reading the PIN of "+p.id)
	case !right:
		return p, l.countWrong(ctx, p.id, p.tries, wrong)
	case p.disabled:
		return p, refuse(ErrDisabled, "%s is shut out of this window; the information department can let %s in again", p.id, p.id)
	}
	return p, nil
}

// pinCounts refuses a right PIN that its owner must change first.
func (l *Ledger) pinCounts(p personRow) error {
	if p.fresh || people.Expired(p.since, l.opt.Now(), l.pinDays()) {
		return refuse(ErrPINOld, "the PIN of %s must be changed first; choose a new one, the old one is enough for that", p.id)
	}
	return nil
}

// mustWait refuses a try that comes too early. Where the clock was set back, the
// wait begins anew, and that is written down, so that it ends.
func (l *Ledger) mustWait(ctx context.Context, id string, t people.Tries) error {
	left, back := t.Left(l.opt.Now())
	if back {
		if _, err := l.note(ctx, kindLoginFailed, loginFailedBody{Person: id, Failed: t.Failed, ClockBack: true}); err != nil {
			return err
		}
	}
	if left > 0 {
		return &WaitError{Left: left}
	}
	return nil
}

// countWrong writes a wrong try down and says what it leads to. A try that
// cannot be written down is refused as the disk's trouble, right or wrong.
func (l *Ledger) countWrong(ctx context.Context, id string, t people.Tries, wrong error) error {
	if _, err := l.note(ctx, kindLoginFailed, loginFailedBody{Person: id, Failed: t.Failed + 1}); err != nil {
		return fmt.Errorf("the try was not kept: %w", err)
	}
	if wait := people.Wait(t.Failed + 1); wait > 0 {
		return &WrongError{Wait: wait, cause: wrong}
	}
	return wrong
}

// newPIN checks a PIN that id is to have and hashes it. The caller holds l.pins.
func (l *Ledger) newPIN(ctx context.Context, id, pin string) (body pinBody, err error) {
	if err := people.CheckPIN(pin, id); err != nil {
		return body, err
	}
	former, err := l.formerPINs(ctx, id)
	if err != nil {
		return body, err
	}
	for _, hash := range former {
		if same, err := hash.MatchesPIN(pin); err != nil || same {
			if err == nil {
				err = fmt.Errorf("%w: %s had it before; take one that is not among the last %d", people.ErrFormerPIN, id, people.FormerPINs)
			}
			return body, err
		}
	}
	hash, err := people.HashPIN(pin, l.opt.PINCost)
	if err != nil {
		return body, err
	}
	return l.sealPIN(id, hash, l.opt.Now())
}

func (l *Ledger) sealPIN(id string, hash people.Hash, since time.Time) (pinBody, error) {
	sealed, err := l.keys.Seal([]byte(hash), pinContext(id))
	return pinBody{Person: id, PIN: sealed, Since: since.UTC().Truncate(time.Microsecond)}, wrap(err, "sealing the PIN")
}

// formerPINs are the hashes of the last PINs of a person, the present one first.
func (l *Ledger) formerPINs(ctx context.Context, id string) ([]people.Hash, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT sealed FROM pins WHERE person = ? ORDER BY seq DESC`, id)
	sealed, err := collect(rows, err, "reading the former PINs", scanBytes)
	if err != nil {
		return nil, err
	}
	var all []people.Hash
	for _, one := range sealed {
		if hash, err := l.keys.Open(one, pinContext(id)); err == nil { // else sealed with keys that are lost
			all = append(all, people.Hash(hash))
		}
	}
	return all, nil
}

// pinDays is how long a PIN lasts, in days; 0 is for ever.
func (l *Ledger) pinDays() int {
	switch days := l.current().pinDays; {
	case days == 0:
		return people.DefaultPINDays
	case days < 0:
		return 0
	default:
		return days
	}
}

// settled makes sure that what is read next is what the journal says.
func (l *Ledger) settled(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ready(ctx)
}

// note writes one entry under a new id, on its own, also where the caller has
// gone away: a wrong try counts.
func (l *Ledger) note(ctx context.Context, kind string, body any) (journal.Entry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.put(context.WithoutCancel(ctx), kind, receipts.NewID(), body, journal.Totals{})
}
