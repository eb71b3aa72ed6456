package journal

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"outpost/store/disk"
)

// testKey signs with a key that every test run has.
type testKey struct{ key ed25519.PrivateKey }

func newTestKey(seed byte) testKey {
	return testKey{ed25519.NewKeyFromSeed(append(make([]byte, 31), seed))}
}

func (k testKey) Sign(m []byte) []byte      { return ed25519.Sign(k.key, m) }
func (k testKey) Public() ed25519.PublicKey { return k.key.Public().(ed25519.PublicKey) }

func openDB(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := db.Exec(Schema); err != nil {
		t.Fatal(err)
	}
	return db
}

func options(dir string, db *sql.DB) Options {
	return Options{
		Ledger: "L", Station: "W01", Signer: newTestKey(1), CopyDir: filepath.Join(dir, "copy"), CopyWait: 10 * time.Second,
		Read: db, Now: func() time.Time { return time.UnixMicro(1_790_000_000_000_001) }, Log: slog.New(slog.DiscardHandler),
	}
}

// start opens a journal in dir that needs nothing adopted.
func start(t *testing.T, dir string) (*Journal, *sql.DB) {
	t.Helper()
	db := openDB(t, filepath.Join(dir, "j.db"))
	j, missing, err := Open(t.Context(), db, options(dir, db))
	if err != nil || len(missing) > 0 {
		t.Fatalf("open: %d only in the copy, %v", len(missing), err)
	}
	t.Cleanup(func() { j.Close() })
	return j, db
}

