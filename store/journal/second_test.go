package journal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"outpost/store/disk"
)

// slowDisk holds writes back while it hangs and fails them on command.
type slowDisk struct {
	disk.File
	hang chan struct{} // nil: does not hang
	fail atomic.Bool
}

func (d *slowDisk) WriteAt(p []byte, at int64) (int, error) {
	if d.hang != nil {
		<-d.hang
	}
	if d.fail.Load() {
		return 0, errors.New("input/output error")
	}
	return d.File.WriteAt(p, at)
}

// hang makes the copy's disk hang until the returned function is called.
func hang(j *Journal) (release func()) {
	d := &slowDisk{File: j.copy.file.last.file, hang: make(chan struct{})}
	j.copy.file.last.file = d
	j.opt.CopyWait = 10 * time.Millisecond // a write that hangs is given up on soon
	return func() { close(d.hang) }
}

func TestAHangingCopyHoldsNoSaleUp(t *testing.T) {
	dir := t.TempDir()
	j, db := start(t, dir)
	write(t, j, "first")
	release := hang(j)
	write(t, j, "waits CopyWait, then goes on")
	release2 := sync.OnceFunc(release)
	t.Cleanup(release2)
	writeMany(t, j, 1, 5) // these do not even ask it
	if st := j.Copy(); st.Whole || st.Behind != 6 || st.Err == nil {
		t.Fatalf("status %+v", st)
	}
	if err := j.CatchUp(t.Context()); err != nil {
		t.Errorf("catching up with a hanging disk returns at once: %v", err)
	}
	if err := j.Close(); !errors.Is(err, ErrCopy) {
		t.Fatalf("closed while a write is under way: %v", err)
	}
	release2()
	<-j.copy.idle
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if err := j.CatchUp(t.Context()); !errors.Is(err, ErrCopy) {
		t.Errorf("a closed journal opened its copy again: %v", err)
	}
	db.Close()
	reopened(t, dir, "j.db")
}

// A write that timed out and arrives late must not meet the ones after it.
func TestALateWriteFindsItsPlace(t *testing.T) {
	j, db := start(t, t.TempDir())
	write(t, j, "first")
	release := hang(j)
	write(t, j, "late")
	writeMany(t, j, 1, 3)
	release()
	<-j.copy.idle
	j.opt.CopyWait = 10 * time.Second
	if err := j.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustBeWhole(t, j, db)
}

// stuckDisk does not answer while it is stuck, not even which files it has.
type stuckDisk struct {
	disk.OS
	stuck chan struct{} // nil: it answers
	asked chan struct{}
}

func (d *stuckDisk) ReadDir(name string) ([]string, error) {
	if d.stuck != nil {
		d.asked <- struct{}{}
		<-d.stuck
	}
	return d.OS.ReadDir(name)
}

// A copy that failed is opened again in the background. A disk that hangs in that
// holds up no sale, nor the screen that shows how the copy stands.
func TestACopyThatHangsWhileItIsOpenedAgainHoldsNoSaleUp(t *testing.T) {
	dir := t.TempDir()
	db, d := openDB(t, filepath.Join(dir, "j.db")), &stuckDisk{asked: make(chan struct{})}
	opt := options(dir, db)
	opt.Disk = d
	j, _, err := Open(t.Context(), db, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	write(t, j, "first")
	failing := &slowDisk{File: j.copy.file.last.file}
	failing.fail.Store(true)
	j.copy.file.last.file = failing
	write(t, j, "not in the copy")
	d.stuck = make(chan struct{})
	caught := make(chan error)
	go func() { caught <- j.CatchUp(t.Context()) }()
	<-d.asked
	sold := make(chan struct{})
	go func() {
		defer close(sold)
		writeMany(t, j, 1, 3)
		if st := j.Copy(); st.Behind != 4 || st.Err == nil {
			t.Errorf("status %+v", st)
		}
	}()
	select {
	case <-sold:
	case <-time.After(10 * time.Second):
		close(d.stuck)
		t.Fatal("the sale waits for the copy's disk")
	}
	j.opt.CopyWait = 10 * time.Millisecond
	if err := j.Close(); !errors.Is(err, ErrCopy) {
		t.Errorf("closed while the copy is opened: %v", err)
	}
	close(d.stuck)
	if err := <-caught; !errors.Is(err, ErrCopy) || j.copy.file != nil {
		t.Errorf("opened for a journal that was closed: %v", err)
	}
	<-sold
}

// A copy that was away when the journal was opened may hold what the database lost.
// Where sales went on meanwhile it tells another history: it is never taken for
// whole, and nothing is written behind it.
func TestACopyThatComesBackWithAnotherHistoryIsNoCopy(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	j, db := start(t, dir)
	writeMany(t, j, 1, 3)
	if _, err := db.Exec(`VACUUM INTO ?`, filepath.Join(dir, "lost.db")); err != nil {
		t.Fatal(err)
	}
	write(t, j, "only in the copy")
	j.Close()
	away := filepath.Join(dir, "away")
	if err := errors.Join(os.Rename(filepath.Join(dir, "copy"), away), os.WriteFile(filepath.Join(dir, "copy"), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	db = openDB(t, filepath.Join(dir, "lost.db"))
	j, missing, err := Open(ctx, db, options(dir, db))
	if err != nil || len(missing) > 0 {
		t.Fatalf("%d missing, %v", len(missing), err)
	}
	defer j.Close()
	write(t, j, "sold meanwhile")
	if err := errors.Join(os.Remove(filepath.Join(dir, "copy")), os.Rename(away, filepath.Join(dir, "copy"))); err != nil {
		t.Fatal(err)
	}
	for n := range 2 {
		if err := j.CatchUp(ctx); !errors.Is(err, ErrFork) {
			t.Errorf("caught up: %v", err)
		}
		if st := j.Copy(); st.Whole || !errors.Is(st.Err, ErrFork) {
			t.Errorf("status %+v", st)
		}
		write(t, j, fmt.Sprint("sold later ", n))
	}
}

func TestTheWaitIsCopyWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := second{work: Goroutines{}}
		begin := time.Now()
		if err := s.wait(&copying{ended: make(chan struct{})}, 3*time.Second); !errors.Is(err, ErrCopy) {
			t.Error(err)
		}
		if took := time.Since(begin); took != 3*time.Second {
			t.Errorf("waited %s", took)
		}
	})
}

