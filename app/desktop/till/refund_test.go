package till

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit/kittest"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// charge sells one bill of two lines, two boxes of the first, for cash.
func (s *screen) charge(t *testing.T) {
	t.Helper()
	s.write("0003", fyne.KeyReturn)
	s.write("2*amxlj", fyne.KeyReturn)
	s.write("blfh", fyne.KeyReturn, fyne.KeyReturn)
	s.write("50", fyne.KeyF2)
	s.bench.next(t, 2)
}

func TestAPartIsRefundedByKeysWithAnApproval(t *testing.T) {
	s := newScreen(t)
	s.charge(t)
	s.press(fyne.KeyF8)
	s.bench.next(t, 1)
	s.press(fyne.KeyF8)
	if s.window.Canvas().Overlays().Top() == nil {
		t.Fatalf("no dialog: %s", s.receipts.message.Text())
	}
	s.write("1", fyne.KeyReturn) // of line 1
	s.press(fyne.KeyDown)
	s.write("0", fyne.KeyReturn) // nothing of line 2
	s.press(fyne.KeyReturn)
	s.write("药房", fyne.KeyDown)
	s.write("多开一盒", fyne.KeyDown)
	s.write("1", fyne.KeyF2)
	s.write("sun", fyne.KeyReturn)
	s.bench.next(t, 2) // approved, refunded
	if text := s.receipts.message.Text(); !strings.Contains(text, "W01-0000002") || !strings.Contains(text, "¥12.50 in cash") || !strings.Contains(text, "W01-0000003") {
		t.Fatalf("the answer is %q", text)
	}
	red, err := s.bench.station.Ledger.Receipt(t.Context(), "W01-0000002")
	if err != nil || red.Receipt.Reversal.ApprovedBy != "sun" || red.Receipt.Reversal.Cash != 12_50 || red.Receipt.ReplacedBy != "W01-0000003" {
		t.Errorf("red %+v, %v", red.Receipt.Reversal, err)
	}
	s.bench.next(t, 3) // printed both, and the list
	if facts := s.receipts.facts.Text; !strings.Contains(facts, "Red receipt over W01-0000001") {
		t.Errorf("the facts beside it: %q", facts)
	}
	if rest, err := s.model.StartRefund(t.Context(), "W01-0000003"); err != nil || rest.Statuses[0].Status != "" || len(rest.Unsigned()) != 2 {
		t.Errorf("nobody said that the rest was handed out: %+v, %v", rest, err)
	}
	s.texts.Set(i18n.Chinese)
	s.press(fyne.KeyDown, fyne.KeyF8)
	if text := s.receipts.message.Text(); !strings.Contains(text, "票据 W01-0000001 已由 W01-0000002 退费，余下部分为票据 W01-0000003") {
		t.Errorf("the second refund is refused with %q", text)
	}
}

func TestADepartmentsWordIsWrittenDownAmongTheReceipts(t *testing.T) {
	s := newScreen(t)
	s.charge(t)
	s.press(fyne.KeyF9)
	s.bench.next(t, 1)
	s.press(fyne.KeyF2)
	s.bench.next(t, 1)
	s.write("1", fyne.KeyReturn, fyne.KeyReturn)
	s.write("药房", fyne.KeyF2)
	s.bench.next(t, 1)
	if text := s.receipts.message.Text(); !strings.Contains(text, "1 line of receipt W01-0000001 written down, says 药房") || !s.has(s.receipts.box) {
		t.Errorf("%q", text)
	}
}

