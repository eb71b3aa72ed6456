package journal

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"outpost/store/disk"
)

// copied writes n entries and returns the copy's folder and first file.
func copied(t *testing.T, n int) (dir, path string) {
	t.Helper()
	dir = t.TempDir()
	j, db := start(t, dir)
	writeMany(t, j, 1, n)
	crashed(t, j, db)
	return dir, segmentPath(filepath.Join(dir, "copy"), 1)
}

func change(t *testing.T, path string, fn func([]byte) []byte) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, fn(raw), 0o600); err != nil {
		t.Fatal(err)
	}
}

func written(raw []byte) int { return len(bytes.TrimRight(raw, "\x00")) }

// reopened opens the journal, adopts, catches up and returns how many entries
// came only from the copy.
func reopened(t *testing.T, dir string, db string) int {
	t.Helper()
	file := openDB(t, filepath.Join(dir, db))
	j, missing, err := Open(t.Context(), file, options(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	err = j.AdoptAll(t.Context(), missing, func(*Batch, Entry) error { return nil })
	if err := errors.Join(err, j.CatchUp(t.Context())); err != nil {
		t.Fatal(err)
	}
	write(t, j, "after")
	mustBeWhole(t, j, file)
	return len(missing)
}

// A crash may tear the last entry at any byte. The database has it whole.
func TestATornTailIsWrittenAnew(t *testing.T) {
	dir, path := copied(t, 4)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	size := written(raw)
	_, frame, err := readFrame(raw)
	if err != nil {
		t.Fatal(err)
	}
	for cut := 1; cut < int(frame)+5; cut++ {
		torn := bytes.Clone(raw[:size+growBy/64])
		clear(torn[size-cut:])
		if err := os.WriteFile(path, torn, 0o600); err != nil {
			t.Fatal(err)
		}
		end, _, entries, err := checkSegment(disk.OS{}, path, newTestKey(1).Public())
		if err != nil || len(entries) < 2 || len(entries) > 3 || end != int64(len(entries))*frame {
			t.Fatalf("%d bytes torn off: %d entries, end %d, %v", cut, len(entries), end, err)
		}
	}
	if n := reopened(t, dir, "j.db"); n != 0 {
		t.Errorf("%d entries adopted from a torn copy", n)
	}
}

func TestACopyWithoutItsZerosOpens(t *testing.T) {
	dir, path := copied(t, 4)
	change(t, path, func(raw []byte) []byte { return raw[:written(raw)] })
	reopened(t, dir, "j.db")
}

// Damage before a whole entry is damage, zeros too: cutting the copy off there
// would destroy what stands behind it.
func TestDamageInTheMiddleCutsNothingOff(t *testing.T) {
	for name, damage := range map[string]func(frame []byte){
		"flipped body":   func(f []byte) { f[len(f)-80] ^= 1 },
		"flipped length": func(f []byte) { f[2] ^= 0x40 },
		"length zeroed":  func(f []byte) { clear(f[:4]) },
		"all zeroed":     func(f []byte) { clear(f) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, path := copied(t, 6)
			change(t, path, func(raw []byte) []byte {
				_, n, err := readFrame(raw)
				if err != nil {
					t.Fatal(err)
				}
				damage(raw[n : 2*n])
				return raw
			})
			before, _ := os.ReadFile(path)
			reopened(t, dir, "j.db")
			aside, err := filepath.Glob(filepath.Join(dir, "copy.aside-*", filepath.Base(path)))
			if err != nil || len(aside) != 1 {
				t.Fatalf("set aside: %v, %v", aside, err)
			}
			if after, _ := os.ReadFile(aside[0]); !bytes.Equal(before, after) {
				t.Error("the damaged copy was changed")
			}
		})
	}
}

// The copy is damaged and the database lost its tail: what stands whole and
// signed behind the damage happened all the same.
func TestWholeEntriesOfADamagedCopyAreAdopted(t *testing.T) {
	dir, path := copied(t, 8)
	change(t, path, func(raw []byte) []byte { raw[700] ^= 1; return raw })
	cutTail(t, filepath.Join(dir, "j.db"), 5).Close()
	if n := reopened(t, dir, "j.db"); n != 3 {
		t.Errorf("%d of 3 entries adopted", n)
	}
}

func TestTheCopyGoesOnInNewFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 20 MB")
	}
	dir := t.TempDir()
	j, db := start(t, dir)
	body := bytes.Repeat([]byte("0123456789abcdef"), 1<<15) // 512 KiB
	for i := range 40 {
		if _, err := tryWrite(t.Context(), j, fmt.Sprint(i), body); err != nil {
			t.Fatal(err)
		}
		if err := j.CatchUp(t.Context()); err != nil { // a slow disk may have missed CopyWait
			t.Fatal(err)
		}
	}
	paths, err := segments(disk.OS{}, j.opt.CopyDir)
	if err != nil || len(paths) != 3 {
		t.Fatalf("%d files, %v", len(paths), err)
	}
	mustBeWhole(t, j, db)
	var got []int64
	if err := ReadCopy(disk.OS{}, j.opt.CopyDir, 30, func(e Entry) error { got = append(got, e.Seq); return nil }); err != nil || len(got) != 10 || got[0] != 31 {
		t.Errorf("read %v, %v", got, err)
	}
	crashed(t, j, db)
	t.Run("an empty last file is left by a crash", func(t *testing.T) {
		if err := os.WriteFile(segmentPath(filepath.Join(dir, "copy"), 41), make([]byte, growBy), 0o600); err != nil {
			t.Fatal(err)
		}
		reopened(t, dir, "j.db")
	})
}
