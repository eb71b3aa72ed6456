package owed

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit/kittest"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/app/station/stationtest"
	"outpost/receipts"
	"outpost/store"
)

// bench is a rehearsal's window whose ledger owes ¥141.00 of the first voided
// receipt and ¥20.00 of the second.
type bench struct {
	*kittest.Window
	t     *testing.T
	st    *station.Station
	asker *person.Asker
	texts *i18n.Catalog
}

func newBench(t *testing.T, lang i18n.Lang) *bench {
	t.Helper()
	st := stationtest.Rehearsal(t)
	b := &bench{Window: kittest.New(t), t: t, st: st, texts: i18n.New(lang)}
	b.asker = &person.Asker{Ledger: st.Ledger, Desk: person.NewDesk(st.Ledger), Texts: b.texts, Window: b.Window, Now: st.Now, Post: b.Post}
	b.SetContent(container.NewStack(widget.NewLabel("")))
	b.voided("高山", 100_0000, receipts.Payment{Tender: "wechat", Tendered: 100_00, Reference: "WX1"})
	b.voided("高岭", 20_0000, receipts.Payment{Tender: "alipay", Tendered: 20_00, Reference: "AL7"})
	return b
}

// voided charges one line and takes it back.
func (b *bench) voided(name string, price receipts.Price, pay receipts.Payment) {
	b.t.Helper()
	r, err := b.st.Ledger.Sell(b.t.Context(), receipts.Bill{
		ID: receipts.NewID(), Cashier: "drill", Patient: receipts.Patient{ID: receipts.NewID(), Name: name, Phone: "12000000002"},
		Lines:    []receipts.Line{{Item: "drug/1", Code: "A1", Name: "阿莫西林胶囊", Unit: "盒", Category: receipts.CategoryWesternDrug, Price: price, Quantity: receipts.One}},
		Payments: []receipts.Payment{pay},
	})
	if err == nil {
		_, err = b.st.Ledger.Void(b.t.Context(), b.asker.Desk.Actor(), store.VoidRequest{Number: r.Number, Reason: "wrong patient", PaperReturned: true})
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

func TestWhatIsOwedGoesBackByKeys(t *testing.T) {
	b := newBench(t, i18n.English)
	closed := 0
	Open(b.asker, func() { closed++ })
	b.Next(1)
	b.Says("2 payments, ¥120.00")
	b.Says("¥100.00 by WeChat Pay, paid under WX1: back to 高山 12000000002. Its receipt was voided")
	b.Press(fyne.KeyReturn)
	b.Says("Type the number under which it went back")
	b.Press(fyne.KeyDown)
	b.Says("¥20.00 by Alipay, paid under AL7: back to 高岭")
	b.Write("RF-20", fyne.KeyReturn)
	b.Next(2) // written down, listed
	b.Says("¥20.00 of receipt W01-0000002 went back under RF-20.")
	b.Says("1 payment, ¥100.00")
	b.Write("RF-20", fyne.KeyReturn) // the scanner sent it twice
	b.Says("RF-20 was written down just now")
	if owed, err := b.st.Ledger.Owed(t.Context()); err != nil || len(owed) != 1 {
		t.Fatalf("%v, %v", owed, err)
	}
	b.Press(fyne.KeyReturn) // it really is the same number
	b.Next(2)
	b.Says("Nothing is owed.")
	b.Press(fyne.KeyF4)
	b.Next(1)
	b.Says("2 payments went back")
	b.Says("by drill")
	b.Write("X", fyne.KeyReturn)
	b.Says("Choose one that is still owed")
	b.Press(fyne.KeyEscape, fyne.KeyEscape)
	if closed != 1 || b.Dialog() != "" {
		t.Errorf("closed %d times; %s", closed, b.Dialog())
	}
	done, err := b.st.Ledger.OwedSettled(t.Context(), 9)
	if err != nil || len(done) != 2 || done[1].Settled.Reference != "RF-20" || done[1].Amount != 20_00 {
		t.Errorf("%+v, %v", done, err)
	}
}

func TestTheListIsChineseToo(t *testing.T) {
	b := newBench(t, i18n.Chinese)
	Open(b.asker, nil)
	b.Next(1)
	b.Says("2 笔，共 ¥120.00")
	b.Says("¥100.00（微信支付，原单号 WX1）原路退给 高山 12000000002。原票据已作废")
	m := NewModel(b.st.Ledger, b.texts)
	all, err := m.List(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	var row []string
	for col := range 7 {
		row = append(row, m.Cell(all[0], col))
	}
	if got := strings.Join(row, "|"); got != "2026-11-20 09:12|W01-0000001|微信支付|100.00|WX1|高山|12000000002" {
		t.Errorf("the row reads %s", got)
	}
	if _, err := m.Repaid(t.Context(), b.asker.Desk.Actor(), store.Owed{Receipt: "W01-0000001", Payment: 2}, "R"); err == nil || strings.Contains(err.Error(), "owed") {
		t.Errorf("refused with %v", err)
	}
}
