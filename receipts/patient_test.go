package receipts

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestNamesAreKeptAsTheyAre(t *testing.T) {
	for _, name := range []string{"𬱖", "林月𬱖", "喆玥珺", "Smith-O'Neill", "👩‍⚕️ Test", "古丽·买买提", "a", strings.Repeat("林", MaxName)} {
		b := billOf(1_00, cash(1_00))
		b.Patient.Name = name
		r, err := Settle(b, testRules(RoundNone))
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		raw, err := json.Marshal(r)
		var back Receipt
		if err := errors.Join(err, json.Unmarshal(raw, &back)); err != nil || back.Patient.Name != name {
			t.Errorf("%q came back as %q, %v", name, back.Patient.Name, err)
		}
	}
}

func TestPatientsThatCannotBeTakenOver(t *testing.T) {
	good := Patient{ID: "p1", Name: "Lin Yuejiang"}
	if err := good.Validate(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Patient){
		"no id":         func(p *Patient) { p.ID = "" },
		"no name":       func(p *Patient) { p.Name = "" },
		"only spaces":   func(p *Patient) { p.Name = " \u3000" },
		"too long":      func(p *Patient) { p.Name = strings.Repeat("林", MaxName+1) },
		"line break":    func(p *Patient) { p.Name = "Lin\nYuejiang" },
		"bell":          func(p *Patient) { p.Name = "Lin\a" },
		"NUL in phone":  func(p *Patient) { p.Phone = "199\x00" },
		"broken UTF-8":  func(p *Patient) { p.Name = "Lin\xff" },
		"tab in card":   func(p *Patient) { p.Card = "1\t2" },
		"escape in key": func(p *Patient) { p.HISKey = "\x1b[2J" },
		"no bytes seen": func(p *Patient) { p.Name = "\ufeff" },
		"zero width":    func(p *Patient) { p.Name = "\u200b \u2060\u00ad" },
		"fillers":       func(p *Patient) { p.Name = "\u3164\u2800\ufe0f" },
		"an accent":     func(p *Patient) { p.Name = "\u0301" },
		"turned":        func(p *Patient) { p.Name = "Lin\u202egnaij" },
		"isolated":      func(p *Patient) { p.Name = "\u2067Lin" },
		"turned card":   func(p *Patient) { p.Card = "12\u202d34" },
		"paragraph":     func(p *Patient) { p.Name = "Lin\u2029Yue" },
		"nil id":        func(p *Patient) { p.ID = "00000000-0000-0000-0000-000000000000" },
		"sex":           func(p *Patient) { p.Sex = "dragon" },
		"sex's case":    func(p *Patient) { p.Sex = "Male" },
		"no date":       func(p *Patient) { p.BirthDate = "yesterday" },
		"30 February":   func(p *Patient) { p.BirthDate = "1990-02-30" },
		"no leap year":  func(p *Patient) { p.BirthDate = "1900-02-29" },
		"short date":    func(p *Patient) { p.BirthDate = "1990-1-2" },
		"too old":       func(p *Patient) { p.BirthDate = "1899-12-31" },
	} {
		p := good
		change(&p)
		if err := p.Validate(); !errors.Is(err, ErrPatient) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPatientsOfEveryKind(t *testing.T) {
	for _, p := range []Patient{
		{Name: "Aaron697 Bruen238", BirthDate: "1900-01-01"}, {Name: "\ue000", Sex: SexMale}, {Name: "𮯠", Sex: SexFemale, BirthDate: "2000-02-29"},
		{Name: "عائشة\u200c", BirthDate: "1934-11-16"}, {Name: "😀"},
	} {
		p.ID = "p1"
		if err := p.Validate(); err != nil {
			t.Errorf("%+v: %v", p, err)
		}
	}
}

func TestNobodyIsBornTomorrow(t *testing.T) {
	today := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for date, ok := range map[string]bool{"": true, "1990-01-31": true, "2026-11-20": true, "2026-11-21": false, "2999-01-01": false} {
		if err := (Patient{BirthDate: date}).BornBy(today); (err == nil) != ok || !ok && !errors.Is(err, ErrPatient) {
			t.Errorf("%q: %v", date, err)
		}
	}
}

func TestWhoChargesIsShortAndPlain(t *testing.T) {
	for name, change := range map[string]func(*Bill){
		"no cashier":      func(b *Bill) { b.Cashier = " " },
		"unseen cashier":  func(b *Bill) { b.Cashier = "\u200b" },
		"long cashier":    func(b *Bill) { b.Cashier = strings.Repeat("c", MaxName+1) },
		"long doctor":     func(b *Bill) { b.Doctor = strings.Repeat("医", MaxName+1) },
		"long department": func(b *Bill) { b.Department = strings.Repeat("科", MaxName+1) },
		"turned doctor":   func(b *Bill) { b.Doctor = "\u202eDr" },
		"nil id":          func(b *Bill) { b.ID = "00000000-0000-0000-0000-000000000000" },
	} {
		b := billOf(1_00, cash(1_00))
		change(&b)
		if _, err := Settle(b, testRules(RoundNone)); !errors.Is(err, ErrBill) {
			t.Errorf("%s: %v", name, err)
		}
	}
	b := billOf(1_00, cash(1_00))
	b.Doctor, b.Department = strings.Repeat("医", MaxName), ""
	if _, err := Settle(b, testRules(RoundNone)); err != nil {
		t.Error(err)
	}
}

func TestLongNumbersAreOutOfRangeNotUnreadable(t *testing.T) {
	for text, want := range map[string]string{
		strings.Repeat("9", 40): "over 99,999.999", "-" + strings.Repeat("1", 40): "more than 0", "1." + strings.Repeat("3", 40): "3 decimals",
		"1" + strings.Repeat("0", 5000): "over 99,999.999", strings.Repeat("1.", 40): "not a number", "+-" + strings.Repeat("1", 40): "not a number",
	} {
		if q, err := ParseQuantity(text); !errors.Is(err, ErrQuantity) || !strings.Contains(err.Error(), want) || len(err.Error()) > 160 {
			t.Errorf("%.50s: %d, %v", text, q, err)
		}
	}
	for _, text := range []string{strings.Repeat("0", 40) + "2.5", "2.5" + strings.Repeat("0", 40)} {
		if q, err := ParseQuantity(text); err != nil || q != 2500 {
			t.Errorf("%s: %d, %v", text, q, err)
		}
	}
	if _, err := CNY().Parse(strings.Repeat("9", 40)); !errors.Is(err, ErrAmount) || !strings.Contains(err.Error(), "larger than") {
		t.Error(err)
	}
}

// The numbers are made up for a place code that no one has (999999).
func TestIDCard(t *testing.T) {
	make18 := func(first17 string) string { return first17 + string(checkCharacter(first17)) }
	tests := []struct {
		number, birth string
		sex           Sex
		ok            bool
	}{
		{make18("99999919900307001"), "1990-03-07", SexMale, true},
		{make18("99999920000229002"), "2000-02-29", SexFemale, true},
		{strings.ToLower(make18("99999919490101005")), "1949-01-01", SexMale, true},
		{" " + make18("99999919900307001") + " ", "1990-03-07", SexMale, true},
		{make18("99999920010229002"), "", SexUnknown, false},
		{make18("99999919901307001"), "", SexUnknown, false},
		{"99999919900307001", "", SexUnknown, false},
		{"9999991990030700", "", SexUnknown, false},
		{"", "", SexUnknown, false},
		{"99999919900307O01X", "", SexUnknown, false},
		{"林月江", "", SexUnknown, false},
	}
	for _, tt := range tests {
		birth, sex, err := IDCard(tt.number)
		if (err == nil) != tt.ok || birth != tt.birth || sex != tt.sex || err != nil && !errors.Is(err, ErrPatient) {
			t.Errorf("%q: %s, %s, %v", tt.number, birth, sex, err)
		}
	}
}

// GB 11643-1999 gives this example: the first 17 digits 11010519491231002 have
// the check character X.
func TestTheCheckCharacterOfTheStandard(t *testing.T) {
	if got := checkCharacter("11010519491231002"); got != 'X' {
		t.Errorf("%c", got)
	}
}

func TestOneWrongDigitIsNoticed(t *testing.T) {
	first := "99999919900307001"
	number := first + string(checkCharacter(first))
	for i := range 17 {
		for d := byte('0'); d <= '9'; d++ {
			changed := []byte(number)
			changed[i] = d
			if _, _, err := IDCard(string(changed)); (err == nil) != (string(changed) == number) {
				t.Errorf("%s: %v", changed, err)
			}
		}
	}
}

func TestMasked(t *testing.T) {
	for in, want := range map[string]string{
		"":                   "",
		"1234":               "****",
		"12345678":           "********",
		"123456789":          "1****6789",
		"19900000001":        "199****0001",
		"999999199003070013": "999999********0013",
		"护照号码一二三四五六":         "护照****三四五六",
	} {
		if got := Masked(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestCategories(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Categories() {
		for _, name := range []string{string(c), c.Chinese(), c.Chinese() + "费", c.English()} {
			if got, ok := ParseCategory(name); !ok || got != c {
				t.Errorf("%q: %s, %v", name, got, ok)
			}
		}
		if seen[c.Chinese()] || seen[c.English()] {
			t.Errorf("%s has another's name", c)
		}
		seen[c.Chinese()], seen[c.English()] = true, true
	}
	if len(Categories()) != 12 {
		t.Errorf("%d categories", len(Categories()))
	}
	if got, ok := ParseCategory("parking"); ok || got != CategoryOther || Category("parking").Chinese() != "其他" || Category("parking").English() != "Other" {
		t.Errorf("an unknown word: %s, %v", got, ok)
	}
	var sum Money
	b := Bill{Lines: []Line{{Category: CategoryOther, Amount: 1}, {Category: CategoryLaboratory, Amount: 2}, {Category: CategoryOther, Amount: 4}}}
	for _, c := range b.ByCategory() {
		sum += c.Amount
	}
	if got := b.ByCategory(); sum != 7 || len(got) != 2 || got[0].Category != CategoryLaboratory {
		t.Errorf("by category %v", got)
	}
	b.Lines = append(b.Lines, Line{Category: "parking", Amount: 8})
	sum = 0
	for _, c := range b.ByCategory() {
		sum += c.Amount
	}
	if sum != 15 {
		t.Errorf("a category of a newer program is left out of the totals: %d", sum)
	}
}
