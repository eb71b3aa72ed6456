package mirror

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// The fields of a file of receipts that were written on paper, beside those of a
// patient. A row is one charge line, one payment, or both; rows of one number are
// one receipt. The number and the time are required.
const (
	PaperNumber       = "receipt"
	PaperTime         = "time"
	PaperCashier      = "cashier"
	PaperPatient      = "patient" // the outpatient number
	PaperGuardian     = "guardian"
	PaperGuardianTel  = "guardian_phone"
	PaperNoPhone      = "no_phone_reason"
	PaperDoctor       = "doctor"
	PaperDepartment   = "department"
	PaperPrescription = "prescription"
	PaperDoses        = "doses"
	PaperItem         = "item"
	PaperCode         = "code"
	PaperPackage      = "package"
	PaperText         = "text" // a free-text item
	PaperQuantity     = "qty"
	PaperPrice        = "price"
	PaperReason       = "price_reason"
	PaperCategory     = "category"
	PaperUnit         = "unit"
	PaperTender       = "tender"
	PaperAmount       = "amount"
	PaperReference    = "reference"
	PaperInsurer      = "insurer"
	PaperBenefit      = "benefit"
	PaperGreen        = "green"
)

// PaperFields lists every field that a mapping of a paper file can name, in the
// order in which a file is best laid out.
func PaperFields() []string {
	return []string{
		PaperNumber, PaperTime, PaperCashier, PaperPatient, FieldName, FieldSex, FieldBirthDate, FieldIDNumber, FieldPhone, PaperGuardian, PaperGuardianTel,
		PaperNoPhone, FieldCard, FieldInsurance, PaperInsurer, PaperBenefit, PaperGreen, PaperDoctor, PaperDepartment, PaperPrescription, PaperDoses,
		PaperItem, PaperCode, PaperPackage, PaperText, PaperQuantity, PaperPrice, PaperReason, PaperCategory, PaperUnit, PaperTender, PaperAmount, PaperReference,
	}
}

// PaperRow is one row of a receipt: its number in the file, and its cells by
// field; times are YYYY-MM-DD HH:MM:SS.
type PaperRow struct {
	Row   int
	Cells map[string]string
	// raw is the whole row as the file has it.
	raw []string
}

// PaperReceipt is the rows of one receipt, in the order of the file.
type PaperReceipt struct {
	Number string
	Rows   []PaperRow
}

// RefuseFor is Refuse over an error of the ledger or of its rules.
func (r PaperReceipt) RefuseFor(row int, field string, cause error) []Refusal {
	all := r.Refuse(row, field, cause.Error())
	for i := range all {
		if all[i].Row == row {
			all[i].Cause = cause
		}
	}
	return all
}

// Refuse is the refusal of all rows of a receipt: of the one in question with the
// reason, of the others because the receipt is not taken half.
func (r PaperReceipt) Refuse(row int, field, reason string) []Refusal {
	var all []Refusal
	for _, one := range r.Rows {
		refusal := Refusal{Row: one.Row, Field: field, Reason: reason, Raw: one.Cells[field], Cells: one.raw}
		if one.Row != row {
			refusal.Field, refusal.Raw = PaperNumber, r.Number
			refusal.Reason = fmt.Sprintf("row %d of the same receipt cannot be taken, and no receipt is taken half", row)
		}
		all = append(all, refusal)
	}
	return all
}

// Paper is the preview of a file of receipts that were written on paper. Rows is
// the rows of Receipts and Refused together. All of it is personal data.
type Paper struct {
	File       string         `json:"file"`
	SourceHash string         `json:"source_hash"`
	Mapping    Mapping        `json:"mapping"`
	Sheets     []string       `json:"sheets,omitempty"`
	Columns    []string       `json:"columns"`
	Rows       int            `json:"rows"`
	Receipts   []PaperReceipt `json:"-"`
	Refused    []Refusal      `json:"-"`
	Warnings   []string       `json:"warnings,omitempty"`

	// last is the number of the row before; broken are the numbers of receipts of
	// which a row was refused.
	last   string
	broken map[string]bool
}

