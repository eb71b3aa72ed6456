package simulate

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"

	"outpost/app/simulate/faultdisk"
	"outpost/receipts"
	"outpost/store"
)

// mostAsides is how many ledgers are set aside in one epoch at most.
const mostAsides = 2

// ruin damages entries so that the ledger does not verify. Nobody restores it:
// somebody at the window sets it aside and charges on in a new one.
func (p *epoch) ruin(ctx context.Context) {
	if p.quiet || p.asides == mostAsides || len(p.book.bills) < 3 {
		return
	}
	p.restart(ctx)
	p.bringUp(ctx)
	if p.disk.Dead() || p.wrong != nil || p.book.rest != nil {
		return
	}
	was := p.ledger.Identity().Ledger
	onStick := !p.stick.out && p.stick.claimed == p.book.head.Seq
	p.leave()
	if p.damage(onStick) {
		p.setAside(ctx)
	}
	p.start(ctx)
	if p.wrong == nil && p.ledger.Identity().Ledger != was {
		p.asides++
		p.tally.Rescue["ledgers set aside"]++
		p.book, p.backup = p.book.next(), backup{}
		o := &op{what: "founding anew", takes: kinds("founded", "joined", "range forward", "settings"), most: 1 << 30, settles: true, opens: true}
		p.observe(o, true)
		p.book.carrying = false
	}
	p.verify(ctx)
}

// damage turns bits over in receipts, each of which still stands whole in the
// database, in the second copy or on the stick.
func (p *epoch) damage(onStick bool) bool {
	one, other := p.victim(), p.victim()
	if one == nil {
		return false
	}
	db := []string{filepath.Join(p.data(), "ledger.db")}
	var copied []string
	names, _ := p.disk.ReadDir(p.copies())
	for _, name := range names {
		copied = append(copied, filepath.Join(p.copies(), name))
	}
	hit := p.flipIn(db, one.ID)
	switch p.random.IntN(3) {
	case 0:
		if onStick && hit && p.flipIn(copied, one.ID) {
			p.tally.Rescue["entries on the stick alone"]++
			p.tell("%s stands on the stick alone", one.Number)
		}
	case 1:
		if other != one {
			p.flipIn(copied, other.ID)
		}
	}
	p.tell("a bit of %s in the database is turned over (%t)", one.Number, hit)
	return hit
}

// victim is a receipt of this ledger's own that was sold.
func (p *epoch) victim() *bill {
	for range 8 {
		r := pick(p, p.book.bills)
		if r.Kind == receipts.KindSale && !r.Paper && p.book.origins[r.ID].kind == "sale" {
			return r
		}
	}
	return nil
}

// flipIn turns a bit over in the entry that sold a receipt, in one of the files.
func (p *epoch) flipIn(paths []string, id string) bool {
	for _, path := range paths {
		raw, err := p.disk.ReadFile(path)
		at := bytes.LastIndex(raw, []byte(`{"receipt":{"id":"`+id+`"`))
		if err != nil || at < 0 {
			continue
		}
		p.disk.Flip(path, int64(min(at+18+p.random.IntN(500), len(raw)-1)), p.random.IntN(8))
		return true
	}
	return false
}

// setAside sets the ledger aside, through power cuts; one that verifies stays.
func (p *epoch) setAside(ctx context.Context) {
	req := store.AsideRequest{Why: "it does not verify", Further: func(store.Settings) []store.FurtherCopy { return p.further() }, Fallback: founding()}
	if n := p.book.head.Totals.Receipts; n > 0 && p.chance(2) {
		req.OnPaper = number(n)
	}
	for p.wrong == nil {
		if p.chance(3) {
			p.disk.Arm(faultdisk.Armed{Fault: faultdisk.PowerCut, After: p.random.IntN(300), Times: 1})
		}
		done, err := store.SetAside(ctx, p.data(), req, p.options())
		p.calm()
		switch {
		case p.disk.Dead():
			p.tell("power cut while it is set aside (%v)", err)
			p.tally.Crashes++
			p.disk.Reboot()
			if p.chance(2) && p.opens(ctx) {
				return
			}
		case errors.Is(err, store.ErrSound):
			p.tell("not set aside: %v", err)
			return
		case err != nil:
			p.fail("the ledger cannot be set aside: %w", err)
		default:
			p.tell("set aside: %+v", done)
			return
		}
	}
}

// opens says whether the ledger that somebody starts verifies.
func (p *epoch) opens(ctx context.Context) bool {
	l, err := store.Open(ctx, p.data(), p.options())
	p.tally.Opened++
	if err != nil {
		p.tell("does not open: %v", err)
		return false
	}
	p.work.all()
	v, err := l.Verify(ctx)
	p.tally.Verified++
	if err2 := l.Close(); err != nil || err2 != nil {
		p.fail("a ledger that was just opened: %v, %v", err, err2)
	}
	p.work.tasks = nil
	return v.OK
}

// join brings in what was set aside.
func (p *epoch) join(ctx context.Context) {
	if !p.book.unjoined() {
		return
	}
	by, ok := p.as(ctx, supervisor)
	if !ok {
		return
	}
	var done store.Joined
	o := &op{what: "joining", must: mustDo, risky: true, most: 1 << 30, takes: kinds("joined", "former ledger joined")}
	err := p.try(ctx, o, func(ctx context.Context) (err error) {
		done, err = p.ledger.Join(ctx, by)
		return err
	})
	if err != nil || p.wrong != nil || p.disk.Dead() {
		return
	}
	p.tell("joined: %+v", done)
	if n := p.book.missing(); n > 0 && !p.stick.out {
		p.fail("%d entries of former ledgers are not joined, such as %+v", n, p.book.oneMissing())
	}
	if p.book.missing() == 0 {
		p.tally.Rescue["ledgers joined"]++
	}
	p.compare(ctx)
}
