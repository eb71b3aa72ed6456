package store

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"outpost/store/disk"
	"outpost/store/journal"
)

// closedWith founds a ledger with n receipts, closes it and returns its folder
// and the last receipt's head.
func closedWith(t *testing.T, n int) (dir, head string) {
	t.Helper()
	l, dir := found(t, true)
	for range n {
		head = sell(t, l, bill("Lin Yuejiang", 100_00)).Head
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, head
}

// asAnother changes a closed ledger's database as another program would.
func asAnother(t *testing.T, dir string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, ledgerFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all := append([]string{`DROP TRIGGER journal_no_update`, `DROP TRIGGER journal_no_delete`}, statements...)
	for _, s := range append(all, journal.Schema) {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(s, err)
		}
	}
}

// changeCopy changes the bytes of a folder's second copy.
func changeCopy(t *testing.T, dir string, change func([]byte) []byte) {
	t.Helper()
	path := filepath.Join(dir, copyFolder, "journal-000000000001.copy")
	raw, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, change(raw), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// cutAfter cuts the copy off before the entry that holds the receipt's number.
func cutAfter(number string) func([]byte) []byte {
	return func(raw []byte) []byte {
		at := bytes.Index(raw, []byte(`"number":"`+number))
		out := bytes.Clone(raw)
		clear(out[at-100:])
		return out
	}
}

func flipIn(number string) func([]byte) []byte {
	return func(raw []byte) []byte {
		raw[bytes.Index(raw, []byte(`"number":"`+number))+12] ^= 1
		return raw
	}
}

// everything is every file of a folder, to see that nothing was changed.
func everything(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "-shm") || strings.HasSuffix(path, lockFile) {
			return err
		}
		raw, err := os.ReadFile(path)
		if len(raw) > 0 {
			fmt.Fprintf(&all, "%s %d %x\n", path, len(raw), raw)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// refusedRestore wants a refusal that changes nothing.
func refusedRestore(t *testing.T, dir string, kind error, says string) {
	t.Helper()
	before := everything(t, dir)
	_, err := Restore(t.Context(), dir, Options{Now: testClock()})
	if !errors.Is(err, kind) || !strings.Contains(err.Error(), says) {
		t.Fatalf("restored: %v; want %v with %q", err, kind, says)
	}
	if after := everything(t, dir); after != before {
		t.Error("the refused restore changed something")
	}
}

func TestARestoreKeepsASoundDatabase(t *testing.T) {
	for name, change := range map[string]func([]byte) []byte{
		"whole":      func(raw []byte) []byte { return raw },
		"shorter":    cutAfter("W01-0000003"),
		"is damaged": flipIn("W01-0000002"),
	} {
		t.Run(name, func(t *testing.T) {
			dir, head := closedWith(t, 5)
			changeCopy(t, dir, change)
			says := map[string]string{"whole": "nothing was changed", "shorter": "made whole by itself", "is damaged": "made anew by itself"}[name]
			refusedRestore(t, dir, ErrSound, says)
			l := reopen(t, dir)
			if got := l.Head().Hash.String(); got != head {
				t.Errorf("head %s, was %s", got, head)
			}
			if r := sell(t, l, bill("Gao Shan", 60_00)); r.Number != "W01-0000006" {
				t.Errorf("goes on with %s", r.Number)
			}
			mustVerify(t, l)
		})
	}
}

func TestARestoreRefusesAForkAndAnothersCopy(t *testing.T) {
	dir, _ := closedWith(t, 2)
	fork := copyFolderAsIs(t, dir)
	for _, d := range []string{dir, fork} {
		l := reopen(t, d)
		sell(t, l, bill("Gao Shan", 60_00))
		l.Close()
	}
	if err := os.Rename(filepath.Join(dir, copyFolder), filepath.Join(dir, "own copy")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, copyFolder), os.DirFS(filepath.Join(fork, copyFolder))); err != nil {
		t.Fatal(err)
	}
	refusedRestore(t, dir, journal.ErrFork, "nothing was changed")
	other, _ := closedWith(t, 4)
	if err := os.RemoveAll(filepath.Join(dir, copyFolder)); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, copyFolder), os.DirFS(filepath.Join(other, copyFolder))); err != nil {
		t.Fatal(err)
	}
	refusedRestore(t, dir, journal.ErrForeign, "another station's")
	if err := os.Remove(filepath.Join(dir, ledgerFile)); err != nil {
		t.Fatal(err)
	}
	refusedRestore(t, dir, journal.ErrForeign, "another station's")
	if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, journal.ErrForeign) {
		t.Errorf("opened beside another's copy: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, ledgerFile)); err == nil {
		t.Error("an empty ledger was left behind")
	}
}

