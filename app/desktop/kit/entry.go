package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// KeyEntry is a one-line entry in which the screen's keys work. Make it with [NewKeyEntry] or [NewNameEntry].
type KeyEntry struct {
	widget.Entry

	// OnKey is asked first about every command key (see [IsCommand]) and returns whether it took the key.
	OnKey func(fyne.KeyName) bool

	keys     *Keys
	composes bool // an input method writes here
}

var (
	_ fyne.Focusable    = (*KeyEntry)(nil)
	_ fyne.Shortcutable = (*KeyEntry)(nil)
)

// NewKeyEntry makes an entry for codes, initials and numbers: Enter is a command, or else submits.
func NewKeyEntry(keys *Keys, placeHolder string) *KeyEntry {
	e := &KeyEntry{keys: keys}
	e.PlaceHolder = placeHolder
	e.ExtendBaseWidget(e)
	return e
}

// NewNameEntry makes an entry for names and free text. The Enter key neither submits nor reaches the screen: on X11 the
// Enter that ends an input method's composition arrives here too and would submit half a name.
func NewNameEntry(keys *Keys, placeHolder string) *KeyEntry {
	e := NewKeyEntry(keys, placeHolder)
	e.composes = true
	return e
}

// TypedKey offers command keys to OnKey and the screen before the entry uses them.
func (e *KeyEntry) TypedKey(event *fyne.KeyEvent) {
	if e.composes && IsEnter(event.Name) {
		return
	}
	if e.keys.take(event, e.OnKey) {
		return
	}
	e.Entry.TypedKey(event)
}

// KeyDown notes a press, so that its repeats are known from it.
func (e *KeyEntry) KeyDown(event *fyne.KeyEvent) {
	e.keys.down(event)
	e.Entry.KeyDown(event)
}

// TypedRune writes r, unless it belongs to a keypad key that was a command.
func (e *KeyEntry) TypedRune(r rune) {
	if e.keys.typed(r) {
		return
	}
	e.Entry.TypedRune(r)
}

// TypedShortcut keeps the shortcuts of editing and passes the others on to the window.
func (e *KeyEntry) TypedShortcut(shortcut fyne.Shortcut) {
	if toWindow(shortcut, e) {
		return
	}
	e.Entry.TypedShortcut(shortcut)
}

// Focus moves the keyboard here and selects what is written, so that the next key replaces it. An entry that has not
// been drawn yet has no canvas to Fyne and takes no keyboard: see [KeyEntry.FocusOn].
func (e *KeyEntry) Focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(e); c != nil {
		e.FocusOn(c)
	}
}

// FocusOn does what Focus does in an entry that was only just put on the canvas c.
func (e *KeyEntry) FocusOn(c fyne.Canvas) {
	c.Focus(e)
	e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}
