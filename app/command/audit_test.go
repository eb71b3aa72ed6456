package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/store"
)

// TestVerifyingElsewhere: a copy, a backup's file and a printed head, on a machine
// that has the public key and nothing else of the window.
func TestVerifyingElsewhere(t *testing.T) {
	dir, away := t.TempDir(), t.TempDir()
	done(t, dir, "", "setup", "--hospital", "H", "--station", "W01", "--prefix", "WW", "--drill")
	key := filepath.Join(away, "W01.pem")
	done(t, dir, "", "key", "public", "--out", key)
	head := object[statusView](t, done(t, dir, "", "status", "--json")).Head
	copied := filepath.Join(away, "stick")
	if err := os.CopyFS(copied, os.DirFS(filepath.Join(dir, "copy"))); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(away, "backup"), os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	nothing := filepath.Join(t.TempDir(), "nothing here")
	for _, where := range [][]string{{"--copy", copied}, {"--journal", filepath.Join(away, "backup", "ledger.db")}, {"--copy", copied, "--every-signature"}} {
		args := append([]string{"ledger", "verify", "--key", key, "--head", head[:12], "--json"}, where...)
		if v := object[store.Audit](t, done(t, nothing, "", args...)); !v.OK || v.HeadAt != v.Entries || v.Station != "W01" {
			t.Errorf("%v: %+v", where, v)
		}
	}
	refusedWith(t, "never stood at", nothing, "", "ledger", "verify", "--key", key, "--copy", copied, "--head", strings.Repeat("0", 16))
	other := t.TempDir()
	done(t, other, "", "setup", "--hospital", "H", "--station", "W02", "--prefix", "XX", "--drill")
	done(t, other, "", "key", "public", "--out", filepath.Join(away, "W02.pem"))
	refusedWith(t, "no entry was judged", nothing, "", "ledger", "verify", "--key", filepath.Join(away, "W02.pem"), "--copy", copied)
	done(t, dir, "", "ledger", "verify", "--copy", copied) // with this window's own key
	refusedWith(t, "not a station's public key", nothing, "", "ledger", "verify", "--key", secretFile(t, "rubbish"), "--copy", copied)
	for _, args := range [][]string{{"--key", key}, {"--copy", copied, "--journal", copied}, {"--every-signature"}} {
		if r := run(t, dir, "", append([]string{"ledger", "verify"}, args...)...); r.exit != ExitUsage {
			t.Errorf("%v: %+v", args, r)
		}
	}
}