func TestAWrongKeyIsSaid(t *testing.T) {
	dir, _ := closedWith(t, 2)
	other, _ := closedWith(t, 1)
	raw, err := os.ReadFile(filepath.Join(other, keyFile))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, keyFile), raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	refusedRestore(t, dir, ErrKey, "bring the right one back")
	if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, ErrKey) {
		t.Errorf("opened: %v", err)
	}
	if _, err := OpenReader(t.Context(), dir, Options{}); !errors.Is(err, ErrKey) {
		t.Errorf("read: %v", err)
	}
	v, err := Verify(t.Context(), dir, Options{})
	if err != nil || v.OK || len(v.Wrong) != 1 || v.Wrong[0].Where != whereKey {
		t.Errorf("%+v, %v", v, err)
	}
	if err := os.Remove(filepath.Join(dir, ledgerFile)); err != nil {
		t.Fatal(err)
	}
	refusedRestore(t, dir, ErrKey, "station.key")
}

// Each side lacks what the other holds: the restored ledger has all of it.
func TestARestoreTakesFromBothSides(t *testing.T) {
	dir, head := closedWith(t, 8)
	l := reopen(t, dir)
	draft := bill("Meng Yao", 60_00)
	if err := l.SaveDraft(t.Context(), draft, true); err != nil {
		t.Fatal(err)
	}
	l.Close()
	changeCopy(t, dir, cutAfter("W01-0000006"))
	asAnother(t, dir, `UPDATE journal SET body = x'00' WHERE seq = 4`)
	done, err := Restore(t.Context(), dir, Options{Now: testClock()})
	if err != nil || done.Receipts != 8 || done.Head != head || done.FromDatabase != 3 || done.FromCopy != 1 || done.SetAside == "" {
		t.Fatalf("%+v, %v", done, err)
	}
	l = reopen(t, dir)
	if drafts, err := l.Drafts(t.Context()); err != nil || len(drafts) != 1 || drafts[0].Bill.ID != draft.ID {
		t.Errorf("drafts %+v, %v", drafts, err)
	}
	if r := sell(t, l, bill("Gao Shan", 60_00)); r.Number != "W01-0000009" {
		t.Errorf("goes on with %s", r.Number)
	}
	if l.Adopted() != 0 {
		t.Errorf("%d adopted after a restore", l.Adopted())
	}
	mustVerify(t, l)
}

func TestARestoreLosesNoWholeEntry(t *testing.T) {
	dir, _ := closedWith(t, 8)
	asAnother(t, dir, `UPDATE journal SET body = x'00' WHERE seq = 4`)
	damaged := copyFolderAsIs(t, dir)
	changeCopy(t, damaged, cutAfter("W01-0000001"))
	refusedRestore(t, damaged, journal.ErrDamaged, "6 whole, signed entries stand behind it")
	last := copyFolderAsIs(t, dir)
	changeCopy(t, last, cutAfter("W01-0000008"))
	asAnother(t, last, `UPDATE journal SET body = x'00' WHERE seq = 10`)
	refusedRestore(t, last, journal.ErrDamaged, "give its number out again")
	gone := copyFolderAsIs(t, dir)
	changeCopy(t, gone, flipIn("W01-0000005"))
	if err := os.Remove(filepath.Join(gone, ledgerFile)); err != nil {
		t.Fatal(err)
	}
	refusedRestore(t, gone, journal.ErrDamaged, "3 whole, signed entries stand behind it")
	if _, err := Open(t.Context(), gone, Options{}); !errors.Is(err, journal.ErrDamaged) || !strings.Contains(err.Error(), "3 whole") {
		t.Errorf("opened: %v", err)
	}
}

