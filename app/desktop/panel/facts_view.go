package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"outpost/app/desktop/kit"
)

// nameShare is the part of the width that the names of facts take.
const nameShare = 0.32

// factList shows facts under one another: name, symbol and value.
type factList struct {
	box  *fyne.Container
	rows []factRow
	size float32 // of the letters, in Fyne's units
}

type factRow struct{ name, value *paragraph }

func newFactList() *factList { return &factList{box: container.NewVBox(), size: factSize} }

// set shows these facts; widgets that are there already are used again.
func (l *factList) set(facts []Fact) {
	for len(l.rows) < len(facts) {
		row := factRow{newParagraph(l.size, false), newParagraph(l.size, true)}
		l.rows = append(l.rows, row)
		l.box.Add(container.New(twoParts{}, row.name, row.value))
	}
	for i, row := range l.rows {
		if i >= len(facts) {
			l.box.Objects[i].Hide()
			continue
		}
		f := facts[i]
		value := f.Value
		if symbol := f.Tone.Symbol(); symbol != "" {
			value = symbol + " " + value
		}
		row.name.set(f.Name, kit.Plain.Text())
		row.value.set(value, f.Tone.Text())
		l.box.Objects[i].Show()
	}
	l.box.Refresh()
}

// enlarge gives the letters another size.
func (l *factList) enlarge(size float32) {
	l.size = size
	for _, row := range l.rows {
		row.name.enlarge(size)
		row.value.enlarge(size)
	}
}

// twoParts lays a name and its value side by side.
type twoParts struct{}

// Layout gives the name its share of the width.
func (twoParts) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const gap = 8
	name := size.Width * nameShare
	objects[0].Move(fyne.NewPos(gap, gap/2))
	objects[0].Resize(fyne.NewSize(name-2*gap, size.Height))
	objects[1].Move(fyne.NewPos(name, gap/2))
	objects[1].Resize(fyne.NewSize(size.Width-name-gap, size.Height))
}

// MinSize is the height of the taller one.
func (twoParts) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(0, height+4)
}
