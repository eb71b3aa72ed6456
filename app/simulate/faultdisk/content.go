package faultdisk

import "bytes"

// content is a file's bytes. Those from len(b) to size are zeros that nobody has
// to keep: the second copy writes a megabyte of them ahead.
type content struct {
	b    []byte
	size int64
}

// change is one write: of data, of zeros, or a cut to the length at where cut is
// set.
type change struct {
	at    int64
	data  []byte
	zeros int64
	cut   bool
}

// largest is the most zeros that are looked for in one write, in bytes.
const largest = 1 << 20

var zeros [largest]byte // never written

// written is the change that a write of p makes.
func written(p []byte, at int64) change {
	if len(p) > 1<<16 && len(p) <= largest && bytes.Equal(p, zeros[:len(p)]) {
		return change{at: at, zeros: int64(len(p))}
	}
	return change{at: at, data: append(make([]byte, 0, len(p)), p...)}
}

// end is where the change ends.
func (c change) end() int64 { return c.at + int64(len(c.data)) + c.zeros }

// do makes the change.
func (f *content) do(c change) {
	switch {
	case c.cut:
		f.resize(c.at)
		return
	case c.end() > f.size:
		f.resize(c.end())
	}
	if c.zeros > 0 {
		if c.at < int64(len(f.b)) {
			clear(f.b[c.at:min(c.end(), int64(len(f.b)))])
		}
		return
	}
	if c.end() > int64(len(f.b)) {
		f.keep(c.end())
	}
	copy(f.b[c.at:], c.data)
}

// resize cuts a file or fills it up with zeros.
func (f *content) resize(size int64) {
	f.size = size
	if size < int64(len(f.b)) {
		f.b = f.b[:size]
	}
}

// keep holds the first n bytes in memory.
func (f *content) keep(n int64) {
	was := len(f.b)
	if n <= int64(cap(f.b)) {
		f.b = f.b[:n]
		clear(f.b[was:])
		return
	}
	grown := make([]byte, n, n+n/4)
	copy(grown, f.b)
	f.b = grown
}

// readAt copies from a place on and returns how many bytes there were.
func (f *content) readAt(into []byte, from int64) int {
	if from >= f.size {
		return 0
	}
	n := int(min(int64(len(into)), f.size-from))
	kept := 0
	if from < int64(len(f.b)) {
		kept = copy(into[:n], f.b[from:])
	}
	clear(into[kept:n])
	return n
}

// all is a copy of every byte.
func (f *content) all() []byte {
	out := make([]byte, f.size)
	copy(out, f.b)
	return out
}

// clone shares nothing with f.
func (f *content) clone() content { return content{bytes.Clone(f.b), f.size} }
