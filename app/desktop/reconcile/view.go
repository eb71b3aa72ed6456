package reconcile

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/handedout"
	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/app/station"
	"outpost/sync/his"
	"outpost/sync/reconcile"
)

// Options are what the screen needs from outside.
type Options struct {
	Station *station.Station
	// View is what the watch thinks of the HIS.
	View func() outage.View
	// Asker finds out who decides and who sends.
	Asker  *person.Asker
	Texts  *i18n.Catalog
	Window fyne.Window
	// Post runs a function on Fyne's own goroutine.
	Post func(func())
}

// Screen is the reconciliation screen. All of it belongs to Fyne's own
// goroutine; what takes time runs in the background and comes back by Post.
type Screen struct {
	opt   Options
	model *Model
	keys  *kit.Keys

	find     *kit.KeyEntry
	title    *widget.Label
	table    *kit.KeyTable
	proofs   *kit.KeyTable
	center   *fyne.Container
	detail   *widget.Label
	check    *kit.Message
	message  *kit.Message
	commands *fyne.Container
	object   fyne.CanvasObject

	loading bool
	stop    context.CancelFunc // of the running re-entry; nil when none runs
	busy    bool               // a check or a proof is being made
	proof   *reconcile.Proof   // shown in the place of the list
	proved  *Proved            // its rows
	checked his.Commissioning
}

// New makes the screen; it reads nothing before the first Refresh.
func New(opt Options) *Screen {
	s := &Screen{
		opt: opt, model: NewModel(opt.Station, opt.Texts), keys: &kit.Keys{}, title: widget.NewLabel(""),
		detail: widget.NewLabel(""), check: kit.NewMessage(), message: kit.NewMessage(), commands: container.NewHBox(),
	}
	s.keys.OnKey = s.key
	s.find = kit.NewKeyEntry(s.keys, "")
	s.find.OnKey = s.findKey
	s.title.TextStyle.Bold = true
	s.detail.Wrapping = fyne.TextWrapWord
	s.table = kit.NewKeyTable(s.keys, s.model.Columns(), s.model)
	s.table.OnSelect = s.selected
	s.table.OnEnter = func(int) { s.decide() }
	s.proofs = kit.NewKeyTable(s.keys, s.model.ProofColumns(), nil)
	s.proofs.OnEnter = func(int) { s.closeFinding() }
	s.center = container.NewStack(s.table)
	above := container.NewBorder(nil, nil, s.title, nil, container.NewGridWithColumns(2, widget.NewLabel(""), s.find))
	below := container.NewVBox(widget.NewSeparator(), s.detail, s.check, s.message, s.commands)
	s.object = container.NewBorder(above, below, nil, nil, s.center)
	return s
}

// Object is the screen's content.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys are the screen's own.
func (s *Screen) Keys() *kit.Keys { return s.keys }

// Focus moves the keyboard into the list.
func (s *Screen) Focus() {
	if s.proof != nil {
		s.proofs.FocusOn(s.opt.Window.Canvas())
	} else {
		s.table.FocusOn(s.opt.Window.Canvas())
	}
}

// Refresh reads the list again and writes everything in the language spoken now.
func (s *Screen) Refresh() {
	s.find.SetPlaceHolder(s.opt.Texts.T(i18n.ReconcileFindHint))
	s.table.SetColumns(s.model.Columns())
	s.table.SetEmpty(s.opt.Texts.T(i18n.ReconcileEmpty))
	s.proofs.SetColumns(s.model.ProofColumns())
	if s.proof != nil {
		s.showRows()
	}
	s.showCheck()
	s.showCommands()
	s.load(s.model.query, false)
}

// load reads the first or the next page of a query in the background.
func (s *Screen) load(q Query, next bool) {
	if s.loading {
		return
	}
	s.loading = true
	var after = s.model.Last()
	if !next {
		after = nil
	}
	go func() {
		ctx := context.Background()
		page, err := Fetch(ctx, s.opt.Station.Ledger, q, after)
		checked, failed := s.opt.Station.Commissioning(ctx)
		s.opt.Post(func() {
			s.loading = false
			if failed == nil {
				s.checked = checked
				s.showCheck()
			}
			s.loaded(q, page, next, err)
		})
	}()
}

