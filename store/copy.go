package store

import (
	"context"

	"outpost/store/journal"
)

// adopt takes over the entries that only the second copy holds.
func (l *Ledger) adopt(ctx context.Context, missing []journal.Entry) error {
	if len(missing) == 0 {
		return nil
	}
	l.opt.Log.Warn("entries taken over from the second copy", "count", len(missing), "from", missing[0].Seq)
	var p projector
	err := l.journal.AdoptAll(ctx, missing, func(b *journal.Batch, e journal.Entry) error {
		if p.exec == nil {
			p = preparing(b.Tx)
		}
		return p.apply(ctx, e, nil)
	})
	if err == nil && !l.unsettled { // a commit without an answer is settled, not lost and found
		l.adopted.Add(int64(len(missing)))
	}
	return err
}

// Adopted counts the entries that opening took over from the second copy because
// the database had lost them. Whoever is at the window must be told.
func (l *Ledger) Adopted() int { return int(l.adopted.Load()) }

// bringCopyUp completes a copy that is a little behind at once, and one that is
// far behind in the background: nobody waits for it at the start.
func (l *Ledger) bringCopyUp(ctx context.Context) {
	const little = 500
	j, st := l.journal, l.journal.Copy()
	ctx = context.WithoutCancel(ctx)
	catchUp := func() {
		if err := j.CatchUp(ctx); err != nil {
			l.opt.Log.Error("second copy behind; selling goes on", "error", err)
		}
	}
	switch {
	case st.Whole:
		l.opt.Scheduler.Go(func() { // the files that opening did not read
			if err := j.CheckCopy(ctx); err != nil {
				l.opt.Log.Error("second copy did not verify", "error", err)
			}
		})
	case st.Behind <= little:
		catchUp()
	default:
		l.opt.Scheduler.Go(catchUp)
	}
}

// Copy says how the second copy stands.
func (l *Ledger) Copy() journal.CopyStatus {
	if j := l.chain(); j != nil {
		return j.Copy()
	}
	return journal.CopyStatus{}
}

// InspectCopy says how the second copy stands, for a ledger open for reading. It
// reads the copy's last file.
func (l *Ledger) InspectCopy(ctx context.Context) (journal.CopyStatus, error) {
	return journal.Inspect(ctx, l.read, l.opt.Disk, l.opt.CopyDir, l.Identity().Ledger, l.keys.Public())
}

// CatchUp brings the second copy up to date where it is behind.
func (l *Ledger) CatchUp(ctx context.Context) error {
	if j := l.chain(); j != nil {
		return j.CatchUp(ctx)
	}
	return ErrReadOnly
}
