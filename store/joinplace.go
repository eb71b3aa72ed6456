package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"outpost/store/journal"
	"outpost/store/seal"
)

// written is a former entry as it was first written, at the place where it stood.
func written(e journal.Entry) (journal.Entry, error) {
	if e.Kind != kindJoined {
		return e, nil
	}
	b, err := decodeBody[joinedBody](e)
	if err != nil {
		return e, err
	}
	return journal.Decode(b.Entry)
}

// see remembers where a hand-over of cash stood, in each former ledger: what takes
// it back names that place.
func (j *joiner) see(e journal.Entry) error {
	was, err := written(e)
	if err == nil && was.Kind == kindDrop {
		j.drops[stood{was.Ledger, was.Seq}], j.drops[stood{e.Ledger, e.Seq}] = was.ID, was.ID
	}
	return err
}

// body says how an entry is brought in behind those before it of the same
// transaction. The caller holds l.mu.
func (j *joiner) body(ctx context.Context, e journal.Entry, before []journal.Entry) (b joinedBody, err error) {
	was, err := written(e)
	if err != nil {
		return b, err
	}
	b.Untold, b.Undone, b.Later = slices.Contains(carriedKinds, was.Kind), j.undone[was.ID], j.later[was.ID]
	if j.sealed(was) {
		b.Held = nameless
	}
	switch was.Kind {
	case kindSale, kindPaper:
		b.Held = cmp.Or(j.holds[was.ID], b.Held)
	case kindDropBack:
		back, err := decodeBody[dropBackBody](was)
		if err != nil {
			return b, err
		}
		b.Drop, err = j.dropAt(ctx, j.drops[stood{was.Ledger, back.Drop}], before)
		return b, err
	}
	return b, nil
}

// nameless is why a receipt is held whose patient cannot be read.
const nameless = "the patient is sealed with the former keys, which are lost; read the name from the paper"

// sealed says whether a receipt's patient is sealed with other keys than this
// ledger's.
func (j *joiner) sealed(was journal.Entry) bool {
	var body struct {
		Receipt struct{ ID string }
		Patient []byte `json:"patient_sealed"`
	}
	if json.Unmarshal(was.Body, &body) != nil || len(body.Patient) == 0 || body.Receipt.ID == "" {
		return false
	}
	_, err := j.l.keys.Open(body.Patient, saleContext(body.Receipt.ID))
	return errors.Is(err, seal.ErrSealed)
}

// dropAt is where a hand-over of cash stands here; 0 where it is lost.
func (j *joiner) dropAt(ctx context.Context, id string, before []journal.Entry) (int64, error) {
	if i := slices.IndexFunc(before, func(e journal.Entry) bool { return e.ID == id }); i >= 0 {
		return j.l.Head().Seq + 1 + int64(i), nil
	}
	e, ok, err := journal.ByID(ctx, j.l.read, id)
	if err != nil || !ok {
		return 0, err
	}
	return e.Seq, nil
}

// holds are the receipts that a going-over keeps from the HIS, with the reason. In
// a ledger that went on for another one the entry may stand before its receipts.
func (l *Ledger) holds(ctx context.Context) (map[string]string, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT seq FROM going_over`)
	all, err := collect(rows, err, "reading what the HIS did not answer", func(rows *sql.Rows) (seq int64, err error) {
		return seq, rows.Scan(&seq)
	})
	held := map[string]string{}
	for _, seq := range all {
		e, err := entryInPlace(ctx, l.read, seq)
		if err != nil {
			return nil, err
		}
		body, err := decode[goingOverBody](e)
		if err != nil {
			return nil, fmt.Errorf("reading what the HIS did not answer: %w", err)
		}
		for _, h := range body.Holds {
			held[h.Receipt] = h.Reason
		}
	}
	return held, err
}
