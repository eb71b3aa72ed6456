package drill

import (
	"context"
	"errors"
	"os"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	rehearsal "outpost/app/drill"
	"outpost/app/i18n"
	"outpost/app/station"
)

// Options are what the screen needs from outside.
type Options struct {
	Station *station.Station
	Texts   *i18n.Catalog
	Window  fyne.Window
	// Post runs a function on Fyne's own goroutine.
	Post func(func())
	// Run carries a drill out; nil means rehearsal.Run.
	Run Run
}

// Screen is the screen. All of it belongs to Fyne's own goroutine but for the
// drill itself, which runs in the background and comes back by Post.
type Screen struct {
	opt   Options
	model *Model
	keys  *kit.Keys

	explain              *widget.Label
	labels               [3]*widget.Label
	charges, price, seed *kit.KeyEntry
	steps, former        *kit.KeyTable
	result               *fyne.Container
	resultTitle          *widget.Label
	message              *kit.Message
	start, stopKey       *kit.KeyButton
	object               fyne.CanvasObject

	stop  context.CancelFunc // ends the drill under way; nil while none is
	ended chan struct{}      // closed when it has ended
}

// New makes the screen; it reads nothing before the first Refresh.
func New(opt Options) *Screen {
	if opt.Run == nil {
		opt.Run = rehearsal.Run
	}
	s := &Screen{
		opt: opt, model: NewModel(opt.Texts, opt.Station.Ledger.Identity().Local, opt.Station.Now), keys: &kit.Keys{},
		explain: widget.NewLabel(""), result: container.NewVBox(), resultTitle: widget.NewLabel(""), message: kit.NewMessage(),
	}
	s.keys.OnKey = s.key
	s.explain.Wrapping = fyne.TextWrapWord
	s.resultTitle.TextStyle.Bold = true
	s.charges, s.price, s.seed = kit.NewKeyEntry(s.keys, ""), kit.NewKeyEntry(s.keys, ""), kit.NewKeyEntry(s.keys, "")
	s.charges.SetText(strconv.Itoa(rehearsal.DefaultCharges))
	s.seed.SetText("1")
	s.steps = kit.NewKeyTable(s.keys, s.stepColumns(), stepRows{s.model})
	s.former = kit.NewKeyTable(s.keys, s.formerColumns(), formerRows{s.model})
	s.former.OnSelect = s.showFormer
	s.start = kit.NewKeyButton("F2", "", func() { s.key(fyne.KeyF2) })
	s.stopKey = kit.NewKeyButton("Esc", "", func() { s.key(fyne.KeyEscape) })
	s.object = s.build()
	return s
}

func (s *Screen) build() fyne.CanvasObject {
	for i := range s.labels {
		s.labels[i] = widget.NewLabel("")
	}
	field := func(i int, e *kit.KeyEntry) fyne.CanvasObject {
		return container.NewBorder(nil, nil, s.labels[i], nil, e)
	}
	form := container.NewGridWithColumns(2,
		container.NewGridWithColumns(2, field(0, s.charges), field(2, s.seed)), field(1, s.price))
	right := container.NewBorder(container.NewVBox(s.resultTitle, widget.NewSeparator()), nil, nil, nil, container.NewVScroll(s.result))
	left := container.New(parts{}, s.steps, s.former)
	below := container.NewVBox(widget.NewSeparator(), s.message, container.NewHBox(s.start, s.stopKey))
	return container.NewBorder(container.NewVBox(s.explain, form), below, nil, nil, container.NewGridWithColumns(2, left, right))
}

// Object is the screen's content.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys are the screen's own.
func (s *Screen) Keys() *kit.Keys { return s.keys }

// Focus moves the keyboard to where the work goes on.
func (s *Screen) Focus() {
	if s.model.running {
		s.steps.FocusOn(s.opt.Window.Canvas())
		return
	}
	s.charges.FocusOn(s.opt.Window.Canvas())
}

