package command

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A power cut in the middle of a sale leaves a piece of it in the copy: whoever
// opens the ledger next is told once which numbers are left out.
func TestSparedNumbersAreToldOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	done(t, dir, "", "setup", "--hospital", "H", "--station", "W", "--prefix", "WW", "--drill")
	path := filepath.Join(dir, "copy", "journal-000000000001.copy")
	raw, err := os.ReadFile(path)
	if err == nil {
		copy(raw[len(bytes.TrimRight(raw, "\x00"))+64:], "\x00\x00\x09\x00 a piece of an entry")
		err = os.WriteFile(path, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	take := func(from, to string) string {
		return done(t, dir, "", "range", "take", "--kind", "form", "--batch", "B1", "--from", from, "--to", to).err
	}
	if said := take("AB001", "AB010"); !strings.Contains(said, "WW-0000001") || !strings.Contains(said, "receipt recover") {
		t.Errorf("it says %q", said)
	}
	if said := take("AB011", "AB020"); strings.Contains(said, "WW-0000001") {
		t.Errorf("told again: %q", said)
	}
	if v := object[statusView](t, done(t, dir, "", "status", "--json")); !slices.Equal(v.Spared, []int64{1}) {
		t.Errorf("spared %v", v.Spared)
	}
}
