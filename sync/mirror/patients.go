package mirror

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"outpost/receipts"
	"outpost/store/catalog"
)

// Patients is the preview of a patient file. Rows is len(Patients) +
// len(Refused). Everything in Patients and Refused is personal data.
type Patients struct {
	File       string             `json:"file"`
	SourceHash string             `json:"source_hash"`
	Mapping    Mapping            `json:"mapping"`
	Sheets     []string           `json:"sheets,omitempty"`
	Columns    []string           `json:"columns"`
	Rows       int                `json:"rows"`
	Patients   []receipts.Patient `json:"-"`
	Refused    []Refusal          `json:"-"`
	Warnings   []string           `json:"warnings,omitempty"`
}

// Version is the version that accepting the preview makes; its hash covers all
// patients.
func (p *Patients) Version(at time.Time) catalog.Version {
	sum := sha256.New()
	encode := json.NewEncoder(sum)
	for _, patient := range p.Patients {
		_ = encode.Encode(patient) // texts into a hash: neither can fail
	}
	return catalog.Version{
		List: p.Mapping.List, Hash: hex.EncodeToString(sum.Sum(nil)), Count: len(p.Patients),
		Source: p.File, SourceHash: p.SourceHash, At: at.UTC().Truncate(time.Microsecond),
	}
}

// WriteRefused writes the refused rows as Prices.WriteRefused does. The file
// holds personal data and is readable by its owner only.
func (p *Patients) WriteRefused(path string) error { return writeRefused(path, p.Columns, p.Refused) }

// PreviewPatients reads a patient file (CSV, XLSX and the others) as mapping
// says; what the mapping leaves open, or all with nil, is proposed. The key
// must be different in every row: from it and the list's name comes the id
// that the patient keeps when the file is copied again.
func PreviewPatients(ctx context.Context, path string, mapping *Mapping) (*Patients, error) {
	m := mapping.clone()
	t, err := load(ctx, path, &m, patientWords())
	if err != nil {
		return nil, err
	}
	if len(m.Columns) == 0 {
		if m.Columns, err = t.proposePatients(); err != nil {
			return nil, err
		}
	}
	fields := []string{FieldName, FieldNumber, FieldSex, FieldBirthDate, FieldIDNumber, FieldPhone, FieldCard, FieldInsurance}
	places, err := t.places(&m, fields, FieldName)
	if err != nil {
		return nil, err
	}
	if len(m.Key) == 0 {
		m.Key = t.proposePatientKey(m.Columns)
	}
	var key []int
	for _, name := range m.Key {
		at, err := resolve(t.columns, "key", name)
		if err != nil {
			return nil, err
		}
		key = append(key, at...)
	}
	if len(key) == 0 {
		return nil, misfit("key", "%s has no column that tells its patients apart; name one, or several, in a mapping", t.name)
	}
	p := &Patients{File: t.name, SourceHash: t.hash, Mapping: m, Sheets: t.sheets, Columns: t.columns, Rows: len(t.rows), Warnings: t.warnings}
	return p, p.readAll(ctx, t, places, key)
}

// proposePatients proposes the columns; a first and a last name make a name.
func (t *table) proposePatients() (map[string]string, error) {
	columns := t.propose(patientWords(), func(string, int) bool { return true })
	first, last := columns[fieldFirst], columns[fieldLast]
	delete(columns, fieldFirst)
	delete(columns, fieldLast)
	if columns[FieldName] == "" && first != "" && last != "" {
		columns[FieldName] = first + columnJoin + last
		if chinese := plainHeader(last) == "姓"; chinese {
			columns[FieldName] = last + columnJoin + first
		}
	}
	if columns[FieldName] == "" {
		return nil, &unreadable{fmt.Sprintf("%s has no column with names; its columns are %s. Choose another file, or name the column in a mapping", t.name, t.listColumns())}
	}
	if price := t.priceColumn(); price != "" {
		return nil, &unreadable{fmt.Sprintf("%s is a price list: column %q holds prices. Import it as prices, or name the columns of its patients in a mapping", t.name, price)}
	}
	if !aPersons(columns) {
		return nil, &unreadable{fmt.Sprintf("%s does not look like a list of patients: beside names it has no sex, birth date, ID number, phone, card or patient number; its columns are %s. Choose another file, or name the columns in a mapping",
			t.name, t.listColumns())}
	}
	return columns, nil
}

// aPersons says whether any column is one that only people have.
func aPersons(columns map[string]string) bool {
	for _, field := range []string{FieldNumber, FieldSex, FieldBirthDate, FieldIDNumber, FieldPhone, FieldCard, FieldInsurance} {
		if columns[field] != "" {
			return true
		}
	}
	return false
}

