package mirror

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"outpost/receipts"
	"outpost/store/catalog"
)

const orderFile = `医嘱号|门诊号|姓名|项目编码|项目名称|数量|处方号|开单医生|开单科室|开单时间
H100|M0001|甲某|A1|阿莫西林胶囊|2|CF9|李医生|内科|2026-11-20 08:40
H100|M0001|甲某|B7|维生素B12注射液|10|CF9|李医生|内科|2026-11-20 08:40
H100|M0001|甲某|B7|维生素B12注射液|10|CF9|李医生|内科|2026-11-20 08:40
H101||乙某|A1|阿莫西林胶囊|1||||
H102|M0003|丙某||阿莫西林胶囊|1||||
H103|M0003|丙某|A1|阿莫西林胶囊|0||||
H104|M0003|丙某|A1|阿莫西林胶囊|1||||昨天
|M0003|丙某|A1|阿莫西林胶囊|1.5||||2026/11/19
`

// TestOrdersPreview reads the same orders in two encodings, and names each row that
// cannot be taken with its field and reason.
func TestOrdersPreview(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(orderFile)
	if err != nil {
		t.Fatal(err)
	}
	var hash string
	for name, text := range map[string]string{"orders.txt": orderFile, "orders.gb18030.txt": gb} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := PreviewOrders(t.Context(), path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Orders) != 3 || len(p.Refused) != 5 || p.Rows != 8 {
			t.Fatalf("%s: %d orders, %d refused of %d: %+v", name, len(p.Orders), len(p.Refused), p.Rows, p.Refused)
		}
		want := catalog.OpenOrder{Number: "H100", Patient: "M0001", Item: "A1", Name: "阿莫西林胶囊", Quantity: 2 * receipts.One,
			Prescription: "CF9", Doctor: "李医生", Department: "内科", Ordered: "2026-11-20 08:40:00"}
		if p.Orders[0] != want || p.Orders[2].Ordered != "2026-11-19 00:00:00" || p.Orders[2].Quantity != 1500 {
			t.Errorf("%s: %+v", name, p.Orders)
		}
		for i, reason := range []string{"same as row 3", "whose order", "code is empty", "quantity", "time"} {
			if r := p.Refused[i]; r.Row != 4+i || !strings.Contains(r.Reason, reason) {
				t.Errorf("%s: refused %+v, not for %q", name, r, reason)
			}
		}
		v := p.Version(time.Unix(0, 0))
		if hash == "" {
			hash = v.Hash
		}
		if v.Hash != hash || v.Count != 3 {
			t.Errorf("version %+v", v)
		}
	}
}

// TestOrdersNeedWhoseAndWhat: a file that does not say it is refused whole.
func TestOrdersNeedWhoseAndWhat(t *testing.T) {
	for text, want := range map[string]string{
		"项目编码,数量\nA1,2\n":   "whose orders",
		"门诊号,数量\nM1,2\n":    "item",
		"门诊号,项目编码\nM1,A1\n": "qty",
	} {
		path := filepath.Join(t.TempDir(), "orders.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := PreviewOrders(t.Context(), path, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
