package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/store"
)

// A byte that was changed in the log of a killed till is told by every command, and
// mended by the first that writes.
func TestADamagedLogIsTold(t *testing.T) {
	live := t.TempDir()
	drillLedger(t, live, 2)
	l, err := store.Open(t.Context(), live, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := l.LayBallast(t.Context(), 0, 0); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if err := l.RecordCheck(t.Context(), []byte(`{"at":"2026-03-01T00:00:00Z"}`)); err != nil {
			t.Fatal(err)
		}
	}
	dir := filepath.Join(t.TempDir(), "killed")
	if err := os.CopyFS(dir, os.DirFS(live)); err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(dir, "ledger.db-wal")
	raw, err := os.ReadFile(log)
	if err == nil {
		raw[32+24+50] ^= 2
		err = os.WriteFile(log, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	refusedWith(t, "write-ahead log is damaged", dir, "", "ledger", "verify")
	refusedWith(t, "write-ahead log is damaged", dir, "", "status")
	r := done(t, dir, "", "ledger", "rebuild")
	if !strings.Contains(r.err, "the ledger was made anew") || !strings.Contains(r.err, "kept as ledger.db.aside-") {
		t.Errorf("nobody is told: %s", r.err)
	}
	done(t, dir, "", "ledger", "verify")
}
