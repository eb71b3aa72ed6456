package paper

import (
	"fmt"
	"strings"
	"testing"

	"outpost/app/settings"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/code"
	"outpost/receipts/slip"
	"outpost/store"
)

func sell(t *testing.T, lines int) (*station.Station, receipts.Receipt) {
	t.Helper()
	id := store.Identity{Hospital: strings.Repeat("医院", 40), Station: "W", Prefix: "DR", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	s, err := station.Setup(t.Context(), t.TempDir(), id, "demo", settings.Demo("http://127.0.0.1:1"), station.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	bill := receipts.Bill{ID: receipts.NewID(), Cashier: "c1", Patient: receipts.Patient{ID: receipts.NewID(), Name: "测试甲"}}
	for n := range lines {
		bill.Lines = append(bill.Lines, receipts.Line{
			Item: fmt.Sprintf("drug/%d", n), Name: "甲药", Category: receipts.CategoryWesternDrug, Price: 10_000, Quantity: receipts.One, List: "x",
		})
	}
	bill.Payments = []receipts.Payment{{Tender: "cash", Tendered: receipts.Money(100 * lines)}}
	r, err := s.Ledger.Sell(t.Context(), bill)
	if err != nil {
		t.Fatal(err)
	}
	return s, r
}

func TestTheCodeIsVerifiedByTheStationsKeyAndHangsOnTheChain(t *testing.T) {
	for _, lines := range []int{1, 60, 61} {
		s, r := sell(t, lines)
		text, err := Code(t.Context(), s.Ledger, r)
		if err != nil {
			t.Fatal(err)
		}
		signed, err := code.Decode(text)
		if err != nil {
			t.Fatal(err)
		}
		if err := signed.Verify(s.Ledger.Identity().PublicKey); err != nil {
			t.Error(err)
		}
		before, err := s.Ledger.Entries(t.Context(), r.Seq-1, 1)
		if err != nil {
			t.Fatal(err)
		}
		got := signed.Record
		if got.Kind != code.KindDrill || got.ID.String() != r.ID || got.Total != r.Total || got.LineCount != lines || [8]byte(before[0].Hash[:8]) != got.Previous {
			t.Errorf("%d lines: %+v", lines, got)
		}
	}
}

func TestASlipOfTheLedger(t *testing.T) {
	s, r := sell(t, 2)
	for n, language := range []slip.Language{slip.Chinese, slip.English} {
		got, err := Slip(t.Context(), s.Ledger, s.Settings(), r, Print{Language: language, Copy: n})
		if err != nil {
			t.Fatal(err)
		}
		copies := 0
		for _, text := range got.Pages[0].Texts {
			if text.Field == slip.FieldCopy {
				copies++
			}
		}
		if got.Code == "" || copies != n || len(got.Pages[0].Marks) == 0 {
			t.Errorf("%s: code %q, %d copy marks, %d watermarks", language, got.Code, copies, len(got.Pages[0].Marks))
		}
	}
}

// What the hospital writes in its settings stands on the paper, in its language.
func TestTheSettingsWordingIsOnThePaper(t *testing.T) {
	s, r := sell(t, 1)
	set := s.Settings()
	set.Receipt.NoteChinese, set.Receipt.NoteEnglish, set.Receipt.Institution = "请到一楼换票", "Exchange it on floor 1", "非营利性综合医院"
	for language, note := range map[slip.Language]string{slip.Chinese: "请到一楼换票", slip.English: "Exchange it on floor 1"} {
		got, err := Slip(t.Context(), s.Ledger, set, r, Print{Language: language})
		if err != nil {
			t.Fatal(err)
		}
		said := map[slip.Field]string{}
		for _, text := range got.Pages[0].Texts {
			said[text.Field] += text.Content
		}
		if said[slip.FieldNote] != note || !strings.Contains(said[slip.FieldKind], "非营利性综合医院") {
			t.Errorf("%s: note %q, kind %q", language, said[slip.FieldNote], said[slip.FieldKind])
		}
	}
}
