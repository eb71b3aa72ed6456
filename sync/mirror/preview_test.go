package mirror

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"outpost/receipts"
)

// file writes a file of the test and gives its path.
func file(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func mustPreview(t *testing.T, path string, m *Mapping) *Prices {
	t.Helper()
	p, err := PreviewPrices(context.Background(), path, m)
	if err != nil {
		t.Fatal(err)
	}
	if p.Rows != len(p.Items)+len(p.Refused) {
		t.Errorf("%d rows, %d items and %d refused", p.Rows, len(p.Items), len(p.Refused))
	}
	return p
}

func TestPrices(t *testing.T) {
	for raw, want := range map[string]string{
		"$1,973.00": "1973.00", ".001": "0.001", " 20 ": "20.00", "￥12": "12.00", "¥12.5": "12.50", "１２．５０": "12.50", "12元": "12.00",
		"0": "0.00", "1,234": "1234.00", "US$ 5": "5.00", "1,234,567.8901": "1234567.8901", "12.50000": "12.50", "5.": "5.00", "\u00a07\u00a0": "7.00",
		"": "empty", "-": "empty", "Time based": "not a number", "-5": "negative", "(5.00)": "negative", "1.234,56": "two ways", "12,50": "two ways",
		"1,23,456": "two ways", "1.23456": "more than 4 decimals", "1e5": "not a number", "0x10": "not a number", "NaN": "not a number",
		"100000001": "over 100,000,000", "1 234": "not a number", "5/次": "not a number", "1.2.3": "not a number", "--5": "negative", "+-5": "not a number",
	} {
		price, reason := newPricer(false).parse(raw)
		if reason != "" && !strings.Contains(reason, want) || reason == "" && price.String() != want {
			t.Errorf("%q gives %s, %q; want %s", raw, price, reason, want)
		}
	}
	p := newPricer(false)
	p.observe("12,50")
	if _, reason := p.parse("1,234"); !strings.Contains(reason, "two ways") {
		t.Errorf("1,234 beside 12,50 was read: %q", reason)
	}
}

func TestPricesOfWorkbooks(t *testing.T) {
	for raw, want := range map[string]string{
		"2140.1999999999998": "2140.20", "10.199999999999999": "10.20", "0.30000000000000004": "0.30", "1E-3": "0.001", "1.2E3": "1200.00",
		"33.333333333333336": "", "9": "9.00", "1E300": "", "manually priced": "",
	} {
		price, reason := newPricer(true).parse(raw)
		if want == "" && reason == "" || want != "" && (reason != "" || price.String() != want) {
			t.Errorf("%q gives %s, %q; want %q", raw, price, reason, want)
		}
	}
}

const chinese = "某某医院收费目录\n2026年\n\n编码,项目名称,规格,单位,单价（元）,费用类别\n" +
	"A1,一般诊疗费,,次,10.00,一般诊疗费\nA2,阿莫西林胶囊,0.25g×24粒,盒,8.30,西药费\nA3,血常规,,次,20,化验\nA3,尿常规,,次,15,奇怪\n\n合计,,,,,\n"

func TestEncodingsGiveTheSame(t *testing.T) {
	encoded := func(e interface{ String(string) (string, error) }) string {
		s, err := e.String(chinese)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	want := mustPreview(t, file(t, "价格.csv", chinese), nil)
	if len(want.Items) != 4 || len(want.Refused) != 1 || want.Mapping.HeaderRow != 4 || want.Mapping.Currency != "CNY" || want.Mapping.List != "价格" {
		t.Fatalf("%+v %+v", want.Items, want)
	}
	if r := want.Refused[0]; r.Row != 10 || r.Field != FieldName && r.Field != FieldPrice {
		t.Errorf("refused %+v", r)
	}
	if i := want.Items[1]; i.Category != receipts.CategoryWesternDrug || i.Unit != "盒" || i.Spec != "0.25g×24粒" || !reflect.DeepEqual(i.Initials, []string{"amxljn", "emxljn", "amxlxn", "emxlxn"}) {
		t.Errorf("item %+v", i)
	}
	if want.Mapping.Category != receipts.CategoryOther || len(want.Warnings) != 1 || !strings.Contains(want.Warnings[0], "奇怪") {
		t.Errorf("category %s, warnings %q", want.Mapping.Category, want.Warnings)
	}
	for name, text := range map[string]string{
		encUTF8: "\ufeff" + chinese, encGB18030: encoded(simplifiedchinese.GB18030.NewEncoder()),
		encUTF16LE: encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()),
		encUTF16BE: encoded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder()),
	} {
		got := mustPreview(t, file(t, "价格.csv", text), nil)
		if got.Mapping.Encoding != name || !reflect.DeepEqual(got.Items, want.Items) {
			t.Errorf("%s was read as %s: %+v", name, got.Mapping.Encoding, got.Items)
		}
	}
}

