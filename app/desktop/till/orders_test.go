package till

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/catalog"
)

// copyOrders gives a station open orders of the patient with the first card.
func copyOrders(t *testing.T, s *station.Station, at time.Time) {
	t.Helper()
	orders := []catalog.OpenOrder{
		{Number: "H1", Card: "990000000001", Item: "A1", Quantity: 2 * receipts.One, Prescription: "CF9", Doctor: "李医生", Department: "内科"},
		{Number: "H1", Card: "990000000001", Item: "drug/4", Quantity: receipts.One, Prescription: "CF9", Doctor: "李医生", Department: "内科"},
		{Number: "H2", Card: "990000000001", Item: "900", Name: "布洛芬", Quantity: receipts.One},
		{Number: "H3", Card: "990000000001", Item: "Z9", Name: "停用药", Quantity: receipts.One},
		{Card: "990000000002", Item: "B7", Quantity: receipts.One},
	}
	v := catalog.Version{List: "orders", Hash: "0123456789abcdef", Count: len(orders), Source: "orders.csv", At: at}
	if err := s.AcceptOrders(t.Context(), v, orders); err != nil {
		t.Fatal(err)
	}
}

// TestOpenOrdersAreTakenOnceAndNotOfferedAgain: lines with prescription, doctor and
// today's price; what no list has or several items have is named; charged orders
// are not offered again, those of a voided receipt are.
func TestOpenOrdersAreTakenOnceAndNotOfferedAgain(t *testing.T) {
	s := newStation(t, false)
	charging(t, s)
	copyOrders(t, s, s.Now())
	b := newBench(t, s)
	b.EnterPatient("990000000001", -1)
	b.next(t, 1)
	if open, at := b.OpenOrders(); len(open) != 4 || at.IsZero() {
		t.Fatalf("%d orders as of %v", len(open), at)
	}
	b.TakeOrders(false)
	note := b.Note().Text(i18n.New(i18n.English))
	if lines := b.Bill().Lines; len(lines) != 2 || !strings.Contains(note, "900 布洛芬; Z9 停用药") {
		t.Fatalf("%d lines, %q", len(lines), note)
	}
	l := b.Bill().Lines[0]
	if doctor, department := b.Bill().Ordered(l); doctor != "李医生" || department != "内科" || l.Prescription != "CF9" || l.Order != "H1" || l.Quantity != 2*receipts.One || l.Price != 12_5000 {
		t.Errorf("line %+v by %s %s", l, doctor, department)
	}
	if open, _ := b.OpenOrders(); len(open) != 2 || b.OrdersTaken() {
		t.Errorf("%d left", len(open))
	}
	b.TakeOrders(false) // only what cannot be taken is left
	if len(b.Bill().Lines) != 2 {
		t.Errorf("taken twice: %+v", b.Bill().Lines)
	}
	b.EnterItem("*3", 0) // the chosen line's quantity: it is the order's all the same
	b.Type("200", "")
	b.Complete()
	b.next(t, 2) // sold, printed
	b.EnterPatient("990000000001", -1)
	b.next(t, 1)
	if open, _ := b.OpenOrders(); len(open) != 2 || open[0].Number != "H2" {
		t.Errorf("offered after the sale: %+v", open)
	}
	if _, err := s.Ledger.Void(t.Context(), b.Actor(), store.VoidRequest{Number: "W01-0000001", Reason: "typed twice", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	b.EnterPatient("990000000001", -1)
	b.next(t, 1)
	if open, _ := b.OpenOrders(); len(open) != 4 {
		t.Errorf("%d offered after the void", len(open))
	}
	b.finish(t)
}

// TestTheTillSaysHowOldOpenOrdersAre, and asks before it takes them twice.
func TestTheTillSaysHowOldOpenOrdersAre(t *testing.T) {
	b := newBench(t, newStation(t, true))
	copyOrders(t, b.station, time.Date(2026, 11, 19, 22, 5, 0, 0, time.UTC))
	s := showing(t, b)
	s.write("990000000002", fyne.KeyReturn)
	s.bench.next(t, 1)
	if text := s.openOrders.Text(); !s.ordersLine.Visible() || !strings.Contains(text, "1 open order in the HIS as of 06:05") || !strings.Contains(text, "may be paid") {
		t.Fatalf("the line says %q", text)
	}
	if text := s.ordersBar.Button(i18n.OrdersKey).Text(); !strings.Contains(text, "(1)") {
		t.Errorf("the button says %q", text)
	}
	if least := s.main.MinSize().Width; least > 1366 {
		t.Errorf("the screen needs %v of a window's 1366", least)
	}
	s.ordersCommand().Do()
	if s.ordersLine.Visible() || len(s.model.Bill().Lines) != 1 {
		t.Fatalf("%d lines; %q", len(s.model.Bill().Lines), s.message.Text())
	}
	s.ordersCommand().Do()
	if s.window.Canvas().Overlays().Top() == nil {
		t.Fatal("nobody was asked")
	}
	s.press(fyne.KeyEscape)
	if len(s.model.Bill().Lines) != 1 {
		t.Error("taken without a yes")
	}
	s.ordersCommand().Do()
	s.press(fyne.KeyF2)
	if len(s.model.Bill().Lines) != 2 {
		t.Errorf("%d lines after a yes", len(s.model.Bill().Lines))
	}
}