func (s *Screen) column(key i18n.Key, least, share float32) kit.Column {
	return kit.Column{Title: s.opt.Texts.T(key), Min: least, Share: share}
}

func (s *Screen) stepColumns() []kit.Column {
	seconds := s.column(i18n.DrillSeconds, 74, 0)
	seconds.Align = fyne.TextAlignTrailing
	return []kit.Column{s.column(i18n.DrillPart, 210, 1), s.column(i18n.DrillState, 104, 0), seconds, s.column(i18n.DrillCameTo, 250, 2)}
}

func (s *Screen) formerColumns() []kit.Column {
	charges, seconds := s.column(i18n.DrillTillBills, 84, 0), s.column(i18n.DrillSeconds, 84, 0)
	charges.Align, seconds.Align = fyne.TextAlignTrailing, fyne.TextAlignTrailing
	return []kit.Column{s.column(i18n.DrillFormer, 180, 1), charges, seconds, s.column(i18n.DrillResult, 120, 1)}
}

// Refresh reads the former drills again and writes everything in the language
// spoken now.
func (s *Screen) Refresh() {
	t := s.opt.Texts.T
	s.explain.SetText(t(i18n.DrillExplain))
	for i, key := range []i18n.Key{i18n.DrillCharges, i18n.DrillPrices, i18n.DrillSeed} {
		s.labels[i].SetText(t(key))
	}
	s.price.SetPlaceHolder(t(i18n.DrillPricesHint))
	s.resultTitle.SetText(t(i18n.DrillResult))
	s.steps.SetColumns(s.stepColumns())
	s.former.SetColumns(s.formerColumns())
	s.former.SetEmpty(t(i18n.DrillFormerEmpty))
	s.start.SetText(t(i18n.DrillDoStart))
	s.stopKey.SetText(t(i18n.DrillDoStop))
	s.message.Clear()
	s.show()
	s.readFormer()
}

func (s *Screen) readFormer() {
	data := s.opt.Station.Dir
	go func() {
		former, err := Former(data)
		s.opt.Post(func() {
			if err != nil {
				s.message.Say(kit.Warning, sentence(err), "")
			}
			if s.model.running {
				return
			}
			s.model.former = former
			if last, ok := s.model.Last(); ok && s.model.shown == nil {
				s.model.Show(&last)
			}
			s.show()
		})
	}()
}

// Tick moves the clocks of a drill under way on.
func (s *Screen) Tick() {
	if s.model.running {
		s.progress()
		s.steps.Reload()
	}
}

// show writes the model as it is now.
func (s *Screen) show() {
	s.progress()
	s.steps.Reload()
	s.former.Reload()
	s.result.RemoveAll()
	lines := s.model.Result()
	if lines == nil && !s.model.running {
		lines = []Line{{kit.Plain, s.opt.Texts.T(i18n.DrillResultEmpty)}}
	}
	for _, l := range lines {
		line := widget.NewLabel(l.Text)
		line.Wrapping = fyne.TextWrapWord
		if l.Tone == kit.Plain {
			s.result.Add(line)
			continue
		}
		said := kit.NewMessage()
		said.Say(l.Tone, l.Text, "")
		s.result.Add(said)
	}
}

// progress says what is under way and which keys do something now.
func (s *Screen) progress() {
	if text := s.model.Progress(); text != "" {
		s.message.Say(kit.Notice, text, "")
	}
	if s.model.running {
		s.start.Disable()
		s.stopKey.Enable()
	} else {
		s.start.Enable()
		s.stopKey.Disable()
	}
}

func (s *Screen) showFormer(row int) {
	if row < len(s.model.former) && !s.model.running {
		s.model.Show(&s.model.former[row])
		s.show()
	}
}

