package store

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"outpost/store/journal"
)

// kindJoined is an entry of a ledger that was set aside, brought into the one
// that went on: the former entry to the byte, with its own hash and signature,
// under its own id. In the tables it means what it meant there.
const kindJoined = "joined"

// joinedBody holds a former ledger's entry.
type joinedBody struct {
	Entry []byte `json:"entry"`
	// Twin: its receipt number or patient number was given out a second time (the
	// former ledger forked). Its receipt is held until a person has looked.
	Twin bool `json:"twin,omitempty"`
	// Untold: it is kept for whoever reads the journal and changes no table,
	// because the ledger that went on knows better by now.
	Untold bool `json:"untold,omitempty"`
	// Undone is set where a receipt was taken back by what was brought in before it.
	Undone undone `json:"undone,omitzero"`
	// Later are entries about its receipt that were brought in before it.
	Later []later `json:"later,omitempty"`
	// Held is why the receipt that the entry issues is kept from the HIS: a
	// going-over that was taken along before the receipt says so, or its patient is
	// sealed with keys that were lost with the former ledger.
	Held string `json:"held,omitempty"`
	// Drop is where the hand-over of cash stands here that the entry takes back.
	Drop int64 `json:"drop,omitempty"`
}

// placed puts into a former entry's content what is different here.
func (b joinedBody) placed(body any) any {
	switch x := body.(type) {
	case saleBody:
		x.Held = cmp.Or(x.Held, b.Held)
		return x
	case recoveredBody:
		x.Held = cmp.Or(x.Held, b.Held)
		return x
	case refundBody:
		if x.Rest != nil {
			rest := *x.Rest
			rest.Held = cmp.Or(rest.Held, b.Held)
			x.Rest = &rest
		}
		return x
	case dropBackBody:
		x.Drop = b.Drop
		return x
	}
	return body
}

// joined applies a former entry at the place where it stands now.
func (p projector) joined(ctx context.Context, e journal.Entry) error {
	b, err := decodeBody[joinedBody](e)
	if err != nil || b.Untold {
		return err
	}
	inner, err := b.unwrap(e)
	if err != nil {
		return err
	}
	k, ok := kinds[inner.Kind]
	if !ok || inner.Kind == kindJoined {
		return fmt.Errorf("%w: entry %d brings in an entry of the kind %q, which this program does not know there", journal.ErrDamaged, e.Seq, inner.Kind)
	}
	body, err := k.read(inner)
	if err != nil {
		return err
	}
	if body = b.placed(body); b.Twin {
		return p.twin(ctx, inner, body)
	}
	if err := k.apply(ctx, p, inner, body); err != nil {
		return err
	}
	return p.catchUp(ctx, inner, b)
}

// twinMark is put behind a number that was given out twice.
const twinMark = "-II"

// TwinOf is the number as it stands on paper of one that was given out twice; ok
// is false for any other.
func TwinOf(number string) (onPaper string, ok bool) { return strings.CutSuffix(number, twinMark) }

// twin applies a receipt or patient whose number another one has.
func (p projector) twin(ctx context.Context, e journal.Entry, body any) error {
	switch b := body.(type) {
	case saleBody:
		number := b.Receipt.Number
		b.Receipt.Number += twinMark
		if err := kinds[e.Kind].apply(ctx, p, e, b); err != nil {
			return err
		}
		return p.exec(ctx, `UPDATE outbox SET state = ?, reason = ? WHERE receipt = ? AND state = ?`, string(Held),
			"the number "+number+" stands on two receipts: the former ledger forked; compare both with the paper", e.Seq, string(Pending))
	case refundBody:
		b.Receipt.Number += twinMark
		return kinds[e.Kind].apply(ctx, p, e, b)
	case patientBody:
		b.Number += twinMark
		return p.patient(ctx, e, b)
	}
	return fmt.Errorf("%w: entry %d (%s) cannot have a twin", journal.ErrDamaged, e.Seq, e.Kind)
}

// unwrap is the former entry with the place that it has in this ledger.
func (b joinedBody) unwrap(e journal.Entry) (journal.Entry, error) {
	inner, err := journal.Decode(b.Entry)
	if err != nil {
		return e, fmt.Errorf("entry %d brings in another: %w", e.Seq, err)
	}
	inner.Seq = e.Seq
	return inner, nil
}

// unwrapped is e, or the former ledger's entry that it brings in.
func unwrapped(e journal.Entry) (journal.Entry, error) {
	if e.Kind != kindJoined {
		return e, nil
	}
	b, err := decodeBody[joinedBody](e)
	if err != nil {
		return e, err
	}
	return b.unwrap(e)
}

// entryInPlace is the entry at a place in the journal, or the former ledger's entry
// that it brings in.
func entryInPlace(ctx context.Context, db journal.Reader, seq int64) (found journal.Entry, err error) {
	err = journal.Entries(ctx, db, seq, seq, func(e journal.Entry) (err error) {
		found, err = unwrapped(e)
		return err
	})
	if err == nil && found.Seq != seq {
		err = fmt.Errorf("%w: entry %d is not there", journal.ErrDamaged, seq)
	}
	return found, err
}

// byID finds an entry by its id, one brought in from a former ledger too.
func byID(ctx context.Context, db journal.Reader, id string) (e journal.Entry, ok bool, err error) {
	if e, ok, err = journal.ByID(ctx, db, id); ok && err == nil {
		e, err = unwrapped(e)
	}
	return e, ok && err == nil, err
}

// Own says whether a ledger wrote an entry itself, at its own place in its chain;
// false for one that was brought in from a former ledger.
func Own(e journal.Entry) bool { return e.Kind != kindJoined && e.Kind != kindRecovered }