// The folder was left without a database, with an empty file, or with another
// one: every way in names the restore, which then works and overwrites nothing.
func TestALostDatabaseIsNamedAndRestored(t *testing.T) {
	for name, content := range map[string][]byte{"no file": nil, "an empty one": {}, "another": bytes.Repeat([]byte("x"), 8192)} {
		t.Run(name, func(t *testing.T) {
			dir, head := closedWith(t, 3)
			path := filepath.Join(dir, ledgerFile)
			err := os.Remove(path)
			if content != nil {
				err = os.WriteFile(path, content, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err := OpenReader(t.Context(), dir, Options{}); err == nil || !strings.Contains(err.Error(), "outpost ledger restore") {
				t.Errorf("read: %v", err)
			}
			if v, err := Verify(t.Context(), dir, Options{}); err != nil || v.OK || len(v.Wrong) != 1 || v.Next == "" {
				t.Errorf("verified: %+v, %v", v, err)
			}
			if _, err := Create(t.Context(), dir, founding(true), Options{}); !errors.Is(err, ErrExists) {
				t.Errorf("founded: %v", err)
			}
			done, err := Restore(t.Context(), dir, Options{Now: testClock()})
			if err != nil || done.Head != head || (done.SetAside != "") != (content != nil) {
				t.Fatalf("%+v, %v", done, err)
			}
			mustVerify(t, reopen(t, dir))
		})
	}
}

func TestALostTailIsTakenOverAndTold(t *testing.T) {
	dir, head := closedWith(t, 5)
	asAnother(t, dir, `DELETE FROM journal WHERE seq > 5`, `DELETE FROM receipts WHERE seq > 5`, `DELETE FROM lines WHERE receipt > 5`, `DELETE FROM payments WHERE receipt > 5`, `DELETE FROM outbox WHERE receipt > 5`)
	v, err := Verify(t.Context(), dir, Options{})
	if err != nil || v.OK || !strings.Contains(v.Next, "takes them over") {
		t.Errorf("%+v, %v", v, err)
	}
	l := reopen(t, dir)
	if l.Adopted() != 2 || l.Head().Hash.String() != head {
		t.Errorf("%d adopted, head %s", l.Adopted(), l.Head().Hash)
	}
	mustVerify(t, l)
}

// A restore is cut off after the new database is whole and before it has its
// place: the next program to take the folder ends it.
func TestARestoreThatWasCutOffIsEnded(t *testing.T) {
	for _, cut := range []int{0, 1, 2} { // how many of the old files were moved before
		dir, head := closedWith(t, 3)
		changeCopy(t, dir, cutAfter("W01-0000002")) // only the restored one holds all
		f := folder{dir: dir, disk: disk.OS{}}
		if err := os.Rename(f.path(ledgerFile), f.path(restoredFile)); err != nil {
			t.Fatal(err)
		}
		old := map[string]string{"-wal": "an old log", "": "the old database"}
		for i, name := range []string{"-wal", ""} {
			if i >= cut {
				if err := os.WriteFile(f.path(ledgerFile+name), []byte(old[name]), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		if _, err := Create(t.Context(), dir, founding(true), Options{}); err == nil {
			t.Fatal("founded over a restore")
		}
		if got := reopen(t, dir).Head().Hash.String(); got != head {
			t.Errorf("cut %d: head %s, was %s", cut, got, head)
		}
		kept, err := filepath.Glob(f.path(ledgerFile + ".aside-*"))
		if err != nil || len(kept) != 2-cut {
			t.Errorf("cut %d: kept %v, %v", cut, kept, err)
		}
	}
}

func TestTheOldFilesAreNeverOverwritten(t *testing.T) {
	dir := t.TempDir()
	f := folder{dir: dir, disk: disk.OS{}}
	now := time.Date(2026, 11, 20, 1, 2, 3, 0, time.UTC)
	names := map[string]bool{}
	for i := range 3 {
		for _, name := range []string{ledgerFile, restoredFile} {
			if err := os.WriteFile(f.path(name), fmt.Append(nil, i, name), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		aside, err := f.endRestore(now)
		if err != nil || names[aside] {
			t.Fatalf("%q again, %v", aside, err)
		}
		names[aside] = true
	}
	for name := range names {
		if _, err := os.Stat(f.path(name)); err != nil {
			t.Error(err)
		}
	}
}

func TestTheCurrencyStaysWithItsReceipts(t *testing.T) {
	l, _ := found(t, true)
	dollars := founding(true).Settings
	dollars.Rules.Currency.Code = "USD"
	if err := l.AcceptSettings(t.Context(), dollars); err != nil {
		t.Fatalf("before the first receipt: %v", err)
	}
	sell(t, l, bill("Lin Yuejiang", 100_00))
	for _, change := range []func(*Settings){
		func(s *Settings) { s.Rules.Currency.Code = "CNY" },
		func(s *Settings) { s.Rules.Currency.Digits = 3 },
	} {
		s := dollars
		change(&s)
		if err := l.AcceptSettings(t.Context(), s); !errors.Is(err, ErrInput) || !strings.Contains(err.Error(), "found a window with a new ledger") {
			t.Errorf("accepted: %v", err)
		}
	}
	dollars.Rules.Currency.Symbol = "US$"
	if err := l.AcceptSettings(t.Context(), dollars); err != nil {
		t.Errorf("another symbol: %v", err)
	}
}
