package report

import (
	"github.com/jung-kurt/gofpdf"

	"outpost/receipts/pdf/lettering"
	"outpost/receipts/slip"
	"outpost/receipts/typeface"
)

// The page and its type. Lengths are mm, sizes points.
const (
	pageWidth, pageHeight = 210.0, 297.0
	margin                = 16.0
	bottom                = pageHeight - 20
	textWidth             = pageWidth - 2*margin
	titleSize             = 17.0
	headingSize           = 11.5
	textSize              = 9.0
	cellPadding           = 1.2
)

// writer fills pages from top to bottom.
type writer struct {
	report  Report
	doc     *gofpdf.Fpdf
	letters *lettering.Letters
	y       float64 // top of what comes next
}

// line returns the height of a line of text at a size.
func line(size float64) float64 { return size * 1.4 * 25.4 / 72 }

// baseline returns how far under the top of its line a text stands.
func baseline(size float64) float64 { return size * 1.05 * 25.4 / 72 }

func (w *writer) newPage() {
	w.doc.AddPage()
	w.y = margin
	if w.report.Mark != "" {
		style := lettering.Style{Size: 90, Bold: true, Align: slip.Centre, Grey: 230, Degrees: 40}
		w.letters.Draw(w.doc, pageWidth/2, pageHeight/2+10, style, w.report.Mark)
	}
}

// room starts a new page if less than height mm are left.
func (w *writer) room(height float64) (broken bool) {
	if w.y+height <= bottom {
		return false
	}
	w.newPage()
	return true
}

// lines breaks a text after making it printable.
func lines(text string, width, size float64, bold bool) []string {
	text, _ = typeface.Printable(text)
	return slip.Wrap(text, width, size, bold)
}

// paragraph writes a text over the whole width.
func (w *writer) paragraph(text string, style lettering.Style) {
	if text == "" {
		return
	}
	x := margin
	if style.Align == slip.Centre {
		x = pageWidth / 2
	}
	for _, part := range lines(text, textWidth, style.Size, style.Bold) {
		w.room(line(style.Size))
		w.letters.Draw(w.doc, x, w.y+baseline(style.Size), style, part)
		w.y += line(style.Size)
	}
}

func (w *writer) title() {
	w.paragraph(w.report.Title, lettering.Style{Size: titleSize, Bold: true, Align: slip.Centre})
	w.paragraph(w.report.Subtitle, lettering.Style{Size: textSize + 1, Align: slip.Centre})
	w.y += 3
}

// facts writes names in a column as wide as the widest, values beside them.
func (w *writer) facts() {
	names := 0.0
	for _, f := range w.report.Facts {
		names = max(names, slip.Width(f.Name, textSize, false))
	}
	names = min(names+4, textWidth/2)
	for _, f := range w.report.Facts {
		left := lines(f.Name, names-2, textSize, false)
		right := lines(f.Value, textWidth-names, textSize, f.Strong)
		most := max(len(left), len(right))
		w.room(min(float64(most)*line(textSize), bottom-margin))
		for i := range most {
			w.room(line(textSize))
			w.cell(left, i, margin, lettering.Style{Size: textSize, Grey: 90})
			w.cell(right, i, margin+names, lettering.Style{Size: textSize, Bold: f.Strong})
			w.y += line(textSize)
		}
	}
	if len(w.report.Facts) > 0 {
		w.y += 2
	}
}

// cell writes one line of a broken text, if it has so many.
func (w *writer) cell(parts []string, i int, x float64, style lettering.Style) {
	if i < len(parts) {
		w.letters.Draw(w.doc, x, w.y+baseline(style.Size), style, parts[i])
	}
}

func (w *writer) section(s Section) {
	if s.Heading != "" {
		// A heading never stands alone at the end of a page.
		w.room(line(headingSize) + 4*line(textSize))
		w.y += 2
		w.paragraph(s.Heading, lettering.Style{Size: headingSize, Bold: true})
		w.y++
	}
	w.paragraph(s.Text, lettering.Style{Size: textSize})
	if len(s.Table.Columns) > 0 {
		w.table(s.Table)
	}
	w.y += 2
}

// signatures writes two lines to sign on in a row.
func (w *writer) signatures() {
	const height = 16.0
	half := textWidth / 2
	for i, name := range w.report.Signatures {
		if i%2 == 0 {
			w.room(height)
			w.y += height
		}
		x := margin + float64(i%2)*half
		name, _ = typeface.Printable(name)
		style := lettering.Style{Size: textSize}
		w.letters.Draw(w.doc, x, w.y-1, style, name)
		if from := x + slip.Width(name, style.Size, false) + 2; from < x+half-6 {
			w.rule(from, w.y, x+half-6, w.y, 0.2)
		}
	}
}

// feet numbers the pages when their count is known.
func (w *writer) feet() {
	pages := w.doc.PageCount()
	for page := 1; page <= pages; page++ {
		w.doc.SetPage(page)
		w.rule(margin, bottom+4, pageWidth-margin, bottom+4, 0.15)
		style := lettering.Style{Size: 7.5}
		w.letters.Draw(w.doc, margin, bottom+8.5, style, w.report.Foot)
		style.Align = slip.Right
		w.letters.Draw(w.doc, pageWidth-margin, bottom+8.5, style, w.report.pageCount(page, pages))
	}
}

// rule draws a straight line.
func (w *writer) rule(x1, y1, x2, y2, thickness float64) {
	w.doc.SetLineWidth(thickness)
	w.doc.Line(x1, y1, x2, y2)
}

// bar paints a pale bar over the whole width, from y down. Black stays the
// colour of what is filled after it, also where a foot is added to the page.
func (w *writer) bar(height float64) {
	w.doc.SetFillColor(236, 236, 236)
	w.doc.Rect(margin, w.y, textWidth, height, "F")
	w.doc.SetFillColor(0, 0, 0)
}
