package catalog

import (
	"slices"
	"strings"
)

// pairs is the set of two neighbouring bytes that occur in a text. A query
// with a pair that does not occur needs no scan: most codes are no names.
type pairs []uint64

func pairsOf(text string) pairs {
	set := make(pairs, 1<<16/64)
	for i := 1; i < len(text); i++ {
		n := uint(text[i-1])<<8 | uint(text[i])
		set[n/64] |= 1 << (n % 64)
	}
	return set
}

// all says whether every pair of q occurs.
func (p pairs) all(q string) bool {
	for i := 1; i < len(q); i++ {
		if n := uint(q[i-1])<<8 | uint(q[i]); p[n/64]&(1<<(n%64)) == 0 {
			return false
		}
	}
	return true
}

// grams tells which records have two letters side by side. A name with several
// readings has many spellings; scanning them all would take a millisecond.
type grams struct {
	records [gramCount][]int32 // ascending
	first   []int32            // the first entry of each record, and one more
}

// gramLetters is the alphabet of initials: a to z and 0 to 9.
const (
	gramLetters = 36
	gramCount   = gramLetters * gramLetters
)

// gramAt numbers the two letters at s[i:]; -1 when they are no initials.
func gramAt(s string, i int) int {
	a, b := letter(s[i]), letter(s[i+1])
	if a < 0 || b < 0 {
		return -1
	}
	return a*gramLetters + b
}

func letter(c byte) int {
	switch {
	case c >= 'a' && c <= 'z':
		return int(c - 'a')
	case c >= '0' && c <= '9':
		return int(c-'0') + 26
	}
	return -1
}

func gramsOf(c *column) *grams {
	g := &grams{}
	if len(c.owner) == 0 {
		return g
	}
	g.first = make([]int32, c.owner[len(c.owner)-1]+2)
	for record, entry := 0, 0; record < len(g.first); record++ {
		for entry < len(c.owner) && int(c.owner[entry]) < record {
			entry++
		}
		g.first[record] = int32(entry)
	}
	// Counted first, so that the lists of all grams fit one allocation.
	var counts [gramCount]int
	total := 0
	walkGrams(c, func(gram int, _ int32) { counts[gram]++; total++ })
	all := make([]int32, total)
	for gram, count := range counts {
		g.records[gram], all = all[:0:count], all[count:]
	}
	walkGrams(c, func(gram int, record int32) { g.records[gram] = append(g.records[gram], record) })
	return g
}

// walkGrams visits every gram of every record once, in the order of records.
func walkGrams(c *column, visit func(gram int, record int32)) {
	var last [gramCount]int32 // the record, counted from 1, that had the gram last
	start := 0
	for entry, end := range c.ends {
		record := c.owner[entry]
		for i := start; i+1 < int(end); i++ {
			if gram := gramAt(c.text, i); gram >= 0 && last[gram] != record+1 {
				last[gram] = record + 1
				visit(gram, record)
			}
		}
		start = int(end) + 1
	}
}

// contains calls found for every record with an entry that contains q (two
// letters or more), in the order of the records, until it returns false.
func (g *grams) contains(c *column, q string, found func(record int32) bool) {
	lists := make([][]int32, 0, len(q))
	for i := range len(q) - 1 {
		gram := gramAt(q, i)
		if gram < 0 {
			return
		}
		lists = append(lists, g.records[gram])
	}
	slices.SortFunc(lists, func(a, b []int32) int { return len(a) - len(b) })
	for _, record := range lists[0] {
		if g.inAll(lists[1:], record) && g.has(c, record, q) && !found(record) {
			return
		}
	}
}

// inAll says whether the record is in all the lists. It takes what it has
// passed off them: the records come in ascending order.
func (g *grams) inAll(lists [][]int32, record int32) bool {
	for n, list := range lists {
		for len(list) > 0 && list[0] < record {
			list = list[1:]
		}
		if lists[n] = list; len(list) == 0 || list[0] != record {
			return false
		}
	}
	return true
}

func (g *grams) has(c *column, record int32, q string) bool {
	for entry := g.first[record]; entry < g.first[record+1]; entry++ {
		if strings.Contains(c.at(entry), q) {
			return true
		}
	}
	return false
}
