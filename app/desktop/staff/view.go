package staff

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/store"
)

// Options are what the screen needs from outside.
type Options struct {
	Asker *person.Asker
	// Say shows an answer.
	Say func(tone kit.Tone, text string)
}

// Screen is the screen. All of it belongs to Fyne's goroutine.
type Screen struct {
	opt   Options
	model *Model
	keys  *kit.Keys

	glass     *kit.Message
	people    *kit.KeyTable
	approvals *kit.KeyTable
	bar       *kit.Bar
	object    fyne.CanvasObject
	all       []store.Person
}

// New makes the screen; it reads nothing before the first Refresh.
func New(opt Options) *Screen {
	a := opt.Asker
	s := &Screen{opt: opt, model: NewModel(a.Ledger, a.Texts, a.Now), keys: &kit.Keys{}, glass: kit.NewMessage()}
	s.keys.OnKey = s.key
	s.people = kit.NewKeyTable(s.keys, s.model.personColumns(), nil)
	s.approvals = kit.NewKeyTable(s.keys, s.model.approvalColumns(), nil)
	s.bar = kit.NewBar(s.commands()...)
	split := container.NewHSplit(s.people, s.approvals)
	split.SetOffset(0.55)
	s.object = container.NewBorder(s.glass, s.bar.Row, nil, nil, split)
	return s
}

func (s *Screen) commands() []kit.Command {
	return []kit.Command{
		kit.On(fyne.KeyF2, i18n.StaffKeyAdd, s.askAdd),
		kit.On(fyne.KeyF3, i18n.StaffKeyRole, s.askRole),
		kit.On(fyne.KeyF4, i18n.StaffKeyPIN, s.askPIN),
		kit.On(fyne.KeyF5, i18n.StaffKeyShut, s.askShut),
		kit.On(fyne.KeyF6, i18n.StaffKeyUnlock, s.unlock),
		kit.On(fyne.KeyF7, i18n.StaffKeyGlass, s.askGlass),
		kit.On(fyne.KeyF8, i18n.StaffKeyExport, s.askExport),
		kit.On(fyne.KeyF9, i18n.StaffKeyOwnPIN, func() { s.opt.Asker.ChangeOwnPIN(func() { s.opt.Say(kit.Good, s.model.t(i18n.StaffPINChanged)) }) }),
		kit.On(fyne.KeyF11, i18n.StaffKeyImport, s.askImport),
	}
}

// Object is the screen's content.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys are the screen's own.
func (s *Screen) Keys() *kit.Keys { return s.keys }

// Focus moves the keyboard to the people.
func (s *Screen) Focus() { s.people.FocusOn(s.opt.Asker.Window.Canvas()) }

func (s *Screen) key(name fyne.KeyName) bool {
	return s.bar.Key(name)
}

// Refresh reads the people anew and writes the screen in the language spoken now.
func (s *Screen) Refresh() {
	s.people.SetColumns(s.model.personColumns())
	s.approvals.SetColumns(s.model.approvalColumns())
	s.approvals.SetEmpty(s.model.t(i18n.StaffNoApprovals))
	s.bar.Say(s.model.texts)
	kit.Background(s.opt.Asker.Post, s.model.Read, func(f found, err error) {
		if err != nil {
			s.opt.Say(kit.Alarm, s.model.Said(err).Error())
			return
		}
		s.show(f)
	})
}

func (s *Screen) show(f found) {
	row := max(0, s.people.Selected())
	s.all = f.people
	s.people.SetRows(personRows{s.model, f.people})
	s.people.Select(row)
	s.approvals.SetRows(approvalRows{s.model, f.approvals})
	if f.glassDue {
		s.glass.Say(kit.Warning, s.model.t(i18n.StaffGlassDue), "")
	} else {
		s.glass.Say(kit.Plain, s.model.t(i18n.StaffGlassKept), "")
	}
}

// chosen is the chosen person; nil where there is none.
func (s *Screen) chosen() *store.Person {
	if row := s.people.Selected(); row >= 0 && row < len(s.all) {
		return &s.all[row]
	}
	return nil
}
