package drill

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"outpost/fixtures/sales"
)

// Judgement is what the judge found in the HIS.
type Judgement struct {
	// Acknowledged is how many receipts the till wrote out.
	Acknowledged int `json:"acknowledged"`
	// Once is how many of them stand in the HIS once, with the right patient,
	// lines and amounts.
	Once    int `json:"once"`
	Voided  int `json:"voided"`
	Decided int `json:"decided"`
	// Unaccounted is all others. It must be 0.
	Unaccounted int `json:"unaccounted"`
	// Strange is how many bills under our identifiers the HIS holds that the
	// till never acknowledged.
	Strange int `json:"strange"`
}

// The identifier systems of the contract with the HIS. The judge has them from
// there and not from the adapter.
const (
	invoiceSystem = "urn:outpost:invoice"
	patientSystem = "urn:outpost:patient"
	receiptSystem = "urn:outpost:receipt"
	itemSystem    = "urn:outpost:item"
)

// shelf is everything in the HIS that bears our identifiers, by receipt id.
type shelf struct {
	invoices map[string][]record
	charges  map[string][]record
	payments map[string][]record
	patients map[string]record // by the HIS's own reference, "Patient/1"
}

// record is a FHIR resource as the judge reads it, decimals exact.
type record struct {
	ResourceType string       `json:"resourceType"`
	ID           string       `json:"id"`
	Identifier   []identifier `json:"identifier"`
	Name         []struct {
		Text string `json:"text"`
	} `json:"name"`
	Subject       reference `json:"subject"`
	TotalGross    money     `json:"totalGross"`
	PriceOverride money     `json:"priceOverride"`
	Amount        money     `json:"amount"`
	Quantity      struct {
		Value json.Number `json:"value"`
	} `json:"quantity"`
	Code struct {
		Coding []coding `json:"coding"`
	} `json:"code"`
}

type identifier struct{ System, Value string }
type coding struct{ System, Code string }
type reference struct{ Reference string }
type money struct{ Value json.Number }

// judge lists the HIS and holds it against what the till acknowledged.
func (d *day) judge(ctx context.Context) (string, error) {
	shelf, err := d.list(ctx)
	if err != nil {
		return "", err
	}
	j := &d.report.Judge
	j.Acknowledged = len(d.acked)
	known := map[string]bool{}
	for _, b := range d.bills {
		known[b.ID] = true
		d.judgeBill(shelf, b)
	}
	for id := range shelf.invoices {
		if !known[id] && !d.isCheck(shelf, id) {
			j.Strange++
			d.wrong("the HIS holds a bill %s that the till never acknowledged", id)
		}
	}
	if j.Unaccounted > 0 {
		d.wrong("%d receipts are unaccounted for", j.Unaccounted)
	}
	return fmt.Sprintf("%d acknowledged = %d in the HIS once + %d voided + %d decided + %d unaccounted", j.Acknowledged, j.Once, j.Voided, j.Decided, j.Unaccounted), nil
}

func (d *day) judgeBill(s shelf, b sales.Bill) {
	j := &d.report.Judge
	fault := d.compare(s, b)
	_, acked := d.acked[b.ID]
	switch {
	case !acked:
		d.wrong("bill %s was never acknowledged", b.ID)
	case b.Void && len(s.invoices[b.ID])+len(s.charges[b.ID]) == 0:
		j.Voided++
	case b.Void:
		j.Unaccounted++
		d.wrong("receipt %s was voided and stands in the HIS", d.acked[b.ID].Number)
	case d.decided[b.ID] != "":
		j.Decided++
		if len(s.invoices[b.ID]) > 1 {
			d.wrong("receipt %s was decided and stands in the HIS %d times", d.acked[b.ID].Number, len(s.invoices[b.ID]))
		}
	case fault == nil:
		j.Once++
	default:
		j.Unaccounted++
		d.wrong("receipt %s: %v", d.acked[b.ID].Number, fault)
	}
}

// isCheck knows the commissioning check's own test bill: it names its patient
// as a test.
func (d *day) isCheck(s shelf, id string) bool {
	for _, inv := range s.invoices[id] {
		p := s.patients[inv.Subject.Reference]
		if len(p.Name) > 0 && strings.Contains(strings.ToUpper(p.Name[0].Text), "TEST") {
			return true
		}
	}
	return false
}

// compare says what is wrong with a bill in the HIS; nil is nothing.
func (d *day) compare(s shelf, b sales.Bill) error {
	invoices, charges, payments := s.invoices[b.ID], s.charges[b.ID], s.payments[b.ID]
	if len(invoices) != 1 || len(charges) != len(b.Lines) || len(payments) != len(b.Payments) {
		return fmt.Errorf("the HIS holds %d bills, %d of %d lines, %d of %d payments", len(invoices), len(charges), len(b.Lines), len(payments), len(b.Payments))
	}
	want := d.people[b.Patient]
	got := s.patients[invoices[0].Subject.Reference]
	if len(got.Name) == 0 || got.Name[0].Text != want.Name || !got.has(patientSystem, want.ID) {
		return errors.New("the HIS has it under another patient")
	}
	if !same(invoices[0].TotalGross.Value, b.Total) {
		return fmt.Errorf("the HIS says %s, charged were %d fen", invoices[0].TotalGross.Value, b.Total)
	}
	return compareLines(b, charges, payments)
}

