package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"outpost/receipts"
	"outpost/store/disk"
	"outpost/store/journal"
)

// twiceHurt is the folder of a killed till whose last entry is damaged in the
// write-ahead log, so that SQLite drops it, and in the second copy, so that it
// ends in a piece.
func twiceHurt(t *testing.T, live string) (dir string) {
	t.Helper()
	dir = copyFolderAsIs(t, live)
	if err := os.Remove(filepath.Join(dir, ledgerFile+"-shm")); err != nil {
		t.Fatal(err)
	}
	flipEnd(t, filepath.Join(dir, ledgerFile+"-wal"), 10)
	flipEnd(t, filepath.Join(dir, copyFolder, "journal-000000000001.copy"), 300)
	return dir
}

// flipEnd turns a bit over in a file, so many bytes before the end of what it
// holds.
func flipEnd(t *testing.T, path string, before int) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err == nil {
		raw[len(bytes.TrimRight(raw, "\x00"))-before] ^= 0x10
		err = os.WriteFile(path, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// The last receipt is damaged on both sides at once: neither can tell it, but its
// number stands on paper and is never given out again, nor is its form.
func TestTheNumberOfAnEntryDamagedOnBothSidesIsSpared(t *testing.T) {
	l, live := found(t, true)
	take(t, l, RangeForm, "AB001", "AB100")
	for range 3 {
		sell(t, l, bill("Lin Yuejiang", 100_00))
	}
	lost := sell(t, l, bill("Gao Shan", 60_00))
	dir := twiceHurt(t, live)

	again := reopen(t, dir)
	if got := again.Spared(); got != (Spared{Receipts: Numbers{1, lost.Number, lost.Number}, Forms: Numbers{1, lost.Form, lost.Form}, Patients: Numbers{1, "W01-T00001", "W01-T00001"}}) {
		t.Errorf("spared %+v", got)
	}
	next := sell(t, again, bill("Mu Qinghe", 60_00))
	if next.Number != "W01-0000005" || next.Form != "AB005" {
		t.Fatalf("%s on form %s comes after %s on %s", next.Number, next.Form, lost.Number, lost.Form)
	}
	mustVerify(t, again)
	if err := again.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, again)
	if n := give(again.SparedSerials(t.Context()))(t); len(n) != 1 || n[0] != 4 {
		t.Errorf("spared in the account: %v", n)
	}
	accounts := give(again.RangeAccounts(t.Context()))(t)
	if a := accounts[0]; !a.Sound() || a.Used != 4 || a.Lost != 1 {
		t.Errorf("forms %+v", a)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if told := reopen(t, dir).Spared(); told != (Spared{}) {
		t.Errorf("told again: %+v", told)
	}
}

// Where paper with the spared number turns up, its code brings the receipt back
// under its number and its form, and nothing counts as spared any more.
func TestASparedNumberThatTurnsUpOnPaperIsUsed(t *testing.T) {
	l, live := found(t, true)
	take(t, l, RangeForm, "AB001", "AB100")
	sell(t, l, bill("Lin Yuejiang", 100_00))
	lost := sell(t, l, bill("Gao Shan", 60_00))
	again := reopen(t, twiceHurt(t, live))
	rec := lostReceipt(lost.Number)
	rec.Receipt.Form, rec.Receipt.Drill = lost.Form, true
	back, known, err := again.RecordRecovered(t.Context(), cashier("c1"), rec)
	if err != nil || known || back.Number != lost.Number || back.Form != lost.Form {
		t.Fatalf("%s on %s, known %t: %v", back.Number, back.Form, known, err)
	}
	if n := give(again.SparedSerials(t.Context()))(t); len(n) != 0 {
		t.Errorf("still spared: %v", n)
	}
	if row := give(again.Receipt(t.Context(), lost.Form))(t); row.Receipt.Number != lost.Number {
		t.Errorf("form %s bears %s", lost.Form, row.Receipt.Number)
	}
	if next := sell(t, again, bill("Mu Qinghe", 60_00)); next.Number != "W01-0000003" || next.Form != "AB003" {
		t.Errorf("goes on with %s on %s", next.Number, next.Form)
	}
	for range 2 {
		if a := give(again.RangeAccounts(t.Context()))(t)[0]; !a.Sound() || a.Used != 3 || a.Lost != 0 {
			t.Errorf("forms %+v", a)
		}
		if err := again.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		mustVerify(t, again)
	}
}

// A cut while the entry that spares the number is being kept spares it once: the
// copy still ends in the piece then, and the database has the entry.
func TestANumberIsSparedOnce(t *testing.T) {
	l, live := found(t, true)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	sell(t, l, bill("Gao Shan", 60_00))
	dir := twiceHurt(t, live)
	torn := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(torn, os.DirFS(filepath.Join(dir, copyFolder))); err != nil {
		t.Fatal(err)
	}
	if err := reopen(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, copyFolder)); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, copyFolder), os.DirFS(torn)); err != nil {
		t.Fatal(err)
	}
	again := reopen(t, dir)
	if r := sell(t, again, bill("Mu Qinghe", 60_00)); again.Spared() != (Spared{}) || r.Number != "W01-0000003" {
		t.Errorf("spared %+v, then %s", again.Spared(), r.Number)
	}
	mustVerify(t, again)
}