func write(t *testing.T, j *Journal, id string) Entry {
	t.Helper()
	e, err := tryWrite(t.Context(), j, id, []byte(`{"n":1}`))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func tryWrite(ctx context.Context, j *Journal, id string, body []byte) (e Entry, err error) {
	err = j.Write(ctx, func(b *Batch) error {
		e, err = b.Append(ctx, Draft{Kind: "sale", ID: id, Body: body, Add: Totals{1, 100, 0}})
		return err
	})
	return e, err
}

func writeMany(t *testing.T, j *Journal, from, to int) {
	t.Helper()
	for i := from; i <= to; i++ {
		write(t, j, fmt.Sprint("id-", i))
	}
}

func mustBeWhole(t *testing.T, j *Journal, db *sql.DB) {
	t.Helper()
	if st := j.Copy(); !st.Whole {
		t.Fatalf("the copy is not whole: %+v", st)
	}
	r, err := Verify(t.Context(), db, db, disk.OS{}, j.opt.CopyDir, j.opt.Signer.Public())
	if err != nil || len(r.Wrong) > 0 || r.Entries != r.Copied || r.Entries != j.Head().Seq {
		t.Fatalf("verify: %+v, %v", r, err)
	}
}

func TestAnEntryStandsInBothPlaces(t *testing.T) {
	dir := t.TempDir()
	j, db := start(t, dir)
	writeMany(t, j, 1, 5)
	mustBeWhole(t, j, db)
	if h := j.Head(); h.Totals != (Totals{5, 500, 0}) {
		t.Errorf("totals %+v", h.Totals)
	}
	e, ok, err := ByID(t.Context(), db, "id-3")
	if err != nil || !ok || e.Seq != 3 || e.Check(newTestKey(1).Public()) != nil {
		t.Errorf("entry %+v, %v, %v", e, ok, err)
	}
	if e.Check(newTestKey(2).Public()) == nil {
		t.Error("another station's key verified the entry")
	}
}

func TestWhatFailsLeavesNothing(t *testing.T) {
	j, db := start(t, t.TempDir())
	writeMany(t, j, 1, 2)
	boom := errors.New("boom")
	err := j.Write(t.Context(), func(b *Batch) error {
		if _, err := b.Append(t.Context(), Draft{Kind: "sale", ID: "x"}); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatal(err)
	}
	if _, err := tryWrite(t.Context(), j, "id-1", nil); err == nil {
		t.Error("an id was taken twice")
	}
	if err := j.Write(t.Context(), func(b *Batch) error {
		_, err := b.Append(t.Context(), Draft{Kind: "sale", ID: "y", Add: Totals{Sales: -1}})
		return err
	}); err == nil {
		t.Error("a running total went back")
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tryWrite(ended, j, "z", nil); !errors.Is(err, context.Canceled) || errors.Is(err, ErrUnknown) {
		t.Errorf("a context that had ended: %v", err)
	}
	writeMany(t, j, 3, 3)
	mustBeWhole(t, j, db)
}

// A context that ends while the transaction runs must not leave the commit half
// way between database and copy.
func TestACancelledContextBreaksNoCommit(t *testing.T) {
	j, db := start(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	err := j.Write(ctx, func(b *Batch) error {
		_, err := b.Append(context.WithoutCancel(ctx), Draft{Kind: "sale", ID: "x"})
		cancel()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	mustBeWhole(t, j, db)
}

func TestSeveralEntriesAreOneTransaction(t *testing.T) {
	j, db := start(t, t.TempDir())
	err := j.Write(t.Context(), func(b *Batch) error {
		for i := range 3 {
			if _, err := b.Append(t.Context(), Draft{Kind: "k", ID: fmt.Sprint(i)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || j.Head().Seq != 3 {
		t.Fatal(j.Head(), err)
	}
	mustBeWhole(t, j, db)
}

// crashed lets go of a journal and its database.
func crashed(t *testing.T, j *Journal, db *sql.DB) {
	t.Helper()
	if err := errors.Join(j.Close(), db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestAnEntryThatOnlyTheCopyHoldsIsAdopted(t *testing.T) {
	dir := t.TempDir()
	j, db := start(t, dir)
	writeMany(t, j, 1, 10)
	crashed(t, j, db)
	db = cutTail(t, filepath.Join(dir, "j.db"), 7)
	j, missing, err := Open(t.Context(), db, options(dir, db))
	if err != nil || len(missing) != 3 {
		t.Fatalf("%d only in the copy, %v", len(missing), err)
	}
	t.Cleanup(func() { j.Close() })
	if _, err := tryWrite(t.Context(), j, "rival", nil); !errors.Is(err, ErrUnknown) {
		t.Fatalf("a rival of entry 8 was written: %v", err)
	}
	boom := errors.New("boom")
	if err := j.AdoptAll(t.Context(), missing, func(*Batch, Entry) error { return boom }); !errors.Is(err, boom) {
		t.Fatal(err)
	}
	if _, err := tryWrite(t.Context(), j, "rival", nil); !errors.Is(err, ErrUnknown) {
		t.Fatalf("a rival of entry 8 was written after a failed adoption: %v", err)
	}
	var applied []int64
	if err := j.AdoptAll(t.Context(), missing, func(_ *Batch, e Entry) error { applied = append(applied, e.Seq); return nil }); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(applied) != "[8 9 10]" || j.Head().Totals.Receipts != 10 {
		t.Errorf("adopted %v, totals %+v", applied, j.Head().Totals)
	}
	writeMany(t, j, 11, 11)
	mustBeWhole(t, j, db)
}

// cutTail takes the entries after keep out of the database, as a dropped
// write-ahead log does.
func cutTail(t *testing.T, path string, keep int64) *sql.DB {
	t.Helper()
	db := openDB(t, path)
	for _, q := range []string{`DROP TRIGGER journal_no_delete`, fmt.Sprint(`DELETE FROM journal WHERE seq > `, keep), Schema} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

func TestAForkIsRefused(t *testing.T) {
	for name, longer := range map[string]int{"same length": 3, "longer copy": 5, "shorter copy": 2} {
		t.Run(name, func(t *testing.T) {
			one, two := t.TempDir(), t.TempDir()
			j, db := start(t, one)
			writeMany(t, j, 1, 3)
			crashed(t, j, db)
			k, db2 := start(t, two)
			for i := range longer {
				write(t, k, fmt.Sprint("other-", i))
			}
			crashed(t, k, db2)
			db = openDB(t, filepath.Join(one, "j.db"))
			opt := options(one, db)
			opt.CopyDir = filepath.Join(two, "copy")
			if _, _, err := Open(t.Context(), db, opt); !errors.Is(err, ErrFork) {
				t.Errorf("opened: %v", err)
			}
		})
	}
}

func TestADamagedEntryOfTheTailIsRefused(t *testing.T) {
	dir := t.TempDir()
	j, db := start(t, dir)
	writeMany(t, j, 1, 5)
	crashed(t, j, db)
	for _, q := range []string{`UPDATE journal SET body = x'00' WHERE seq = 2`, `UPDATE journal SET sales = 7 WHERE seq = 5`, `UPDATE journal SET sig = zeroblob(64) WHERE seq = 5`} {
		db := openDB(t, filepath.Join(dir, "j.db"))
		for _, s := range []string{`DROP TRIGGER journal_no_update`, `SAVEPOINT s`, q} {
			if _, err := db.Exec(s); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err := Open(t.Context(), db, options(dir, db)); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", q, err)
		}
		db.Close()
	}
}
