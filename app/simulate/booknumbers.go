package simulate

import (
	"encoding/json"
	"fmt"

	"outpost/receipts"
	"outpost/store"
	"outpost/store/journal"
)

// numbers is a range of printed numbers that was taken out, with what each one
// became.
type numbers struct {
	kind        string
	series      receipts.Series
	first, last int64
	fate        map[int64]string
}

// use is a number that an entry used up.
type use struct {
	Range string `json:"range"`
	N     int64  `json:"n"`
}

// numbersIn takes in what an entry says of printed numbers.
func (b *book) numbersIn(e journal.Entry) error {
	var body struct {
		Use    *use
		WasUse *use `json:"was_use"`
		Range  string
		Fate   string
		Spans  []struct{ First, Last int64 }
		Kind   string
		First  int64
		Last   int64
		receipts.Series
	}
	switch e.Kind {
	case "sale", "refund", "patient", "form change", "range forward", "range mark", "range take":
	default:
		return nil
	}
	if err := json.Unmarshal(e.Body, &body); err != nil {
		return err
	}
	if e.Kind == "range take" {
		return b.takeOut(&numbers{kind: body.Kind, series: body.Series, first: body.First, last: body.Last, fate: map[int64]string{}}, e.ID)
	}
	if body.WasUse != nil {
		if err := b.ends(body.WasUse.Range, body.WasUse.N, "voided"); err != nil {
			return err
		}
	}
	if body.Use != nil {
		if err := b.ends(body.Use.Range, body.Use.N, "used"); err != nil {
			return err
		}
		if e.Kind == "form change" {
			r, err := b.bill(e)
			if err != nil {
				return err
			}
			r.use = body.Use
		}
	}
	for _, s := range body.Spans {
		for n := s.First; n <= s.Last; n++ {
			if err := b.ends(body.Range, n, body.Fate); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *book) takeOut(n *numbers, id string) error {
	for _, o := range b.ranges {
		if o.kind == n.kind && o.series == n.series && o.first <= n.last && n.first <= o.last {
			return fmt.Errorf("the numbers %d to %d were taken out before", n.first, n.last)
		}
	}
	b.ranges[id] = n
	return nil
}

// ends writes down what became of a number: once, but that a used form may be
// voided.
func (b *book) ends(id string, n int64, fate string) error {
	r := b.ranges[id]
	switch {
	case r == nil || n < r.first || n > r.last:
		return fmt.Errorf("the number %d was never taken out", n)
	case r.fate[n] == "used" && fate == "voided":
	case r.fate[n] != "":
		return fmt.Errorf("the number %d is %s and became %s", n, r.fate[n], fate)
	}
	r.fate[n] = fate
	return nil
}

// accounts holds the ledger's account of a range against the book's.
func (b *book) accounts(a store.RangeAccount) error {
	r := b.ranges[a.ID]
	if r == nil {
		return fmt.Errorf("the range %s was never taken out", a.From())
	}
	count := map[string]int64{}
	for _, fate := range r.fate {
		count[fate]++
	}
	if !a.Sound() || a.Used != count["used"] || a.Voided != count["voided"] || a.Lost != count["lost"] || a.GivenBack != count["given back"] {
		return fmt.Errorf("the range %s has %d used, %d voided, %d lost, %d given back, %d missing, twice %v; by the book %v",
			a.From(), a.Used, a.Voided, a.Lost, a.GivenBack, a.Missing, a.Twice, count)
	}
	return nil
}

// spared takes in the numbers that were left out because an entry could not be
// read: those whose turn it was, and no others.
func (b *book) spared(e journal.Entry) (add journal.Totals, err error) {
	body, err := decoded[struct {
		Serials store.Span
		Marks   []struct {
			Range string
			Fate  string
			Spans []struct{ First, Last int64 }
		}
	}](e)
	if err != nil {
		return add, err
	}
	if n := b.head.Totals.Receipts + 1; b.past == nil && body.Serials.First != n || body.Serials.Last < body.Serials.First {
		return add, fmt.Errorf("the numbers %+v were spared, and %d's turn it was", body.Serials, n)
	}
	for _, m := range body.Marks {
		for _, s := range m.Spans {
			for n := s.First; n <= s.Last; n++ {
				if err := b.ends(m.Range, n, m.Fate); err != nil {
					return add, err
				}
			}
		}
	}
	b.free = append(b.free, store.Span{First: body.Serials.First, Last: body.Serials.Last})
	return journal.Totals{Receipts: body.Serials.Last - body.Serials.First + 1}, nil
}
