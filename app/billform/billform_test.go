package billform

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"outpost/app/demo"
	"outpost/app/settings"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/sync/mirror"
)

const billID = "0198c0de-0000-7000-8000-000000000001"

// drill is a rehearsal's window of the demo hospital.
func drill(t testing.TB) *station.Station {
	t.Helper()
	id := demo.Identity()
	id.Drill = true
	now := func() time.Time { return time.Date(2026, 11, 20, 4, 0, 0, 0, time.UTC) }
	s, err := station.Setup(t.Context(), t.TempDir(), id, "demo", settings.Demo("http://127.0.0.1:1"), station.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if err := demo.Fill(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	return s
}

// form is a bill of one consultation, with what is said besides.
func form(more string) string {
	return `{"id":"` + billID + `","patient":{"name":"甲","phone":"13900000001"},"lines":[{"code":"ZC0001","qty":"1"}],"payments":[{"tender":"cash","amount":"20"}],"cashier":"c1"` + more + `}`
}

func TestAFormBecomesABill(t *testing.T) {
	s := drill(t)
	b, err := Read([]byte(`{"id":"` + billID + `","patient":{"name":"甲","id_number":"` + idCard + `","guardian":"乙","guardian_phone":"13900000002"},
		"insured":true,"insurer":"residents","green":"unconscious","doctor":"Lin","cashier":"c1",
		"prescriptions":[{"number":"RX-1","doctor":"Gao","department":"中医科","doses":7},{"number":"RX-2"}],
		"lines":[{"code":"ZC0001","qty":1.5,"prescription":"RX-1"},{"package":"tj01","qty":"2","prescription":"RX-2"},
			{"item":"prices/ZC0002","qty":"1","price":"15","price_reason":"second visit"},
			{"text":" 夹板 ","category":"material","unit":"个","price":"30.5","qty":"2"}],
		"payments":[{"tender":"green","amount":"100"},{"tender":"wechat","amount":"1.00","reference":"W1"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	got, err := b.Make(s)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Lines) != 7 || got.Lines[0].Quantity != 10_500 || got.Lines[1].Package != "入职体检" || got.Lines[4].Quantity != 2*receipts.One || got.Lines[1].Prescription != "RX-2" {
		t.Errorf("lines %+v", got.Lines)
	}
	if l := got.Lines[5]; l.Price != 15_0000 || l.ListPrice != 20_0000 || l.PriceReason != "second visit" {
		t.Errorf("repriced %+v", l)
	}
	if l := got.Lines[6]; !l.FreeText() || l.Name != "夹板" || l.Category != receipts.CategoryMaterial || l.Price != 30_5000 || l.Unit != "个" {
		t.Errorf("free text %+v", l)
	}
	if p := got.Patient; p.BirthDate != "1990-03-07" || p.Sex != receipts.SexMale || p.Guardian != "乙" {
		t.Errorf("patient %+v", p)
	}
	if i := got.Insurance; i == nil || i.Insurer != "residents" || i.Benefit != "general" || i.Way != receipts.InsuredPays {
		t.Errorf("insurance %+v", i)
	}
	if len(got.Payments) != 2 || got.Payments[1].Reference != "W1" || got.Green != "unconscious" {
		t.Errorf("%+v", got)
	}
}

// An invented ID number: no place has the code 990101.
var idCard = func() string {
	for _, check := range "0123456789X" {
		if _, _, err := receipts.IDCard("99010119900307123" + string(check)); err == nil {
			return "99010119900307123" + string(check)
		}
	}
	panic("no check character fits")
}()

func TestFormsThatCannotBe(t *testing.T) {
	s := drill(t)
	lines := func(l string) string { return strings.Replace(form(""), `{"code":"ZC0001","qty":"1"}`, l, 1) }
	for want, text := range map[string]string{
		"line 1: it names no item":                      lines(`{"qty":"1"}`),
		"more than one of item":                         lines(`{"package":"TJ01","text":"a","qty":"1"}`),
		"no package":                                    lines(`{"package":"TJ99","qty":"1"}`),
		"charged whole":                                 lines(`{"package":"TJ01","qty":"0.5"}`),
		"price and price_reason both":                   lines(`{"code":"ZC0001","qty":"1","price":"3"}`),
		"has no price of its own":                       lines(`{"package":"TJ01","qty":"1","price":"3","price_reason":"x"}`),
		"no prescription \"RX-9\"":                      lines(`{"code":"ZC0001","qty":"1","prescription":"RX-9"}`),
		"category \"shoes\"":                            lines(`{"text":"a","category":"shoes","price":"1","qty":"1"}`),
		"is not a number":                               lines(`{"text":"a","category":"other","qty":"1"}`),
		"only a free-text item":                         lines(`{"code":"ZC0001","qty":"1","unit":"box"}`),
		"is no item of a list":                          lines(`{"item":"free-text","qty":"1"}`),
		"prescription 2: the number \"A\" stands twice": form(`,"prescriptions":[{"number":"A"},{"number":"A"}]`),
		"prescription 1: prescription A has 400":        form(`,"prescriptions":[{"number":"A","doses":400}]`),
		"insurer, benefit and way":                      form(`,"way":"deferred"`),
		"last character does not fit":                   strings.Replace(form(""), `"phone"`, `"id_number":"990101199003071231","phone"`, 1),
		"payment 1":                                     strings.Replace(form(""), `"amount":"20"`, `"amount":"x"`, 1),
	} {
		b, err := Read([]byte(text))
		if err == nil {
			_, err = b.Make(s)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q: %v", want, err)
		}
	}
	for want, text := range map[string]string{
		`unknown field "zz"`: form(`,"zz":1`), "stands twice": form(`,"green":"a","green":"b"`), "cannot be a": form(`,"insured":"yes"`), "middle": form("")[:40], "more stands": form("") + "{}",
	} {
		if _, err := Read([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q: %v", want, err)
		}
	}
}

// The same form is the same bill to the byte, although prices, packages and
// approvals came in between.
func TestTheSameFormAsBefore(t *testing.T) {
	s := drill(t)
	text := strings.Replace(form(`,"insured":true,"prescriptions":[{"number":"A","doses":3}]`), `{"code":"ZC0001","qty":"1"}`,
		`{"code":"ZC0001","qty":"1","prescription":"A"},{"package":"TJ01","qty":"1"},{"code":"ZC0002","qty":"2","price":"15","price_reason":"x"},{"text":"a","category":"other","price":"1","qty":"1"}`, 1)
	b, err := Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	bill, err := b.Make(s)
	if err != nil {
		t.Fatal(err)
	}
	was, err := receipts.Settle(bill, receipts.Rules{
		Currency: receipts.CNY(), Tenders: []receipts.Tender{{Code: "cash", Cash: true}}, Limits: receipts.Limits{FreeText: 100_00},
	})
	if err == nil || !errors.Is(err, receipts.ErrPayment) {
		t.Fatalf("20.00 is too little: %v", err)
	}
	was = receipts.Receipt{Bill: bill.Clone(), Money: receipts.CNY()}
	for i := range was.Lines {
		was.Lines[i].Amount, was.Lines[i].ApprovedBy = 5, "gao"
	}
	again, err := b.AsBefore(s, was)
	one, _ := json.Marshal(bill)
	two, _ := json.Marshal(again)
	if err != nil || string(one) != string(two) {
		t.Errorf("%v\n%s\n%s", err, one, two)
	}
	was.Lines = was.Lines[:len(was.Lines)-1]
	if _, err := b.AsBefore(s, was); !errors.Is(err, ErrOther) {
		t.Errorf("a line less: %v", err)
	}
}

func TestACopyIsHandedInAgain(t *testing.T) {
	s := drill(t)
	b, err := Read([]byte(form(`,"prescriptions":[{"number":"A","doses":3}]`)))
	if err != nil {
		t.Fatal(err)
	}
	bill, err := b.Make(s)
	if err != nil {
		t.Fatal(err)
	}
	bill.Lines[0], err = bill.Order(bill.Lines[0], "A", 2*receipts.One)
	if err != nil {
		t.Fatal(err)
	}
	copied, altered := receipts.Again(bill, receipts.NewID(), s.ItemLine)
	line, err := Of(copied).JSON()
	if err != nil || len(altered) != 0 {
		t.Fatalf("%+v, %v", altered, err)
	}
	back, err := Read([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	made, err := back.Make(s)
	if err != nil || made.Lines[0].Quantity != 6*receipts.One || made.Patient != bill.Patient {
		t.Errorf("%+v, %v", made, err)
	}
}

func TestAPaperFileIsPreviewedRowByRow(t *testing.T) {
	s := drill(t)
	path := filepath.Join(t.TempDir(), "paper.csv")
	text := "收据号,日期,时间,姓名,电话,编码,数量,付款方式,金额\n" +
		"SG-001,2026-11-19,9:40,林悦江,13900000001,ZC0001,1,cash,100\n,,,,,HY0001,2,,\n" +
		"SG-002,2026-11-19,9:44,高山,13900000002,ZZ9999,1,cash,12\n,,,,,HY0001,1,,\n" +
		"SG-003,2026-11-19,9:50,高岭,13900000003,ZC0001,1,cash,10\n" +
		"W01-0000009,2026-11-19,9:52,高岭,13900000003,ZC0001,1,cash,12\n" +
		"SG-004,2027-11-19,9:52,高岭,13900000003,ZC0001,1,cash,12\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := mirror.PreviewPaper(t.Context(), path, nil)
	if err != nil {
		t.Fatal(err)
	}
	all, refused, err := Preview(t.Context(), s, file, "chen")
	if err != nil || len(all) != 1 || all[0].Total != 56_00 || all[0].Paper.Number != "SG-001" || !all[0].Paper.At.Equal(time.Date(2026, 11, 19, 1, 40, 0, 0, time.UTC)) {
		t.Fatalf("%+v, refused %+v, %v", all, refused, err)
	}
	var rows []int
	for _, r := range refused {
		rows = append(rows, r.Row)
		if r.Row == 4 && (r.Field != mirror.PaperItem || !strings.Contains(r.Reason, "ZZ9999")) {
			t.Errorf("row 4: %+v", r)
		}
	}
	if len(rows) != 5 {
		t.Errorf("refused rows %v", rows)
	}
	by, err := s.Ledger.DrillActor("chen", 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ledger.RecordPaper(t.Context(), by, all[0].Paper); err != nil {
		t.Fatal(err)
	}
	all, _, err = Preview(t.Context(), s, file, "chen")
	if err != nil || len(all) != 1 || !all[0].Known {
		t.Errorf("the same file again: %+v, %v", all, err)
	}
}

func TestPaperHasATime(t *testing.T) {
	s := drill(t)
	for text, want := range map[string]string{"2026-11-19 09:40": "2026-11-19T01:40:00Z", "2026-11-19T09:40:00+09:00": "2026-11-19T00:40:00Z", "2026-11-19 09:40:07": "2026-11-19T01:40:07Z"} {
		p := Paper{Number: " sg-1 ", At: text}
		got, err := p.Make(s)
		if err != nil && !strings.Contains(err.Error(), "patient") || got.At.Format(time.RFC3339) != want || got.Number != "SG-1" {
			t.Errorf("%s: %s, %v", text, got.At, err)
		}
	}
	if _, err := (Paper{Number: "SG-1", At: "yesterday"}).Make(s); !errors.Is(err, store.ErrPaper) {
		t.Errorf("%v", err)
	}
}

// FuzzRead: whatever is handed in is read or refused, never a panic; what is read
// is written and read again the same.
func FuzzRead(f *testing.F) {
	f.Add([]byte(form("")))
	f.Add([]byte(form(`,"prescriptions":[{"number":"A","doses":7}],"way":"deferred"`)))
	f.Add([]byte(`{"id":"` + billID + `","lines":[{"text":"\ud800","qty":1e9}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := Read(text)
		if err != nil {
			return
		}
		line, err := b.JSON()
		if err != nil {
			t.Fatal(err)
		}
		again, err := Read([]byte(line))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if other, _ := again.JSON(); other != line {
			t.Fatalf("%s\n%s", line, other)
		}
	})
}
