package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"outpost/app/i18n"
)

// formWidth is the width of a form in Fyne's units, where the window is as wide.
const formWidth = 560

// Field is one line of a form.
type Field struct {
	Label string
	// Input is a *KeyEntry made with the form's Keys, or any other object.
	Input fyne.CanvasObject
}

// Form is a dialog over a window. F2 accepts, Esc cancels; Enter goes to the next entry. In the last one it accepts where
// all entries are for numbers and codes; where there are names it does not, for it also ends an input method's
// composition. F12, the answer to the window's question, is passed on. Esc asks a second time once something has been typed, because an input method
// lets it through too. Make it with [NewForm], then [Form.Open].
type Form struct {
	// Keys are the form's own: its entries are made with them.
	Keys *Keys
	// OnAccept takes what was entered. An error keeps the form open and is shown in it as it reads.
	OnAccept func() error
	// Work is set instead of OnAccept where taking it lasts: it begins to do so in the background, and done is called with
	// the result in Fyne's goroutine. Until then the form takes no key but F12.
	Work func(done func(error))
	// OnCancel hears that the form was left without accepting.
	OnCancel func()
	// OnClosed hears that the form is gone, accepted or not, after the keyboard went back to where it was.
	OnClosed func()

	// First is the entry that has the keyboard at the beginning; nil is the first one.
	First *KeyEntry
	// Stays has Esc not leave the form: it must be accepted.
	Stays bool

	// ReadOnly is a form that only shows something: there is nothing to accept.
	ReadOnly bool

	// GoesOn has accepting leave the form open for the next of several; Esc closes it.
	GoesOn bool

	// EnterAccepts has Enter in the last entry accept though another entry is for names; the last one is not.
	EnterAccepts bool

	texts   *i18n.Catalog
	window  fyne.Window
	popup   *widget.PopUp
	more    []extra
	busy    bool // Work is under way
	closed  bool
	message *Message
	entries []*KeyEntry
	opened  []string // what stood in the entries at the beginning
	warned  bool     // Esc was pressed once over changed entries
	catcher *keyCatcher
	before  fyne.Focusable       // who had the keyboard before the form
	typed   func(*fyne.KeyEvent) // who had the keys that nobody has
	down    func(*fyne.KeyEvent) // and who heard them pressed
}

// NewForm makes a form over a window. Make its entries with form.Keys.
func NewForm(texts *i18n.Catalog, window fyne.Window) *Form {
	f := &Form{texts: texts, window: window, Keys: &Keys{}, message: NewMessage()}
	f.Keys.OnKey = f.key
	f.catcher = newKeyCatcher(f.Keys)
	return f
}

// extra is a command of a form beside accepting and leaving.
type extra struct {
	key  fyne.KeyName
	text string
	do   func()
}

// Command adds a command with a function key of its own; call it before Open.
func (f *Form) Command(key fyne.KeyName, text string, do func()) {
	f.more = append(f.more, extra{key, text, do})
}

