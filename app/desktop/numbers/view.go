package numbers

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
)

// Options are what the screen needs from outside.
type Options struct {
	Station *station.Station
	Desk    *person.Desk
	Texts   *i18n.Catalog
	Window  fyne.Window
	// Post runs a function in Fyne's goroutine.
	Post func(func())
	// Say shows an answer.
	Say func(tone kit.Tone, text string)
	// Print prints a receipt anew, in the background; nil for nobody.
	Print func(ctx context.Context, r receipts.Receipt) error
	// Changed is called after numbers were taken out, passed over or marked.
	Changed func()
}

// Screen is the screen. All of it belongs to Fyne's goroutine.
type Screen struct {
	opt   Options
	model *Model
	keys  *kit.Keys

	left   [2]*kit.Message
	sum    *kit.Message
	ranges *kit.KeyTable
	spans  *kit.KeyTable
	bar    *kit.Bar
	object fyne.CanvasObject
	all    []store.RangeAccount
}

// New makes the screen; it reads nothing before the first Refresh.
func New(opt Options) *Screen {
	s := &Screen{opt: opt, model: NewModel(opt.Station, opt.Texts), keys: &kit.Keys{}, sum: kit.NewMessage()}
	s.keys.OnKey = s.key
	s.left = [2]*kit.Message{kit.NewMessage(), kit.NewMessage()}
	s.ranges = kit.NewKeyTable(s.keys, s.model.rangeColumns(), nil)
	s.ranges.OnSelect = s.showSpans
	s.ranges.OnEnter = func(int) { s.spans.FocusOn(s.opt.Window.Canvas()) }
	s.spans = kit.NewKeyTable(s.keys, s.model.spanColumns(), nil)
	s.bar = kit.NewBar(s.commands()...)
	split := container.NewHSplit(s.ranges, container.NewBorder(nil, s.sum, nil, nil, s.spans))
	split.SetOffset(0.5)
	s.object = container.NewBorder(container.NewVBox(s.left[0], s.left[1], widget.NewSeparator()), s.bar.Row, nil, nil, split)
	return s
}

func (s *Screen) commands() []kit.Command {
	return []kit.Command{
		kit.On(fyne.KeyF2, i18n.NumbersKeyTake, s.askTake),
		kit.On(fyne.KeyF3, i18n.NumbersKeyForward, s.askForward),
		kit.On(fyne.KeyF4, i18n.NumbersKeyMark, s.askMark),
		kit.On(fyne.KeyF5, i18n.NumbersKeySpoiled, s.askSpoiled),
		kit.On(fyne.KeyF8, i18n.ShiftKeyPaper, s.paper),
	}
}

// Object is the screen's content.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys are the screen's own.
func (s *Screen) Keys() *kit.Keys { return s.keys }

// Focus moves the keyboard to the ranges.
func (s *Screen) Focus() { s.ranges.FocusOn(s.opt.Window.Canvas()) }

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

// Refresh reads the ranges anew and writes the screen in the language spoken now.
func (s *Screen) Refresh() {
	s.ranges.SetColumns(s.model.rangeColumns())
	s.ranges.SetEmpty(s.model.t(i18n.NumbersNoRange))
	s.spans.SetColumns(s.model.spanColumns())
	s.bar.Say(s.model.texts)
	for i, kind := range kinds() {
		tone, text := s.model.Left(kind)
		s.left[i].Say(tone, text, "")
	}
	s.showSpans(s.ranges.Selected())
	kit.Background(s.opt.Post, s.opt.Station.Ledger.RangeAccounts, func(all []store.RangeAccount, err error) {
		if err != nil {
			s.opt.Say(kit.Alarm, s.model.Said(err).Error())
			return
		}
		s.show(all)
	})
}

