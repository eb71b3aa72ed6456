package catalog

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"outpost/receipts"
)

// Item is one charge item of a price list.
type Item struct {
	// Key is the list's name, a slash and the values of the columns that the
	// mapping names, such as "drug/1017". It is unique within a version.
	Key string `json:"key"`
	// List is the short hash of the version that the item was loaded from;
	// empty before. It is not part of what the hash covers.
	List     string            `json:"list,omitempty"`
	Code     string            `json:"code,omitempty"`
	Name     string            `json:"name"`
	Spec     string            `json:"spec,omitempty"`
	Unit     string            `json:"unit,omitempty"`
	Maker    string            `json:"maker,omitempty"`
	Category receipts.Category `json:"category"`
	// Price is in 1/10000 of the version's currency.
	Price receipts.Price `json:"price_e4"`
	// Initials are the pinyin initials by which the item is found: lower-case
	// ASCII, several when a character has several readings.
	Initials []string `json:"initials,omitempty"`
	Barcode  string   `json:"barcode,omitempty"`
}

// Line makes a charge line of qty units with everything of the item that a
// receipt keeps. Settling the bill sets its amount.
func (i Item) Line(qty receipts.Quantity) receipts.Line {
	return receipts.Line{
		Item: i.Key, Code: i.Code, Name: i.Name, Spec: i.Spec, Unit: i.Unit, Maker: i.Maker,
		Category: i.Category, Price: i.Price, Quantity: qty, List: i.List,
	}
}

// The canonical form of an item is its ten fields with a separator between
// them and a terminator behind. Both are control characters, which no field
// may hold, so that two different lists never have the same form. The database
// builds the same form in loadItems.
const (
	fieldEnd = '\x1f'
	itemEnd  = '\x1e'
)

// Positions of the fields in the canonical form.
const (
	atKey = iota
	atCode
	atName
	atSpec
	atUnit
	atMaker
	atCategory
	atPrice
	atInitials
	atBarcode
	fieldCount
)

// canonical appends the item's canonical form to b, without the terminator.
func (i Item) canonical(b []byte) []byte {
	for n, text := range [...]string{i.Key, i.Code, i.Name, i.Spec, i.Unit, i.Maker, string(i.Category)} {
		if n > 0 {
			b = append(b, fieldEnd)
		}
		b = append(b, text...)
	}
	b = append(b, fieldEnd)
	b = strconv.AppendInt(b, int64(i.Price), 10)
	b = append(b, fieldEnd)
	b = append(b, strings.Join(i.Initials, " ")...)
	b = append(b, fieldEnd)
	return append(b, i.Barcode...)
}

// cut splits a canonical form into its fields; ok is false when it has not
// exactly ten.
func cut(form string) (fields [fieldCount]string, ok bool) {
	for n := range fieldCount - 1 {
		end := strings.IndexByte(form, fieldEnd)
		if end < 0 {
			return fields, false
		}
		fields[n], form = form[:end], form[end+1:]
	}
	fields[fieldCount-1] = form
	return fields, strings.IndexByte(form, fieldEnd) < 0
}

// item makes the Item of a canonical form that was checked when it was loaded.
func item(form, list string) Item {
	f, _ := cut(form)
	price, _ := strconv.ParseInt(f[atPrice], 10, 64)
	return Item{
		Key: f[atKey], List: list, Code: f[atCode], Name: f[atName], Spec: f[atSpec], Unit: f[atUnit],
		Maker: f[atMaker], Category: receipts.Category(f[atCategory]), Price: receipts.Price(price),
		Initials: strings.Fields(f[atInitials]), Barcode: f[atBarcode],
	}
}

// Validate refuses an item that could not be charged or would break the
// canonical form: no key or name, control characters, broken text, an unknown
// category, a price out of range. The error is an ErrItem naming the field.
func (i Item) Validate() error {
	if i.Key == "" || i.Name == "" {
		return fmt.Errorf("%w: item %q needs a key and a name", ErrItem, i.Key+" "+i.Name)
	}
	fields := map[string]string{"key": i.Key, "code": i.Code, "name": i.Name, "spec": i.Spec, "unit": i.Unit, "maker": i.Maker, "barcode": i.Barcode}
	for field, text := range fields {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
			return fmt.Errorf("%w: the %s of item %q holds broken or control characters", ErrItem, field, i.Key)
		}
	}
	for _, initials := range i.Initials {
		if initials == "" || strings.Trim(initials, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return fmt.Errorf("%w: the initials %q of item %q are not lower-case letters and digits", ErrItem, initials, i.Key)
		}
	}
	if _, ok := receipts.ParseCategory(string(i.Category)); !ok {
		return fmt.Errorf("%w: item %q has the unknown category %q", ErrItem, i.Key, i.Category)
	}
	if i.Price < 0 || i.Price > receipts.MaxPrice {
		return fmt.Errorf("%w: item %q has a price out of range", ErrItem, i.Key)
	}
	return nil
}
