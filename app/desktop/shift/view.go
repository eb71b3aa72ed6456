package shift

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/owed"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/store"
)

// Options are what the screen needs from outside.
type Options struct {
	Station *station.Station
	Asker   *person.Asker
	Texts   *i18n.Catalog
	Window  fyne.Window
	// Post runs a function in Fyne's goroutine.
	Post func(func())
	// BillOpen says whether a bill is being worked on at the till, which is
	// completed or parked before a shift ends.
	BillOpen func() bool
	// Unanswered says that the till's question of the switch has no answer yet; nil
	// where there is no till.
	Unanswered func() bool
	// Say shows an answer, whichever screen is shown.
	Say func(tone kit.Tone, text string)
	// Changed is called after a shift began, ended or went over to somebody.
	Changed func()
}

// Screen is the screen. All of it belongs to Fyne's goroutine.
type Screen struct {
	opt   Options
	model *Model
	keys  *kit.Keys

	now    *widget.Label
	facts  *widget.Label // of the chosen report
	former *kit.KeyTable
	report *kit.KeyTable
	bar    *kit.Bar
	object fyne.CanvasObject

	closed []store.ShiftReport
	drops  []store.Drop
}

// factLetters is the size of the letters of a report's facts, in Fyne's units.
const factLetters = 13

// New makes the screen; it reads nothing before the first Refresh.
func New(opt Options) *Screen {
	s := &Screen{opt: opt, model: NewModel(opt.Station, opt.Texts), keys: &kit.Keys{}, now: widget.NewLabel(""), facts: widget.NewLabel("")}
	s.keys.OnKey = s.key
	s.now.Wrapping, s.facts.Wrapping = fyne.TextWrapWord, fyne.TextWrapWord
	s.facts.SizeName = kit.Letters(factLetters)
	s.former = kit.NewKeyTable(s.keys, s.model.formerColumns(), formerRows{m: s.model})
	s.former.OnSelect = s.showReport
	s.former.OnEnter = func(int) { s.report.FocusOn(s.opt.Window.Canvas()) }
	s.report = kit.NewKeyTable(s.keys, reportColumns(), nil)
	s.bar = kit.NewBar(s.commands()...)
	split := container.NewHSplit(s.former, container.NewBorder(s.facts, nil, nil, nil, s.report))
	split.SetOffset(0.46)
	s.object = container.NewBorder(container.NewVBox(s.now, widget.NewSeparator()), s.bar.Row, nil, nil, split)
	return s
}

func (s *Screen) commands() []kit.Command {
	return []kit.Command{
		kit.On(fyne.KeyF10, i18n.ShiftKeyOpenClose, s.Toggle),
		kit.On(fyne.KeyF3, i18n.ShiftKeyDrop, s.askDrop),
		kit.On(fyne.KeyF4, i18n.ShiftKeyHandOver, s.askHandOver),
		kit.On(fyne.KeyF6, i18n.ShiftKeyTakeBack, s.askTakeBack),
		kit.On(fyne.KeyF7, i18n.ShiftKeyExplain, s.askExplain),
		kit.On(fyne.KeyF8, i18n.ShiftKeyPaper, func() { s.paper(s.chosen()) }),
		kit.On(fyne.KeyF9, i18n.OwedKey, func() { owed.Open(s.opt.Asker, s.Refresh) }),
	}
}

// Object is the screen's content.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys are the screen's own.
func (s *Screen) Keys() *kit.Keys { return s.keys }

// Focus moves the keyboard to the former shifts.
func (s *Screen) Focus() { s.former.FocusOn(s.opt.Window.Canvas()) }

func (s *Screen) key(name fyne.KeyName) bool {
	if s.bar.Key(name) {
		return true
	}
	if name == fyne.KeyEscape {
		s.Focus()
		return true
	}
	return false
}

// Refresh reads the shifts anew and writes the screen in the language spoken now.
func (s *Screen) Refresh() {
	s.former.SetColumns(s.model.formerColumns())
	s.former.SetEmpty(s.model.t(i18n.ShiftNoFormer))
	s.bar.Say(s.model.texts)
	s.showReport(s.former.Selected())
	s.showNow()
	s.read()
}

