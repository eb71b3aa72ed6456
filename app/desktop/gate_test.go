package desktop

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/people"
)

// gated is a shell behind a gate: a till for whoever is logged in, and the panel
// for everybody.
type gated struct {
	*shell
	now    time.Time
	posted chan func()
	pages  []*plainScreen
	admin  store.Actor
}

func newGated(t *testing.T) *gated {
	t.Helper()
	g := &gated{now: at, posted: make(chan func(), 10)}
	founding := store.Founding{
		Identity: store.Identity{Hospital: "H", Station: "W01", Prefix: "W01", TimeZone: "UTC", DayStart: "00:00"},
		Settings: store.Settings{Rules: receipts.Rules{Currency: receipts.CNY(), Rounding: receipts.RoundNone, Tenders: []receipts.Tender{{Code: "cash", English: "Cash", Chinese: "现金", Cash: true}}}},
	}
	clock := func() time.Time { return g.now }
	l, err := store.Create(t.Context(), t.TempDir(), founding, store.Options{Now: clock, PINCost: people.Cost{KiB: 64, Passes: 1, Threads: 1}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if g.admin, _, err = l.FirstAdmin(t.Context(), "wu", "吴信息", "kq-417702"); err != nil {
		t.Fatal(err)
	}
	app := test.NewTempApp(t)
	app.Settings().SetTheme(kit.NewTheme())
	w := app.NewWindow("")
	g.shell = newShell(w, i18n.New(i18n.English), kit.Guard{Now: clock})
	asker := &person.Asker{Ledger: l, Desk: person.NewDesk(l), Texts: g.texts, Window: w, Now: clock, Post: func(f func()) { g.posted <- f }}
	g.gate = newGate(g.shell, asker, clock, func() time.Duration { return 10 * time.Minute })
	for i, name := range []i18n.Key{i18n.ShellTill, i18n.ShellPanel} {
		keys := &kit.Keys{}
		screen := &plainScreen{entry: kit.NewKeyEntry(keys, ""), keys: keys, on: w}
		g.pages = append(g.pages, screen)
		g.addPage(page{screen: screen, name: name, open: i == 1})
	}
	g.build()
	g.show(0)
	return g
}

func (g *gated) dialog() fyne.CanvasObject { return g.window.Canvas().Overlays().Top() }

func (g *gated) write(text string, then fyne.KeyName) {
	for _, r := range text {
		g.window.Canvas().Focused().TypedRune(r)
	}
	g.press(then)
}

func (g *gated) logIn(t *testing.T) {
	t.Helper()
	g.write("kq-417702", fyne.KeyReturn)
	select {
	case f := <-g.posted:
		f()
	case <-time.After(20 * time.Second):
		t.Fatal("the PIN was not checked")
	}
}

func TestNobodySeesTheTillBeforeALogin(t *testing.T) {
	g := newGated(t)
	if g.pages[0].entry.Visible() || !g.gate.object.Visible() {
		t.Fatal("the till is shown to nobody")
	}
	g.show(1)
	if !g.pages[1].entry.Visible() || g.gate.object.Visible() {
		t.Error("the panel is not shown to everybody")
	}
	g.show(0)
	g.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if g.dialog() == nil {
		t.Fatal("Enter does not ask who is there")
	}
	g.write("wu", fyne.KeyReturn)
	g.logIn(t)
	if !g.pages[0].entry.Visible() || g.window.Canvas().Focused() != fyne.Focusable(g.pages[0].entry) {
		t.Error("after the login the till does not have the keyboard")
	}
}

func TestAnIdleWindowLocksAndGivesItsDialogBack(t *testing.T) {
	g := newGated(t)
	switched := 0
	g.gate.switched = func() { switched++ }
	g.gate.asker.Desk.Enter(g.admin, "吴信息")
	f := kit.NewForm(g.texts, g.window)
	phone := kit.NewKeyEntry(f.Keys, "")
	f.Open("New patient", "", kit.Field{Label: "Phone", Input: phone})
	before := g.dialog()
	g.now = g.now.Add(9 * time.Minute)
	g.write("123", fyne.KeyUp) // a sign of life
	g.now = g.now.Add(9 * time.Minute)
	if g.gate.tick(); g.gate.asker.Desk.Free() {
		t.Fatal("the window locked in front of somebody who types")
	}
	g.now = g.now.Add(time.Minute)
	g.gate.tick()
	if !g.gate.asker.Desk.Free() || g.pages[0].entry.Visible() || g.dialog() == before {
		t.Fatal("an idle window does not lock, or shows its dialog on")
	}
	g.logIn(t)
	if g.dialog() != before || phone.Text != "123" || g.window.Canvas().Focused() != fyne.Focusable(phone) {
		t.Error("its owner does not find the dialog again")
	}
	if switched != 1 {
		t.Errorf("the same person twice counts as %d", switched)
	}
}

func TestSomebodyElseDoesNotFindTheDialogsOfTheOneBefore(t *testing.T) {
	g := newGated(t)
	if err := g.gate.asker.Ledger.AddPerson(t.Context(), g.admin, store.NewPerson{ID: "lin", Name: "林收费", Role: incident.RoleCashier, PIN: "first-7702"}); err != nil {
		t.Fatal(err)
	}
	if _, err := g.gate.asker.Ledger.ChangePIN(t.Context(), "lin", "first-7702", "v#ts-29455"); err != nil {
		t.Fatal(err)
	}
	switched, left := 0, 0
	g.gate.switched = func() { switched++ }
	g.gate.asker.Desk.Enter(g.admin, "吴信息")
	for range 2 { // one over the other
		f := kit.NewForm(g.texts, g.window)
		phone := kit.NewKeyEntry(f.Keys, "")
		f.OnCancel = func() { left++ }
		f.Open("New patient", "", kit.Field{Label: "Phone", Input: phone})
	}
	g.write("123", fyne.KeyUp)
	g.now = g.now.Add(time.Hour)
	g.gate.tick()
	g.press(fyne.KeyUp)
	g.write("lin", fyne.KeyReturn)
	g.write("v#ts-29455", fyne.KeyReturn)
	(<-g.posted)()
	if g.gate.asker.Desk.Actor().ID() != "lin" || g.dialog() != nil || left != 2 || switched != 2 {
		t.Errorf("%q works here, dialog %v, %d left, switched %d times", g.gate.asker.Desk.Actor().ID(), g.dialog(), left, switched)
	}
	if g.window.Canvas().Focused() != fyne.Focusable(g.pages[0].entry) {
		t.Error("the till does not have the keyboard")
	}
}

func TestALockLeavesAPanelOnTheWallInSight(t *testing.T) {
	g := newGated(t)
	g.gate.asker.Desk.Enter(g.admin, "吴信息")
	g.show(1)
	g.now = g.now.Add(time.Hour)
	g.gate.tick()
	if !g.gate.asker.Desk.Free() || g.dialog() != nil || !g.pages[1].entry.Visible() {
		t.Error("a dialog stands over the panel")
	}
	if g.show(0); g.pages[0].entry.Visible() || !g.gate.object.Visible() {
		t.Error("the till is shown to whoever comes by")
	}
}

func TestCtrlUHandsTheWindowToSomebodyElse(t *testing.T) {
	g := newGated(t)
	g.gate.asker.Desk.Enter(g.admin, "吴信息")
	g.gate.leave()
	if !g.gate.asker.Desk.Free() || g.dialog() == nil {
		t.Fatal("Ctrl+U does not lock and ask")
	}
	g.press(fyne.KeyEscape)
	if !g.gate.object.Visible() || g.pages[0].entry.Visible() {
		t.Error("Esc leads back into the till")
	}
	g.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if g.dialog() == nil {
		t.Error("nobody is asked any more")
	}
}
