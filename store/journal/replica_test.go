package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"outpost/store/disk"
)

// stick is a further copy whose folder can be taken away.
type stick struct {
	*Replica
	folder string
	took   []Entry // handed over as only in the copy
}

func newStick(t *testing.T, j *Journal, db *sql.DB, folder string) *stick {
	t.Helper()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	s := &stick{folder: folder}
	s.Replica = NewReplica(ReplicaOptions{
		Dir: filepath.Join(folder, "L"), Ledger: "L", Public: newTestKey(1).Public(), Read: db, Head: j.Head,
		Ready: func() error {
			if err := os.Mkdir(s.opt.Dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
				return fmt.Errorf("the folder %s %w", s.folder, ErrAway)
			}
			return nil
		},
		TakeOver: func(_ context.Context, e []Entry) error {
			s.took = append(s.took, e...)
			return errors.New("not taken over")
		},
		Retry: time.Millisecond, Now: j.opt.Now, Log: slog.New(slog.DiscardHandler),
	}, 0)
	return s
}

// holds checks that the stick holds the journal's entries to the last.
func (s *stick) holds(t *testing.T, db *sql.DB) {
	t.Helper()
	r, err := Verify(t.Context(), db, db, disk.OS{}, s.opt.Dir, s.opt.Public)
	if err != nil || len(r.Wrong) > 0 {
		t.Errorf("%+v, %v", r, err)
	}
	if st := s.Status(); st.Err != nil || st.Seq != r.Entries || st.Reached.IsZero() {
		t.Errorf("status %+v after %d entries", st, r.Entries)
	}
}

