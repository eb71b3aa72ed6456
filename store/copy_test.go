package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"outpost/store/journal"
)

// A copy that is lost is written anew in the background; nobody waits for it at
// the start, and closing in the middle of it leaves a copy that goes on.
func TestALostCopyIsMadeAnewBesideSales(t *testing.T) {
	l, dir := found(t, true)
	for range 600 {
		sell(t, l, bill("Lin Yuejiang", 100_00))
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, copyFolder)); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		l = reopen(t, dir)
		sell(t, l, bill("Gao Shan", 60_00))
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	l = reopen(t, dir)
	for !l.Copy().Whole {
		if err := l.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	mustVerify(t, l)
	if aside, err := filepath.Glob(filepath.Join(dir, "*aside*")); err != nil || len(aside) > 0 {
		t.Errorf("a sound copy was set aside: %v, %v", aside, err)
	}
}

// The database loses its tail while the copy has a damaged place before it.
func TestADamagedCopyStillGivesItsTail(t *testing.T) {
	l, dir := found(t, true)
	var head string
	for range 20 {
		head = sell(t, l, bill("Lin Yuejiang", 100_00)).Head
	}
	crashed := copyFolderAsIs(t, dir)
	flip := func(path string, at func(size int) int) {
		raw, err := os.ReadFile(path)
		if err == nil {
			raw[at(len(raw))] ^= 0x40
			err = os.WriteFile(path, raw, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	flip(filepath.Join(crashed, ledgerFile+"-wal"), func(size int) int { return size * 3 / 4 })
	flip(filepath.Join(crashed, copyFolder, "journal-000000000001.copy"), func(int) int { return 1200 })
	again := reopen(t, crashed)
	if got := again.Head().Hash.String(); got != head {
		t.Fatalf("head %s, the last receipt's was %s", got, head)
	}
	mustVerify(t, again)
}

func TestADamagedJournalSaysWhatToDo(t *testing.T) {
	err := diskError(errors.Join(journal.ErrDamaged))
	if !errors.Is(err, ErrDisk) || !errors.Is(err, journal.ErrDamaged) {
		t.Errorf("%v", err)
	}
}