// WriteRefused writes refused rows as Prices.WriteRefused does: those of the
// preview, and others that were refused since. The file holds personal data and
// is readable by its owner only.
func (p *Paper) WriteRefused(path string, others []Refusal) error {
	all := append(slices.Clone(p.Refused), others...)
	slices.SortStableFunc(all, func(a, b Refusal) int { return a.Row - b.Row })
	return writeRefused(path, p.Columns, all)
}

// PreviewPaper reads a file of receipts that were written on paper (CSV, XLSX and
// the others) as mapping says; what it leaves open, or all with nil, is proposed.
// A row without a number belongs to the receipt above it.
func PreviewPaper(ctx context.Context, path string, mapping *Mapping) (*Paper, error) {
	m := mapping.clone()
	t, err := load(ctx, path, &m, paperWords(), PaperNumber)
	if err != nil {
		return nil, err
	}
	if len(m.Columns) == 0 {
		m.Columns = t.proposePaper()
	}
	places, err := t.places(&m, PaperFields(), PaperNumber, PaperTime)
	if err != nil {
		return nil, err
	}
	if len(places[PaperItem])+len(places[PaperCode])+len(places[PaperPackage])+len(places[PaperText]) == 0 {
		return nil, misfit(PaperItem, "it needs a column, or one for code, package or text; the file has %s", t.listColumns())
	}
	p := &Paper{File: t.name, SourceHash: t.hash, Mapping: m, Sheets: t.sheets, Columns: t.columns, Rows: len(t.rows), Warnings: t.warnings, broken: map[string]bool{}}
	for n, r := range t.rows {
		if n%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		p.add(t, r, places)
	}
	p.keepWhole()
	return p, nil
}

// proposePaper proposes the columns; a date and a time of day make the time.
func (t *table) proposePaper() map[string]string {
	columns := t.propose(paperWords(), func(string, int) bool { return true })
	date, clock := columns[paperDate], columns[paperClock]
	delete(columns, paperDate)
	delete(columns, paperClock)
	switch {
	case columns[PaperTime] != "":
	case date != "" && clock != "":
		columns[PaperTime] = date + columnJoin + clock
	case date != "":
		columns[PaperTime] = date
	case clock != "":
		columns[PaperTime] = clock
	}
	return columns
}

// add sorts a row to its receipt, or refuses it.
func (p *Paper) add(t *table, r row, places map[string][]int) {
	one := PaperRow{Row: r.number, Cells: map[string]string{}, raw: r.cells}
	for field, at := range places {
		if text := r.join(at); text != "" {
			one.Cells[field] = text
		}
	}
	number := plainNumber(one.Cells[PaperNumber], t.binary)
	if number == "" {
		number = p.last
	}
	p.last, one.Cells[PaperNumber] = number, number
	if field, reason := p.readable(t, r, &one); reason != "" {
		p.Refused = append(p.Refused, Refusal{Row: r.number, Field: field, Reason: reason, Raw: one.Cells[field], Cells: r.cells})
		p.broken[strings.ToUpper(number)] = true
		return
	}
	at := slices.IndexFunc(p.Receipts, func(known PaperReceipt) bool { return strings.EqualFold(known.Number, number) })
	if at < 0 {
		at = len(p.Receipts)
		p.Receipts = append(p.Receipts, PaperReceipt{Number: number})
	}
	p.Receipts[at].Rows = append(p.Receipts[at].Rows, one)
}

// readable brings a row's cells to their plain forms; reason says why it cannot.
func (p *Paper) readable(t *table, r row, one *PaperRow) (field, reason string) {
	if reason := t.check(r); reason != "" {
		return "row", reason
	}
	for n := range r.cells {
		if reason := trouble(r.cell(n)); reason != "" {
			return t.columns[min(n, len(t.columns)-1)], reason
		}
	}
	if one.Cells[PaperNumber] == "" {
		return PaperNumber, "the receipt's number is empty"
	}
	for _, field := range []string{PaperQuantity, PaperPrice, PaperAmount, PaperDoses} {
		if text, ok := one.Cells[field]; ok {
			one.Cells[field] = plainNumber(strings.TrimLeft(strings.ReplaceAll(text, ",", ""), "¥￥$ "), t.binary)
		}
	}
	if text, ok := one.Cells[PaperTime]; ok {
		at, ok := paperTime(text, t.binary)
		if !ok {
			return PaperTime, "the time is none like 2026-11-20 09:40"
		}
		one.Cells[PaperTime] = at
	}
	if text, ok := one.Cells[FieldBirthDate]; ok {
		birth, ok := birthDate(text, t.binary)
		if !ok {
			return FieldBirthDate, "the birth date is not a date like 1990-12-31"
		}
		one.Cells[FieldBirthDate] = birth
	}
	if text, ok := one.Cells[FieldSex]; ok {
		one.Cells[FieldSex] = string(sexOf(text))
	}
	return "", ""
}

