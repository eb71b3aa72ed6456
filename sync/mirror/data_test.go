package mirror

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"outpost/receipts"
)

// dataFile finds a file of the real input, or skips the test with a line.
func dataFile(t testing.TB, name string) string {
	t.Helper()
	roots := []string{os.Getenv("OUTPOST_DATA")}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for up := dir; up != filepath.Dir(up); up = filepath.Dir(up) {
		roots = append(roots, filepath.Join(filepath.Dir(up), "shared", "data"))
	}
	for _, root := range roots {
		if path := filepath.Join(root, name); root != "" {
			if _, err := os.Stat(path); err == nil {
				return path
			}
		}
	}
	t.Skipf("skipped: %s is not here; set OUTPOST_DATA to the folder of the real input", name)
	return ""
}

// why counts the refused rows by field and the beginning of the reason.
func why(refused []Refusal) map[string]int {
	counts := map[string]int{}
	for _, r := range refused {
		reason := r.Reason
		for _, long := range []string{"the same as row", "it has the key of row"} {
			if strings.HasPrefix(reason, long) {
				reason = long
			}
		}
		counts[r.Field+": "+reason]++
	}
	return counts
}

// The real files, as proposed without a mapping. The counts are those that an
// independent reading of the files gives (rows, repeated keys, prices that are
// no numbers).
func TestRealPriceFiles(t *testing.T) {
	for _, test := range []struct {
		file                     string
		rows, accepted, header   int
		encoding, delimiter, key string
		price                    string
		why                      map[string]int
		firstRow                 string // key and price of the first item
	}{
		{"his-zainzhao/dms_drug.csv", 2966, 2966, 1, "utf-8", ",", "id", "price", nil, "dms_drug/1 15.73"},
		{"his-zainzhao/dms_drug.gb18030.csv", 2966, 2966, 1, "gb18030", ",", "id", "price", nil, "dms_drug/1 15.73"},
		{"his-zainzhao/dms_non_drug.csv", 52, 52, 1, "utf-8", ",", "id", "price", nil, "dms_non_drug/1 200.00"},
		{"prices-us/hca_metropolitan_101942rows.csv", 101942, 101942, 1, "utf-8", ",", "Procedure ID", "Amount", nil, "hca_metropolitan_101942rows/82 815.00"},
		{"prices-us/kennestone_WSProcedures.pipe.txt", 14563, 14563, 1, "cp1252", "|", "Px Code", "Unit Price", nil, "kennestone_wsprocedures/80080450 371.00"},
		{"prices-us/wfb_padded_no_codes.csv", 17637, 16385, 1, "cp1252", ",", "Description + Revenue Code + Charge Patient Pay", "Charge Patient Pay",
			map[string]int{"key: the same as row": 1252}, "wfb_padded_no_codes/PTT-LA MIXING STUDIES (BEAKER)/LABORATORY - HEMATOLOGY [0305]/20 20.00"},
		{"prices-us/uiowa_81329rows.xlsx", 81329, 80931, 4, "", "", "id # + Description", "Outpatient Fee",
			map[string]int{"key: it has the key of row": 306, "key: the same as row": 28, "price: the price is not a number": 64},
			"uiowa_81329rows/10324547/HB RECOVERY TIME - 1ST STAGE IN OR - PER MINUTE CHARGE 9.00"},
		{"prices-cms/examples/CSV/Tall Format Examples/V3.0.0_Tall_CSV_Format_Example.csv", 45, 17, 3, "utf-8", ",", "code | 1 + description", "standard_charge | gross",
			map[string]int{"key: the same as row": 12, "price: the price is empty": 16}, "v3_0_0_tall_csv_format_example/611/MRI of brain (no contrast) 1200.00"},
	} {
		t.Run(filepath.Base(test.file), func(t *testing.T) {
			path := dataFile(t, test.file)
			start := time.Now()
			p, err := PreviewPrices(context.Background(), path, nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d rows in %v", p.Rows, time.Since(start).Round(time.Millisecond))
			m := p.Mapping
			if p.Rows != test.rows || len(p.Items) != test.accepted || len(p.Refused) != test.rows-test.accepted {
				t.Errorf("%d rows, %d accepted, %d refused", p.Rows, len(p.Items), len(p.Refused))
			}
			if m.HeaderRow != test.header || m.Encoding != test.encoding || m.Delimiter != test.delimiter || strings.Join(m.Key, columnJoin) != test.key || m.Columns[FieldPrice] != test.price {
				t.Errorf("proposed %+v", m)
			}
			if got := why(p.Refused); !maps.Equal(got, test.why) {
				t.Errorf("refused %v, want %v", got, test.why)
			}
			if got := p.Items[0].Key + " " + p.Items[0].Price.String(); got != test.firstRow {
				t.Errorf("first item %q", got)
			}
			for _, item := range p.Items {
				if err := item.Validate(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestBothEncodingsGiveOneVersion(t *testing.T) {
	var hashes []string
	for _, name := range []string{"his-zainzhao/dms_drug.csv", "his-zainzhao/dms_drug.gb18030.csv"} {
		p, err := PreviewPrices(context.Background(), dataFile(t, name), nil)
		if err != nil {
			t.Fatal(err)
		}
		v, err := p.Version(time.Now(), "CNY")
		if err != nil || v.Count != 2966 {
			t.Fatal(v, err)
		}
		hashes = append(hashes, v.Hash)
	}
	if hashes[0] != hashes[1] {
		t.Errorf("UTF-8 gives %s, GB18030 gives %s", hashes[0], hashes[1])
	}
}

func TestRealCategoriesByMapping(t *testing.T) {
	path := dataFile(t, "his-zainzhao/dms_drug.csv")
	p, err := PreviewPrices(context.Background(), path, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := p.Mapping
	m.Columns[FieldCategory] = "type_id"
	m.Categories = map[string]receipts.Category{"101": "西药", "102": receipts.CategoryPatentDrug, "103": "中药饮片"}
	if p, err = PreviewPrices(context.Background(), path, &m); err != nil {
		t.Fatal(err)
	}
	counts := map[receipts.Category]int{}
	for _, item := range p.Items {
		counts[item.Category]++
	}
	want := map[receipts.Category]int{receipts.CategoryWesternDrug: 1861, receipts.CategoryPatentDrug: 624, receipts.CategoryHerbal: 481}
	if !maps.Equal(counts, want) || len(p.Warnings) != 0 {
		t.Errorf("%v, want %v, warnings %q", counts, want, p.Warnings)
	}
}

func TestRealFilesWithoutPrices(t *testing.T) {
	for _, name := range []string{"his-zainzhao/sms_dept.csv", "his-zainzhao/schema.sql", "prices-cms/examples/JSON/v3_json_format_example.json"} {
		_, err := PreviewPrices(context.Background(), dataFile(t, name), nil)
		if err == nil || !strings.Contains(err.Error(), filepath.Base(name)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRealPatients(t *testing.T) {
	p, err := PreviewPatients(context.Background(), dataFile(t, "synthea/patients.csv"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if p.Rows != 111 || len(p.Patients) != 111 || len(p.Refused) != 0 {
		t.Fatalf("%d rows, %d patients, refused %v", p.Rows, len(p.Patients), why(p.Refused))
	}
	first := p.Patients[0]
	want := receipts.Patient{ID: first.ID, HISKey: "982192b6-6843-4011-ef46-32caaf87d8a9", Number: "982192b6-6843-4011-ef46-32caaf87d8a9",
		Name: "Alice368 Gleason633", Sex: receipts.SexFemale, BirthDate: "2022-07-20", IDNumber: "999-49-3983"}
	if first != want || len(first.ID) != 36 {
		t.Errorf("first patient %+v", first)
	}
	again, err := PreviewPatients(context.Background(), dataFile(t, "synthea/patients.csv"), &p.Mapping)
	if err != nil || again.Patients[110].ID != p.Patients[110].ID || again.Version(time.Now()).Hash != p.Version(time.Now()).Hash {
		t.Errorf("a second reading differs: %v", err)
	}
}
