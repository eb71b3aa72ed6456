package desktop

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/journal"
)

func TestTheFirstStartNamesEachWrongField(t *testing.T) {
	good := Setup{Hospital: "City Hospital", Station: "W01", Prefix: "w01", TimeZone: "Asia/Shanghai", DayStart: "00:00"}
	if wrong := good.Check(); len(wrong) != 0 {
		t.Errorf("a sound set-up is refused: %v", wrong)
	}
	lost := changed(good, func(s *Setup) { s.Above, s.PatientsAbove = "W01-0000123", "7" })
	if wrong := lost.Check(); len(wrong) != 0 {
		t.Errorf("numbers on paper are refused: %v", wrong)
	}
	bad := filepath.Join(t.TempDir(), "hospital.toml")
	if err := os.WriteFile(bad, []byte("langauge = \"en\""), 0o600); err != nil {
		t.Fatal(err)
	}
	for field, setup := range map[Field]Setup{
		FieldHospital: changed(good, func(s *Setup) { s.Hospital = " " }),
		FieldPrefix:   changed(good, func(s *Setup) { s.Prefix = "far too long for a prefix" }),
		FieldTimeZone: changed(good, func(s *Setup) { s.TimeZone = "Mars/Olympus" }),
		FieldDayStart: changed(good, func(s *Setup) { s.DayStart = "25:00" }),
		FieldFile:     changed(good, func(s *Setup) { s.File = bad }),
		FieldAbove:    changed(good, func(s *Setup) { s.Above = "W02-0000123" }),

		FieldPatientsAbove: changed(good, func(s *Setup) { s.PatientsAbove = "none" }),
	} {
		wrong := setup.Check()
		if len(wrong) != 1 || wrong[field] == nil {
			t.Errorf("field %d: %v", field, wrong)
		}
	}
}

func changed(s Setup, change func(*Setup)) Setup {
	change(&s)
	return s
}

func TestEveryTroubleHasItsOwnSentence(t *testing.T) {
	seen := map[i18n.Key]error{}
	for _, err := range []error{
		store.ErrInUse, journal.ErrFork, journal.ErrDamaged, fs.ErrPermission, store.ErrDisk, errors.New("something else"),
	} {
		what, next := trouble(fmt.Errorf("opening: %w", err))
		if other, again := seen[what]; again || what == next {
			t.Errorf("%v and %v are said alike", err, other)
		}
		seen[what] = err
	}
}
