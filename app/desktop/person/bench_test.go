package person

import (
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2/container"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/kit/kittest"
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
	*kittest.Window
	t     *testing.T
	below *kit.KeyEntry

	mu  sync.Mutex
	now time.Time
}

func newBench(t *testing.T, drill bool) *bench {
	t.Helper()
	b := &bench{t: t, Window: kittest.New(t), now: time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)}
	founding := store.Founding{
		Identity: store.Identity{Hospital: "H", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: drill},
		Settings: store.Settings{Rules: receipts.Rules{Currency: receipts.CNY(), Rounding: receipts.RoundNone, Tenders: []receipts.Tender{{Code: "cash", English: "Cash", Chinese: "现金", Cash: true}}}},
	}
	l, err := store.Create(t.Context(), t.TempDir(), founding, store.Options{Now: b.clock, PINCost: people.Cost{KiB: 64, Passes: 1, Threads: 1}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	keys := &kit.Keys{}
	b.below = kit.NewKeyEntry(keys, "")
	b.SetContent(container.NewVBox(b.below))
	keys.Listen(b.Canvas())
	b.below.Focus()
	b.Asker = &Asker{
		Ledger: l, Desk: NewDesk(l), Texts: i18n.New(i18n.English), Window: b.Window, Now: b.clock, Post: b.Window.Post,
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
