package prices

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/files"
	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/store"
	"outpost/store/incident"
	"outpost/sync/mirror"
)

// Options are what the screen needs from outside.
type Options struct {
	Station *station.Station
	// Asker finds out who accepts a list.
	Asker  *person.Asker
	Texts  *i18n.Catalog
	Window fyne.Window
	// Post runs a function on Fyne's own goroutine.
	Post func(func())
	// Folder is where choosing a file begins.
	Folder string
}

// Screen is the screen. All of it belongs to Fyne's own goroutine; reading and
// taking over run in the background and come back by Post.
type Screen struct {
	opt   Options
	model *Model
	keys  *kit.Keys

	title    *widget.Label
	path     *kit.KeyEntry
	folder   *kit.KeyTable
	force    *kit.KeyTable
	mapping  *kit.KeyTable
	refused  *kit.KeyTable
	center   *fyne.Container
	message  *kit.Message
	commands *fyne.Container
	object   fyne.CanvasObject

	dir     string
	entries []files.Entry
	busy    bool
}

// New makes the screen; it reads nothing before the first Refresh.
func New(opt Options) *Screen {
	s := &Screen{
		opt: opt, model: NewModel(opt.Station, opt.Texts), keys: &kit.Keys{}, title: widget.NewLabel(""),
		message: kit.NewMessage(), commands: container.NewHBox(),
	}
	s.keys.OnKey = s.key
	s.title.TextStyle.Bold = true
	s.title.Wrapping = fyne.TextWrapWord
	s.path = kit.NewKeyEntry(s.keys, "")
	s.path.OnKey = s.pathKey
	s.path.OnChanged = func(string) { s.list() }
	s.folder = kit.NewKeyTable(s.keys, s.folderColumns(), nil)
	s.folder.OnEnter = func(int) { s.choose() }
	s.force = kit.NewKeyTable(s.keys, s.forceColumns(), forceRows{s.model})
	s.mapping = kit.NewKeyTable(s.keys, s.mappingColumns(), nil)
	s.mapping.OnEnter = func(int) { s.correct() }
	s.refused = kit.NewKeyTable(s.keys, s.refusedColumns(), nil)
	s.center = container.NewStack()
	below := container.NewVBox(widget.NewSeparator(), s.message, s.commands)
	s.object = container.NewBorder(container.NewVBox(s.title, s.path), below, nil, nil, s.center)
	s.path.SetText(strings.TrimSuffix(opt.Folder, string(filepath.Separator)) + string(filepath.Separator))
	return s
}

// Object is the screen's content.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys are the screen's own.
func (s *Screen) Keys() *kit.Keys { return s.keys }

// Focus moves the keyboard to where the work goes on.
func (s *Screen) Focus() {
	if s.model.shown != nil {
		s.mapping.FocusOn(s.opt.Window.Canvas())
		return
	}
	s.opt.Window.Canvas().Focus(s.path) // nothing selected: the path is typed on, not anew
	s.path.CursorColumn = len([]rune(s.path.Text))
}

func (s *Screen) column(key i18n.Key, least, share float32) kit.Column {
	return kit.Column{Title: s.opt.Texts.T(key), Min: least, Share: share}
}

func (s *Screen) folderColumns() []kit.Column {
	return []kit.Column{s.column(i18n.PricesFile, 200, 1)}
}

func (s *Screen) forceColumns() []kit.Column {
	return []kit.Column{
		s.column(i18n.PricesList, 90, 2), s.column(i18n.PricesRecords, 80, 0), s.column(i18n.PricesAge, 110, 1),
		s.column(i18n.PricesSource, 100, 2), s.column(i18n.PricesVersion, 120, 0),
	}
}

func (s *Screen) mappingColumns() []kit.Column {
	return []kit.Column{s.column(i18n.PricesField, 150, 1), s.column(i18n.PricesColumn, 150, 2)}
}

func (s *Screen) refusedColumns() []kit.Column {
	return []kit.Column{
		s.column(i18n.PricesRow, 64, 0), s.column(i18n.PricesField, 90, 0),
		s.column(i18n.ProofColumnReason, 150, 3), s.column(i18n.PricesRaw, 80, 1),
	}
}

