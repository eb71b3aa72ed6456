package journal

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"outpost/store/disk"
)

// entriesOf is how many entries are verified; OUTPOST_ENTRIES=1000000 is the goal's
// size.
func entriesOf() int {
	if n, err := strconv.Atoi(os.Getenv("OUTPOST_ENTRIES")); err == nil && n > 0 {
		return n
	}
	return 50_000
}

// BenchmarkVerify measures the verification of a whole ledger beside SHA-256 of
// the same bytes, in turn: from the database (with the comparison of its second
// copy), at most 6 times as long; from the copy alone, at most twice.
//
//	OUTPOST_ENTRIES=1000000 go test -run '^$' -bench Verify -benchtime 3x ./store/journal
func BenchmarkVerify(b *testing.B) {
	dir, n := b.TempDir(), entriesOf()
	db := openDB(b, filepath.Join(dir, "bench.db"))
	signer := newTestKey(7)
	copyDir := filepath.Join(dir, "copy")
	j, _, err := Open(b.Context(), db, Options{Ledger: "ledger", Station: "W01", Signer: signer, CopyDir: copyDir, Read: db, CopyWait: time.Minute, Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	body := bytes.Repeat([]byte(`{"item":"drug/1017","name":"阿莫西林胶囊"}`), 20) // about what a sale of 8 lines has
	for made := 0; made < n; {
		err := j.Write(b.Context(), func(batch *Batch) error {
			for k := 0; k < 5000 && made < n; k++ {
				if _, err := batch.Append(b.Context(), Draft{Kind: "sale", ID: fmt.Sprint(made), Body: body, Add: Totals{Receipts: 1, Sales: 100}}); err != nil {
					return err
				}
				made++
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := j.CatchUp(b.Context()); err != nil {
		b.Fatal(err)
	}
	var took [3]time.Duration
	timed := func(i int, do func() error) {
		begin := time.Now()
		if err := do(); err != nil {
			b.Fatal(err)
		}
		took[i] += time.Since(begin)
	}
	size := int64(0)
	for b.Loop() {
		timed(0, func() error { var err error; size, err = hashCopy(copyDir); return err })
		timed(1, func() error { return sound(Verify(b.Context(), db, db, disk.OS{}, copyDir, signer.Public())) })
		timed(2, func() error {
			return sound(VerifyCopy(b.Context(), disk.OS{}, copyDir, "ledger", signer.Public(), false))
		})
	}
	for i, name := range []string{"sha256-ms", "database-ms", "copy-ms"} {
		b.ReportMetric(float64(took[i].Milliseconds())/float64(b.N), name)
	}
	b.ReportMetric(float64(took[1])/float64(took[0]), "database/sha256")
	b.ReportMetric(float64(took[2])/float64(took[0]), "copy/sha256")
	b.ReportMetric(float64(size)/float64(n), "bytes/entry")
}

func sound(r Report, err error) error {
	if err == nil && len(r.Wrong) > 0 {
		err = fmt.Errorf("%+v", r.Wrong[0])
	}
	return err
}

// hashCopy is the floor: each entry's bytes read from the copy and hashed.
func hashCopy(dir string) (size int64, err error) {
	paths, err := segments(disk.OS{}, dir)
	if err != nil {
		return 0, err
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			return 0, err
		}
		raw = bytes.TrimRight(raw, "\x00")
		size += int64(len(raw))
		for len(raw) > 0 { // entry by entry, as it must be
			n := min(len(raw), 1200)
			sha256.Sum256(raw[:n])
			raw = raw[n:]
		}
	}
	return size, nil
}