// Open shows the form, with the keyboard in its first entry; accept is the word on the accepting button, empty for the
// usual one.
func (f *Form) Open(title, accept string, fields ...Field) {
	if accept == "" {
		accept = f.texts.T(i18n.WidgetAccept)
	}
	f.collect(fields)
	buttons := container.NewHBox()
	if !f.ReadOnly {
		buttons.Add(NewKeyButton("F2", accept, f.Accept))
	}
	for _, e := range f.more {
		buttons.Add(NewKeyButton(string(e.key), e.text, func() { f.free(e.do) }))
	}
	if !f.Stays {
		leave := i18n.WidgetCancel
		if f.GoesOn || f.ReadOnly {
			leave = i18n.WidgetClose
		}
		buttons.Add(NewKeyButton("Esc", f.texts.T(leave), func() { f.free(f.cancel) }))
	}
	heading := widget.NewLabelWithStyle(title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	content := container.NewVBox(heading, f.lines(fields), f.message, container.NewCenter(buttons), f.catcher)
	c := f.window.Canvas()
	f.before, f.typed = c.Focused(), c.OnTypedKey()
	if d, ok := c.(desktop.Canvas); ok {
		f.down = d.OnKeyDown()
	}
	if below := keysOf(f.before); below != nil {
		f.Keys.presses = below.presses // the key that opened the form may still be held
		f.Keys.Alive = below.Alive
	}
	f.hear(f.catcher.TypedKey, f.catcher.KeyDown) // a click beside the entries leaves nobody with the keyboard
	f.popup = widget.NewModalPopUp(content, c)
	width := min(formWidth, c.Size().Width)
	content.Resize(fyne.NewSize(width, 0)) // texts that are broken know their height from their width only
	f.popup.Resize(fyne.NewSize(width, content.MinSize().Height))
	f.popup.Show()
	f.focus(max(0, slices.Index(f.entries, f.First)))
}

// hear sets who has the keys, and their presses, while no widget has the keyboard.
func (f *Form) hear(typed, down func(*fyne.KeyEvent)) {
	c := f.window.Canvas()
	c.SetOnTypedKey(typed)
	if d, ok := c.(desktop.Canvas); ok {
		d.SetOnKeyDown(down)
	}
}

// passOn gives a key to whoever is under the form, as a press of its own.
func (f *Form) passOn(name fyne.KeyName) {
	event := &fyne.KeyEvent{Name: name}
	if f.down != nil {
		f.down(event)
	}
	if f.typed != nil {
		f.typed(event)
	}
}

// Confirm asks a yes-or-no question in a form without entries; yes does what accept says.
func Confirm(texts *i18n.Catalog, window fyne.Window, title, question, accept string, yes func()) *Form {
	f := NewForm(texts, window)
	f.OnAccept = func() error { yes(); return nil }
	text := widget.NewLabel(question)
	text.Wrapping = fyne.TextWrapWord
	f.Open(title, accept, Field{Input: text})
	return f
}

func (f *Form) collect(fields []Field) {
	for _, field := range fields {
		if e, ok := field.Input.(*KeyEntry); ok {
			f.entries = append(f.entries, e)
			f.opened = append(f.opened, e.Text)
		}
	}
}

// lines puts labels beside their inputs; a form without any label is its inputs alone.
func (f *Form) lines(fields []Field) fyne.CanvasObject {
	form := widget.NewForm()
	for _, field := range fields {
		if field.Label == "" && len(fields) == 1 {
			return field.Input
		}
		form.Append(field.Label, field.Input)
	}
	return form
}

// focus moves the keyboard to an entry, or to the form itself where there is none.
func (f *Form) focus(i int) {
	if i < len(f.entries) {
		f.entries[i].FocusOn(f.window.Canvas())
	} else if len(f.entries) == 0 {
		f.window.Canvas().Focus(f.catcher)
	}
}

// key handles a command key that no entry took. A form takes them all: none may reach the screen behind it.
func (f *Form) key(name fyne.KeyName) bool {
	switch {
	case name == fyne.KeyDelete:
		return false // edits the entry
	case name == fyne.KeyF12:
		f.passOn(name)
	case f.busy:
		return true
	case name == fyne.KeyF2, IsEnter(name) && f.enterAccepts():
		f.Accept()
	case name == fyne.KeyEscape:
		f.escape()
		return true
	case IsEnter(name), name == fyne.KeyDown:
		f.step(1)
	case name == fyne.KeyUp:
		f.step(-1)
	default:
		for _, e := range f.more {
			if e.key == name {
				e.do()
			}
		}
	}
	f.warned = false
	return true
}

// free does something unless what was entered is being taken.
func (f *Form) free(do func()) {
	if !f.busy {
		do()
	}
}

// enterAccepts says whether the keyboard is in the last entry of a form in which Enter ends.
func (f *Form) enterAccepts() bool {
	if len(f.entries) == 0 {
		return false
	}
	last := f.entries[len(f.entries)-1]
	names := slices.ContainsFunc(f.entries, func(e *KeyEntry) bool { return e.composes })
	return f.window.Canvas().Focused() == fyne.Focusable(last) && !last.composes && (!names || f.EnterAccepts)
}

// step moves the keyboard by as many entries, and stays at the ends.
func (f *Form) step(by int) {
	for i, e := range f.entries {
		if f.window.Canvas().Focused() == fyne.Focusable(e) {
			f.focus(max(0, min(i+by, len(f.entries)-1)))
			return
		}
	}
}

func (f *Form) escape() {
	if f.Stays {
		return
	}
	if f.changed() && !f.warned && !f.ReadOnly {
		f.warned = true
		f.message.Say(Warning, f.texts.T(i18n.WidgetDiscard), "")
		return
	}
	f.cancel()
}

func (f *Form) changed() bool {
	for i, e := range f.entries {
		if e.Text != f.opened[i] {
			return true
		}
	}
	return false
}

// Accept takes what was entered, as F2 does.
func (f *Form) Accept() {
	switch {
	case f.busy || f.closed || f.ReadOnly:
	case f.Work != nil:
		f.busy = true
		f.message.Say(Notice, f.texts.T(i18n.WidgetWorking), "")
		f.Work(func(err error) {
			f.busy = false
			f.answered(err)
		})
	case f.OnAccept != nil:
		f.answered(f.OnAccept())
	default:
		f.answered(nil)
	}
}

// Say shows an answer in the form, which stays until the next.
func (f *Form) Say(tone Tone, text string) { f.message.Say(tone, text, "") }

// Leave closes the form as Esc does, without asking again.
func (f *Form) Leave() { f.cancel() }

// Done closes the form as accepted: what it asked for came about in another way.
func (f *Form) Done() { f.answered(nil) }

// answered keeps the form open over an error, which it shows.
func (f *Form) answered(err error) {
	switch {
	case f.closed:
	case err != nil:
		f.message.Say(Alarm, err.Error(), "")
		f.typeAnew()
	case f.GoesOn:
		f.asOpened()
		f.typeAnew()
	default:
		f.close()
	}
}

// asOpened takes what stands in the entries now as what stood there at the beginning.
func (f *Form) asOpened() {
	for i, e := range f.entries {
		f.opened[i] = e.Text
	}
}

// Refuse says why something in the form cannot be, and leaves it open.
func (f *Form) Refuse(err error) { f.answered(err) }

// typeAnew has the next key replace what was refused in a box of codes or numbers.
func (f *Form) typeAnew() {
	c := f.window.Canvas()
	if e, ok := c.Focused().(*KeyEntry); ok && !e.composes && slices.Contains(f.entries, e) {
		e.FocusOn(c)
	}
}

func (f *Form) cancel() {
	f.close()
	if f.OnCancel != nil {
		f.OnCancel()
	}
}

// close gives the keyboard back to where it was, unless accepting opened another dialog.
func (f *Form) close() {
	f.closed = true
	f.popup.Hide()
	c := f.window.Canvas()
	f.hear(f.typed, f.down)
	if c.Overlays().Top() == nil && f.before != nil {
		c.Focus(f.before)
	}
	if f.OnClosed != nil {
		f.OnClosed()
	}
}
