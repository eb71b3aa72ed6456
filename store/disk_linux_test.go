package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/receipts"
	"outpost/store/journal"
)

// foundOn founds a drill ledger on the faulty disk with some receipts in it.
func foundOn(t *testing.T, copyDir string) (*faultyDisk, *Ledger, string) {
	t.Helper()
	disk := installDisk()
	dir := t.TempDir()
	l, err := Create(t.Context(), dir, founding(true), Options{Now: testClock(), CopyDir: copyDir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	for range 3 {
		sell(t, l, bill("Lin Yuejiang", 100_00))
	}
	return disk, l, dir
}

// inImage opens the folder as a crash at this moment would leave it and counts
// the receipts of a bill.
func inImage(t *testing.T, dir, copyDir, id string) (n int) {
	t.Helper()
	l, err := Open(t.Context(), copyFolderAsIs(t, dir), Options{Now: testClock(), CopyDir: copyDir})
	if err != nil {
		t.Fatalf("the image does not open: %v", err)
	}
	defer l.Close()
	if err := l.read.QueryRow(`SELECT count(*) FROM receipts WHERE id = ?`, id).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// A charge meets a faulty disk: its answer must be true then and for ever, and
// the same bill again must give one receipt.
func TestTheAnswerOfAFaultyDiskIsTrue(t *testing.T) {
	kinds := map[string]fault{"fsync fails": failSync, "disk full": full, "torn write": torn}
	for name, kind := range kinds {
		for _, copyDir := range []string{"", noCopy} {
			for _, times := range []int{1, 2, 3, -1} {
				t.Run(fmt.Sprintf("%s, copy %q, %d times", name, copyDir, times), func(t *testing.T) {
					faultyCharge(t, kind, times, copyDir)
				})
			}
		}
	}
}

func faultyCharge(t *testing.T, kind fault, times int, copyDir string) {
	disk, l, dir := foundOn(t, copyDir)
	b := bill("Gao Shan", 60_00)
	disk.arm(t, dir, kind, times)
	_, first := l.Sell(t.Context(), b)
	if first != nil && !errors.Is(first, ErrDisk) {
		t.Errorf("no sentence about the disk: %v", first)
	}
	if _, err := l.Count(t.Context()); err != nil {
		t.Errorf("readers do not go on: %v", err)
	}
	rival := bill("Meng Yao", 60_00)
	_, second := l.Sell(t.Context(), rival)
	if times < 0 && (first == nil || second == nil) {
		t.Fatalf("a disk that keeps nothing acknowledged: %v, %v", first, second)
	}
	if disk.disarm() == 0 {
		t.Fatal("the fault was never met")
	}
	if !l.unsettled { // it gave an answer, so the answer holds after a crash
		for _, c := range []struct {
			id  string
			err error
		}{{b.ID, first}, {rival.ID, second}} {
			if errors.Is(c.err, journal.ErrUnknown) {
				continue // it said that it does not know
			}
			if n := inImage(t, dir, copyDir, c.id); (n == 1) != (c.err == nil) {
				t.Errorf("answered %v, but after a crash %d receipts", c.err, n)
			}
		}
	}
	r := sell(t, l, b)
	if again := sell(t, l, b); again.Number != r.Number {
		t.Errorf("numbers %s and %s", r.Number, again.Number)
	}
	sell(t, l, rival)
	if n, err := l.Count(t.Context()); err != nil || n != 5 {
		t.Errorf("%d receipts, %v", n, err)
	}
	if copyDir == "" {
		if err := l.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		mustVerify(t, l)
	}
	for _, id := range []string{b.ID, rival.ID} {
		if n := inImage(t, dir, copyDir, id); n != 1 {
			t.Errorf("after all, %d receipts in the image", n)
		}
	}
	l.Close()
	if copyDir == "" {
		mustVerify(t, reopen(t, dir))
	}
}

// Every repeated fault leaves the number of open files as it was.
func TestReopeningLeaksNoFiles(t *testing.T) {
	disk, l, dir := foundOn(t, "")
	count := func() int {
		files, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Fatal(err)
		}
		return len(files)
	}
	var before int
	for i := range 20 {
		disk.arm(t, dir, failSync, 1)
		if _, err := l.Sell(t.Context(), bill("Gao Shan", 60_00)); err != nil && !errors.Is(err, ErrDisk) {
			t.Fatal(err)
		}
		disk.disarm()
		if i == 3 {
			before = count()
		}
	}
	if after := count(); after > before+2 {
		t.Errorf("%d files open, %d before", after, before)
	}
	mustVerify(t, l)
}

// Statements prepared on the closed connection must not be used on the new one.
func TestStatementsAreMadeAnewAfterReopening(t *testing.T) {
	disk, l, dir := foundOn(t, "")
	disk.arm(t, dir, failSync, 1)
	l.Sell(t.Context(), bill("Gao Shan", 60_00))
	disk.disarm()
	if len(l.stmts.ready) != 0 {
		t.Errorf("%d statements of the old connection are kept", len(l.stmts.ready))
	}
	sell(t, l, bill("Meng Yao", 60_00))
	if len(l.stmts.ready) == 0 {
		t.Error("the new connection prepares nothing")
	}
	mustVerify(t, l)
}

func TestOpeningOnABadDiskIsASentence(t *testing.T) {
	disk := installDisk()
	l, dir := found(t, true)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	for name, kind := range map[string]fault{"is full": full, "make room on the disk and try again": fullShm} {
		disk.arm(t, dir, kind, -1)
		l, err := Open(t.Context(), dir, Options{})
		hits := disk.disarm()
		if kind == full && err == nil { // a closed ledger needs no space to open
			l.Close()
			continue
		}
		if hits == 0 || !errors.Is(err, ErrDisk) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: hit %d times, %v", name, hits, err)
		}
	}
	mustVerify(t, reopen(t, dir))
}

func TestAFolderThatCannotBeWrittenIsASentence(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"/proc/outpost", "/dev/null", filepath.Join(file, "data")} {
		_, err := Create(t.Context(), dir, founding(true), Options{})
		if !errors.Is(err, ErrDisk) || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v", dir, err)
		}
		if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, ErrNoLedger) {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

func TestAReadOnlyFolderIsASentence(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	l, dir := found(t, true)
	l.Close()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700) })
	if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, ErrDisk) || !strings.Contains(err.Error(), "rights") {
		t.Errorf("opened: %v", err)
	}
}

