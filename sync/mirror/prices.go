package mirror

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"outpost/receipts"
	"outpost/store/catalog"
)

// Refusal is one row that is not taken.
type Refusal struct {
	// Row is the line of a text file or the row of a sheet, from 1.
	Row    int    `json:"row"`
	Field  string `json:"field"`
	Reason string `json:"reason"`
	// Cause is the ledger's or the rules' error that Reason says; nil where the file
	// itself is at fault. A screen says it in its own language.
	Cause error `json:"-"`
	// Raw is the text of the field as the file has it.
	Raw string `json:"raw"`
	// Cells is the whole row as the file has it.
	Cells []string `json:"-"`
}

// Prices is the preview of a price file. Rows is len(Items) + len(Refused);
// blank rows and what stands above the header do not count.
type Prices struct {
	File       string         `json:"file"`
	SourceHash string         `json:"source_hash"`
	Mapping    Mapping        `json:"mapping"`
	Sheets     []string       `json:"sheets,omitempty"`
	Columns    []string       `json:"columns"`
	Rows       int            `json:"rows"`
	Items      []catalog.Item `json:"-"`
	Refused    []Refusal      `json:"-"`
	Warnings   []string       `json:"warnings,omitempty"`
}

// Version is the version that accepting the preview makes. currency (ISO 4217)
// is that of the ledger; where the file shows another one, that is an
// ErrMapping, because the prices would be charged as what they are not.
func (p *Prices) Version(at time.Time, currency string) (catalog.Version, error) {
	if p.Mapping.Currency != "" && p.Mapping.Currency != currency {
		return catalog.Version{}, misfit("currency", "the prices of %s are in %s and this ledger charges in %s; choose the right file, or correct the mapping",
			p.File, p.Mapping.Currency, currency)
	}
	return catalog.Version{
		List: p.Mapping.List, Hash: catalog.Hash(p.Mapping.List, currency, p.Items), Count: len(p.Items),
		Source: p.File, SourceHash: p.SourceHash, At: at.UTC().Truncate(time.Microsecond), Currency: currency,
	}, nil
}

// WriteRefused writes the refused rows as CSV (UTF-8 with a mark, as
// spreadsheet programs want it): row, field, reason, raw text, then the
// original cells. The file appears whole or not at all.
func (p *Prices) WriteRefused(path string) error { return writeRefused(path, p.Columns, p.Refused) }

// found is a row that was understood, before keys are compared.
type found struct {
	row  row
	item content
}

// content is a charge item apart from key and initials; comparable.
type content struct {
	code, name, spec, unit, maker, initials, barcode string
	category                                         receipts.Category
	price                                            receipts.Price
}

func (c content) content() content { return c }

// PreviewPrices reads a price file as mapping says; what the mapping leaves
// open, or all with nil, is proposed. Nothing is changed. The same file and
// mapping always give the same preview. ErrFile when the file is no price
// list, ErrMapping (a *MappingError) when the mapping does not fit it.
func PreviewPrices(ctx context.Context, path string, mapping *Mapping) (*Prices, error) {
	m := mapping.clone()
	t, err := load(ctx, path, &m, itemWords(), FieldPrice)
	if err != nil {
		return nil, err
	}
	if len(m.Columns) == 0 {
		if m.Columns, err = t.proposeItems(); err != nil {
			return nil, err
		}
	}
	p := &Prices{File: t.name, SourceHash: t.hash, Sheets: t.sheets, Columns: t.columns, Rows: len(t.rows)}
	r, err := newItemReader(t, &m)
	if err != nil {
		return nil, err
	}
	items, err := r.readAll(ctx, p)
	if err != nil {
		return nil, err
	}
	if len(m.Key) == 0 {
		m.Key = t.proposeKey(m.Columns, items)
	}
	if err := p.keep(t, m, items); err != nil {
		return nil, err
	}
	p.Mapping, p.Warnings = m, append(t.warnings, r.unknownCategories()...)
	slices.SortStableFunc(p.Refused, func(a, b Refusal) int { return a.Row - b.Row })
	return p, nil
}

// itemReader turns rows into items.
type itemReader struct {
	t       *table
	m       *Mapping
	places  map[string][]int
	prices  *pricer
	unknown map[string]int // category words that are not known, and how often
}

func newItemReader(t *table, m *Mapping) (*itemReader, error) {
	fields := []string{FieldPrice, FieldName, FieldCode, FieldSpec, FieldUnit, FieldMaker, FieldCategory, FieldInitials, FieldBarcode}
	places, err := t.places(m, fields, FieldPrice, FieldName)
	if err != nil {
		return nil, err
	}
	if m.Category == "" {
		m.Category = proposeCategory(m.List)
	}
	if err := m.parseCategories(); err != nil {
		return nil, err
	}
	if m.Currency == "" {
		m.Currency = t.proposeCurrency(places[FieldPrice][0])
	}
	return &itemReader{t: t, m: m, places: places, prices: newPricer(t.binary), unknown: map[string]int{}}, nil
}

