package desktop

import (
	"os"
	"path/filepath"
	"testing"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
)

// lender is a window whose settings and people a borrowed PC takes over.
func lender(t *testing.T) Setup {
	t.Helper()
	dir := t.TempDir()
	id := store.Identity{Hospital: "City Hospital", Station: "W07", Prefix: "W07", TimeZone: "Asia/Shanghai", DayStart: "06:00"}
	s, err := station.Setup(t.Context(), dir, id, "s", []byte("language = \"en\"\nrounding = \"down\"\n[copy]\nfolder = \""+filepath.ToSlash(t.TempDir())+"\"\n"), station.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	wu, _, err := s.Ledger.FirstAdmin(t.Context(), "wu", "Wu Anshan", "739164")
	if err != nil {
		t.Fatal(err)
	}
	sealed, _, err := s.Ledger.ExportPeople(t.Context(), wu, "a long passphrase", true)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "people")
	if err := os.WriteFile(file, sealed, 0o600); err != nil {
		t.Fatal(err)
	}
	return Setup{Station: "B01", Prefix: "b01", Borrowed: &Borrowing{Like: dir, People: file, Passphrase: "a long passphrase", Login: "wu", PIN: "739164"}}
}

func TestTheFirstStartOnABorrowedPC(t *testing.T) {
	good := lender(t)
	for field, change := range map[Field]func(*Setup){
		FieldStation:    func(s *Setup) { s.Station = " " },
		FieldPrefix:     func(s *Setup) { s.Prefix = "far too long for a prefix" },
		FieldLike:       func(s *Setup) { s.Borrowed.Like = t.TempDir() },
		FieldPeople:     func(s *Setup) { s.Borrowed.People = "nosuch" },
		FieldPassphrase: func(s *Setup) { s.Borrowed.Passphrase = "another passphrase" },
		FieldLogin:      func(s *Setup) { s.Borrowed.Login = "" },
		FieldPIN:        func(s *Setup) { s.Borrowed.PIN = "999998" },
	} {
		bad, b := good, *good.Borrowed
		bad.Borrowed = &b
		change(&bad)
		if wrong := bad.Check(); len(wrong) != 1 || wrong[field] == nil {
			t.Errorf("field %d: %v", field, wrong)
		}
	}
	if wrong := good.Check(); len(wrong) != 0 {
		t.Fatalf("a sound one is refused: %v", wrong)
	}
	dir := t.TempDir()
	s, err := good.borrowed(t.Context(), dir, station.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	id := s.Ledger.Identity()
	if id.Station != "B01" || id.Prefix != "B01" || id.Hospital != "City Hospital" || id.DayStart != "06:00" || s.Settings().Rounding != receipts.RoundDown || s.Settings().Copy.Folder != "" {
		t.Errorf("%+v, settings %+v", id, s.Settings())
	}
	if _, err := s.Ledger.Login(t.Context(), "wu", "739164"); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "copy")); err != nil {
		t.Errorf("no second copy of its own: %v", err)
	}
}

// Without a window's folder hospital and settings are written, as with the command.
func TestABorrowedPCWithoutAWindowsFolder(t *testing.T) {
	s, b := lender(t), Borrowing{}
	b, s.Hospital, s.TimeZone, s.DayStart = *s.Borrowed, "", "Asia/Shanghai", "00:00"
	b.Like, s.Borrowed = " ", &b
	if wrong := s.Check(); len(wrong) != 1 || wrong[FieldHospital] == nil {
		t.Fatalf("neither folder nor hospital: %v", wrong)
	}
	s.Hospital = "City Hospital"
	s.File = filepath.Join(t.TempDir(), "hospital.toml")
	if wrong := s.Check(); len(wrong) != 1 || wrong[FieldFile] == nil {
		t.Fatalf("no settings file there: %v", wrong)
	}
	if err := os.WriteFile(s.File, []byte("rounding = \"down\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if wrong := s.Check(); len(wrong) != 0 {
		t.Fatalf("a sound one is refused: %v", wrong)
	}
	st, err := s.borrowed(t.Context(), t.TempDir(), station.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if id := st.Ledger.Identity(); id.Hospital != "City Hospital" || id.Station != "B01" || st.Settings().Rounding != receipts.RoundDown {
		t.Errorf("%+v, settings %+v", id, st.Settings())
	}
}

// The fields of both kinds are there once, in an order that Enter goes through.
func TestEveryFieldOfTheFirstStartIsAsked(t *testing.T) {
	asked := map[Field]bool{}
	for _, field := range append(plainFields(), borrowedFields()...) {
		asked[field] = true
	}
	if len(asked) != int(fieldCount) {
		t.Errorf("%d of %d fields are asked", len(asked), fieldCount)
	}
}
