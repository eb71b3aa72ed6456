package desktop

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
)

// gate keeps the screens that show patients or take money from being seen and
// used while nobody is logged in.
type gate struct {
	shell *shell
	asker *person.Asker
	// lockAfter is how long without a key the window stays unlocked; 0 is for ever.
	lockAfter func() time.Duration
	now       func() time.Time
	// switched is called when another person than before works here.
	switched func()

	keys   *kit.Keys
	object *fyne.Container
	text   *widget.Label
	button *kit.KeyButton
	last   time.Time // the last sign of life
	worked string    // who worked here last
	asking bool      // the dialog is open
	after  func()    // done once, after the first login
	// resume brings the dialogs back that the lock put away, drop leaves them.
	resume, drop func()
	staffed      bool // somebody can log in here
}

// newGate puts a gate before the screens of s.
func newGate(s *shell, asker *person.Asker, now func() time.Time, lockAfter func() time.Duration) *gate {
	g := &gate{
		shell: s, asker: asker, now: now, lockAfter: lockAfter, switched: func() {}, keys: &kit.Keys{}, last: now(),
		text: widget.NewLabel(""), resume: func() {}, drop: func() {}, after: func() {}, staffed: true, worked: asker.Desk.Holder().ID(),
	}
	g.text.Alignment, g.text.SizeName = fyne.TextAlignCenter, theme.SizeNameSubHeadingText
	g.button = kit.NewKeyButton("Ctrl+U", "", g.ask)
	g.object = container.NewCenter(container.NewVBox(g.text, container.NewCenter(g.button)))
	g.object.Hide()
	g.keys.OnKey = g.key
	g.keys.Alive = g.alive
	asker.Desk.OnChange(g.changed)
	s.window.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyU, Modifier: fyne.KeyModifierControl},
		func(fyne.Shortcut) { g.leave() })
	return g
}

// closed says whether the screen p may not be seen now.
func (g *gate) closed(p page) bool { return !p.open && g.asker.Desk.Free() }

func (g *gate) key(name fyne.KeyName) bool {
	if kit.IsEnter(name) {
		g.ask()
		return true
	}
	return g.shell.key(name)
}

// alive notes a sign of life.
func (g *gate) alive() { g.last = g.now() }

// tick locks the window after a while without a key.
func (g *gate) tick() {
	limit := g.lockAfter()
	if limit > 0 && !g.asker.Desk.Free() && g.now().Sub(g.last) >= limit {
		g.lock(!g.shell.pages[g.shell.current].open) // a panel on a wall stays in sight
	}
}

// leave is Ctrl+U: the window is locked, and whoever comes next logs in.
func (g *gate) leave() {
	if g.shell.window.Canvas().Overlays().Top() == nil {
		g.lock(true)
	}
}

// lock puts open dialogs away until their owner is back, and may ask for a login
// at once.
func (g *gate) lock(ask bool) {
	if g.asking {
		return
	}
	g.resume, g.drop = kit.PutAway(g.shell.window.Canvas())
	g.asker.Desk.Lock()
	if ask {
		g.ask()
	}
}

// ask opens the login, or at a ledger without people the first administrator's
// dialog.
func (g *gate) ask() {
	if g.asking || g.shell.window.Canvas().Overlays().Top() != nil {
		return
	}
	g.asking = true
	if g.staffed {
		g.asker.LogIn(g.asked)
		return
	}
	g.asker.FirstAdmin(g.asked)
}

// asked shows the screen again; dialogs come back to the one who opened them.
func (g *gate) asked() {
	g.asking = false
	g.alive()
	if g.asker.Desk.Free() {
		g.shell.show(g.shell.current)
		return
	}
	g.staffed = true
	g.resume()
	g.away()
	g.after()
	g.after = func() {}
}

// away forgets the dialogs that the lock put away.
func (g *gate) away() { g.resume, g.drop = func() {}, func() {} }

// changed hears of whoever works here now.
func (g *gate) changed() {
	holder := g.asker.Desk.Holder().ID()
	if holder != g.worked {
		g.drop()
		g.away()
		g.worked = holder
		g.switched()
	}
	g.shell.show(g.shell.current)
	g.retext()
	g.shell.retextWho()
	g.shell.read()
}

// retext writes the gate in the language spoken now.
func (g *gate) retext() {
	t := g.shell.texts.T
	g.text.SetText(t(i18n.ShellNobody))
	g.button.SetText(t(i18n.PersonLogIn))
}
