package faultdisk

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"syscall"
	"testing"

	_ "modernc.org/sqlite"
)

func newDisk(t *testing.T, seed uint64) *Disk {
	t.Helper()
	d, err := New(rand.New(rand.NewPCG(seed, 0)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func database(t *testing.T, d *Disk, synchronous string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:/d/x.db?vfs="+d.VFS()+"&_pragma=journal_mode(WAL)&_pragma=synchronous("+synchronous+")")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	return db
}

// rows is the largest row that the database holds; it must hold all before it.
func rows(t *testing.T, db *sql.DB) (n int) {
	t.Helper()
	var count int
	var whole string
	if err := db.QueryRow(`SELECT count(*), coalesce(max(a), 0) FROM t`).Scan(&count, &n); err != nil {
		t.Fatal(err)
	}
	if err := db.QueryRow(`PRAGMA integrity_check`).Scan(&whole); err != nil || whole != "ok" || count != n {
		t.Fatalf("%d rows up to %d, %s, %v", count, n, whole, err)
	}
	return n
}

// lostCommits crashes at random calls and counts acknowledged rows that are gone.
func lostCommits(t *testing.T, synchronous string) (lost, cuts int) {
	t.Helper()
	random := rand.New(rand.NewPCG(7, 7))
	d := newDisk(t, 7)
	db := database(t, d, synchronous)
	if _, err := db.Exec(`CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB) STRICT`); err != nil {
		t.Fatal(err)
	}
	acknowledged := 0
	for range 200 {
		d.Arm(Armed{Fault: PowerCut, After: random.IntN(120), Times: 1})
		for !d.Dead() {
			if _, err := db.Exec(`INSERT INTO t VALUES(?, randomblob(700))`, acknowledged+1); err == nil {
				acknowledged++
			}
		}
		db.Close()
		d.Reboot()
		db = database(t, d, synchronous)
		switch got := rows(t, db); {
		case got < acknowledged:
			lost += acknowledged - got
			acknowledged = got
		case got > acknowledged+1:
			t.Fatalf("%d rows, %d acknowledged", got, acknowledged)
		default:
			acknowledged = got
		}
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	return lost, d.Hits()[LostData]
}

// The model does what ledger.md measured on real file systems: FULL keeps every
// commit, NORMAL does not.
func TestFullKeepsWhatNormalLoses(t *testing.T) {
	if lost, cuts := lostCommits(t, "FULL"); lost != 0 || cuts < 20 {
		t.Errorf("FULL lost %d commits in %d power cuts that lost data", lost, cuts)
	}
	if lost, cuts := lostCommits(t, "NORMAL"); lost == 0 {
		t.Errorf("NORMAL lost nothing in %d power cuts that lost data", cuts)
	}
}

func TestTheSameChancesFailTheSame(t *testing.T) {
	run := func() string {
		d := newDisk(t, 3)
		db := database(t, d, "FULL")
		defer db.Close()
		var said bytes.Buffer
		for i := range 60 {
			d.Arm(Armed{Fault: []Fault{FailedSync, LostSync, TornWrite, ErrorAfter, Full}[i%5], After: i % 7, Times: 1})
			_, err := db.Exec(`CREATE TABLE IF NOT EXISTS t` + fmt.Sprint(i) + `(a)`)
			fmt.Fprintln(&said, i, err, d.Calls())
			if i%9 == 8 {
				db.Close()
				d.CutPower()
				d.Reboot()
				db = database(t, d, "FULL")
			}
		}
		fmt.Fprintln(&said, d.Hits())
		return said.String()
	}
	if one, two := run(), run(); one != two {
		t.Errorf("%s\n%s", one, two)
	}
}

func TestFilesAndTheirNames(t *testing.T) {
	d := newDisk(t, 1)
	write := func(name, text string, sync bool) {
		f, err := d.OpenFile(name, os.O_RDWR|os.O_CREATE)
		if err == nil {
			_, err = f.WriteAt([]byte(text), 0)
		}
		if err == nil && sync {
			err = f.Sync()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	write("/d/kept", "kept", true)
	write("/d/aside/old", "old", true)
	if err := errors.Join(d.Rename("/d/aside", "/d/aside.1"), d.SyncDir("/d")); err != nil {
		t.Fatal(err)
	}
	write("/d/aside/old", "new", true)
	if names, err := d.ReadDir("/d"); err != nil || fmt.Sprint(names) != "[aside aside.1 kept]" {
		t.Errorf("%v, %v", names, err)
	}
	d.CutPower()
	if _, err := d.ReadFile("/d/kept"); !errors.Is(err, syscall.EIO) {
		t.Errorf("a disk without power answers: %v", err)
	}
	d.Reboot()
	for name, want := range map[string]string{"/d/kept": "kept", "/d/aside.1/old": "old", "/d/aside/old": "new"} {
		if got, err := d.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := d.ReadFile("/d/none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no such file: %v", err)
	}
}

func TestAFullDiskTakesNothingLonger(t *testing.T) {
	d := newDisk(t, 1)
	f, err := d.OpenFile("/d/f", os.O_RDWR|os.O_CREATE)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte("four"), 0); err != nil {
		t.Fatal(err)
	}
	d.Arm(Armed{Fault: Full, Times: -1})
	if _, err := f.WriteAt([]byte("five."), 0); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("longer: %v", err)
	}
	if _, err := f.WriteAt([]byte("4444"), 0); err != nil {
		t.Errorf("as long: %v", err)
	}
}

func TestAStickThatIsTakenOutComesBack(t *testing.T) {
	d := newDisk(t, 1)
	if err := errors.Join(d.MkdirAll("/usb"), d.Mkdir("/usb/w01")); err != nil {
		t.Fatal(err)
	}
	if err := d.Mkdir("/none/w01"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder in none: %v", err)
	}
	f, err := d.OpenFile("/usb/w01/f", os.O_RDWR|os.O_CREATE)
	if err == nil {
		_, err = f.WriteAt([]byte("kept"), 0)
	}
	if err := errors.Join(err, f.Sync()); err != nil {
		t.Fatal(err)
	}
	d.TakeOut("/usb")
	if _, err := f.WriteAt([]byte("lost"), 0); !errors.Is(err, syscall.EIO) {
		t.Errorf("written to a stick that is out: %v", err)
	}
	_, err = d.Size("/usb")
	_, err2 := d.ReadFile("/usb/w01/f")
	if err3 := d.Mkdir("/usb/w02"); !errors.Is(err, fs.ErrNotExist) || !errors.Is(err2, fs.ErrNotExist) || !errors.Is(err3, fs.ErrNotExist) {
		t.Errorf("a stick that is out: %v, %v, %v", err, err2, err3)
	}
	d.PutIn("/usb")
	if got, err := d.ReadFile("/usb/w01/f"); err != nil || string(got) != "kept" {
		t.Errorf("back again: %q, %v", got, err)
	}
	if err := d.Remove("/usb/w01"); !errors.Is(err, syscall.ENOTEMPTY) {
		t.Errorf("a folder that holds a file: %v", err)
	}
	if err := errors.Join(d.Remove("/usb/w01/f"), d.Remove("/usb/w01")); err != nil {
		t.Error(err)
	}
}
