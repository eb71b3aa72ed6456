package slip

import (
	"fmt"
	"slices"

	"outpost/receipts/typeface"
)

// maxCellLines is how many lines one cell of the table may have before its text
// is drawn smaller.
const maxCellLines = 4

// composer fills the pages of one slip.
type composer struct {
	in       Input
	layout   Layout
	words    words
	pages    []Page
	warnings []string
	// places are the lines' numbers where they are not 1, 2, 3.
	places []int
	// payment: the slip is of a later payment, not of what was charged.
	payment bool
}

func (c *composer) compose() {
	rows := c.rows()
	split := c.paginate(rows)
	values := c.values()
	start := 0
	for i, end := range split {
		last := i == len(split)-1
		values[FieldPage] = fmt.Sprintf(c.words.page, i+1, len(split))
		page := Page{Marks: c.marks(), Rules: slices.Clone(c.layout.Rules)}
		if last {
			page.Rules = append(page.Rules, c.layout.LastRules...)
			if c.in.Code != "" {
				page.Code = c.layout.Code
			}
		}
		c.placeFields(&page, values, last)
		c.placeRows(&page, rows[start:end])
		c.offset(&page)
		c.pages = append(c.pages, page)
		start = end
	}
}

// clean makes a text printable and keeps one warning for each character that
// the font has not.
func (c *composer) clean(text string) string {
	printable, missing := typeface.Printable(text)
	for _, r := range missing {
		c.warn(c.words.missingGlyph(r))
	}
	return printable
}

func (c *composer) warn(text string) {
	if !slices.Contains(c.warnings, text) {
		c.warnings = append(c.warnings, text)
	}
}

// placeFields puts the fields that belong on a page.
func (c *composer) placeFields(page *Page, values map[Field]string, last bool) {
	for _, place := range c.layout.Places {
		text, ok := values[place.Field]
		if !ok || (place.Field == FieldContinued && last) || (onLastPage(place.Field) && !last) {
			continue
		}
		if label := c.words.labels[place.Field]; label != "" && !place.Bare {
			text = label + c.words.labelEnd + text
		}
		lines, size := c.fit(text, place)
		for i, line := range lines {
			page.Texts = append(page.Texts, Text{
				Field: place.Field, X: place.X, Y: place.Y + float64(i)*lineHeight(size),
				Size: size, Bold: place.Bold, Align: place.Align, Content: line,
			})
		}
	}
}

// lineHeight returns the distance in mm of two baselines at a size in points.
func lineHeight(size float64) float64 { return size * 1.25 * 25.4 / 72 }

func onLastPage(f Field) bool {
	switch f {
	case FieldCategories, FieldCapitals, FieldTotal, FieldTenders, FieldTendered, FieldChange,
		FieldRounding, FieldStamp, FieldCashier, FieldStation, FieldCodeCaption, FieldIdentity, FieldDispensedBy, FieldChecked:
		return true
	}
	return false
}

// marks are the words across a page that is no receipt, or no longer one.
func (c *composer) marks() []Mark {
	var marks []Mark
	x, y := c.layout.Width/2, c.layout.Height/2
	if c.in.Receipt.Drill {
		marks = append(marks, Mark{X: x, Y: y + 10, Size: 90, Degrees: 20, Content: c.words.drillMark, Grey: 228})
	}
	if mark := c.reversalMark(); mark != "" {
		marks = append(marks, Mark{X: x, Y: y + 25, Size: 70, Degrees: -20, Content: mark, Grey: 215})
	}
	if c.in.Receipt.Unpaid() > 0 && !c.payment {
		marks = append(marks, Mark{X: x, Y: y + 25, Size: 70, Degrees: -20, Content: c.words.bill.unpaidMark, Grey: 222})
	}
	if c.in.Receipt.Void != nil {
		marks = append(marks, Mark{X: x, Y: y + 25, Size: 90, Degrees: -20, Content: c.words.voidMark, Grey: 205})
	}
	return marks
}

// offset moves a finished page by the printer's dx and dy.
func (c *composer) offset(page *Page) {
	dx, dy := c.layout.DX, c.layout.DY
	for i := range page.Texts {
		page.Texts[i].X += dx
		page.Texts[i].Y += dy
	}
	for i, r := range page.Rules {
		page.Rules[i] = Rule{r.X1 + dx, r.Y1 + dy, r.X2 + dx, r.Y2 + dy, r.Thickness}
	}
	for i := range page.Marks {
		page.Marks[i].X += dx
		page.Marks[i].Y += dy
	}
	if page.Code.Size > 0 {
		page.Code.X += dx
		page.Code.Y += dy
	}
}
