package store

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// smallDisk mounts a file system of its own, which takes root.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("a small disk is made with mount, which takes root; the faulty layer stands for it")
	}
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "outpost-test", dir).CombinedOutput(); err != nil {
		t.Skipf("mount is not allowed here: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	})
	return dir
}

// fillUp writes until the disk has no byte left.
func fillUp(t *testing.T, dir string) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(dir, "junk"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for block := 1 << 16; block > 0; block /= 2 {
		for err == nil {
			_, err = f.Write(make([]byte, block))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
		err = nil
	}
}

const testBallast = 4 << 20

func layBallast(t *testing.T, l *Ledger) {
	t.Helper()
	if laid, err := l.LayBallast(t.Context(), testBallast, 0); !laid || err != nil {
		t.Fatalf("ballast laid: %v, %v", laid, err)
	}
}

func TestOnAFullDiskTheTillGoesOnWithItsBallast(t *testing.T) {
	disk := smallDisk(t, "12m")
	dir := filepath.Join(disk, "data")
	l, err := Create(t.Context(), dir, founding(true), Options{Now: testClock()})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	layBallast(t, l)
	fillUp(t, disk)
	if room, err := l.Room(1 << 20); err != nil || !room.Low() || room.Ballast != testBallast {
		t.Fatalf("%+v, %v", room, err)
	}
	for range 100 {
		sell(t, l, bill("Lin Yuejiang", 100_00))
	}
	if room, err := l.Room(0); err != nil || room.Ballast != 0 {
		t.Errorf("the ballast was not given up: %+v, %v", room, err)
	}
	if err := l.CatchUp(t.Context()); err != nil { // it lies on the same disk
		t.Fatal(err)
	}
	mustVerify(t, l)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l, err = Open(t.Context(), dir, Options{Now: testClock()})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if n, err := l.Count(t.Context()); n != 100 || err != nil {
		t.Errorf("%d receipts, %v", n, err)
	}
}

func TestALedgerOnAFullDiskOpensWithItsBallast(t *testing.T) {
	disk := smallDisk(t, "16m")
	dir := filepath.Join(disk, "data")
	l, err := Create(t.Context(), dir, founding(true), Options{Now: testClock()})
	if err != nil {
		t.Fatal(err)
	}
	layBallast(t, l)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	killed := copyFolderAsIs(t, dir) // as a killed till leaves it: its log is to be read at opening
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.RemoveAll(dir), os.CopyFS(dir, os.DirFS(killed)), os.RemoveAll(filepath.Join(dir, ledgerFile+"-shm"))); err != nil {
		t.Fatal(err)
	}
	fillUp(t, disk)
	l, err = Open(t.Context(), dir, Options{Now: testClock()})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	sell(t, l, bill("Gao Shan", 100_00))
	if err := l.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, l)
}

// The faulty layer says "full" to the first calls; the ballast counts for what a
// real disk would give back. Without a second copy to bring the entry back, the
// ballast must.
func TestAFullAnswerGivesTheBallastUpOnce(t *testing.T) {
	for _, times := range []int{1, 2, 3, 5} {
		disk, l, dir := foundOn(t, noCopy)
		layBallast(t, l)
		disk.arm(t, dir, full, times)
		b := bill("Gao Shan", 60_00)
		_, err := l.Sell(t.Context(), b)
		hits := disk.disarm()
		if hits == 0 || times == 1 && err != nil {
			t.Errorf("%d times: hit %d times, %v", times, hits, err)
		}
		if room, err := l.Room(0); err != nil || room.Ballast != 0 {
			t.Errorf("%+v, %v", room, err)
		}
		first := sell(t, l, b)
		if again := sell(t, l, b); again.Number != first.Number {
			t.Errorf("numbers %s and %s", first.Number, again.Number)
		}
		if n, err := l.Count(t.Context()); n != 4 || err != nil {
			t.Errorf("%d receipts, %v", n, err)
		}
		layBallast(t, l) // room was made
	}
}

func TestTheBallastIsRealAndKeepsItsSize(t *testing.T) {
	l, dir := found(t, true)
	layBallast(t, l)
	path := filepath.Join(dir, ballastFile)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if used := info.Sys().(*syscall.Stat_t).Blocks * 512; used < testBallast {
		t.Errorf("a file of %d bytes holds back %d", info.Size(), used)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	block := make([]byte, 4096)
	if _, err := io.ReadFull(f, block); err != nil || string(block[:2048]) == string(block[2048:]) {
		t.Errorf("it can be packed: %v", err)
	}
	layBallast(t, l)
	if again, err := os.Stat(path); err != nil || !again.ModTime().Equal(info.ModTime()) {
		t.Errorf("a whole ballast was written again: %v", err)
	}
	if laid, err := l.LayBallast(t.Context(), testBallast*2, 1<<60); laid || err != nil {
		t.Errorf("laid without room: %v, %v", laid, err)
	}
	if laid, err := l.LayBallast(t.Context(), 0, 0); laid || err != nil {
		t.Errorf("%v, %v", laid, err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a ballast of 0 is kept")
	}
}