// loaded shows a page; the receipt that was selected stays selected.
func (s *Screen) loaded(q Query, page Page, next bool, err error) {
	if err != nil {
		s.message.Say(kit.Alarm, err.Error(), "")
		return
	}
	id := ""
	if r, ok := s.model.At(s.table.Selected()); ok {
		id = r.Receipt.ID
	}
	s.model.Show(q, page, next)
	s.title.SetText(s.model.Title())
	s.table.Reload()
	if row := s.model.Row(id); row >= 0 {
		s.table.Select(row)
	} else {
		s.table.Select(0)
	}
	s.showDetail()
}

// selected shows the receipt and reads on before the end of the list is reached.
func (s *Screen) selected(row int) {
	s.showDetail()
	if s.model.page.More && row >= s.model.Len()-page/4 {
		s.load(s.model.query, true)
	}
}

func (s *Screen) showDetail() {
	text := ""
	if r, ok := s.model.At(s.table.Selected()); ok {
		text = s.model.Detail(r)
	}
	s.detail.SetText(text)
}

func (s *Screen) showCheck() {
	tone, text := s.model.Checked(s.checked, s.opt.Station.Now())
	s.check.Say(tone, text, "")
}

// showCommands shows the keys that mean something now.
func (s *Screen) showCommands() {
	t := s.opt.Texts.T
	s.commands.RemoveAll()
	add := func(name fyne.KeyName, shown string, key i18n.Key) {
		s.commands.Add(kit.NewKeyButton(shown, t(key), func() { s.key(name) }))
	}
	if s.stop != nil {
		add(fyne.KeyEscape, "Esc", i18n.ReconcileDoStop)
		return
	}
	if s.proof != nil {
		add(fyne.KeyF4, "F4", i18n.ReconcileCloseFinding)
		add(fyne.KeyF9, "F9", i18n.ReconcileDoPrint)
		add(fyne.KeyEscape, "Esc", i18n.ReconcileDoList)
		return
	}
	add(fyne.KeyF2, "F2", i18n.ReconcileDoRun)
	add(fyne.KeyF4, "F4", i18n.ReconcileDoDecide)
	add(fyne.KeyF5, "F5", i18n.ReconcileDoFind)
	if s.model.query.Open {
		add(fyne.KeyF6, "F6", i18n.ReconcileDoAll)
	} else {
		add(fyne.KeyF6, "F6", i18n.ReconcileDoOpen)
	}
	add(fyne.KeyF7, "F7", i18n.ReconcileDoCheck)
	add(fyne.KeyF8, "F8", i18n.ReconcileDoProof)
	add(fyne.KeyF9, "F9", i18n.HandedUnconfirmedKey)
}

func (s *Screen) key(name fyne.KeyName) bool {
	switch {
	case s.stop != nil && name == fyne.KeyEscape:
		s.stop()
	case s.proof != nil && name == fyne.KeyF4:
		s.closeFinding()
	case s.proof != nil && name == fyne.KeyF9:
		s.print()
	case s.proof != nil && name == fyne.KeyEscape:
		s.showProof(nil)
	case s.stop != nil || s.proof != nil:
		return false
	default:
		return s.listKey(name)
	}
	return true
}

func (s *Screen) listKey(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyF2:
		s.run()
	case fyne.KeyF4:
		s.decide()
	case fyne.KeyF5:
		s.find.Focus()
	case fyne.KeyF6:
		s.query(Query{Open: !s.model.query.Open})
	case fyne.KeyF7:
		s.commission()
	case fyne.KeyF8:
		s.prove()
	case fyne.KeyF9:
		handedout.OpenUnconfirmed(s.opt.Asker, s.Focus)
	case fyne.KeyEscape:
		if s.model.query.Find == "" {
			return false
		}
		s.find.SetText("")
		s.query(Query{Open: true})
		s.Focus()
	default:
		return false
	}
	return true
}

func (s *Screen) query(q Query) {
	s.model.query = q
	s.showCommands()
	s.load(q, false)
}

// findKey works the search box: Enter searches, Up and Down move in the list.
func (s *Screen) findKey(name fyne.KeyName) bool {
	if kit.IsEnter(name) {
		s.query(Query{Find: s.find.Text, Open: s.find.Text == ""})
		s.table.FocusOn(s.opt.Window.Canvas())
		return true
	}
	return s.table.Step(name)
}
