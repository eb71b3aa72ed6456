package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"outpost/app/desktop/kit"
)

// The letters grow with the screen: they have their own size on the least one,
// and are larger still where the panel hangs on a wall.
const (
	leastWidth  = 1366
	leastHeight = 580 // without the window's banner and navigation
	wallTimes   = 1.4
	mostTimes   = 4
)

// scaleFor is how much larger than on the least screen letters are.
func scaleFor(size fyne.Size, onWall bool) float32 {
	scale := max(1, min(size.Width/leastWidth, size.Height/leastHeight))
	if onWall {
		scale *= wallTimes
	}
	return min(mostTimes, scale)
}

// wall lays the panel's content over the whole screen, its letters fitted.
type wall struct{ s *Screen }

// Layout fits the letters before it gives the content its room.
func (w wall) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w.s.fit(scaleFor(size, w.s.opt.Window.FullScreen()))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
}

// MinSize is the content's.
func (w wall) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// fit gives every letter its size; the size they have already changes nothing.
func (s *Screen) fit(scale float32) {
	if scale == s.scale {
		return
	}
	s.scale = scale
	s.word.enlarge(wordSize * scale)
	s.sentence.enlarge(sentenceSize * scale)
	s.facts.enlarge(factSize * scale)
	for _, c := range s.counts {
		c.SetSizes(captionSize*scale, digitSize*scale)
	}
	for _, t := range []*kit.KeyTable{s.timeline, s.orders} {
		t.SetLetters(kit.Letters(tableSize * scale))
	}
	s.larger.Theme = scaled{Theme: kit.NewTheme(), scale: scale}
	s.larger.Refresh()
	s.timeline.SetColumns(s.timelineColumns())
	s.orders.SetColumns(s.orderColumns())
	s.content.Refresh()
}

// scaled is the theme with larger letters.
type scaled struct {
	fyne.Theme
	scale float32
}

// Size enlarges letters and leaves everything else.
func (t scaled) Size(name fyne.ThemeSizeName) float32 {
	size := t.Theme.Size(name)
	switch name {
	case theme.SizeNameText, theme.SizeNameHeadingText, theme.SizeNameSubHeadingText, theme.SizeNameCaptionText:
		return size * t.scale
	}
	return size
}
