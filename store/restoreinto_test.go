package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/receipts"
	"outpost/store/disk"
	"outpost/store/journal"
)

// backedUp is a ledger with two receipts in a backup's file and two more since.
func backedUp(t *testing.T) (dir string, src Source) {
	t.Helper()
	l, dir := found(t, true)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	sell(t, l, bill("Gao Shan", 100_00))
	file := filepath.Join(t.TempDir(), "backup.db")
	if err := l.CopyTo(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	sell(t, l, bill("Meng Yao", 100_00))
	sell(t, l, bill("Lin Yuejiang", 100_00))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, Source{Database: file, Key: filepath.Join(dir, keyFile)}
}

func TestABackupsFileIsCheckedWhole(t *testing.T) {
	_, src := backedUp(t)
	scratch := filepath.Join(t.TempDir(), "scratch.db")
	c, err := CheckFile(t.Context(), disk.OS{}, src.Database, scratch)
	if err != nil || len(c.Wrong)+len(c.Differ) > 0 || !c.Rebuilt || c.Receipts != 2 || c.Form != SchemaVersion || c.Identity.Station != "W01" || !c.To.After(c.From) {
		t.Fatalf("%+v, %v", c, err)
	}
	if _, err := os.Stat(scratch); err == nil {
		t.Error("the scratch file is left")
	}
	changeFile := func(statement string) FileCheck {
		t.Helper()
		dir := t.TempDir()
		raw, err := os.ReadFile(src.Database)
		if err = errors.Join(err, os.WriteFile(filepath.Join(dir, ledgerFile), raw, 0o600)); err != nil {
			t.Fatal(err)
		}
		asAnother(t, dir, statement)
		c, err := CheckFile(t.Context(), disk.OS{}, filepath.Join(dir, ledgerFile), scratch)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if c := changeFile(`UPDATE receipts SET total = 1`); len(c.Differ) != 1 || len(c.Wrong) != 0 {
		t.Errorf("a changed table: %+v", c)
	}
	if c := changeFile(`UPDATE journal SET body = x'00' WHERE seq = 3`); len(c.Wrong) == 0 || c.Rebuilt {
		t.Errorf("a changed entry: %+v", c)
	}
	if _, err := CheckFile(t.Context(), disk.OS{}, filepath.Join(t.TempDir(), "none"), scratch); err == nil {
		t.Error("a missing file is whole")
	}
}

func TestARestoreBringsTheSalesSinceFromTheCopy(t *testing.T) {
	dir, src := backedUp(t)
	alone, err := PreviewRestore(t.Context(), src)
	if err != nil || alone.Backup.Receipts != 2 || alone.Receipts != 2 || alone.Added != 0 || alone.From != "" || alone.Head != alone.Backup.Head {
		t.Fatalf("%+v, %v", alone, err)
	}
	src.Copies = []string{filepath.Join(dir, copyFolder)}
	p, err := PreviewRestore(t.Context(), src)
	if err != nil || p.Backup.Receipts != 2 || p.Receipts != 4 || p.AddedReceipts != 2 || p.From != src.Copies[0] || !p.To.After(p.Backup.To) {
		t.Fatalf("%+v, %v", p, err)
	}
	into := filepath.Join(t.TempDir(), "fresh")
	done, err := RestoreInto(t.Context(), into, src, Options{Now: testClock()})
	if err != nil || done.Receipts != 4 || done.FromCopy != p.Added || done.Head != p.Head || done.SetAside != "" {
		t.Fatalf("%+v, %v", done, err)
	}
	l := reopen(t, into)
	mustVerify(t, l)
	if r := sell(t, l, bill("Gao Shan", 60_00)); r.Number != "W01-0000005" {
		t.Errorf("goes on with %s", r.Number)
	}
}

func TestARestoreRefusesALivingFolderAndAnothersCopy(t *testing.T) {
	dir, src := backedUp(t)
	if _, err := RestoreInto(t.Context(), dir, src, Options{}); !errors.Is(err, ErrExists) || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("over a living ledger: %v", err)
	}
	other, _ := backedUp(t)
	into := filepath.Join(t.TempDir(), "fresh")
	foreign := src
	foreign.Copies = []string{filepath.Join(other, copyFolder)}
	if _, err := RestoreInto(t.Context(), into, foreign, Options{}); !errors.Is(err, journal.ErrForeign) {
		t.Errorf("another's copy: %v", err)
	}
	wrong := src
	wrong.Key = filepath.Join(other, keyFile)
	if _, err := RestoreInto(t.Context(), into, wrong, Options{}); !errors.Is(err, ErrKey) {
		t.Errorf("another's key: %v", err)
	}
	if _, err := RestoreInto(t.Context(), into, src, Options{}); err != nil { // what failed left nothing behind
		t.Errorf("after that: %v", err)
	}
}

func TestARestoreRefusesAnotherHistoryAndPassesOverADamagedCopy(t *testing.T) {
	dir, src := backedUp(t)
	early := copyFolderAsIs(t, dir)
	if err := errors.Join(os.RemoveAll(filepath.Join(early, copyFolder)), os.Remove(filepath.Join(early, ledgerFile))); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(src.Database)
	if err = errors.Join(err, os.WriteFile(filepath.Join(early, ledgerFile), raw, 0o600)); err != nil {
		t.Fatal(err)
	}
	other := reopen(t, early) // the backup was used, and charged on
	sell(t, other, bill("Gao Shan", 60_00))
	whole, fork := filepath.Join(dir, copyFolder), filepath.Join(early, copyFolder)
	src.Copies = []string{fork}
	if p, err := PreviewRestore(t.Context(), src); err != nil || p.AddedReceipts != 1 {
		t.Fatalf("%+v, %v", p, err) // by itself it is a history
	}
	damaged := copyFolderAsIs(t, dir)
	changeCopy(t, damaged, flipIn("W01-0000003"))
	src.Copies = []string{filepath.Join(damaged, copyFolder)}
	if _, err := PreviewRestore(t.Context(), src); !errors.Is(err, journal.ErrDamaged) {
		t.Errorf("entries behind a damage would be lost: %v", err)
	}
	src.Copies = append(src.Copies, whole)
	if p, err := PreviewRestore(t.Context(), src); err != nil || p.From != whole || p.AddedReceipts != 2 {
		t.Errorf("%+v, %v", p, err)
	}
	src.Copies = []string{whole, fork}
	if _, err := PreviewRestore(t.Context(), src); !errors.Is(err, journal.ErrFork) {
		t.Errorf("two copies with two histories: %v", err)
	}
}

// A backup alone does not say what was sold since: numbers that may stand on paper
// are not given out again, and each of them is accounted for.
func TestABackupAloneLeavesNumbersFree(t *testing.T) {
	dir, src := backedUp(t)
	if p, err := PreviewRestore(t.Context(), src); err != nil || p.Followed {
		t.Errorf("%+v, %v", p, err)
	}
	for name, c := range map[string]struct {
		onPaper string
		copies  []string
		next    string
		free    int
		want    error
	}{
		"nobody looked":            {"", nil, "W01-0000103", 100, nil},
		"two on paper since":       {"w01-0000004", nil, "W01-0000005", 2, nil},
		"nothing on paper since":   {"2", nil, "W01-0000003", 0, nil},
		"a copy tells":             {"", []string{filepath.Join(dir, copyFolder)}, "W01-0000005", 0, nil},
		"more on paper than there": {"W01-0000009", []string{filepath.Join(dir, copyFolder)}, "W01-0000010", 5, nil},
		"a slip of the keyboard":   {"W01-9000004", nil, "", 0, ErrInput},
		"another window's":         {"W02-0000004", nil, "", 0, ErrInput},
	} {
		t.Run(name, func(t *testing.T) {
			one, into := src, filepath.Join(t.TempDir(), "fresh")
			one.OnPaper, one.Copies = c.onPaper, c.copies
			done, err := RestoreInto(t.Context(), into, one, Options{Now: testClock()})
			if !errors.Is(err, c.want) {
				t.Fatal(err)
			}
			if c.want != nil {
				return
			}
			if done.Free.First > 0 && done.Free.Count() != int64(c.free) {
				t.Errorf("free %+v", done.Free)
			}
			l := reopen(t, into)
			p, err := l.RegisterPatient(t.Context(), receipts.Patient{ID: receipts.NewID(), Name: "Nan Feng"})
			if want := (Identity{Prefix: "W01"}).patientSeries().Number(int64(c.free) + 1); err != nil || p.Number != want {
				t.Errorf("the next patient is %s, want %s: %v", p.Number, want, err)
			}
			l.Close()
			l = reopen(t, into) // once
			if r := sell(t, l, bill("Gao Shan", 60_00)); r.Number != c.next {
				t.Errorf("goes on with %s, want %s", r.Number, c.next)
			}
			if free, err := l.SparedSerials(t.Context()); err != nil || len(free) != c.free {
				t.Errorf("%d numbers spared, want %d: %v", len(free), c.free, err)
			}
			mustVerify(t, l)
		})
	}
}
