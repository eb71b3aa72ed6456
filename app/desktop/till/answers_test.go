package till

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
)

func TestTooMuchElectronicMoneyIsRedAndNoChange(t *testing.T) {
	s := newScreen(t)
	s.write("0003", fyne.KeyReturn)
	s.write("amx", fyne.KeyReturn, fyne.KeyReturn)
	s.model.StepTender(1)
	s.goTo(PayBox)
	s.write("34.70")
	if s.pay.changeWord.Text != "Over" || s.pay.change.Color != kit.Alarm.Text() || !s.pay.over.Visible() || s.pay.over.Text != "■ ¥22.20 over: only cash gives change." {
		t.Errorf("%q %q, %q", s.pay.changeWord.Text, s.pay.change.Text, s.pay.over.Text)
	}
	s.press(fyne.KeyReturn)
	if !strings.Contains(s.message.Text(), "¥22.20 over") {
		t.Errorf("Enter says %q", s.message.Text())
	}
	s.press(fyne.KeyF2)
	if s.model.Last().State != SaleNone {
		t.Error("the bill was completed")
	}
	s.model.StepTender(-1)
	s.goTo(PayBox)
	if s.pay.changeWord.Text != "Change" || s.pay.over.Visible() {
		t.Errorf("in cash it is %q", s.pay.changeWord.Text)
	}
}

func TestAnAnswerEndsWhenTypingGoesOnOrThePlaceChanges(t *testing.T) {
	s := newScreen(t)
	refused := func() {
		t.Helper()
		s.model.note = warn(i18n.TillNoLines)
		s.showNote()
	}
	s.write("0003", fyne.KeyReturn)
	for what, act := range map[string]func(){
		"a letter in the item box": func() { s.focus(s.itemBox); s.write("a") },
		"an amount":                func() { s.focus(s.amountBox); s.write("1") },
		"F6":                       func() { s.press(fyne.KeyF6) },
		"Esc":                      func() { s.focus(s.amountBox); s.press(fyne.KeyEscape) },
	} {
		refused()
		act()
		if text := s.message.Text(); text != "" {
			t.Errorf("after %s the line still says %q", what, text)
		}
	}
	s.model.note = Note{Level: Alarm, Err: store.ErrDisk, Stays: true}
	s.focus(s.itemBox)
	s.write("b")
	if s.message.Text() == "" {
		t.Error("a sale that came back is forgotten by the next letter")
	}
}

func TestAnAnswerEndsWithTheModeItSpokeOf(t *testing.T) {
	s := newScreen(t)
	s.model.note = warn(i18n.TillOnline)
	s.showNote()
	s.Tick()
	if s.message.Text() == "" {
		t.Fatal("the answer went without a change")
	}
	if err := s.bench.station.Ledger.RecordOutage(t.Context(), incident.Snapshot{Mode: incident.ModeStandalone}, nil, nil); err != nil {
		t.Fatal(err)
	}
	s.Tick()
	if s.message.Text() != "" {
		t.Errorf("stand-alone, and the line says %q", s.message.Text())
	}
}

func TestAVoidKeepsTheRowAndIsSaidOfTheLastReceipt(t *testing.T) {
	s := newScreen(t)
	for range 3 {
		s.write("0003", fyne.KeyReturn)
		s.write("amx", fyne.KeyReturn, fyne.KeyReturn)
		s.write("20", fyne.KeyF2)
		s.bench.next(t, 2)
	}
	void := func(down int) {
		t.Helper()
		for range down {
			s.press(fyne.KeyDown)
		}
		s.press(fyne.KeyDelete)
		s.write("wrong item", fyne.KeyF2)
		s.bench.next(t, 1)
	}
	s.press(fyne.KeyF9)
	s.bench.next(t, 1)
	void(2)
	if row, _ := s.receipts.chosen(); row.Receipt.Number != "W01-0000001" || row.Receipt.Void == nil {
		t.Errorf("after the void %s is chosen", row.Receipt.Number)
	}
	if s.pay.lastChange.Text == "VOID" {
		t.Error("another receipt's void is said of the last one")
	}
	s.press(fyne.KeyUp, fyne.KeyUp)
	void(0)
	if s.pay.lastChange.Text != "VOID" {
		t.Errorf("the last receipt is void and says %q", s.pay.lastChange.Text)
	}
}

