package simulate

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"

	"outpost/app/simulate/faultdisk"
	"outpost/store"
	"outpost/store/journal"
)

// stick is a further copy on a stick that goes away and comes back, behind by
// what was written meanwhile.
type stick struct {
	out bool
	// claimed is the last entry that the ledger said is surely on it.
	claimed int64
}

// further is what the settings say of further copies.
func (p *epoch) further() []store.FurtherCopy {
	return []store.FurtherCopy{{Name: "stick", Folder: p.usb()}}
}

// replicate begins to keep the stick's copy; what only it holds is taken over.
func (p *epoch) replicate(ctx context.Context) {
	if p.wrong != nil || p.ledger == nil || p.disk.Dead() {
		return
	}
	if err := p.ledger.Replicate(ctx, p.further()); err != nil && !p.disk.Dead() {
		p.fail("the stick's copy cannot be begun: %w", err)
	}
	p.claims(ctx)
}

// useStick takes the stick out, puts it in, or brings it up.
func (p *epoch) useStick(ctx context.Context) {
	switch {
	case p.stick.out && p.chance(2):
		p.putIn()
	case p.stick.out && p.chance(2):
	case p.chance(5) && !p.stick.out:
		p.tell("the stick is taken out")
		p.disk.TakeOut(p.usb())
		p.stick.out = true
	}
	p.bringUp(ctx)
}

func (p *epoch) putIn() {
	if !p.stick.out {
		return
	}
	p.tell("the stick is put in")
	p.disk.PutIn(p.usb())
	p.stick.out = false
}

// bringUp brings the stick up, perhaps with faults of its own, and holds what the
// ledger then says of it against the book.
func (p *epoch) bringUp(ctx context.Context) {
	if p.ledger == nil || p.wrong != nil || p.disk.Dead() {
		return
	}
	p.tally.Rescue["stick brought up"]++
	hit := false
	o := &op{what: "bringing the stick up", free: true, takes: kinds()}
	_ = p.try(ctx, o, func(ctx context.Context) error {
		if !p.quiet && p.chance(4) {
			p.disk.Arm(faultdisk.Armed{
				Fault: pick(p, []faultdisk.Fault{faultdisk.FailedSync, faultdisk.LostSync, faultdisk.TornWrite, faultdisk.ErrorAfter, faultdisk.Full}),
				Under: p.usb(), After: p.random.IntN(4), Times: 1 + p.random.IntN(2),
			})
		}
		struck := p.disk.Struck()
		err := p.ledger.BringCopiesUp(ctx)
		hit = p.disk.Struck() > struck
		switch {
		case err == nil || p.disk.Dead():
		case p.stick.out && errors.Is(err, journal.ErrAway):
		case !hit && !p.lasting.any():
			p.fail("the stick is not brought up: %w", err)
		default:
			p.tell("bringing the stick up: %v", err)
		}
		return nil
	})
	st := p.claims(ctx)
	switch {
	case st == nil:
	case p.stick.out:
		if !st.Away {
			p.fail("the stick is out, and the ledger says that it is there: %+v", st)
		}
	case hit:
		p.stickHolds(ctx)
	case !p.lasting.any() && (st.Behind != 0 || st.Err != nil):
		p.fail("the stick was brought up and lacks %d entries: %v", st.Behind, st.Err)
	}
}

// claims keeps what the ledger says of the stick; nil where nobody can ask.
func (p *epoch) claims(ctx context.Context) *store.CopyState {
	if p.ledger == nil || p.wrong != nil || p.disk.Dead() {
		return nil
	}
	all, err := p.ledger.Copies(ctx)
	if err != nil || len(all) != 2 {
		if p.lasting.any() {
			return nil
		}
		p.fail("the copies are %+v: %v", all, err)
		return nil
	}
	st := all[1]
	head := p.ledger.Head().Seq
	if st.Seq > head || st.Behind != head-st.Seq {
		p.fail("the stick holds %d of %d entries and lacks %d", st.Seq, head, st.Behind)
	}
	p.stick.claimed = st.Seq
	return &st
}

// stickHolds looks whether everything that is claimed to be on the stick is there
// as the book has it.
func (p *epoch) stickHolds(ctx context.Context) {
	if p.wrong != nil || p.disk.Dead() || p.stick.out || p.stick.claimed == 0 {
		return
	}
	p.tally.Rescue["stick read"]++
	id := p.ledger.Identity()
	held := int64(0)
	var other error
	want := func(e journal.Entry) bool { return e.Seq <= p.stick.claimed }
	err := journal.Pieces(ctx, p.disk, journal.Sources{Copies: []string{filepath.Join(p.usb(), id.Ledger)}}, id.Ledger, id.PublicKey, want, func(e journal.Entry) error {
		switch {
		case e.Seq != held+1:
		case sha256.Sum256(e.Body) != p.book.bodies[e.Seq-1]:
			other = errors.Join(other, fmt.Errorf("entry %d on the stick is another", e.Seq))
		default:
			held++
		}
		return nil
	})
	if err = errors.Join(err, other); err != nil || held < p.stick.claimed {
		p.fail("the stick is said to hold %d entries, and holds %d: %v", p.stick.claimed, held, err)
	}
}