// Refresh reads the lists in force again and writes everything in the language
// spoken now.
func (s *Screen) Refresh() {
	s.folder.SetColumns(s.folderColumns())
	s.force.SetColumns(s.forceColumns())
	s.mapping.SetColumns(s.mappingColumns())
	s.refused.SetColumns(s.refusedColumns())
	s.path.SetPlaceHolder(s.opt.Texts.T(i18n.PricesPathHint))
	s.folder.SetEmpty(s.opt.Texts.T(i18n.PricesNoFiles))
	s.force.SetEmpty(s.opt.Texts.T(i18n.PricesNoneInForce))
	s.refused.SetEmpty(s.opt.Texts.T(i18n.PricesNoneRefused))
	s.show()
	s.list()
	s.readForce()
}

func (s *Screen) readForce() {
	go func() {
		force, err := InForce(context.Background(), s.opt.Station)
		s.opt.Post(func() {
			if err != nil {
				s.message.Say(kit.Alarm, err.Error(), "")
				return
			}
			s.model.force = force
			s.force.Reload()
		})
	}()
}

// list shows the folder that the path leads into.
func (s *Screen) list() {
	dir, entries, err := files.Folder(s.path.Text)
	s.dir, s.entries = dir, entries
	s.folder.SetRows(files.Rows{Entries: entries})
	s.folder.Select(0)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.message.Say(kit.Warning, err.Error(), "")
	}
}

// show puts the parts of the present step on the screen.
func (s *Screen) show() {
	s.title.SetText(s.model.Title())
	if s.model.shown == nil {
		s.path.Show()
		s.center.Objects = []fyne.CanvasObject{container.NewGridWithColumns(2, s.folder, s.force)}
	} else {
		s.path.Hide()
		s.center.Objects = []fyne.CanvasObject{container.NewGridWithColumns(2, s.mapping, s.refused)}
	}
	s.center.Refresh()
	if s.model.shown != nil { // only tables that have a size scroll to the right row
		selected := s.mapping.Selected()
		s.mapping.SetRows(fieldRows{s.model.Fields()})
		s.mapping.Select(max(0, selected))
		s.refused.SetRows(refusedRows{s.model.shown.Refused()})
	}
	s.showCommands()
}

func (s *Screen) showCommands() {
	s.commands.RemoveAll()
	add := func(name fyne.KeyName, shown string, key i18n.Key) {
		s.commands.Add(kit.NewKeyButton(shown, s.opt.Texts.T(key), func() { s.key(name) }))
	}
	if s.model.shown == nil {
		add(fyne.KeyF2, "F2", i18n.PricesDoRead)
		add(fyne.KeyF6, "F6", [...]i18n.Key{Prices: i18n.PricesDoPatients, Patients: i18n.PricesDoOrders, Orders: i18n.PricesDoPrices}[s.model.kind])
		return
	}
	add(fyne.KeyF2, "F2", i18n.PricesDoAccept)
	add(fyne.KeyF4, "F4", i18n.PricesDoCorrect)
	add(fyne.KeyF8, "F8", i18n.PricesDoRefused)
	add(fyne.KeyEscape, "Esc", i18n.PricesDoBack)
}

func (s *Screen) key(name fyne.KeyName) bool {
	if s.model.shown == nil {
		switch name {
		case fyne.KeyF2:
			s.choose()
		case fyne.KeyF6:
			s.model.kind = (s.model.kind + 1) % (Orders + 1)
			s.show()
		default:
			return false
		}
		return true
	}
	switch name {
	case fyne.KeyF2:
		s.accept()
	case fyne.KeyF4:
		s.correct()
	case fyne.KeyF8:
		s.writeRefused()
	case fyne.KeyEscape:
		s.back()
	default:
		return false
	}
	return true
}

func (s *Screen) pathKey(name fyne.KeyName) bool {
	if kit.IsEnter(name) {
		s.choose()
		return true
	}
	return s.folder.Step(name)
}

