package kit

import "fyne.io/fyne/v2"

// Column is one column of a table.
type Column struct {
	Title string
	Min   float32        // least width in Fyne's units
	Share float32        // share of the width that is left when every column has its least
	Align fyne.TextAlign // money and quantities trail
	Bold  bool
}

// columnLayout lays objects side by side, one per column, over the whole width.
type columnLayout struct {
	columns func() []Column
}

// Layout gives each column its least width and its share of the rest; where even the least do not fit all shrink alike.
func (l columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widths := columnWidths(l.columns(), size.Width)
	x := float32(0)
	for i, o := range objects {
		if i == len(widths) {
			return
		}
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(widths[i], size.Height))
		x += widths[i]
	}
}

// MinSize leaves the width to the table, so that a narrow window shortens cells and does not push others out.
func (l columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(0, height)
}

func columnWidths(columns []Column, width float32) []float32 {
	least, shares := float32(0), float32(0)
	for _, c := range columns {
		least += c.Min
		shares += c.Share
	}
	out := make([]float32, len(columns))
	for i, c := range columns {
		switch {
		case width < least:
			out[i] = c.Min * width / least
		case shares > 0:
			out[i] = c.Min + (width-least)*c.Share/shares
		default:
			out[i] = c.Min
		}
	}
	return out
}
