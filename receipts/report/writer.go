package report

import (
	"fmt"

	"outpost/receipts/pdf/canvas"
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
	report Report
	doc    *canvas.Document
	page   *canvas.Page
	y      float64 // top of what comes next
}

// line returns the height of a line of text at a size.
func line(size float64) float64 { return size * 1.4 * 25.4 / 72 }

// baseline returns how far under the top of its line a text stands.
func baseline(size float64) float64 { return size * 1.05 * 25.4 / 72 }

func (w *writer) newPage() {
	w.page = w.doc.AddPage(pageWidth, pageHeight)
	w.y = margin
	if w.report.Mark != "" {
		pale := canvas.Colour{R: 230, G: 230, B: 230}
		w.page.Rotated(pageWidth/2, pageHeight/2+10, 40, canvas.Style{Size: 90, Bold: true, Align: canvas.Centre, Colour: pale}, w.report.Mark)
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
func (w *writer) paragraph(text string, style canvas.Style) {
	if text == "" {
		return
	}
	x := margin
	if style.Align == canvas.Centre {
		x = pageWidth / 2
	}
	for _, part := range lines(text, textWidth, style.Size, style.Bold) {
		w.room(line(style.Size))
		w.page.Text(x, w.y+baseline(style.Size), style, part)
		w.y += line(style.Size)
	}
}

func (w *writer) title() {
	w.paragraph(w.report.Title, canvas.Style{Size: titleSize, Bold: true, Align: canvas.Centre})
	w.paragraph(w.report.Subtitle, canvas.Style{Size: textSize + 1, Align: canvas.Centre})
	w.y += 3
}

// facts writes names in a column as wide as the widest, values beside them.
func (w *writer) facts() {
	names := 0.0
	for _, f := range w.report.Facts {
		names = max(names, canvas.Style{Size: textSize}.Width(f.Name))
	}
	names = min(names+4, textWidth/2)
	for _, f := range w.report.Facts {
		left := lines(f.Name, names-2, textSize, false)
		right := lines(f.Value, textWidth-names, textSize, f.Strong)
		most := max(len(left), len(right))
		w.room(min(float64(most)*line(textSize), bottom-margin))
		for i := range most {
			w.room(line(textSize))
			w.cell(left, i, margin, canvas.Style{Size: textSize, Colour: canvas.Colour{R: 90, G: 90, B: 90}})
			w.cell(right, i, margin+names, canvas.Style{Size: textSize, Bold: f.Strong})
			w.y += line(textSize)
		}
	}
	if len(w.report.Facts) > 0 {
		w.y += 2
	}
}

// cell writes one line of a broken text, if it has so many.
func (w *writer) cell(parts []string, i int, x float64, style canvas.Style) {
	if i < len(parts) {
		w.page.Text(x, w.y+baseline(style.Size), style, parts[i])
	}
}

func (w *writer) section(s Section) {
	if s.Heading != "" {
		// A heading never stands alone at the end of a page.
		w.room(line(headingSize) + 4*line(textSize))
		w.y += 2
		w.paragraph(s.Heading, canvas.Style{Size: headingSize, Bold: true})
		w.y++
	}
	w.paragraph(s.Text, canvas.Style{Size: textSize})
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
		style := canvas.Style{Size: textSize}
		w.page.Text(x, w.y-1, style, name)
		if from := x + style.Width(name) + 2; from < x+half-6 {
			w.page.Rule(from, w.y, x+half-6, w.y, 0.2)
		}
	}
}

// feet numbers the pages when their count is known.
func (w *writer) feet() {
	pages := w.doc.Pages()
	for i, page := range pages {
		page.Rule(margin, bottom+4, pageWidth-margin, bottom+4, 0.15)
		style := canvas.Style{Size: 7.5}
		page.Text(margin, bottom+8.5, style, w.report.Foot)
		style.Align = canvas.Right
		if w.report.PageFormat != "" {
			page.Text(pageWidth-margin, bottom+8.5, style, fmt.Sprintf(w.report.PageFormat, i+1, len(pages)))
		}
	}
}
