package ledger

import (
	"context"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/store/seal"
)

// Options are what the screen needs from outside.
type Options struct {
	Station *station.Station
	Keeper  Keeper
	Asker   *person.Asker
	// Store is the machine's key store; nil where there is none.
	Store seal.KeyStore
	// Program is this program's version, for backups.
	Program string
	// Say shows an answer on whatever screen is shown.
	Say func(tone kit.Tone, text string)
	// Quit asks to close the program.
	Quit func()
	// Changed is called after what guards the keys has changed.
	Changed func()
}

// The tables of the screen, in the order in which Enter leads through them.
const (
	backupTable = iota
	copyTable
	taskTable
	tables
)

// readEvery is after how many seconds a screen that is shown is read anew.
const readEvery = 5

// Screen is the screen. All of it belongs to Fyne's goroutine; work is done beside
// it and comes back by Post.
type Screen struct {
	opt   Options
	model *Model
	keys  *kit.Keys

	guarded, recovery, room, detail, answer *kit.Message

	tables  [tables]*kit.KeyTable
	copies  *copyRows
	tasks   *taskRows
	backups *backupRows
	at      int // the table that has the keyboard
	bar     *kit.Bar
	object  fyne.CanvasObject
	away    []string
	reading bool
	ticks   int

	answered func() said // what answer says, in the language spoken then
	busy     bool
	ctx      context.Context
	stop     context.CancelFunc
	work     sync.WaitGroup
}

// New makes the screen; it reads nothing before the first Refresh.
func New(opt Options) *Screen {
	m := NewModel(opt.Station, opt.Keeper, opt.Store, opt.Program, opt.Asker.Texts)
	s := &Screen{
		opt: opt, model: m, keys: &kit.Keys{}, copies: &copyRows{m: m}, tasks: &taskRows{m: m}, backups: &backupRows{m: m},
		guarded: kit.NewMessage(), recovery: kit.NewMessage(), room: kit.NewMessage(), detail: kit.NewMessage(), answer: kit.NewMessage(),
	}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.keys.OnKey = s.key
	s.tables = [tables]*kit.KeyTable{
		backupTable: kit.NewKeyTable(s.keys, m.backupColumns(), s.backups),
		copyTable:   kit.NewKeyTable(s.keys, m.copyColumns(), s.copies),
		taskTable:   kit.NewKeyTable(s.keys, m.taskColumns(), s.tasks),
	}
	for i, t := range s.tables {
		t.OnSelect = func(int) { s.chose(i) }
	}
	s.bar = kit.NewBar(s.commands()...)
	left := container.NewVSplit(s.tables[copyTable], s.tables[taskTable])
	left.SetOffset(0.45)
	split := container.NewHSplit(left, s.tables[backupTable])
	split.SetOffset(0.55)
	top := container.NewVBox(s.guarded, s.recovery, s.room, widget.NewSeparator())
	s.object = container.NewBorder(top, container.NewVBox(widget.NewSeparator(), s.detail, s.answer, s.bar.Row), nil, nil, split)
	return s
}

func (s *Screen) commands() []kit.Command {
	return []kit.Command{
		kit.On(fyne.KeyF2, i18n.LedgerKeyBackup, s.askBackup),
		kit.On(fyne.KeyF3, i18n.LedgerKeyVerify, s.verify),
		kit.On(fyne.KeyF4, i18n.LedgerKeyCheck, s.check),
		kit.On(fyne.KeyF5, i18n.LedgerKeyGuard, s.askGuard),
		kit.On(fyne.KeyF6, i18n.LedgerKeyPaper, s.askRecovery),
		kit.On(fyne.KeyF7, i18n.LedgerKeyPublic, s.askPublic),
		kit.On(fyne.KeyF8, i18n.LedgerKeyTables, s.askMend),
		kit.On(fyne.KeyF9, i18n.LedgerKeyRestore, s.restore),
	}
}

// Object is the screen's content.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys are the screen's own.
func (s *Screen) Keys() *kit.Keys { return s.keys }

// Focus moves the keyboard to the backups.
func (s *Screen) Focus() { s.focus(backupTable) }

func (s *Screen) focus(table int) {
	s.at = table
	s.tables[table].FocusOn(s.opt.Asker.Window.Canvas())
	if s.tables[table].Selected() < 0 {
		s.tables[table].Select(0)
	}
	s.showDetail()
}

func (s *Screen) key(name fyne.KeyName) bool {
	switch {
	case s.bar.Key(name):
	case kit.IsEnter(name):
		s.focus((s.at + 1) % tables)
	case name == fyne.KeyEscape:
		s.Focus()
	default:
		return false
	}
	return true
}

// Tick reads the copies anew now and then: a stick that comes back catches up.
func (s *Screen) Tick() {
	if s.ticks++; s.ticks%readEvery == 0 {
		s.read()
	}
}

// Refresh reads everything anew and writes the screen in the language spoken now.
func (s *Screen) Refresh() {
	m := s.model
	s.tables[backupTable].SetColumns(m.backupColumns())
	s.tables[backupTable].SetEmpty(s.empty())
	s.tables[copyTable].SetColumns(m.copyColumns())
	s.tables[taskTable].SetColumns(m.taskColumns())
	s.bar.Say(m.texts)
	s.showDetail()
	s.showAnswer()
	s.read()
}

// empty is what stands where there are no backups.
func (s *Screen) empty() string {
	text := s.model.t(i18n.LedgerNoBackups)
	if len(s.away) > 0 {
		text += " " + s.model.t(i18n.LedgerAway, strings.Join(s.away, ", "))
	}
	return text
}

// read reads what is shown in the background, once at a time.
func (s *Screen) read() {
	if s.reading {
		return
	}
	s.reading = true
	kit.Background(s.opt.Asker.Post, s.model.Read, func(f found, err error) {
		s.reading = false
		if err != nil {
			s.opt.Say(kit.Alarm, s.model.Said(err).Error())
			return
		}
		s.show(f)
	})
}

func (s *Screen) show(f found) {
	m := s.model
	for line, one := range map[*kit.Message]said{s.guarded: m.Guarded(f.key), s.recovery: m.Recovery(f.key), s.room: m.Room(f)} {
		line.Say(one.tone, one.text, "")
	}
	s.copies.all, s.tasks.all, s.backups.all, s.away = f.copies, f.upkeep.Tasks, f.backups, f.away
	s.tables[backupTable].SetEmpty(s.empty())
	for _, t := range s.tables {
		t.Reload()
	}
	if t := s.tables[s.at]; t.Selected() < 0 {
		t.Select(0)
	}
	s.showDetail()
}

// chose hears of a chosen row, by key or by mouse.
func (s *Screen) chose(table int) {
	s.at = table
	s.showDetail()
}

// showDetail says all that there is to say of the chosen row.
func (s *Screen) showDetail() {
	row := s.tables[s.at].Selected()
	var one said
	switch {
	case row < 0:
	case s.at == backupTable && row < len(s.backups.all):
		one = s.model.BackupText(s.backups.all[row])
	case s.at == copyTable && row < len(s.copies.all):
		one = s.model.CopyText(s.copies.all[row])
	case s.at == taskTable && row < len(s.tasks.all):
		one = s.model.TaskText(s.tasks.all[row])
	}
	s.detail.Say(one.tone, one.text, "")
}
