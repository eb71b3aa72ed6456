package mirror

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func fileOf(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A list of the other kind is refused with a sentence instead of being read as
// thousands of good rows.
func TestAPriceListIsNoPatientFile(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"drugs":       {"id,code,name,format,price,unit\n1,86979,注射用甲氨喋呤,1g,15.73,支\n2,86980,氟康唑,200mg,7.01,瓶\n", "price list"},
		"in Chinese":  {"编号,名称,单价\n1,大抢救,200.00\n2,中抢救,150.00\n", "no column with names"},
		"named":       {"编号,姓名,单价(元)\n1,大抢救,200.00\n2,中抢救,150.00\n", "price list"},
		"departments": {"id,code,cat_id,name,type,status\n1,XXGNK,11,心血管内科,0,1\n2,SJNK,11,神经内科,0,1\n", "birth date"},
	} {
		p, err := PreviewPatients(t.Context(), fileOf(t, c.text), nil)
		if !errors.Is(err, ErrFile) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
	taken := map[string]string{
		"number":  "id,name,mrn\n1,Lin,77\n2,Gao,78\n",
		"deposit": "编号,姓名,性别,预交金额\n1,林某,男,200.00\n2,高某,女,150.00\n",
		"visits":  "id,name,outpatient number\n1,Lin,20260001\n2,Gao,20260002\n",
	}
	for name, text := range taken {
		if p, err := PreviewPatients(t.Context(), fileOf(t, text), nil); err != nil || len(p.Patients) != 2 {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
	// A person who names the columns is believed.
	m := &Mapping{Columns: map[string]string{FieldName: "name"}, Key: []string{"id"}}
	if p, err := PreviewPatients(t.Context(), fileOf(t, "id,name,price\n1,Lin,2.00\n2,Gao,3.00\n"), m); err != nil || len(p.Patients) != 2 {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestAPatientFileIsNoPriceList(t *testing.T) {
	for name, text := range map[string]string{
		"income":  "id,name,birthdate,gender,income\n1,Lin,1990-01-31,F,2000.00\n2,Gao,1991-01-31,M,3000.00\n",
		"deposit": "编号,姓名,性别,电话,金额\n1,林某,男,199,200.00\n2,高某,女,198,150.00\n",
	} {
		if p, err := PreviewPrices(t.Context(), fileOf(t, text), nil); !errors.Is(err, ErrFile) || !strings.Contains(err.Error(), "list of patients") {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
}

func TestTheRealListsAreToldApart(t *testing.T) {
	for _, file := range []string{"his-zainzhao/dms_drug.csv", "his-zainzhao/dms_non_drug.csv"} {
		if p, err := PreviewPatients(t.Context(), dataFile(t, file), nil); !errors.Is(err, ErrFile) {
			t.Errorf("%s: %d patients, %v", file, len(p.Patients), err)
		}
	}
	if p, err := PreviewPrices(t.Context(), dataFile(t, "synthea/patients.csv"), nil); !errors.Is(err, ErrFile) {
		t.Errorf("%d items of a patient list, %v", len(p.Items), err)
	}
}

// What is wrong with a mapping is said in the words of its file.
func TestABadMappingIsSaidPlainly(t *testing.T) {
	for text, want := range map[string]string{
		"x.toml\nlist = 5":              `row 1: "list" cannot be of the kind integer`,
		"x.toml\n\nnosuch = 5":          `row 2: "nosuch" is no field`,
		"x.toml\nlist = ":               "row 1:",
		"x.json\n{\"list\":5}":          `"list" cannot be a number`,
		"x.json\n{\"nosuch\":5}":        "nosuch",
		"x.json\n{\"columns\":[\"a\"]}": `"columns" cannot be a array`,
	} {
		name, content, _ := strings.Cut(text, "\n")
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := ReadMapping(path)
		if !errors.Is(err, ErrMapping) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "struct") || strings.Contains(err.Error(), "json:") {
			t.Errorf("%q: %v", text, err)
		}
	}
	folder := t.TempDir()
	if err := (&Mapping{List: "a"}).Write(folder); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Error(err)
	}
}
