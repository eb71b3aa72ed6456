package faultdisk

import "math/rand/v2"

// sector is what a disk writes whole or not at all, in bytes.
const sector = 512

// node is a file's content: as programs see it, and as a power cut would leave
// it.
type node struct {
	data     content  // with everything written, as in the page cache
	safe     content  // surely on the disk
	unsynced []change // written since, not surely on the disk
	scratch  bool     // a file of SQLite's own that no power cut leaves

	locks
	shm *sharedMemory
}

func (n *node) do(c change) {
	n.data.do(c)
	if !n.scratch {
		n.unsynced = append(n.unsynced, c)
	}
}

// sync makes everything written safe.
func (n *node) sync() {
	for _, c := range n.unsynced {
		n.safe.do(c)
	}
	n.unsynced = nil
}

// forget is what Linux does after a failed fsync: what was written is still read
// back, but counts as written and never reaches the disk by a later fsync.
func (n *node) forget() { n.unsynced = nil }

// cut leaves in n.safe what stands after a power cut. lost says whether anything
// written was lost.
func (n *node) cut(random *rand.Rand) (lost bool) {
	if len(n.unsynced) == 0 {
		return false
	}
	switch random.IntN(4) {
	case 0: // nothing more reached the disk
		return true
	case 1: // everything did
		n.sync()
		return false
	case 2: // all up to some point, the last one in part
		k := random.IntN(len(n.unsynced))
		for _, c := range n.unsynced[:k] {
			n.safe.do(c)
		}
		n.safe.inPart(n.unsynced[k], random)
		return true
	}
	for _, c := range n.unsynced { // in any order: each wholly, in part or not at all
		switch random.IntN(3) {
		case 0:
			n.safe.do(c)
		case 1:
			n.safe.inPart(c, random)
		}
	}
	return true
}

// inPart keeps some sectors of a write: the first ones, or any.
func (f *content) inPart(c change, random *rand.Rand) {
	if random.IntN(2) == 0 && len(c.data) > 0 {
		end := c.at + int64(random.IntN(len(c.data)+1))
		if end = end / sector * sector; end > c.at {
			f.do(change{at: c.at, data: c.data[:end-c.at]})
		}
		return
	}
	for from := int64(0); from < int64(len(c.data)); {
		to := min(int64(len(c.data)), (c.at+from)/sector*sector+sector-c.at)
		if random.IntN(2) == 0 {
			f.do(change{at: c.at + from, data: c.data[from:to]})
		}
		from = to
	}
}