func compareLines(b sales.Bill, charges, payments []record) error {
	var paid decimal.Decimal
	for _, p := range payments {
		paid = paid.Add(number(p.Amount.Value))
	}
	if !paid.Shift(2).Equal(decimal.NewFromInt(b.Total)) {
		return fmt.Errorf("the HIS's payments are %s, paid were %d fen", paid, b.Total)
	}
	for _, l := range b.Lines {
		i := slices.IndexFunc(charges, func(c record) bool {
			return c.code(itemSystem) == l.Key && same(c.PriceOverride.Value, l.Amount) && number(c.Quantity.Value).Equal(number(json.Number(l.Qty)))
		})
		if i < 0 {
			return fmt.Errorf("the HIS lacks the line %s × %s for %d fen", l.Key, l.Qty, l.Amount)
		}
		charges = slices.Delete(slices.Clone(charges), i, i+1)
	}
	return nil
}

func number(n json.Number) decimal.Decimal {
	v, err := decimal.NewFromString(n.String())
	if err != nil {
		return decimal.NewFromInt(-1)
	}
	return v
}

func same(n json.Number, fen int64) bool {
	return number(n).Shift(2).Equal(decimal.NewFromInt(fen))
}

func (r record) has(system, value string) bool {
	return slices.Contains(r.Identifier, identifier{system, value})
}

func (r record) value(system string) string {
	for _, id := range r.Identifier {
		if id.System == system {
			return id.Value
		}
	}
	return ""
}

func (r record) code(system string) string {
	for _, c := range r.Code.Coding {
		if c.System == system {
			return c.Code
		}
	}
	return ""
}

// list reads the whole HIS, page by page.
func (d *day) list(ctx context.Context) (shelf, error) {
	s := shelf{map[string][]record{}, map[string][]record{}, map[string][]record{}, map[string]record{}}
	take := func(into map[string][]record, system string) func(record) {
		return func(r record) {
			if id := r.value(system); id != "" {
				into[id] = append(into[id], r)
			}
		}
	}
	for _, kind := range []struct {
		name string
		take func(record)
	}{
		{"Patient", func(r record) { s.patients["Patient/"+r.ID] = r }},
		{"Invoice", take(s.invoices, invoiceSystem)},
		{"ChargeItem", take(s.charges, receiptSystem)},
		{"PaymentNotice", take(s.payments, receiptSystem)},
	} {
		if err := d.pages(ctx, kind.name, kind.take); err != nil {
			return s, fmt.Errorf("listing %s of the HIS: %w", kind.name, err)
		}
	}
	return s, nil
}

const pageSize = 500

// pages reads all resources of a type: by "next" links where the server gives
// them, else by offset, until nothing new comes.
func (d *day) pages(ctx context.Context, kind string, take func(record)) error {
	seen := map[string]bool{}
	address := fmt.Sprintf("%s/%s?_count=%d", d.his.direct(), kind, pageSize)
	for {
		page, err := getPage(ctx, address)
		if err != nil {
			return err
		}
		fresh := 0
		for _, e := range page.Entry {
			if e.Resource.ResourceType == kind && !seen[e.Resource.ID] {
				seen[e.Resource.ID] = true
				take(e.Resource)
				fresh++
			}
		}
		next := page.next(d.his.direct())
		if next == "" {
			next = fmt.Sprintf("%s/%s?_count=%d&_offset=%d", d.his.direct(), kind, pageSize, len(seen))
		}
		if fresh == 0 || page.Total > 0 && len(seen) >= page.Total {
			return nil
		}
		address = next
	}
}

type page struct {
	Total int `json:"total"`
	Link  []struct {
		Relation string `json:"relation"`
		URL      string `json:"url"`
	} `json:"link"`
	Entry []struct {
		Resource record `json:"resource"`
	} `json:"entry"`
}

// next is the address of the page after this one, on the server that was asked.
func (p page) next(base string) string {
	for _, l := range p.Link {
		if l.Relation != "next" {
			continue
		}
		b, err := url.Parse(base + "/")
		if err != nil {
			return ""
		}
		if n, err := b.Parse(l.URL); err == nil {
			return n.String()
		}
	}
	return ""
}

func getPage(ctx context.Context, address string) (page, error) {
	var p page
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return p, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return p, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, 256<<20))
	if err != nil {
		return p, err
	}
	if res.StatusCode != http.StatusOK {
		return p, fmt.Errorf("the HIS answered %s", res.Status)
	}
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	dec.UseNumber()
	return p, dec.Decode(&p)
}
