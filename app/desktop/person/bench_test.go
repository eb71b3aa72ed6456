package person

import (
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/people"
)

// The PINs of the bench's people.
const (
	wuPIN   = "kq-417702"
	chenPIN = "ab/80631x"
	sunPIN  = "v#ts-29455"
)

// bench is a headless window over a real ledger of three people: wu looks after
// them, chen charges, sun approves. What the background posts waits until the
// test takes it.
type bench struct {
	*Asker
	t      *testing.T
	posted chan func()
	below  *kit.KeyEntry

	mu  sync.Mutex
	now time.Time
}

func newBench(t *testing.T, drill bool) *bench {
	t.Helper()
	b := &bench{t: t, posted: make(chan func(), 100), now: time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)}
	founding := store.Founding{
		Identity: store.Identity{Hospital: "H", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: drill},
		Settings: store.Settings{Rules: receipts.Rules{Currency: receipts.CNY(), Rounding: receipts.RoundNone, Tenders: []receipts.Tender{{Code: "cash", English: "Cash", Chinese: "现金", Cash: true}}}},
	}
	l, err := store.Create(t.Context(), t.TempDir(), founding, store.Options{Now: b.clock, PINCost: people.Cost{KiB: 64, Passes: 1, Threads: 1}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	app := test.NewTempApp(t)
	app.Settings().SetTheme(kit.NewTheme())
	w := app.NewWindow("")
	keys := &kit.Keys{}
	b.below = kit.NewKeyEntry(keys, "")
	w.SetContent(container.NewVBox(b.below))
	w.Resize(fyne.NewSize(1366, 768))
	keys.Listen(w.Canvas())
	b.below.Focus()
	b.Asker = &Asker{
		Ledger: l, Desk: NewDesk(l), Texts: i18n.New(i18n.English), Window: w, Now: b.clock, Post: func(f func()) { b.posted <- f },
	}
	return b
}

// staff lets the three people in, with chen at the desk.
func (b *bench) staff() {
	b.t.Helper()
	ctx := b.t.Context()
	admin, _, err := b.Ledger.FirstAdmin(ctx, "wu", "吴信息", wuPIN)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, p := range []store.NewPerson{
		{ID: "chen", Name: "陈收费", Role: incident.RoleCashier, PIN: chenPIN}, {ID: "sun", Name: "孙组长", Role: incident.RoleSupervisor, PIN: sunPIN},
	} {
		first := p.PIN
		p.PIN = "first-" + p.PIN
		if err := b.Ledger.AddPerson(ctx, admin, p); err != nil {
			b.t.Fatal(err)
		}
		if _, err := b.Ledger.ChangePIN(ctx, p.ID, p.PIN, first); err != nil {
			b.t.Fatal(err)
		}
	}
	chen, err := b.Ledger.Login(ctx, "chen", chenPIN)
	if err != nil {
		b.t.Fatal(err)
	}
	b.Desk.Enter(chen, "陈收费")
}

func (b *bench) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(time.Millisecond)
	return b.now
}

func (b *bench) later(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(d)
}

// press types keys where the keyboard is.
func (b *bench) press(names ...fyne.KeyName) {
	for _, name := range names {
		event := &fyne.KeyEvent{Name: name}
		if focused := b.Window.Canvas().Focused(); focused != nil {
			focused.TypedKey(event)
		} else {
			b.Window.Canvas().OnTypedKey()(event)
		}
	}
}

// write types text where the keyboard is, then keys.
func (b *bench) write(text string, then ...fyne.KeyName) {
	for _, r := range text {
		b.Window.Canvas().Focused().TypedRune(r)
	}
	b.press(then...)
}

// next runs what the background posts next.
func (b *bench) next() {
	b.t.Helper()
	select {
	case f := <-b.posted:
		f()
	case <-time.After(20 * time.Second):
		b.t.Fatal("nothing came back from the background")
	}
}

// shown is every text of the dialog on top; empty where there is none.
func (b *bench) shown() string {
	top := b.Window.Canvas().Overlays().Top()
	if top == nil {
		return ""
	}
	var all []string
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *widget.Label:
			all = append(all, o.Text)
		case *kit.Message:
			all = append(all, o.Text())
		case *kit.KeyButton:
			all = append(all, o.Text())
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(top)
	return strings.Join(all, "\n")
}

// says fails where the dialog on top does not say text.
func (b *bench) says(text string) {
	b.t.Helper()
	if !strings.Contains(b.shown(), text) {
		b.t.Errorf("the dialog does not say %q:\n%s", text, b.shown())
	}
}
