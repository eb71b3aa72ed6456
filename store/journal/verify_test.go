package journal

import (
	"os"
	"path/filepath"
	"testing"

	"outpost/store/disk"
)

// A copy alone is verified with the public key alone; a changed signature in its
// middle, which the chain does not cover, is noticed beside the database and where
// every signature is verified.
func TestASignatureThatTheChainDoesNotCover(t *testing.T) {
	dir := t.TempDir()
	j, db := start(t, dir)
	writeMany(t, j, 1, 9)
	public, copyDir := newTestKey(1).Public(), filepath.Join(dir, "copy")
	if r, err := VerifyCopy(t.Context(), disk.OS{}, copyDir, "", public, true); err != nil || len(r.Wrong) > 0 || r.Entries != 9 || r.Head != j.Head().Hash.String() {
		t.Fatalf("sound: %+v, %v", r, err)
	}
	if r, _ := VerifyCopy(t.Context(), disk.OS{}, copyDir, "another", public, false); !r.CopyForeign {
		t.Errorf("another ledger's: %+v", r)
	}
	if r, _ := VerifyCopy(t.Context(), disk.OS{}, copyDir, "L", newTestKey(2).Public(), false); len(r.Wrong) == 0 {
		t.Error("another key verified")
	}
	paths, err := segments(disk.OS{}, copyDir)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	_, first, err := readFrame(raw)
	if err != nil {
		t.Fatal(err)
	}
	raw[first-3] ^= 4 // in the first entry's signature
	if err := os.WriteFile(paths[0], raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if r, _ := VerifyCopy(t.Context(), disk.OS{}, copyDir, "L", public, true); len(r.Wrong) != 1 || r.Wrong[0].Seq != 1 {
		t.Errorf("alone: %+v", r)
	}
	if r, err := Verify(t.Context(), db, db, disk.OS{}, copyDir, public); err != nil || len(r.Wrong) == 0 || !r.CopyDamaged {
		t.Errorf("beside the database: %+v, %v", r, err)
	}
}
