package till

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// ctrl presses Ctrl and a letter.
func (s *screen) ctrl(t *testing.T, letter fyne.KeyName) {
	t.Helper()
	for _, c := range s.more() {
		if c.Key == letter {
			c.Do()
			return
		}
	}
	t.Fatalf("no command Ctrl+%s", letter)
}

// lastReceipt is the ledger's newest.
func (s *screen) lastReceipt(t *testing.T) store.OutboxRow {
	t.Helper()
	rows, err := s.bench.station.Ledger.Receipts(t.Context(), 0, 1)
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d receipts, %v", len(rows), err)
	}
	return rows[0]
}

func TestPrescriptionsMultiplyTheirLines(t *testing.T) {
	s := newScreen(t)
	s.write("0003", fyne.KeyReturn)
	s.write("blfh", fyne.KeyReturn)
	s.ctrl(t, fyne.KeyP)
	s.press(fyne.KeyReturn) // the number proposed
	s.write("李医生", fyne.KeyDown)
	s.write("中医科", fyne.KeyDown)
	s.write("7", fyne.KeyF2)
	s.write("2*amxlj", fyne.KeyReturn)
	if l := s.model.Bill().Lines[1]; l.Quantity != 14*receipts.One || l.Prescription != "1" {
		t.Fatalf("line %+v; %s", l, s.message.Text())
	}
	s.write("*3", fyne.KeyReturn)
	if got := s.lineCell(1, 5); got != "3×7" || s.model.Total() != 15_00+21*12_50 {
		t.Errorf("quantity %q, total %d", got, s.model.Total())
	}
	s.press(fyne.KeyReturn)
	s.write("300", fyne.KeyF2)
	s.bench.next(t, 2)
	r := s.lastReceipt(t).Receipt
	if doctor, department := r.Ordered(r.Lines[1]); doctor != "李医生" || department != "中医科" || r.Doses(r.Lines[1]) != 7 {
		t.Errorf("ordered by %q %q, %d doses", doctor, department, r.Doses(r.Lines[1]))
	}
}

func TestAnotherPriceNeedsReasonAndApproval(t *testing.T) {
	s := newScreen(t)
	s.write("0003", fyne.KeyReturn)
	s.write("amxlj", fyne.KeyReturn)
	s.ctrl(t, fyne.KeyR)
	s.press(fyne.KeyReturn)
	s.write("10", fyne.KeyReturn)
	s.press(fyne.KeyF2)
	if s.window.Canvas().Overlays().Top() == nil {
		t.Fatal("a price without a reason was taken")
	}
	s.write("破损折价", fyne.KeyF2)
	if l := s.model.Bill().Lines[0]; l.Price != 10_0000 || l.ListPrice != 12_5000 || !s.model.NeedsApproval(0) {
		t.Fatalf("line %+v", l)
	}
	s.focus(s.amountBox)
	s.write("10", fyne.KeyF2)
	s.write("sun", fyne.KeyReturn)
	s.bench.next(t, 3) // approved, sold, printed
	if r := s.lastReceipt(t).Receipt; r.Total != 10_00 || r.Lines[0].ApprovedBy != "sun" {
		t.Errorf("receipt %+v", r.Lines[0])
	}
	if !s.has(s.patientBox) || !s.model.Empty() {
		t.Error("the next bill is not open")
	}
}

func TestFreeTextHasItsLimit(t *testing.T) {
	s := newScreen(t)
	s.texts.Set(i18n.Chinese)
	s.write("0003", fyne.KeyReturn)
	err := s.model.AddFreeText(FreeText{Name: "救护车", Price: "500", Category: "12"})
	if err == nil || Say(s.texts, err) != "¥500.00 超限：一张账单的自由项目合计最多 ¥200.00，还剩 ¥200.00。" {
		t.Errorf("%v", err)
	}
	s.ctrl(t, fyne.KeyT)
	s.write("救护车", fyne.KeyDown, fyne.KeyDown)
	s.write("次", fyne.KeyDown)
	s.write("80", fyne.KeyReturn, fyne.KeyReturn)
	s.write("12", fyne.KeyReturn)
	if l := s.model.Bill().Lines; len(l) != 1 || !l[0].FreeText() || l[0].Unit != "次" || l[0].Amount != 80_00 {
		t.Fatalf("lines %+v", l)
	}
}