// read reads the shifts in the background.
func (s *Screen) read() {
	type found struct {
		closed []store.ShiftReport
		drops  []store.Drop
	}
	kit.Background(s.opt.Post, func(ctx context.Context) (f found, err error) {
		if f.closed, err = s.opt.Station.Ledger.CompletedShifts(ctx); err == nil {
			f.drops, err = s.model.Drops(ctx)
		}
		return f, err
	}, func(f found, err error) {
		if err != nil {
			s.say(kit.Alarm, s.model.Said(err).Error())
			return
		}
		s.showFormer(f.closed)
		s.drops = f.drops
		s.showNow()
	})
}

// showFormer shows the closed shifts; a new one is chosen.
func (s *Screen) showFormer(all []store.ShiftReport) {
	grown := len(all) != len(s.closed)
	s.closed = all
	if grown || s.former.Selected() < 0 {
		s.former.SetRows(formerRows{s.model, all})
		s.former.Select(0)
		return
	}
	row := s.former.Selected()
	s.former.SetRows(formerRows{s.model, all})
	s.former.Select(row)
}

func (s *Screen) showReport(row int) {
	if row < 0 || row >= len(s.closed) {
		s.report.SetRows(nil)
		s.facts.SetText("")
		return
	}
	s.facts.SetText(s.model.Facts(s.closed[row]))
	s.report.SetRows(s.model.Rows(s.closed[row]))
}

// chosen is the report of the chosen shift; nil where none is.
func (s *Screen) chosen() *store.ShiftReport {
	if row := s.former.Selected(); row >= 0 && row < len(s.closed) {
		return &s.closed[row]
	}
	return nil
}

// showNow says whose shift is open.
func (s *Screen) showNow() {
	open := s.model.Open()
	if open.ID == "" {
		s.now.SetText(s.model.t(i18n.ShiftNoneOpen))
		return
	}
	local := s.opt.Station.Ledger.Identity().Local(open.Opened)
	text := s.model.t(i18n.ShiftOpenNow, open.Cashier, s.opt.Texts.Date(local)+" "+s.opt.Texts.Time(local), s.model.Money(open.Float))
	for _, d := range s.drops {
		text += "\n" + s.model.t(i18n.ShiftDrop, s.model.Money(d.Amount), d.Receiver, d.Receipt)
	}
	s.now.SetText(text)
}

// changed shows what a dialog changed, here and in the rest of the window.
func (s *Screen) changed() {
	s.showNow()
	s.read()
	s.opt.Changed()
}

func (s *Screen) say(tone kit.Tone, text string) { s.opt.Say(tone, text) }

// paper saves a report as a PDF and prints it, in the background.
func (s *Screen) paper(r *store.ShiftReport) {
	if r == nil {
		s.say(kit.Notice, s.model.t(i18n.ShiftNoFormer))
		return
	}
	report := *r
	s.say(kit.Notice, s.model.t(i18n.WidgetWorking))
	kit.Background(s.opt.Post, func(ctx context.Context) (saved, error) {
		path, notPrinted, err := s.model.Paper(ctx, report)
		return saved{path, notPrinted}, err
	}, func(f saved, err error) { s.say(s.model.saved(f, err)) })
}

// saved is a report as a file, and why it did not come out of the printer.
type saved struct {
	path       string
	notPrinted error
}

// saved says what became of a report's paper.
func (m *Model) saved(f saved, err error) (kit.Tone, string) {
	switch {
	case err != nil:
		return kit.Alarm, m.Said(err).Error()
	case f.notPrinted != nil:
		return kit.Warning, m.t(i18n.ShiftNotPrinted, f.path, f.notPrinted.Error())
	case m.st.Settings().Printer.Name != "":
		return kit.Good, m.t(i18n.ShiftPrinted, f.path)
	}
	return kit.Good, m.t(i18n.ShiftSaved, f.path)
}
