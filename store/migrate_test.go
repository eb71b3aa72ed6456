package store

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/store/disk"
	"outpost/store/journal"
	"outpost/store/seal"
)

// formerLedger is a fresh folder with the golden ledger of form 1.
func formerLedger(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/golden-1")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func keptForms(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, ledgerFile+".form-*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestAFormerLedgerIsMigratedAfterABackup(t *testing.T) {
	dir := formerLedger(t)
	asAnother(t, dir, `CREATE TABLE forgotten (a TEXT)`, `CREATE INDEX forgotten_by_a ON forgotten (a)`) // a later program calls it otherwise
	l := reopen(t, dir)
	checkGolden(t, l)
	mustVerify(t, l)
	kept := keptForms(t, dir)
	if len(kept) != 1 || filepath.Base(kept[0]) != "ledger.db.form-1-entry-20" {
		t.Fatalf("backups beside it: %v", kept)
	}
	db, err := openStillFile(disk.OS{}, kept[0])
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	r, err := journal.VerifyRows(t.Context(), db, l.Identity().PublicKey)
	old, err2 := olderForm(t.Context(), db)
	var forgotten int
	err3 := db.QueryRow(`SELECT count(*) FROM forgotten`).Scan(&forgotten)
	if err := errors.Join(err, err2, err3); err != nil || r.Entries != goldenEntries || len(r.Wrong) > 0 || !old {
		t.Errorf("the backup holds %+v, older form %v: %v", r, old, err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, reopen(t, dir))
	if again := keptForms(t, dir); len(again) != 1 {
		t.Errorf("a ledger of this form was backed up again: %v", again)
	}
}

func TestDraftsSurviveAMigration(t *testing.T) {
	dir := formerLedger(t)
	asAnother(t, dir, `INSERT INTO drafts (id, parked, updated_us, sealed) VALUES ('d1', 1, 5, x'00')`)
	l := reopen(t, dir)
	var n int
	if err := l.read.QueryRow(`SELECT count(*) FROM drafts WHERE id = 'd1'`).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d drafts, %v", n, err)
	}
}

func TestReadersAskForAMigrationAndVerifyNeedsNone(t *testing.T) {
	dir := formerLedger(t)
	_, err := OpenReader(t.Context(), dir, Options{})
	if !errors.Is(err, ErrOlder) || !strings.Contains(err.Error(), "ledger rebuild") {
		t.Errorf("a reader of a former ledger: %v", err)
	}
	if v, err := Verify(t.Context(), dir, Options{}); err != nil || !v.OK {
		t.Errorf("%+v, %v", v, err)
	}
	if kept := keptForms(t, dir); len(kept) != 0 {
		t.Errorf("reading made %v", kept)
	}
	l := reopen(t, dir)
	r, err := OpenReader(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if r.Head() != l.Head() {
		t.Errorf("reader at %v, writer at %v", r.Head(), l.Head())
	}
}

func TestAWrongKeyMigratesNothing(t *testing.T) {
	dir := formerLedger(t)
	key := filepath.Join(dir, keyFile)
	keys, err := seal.Generate()
	if err = errors.Join(err, os.Remove(key), keys.Save(key)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, ErrKey) {
		t.Errorf("opened with another key: %v", err)
	}
	if kept := keptForms(t, dir); len(kept) != 0 {
		t.Errorf("it was backed up: %v", kept)
	}
	if old, err := olderForm(t.Context(), openRaw(t, dir)); !old || err != nil {
		t.Errorf("still the former form: %v, %v", old, err)
	}
}

func openRaw(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := openReader(disk.OS{}, filepath.Join(dir, ledgerFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}
