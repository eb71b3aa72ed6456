package simulate

import (
	"context"
	"fmt"

	"outpost/receipts"
	"outpost/store"
)

// reckon is the end of an epoch: the disks and the HIS are well, everything is
// entered and decided, the shift is closed, and each receipt stands in the HIS
// once, or a person's decision or a void says why it does not.
func (p *epoch) reckon(ctx context.Context) {
	p.mend()
	p.his.land()
	p.his.well, p.quiet = true, true
	p.putIn()
	for p.wrong == nil && p.book.unjoined() {
		p.join(ctx)
	}
	for round := 0; round < 6 && p.wrong == nil && p.open() > 0; round++ {
		p.reenter(ctx)
		for _, r := range p.book.bills {
			for try := 0; !r.state.Final() && p.wrong == nil && try < 20; try++ {
				p.decideOn(ctx, r)
			}
		}
	}
	for p.wrong == nil && p.book.shift.id != "" {
		p.closeShift(ctx)
	}
	p.verify(ctx)
	p.bringUp(ctx)
	if p.chance(3) {
		p.stickHolds(ctx)
	}
	if err := p.book.everyNumber(); err != nil {
		p.fail("%w", err)
	}
	for _, r := range p.book.bills {
		if err := p.accounted(r); err != nil {
			p.fail("%w", err)
		}
	}
}

// open counts the receipts that are not settled with the HIS.
func (p *epoch) open() (n int) {
	for _, r := range p.book.bills {
		if !r.state.Final() {
			n++
		}
	}
	return n
}

// accounted says whether a receipt stands in the HIS as its state says.
func (p *epoch) accounted(r *bill) error {
	there := p.his.holds(r.ID)
	sent := p.his.bills[r.ID] // what a person entered by hand the till cannot know of
	switch {
	case !r.state.Final():
		return fmt.Errorf("receipt %s is %s at the end", r.Number, r.state)
	case (r.state == store.Voided || r.state == store.Refunded) && sent != nil:
		return fmt.Errorf("receipt %s was taken back and stands in the HIS as %s", r.Number, sent.record.Number)
	case r.state == store.Confirmed && (there == nil || !there.whole || there.record.Total != r.Settled().Total || there.times != 1):
		return fmt.Errorf("receipt %s is confirmed and stands in the HIS as %+v", r.Number, there)
	case r.Kind == receipts.KindRed:
	case r.state == store.ByHand && r.decision.Verdict == store.VerdictLinked && (there == nil || there.record.Number != r.number):
		return fmt.Errorf("receipt %s is linked to %s and stands in the HIS as %+v", r.Number, r.number, there)
	}
	return nil
}