func (s *stick) bringUp(t *testing.T) {
	t.Helper()
	if err := s.BringUp(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestAStickThatComesBackIsBroughtUpToDate(t *testing.T) {
	dir := t.TempDir()
	j, db := start(t, dir)
	writeMany(t, j, 1, 5)
	s := newStick(t, j, db, filepath.Join(dir, "stick"))
	s.bringUp(t)
	s.holds(t, db)
	writeMany(t, j, 6, 7)
	s.bringUp(t) // goes on where it was
	s.holds(t, db)
	if err := os.Rename(s.folder, s.folder+".out"); err != nil { // nothing of it is open
		t.Fatal(err)
	}
	writeMany(t, j, 8, 700) // more than one step of catching up
	if err := s.BringUp(t.Context()); !errors.Is(err, ErrAway) {
		t.Fatalf("taken out: %v", err)
	}
	if st := s.Status(); st.Seq != 7 || !errors.Is(st.Err, ErrAway) {
		t.Errorf("taken out: %+v", st)
	}
	if _, err := os.Stat(s.folder); err == nil {
		t.Error("the missing stick's folder was made on another disk")
	}
	if err := os.Rename(s.folder+".out", s.folder); err != nil {
		t.Fatal(err)
	}
	s.bringUp(t)
	s.holds(t, db)
}

// Two sticks take turns under one name; none is believed to hold what the other
// does.
func TestSticksThatTakeTurns(t *testing.T) {
	dir := t.TempDir()
	j, db := start(t, dir)
	writeMany(t, j, 1, 3)
	s := newStick(t, j, db, filepath.Join(dir, "stick"))
	s.bringUp(t)
	if err := os.CopyFS(filepath.Join(dir, "other"), os.DirFS(s.folder)); err != nil {
		t.Fatal(err)
	}
	writeMany(t, j, 4, 6)
	s.bringUp(t)
	swap := func() {
		for _, move := range [][2]string{{"stick", "hand"}, {"other", "stick"}, {"hand", "other"}} {
			if err := os.Rename(filepath.Join(dir, move[0]), filepath.Join(dir, move[1])); err != nil {
				t.Fatal(err)
			}
		}
	}
	swap()
	writeMany(t, j, 7, 8)
	s.bringUp(t)
	s.holds(t, db)
	swap()
	s.bringUp(t)
	s.holds(t, db)
}

func TestAnotherStationsStickIsLeftAlone(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	k, kdb := start(t, other)
	writeMany(t, k, 1, 3)
	theirs := newStick(t, k, kdb, filepath.Join(dir, "stick"))
	theirs.bringUp(t)
	before, err := os.ReadFile(segmentPath(theirs.opt.Dir, 1))
	if err != nil {
		t.Fatal(err)
	}
	opt := options(dir, openDB(t, filepath.Join(dir, "mine.db")))
	opt.Ledger = "M"
	db := opt.Read.(*sql.DB)
	j, _, err := Open(t.Context(), db, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	write(t, j, "mine")
	s := newStick(t, j, db, theirs.folder)
	s.opt.Ledger = "M"
	if err := s.BringUp(t.Context()); !errors.Is(err, ErrForeign) {
		t.Errorf("written into another's copy: %v", err)
	}
	s.opt.Dir = filepath.Join(s.folder, "M") // its own folder on the same stick
	s.bringUp(t)
	s.holds(t, db)
	if after, err := os.ReadFile(segmentPath(theirs.opt.Dir, 1)); err != nil || string(after) != string(before) {
		t.Errorf("the other's copy was changed: %v", err)
	}
}

func TestAStickWithAnotherHistoryIsRefused(t *testing.T) {
	dir := t.TempDir()
	j, db := start(t, dir)
	writeMany(t, j, 1, 3)
	back := filepath.Join(dir, "back.db")
	if _, err := db.Exec(`VACUUM INTO ?`, back); err != nil {
		t.Fatal(err)
	}
	s := newStick(t, j, db, filepath.Join(dir, "stick"))
	writeMany(t, j, 4, 5)
	s.bringUp(t)

	old := openDB(t, back) // a database from before entry 4
	opt := options(dir, old)
	opt.CopyDir = filepath.Join(dir, "copy2")
	k, _, err := Open(t.Context(), old, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	ahead := newStick(t, k, old, s.folder)
	if err := ahead.BringUp(t.Context()); err == nil || len(ahead.took) != 2 || ahead.took[1].ID != "id-5" {
		t.Errorf("entries that only the stick holds: %d, %v", len(ahead.took), err)
	}
	write(t, k, "another 4") // while it was away
	if err := ahead.BringUp(t.Context()); !errors.Is(err, ErrFork) {
		t.Errorf("ahead and another history: %v", err)
	}
	write(t, k, "another 5")
	write(t, k, "another 6")
	if err := ahead.BringUp(t.Context()); !errors.Is(err, ErrFork) {
		t.Errorf("another history: %v", err)
	}
	s.bringUp(t) // it was not touched
	s.holds(t, db)
}

func TestADamagedStickIsSetAsideAndWrittenAnew(t *testing.T) {
	dir := t.TempDir()
	j, db := start(t, dir)
	writeMany(t, j, 1, 5)
	s := newStick(t, j, db, filepath.Join(dir, "stick"))
	for spoiled := range asideMost {
		s.bringUp(t)
		s.holds(t, db)
		change(t, segmentPath(s.opt.Dir, 1), func(raw []byte) []byte { raw[written(raw)/2] ^= 1; return raw })
		write(t, j, fmt.Sprint("more ", spoiled))
		s.forget()
	}
	if n, err := countAside(disk.OS{}, s.opt.Dir); n != asideMost-1 || err != nil {
		t.Fatalf("%d set aside, %v", n, err)
	}
	s.bringUp(t)
	change(t, segmentPath(s.opt.Dir, 1), func(raw []byte) []byte { raw[written(raw)/2] ^= 1; return raw })
	s.forget()
	if err := s.BringUp(t.Context()); !errors.Is(err, ErrDamaged) {
		t.Errorf("a disk that spoils everything is filled on: %v", err)
	}
}

func TestAnEarlierFileOfAStickIsChecked(t *testing.T) {
	dir := t.TempDir()
	j, db := start(t, dir)
	for i := range 10 {
		if _, err := tryWrite(t.Context(), j, fmt.Sprint(i), make([]byte, segmentSize/8)); err != nil {
			t.Fatal(err)
		}
	}
	s := newStick(t, j, db, filepath.Join(dir, "stick"))
	s.bringUp(t)
	if paths, err := segments(disk.OS{}, s.opt.Dir); err != nil || len(paths) < 2 {
		t.Fatalf("%v, %v", paths, err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	change(t, segmentPath(s.opt.Dir, 1), func(raw []byte) []byte { raw[segmentSize/16] ^= 1; return raw })
	if err := s.Check(t.Context()); !errors.Is(err, ErrDamaged) {
		t.Errorf("a flipped bit in an earlier file: %v", err)
	}
	s.holds(t, db)
	if n, err := countAside(disk.OS{}, s.opt.Dir); n != 1 || err != nil {
		t.Errorf("%d set aside, %v", n, err)
	}
}

// A flipped byte in the database is not written over a whole copy's next entry.
func TestAReplicaTakesNoDamagedRow(t *testing.T) {
	dir := t.TempDir()
	j, db := start(t, dir)
	writeMany(t, j, 1, 5)
	s := newStick(t, j, db, filepath.Join(dir, "stick"))
	tamper(t, db, `UPDATE journal SET body = x'00' WHERE seq = 3`)
	if err := s.BringUp(t.Context()); !errors.Is(err, ErrDamaged) {
		t.Errorf("a damaged row was copied: %v", err)
	}
}

// Run with -race: sales and the banner go on while the stick is taken out and
// put back.
func TestARunningReplicaFollowsTheSales(t *testing.T) {
	dir := t.TempDir()
	j, db := start(t, dir)
	s := newStick(t, j, db, filepath.Join(dir, "stick"))
	reached := make(chan int64, 1)
	s.opt.Noted = func(st ReplicaStatus) {
		if st.Err == nil {
			select {
			case <-reached:
			default:
			}
			reached <- st.Seq
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { s.Run(ctx) })
	for i := range 100 {
		if _, err := tryWrite(t.Context(), j, fmt.Sprint(i), []byte("{}")); err != nil {
			t.Fatal(err)
		}
		s.Poke()
		s.Status()
		switch i {
		case 30:
			err := os.Rename(s.folder, s.folder+".out")
			if err != nil {
				t.Fatal(err)
			}
		case 60:
			if err := os.Rename(s.folder+".out", s.folder); err != nil {
				t.Fatal(err)
			}
		}
	}
	for seq := range reached {
		if seq == 100 {
			break
		}
	}
	stop()
	wg.Wait()
	s.holds(t, db)
}
