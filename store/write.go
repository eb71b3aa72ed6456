package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"modernc.org/sqlite"

	"outpost/store/journal"
)

// record is one entry to be written: its kind, id and content.
type record struct {
	kind, id string
	body     any
	raw      []byte // the encoded content
	add      journal.Totals
}

// ready makes sure that the ledger can be written, opening it again where an
// unconfirmed commit is still to be settled. The caller holds l.mu and calls it
// before it reads anything that the write builds on.
func (l *Ledger) ready(ctx context.Context) error {
	if l.unsettled {
		return l.reopen(ctx)
	}
	if l.write == nil {
		return ErrReadOnly
	}
	return nil
}

// append writes one entry with its projections; see appendAll.
func (l *Ledger) append(ctx context.Context, r record) (journal.Entry, error) {
	entries, err := l.appendAll(ctx, r)
	if err != nil {
		return journal.Entry{}, err
	}
	return entries[0], nil
}

// appendAll writes entries with their projections in one transaction: all are
// kept or none. Only where the database is lost afterwards may the second copy
// hold the first of them alone, so each must make sense without the next. The
// caller holds l.mu. On a full disk it is tried again without the ballast.
func (l *Ledger) appendAll(ctx context.Context, records ...record) (entries []journal.Entry, err error) {
	again := false
	err = l.withBallast(func() error {
		if again { // the first try may have been kept
			if err := l.ready(ctx); err != nil {
				return err
			}
			if entries, err = l.kept(ctx, records); entries != nil || err != nil {
				return err
			}
		}
		again = true
		entries, err = l.tryAll(ctx, records)
		return err
	})
	return entries, err
}

// tryAll is one try of appendAll. The error of a commit that the disk did not
// confirm is settled here: the ledger is opened again and the entries looked up
// by their ids; found means kept.
func (l *Ledger) tryAll(ctx context.Context, records []record) ([]journal.Entry, error) {
	if err := l.ready(ctx); err != nil {
		return nil, err
	}
	l.catchUpSoon()
	entries := make([]journal.Entry, len(records))
	err := l.journal.Write(ctx, func(b *journal.Batch) error {
		ctx := context.WithoutCancel(ctx)
		for i, r := range records {
			var err error
			entries[i], err = b.Append(ctx, journal.Draft{Kind: r.kind, ID: r.id, Body: r.raw, Add: r.add})
			if err == nil {
				err = l.stmts.in(b.Tx).apply(ctx, entries[i], r.body)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if errors.Is(err, journal.ErrUnknown) {
		return l.settleUnknown(context.WithoutCancel(ctx), records, err)
	}
	if err != nil {
		l.stmts.seen = nil
		err = diskError(err)
		l.noteDamage(err)
		return nil, err
	}
	l.further.poke()
	for _, e := range entries {
		l.clock.see(e.Kind, e.At, l.Shift().ID != "")
	}
	if len(l.stmts.seen) > 0 {
		if err := l.stmts.prepare(context.WithoutCancel(ctx), l.write); err != nil {
			l.opt.Log.Warn("statement not prepared", "error", err)
		}
	}
	return entries, nil
}

// settleUnknown opens the ledger again after a commit without an answer. Its
// error matches journal.ErrUnknown only where that failed and the entry may yet
// turn up.
func (l *Ledger) settleUnknown(ctx context.Context, records []record, cause error) ([]journal.Entry, error) {
	l.opt.Log.Error("commit not confirmed; opening the ledger again", "error", cause)
	if err := l.reopen(ctx); err != nil {
		return nil, errors.Join(err, cause)
	}
	entries, err := l.kept(ctx, records)
	if entries == nil && err == nil {
		err = fmt.Errorf("%w did not keep the last entry; try again: %w", ErrDisk, settled(cause))
	}
	return entries, err
}

// kept looks records up by their ids; nil where they are not all there.
func (l *Ledger) kept(ctx context.Context, records []record) ([]journal.Entry, error) {
	entries := make([]journal.Entry, len(records))
	for i, r := range records {
		entry, found, err := journal.ByID(ctx, l.write, r.id)
		if err != nil {
			return nil, diskError(err)
		}
		if !found {
			return nil, nil
		}
		entries[i] = entry
	}
	return entries, nil
}

// settled is the disk's part of an error that is journal.ErrUnknown no more.
func settled(cause error) error {
	var e *sqlite.Error
	if errors.As(cause, &e) {
		return e
	}
	return errors.New(cause.Error())
}

// reopen opens the writing side again after a commit without an answer. Until
// it succeeds nothing is written: an entry that only the second copy holds would
// otherwise get a rival under the same number. Readers go on meanwhile.
func (l *Ledger) reopen(ctx context.Context) error {
	l.unsettled = true
	ctx = context.WithoutCancel(ctx)
	err := l.closeWriter()
	if err == nil {
		err = l.openWriter(ctx)
	}
	if err == nil {
		err = l.settleLog(ctx)
	}
	if err != nil {
		return fmt.Errorf("%w did not confirm the last entry and the ledger does not open again; try once more, then start the program again; the same bill is safe to repeat: %w", ErrDisk, err)
	}
	l.unsettled = false
	return nil
}

// settleLog makes the reopened database's answer final. Frames of the commit
// that failed may lie behind the valid end of the write-ahead log, and a crash
// would bring them back: a checkpoint empties the log, and where a reader
// prevents that, one more commit writes over them.
func (l *Ledger) settleLog(ctx context.Context) error {
	if _, err := l.write.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		return wrap(err, "emptying the write-ahead log")
	}
	_, err := l.write.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, SchemaVersion))
	return wrap(err, "writing behind it")
}

// put encodes and appends one entry. The caller holds l.mu.
func (l *Ledger) put(ctx context.Context, kind, id string, body any, add journal.Totals) (journal.Entry, error) {
	r, err := newRecord(kind, id, body, add)
	if err != nil {
		return journal.Entry{}, err
	}
	return l.append(ctx, r)
}

// newRecord encodes an entry that is to be written.
func newRecord(kind, id string, body any, add journal.Totals) (record, error) {
	raw, err := encode(body)
	return record{kind: kind, id: id, body: body, raw: raw, add: add}, err
}

// change updates the cached state after a write.
func (l *Ledger) change(fn func(*current)) {
	l.stateMu.Lock()
	fn(&l.now)
	l.stateMu.Unlock()
}

// catchUpEvery is how long a second copy that failed is left alone before the
// next try, so that a dead disk costs no sale any time.
const catchUpEvery = 5 * time.Second

// catchUpSoon tries in the background to bring a copy up that is behind. The
// caller holds l.mu.
func (l *Ledger) catchUpSoon() {
	now := l.opt.Now()
	if l.journal.Copy().Whole || now.Sub(l.triedCopy) < catchUpEvery {
		return
	}
	l.triedCopy = now
	j := l.journal
	l.opt.Scheduler.Go(func() {
		if err := j.CatchUp(context.Background()); err != nil {
			l.opt.Log.Warn("second copy still behind", "error", err)
		}
	})
}
