package panel

import (
	"context"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/store/incident"
)

// Letters of the headline and of the facts, in Fyne's units.
const (
	wordSize     = 34
	sentenceSize = 22
	factSize     = 16
	tableSize    = 15
	digitSize    = 62
	captionSize  = 19
	warnBefore   = 10 * time.Minute
	timeWidth    = 140 // of the timeline's first column
)

// Options are what a panel needs from outside.
type Options struct {
	Station *station.Station
	// Watch is the running one; nil beside a desktop that keeps it: then the
	// panel only shows.
	Watch Watch
	// Asker finds out who gives an order; nil where the panel only shows.
	Asker  *person.Asker
	Texts  *i18n.Catalog
	Window fyne.Window
	// Post runs a function on Fyne's own goroutine.
	Post func(func())
	// Wall hears that the window became full screen or came back; nil is nobody.
	Wall func()
}

// Screen is the panel. All of it belongs to Fyne's own goroutine.
type Screen struct {
	opt   Options
	model *Model
	keys  *kit.Keys

	reading  bool // facts are being read in the background
	ordering bool // the orders stand where the timeline was
	nowhere  bool // an order was asked for where none is given

	ground    *canvas.Rectangle
	word      *paragraph
	sentence  *paragraph
	counts    [2]*kit.Countdown
	facts     *factList
	note      *kit.Message
	message   *kit.Message
	timeline  *kit.KeyTable
	orders    *kit.KeyTable
	orderKey  *kit.KeyButton
	wallKey   *kit.KeyButton
	right     *fyne.Container
	larger    *container.ThemeOverride // messages and keys
	scale     float32                  // of all letters
	content   fyne.CanvasObject
	object    fyne.CanvasObject
	lastEvent int
	offered   []incident.OrderKind // the rows of orders
}

// New makes the panel; it shows nothing before the first Tick.
func New(opt Options) *Screen {
	s := &Screen{
		opt: opt, keys: &kit.Keys{}, scale: 1, facts: newFactList(), note: kit.NewMessage(), message: kit.NewMessage(),
		model: NewModel(opt.Texts, opt.Station.Ledger.Identity(), opt.Station.Ledger.Rules().Currency),
	}
	s.keys.OnKey = s.key
	s.timeline = kit.NewKeyTable(s.keys, s.timelineColumns(), nil)
	s.orders = kit.NewKeyTable(s.keys, s.orderColumns(), nil)
	s.orders.OnEnter = s.order
	s.orderKey = kit.NewKeyButton("F4", "", func() { s.key(fyne.KeyF4) })
	s.wallKey = kit.NewKeyButton("F11", "", func() { s.key(fyne.KeyF11) })
	s.content = s.build()
	s.object = container.New(wall{s}, s.content)
	s.relabel()
	return s
}

// Object is the panel's content.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys are the panel's own.
func (s *Screen) Keys() *kit.Keys { return s.keys }

// Focus moves the keyboard into the list that is shown.
func (s *Screen) Focus() {
	if s.ordering {
		s.orders.FocusOn(s.opt.Window.Canvas())
	} else {
		s.timeline.FocusOn(s.opt.Window.Canvas())
	}
}

func (s *Screen) build() fyne.CanvasObject {
	s.ground = canvas.NewRectangle(color.Transparent)
	s.word, s.sentence = newParagraph(wordSize, true), newParagraph(sentenceSize, false)
	head := container.NewStack(s.ground, container.NewPadded(container.NewPadded(container.NewVBox(s.word, s.sentence))))
	pair := container.NewGridWithColumns(2)
	for i := range s.counts {
		s.counts[i] = kit.NewCountdown(s.opt.Texts, warnBefore)
		s.counts[i].SetSizes(captionSize, digitSize)
		pair.Add(container.NewPadded(s.counts[i]))
	}
	s.right = container.NewStack(s.timeline)
	keys := container.NewHBox(s.orderKey, s.wallKey)
	if s.opt.Watch == nil {
		s.orderKey.Hide()
	}
	below := container.NewBorder(nil, nil, nil, container.NewVBox(layout.NewSpacer(), keys), container.NewVBox(s.note, s.message))
	body := container.NewGridWithColumns(2, container.NewVScroll(s.facts.box), s.right)
	s.larger = container.NewThemeOverride(below, kit.NewTheme())
	return container.NewBorder(container.NewVBox(head, pair), s.larger, nil, nil, body)
}

func (s *Screen) timelineColumns() []kit.Column {
	return []kit.Column{
		{Title: s.opt.Texts.T(i18n.PanelTime), Min: timeWidth * s.scale},
		{Title: s.opt.Texts.T(i18n.PanelTimeline), Min: 120 * s.scale, Share: 1},
	}
}

func (s *Screen) orderColumns() []kit.Column {
	return []kit.Column{
		{Title: s.opt.Texts.T(i18n.OrderTitle), Min: 160 * s.scale, Share: 3},
		{Title: s.opt.Texts.T(i18n.OrderWho), Min: 100 * s.scale, Share: 2},
	}
}

