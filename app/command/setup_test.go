package command

import (
	"path/filepath"
	"strings"
	"testing"

	"outpost/store"
)

// A window whose ledger is lost is set up again above the numbers on paper.
func TestSetupGoesOnAboveTheNumbersOnPaper(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	args := []string{"setup", "--hospital", "H", "--station", "W", "--prefix", "WW", "--drill"}
	refusedWith(t, "no number of this window", dir, "", append(args, "--above", "XX-0000120")...)
	if out := done(t, dir, "", append(args, "--above", "WW-0000120", "--patients-above", "WW-T00007")...).out; !strings.Contains(out, "go on above 120") {
		t.Errorf("it says %q", out)
	}
	if id := object[store.Identity](t, done(t, filepath.Join(t.TempDir(), "data"), "", append(args, "--above", "WW-0000120", "--patients-above", "WW-T00007", "--json")...)); id.Above != 120 || id.PatientsAbove != 7 {
		t.Errorf("founded %+v", id)
	}
}