// priceColumn is the column that is headed as prices and holds them; empty where
// there is none. Words that also stand in patient files, such as "outpatient"
// and "amount", are not enough.
func (t *table) priceColumn() string {
	p := newPricer(t.binary)
	for column, name := range t.columns {
		header := plainHeader(name)
		named := slices.ContainsFunc([]string{"price", "单价", "零售价", "价格", "售价", "收费标准"}, func(word string) bool { return strings.Contains(header, word) })
		part, filled := t.share(column, func(cell string) bool { _, reason := p.parse(cell); return reason == "" })
		if named && filled && part >= 0.5 {
			return name
		}
	}
	return ""
}

// proposePatientKey takes the column that numbers the patients.
func (t *table) proposePatientKey(columns map[string]string) []string {
	all := make([]found, len(t.rows))
	for n, r := range t.rows {
		all[n].row = r
	}
	if id := t.idColumn(all); id >= 0 {
		return []string{t.columns[id]}
	}
	for _, field := range []string{FieldNumber, FieldCard, FieldIDNumber} {
		if n := slices.Index(t.columns, columns[field]); n >= 0 {
			return []string{t.columns[n]}
		}
	}
	return nil
}

func (p *Patients) readAll(ctx context.Context, t *table, places map[string][]int, key []int) error {
	taken := map[string]int{} // key → row
	for n, row := range t.rows {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		patient, refusal := p.read(t, row, places, key)
		if refusal == nil && taken[patient.HISKey] > 0 {
			refusal = &Refusal{Row: row.number, Field: "key", Reason: fmt.Sprintf("it has the key of row %d", taken[patient.HISKey]), Raw: patient.HISKey, Cells: row.cells}
		}
		if refusal != nil {
			p.Refused = append(p.Refused, *refusal)
			continue
		}
		taken[patient.HISKey] = row.number
		p.Patients = append(p.Patients, patient)
	}
	return nil
}

// read understands one row, or says why not.
func (p *Patients) read(t *table, row row, places map[string][]int, key []int) (receipts.Patient, *Refusal) {
	refuse := func(field, reason, raw string) (receipts.Patient, *Refusal) {
		return receipts.Patient{}, &Refusal{Row: row.number, Field: field, Reason: reason, Raw: raw, Cells: row.cells}
	}
	if reason := t.check(row); reason != "" {
		return refuse("row", reason, "")
	}
	for n := range row.cells {
		if reason := trouble(row.cell(n)); reason != "" {
			return refuse(t.columns[min(n, len(t.columns)-1)], reason, row.cells[n])
		}
	}
	text := func(field string) string { return row.join(places[field]) }
	hisKey := row.join(key)
	if hisKey == "" {
		return refuse("key", fmt.Sprintf("the key is empty (%q)", p.Mapping.Key), "")
	}
	birth, ok := birthDate(text(FieldBirthDate), t.binary)
	if !ok {
		return refuse(FieldBirthDate, "the birth date is not a date like 1990-12-31", text(FieldBirthDate))
	}
	patient := receipts.Patient{
		ID: catalog.PatientID(p.Mapping.List, hisKey), HISKey: hisKey, Number: text(FieldNumber), Name: text(FieldName),
		Sex: sexOf(text(FieldSex)), BirthDate: birth, IDNumber: text(FieldIDNumber), Phone: text(FieldPhone),
		Card: text(FieldCard), InsuranceNumber: text(FieldInsurance),
	}
	if patient.Number == "" {
		patient.Number = hisKey
	}
	patient.Insured = patient.InsuranceNumber != ""
	if err := patient.Validate(); err != nil {
		return refuse(FieldName, err.Error(), patient.Name)
	}
	return patient, nil
}

// sexOf reads the words and codes in use (GB/T 2261.1: 1 male, 2 female).
func sexOf(word string) receipts.Sex {
	switch strings.ToLower(word) {
	case "m", "male", "男", "男性", "1":
		return receipts.SexMale
	case "f", "female", "女", "女性", "2":
		return receipts.SexFemale
	}
	return receipts.SexUnknown
}

// birthDate reads a date in the forms that files have, as YYYY-MM-DD; empty
// stays empty. A workbook has the days since 1900.
func birthDate(text string, binary bool) (string, bool) {
	if text == "" {
		return "", true
	}
	if days, err := strconv.ParseFloat(text, 64); binary && err == nil && days > 0 && days < 80000 {
		day, err := excelize.ExcelDateToTime(days, false)
		return day.Format(time.DateOnly), err == nil
	}
	day, _, _ := strings.Cut(strings.Replace(text, "T", " ", 1), " ")
	for _, layout := range []string{time.DateOnly, "2006-1-2", "2006/1/2", "2006.1.2", "20060102", "2006年1月2日"} {
		if t, err := time.Parse(layout, day); err == nil {
			return t.Format(time.DateOnly), t.Year() > 1850
		}
	}
	return "", false
}