func TestParkedBillsAreCountedOnTheButton(t *testing.T) {
	s := newScreen(t)
	s.write("0003", fyne.KeyReturn)
	s.press(fyne.KeyF5)
	if !strings.Contains(s.message.Text(), "1 bill waits") {
		t.Errorf("one parked bill reads %q", s.message.Text())
	}
	if got := s.bar.Button(i18n.TillKeyPark).Text(); got != "F5 Park (1)" {
		t.Errorf("the button reads %q", got)
	}
}

func TestARefusedPatientLeadsToTheFieldThatLacks(t *testing.T) {
	s := newScreen(t)
	s.press(fyne.KeyF3)
	s.press(fyne.KeyDown)
	s.write("11010119900307001X", fyne.KeyF2)
	s.press(fyne.KeyDelete)
	if e, ok := s.window.Canvas().Focused().(*kit.KeyEntry); !ok || e.Text != "" {
		t.Fatalf("a wrong ID number leads to %T", s.window.Canvas().Focused())
	}
	s.press(fyne.KeyUp)
	s.write("高岭", fyne.KeyF2)
	s.write("12000000009", fyne.KeyF2)
	if p := s.model.Bill().Patient; p.Name != "高岭" || p.Phone != "12000000009" {
		t.Errorf("registered %+v", p)
	}
}

func TestRefusalsAreWholeInChinese(t *testing.T) {
	texts := i18n.New(i18n.Chinese)
	for _, kind := range []error{
		store.ErrOnline, store.ErrShift, store.ErrConflict, store.ErrVoid, store.ErrDisk, store.ErrNotFound,
		receipts.ErrReference, receipts.ErrPayment, receipts.ErrQuantity, receipts.ErrPrice, receipts.ErrAmount,
		receipts.ErrTender, receipts.ErrPatient, receipts.ErrBill, fieldError{FieldIDNumber, i18n.TillErrIDCard, receipts.ErrPatient},
	} {
		text := Say(texts, fmt.Errorf("an English sentence: %w", kind))
		text = strings.NewReplacer("HIS", "", "F10", "", "F2", "", "F9", "", "Del", "").Replace(text)
		if strings.ContainsFunc(text, func(r rune) bool { return r < 128 && unicode.IsLetter(r) }) {
			t.Errorf("%v reads %q", kind, text)
		}
	}
}

func TestAFullDiskNamesTheFolderAndTheKey(t *testing.T) {
	b := newBench(t, newStation(t, true))
	defer b.finish(t)
	err := b.located(fmt.Errorf("%w is full: %w", store.ErrDisk, syscall.ENOSPC))
	for lang, want := range map[i18n.Lang]string{i18n.English: "The disk is full: make room on %s, then press F2", i18n.Chinese: "磁盘已满：请清理 %s 所在磁盘"} {
		if text := Say(i18n.New(lang), err); !strings.HasPrefix(text, fmt.Sprintf(want, b.station.Dir)) {
			t.Errorf("%s: %q", lang, text)
		}
	}
}

func TestAReceiptThatGoesToAFileSaysWhere(t *testing.T) {
	s := newScreen(t)
	if text := s.printed("W01-0000001"); !strings.Contains(text, "printer") {
		t.Errorf("with a printer: %q", text)
	}
	s.deps.PrintsTo = func() string { return "/data/receipts" }
	if text := s.printed("W01-0000001"); text != "W01-0000001 was saved as a file in /data/receipts." {
		t.Errorf("without: %q", text)
	}
}

func TestTheListOfReceiptsHasItsOwnHelp(t *testing.T) {
	s := newScreen(t)
	s.press(fyne.KeyF9)
	s.bench.next(t, 1)
	s.press(fyne.KeyF1)
	if s.window.Canvas().Overlays().Top() == nil {
		t.Fatal("F1 opens nothing")
	}
	s.press(fyne.KeyEscape)
	for _, lang := range i18n.Langs() {
		if text := i18n.New(lang).T(i18n.TillReceiptsHelp); !strings.Contains(text, "F4") || !strings.Contains(text, "Del") {
			t.Errorf("%s: %q", lang, text)
		}
	}
}