func TestBrokenRowsAreRefusedAlone(t *testing.T) {
	text := "code,name,price\n1,一二三四五六七八九十,1\n2,bro\xffken,2\n3,nul\x00,3\n4,\"open,4\n5,five,5\n6,a,b,6\n7,short\n8,\"ei\"\"ght\r\nlines\",8\n9,six 6\",9\n10,\"x\"y,10\n11,,11\n12,twelve,12\n"
	p := mustPreview(t, file(t, "list.csv", text), nil)
	var rows []int
	for _, r := range p.Refused {
		rows = append(rows, r.Row)
		if r.Reason == "" || r.Field == "" || len(r.Cells) == 0 {
			t.Errorf("refusal %+v says too little", r)
		}
	}
	if !reflect.DeepEqual(rows, []int{3, 4, 5, 7, 8, 12, 13}) {
		t.Errorf("refused rows %v: %+v", rows, p.Refused)
	}
	var names []string
	for _, i := range p.Items {
		names = append(names, i.Name)
	}
	if want := []string{"一二三四五六七八九十", "five", `ei"ght lines`, `six 6"`, "twelve"}; !reflect.DeepEqual(names, want) {
		t.Errorf("accepted %q, want %q", names, want)
	}
}

func TestRepeatedKeys(t *testing.T) {
	text := "code,name,price\n1,a,5\n1,a,5.00\n2,b,1\n2,b,2\n2,b,1\n3,c,3\n"
	p := mustPreview(t, file(t, "list.csv", text), &Mapping{Key: []string{"code"}})
	if len(p.Items) != 2 || p.Items[0].Key != "list/1" || p.Items[1].Key != "list/3" {
		t.Errorf("items %+v", p.Items)
	}
	want := map[string]int{"key: the same as row": 1, "key: it has the key of row": 3}
	if got := why(p.Refused); !reflect.DeepEqual(got, want) {
		t.Errorf("refused %v", got)
	}
	if r := p.Refused[1]; r.Row != 4 || !strings.Contains(r.Reason, `row 5, but price "2.00" there and "1.00" here`) {
		t.Errorf("%+v", r)
	}
	if keyOf("l", row{cells: []string{"a/b", "c"}}, []int{0, 1}) == keyOf("l", row{cells: []string{"a", "b/c"}}, []int{0, 1}) {
		t.Error("two rows share a key by their slashes")
	}
}

