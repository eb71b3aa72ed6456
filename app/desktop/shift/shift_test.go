package shift

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"outpost/app/i18n"
	"outpost/store"
)

// open opens chen's shift with F10 and a float of 200.
func (b *bench) openShift() {
	b.t.Helper()
	b.press(fyne.KeyF10)
	b.says("Open the shift of chen")
	b.write("200", fyne.KeyReturn)
	b.next(2) // written, then read
	if s := b.st.Ledger.Shift(); s.Cashier != "chen" || s.Float != 200_00 {
		b.t.Fatalf("open is %+v", s)
	}
}

func TestAShiftFromFloatToReport(t *testing.T) {
	b := newBench(t)
	b.openShift()
	b.answers("The shift of chen is open")
	b.sell(51_4600, "cash", "")
	b.sell(20_0000, "wechat", "WX1")
	b.press(fyne.KeyF3)
	b.write("100", fyne.KeyReturn)
	b.write("Zhou Ping")
	b.press(fyne.KeyDown)
	b.write("JK-77", fyne.KeyReturn)
	b.next(2)
	b.answers("¥100.00 handed over to Zhou Ping")
	if !strings.Contains(b.now.Text, "Zhou Ping") || strings.Contains(b.now.Text, "151") {
		t.Errorf("the line of the open shift: %q", b.now.Text)
	}
	b.bill = true
	b.press(fyne.KeyF10)
	b.answers("A bill is open")
	b.bill = false
	b.press(fyne.KeyF10)
	if text := b.shown(); strings.Contains(text, "151.46") || !strings.Contains(text, "Count the whole drawer") {
		t.Fatalf("the count is not blind: %s", text)
	}
	b.press(fyne.KeyF2)
	b.says("Type the amount")
	b.press(fyne.KeyF6)
	b.write("1", fyne.KeyDown) // a hundred
	b.write("1", fyne.KeyF2)   // and a fifty
	b.press(fyne.KeyReturn)    // past the cash
	b.press(fyne.KeyReturn)    // and the card's slips
	b.write("20", fyne.KeyF2)  // WeChat's
	b.next(2)
	b.says("Cash: expected ¥151.46, counted ¥150.00, difference -¥1.46")
	b.says("WeChat Pay: expected ¥20.00, counted ¥20.00, difference ¥0.00")
	b.press(fyne.KeyF8)
	b.next(1)
	b.answers("Saved as")
	b.press(fyne.KeyEscape)
	if files, _ := filepath.Glob(filepath.Join(b.st.Dir, "export", "shift-chen-*.pdf")); len(files) != 1 {
		t.Errorf("reports: %v", files)
	} else if info, err := os.Stat(files[0]); err != nil || info.Size() < 1000 {
		t.Errorf("the report is %v, %v", info, err)
	}
	if b.former.Selected() != 0 || len(b.closed) != 1 || len(b.closed[0].Pieces) != 2 || b.report.Selected() != -1 {
		t.Errorf("former shifts %+v", b.closed)
	}
	b.explain()
}

// explain keeps the reason for the difference, approved by sun.
func (b *bench) explain() {
	b.t.Helper()
	b.press(fyne.KeyF7)
	b.says("difference -¥1.46")
	b.write("coins on the floor", fyne.KeyF2)
	b.says("Close another's shift: shift of chen")
	b.write("sun", fyne.KeyReturn)
	b.write(sunPIN, fyne.KeyReturn)
	b.next(3)
	if r, err := b.st.Ledger.ClosedShift(b.t.Context(), ""); err != nil || r.Explained != "coins on the floor" {
		b.t.Errorf("explained %q, %v; %s", r.Explained, err, b.shown())
	}
}

func TestTheShiftIsHandedOverInOneDialog(t *testing.T) {
	b := newBench(t)
	b.press(fyne.KeyF4)
	b.answers("Only the open shift of whoever is logged in")
	b.openShift()
	b.press(fyne.KeyF10)
	b.press(fyne.KeyF4)
	b.says("chen hands the shift over")
	b.write("200.00", fyne.KeyF2)
	b.says("The next cashier logs in")
	b.press(fyne.KeyEscape)
	b.says("Nobody took the shift over")
	if b.st.Ledger.Shift().Cashier != "chen" {
		t.Fatal("the shift went to nobody")
	}
	b.press(fyne.KeyF2)
	b.write("lin", fyne.KeyReturn)
	b.write(linPIN, fyne.KeyReturn)
	b.next(3)
	b.says("The shift of chen is closed")
	b.press(fyne.KeyF2)
	if s := b.st.Ledger.Shift(); s.Cashier != "lin" || s.Float != 200_00 || b.opt.Asker.Desk.Actor().ID() != "lin" {
		t.Errorf("open is %+v, at the desk %q", s, b.opt.Asker.Desk.Actor().ID())
	}
}

func TestAnAbandonedShiftIsClosedWithAnApproval(t *testing.T) {
	b := newBench(t)
	b.openShift()
	b.opt.Asker.Desk.Enter(b.actors["lin"], "林收费")
	b.opt.Texts.Set(i18n.Chinese)
	b.press(fyne.KeyF10)
	b.says("chen 交班")
	for range 4 { // past the cash and the slips of three tenders
		b.press(fyne.KeyDown)
	}
	b.write("钱箱已上锁", fyne.KeyF2)
	b.says("代为交班：chen 的班次")
	b.press(fyne.KeyEscape)
	b.says("未获批准")
	b.press(fyne.KeyF2)
	b.write("sun", fyne.KeyReturn)
	b.write(sunPIN, fyne.KeyReturn)
	b.next(3)
	b.says("未清点")
	r, err := b.st.Ledger.ClosedShift(t.Context(), "")
	if err != nil || r.ClosedBy != "lin" || r.ApprovedBy != "sun" || r.NotCounted != "钱箱已上锁" {
		t.Errorf("report %+v, %v", r, err)
	}
}

func TestAHandOverOfCashIsTakenBack(t *testing.T) {
	b := newBench(t)
	b.openShift()
	if _, err := b.st.Ledger.DropCash(t.Context(), b.actors["chen"], store.Drop{Amount: 100_00, Receiver: "Zhou Ping", Receipt: "JK-77"}); err != nil {
		t.Fatal(err)
	}
	b.Refresh()
	b.next(1)
	b.press(fyne.KeyF6)
	b.says("1   Handed over ¥100.00 to Zhou Ping")
	b.write("7", fyne.KeyDown)
	b.write("10.00 was meant", fyne.KeyF2)
	b.says("Type the number of one of the hand-overs")
	b.press(fyne.KeyUp)
	b.write("1", fyne.KeyF2)
	b.next(2)
	b.answers("counts no more")
	if len(b.drops) != 0 {
		t.Errorf("still shown: %+v", b.drops)
	}
}

func TestACashierComesFromAnotherWindow(t *testing.T) {
	b := newBench(t)
	b.press(fyne.KeyF10)
	b.write("251.46", fyne.KeyF6)
	b.write("W07", fyne.KeyF2)
	b.next(2)
	if s := b.st.Ledger.Shift(); s.Continues.Station != "W07" || s.Float != 251_46 || b.shown() != "" {
		t.Errorf("open is %+v; %s", s, b.shown())
	}
}
