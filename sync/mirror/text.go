package mirror

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// maxRow is the longest row of a text file, in bytes; maxRows how many rows a
// file may have; maxJoin how many lines a quoted cell may run over.
const (
	maxRow  = 1 << 20
	maxRows = 3_000_000
	maxJoin = 20
)

// row is one row as the file has it.
type row struct {
	// number is the line of a text file or the row of a sheet, from 1.
	number int
	cells  []string
	// problem says why the row cannot be taken at all.
	problem string
}

func (r row) blank() bool {
	return !slices.ContainsFunc(r.cells, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// textReader cuts a text into rows. Quotation marks follow RFC 4180 where they
// open a cell; elsewhere they are inch marks. One that is never closed costs
// its own line, not the rest of the file.
type textReader struct {
	text   string
	end    string // what ends a line: "\n", or "\r" in files of old Macs
	delim  byte
	number int // lines read
	width  int // cells that most rows had so far
	widths map[int]int
}

// readText cuts the whole text into rows, blank ones left out.
func readText(ctx context.Context, text string, delim byte) ([]row, error) {
	p := &textReader{text: text, end: "\n", delim: delim}
	if !strings.Contains(text, "\n") && strings.Contains(text, "\r") {
		p.end = "\r"
	}
	rows := make([]row, 0, min(maxRows, 1+strings.Count(text, p.end)))
	for p.text != "" {
		if len(rows)%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if len(rows) == maxRows {
			return nil, &unreadable{fmt.Sprintf("the file has more than %d rows; split it", maxRows)}
		}
		if r := p.row(); !r.blank() {
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// line takes the next line off the text.
func (p *textReader) line() string {
	line, rest, _ := strings.Cut(p.text, p.end)
	p.text = rest
	p.number++
	return strings.TrimSuffix(line, "\r")
}

// row takes the next row off the text, which may be several lines.
func (p *textReader) row() row {
	line := p.line()
	r := row{number: p.number}
	if len(line) > maxRow {
		r.cells, r.problem = []string{line[:100]}, fmt.Sprintf("the row is longer than %d bytes", maxRow)
		return r
	}
	cells, state := split(line, p.delim)
	if state == quoteOpen {
		cells, state = p.join(line)
	}
	if state != whole {
		cells = strings.Split(line, string(p.delim))
		// Pipe and tab files seldom quote: there the marks are part of the text.
		if p.delim == ',' || p.delim == ';' {
			r.problem = "its quotation marks do not match; correct the row in the file"
		}
	}
	r.cells = cells
	if r.problem == "" {
		p.count(len(cells))
	}
	return r
}

// count keeps the commonest number of cells up to date.
func (p *textReader) count(width int) {
	if p.widths == nil {
		p.widths = map[int]int{}
	}
	if p.widths[width]++; p.widths[width] > p.widths[p.width] {
		p.width = width
	}
}

// join reads on until the quoted cell is closed. It gives the lines back when
// that does not happen soon, or when each of them is a row by itself.
func (p *textReader) join(line string) ([]string, splitState) {
	before := *p
	joined, rowsAlone := line, p.alone(line)
	for range maxJoin {
		if p.text == "" || len(joined) > maxRow {
			break
		}
		next := p.line()
		joined += "\n" + next
		rowsAlone = rowsAlone && p.alone(next)
		cells, state := split(joined, p.delim)
		if state == whole && !rowsAlone {
			return cells, whole
		}
		if state != quoteOpen {
			break
		}
	}
	*p = before
	return nil, quoteOpen
}

// alone says whether the line has as many cells as rows have here, whatever
// its quotation marks.
func (p *textReader) alone(line string) bool {
	return strings.Count(line, string(p.delim))+1 == p.width
}

type splitState int

const (
	whole     splitState = iota
	quoteOpen            // the text ends inside a quoted cell
	misquoted            // something follows a closing quotation mark
)

// split cuts one row into cells.
func split(line string, delim byte) ([]string, splitState) {
	if strings.IndexByte(line, '"') < 0 {
		return strings.Split(line, string(delim)), whole
	}
	cells := make([]string, 0, 8)
	for {
		if !strings.HasPrefix(line, `"`) {
			end := strings.IndexByte(line, delim)
			if end < 0 {
				return append(cells, line), whole
			}
			cells, line = append(cells, line[:end]), line[end+1:]
			continue
		}
		cell, rest, state := quoted(line[1:])
		if state != whole {
			return nil, state
		}
		cells = append(cells, cell)
		if rest == "" {
			return cells, whole
		}
		if rest[0] != delim {
			return nil, misquoted
		}
		line = rest[1:]
	}
}

// quoted reads a cell after its opening quotation mark.
func quoted(s string) (cell, rest string, state splitState) {
	for at := 0; ; {
		end := strings.IndexByte(s[at:], '"')
		if end < 0 {
			return "", "", quoteOpen
		}
		end += at
		if end+1 < len(s) && s[end+1] == '"' {
			at = end + 2
			continue
		}
		return strings.ReplaceAll(s[:end], `""`, `"`), s[end+1:], whole
	}
}

// delimiter proposes what separates the cells: the candidate that cuts most of
// the first lines into the same number of cells, more cells before fewer.
func delimiter(text string) byte {
	best, bestScore := byte(','), 0
	for _, delim := range []byte{',', '\t', '|', ';'} {
		p := &textReader{text: text[:min(len(text), 64<<10)], end: "\n", delim: delim}
		if !strings.Contains(text, "\n") {
			p.end = "\r"
		}
		widths := map[int]int{}
		for n := 0; p.text != "" && n < 200; n++ {
			widths[len(p.row().cells)]++
		}
		for width, lines := range widths {
			if score := lines * min(width-1, 3); score > bestScore {
				best, bestScore = delim, score
			}
		}
	}
	return best
}
