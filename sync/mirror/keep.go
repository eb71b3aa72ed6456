package mirror

import (
	"fmt"
	"slices"

	"outpost/store/catalog"
)

// keep gives the items their keys and takes those whose key is theirs alone.
// A row that says the same as an earlier one is refused as its copy; rows that
// share a key and differ are all refused, because nobody can tell which is
// right.
func (p *Prices) keep(t *table, m Mapping, items []found) error {
	var places []int
	for _, name := range m.Key {
		n := slices.Index(t.columns, name)
		if n < 0 {
			return misfit("key", "the file has no column %q; its columns are %s", name, t.listColumns())
		}
		places = append(places, n)
	}
	groups, order := map[string][]int{}, make([]string, 0, len(items))
	for n, i := range items {
		key := keyOf(m.List, i.row, places)
		if key == "" {
			p.refuse(i, "key", fmt.Sprintf("the key is empty (%q)", m.Key))
			continue
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], n)
	}
	p.Items = make([]catalog.Item, 0, len(order))
	for _, key := range order {
		p.keepGroup(key, groups[key], items)
	}
	return nil
}

// keepGroup takes or refuses the rows that share a key.
func (p *Prices) keepGroup(key string, group []int, items []found) {
	first := items[group[0]]
	for _, n := range group[1:] {
		if other := items[n]; other.item != first.item {
			p.refuseAll(group, items)
			return
		}
	}
	for _, n := range group[1:] {
		p.refuse(items[n], "key", fmt.Sprintf("the same as row %d", first.row.number))
	}
	p.Items = append(p.Items, first.item.under(key))
}

// refuseAll refuses rows of one key that differ; each names another row.
func (p *Prices) refuseAll(group []int, items []found) {
	for _, n := range group {
		i := items[n]
		at := slices.IndexFunc(group, func(m int) bool { return items[m].item != i.item })
		other := items[group[at]]
		field, here, there := i.item.difference(other.item)
		p.refuse(i, "key", fmt.Sprintf("it has the key of row %d, but %s %q there and %q here; correct one, or choose key columns that tell them apart",
			other.row.number, field, there, here))
	}
}

func (p *Prices) refuse(i found, field, reason string) {
	p.Refused = append(p.Refused, Refusal{Row: i.row.number, Field: field, Reason: reason, Raw: i.item.name, Cells: i.row.cells})
}

// difference names the first field in which two contents differ.
func (c content) difference(other content) (field, mine, theirs string) {
	for _, f := range []struct{ field, mine, theirs string }{
		{FieldPrice, c.price.String(), other.price.String()},
		{FieldName, c.name, other.name}, {FieldSpec, c.spec, other.spec}, {FieldUnit, c.unit, other.unit},
		{FieldMaker, c.maker, other.maker}, {FieldCode, c.code, other.code}, {FieldBarcode, c.barcode, other.barcode},
		{FieldCategory, string(c.category), string(other.category)}, {FieldInitials, c.initials, other.initials},
	} {
		if f.mine != f.theirs {
			return f.field, f.mine, f.theirs
		}
	}
	return "", "", ""
}

// under makes the item of a content: its initials are those of the file, with
// those that its name gives.
func (c content) under(key string) catalog.Item {
	initials := []string{}
	for _, spelling := range append([]string{catalog.CleanInitials(c.initials)}, catalog.Initials(c.name)...) {
		if spelling != "" && !slices.Contains(initials, spelling) {
			initials = append(initials, spelling)
		}
	}
	return catalog.Item{
		Key: key, Code: c.code, Name: c.name, Spec: c.spec, Unit: c.unit, Maker: c.maker, Category: c.category,
		Price: c.price, Initials: initials, Barcode: c.barcode,
	}
}
