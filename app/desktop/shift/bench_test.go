package shift

import (
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2/container"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/kit/kittest"
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
	*kittest.Window
	t      *testing.T
	st     *station.Station
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
	b := &bench{t: t, st: st, Window: kittest.New(t), actors: map[string]store.Actor{}}
	b.people()
	if err := st.Ledger.RecordOutage(t.Context(), incident.Snapshot{Mode: incident.ModeStandalone}, nil, nil); err != nil {
		t.Fatal(err)
	}
	texts := i18n.New(i18n.English)
	desk := person.NewDesk(st.Ledger)
	desk.Enter(b.actors["chen"], "陈收费")
	b.Screen = New(Options{
		Station: st, Texts: texts, Window: b.Window, Post: b.Post, BillOpen: func() bool { return b.bill },
		Say: func(tone kit.Tone, text string) { b.said = append(b.said, text) }, Changed: func() {},
		Asker: &person.Asker{Ledger: st.Ledger, Desk: desk, Texts: texts, Window: b.Window, Now: st.Now, Post: b.Post},
	})
	b.SetContent(container.NewStack(b.Object()))
	b.keys.Listen(b.Canvas())
	b.Refresh()
	b.Next(1)
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

// answers fails where the last answer is not text.
func (b *bench) answers(text string) {
	b.t.Helper()
	if len(b.said) == 0 || !strings.Contains(b.said[len(b.said)-1], text) {
		b.t.Errorf("the answers %q do not end with %q", b.said, text)
	}
}
