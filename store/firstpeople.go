package store

import (
	"context"
	"fmt"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/people"
)

// peopleFile stands for who let the first people in where a file did.
const peopleFile = "people file"

// CheckPeople looks into another window's file of people and says whether id,
// with this PIN, could log in with it: a borrowed PC is founded only for somebody
// who can work there. Errors match people.ErrFile, ErrPerson, ErrPIN, ErrDisabled,
// ErrPINOld.
func CheckPeople(file []byte, passphrase, id, pin string) error {
	records, err := people.Open(file, passphrase)
	if err != nil {
		return err
	}
	if err := checkFirst(records); err != nil {
		return err
	}
	id, err = people.NormalID(id)
	if err != nil {
		return refuse(ErrPIN, "the name or the PIN is wrong")
	}
	for _, r := range records {
		if r.ID != id {
			continue
		}
		same, err := r.PIN.MatchesPIN(pin)
		switch {
		case err != nil:
			return err
		case !same:
			return refuse(ErrPIN, "the name or the PIN is wrong")
		case r.Disabled:
			return refuse(ErrDisabled, "%s is shut out", id)
		case r.Fresh:
			return refuse(ErrPINOld, "the PIN of %s was set by somebody else and must be changed first, at the window of before", id)
		}
		return nil
	}
	return refuse(ErrPIN, "the name or the PIN is wrong")
}

// checkFirst refuses people of whom none could look after the others.
func checkFirst(records []people.Record) error {
	for _, r := range records {
		if !r.Disabled && r.Role >= incident.RoleNetAdmin {
			return nil
		}
	}
	return refuse(ErrPerson, "the file holds nobody who looks after people (net_admin or higher); take the people out at the window of before again")
}

// FirstPeople lets everybody of another window's file in at a window that knows
// nobody yet, a borrowed PC: all or none. Who knows the file's passphrase may.
// Errors match ErrPerson where anybody is there, people.ErrFile, ErrDisk.
func (l *Ledger) FirstPeople(ctx context.Context, file []byte, passphrase string) (count int, err error) {
	l.pins.Lock()
	defer l.pins.Unlock()
	if err := l.settled(ctx); err != nil {
		return 0, err
	}
	some, err := l.HasPeople(ctx)
	if err == nil && some {
		err = refuse(ErrPerson, "there are people at this window already; one of them who looks after people takes the file over")
	}
	if err != nil {
		return 0, err
	}
	records, err := people.Open(file, passphrase)
	if err == nil {
		err = checkFirst(records)
	}
	if err != nil {
		return 0, err
	}
	entries := make([]record, len(records))
	for i, r := range records {
		if entries[i], err = l.firstPerson(r); err != nil {
			return 0, err
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := l.appendAll(ctx, entries...); err != nil {
		return 0, fmt.Errorf("nobody was let in: %w", err)
	}
	return len(records), nil
}

// firstPerson is the entry of somebody whom a file brings.
func (l *Ledger) firstPerson(r people.Record) (record, error) {
	name := r.Name
	if name == "" {
		name = r.ID
	}
	sealed, err := l.keys.Seal([]byte(name), nameContext(r.ID))
	if err != nil {
		return record{}, wrap(err, "sealing the name")
	}
	pin, err := l.sealPIN(r.ID, r.PIN, r.Since)
	if err != nil {
		return record{}, err
	}
	pin.Fresh, pin.By = r.Fresh, peopleFile
	body := personBody{Person: r.ID, Change: changeImported, Role: r.Role, Disabled: r.Disabled, Name: sealed, PIN: &pin, By: peopleFile}
	return newRecord(kindPerson, receipts.NewID(), body, journal.Totals{})
}
