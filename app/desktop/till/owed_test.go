package till

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// chargeElectronic sells one bill of ¥12.50 paid by WeChat.
func (s *screen) chargeElectronic(t *testing.T) {
	t.Helper()
	s.write("0003", fyne.KeyReturn)
	s.write("amxlj", fyne.KeyReturn, fyne.KeyReturn)
	for range 10 {
		if s.model.Tender().Code == "wechat" {
			break
		}
		s.press(kit.KeyPadPlus)
	}
	s.write("12.50", fyne.KeyReturn)
	s.write("WX1", fyne.KeyF2)
	s.bench.next(t, 2)
}

func TestElectronicMoneyOfAVoidIsOwedLoudly(t *testing.T) {
	s := newScreen(t)
	s.chargeElectronic(t)
	s.press(fyne.KeyF9)
	s.bench.next(t, 1)
	s.press(fyne.KeyDelete)
	s.write("wrong patient", fyne.KeyF2)
	s.bench.next(t, 1)
	text := s.receipts.message.Text()
	if !strings.HasPrefix(text, kit.Warning.Symbol()) || !strings.Contains(text, "¥12.50 is owed, back the way it came (WeChat Pay WX1)") || strings.Contains(text, "in cash.") {
		t.Errorf("after the void: %q", text)
	}
	s.press(fyne.KeyEscape)
	s.Tick()
	s.bench.next(t, 1)
	if text := s.message.Text(); !strings.Contains(text, "¥12.50 of electronic money is owed by W01-0000001") {
		t.Errorf("at the till: %q", text)
	}
	if text := s.rare.Button(i18n.OwedKey).Text(); !strings.HasSuffix(text, "(1)") {
		t.Errorf("the button says %q", text)
	}
	s.ctrl(t, fyne.KeyM)
	s.bench.next(t, 1)
	s.write("RF1", fyne.KeyReturn)
	s.bench.next(t, 2)
	s.press(fyne.KeyEscape)
	s.bench.next(t, 1)
	if text := s.rare.Button(i18n.OwedKey).Text(); strings.Contains(text, "(") || !s.has(s.patientBox) {
		t.Errorf("after it went back the button says %q", text)
	}
}

func TestElectronicMoneyOfARefundIsOwedLoudly(t *testing.T) {
	s := newScreen(t)
	s.chargeElectronic(t)
	s.press(fyne.KeyF9)
	s.bench.next(t, 1)
	s.press(fyne.KeyF8, fyne.KeyReturn)
	s.write("药房", fyne.KeyDown)
	s.write("退药", fyne.KeyDown)
	s.write("1", fyne.KeyF2)
	s.write("sun", fyne.KeyReturn)
	s.bench.next(t, 2)
	text := s.receipts.message.Text()
	if !strings.HasPrefix(text, kit.Warning.Symbol()) || !strings.Contains(text, "¥0.00 in cash") || !strings.Contains(text, "¥12.50 is owed, back the way it came (WeChat Pay WX1): no cash") {
		t.Errorf("after the refund: %q", text)
	}
	s.press(fyne.KeyF9) // the list, from here too
	s.bench.next(t, 3)
	s.press(fyne.KeyEscape, fyne.KeyEscape)
	if text := s.message.Text(); !strings.Contains(text, "owed by W01-0000002") {
		t.Errorf("at the till: %q", text)
	}
}

// A receipt from its code bears another window's number, as one keyed in does.
func TestTheFactsTellARecoveredReceiptFromAPaper(t *testing.T) {
	s := newScreen(t)
	o := store.OutboxRow{Receipt: receipts.Receipt{Paper: true}}
	if facts := s.factsOf(o); !strings.Contains(facts, "Written on paper") {
		t.Errorf("a paper: %q", facts)
	}
	o.Receipt.Recovered = true
	if facts := s.factsOf(o); !strings.Contains(facts, "Of a lost ledger") || strings.Contains(facts, "Written on paper") {
		t.Errorf("one of a lost ledger: %q", facts)
	}
}

// Electronic money that was taken must not vanish with a bill that is given up.
func TestABillWithElectronicMoneyIsParkedNotGivenUp(t *testing.T) {
	s := newScreen(t)
	s.write("0003", fyne.KeyReturn)
	s.write("amxlj", fyne.KeyReturn, fyne.KeyReturn)
	for range 10 {
		if s.model.Tender().Code == "wechat" {
			break
		}
		s.press(kit.KeyPadPlus)
	}
	s.write("10.00", fyne.KeyReturn)
	s.write("WX1", fyne.KeyF4)
	if len(s.model.Bill().Payments) != 1 {
		t.Fatalf("%+v; %s", s.model.Bill().Payments, s.message.Text())
	}
	s.press(fyne.KeyEscape, fyne.KeyEscape, fyne.KeyEscape)
	if text := s.message.Text(); s.window.Canvas().Overlays().Top() != nil || !strings.Contains(text, "¥10.00 of electronic money was taken") {
		t.Fatalf("%q", text)
	}
	s.press(fyne.KeyF5)
	if p := s.model.Parked(); len(p) != 1 || len(p[0].Payments) != 1 || p[0].Payments[0].Reference != "WX1" {
		t.Errorf("parked %+v", p)
	}
}
