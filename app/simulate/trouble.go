package simulate

import (
	"time"

	"outpost/app/simulate/faultdisk"
)

// lasting are the troubles that outlast an action.
type lasting struct {
	armed []faultdisk.Armed
	left  int // actions until it is mended
	hang  int // actions until the second copy's disk answers again
}

func (l *lasting) any() bool { return len(l.armed) > 0 }

// passes counts an action down.
func (l *lasting) passes(p *epoch) {
	if l.left > 0 {
		if l.left--; l.left == 0 {
			p.mend()
		}
	}
	if l.hang > 0 {
		if l.hang--; l.hang == 0 {
			p.work.hangs = false
		}
	}
}

// mend ends every trouble of the disks.
func (p *epoch) mend() {
	p.lasting = lasting{}
	p.work.hangs = false
	p.disk.Disarm()
}

// trouble may make the disk fail during the next call, more often where that
// matters most.
func (p *epoch) trouble(o *op) {
	cut, fail := 100, 30
	if o.risky {
		cut, fail = 10, 5
	}
	switch {
	case p.quiet:
	case o.risky && o.most > 1 && p.chance(4): // between its entries
		p.disk.Arm(faultdisk.Armed{Fault: faultdisk.PowerCut, Under: p.copies(), After: p.random.IntN(2), Times: 1})
	case p.chance(cut):
		p.disk.Arm(faultdisk.Armed{Fault: faultdisk.PowerCut, After: p.random.IntN(24), Times: 1})
	case p.chance(fail):
		p.failOnce()
	}
}

// failOnce makes one or two calls of a disk fail.
func (p *epoch) failOnce() {
	a := faultdisk.Armed{
		Fault: pick(p, []faultdisk.Fault{faultdisk.FailedSync, faultdisk.LostSync, faultdisk.TornWrite, faultdisk.ErrorAfter, faultdisk.Full}),
		Under: pick(p, []string{p.data(), p.data(), p.copies()}), After: p.random.IntN(10), Times: 1 + p.random.IntN(2),
	}
	if a.Under == p.copies() {
		a.After = p.random.IntN(3)
	}
	p.disk.Arm(a)
	if p.chance(6) { // the power goes while the till still deals with it
		p.disk.Arm(faultdisk.Armed{Fault: faultdisk.PowerCut, After: p.random.IntN(60), Times: 1})
	}
}

// calm takes back what did not hit.
func (p *epoch) calm() {
	p.disk.Disarm()
	for _, a := range p.lasting.armed {
		p.disk.Arm(a)
	}
}

// breakDisk makes a disk fail for some time.
func (p *epoch) breakDisk() {
	if p.lasting.any() {
		return
	}
	p.lasting.left = 5 + p.random.IntN(40)
	a := faultdisk.Armed{Under: p.copies(), Times: -1, Fault: pick(p, []faultdisk.Fault{faultdisk.FailedSync, faultdisk.TornWrite, faultdisk.Full, faultdisk.ErrorAfter})}
	if p.chance(5) {
		a.Under, a.Fault, p.lasting.left = "", faultdisk.Full, 1+p.random.IntN(6)
	}
	p.tell("%s under %q from now on", a.Fault, a.Under)
	p.lasting.armed = []faultdisk.Armed{a}
	p.calm()
}

// hangCopy makes the second copy's disk answer nothing for some time.
func (p *epoch) hangCopy() {
	p.tell("the second copy's disk hangs from now on")
	p.work.hangs, p.hung, p.lasting.hang = true, true, 1+p.random.IntN(15)
}

// jump sets the clock wrong, or right again.
func (p *epoch) jump() {
	by := pick(p, []time.Duration{-time.Hour, time.Hour, -24 * time.Hour, 3 * 24 * time.Hour, -11 * 365 * 24 * time.Hour, time.Minute, -time.Second})
	p.tell("the clock jumps by %s", by)
	p.tally.Disk["clock jumps"]++
	p.clock.now = p.clock.now.Add(by)
	if year := p.clock.now.Year(); year < 2010 || year > 2040 {
		p.clock.now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	}
}
