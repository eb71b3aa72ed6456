package store

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"outpost/store/disk"
	"outpost/store/journal"
	"outpost/store/writeahead"
)

// frameSize is a frame of the log with its page.
const frameSize = 24 + 4096

// lastTransaction is where the last transaction of the log in dir begins.
func lastTransaction(t *testing.T, dir string) int {
	t.Helper()
	raw := readFile(t, filepath.Join(dir, ledgerFile+"-wal"))
	for end := len(raw) - frameSize; !bytes.Equal(raw[end+8:end+16], raw[16:24]); end -= frameSize { // of a log before it
		raw = raw[:end]
	}
	for at := len(raw) - 2*frameSize; at > 32; at -= frameSize {
		if !bytes.Equal(raw[at+4:at+8], []byte{0, 0, 0, 0}) {
			return at + frameSize
		}
	}
	t.Fatal("one transaction only")
	return 0
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func turn(t *testing.T, path string, at int, bit byte) {
	t.Helper()
	raw := readFile(t, path)
	raw[at] ^= bit
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

// Looking changes nothing: what SQLite drops of a damaged log it would otherwise
// delete on closing, and the rest it would write into the database.
func TestVerifyChangesNothing(t *testing.T) {
	dir, _, _ := killedTill(t)
	names := []string{ledgerFile, ledgerFile + "-wal", filepath.Join(copyFolder, "journal-000000000001.copy")}
	for _, damaged := range []bool{false, true} {
		if damaged {
			turn(t, filepath.Join(dir, names[1]), 32+3*frameSize+900, 4)
			turn(t, filepath.Join(dir, names[2]), 9000, 4)
		}
		before := map[string][]byte{}
		for _, name := range names {
			before[name] = readFile(t, filepath.Join(dir, name))
		}
		v, err := Verify(t.Context(), dir, Options{Now: testClock()})
		if err != nil || v.OK == damaged {
			t.Errorf("damaged %t: %+v, %v", damaged, v, err)
		}
		if _, err := OpenReader(t.Context(), dir, Options{Now: testClock()}); damaged && !errors.Is(err, journal.ErrDamaged) {
			t.Errorf("a damaged log is read: %v", err)
		}
		_, _ = Founded(t.Context(), dir, Options{Now: testClock()})
		for _, name := range names {
			if now, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !bytes.Equal(now, before[name]) {
				t.Errorf("damaged %t: %s was changed (%v)", damaged, name, err)
			}
		}
	}
}

// A changed byte in the log, while the second copy is behind or gone, loses no
// acknowledged sale: they stand behind the damage in the log itself. Where an entry
// was on the damaged page alone nothing is changed and the window goes on in a new
// ledger; no number is given out again either way.
func TestADamagedLogLosesNothingWithoutTheCopy(t *testing.T) {
	for name, between := range map[string]string{"after a checkpoint": "TRUNCATE", "a checkpoint without its end": "PASSIVE", "used again": "RESTART"} {
		t.Run(name, func(t *testing.T) { damagedLogs(t, between) })
	}
}

func damagedLogs(t *testing.T, between string) {
	dir, count := killedAfter(t, between)
	end := lastTransaction(t, dir)
	random := rand.New(rand.NewPCG(7, 1))
	mended := 0
	const tries = 12
	for n := range tries {
		hurt := copyFolderAsIs(t, dir)
		at := random.IntN(end)
		if n%6 == 0 {
			at = 12 + random.IntN(20) // the log's own header
		}
		turn(t, filepath.Join(hurt, ledgerFile+"-wal"), at, 1<<random.IntN(8))
		if err := os.RemoveAll(filepath.Join(hurt, copyFolder)); err != nil {
			t.Fatal(err)
		}
		log := readFile(t, filepath.Join(hurt, ledgerFile+"-wal"))
		if cutMended(t, hurt, at, int64(count), log) {
			mended++
		}
	}
	if mended < tries*2/3 {
		t.Errorf("%d of %d were made whole", mended, tries)
	}
	t.Logf("%d of %d changed bytes mended without the second copy", mended, tries)
}

// killedAfter is a folder as a killed till leaves it, with sales before and after a
// checkpoint of a kind.
func killedAfter(t *testing.T, checkpoint string) (dir string, count int) {
	t.Helper()
	l, live := found(t, true)
	for range 15 {
		sell(t, l, bill("Lin Yuejiang", 100_00))
	}
	if _, err := l.write.Exec(`PRAGMA wal_checkpoint(` + checkpoint + `)`); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		sell(t, l, bill("Gao Shan", 60_00))
	}
	return copyFolderAsIs(t, live), 25
}

// cutMended opens a folder whose log was changed at a byte and says whether the
// ledger is whole; where it is set aside, that its numbers go on.
func cutMended(t *testing.T, dir string, at int, count int64, log []byte) bool {
	t.Helper()
	l, err := Open(t.Context(), dir, Options{Now: testClock()})
	if err != nil {
		if !Mendable(err) || !errors.Is(err, journal.ErrDamaged) {
			t.Fatalf("byte %d: %v", at, err)
		}
		if now := readFile(t, filepath.Join(dir, ledgerFile+"-wal")); !bytes.Equal(now, log) {
			t.Fatalf("byte %d: refused, and the log was changed", at)
		}
		aside, err := SetAside(t.Context(), dir, AsideRequest{Why: "test"}, Options{Now: testClock()})
		if err != nil || aside.Known < count-3 {
			t.Fatalf("byte %d: %+v, %v", at, aside, err)
		}
		keptAs(t, dir, aside.Database, log)
		return false
	}
	defer l.Close()
	keptAs(t, dir, l.LogDamage().Kept, log)
	spared := l.Spared().Receipts.Count
	n, err := l.Count(t.Context())
	if err == nil {
		err = whole(t.Context(), l)
	}
	if err != nil || n+spared < count || l.LogDamage().Entries == 0 {
		t.Fatalf("byte %d: %d receipts of %d, %d numbers left out, %+v, %v", at, n, count, spared, l.LogDamage(), err)
	}
	return n == count
}

// keptAs fails unless the damaged database and its log lie in dir under a name, the
// log as it was, both to be read only.
func keptAs(t *testing.T, dir, name string, log []byte) {
	t.Helper()
	for _, suffix := range []string{"", "-wal"} {
		path := filepath.Join(dir, name+suffix)
		info, err := os.Stat(path)
		if err != nil || name == "" || info.Mode().Perm() != 0o400 {
			t.Errorf("%q is not kept to be read only: %v, %v", name+suffix, info, err)
		} else if suffix == "-wal" && !bytes.Equal(readFile(t, path), log) {
			t.Errorf("%s is not the log as it was", name+suffix)
		}
	}
}

// The last sale, damaged in the log, may have been answered where the second copy
// is behind: its number is left out. Where the copy is not behind it stands there,
// or nobody was told, and nothing is left out.
func TestADamagedLastSaleKeepsItsNumber(t *testing.T) {
	dir, count, _ := killedTill(t)
	at := lastTransaction(t, dir) + 2000
	for _, behind := range []bool{false, true} {
		hurt := copyFolderAsIs(t, dir)
		turn(t, filepath.Join(hurt, ledgerFile+"-wal"), at, 16)
		if behind {
			if err := os.RemoveAll(filepath.Join(hurt, copyFolder)); err != nil {
				t.Fatal(err)
			}
		}
		log := readFile(t, filepath.Join(hurt, ledgerFile+"-wal"))
		l, err := Open(t.Context(), hurt, Options{Now: testClock()})
		if err != nil {
			t.Fatal(err)
		}
		n, err := l.Count(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !behind && (n != int64(count) || l.Adopted() == 0 || l.Spared() != Spared{} || l.LogDamage() != LogDamage{}) {
			t.Errorf("with the copy: %d of %d receipts, %d adopted, %+v, %+v", n, count, l.Adopted(), l.Spared(), l.LogDamage())
		}
		if behind {
			if n != int64(count)-1 || l.Spared().Receipts.Count != mostAtOnce || l.Spared().Receipts.From != l.Identity().number(int64(count)) {
				t.Errorf("without the copy: %d of %d receipts, %+v", n, count, l.Spared())
			}
			keptAs(t, hurt, l.LogDamage().Kept, log)
		}
		if err := errors.Join(whole(t.Context(), l), l.Close()); err != nil {
			t.Error(err)
		}
		again, err := Open(t.Context(), hurt, Options{Now: testClock()})
		if err != nil || again.Spared() != (Spared{}) || again.LogDamage() != (LogDamage{}) {
			t.Errorf("opened again: %v", err)
		} else if err := again.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A restore and a setting aside keep the old database with its log.
func TestWhatIsReplacedKeepsItsLog(t *testing.T) {
	dir, count, _ := killedTill(t)
	log := readFile(t, filepath.Join(dir, ledgerFile+"-wal"))
	for _, by := range []string{"restore", "set aside"} {
		hurt := copyFolderAsIs(t, dir)
		turn(t, filepath.Join(hurt, ledgerFile), 4096*9+100, 8)
		for at := 4096; at < 4096*20; at += 4096 {
			turn(t, filepath.Join(hurt, ledgerFile), at, 255)
		}
		if writeahead.Read(log, 4096).Cut() {
			t.Fatal("the log is damaged")
		}
		var kept string
		if by == "restore" {
			done, err := Restore(t.Context(), hurt, Options{Now: testClock()})
			if kept = done.SetAside; err != nil || done.Receipts != int64(count) {
				t.Fatalf("%+v, %v", done, err)
			}
		} else {
			done, err := SetAside(t.Context(), hurt, AsideRequest{Why: "test"}, Options{Now: testClock()})
			if kept = done.Database; err != nil || done.Known != int64(count) {
				t.Fatalf("%+v, %v", done, err)
			}
		}
		keptAs(t, hurt, kept, log)
		if !disk.Exists(disk.OS{}, filepath.Join(hurt, ledgerFile)) {
			t.Error("no ledger is left")
		}
	}
}