// choose goes into the selected folder, or reads the selected file.
func (s *Screen) choose() {
	row := s.folder.Selected()
	if row < 0 || row >= len(s.entries) {
		s.message.Say(kit.Warning, s.opt.Texts.T(i18n.PricesNoSuchFile, s.path.Text), "")
		return
	}
	chosen := filepath.Join(s.dir, s.entries[row].Name)
	if s.entries[row].Folder {
		s.path.SetText(chosen + string(filepath.Separator))
		s.Focus()
		return
	}
	s.read(chosen, nil)
}

func (s *Screen) back() {
	s.model.Show("", nil)
	s.message.Clear()
	s.show()
	s.Focus()
}

// read makes the preview of a file in the background. A file or mapping that
// does not fit leaves what is shown as it is.
func (s *Screen) read(path string, mapping *mirror.Mapping) {
	kind := s.model.kind
	s.background(s.opt.Texts.T(i18n.PricesReading, filepath.Base(path)), func(ctx context.Context) func() {
		p, err := Read(ctx, kind, path, mapping)
		return func() {
			if err != nil {
				s.message.Say(kit.Alarm, err.Error(), "")
				return
			}
			s.message.Clear()
			if w := p.Warnings(); len(w) > 0 {
				s.message.Say(kit.Warning, strings.Join(w, " "), "")
			}
			s.model.Show(path, &p)
			s.show()
			s.Focus()
		}
	})
}

// background does one thing at a time that takes time.
func (s *Screen) background(say string, work func(ctx context.Context) func()) {
	if s.busy {
		return
	}
	s.busy = true
	s.message.Say(kit.Notice, say, "")
	go func() {
		done := work(context.Background())
		s.opt.Post(func() {
			s.busy = false
			done()
		})
	}()
}

// correct opens the form of the selected line of the mapping.
func (s *Screen) correct() {
	fields, row := s.model.Fields(), s.mapping.Selected()
	if row < 0 || row >= len(fields) {
		return
	}
	f := fields[row]
	form := kit.NewForm(s.opt.Texts, s.opt.Window)
	value := kit.NewNameEntry(form.Keys, "")
	value.SetText(f.Value)
	form.OnAccept = func() error {
		mapping, err := s.model.Correct(f, value.Text)
		if err == nil {
			s.read(s.model.path, mapping)
		}
		return err
	}
	lines := []kit.Field{{Label: f.Name, Input: value}}
	if hint := s.model.Hint(f); hint != "" {
		lines = append(lines, kit.Field{Input: widget.NewLabel(hint)})
	}
	form.Open(s.opt.Texts.T(i18n.PricesDoCorrect), "", lines...)
}

// accept takes the list over in the background, in the name of the information
// department.
func (s *Screen) accept() {
	p := *s.model.shown
	s.opt.Asker.As(incident.RoleNetAdmin, func(by store.Actor) { s.take(p, by.ID()) }, func() {
		s.message.Say(kit.Notice, s.opt.Texts.T(i18n.PersonNotSigned), "")
	})
}

func (s *Screen) take(p Preview, by string) {
	s.background(s.opt.Texts.T(i18n.PricesTaking), func(ctx context.Context) func() {
		refused, err := s.model.Accept(ctx, p, by)
		return func() {
			if err != nil {
				s.message.Say(kit.Alarm, err.Error(), s.opt.Texts.T(i18n.PricesOldStays))
				return
			}
			_, good, _ := p.Counts()
			s.back()
			next := ""
			if refused != "" {
				next = s.opt.Texts.T(i18n.PricesRefusedIn, refused)
			}
			s.message.Say(kit.Good, s.opt.Texts.T(i18n.PricesTaken, p.Mapping().List, good), next)
			s.readForce()
		}
	})
}

func (s *Screen) writeRefused() {
	path, err := s.model.WriteRefused(*s.model.shown)
	switch {
	case err != nil:
		s.message.Say(kit.Alarm, err.Error(), "")
	case path == "":
		s.message.Say(kit.Good, s.opt.Texts.T(i18n.PricesNoneRefused), "")
	default:
		s.message.Say(kit.Good, s.opt.Texts.T(i18n.PricesRefusedIn, path), "")
	}
}