// show shows the ranges; one that just came in is chosen.
func (s *Screen) show(all []store.RangeAccount) {
	row := max(0, s.ranges.Selected())
	if len(all) > len(s.all) {
		for i, a := range all {
			if fresh(a, s.opt.Station.Now()) {
				row = i
			}
		}
	}
	s.all = all
	s.ranges.SetRows(rangeRows{s.model, all})
	s.ranges.Select(row)
	s.showSpans(s.ranges.Selected())
}

func (s *Screen) showSpans(row int) {
	if row < 0 || row >= len(s.all) {
		s.spans.SetRows(nil)
		s.sum.Clear()
		return
	}
	s.spans.SetRows(spanRows{s.model, s.all[row]})
	tone, text := s.model.Sum(s.all[row])
	s.sum.Say(tone, text, "")
}

// entry makes a box with what is proposed.
func entry(f *kit.Form, text, hint string) *kit.KeyEntry {
	e := kit.NewKeyEntry(f.Keys, hint)
	e.SetText(text)
	return e
}

// ask opens a dialog about numbers: read makes of it what was typed, do writes
// it down, and key says what came of it.
func (s *Screen) ask(f *kit.Form, read func() Form, do func(context.Context, store.Actor, Form) (store.NumberRange, error), key i18n.Key) {
	by := s.opt.Desk.Actor()
	f.EnterAccepts = true
	kit.WorkIn(f, s.opt.Post, func() (kit.Task[store.NumberRange], error) {
		typed := read()
		return func(ctx context.Context) (store.NumberRange, error) { return do(ctx, by, typed) }, nil
	}, func(r store.NumberRange) {
		s.opt.Say(kit.Good, s.model.t(key, r.From(), r.To(), r.Left()))
		s.Refresh()
		s.opt.Changed()
	})
}

// choices are a label with numbered words.
func choices(words []string) kit.Field {
	return kit.Field{Input: widget.NewLabel(strings.ReplaceAll(person.Numbered(words), "\n", "   "))}
}

// askTake takes a range out (领用).
func (s *Screen) askTake() {
	t, f := s.model.t, kit.NewForm(s.opt.Texts, s.opt.Window)
	kind, batch := entry(f, "1", ""), entry(f, "", t(i18n.NumbersBatchHint))
	from, to := entry(f, "", "AB00012301"), entry(f, "", "AB00012400")
	taker := entry(f, s.opt.Desk.Actor().ID(), "")
	f.First = batch
	s.ask(f, func() Form {
		return Form{Kind: kind.Text, Batch: batch.Text, From: from.Text, To: to.Text, Taker: taker.Text}
	}, s.model.Take, i18n.NumbersTaken)
	f.Open(t(i18n.NumbersKeyTake), "", kit.Field{Label: t(i18n.NumbersKind), Input: kind}, choices(s.model.Kinds()),
		kit.Field{Label: t(i18n.NumbersBatch), Input: batch}, kit.Field{Label: t(i18n.NumbersFrom), Input: from},
		kit.Field{Label: t(i18n.NumbersTo), Input: to}, kit.Field{Label: t(i18n.NumbersTaker), Input: taker})
}

// askForward moves a range on to the paper in the printer.
func (s *Screen) askForward() {
	t, f := s.model.t, kit.NewForm(s.opt.Texts, s.opt.Window)
	kind, to := entry(f, "1", ""), entry(f, "", t(i18n.NumbersNextHint))
	fate, reason := entry(f, "1", ""), kit.NewNameEntry(f.Keys, "")
	f.First = to
	s.ask(f, func() Form {
		return Form{Kind: kind.Text, To: to.Text, Fate: fate.Text, Reason: reason.Text}
	}, s.model.Forward, i18n.NumbersForwarded)
	f.Open(t(i18n.NumbersKeyForward), "", kit.Field{Label: t(i18n.NumbersKind), Input: kind}, choices(s.model.Kinds()),
		kit.Field{Label: t(i18n.NumbersNext), Input: to}, kit.Field{Label: t(i18n.NumbersPassedOver), Input: fate},
		choices(s.model.Fates()[:2]), kit.Field{Label: t(i18n.PersonReason), Input: reason})
}

