package settings

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"outpost/receipts"
)

func TestLimitsAndPackagesAreWhatTheTillComputesWith(t *testing.T) {
	s, err := Parse("hospital.toml", []byte(`
[limits]
amount = "3000"
free_text = "150.50"
quantity = "20.5"
doses = 14
card_per_receipt = "2000"
card_in_all = "0"

[[insurers]]
code = "provincial"
english = "Provincial"
chinese = "省直医保"

[[packages]]
code = "TJ01"
name = "入职体检"
items = [{ item = "exam/1", qty = "1" }, { item = "drug/2", qty = "2.5" }]
`))
	if err != nil {
		t.Fatal(err)
	}
	r := s.Rules()
	if want := (receipts.Limits{Amount: 3000_00, FreeText: 150_50, Quantity: 20_500, Doses: 14, CardReceipt: 2000_00}); r.Limits != want {
		t.Errorf("limits %+v, want %+v", r.Limits, want)
	}
	if len(r.Insurers) != 1 || r.InsuredByDefault().Insurer != "provincial" || r.InsuredByDefault().Benefit != "general" {
		t.Errorf("insurers %+v, benefits %+v", r.Insurers, r.Benefits)
	}
	sets, err := s.Sets()
	want := []receipts.Package{{Code: "TJ01", Name: "入职体检", Items: []receipts.PackageItem{{Item: "exam/1", Quantity: receipts.One}, {Item: "drug/2", Quantity: 2_500}}}}
	if err != nil || !reflect.DeepEqual(sets, want) {
		t.Errorf("packages %+v, %v", sets, err)
	}
}

func TestChargingThatCannotBeNamesTheField(t *testing.T) {
	for text, want := range map[string]string{
		"[limits]\namount = \"-1\"":                              "limits.amount",
		"[[insurers]]\ncode = \"a\"\ndeferrable = true":          "insurers",
		"[limits]\nfree_text = \"-1\"":                           "limits.free_text",
		"[limits]\ncard_in_all = \"1.005\"":                      "limits.card_in_all",
		"[limits]\ncard_per_receipt = \"1e9\"":                   "limits.card_per_receipt",
		"[limits]\nquantity = \"many\"":                          "limits.quantity",
		"[limits]\nquantity = 5":                                 `"limits.quantity" cannot be`,
		"[limits]\ndoses = 1000":                                 "doses",
		"[[insurers]]\ncode = \"a\"\n[[insurers]]\ncode = \"a\"": "insurers",
		"[[benefits]]\nenglish = \"a\"":                          "benefits",
		"[[packages]]\ncode = \"A\"\nname = \"a\"":               "packages 1",
		"[[packages]]\ncode = \"A\"\nname = \"a\"\nitems = [{ item = \"x/1\", qty = \"0\" }]":         "packages 1 (A), item 1, qty",
		"[[packages]]\ncode = \"A\"\nname = \"a\"\nitems = [{ item = \"x/1\", quantity = \"1\" }]":    "quantity",
		"[[tenders]]\ncode = \"cash\"\ncash = true\n[[tenders]]\ncode = \"green\"\nenglish = \"x\"":   "green",
		"[[tenders]]\ncode = \"cash\"\ncash = true\nstored_value = true":                              "cash and a card",
		"[[tenders]]\ncode = \"cash\"\ncash = true\n[[tenders]]\ncode = \"x\"\ncredit = true":         "credit",
		"[[packages]]\ncode = \"A\"\nname = \"a\"\nitems = [{ item = \"free-text\", qty = \"1\" }]\n": "packages 1",
	} {
		_, err := Parse("hospital.toml", []byte(text))
		if !errors.Is(err, ErrSettings) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "hospital.toml") {
			t.Errorf("%q: %v, want %q named", text, err, want)
		}
	}
}

// Electronic money without the merchant's reference is taken on nobody's word. What
// was accepted before this was asked goes on.
func TestNewSettingsAskForTheMerchantsReference(t *testing.T) {
	text := "[[tenders]]\ncode = \"cash\"\ncash = true\n[[tenders]]\ncode = \"wechat\"\n"
	stored := "[[tenders]]\ncode = \"old\"\nstored_value = true\n"
	if _, err := ParseNew("hospital.toml", []byte(text+stored)); !errors.Is(err, ErrSettings) || !strings.Contains(err.Error(), "tenders 2 (wechat), reference") {
		t.Errorf("%v", err)
	}
	if _, err := Parse("hospital.toml", []byte(text)); err != nil {
		t.Errorf("accepted before: %v", err)
	}
	if s, err := ParseNew("hospital.toml", []byte(text+"reference = true\n"+stored)); err != nil || len(s.Tenders) != 3 {
		t.Errorf("%v", err)
	}
}

func TestOnlySpecialDiseasesAreDeferred(t *testing.T) {
	r := Default().Rules()
	former := Default().Rules() // accepted before the settings said so
	for i := range former.Benefits {
		former.Benefits[i].Deferrable = false
	}
	for _, b := range r.Benefits {
		i := receipts.Insurance{Insurer: "employees", Benefit: b.Code, Way: receipts.InsuredDeferred}
		if err := r.CheckInsurance(i); errors.Is(err, receipts.ErrDeferred) == (b.Code == "special") {
			t.Errorf("%s: %v", b.Code, err)
		}
		if (former.CheckInsurance(i) == nil) != (b.Code == "special") {
			t.Errorf("%s by former settings", b.Code)
		}
		if i.Way = receipts.InsuredPays; r.CheckInsurance(i) != nil {
			t.Errorf("%s does not pay now", b.Code)
		}
	}
}
