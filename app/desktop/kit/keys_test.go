package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// newWindow makes a headless window in our theme around content.
func newWindow(t *testing.T, content fyne.CanvasObject) fyne.Window {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(NewTheme())
	w := app.NewWindow("")
	w.SetContent(content)
	w.Resize(fyne.NewSize(800, 600))
	t.Cleanup(w.Close)
	return w
}

// press types keys where the keyboard is, as the window's driver does.
func press(c fyne.Canvas, names ...fyne.KeyName) {
	for _, name := range names {
		event := &fyne.KeyEvent{Name: name}
		if focused := c.Focused(); focused != nil {
			focused.TypedKey(event)
		} else if typed := c.OnTypedKey(); typed != nil {
			typed(event)
		}
	}
}

// pad types the keypad's plus or minus: a key event with its place, then the character to whoever has the keyboard.
func pad(c fyne.Canvas, code int, name fyne.KeyName, r rune) {
	c.Focused().TypedKey(&fyne.KeyEvent{Name: name, Physical: fyne.HardwareKey{ScanCode: code}})
	c.Focused().TypedRune(r)
}

// recorder is a screen that takes the keys it lists.
type recorder struct {
	takes []fyne.KeyName
	heard []fyne.KeyName
}

func (r *recorder) onKey(name fyne.KeyName) bool {
	r.heard = append(r.heard, name)
	return slices.Contains(r.takes, name)
}

func TestCommandKeysReachTheScreenFromAnEntry(t *testing.T) {
	screen := &recorder{takes: []fyne.KeyName{fyne.KeyF2, fyne.KeyEscape}}
	keys := &Keys{OnKey: screen.onKey}
	e := NewKeyEntry(keys, "")
	submitted := ""
	e.OnSubmitted = func(s string) { submitted = s }
	w := newWindow(t, e)
	keys.Listen(w.Canvas())
	w.Canvas().Focus(e)
	test.Type(e, "ab")
	press(w.Canvas(), fyne.KeyF2, fyne.KeyLeft, fyne.KeyBackspace, fyne.KeyEscape, fyne.KeyReturn)
	if want := []fyne.KeyName{fyne.KeyF2, fyne.KeyEscape, fyne.KeyReturn}; !slices.Equal(screen.heard, want) {
		t.Errorf("the screen heard %v, want %v", screen.heard, want)
	}
	if e.Text != "b" || submitted != "b" {
		t.Errorf("text %q, submitted %q: want b for both", e.Text, submitted)
	}
	w.Canvas().Unfocus()
	press(w.Canvas(), fyne.KeyF2)
	if got := len(screen.heard); got != 4 {
		t.Errorf("with nothing focused the screen heard %d keys, want 4", got)
	}
}

func TestEntryOwnHandlerComesFirst(t *testing.T) {
	screen, own := &recorder{}, &recorder{takes: []fyne.KeyName{fyne.KeyDown}}
	e := NewKeyEntry(&Keys{OnKey: screen.onKey}, "")
	e.OnKey = own.onKey
	w := newWindow(t, e)
	w.Canvas().Focus(e)
	press(w.Canvas(), fyne.KeyDown, fyne.KeyF9)
	if !slices.Equal(own.heard, []fyne.KeyName{fyne.KeyDown, fyne.KeyF9}) || !slices.Equal(screen.heard, []fyne.KeyName{fyne.KeyF9}) {
		t.Errorf("own handler heard %v, screen %v", own.heard, screen.heard)
	}
}

func TestKeypadPlusIsACommandAndNoLetter(t *testing.T) {
	keys := &Keys{}
	a, b := NewKeyEntry(keys, ""), NewKeyEntry(keys, "")
	w := newWindow(t, container.NewVBox(a, b))
	plus, minus := padCodes("linux")
	taken := 0
	keys.OnKey = func(name fyne.KeyName) bool {
		if name == KeyPadPlus {
			taken++
			w.Canvas().Focus(b) // the character follows to the new place
			return true
		}
		return false
	}
	w.Canvas().Focus(a)
	pad(w.Canvas(), plus, fyne.KeyPlus, '+')
	if taken != 1 || a.Text != "" || b.Text != "" {
		t.Errorf("keypad plus: taken %d times, entries %q and %q", taken, a.Text, b.Text)
	}
	pad(w.Canvas(), minus, fyne.KeyMinus, '-')
	pad(w.Canvas(), 0, fyne.KeyPlus, '+')
	if b.Text != "-+" {
		t.Errorf("a keypad minus that nobody takes and the main keyboard's plus write: got %q, want -+", b.Text)
	}
}

func TestEnterNeverLeavesANameEntry(t *testing.T) {
	screen := &recorder{}
	e := NewNameEntry(&Keys{OnKey: screen.onKey}, "")
	e.OnSubmitted = func(string) { t.Error("a name was submitted by Enter") }
	w := newWindow(t, e)
	w.Canvas().Focus(e)
	test.Type(e, "王𬭎")
	press(w.Canvas(), fyne.KeyReturn, fyne.KeyEnter)
	if len(screen.heard) != 0 || e.Text != "王𬭎" {
		t.Errorf("the screen heard %v, the entry holds %q", screen.heard, e.Text)
	}
}

