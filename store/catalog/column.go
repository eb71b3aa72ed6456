package catalog

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sort"
	"strings"
)

// column is one searchable kind of text (codes, names, initials) of all
// records: the folded entries one after the other in one string, so that a
// substring is found by one scan, and their sorted order for prefixes. Records
// are numbered in the order in which ties are broken, hence the first matches
// of a scan are the best ones.
type column struct {
	text   string
	ends   []uint32 // where each entry ends in text, its line end left out
	owner  []int32  // the record of each entry, ascending
	sorted []int32  // entries in the order of their text
	pairs  pairs    // which two bytes stand side by side anywhere in text
	grams  *grams   // where two letters stand side by side; initials only
}

// columnBuilder takes entries in the order of their records.
type columnBuilder struct {
	column
	buf []byte
}

func (b *columnBuilder) add(record int32, folded string) {
	if folded == "" {
		return
	}
	b.buf = append(append(b.buf, folded...), '\n')
	b.ends = append(b.ends, uint32(len(b.buf)-1))
	b.owner = append(b.owner, record)
}

// finish sorts the entries. Comparing the first eight bytes as one number
// first makes that three times as fast as comparing strings.
func (b *columnBuilder) finish() *column {
	c := &column{text: string(b.buf), ends: slices.Clip(b.ends), owner: slices.Clip(b.owner)}
	b.buf = nil
	c.pairs = pairsOf(c.text)
	type entry struct {
		head uint64
		n    int32
	}
	entries := make([]entry, len(c.ends))
	for n := range entries {
		var head [8]byte
		copy(head[:], c.at(int32(n)))
		entries[n] = entry{binary.BigEndian.Uint64(head[:]), int32(n)}
	}
	slices.SortFunc(entries, func(x, y entry) int {
		if x.head != y.head {
			return cmp.Compare(x.head, y.head)
		}
		return cmp.Or(strings.Compare(c.at(x.n), c.at(y.n)), cmp.Compare(x.n, y.n))
	})
	c.sorted = make([]int32, len(entries))
	for n, e := range entries {
		c.sorted[n] = e.n
	}
	return c
}

// at is the text of entry n.
func (c *column) at(n int32) string {
	start := uint32(0)
	if n > 0 {
		start = c.ends[n-1] + 1
	}
	return c.text[start:c.ends[n]]
}

// exact lists the entries that are q, as a part of sorted.
func (c *column) exact(q string) []int32 {
	lo := sort.Search(len(c.sorted), func(i int) bool { return c.at(c.sorted[i]) >= q })
	hi := lo + sort.Search(len(c.sorted)-lo, func(i int) bool { return c.at(c.sorted[lo+i]) > q })
	return c.sorted[lo:hi]
}

// prefix lists the entries that begin with q, as a part of sorted.
func (c *column) prefix(q string) []int32 {
	lo := sort.Search(len(c.sorted), func(i int) bool { return c.at(c.sorted[i]) >= q })
	hi := lo + sort.Search(len(c.sorted)-lo, func(i int) bool {
		return !strings.HasPrefix(c.at(c.sorted[lo+i]), q)
	})
	return c.sorted[lo:hi]
}

// contains calls found for the record of each entry that contains q, in the
// order of the records, until it returns false.
func (c *column) contains(q string, found func(record int32) bool) {
	if q == "" || strings.Contains(q, "\n") || !c.pairs.all(q) {
		return
	}
	if c.grams != nil && len(q) > 1 {
		c.grams.contains(c, q, found)
		return
	}
	for pos := 0; pos < len(c.text); {
		hit := strings.Index(c.text[pos:], q)
		if hit < 0 {
			return
		}
		n := sort.Search(len(c.ends), func(i int) bool { return int(c.ends[i]) >= pos+hit })
		if !found(c.owner[n]) {
			return
		}
		pos = int(c.ends[n]) + 1
	}
}
