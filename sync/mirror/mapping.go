package mirror

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/pelletier/go-toml/v2"

	"outpost/receipts"
)

// The fields of a charge item that a mapping can name columns for. Price and
// name are required.
const (
	FieldCode     = "code"
	FieldName     = "name"
	FieldSpec     = "spec"
	FieldUnit     = "unit"
	FieldMaker    = "maker"
	FieldPrice    = "price"
	FieldCategory = "category"
	FieldInitials = "initials"
	FieldBarcode  = "barcode"
)

// The fields of a patient. The name is required.
const (
	FieldNumber    = "number"
	FieldSex       = "sex"
	FieldBirthDate = "birth_date"
	FieldIDNumber  = "id_number"
	FieldPhone     = "phone"
	FieldCard      = "card"
	FieldInsurance = "insurance_number"
)

// Mapping says how a file is to be understood. Every field that is left empty
// is proposed from the file; what a person fills in is taken as it is.
type Mapping struct {
	// List is the name of the list, the first part of every item's key.
	List string `json:"list" toml:"list"`
	// Sheet is the worksheet of an XLSX file.
	Sheet string `json:"sheet,omitempty" toml:"sheet,omitempty"`
	// HeaderRow is the row that names the columns, counted from 1; -1 when the
	// file has none, then the columns are "column 1", "column 2"…
	HeaderRow int `json:"header_row" toml:"header_row"`
	// Encoding is utf-8, gb18030, cp1252, utf-16le or utf-16be.
	Encoding string `json:"encoding,omitempty" toml:"encoding,omitempty"`
	// Delimiter is one of , ; | and the tab.
	Delimiter string `json:"delimiter,omitempty" toml:"delimiter,omitempty"`
	// Currency is the ISO 4217 code that the file itself shows, if it does.
	Currency string `json:"currency,omitempty" toml:"currency,omitempty"`
	// Columns gives each field its column. Several columns are joined by a
	// space: "FIRST + LAST". A second column of one name is "name (2)".
	Columns map[string]string `json:"columns" toml:"columns"`
	// Key names the columns that tell the items of the list apart.
	Key []string `json:"key" toml:"key"`
	// Category is what items are charged under whose row names no category.
	Category receipts.Category `json:"category,omitempty" toml:"category,omitempty"`
	// Categories translates the category column's values, such as "103".
	Categories map[string]receipts.Category `json:"categories,omitempty" toml:"categories,omitempty"`
}

// ReadMapping reads a mapping that a person corrected, from a .json or else a
// TOML file. A word that a mapping does not know is an ErrMapping.
func ReadMapping(path string) (*Mapping, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the mapping cannot be read; look at the file's name: %w", err)
	}
	m := &Mapping{}
	if strings.EqualFold(filepath.Ext(path), ".json") {
		d := json.NewDecoder(bytes.NewReader(raw))
		d.DisallowUnknownFields()
		err = d.Decode(m)
	} else {
		err = toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields().Decode(m)
	}
	if err != nil {
		return nil, misfit("file", "%s cannot be read: %s", filepath.Base(path), plainMapping(err))
	}
	return m, nil
}

// plainMapping says what a decoder found in the words of the file instead of the
// program's own types.
func plainMapping(err error) string {
	var wrong *json.UnmarshalTypeError
	var strict *toml.StrictMissingError
	var decode *toml.DecodeError
	switch {
	case errors.As(err, &wrong):
		return fmt.Sprintf("%q cannot be a %s", wrong.Field, wrong.Value)
	case errors.As(err, &strict) && len(strict.Errors) > 0:
		row, _ := strict.Errors[0].Position()
		return fmt.Sprintf("row %d: %q is no field of a mapping", row, strings.Join(strict.Errors[0].Key(), "."))
	case errors.As(err, &decode):
		row, _ := decode.Position()
		text := strings.TrimPrefix(decode.Error(), "toml: ")
		if kind, _, mismatch := strings.Cut(strings.TrimPrefix(text, "cannot decode TOML "), " into "); mismatch {
			text = fmt.Sprintf("%q cannot be of the kind %s", strings.Join(decode.Key(), "."), kind)
		}
		return fmt.Sprintf("row %d: %s", row, text)
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

// Write keeps the mapping in a .json or else a TOML file, whole or not at all.
func (m *Mapping) Write(path string) error {
	marshal := toml.Marshal
	if strings.EqualFold(filepath.Ext(path), ".json") {
		marshal = func(v any) ([]byte, error) { return json.MarshalIndent(v, "", "  ") }
	}
	raw, err := marshal(m)
	if err != nil {
		return fmt.Errorf("write the mapping: %w", err)
	}
	return replaceFile(path, raw)
}

// clone copies the mapping so that a proposal never changes what was given.
func (m *Mapping) clone() Mapping {
	if m == nil {
		return Mapping{}
	}
	c := *m
	c.Key = slices.Clone(m.Key)
	return c
}

// columnJoin stands between the columns of a field that has several.
const columnJoin = " + "

// resolve finds the places of the columns that spec names.
func resolve(columns []string, field, spec string) ([]int, error) {
	if at := slices.Index(columns, spec); at >= 0 {
		return []int{at}, nil
	}
	var places []int
	for _, name := range strings.Split(spec, columnJoin) {
		at := slices.Index(columns, strings.TrimSpace(name))
		if at < 0 {
			return nil, misfit(field, "the file has no column %q; its columns are %s", name, strings.Join(columns, ", "))
		}
		places = append(places, at)
	}
	return places, nil
}

// listName makes a list's name from a file's: "Drug List.gb18030.csv" becomes
// "drug_list".
func listName(path string) string {
	name := strings.ToLower(filepath.Base(path))
	known := []string{".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".pipe", ".gb18030", ".gbk", ".gb2312", ".utf8", ".utf-8", ".utf16", ".cp1252", ".dat"}
	for slices.Contains(known, filepath.Ext(name)) {
		name = strings.TrimSuffix(name, filepath.Ext(name))
	}
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return "list"
	}
	return strings.Join(words, "_")
}
