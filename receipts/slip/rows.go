package slip

import (
	"fmt"

	"outpost/receipts"
)

// row is one charge line, broken into the lines of its cells.
type row struct {
	cells  [][]string
	sizes  []float64
	height float64 // mm from its first baseline to that of the next row
}

func (c *composer) rows() []row {
	rows := make([]row, 0, len(c.in.Receipt.Lines))
	for i, line := range c.in.Receipt.Lines {
		rows = append(rows, c.row(i, line))
	}
	return rows
}

func (c *composer) row(i int, line receipts.Line) row {
	t := c.layout.Table
	r := row{cells: make([][]string, len(t.Columns)), sizes: make([]float64, len(t.Columns))}
	most := 1
	for n, column := range t.Columns {
		column.Size = t.Size
		r.cells[n], r.sizes[n] = c.fit(c.clean(c.cell(column.Field, i, line)), column)
		most = max(most, len(r.cells[n]))
	}
	r.height = float64(most)*t.LineHeight + t.Gap
	return r
}

func (c *composer) cell(field Field, i int, line receipts.Line) string {
	switch field {
	case FieldLineNo:
		return fmt.Sprint(c.place(i))
	case FieldItem:
		return c.item(line)
	case FieldSpec:
		return line.Spec
	case FieldUnit:
		return line.Unit
	case FieldQuantity:
		return c.quantity(line)
	case FieldPrice:
		if c.payment {
			return ""
		}
		return line.Price.String()
	case FieldAmount:
		return c.in.Receipt.Money.Format(line.Amount)
	case FieldMaker:
		return line.Maker
	case FieldCategory:
		if c.payment {
			return ""
		}
		return c.category(line.Category)
	default:
		return ""
	}
}

// paginate returns, for each page, the row after its last one. The last page
// leaves room for the totals; no page is without a row.
func (c *composer) paginate(rows []row) []int {
	t := c.layout.Table
	var ends []int
	for start := 0; ; {
		if fitting(rows[start:], t.Bottom-t.First+t.Gap+t.LineHeight) == len(rows)-start {
			return append(ends, len(rows))
		}
		n := fitting(rows[start:], t.BottomMore-t.First+t.Gap+t.LineHeight)
		if start+n == len(rows) {
			n-- // the totals stand under at least one line
		}
		start += max(1, n)
		ends = append(ends, start)
	}
}

// fitting counts the leading rows that fit into a height in mm.
func fitting(rows []row, height float64) int {
	const tolerance = 1e-6
	for n, r := range rows {
		if height -= r.height; height < -tolerance {
			return n
		}
	}
	return len(rows)
}

// placeRows puts the headings and the rows of one page.
func (c *composer) placeRows(page *Page, rows []row) {
	t := c.layout.Table
	if !t.Headless {
		for _, column := range t.Columns {
			column.Size, column.Lines = t.Size, 1
			heading, size := c.fit(c.words.labels[column.Field], column)
			c.placeCell(page, column, heading, size, t.Head)
		}
	}
	y := t.First
	for _, r := range rows {
		for n, column := range t.Columns {
			c.placeCell(page, column, r.cells[n], r.sizes[n], y)
		}
		y += r.height
	}
}

func (c *composer) placeCell(page *Page, column Place, lines []string, size, y float64) {
	for i, line := range lines {
		page.Texts = append(page.Texts, Text{
			Field: column.Field, X: column.X, Y: y + float64(i)*c.layout.Table.LineHeight,
			Size: size, Bold: column.Bold, Align: column.Align, Content: line,
		})
	}
}
