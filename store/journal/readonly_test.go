package journal

import (
	"path/filepath"
	"syscall"
	"testing"

	"outpost/store/disk"
)

// fullDisk lets no file be opened for writing.
type fullDisk struct{ disk.OS }

func (fullDisk) OpenFile(string, int) (disk.File, error) { return nil, syscall.ENOSPC }

// What only the copy holds happened, also where the copy's disk is full at the
// moment: its number must not be given out again.
func TestACopyThatCannotBeWrittenIsStillRead(t *testing.T) {
	dir := t.TempDir()
	j, db := start(t, dir)
	writeMany(t, j, 1, 10)
	crashed(t, j, db)
	db = cutTail(t, filepath.Join(dir, "j.db"), 7)
	opt := options(dir, db)
	opt.Disk = fullDisk{}
	j, missing, err := Open(t.Context(), db, opt)
	if err != nil || len(missing) != 3 || missing[0].Seq != 8 {
		t.Fatalf("%d only in the copy, %v", len(missing), err)
	}
	if err := j.AdoptAll(t.Context(), missing, func(*Batch, Entry) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if e := write(t, j, "next"); e.Seq != 11 {
		t.Errorf("the next entry is %d", e.Seq)
	}
	if st := j.Copy(); st.Whole || st.Err == nil {
		t.Errorf("the copy says %+v", st)
	}
	crashed(t, j, db)
	j, db = start(t, dir)
	if err := j.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustBeWhole(t, j, db)
}
