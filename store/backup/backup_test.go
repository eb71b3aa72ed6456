package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/store"
	"outpost/store/catalog"
	"outpost/store/seal"
)

// clock is a clock that moves on by a second each time it is asked.
func clock() func() time.Time {
	at := time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)
	return func() time.Time { at = at.Add(time.Second); return at }
}

func window(t *testing.T) Station {
	t.Helper()
	dir := t.TempDir()
	tenders := []receipts.Tender{{Code: "cash", English: "Cash", Chinese: "现金", Cash: true}}
	l, err := store.Create(t.Context(), dir, store.Founding{
		Identity: store.Identity{Hospital: "Demo Hospital", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true},
		Settings: store.Settings{Rules: receipts.Rules{Currency: receipts.CNY(), Rounding: receipts.RoundNone, Tenders: tenders}},
	}, store.Options{Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	c, err := catalog.Open(t.Context(), filepath.Join(dir, store.CatalogFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if err := l.SetSecret("his", "not a password"); err != nil {
		t.Fatal(err)
	}
	return Station{Dir: dir, Ledger: l, Catalog: c}
}

func sell(t *testing.T, s Station, n int) {
	t.Helper()
	for i := range n {
		_, err := s.Ledger.Sell(t.Context(), receipts.Bill{
			ID: receipts.NewID(), Patient: receipts.Patient{ID: receipts.NewID(), Name: "Lin Yuejiang", Phone: "19900000001"}, Cashier: "c1",
			Lines: []receipts.Line{{Item: "lab/2", Code: "2", Name: "Blood count", Unit: "once", Category: receipts.CategoryLaboratory,
				Price: 20_0000, Quantity: 1000, List: "abc"}},
			Payments: []receipts.Payment{{Tender: "cash", Tendered: 100_00}},
		})
		if err != nil {
			t.Fatalf("receipt %d: %v", i, err)
		}
	}
}

// A window whose clock went back makes backups all the same; the one just made is
// kept, and so are those of before.
func TestABackupMadeWhileTheClockIsBackStays(t *testing.T) {
	s, folder := window(t), t.TempDir()
	now, back := clock(), func() time.Time { return time.Date(2015, 1, 1, 0, 3, 0, 0, time.UTC) }
	for range 3 {
		sell(t, s, 1)
		mustMake(t, s, options(folder, now))
	}
	sell(t, s, 1)
	made := mustMake(t, s, options(folder, back))
	if _, err := Verify(t.Context(), made.Path); err != nil {
		t.Error(err)
	}
	all, err := List(folder, s.Ledger.Identity().Ledger)
	if err != nil || len(all) != 3 || all[0].Receipts != 3 || all[1].Receipts != 2 {
		t.Errorf("%+v, %v", all, err)
	}
}

func options(folder string, now func() time.Time) Options {
	return Options{Kind: Daily, Folder: folder, MakeFolder: true, Keep: 3, Program: "test", Now: now}
}

func mustMake(t *testing.T, s Station, opt Options) Info {
	t.Helper()
	info, err := Make(t.Context(), s, opt)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func TestABackupIsWholeVerifiedAndListed(t *testing.T) {
	s, folder := window(t), t.TempDir()
	sell(t, s, 3)
	now := clock()
	made := mustMake(t, s, options(folder, now))
	id := s.Ledger.Identity()
	if made.Receipts != 3 || made.Head != s.Ledger.Head().Hash.String() || !made.Rebuilt || made.Identity.Ledger != id.Ledger || made.VerifiedAt.Before(made.MadeAt) {
		t.Errorf("%+v", made)
	}
	if len(made.Files) != 4 || made.Size < 10_000 || made.Key != KeyRecovery || !made.Unprotected {
		t.Errorf("%+v", made.Files)
	}
	all, err := List(folder, id.Ledger)
	if err != nil || len(all) != 1 || all[0].Path != made.Path || all[0].Head != made.Head || all[0].Err != nil {
		t.Fatalf("%+v, %v", all, err)
	}
	if _, err := Verify(t.Context(), made.Path); err != nil {
		t.Error(err)
	}
	if other, err := List(folder, "another"); err != nil || len(other) != 0 {
		t.Errorf("another ledger's: %v, %v", other, err)
	}
	names, err := os.ReadDir(made.Path)
	if err != nil || len(names) != 5 {
		t.Errorf("%v, %v", names, err)
	}
}

// Any byte of any file that changes is noticed.
func TestAChangedBackupIsNoticed(t *testing.T) {
	s, folder := window(t), t.TempDir()
	sell(t, s, 2)
	made := mustMake(t, s, options(folder, clock()))
	for _, name := range []string{ledgerFile, store.CatalogFile, secretsFile} {
		path := filepath.Join(made.Path, name)
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []int{0, len(raw) / 2, len(raw) - 1} {
			raw[at] ^= 1
			if err := os.WriteFile(path, raw, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := Verify(t.Context(), made.Path); !errors.Is(err, ErrUnsound) || !strings.Contains(err.Error(), name) {
				t.Errorf("%s, byte %d: %v", name, at, err)
			}
			if _, _, err := Preview(t.Context(), made.Path, nil); !errors.Is(err, ErrUnsound) {
				t.Errorf("%s, byte %d, previewed: %v", name, at, err)
			}
			raw[at] ^= 1
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if _, err := Verify(t.Context(), made.Path); !errors.Is(err, ErrUnsound) {
			t.Errorf("%s is missing: %v", name, err)
		}
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Verify(t.Context(), made.Path); err != nil {
		t.Error(err)
	}
	if _, err := Verify(t.Context(), folder); !errors.Is(err, ErrNotOne) {
		t.Errorf("no backup: %v", err)
	}
}

func TestOldBackupsGoAndTheLastGoodOneStays(t *testing.T) {
	s, folder, now := window(t), t.TempDir(), clock()
	var made []string
	for range 5 {
		made = append(made, mustMake(t, s, options(folder, now)).Path)
		sell(t, s, 1)
	}
	byHand := options(folder, now)
	byHand.Kind = ByHand
	mustMake(t, s, byHand)
	all, err := List(folder, s.Ledger.Identity().Ledger)
	if err != nil || len(all) != 4 || all[0].Kind != ByHand || all[1].Path != made[4] || all[3].Path != made[2] {
		t.Fatalf("%v, %v", all, err)
	}
	for _, path := range made[:2] {
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s is kept", path)
		}
	}
}

func TestWhichBackupsAreTooMany(t *testing.T) {
	at := func(n int, k Kind, err error) Info {
		return Info{Path: fmt.Sprint(n), Manifest: Manifest{Kind: k}, Err: err}
	}
	all := []Info{at(9, Daily, ErrUnsound), at(8, Daily, nil), at(7, Monthly, nil), at(6, ByHand, nil), at(5, Daily, nil), at(4, Daily, ErrUnsound), at(3, Daily, nil), at(2, Monthly, nil)}
	for _, c := range []struct {
		kind Kind
		keep int
		want string
	}{{Daily, 3, ""}, {Daily, 2, "3"}, {Daily, 1, "35"}, {Monthly, 1, "2"}, {Monthly, 2, ""}, {Removable, 1, ""}} {
		got := ""
		for _, b := range surplus(all, c.kind, c.keep) {
			got += b.Path
		}
		if got != c.want {
			t.Errorf("%s, keep %d: %q, want %q", c.kind, c.keep, got, c.want)
		}
	}
}

func TestABackupNeedsItsFolderAndRoom(t *testing.T) {
	s, now := window(t), clock()
	opt := options(filepath.Join(t.TempDir(), "stick"), now)
	opt.MakeFolder = false
	if _, err := Make(t.Context(), s, opt); !errors.Is(err, ErrAway) {
		t.Errorf("a missing folder: %v", err)
	}
	opt = options(t.TempDir(), now)
	opt.Removable = true
	if _, err := Make(t.Context(), s, opt); !errors.Is(err, ErrAway) {
		t.Errorf("the ledger's own disk: %v", err)
	}
	opt = options(t.TempDir(), now)
	for range 3 {
		mustMake(t, s, opt)
	}
	opt.LowWater = 1 << 60
	all, err := List(opt.Folder, s.Ledger.Identity().Ledger)
	if err != nil || len(all) != 3 {
		t.Fatalf("%v, %v", all, err)
	}
	last := filepath.Join(all[0].Path, secretsFile)
	if err := os.Rename(last, last+".away"); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(t.Context(), s, opt); !errors.Is(err, ErrRoom) || !errors.Is(err, ErrUnsound) {
		t.Errorf("the last one is spoiled: %v", err)
	}
	if all, err := List(opt.Folder, s.Ledger.Identity().Ledger); err != nil || len(all) != 3 {
		t.Errorf("an earlier one went while the last is spoiled: %v, %v", all, err)
	}
	if err := os.Rename(last+".away", last); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(t.Context(), s, opt); !errors.Is(err, ErrRoom) {
		t.Errorf("no room: %v", err)
	}
	if all, err := List(opt.Folder, s.Ledger.Identity().Ledger); err != nil || len(all) != 1 || all[0].Err != nil {
		t.Errorf("the last good one is gone: %v, %v", all, err)
	}
	if _, err := List(filepath.Join(opt.Folder, "none"), ""); !errors.Is(err, ErrAway) {
		t.Error(err)
	}
}

// A backup that was cut off is no backup, and is cleared by the next.
func TestAnUnfinishedBackupIsNone(t *testing.T) {
	s, folder := window(t), t.TempDir()
	home := filepath.Join(folder, s.Ledger.Identity().Ledger)
	left := filepath.Join(home, makingName)
	if err := os.MkdirAll(left, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(left, ledgerFile), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if all, err := list(home); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	mustMake(t, s, options(folder, clock()))
	if _, err := os.Stat(left); err == nil {
		t.Error("it is still there")
	}
}

func TestARestoreFromABackupWithWhatTheCopyAdds(t *testing.T) {
	s, folder := window(t), t.TempDir()
	sell(t, s, 2)
	made := mustMake(t, s, options(folder, clock()))
	sell(t, s, 3)
	copies := []string{filepath.Join(s.Dir, "copy")}
	info, p, err := Preview(t.Context(), made.Path, copies)
	if err != nil || info.Receipts != 2 || p.Receipts != 5 || p.AddedReceipts != 3 {
		t.Fatalf("%+v, %+v, %v", info, p, err)
	}
	into := filepath.Join(t.TempDir(), "fresh")
	if _, err := Restore(t.Context(), made.Path, s.Dir, filepath.Join(s.Dir, keyFile), copies, "", store.Options{}); !errors.Is(err, store.ErrExists) {
		t.Errorf("over a living ledger: %v", err)
	}
	done, err := Restore(t.Context(), made.Path, into, filepath.Join(s.Dir, keyFile), copies, "", store.Options{Now: clock()})
	if err != nil || done.Receipts != 5 {
		t.Fatalf("%+v, %v", done, err)
	}
	back, err := store.Open(t.Context(), into, store.Options{Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	if v, err := back.Verify(t.Context()); err != nil || !v.OK || v.Head != s.Ledger.Head().Hash.String() {
		t.Errorf("%+v, %v", v, err)
	}
	if secret, ok, err := back.Secret("his"); secret != "not a password" || !ok || err != nil {
		t.Errorf("the secret: %v, %v", ok, err)
	}
}

func TestABackupOpensWithTheRecoveryKeyAlone(t *testing.T) {
	s, folder := window(t), t.TempDir()
	paper := s.Ledger.TakeRecoveryKey()
	sell(t, s, 2)
	made := mustMake(t, s, options(folder, clock()))
	into := filepath.Join(t.TempDir(), "fresh")
	if _, err := Restore(t.Context(), made.Path, into, "", nil, "", store.Options{Now: clock()}); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), into, store.Options{Now: clock()}); !errors.Is(err, seal.ErrLocked) {
		t.Errorf("the backup of a window whose keys lie open opens by itself: %v", err)
	}
	ask := seal.Unlock{Ask: func(context.Context) (string, error) { return paper, nil }}
	back, err := store.Open(t.Context(), into, store.Options{Now: clock(), Unlock: ask})
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	if rows, err := back.Find(t.Context(), "Yuejiang", 10, 0); err != nil || len(rows) != 2 {
		t.Errorf("%d, %v", len(rows), err)
	}
}

// A former program's window has keys that nothing locks: they stay out.
func TestOpenKeysWithoutARecoveryKeyStayOut(t *testing.T) {
	s, folder := window(t), t.TempDir()
	path := filepath.Join(s.Dir, keyFile)
	raw, err := os.ReadFile(filepath.Join("..", "testdata", "golden-1", keyFile)) // of that form
	if err = errors.Join(err, os.WriteFile(path, raw, 0o600)); err != nil {
		t.Fatal(err)
	}
	made := mustMake(t, s, options(folder, clock()))
	if _, err := os.Stat(filepath.Join(made.Path, keyFile)); err == nil || made.Key != KeyNone || !made.Unprotected {
		t.Errorf("%+v, %v", made.Key, err)
	}
	if _, err := Restore(t.Context(), made.Path, filepath.Join(t.TempDir(), "fresh"), "", nil, "", store.Options{}); !errors.Is(err, ErrNoKey) {
		t.Errorf("restored without a key: %v", err)
	}
}
