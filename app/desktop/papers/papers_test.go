package papers

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
	"outpost/app/settings"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/sync/mirror"
)

const goods = "code,name,unit,specification,category,price\n1,Amoxicillin,box,24,western,15.73\n2,Saline,bottle,500 ml,western,3.20\n"

const written = "receipt,time,cashier,name,phone,code,qty,price,price_reason,tender,amount\n" +
	"SG-1,2026-11-20 08:40,chen,林悦江,12000000001,1,2,,,cash,31.46\n" +
	"SG-2,2026-11-20 08:50,chen,高岭,12000000002,2,1,,,cash,3.20\n" +
	"SG-3,nine,chen,高岭,12000000002,2,1,,,cash,3.20\n" +
	"SG-4,2026-11-20 08:59,chen,高岭,12000000002,9,1,,,cash,3.20\n" +
	"SG-5,2026-11-20 09:01,chen,赵敏,12000000003,2,1,3.00,agreed,cash,3.00\n"

type bench struct {
	*kittest.Window
	st     *station.Station
	dir    string
	closed int
}

// open is the dialog in a folder that holds text as SG.csv.
func open(t *testing.T, lang i18n.Lang, text string) *bench {
	t.Helper()
	b := &bench{Window: kittest.New(t), dir: t.TempDir()}
	at := time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)
	id := store.Identity{Hospital: "H", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	st, err := station.Setup(t.Context(), filepath.Join(t.TempDir(), "w"), id, "test", settings.Demo("http://127.0.0.1:1"),
		station.Options{Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	list := filepath.Join(b.dir, "goods.csv")
	err = errors.Join(os.WriteFile(list, []byte(goods), 0o600), os.WriteFile(filepath.Join(b.dir, "SG.csv"), []byte(text), 0o600))
	p, wrong := mirror.PreviewPrices(t.Context(), list, nil)
	if err := errors.Join(err, wrong); err != nil {
		t.Fatal(err)
	}
	v, err := p.Version(at, "CNY")
	if err := errors.Join(err, st.AcceptPrices(t.Context(), v, p.Items, "zhao")); err != nil {
		t.Fatal(err)
	}
	b.st = st
	b.SetContent(container.NewStack(widget.NewLabel("")))
	asker := &person.Asker{Ledger: st.Ledger, Desk: person.NewDesk(st.Ledger), Texts: i18n.New(lang), Window: b.Window, Now: st.Now, Post: b.Post}
	Open(Options{Station: st, Asker: asker, Folder: b.dir, Closed: func() { b.closed++ },
		NeedText: func(bill receipts.Bill, n receipts.Need, total receipts.Money) string {
			return string(n.Ask) + " of " + bill.Patient.Name + " " + st.Ledger.Rules().Currency.Display(total)
		}})
	return b
}

func (b *bench) count(t *testing.T) int64 {
	t.Helper()
	n, err := b.st.Ledger.Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return int64(n)
}

func TestAFileOfPapersIsKeyedIn(t *testing.T) {
	b := open(t, i18n.English, written)
	b.Write("nosuch", fyne.KeyReturn)
	b.Says("There is no file or folder " + filepath.Join(b.dir, "nosuch"))
	for range "nosuch" {
		b.Press(fyne.KeyBackspace)
	}
	b.Write("SG", fyne.KeyReturn)
	b.Next(1)
	b.Says("SG.csv: 5 rows;  3 receipts to key in, ¥37.66;  0 keyed in before, ¥0.00;  2 rows refused")
	b.Says("row 4  nine  refused, time: the time is none like 2026-11-20 09:40")
	b.Press(fyne.KeyDown)
	b.Says(`no item has the code "9"`)
	if b.count(t) != 0 {
		t.Fatal("a preview keyed something in")
	}
	b.Press(fyne.KeyF2)
	b.Says("SG-5  price of 赵敏 ¥3.00")
	b.Press(fyne.KeyEscape)
	b.Says("Nobody approved it; nothing was keyed in.")
	if b.count(t) != 0 {
		t.Fatal("what nobody approved was keyed in")
	}
	b.Press(fyne.KeyF2)
	b.Write("sun", fyne.KeyReturn)
	b.Next(2)
	b.Says("SG.csv: 3 receipts keyed in, ¥37.66;  0 known already;  2 rows refused")
	file := filepath.Join(b.st.Dir, "export", "SG.refused.csv")
	b.Says(file)
	if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), "SG-4") {
		t.Errorf("%s: %v", text, err)
	}
	b.Press(fyne.KeyEscape)
	if b.closed != 1 || b.Dialog() != "" {
		t.Errorf("closed %d times: %s", b.closed, b.Dialog())
	}
	row, err := b.st.Ledger.Receipt(t.Context(), "SG-1")
	if err != nil || !row.Receipt.Paper || row.Receipt.Total != 31_46 || row.Receipt.Cashier != "chen" || b.count(t) != 3 {
		t.Errorf("%+v, %v", row.Receipt, err)
	}
}

// The same file again keys nothing in twice, and says so in the language spoken.
func TestTheSameFileAgainIsKnown(t *testing.T) {
	b := open(t, i18n.Chinese, "receipt,time,name,phone,code,qty,tender,amount\nSG-1,2026-11-20 08:40,林悦江,12000000001,2,1,cash,3.20\nSG-1,2026-11-20 08:41,林悦江,12000000001,2,1,,\n"+
		"SG-9,2026-11-20 08:40,林悦江,12000000001,NIX,1,cash,3.20\nW01-1,2026-11-20 08:40,林悦江,12000000001,2,1,cash,3.20\nSG-2,2026-11-20 08:40,林悦江,12000000001,2,1,cash,3.20\n")
	b.Write("SG", fyne.KeyReturn)
	b.Next(1)
	b.Says("待补录 1 张，¥3.20；原已入账 0 张，¥0.00；拒收 4 行")
	b.Says("同一票据第 3 行不能补录，整张不予补录")
	b.Press(fyne.KeyDown)
	b.Says("与第 2 行票号相同而内容不同（time），票号不得重复")
	b.Press(fyne.KeyDown)
	b.Says("拒收，收费项目：价表中没有编码 NIX")
	b.Press(fyne.KeyDown)
	b.Says("手工票据不能这样补录")
	b.Press(fyne.KeyF2)
	b.Next(1)
	b.Says("已补录 1 张，¥3.20；原已入账 0 张；拒收 4 行")
	b.Press(fyne.KeyEscape)
	if b.count(t) != 1 {
		t.Fatalf("%d receipts", b.count(t))
	}
	m := &Model{st: b.st, texts: i18n.New(i18n.Chinese)}
	by := person.NewDesk(b.st.Ledger).Actor()
	p, err := m.Read(t.Context(), by, filepath.Join(b.dir, "SG.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if open, known := p.Sums(); open.Count != 0 || known.Count != 1 {
		t.Errorf("open %+v, known %+v", open, known)
	}
	if r := m.Enter(t.Context(), by, p, nil); r.Entered.Count != 0 || r.Broken != nil || b.count(t) != 1 {
		t.Errorf("again: %+v", r)
	}
}
