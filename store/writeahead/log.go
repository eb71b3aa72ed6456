// Package writeahead reads SQLite's write-ahead log without SQLite, by its file
// format (https://sqlite.org/fileformat2.html, "The Write-Ahead Log"). SQLite ends
// the log at the first frame that does not verify, drops every transaction behind
// it and says nothing; this package says where a log ends because it was written
// that far, and where because a byte in it was changed.
package writeahead

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

const (
	headerSize      = 32
	frameHeaderSize = 24
	magic           = 0x377f0682 // with the last bit set, checksums are of big-endian words
	version         = 3007000
)

// Log is what stands in a write-ahead log's file.
type Log struct {
	raw      []byte
	pageSize int
	salts    []byte
	order    binary.ByteOrder
	frames   []frame
	// headless: the log's own header was changed, so that SQLite drops all of it.
	headless bool
	// end is how many frames SQLite takes, from the first on.
	end int
}

// frame is one page as a transaction wrote it.
type frame struct {
	page   uint32
	commit uint32 // the database's size in pages where it ends a transaction, else 0
	whole  bool   // what it says is what was written
	ours   bool   // it is of this log, not of one before it in the same file
}

// Read looks at a log. pageSize is that of its database, used where the log's own
// header does not say it.
func Read(raw []byte, pageSize int) Log {
	l := Log{raw: raw, pageSize: pageSize, order: binary.LittleEndian}
	if len(raw) < headerSize || !isPageSize(pageSize) {
		return l
	}
	seeds := l.readHeader()
	if !isPageSize(l.pageSize) {
		return l
	}
	if l.walk(seeds); l.headless && !l.begun() { // which order of bytes it has, its header said
		other := l
		if other.order, other.frames = binary.BigEndian, nil; l.order == binary.BigEndian {
			other.order = binary.LittleEndian
		}
		if other.walk(other.readSeeds()); other.begun() {
			l = other
		}
	}
	for n := len(l.frames); n > 0 && !l.frames[n-1].ours; n-- {
		l.frames = l.frames[:n-1]
	}
	return l
}

func isPageSize(n int) bool { return n >= 512 && n <= 65536 && n&(n-1) == 0 }

type sum [2]uint32

var noSalts [8]byte

// readHeader reads the log's header and returns what its first frame's checksum may
// follow from: one sum, or two where the header was changed.
func (l *Log) readHeader() []sum {
	h := l.raw[:headerSize]
	if h[3]&1 == 1 {
		l.order = binary.BigEndian
	}
	l.salts = h[16:24]
	seeds := l.readSeeds()
	if seeds[0] == seeds[1] && binary.BigEndian.Uint32(h)&^1 == magic {
		l.pageSize = int(binary.BigEndian.Uint32(h[8:]))
		return seeds[:1]
	}
	l.headless = true
	if at := l.at(0); at != nil {
		l.salts = at[8:16]
	}
	return seeds
}

// readSeeds are the checksum of the log's header as it stands there and as it must
// be.
func (l *Log) readSeeds() []sum {
	return []sum{storedSum(l.raw[24:headerSize]), l.checksum(sum{}, l.raw[:24])}
}

// begun says whether the first frame follows from the log's header.
func (l *Log) begun() bool { return len(l.frames) > 0 && l.frames[0].whole }

// at is the frame i with its page; nil behind the last whole one in the file.
func (l *Log) at(i int) []byte {
	size := frameHeaderSize + l.pageSize
	from := headerSize + i*size
	if from+size > len(l.raw) {
		return nil
	}
	return l.raw[from : from+size]
}

// walk reads every frame. A frame is whole where its checksum follows from that of
// the frame before it, as it stands there or as it must be.
func (l *Log) walk(seeds []sum) {
	taken := !l.headless
	for i := 0; ; i++ {
		raw := l.at(i)
		if raw == nil {
			return
		}
		salted, stored := bytes.Equal(raw[8:16], l.salts) && !bytes.Equal(l.salts, noSalts[:]), storedSum(raw[16:24])
		follows := salted || i == 0 || l.frames[i-1].ours // frames of a former log follow from each other too
		f := frame{page: binary.BigEndian.Uint32(raw), commit: binary.BigEndian.Uint32(raw[4:]), ours: salted}
		next := []sum{stored}
		for n, seed := range seeds {
			got := l.checksum(l.checksum(seed, raw[:8]), raw[frameHeaderSize:])
			if n == 0 {
				next = append(next, got)
			}
			if got != stored || f.page == 0 || !follows {
				continue
			}
			f.whole, f.ours, next = true, true, next[:1]
			if n == 1 && i > 0 { // only the checksum of the one before was changed
				l.frames[i-1].whole, l.frames[i-1].ours = true, true
			}
			break
		}
		if taken = taken && f.whole && salted && len(seeds) == 1; taken {
			l.end = i + 1
		}
		l.frames, seeds = append(l.frames, f), next
	}
}

// checksum continues a log's checksum over whole words of eight bytes.
func (l *Log) checksum(s sum, b []byte) sum {
	swap := l.order == binary.BigEndian
	for ; len(b) >= 8; b = b[8:] {
		x, y := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])
		if swap {
			x, y = bits.ReverseBytes32(x), bits.ReverseBytes32(y)
		}
		s[0] += x + s[1]
		s[1] += y + s[0]
	}
	return s
}

func storedSum(b []byte) sum {
	return sum{binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])}
}
