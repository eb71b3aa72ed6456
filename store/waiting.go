package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/seal"
)

// Who waits for the insurer, as the journal names it.
const kindWaiting = "insured waits"

var waitingKinds = []kind{kindOf(kindWaiting, projector.waiting)}

// Waiting is an insured patient who is not charged now but waits for the insurer
// (plan.md, I-rules). The patient is personal data and sealed.
type Waiting struct {
	Patient   receipts.Patient   `json:"patient"`
	Insurance receipts.Insurance `json:"insurance"`
	// Amount is what the bill would have come to, in minor units; 0 where there was
	// none yet.
	Amount receipts.Money `json:"amount,omitempty"`
	By     string         `json:"by"`
	At     time.Time      `json:"at"`
}

// waitingBody is a Waiting as the journal keeps it.
type waitingBody struct {
	Patient   []byte             `json:"patient_sealed"`
	Insurance receipts.Insurance `json:"insurance"`
	Amount    receipts.Money     `json:"amount,omitempty"`
	By        string             `json:"by"`
}

var waitingPart = part{ // who waits for the insurer
	tables: []string{"waiting"},
	sql: `
CREATE TABLE IF NOT EXISTS waiting (
	seq     INTEGER PRIMARY KEY,
	insurer TEXT NOT NULL,
	benefit TEXT NOT NULL
) STRICT;
`,
}

func (p projector) waiting(ctx context.Context, e journal.Entry, b waitingBody) error {
	return p.exec(ctx, `INSERT INTO waiting (seq, insurer, benefit) VALUES (?, ?, ?)`, e.Seq, b.Insurance.Insurer, b.Insurance.Benefit)
}

// RecordWaiting writes down that an insured patient waits for the insurer instead
// of paying, by which insurer and for which kind of benefit. Errors match
// ErrActor, ErrRole and receipts.ErrInsurance, receipts.ErrPatient.
func (l *Ledger) RecordWaiting(ctx context.Context, by Actor, w Waiting) (Waiting, error) {
	known := w.Insurance
	known.Way = receipts.InsuredPays // insurer and benefit are checked as for one who pays
	if err := l.Rules().CheckInsurance(known); err != nil {
		return w, err
	}
	if err := w.Patient.Validate(); err != nil {
		return w, err
	}
	w.Insurance.Way, w.Insurance.ApprovedBy = receipts.InsuredWaits, ""
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return w, err
	}
	if err := l.may(ctx, by, incident.RoleCashier, "write down who waits for the insurer"); err != nil {
		return w, err
	}
	id := receipts.NewID()
	plain, err := encode(w.Patient)
	if err != nil {
		return w, err
	}
	sealed, err := l.keys.Seal(plain, waitingContext(id))
	if err != nil {
		return w, wrap(err, "sealing the patient")
	}
	entry, err := l.put(ctx, kindWaiting, id, waitingBody{Patient: sealed, Insurance: w.Insurance, Amount: w.Amount, By: by.ID()}, journal.Totals{})
	if err != nil {
		return w, fmt.Errorf("who waits was not kept: %w", err)
	}
	w.By, w.At = by.ID(), entry.At
	return w, nil
}

// Waiting lists the patients who wait for the insurer, oldest first.
func (l *Ledger) Waiting(ctx context.Context) ([]Waiting, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT j.seq, j.at_us, j.id, j.body FROM waiting w JOIN journal j ON j.seq = w.seq ORDER BY w.seq`)
	return collect(rows, err, "reading who waits for the insurer", func(rows *sql.Rows) (w Waiting, err error) {
		e := journal.Entry{Kind: kindWaiting}
		var at int64
		if err := rows.Scan(&e.Seq, &at, &e.ID, &e.Body); err != nil {
			return w, err
		}
		body, err := decode[waitingBody](e)
		if err != nil {
			return w, err
		}
		w = Waiting{Insurance: body.Insurance, Amount: body.Amount, By: body.By, At: time.UnixMicro(at).UTC()}
		plain, err := l.keys.Open(body.Patient, waitingContext(e.ID))
		switch {
		case errors.Is(err, seal.ErrSealed):
			return w, nil // with keys that were lost
		case err != nil:
			return w, err
		}
		return w, json.Unmarshal(plain, &w.Patient)
	})
}

func waitingContext(id string) []byte { return []byte(kindWaiting + "|" + id) }
