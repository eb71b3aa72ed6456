package till

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/paper"
	"outpost/receipts"
	"outpost/receipts/slip"
)

// screen is a till's view in a headless window, driven by its keys.
type screen struct {
	*View
	bench  *bench
	window fyne.Window
	texts  *i18n.Catalog
}

func newScreen(t *testing.T) *screen {
	t.Helper()
	return showing(t, newBench(t, newStation(t, true)))
}

// showing is the view of a till.
func showing(t *testing.T, b *bench) *screen {
	t.Helper()
	s := b.station
	app := test.NewTempApp(t)
	app.Settings().SetTheme(kit.NewTheme())
	w := app.NewWindow("")
	texts := i18n.New(i18n.English)
	asker := &person.Asker{Ledger: s.Ledger, Desk: b.deps.Desk, Texts: texts, Window: w, Now: s.Now, Post: b.deps.Post}
	v := NewView(b.Model, ViewDeps{Texts: texts, Window: w, Asker: asker, Slip: func(r receipts.Receipt) (slip.Slip, error) {
		return paper.Slip(t.Context(), s.Ledger, s.Settings(), r, paper.Print{Language: slip.English, Copy: r.Printed})
	}})
	texts.OnChange(v.Refresh)
	w.SetContent(v.Object())
	w.Resize(fyne.NewSize(1366, 768))
	v.Keys().Listen(w.Canvas())
	v.Focus()
	t.Cleanup(func() { b.finish(t) })
	return &screen{View: v, bench: b, window: w, texts: texts}
}

// press types keys where the keyboard is.
func (s *screen) press(names ...fyne.KeyName) {
	for _, name := range names {
		if focused := s.window.Canvas().Focused(); focused != nil {
			focused.TypedKey(&fyne.KeyEvent{Name: name})
		} else if typed := s.window.Canvas().OnTypedKey(); typed != nil {
			typed(&fyne.KeyEvent{Name: name})
		}
	}
}

// write types text where the keyboard is, then keys.
func (s *screen) write(text string, then ...fyne.KeyName) {
	for _, r := range text {
		s.window.Canvas().Focused().TypedRune(r)
	}
	s.press(then...)
}

func (s *screen) has(e *kit.KeyEntry) bool { return s.window.Canvas().Focused() == fyne.Focusable(e) }

func TestAChargeByKeysAlone(t *testing.T) {
	s := newScreen(t)
	s.write("0003", fyne.KeyReturn)
	if !s.has(s.itemBox) || !strings.Contains(s.patientText.Text, "高岭") {
		t.Fatalf("patient %q", s.patientText.Text)
	}
	s.write("amx")
	if !strings.Contains(s.pick.Text, "1 盒") || !strings.Contains(s.pick.Text, "0.25g*24") || !strings.Contains(s.pick.Text, "Hualu") {
		t.Errorf("what Enter takes is not said in full: %q", s.pick.Text)
	}
	s.press(fyne.KeyDown)
	if !strings.Contains(s.pick.Text, "1 袋") {
		t.Errorf("Down does not show the second: %q", s.pick.Text)
	}
	s.press(fyne.KeyReturn)
	s.write("2*blfh", fyne.KeyReturn, fyne.KeyReturn)
	if !s.has(s.amountBox) {
		t.Fatal("Enter in the empty item box does not lead to the payment")
	}
	s.write("50")
	if s.pay.change.Text != "¥12.00" {
		t.Errorf("change shown: %q", s.pay.change.Text)
	}
	s.press(fyne.KeyF2, fyne.KeyF2, fyne.KeyF2)
	if !s.has(s.patientBox) || s.amountBox.Text != "" || !strings.Contains(s.pay.lastChange.Text, "¥12.00") {
		t.Errorf("after F2: amount %q, last %q", s.amountBox.Text, s.pay.lastChange.Text)
	}
	s.bench.next(t, 2)
	if n, _ := s.bench.station.Ledger.Count(t.Context()); n != 1 {
		t.Errorf("F2 held: %d receipts", n)
	}
	if !strings.Contains(s.pay.lastWord.Text, "W01-0000001") {
		t.Errorf("the last receipt's number is not in sight: %q", s.pay.lastWord.Text)
	}
}

func TestTheLanguageChangesWhileABillIsOpen(t *testing.T) {
	s := newScreen(t)
	s.write("0003", fyne.KeyReturn)
	s.write("amx", fyne.KeyReturn)
	s.texts.Set(i18n.Chinese)
	for _, text := range append(s.bar.Words(), s.rare.Words()...) {
		if strings.Contains(text, "Complete") || strings.Contains(text, "Patient") {
			t.Errorf("button still English: %q", text)
		}
	}
	if s.pay.totalWord.Text != "合计" || !strings.Contains(s.patientText.Text, "自费") || len(s.model.Bill().Lines) != 1 {
		t.Errorf("total %q, patient %q", s.pay.totalWord.Text, s.patientText.Text)
	}
	s.window.Canvas().Focus(s.amountBox)
	s.write("1", fyne.KeyF2)
	if s.message.Text() != "▲ 还需支付 ¥11.50。" {
		t.Errorf("a refusal in Chinese reads %q", s.message.Text())
	}
}