// A flipped byte anywhere in the database: it opens and verifies, or it says
// what to do, or verifying notices.
func TestAFlippedByteIsASentence(t *testing.T) {
	l, dir := found(t, true)
	var last receipts.Receipt
	for range 5 {
		last = sell(t, l, bill("Lin Yuejiang", 100_00))
	}
	l.Close()
	raw, err := os.ReadFile(filepath.Join(dir, ledgerFile))
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(raw); at += len(raw)/60 | 1 {
		broken := copyFolderAsIs(t, dir)
		raw[at] ^= 0x10
		if err := os.WriteFile(filepath.Join(broken, ledgerFile), raw, 0o600); err != nil {
			t.Fatal(err)
		}
		raw[at] ^= 0x10
		l, err := Open(t.Context(), broken, Options{Now: testClock()})
		if err != nil {
			if !errors.Is(err, ErrDisk) || !strings.Contains(err.Error(), "outpost ledger") {
				t.Errorf("byte %d: %v", at, err)
			}
			if _, err := Restore(t.Context(), broken, Options{Now: testClock()}); err != nil {
				t.Fatalf("byte %d: restore: %v", at, err)
			}
			l = reopen(t, broken)
		}
		if h := l.Head(); h.Hash.String() != last.Head {
			t.Errorf("byte %d: head %d %s", at, h.Seq, h.Hash)
		}
		l.Close()
	}
}
