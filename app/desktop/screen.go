package desktop

import (
	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
)

// Screen is one screen of the window. The window shows one at a time under its
// banner and navigation, and calls a screen in Fyne's own goroutine only.
type Screen interface {
	// Object is the screen's content, the same object each time.
	Object() fyne.CanvasObject
	// Keys are the screen's own, with which its entries and tables are made. A
	// key that Keys.OnKey does not take is offered to the window.
	Keys() *kit.Keys
	// Refresh re-reads what the screen shows and writes it in the language
	// spoken now: after a change of language, and each time the screen is shown.
	Refresh()
	// Focus moves the keyboard to where the screen's work begins.
	Focus()
}

// ticker is a screen with clocks or other things that go on by themselves.
type ticker interface {
	// Tick is called about once a second while the screen is shown.
	Tick()
}