func TestDeleteAndEscapeLeadBack(t *testing.T) {
	s := newScreen(t)
	s.write("0003", fyne.KeyReturn)
	s.write("amx", fyne.KeyReturn)
	s.write("blfh", fyne.KeyReturn)
	s.write("am", fyne.KeyHome, fyne.KeyDelete)
	if s.itemBox.Text != "m" || len(s.model.Bill().Lines) != 2 {
		t.Errorf("Delete in a text took a line: %q, %d lines", s.itemBox.Text, len(s.model.Bill().Lines))
	}
	s.press(fyne.KeyEscape, fyne.KeyUp, fyne.KeyDelete)
	if lines := s.model.Bill().Lines; len(lines) != 1 || lines[0].Item != "drug/4" {
		t.Errorf("Up and Delete left %+v", lines)
	}
	s.press(fyne.KeyEscape, fyne.KeyEscape)
	if s.window.Canvas().Overlays().Top() == nil {
		t.Fatal("Esc at the patient box gave the bill up without asking")
	}
	s.press(fyne.KeyF2)
	if !s.model.Empty() || !s.has(s.patientBox) {
		t.Error("the bill was not given up")
	}
}

func TestReceiptsAreFoundShownAndVoided(t *testing.T) {
	s := newScreen(t)
	s.write("0003", fyne.KeyReturn)
	s.write("amx", fyne.KeyReturn, fyne.KeyReturn)
	s.write("20", fyne.KeyF2)
	s.bench.next(t, 2)
	s.press(fyne.KeyF9)
	s.bench.next(t, 1)
	if s.receipts.Len() != 1 || len(s.receipts.preview.Objects) != 1 {
		t.Fatalf("%d receipts, %d previews, %s", s.receipts.Len(), len(s.receipts.preview.Objects), s.receipts.message.Text())
	}
	s.write("12.50")
	s.bench.next(t, 5)
	if s.receipts.Len() != 1 {
		t.Errorf("not found by its amount: %d", s.receipts.Len())
	}
	s.press(fyne.KeyDelete)
	if s.window.Canvas().Overlays().Top() == nil {
		t.Fatal("Del does not ask for the reason")
	}
	s.write("wrong item", fyne.KeyF2)
	row, err := s.bench.station.Ledger.Receipt(t.Context(), "W01-0000001")
	if err != nil || row.Receipt.Void == nil || row.Receipt.Void.Reason != "wrong item" {
		t.Errorf("void %+v, %v", row.Receipt.Void, err)
	}
	s.bench.next(t, 1)
	s.press(fyne.KeyEscape)
	if s.receipts.object.Visible() || !s.has(s.patientBox) {
		t.Error("Esc does not lead back to the till")
	}
}

// What comes back from the ledger or the printer while the cashier chooses in
// the list must not move the choice: Enter would take another item.
func TestAnAnswerFromTheBackgroundLeavesTheChosenRow(t *testing.T) {
	s := newScreen(t)
	s.write("0003", fyne.KeyReturn)
	s.write("amx", fyne.KeyDown)
	chosen := s.pick.Text
	s.bench.OnChange()
	if s.items.Selected() != 1 || s.pick.Text != chosen || s.itemBox.Text != "amx" {
		t.Errorf("row %d, %q, chosen was %q", s.items.Selected(), s.pick.Text, chosen)
	}
}

func TestANumberAloneIsNoPartOfAName(t *testing.T) {
	s := newScreen(t)
	s.write("0003", fyne.KeyReturn)
	s.write("amx", fyne.KeyReturn)
	for _, byCode := range []bool{false, true} {
		for _, number := range []string{"2", "12", "0.3", "９", "90"} { // 维生素B12, 0.3g*20, code 900
			s.write(number, fyne.KeyReturn)
			if n := len(s.model.Bill().Lines); n != 1 || !strings.Contains(s.message.Text(), "*") {
				t.Errorf("%q by code %v: %d lines, %q", number, byCode, n, s.message.Text())
			}
			s.press(fyne.KeyEscape)
		}
		s.press(fyne.KeyF7)
	}
	s.write("900", fyne.KeyDown, fyne.KeyReturn)
	if lines := s.model.Bill().Lines; len(lines) != 2 || lines[1].Code != "900" {
		t.Errorf("a whole code is not taken: %+v", lines)
	}
}
