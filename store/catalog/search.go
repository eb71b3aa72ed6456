package catalog

import (
	"slices"
	"strings"
	"sync"
)

// rank is how well a record matches; lower is better. It is the order that the
// cashier sees (users.md, "Lines").
type rank uint8

const (
	rankCode rank = iota
	rankCodePrefix
	rankInitials
	rankInitialsPrefix
	rankNamePrefix
	rankSubstring
)

// hit is one record found.
type hit struct {
	rank   rank
	record int32
}

// maxResults and maxWords bound the work of one keystroke, maxQuery (bytes)
// what is searched for at all.
const (
	maxResults = 500
	maxWords   = 8
	maxQuery   = 200
)

// columns is what items and patients are both searched by.
type columns struct {
	codes, names, initials *column
	// codesWithin lets a part of a code match too (the end of a phone number).
	codesWithin bool
	// mentions says whether a record has word in any of its other texts; for
	// queries of several words.
	mentions func(record int32, word string) bool
}

// columnsOf sorts the three columns at once.
func columnsOf(codes, names, initials *columnBuilder) columns {
	var c columns
	var wait sync.WaitGroup
	wait.Go(func() {
		c.names = names.finish()
		c.codes = codes.finish()
	})
	c.initials = initials.finish()
	c.initials.grams = gramsOf(c.initials)
	wait.Wait()
	return c
}

// search finds up to limit records, best first: exact code, code prefix, exact
// initials, initials prefix, name prefix, substring; ties in the order of the
// records.
func (c columns) search(query string, limit int) []hit {
	words := strings.Fields(fold(query))
	limit = min(limit, maxResults)
	if len(words) == 0 || len(words) > maxWords || len(query) > maxQuery || limit <= 0 {
		return nil
	}
	q := strings.Join(words, " ")
	found := finding{limit: limit}
	found.take(rankCode, c.codes, c.codes.exact(q))
	found.take(rankCodePrefix, c.codes, c.codes.prefix(q))
	found.take(rankInitials, c.initials, c.initials.exact(q))
	found.take(rankInitialsPrefix, c.initials, c.initials.prefix(q))
	found.take(rankNamePrefix, c.names, c.names.prefix(q))
	if !found.full() {
		found.add(rankSubstring, c.within(words, found.missing(), found.has))
	}
	return found.hits
}

// within lists the best n records that contain all words, without those that
// were found before.
func (c columns) within(words []string, n int, before func(int32) bool) []int32 {
	var best []int32
	for w, word := range words {
		rest := slices.Delete(slices.Clone(words), w, w+1)
		best = append(best, first(c.names, word, n, func(record int32) bool {
			return !before(record) && c.all(record, rest)
		})...)
		if len(best) > 0 {
			break
		}
	}
	if len(words) == 1 {
		fresh := func(record int32) bool { return !before(record) }
		best = append(best, first(c.initials, words[0], n, fresh)...)
		if c.codesWithin && len(words[0]) >= 4 {
			best = append(best, first(c.codes, words[0], n, fresh)...)
		}
	}
	slices.Sort(best)
	best = slices.Compact(best)
	return best[:min(n, len(best))]
}

// first lists the first n records of a column that contain word and are
// wanted.
func first(c *column, word string, n int, wanted func(int32) bool) []int32 {
	var records []int32
	c.contains(word, func(record int32) bool {
		if wanted(record) && (len(records) == 0 || records[len(records)-1] != record) {
			records = append(records, record)
		}
		return len(records) < n
	})
	return records
}

func (c columns) all(record int32, words []string) bool {
	for _, word := range words {
		if !c.mentions(record, word) {
			return false
		}
	}
	return true
}

// finding collects hits, each record once.
type finding struct {
	limit int
	hits  []hit
}

func (f *finding) full() bool   { return len(f.hits) >= f.limit }
func (f *finding) missing() int { return f.limit - len(f.hits) }

func (f *finding) has(record int32) bool {
	return slices.ContainsFunc(f.hits, func(h hit) bool { return h.record == record })
}

func (f *finding) add(r rank, records []int32) {
	for _, record := range records {
		f.hits = append(f.hits, hit{r, record})
	}
}

// take adds the records of entries that come first, as many as are missing.
// One pass with a short sorted list: the entries may be half of the column.
func (f *finding) take(r rank, c *column, entries []int32) {
	if f.full() || len(entries) == 0 {
		return
	}
	n := f.missing()
	best := make([]int32, 0, min(n, len(entries))+1)
	for _, entry := range entries {
		record := c.owner[entry]
		if len(best) == n && record >= best[n-1] {
			continue
		}
		at, known := slices.BinarySearch(best, record)
		if known || f.has(record) {
			continue
		}
		best = slices.Insert(best, at, record)
		best = best[:min(n, len(best))]
	}
	f.add(r, best)
}
