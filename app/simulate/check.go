package simulate

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"outpost/store"
)

// verify holds the open ledger against the book, and lets it verify itself.
func (p *epoch) verify(ctx context.Context) {
	if p.wrong != nil {
		return
	}
	p.mend()
	p.work.all()
	if err := p.ledger.CatchUp(ctx); err != nil {
		p.fail("the second copy cannot be brought up: %w", err)
	}
	p.observe(&op{what: "opening", opens: true, takes: kinds(), settles: true}, true)
	p.people.in = map[string]store.Actor{}
	v, err := p.ledger.Verify(ctx)
	p.tally.Verified++
	switch {
	case err != nil:
		p.fail("the ledger cannot be verified: %w", err)
	case !v.OK:
		p.fail("the ledger does not verify: %+v", v.Wrong)
	case v.Entries != p.book.head.Seq || v.Copied != v.Entries || v.Head != p.book.head.Hash.String():
		p.fail("the ledger has %d entries, its copy %d, the book %d; heads %s and %s", v.Entries, v.Copied, p.book.head.Seq, v.Head, p.book.head.Hash)
	}
	p.compare(ctx)
	p.struckWhole, p.hung = p.disk.Struck(), false
}

// compare holds what the ledger says of itself against the book.
func (p *epoch) compare(ctx context.Context) {
	if p.wrong != nil {
		return
	}
	backlog, err := p.ledger.Backlog(ctx)
	if err == nil {
		if want := p.book.states(); !maps.Equal(want, backlog.ByState) {
			err = fmt.Errorf("the outbox has %v, the book %v", backlog.ByState, want)
		}
	}
	if mode := p.ledger.Mode(); mode != p.book.mode {
		err = errors.Join(err, fmt.Errorf("the mode is %s, by the book %s", mode, p.book.mode))
	}
	err = errors.Join(err, p.sameShift(), p.sameReport(ctx), p.sameBills(ctx), p.sameNumbers(ctx))
	if err != nil {
		p.fail("%w", err)
	}
}

// sameReport adds the open shift up on both sides.
func (p *epoch) sameReport(ctx context.Context) error {
	s := p.ledger.Shift()
	if s.ID == "" {
		return nil
	}
	r, err := p.ledger.ShiftReport(ctx, s)
	if err != nil {
		return err
	}
	return p.book.reported(r)
}

// sameBills holds some receipts of the ledger against the book.
func (p *epoch) sameBills(ctx context.Context) error {
	for range min(4, len(p.book.bills)) {
		want := p.bill()
		got, err := p.ledger.Receipt(ctx, want.Number)
		switch {
		case err != nil:
			return err
		case got.Receipt.ID != want.ID || got.Receipt.Total != want.Total || got.Receipt.Settled().Total != want.Settled().Total || got.Receipt.Printed != want.prints ||
			(got.Receipt.Void != nil) != want.voided || want.voided && got.Receipt.Void.Reason == "" || got.State != want.state || got.HISNumber != want.number || got.Attempts != want.attempts:
			return fmt.Errorf("receipt %s is %+v, by the book %+v", want.Number, got, want)
		}
	}
	return nil
}

// sameNumbers accounts for every number that was taken out.
func (p *epoch) sameNumbers(ctx context.Context) error {
	if p.book.missing() > 0 {
		return nil // what became of some stands in a former ledger
	}
	accounts, err := p.ledger.RangeAccounts(ctx)
	if err != nil {
		return err
	}
	if len(accounts) != len(p.book.ranges) {
		return fmt.Errorf("the ledger has %d ranges, the book %d", len(accounts), len(p.book.ranges))
	}
	for _, a := range accounts {
		if err := p.book.accounts(a); err != nil {
			return err
		}
	}
	return nil
}
