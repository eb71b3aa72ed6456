package store

import (
	"crypto/sha256"
	"os"
	"strconv"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/store/journal"
)

// BenchmarkOpen measures opening a ledger with 100,000 receipts, at most 0.3 s with
// ten times as many, and from there to the first charge, at most 1 s. Making it
// takes about a minute.
//
//	go test -run '^$' -bench Open -benchtime 5x ./store
//	OUTPOST_RECEIPTS=1000000 go test -run '^$' -bench Open -benchtime 5x -timeout 2h ./store
func BenchmarkOpen(b *testing.B) {
	count := receiptsMade(b)
	dir := b.TempDir()
	manyReceipts(b, dir, count)
	var opened, ready, sold time.Duration
	for b.Loop() {
		begin := time.Now()
		l, err := Open(b.Context(), dir, Options{})
		if err != nil {
			b.Fatal(err)
		}
		opened += time.Since(begin)
		rows, err := l.Receipts(b.Context(), 0, 20)
		if err != nil || len(rows) != 20 || l.Mode() == "" {
			b.Fatal(len(rows), err)
		}
		ready += time.Since(begin)
		if _, err := l.Sell(b.Context(), chargeBill()); err != nil {
			b.Fatal(err)
		}
		took := time.Since(begin)
		sold += took
		if took > time.Second {
			b.Errorf("%s from opening to the first charge", took)
		}
		if st := l.Copy(); !st.Whole {
			b.Fatalf("copy %+v", st)
		}
		b.StopTimer()
		if n, err := l.Count(b.Context()); err != nil || n <= int64(count) {
			b.Fatal(n, err)
		}
		if err := l.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(opened.Milliseconds())/float64(b.N), "opened-ms")
	b.ReportMetric(float64(ready.Milliseconds())/float64(b.N), "ready-ms")
	b.ReportMetric(float64(sold.Milliseconds())/float64(b.N), "charged-ms")
}

// receiptsMade is how many receipts a benchmark makes first: 100,000, or
// OUTPOST_RECEIPTS.
func receiptsMade(b *testing.B) int {
	b.Helper()
	if testing.Short() {
		b.Skip("makes 100,000 receipts")
	}
	set := os.Getenv("OUTPOST_RECEIPTS")
	if set == "" {
		return 100_000
	}
	count, err := strconv.Atoi(set)
	if err != nil {
		b.Fatal(err)
	}
	return count
}

// manyReceipts founds a ledger and fills it with signed sales as adopting them
// from a copy would, then completes the copy.
func manyReceipts(b *testing.B, dir string, count int) {
	b.Helper()
	l, err := Create(b.Context(), dir, founding(true), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	for done := 0; done < count; {
		entries := make([]journal.Entry, 0, 5000)
		head := l.Head()
		for len(entries) < cap(entries) && done < count {
			e := signedSale(b, l, head)
			head = journal.Head{Seq: e.Seq, Hash: e.Hash, Totals: e.Totals}
			entries = append(entries, e)
			done++
		}
		if err := l.adopt(b.Context(), entries); err != nil {
			b.Fatal(err)
		}
	}
	if err := l.CatchUp(b.Context()); err != nil {
		b.Fatal(err)
	}
	if v, err := l.Verify(b.Context()); err != nil || !v.OK {
		b.Fatalf("the made ledger does not verify: %+v, %v", v, err)
	}
}

// signedSale is a sale that follows head, whole and signed.
func signedSale(b *testing.B, l *Ledger, head journal.Head) journal.Entry {
	b.Helper()
	r, err := receipts.Settle(chargeBill(), l.Rules())
	if err != nil {
		b.Fatal(err)
	}
	id := l.Identity()
	r.At, r.Station, r.Drill = time.Now().UTC().Truncate(time.Microsecond), id.Station, true
	r.Number, r.Day = id.number(head.Totals.Receipts+1), "2026-11-20"
	body, err := l.sealSale(r, fingerprint{})
	if err != nil {
		b.Fatal(err)
	}
	raw, err := encode(body)
	if err != nil {
		b.Fatal(err)
	}
	e := journal.Entry{
		Version: journal.Format, Ledger: id.Ledger, Station: id.Station, Seq: head.Seq + 1, At: r.At, Kind: kindSale, ID: r.ID,
		Totals: journal.Totals{Receipts: head.Totals.Receipts + 1, Sales: head.Totals.Sales + int64(r.Total), Voids: head.Totals.Voids},
		Body:   raw, Prev: head.Hash,
	}
	e.Hash = sha256.Sum256(e.Encode()) // without its signature yet
	e.Signature = l.keys.Sign(e.Hash[:])
	return e
}
