package numbers

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/kit/kittest"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/settings"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
)

// bench is the screen over a real ledger whose only person is at the desk.
type bench struct {
	*Screen
	*kittest.Window
	st   *station.Station
	said []string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	id := store.Identity{Hospital: "H", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00"}
	st, err := station.Setup(t.Context(), filepath.Join(t.TempDir(), "data"), id, "test", settings.Demo("http://127.0.0.1:1"), station.Options{
		Now: func() time.Time { return time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	wu, _, err := st.Ledger.FirstAdmin(t.Context(), "wu", "吴信息", "kq-417702")
	if err != nil {
		t.Fatal(err)
	}
	desk := person.NewDesk(st.Ledger)
	desk.Enter(wu, "吴信息")
	b := &bench{Window: kittest.New(t), st: st}
	b.Screen = New(Options{
		Station: st, Desk: desk, Texts: i18n.New(i18n.English), Window: b.Window, Post: b.Post,
		Say: func(_ kit.Tone, text string) { b.said = append(b.said, text) }, Changed: func() {},
	})
	b.SetContent(container.NewStack(b.Object()))
	b.keys.Listen(b.Canvas())
	b.Refresh()
	b.Next(1)
	b.Focus()
	return b
}

// take takes AB001 to AB100 out, by keys.
func (b *bench) take() {
	b.Press(fyne.KeyF2)
	b.Write("2026-B7", fyne.KeyReturn)
	b.Write("AB001", fyne.KeyReturn)
	b.Write("AB100", fyne.KeyReturn)
	b.Press(fyne.KeyReturn) // the taker is proposed
	b.Next(2)
}

func TestARangeIsTakenOutMovedOnAndAccountedFor(t *testing.T) {
	b := newBench(t)
	if !strings.Contains(b.left[0].Text(), "no range was taken out") {
		t.Errorf("before: %q", b.left[0].Text())
	}
	b.take()
	if text := b.left[0].Text(); !strings.Contains(text, "100 left, next AB001, batch 2026-B7") || b.Dialog() != "" {
		t.Fatalf("after taking out: %q; %s", text, b.Dialog())
	}
	b.Press(fyne.KeyF3)
	b.Write("AB003", fyne.KeyReturn)
	b.Write("2", fyne.KeyReturn)
	b.Press(fyne.KeyF2)
	b.Next(1)
	b.Says("reason")
	b.Write("eaten by the printer", fyne.KeyF2)
	b.Next(2)
	b.Press(fyne.KeyF4)
	b.Write("AB010", fyne.KeyReturn)
	b.Write("AB019", fyne.KeyReturn)
	b.Write("4", fyne.KeyReturn)
	b.Write("another window needs them", fyne.KeyF2)
	b.Next(1)
	b.Says("1 to 3")
	b.Press(fyne.KeyUp)
	b.Write("3", fyne.KeyF2)
	b.Next(2)
	rows := spanRows{b.model, b.all[0]}
	if rows.Cell(0, 0) != "AB001 – AB002" || rows.Cell(0, 2) != "lost" || !strings.Contains(rows.Cell(0, 3), "eaten by the printer (wu)") {
		t.Errorf("spans %+v", b.all[0].Spans)
	}
	if !strings.Contains(b.sum.Text(), "100 numbers: 0 used, 0 voided, 2 lost, 98 unused") {
		t.Errorf("sum %q", b.sum.Text())
	}
	b.Press(fyne.KeyF8)
	b.Next(1)
	if files, _ := filepath.Glob(filepath.Join(b.st.Dir, "export", "numbers-AB001-*.pdf")); len(files) != 1 || !strings.Contains(b.said[len(b.said)-1], "Saved as") {
		t.Errorf("files %v, said %q", files, b.said)
	}
}

func TestAnOverlapIsRefusedInTheDialogInBothLanguages(t *testing.T) {
	b := newBench(t)
	b.take()
	b.opt.Texts.Set(i18n.Chinese)
	b.Press(fyne.KeyF2)
	b.Write("B8", fyne.KeyReturn)
	b.Write("AB050", fyne.KeyReturn)
	b.Write("AB150", fyne.KeyF2)
	b.Next(1)
	b.Says("号段与本窗口已领用的号段重叠")
	b.opt.Texts.Set(i18n.English)
	b.Press(fyne.KeyF2)
	b.Next(1)
	b.Says("AB001 to AB100 were taken out")
	if len(b.all) != 1 {
		t.Errorf("ranges %+v", b.all)
	}
}

func TestASpoiledFormIsVoidedAndTheReceiptGoesOnTheNext(t *testing.T) {
	b := newBench(t)
	b.take()
	if err := b.st.Ledger.RecordOutage(t.Context(), incident.Snapshot{Mode: incident.ModeStandalone}, nil, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := b.st.Ledger.OpenShift(t.Context(), b.opt.Desk.Actor(), 0); err != nil {
		t.Fatal(err)
	}
	r, err := b.st.Ledger.Sell(t.Context(), receipts.Bill{
		ID: receipts.NewID(), Cashier: "wu", Patient: receipts.Patient{ID: receipts.NewID(), Name: "高山", Phone: "12000000002"},
		Lines:    []receipts.Line{{Item: "drug/1", Code: "A1", Name: "阿莫西林胶囊", Unit: "盒", Category: receipts.CategoryWesternDrug, Price: 12_5000, Quantity: receipts.One}},
		Payments: []receipts.Payment{{Tender: "cash", Tendered: 12_50}},
	})
	if err != nil || r.Form != "AB001" {
		t.Fatalf("%+v, %v", r, err)
	}
	b.Press(fyne.KeyF5)
	b.Write("w01-0000001", fyne.KeyReturn)
	b.Write("torn", fyne.KeyF2)
	b.Next(2)
	if last := b.said[len(b.said)-1]; !strings.Contains(last, "AB002") {
		t.Errorf("said %q; %s", last, b.Dialog())
	}
	if a, err := b.st.Ledger.RangeAccounts(t.Context()); err != nil || a[0].Used != 1 || a[0].Voided != 1 {
		t.Errorf("account %+v, %v", a, err)
	}
}

func TestTheEndOfARangeIsSaidInTime(t *testing.T) {
	b := newBench(t)
	b.take()
	if _, err := b.st.Ledger.MarkNumbers(t.Context(), b.opt.Desk.Actor(), store.RangeForm, "AB001", "AB060", store.FateVoided, "torn"); err != nil {
		t.Fatal(err)
	}
	if tone, text := b.model.Left(store.RangeForm); tone != kit.Warning || !strings.Contains(text, "only 40 left, next AB061") {
		t.Errorf("%v %q", tone, text)
	}
	if _, err := b.st.Ledger.MarkNumbers(t.Context(), b.opt.Desk.Actor(), store.RangeForm, "AB061", "AB100", store.FateLost, "gone"); err != nil {
		t.Fatal(err)
	}
	if tone, text := b.model.Left(store.RangeForm); tone != kit.Alarm || !strings.Contains(text, "NONE LEFT") {
		t.Errorf("%v %q", tone, text)
	}
}
