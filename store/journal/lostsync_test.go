package journal

import (
	"io/fs"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"outpost/store/disk"
)

// forgetful is a disk whose sync may fail as a real one's does: what it should
// have kept is never written by a later sync, though it is still read back. kept
// is what a power cut leaves.
type forgetful struct {
	disk.OS
	mu   sync.Mutex
	fail bool // the next sync
	kept map[string][]byte
}

func (d *forgetful) OpenFile(name string, flag int) (disk.File, error) {
	f, err := d.OS.OpenFile(name, flag)
	if err != nil {
		return nil, err
	}
	return &forgetfulFile{File: f, disk: d, name: name}, nil
}

type forgetfulFile struct {
	disk.File
	disk  *forgetful
	name  string
	dirty []dirt
}

type dirt struct {
	at   int64
	data []byte
}

func (f *forgetfulFile) WriteAt(p []byte, at int64) (int, error) {
	f.dirty = append(f.dirty, dirt{at, slices.Clone(p)})
	return f.File.WriteAt(p, at)
}

func (f *forgetfulFile) Sync() error     { return f.sync() }
func (f *forgetfulFile) SyncData() error { return f.sync() }

func (f *forgetfulFile) sync() error {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	dirty := f.dirty
	f.dirty = nil
	if f.disk.fail {
		f.disk.fail = false
		return &fs.PathError{Op: "sync", Path: f.name, Err: syscall.EIO}
	}
	for _, d := range dirty {
		kept := f.disk.kept[f.name]
		if need := int(d.at) + len(d.data); len(kept) < need {
			kept = append(kept, make([]byte, need-len(kept))...)
		}
		copy(kept[d.at:], d.data)
		f.disk.kept[f.name] = kept
	}
	return nil
}

// An entry whose sync failed is read back and was never kept. What is written
// behind it must not leave a hole there after a power cut.
func TestAFailedSyncLeavesNoHoleInTheCopy(t *testing.T) {
	dir := t.TempDir()
	d := &forgetful{kept: map[string][]byte{}}
	db := openDB(t, filepath.Join(dir, "j.db"))
	opt := options(dir, db)
	opt.Disk, opt.CopyWait = d, time.Minute
	j, _, err := Open(t.Context(), db, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	writeMany(t, j, 1, 3)
	d.mu.Lock()
	d.fail = true
	d.mu.Unlock()
	write(t, j, "unsynced")
	if st := j.Copy(); st.Whole {
		t.Fatal("a failed sync counts as kept")
	}
	if err := j.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	writeMany(t, j, 5, 7)
	if st := j.Copy(); !st.Whole {
		t.Fatalf("behind: %+v", st)
	}
	seqs := 0
	for name, raw := range d.kept { // the power goes
		if _, _, err := readSegment(oneFile{raw: raw}, name, func(Entry) error { seqs++; return nil }); err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
		}
	}
	if seqs != 7 {
		t.Errorf("%d entries are kept of 7", seqs)
	}
}
