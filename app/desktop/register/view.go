package register

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/panel"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/incident"
)

// Screen is the register. All of it belongs to Fyne's own goroutine; its reads
// and writes are a few rows and answer at once.
type Screen struct {
	model  *Model
	asker  *person.Asker
	texts  *i18n.Catalog
	window fyne.Window
	keys   *kit.Keys

	table     *kit.KeyTable
	detail    *widget.Label
	message   *kit.Message
	commands  *fyne.Container // the usual keys, or one key per symptom
	object    fyne.CanvasObject
	reporting bool
}

// New makes the screen of a register; asker finds out who works on a fault.
func New(opt Options, asker *person.Asker, window fyne.Window) *Screen {
	s := &Screen{
		model: NewModel(opt), asker: asker, texts: opt.Texts, window: window, keys: &kit.Keys{},
		detail: widget.NewLabel(""), message: kit.NewMessage(), commands: container.NewHBox(),
	}
	s.keys.OnKey = s.key
	s.detail.Wrapping = fyne.TextWrapWord
	s.table = kit.NewKeyTable(s.keys, s.model.Columns(), s.model)
	s.table.OnSelect = func(int) { s.showDetail() }
	below := container.NewVBox(widget.NewSeparator(), s.detail, s.message, s.commands)
	s.object = container.NewBorder(nil, below, nil, nil, s.table)
	return s
}

// Object is the screen's content.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys are the screen's own.
func (s *Screen) Keys() *kit.Keys { return s.keys }

// Focus moves the keyboard into the list; while a symptom is asked for, nothing
// has it, so that the digits come to the screen.
func (s *Screen) Focus() {
	if s.reporting {
		s.window.Canvas().Unfocus()
		s.window.Canvas().SetOnTypedRune(s.digit)
		return
	}
	s.table.FocusOn(s.window.Canvas())
}

// Refresh reads the register again and writes it in the language spoken now.
func (s *Screen) Refresh() {
	s.table.SetColumns(s.model.Columns())
	s.table.SetEmpty(s.texts.T(i18n.RegisterEmpty))
	s.showCommands()
	s.reload()
}

// Tick reads the register again: the detector opens faults by itself.
func (s *Screen) Tick() { s.reload() }

func (s *Screen) reload() {
	if err := s.model.Load(context.Background()); err != nil {
		s.message.Say(kit.Alarm, err.Error(), "")
	}
	s.table.Reload()
	if s.table.Selected() < 0 {
		s.table.Select(0)
	}
	s.showDetail()
}

func (s *Screen) showDetail() {
	text := ""
	if f, ok := s.model.At(s.table.Selected()); ok {
		text = s.model.Detail(f)
	}
	s.detail.SetText(text)
}

// symptomKeys are the keys of the symptoms while a fault is being reported, in
// the order of incident.Symptoms. None of them means anything otherwise: a key
// that is held down reports once.
func symptomKeys() []fyne.KeyName {
	return []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5}
}

// showCommands shows the keys that mean something now.
func (s *Screen) showCommands() {
	s.commands.RemoveAll()
	add := func(name fyne.KeyName, text string) {
		s.commands.Add(kit.NewKeyButton(keyText(name), text, func() { s.key(name) }))
	}
	if s.reporting {
		for i, symptom := range incident.Symptoms() {
			add(symptomKeys()[i], panel.SymptomWord(s.texts, symptom))
		}
		add(fyne.KeyEscape, s.texts.T(i18n.WidgetCancel))
		return
	}
	add(fyne.KeyF2, s.texts.T(i18n.RegisterDoReport))
	add(fyne.KeyF3, s.texts.T(i18n.RegisterDoVerify))
	add(fyne.KeyF4, s.texts.T(i18n.RegisterDoClass))
	add(fyne.KeyF5, s.texts.T(i18n.RegisterDoTell))
	add(fyne.KeyF6, s.texts.T(i18n.RegisterDoClose))
	add(fyne.KeyF8, s.texts.T(i18n.RegisterDoExport))
}

func keyText(name fyne.KeyName) string {
	if name == fyne.KeyEscape {
		return "Esc"
	}
	return string(name)
}

func (s *Screen) key(name fyne.KeyName) bool {
	if s.reporting {
		return s.reportKey(name)
	}
	switch name {
	case fyne.KeyF2:
		s.report(true)
	case fyne.KeyF3:
		s.ask(i18n.RegisterDoVerify, s.verify)
	case fyne.KeyF4:
		s.ask(i18n.RegisterDoClass, s.class)
	case fyne.KeyF5:
		s.ask(i18n.RegisterDoTell, s.feedBack)
	case fyne.KeyF6:
		s.ask(i18n.RegisterDoClose, s.close)
	case fyne.KeyF8:
		s.export()
	default:
		return false
	}
	return true
}

