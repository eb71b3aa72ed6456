package mirror

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// table is a file read as rows under named columns.
type table struct {
	name, hash string
	sheets     []string
	columns    []string
	rows       []row // below the header
	binary     bool  // numbers come from a workbook
	warnings   []string
}

// source is an opened file whose rows can be read by sheet. A text file is one
// sheet without a name.
type source struct {
	book   *workbook
	text   string
	delim  byte
	words  []vocabulary
	needed []string // fields without which a row is no header
}

// load reads the file as the mapping says and fills in what the mapping leaves
// open about sheet, encoding, delimiter and header.
func load(ctx context.Context, path string, m *Mapping, words []vocabulary, needed ...string) (*table, error) {
	name := filepath.Base(path)
	data, err := readWhole(path, name)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	t := &table{name: name, hash: hex.EncodeToString(sum[:])}
	if m.List == "" {
		m.List = listName(path)
	}
	if trouble(m.List) != "" {
		return nil, misfit("list", "the name %q holds control characters or is too long", m.List)
	}
	s := &source{words: words, needed: needed}
	if t.binary, err = isWorkbook(name, data); err != nil {
		return nil, err
	}
	if t.binary {
		if s.book, err = openWorkbook(name, data); err != nil {
			return nil, err
		}
		defer s.book.close()
		t.sheets = s.book.sheets()
	} else if err := s.openText(data, m); err != nil {
		return nil, err
	}
	return t, t.read(ctx, s, m)
}

