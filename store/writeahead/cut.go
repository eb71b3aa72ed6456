package writeahead

import (
	"encoding/binary"
	"fmt"
)

// Cut says whether the log was cut short by damage: behind the frame where SQLite
// ends it stands a transaction that another one follows, which no program begins
// before the first one is on disk. What a power cut leaves of the last transaction
// is none.
func (l Log) Cut() bool {
	if l.headless && l.begun() && l.Commits() > 0 {
		return true
	}
	for i := l.end; i+1 < len(l.frames); i++ {
		if l.ends(i) && l.frames[i+1].whole {
			return true
		}
	}
	return false
}

// ends says whether a transaction ends with the frame i, from where SQLite ends the
// log on. The frame where it does is believed that much: a changed byte in it lies
// elsewhere nearly always.
func (l Log) ends(i int) bool {
	return l.frames[i].commit > 0 && (l.frames[i].whole || i == l.end)
}

// Unsure says that the log ends in a piece of a transaction: a power cut in the
// middle of one leaves that, and so does damage in the last one.
func (l Log) Unsure() bool {
	if l.Cut() {
		return false
	}
	if l.end < len(l.frames) {
		return true
	}
	from := headerSize + len(l.frames)*(frameHeaderSize+l.pageSize)
	return len(l.raw) >= from+16 && len(l.raw) < from+frameHeaderSize+l.pageSize && string(l.raw[from+8:from+16]) == string(l.salts)
}

// Raw is the log's file as it was read.
func (l Log) Raw() []byte { return l.raw }

// Commits counts the ends of transactions from where SQLite ends the log.
func (l Log) Commits() (n int) {
	for i := l.end; i < len(l.frames); i++ {
		if l.ends(i) {
			n++
		}
	}
	return n
}

// Behind says in words where the log is cut and what stands behind it.
func (l Log) Behind() string {
	where := fmt.Sprintf("at frame %d", l.end+1)
	if l.headless {
		where = "at its beginning"
	}
	return fmt.Sprintf("the write-ahead log is damaged %s, with %d frames and the ends of %d transactions from there on", where, len(l.frames)-l.end, l.Commits())
}

// lastCommit is the number of the last frame that ends a transaction; -1 for none.
func (l Log) lastCommit() int {
	for i := len(l.frames) - 1; i >= 0; i-- {
		if f := l.frames[i]; f.whole && f.commit > 0 {
			return i
		}
	}
	return -1
}

// Lost counts the damaged frames whose pages no later frame holds: what they said
// stands nowhere in the log.
func (l Log) Lost() (n int) {
	last := l.lastCommit()
	later := map[uint32]bool{}
	for i := len(l.frames) - 1; i >= 0; i-- {
		switch f := l.frames[i]; {
		case !f.whole && (i > last || !later[f.page]):
			n++
		case f.whole && i <= last:
			later[f.page] = true
		}
	}
	return n
}

// Intact is a log of the frames that are whole, up to the last end of a
// transaction, which SQLite takes: for reading what the damaged one holds, in a
// copy. A page whose last frame is damaged is older in it than the others.
func (l Log) Intact() []byte {
	out := make([]byte, headerSize, len(l.raw))
	l.order = binary.LittleEndian
	for i, v := range []uint32{magic, version, uint32(l.pageSize), 0, 1, 1} {
		binary.BigEndian.PutUint32(out[4*i:], v)
	}
	s := l.checksum(sum{}, out[:24])
	putSum(out[24:], s)
	for i, f := range l.frames[:l.lastCommit()+1] {
		if !f.whole {
			continue
		}
		raw := l.at(i)
		at := len(out)
		out = append(out, raw...)
		copy(out[at+8:at+16], out[16:24])
		s = l.checksum(l.checksum(s, raw[:8]), raw[frameHeaderSize:])
		putSum(out[at+16:], s)
	}
	return out
}

func putSum(b []byte, s sum) {
	binary.BigEndian.PutUint32(b, s[0])
	binary.BigEndian.PutUint32(b[4:], s[1])
}
