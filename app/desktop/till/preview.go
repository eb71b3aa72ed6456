package till

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"rsc.io/qr"

	"outpost/receipts/slip"
)

// mmPerPoint is the size of a typographic point.
const mmPerPoint = 25.4 / 72

// NewPreview draws a slip on screen, from the same model as paper: one page as
// large as there is room, several under each other to scroll through.
func NewPreview(s slip.Slip) fyne.CanvasObject {
	if len(s.Pages) == 1 {
		return container.New(wholePage{s}, container.New(&pageLayout{slip: s, page: s.Pages[0]}, pageObjects(s, s.Pages[0])...))
	}
	pages := container.New(pageStack{s})
	for _, p := range s.Pages {
		pages.Add(container.New(&pageLayout{slip: s, page: p}, pageObjects(s, p)...))
	}
	return container.NewVScroll(pages)
}

// pageObjects makes what a page shows: paper, marks, rules, texts, code, in the
// order in which pageLayout places them.
func pageObjects(s slip.Slip, p slip.Page) []fyne.CanvasObject {
	paper := canvas.NewRectangle(color.White)
	paper.StrokeColor, paper.StrokeWidth = color.NRGBA{R: 0x6b, G: 0x76, B: 0x80, A: 0xff}, 1
	out := []fyne.CanvasObject{paper}
	for _, m := range p.Marks {
		mark := canvas.NewText(m.Content, color.NRGBA{R: m.Grey, G: m.Grey, B: m.Grey, A: 0xff})
		mark.Alignment, mark.TextStyle.Bold = fyne.TextAlignCenter, true
		out = append(out, mark)
	}
	for range p.Rules {
		out = append(out, canvas.NewLine(color.Black))
	}
	for _, t := range p.Texts {
		text := canvas.NewText(t.Content, color.Black)
		text.TextStyle.Bold = t.Bold
		out = append(out, text)
	}
	if code := codeImage(s, p); code != nil {
		out = append(out, code)
	}
	return out
}

// codeImage draws the signed code as a QR code; nil where a page has none.
func codeImage(s slip.Slip, p slip.Page) fyne.CanvasObject {
	if p.Code.Size == 0 || s.Code == "" {
		return nil
	}
	code, err := qr.Encode(s.Code, qr.M)
	if err != nil {
		return nil // paper says why it cannot be drawn
	}
	return canvas.NewRasterWithPixels(func(x, y, width, height int) color.Color {
		if code.Black(x*code.Size/width, y*code.Size/height) {
			return color.Black
		}
		return color.White
	})
}

// pageLayout places a page's objects at the scale that its width gives.
type pageLayout struct {
	slip slip.Slip
	page slip.Page
}

// Layout completes fyne.Layout.
func (l *pageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	k := float64(size.Width) / l.slip.Width
	at := func(x, y float64) fyne.Position { return fyne.NewPos(float32(x*k), float32(y*k)) }
	objects[0].Resize(size)
	rest := objects[1:]
	for i, m := range l.page.Marks {
		mark := rest[i].(*canvas.Text)
		mark.TextSize = float32(m.Size * mmPerPoint * k)
		min := mark.MinSize()
		mark.Resize(min)
		mark.Move(at(m.X, m.Y).SubtractXY(min.Width/2, min.Height/2))
	}
	rest = rest[len(l.page.Marks):]
	for i, r := range l.page.Rules {
		line := rest[i].(*canvas.Line)
		line.StrokeWidth = max(1, float32(r.Thickness*k))
		line.Position1, line.Position2 = at(r.X1, r.Y1), at(r.X2, r.Y2)
	}
	rest = rest[len(l.page.Rules):]
	for i, t := range l.page.Texts {
		placeText(rest[i].(*canvas.Text), t, k)
	}
	if rest = rest[len(l.page.Texts):]; len(rest) == 1 {
		side := float32(l.page.Code.Size * k)
		rest[0].Resize(fyne.NewSize(side, side))
		rest[0].Move(at(l.page.Code.X, l.page.Code.Y))
	}
}

// placeText puts a text with its baseline where the slip has it.
func placeText(text *canvas.Text, t slip.Text, k float64) {
	text.TextSize = float32(t.Size * mmPerPoint * k)
	size, baseline := fyne.CurrentApp().Driver().RenderedTextSize(text.Text, text.TextSize, text.TextStyle, nil)
	x := float32(t.X * k)
	switch t.Align {
	case slip.Centre:
		x -= size.Width / 2
	case slip.Right:
		x -= size.Width
	}
	text.Resize(size)
	text.Move(fyne.NewPos(x, float32(t.Y*k)-baseline))
}

// MinSize completes fyne.Layout; the stack of pages gives the size.
func (l *pageLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 100) }

// wholePage fits one page into what room there is.
type wholePage struct{ slip slip.Slip }

// Layout completes fyne.Layout.
func (w wholePage) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	ratio := float32(w.slip.Height / w.slip.Width)
	width := min(size.Width, size.Height/ratio)
	objects[0].Resize(fyne.NewSize(width, width*ratio))
	objects[0].Move(fyne.NewPos((size.Width-width)/2, 0))
}

// MinSize completes fyne.Layout.
func (w wholePage) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 100) }

// pageStack lays pages of one slip under each other, all of the full width.
type pageStack struct{ slip slip.Slip }

// pageGap is the space between two pages in Fyne's units.
const pageGap = 8

// Layout completes fyne.Layout.
func (p pageStack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	height := size.Width * float32(p.slip.Height/p.slip.Width)
	for i, o := range objects {
		o.Move(fyne.NewPos(0, float32(i)*(height+pageGap)))
		o.Resize(fyne.NewSize(size.Width, height))
	}
}

// MinSize asks for the height that the least width gives.
func (p pageStack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	const width = 780
	return fyne.NewSize(300, float32(len(objects))*(width*float32(p.slip.Height/p.slip.Width)+pageGap))
}
