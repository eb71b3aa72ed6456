package journal

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/store/disk"
)

// sevenCopied makes a journal with seven entries and returns its copy's bytes
// and where each entry begins in them.
func sevenCopied(t *testing.T, dir string) (raw []byte, at []int) {
	t.Helper()
	j, db := start(t, dir)
	writeMany(t, j, 1, 7)
	crashed(t, j, db)
	raw, err := os.ReadFile(segmentPath(filepath.Join(dir, "copy"), 1))
	if err != nil {
		t.Fatal(err)
	}
	for pos := 0; len(at) < 7; {
		_, n, err := readFrame(raw[pos:])
		if err != nil {
			t.Fatal(err)
		}
		at, pos = append(at, pos), pos+int(n)
	}
	return raw, at
}

// The database ends early and the copy is damaged behind its end: whatever was
// given out there must not be given out again.
func TestNoNumberIsGivenOutTwice(t *testing.T) {
	for _, keep := range []int64{0, 2, 3} {
		for _, damage := range []int{4, 5, 6, 7} {
			for _, field := range []int{2, 100} { // the frame's length, the content
				t.Run(fmt.Sprintf("%d kept, entry %d damaged at %d", keep, damage, field), func(t *testing.T) {
					dir := t.TempDir()
					raw, at := sevenCopied(t, dir)
					raw[at[damage-1]+field] ^= 0x40
					path := segmentPath(filepath.Join(dir, "copy"), 1)
					if err := os.WriteFile(path, raw, 0o600); err != nil {
						t.Fatal(err)
					}
					db := cutTail(t, filepath.Join(dir, "j.db"), keep)
					_, _, err := Open(t.Context(), db, options(dir, db))
					if !errors.Is(err, ErrDamaged) {
						t.Fatalf("opened: %v", err)
					}
					if want := fmt.Sprintf("%d whole, signed entries behind", 7-damage); !strings.Contains(err.Error(), want) {
						t.Errorf("%v; want %q", err, want)
					}
					after, err := os.ReadFile(path)
					if err != nil || !bytes.Equal(raw, after) {
						t.Errorf("the copy was changed: %v", err)
					}
				})
			}
		}
	}
}

// The same damage beside a whole database stops nobody: the copy is made anew.
func TestADamagedCopyBesideAWholeDatabaseIsMadeAnew(t *testing.T) {
	dir := t.TempDir()
	raw, at := sevenCopied(t, dir)
	raw[at[3]+100] ^= 1
	if err := os.WriteFile(segmentPath(filepath.Join(dir, "copy"), 1), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	j, db := start(t, dir)
	if err := j.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustBeWhole(t, j, db)
	if aside, err := filepath.Glob(filepath.Join(dir, "copy.aside-*")); err != nil || len(aside) != 1 {
		t.Errorf("set aside: %v, %v", aside, err)
	}
}

// A damaged copy that tells another history is a fork, not something to replace.
func TestADamagedForkIsRefused(t *testing.T) {
	one, two := t.TempDir(), t.TempDir()
	raw, at := sevenCopied(t, one)
	raw[at[3]+100] ^= 1
	if err := os.WriteFile(segmentPath(filepath.Join(one, "copy"), 1), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	j, db := start(t, two)
	for i := range 9 {
		write(t, j, fmt.Sprint("other-", i))
	}
	crashed(t, j, db)
	db = openDB(t, filepath.Join(two, "j.db"))
	opt := options(two, db)
	opt.CopyDir = filepath.Join(one, "copy")
	if _, _, err := Open(t.Context(), db, opt); !errors.Is(err, ErrFork) {
		t.Errorf("opened: %v", err)
	}
}

// A file before the last one is damaged: nobody reads it at opening, checking
// the copy afterwards finds it and writes the copy anew.
func TestAnOlderFileOfTheCopyIsChecked(t *testing.T) {
	dir := t.TempDir()
	j, db := start(t, dir)
	big := bytes.Repeat([]byte("x"), 1<<20)
	for i := range 10 {
		if _, err := tryWrite(t.Context(), j, fmt.Sprint("big-", i), big); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.CheckCopy(t.Context()); err != nil {
		t.Fatalf("a sound copy: %v", err)
	}
	path := segmentPath(filepath.Join(dir, "copy"), 1)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw[3<<20] ^= 1
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := j.CheckCopy(t.Context()); !errors.Is(err, ErrDamaged) {
		t.Fatalf("not found: %v", err)
	}
	write(t, j, "goes on")
	mustBeWhole(t, j, db)
}

// gathered is what stands whole in dir.
func gathered(t *testing.T, db *sql.DB, dir string) *Union {
	t.Helper()
	u, err := Gather(t.Context(), db, disk.OS{}, filepath.Join(dir, "copy"), "L", newTestKey(1).Public())
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// tamper runs statements past the journal's guards.
func tamper(t *testing.T, db *sql.DB, statements ...string) {
	t.Helper()
	for _, q := range append([]string{`DROP TRIGGER IF EXISTS journal_no_update`, `DROP TRIGGER IF EXISTS journal_no_delete`}, statements...) {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
}

func TestBothSidesTogetherGiveTheWhole(t *testing.T) {
	dir := t.TempDir()
	raw, at := sevenCopied(t, dir)
	raw[at[1]+100] ^= 1 // entry 2 stands in the database only
	raw = append(raw[:at[5]], make([]byte, 100)...)
	if err := os.WriteFile(segmentPath(filepath.Join(dir, "copy"), 1), raw, 0o600); err != nil { // and 6, 7
		t.Fatal(err)
	}
	db := openDB(t, filepath.Join(dir, "j.db"))
	tamper(t, db, `UPDATE journal SET body = x'00' WHERE seq = 4`, `DELETE FROM journal WHERE seq = 5`) // 4, 5 in the copy only
	u := gathered(t, db, dir)
	if err := u.Check(); err != nil {
		t.Fatal(err)
	}
	var got []int64
	if err := u.Each(context.Background(), func(e Entry) error { got = append(got, e.Seq); return e.Check(newTestKey(1).Public()) }); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got) != "[1 2 3 4 5 6 7]" {
		t.Errorf("%v", got)
	}
	if d, c := u.OnlyIn(); d != 3 || c != 2 || u.Database.Damage == nil || u.Copy.Damage == nil {
		t.Errorf("%d only in the database, %d only in the copy; %v, %v", d, c, u.Database.Damage, u.Copy.Damage)
	}
	tamper(t, db, `DELETE FROM journal WHERE seq = 2`)
	if err := gathered(t, db, dir).Check(); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "5 whole") {
		t.Errorf("entry 2 is nowhere: %v", err)
	}
}

func TestGatheringNoticesAFork(t *testing.T) {
	one, two := t.TempDir(), t.TempDir()
	sevenCopied(t, one)
	j, db := start(t, two)
	writeMany(t, j, 1, 3)
	write(t, j, "other")
	crashed(t, j, db)
	db = openDB(t, filepath.Join(two, "j.db"))
	if err := gathered(t, db, one).Check(); !errors.Is(err, ErrFork) || !strings.Contains(err.Error(), "entry 4") {
		t.Errorf("%v", err)
	}
	u, err := Gather(t.Context(), db, disk.OS{}, filepath.Join(one, "copy"), "another", newTestKey(1).Public())
	if err != nil || u.Copy.Foreign != 7 || u.Database.Foreign != 4 || u.Highest() != 0 || u.Copy.Station != "W01" {
		t.Errorf("%+v, %v", u, err)
	}
}
