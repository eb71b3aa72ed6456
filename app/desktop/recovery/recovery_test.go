package recovery

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit/kittest"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/paper"
	"outpost/app/settings"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/seal"
)

func newStation(t *testing.T, window string) *station.Station {
	t.Helper()
	at := time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)
	id := store.Identity{Hospital: "H", Station: window, Prefix: window, TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	st, err := station.Setup(t.Context(), filepath.Join(t.TempDir(), window), id, "test", settings.Demo("http://127.0.0.1:1"),
		station.Options{Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return st
}

// printed is the code of a receipt that a window charged; reference makes it paid
// by WeChat.
func printed(t *testing.T, st *station.Station, reference string) string {
	t.Helper()
	pay := receipts.Payment{Tender: "cash", Tendered: 12_50}
	if reference != "" {
		pay = receipts.Payment{Tender: "wechat", Tendered: 12_50, Reference: reference}
	}
	r, err := st.Ledger.Sell(t.Context(), receipts.Bill{
		ID: receipts.NewID(), Cashier: "drill", Patient: receipts.Patient{ID: receipts.NewID(), Name: "林悦江", Phone: "12000000001"},
		Lines:    []receipts.Line{{Item: "drug/1", Code: "A1", Name: "阿莫西林胶囊", Unit: "盒", Category: receipts.CategoryWesternDrug, Price: 12_5000, Quantity: receipts.One}},
		Payments: []receipts.Payment{pay},
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := paper.Code(t.Context(), st.Ledger, r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// lend puts a window's public key where another one looks for it.
func lend(t *testing.T, from, to *station.Station) {
	t.Helper()
	folder := filepath.Join(to.Dir, paper.WindowKeys)
	key, err := seal.FormatPublic(from.Ledger.Identity().PublicKey)
	if err := errors.Join(err, os.MkdirAll(folder, 0o700), os.WriteFile(filepath.Join(folder, "lost.pem"), key, 0o600)); err != nil {
		t.Fatal(err)
	}
}

type bench struct {
	*kittest.Window
	st     *station.Station
	closed int
}

func open(t *testing.T, lang i18n.Lang) *bench {
	t.Helper()
	b := &bench{Window: kittest.New(t), st: newStation(t, "W01")}
	b.SetContent(container.NewStack(widget.NewLabel("")))
	asker := &person.Asker{Ledger: b.st.Ledger, Desk: person.NewDesk(b.st.Ledger), Texts: i18n.New(lang), Window: b.Window, Now: b.st.Now, Post: b.Post}
	Open(b.st, asker, func() { b.closed++ })
	return b
}

func TestReceiptsAreEnteredAgainByScanning(t *testing.T) {
	lost, b := newStation(t, "W02"), open(t, i18n.English)
	one, two := printed(t, lost, ""), printed(t, lost, "WX1")
	scan := func(text string) {
		b.Write(text, fyne.KeyReturn)
		b.Next(1)
	}
	b.Press(fyne.KeyReturn)
	b.Says("Scan or type a code first.")
	scan("rubbish")
	b.Says("0 entered, ¥0.00;  0 known already;  0 held back;  1 refused")
	scan(one)
	b.Says("Refused W02-0000001: no key to verify the code with")
	lend(t, lost, b.st)
	scan(one)
	b.Says("give the payer's name as it stands on the paper")
	b.Press(fyne.KeyF4)
	b.Write("林悦江", fyne.KeyF2) // the keyboard is where it is asked for
	b.Next(1)
	b.Says("Receipt W02-0000001 over ¥12.50 was entered again.")
	scan(one)
	b.Says("Receipt W02-0000001 over ¥12.50 stands in this ledger already")
	b.Write(two, fyne.KeyDown)
	b.Write("高岭", fyne.KeyDown)
	b.Write("9=12.50", fyne.KeyReturn)
	b.Next(1)
	b.Says("1 Cash")
	b.Press(fyne.KeyF4)
	b.Write("wechat=12.50@WX1", fyne.KeyF2) // what was refused is replaced
	b.Next(1)
	b.Says("Receipt W02-0000002 over ¥12.50 was entered again.")
	b.Says("2 entered, ¥25.00;  1 known already;  0 held back;  4 refused")
	b.Press(fyne.KeyPageDown, fyne.KeyPageDown)
	b.Says("stands in this ledger already")
	b.Press(fyne.KeyF4)
	b.Says("Choose a refused code")
	b.Press(fyne.KeyEscape)
	if b.closed != 1 || b.Dialog() != "" {
		t.Errorf("closed %d times", b.closed)
	}
	n, err := b.st.Ledger.Count(t.Context())
	row, wrong := b.st.Ledger.Receipt(t.Context(), "W02-0000002")
	if err := errors.Join(err, wrong); err != nil || n != 2 || !row.Receipt.Recovered || row.Receipt.Payments[0].Reference != "WX1" || row.Receipt.Patient.Name != "高岭" {
		t.Errorf("%d receipts, %+v, %v", n, row.Receipt, err)
	}
}

// The next paper is scanned before the answer to the last came.
func TestAScannerIsNotWaitedFor(t *testing.T) {
	lost, b := newStation(t, "W02"), open(t, i18n.Chinese)
	lend(t, lost, b.st)
	one, two := printed(t, lost, ""), printed(t, lost, "")
	b.Write(one, fyne.KeyReturn)
	b.Write(two[:20])
	b.Next(1)
	b.Says("按票面填写患者姓名")
	b.Write(two[20:], fyne.KeyReturn)
	b.Next(1)
	b.Says("拒绝 W02-0000002：")
	b.Says("已补录 0 张，¥0.00；原已在账 0 张；暂扣 0 张；拒绝 2 张")
}

func TestPaymentsAreReadAsTyped(t *testing.T) {
	m := NewModel(newStation(t, "W01"), i18n.New(i18n.English))
	all, err := m.Paid(" 1=100.00  wechat=141@WX/1=2 ")
	if err != nil || len(all) != 2 || all[0].Tender != "cash" || all[0].Amount != 100_00 || all[1].Reference != "WX/1=2" || all[1].Amount != 141_00 {
		t.Errorf("%+v, %v", all, err)
	}
	for _, text := range []string{"1", "1=", "0=5.00", "99=5.00", "1=-5", "1=0", "gold=5.00", "1=5.00 x"} {
		if all, err := m.Paid(text); !errors.Is(err, errPaid) {
			t.Errorf("%q was read as %+v, %v", text, all, err)
		}
	}
	if all, err := m.Paid("  "); err != nil || all != nil {
		t.Errorf("nothing was read as %+v, %v", all, err)
	}
	if words := m.Tenders(); !strings.HasPrefix(words, "1 Cash, 2 ") {
		t.Errorf("the tenders: %s", words)
	}
}
