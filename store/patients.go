package store

import (
	"context"
	"encoding/json"
	"errors"

	"outpost/receipts"
	"outpost/store/journal"
	"outpost/store/seal"
)

// RegisterPatient writes down a patient whom the copied register does not know
// and gives a temporary number: the next of a range taken out for patients, else
// of this window's own series, the prefix, a T and a running number. The same id
// again gives the same number.
func (l *Ledger) RegisterPatient(ctx context.Context, p receipts.Patient) (receipts.Patient, error) {
	if err := p.Validate(); err != nil {
		return p, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return p, err
	}
	if e, known, err := byID(ctx, l.read, p.ID); err != nil || known {
		if err == nil && e.Kind != kindPatient {
			err = refuse(ErrConflict, "the id %s belongs to another entry (%s) of this ledger", p.ID, e.Kind)
		}
		if err != nil {
			return p, err
		}
		return l.openPatient(e)
	}
	number, use, err := l.patientNumber(ctx)
	if err != nil {
		return p, err
	}
	p.Number = number
	plain, err := json.Marshal(p)
	if err != nil {
		return p, wrap(err, "encoding the patient")
	}
	sealed, err := l.keys.Seal(plain, patientContext(p.ID))
	if err != nil {
		return p, wrap(err, "sealing the patient")
	}
	if _, err = l.put(ctx, kindPatient, p.ID, patientBody{Number: p.Number, Patient: sealed, Use: use}, journal.Totals{}); err != nil {
		return p, wrap(err, "the patient was not kept")
	}
	l.numberGiven(use)
	return p, nil
}

// patientNumber is the next temporary number. The caller holds l.mu.
func (l *Ledger) patientNumber(ctx context.Context) (string, *numberUse, error) {
	if number, use := l.takeNumber(RangePatient); use != nil {
		return number, use, nil
	}
	own := l.Identity().patientSeries()
	last, err := l.ownPatients(ctx, l.Identity())
	return own.Number(last + 1), nil, err
}

func patientContext(id string) []byte { return []byte(kindPatient + "|" + id) }

func (l *Ledger) openPatient(e journal.Entry) (p receipts.Patient, err error) {
	body, err := decode[patientBody](e)
	if err != nil {
		return p, err
	}
	plain, err := l.keys.Open(body.Patient, patientContext(e.ID))
	switch {
	case errors.Is(err, seal.ErrSealed):
		return receipts.Patient{ID: e.ID, Number: body.Number}, nil // with keys that were lost; the number is left
	case err == nil:
		err = json.Unmarshal(plain, &p)
	}
	return p, wrap(err, "reading the patient "+body.Number)
}

// Patients lists the patients registered at this window, in their order.
func (l *Ledger) Patients(ctx context.Context) ([]receipts.Patient, error) {
	var all []receipts.Patient
	rows, err := l.read.QueryContext(ctx, `SELECT j.seq, j.id, j.body, p.number FROM patients p JOIN journal j ON j.seq = p.seq ORDER BY j.seq`)
	if err != nil {
		return nil, wrap(err, "reading the patients")
	}
	defer rows.Close()
	for rows.Next() {
		var e journal.Entry
		var number string
		if err := rows.Scan(&e.Seq, &e.ID, &e.Body, &number); err != nil {
			return nil, wrap(err, "reading the patients")
		}
		p, err := l.openPatient(e)
		if err != nil {
			return nil, err
		}
		p.Number = number // a twin's is marked
		all = append(all, p)
	}
	return all, wrap(rows.Err(), "reading the patients")
}
