package store

import (
	"context"
	"encoding/json"
	"fmt"

	"outpost/receipts"
	"outpost/store/journal"
)

// freeFile says, in a data folder that was restored from a backup, which receipt
// numbers its ledger must not give out: paper with them may exist. The first
// start writes that down as an entry, for which it takes the keys.
const freeFile = "numbers.free"

// freeReason is why they are left free, as the account and the proof say it.
const freeReason = "the ledger was restored from a backup, and the number may have been given out since"

// mostLeftFree is how many numbers may be left free after a restore, or before a new ledger goes on: more is a
// slip of the keyboard.
const mostLeftFree = 100_000

// leftFree are the numbers behind the restored ledger's that it leaves out, up to
// the highest on paper; a zero Span for none.
func (p Preview) leftFree(onPaper string) (free Span, err error) {
	last, err := p.Backup.Identity.serial(onPaper)
	switch {
	case err != nil:
		return free, err
	case last > p.Receipts+mostLeftFree:
		return free, refuse(ErrInput, "%s is far above the last receipt of the restored ledger, %s; look at the paper again", onPaper, p.Backup.Identity.number(p.Receipts))
	case last == 0 && p.Followed, last > 0 && last <= p.Receipts:
		return free, nil
	case last == 0:
		last = p.Receipts + numbersLeftFree
	}
	return Span{p.Receipts + 1, last}, nil
}

// leaveFree notes numbers for the first start.
func (f folder) leaveFree(free Span) error {
	if free == (Span{}) {
		return nil
	}
	raw, err := json.Marshal(free)
	if err != nil {
		return wrap(err, "noting the numbers left free")
	}
	return wrap(keepFile(f.disk, f.path(freeFile), raw), "noting the numbers left free")
}

// clearNew removes a file of a folder that was never used, where it is there.
func (f folder) clearNew(name string) error {
	if err := f.disk.Remove(f.path(name)); err != nil && !missing(err) {
		return fmt.Errorf("%w: clearing an unfinished restore: %w", ErrDisk, err)
	}
	return nil
}

// skipFree leaves out what leaveFree noted: as many numbers of this window's own
// patients as of receipts, and no form, whose next number lies in the printer. Cut
// off on the way it is done by the next start, once.
func (l *Ledger) skipFree(ctx context.Context) error {
	raw, err := l.folder.disk.ReadFile(l.folder.path(freeFile))
	if missing(err) {
		return nil
	}
	var free Span
	if err == nil {
		err = json.Unmarshal(raw, &free)
	}
	if err != nil {
		return fmt.Errorf("%w does not tell which numbers a restored ledger leaves free (%s): %w", ErrDisk, freeFile, err)
	}
	if free.First = max(free.First, l.journal.Head().Totals.Receipts+1); free.First <= free.Last {
		err = l.writeFree(ctx, free)
	}
	if err == nil {
		err = l.folder.disk.Remove(l.folder.path(freeFile))
	}
	return wrap(err, "leaving numbers free after a restore")
}

func (l *Ledger) writeFree(ctx context.Context, free Span) error {
	var id Identity
	if _, err := l.stateValue(ctx, "identity", &id); err != nil {
		return err
	}
	own, err := l.ownPatients(ctx, id)
	if err != nil {
		return err
	}
	body := sparedBody{Serials: free, Patients: &Span{own + 1, own + free.Count()}, Reason: freeReason}
	l.opt.Log.Warn("numbers left free after a restore", "from", id.number(free.First), "to", id.number(free.Last))
	return l.writeSpared(ctx, body)
}

// writeSpared keeps the entry of numbers that are never given out. The journal is
// just opened; nobody else writes.
func (l *Ledger) writeSpared(ctx context.Context, body sparedBody) error {
	r, err := newRecord(kindSpared, receipts.NewID(), body, journal.Totals{Receipts: body.Serials.Count()})
	if err != nil {
		return err
	}
	err = l.journal.Write(ctx, func(b *journal.Batch) error {
		e, err := b.Append(ctx, journal.Draft{Kind: r.kind, ID: r.id, Body: r.raw, Add: r.add})
		if err != nil {
			return err
		}
		return preparing(b.Tx).apply(ctx, e, r.body)
	})
	return wrap(err, "keeping the numbers left out")
}
