package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/app/upkeep"
	"outpost/store"
	"outpost/store/backup"
)

func TestABackupIsMadeShownAndRestoredWithWhatTheCopyAdds(t *testing.T) {
	dir := t.TempDir()
	drillLedger(t, dir, 3)
	made := object[backup.Info](t, done(t, dir, "", "backup", "run", "--json"))
	if made.Kind != backup.Daily || made.Receipts != 3 || made.Program != "test" || made.Path == "" {
		t.Fatalf("%+v", made)
	}
	done(t, dir, bill("0193a000-0000-7000-8000-0000000000aa", nil), "charge", "--drill", "-")
	if r := done(t, dir, "", "backup", "list"); !strings.Contains(r.out, made.Path) || !strings.Contains(r.out, "3 receipts") {
		t.Error(r.out)
	}
	if r := done(t, dir, "", "backup", "verify", made.Path); !strings.Contains(r.out, "verifies whole") {
		t.Error(r.out)
	}
	if r := done(t, dir, "", "backup", "preview", made.Path); !strings.Contains(r.out, "adds 1 receipt (") || !strings.Contains(r.out, "a restore would give 4 receipts") {
		t.Error(r.out)
	}
	if r := done(t, t.TempDir(), "", "backup", "preview", made.Path); !strings.Contains(r.out, "no copy of the journal adds anything") {
		t.Error(r.out)
	}
	into := filepath.Join(t.TempDir(), "fresh")
	locked := filepath.Join(t.TempDir(), "locked")
	if r := done(t, dir, "", "backup", "restore", made.Path, "--into", locked); !strings.Contains(r.out, "key recover") {
		t.Error(r.out)
	}
	refusedWith(t, "recovery key opens them", locked, "", "charge", "--drill", "-")
	key := filepath.Join(dir, "station.key")
	refusedWith(t, "fresh folder only", dir, "", "backup", "restore", made.Path, "--into", dir, "--key", key)
	back := object[store.Restored](t, done(t, dir, "", "backup", "restore", made.Path, "--into", into, "--key", key, "--json"))
	if back.Receipts != 4 || back.FromCopy != 1 {
		t.Errorf("%+v", back)
	}
	done(t, into, "", "ledger", "verify")
	done(t, into, "", "receipt", "show", "DR-0000004")
	done(t, into, "", "prices", "find", "zc0001")
}

func TestABackupToAFolderOfOnesChoice(t *testing.T) {
	dir, to := t.TempDir(), t.TempDir()
	drillLedger(t, dir, 1)
	refusedWith(t, "plug the disk in", dir, "", "backup", "run", "--to", filepath.Join(to, "none"))
	refusedWith(t, "name none for a monthly backup", dir, "", "backup", "run", "--kind", "monthly")
	made := object[backup.Info](t, done(t, dir, "", "backup", "run", "--to", to, "--json"))
	if made.Kind != backup.ByHand {
		t.Errorf("%+v", made)
	}
	if r := done(t, dir, "", "backup", "list", "--in", to); !strings.Contains(r.out, made.Path) {
		t.Error(r.out)
	}
	if r := done(t, dir, "", "backup", "list"); !strings.Contains(r.out, "no backup is there") {
		t.Error(r.out)
	}
	if err := os.WriteFile(filepath.Join(made.Path, "catalog.db"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	refusedWith(t, "catalog.db was changed", dir, "", "backup", "verify", made.Path)
	refusedWith(t, "no backup", dir, "", "backup", "verify", to)
}

func TestUpkeepSaysHowItStands(t *testing.T) {
	dir := t.TempDir()
	window(t, dir)
	v := object[upkeepView](t, done(t, dir, "", "upkeep", "--json"))
	if len(v.Done) != 0 || v.Level != upkeep.Good || len(v.Tasks) != 4 { // it begins with the first night
		t.Errorf("%+v", v)
	}
	done(t, dir, "", "backup", "run")
	v = object[upkeepView](t, done(t, dir, "", "upkeep", "--look", "--json"))
	if v.Tasks[0].At.IsZero() || v.Tasks[0].NoKey {
		t.Errorf("%+v", v.Tasks[0])
	}
	if r := done(t, dir, "", "upkeep", "--look"); !strings.Contains(r.out, "daily backup: done 20") || !strings.Contains(r.out, "name no folder") {
		t.Error(r.out)
	}
}
