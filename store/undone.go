package store

import (
	"context"
	"database/sql"

	"outpost/store/journal"
)

// undone is how a receipt was taken back by an entry that stands here while the
// receipt's own came later: it was lost with a former ledger, and was found in
// another copy or entered again from its paper.
type undone struct {
	// Void and Red are the sequences of those entries; 0 for none.
	Void int64 `json:"void,omitempty"`
	Red  int64 `json:"red,omitempty"`
	// Owed are the electronic payments that the void left owed.
	Owed []voidedPayment `json:"owed,omitempty"`
}

// undo takes the receipt of an entry back as the entries before it did.
func (p projector) undo(ctx context.Context, e journal.Entry, u undone) error {
	if u.Void != 0 {
		at := e
		at.Seq = u.Void
		return p.void(ctx, at, voidBody{Receipt: e.ID, Owed: u.Owed})
	}
	if u.Red != 0 {
		return p.refunded(ctx, u.Red, e.At, e.ID)
	}
	return nil
}

// undoneBefore looks through the journal for what took receipts back, by their
// ids. It reads every void and refund, so nobody should wait for it; l.mu is not
// needed.
func (l *Ledger) undoneBefore(ctx context.Context) (map[string]undone, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT seq FROM journal WHERE kind IN (?, ?, ?) ORDER BY seq`, kindVoid, kindRefund, kindJoined)
	seqs, err := collect(rows, err, "looking for what took receipts back", func(rows *sql.Rows) (seq int64, err error) {
		return seq, rows.Scan(&seq)
	})
	if err != nil {
		return nil, err
	}
	all := map[string]undone{}
	for _, seq := range seqs {
		if err := journal.Entries(ctx, l.read, seq, seq, func(e journal.Entry) error { return undoes(e, all) }); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// undoes adds what an entry takes back.
func undoes(e journal.Entry, all map[string]undone) error {
	inner, err := unwrapped(e)
	if err != nil {
		return err
	}
	switch inner.Kind {
	case kindVoid:
		b, err := decodeBody[voidBody](inner)
		all[b.Receipt] = undone{Void: e.Seq, Owed: b.Owed}
		return err
	case kindRefund:
		b, err := decodeBody[refundBody](inner)
		if b.Original != "" {
			all[b.Original] = undone{Red: e.Seq}
		}
		return err
	}
	return nil
}
