package upkeep

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"outpost/app/station"
	"outpost/store"
	"outpost/store/backup"
)

// window is a station whose clock stands at a time until it is moved.
func window(t *testing.T, text string) (s *station.Station, move func(time.Duration)) {
	t.Helper()
	var now atomic.Int64
	now.Store(time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC).UnixNano())
	s, err := station.Setup(t.Context(), t.TempDir(), store.Identity{Hospital: "H", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00"},
		"test", []byte(text), station.Options{Now: func() time.Time { return time.Unix(0, now.Load()) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, func(d time.Duration) { now.Add(int64(d)) }
}

func once(t *testing.T, k *Keeper, want ...Task) []Done {
	t.Helper()
	done, err := k.Once(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var tasks []Task
	for _, d := range done {
		tasks = append(tasks, d.Task)
	}
	if fmt.Sprint(tasks) != fmt.Sprint(want) {
		t.Fatalf("did %v, want %v", tasks, want)
	}
	return done
}

func look(t *testing.T, k *Keeper) View {
	t.Helper()
	v, err := k.Look(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTheNightsWorkIsDoneOnceAndKnownAfterARebuild(t *testing.T) {
	s, move := window(t, "")
	k := New(s, Options{Program: "test"})
	once(t, k)
	move(24 * time.Hour)
	for _, d := range once(t, k, Daily, Check) {
		if d.Err != nil || d.Head != s.Ledger.Head().Hash.String() || len(d.Wrong) > 0 {
			t.Errorf("%+v", d)
		}
	}
	once(t, k)
	if err := s.Ledger.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	v := look(t, New(s, Options{Program: "test"}))
	if v.Level() != Good || !v.BallastMissing || v.Tasks[0].At.IsZero() || v.Tasks[0].NoKey || v.Tasks[1].Planned {
		t.Errorf("%+v", v) // the ballast is laid by Run
	}
	if _, err := backup.Verify(t.Context(), v.Tasks[0].Path); err != nil {
		t.Error(err)
	}
	if all, err := backup.List(s.Settings().Backup.DailyFolder(s.Dir), s.Ledger.Identity().Ledger); err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
}

func TestARemovableDiskIsAskedForAndUsedWhenItComes(t *testing.T) {
	stick := filepath.Join(t.TempDir(), "stick")
	s, move := window(t, fmt.Sprintf("[backup]\nremovable_folder = %q\n", stick))
	k := New(s, Options{Program: "test"})
	move(10 * 24 * time.Hour) // the 30th
	if d := once(t, k, Daily, Removable, Check)[1]; !errors.Is(d.Err, backup.ErrAway) || !d.Away {
		t.Errorf("%+v", d)
	}
	v := look(t, k).Tasks[2]
	if v.Level != Ask || v.DueSince.IsZero() || !v.Away || v.Where != stick || !strings.Contains(v.Error, "plug the disk in") {
		t.Errorf("%+v", v)
	}
	once(t, k) // it was asked for a moment ago
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	move(awayAfter)
	if d := once(t, k, Removable)[0]; !d.Away { // it lies on the ledger's own disk
		t.Errorf("%+v", d)
	}
	other, err := os.MkdirTemp("/dev/shm", "outpost-test-")
	if err != nil {
		t.Skip("no second file system to try with")
	}
	t.Cleanup(func() { os.RemoveAll(other) })
	if same, err := store.SameDisk(other, s.Dir); same || err != nil {
		t.Skip("no second file system to try with")
	}
	if err := errors.Join(os.Remove(stick), os.Symlink(other, stick)); err != nil {
		t.Fatal(err)
	}
	move(awayAfter)
	if d := once(t, k, Removable)[0]; d.Err != nil || d.Away || d.Error != "" || !strings.HasPrefix(d.Path, stick) {
		t.Errorf("%+v", d)
	}
	if v := look(t, k).Tasks[2]; v.Level != Good || !v.DueSince.IsZero() {
		t.Errorf("%+v", v)
	}
}

func TestTablesThatDifferAreAnAlarm(t *testing.T) {
	s, move := window(t, "")
	k := New(s, Options{Program: "test"})
	db, err := sql.Open("sqlite", "file:"+filepath.Join(s.Dir, "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`UPDATE state SET seq = 99 WHERE name = 'settings'`); err != nil {
		t.Fatal(err)
	}
	move(24 * time.Hour)
	for _, d := range once(t, k, Daily, Check) {
		if d.Err != nil || len(d.Wrong) != 1 || !strings.Contains(d.Wrong[0].What, "state") {
			t.Errorf("%+v", d)
		}
	}
	if v := look(t, k); v.Level() != Alarm || v.Tasks[0].Level != Alarm || v.Tasks[3].Level != Alarm {
		t.Errorf("%+v", v)
	}
	if left, err := filepath.Glob(filepath.Join(s.Dir, "*scratch*")); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

func TestTwoProgramsDoNotWorkAtOnce(t *testing.T) {
	s, move := window(t, "")
	move(24 * time.Hour)
	lock := flock.New(filepath.Join(s.Dir, "upkeep.lock"))
	if ok, err := lock.TryLock(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	k := New(s, Options{Program: "test"})
	if _, err := k.Once(t.Context()); !errors.Is(err, ErrBusy) {
		t.Errorf("%v", err)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	once(t, k, Daily, Check)
}

// Run with -race: it lays the ballast, is looked at meanwhile and ends.
func TestRunningUpkeepEnds(t *testing.T) {
	s, _ := window(t, "[disk]\nballast_mb = 1\nlow_water_mb = 0\n")
	looked := make(chan View, 1)
	k := New(s, Options{Looked: func(v View) { looked <- v }})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { k.Run(ctx); close(ended) }()
	if v := <-looked; v.Level() != Good || v.BallastMissing || v.Room.Ballast != 1<<20 || len(k.View().Tasks) != 4 {
		t.Errorf("%+v", v)
	}
	stop()
	<-ended
}
