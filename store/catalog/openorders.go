package catalog

import (
	"slices"
	"strings"
	"time"

	"outpost/receipts"
)

// OpenOrders is the open orders in memory, by patient. It never changes.
type OpenOrders struct {
	version                      Version
	byNumber, byIDNumber, byCard map[string][]OpenOrder
}

// NewOpenOrders sorts orders to their patients.
func NewOpenOrders(v Version, all []OpenOrder) *OpenOrders {
	o := &OpenOrders{version: v, byNumber: map[string][]OpenOrder{}, byIDNumber: map[string][]OpenOrder{}, byCard: map[string][]OpenOrder{}}
	for _, one := range all {
		switch {
		case one.Patient != "":
			o.byNumber[fold(one.Patient)] = append(o.byNumber[fold(one.Patient)], one)
		case one.IDNumber != "":
			o.byIDNumber[fold(one.IDNumber)] = append(o.byIDNumber[fold(one.IDNumber)], one)
		default:
			o.byCard[fold(one.Card)] = append(o.byCard[fold(one.Card)], one)
		}
	}
	return o
}

// Len is how many there are; At is when they were copied from the HIS, zero for
// never.
func (o *OpenOrders) Len() int      { return o.version.Count }
func (o *OpenOrders) At() time.Time { return o.version.At }

// Version is where they come from.
func (o *OpenOrders) Version() Version { return o.version }

// Of lists a patient's, in the order of the file.
func (o *OpenOrders) Of(p receipts.Patient) []OpenOrder {
	all := slices.Clone(o.byNumber[fold(p.Number)])
	if p.HISKey != "" && fold(p.HISKey) != fold(p.Number) {
		all = append(all, o.byNumber[fold(p.HISKey)]...)
	}
	if p.IDNumber != "" {
		all = append(all, o.byIDNumber[fold(p.IDNumber)]...)
	}
	if p.Card != "" {
		all = append(all, o.byCard[fold(p.Card)]...)
	}
	return all
}

// Means says whether a charge line is of the order's item.
func (o OpenOrder) Means(l receipts.Line) bool {
	_, bare, _ := strings.Cut(l.Item, "/")
	return o.Item != "" && !l.FreeText() && (o.Item == l.Item || o.Item == bare || strings.EqualFold(o.Item, l.Code))
}

// Uncharged are the orders of a patient that none of the patient's lines charges.
// A line that names its order charges that one, whatever its quantity became;
// one that names none, an order of the same item and quantity.
func Uncharged(orders []OpenOrder, lines []receipts.Line) []OpenOrder {
	left := slices.Clone(orders)
	strike := func(charges func(OpenOrder) bool) {
		if at := slices.IndexFunc(left, charges); at >= 0 {
			left = slices.Delete(left, at, at+1)
		}
	}
	for _, l := range lines {
		if l.Order != "" {
			strike(func(o OpenOrder) bool { return o.Number == l.Order && o.Means(l) })
		}
	}
	for _, l := range lines {
		if l.Order == "" {
			strike(func(o OpenOrder) bool { return o.Means(l) && o.Quantity == l.Quantity })
		}
	}
	return left
}

// ItemOf finds the item that an order means among those in force; ok is false
// where none or several have its code or key.
func (x *Index) ItemOf(o OpenOrder) (item Item, ok bool) {
	if item, ok = x.ByKey(o.Item); ok {
		return item, true
	}
	found := x.ByCode(o.Item)
	for _, v := range x.Versions() {
		if i, ok := x.ByKey(v.List + "/" + o.Item); ok && !slices.ContainsFunc(found, func(f Item) bool { return f.Key == i.Key }) {
			found = append(found, i)
		}
	}
	if len(found) != 1 {
		return Item{}, false
	}
	return found[0], true
}
