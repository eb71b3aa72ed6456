// Package report makes A4 documents of tables and totals: the shift report, the
// proof of completeness, the list of faults. The caller brings every text in
// the language that it wants; this package breaks them into lines and pages.
//
//	r := report.Report{Title: "核对证明", Sections: []report.Section{...}}
//	file, err := report.PDF(ctx, r)
package report

import (
	"context"
	"errors"
	"fmt"
	"time"

	"outpost/receipts/pdf/lettering"
)

// ErrReport marks a report that cannot be laid out, such as a row with more
// cells than its table has columns.
var ErrReport = errors.New("the report cannot be made")

// Report is a document of A4 pages, upright.
type Report struct {
	Title    string
	Subtitle string // hospital, period
	// Created is printed into the file's properties.
	Created time.Time
	// Language is a BCP 47 tag, "zh-CN" or "en".
	Language string
	// Mark is written across every page beneath the text, such as "DRILL 演练".
	Mark string
	// Facts is the block of names and values under the title.
	Facts    []Fact
	Sections []Section
	// Signatures are the words before the lines to sign on, at the end.
	Signatures []string
	// Foot stands at the left of every page's foot, such as the ledger's head.
	Foot string
	// PageFormat is how pages are counted: two numbers, "page %d of %d".
	PageFormat string
}

// Fact is one name with its value. Strong ones are set in bold.
type Fact struct {
	Name, Value string
	Strong      bool
}

// Section is a heading with a text, a table, or both.
type Section struct {
	Heading string
	Text    string
	Table   Table
}

// Align is how a column is set.
type Align int

// A column's texts start at its left side, or end at its right as numbers do.
const (
	Left Align = iota
	Right
)

// Column is a column of a table. Widths are shares: they are scaled so that the
// table is as wide as the page.
type Column struct {
	Heading string
	Width   float64
	Align   Align
}

// Table is rows of texts. The heading is repeated on every page; a row is never
// torn apart by the end of one unless it is higher than a page.
type Table struct {
	Columns []Column
	Rows    []Row
	// Empty is said in place of rows where there are none, such as "no
	// differences"; an empty table is easily taken for a missing one.
	Empty string
}

// Row is one row. A Strong row (a total) is set in bold under a rule.
type Row struct {
	Cells  []string
	Strong bool
}

// PDF lays a report out and returns the file. Characters without a glyph are
// printed as [U+1F600]. It is safe for concurrent use and never panics; errors
// wrap ErrReport.
func PDF(ctx context.Context, r Report) (file []byte, err error) {
	defer func() {
		if trouble := recover(); trouble != nil {
			file, err = nil, fmt.Errorf("%w: %v", ErrReport, trouble)
		}
	}()
	if err := r.check(); err != nil {
		return nil, err
	}
	w, err := newWriter(r)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrReport, err)
	}
	w.title()
	w.facts()
	for _, section := range r.Sections {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrReport, err)
		}
		w.section(section)
	}
	w.signatures()
	w.feet()
	if file, err = lettering.Finish(w.doc, r.Language); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrReport, err)
	}
	return file, nil
}

func (r Report) check() error {
	for _, section := range r.Sections {
		for _, column := range section.Table.Columns {
			if column.Width <= 0 {
				return fmt.Errorf("%w: section %q: column %q has no width", ErrReport, section.Heading, column.Heading)
			}
		}
		for i, row := range section.Table.Rows {
			if len(row.Cells) > len(section.Table.Columns) {
				return fmt.Errorf("%w: section %q: row %d has %d cells for %d columns", ErrReport, section.Heading, i+1, len(row.Cells), len(section.Table.Columns))
			}
		}
	}
	return nil
}

// newWriter opens the first page.
func newWriter(r Report) (*writer, error) {
	w := &writer{
		report: r, letters: lettering.New(),
		doc: lettering.NewDocument(lettering.Info{Title: r.Title, Subject: r.Subtitle, Created: r.Created}, pageWidth, pageHeight),
	}
	r.announce(w.letters.Use)
	if err := w.letters.AddTo(w.doc); err != nil {
		return nil, err
	}
	w.newPage()
	return w, nil
}

// announce names every text that will be drawn, with its weight.
func (r Report) announce(use func(text string, bold bool)) {
	use(r.Title, true)
	use(r.Mark, true)
	for _, text := range append([]string{r.Subtitle, r.Foot, r.pageCount(12345, 67890)}, r.Signatures...) {
		use(text, false)
	}
	for _, f := range r.Facts {
		use(f.Name, false)
		use(f.Value, f.Strong)
	}
	for _, section := range r.Sections {
		use(section.Heading, true)
		use(section.Text, false)
		use(section.Table.Empty, false)
		for _, column := range section.Table.Columns {
			use(column.Heading, true)
		}
		for _, row := range section.Table.Rows {
			for _, cell := range row.Cells {
				use(cell, row.Strong)
			}
		}
	}
}

// pageCount is the text that numbers a page.
func (r Report) pageCount(page, pages int) string {
	if r.PageFormat == "" {
		return ""
	}
	return fmt.Sprintf(r.PageFormat, page, pages)
}
