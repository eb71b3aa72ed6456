package kit

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Names of the two keypad keys that a cashier uses. Fyne gives them the names of their twins on the main keyboard.
const (
	KeyPadPlus  fyne.KeyName = "KP_Add"
	KeyPadMinus fyne.KeyName = "KP_Subtract"
)

// Keys is what a screen does with its keys, shared by all key widgets of that screen.
type Keys struct {
	// OnKey is asked about a command key (see [IsCommand]) that the focused widget did not take. It returns whether
	// it took the key.
	OnKey func(fyne.KeyName) bool
	// Alive hears of every key, command or text; nil for nobody.
	Alive func()

	swallow rune // what the key that was just taken will type besides

	// A held key comes again and again without a new KeyDown. presses says that
	// this window tells presses at all (Fyne's headless driver does not), fresh is
	// the key that was pressed and has not acted yet. Nothing here waits for a
	// KeyUp, so one that is lost with the focus cannot lock a key.
	presses bool
	fresh   fyne.KeyName
}

// down hears that a key was pressed, not repeated, before the key itself comes.
func (k *Keys) down(event *fyne.KeyEvent) {
	k.presses, k.fresh = true, event.Name
	k.alive()
}

func (k *Keys) alive() {
	if k.Alive != nil {
		k.Alive()
	}
}

// repeated says whether a key that acts once for each press comes from being
// held. A key whose press another widget heard, before the focus came here, is
// held too.
func (k *Keys) repeated(event *fyne.KeyEvent) bool {
	fresh := k.fresh == event.Name
	k.fresh = ""
	return k.presses && !fresh && actsOnce(event.Name)
}

// actsOnce tells the keys with a lasting effect from those that move or edit.
func actsOnce(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		return false
	}
	return IsCommand(name)
}

// Listen has k hear the keys of a window in which nothing has the focus. While a dialog is open it hears
// only F12, the answer to the window's question, which the dialog passes on.
func (k *Keys) Listen(c fyne.Canvas) {
	c.SetOnTypedKey(func(event *fyne.KeyEvent) {
		if c.Overlays().Top() == nil || event.Name == fyne.KeyF12 {
			k.take(event, nil)
		}
	})
	if d, ok := c.(desktop.Canvas); ok {
		d.SetOnKeyDown(k.down)
	}
}

// take offers a key first to own, then to the screen, and returns whether one of them took it.
func (k *Keys) take(event *fyne.KeyEvent, own func(fyne.KeyName) bool) bool {
	k.alive()
	k.swallow = 0
	name := nameOf(event)
	held := k.repeated(event)
	if !IsCommand(name) {
		return false
	}
	if held {
		return name != fyne.KeyDelete // which goes on editing the entry
	}
	// Set before the key is offered: whoever takes it may move the focus, and the character follows to the new place.
	k.swallow = runeOf(name)
	if (own != nil && own(name)) || (k.OnKey != nil && k.OnKey(name)) {
		return true
	}
	k.swallow = 0
	return false
}

// typed returns whether r is to be kept out of the entry: a keypad plus that changed the tender is not also a letter.
func (k *Keys) typed(r rune) bool {
	k.alive()
	swallowed := r == k.swallow && r != 0
	k.swallow = 0
	return swallowed
}

// IsCommand tells the keys that mean a command from those that write or edit text. Delete is both: it is offered first,
// and edits where nobody takes it.
func IsCommand(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12,
		fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown,
		fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape, fyne.KeyDelete, KeyPadPlus, KeyPadMinus:
		return true
	}
	return false
}

// IsEnter tells both Enter keys from others.
func IsEnter(name fyne.KeyName) bool { return name == fyne.KeyReturn || name == fyne.KeyEnter }

func runeOf(name fyne.KeyName) rune {
	switch name {
	case KeyPadPlus:
		return '+'
	case KeyPadMinus:
		return '-'
	}
	return 0
}

// nameOf is the key's name, with the keypad's plus and minus told from the others by their place on the keyboard.
func nameOf(event *fyne.KeyEvent) fyne.KeyName {
	plus, minus := padCodes(runtime.GOOS)
	switch event.Physical.ScanCode {
	case plus:
		return KeyPadPlus
	case minus:
		return KeyPadMinus
	}
	return event.Name
}

// padCodes are the scan codes of the keypad's plus and minus: X11 key codes (evdev + 8), Windows set 1, macOS virtual.
func padCodes(goos string) (plus, minus int) {
	switch goos {
	case "windows":
		return 0x4e, 0x4a
	case "darwin":
		return 0x45, 0x4e
	}
	return 86, 82
}

// keysOf are the keys of whoever has the keyboard; nil where they are not of this package.
func keysOf(focused fyne.Focusable) *Keys {
	switch f := focused.(type) {
	case *KeyEntry:
		return f.keys
	case *rowList:
		return f.table.keys
	case *keyCatcher:
		return f.keys
	}
	return nil
}

// shortcutTaker is the part of a canvas that takes shortcuts.
type shortcutTaker interface {
	TypedShortcut(fyne.Shortcut)
}

// toWindow passes a shortcut that is the window's on to it and returns whether it did.
func toWindow(shortcut fyne.Shortcut, from fyne.CanvasObject) bool {
	if !belongsToWindow(shortcut) {
		return false
	}
	c, ok := fyne.CurrentApp().Driver().CanvasForObject(from).(shortcutTaker)
	if ok {
		c.TypedShortcut(shortcut)
	}
	return ok
}

// belongsToWindow tells a screen's shortcut (Ctrl and a letter or a command key) from those that edit text: copy, paste
// and undo, which Fyne names, and Ctrl with an arrow, Home, End, Backspace or Delete.
func belongsToWindow(shortcut fyne.Shortcut) bool {
	custom, ok := shortcut.(*desktop.CustomShortcut)
	if !ok {
		return false
	}
	switch custom.KeyName {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd,
		fyne.KeyBackspace, fyne.KeyDelete:
		return false
	}
	return true
}