func TestAVoidAsksForThePaperAndSaysWhatGoesBack(t *testing.T) {
	s := newScreen(t)
	s.charge(t)
	l := s.bench.station.Ledger
	row, err := l.Receipt(t.Context(), "W01-0000001")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.RecordPrint(t.Context(), row.Receipt.ID, "file"); err != nil {
		t.Fatal(err)
	}
	say := func(status store.Status) {
		t.Helper()
		if err := l.SignOff(t.Context(), s.model.Actor(), row.Receipt.Number, []store.Signed{{Line: 1, Status: status}}, "药房"); err != nil {
			t.Fatal(err)
		}
	}
	dialog := func(text string) {
		t.Helper()
		if top := s.window.Canvas().Overlays().Top(); top == nil || !strings.Contains(kittest.Text(top), text) {
			t.Errorf("the dialog does not say %q", text)
		}
	}
	say(store.Dispensed)
	s.texts.Set(i18n.Chinese)
	s.press(fyne.KeyF9)
	s.bench.next(t, 1)
	s.press(fyne.KeyDelete)
	s.write("患者错误", fyne.KeyF2)
	dialog("请注明原票据已收回")
	s.press(fyne.KeyDown)
	s.write("1", fyne.KeyF2)
	dialog("科室已确认发药或执行，不能作废")
	say(store.NotGiven)
	s.press(fyne.KeyF2)
	s.bench.next(t, 1)
	if text := s.receipts.message.Text(); !strings.Contains(text, "票据 W01-0000001 已作废") || !strings.Contains(text, "请退现金 ¥") {
		t.Errorf("%q", text)
	}
}

// The digits of a number choose that receipt, not the newest that holds them
// somewhere: it could be refunded.
func TestDigitsChooseTheReceiptOfThatNumber(t *testing.T) {
	s := newScreen(t)
	s.charge(t)
	s.charge(t)
	s.press(fyne.KeyF9)
	s.bench.next(t, 1)
	s.write("1")
	s.bench.next(t, 1)
	if row, ok := s.receipts.chosen(); !ok || row.Receipt.Number != "W01-0000001" || s.receipts.Len() != 2 {
		t.Errorf("chosen: %+v of %d", row.Receipt.Number, s.receipts.Len())
	}
}

// A search does not end at the newest receipts: it says so and goes on.
func TestASearchGoesOnToOlderReceipts(t *testing.T) {
	s := newScreen(t)
	s.charge(t)
	s.charge(t)
	s.press(fyne.KeyF9)
	s.bench.next(t, 1)
	s.model.firstScan = 1
	answers := make(chan Found, 2)
	s.model.FindReceipts("0003", func(f Found, err error) {
		if err != nil {
			t.Error(err)
		}
		answers <- f
	})
	s.bench.next(t, 2)
	if first, all := <-answers, <-answers; !first.GoesOn || all.GoesOn || len(all.Rows) != 2 {
		t.Errorf("first %d, goes on %v; then %d, %v", len(first.Rows), first.GoesOn, len(all.Rows), all.GoesOn)
	}
	s.receipts.found(Found{GoesOn: true}, "")
	if text := s.receipts.message.Text(); !strings.Contains(text, "older ones are being looked through") {
		t.Errorf("%q", text)
	}
}

func TestWhatWasHandedOutIsNotRefunded(t *testing.T) {
	s := newScreen(t)
	s.charge(t)
	r, err := s.model.StartRefund(t.Context(), "W01-0000001")
	if err != nil {
		t.Fatal(err)
	}
	r.Statuses[0].Status, r.Statuses[0].Department = "dispensed", "Pharmacy"
	r.Reason, r.PaperHere = "wrong", true
	if err := s.model.CheckRefund(r); err == nil || !strings.Contains(Say(s.texts, err), "Line 1 (阿莫西林胶囊) was handed out or done, says Pharmacy") {
		t.Errorf("%v", err)
	}
	r.Back[0] = 0
	if err := s.model.CheckRefund(r); err == nil || !strings.Contains(Say(s.texts, err), "the department") {
		t.Errorf("without a sign-off: %v", err)
	}
	if err := r.SetBack(1, "2"); err == nil {
		t.Error("more than was charged was taken")
	}
	if r.Back[1] != receipts.One {
		t.Errorf("line 2: %s", r.Back[1])
	}
}
