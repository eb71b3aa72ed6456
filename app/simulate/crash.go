package simulate

import (
	"context"
	"errors"

	"outpost/app/simulate/faultdisk"
	"outpost/store"
	"outpost/store/journal"
)

// cutPower is a power cut between two actions.
func (p *epoch) cutPower(ctx context.Context) {
	p.disk.CutPower()
	p.crashed(ctx, true)
}

// kill ends the program without its leave; what it wrote is there.
func (p *epoch) kill(ctx context.Context) {
	p.crashed(ctx, false)
}

// restart closes the program and starts it again.
func (p *epoch) restart(ctx context.Context) {
	p.tell("closed and started again")
	p.leave()
	p.tally.Disk["clean restarts"]++
	p.start(ctx)
	p.verify(ctx)
}

// leave closes the ledger as well as it can be closed.
func (p *epoch) leave() {
	if p.reader != nil {
		_ = p.reader.close() // it only reads
		p.reader = nil
	}
	if p.ledger == nil {
		return
	}
	if err := p.ledger.Close(); errors.Is(err, journal.ErrCopy) { // the copy's disk hung
		p.work.hangs = false
		p.work.all()
		if err = p.ledger.Close(); err != nil {
			p.fail("the ledger does not close: %w", err)
		}
	}
	p.ledger = nil
	p.work.tasks = nil
}

// crashed lets go of a ledger whose program has ended, and starts again.
func (p *epoch) crashed(ctx context.Context, power bool) {
	p.tally.Crashes++
	if power {
		p.tell("power cut")
	} else {
		p.tell("killed")
		p.tally.Disk["killed programs"]++
		p.disk.Restart()
		if !p.stick.out { // a dead program writes no stick
			p.disk.TakeOut(p.usb())
		}
	}
	both := p.bothWhole()
	p.leave()
	if !p.stick.out {
		p.disk.PutIn(p.usb())
	}
	if power {
		p.disk.Reboot()
	}
	p.mend()
	switch {
	case both && p.book.missing() == 0 && p.chance(8):
		p.loseFiles()
	case both && p.chance(4) && p.rot(ctx):
		return
	}
	p.start(ctx)
	p.verify(ctx)
	if p.chance(6) {
		p.stickHolds(ctx)
	}
}

// bothWhole says whether database and second copy each hold everything that was
// acknowledged, on the disk itself: no disk failed since both were verified.
func (p *epoch) bothWhole() bool {
	if p.ledger == nil || p.struckWhole != p.disk.Struck() {
		return false
	}
	st := p.ledger.Copy()
	return st.Whole || st.Behind < 0
}

// loseFiles takes the database or the second copy away.
func (p *epoch) loseFiles() {
	lost := p.copies()
	if p.chance(2) {
		lost = p.data()
	}
	p.tell("%s is lost", lost)
	p.tally.Disk["lost files"]++
	p.disk.Drop(lost)
}

// start opens the ledger, through further power cuts.
func (p *epoch) start(ctx context.Context) {
	for p.wrong == nil {
		if p.chance(8) {
			p.disk.Arm(faultdisk.Armed{Fault: faultdisk.PowerCut, After: p.random.IntN(40), Times: 1})
		}
		l, err := store.Open(ctx, p.data(), p.options())
		p.tally.Opened++
		p.calm()
		if !p.disk.Dead() {
			if store.Full(err) && p.lasting.any() { // somebody makes room
				p.tell("no room to start: %v", err)
				p.mend()
				continue
			}
			if p.ledger = l; err != nil {
				p.fail("the ledger does not open: %w", err)
			}
			if p.replicate(ctx); !p.disk.Dead() {
				return
			}
		}
		p.tell("power cut while starting (%v)", err)
		p.tally.Crashes++
		p.ledger = l
		p.leave()
		p.disk.Reboot()
	}
}
