package catalog

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// Index is the items of the price lists in force, in memory. It never changes,
// so any number of goroutines may search it.
type Index struct {
	text     string
	spans    []span  // the canonical form of each item, in the order of ties
	byKey    []int32 // items in the order of their keys
	columns  columns
	versions []Version
}

// span is where an item's canonical form stands in the text, and which version
// it is from.
type span struct {
	start, end uint32
	version    uint8
}

// index makes the Index of everything that was added.
func (b *builder) index() *Index {
	x := &Index{text: b.text.String(), versions: b.versions}
	x.order(b)
	var codes, names, initials columnBuilder
	for n := range x.spans {
		fields, _ := cut(x.form(int32(n)))
		codes.add(int32(n), fold(fields[atCode]))
		codes.add(int32(n), fold(fields[atBarcode]))
		names.add(int32(n), fold(fields[atName]))
		for _, spelling := range strings.Fields(fields[atInitials]) {
			initials.add(int32(n), spelling)
		}
	}
	x.columns = columnsOf(&codes, &names, &initials)
	x.columns.mentions = x.mentions
	return x
}

// order numbers the items by the length of their names, then by key, which is
// how ties are broken. Versions are stored in the order of keys, so there is
// little left to sort: by key only between lists, by length into buckets.
func (x *Index) order(b *builder) {
	spans, keys, start := make([]span, len(b.ends)), make([]string, len(b.ends)), uint32(0)
	places, lengths := make([]int32, len(b.ends)), make([]int, len(b.ends))
	buckets := []int{0}
	for n, end := range b.ends {
		fields, _ := cut(x.text[start:end])
		spans[n], keys[n], places[n] = span{start, end, b.version[n]}, fields[atKey], int32(n)
		lengths[n] = utf8.RuneCountInString(fields[atName])
		for len(buckets) < lengths[n]+2 {
			buckets = append(buckets, 0)
		}
		buckets[lengths[n]+1]++
		start = end + 1
	}
	for n := 1; n < len(buckets); n++ {
		buckets[n] += buckets[n-1]
	}
	slices.SortFunc(places, func(n, m int32) int { return strings.Compare(keys[n], keys[m]) })
	x.spans, x.byKey = make([]span, len(places)), make([]int32, len(places))
	for n, place := range places {
		at := buckets[lengths[place]]
		buckets[lengths[place]]++
		x.spans[at], x.byKey[n] = spans[place], int32(at)
	}
}

// form is the canonical form of item n.
func (x *Index) form(n int32) string { return x.text[x.spans[n].start:x.spans[n].end] }

func (x *Index) item(n int32) Item {
	return item(x.form(n), x.versions[x.spans[n].version].Short())
}

// mentions says whether the name, specification, unit or maker of item n has
// the folded word.
func (x *Index) mentions(n int32, word string) bool {
	fields, _ := cut(x.form(n))
	for _, at := range [...]int{atName, atSpec, atUnit, atMaker} {
		if strings.Contains(fold(fields[at]), word) {
			return true
		}
	}
	return false
}

// Len is how many items there are.
func (x *Index) Len() int { return len(x.spans) }

// Versions lists what was loaded, in the order of the hashes given.
func (x *Index) Versions() []Version { return slices.Clone(x.versions) }

// Find lists up to limit items for what a cashier has typed: a code or barcode
// (exact first, then prefix), pinyin initials, or a name or parts of it, of
// which all words must occur (those after the first also in specification,
// unit or maker). Case and full-width forms do not matter. Ties go to the
// shorter name, then to the key. Nothing typed finds nothing.
func (x *Index) Find(query string, limit int) []Item {
	hits := x.columns.search(query, limit)
	items := make([]Item, len(hits))
	for n, h := range hits {
		items[n] = x.item(h.record)
	}
	return items
}

// ByKey finds the item with exactly this key.
func (x *Index) ByKey(key string) (Item, bool) {
	at := sort.Search(len(x.byKey), func(i int) bool { return x.keyAt(i) >= key })
	if at == len(x.byKey) || x.keyAt(at) != key {
		return Item{}, false
	}
	return x.item(x.byKey[at]), true
}

// keyAt is the key in place i of byKey.
func (x *Index) keyAt(i int) string {
	form := x.form(x.byKey[i])
	return form[:strings.IndexByte(form, fieldEnd)]
}

// ByCode lists every item with exactly this code, in the order of their keys.
// There may be several: in real lists codes repeat.
func (x *Index) ByCode(code string) []Item {
	var items []Item
	for _, entry := range x.columns.codes.exact(fold(code)) {
		if i := x.item(x.columns.codes.owner[entry]); i.Code == code && code != "" {
			items = append(items, i)
		}
	}
	return slices.CompactFunc(sorted(items), func(a, b Item) bool { return a.Key == b.Key })
}

// All walks over every item in the order of the keys until yield returns false.
func (x *Index) All(yield func(Item) bool) {
	for _, n := range x.byKey {
		if !yield(x.item(n)) {
			return
		}
	}
}
