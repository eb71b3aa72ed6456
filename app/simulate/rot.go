package simulate

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"path/filepath"

	"outpost/store"
)

// rot turns a bit over in the entry of a receipt in the database, and does what a
// person then does: open it, and where it does not open or verify, restore it
// from both sides. Whatever it touched must be noticed, and nothing may be
// missing afterwards. false where there is nothing that could rot.
func (p *epoch) rot(ctx context.Context) bool {
	if len(p.book.bills) == 0 {
		return false
	}
	of := pick(p, p.book.bills)
	for _, name := range []string{"ledger.db", "ledger.db-wal"} {
		path := filepath.Join(p.data(), name)
		raw, err := p.disk.ReadFile(path)
		at := bytes.LastIndex(raw, []byte(`{"receipt":{"id":"`+of.ID+`"`))
		if err != nil || at < 0 {
			continue
		}
		p.disk.Flip(path, int64(min(at+18+p.random.IntN(500), len(raw)-1)), p.random.IntN(8))
		p.tell("a bit of %s in %s is turned over", of.Number, name)
		p.tally.Disk["rotten bits"]++
		p.mendRot(ctx)
		return true
	}
	return false
}

func (p *epoch) mendRot(ctx context.Context) {
	l, err := store.Open(ctx, p.data(), p.options())
	p.tally.Opened++
	if p.ledger = l; err == nil {
		p.work.all()
		v, verr := l.Verify(ctx)
		p.tally.Verified++
		switch {
		case verr != nil:
			p.fail("the rotten ledger cannot be verified: %w", verr)
			return
		case v.OK && !p.sameContent():
			p.fail("a bit was turned over in an entry, and the ledger opens and verifies")
			return
		case v.OK: // it was in nothing that counts, or was mended from the copy
			p.replicate(ctx)
			p.verify(ctx)
			return
		}
		p.tell("noticed: %+v", v.Wrong)
	} else {
		p.tell("noticed: %v", err)
	}
	p.leave()
	done, err := store.Restore(ctx, p.data(), p.options())
	if err != nil && !errors.Is(err, store.ErrSound) {
		p.fail("the rotten ledger is not restored from its second copy: %w", err)
		return
	}
	p.tell("restored: %+v", done)
	p.start(ctx)
	p.verify(ctx)
	if p.wrong == nil && !p.sameContent() {
		p.fail("the restored ledger's entries are others")
	}
}

// sameContent says whether every entry has the content that the book has read.
func (p *epoch) sameContent() bool {
	if p.reader == nil {
		if err := p.newReader(); err != nil {
			p.fail("%w", err)
			return false
		}
	}
	entries, err := p.reader.after(0)
	if err != nil || len(entries) < len(p.book.bodies) {
		return false
	}
	for i, sum := range p.book.bodies {
		if sha256.Sum256(entries[i].Body) != sum {
			return false
		}
	}
	return true
}
