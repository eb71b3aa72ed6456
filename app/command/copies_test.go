package command

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// withStick founds a window whose settings name a further copy in a folder.
func withStick(t *testing.T, more string) (dir, stick string) {
	t.Helper()
	dir, stick = t.TempDir(), filepath.Join(t.TempDir(), "stick")
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "hospital.toml")
	text := fmt.Sprintf("[[copies]]\nname = \"stick\"\nfolder = %q\n%s", stick, more)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	done(t, dir, "", "setup", "--hospital", "H", "--station", "W", "--prefix", "WA", "--settings", file)
	return dir, stick
}

func TestCopiesAreSaidAndAFailingOneEndsWithOne(t *testing.T) {
	dir, stick := withStick(t, "warn_after = \"1ns\"")
	wu := admin(t, dir)
	v := object[copiesView](t, done(t, dir, "", "ledger", "copies", "--json"))
	if len(v.Copies) != 2 || v.Copies[0].Name != "second" || v.Copies[1].Level != "good" || v.Copies[1].Behind != 0 || v.Copies[1].Seq == 0 {
		t.Fatalf("%+v", v)
	}
	if err := os.Rename(stick, stick+".out"); err != nil {
		t.Fatal(err)
	}
	done(t, dir, "", wu.does("fault", "report", "--symptom", "cannot_save")...)
	refusedWith(t, "FAILING", dir, "", "ledger", "copies")
	refusedWith(t, `"level":"failing"`, dir, "", "ledger", "copies", "--json")
	if r := done(t, dir, "", "status"); !strings.Contains(r.out, "copy stick in "+stick+": FAILING, lacks 2 entries") {
		t.Error(r.out)
	}
	if err := os.Rename(stick+".out", stick); err != nil {
		t.Fatal(err)
	}
	done(t, dir, "", wu.does("fault", "report", "--symptom", "cannot_save")...)
	done(t, dir, "", "ledger", "copies")
}

// Database and second copy are gone together, as with the disk; the stick and the
// key file are left.
func TestALedgerIsRestoredFromAStickAlone(t *testing.T) {
	dir, stick := withStick(t, "")
	wu := admin(t, dir)
	done(t, dir, "", wu.does("fault", "report", "--symptom", "cannot_save")...)
	before := object[map[string]any](t, done(t, dir, "", "status", "--json"))["head"]
	for _, name := range []string{"ledger.db", "copy"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	refusedWith(t, "no copy of this window's ledger", dir, "", "ledger", "restore", "--copy", t.TempDir())
	done(t, dir, "", "ledger", "restore", "--copy", stick)
	done(t, dir, "", "ledger", "verify")
	if after := object[map[string]any](t, done(t, dir, "", "status", "--json"))["head"]; after != before {
		t.Errorf("head %v, before %v", after, before)
	}
}
