package shift

import (
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/settings"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
)

// The PINs of the bench's people.
const (
	wuPIN   = "kq-417702"
	chenPIN = "ab/80631x"
	linPIN  = "v#ts-29455"
	sunPIN  = "r=7704-pp"
)

// bench is the screen over a real ledger in stand-alone mode, with chen at the
// desk. What the background posts waits until the test takes it.
type bench struct {
	*Screen
	t      *testing.T
	st     *station.Station
	posted chan func()
	said   []string
	bill   bool
	actors map[string]store.Actor
}

func newBench(t *testing.T) *bench {
	t.Helper()
	var mu sync.Mutex
	at := time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)
	clock := func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		at = at.Add(time.Second)
		return at
	}
	id := store.Identity{Hospital: "H", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00"}
	st, err := station.Setup(t.Context(), filepath.Join(t.TempDir(), "data"), id, "test", settings.Demo("http://127.0.0.1:1"), station.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	b := &bench{t: t, st: st, posted: make(chan func(), 100), actors: map[string]store.Actor{}}
	b.people()
	if err := st.Ledger.RecordOutage(t.Context(), incident.Snapshot{Mode: incident.ModeStandalone}, nil, nil); err != nil {
		t.Fatal(err)
	}
	app := test.NewTempApp(t)
	app.Settings().SetTheme(kit.NewTheme())
	w := app.NewWindow("")
	texts := i18n.New(i18n.English)
	post := func(f func()) { b.posted <- f }
	desk := person.NewDesk(st.Ledger)
	desk.Enter(b.actors["chen"], "陈收费")
	b.Screen = New(Options{
		Station: st, Texts: texts, Window: w, Post: post, BillOpen: func() bool { return b.bill },
		Say: func(tone kit.Tone, text string) { b.said = append(b.said, text) }, Changed: func() {},
		Asker: &person.Asker{Ledger: st.Ledger, Desk: desk, Texts: texts, Window: w, Now: st.Now, Post: post},
	})
	w.SetContent(container.NewStack(b.Object()))
	w.Resize(fyne.NewSize(1366, 768))
	b.keys.Listen(w.Canvas())
	b.Refresh()
	b.next(1)
	b.Focus()
	return b
}

func (b *bench) people() {
	b.t.Helper()
	ctx, l := b.t.Context(), b.st.Ledger
	admin, _, err := l.FirstAdmin(ctx, "wu", "吴信息", wuPIN)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, p := range []store.NewPerson{
		{ID: "chen", Name: "陈收费", Role: incident.RoleCashier, PIN: chenPIN}, {ID: "lin", Name: "林收费", Role: incident.RoleCashier, PIN: linPIN},
		{ID: "sun", Name: "孙组长", Role: incident.RoleSupervisor, PIN: sunPIN},
	} {
		own := p.PIN
		p.PIN = "first-" + p.PIN
		err := l.AddPerson(ctx, admin, p)
		if err == nil {
			b.actors[p.ID], err = l.ChangePIN(ctx, p.ID, p.PIN, own)
		}
		if err != nil {
			b.t.Fatal(err)
		}
	}
}

// sell charges something for the open shift's cashier.
func (b *bench) sell(amount receipts.Price, tender, reference string) {
	b.t.Helper()
	bill := receipts.Bill{
		ID: receipts.NewID(), Cashier: b.st.Ledger.Shift().Cashier,
		Patient: receipts.Patient{ID: receipts.NewID(), Name: "高山", Phone: "12000000002"},
		Lines:   []receipts.Line{{Item: "drug/1", Code: "A1", Name: "阿莫西林胶囊", Unit: "盒", Category: receipts.CategoryWesternDrug, Price: amount, Quantity: receipts.One}},
	}
	total, err := b.st.Ledger.Rules().Price(bill.Lines)
	if err == nil {
		bill.Payments = []receipts.Payment{{Tender: tender, Tendered: total, Reference: reference}}
		_, err = b.st.Ledger.Sell(b.t.Context(), bill)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// press types keys where the keyboard is.
func (b *bench) press(names ...fyne.KeyName) {
	for _, name := range names {
		event := &fyne.KeyEvent{Name: name}
		if focused := b.opt.Window.Canvas().Focused(); focused != nil {
			focused.TypedKey(event)
		} else {
			b.opt.Window.Canvas().OnTypedKey()(event)
		}
	}
}

// write types text where the keyboard is, then keys.
func (b *bench) write(text string, then ...fyne.KeyName) {
	for _, r := range text {
		b.opt.Window.Canvas().Focused().TypedRune(r)
	}
	b.press(then...)
}

// next runs what the background posts, n times.
func (b *bench) next(n int) {
	b.t.Helper()
	for range n {
		select {
		case f := <-b.posted:
			f()
		case <-time.After(20 * time.Second):
			b.t.Fatal("nothing came back from the background")
		}
	}
}

// shown is every text of the dialog on top; empty where there is none.
func (b *bench) shown() string {
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
	if top := b.opt.Window.Canvas().Overlays().Top(); top != nil {
		walk(top)
	}
	return strings.Join(all, "\n")
}

// says fails where the dialog on top does not say text.
func (b *bench) says(text string) {
	b.t.Helper()
	if !strings.Contains(b.shown(), text) {
		b.t.Errorf("the dialog does not say %q:\n%s", text, b.shown())
	}
}

// answers fails where the last answer is not text.
func (b *bench) answers(text string) {
	b.t.Helper()
	if len(b.said) == 0 || !strings.Contains(b.said[len(b.said)-1], text) {
		b.t.Errorf("the answers %q do not end with %q", b.said, text)
	}
}
