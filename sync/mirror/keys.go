package mirror

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
)

// keyOf makes an item's key of the list and the row's cells at places. A slash
// inside a cell is written %2F, so that two rows never share a key by chance.
// It is empty when all cells are.
func keyOf(list string, r row, places []int) string {
	var b strings.Builder
	b.WriteString(list)
	filled := false
	for _, n := range places {
		cell := r.cell(n)
		filled = filled || cell != ""
		b.WriteByte('/')
		if strings.ContainsAny(cell, "%/") {
			cell = strings.NewReplacer("%", "%25", "/", "%2F").Replace(cell)
		}
		b.WriteString(cell)
	}
	if !filled {
		return ""
	}
	return b.String()
}

// tolerated is which part of the rows may share a key before the price is made
// a part of it: with more, half of the list could not be charged.
const tolerated = 0.01

// proposeKey proposes the fewest columns that tell the items apart: a column
// that numbers the rows, else the code, and as much of name, specification,
// unit, maker and the other columns as is needed; the price only when too many
// items differ in nothing else.
func (t *table) proposeKey(columns map[string]string, items []found) []string {
	if id := t.idColumn(items); id >= 0 {
		return []string{t.columns[id]}
	}
	content := contents(items)
	best, fewest := []int(nil), len(items)+1
	var places []int
	for _, n := range t.keyColumns(columns) {
		places = append(places, n)
		if doubt := doubtful(items, content, places); doubt < fewest {
			best, fewest = slices.Clone(places), doubt
		}
		if fewest == 0 {
			break
		}
	}
	if float64(fewest) > tolerated*float64(len(items)) {
		best = append(best, slices.Index(t.columns, columns[FieldPrice]))
		t.warnings = append(t.warnings, fmt.Sprintf("%d items differ from another in their price only, so the price is a part of the key; a column that numbers the rows would be better", fewest))
	}
	key := make([]string, len(best))
	for n, place := range best {
		key[n] = t.columns[place]
	}
	return key
}

// idColumn finds a column that is named as a key and is filled and different
// in every item.
func (t *table) idColumn(items []found) int {
	for _, word := range keyWords() {
		for n, name := range t.columns {
			if plainHeader(name) == word && t.distinct(n, items) {
				return n
			}
		}
	}
	return -1
}

func (t *table) distinct(column int, items []found) bool {
	seen := make(map[string]bool, len(items))
	for _, i := range items {
		cell := i.row.cell(column)
		if cell == "" || seen[cell] {
			return false
		}
		seen[cell] = true
	}
	return len(items) > 0
}

// keyColumns lists the columns that may make up a key, the best first: those
// of the fields, then others that are not the same in all rows.
func (t *table) keyColumns(columns map[string]string) (places []int) {
	for _, field := range []string{FieldCode, FieldName, FieldSpec, FieldUnit, FieldMaker} {
		if n := slices.Index(t.columns, columns[field]); n >= 0 {
			places = append(places, n)
		}
	}
	const others = 5
	for _, n := range t.free(columns) {
		first := ""
		part, filled := t.share(n, func(cell string) bool {
			if first == "" {
				first = cell
			}
			return cell == first
		})
		if filled && part < 1 && !t.money(n) && len(places) < 5+others {
			places = append(places, n)
		}
	}
	return places
}

// money says whether a column holds numbers with decimals, as prices do; such
// a column changes and tells nothing apart for long.
func (t *table) money(column int) bool {
	p := newPricer(t.binary)
	part, _ := t.share(column, func(cell string) bool { _, reason := p.parse(cell); return reason == "" })
	return part > 0.9
}

// contents hashes what each item is apart from its key.
func contents(items []found) []uint64 {
	seed := maphash.MakeSeed()
	sums := make([]uint64, len(items))
	for n, i := range items {
		sums[n] = maphash.Comparable(seed, i.item.content())
	}
	return sums
}

// doubtful counts the items that share their key with a different one, or
// have none, when the key is made of the columns at places.
func doubtful(items []found, content []uint64, places []int) int {
	type group struct {
		content uint64
		count   int
		mixed   bool
	}
	groups := make(map[string]*group, len(items))
	doubt := 0
	for n, i := range items {
		key := keyOf("", i.row, places)
		g := groups[key]
		switch {
		case key == "":
			doubt++
			continue
		case g == nil:
			groups[key] = &group{content: content[n], count: 1}
			continue
		case g.content != content[n] && !g.mixed:
			g.mixed = true
			doubt += g.count
		}
		if g.count++; g.mixed {
			doubt++
		}
	}
	return doubt
}
