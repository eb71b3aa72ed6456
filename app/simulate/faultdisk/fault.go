package faultdisk

import "strings"

// Fault is a way in which a disk fails.
type Fault string

// The faults.
const (
	// FailedSync: an fsync reports an error; what it should have kept is kept by
	// the next one.
	FailedSync Fault = "failed fsync"
	// LostSync: an fsync reports an error, and what it should have kept is never
	// written, though it is still read back until the power goes.
	LostSync Fault = "failed fsync that loses data"
	// TornWrite: a part of a write lands, then it reports an error.
	TornWrite Fault = "torn write"
	// ErrorAfter: a write or fsync is carried out whole and reports an error.
	ErrorAfter Fault = "error after commit"
	// Full: nothing that makes a file longer is taken.
	Full Fault = "full disk"
	// PowerCut: from then on nothing answers, until Reboot.
	PowerCut Fault = "power cut"
	// LostData is not armed: it counts power cuts that lost unsynced data.
	LostData Fault = "lost unsynced data"
	// TakenOut is not armed either: it counts sticks that were taken out, and
	// answers whoever has a file on one open.
	TakenOut Fault = "stick taken out"
)

// Armed is a fault that waits for its moment.
type Armed struct {
	Fault Fault
	// Under is the beginning of the paths that it hits; empty means all.
	Under string
	// After is how many calls that it could hit are let through first.
	After int
	// Times is how often it hits; negative means until Disarm.
	Times int
}

// action is what a program asks of the disk.
type action int

const (
	writing action = iota // inside the file
	growing               // beyond its end
	syncing
	naming // create, rename, remove
)

// hits says whether the fault can hit such a call at all.
func (f Fault) hits(a action) bool {
	switch f {
	case FailedSync, LostSync:
		return a == syncing
	case TornWrite:
		return a == writing || a == growing
	case ErrorAfter:
		return a != naming
	case Full:
		return a == growing
	case PowerCut:
		return true
	}
	return false
}

// Arm adds a fault.
func (d *Disk) Arm(a Armed) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.armed = append(d.armed, &a)
}

// Disarm takes every fault back that has not hit; a power that was cut stays so.
func (d *Disk) Disarm() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.armed = nil
}

// Hits counts the faults that hit since the disk was made.
func (d *Disk) Hits() map[Fault]int {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := make(map[Fault]int, len(d.hits))
	for f, n := range d.hits {
		all[f] = n
	}
	return all
}

// Calls counts the writing calls that the disk has taken.
func (d *Disk) Calls() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.calls
}

// strikes returns the fault that hits this call; empty for none. The caller
// holds d.mu.
func (d *Disk) strikes(path string, a action) Fault {
	if d.cut {
		return PowerCut
	}
	if len(d.out) > 0 && d.away(path) {
		return TakenOut
	}
	d.calls++
	for _, f := range d.armed {
		if !f.Fault.hits(a) || !strings.HasPrefix(path, f.Under) {
			continue
		}
		if f.After > 0 {
			f.After--
			continue
		}
		if f.Times == 0 {
			continue
		}
		if f.Times > 0 {
			f.Times--
		}
		d.hits[f.Fault]++
		d.cut = d.cut || f.Fault == PowerCut
		return f.Fault
	}
	return ""
}

// Struck counts the faults that hit, but for power cuts, sticks taken out and what
// they lost.
func (d *Disk) Struck() (n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for f, k := range d.hits {
		if f != PowerCut && f != LostData && f != TakenOut {
			n += k
		}
	}
	return n
}