func TestFilesThatAreNoLists(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"a.csv": {"%PDF-1.7\n...", "PDF"}, "b.csv": {"\x89PNG\r\n\x1a\n", "picture"}, "c.csv": {"", "empty"}, "d.csv": {" \n\n", "empty"},
		"e.xls": {"<html><table><tr><td>price</td></tr></table>", "web page"}, "f.xls": {"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel"},
		"g.csv": {"id,name,status\n1,a,0\n2,b,1\n", "no price column"}, "h.xlsx": {"PK\x03\x04 broken", "damaged"}, "i.csv": {"{\"a\":1}", "JSON"},
		"j.csv": {"\x7fELF\x00\x01\x02", "not a text"}, "k.csv": {"\x1f\x8b\x08", "packed"}, "l.csv": {"just one line", "no price column"},
	} {
		_, err := PreviewPrices(context.Background(), file(t, name, test.text), nil)
		if !errors.Is(err, ErrFile) || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v; want %q", name, err, test.want)
		}
	}
	if _, err := PreviewPrices(context.Background(), filepath.Join(t.TempDir(), "no.csv"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("absent: %v", err)
	}
	if _, err := PreviewPrices(context.Background(), t.TempDir(), nil); !errors.Is(err, ErrFile) {
		t.Errorf("folder: %v", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := PreviewPrices(stopped, file(t, "m.csv", "name,price\na,1\n"), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func TestMappings(t *testing.T) {
	path := file(t, "list.csv", "X;Y;Z;Z\nn1;a;1,5;7\nn2;b;2;8\n")
	columns := map[string]string{FieldName: "X + Y", FieldPrice: "Z (2)"}
	p := mustPreview(t, path, &Mapping{Columns: columns, Key: []string{"X"}, List: "mine", Category: "西药"})
	if len(p.Items) != 2 || p.Items[0].Name != "n1 a" || p.Items[0].Key != "mine/n1" || p.Items[1].Price != 80000 || p.Items[0].Category != receipts.CategoryWesternDrug {
		t.Errorf("%+v", p.Items)
	}
	for field, m := range map[string]Mapping{
		FieldPrice: {Columns: map[string]string{FieldName: "X"}}, FieldName: {Columns: map[string]string{FieldName: "Q", FieldPrice: "Z"}},
		"colour": {Columns: map[string]string{"colour": "X"}}, "key": {Columns: columns, Key: []string{"Q"}}, "sheet": {Sheet: "S"},
		"encoding": {Encoding: "ebcdic"}, "delimiter": {Delimiter: "::"}, "header_row": {HeaderRow: 99},
		"category": {Columns: columns, Category: "cars"}, "list": {List: "a\x00"},
	} {
		_, err := PreviewPrices(context.Background(), path, &m)
		var misfit *MappingError
		if !errors.As(err, &misfit) || !errors.Is(err, ErrMapping) || misfit.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, name := range []string{"m.json", "m.toml"} {
		kept := filepath.Join(t.TempDir(), name)
		if err := p.Mapping.Write(kept); err != nil {
			t.Fatal(err)
		}
		m, err := ReadMapping(kept)
		if err != nil || !reflect.DeepEqual(*m, p.Mapping) {
			t.Errorf("%s came back as %+v, %v", name, m, err)
		}
	}
	if _, err := ReadMapping(file(t, "m.toml", "colour = 3")); !errors.Is(err, ErrMapping) {
		t.Errorf("unknown word: %v", err)
	}
}

func TestHeaderless(t *testing.T) {
	p := mustPreview(t, file(t, "list.txt", "A1\tBandage, large\t12.50\nA2\tSplint\t$7.00\n"), nil)
	if len(p.Items) != 2 || p.Items[0].Name != "Bandage, large" || p.Items[0].Price != 125000 || p.Mapping.HeaderRow != -1 || p.Mapping.Delimiter != "\t" {
		t.Errorf("%+v %+v", p.Items, p.Mapping)
	}
	again := mustPreview(t, file(t, "list.txt", "A1\tBandage, large\t12.50\nA2\tSplint\t$7.00\n"), &p.Mapping)
	if !reflect.DeepEqual(again.Items, p.Items) {
		t.Errorf("its own mapping reads it as %+v", again.Items)
	}
}

func TestVersionAndRefusedFile(t *testing.T) {
	p := mustPreview(t, file(t, "list.csv", "code,name,price\n1,a,$5\n2,\"b, \"\"x\"\"\",Time based\n"), nil)
	if _, err := p.Version(time.Now(), "CNY"); !errors.Is(err, ErrMapping) {
		t.Errorf("dollars were taken for yuan: %v", err)
	}
	v, err := p.Version(time.Now(), "USD")
	if err != nil || v.Count != 1 || v.Currency != "USD" || v.Source != "list.csv" || len(v.SourceHash) != 64 {
		t.Errorf("%+v %v", v, err)
	}
	path := filepath.Join(t.TempDir(), "refused.csv")
	for range 2 {
		if err := p.WriteRefused(path); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(raw, []byte("\ufeff")) {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(raw[3:])).ReadAll()
	want := [][]string{{"row", "field", "reason", "text", "code", "name", "price"}, {"3", "price", "the price is not a number", "Time based", "2", `b, "x"`, "Time based"}}
	if err != nil || !reflect.DeepEqual(rows, want) {
		t.Errorf("%q, %v", rows, err)
	}
	if err := p.WriteRefused(filepath.Join(path, "no", "folder.csv")); err == nil {
		t.Error("a file was written where there is no folder")
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".outpost-*")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}
