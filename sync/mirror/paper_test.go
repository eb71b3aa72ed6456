package mirror

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func paperFile(t *testing.T, text string) *Paper {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paper.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := PreviewPaper(t.Context(), path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPaperFileOfManyRows(t *testing.T) {
	p := paperFile(t, strings.Join([]string{
		"手工收据清单（3月9日停电期间）",
		"收据号,日期,时间,收费员,姓名,电话,编码,数量,付款方式,金额,参考号",
		"SG-001,2026-03-09,9:40,chen,林悦江,13900000001,ZC0001,1,cash,100,",
		",,,,,,HY0001,2,,,",
		"SG-002,2026-03-09,9:44,chen,高山,13900000002,ZC0001,1,wechat,\"1,012.50\",4200001",
		"SG-003,9 o'clock,,chen,高岭,,ZC0001,1,cash,12,",
		",,,,,,HY0001,1,,,",
		"SG-004,2026-03-09,9:50,chen,赵敏,,ZC0001,1,cash,12,",
		"SG-004,2026-03-09,9:58,chen,赵敏,,ZC0001,1,cash,12,",
		"SG-005,2026-03-09,10:02,chen,钱多,,,,cash,12,",
	}, "\n"))
	if len(p.Receipts) != 3 || p.Rows != 8 || len(p.Refused) != 4 {
		t.Fatalf("%d receipts, %d rows, refused %+v", len(p.Receipts), p.Rows, p.Refused)
	}
	first, second := p.Receipts[0], p.Receipts[1]
	if first.Number != "SG-001" || len(first.Rows) != 2 || first.Rows[1].Row != 4 || first.Rows[1].Cells[PaperCode] != "HY0001" || first.Head(PaperTime) != "2026-03-09 09:40:00" {
		t.Errorf("%+v", first)
	}
	if second.Head(PaperAmount) != "1012.50" || second.Head(PaperReference) != "4200001" {
		t.Errorf("%+v", second)
	}
	for i, want := range []struct {
		row   int
		field string
	}{{6, PaperTime}, {7, PaperNumber}, {8, PaperNumber}, {9, PaperTime}} {
		if r := p.Refused[i]; r.Row != want.row || r.Field != want.field || r.Reason == "" {
			t.Errorf("refused %+v, want row %d, %s", r, want.row, want.field)
		}
	}
	path := filepath.Join(t.TempDir(), "refused.csv")
	if err := p.WriteRefused(path, first.Refuse(4, PaperCode, "no such item")); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil || strings.Count(string(raw), "\r\n") != 7 || !strings.Contains(string(raw), "no such item") {
		t.Errorf("%s, %v", raw, err)
	}
}

func TestPaperWorkbook(t *testing.T) {
	path := book(t, []any{"paper",
		[]any{"Receipt", "Date", "Time", "Name", "Item", "Qty", "Tender", "Amount"},
		[]any{1000123, 46090, 0.4027777777777778, "Lin", "drug/1", 0.1 + 0.2, "cash", 12.1},
		[]any{"", "", "", "", "drug/2", 1, "", ""},
	})
	p, err := PreviewPaper(t.Context(), path, nil)
	if err != nil || len(p.Receipts) != 1 || len(p.Refused) != 0 {
		t.Fatalf("%+v, %v", p, err)
	}
	r := p.Receipts[0]
	if r.Number != "1000123" || r.Head(PaperTime) != "2026-03-09 09:40:00" || r.Head(PaperQuantity) != "0.3" || r.Head(PaperAmount) != "12.1" || len(r.Rows) != 2 {
		t.Errorf("%+v", r)
	}
}

func TestFilesThatAreNoPaper(t *testing.T) {
	for name, text := range map[string]string{
		"no number": "date,time,item,qty\n2026-03-09,9:40,a,1\n",
		"no time":   "receipt,item,qty\nSG1,a,1\n",
		"no item":   "receipt,date,amount\nSG1,2026-03-09 9:40,1\n",
	} {
		path := filepath.Join(t.TempDir(), "paper.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := PreviewPaper(t.Context(), path, nil); !errors.Is(err, ErrMapping) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNumbersOfAWorkbook(t *testing.T) {
	for in, want := range map[string]string{
		"0.30000000000000004": "0.3", "1.2E5": "120000", "12.5": "12.5", "46090": "46090", "AB-12": "AB-12", "0.12345678": "0.12345678", "": "", "1.0": "1",
	} {
		if got := plainNumber(in, true); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	if got := plainNumber("1.2E5", false); got != "1.2E5" {
		t.Errorf("a text was read as a number: %q", got)
	}
}
