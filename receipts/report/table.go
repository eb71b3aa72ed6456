package report

import (
	"outpost/receipts/pdf/lettering"
	"outpost/receipts/slip"
)

// grid is a table with its columns placed on the page.
type grid struct {
	columns []Column
	left    []float64 // x of each column's left side
	width   []float64
}

func newGrid(columns []Column) grid {
	total := 0.0
	for _, c := range columns {
		total += c.Width
	}
	g := grid{columns: columns}
	x := margin
	for _, c := range columns {
		width := c.Width / total * textWidth
		g.left, g.width = append(g.left, x), append(g.width, width)
		x += width
	}
	return g
}

func (w *writer) table(t Table) {
	g := newGrid(t.Columns)
	w.heading(g)
	if len(t.Rows) == 0 && t.Empty != "" {
		w.paragraph(t.Empty, lettering.Style{Size: textSize})
	}
	for _, row := range t.Rows {
		w.row(g, row)
	}
	w.rule(margin, w.y, pageWidth-margin, w.y, 0.3)
}

// heading writes the column headings on a grey bar.
func (w *writer) heading(g grid) {
	cells := make([][]string, len(g.columns))
	most := 1
	for i, c := range g.columns {
		cells[i] = lines(c.Heading, g.width[i]-2*cellPadding, textSize, true)
		most = max(most, len(cells[i]))
	}
	height := float64(most)*line(textSize) + 1
	w.room(height + 2*line(textSize))
	w.bar(height)
	w.rule(margin, w.y, pageWidth-margin, w.y, 0.3)
	w.y += 0.5
	for i := range most {
		w.cells(g, cells, i, true)
	}
	w.y += 0.5
}

// row writes one row, on a new page with the headings if it does not fit. A row
// that is higher than a whole page goes on over the next ones.
func (w *writer) row(g grid, row Row) {
	cells := make([][]string, len(row.Cells))
	most := 1
	for i, text := range row.Cells {
		cells[i] = lines(text, g.width[i]-2*cellPadding, textSize, row.Strong)
		most = max(most, len(cells[i]))
	}
	if height := float64(most)*line(textSize) + 0.6; height < bottom-margin-4*line(textSize) {
		w.roomInTable(g, height)
	}
	if row.Strong {
		w.rule(margin, w.y, pageWidth-margin, w.y, 0.3)
	} else {
		w.rule(margin, w.y, pageWidth-margin, w.y, 0.05)
	}
	w.y += 0.3
	for i := range most {
		w.roomInTable(g, line(textSize))
		w.cells(g, cells, i, row.Strong)
	}
	w.y += 0.3
}

func (w *writer) roomInTable(g grid, height float64) {
	if w.room(height) {
		w.heading(g)
	}
}

// cells writes the ith line of every cell and goes one line down.
func (w *writer) cells(g grid, cells [][]string, i int, bold bool) {
	for n, parts := range cells {
		style, x := lettering.Style{Size: textSize, Bold: bold}, g.left[n]+cellPadding
		if g.columns[n].Align == Right {
			style.Align, x = slip.Right, g.left[n]+g.width[n]-cellPadding
		}
		w.cell(parts, i, x, style)
	}
	w.y += line(textSize)
}