// A copy that is damaged in the middle as well cannot be opened; its end is looked
// at all the same.
func TestTheEndOfADamagedCopyIsLookedAt(t *testing.T) {
	l, live := found(t, true)
	for range 5 {
		sell(t, l, bill("Lin Yuejiang", 100_00))
	}
	dir := twiceHurt(t, live)
	path := filepath.Join(dir, copyFolder, "journal-000000000001.copy")
	raw, err := os.ReadFile(path)
	if err == nil {
		raw[2000] ^= 0x40
		err = os.WriteFile(path, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if r := sell(t, reopen(t, dir), bill("Mu Qinghe", 60_00)); r.Number != "W01-0000006" {
		t.Errorf("%s was given out again", r.Number)
	}
}

// A ledger restored from a copy that ends in a piece spares its number too.
func TestARestoredLedgerSparesTheNumberOfAPiece(t *testing.T) {
	l, live := found(t, true)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	sell(t, l, bill("Gao Shan", 60_00))
	dir := twiceHurt(t, live)
	for _, name := range []string{ledgerFile, ledgerFile + "-wal"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Restore(t.Context(), dir, Options{Now: testClock()}); err != nil {
		t.Fatal(err)
	}
	if r := sell(t, reopen(t, dir), bill("Mu Qinghe", 60_00)); r.Number != "W01-0000003" {
		t.Errorf("%s was given out again", r.Number)
	}
}

// So does one that is restored from a backup and such a copy into a fresh folder.
func TestABackupsRestoreSparesTheNumberOfAPiece(t *testing.T) {
	live, src := backedUp(t)
	dir := copyFolderAsIs(t, live)
	flipEnd(t, filepath.Join(dir, copyFolder, "journal-000000000001.copy"), 300)
	src.Copies = []string{filepath.Join(dir, copyFolder)}
	fresh := filepath.Join(t.TempDir(), "fresh")
	if _, err := RestoreInto(t.Context(), fresh, src, Options{Now: testClock()}); err != nil {
		t.Fatal(err)
	}
	again := reopen(t, fresh)
	if r := sell(t, again, bill("Mu Qinghe", 60_00)); r.Number != "W01-0000005" {
		t.Errorf("%s was given out again", r.Number)
	}
	mustVerify(t, again)
}

// What the database holds explains the piece: nothing is spared.
func TestAPieceOfAKnownEntrySparesNothing(t *testing.T) {
	l, live := found(t, true)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	dir := copyFolderAsIs(t, live)
	flipEnd(t, filepath.Join(dir, copyFolder, "journal-000000000001.copy"), 300)
	again := reopen(t, dir)
	if r := sell(t, again, bill("Mu Qinghe", 60_00)); again.Spared() != (Spared{}) || r.Number != "W01-0000002" {
		t.Errorf("spared %+v, then %s", again.Spared(), r.Number)
	}
	if err := journal.ReadCopy(disk.OS{}, filepath.Join(dir, copyFolder), 0, func(journal.Entry) error { return nil }); err != nil {
		t.Error(err)
	}
}

// damageEntry turns a bit of an entry over wherever a file of the folder holds it.
func damageEntry(t *testing.T, dir string, e journal.Entry) {
	t.Helper()
	for _, path := range []string{filepath.Join(dir, ledgerFile), filepath.Join(dir, ledgerFile+"-wal"), filepath.Join(dir, copyFolder, "journal-000000000001.copy")} {
		raw, err := os.ReadFile(path)
		if missing(err) {
			continue
		}
		for at := bytes.Index(raw, e.Body); err == nil && at >= 0; at = bytes.Index(raw, e.Body) {
			raw[at+len(e.Body)/2] ^= 0x10
		}
		if err = errors.Join(err, os.WriteFile(path, raw, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
}

// A patient in the middle is lost on both sides: the next one gets a number above
// the highest, not that of somebody who has it already, which would be refused for
// ever.
func TestALostPatientStopsNoOther(t *testing.T) {
	dir, ctx := night(t, 1), t.Context()
	l := reopen(t, dir)
	var middle journal.Entry
	for n, name := range []string{"Gao Shan", "Mu Qinghe", "Ouyang Lan"} {
		p, err := l.RegisterPatient(ctx, receipts.Patient{ID: receipts.NewID(), Name: name})
		if err != nil {
			t.Fatal(err)
		}
		if n == 1 {
			middle, _, err = journal.ByID(ctx, l.read, p.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	l.Close()
	damageEntry(t, dir, middle)
	if _, err := SetAside(ctx, dir, AsideRequest{OnPaper: "W01-0000001", Why: "it does not verify"}, Options{Now: testClock(), PINCost: quick}); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, dir)
	for _, want := range []string{"W01-T00004", "W01-T00005"} {
		p, err := l.RegisterPatient(ctx, receipts.Patient{ID: receipts.NewID(), Name: "Nan Feng"})
		if err != nil || p.Number != want {
			t.Errorf("%s, want %s: %v", p.Number, want, err)
		}
	}
	mustVerify(t, l)
}
