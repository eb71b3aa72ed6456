package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"outpost/store/journal"
)

// later is an entry about a receipt that was brought in before the receipt's own,
// because that one was found in another copy later. Its part in the tables is
// made up for when the receipt comes: without what the HIS answered, it would be
// sent there a second time.
type later struct {
	Seq   int64  `json:"seq"` // where it stands here
	Entry []byte `json:"entry"`
}

// laterKinds are the kinds that are made up for. Voids and refunds are told in
// undone.
var laterKinds = []string{kindSent, kindAnswer, kindDecision, kindPrint, kindPrintFailed, kindSignOff, kindFormChange, kindSettlement, kindOwedSettled}

// catchUp makes up for what stood here before a receipt: what happened to it, then
// that it was taken back, then that money owed for that was given.
func (p projector) catchUp(ctx context.Context, e journal.Entry, b joinedBody) error {
	for _, after := range []bool{false, true} {
		for _, l := range b.Later {
			inner, err := journal.Decode(l.Entry)
			if err != nil {
				return fmt.Errorf("entry %d makes up for another: %w", e.Seq, err)
			}
			if inner.Seq = l.Seq; (inner.Kind == kindOwedSettled) != after {
				continue
			}
			if err := p.makeUp(ctx, inner); err != nil {
				return err
			}
		}
		if after {
			break
		}
		if err := p.undo(ctx, e, b.Undone); err != nil {
			return err
		}
	}
	return nil
}

// makeUp applies an entry that found no receipt when it was brought in.
func (p projector) makeUp(ctx context.Context, e journal.Entry) error {
	k, ok := kinds[e.Kind]
	if !ok || !slices.Contains(laterKinds, e.Kind) {
		return fmt.Errorf("%w: an entry of the kind %q cannot be made up for", journal.ErrDamaged, e.Kind)
	}
	body, err := k.read(e)
	if err != nil {
		return err
	}
	if b, ok := body.(settlementBody); ok {
		return p.settled(ctx, e, b) // its payments count already
	}
	return k.apply(ctx, p, e, body)
}

// laterBefore looks through what was joined for entries about receipts that are
// not here yet, by their ids. Nobody should wait for it; l.mu is not needed.
func (l *Ledger) laterBefore(ctx context.Context) (map[string][]later, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT seq FROM journal WHERE kind = ? ORDER BY seq`, kindJoined)
	seqs, err := collect(rows, err, "looking for what was joined before its receipt", func(rows *sql.Rows) (seq int64, err error) {
		return seq, rows.Scan(&seq)
	})
	if err != nil {
		return nil, err
	}
	all := map[string][]later{}
	for _, seq := range seqs {
		if err := journal.Entries(ctx, l.read, seq, seq, func(e journal.Entry) error { return l.seeLater(ctx, e, all) }); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (l *Ledger) seeLater(ctx context.Context, e journal.Entry, all map[string][]later) error {
	b, err := decodeBody[joinedBody](e)
	if err != nil {
		return err
	}
	inner, err := journal.Decode(b.Entry)
	if err != nil || b.Untold || !slices.Contains(laterKinds, inner.Kind) {
		return err
	}
	about, err := decodeBody[struct{ Receipt string }](inner)
	if err != nil {
		return err
	}
	var here bool
	if err := l.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM receipts WHERE id = ?)`, about.Receipt).Scan(&here); err != nil {
		return wrap(err, "looking for the receipt of an entry that was joined")
	}
	if !here {
		all[about.Receipt] = append(all[about.Receipt], later{Seq: e.Seq, Entry: b.Entry})
	}
	return nil
}
