package mirror

import (
	"archive/zip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// book writes a workbook: sheet name → rows.
func book(t *testing.T, sheets ...[]any) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for n, sheet := range sheets {
		name := sheet[0].(string)
		if n == 0 {
			if err := f.SetSheetName("Sheet1", name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for r, cells := range sheet[1:] {
			cell, _ := excelize.CoordinatesToCellName(1, r+1)
			row := cells.([]any)
			if err := f.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "book.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWorkbookWithSeveralSheets(t *testing.T) {
	path := book(t,
		[]any{"read me", []any{"ask the pharmacy"}},
		[]any{"prices", []any{"Price list"}, []any{}, []any{"Code", "Name", "Unit price"}, []any{"00123", "Bandage", 12.1}, []any{"00124", "Splint", 0.1 + 0.2}, []any{"00125", "Cast"}},
		[]any{"old", []any{"Name", "Price"}, []any{"Bandage", 9}})
	p := mustPreview(t, path, nil)
	if p.Mapping.Sheet != "prices" || p.Mapping.HeaderRow != 3 || len(p.Items) != 2 || p.Items[0].Code != "00123" || p.Items[0].Price != 121000 || p.Items[1].Price != 3000 {
		t.Errorf("%+v %+v", p.Mapping, p.Items)
	}
	if len(p.Refused) != 1 || p.Refused[0].Row != 6 || p.Refused[0].Field != FieldPrice {
		t.Errorf("refused %+v", p.Refused)
	}
	if p = mustPreview(t, path, &Mapping{Sheet: "old"}); len(p.Items) != 1 || p.Items[0].Price != 90000 {
		t.Errorf("the old sheet: %+v", p.Items)
	}
	if _, err := PreviewPrices(context.Background(), path, &Mapping{Sheet: "new"}); !errors.Is(err, ErrMapping) || !strings.Contains(err.Error(), "prices") {
		t.Errorf("no such sheet: %v", err)
	}
	if _, err := PreviewPrices(context.Background(), path, &Mapping{Sheet: "read me"}); !errors.Is(err, ErrFile) {
		t.Errorf("a sheet without prices: %v", err)
	}
}

func TestDamagedWorkbooks(t *testing.T) {
	raw, err := os.ReadFile(book(t, []any{"prices", []any{"Name", "Price"}, []any{"a", 1}, []any{"b", 2}}))
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(raw); at += 37 {
		damaged := append([]byte(nil), raw...)
		damaged[at] ^= 0x55
		// Any answer but a panic: some bytes do not matter.
		if p, err := PreviewPrices(context.Background(), file(t, "book.xlsx", string(damaged)), nil); err == nil && p.Rows != len(p.Items)+len(p.Refused) {
			t.Fatalf("byte %d: %+v", at, p)
		}
	}
	for _, cut := range []int{10, len(raw) / 2, len(raw) - 5} {
		if _, err := PreviewPrices(context.Background(), file(t, "book.xlsx", string(raw[:cut])), nil); !errors.Is(err, ErrFile) {
			t.Errorf("cut at %d: %v", cut, err)
		}
	}
}

func TestZipBomb(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bomb.xlsx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	w, err := z.Create("xl/workbook.xml")
	for zeros := make([]byte, 1<<20); err == nil && w != nil; {
		for range (maxUnpacked >> 20) + 1 {
			if _, err = w.Write(zeros); err != nil {
				break
			}
		}
		break
	}
	if err = errors.Join(err, z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := PreviewPrices(context.Background(), path, nil); !errors.Is(err, ErrFile) || !strings.Contains(err.Error(), "unpacks to more than") {
		t.Errorf("%v", err)
	}
}

func TestChinesePatientsInAWorkbook(t *testing.T) {
	path := book(t, []any{"病人", []any{"门诊号", "姓名", "性别", "出生日期", "身份证号", "联系电话", "医保卡号", "就诊卡号"},
		[]any{"M1", "单玉兰", "女", "1990/1/2", "", "13900001111", "Y-1", "K1"},
		[]any{"M2", "曾小行", "1", 36526, "", "", "", "K2"},
		[]any{"M3", "", "男", "", "", "", "", ""},
		[]any{"M4", "何来", "男", "昨天", "", "", "", ""},
		[]any{"M1", "另一人", "男", "", "", "", "", ""}})
	p, err := PreviewPatients(context.Background(), path, nil)
	if err != nil || len(p.Patients) != 2 || p.Rows != 5 {
		t.Fatalf("%+v, %v", p, err)
	}
	a, b := p.Patients[0], p.Patients[1]
	if a.Sex != "female" || a.BirthDate != "1990-01-02" || a.Phone != "13900001111" || !a.Insured || a.Card != "K1" || a.Number != "M1" {
		t.Errorf("%+v", a)
	}
	if b.Sex != "male" || b.BirthDate != "2000-01-01" || b.Insured {
		t.Errorf("%+v", b)
	}
	var rows []int
	for _, r := range p.Refused {
		rows = append(rows, r.Row)
	}
	if len(rows) != 3 || rows[0] != 4 || rows[1] != 5 || rows[2] != 6 {
		t.Errorf("refused %+v", p.Refused)
	}
}
