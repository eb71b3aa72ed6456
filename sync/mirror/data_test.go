package mirror

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/store/catalog"
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

func preview(t testing.TB, name string, m *Mapping) *Prices {
	t.Helper()
	p, err := PreviewPrices(context.Background(), dataFile(t, name), m)
	if err != nil {
		t.Fatal(err)
	}
	return p
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

func TestRealPriceFiles(t *testing.T) {
	for _, test := range []struct {
		file                    string
		rows, accepted, refused int
		encoding, key, currency string
		header                  int
		why                     map[string]int
	}{
		{file: "his-zainzhao/dms_drug.csv", rows: 2966, accepted: 2966, encoding: "utf-8", key: "id", header: 1},
		{file: "his-zainzhao/dms_drug.gb18030.csv", rows: 2966, accepted: 2966, encoding: "gb18030", key: "id", header: 1},
		{file: "his-zainzhao/dms_non_drug.csv", rows: 52, accepted: 52, encoding: "utf-8", key: "id", header: 1},
		{file: "prices-us/hca_metropolitan_101942rows.csv", rows: 101942, accepted: 101942, encoding: "utf-8", key: "Procedure ID", header: 1},
		{file: "prices-us/kennestone_WSProcedures.pipe.txt", rows: 14563, accepted: 14563, encoding: "cp1252", key: "Px Code", header: 1},
		{file: "prices-us/wfb_padded_no_codes.csv", encoding: "cp1252", header: 1},
		{file: "prices-us/uiowa_81329rows.xlsx", header: 4},
		{file: "prices-cms/examples/CSV/Tall Format Examples/V3.0.0_Tall_CSV_Format_Example.csv", header: 3},
	} {
		t.Run(filepath.Base(test.file), func(t *testing.T) {
			path := dataFile(t, test.file)
			start := time.Now()
			p, err := PreviewPrices(context.Background(), path, nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%v; rows %d accepted %d refused %d %v key %q cur %q header %d enc %s delim %q columns %v warnings %q", time.Since(start), p.Rows, len(p.Items), len(p.Refused),
				why(p.Refused), p.Mapping.Key, p.Mapping.Currency, p.Mapping.HeaderRow, p.Mapping.Encoding, p.Mapping.Delimiter, p.Mapping.Columns, p.Warnings)
			for _, r := range p.Refused[:min(4, len(p.Refused))] {
				t.Logf("%+v", r)
			}
			t.Log(p.Items[0], p.Mapping.Category)
		})
	}
}

var _ = receipts.CNY
var _ = catalog.Hash

func TestPat(t *testing.T) {
	p, err := PreviewPatients(context.Background(), dataFile(t, "synthea/patients.csv"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(p.Rows, len(p.Patients), why(p.Refused), p.Mapping, p.Patients[0])
}