// askMark records numbers that nothing stands on.
func (s *Screen) askMark() {
	t, f := s.model.t, kit.NewForm(s.opt.Texts, s.opt.Window)
	kind, fate := entry(f, "1", ""), entry(f, "1", "")
	from, to := entry(f, "", ""), entry(f, "", t(i18n.NumbersOneHint))
	reason := kit.NewNameEntry(f.Keys, "")
	f.First = from
	s.ask(f, func() Form {
		return Form{Kind: kind.Text, From: from.Text, To: to.Text, Fate: fate.Text, Reason: reason.Text}
	}, s.model.Mark, i18n.NumbersMarked)
	f.Open(t(i18n.NumbersKeyMark), "", kit.Field{Label: t(i18n.NumbersKind), Input: kind}, choices(s.model.Kinds()),
		kit.Field{Label: t(i18n.NumbersFrom), Input: from}, kit.Field{Label: t(i18n.NumbersTo), Input: to},
		kit.Field{Label: t(i18n.NumbersBecame), Input: fate}, choices(s.model.Fates()), kit.Field{Label: t(i18n.PersonReason), Input: reason})
}

// askSpoiled puts a receipt whose form was torn or returned on the next form, and
// prints it.
func (s *Screen) askSpoiled() {
	t, f, by := s.model.t, kit.NewForm(s.opt.Texts, s.opt.Window), s.opt.Desk.Actor()
	number, reason := entry(f, "", t(i18n.NumbersReceiptHint)), kit.NewNameEntry(f.Keys, "")
	kit.WorkIn(f, s.opt.Post, func() (kit.Task[receipts.Receipt], error) {
		number, reason := number.Text, reason.Text
		return func(ctx context.Context) (receipts.Receipt, error) { return s.model.Spoiled(ctx, by, number, reason) }, nil
	}, func(r receipts.Receipt) {
		s.opt.Say(kit.Good, t(i18n.NumbersOnNext, r.Number, r.Form))
		s.Refresh()
		s.opt.Changed()
		s.print(r)
	})
	f.Open(t(i18n.NumbersKeySpoiled), "", kit.Field{Input: kit.NewText(t(i18n.NumbersSpoiledText))},
		kit.Field{Label: t(i18n.NumbersReceipt), Input: number}, kit.Field{Label: t(i18n.PersonReason), Input: reason})
}

func (s *Screen) print(r receipts.Receipt) {
	if s.opt.Print == nil {
		return
	}
	kit.Background(s.opt.Post, kit.Doing(func(ctx context.Context) error { return s.opt.Print(ctx, r) }), func(_ kit.Nothing, err error) {
		if err != nil {
			s.opt.Say(kit.Warning, s.model.t(i18n.TillNotPrinted))
		}
	})
}

// saved is a file, and why it did not come out of the printer.
type saved struct {
	path       string
	notPrinted error
}

// paper saves the account of the chosen range and prints it.
func (s *Screen) paper() {
	row := s.ranges.Selected()
	if row < 0 || row >= len(s.all) {
		s.opt.Say(kit.Notice, s.model.t(i18n.NumbersNoRange))
		return
	}
	account := s.all[row]
	kit.Background(s.opt.Post, func(ctx context.Context) (saved, error) {
		path, notPrinted, err := s.model.Paper(ctx, account)
		return saved{path, notPrinted}, err
	}, func(f saved, err error) {
		switch {
		case err != nil:
			s.opt.Say(kit.Alarm, s.model.Said(err).Error())
		case f.notPrinted != nil:
			s.opt.Say(kit.Warning, s.model.t(i18n.ShiftNotPrinted, f.path, f.notPrinted.Error()))
		default:
			s.opt.Say(kit.Good, s.model.t(i18n.ShiftSaved, f.path))
		}
	})
}
