package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"outpost/receipts"
	"outpost/store/seal"
)

// TestEveryCopyCutBackToOneEarlierHead puts an earlier state of the whole data
// folder, second copy and all, into its place: nothing in it contradicts itself,
// and only the paper knows better.
func TestEveryCopyCutBackToOneEarlierHead(t *testing.T) {
	l, dir := found(t, true)
	for range 4 {
		sell(t, l, bill("Lin Yuejiang", 60_00))
	}
	l.Close()
	earlier := t.TempDir()
	if err := os.CopyFS(filepath.Join(earlier, "data"), os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, dir)
	paper := sell(t, l, bill("Gao Shan", 60_00)).Head
	sell(t, l, bill("Gao Shan", 60_00))
	public := l.keys.Public()
	l.Close()
	whole, err := AuditCopy(t.Context(), filepath.Join(dir, copyFolder), AuditRequest{Public: public, Head: paper[:16]})
	if err != nil || !whole.OK || whole.HeadAt != whole.Entries-1 {
		t.Fatalf("before: %+v, %v", whole, err)
	}
	if err := errors.Join(os.RemoveAll(dir), os.CopyFS(dir, os.DirFS(filepath.Join(earlier, "data")))); err != nil {
		t.Fatal(err)
	}
	if v, err := Verify(t.Context(), dir, Options{}); err != nil || !v.OK {
		t.Fatalf("what was put back contradicts itself, so this test shows nothing: %+v, %v", v, err)
	}
	l = reopen(t, dir)
	if _, ok, err := l.HasHead(t.Context(), paper); ok || err != nil {
		t.Errorf("the ledger cut back stood at the later head: %v, %v", ok, err)
	}
	l.Close()
	for name, audit := range map[string]func() (Audit, error){
		"copy": func() (Audit, error) {
			return AuditCopy(t.Context(), filepath.Join(dir, copyFolder), AuditRequest{Public: public, Head: paper})
		},
		"database": func() (Audit, error) {
			return AuditFile(t.Context(), filepath.Join(dir, ledgerFile), AuditRequest{Public: public, Head: paper})
		},
	} {
		if a, err := audit(); err != nil || a.OK || a.HeadAt != 0 || len(a.Wrong) != 1 || a.Wrong[0].Where != wherePaper {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}

// TestALedgerWrittenAgainWithAnotherKey: whoever has the machine can found a
// ledger that looks alike; it verifies with its own key and not with the one that
// was handed out.
func TestALedgerWrittenAgainWithAnotherKey(t *testing.T) {
	l, _ := found(t, true)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	public := l.keys.Public()
	forged, dir := found(t, true)
	sell(t, forged, bill("Lin Yuejiang", 100_00))
	mustVerify(t, forged)
	forged.Close()
	for name, audit := range map[string]func() (Audit, error){
		"copy": func() (Audit, error) {
			return AuditCopy(t.Context(), filepath.Join(dir, copyFolder), AuditRequest{Public: public})
		},
		"database": func() (Audit, error) {
			return AuditFile(t.Context(), filepath.Join(dir, ledgerFile), AuditRequest{Public: public})
		},
	} {
		if a, err := audit(); err != nil || a.OK || a.Wrong[0].Where != whereKey {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}

// TestAnAuditElsewhere: the copy alone, on a machine that has nothing else.
func TestAnAuditElsewhere(t *testing.T) {
	l, dir := found(t, true)
	var last receipts.Receipt
	for range 3 {
		last = sell(t, l, bill("Lin Yuejiang", 60_00))
	}
	public := l.keys.Public()
	stick := t.TempDir()
	own := filepath.Join(stick, l.Identity().Ledger)
	if err := os.CopyFS(own, os.DirFS(filepath.Join(dir, copyFolder))); err != nil {
		t.Fatal(err)
	}
	a, err := AuditCopy(t.Context(), stick, AuditRequest{Public: public, Head: strings.ToUpper(last.Head[:8]) + " " + last.Head[8:12]})
	if err != nil || !a.OK || a.HeadAt != last.Seq || a.Hospital != "Demo Hospital" || a.Station != "W01" || a.KeyID != seal.KeyID(public) {
		t.Errorf("%+v, %v", a, err)
	}
	if a, err = AuditCopy(t.Context(), own, AuditRequest{Public: public, Head: "0123456789abcdef"}); err != nil || a.OK || a.HeadAt != 0 {
		t.Errorf("a head that never was: %+v, %v", a, err)
	}
	other, _ := seal.Generate()
	if _, err := AuditCopy(t.Context(), stick, AuditRequest{Public: other.Public()}); !errors.Is(err, ErrNoLedger) {
		t.Errorf("a key whose copy is not there: %v", err)
	}
	for _, path := range []string{stick, filepath.Join(dir, keyFile), filepath.Join(dir, "nothing")} {
		if _, err := AuditFile(t.Context(), path, AuditRequest{Public: public}); err == nil {
			t.Errorf("%s was taken for a database", path)
		}
	}
	paths, err := filepath.Glob(filepath.Join(own, "journal-*.copy"))
	if err != nil || len(paths) != 1 {
		t.Fatal(paths, err)
	}
	raw, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	end := len(bytes.TrimRight(raw, "\x00"))
	for at := 0; at < end; at += 37 {
		changed := bytes.Clone(raw)
		changed[at] ^= 1
		if err := os.WriteFile(paths[0], changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if a, err = AuditCopy(t.Context(), own, AuditRequest{Public: public, EverySignature: true}); err == nil && a.OK && a.Head == l.Head().Hash.String() {
			t.Errorf("byte %d changed: %+v", at, a)
		}
	}
}