func (s *Screen) key(name fyne.KeyName) bool {
	switch {
	case name == fyne.KeyF2:
		s.begin()
	case name == fyne.KeyEscape && s.model.running:
		s.model.Stop()
		s.stop()
		s.progress()
	case kit.IsEnter(name), name == fyne.KeyDown, name == fyne.KeyUp:
		return s.step(name)
	default:
		return false
	}
	return true
}

// step moves the keyboard between the entries, and below them into the list of
// former drills.
func (s *Screen) step(name fyne.KeyName) bool {
	c, order := s.opt.Window.Canvas(), []*kit.KeyEntry{s.charges, s.seed, s.price}
	for i, e := range order {
		switch {
		case c.Focused() != fyne.Focusable(e):
		case name == fyne.KeyUp:
			order[max(0, i-1)].FocusOn(c)
			return true
		case i+1 < len(order):
			order[i+1].FocusOn(c)
			return true
		default:
			s.former.FocusOn(c)
			s.former.Select(max(0, s.former.Selected()))
			return true
		}
	}
	return false
}

// begin reads the form and starts a drill in the background.
func (s *Screen) begin() {
	if s.model.running {
		return
	}
	opt, err := s.model.Options(Form{Charges: s.charges.Text, Prices: s.price.Text, Seed: s.seed.Text})
	if err != nil {
		s.message.Say(kit.Alarm, err.Error(), "")
		return
	}
	st := s.opt.Station
	if opt.Program, err = os.Executable(); err != nil {
		s.message.Say(kit.Alarm, s.opt.Texts.T(i18n.DrillNotBegun, sentence(err)), "")
		return
	}
	opt.Now, opt.Log = st.Now, st.Log
	if url := st.Settings().HIS.URL; url != "" {
		opt.Forbidden = []string{url}
	}
	opt.Say = func(step rehearsal.Step) {
		s.opt.Post(func() {
			s.model.Took(step)
			s.show()
		})
	}
	work := Work{Data: st.Dir, Prices: st.Index(), Currency: st.Settings().Currency.Code, Run: s.opt.Run, Now: st.Now}
	var ctx context.Context
	ctx, s.stop = context.WithCancel(context.Background())
	s.ended = make(chan struct{})
	s.model.Start()
	s.message.Clear()
	s.show()
	s.Focus()
	go s.carry(ctx, work, opt, s.ended)
}

// carry is the drill in the background.
func (s *Screen) carry(ctx context.Context, work Work, opt rehearsal.Options, ended chan<- struct{}) {
	r, err := work.Carry(ctx, opt)
	close(ended)
	s.opt.Post(func() {
		s.stop()
		s.message.Clear()
		if err != nil {
			s.message.Say(kit.Alarm, s.opt.Texts.T(i18n.DrillNotBegun, sentence(err)), "")
		}
		if r.Report.Folder == "" {
			s.model.End(nil)
		} else {
			s.model.End(&r)
		}
		s.show()
		s.former.Select(0)
	})
}

// errSlow: a drill did not end in time.
var errSlow = errors.New("the drill under way did not end in time; its processes are ended at the next one")

// Close stops a drill under way and waits until its processes are gone; ctx
// bounds the wait. It is called after the window was closed.
func (s *Screen) Close(ctx context.Context) error {
	if s.stop == nil {
		return nil
	}
	s.stop()
	select {
	case <-s.ended:
		return nil
	case <-ctx.Done():
		return errSlow
	}
}

// parts lays the parts of the day over the former drills: the first get the room
// they need, as far as it leaves some of the others in sight.
type parts struct{}

// Layout gives the lower list what is left.
func (parts) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const rows, least = 354, 112 // nine parts with their header, two drills with theirs, in Fyne's units
	upper := min(rows, size.Height-least)
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(size.Width, upper))
	objects[1].Move(fyne.NewPos(0, upper))
	objects[1].Resize(fyne.NewSize(size.Width, size.Height-upper))
}

// MinSize leaves the height to the window.
func (parts) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }
