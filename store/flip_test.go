package store

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"outpost/store/disk"
	"outpost/store/journal"
)

// flips is how many bytes are turned over; OUTPOST_FLIPS=1000 is the whole proof.
func flips() int {
	if n, err := strconv.Atoi(os.Getenv("OUTPOST_FLIPS")); err == nil && n > 0 {
		return n
	}
	return 30
}

// killedTill is a folder as a killed till leaves it: part of the receipts in the
// database's file, the rest in its write-ahead log. Everything is as it is on
// disk after a checkpoint and some more sales.
func killedTill(t *testing.T) (dir string, receipts int, want string) {
	t.Helper()
	l, live := found(t, true)
	const each = 15
	for range each {
		sell(t, l, bill("Lin Yuejiang", 100_00))
	}
	if _, err := l.write.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		t.Fatal(err)
	}
	for range each {
		sell(t, l, bill("Gao Shan", 60_00))
	}
	dir = copyFolderAsIs(t, live)
	if err := os.Remove(filepath.Join(dir, ledgerFile+"-shm")); err != nil { // gone with the power
		t.Fatal(err)
	}
	return dir, 2 * each, content(t, dir)
}

// content is what a folder's two sides say: each entry and each row, or why they
// cannot be read.
func content(t *testing.T, dir string) string {
	t.Helper()
	dir = copyFolderAsIs(t, dir) // reading a write-ahead log may write
	var all strings.Builder
	db, err := openReader(disk.OS{}, filepath.Join(dir, ledgerFile))
	if err == nil {
		defer db.Close()
		for _, table := range append([]string{"journal", "drafts"}, projections...) {
			rows, err := digest(t.Context(), db, table)
			all.WriteString(table + rows + errText(err))
		}
		objects, err := objects(t.Context(), db)
		all.WriteString(strconv.Itoa(len(objects)) + errText(err))
	}
	all.WriteString(errText(err))
	err = journal.ReadCopy(disk.OS{}, filepath.Join(dir, copyFolder), 0, func(e journal.Entry) error {
		all.WriteString(e.Hash.String() + string(e.Signature))
		return nil
	})
	return all.String() + errText(err)
}

func errText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// Every flipped byte that changes anything that was committed is noticed, and
// nothing is lost: what one side lost stands in the other (ledger.md: SQLite
// alone notices 21 %).
func TestAFlippedByteIsNoticedAndRecovered(t *testing.T) {
	dir, count, want := killedTill(t)
	random := rand.New(rand.NewPCG(11, 7))
	files := []string{ledgerFile, ledgerFile + "-wal", filepath.Join(copyFolder, "journal-000000000001.copy")}
	touched, noticed, n := 0, 0, flips()
	perFile := map[string][2]int{}
	for range n {
		name := files[random.IntN(len(files))]
		hurt := copyFolderAsIs(t, dir)
		at := flip(t, filepath.Join(hurt, name), random)
		if content(t, hurt) == want {
			continue // it lay in no committed row
		}
		touched++
		sum := perFile[name]
		sum[0]++
		if told, err := recovered(t, hurt, count); err != nil {
			t.Errorf("%s, byte %d: %v", name, at, err)
		} else if told {
			noticed++
			sum[1]++
		} else {
			t.Errorf("%s, byte %d: nobody noticed", name, at)
		}
		perFile[name] = sum
	}
	if touched == 0 {
		t.Fatal("no flip touched anything")
	}
	t.Logf("%d flips, %d touched what was committed, %d of them noticed (%.1f %%); touched and noticed by file: %v",
		n, touched, noticed, 100*float64(noticed)/float64(touched), perFile)
}

func flip(t *testing.T, path string, random *rand.Rand) (at int) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err == nil {
		at = random.IntN(len(bytes.TrimRight(raw, "\x00"))) // room that was only made ready holds nothing
		raw[at] ^= byte(1 << random.IntN(8))
		err = os.WriteFile(path, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// recovered says whether the damage was noticed, and fails where a receipt is
// lost or the folder does not become whole again.
func recovered(t *testing.T, dir string, count int) (noticed bool, err error) {
	t.Helper()
	ctx := t.Context()
	v, err := Verify(ctx, dir, Options{Now: testClock()})
	noticed = err != nil || !v.OK
	if noticed && needsRestore(v) {
		if _, err := Restore(ctx, dir, Options{Now: testClock()}); err != nil && !errors.Is(err, ErrSound) {
			return noticed, err
		}
	}
	l, err := Open(ctx, dir, Options{Now: testClock()})
	if err != nil {
		return noticed, err
	}
	defer l.Close()
	noticed = noticed || l.Adopted() > 0
	if err := l.Rebuild(ctx); err != nil {
		return noticed, err
	}
	if err := errors.Join(l.journal.CheckCopy(ctx), l.CatchUp(ctx)); err != nil && !errors.Is(err, journal.ErrDamaged) { // it says what it mends
		return noticed, err
	}
	n, err := l.Count(ctx)
	if err == nil && n != int64(count) {
		err = errors.New(strconv.FormatInt(n, 10) + " receipts are left")
	}
	if err != nil {
		return noticed, err
	}
	return noticed, whole(ctx, l)
}

func needsRestore(v Verification) bool {
	for _, w := range v.Wrong {
		if w.Where != FoundInSecondCopy && w.Where != FoundInProjections {
			return true
		}
	}
	return len(v.Wrong) == 0 // it could not even be read
}

func whole(ctx context.Context, l *Ledger) error {
	v, err := l.Verify(ctx)
	if err == nil && !v.OK {
		err = errors.New(v.Wrong[0].Where + ": " + v.Wrong[0].What)
	}
	return err
}
