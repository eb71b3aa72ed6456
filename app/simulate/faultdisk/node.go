package faultdisk

import "math/rand/v2"

// sector is what a disk writes whole or not at all, in bytes.
const sector = 512

// node is a file's content: as programs see it, and as a power cut would leave
// it.
type node struct {
	data     []byte   // with everything written, as in the page cache
	safe     []byte   // surely on the disk
	unsynced []change // written since, not surely on the disk
	scratch  bool     // a file of SQLite's own that no power cut leaves

	locks
	shm *sharedMemory
}

// change is one write, or a cut to a length where data is nil.
type change struct {
	at   int64
	data []byte
}

func (c change) on(content []byte) []byte {
	if c.data == nil {
		return resize(content, c.at)
	}
	if end := c.at + int64(len(c.data)); end > int64(len(content)) {
		content = resize(content, end)
	}
	copy(content[c.at:], c.data)
	return content
}

// resize cuts a content or fills it up with zeros.
func resize(content []byte, size int64) []byte {
	if size <= int64(len(content)) {
		return content[:size]
	}
	if size <= int64(cap(content)) {
		was := len(content)
		content = content[:size]
		clear(content[was:])
		return content
	}
	grown := make([]byte, size, size+size/4)
	copy(grown, content)
	return grown
}

func (n *node) write(p []byte, at int64) {
	c := change{at: at, data: append(make([]byte, 0, len(p)), p...)}
	n.data = c.on(n.data)
	if !n.scratch {
		n.unsynced = append(n.unsynced, c)
	}
}

func (n *node) truncate(size int64) {
	c := change{at: size}
	n.data = c.on(n.data)
	if !n.scratch {
		n.unsynced = append(n.unsynced, c)
	}
}

// sync makes everything written safe.
func (n *node) sync() {
	for _, c := range n.unsynced {
		n.safe = c.on(n.safe)
	}
	n.unsynced = nil
}

// forget is what Linux does after a failed fsync: what was written is still read
// back, but counts as written and never reaches the disk by a later fsync.
func (n *node) forget() { n.unsynced = nil }

// cut is the content after a power cut. lost says whether anything written was
// lost.
func (n *node) cut(random *rand.Rand) (content []byte, lost bool) {
	content = n.safe
	if len(n.unsynced) == 0 {
		return content, false
	}
	switch random.IntN(4) {
	case 0: // nothing more reached the disk
		return content, true
	case 1: // everything did
		for _, c := range n.unsynced {
			content = c.on(content)
		}
		return content, false
	case 2: // all up to some point, the last one in part
		k := random.IntN(len(n.unsynced))
		for _, c := range n.unsynced[:k] {
			content = c.on(content)
		}
		return n.unsynced[k].inPart(content, random), true
	}
	for _, c := range n.unsynced { // in any order: each wholly, in part or not at all
		switch random.IntN(3) {
		case 0:
			content = c.on(content)
		case 1:
			content = c.inPart(content, random)
		}
	}
	return content, true
}

// inPart keeps some sectors of a write.
func (c change) inPart(content []byte, random *rand.Rand) []byte {
	if c.data == nil {
		return content
	}
	for from := int64(0); from < int64(len(c.data)); {
		to := min(int64(len(c.data)), (c.at+from)/sector*sector+sector-c.at)
		if random.IntN(2) == 0 {
			content = change{c.at + from, c.data[from:to]}.on(content)
		}
		from = to
	}
	return content
}
