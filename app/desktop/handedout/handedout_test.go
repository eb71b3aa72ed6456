package handedout

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

// bench is a rehearsal's window that charged two boxes and a blood count.
type bench struct {
	*kittest.Window
	t     *testing.T
	st    *station.Station
	asker *person.Asker
	sold  receipts.Receipt
}

func newBench(t *testing.T, lang i18n.Lang) *bench {
	t.Helper()
	st := stationtest.Rehearsal(t)
	b := &bench{Window: kittest.New(t), t: t, st: st}
	b.asker = &person.Asker{Ledger: st.Ledger, Desk: person.NewDesk(st.Ledger), Texts: i18n.New(lang), Window: b.Window, Now: st.Now, Post: b.Post}
	b.SetContent(container.NewStack(widget.NewLabel("")))
	var err error
	b.sold, err = st.Ledger.Sell(t.Context(), receipts.Bill{
		ID: receipts.NewID(), Cashier: "drill", Patient: receipts.Patient{ID: receipts.NewID(), Name: "高山", Phone: "12000000002"},
		Lines: []receipts.Line{
			{Item: "drug/1", Code: "A1", Name: "阿莫西林胶囊", Unit: "盒", Category: receipts.CategoryWesternDrug, Price: 10_0000, Quantity: 2 * receipts.One},
			{Item: "lab/2", Code: "2", Name: "血常规", Unit: "次", Category: receipts.CategoryLaboratory, Price: 20_0000, Quantity: receipts.One},
		},
		Payments: []receipts.Payment{{Tender: "cash", Tendered: 40_00}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) stands(want ...store.Signed) {
	b.t.Helper()
	all, err := b.st.Ledger.LineStatuses(b.t.Context(), b.sold)
	if err != nil || len(all) != len(want) {
		b.t.Fatalf("%+v, %v", all, err)
	}
	for i := range want {
		if all[i].Signed != want[i] {
			b.t.Errorf("line %d: %+v", i+1, all[i])
		}
	}
}

func TestADepartmentsWordIsWrittenDownAndCorrected(t *testing.T) {
	b := newBench(t, i18n.English)
	said := ""
	open := func() {
		t.Helper()
		said = ""
		Open(b.asker, b.sold.Number, func(text string) { said = text })
		b.Next(1)
	}
	open()
	b.Press(fyne.KeyF2)
	b.Says("Type 1 (dispensed)")
	b.Write("9", fyne.KeyReturn)
	b.Says("Type 1 (dispensed)")
	b.Press(fyne.KeyBackspace)
	b.Write("1 2", fyne.KeyReturn)
	b.Says("Line 1 has a quantity of 2")
	b.Press(fyne.KeyBackspace)
	b.Write("1", fyne.KeyReturn) // dispensed but for 1; line 2 is chosen
	b.Write("2", fyne.KeyReturn, fyne.KeyF2)
	b.Says("Type the department")
	b.Press(fyne.KeyReturn)
	b.Write("Pharmacy", fyne.KeyF2)
	b.Next(1)
	if said != "2 lines of receipt W01-0000001 written down, says Pharmacy." || b.Dialog() != "" {
		t.Errorf("%q; %s", said, b.Dialog())
	}
	b.stands(store.Signed{Line: 1, Status: store.Dispensed, Not: receipts.One}, store.Signed{Line: 2, Status: store.Performed})

	open() // who said what when, and a correction of it
	b.Says("dispensed, but for 1")
	b.Says("Pharmacy · drill · 2026-11-20 09:12")
	b.Press(fyne.KeyDown)
	b.Write("3", fyne.KeyReturn, fyne.KeyReturn)
	b.Write("Laboratory", fyne.KeyF2)
	b.Next(1)
	b.stands(store.Signed{Line: 1, Status: store.Dispensed, Not: receipts.One}, store.Signed{Line: 2, Status: store.NotGiven, Not: receipts.One})
}

func TestWhatNobodyConfirmedIsListed(t *testing.T) {
	b := newBench(t, i18n.Chinese)
	closed := 0
	OpenUnconfirmed(b.asker, func() { closed++ })
	b.Next(1)
	b.Says("2 行未确认")
	b.Says("血常规")
	b.Press(fyne.KeyReturn) // the chosen one's receipt
	b.Next(1)
	b.Says("发药/执行：票据 W01-0000001")
	b.Press(fyne.KeyF5, fyne.KeyReturn)
	b.Write("药房", fyne.KeyF2)
	b.Next(2) // written down, listed again
	b.Says("已登记票据 W01-0000001 的 2 行，确认科室 药房。")
	b.Says("0 行未确认")
	b.stands(store.Signed{Line: 1, Status: store.Dispensed}, store.Signed{Line: 2, Status: store.Performed})
	b.Write("W01-0000009", fyne.KeyReturn)
	b.Next(2)
	b.Says("未找到")
	b.Press(fyne.KeyEscape)
	if closed != 1 || b.Dialog() != "" {
		t.Errorf("closed %d times; %s", closed, b.Dialog())
	}
}

func TestNothingIsSaidOfWhatWasTakenBack(t *testing.T) {
	b := newBench(t, i18n.English)
	if _, err := b.st.Ledger.Void(t.Context(), b.asker.Desk.Actor(), store.VoidRequest{Number: b.sold.Number, Reason: "wrong patient", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	Open(b.asker, b.sold.Number, func(string) {})
	b.Next(1)
	b.Says("charges nothing")
	b.Write("1", fyne.KeyReturn, fyne.KeyReturn)
	b.Write("Pharmacy", fyne.KeyF2)
	if !strings.Contains(b.Dialog(), "charges nothing") {
		t.Errorf("%s", b.Dialog())
	}
	b.stands(store.Signed{Line: 1}, store.Signed{Line: 2})
}