func TestTheGreenChannelPaysLater(t *testing.T) {
	s := newScreen(t)
	s.write("0003", fyne.KeyReturn)
	s.write("amxlj", fyne.KeyReturn)
	s.ctrl(t, fyne.KeyG)
	s.write("卒中", fyne.KeyF2)
	if !s.has(s.amountBox) || s.model.Tender().Code != receipts.TenderGreen {
		t.Fatalf("tender %s", s.model.Tender().Code)
	}
	s.press(fyne.KeyReturn) // the whole of it stays owed
	if s.pay.changeWord.Text != s.t(i18n.TillOwedWord) || s.pay.change.Text != "¥12.50" {
		t.Errorf("before it is completed: %q %q", s.pay.changeWord.Text, s.pay.change.Text)
	}
	s.press(fyne.KeyF2)
	s.bench.next(t, 2)
	if r := s.lastReceipt(t).Receipt; r.Unpaid() != 12_50 || !strings.Contains(s.pay.lastChange.Text, "Unpaid") {
		t.Fatalf("unpaid %d, %q; %s", r.Unpaid(), s.pay.lastChange.Text, s.message.Text())
	}
	s.ctrl(t, fyne.KeyN)
	s.bench.next(t, 2)
	s.press(fyne.KeyF6)
	s.press(fyne.KeyReturn)
	s.write("2.50", fyne.KeyReturn, fyne.KeyReturn)
	s.write("3", fyne.KeyReturn, fyne.KeyReturn)
	s.write("WX1")
	s.press(fyne.KeyF2)
	s.bench.next(t, 1)
	row := s.lastReceipt(t)
	if p := row.Receipt.Settlement; p == nil || len(p.Payments) != 2 || p.Payments[1].Tender != "wechat" || p.Payments[1].Amount != 10_00 {
		t.Fatalf("settlement %+v: %s", p, s.receipts.message.Text())
	}
	s.bench.next(t, 1)
	if s.receipts.Len() != 0 || s.model.Last().Owed != 0 {
		t.Errorf("it is still listed as unpaid, %+v", s.model.Last())
	}
}

func TestDeferredAndWaiting(t *testing.T) {
	s := newScreen(t)
	s.write("0003", fyne.KeyReturn)
	s.write("amxlj", fyne.KeyReturn)
	s.ctrl(t, fyne.KeyI)
	s.write("2", fyne.KeyReturn)
	s.write("2", fyne.KeyReturn)
	s.write("2", fyne.KeyReturn)
	s.write("YB-77", fyne.KeyReturn) // the card
	if s.model.Bill().Patient.InsuranceNumber != "YB-77" {
		t.Errorf("the card's number is not kept: %+v", s.model.Bill().Patient)
	}
	if i := s.model.Bill().Insurance; i == nil || i.Insurer != "residents" || i.Benefit != "special" || s.model.Tender().Code != receipts.TenderDeferred {
		t.Fatalf("insurance %+v, tender %s", i, s.model.Tender().Code)
	}
	s.press(fyne.KeyF2)
	s.write("sun", fyne.KeyReturn)
	s.bench.next(t, 3)
	if r := s.lastReceipt(t).Receipt; r.Owed() != 12_50 || r.Insurance.ApprovedBy != "sun" || r.Patient.InsuranceNumber != "YB-77" {
		t.Errorf("owed %d, %+v", r.Owed(), r.Insurance)
	}
	s.write("0003", fyne.KeyReturn)
	s.ctrl(t, fyne.KeyI)
	s.press(fyne.KeyF2)
	if text := s.message.Text(); !strings.Contains(text, "no card number is kept") {
		t.Errorf("without a card: %q", text)
	}
	s.ctrl(t, fyne.KeyI)
	s.press(fyne.KeyReturn, fyne.KeyReturn)
	s.write("3", fyne.KeyReturn, fyne.KeyReturn)
	s.bench.next(t, 1)
	if waiting, err := s.bench.station.Ledger.Waiting(t.Context()); len(waiting) != 1 || err != nil || len(s.model.Parked()) != 1 {
		t.Errorf("%d wait, %d parked, %v", len(waiting), len(s.model.Parked()), err)
	}
}

func TestAnEarlierReceiptIsChargedAgain(t *testing.T) {
	s := newScreen(t)
	s.charge(t)
	again := items()
	again[0].Price = 13_0000
	accept(t, s.bench.station, again[:4])
	s.write("0003", fyne.KeyReturn)
	s.ctrl(t, fyne.KeyE)
	s.bench.next(t, 2)
	s.press(fyne.KeyF5)
	if s.window.Canvas().Overlays().Top() == nil || len(s.model.Parked()) != 1 {
		t.Fatal("the changed price is not said, or the open bill not parked")
	}
	s.press(fyne.KeyEscape)
	if b := s.model.Bill(); len(b.Lines) != 2 || b.Lines[0].Price != 13_0000 || b.Lines[0].Quantity != 2*receipts.One || len(b.Payments) != 0 {
		t.Errorf("bill %+v", b.Lines)
	}
}

func TestAGuardianStandsInForThePhone(t *testing.T) {
	s := newScreen(t)
	err := s.model.Register(t.Context(), NewPatient{Name: "小林", Guardian: "林妈"})
	if err == nil || Say(s.texts, err) != "A guardian needs name and phone both." {
		t.Errorf("%v", err)
	}
	if err := s.model.Register(t.Context(), NewPatient{Name: "小林", Guardian: "林妈", GuardianPhone: "12000000077"}); err != nil {
		t.Fatal(err)
	}
	s.press(fyne.KeyF5)
	s.press(fyne.KeyF3)
	s.press(fyne.KeyF4, fyne.KeyF2)
	if p := s.model.Bill().Patient; p.Name != receipts.Unidentified || p.Number == "" {
		t.Errorf("the unidentified patient is %+v", p)
	}
}
