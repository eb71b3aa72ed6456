package settings

import (
	"errors"
	"strings"
	"testing"
)

func TestTheDemoIsValidAndShortened(t *testing.T) {
	s, err := Parse("demo.toml", Demo("http://127.0.0.1:18099"))
	if err != nil {
		t.Fatal(err)
	}
	if !s.Plan.Shortened() || s.HIS.URL != "http://127.0.0.1:18099/fhir/R4" || len(s.Tenders) != 4 {
		t.Errorf("%+v", s)
	}
}

func TestAnEmptyFileIsThePlan(t *testing.T) {
	s, err := Parse("empty.toml", nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.Plan.Shortened() {
		t.Error("the defaults are not the plan's")
	}
	if s.DrawerLimit() != 5000_00 || s.Ranges.Warn != 50 {
		t.Errorf("drawer %d, ranges %d", s.DrawerLimit(), s.Ranges.Warn)
	}
}

func TestRefusalsNameTheField(t *testing.T) {
	for text, want := range map[string]string{
		"langauge = \"en\"":                                            "row 1",
		"language = \"fr\"":                                            "language",
		"\n\nlanguage = ":                                              "row 3",
		"rounding = \"up up\"":                                         "rounding",
		"[plan]\nswitch = \"0s\"":                                      "switch",
		"[plan]\nswitch = 30":                                          "switch (30ns)",
		"[drawer]\nlimit = \"five\"":                                   "drawer.limit",
		"[drawer]\nlimit = \"-1\"":                                     "drawer.limit",
		"[ranges]\nwarn = -1":                                          "ranges.warn",
		"[his]\nprotocol = \"soap\"":                                   "his.protocol",
		"[his]\nprotocol = \"fhir\"\nurl = \"his\"":                    "his.url",
		"[his]\nprotocol = \"fhir\"\nurl = \"http://a:b@his/R4\"":      "his.url",
		"[[probes.postgres]]\ndsn = \"host=his password=x\"":           "probes.postgres 1",
		"[[tenders]]\ncode = \"card\"\nenglish = \"Card\"":             "cash",
		"[currency]\ncode = \"yuan\"\ndigits = 2\nsymbol = \"¥\"":      "currency",
		"[his]\nprotocol = \"fhir\"\nurl = \"http://h/\"\nlogin=\"x\"": "his.login",
	} {
		_, err := Parse("hospital.toml", []byte(text))
		if !errors.Is(err, ErrSettings) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "hospital.toml") {
			t.Errorf("%q: %v, want %q named", text, err, want)
		}
	}
}

// A value of the wrong kind is said by its row and name, not by the program's types.
func TestAWrongKindIsNamed(t *testing.T) {
	for text, want := range map[string]string{
		"language = \"en\"\ncurrency = 5\n":      `row 2: "currency" cannot be of the kind integer`,
		"[his]\nper_second = \"x\"\n":            `row 2: "his.per_second" cannot be of the kind string`,
		"tenders = \"x\"\n":                      `"tenders" cannot be`,
		"[plan]\n\n[receipt]\ninstitution = 3\n": `row 4: "receipt.institution" cannot be`,
	} {
		_, err := Parse("s.toml", []byte(text))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "struct") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
