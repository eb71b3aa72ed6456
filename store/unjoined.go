package store

import (
	"context"
	"time"

	"outpost/receipts"
	"outpost/store/journal"
)

// kindJoinEnd says that everything that could be found of a former ledger was
// brought in. Until then what was charged there is missing here.
const kindJoinEnd = "former ledger joined"

// stateJoined is where the last such entry is kept.
const stateJoined = "joined"

var joinEndKinds = []kind{stateKind[joinEndBody](kindJoinEnd, stateJoined)}

type joinEndBody struct {
	// Ledger is the former one.
	Ledger string `json:"ledger"`
	By     string `json:"by"`
}

// Unjoined says whether this ledger continues one that was set aside and that
// nobody has joined yet.
func (l *Ledger) Unjoined(ctx context.Context) (bool, error) {
	c := l.Identity().Continues
	if c == nil || c.Ledger == "" {
		return false, nil
	}
	var end joinEndBody
	_, err := l.stateValue(ctx, stateJoined, &end)
	return end.Ledger != c.Ledger, err
}

// addUnjoined says in a shift's report that a part of the shift stands in a
// former ledger that is not yet joined.
func (l *Ledger) addUnjoined(ctx context.Context, db journal.Reader, r *ShiftReport) error {
	unjoined, err := l.Unjoined(ctx)
	if err != nil || !unjoined {
		return err
	}
	var former bool
	var at int64
	err = db.QueryRowContext(ctx, `SELECT ledger <> ?, (SELECT at_us FROM journal WHERE seq = 1) FROM shifts WHERE id = ?`, l.Identity().Ledger, r.Shift).Scan(&former, &at)
	if former {
		r.NotJoinedBefore = time.UnixMicro(at).UTC()
	}
	return wrap(err, "looking where the shift began")
}

// endJoin writes down that the former ledger was brought in: once, and again
// where more came in since. This ledger began with the former one's highest
// running totals; where it had forked, more was charged or taken back than either
// history says, and the entry adds that. The caller holds l.mu.
func (l *Ledger) endJoin(ctx context.Context, by Actor, former string) error {
	unjoined, err := l.Unjoined(ctx)
	if err != nil {
		return err
	}
	var add, all journal.Totals
	err = l.read.QueryRowContext(ctx, `SELECT coalesce(sum(total) FILTER (WHERE kind <> ?1), 0),
		coalesce(sum(CASE WHEN kind = ?1 THEN -total WHEN void_seq IS NOT NULL THEN total ELSE 0 END), 0) FROM receipts`, receiptRed).Scan(&all.Sales, &all.Voids)
	if err != nil {
		return wrap(err, "adding up what was joined")
	}
	now := l.journal.Head().Totals
	add.Sales, add.Voids = max(0, all.Sales-now.Sales), max(0, all.Voids-now.Voids)
	if !unjoined && add == (journal.Totals{}) {
		return nil
	}
	_, err = l.put(ctx, kindJoinEnd, receipts.NewID(), joinEndBody{Ledger: former, By: by.id}, add)
	return wrap(err, "writing down that the former ledger was joined")
}
