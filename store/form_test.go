package store

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"outpost/store/journal"
)

func TestAChangedSchemaIsNoticed(t *testing.T) {
	for statement, says := range map[string]string{
		`DROP TRIGGER journal_no_update`: "trigger journal_no_update is missing",
		`DROP INDEX receipts_by_shift`:   "index receipts_by_shift is missing",
		`DROP TRIGGER journal_in_order; CREATE TRIGGER journal_in_order BEFORE INSERT ON journal BEGIN SELECT 1; END`: "trigger journal_in_order was changed",
		`CREATE TRIGGER mine AFTER INSERT ON receipts BEGIN DELETE FROM lines; END`:                                   "trigger mine is not this program's",
		`CREATE TABLE mine (a)`:   "table mine is not this program's",
		`PRAGMA user_version = 0`: "number of its form was changed",
	} {
		t.Run(says, func(t *testing.T) {
			dir, head := closedWith(t, 2)
			db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, ledgerFile))
			if err == nil {
				_, err = db.Exec(statement)
			}
			if err != nil {
				t.Fatal(err)
			}
			db.Close()
			v, err := Verify(t.Context(), dir, Options{})
			if err != nil || v.OK || len(v.Wrong) == 0 || !strings.Contains(v.Wrong[0].What, says) || v.Next != nextRestore {
				t.Fatalf("%+v, %v", v, err)
			}
			if done, err := Restore(t.Context(), dir, Options{Now: testClock()}); err != nil || done.Head != head {
				t.Fatalf("%+v, %v", done, err)
			}
			if v, err := Verify(t.Context(), dir, Options{}); err != nil || !v.OK {
				t.Errorf("after the restore: %+v, %v", v, err)
			}
		})
	}
}

func TestANewerLedgerIsLeftToItsProgram(t *testing.T) {
	dir, _ := closedWith(t, 1)
	asAnother(t, dir, fmt.Sprintf(`PRAGMA user_version = 99; PRAGMA application_id = %d`, formMark+99))
	_, read := OpenReader(t.Context(), dir, Options{})
	_, written := Open(t.Context(), dir, Options{})
	_, verified := Verify(t.Context(), dir, Options{})
	_, restored := Restore(t.Context(), dir, Options{})
	for name, err := range map[string]error{"read": read, "written": written, "verified": verified, "restored": restored} {
		if !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), "newer Outpost") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsNextFitsTheFinding(t *testing.T) {
	for name, c := range map[string]struct {
		change func(dir string)
		says   string
	}{
		"copy damaged": {func(dir string) { changeCopy(t, dir, flipIn("W01-0000002")) }, "made anew by itself"},
		"copy shorter": {func(dir string) { changeCopy(t, dir, cutAfter("W01-0000002")) }, "made whole by itself"},
		"projections":  {func(dir string) { asAnother(t, dir, `UPDATE receipts SET total = 1`) }, "ledger rebuild"},
		"journal":      {func(dir string) { asAnother(t, dir, `UPDATE journal SET sales = 1 WHERE seq = 4`) }, "ledger restore"},
		"another's copy": {func(dir string) {
			other, _ := closedWith(t, 1)
			if err := os.RemoveAll(filepath.Join(dir, copyFolder)); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(filepath.Join(other, copyFolder), filepath.Join(dir, copyFolder)); err != nil {
				t.Fatal(err)
			}
		}, "own folder"},
	} {
		dir, _ := closedWith(t, 3)
		c.change(dir)
		v, err := Verify(t.Context(), dir, Options{})
		if err != nil || v.OK || !strings.Contains(v.Next, c.says) {
			t.Errorf("%s: %+v, %v", name, v, err)
		}
	}
}

// still mounts a folder with a ledger read-only, closed or as a crash leaves it.
func still(t *testing.T, crashed bool) (dir, head string) {
	t.Helper()
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("a read-only disk is made with mount, which takes root on Linux")
	}
	l, from := found(t, true)
	for range 3 {
		head = sell(t, l, bill("Lin Yuejiang", 100_00)).Head
	}
	if crashed {
		from = copyFolderAsIs(t, from)
		if err := os.Remove(filepath.Join(from, ledgerFile+"-shm")); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	} else {
		l.Close()
	}
	disk := t.TempDir()
	mount := func(args ...string) {
		if out, err := exec.Command("mount", args...).CombinedOutput(); err != nil {
			t.Skipf("mount is not allowed here: %s", out)
		}
	}
	mount("-t", "tmpfs", "-o", "size=16m", "outpost-test", disk)
	t.Cleanup(func() {
		if out, err := exec.Command("umount", disk).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	})
	inside := filepath.Join(disk, "data")
	if err := os.CopyFS(inside, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	mount("-o", "remount,ro", disk)
	return inside, head
}

func TestAReadOnlyDiskIsRead(t *testing.T) {
	for _, crashed := range []bool{false, true} {
		dir, head := still(t, crashed)
		l, err := OpenReader(t.Context(), dir, Options{})
		if err != nil {
			t.Fatalf("crashed %v: %v", crashed, err)
		}
		if got := l.Head().Hash.String(); got != head {
			t.Errorf("crashed %v: head %s, was %s", crashed, got, head)
		}
		if st, err := l.InspectCopy(t.Context()); err != nil || !st.Whole {
			t.Errorf("crashed %v: %+v, %v", crashed, st, err)
		}
		temp := l.temp
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(temp); temp != "" && err == nil {
			t.Errorf("%s was left behind", temp)
		}
		if (temp != "") != crashed {
			t.Errorf("crashed %v: read in %q", crashed, temp)
		}
		if v, err := Verify(t.Context(), dir, Options{}); err != nil || !v.OK || v.Entries != 5 {
			t.Errorf("crashed %v: %+v, %v", crashed, v, err)
		}
	}
}

func TestTheCopyIsInspected(t *testing.T) {
	for name, c := range map[string]struct {
		change func(dir string)
		kind   error
		behind int64
	}{
		"whole":   {func(string) {}, nil, 0},
		"shorter": {func(dir string) { changeCopy(t, dir, cutAfter("W01-0000002")) }, journal.ErrCopy, 2},
		"damaged": {func(dir string) { changeCopy(t, dir, flipIn("W01-0000001")) }, journal.ErrDamaged, 5},
	} {
		dir, _ := closedWith(t, 3)
		c.change(dir)
		l, err := OpenReader(t.Context(), dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		st, err := l.InspectCopy(t.Context())
		if err != nil || st.Whole != (c.kind == nil) || st.Behind != c.behind || c.kind != nil && !strings.Contains(st.Err.Error(), c.kind.Error()) {
			t.Errorf("%s: %+v, %v", name, st, err)
		}
		l.Close()
	}
}
