package till

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit/kittest"
	"outpost/app/i18n"
	"outpost/app/paper"
	"outpost/receipts"
)

func TestAPaperReceiptIsKeyedIn(t *testing.T) {
	s := newScreen(t)
	s.ctrl(t, fyne.KeyB)
	s.write("A-0000017", fyne.KeyReturn)
	s.write("25:70", fyne.KeyReturn)
	if s.window.Canvas().Overlays().Top() == nil {
		t.Fatal("a wrong time was taken")
	}
	s.press(fyne.KeyUp, fyne.KeyDown)
	s.write("2026-11-20 08:40", fyne.KeyReturn)
	if !strings.Contains(s.ordered.Text, "A-0000017") {
		t.Fatalf("the screen does not say that a paper is keyed in: %q, %q", s.ordered.Text, s.message.Text())
	}
	s.write("0003", fyne.KeyReturn)
	s.write("amxlj", fyne.KeyReturn, fyne.KeyReturn)
	s.write("20", fyne.KeyF2)
	s.bench.next(t, 1)
	r := s.lastReceipt(t).Receipt
	if r.Number != "A-0000017" || !r.Paper || s.bench.station.Ledger.Identity().Local(r.At).Format("15:04") != "08:40" {
		t.Errorf("receipt %s at %s; %s", r.Number, r.At, s.message.Text())
	}
	if _, _, still := s.model.Paper(); still || len(s.bench.printed) != 0 {
		t.Error("the next bill is a paper's too, or the paper was printed")
	}
	if drafts, _ := s.bench.station.Ledger.Drafts(t.Context()); len(drafts) != 0 {
		t.Error("a paper became a draft, from which it would be charged anew")
	}
	err := s.model.BeginPaper(t.Context(), "A-0000017", "08:40")
	s.texts.Set(i18n.Chinese)
	if err == nil || !strings.Contains(Say(s.texts, err), "手工票据不能这样补录") {
		t.Errorf("the same number again: %v", err)
	}
}

func TestAnotherWindowsReceiptIsRefunded(t *testing.T) {
	far := stationOf(t, true, "W02")
	other := newBench(t, far)
	other.EnterPatient("990000000001", -1)
	other.enter(t, "2*amxlj")
	other.Type("50", "")
	other.Complete()
	other.next(t, 2)
	other.finish(t)
	row, err := far.Ledger.Receipt(t.Context(), other.Last().Number)
	if err != nil {
		t.Fatal(err)
	}
	sold := row.Receipt
	text, err := paper.Code(context.Background(), far.Ledger, sold)
	if err != nil {
		t.Fatal(err)
	}
	s := newScreen(t)
	s.write(text, fyne.KeyReturn) // into the box of the patient
	if said := s.message.Text(); !strings.Contains(said, "That is the code of receipt W02-0000001") {
		t.Errorf("a code in the patient box: %q", said)
	}
	s.press(fyne.KeyEscape, fyne.KeyF8)
	s.bench.next(t, 1)
	s.receipts.box.SetText(text)
	s.bench.next(t, 1)
	if s.receipts.Len() != 0 {
		t.Fatal("another window's receipt is listed here")
	}
	s.press(fyne.KeyF8)
	s.press(fyne.KeyReturn)
	s.write("高岭", fyne.KeyDown)
	for range 7 {
		s.press(fyne.KeyDown)
	}
	s.write("换药", fyne.KeyDown)
	s.write("1", fyne.KeyF2)
	s.bench.next(t, 1)
	if s.window.Canvas().Overlays().Top() == nil {
		t.Fatal("no approval is asked for")
	}
	s.write("sun", fyne.KeyReturn)
	s.bench.next(t, 2)
	red := s.lastReceipt(t).Receipt
	if red.Kind != receipts.KindRed || red.Total != -sold.Total || !red.Reversal.Unverified || red.Reversal.Cash != sold.Total {
		t.Fatalf("red %+v: %s", red, s.receipts.message.Text())
	}
	if _, _, err := other.ReadForeign(t.Context(), text); err == nil || !strings.Contains(Say(s.texts, err), "W02-0000001 is of this window") {
		t.Errorf("its own receipt: %v", err)
	}
}

// What the HIS charged is refused before anybody is asked for an approval, and
// stands on the list.
func TestAReceiptOfTheHISIsRefusedAtOnce(t *testing.T) {
	s := newScreen(t)
	s.press(fyne.KeyF8)
	s.bench.next(t, 1)
	s.receipts.box.SetText("2026111900123")
	s.bench.next(t, 1)
	s.press(fyne.KeyF8)
	if text := kittest.Text(s.window.Canvas().Overlays().Top()); !strings.Contains(text, "Type only the reason") {
		t.Fatalf("it is not said at once: %s", text)
	}
	for range 9 {
		s.press(fyne.KeyDown)
	}
	s.write("换药", fyne.KeyF2)
	s.bench.next(t, 1)
	if text := kittest.Text(s.window.Canvas().Overlays().Top()); !strings.Contains(text, "refunded in the HIS only") || !strings.Contains(text, "F11 among the receipts lists it") {
		t.Fatalf("the dialog says %s", text)
	}
	s.press(fyne.KeyEscape, fyne.KeyEscape, fyne.KeyF11)
	s.bench.next(t, 1)
	if text := kittest.Text(s.window.Canvas().Overlays().Top()); !strings.Contains(text, "2026111900123") || !strings.Contains(text, "换药") {
		t.Errorf("the list says %s", text)
	}
	s.press(fyne.KeyEscape)
	if !s.has(s.receipts.box) {
		t.Error("the keyboard is not among the receipts again")
	}
}

func TestALostLedgersReceiptsAreScannedFromThePaperDialog(t *testing.T) {
	s := newScreen(t)
	s.ctrl(t, fyne.KeyB)
	s.press(fyne.KeyF4)
	if text := kittest.Text(s.window.Canvas().Overlays().Top()); !strings.Contains(text, "Receipts of a lost ledger") {
		t.Fatalf("the dialog says %s", text)
	}
	s.press(fyne.KeyEscape)
	if s.window.Canvas().Overlays().Top() != nil || !s.has(s.patientBox) {
		t.Error("Esc does not lead back to the till")
	}
}
