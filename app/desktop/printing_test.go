package desktop

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"

	"outpost/app/i18n"
	"outpost/app/settings"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/printer"
	"outpost/store"
)

// printed are the files that a press saved.
func printed(t *testing.T, p *press) (names []string) {
	t.Helper()
	files, err := os.ReadDir(p.folder())
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for _, f := range files {
		names = append(names, f.Name())
	}
	return names
}

func TestDispensingCopiesArePrintedWithTheFirstPrintWhereSet(t *testing.T) {
	for _, set := range []bool{false, true} {
		id := store.Identity{Hospital: "H", Station: "W", Prefix: "DR", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
		text := []byte(string(settings.Demo("http://127.0.0.1:1")) + fmt.Sprintf("\n[receipt]\ndispensing_copies = %t\n", set))
		s, err := station.Setup(t.Context(), t.TempDir(), id, "demo", text, station.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		p := &press{station: s, texts: i18n.New(i18n.Chinese)}
		drug, fee := sold(t, s, receipts.CategoryWesternDrug), sold(t, s, receipts.CategoryConsultation)
		for _, r := range []receipts.Receipt{drug, drug, fee} {
			if err := p.print(t.Context(), r); err != nil {
				t.Fatal(err)
			}
		}
		want := []string{drug.Number + "-copy1.pdf", drug.Number + ".pdf", fee.Number + ".pdf"}
		if set {
			want = append(want, drug.Number+"-dispensing.pdf")
		}
		slices.Sort(want)
		if got := printed(t, p); !slices.Equal(got, want) {
			t.Errorf("set: %t: %q, want %q", set, got, want)
		}
	}
}

// sold is a receipt over one line of a category.
func sold(t *testing.T, s *station.Station, c receipts.Category) receipts.Receipt {
	t.Helper()
	r, err := s.Ledger.Sell(t.Context(), receipts.Bill{
		ID: receipts.NewID(), Cashier: "c1", Patient: receipts.Patient{ID: receipts.NewID(), Name: "测试甲"},
		Lines:    []receipts.Line{{Item: "a/1", Name: "甲", Category: c, Price: 1_0000, Quantity: receipts.One, List: "x"}},
		Payments: []receipts.Payment{{Tender: "cash", Tendered: 1_00}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Where there is no print system nothing came out: the next paper is the first.
func TestAPrintThatCertainlyFailedIsNoPrint(t *testing.T) {
	id := store.Identity{Hospital: "H", Station: "W", Prefix: "DR", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	text := []byte(string(settings.Demo("http://127.0.0.1:1")) + "\n[printer]\nname = \"Counter 1\"\n")
	s, err := station.Setup(t.Context(), t.TempDir(), id, "demo", text, station.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	t.Setenv("PATH", "")
	p := &press{station: s, texts: i18n.New(i18n.Chinese)}
	r := sold(t, s, receipts.CategoryConsultation)
	for range 2 {
		if err := p.print(t.Context(), r); !errors.Is(err, printer.ErrNoSystem) {
			t.Fatalf("printed without a print system: %v", err)
		}
	}
	if row, err := s.Ledger.Receipt(t.Context(), r.Number); err != nil || row.Receipt.Printed != 0 {
		t.Errorf("%d prints count, %v", row.Receipt.Printed, err)
	}
	if n, err := s.Ledger.RecordPrint(t.Context(), r.ID, "file"); n != 0 || err != nil {
		t.Errorf("the next paper is print %d, %v", n, err)
	}
	if err := s.Ledger.RecordPrintFailed(t.Context(), r.ID, 4, "file"); !errors.Is(err, store.ErrState) {
		t.Errorf("another print than the last was taken back: %v", err)
	}
	if v, err := s.Ledger.Verify(t.Context()); err != nil || !v.OK {
		t.Errorf("%+v, %v", v, err)
	}
}
