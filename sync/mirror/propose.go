package mirror

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"outpost/receipts"
)

// sampleRows is how many rows are looked at to tell what a column holds.
const sampleRows = 2000

func (t *table) sample() []row { return t.rows[:min(sampleRows, len(t.rows))] }

// share says which part of a column's cells that are not empty passes; ok is
// false when all are empty.
func (t *table) share(column int, pass func(string) bool) (part float64, ok bool) {
	passed, filled := 0, 0
	for _, r := range t.sample() {
		if cell := r.cell(column); cell != "" {
			filled++
			if pass(cell) {
				passed++
			}
		}
	}
	return float64(passed) / float64(max(filled, 1)), filled > 0
}

// propose gives each field the column whose header names it best and whose
// content can be it. A column serves one field.
func (t *table) propose(words []vocabulary, fits func(field string, column int) bool) map[string]string {
	type match struct{ score, column, field int }
	var matches []match
	for column, name := range t.columns {
		header := plainHeader(name)
		for field, v := range words {
			if score := v.score(header); score > 0 && fits(v.field, column) {
				matches = append(matches, match{score, column, field})
			}
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.field, b.field), cmp.Compare(a.column, b.column))
	})
	columns, used := map[string]string{}, map[int]bool{}
	for _, m := range matches {
		field := words[m.field].field
		if _, done := columns[field]; done || used[m.column] {
			continue
		}
		columns[field], used[m.column] = t.columns[m.column], true
	}
	return columns
}

// proposeItems proposes the columns of a price list.
func (t *table) proposeItems() (map[string]string, error) {
	if t.ofPatients() {
		return nil, &unreadable{fmt.Sprintf("%s is a list of patients, not of prices; its columns are %s. Import it as patients, or name the price column in a mapping",
			t.name, t.listColumns())}
	}
	p := newPricer(t.binary)
	columns := t.propose(itemWords(), func(field string, column int) bool {
		switch field {
		case FieldPrice:
			part, filled := t.share(column, func(cell string) bool { _, reason := p.parse(cell); return reason == "" })
			return filled && part >= 0.5
		case FieldCategory:
			part, filled := t.share(column, func(cell string) bool { _, ok := receipts.ParseCategory(cell); return ok })
			return filled && part >= 0.5
		}
		return true
	})
	t.proposePrice(columns)
	t.proposeName(columns)
	if columns[FieldPrice] == "" {
		return nil, &unreadable{fmt.Sprintf("%s has no price column; its columns are %s. Choose another file, or name the price column in a mapping",
			t.name, t.listColumns())}
	}
	if columns[FieldName] == "" {
		return nil, misfit(FieldName, "%s has no column that looks like a name; its columns are %s. Name one in a mapping", t.name, t.listColumns())
	}
	t.specAsUnit(columns)
	t.warnOtherPrices(columns)
	return columns, nil
}

// ofPatients says whether the file has two columns that only people have: an
// income or a deposit beside them is no price.
func (t *table) ofPatients() bool {
	columns, personal := t.propose(patientWords(), func(string, int) bool { return true }), 0
	for _, field := range []string{FieldSex, FieldBirthDate, FieldIDNumber, FieldPhone} {
		if columns[field] != "" {
			personal++
		}
	}
	return personal >= 2
}

// listColumns names the columns for a person, the first of many.
func (t *table) listColumns() string {
	const most = 30
	if len(t.columns) <= most {
		return strings.Join(t.columns, ", ")
	}
	return strings.Join(t.columns[:most], ", ") + fmt.Sprintf(" and %d more", len(t.columns)-most)
}

// free lists the columns that no field has yet.
func (t *table) free(columns map[string]string) (places []int) {
	used := slices.Collect(maps.Values(columns))
	for n, name := range t.columns {
		if !slices.Contains(used, name) {
			places = append(places, n)
		}
	}
	return places
}

