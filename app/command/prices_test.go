package command

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAPreviewChangesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	file := filepath.Join(t.TempDir(), "drug.csv")
	write(t, file, "code,name,unit,price\nA1,甲药,盒,9.00\nA2,乙药,盒,x\n")
	v := object[importView](t, done(t, dir, "", "prices", "import", file, "--json"))
	if v.Rows != 2 || v.Accepted != 1 || v.Refused != 1 || v.RefusedFile != "" || len(v.Version) != 64 || v.InForce || v.Encoding != "utf-8" {
		t.Errorf("%+v", v)
	}
	if len(v.Examples) != 1 || v.Examples[0].Row != 3 || v.Examples[0].Field != "price" {
		t.Errorf("%+v", v.Examples)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("a preview made the data folder: %v", err)
	}
	refusedWith(t, "holds no ledger", dir, "", "prices", "import", file, "--accept")
}

func TestAcceptTakesTheGoodRowsOnce(t *testing.T) {
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "drug.csv")
	var text strings.Builder
	text.WriteString("code,name,unit,price\n")
	const rows, bad = 2000, 1234
	for i := range rows {
		price := fmt.Sprintf("%d.%02d", i/100+1, i%100)
		if i == bad {
			price = "ask"
		}
		fmt.Fprintf(&text, "C%04d,药品%d号,盒,%s\n", i, i, price)
	}
	write(t, file, text.String())
	wu := window(t, dir)
	v := object[importView](t, done(t, dir, "", wu.does("prices", "import", file, "--accept", "--json")...))
	if v.Accepted != rows-1 || v.Refused != 1 || !v.InForce {
		t.Errorf("%+v", v)
	}
	refused, err := os.ReadFile(v.RefusedFile)
	if err != nil || !strings.Contains(string(refused), "ask") || !strings.Contains(string(refused), fmt.Sprint(bad+2)) {
		t.Errorf("%s, %v", refused, err)
	}
	again := object[importView](t, done(t, dir, "", wu.does("prices", "import", file, "--accept", "--json")...))
	if again.Version != v.Version {
		t.Errorf("the same file is version %s and then %s", v.Version, again.Version)
	}
	found := object[struct{ Items []itemView }](t, done(t, dir, "", "prices", "find", "C0007", "--json"))
	if len(found.Items) != 1 || found.Items[0].Key != "drug/C0007" || found.Items[0].Price != "1.07" {
		t.Errorf("%+v", found)
	}
	if r := done(t, dir, "", "prices", "list"); !strings.Contains(r.out, "1999 items in force") {
		t.Errorf("%s", r.out)
	}
}

func TestFilesThatAreNoPriceList(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	wu := window(t, dir)
	for name, c := range map[string]struct{ text, want string }{
		"list.pdf":     {"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"},
		"renamed.csv":  {"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"},
		"noprice.csv":  {"code,name\nA1,甲药\nA2,乙药\n", "price"},
		"empty.csv":    {"", "empty.csv"},
		"html.csv":     {"<!DOCTYPE html><html><body>login</body></html>", "html.csv"},
		"dollars.csv":  {"code,name,price\nA1,aspirin,$1.00\n", "USD"},
		"allwrong.csv": {"code,name,price\nA1,甲药,x\nA2,乙药,y\n", "price column"},
	} {
		file := filepath.Join(folder, name)
		write(t, file, c.text)
		refusedWith(t, c.want, dir, "", wu.does("prices", "import", file, "--accept")...)
	}
	refusedWith(t, "nosuch.csv", dir, "", "prices", "import", filepath.Join(folder, "nosuch.csv"))
	if r := done(t, dir, "", "prices", "list"); !strings.Contains(r.out, "0 items in force") {
		t.Errorf("%s", r.out)
	}
}

func TestTheMappingIsWrittenCorrectedAndUsed(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	file, mapping := filepath.Join(folder, "drug.csv"), filepath.Join(folder, "drug.toml")
	write(t, file, "id,code,name,unit,price\n1,D,甲药,盒,1.00\n2,D,乙药,盒,2.00\n")
	done(t, dir, "", "prices", "import", file, "--write-mapping", mapping)
	text, err := os.ReadFile(mapping)
	if err != nil || !strings.Contains(string(text), "price") {
		t.Fatalf("%s, %v", text, err)
	}
	write(t, mapping, "list = \"meds\"\nkey = [\"code\", \"id\"]\n")
	v := object[importView](t, done(t, dir, "", "prices", "import", file, "--mapping", mapping, "--json"))
	if v.Accepted != 2 || v.Mapping.List != "meds" {
		t.Errorf("%+v", v)
	}
	write(t, mapping, "nosuch = 1\n")
	refusedWith(t, "drug.toml", dir, "", "prices", "import", file, "--mapping", mapping)
}

func TestPatients(t *testing.T) {
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "patients.csv")
	write(t, file, "number,name,sex,birth_date,phone\nN1,测试甲,男,1990-01-31,12000000001\nN2,测试乙,女,1991-02-28,12000000002\n")
	v := object[importView](t, done(t, dir, "", window(t, dir).does("patients", "import", file, "--accept", "--json")...))
	if v.Accepted != 2 || !v.InForce {
		t.Errorf("%+v", v)
	}
	found := object[struct {
		Patients []struct{ Number string }
	}](t, done(t, dir, "", "patients", "find", "csy", "--json"))
	if len(found.Patients) != 1 || found.Patients[0].Number != "N2" {
		t.Errorf("%+v", found)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "catalog.db"))
	if err != nil || strings.Contains(string(raw), "测试乙") || strings.Contains(string(raw), "12000000002") {
		t.Errorf("a patient stands readable in the catalogue (%v)", err)
	}
}
