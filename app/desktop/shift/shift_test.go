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
	b.Press(fyne.KeyF10)
	b.Says("Open the shift of chen")
	b.Write("200", fyne.KeyReturn)
	b.Next(2) // written, then read
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
	b.Press(fyne.KeyF3)
	b.Write("100", fyne.KeyReturn)
	b.Write("Zhou Ping")
	b.Press(fyne.KeyDown)
	b.Write("JK-77", fyne.KeyReturn)
	b.Next(2)
	b.answers("¥100.00 handed over to Zhou Ping")
	if !strings.Contains(b.now.Text, "Zhou Ping") || strings.Contains(b.now.Text, "151") {
		t.Errorf("the line of the open shift: %q", b.now.Text)
	}
	b.bill = true
	b.Press(fyne.KeyF10)
	b.answers("A bill is open")
	b.bill = false
	b.Press(fyne.KeyF10)
	if text := b.Dialog(); strings.Contains(text, "151.46") || !strings.Contains(text, "Count the whole drawer") {
		t.Fatalf("the count is not blind: %s", text)
	}
	b.Press(fyne.KeyF2)
	b.Says("Type the amount")
	b.Press(fyne.KeyF6)
	b.Write("1", fyne.KeyDown) // a hundred
	b.Write("1", fyne.KeyF2)   // and a fifty
	b.Press(fyne.KeyReturn)    // past the cash
	b.Press(fyne.KeyReturn)    // and the card's slips
	b.Write("20", fyne.KeyF2)  // WeChat's
	b.Next(2)
	b.Says("Cash: expected ¥151.46, counted ¥150.00, difference -¥1.46")
	b.Says("WeChat Pay: expected ¥20.00, counted ¥20.00, difference ¥0.00")
	b.Press(fyne.KeyF8)
	b.Next(1)
	b.answers("Saved as")
	b.Press(fyne.KeyEscape)
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
	b.Press(fyne.KeyF7)
	b.Says("difference -¥1.46")
	b.Write("coins on the floor", fyne.KeyF2)
	b.Says("Shift: the difference of chen")
	b.Write("sun", fyne.KeyReturn)
	b.Write(sunPIN, fyne.KeyReturn)
	b.Next(3)
	if r, err := b.st.Ledger.ClosedShift(b.t.Context(), ""); err != nil || r.Explained != "coins on the floor" {
		b.t.Errorf("explained %q, %v; %s", r.Explained, err, b.Dialog())
	}
}

func TestTheShiftIsHandedOverInOneDialog(t *testing.T) {
	b := newBench(t)
	b.Press(fyne.KeyF4)
	b.answers("Only the open shift of whoever is logged in")
	b.openShift()
	b.Press(fyne.KeyF10)
	b.Press(fyne.KeyF4)
	b.Says("chen hands the shift over")
	b.Write("200.00", fyne.KeyF2)
	b.Says("The next cashier logs in")
	b.Press(fyne.KeyEscape)
	b.Says("Nobody took the shift over")
	if b.st.Ledger.Shift().Cashier != "chen" {
		t.Fatal("the shift went to nobody")
	}
	b.Press(fyne.KeyF2)
	b.Write("lin", fyne.KeyReturn)
	b.Write(linPIN, fyne.KeyReturn)
	b.Next(3)
	b.Says("The shift of chen is closed")
	b.Press(fyne.KeyF2)
	if s := b.st.Ledger.Shift(); s.Cashier != "lin" || s.Float != 200_00 || b.opt.Asker.Desk.Actor().ID() != "lin" {
		t.Errorf("open is %+v, at the desk %q", s, b.opt.Asker.Desk.Actor().ID())
	}
}

func TestAnAbandonedShiftIsClosedWithAnApproval(t *testing.T) {
	b := newBench(t)
	b.openShift()
	b.opt.Asker.Desk.Enter(b.actors["lin"], "林收费")
	b.opt.Texts.Set(i18n.Chinese)
	b.Press(fyne.KeyF10)
	b.Says("chen 交班")
	for range 4 { // past the cash and the slips of three tenders
		b.Press(fyne.KeyDown)
	}
	b.Write("钱箱已上锁", fyne.KeyF2)
	b.Says("班次：代 chen 交班")
	b.Press(fyne.KeyEscape)
	b.Says("未获批准")
	b.Press(fyne.KeyF2)
	b.Write("sun", fyne.KeyReturn)
	b.Write(sunPIN, fyne.KeyReturn)
	b.Next(3)
	b.Says("未清点")
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
	b.Next(1)
	b.Press(fyne.KeyF6)
	b.Says("1   Handed over ¥100.00 to Zhou Ping")
	b.Write("7", fyne.KeyDown)
	b.Write("10.00 was meant", fyne.KeyF2)
	b.Says("Type the number of one of the hand-overs")
	b.Press(fyne.KeyUp)
	b.Write("1", fyne.KeyF2)
	b.Next(2)
	b.answers("counts no more")
	if len(b.drops) != 0 {
		t.Errorf("still shown: %+v", b.drops)
	}
}

func TestACashierComesFromAnotherWindow(t *testing.T) {
	b := newBench(t)
	b.Press(fyne.KeyF10)
	b.Write("251.46", fyne.KeyF6)
	b.Write("W07", fyne.KeyF2)
	b.Next(2)
	if s := b.st.Ledger.Shift(); s.Continues.Station != "W07" || s.Float != 251_46 || b.Dialog() != "" {
		t.Errorf("open is %+v; %s", s, b.Dialog())
	}
}

// A cashier who carried on at a borrowed PC closes the shift left behind here.
func TestACashierWentOnAtAnotherWindow(t *testing.T) {
	b := newBench(t)
	b.openShift()
	b.Press(fyne.KeyF10)
	b.Write("0")
	for range 4 { // past the slips of three tenders
		b.Press(fyne.KeyDown)
	}
	b.Write("B01/shift-7", fyne.KeyReturn)
	b.Next(2)
	r, err := b.st.Ledger.ClosedShift(t.Context(), "")
	if err != nil || r.Cashier != "chen" || r.ContinuedAt != (store.Elsewhere{Station: "B01", Shift: "shift-7"}) {
		t.Errorf("report %+v, %v; %s", r, err, b.Dialog())
	}
}

func TestNotesAndCoinsAddUp(t *testing.T) {
	b := newBench(t)
	values := pieces(b.model.rules().Currency)
	if len(values) != 8 || values[0] != 100_00 || values[7] != 10 {
		t.Fatalf("the yuan has %v", values)
	}
	sum, all, err := b.model.Add(values, []string{"3", "0", "", " 2", "", "", "", "7"})
	if err != nil || sum != 320_70 || len(all) != 3 {
		t.Errorf("%d of %+v, %v", sum, all, err)
	}
	for _, wrong := range []string{"-1", "1.5", "many", "99999999999"} {
		if _, _, err := b.model.Add(values, []string{"", wrong}); err == nil || !strings.Contains(err.Error(), "¥50.00") {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}