// report shows the symptoms in place of the keys, or the keys again.
func (s *Screen) report(on bool) {
	s.reporting = on
	s.message.Clear()
	if on {
		s.message.Say(kit.Notice, s.texts.T(i18n.RegisterWhich), "")
	}
	s.showCommands()
	s.Focus()
}

// digit hears what is typed while nothing has the keyboard.
func (s *Screen) digit(r rune) {
	if s.reporting && s.object.Visible() && s.window.Canvas().Overlays().Top() == nil {
		s.reportKey(fyne.KeyName(r))
	}
}

func (s *Screen) reportKey(name fyne.KeyName) bool {
	if name == fyne.KeyEscape {
		s.report(false)
		return true
	}
	for i, key := range symptomKeys() {
		if key != name {
			continue
		}
		s.report(false)
		s.done(s.model.Report(context.Background(), incident.Symptoms()[i]), i18n.RegisterDoneReport)
		s.table.Select(0)
		return true
	}
	return false
}

// done says what came of a step.
func (s *Screen) done(err error, key i18n.Key) {
	if err != nil {
		s.message.Say(kit.Alarm, err.Error(), "")
	} else {
		s.message.Say(kit.Good, s.texts.T(key), "")
	}
	s.reload()
}

func (s *Screen) export() {
	path, err := s.model.Export(context.Background())
	if err != nil {
		s.message.Say(kit.Alarm, err.Error(), "")
		return
	}
	s.message.Say(kit.Good, s.texts.T(i18n.RegisterExported, path), "")
}

// ask does a step on the selected fault; without one it says so.
func (s *Screen) ask(title i18n.Key, step func(title string, f incident.Fault)) {
	f, ok := s.model.At(s.table.Selected())
	switch {
	case !ok:
		s.message.Say(kit.Notice, s.texts.T(i18n.RegisterNoneSelected), "")
	case !f.Open():
		s.message.Say(kit.Notice, s.texts.T(i18n.RegisterClosedAlready), "")
	default:
		step(s.texts.T(title), f)
	}
}

// staff are who works on a fault: the information department.
const staff = incident.RoleNetAdmin

// as has the information department do a step.
func (s *Screen) as(step func(by store.Actor)) {
	s.asker.As(staff, step, func() { s.message.Say(kit.Notice, s.texts.T(i18n.PersonNotSigned), "") })
}

func (s *Screen) verify(_ string, f incident.Fault) {
	s.as(func(by store.Actor) {
		s.done(s.model.Verify(context.Background(), f.ID, by.ID()), i18n.RegisterDoneVerify)
	})
}

func (s *Screen) class(title string, f incident.Fault) {
	form := kit.NewForm(s.texts, s.window)
	class, reason := kit.NewKeyEntry(form.Keys, ""), kit.NewNameEntry(form.Keys, "")
	form.Work = func(done func(error)) {
		s.sign(done, func(store.Actor) error {
			return s.kept(s.model.Class(context.Background(), f.ID, class.Text, reason.Text), i18n.RegisterDoneClass)
		})
	}
	form.Open(title, "",
		kit.Field{Label: s.texts.T(i18n.OrderClass), Input: class}, kit.Field{Label: s.texts.T(i18n.PersonReason), Input: reason})
}

// sign has the information department answer for what a form does.
func (s *Screen) sign(done func(error), do func(by store.Actor) error) {
	s.asker.As(staff, func(by store.Actor) { done(do(by)) }, func() { done(errors.New(s.texts.T(i18n.PersonNotSigned))) })
}

func (s *Screen) feedBack(_ string, f incident.Fault) {
	s.as(func(store.Actor) { s.done(s.model.FeedBack(context.Background(), f.ID), i18n.RegisterDoneTell) })
}

func (s *Screen) close(title string, f incident.Fault) {
	form := kit.NewForm(s.texts, s.window)
	cause := kit.NewNameEntry(form.Keys, "")
	form.Work = func(done func(error)) {
		s.sign(done, func(by store.Actor) error {
			return s.kept(s.model.Close(context.Background(), f.ID, by.ID(), cause.Text), i18n.RegisterDoneClose)
		})
	}
	form.Open(title, "", kit.Field{Label: s.texts.T(i18n.RegisterCause), Input: cause})
}

// kept leaves an error to the form and says on the screen what was done.
func (s *Screen) kept(err error, key i18n.Key) error {
	if err == nil {
		s.done(nil, key)
	}
	return err
}