// relabel writes what does not come from the facts in the language spoken now.
func (s *Screen) relabel() {
	s.timeline.SetColumns(s.timelineColumns())
	s.timeline.SetEmpty(s.opt.Texts.T(i18n.PanelTimelineEmpty))
	s.orders.SetColumns(s.orderColumns())
	s.offered = s.model.Orders()
	s.orders.SetRows(orders{kinds: s.offered, speak: s.speaker()})
	text := i18n.PanelGiveOrder
	if s.ordering {
		text = i18n.PanelShowTimeline
	}
	s.orderKey.SetText(s.opt.Texts.T(text))
	s.wallKey.SetText(s.opt.Texts.T(i18n.PanelWall))
}

func (s *Screen) speaker() speaker { return s.model.speaker(s.opt.Station.Now()) }

// Refresh reads the facts again and writes everything in the language spoken
// now.
func (s *Screen) Refresh() {
	s.relabel()
	s.show()
	s.Tick()
}

// Tick moves the clocks on and reads the facts in the background. A reading that
// is still under way is waited for.
func (s *Screen) Tick() {
	s.show()
	if s.reading {
		return
	}
	s.reading = true
	last := s.model.facts
	go func() {
		f, err := Gather(context.Background(), s.opt.Station, s.opt.Watch, last)
		s.opt.Post(func() {
			s.reading = false
			s.model.Show(f, err)
			s.show()
		})
	}()
}

// show writes the facts as they are now.
func (s *Screen) show() {
	now := s.opt.Station.Now()
	line := s.model.Headline(now)
	s.ground.FillColor = line.Tone.Ground()
	s.ground.Refresh()
	s.word.set(line.Tone.Symbol()+" "+line.Word, line.Tone.Ink())
	s.sentence.set(line.Text, line.Tone.Ink())
	for i, c := range s.model.Counts(now) {
		s.counts[i].Set(c.Caption, c.Until, now)
	}
	all := append(s.model.Window(now), s.model.Probes(now)...)
	s.facts.set(append(all, s.model.Backlog(now)...))
	if note := s.model.Note(); note != "" {
		s.note.Say(kit.Notice, note, "")
	} else {
		s.note.Clear()
	}
	s.showAnswer(now)
	s.showTimeline(now)
}

// showAnswer says what came of the last order, or why none is given here.
func (s *Screen) showAnswer(now time.Time) {
	switch answer := s.model.Answer(now); {
	case answer != "":
		s.message.Say(kit.Good, answer, "")
	case s.nowhere:
		s.message.Say(kit.Notice, s.opt.Texts.T(i18n.OrderNowhere), "")
	default:
		s.message.Clear()
	}
}

// showTimeline keeps the selected line while nothing new has happened.
func (s *Screen) showTimeline(now time.Time) {
	rows := s.model.events(now).folded(s.sentenceWidth(), s.measure)
	selected := s.timeline.Selected()
	if rows.Len() != s.lastEvent || rows.Len() == 0 {
		selected = -1
	}
	s.lastEvent = rows.Len()
	if selected < 0 {
		s.timeline.SetRows(rows)
		return
	}
	s.timeline.SetRows(rows)
	s.timeline.Select(selected)
}

// cellRoom is the room that a table keeps beside the texts of two columns, in
// Fyne's units: around each text, between them and for the scroll bar.
const cellRoom = 48

// sentenceWidth is the room for a sentence of the timeline; 0 before the table
// was laid out.
func (s *Screen) sentenceWidth() float32 {
	return max(0, s.timeline.Size().Width-timeWidth*s.scale-cellRoom)
}

func (s *Screen) measure(text string) float32 {
	return fyne.MeasureText(text, tableSize*s.scale, fyne.TextStyle{}).Width
}

func (s *Screen) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyF4:
		s.toggleOrders(!s.ordering)
	case fyne.KeyF11:
		s.opt.Window.SetFullScreen(!s.opt.Window.FullScreen())
		if s.opt.Wall != nil {
			s.opt.Wall()
		}
	case fyne.KeyEscape:
		if !s.ordering {
			return false
		}
		s.toggleOrders(false)
	default:
		return false
	}
	return true
}

// toggleOrders puts the list of orders in the place of the timeline.
func (s *Screen) toggleOrders(on bool) {
	if on && s.opt.Watch == nil {
		s.nowhere = true
		s.showAnswer(s.opt.Station.Now())
		return
	}
	s.ordering = on
	s.right.Objects = []fyne.CanvasObject{s.timeline}
	if on {
		s.right.Objects = []fyne.CanvasObject{s.orders}
	}
	s.right.Refresh()
	s.relabel()
	s.orders.Select(0)
	s.Focus()
}

// order opens the form of the order in a row.
func (s *Screen) order(row int) {
	askOrder(s.opt, s.offered[row], s.model, func(kind incident.OrderKind) {
		now := s.opt.Station.Now()
		s.model.Given(kind, now)
		s.showAnswer(now)
		// Only when the form has closed: it gives the keyboard back to the list
		// of orders, which must still be there.
		s.opt.Post(func() {
			s.toggleOrders(false)
			s.Tick()
		})
	})
}