// heads are the fields that are the whole receipt's: where two of its rows say
// them, they must say the same.
func paperHeads() []string {
	return []string{
		PaperTime, PaperCashier, PaperPatient, FieldName, FieldSex, FieldBirthDate, FieldIDNumber, FieldPhone, PaperGuardian, PaperGuardianTel, PaperNoPhone,
		FieldCard, FieldInsurance, PaperInsurer, PaperBenefit, PaperGreen,
	}
}

// keepWhole refuses the receipts that lost a row, and those whose rows say
// different things: two receipts of one number, or a slip of the pen.
func (p *Paper) keepWhole() {
	whole := p.Receipts[:0]
	for _, r := range p.Receipts {
		row, field, reason := r.contradiction()
		if p.broken[strings.ToUpper(r.Number)] {
			row, field, reason = r.Rows[0].Row, PaperNumber, "another row of the receipt cannot be taken, and no receipt is taken half"
		}
		if row == 0 {
			whole = append(whole, r)
			continue
		}
		p.Refused = append(p.Refused, r.Refuse(row, field, reason)...)
	}
	p.Receipts = whole
	slices.SortStableFunc(p.Refused, func(a, b Refusal) int { return a.Row - b.Row })
}

func (r PaperReceipt) contradiction() (row int, field, reason string) {
	for _, field := range paperHeads() {
		first := -1
		for i, one := range r.Rows {
			switch text := one.Cells[field]; {
			case text == "":
			case first < 0:
				first = i
			case text != r.Rows[first].Cells[field]:
				return one.Row, field, fmt.Sprintf("row %d has the same receipt number and another %s; no two receipts have one number", r.Rows[first].Row, field)
			}
		}
	}
	return 0, "", ""
}

// Head is what the receipt says of a field that is the whole receipt's.
func (r PaperReceipt) Head(field string) string {
	for _, one := range r.Rows {
		if text := one.Cells[field]; text != "" {
			return text
		}
	}
	return ""
}

// plainNumber takes the noise of binary fractions and exponents off a number of a
// workbook: 0.30000000000000004 is 0.3, 1.2E5 is 120000. Other texts stay.
func plainNumber(text string, binary bool) string {
	f, err := strconv.ParseFloat(text, 64)
	if !binary || err != nil || strings.Trim(text, "0123456789.eE+-") != "" || !strings.ContainsAny(text, ".eE") {
		return text
	}
	rounded := strconv.FormatFloat(f, 'f', 4, 64)
	if back, err := strconv.ParseFloat(rounded, 64); err != nil || back-f > 1e-9 || f-back > 1e-9 {
		return text
	}
	return strings.TrimSuffix(strings.TrimRight(rounded, "0"), ".")
}

// paperTime reads a time in the forms that files have. A workbook has the days
// since 1900 with a fraction, for date and time of day each where they stand in
// two columns.
func paperTime(text string, binary bool) (string, bool) {
	if binary {
		days := 0.0
		for _, part := range strings.Fields(text) {
			f, err := strconv.ParseFloat(part, 64)
			if err != nil {
				days = -1
				break
			}
			days += f
		}
		if days > 1 && days < 80000 {
			at, err := excelize.ExcelDateToTime(days, false)
			return at.Round(time.Second).Format(time.DateTime), err == nil
		}
	}
	text = strings.Replace(text, "T", " ", 1)
	for _, layout := range []string{time.DateTime, "2006-01-02 15:04", "2006-1-2 15:4", "2006-1-2 15:4:5", "2006/1/2 15:4", "2006/1/2 15:4:5", "2006.1.2 15:4", "2006年1月2日 15:4", "2006年1月2日 15时4分", "20060102 15:04", "200601021504"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.Format(time.DateTime), true
		}
	}
	return "", false
}