// proposePrice takes the only column that looks like money where no header
// names one: numbers with two decimals or a currency sign.
func (t *table) proposePrice(columns map[string]string) {
	if columns[FieldPrice] != "" {
		return
	}
	p := newPricer(t.binary)
	var money []int
	for _, column := range t.free(columns) {
		part, filled := t.share(column, func(cell string) bool {
			_, reason := p.parse(cell)
			return reason == "" && (strings.ContainsAny(cell, "$¥￥元") || len(cell) > 3 && cell[len(cell)-3] == '.')
		})
		if filled && part >= 0.8 {
			money = append(money, column)
		}
	}
	if len(money) == 1 {
		columns[FieldPrice] = t.columns[money[0]]
		t.warnings = append(t.warnings, fmt.Sprintf("no header names the price; column %q was taken because it looks like money", columns[FieldPrice]))
	}
}

// proposeName takes the column with the longest texts where no header names
// one.
func (t *table) proposeName(columns map[string]string) {
	if columns[FieldName] != "" {
		return
	}
	best, longest := -1, 0
	for _, column := range t.free(columns) {
		length := 0
		part, _ := t.share(column, func(cell string) bool {
			length += utf8.RuneCountInString(cell)
			return strings.ContainsFunc(cell, unicode.IsLetter)
		})
		if part >= 0.8 && length > longest {
			best, longest = column, length
		}
	}
	if best >= 0 {
		columns[FieldName] = t.columns[best]
		t.warnings = append(t.warnings, fmt.Sprintf("no header names the item; column %q was taken because it holds the longest texts", columns[FieldName]))
	}
}

// specAsUnit takes a specification column for the unit where there is no other
// and it holds only short words without digits, such as 次 and 小时: a charge
// item's unit must never be missing from the screen when the file has it.
func (t *table) specAsUnit(columns map[string]string) {
	if columns[FieldUnit] != "" || columns[FieldSpec] == "" {
		return
	}
	part, filled := t.share(slices.Index(t.columns, columns[FieldSpec]), func(cell string) bool {
		return utf8.RuneCountInString(cell) <= 4 && !strings.ContainsFunc(cell, unicode.IsDigit)
	})
	if filled && part == 1 {
		columns[FieldUnit] = columns[FieldSpec]
		delete(columns, FieldSpec)
		t.warnings = append(t.warnings, fmt.Sprintf("column %q was taken as the unit: it holds only short words", columns[FieldUnit]))
	}
}

// warnOtherPrices names the other columns that could be the price.
func (t *table) warnOtherPrices(columns map[string]string) {
	p := newPricer(t.binary)
	var others []string
	for _, column := range t.free(columns) {
		header := plainHeader(t.columns[column])
		named := slices.ContainsFunc([]string{"price", "charge", "fee", "价"}, func(word string) bool { return strings.Contains(header, word) })
		part, filled := t.share(column, func(cell string) bool { _, reason := p.parse(cell); return reason == "" })
		if named && filled && part >= 0.5 {
			others = append(others, t.columns[column])
		}
	}
	if len(others) > 0 {
		t.warnings = append(t.warnings, fmt.Sprintf("the price was taken from %q; there are also %q", columns[FieldPrice], others))
	}
}

// proposeCategory is what a list is charged under that names no categories,
// by the words of the list's name.
func proposeCategory(list string) receipts.Category {
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(list, word) })
	}
	switch {
	case has("non_drug", "nondrug", "非药"):
		return receipts.CategoryOther
	case has("中成药", "patent"):
		return receipts.CategoryPatentDrug
	case has("饮片", "中草药", "herb"):
		return receipts.CategoryHerbal
	case has("drug", "pharm", "药"):
		return receipts.CategoryWesternDrug
	case has("检验", "化验", "laborator"):
		return receipts.CategoryLaboratory
	case has("材料", "耗材", "suppl"):
		return receipts.CategoryMaterial
	}
	return receipts.CategoryOther
}

// proposeCurrency takes the currency that headers or prices show; empty when
// they show none or several.
func (t *table) proposeCurrency(price int) string {
	cny, usd := false, false
	look := func(text string) {
		cny = cny || strings.ContainsAny(text, "¥￥元")
		usd = usd || strings.Contains(text, "$")
	}
	look(t.columns[price])
	for _, r := range t.sample() {
		look(r.cell(price))
	}
	switch {
	case cny && !usd:
		return "CNY"
	case usd && !cny:
		return "USD"
	}
	return ""
}
