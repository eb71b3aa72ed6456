package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"outpost/store/disk"
)

// BenchmarkChargeBesideCopies measures a durable charge alone, with a further
// copy behind it, and while a backup is written and checked, in turn. None of
// them may make a cashier wait.
//
//	go test -run '^$' -bench BesideCopies -benchtime 2000x ./store
func BenchmarkChargeBesideCopies(b *testing.B) {
	dir := b.TempDir()
	alone, followed, kept := benchLedger(b, filepath.Join(dir, "alone"), ""), benchLedger(b, filepath.Join(dir, "followed"), ""), benchLedger(b, filepath.Join(dir, "kept"), "")
	stick := FurtherCopy{Name: "stick", Folder: b.TempDir()}
	if err := followed.Replicate(b.Context(), []FurtherCopy{stick}); err != nil {
		b.Fatal(err)
	}
	for range 3000 { // something to back up
		if _, err := kept.Sell(b.Context(), chargeBill()); err != nil {
			b.Fatal(err)
		}
	}
	stop, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- backUpAgainAndAgain(b, kept, stop) }()
	ways := []struct {
		name string
		l    *Ledger
		took []time.Duration
	}{{"alone", alone, nil}, {"followed", followed, nil}, {"backed-up", kept, nil}}
	for i := 0; b.Loop(); i++ {
		for k := range ways {
			w := &ways[(i+k)%len(ways)]
			begin := time.Now()
			if _, err := w.l.Sell(b.Context(), chargeBill()); err != nil {
				b.Fatal(w.name, err)
			}
			w.took = append(w.took, time.Since(begin))
		}
	}
	close(stop)
	if err := <-ended; err != nil {
		b.Fatal(err)
	}
	for _, w := range ways {
		slices.Sort(w.took)
		b.ReportMetric(float64(w.took[len(w.took)/2])/1e3, w.name+"-p50-µs")
		b.ReportMetric(float64(w.took[len(w.took)*99/100])/1e6, w.name+"-p99-ms")
	}
}

func backUpAgainAndAgain(b *testing.B, l *Ledger, stop <-chan struct{}) error {
	for n := 0; ; n++ {
		select {
		case <-stop:
			return nil
		default:
		}
		to := filepath.Join(b.TempDir(), fmt.Sprint(n))
		if err := l.CopyTo(b.Context(), to); err != nil {
			return err
		}
		if c, err := CheckFile(b.Context(), disk.OS{}, to, to+".scratch"); err != nil || len(c.Wrong)+len(c.Differ) > 0 {
			return fmt.Errorf("%+v: %w", c, err)
		}
	}
}

// BenchmarkSafekeeping measures once, for a ledger of OUTPOST_RECEIPTS receipts
// (default 20,000), what keeps it safe.
//
//	OUTPOST_RECEIPTS=100000 go test -run '^$' -bench Safekeeping -benchtime 1x ./store
func BenchmarkSafekeeping(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("OUTPOST_RECEIPTS"))
	if err != nil {
		n = 20_000
	}
	for b.Loop() {
		keepSafe(b, n)
	}
}

func keepSafe(b *testing.B, receipts int) {
	b.StopTimer()
	dir, file := b.TempDir(), filepath.Join(b.TempDir(), "backup.db")
	l := benchLedger(b, dir, "")
	for range receipts {
		if _, err := l.Sell(b.Context(), chargeBill()); err != nil {
			b.Fatal(err)
		}
	}
	if size, err := (disk.OS{}).Size(filepath.Join(dir, ledgerFile)); err == nil {
		b.ReportMetric(float64(size)/1e6, "MB")
	}
	b.StartTimer()
	timed := func(name string, do func() error) {
		begin := time.Now()
		if err := do(); err != nil {
			b.Fatal(name, err)
		}
		b.ReportMetric(time.Since(begin).Seconds(), name+"-s")
	}
	timed("copy", func() error { return l.CopyTo(b.Context(), file) })
	timed("check", func() error { _, err := CheckFile(b.Context(), disk.OS{}, file, file+".scratch"); return err })
	stick := FurtherCopy{Name: "stick", Folder: b.TempDir()}
	timed("stick", func() error {
		if err := l.Replicate(b.Context(), []FurtherCopy{stick}); err != nil {
			return err
		}
		return l.further.list()[0].BringUp(b.Context())
	})
	timed("rebuild", func() error { return l.Rebuild(b.Context()) })
	src := Source{Database: file, Key: filepath.Join(dir, keyFile)}
	timed("restore", func() error {
		_, err := RestoreInto(b.Context(), filepath.Join(b.TempDir(), "fresh"), src, Options{})
		return err
	})
	if err := l.Close(); err != nil {
		b.Fatal(err)
	}
	former(b, dir)
	timed("migrate", func() error {
		l, err := Open(b.Context(), dir, Options{})
		if err != nil {
			return err
		}
		return l.Close()
	})
}

// former gives a ledger the number of a former form: migrating makes its tables
// anew, whatever they are.
func former(b *testing.B, dir string) {
	b.Helper()
	db, err := openWriter(disk.OS{}, filepath.Join(dir, ledgerFile))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`PRAGMA user_version = 1`); err != nil {
		b.Fatal(err)
	}
}
