package settings

import (
	"errors"
	"strings"
	"testing"
	"time"
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
		"langauge = \"en\"":                                             "row 1",
		"language = \"fr\"":                                             "language",
		"\n\nlanguage = ":                                               "row 3",
		"rounding = \"up up\"":                                          "rounding",
		"[plan]\nswitch = \"0s\"":                                       "switch",
		"[plan]\nswitch = 30":                                           "switch (30ns)",
		"[drawer]\nlimit = \"five\"":                                    "drawer.limit",
		"[drawer]\nlimit = \"-1\"":                                      "drawer.limit",
		"[ranges]\nwarn = -1":                                           "ranges.warn",
		"[[copies]]\nfolder = \"/mnt/stick\"":                           "copies 1, name",
		"[[copies]]\nname = \"second\"\nfolder = \"/mnt/stick\"":        "copies 1, name",
		"[[copies]]\nname = \"stick\"\nfolder = \"stick\"":              "copies 1, folder",
		"[copy]\nfolder=\"/a\"\n[[copies]]\nname=\"b\"\nfolder=\"/a/\"": "copies 1, folder",
		"[backup]\nat = \"half past two\"":                              "backup.at",
		"[backup]\nkeep = 0":                                            "backup.keep",
		"[backup]\nmonthly_folder = \"here\"":                           "backup.monthly_folder",
		"[disk]\nballast_mb = -1":                                       "disk.ballast_mb",
		"[disk]\nlow_water_mb = 1000000":                                "disk.low_water_mb",
		"[his]\nprotocol = \"soap\"":                                    "his.protocol",
		"[his]\nprotocol = \"fhir\"\nurl = \"his\"":                     "his.url",
		"[his]\nprotocol = \"fhir\"\nurl = \"http://a:b@his/R4\"":       "his.url",
		"[[probes.postgres]]\ndsn = \"host=his password=x\"":            "probes.postgres 1",
		"[[tenders]]\ncode = \"card\"\nenglish = \"Card\"":              "cash",
		"[currency]\ncode = \"yuan\"\ndigits = 2\nsymbol = \"¥\"":       "currency",
		"[his]\nprotocol = \"fhir\"\nurl = \"http://h/\"\nlogin=\"x\"":  "his.login",
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

func TestFurtherCopiesHaveTheirTime(t *testing.T) {
	s, err := Parse("hospital.toml", []byte(`
[[copies]]
name = "ward server"
folder = "/mnt/server/outpost"
[[copies]]
name = "stick"
folder = "/media/stick/outpost"
removable = true
[[copies]]
name = "disk"
folder = "/mnt/disk"
warn_after = "90s"
[backup]
at = "13:05"
`))
	if err != nil {
		t.Fatal(err)
	}
	all := s.FurtherCopies()
	if len(all) != 3 || all[0].WarnAfter != 10*time.Minute || all[1].WarnAfter != 24*time.Hour || !all[1].Removable || all[2].WarnAfter != 90*time.Second {
		t.Errorf("%+v", all)
	}
	if s.Backup.Clock() != 13*time.Hour+5*time.Minute || s.Backup.Keep != 14 || s.Disk.BallastBytes() != 64<<20 {
		t.Errorf("%+v, %+v", s.Backup, s.Disk)
	}
}