func readWhole(path, name string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read %s: %w; check its name and place", name, err)
	case info.IsDir():
		return nil, cannotRead(name, "is a folder; name the file in it")
	case info.Size() > MaxFile:
		return nil, cannotRead(name, "has %d MB, more than the %d MB that are read; split it", info.Size()>>20, MaxFile>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return data, nil
}

func (s *source) openText(data []byte, m *Mapping) (err error) {
	if m.Encoding == "" {
		m.Encoding = detect(data)
	}
	if s.text, err = decode(data, m.Encoding); err != nil {
		return err
	}
	if m.Delimiter == "" {
		m.Delimiter = string(delimiter(s.text))
	}
	if len(m.Delimiter) != 1 || !strings.Contains(",;|\t", m.Delimiter) {
		return misfit("delimiter", "%q is none of , ; | and tab", m.Delimiter)
	}
	s.delim = m.Delimiter[0]
	return nil
}

// rows reads up to limit rows of a sheet.
func (s *source) rows(ctx context.Context, sheet string, limit int) ([]row, error) {
	if s.book != nil {
		return s.book.rows(ctx, sheet, limit)
	}
	rows, err := readText(ctx, s.text, s.delim)
	return rows[:min(limit, len(rows))], err
}

// read chooses the sheet, reads it and takes the header off.
func (t *table) read(ctx context.Context, s *source, m *Mapping) error {
	if m.Sheet != "" && !slices.Contains(t.sheets, m.Sheet) {
		return misfit("sheet", "%s has no sheet %q; its sheets are %q", t.name, m.Sheet, t.sheets)
	}
	if s.book != nil && m.Sheet == "" {
		if err := t.choose(ctx, s, m); err != nil {
			return err
		}
	}
	rows, err := s.rows(ctx, m.Sheet, maxRows+1)
	if err != nil {
		return err
	}
	if len(rows) > maxRows {
		return cannotRead(t.name, "has more than %d rows; split it", maxRows)
	}
	if len(rows) == 0 {
		return cannotRead(t.name, "has no rows; export the list again")
	}
	return t.split(rows, s, m)
}

// choose takes the first sheet with the best header.
func (t *table) choose(ctx context.Context, s *source, m *Mapping) error {
	best := -1
	for _, sheet := range t.sheets {
		rows, err := s.rows(ctx, sheet, headRows)
		if err != nil {
			return err
		}
		if _, score := s.header(rows, m); score > best && len(rows) > 0 {
			m.Sheet, best = sheet, score
		}
	}
	if best < 0 {
		return cannotRead(t.name, "has no rows in any sheet; export the list again")
	}
	if len(t.sheets) > 1 {
		t.warnings = append(t.warnings, fmt.Sprintf("sheet %q was taken of %q", m.Sheet, t.sheets))
	}
	return nil
}

// header finds the row that names the columns among the first ones: where it
// is in rows (-1 for nowhere) and how many fields it names.
func (s *source) header(rows []row, m *Mapping) (at, score int) {
	at = -1
	for n, r := range rows[:min(headRows, len(rows))] {
		if len(m.Columns) > 0 {
			if named(nameColumns(r.cells), m.Columns) {
				return n, math.MaxInt
			}
			continue
		}
		fields := map[string]bool{}
		for _, cell := range r.cells {
			header := plainHeader(cell)
			for _, v := range s.words {
				if header != "" && v.score(header) > 0 {
					fields[v.field] = true
				}
			}
		}
		missing := slices.ContainsFunc(s.needed, func(field string) bool { return !fields[field] })
		if !missing && len(fields) >= 2 && len(fields) > score {
			at, score = n, len(fields)
		}
	}
	return at, score
}

// named says whether all columns that the mapping names are there.
func named(columns []string, fields map[string]string) bool {
	for field, spec := range fields {
		if _, err := resolve(columns, field, spec); err != nil {
			return false
		}
	}
	return true
}

// split takes the header off the rows.
func (t *table) split(rows []row, s *source, m *Mapping) error {
	at := -1
	switch {
	case m.HeaderRow > 0:
		at = slices.IndexFunc(rows, func(r row) bool { return r.number == m.HeaderRow })
		if at < 0 {
			return misfit("header_row", "row %d is blank or beyond the end of %s", m.HeaderRow, t.name)
		}
	case m.HeaderRow == 0:
		if at, _ = s.header(rows, m); at < 0 {
			at = likelyHeader(rows)
		}
	}
	if at < 0 {
		m.HeaderRow = -1
		width := 0
		for _, r := range rows[:min(len(rows), headRows)] {
			width = max(width, len(r.cells))
		}
		t.columns, t.rows = nameColumns(make([]string, width)), rows
		return nil
	}
	m.HeaderRow = rows[at].number
	t.columns, t.rows = nameColumns(rows[at].cells), rows[at+1:]
	return nil
}

// likelyHeader takes the first row as the header when it has no number in it
// and the second has one; otherwise the file has no header.
func likelyHeader(rows []row) int {
	if len(rows) == 1 || !slices.ContainsFunc(rows[0].cells, numeric) && slices.ContainsFunc(rows[1].cells, numeric) {
		return 0
	}
	return -1
}

func numeric(cell string) bool {
	_, reason := newPricer(false).parse(cell)
	return reason == ""
}

// nameColumns makes the cells of a header into distinct names.
func nameColumns(cells []string) []string {
	names := make([]string, len(cells))
	seen := map[string]int{}
	for n, cell := range cells {
		name := clean(cell)
		if name == "" {
			name = "column " + strconv.Itoa(n+1)
		}
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s (%d)", name, seen[name])
		}
		names[n] = name
	}
	return names
}

// check finds what is wrong with a row as a whole.
func (t *table) check(r row) string {
	if r.problem != "" {
		return r.problem
	}
	if len(r.cells) > len(t.columns) {
		extra := row{cells: r.cells[len(t.columns):]}
		if !extra.blank() {
			return fmt.Sprintf("it has %d cells, the header has %d; a delimiter may stand inside a text", len(r.cells), len(t.columns))
		}
	}
	if len(r.cells) < len(t.columns) && !t.binary {
		return fmt.Sprintf("it has %d cells, the header has %d", len(r.cells), len(t.columns))
	}
	return ""
}

// cell is the cleaned cell at place n, empty beyond the row's end.
func (r row) cell(n int) string {
	if n >= len(r.cells) {
		return ""
	}
	return clean(r.cells[n])
}

// join is the cleaned cells at the places, joined by a space.
func (r row) join(places []int) string {
	switch len(places) {
	case 0:
		return ""
	case 1:
		return r.cell(places[0])
	}
	var parts []string
	for _, n := range places {
		if cell := r.cell(n); cell != "" {
			parts = append(parts, cell)
		}
	}
	return strings.Join(parts, " ")
}
