package staff

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/kit/kittest"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/people"
)

const wuPIN = "kq-417702"

// bench is the screen over a real ledger whose first administrator is at the desk.
type bench struct {
	*Screen
	*kittest.Window
	ledger *store.Ledger
	said   []string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC) }
	founding := store.Founding{
		Identity: store.Identity{Hospital: "H", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00"},
		Settings: store.Settings{Rules: receipts.Rules{Currency: receipts.CNY(), Rounding: receipts.RoundNone, Tenders: []receipts.Tender{{Code: "cash", English: "Cash", Chinese: "现金", Cash: true}}}},
	}
	l, err := store.Create(t.Context(), t.TempDir(), founding, store.Options{Now: now, PINCost: people.Cost{KiB: 64, Passes: 1, Threads: 1}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	wu, _, err := l.FirstAdmin(t.Context(), "wu", "吴信息", wuPIN)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{Window: kittest.New(t), ledger: l}
	desk := person.NewDesk(l)
	desk.Enter(wu, "吴信息")
	b.Screen = New(Options{
		Asker: &person.Asker{Ledger: l, Desk: desk, Texts: i18n.New(i18n.English), Window: b.Window, Now: now, Post: b.Post},
		Say:   func(_ kit.Tone, text string) { b.said = append(b.said, text) },
	})
	b.SetContent(container.NewStack(b.Object()))
	b.keys.Listen(b.Canvas())
	b.Refresh()
	b.Next(1)
	b.Focus()
	return b
}

// add lets chen in, by keys.
func (b *bench) add() {
	b.Press(fyne.KeyF2)
	b.Write("chen", fyne.KeyReturn)
	b.Write("陈收费", fyne.KeyDown)
	b.Write("1", fyne.KeyReturn)
	b.Write("first-7702", fyne.KeyReturn)
	b.Write("first-7702", fyne.KeyReturn)
	b.Next(2)
}

func (b *bench) cells(row int) string {
	r := personRows{b.model, b.all}
	return strings.Join([]string{r.Cell(row, 0), r.Cell(row, 1), r.Cell(row, 2), r.Cell(row, 3)}, " ")
}

func TestAPersonIsAddedAndLookedAfter(t *testing.T) {
	b := newBench(t)
	b.add()
	if got := b.cells(0); got != "chen 陈收费 cashier PIN to be changed" || b.Dialog() != "" {
		t.Fatalf("added: %q, %s", got, b.Dialog())
	}
	b.people.Select(0)
	b.Press(fyne.KeyF3)
	b.Write("9", fyne.KeyReturn)
	b.Next(1)
	b.Says("Choose the role")
	b.Write("2", fyne.KeyReturn)
	b.Next(2)
	b.Press(fyne.KeyF4)
	b.Write("second-881", fyne.KeyReturn)
	b.Write("second-881", fyne.KeyReturn)
	b.Next(2)
	if _, err := b.ledger.ChangePIN(t.Context(), "chen", "second-881", "own-55012"); err != nil {
		t.Errorf("the PIN was not reset: %v", err)
	}
	b.Press(fyne.KeyF5)
	b.Says("Shut chen out?")
	b.Press(fyne.KeyF2)
	b.Next(2)
	if got := b.cells(0); got != "chen 陈收费 supervisor shut out" {
		t.Errorf("shut out: %q", got)
	}
	b.Press(fyne.KeyF5, fyne.KeyF2)
	b.Next(2)
	if got := b.cells(0); got != "chen 陈收费 supervisor may log in" {
		t.Errorf("let in again: %q", got)
	}
}

func TestAWaitIsEndedAndACashierMayNot(t *testing.T) {
	b := newBench(t)
	b.add()
	chen, err := b.ledger.ChangePIN(t.Context(), "chen", "first-7702", "own-55012")
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := b.ledger.Login(t.Context(), "chen", "wrong"); !errors.Is(err, store.ErrPIN) {
			t.Fatal(err)
		}
	}
	b.Refresh()
	b.Next(1)
	if got := b.cells(0); !strings.Contains(got, "locked until 09:12") {
		t.Errorf("waiting: %q", got)
	}
	b.people.Select(0)
	b.opt.Asker.Desk.Enter(chen, "陈收费")
	b.opt.Asker.Texts.Set(i18n.Chinese)
	b.Press(fyne.KeyF6)
	b.Next(1)
	if last := b.said[len(b.said)-1]; !strings.Contains(last, "权限不足") {
		t.Errorf("a cashier ended the own wait: %q", last)
	}
	wu, err := b.ledger.Login(t.Context(), "wu", wuPIN)
	if err != nil {
		t.Fatal(err)
	}
	b.opt.Asker.Desk.Enter(wu, "吴信息")
	b.Press(fyne.KeyF6)
	b.Next(2)
	if got := b.cells(0); !strings.Contains(got, "可登录") {
		t.Errorf("after the end of the wait: %q", got)
	}
}

func TestANewBreakGlassCodeAndTheOwnPIN(t *testing.T) {
	b := newBench(t)
	b.Press(fyne.KeyF7)
	b.Says("counts no more")
	b.Press(fyne.KeyF2)
	b.Next(1)
	b.Says("It stands on paper")
	b.Press(fyne.KeyF2)
	b.Next(1)
	b.Press(fyne.KeyF9)
	b.Write(wuPIN, fyne.KeyReturn)
	b.Write("another-661", fyne.KeyReturn)
	b.Write("another-661", fyne.KeyReturn)
	b.Next(1)
	if last := b.said[len(b.said)-1]; last != "Your PIN is changed." {
		t.Errorf("said %q; %s", b.said, b.Dialog())
	}
}

func TestWhoApprovedWhatIsListed(t *testing.T) {
	b := newBench(t)
	b.add()
	chen, err := b.ledger.ChangePIN(t.Context(), "chen", "first-7702", "own-55012")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.ledger.Approve(t.Context(), chen, "wu", wuPIN, store.WhatPrice, "bill-1"); err != nil {
		t.Fatal(err)
	}
	f, err := b.model.Read(t.Context())
	if err != nil || len(f.approvals) != 1 || f.glassDue {
		t.Fatalf("read %+v, %v", f, err)
	}
	rows := approvalRows{b.model, f.approvals}
	if rows.Cell(0, 1) != "Another price" || rows.Cell(0, 2) != "chen" || rows.Cell(0, 3) != "wu" || rows.Cell(0, 4) != "bill-1" || rows.Tone(0) != kit.Stale {
		t.Errorf("row %q %q %q", rows.Cell(0, 1), rows.Cell(0, 2), rows.Cell(0, 3))
	}
	if p := (store.Person{Role: incident.RoleCashier, Waits: time.Minute}); personRows.Tone(personRows{b.model, []store.Person{p}}, 0) != kit.Alarm {
		t.Error("a wait does not stand out")
	}
}