// parseCategories brings the categories that a person wrote, such as 西药, to
// their codes.
func (m *Mapping) parseCategories() error {
	c, ok := receipts.ParseCategory(string(m.Category))
	if !ok {
		return misfit("category", "%q is no fee category; they are %s", m.Category, categoryNames())
	}
	m.Category = c
	translated := make(map[string]receipts.Category, len(m.Categories))
	for word, name := range m.Categories {
		if translated[word], ok = receipts.ParseCategory(string(name)); !ok {
			return misfit("category", "%q is translated to %q, which is no fee category; they are %s", word, name, categoryNames())
		}
	}
	if len(translated) > 0 {
		m.Categories = translated
	}
	return nil
}

func categoryNames() string {
	var names []string
	for _, c := range receipts.Categories() {
		names = append(names, string(c))
	}
	return strings.Join(names, ", ")
}

// places finds the columns of the mapping's fields and refuses what the file
// or the program does not know.
func (t *table) places(m *Mapping, fields []string, required ...string) (map[string][]int, error) {
	places := map[string][]int{}
	for _, field := range slices.Sorted(maps.Keys(m.Columns)) {
		if !slices.Contains(fields, field) {
			return nil, misfit(field, "there is no such field; the fields are %s", strings.Join(fields, ", "))
		}
		at, err := resolve(t.columns, field, m.Columns[field])
		if err != nil {
			return nil, err
		}
		places[field] = at
	}
	for _, field := range required {
		if len(places[field]) == 0 {
			return nil, misfit(field, "it needs a column; the file has %s", t.listColumns())
		}
	}
	if at := places[FieldPrice]; len(at) > 1 {
		return nil, misfit(FieldPrice, "it needs one column, not several")
	}
	return places, nil
}

// readAll reads every row; those that cannot be taken go to p.Refused.
func (r *itemReader) readAll(ctx context.Context, p *Prices) ([]found, error) {
	price := r.places[FieldPrice][0]
	for _, row := range r.t.rows {
		r.prices.observe(row.cell(price))
	}
	items := make([]found, 0, len(r.t.rows))
	for n, row := range r.t.rows {
		if n%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		item, refusal := r.read(row)
		if refusal != nil {
			p.Refused = append(p.Refused, *refusal)
			continue
		}
		items = append(items, found{row, item})
	}
	return items, nil
}

// read understands one row, or says why not.
func (r *itemReader) read(row row) (content, *Refusal) {
	if reason := r.t.check(row); reason != "" {
		return content{}, &Refusal{Row: row.number, Field: "row", Reason: reason, Cells: row.cells}
	}
	for n := range row.cells {
		if reason := trouble(row.cell(n)); reason != "" {
			return content{}, &Refusal{Row: row.number, Field: r.field(n), Reason: reason, Raw: row.cells[n], Cells: row.cells}
		}
	}
	c := content{
		code: r.text(row, FieldCode), name: r.text(row, FieldName), spec: r.text(row, FieldSpec), unit: r.text(row, FieldUnit),
		maker: r.text(row, FieldMaker), initials: r.text(row, FieldInitials), barcode: r.text(row, FieldBarcode),
	}
	if c.name == "" {
		return c, &Refusal{Row: row.number, Field: FieldName, Reason: "the name is empty", Cells: row.cells}
	}
	raw, reason := row.cell(r.places[FieldPrice][0]), ""
	if c.price, reason = r.prices.parse(raw); reason != "" {
		return c, &Refusal{Row: row.number, Field: FieldPrice, Reason: reason, Raw: raw, Cells: row.cells}
	}
	c.category = r.category(r.text(row, FieldCategory))
	return c, nil
}

func (r *itemReader) text(row row, field string) string { return row.join(r.places[field]) }

// field names the field that a column serves, or the column.
func (r *itemReader) field(column int) string {
	for field, places := range r.places {
		if slices.Contains(places, column) {
			return field
		}
	}
	return r.t.columns[min(column, len(r.t.columns)-1)]
}

// category is what a row's word means: by the mapping, else as the name of a
// fee category, else the list's own.
func (r *itemReader) category(word string) receipts.Category {
	if word == "" {
		return r.m.Category
	}
	if c, ok := r.m.Categories[word]; ok {
		return c
	}
	if c, ok := receipts.ParseCategory(word); ok {
		return c
	}
	r.unknown[word]++
	return r.m.Category
}

func (r *itemReader) unknownCategories() (warnings []string) {
	for _, word := range slices.Sorted(maps.Keys(r.unknown)) {
		warnings = append(warnings, fmt.Sprintf("category %q (%d rows) is not known and is charged under %q; translate it in the mapping's categories", word, r.unknown[word], r.m.Category))
	}
	return warnings
}
