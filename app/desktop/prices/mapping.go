package prices

import (
	"errors"
	"maps"
	"strconv"
	"strings"

	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/sync/mirror"
)

// Field is one line of a mapping that a person may correct.
type Field struct {
	// ID is mirror's word for it; Name is what a person reads.
	ID, Name string
	Value    string
	// Column says that the value names columns of the file.
	Column bool
}

// Words of the mapping that are not item or patient fields.
const (
	fieldList      = "list"
	fieldSheet     = "sheet"
	fieldHeader    = "header_row"
	fieldEncoding  = "encoding"
	fieldDelimiter = "delimiter"
	fieldKey       = "key"
	fieldRest      = "category_rest"
)

// columnFields are the fields that a list can have columns for, in the order in
// which they are shown.
func columnFields(kind Kind) []string {
	switch kind {
	case Orders:
		return mirror.OrderFields()
	case Patients:
		return []string{
			mirror.FieldName, mirror.FieldNumber, mirror.FieldSex, mirror.FieldBirthDate, mirror.FieldIDNumber,
			mirror.FieldPhone, mirror.FieldCard, mirror.FieldInsurance,
		}
	}
	return []string{
		mirror.FieldName, mirror.FieldPrice, mirror.FieldCode, mirror.FieldUnit, mirror.FieldSpec, mirror.FieldMaker,
		mirror.FieldCategory, mirror.FieldInitials, mirror.FieldBarcode,
	}
}

// fieldName is a field as a person reads it.
func (m *Model) fieldName(id string) string {
	keys := map[string]i18n.Key{
		mirror.FieldCode: i18n.PricesFieldCode, mirror.FieldName: i18n.PricesFieldName, mirror.FieldSpec: i18n.PricesFieldSpec,
		mirror.FieldUnit: i18n.PricesFieldUnit, mirror.FieldMaker: i18n.PricesFieldMaker, mirror.FieldPrice: i18n.PricesFieldPrice,
		mirror.FieldCategory: i18n.PricesFieldCategory, mirror.FieldInitials: i18n.PricesFieldInitials,
		mirror.FieldBarcode: i18n.PricesFieldBarcode, mirror.FieldNumber: i18n.PricesFieldNumber, mirror.FieldSex: i18n.PricesFieldSex,
		mirror.FieldBirthDate: i18n.PricesFieldBirthDate, mirror.FieldIDNumber: i18n.PricesFieldIDNumber,
		mirror.FieldPhone: i18n.PricesFieldPhone, mirror.FieldCard: i18n.PricesFieldCard, mirror.FieldInsurance: i18n.PricesFieldInsurance,
		fieldList: i18n.PricesFieldList, fieldSheet: i18n.PricesFieldSheet, fieldHeader: i18n.PricesFieldHeader,
		fieldEncoding: i18n.PricesFieldEncoding, fieldDelimiter: i18n.PricesFieldDelimiter, fieldKey: i18n.PricesFieldKey,
		fieldRest: i18n.PricesFieldRest, mirror.OrderNumber: i18n.PricesFieldOrder, mirror.OrderPatient: i18n.PricesFieldNumber,
		mirror.OrderItem: i18n.PricesFieldItem, mirror.OrderQuantity: i18n.TillColQuantity, mirror.OrderPrescription: i18n.PricesFieldPrescription,
		mirror.OrderDoctor: i18n.PricesFieldDoctor, mirror.OrderDepartment: i18n.PricesFieldDepartment, mirror.OrderTime: i18n.PricesFieldOrdered,
	}
	if key, ok := keys[id]; ok {
		return m.t(key)
	}
	return id
}

// Fields are the lines of the mapping of the file that is shown.
func (m *Model) Fields() []Field {
	if m.shown == nil {
		return nil
	}
	mapping := m.shown.Mapping()
	var out []Field
	for _, id := range columnFields(m.kind) {
		out = append(out, Field{ID: id, Name: m.fieldName(id), Value: mapping.Columns[id], Column: true})
	}
	add := func(id, value string) {
		out = append(out, Field{ID: id, Name: m.fieldName(id), Value: value, Column: id == fieldKey})
	}
	if m.kind != Orders {
		add(fieldKey, strings.Join(mapping.Key, " + "))
	}
	add(fieldList, mapping.List)
	if m.kind == Prices {
		add(fieldRest, string(mapping.Category))
	}
	add(fieldHeader, strconv.Itoa(mapping.HeaderRow))
	if mapping.Sheet != "" {
		add(fieldSheet, mapping.Sheet)
		return out
	}
	add(fieldEncoding, mapping.Encoding)
	delimiter := mapping.Delimiter
	if delimiter == "\t" {
		delimiter = "tab"
	}
	add(fieldDelimiter, delimiter)
	return out
}

// Hint says what may be typed for a field: the file's columns with their
// numbers, where it takes columns.
func (m *Model) Hint(f Field) string {
	if !f.Column {
		return ""
	}
	return m.t(i18n.PricesColumnHint) + "\n" + person.Numbered(m.shown.Columns())
}

// Correct gives the mapping with one field as a person typed it. What depends on
// it is proposed again: another header row has other columns.
func (m *Model) Correct(f Field, typed string) (*mirror.Mapping, error) {
	mapping := m.shown.Mapping()
	mapping.Columns = maps.Clone(mapping.Columns)
	typed = strings.TrimSpace(typed)
	anew := func() { mapping.Columns, mapping.Key, mapping.Categories = nil, nil, nil }
	switch f.ID {
	case fieldList:
		mapping.List = typed
	case fieldRest:
		category, ok := receipts.ParseCategory(typed)
		if !ok && typed != "" {
			return nil, errors.New(m.t(i18n.PricesNoCategory, typed))
		}
		mapping.Category = category
	case fieldHeader:
		row, err := strconv.Atoi(typed)
		if err != nil {
			return nil, errors.New(m.t(i18n.PricesNoRow))
		}
		mapping.HeaderRow = row
		anew()
	case fieldSheet:
		mapping.Sheet, mapping.HeaderRow = typed, 0
		anew()
	case fieldEncoding:
		mapping.Encoding, mapping.HeaderRow = typed, 0
		anew()
	case fieldDelimiter:
		if typed == "tab" {
			typed = "\t"
		}
		mapping.Delimiter, mapping.HeaderRow = typed, 0
		anew()
	case fieldKey:
		mapping.Key = m.columns(typed)
	default:
		delete(mapping.Columns, f.ID)
		if named := m.columns(typed); len(named) > 0 {
			mapping.Columns[f.ID] = strings.Join(named, " + ")
		}
	}
	return &mapping, nil
}

// columns reads columns typed by number or name, several joined by a plus.
func (m *Model) columns(typed string) []string {
	all := m.shown.Columns()
	var out []string
	for part := range strings.SplitSeq(typed, "+") {
		part = strings.TrimSpace(part)
		if n, err := strconv.Atoi(part); err == nil && n >= 1 && n <= len(all) {
			part = all[n-1]
		}
		if part != "" {
			out = append(out, part)
		}
	}
	return out
}

// fieldRows shows the mapping as a table: field, column.
type fieldRows struct{ all []Field }

// Len completes kit.Rows.
func (f fieldRows) Len() int { return len(f.all) }

// Cell completes kit.Rows.
func (f fieldRows) Cell(row, col int) string {
	switch x := f.all[row]; {
	case col == 0:
		return x.Name
	case x.Value == "":
		return "–"
	default:
		return x.Value
	}
}