func TestAFailedWriteIsCaughtUp(t *testing.T) {
	j, db := start(t, t.TempDir())
	write(t, j, "first")
	d := &slowDisk{File: j.copy.file.last.file}
	j.copy.file.last.file = d
	d.fail.Store(true)
	writeMany(t, j, 1, 3)
	if st := j.Copy(); st.Whole || st.Behind != 3 || st.Err == nil {
		t.Fatalf("status %+v", st)
	}
	if err := j.CatchUp(t.Context()); err != nil { // opens the files anew
		t.Fatal(err)
	}
	mustBeWhole(t, j, db)
}

func TestACopyOfAnotherStationIsLeftAlone(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	j, db := start(t, other)
	writeMany(t, j, 1, 3)
	crashed(t, j, db)
	before, err := os.ReadFile(segmentPath(filepath.Join(other, "copy"), 1))
	if err != nil {
		t.Fatal(err)
	}
	for seed := range byte(2) { // another key, and the same key with another ledger
		db = openDB(t, filepath.Join(dir, fmt.Sprint(seed, ".db")))
		opt := options(dir, db)
		opt.Ledger, opt.Signer = "other", newTestKey(2-seed)
		own := opt
		own.CopyDir = filepath.Join(dir, fmt.Sprint("own-", seed))
		opt.CopyDir = filepath.Join(other, "copy")
		if _, _, err := Open(t.Context(), db, opt); !errors.Is(err, ErrForeign) {
			t.Fatalf("a new ledger began beside another's copy: %v", err)
		}
		j, _, err := Open(t.Context(), db, own)
		if err != nil {
			t.Fatal(err)
		}
		write(t, j, "own")
		j.Close()
		if j, _, err = Open(t.Context(), db, opt); err != nil {
			t.Fatalf("a window with entries sells on: %v", err)
		}
		write(t, j, "own too")
		if err := j.CatchUp(t.Context()); !errors.Is(err, ErrForeign) {
			t.Errorf("caught up into another's copy: %v", err)
		}
		if st := j.Copy(); st.Whole || !errors.Is(st.Err, ErrForeign) {
			t.Errorf("%+v", st)
		}
		j.Close()
	}
	after, err := os.ReadFile(segmentPath(filepath.Join(other, "copy"), 1))
	if err != nil || string(before) != string(after) {
		t.Errorf("the other's copy was changed: %v", err)
	}
}

func TestACopyThatCannotBeMadeStopsNothing(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "copy"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	j, _ := start(t, dir)
	writeMany(t, j, 1, 3)
	if err := j.CatchUp(t.Context()); !errors.Is(err, ErrCopy) {
		t.Errorf("catching up into a file: %v", err)
	}
	if st := j.Copy(); st.Whole || st.Behind != 3 {
		t.Errorf("status %+v", st)
	}
}

// Run with -race: sales, catching up and the banner go on at once while the
// copy fails again and again.
func TestCatchingUpBesideSales(t *testing.T) {
	j, db := start(t, t.TempDir())
	write(t, j, "first")
	d := &slowDisk{File: j.copy.file.last.file}
	j.copy.file.last.file = d
	d.fail.Store(true)
	var wg sync.WaitGroup
	stop := make(chan struct{})
	for range 2 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if err := j.CatchUp(t.Context()); err != nil && !errors.Is(err, ErrCopy) {
					t.Error(err)
				}
				j.Copy()
			}
		})
	}
	for i := range 60 {
		if _, err := tryWrite(t.Context(), j, fmt.Sprint(i), []byte("{}")); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	wg.Wait()
	if err := j.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustBeWhole(t, j, db)
}
