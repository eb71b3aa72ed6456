package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"

	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/people"
)

// exportBody says who took the people of this window out in a file.
type exportBody struct {
	By    string `json:"by"`
	Count int    `json:"count"`
}

// exported keeps nothing: the entry itself is the record.
func (p projector) exported(context.Context, journal.Entry, exportBody) error { return nil }

// ExportPeople writes everybody, those shut out as well, into a file for another
// window, sealed with a passphrase; without names where names is false. It takes
// a net_admin. Errors match ErrActor, ErrRole, people.ErrFile, ErrDisk.
func (l *Ledger) ExportPeople(ctx context.Context, by Actor, passphrase string, names bool) (file []byte, count int, err error) {
	l.pins.Lock()
	defer l.pins.Unlock()
	if err := l.settled(ctx); err != nil {
		return nil, 0, err
	}
	if err := l.may(ctx, by, incident.RoleNetAdmin, "take people to another window"); err != nil {
		return nil, 0, err
	}
	records, err := l.records(ctx)
	if err != nil {
		return nil, 0, err
	}
	for i := range records {
		if !names {
			records[i].Name = ""
		}
	}
	if file, err = people.Seal(records, passphrase); err != nil {
		return nil, 0, err
	}
	if _, err := l.note(ctx, kindExport, exportBody{By: by.id, Count: len(records)}); err != nil {
		return nil, 0, fmt.Errorf("no people were taken out: %w", err)
	}
	return file, len(records), nil
}

// records are all people with their hashes in the open, by login.
func (l *Ledger) records(ctx context.Context) ([]people.Record, error) {
	rows, err := l.read.QueryContext(ctx, selectPeople+` ORDER BY p.id`)
	return collect(rows, err, "reading the people", func(rows *sql.Rows) (r people.Record, err error) {
		p, err := scanPerson(rows)
		if err != nil {
			return r, err
		}
		name, err := l.keys.Open(p.nameSealed, nameContext(p.id))
		if err != nil {
			return r, err
		}
		hash, err := l.keys.Open(p.pinSealed, pinContext(p.id))
		return people.Record{
			ID: p.id, Name: string(name), Role: p.role, Disabled: p.disabled, PIN: people.Hash(hash), Since: p.since, Fresh: p.fresh,
		}, err
	})
}

// Imported is what an import of people came to: logins.
type Imported struct {
	Added   []string `json:"added"`
	Changed []string `json:"changed"`
	// Left stay as they are: the same here, or not the importer's to change.
	Left []string `json:"left"`
}

// ImportPeople takes people over from another window's file: who is new here is
// added with PIN and rank, who is known gets the rank and, where it is newer, the
// PIN. Nobody is let in again who was shut out here, and nobody changes an own
// rank or one above the own. It takes a net_admin. Errors match ErrActor,
// ErrRole, people.ErrFile, ErrDisk; a disk that fails in between keeps whole
// persons, and importing again does the rest.
func (l *Ledger) ImportPeople(ctx context.Context, by Actor, file []byte, passphrase string) (done Imported, err error) {
	l.pins.Lock()
	defer l.pins.Unlock()
	if err := l.settled(ctx); err != nil {
		return done, err
	}
	if err := l.may(ctx, by, incident.RoleNetAdmin, "take over people"); err != nil {
		return done, err
	}
	records, err := people.Open(file, passphrase)
	if err != nil {
		return done, err
	}
	role, err := l.roleNow(ctx, by)
	if err != nil {
		return done, err
	}
	for _, r := range records {
		if err := l.take(ctx, by, role, r, &done); err != nil {
			return done, fmt.Errorf("%s and those behind were not taken over: %w", r.ID, err)
		}
	}
	return done, nil
}

// take takes one person over.
func (l *Ledger) take(ctx context.Context, by Actor, role incident.Role, r people.Record, done *Imported) error {
	p, known, err := l.person(ctx, r.ID)
	if err != nil {
		return err
	}
	body := personBody{Person: r.ID, Change: changeImported, Role: r.Role, Disabled: r.Disabled || known && p.disabled, Name: p.nameSealed, By: by.id}
	if r.ID == by.id {
		body.Role, body.Disabled = p.role, p.disabled
	}
	if !people.MayManage(role, r.Role) || known && !people.MayManage(role, p.role) {
		done.Left = append(done.Left, r.ID)
		return nil
	}
	newName, err := l.importedName(&body, p, known, r.Name)
	if err != nil {
		return err
	}
	_, lost := l.keys.Open(p.pinSealed, pinContext(p.id))
	if lost != nil || r.Since.After(p.since) { // nobody here, sealed with keys that are lost, or older
		pin, err := l.sealPIN(r.ID, r.PIN, r.Since)
		if err != nil {
			return err
		}
		pin.Fresh, pin.By = r.Fresh, by.id
		body.PIN = &pin
	}
	if known && !newName && body.PIN == nil && body.Role == p.role && body.Disabled == p.disabled {
		done.Left = append(done.Left, r.ID)
		return nil
	}
	if _, err := l.note(ctx, kindPerson, body); err != nil {
		return err
	}
	if known {
		done.Changed = append(done.Changed, r.ID)
	} else {
		done.Added = append(done.Added, r.ID)
	}
	return nil
}

// importedName seals the name of a person who is taken over; the login stands
// for a name that the file leaves out.
func (l *Ledger) importedName(body *personBody, p personRow, known bool, name string) (changed bool, err error) {
	before, lost := l.keys.Open(p.nameSealed, nameContext(p.id))
	if known && lost == nil && (name == "" || bytes.Equal(before, []byte(name))) {
		return false, nil
	}
	if name == "" {
		name = body.Person
	}
	body.Name, err = l.keys.Seal([]byte(name), nameContext(body.Person))
	return true, err
}