// Fyne's headless canvas has no shortcuts; that they arrive is seen in a window under Xvfb.
func TestShortcutsOfEditingStayInTheEntry(t *testing.T) {
	ctrl := func(name fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl}
	}
	for shortcut, want := range map[fyne.Shortcut]bool{
		ctrl(fyne.KeyL): true, ctrl(fyne.KeyF2): true, ctrl(fyne.KeyReturn): true,
		ctrl(fyne.KeyLeft): false, ctrl(fyne.KeyBackspace): false,
		&fyne.ShortcutCopy{}: false, &fyne.ShortcutSelectAll{}: false,
	} {
		if got := belongsToWindow(shortcut); got != want {
			t.Errorf("%s belongs to the window: %v, want %v", shortcut.ShortcutName(), got, want)
		}
	}
	e := NewKeyEntry(&Keys{}, "")
	w := newWindow(t, e)
	w.Canvas().Focus(e)
	test.Type(e, "12")
	e.TypedShortcut(ctrl(fyne.KeyL))
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	test.Type(e, "3")
	if e.Text != "3" {
		t.Errorf("select all and type gives %q, want 3", e.Text)
	}
}

func TestFocusSelectsWhatIsWritten(t *testing.T) {
	e := NewKeyEntry(&Keys{}, "")
	newWindow(t, e)
	e.SetText("100")
	e.Focus()
	test.Type(e, "7")
	if e.Text != "7" {
		t.Errorf("typing after Focus gives %q, want 7", e.Text)
	}
}

func TestKeyButtonLeavesTheKeyboardWhereItWas(t *testing.T) {
	e := NewKeyEntry(&Keys{}, "")
	done := 0
	b := NewKeyButton("F2", "Complete", func() { done++ })
	w := newWindow(t, container.NewVBox(e, b))
	c := w.Canvas()
	c.Focus(e)
	click := func() {
		b.MouseDown(&desktop.MouseEvent{})
		c.Unfocus() // as Fyne's driver does between press and release
		b.Tapped(&fyne.PointEvent{})
	}
	click()
	if done != 1 || c.Focused() != fyne.Focusable(e) {
		t.Errorf("done %d times, keyboard at %v", done, c.Focused())
	}
	b.Disable()
	click()
	if done != 1 {
		t.Error("a disabled button did its command")
	}
	if b.Text() != "F2 Complete" {
		t.Errorf("the button shows %q", b.Text())
	}
	c.Unfocus()
	c.FocusNext()
	c.FocusNext()
	if c.Focused() != fyne.Focusable(e) {
		t.Error("Tab reached the button")
	}
}

// hold presses a key as a window does: the press is told before the key, its
// repeats come without.
func hold(c fyne.Canvas, name fyne.KeyName, times int) {
	event := &fyne.KeyEvent{Name: name}
	if focused, ok := c.Focused().(desktop.Keyable); ok {
		focused.KeyDown(event)
	}
	for range times {
		press(c, name)
	}
}

func TestAHeldCommandActsOnce(t *testing.T) {
	screen := &recorder{takes: []fyne.KeyName{fyne.KeyF2, fyne.KeyF4, fyne.KeyDelete, fyne.KeyReturn, fyne.KeyDown}}
	keys := &Keys{OnKey: screen.onKey}
	e := NewKeyEntry(keys, "")
	table := NewKeyTable(keys, []Column{{Title: "A"}}, NewPages(2, 2, func(int, int) ([][]string, error) { return [][]string{{"1"}, {"2"}}, nil }, func(err error) { t.Error(err) }))
	w := newWindow(t, container.NewVBox(e, table))
	c := w.Canvas()
	for _, focus := range []func(){e.Focus, table.Focus} {
		focus()
		for _, name := range []fyne.KeyName{fyne.KeyF4, fyne.KeyF2, fyne.KeyReturn, fyne.KeyDelete} {
			screen.heard = nil
			hold(c, name, 30)
			if len(screen.heard) != 1 {
				t.Errorf("%s held over %T acted %d times", name, c.Focused(), len(screen.heard))
			}
			hold(c, name, 1)
			if len(screen.heard) != 2 {
				t.Errorf("%s pressed again over %T did not act", name, c.Focused())
			}
		}
	}
	e.Focus()
	screen.heard = nil
	hold(c, fyne.KeyDown, 5)
	if len(screen.heard) != 5 {
		t.Errorf("Down held moved %d times, want 5", len(screen.heard))
	}
	screen.takes = nil
	e.SetText("12345")
	e.CursorColumn = 0
	hold(c, fyne.KeyDelete, 3)
	if e.Text != "45" {
		t.Errorf("Delete held in a text leaves %q, want 45", e.Text)
	}
}

// A held F2 that accepts a form must not go on to complete the bill below it.
func TestAKeyHeldThroughAFormDoesNotReachTheScreen(t *testing.T) {
	f, phone, _, below, screen, w := openForm(t)
	c := w.Canvas()
	phone.KeyDown(&fyne.KeyEvent{Name: fyne.KeyF2})
	below.keys.presses = true
	screen.takes = []fyne.KeyName{fyne.KeyF2}
	press(c, fyne.KeyF2, fyne.KeyF2, fyne.KeyF2)
	if f.popup.Visible() || len(screen.heard) != 0 {
		t.Errorf("form open: %v, the screen heard %v", f.popup.Visible(), screen.heard)
	}
	hold(c, fyne.KeyF2, 2)
	if len(screen.heard) != 1 {
		t.Errorf("after the form F2 acted %d times, want 1", len(screen.heard))
	}
}
