package store

import (
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkChargeFlat measures durable charges with the second copy in a ledger
// that is nearly empty and in one of 100,000 receipts, in turn: a charge must not
// become slower with what was charged before. Making a million receipts takes
// about ten minutes.
//
//	go test -run '^$' -bench ChargeFlat -benchtime 2000x ./store
//	OUTPOST_RECEIPTS=1000000 go test -run '^$' -bench ChargeFlat -benchtime 3000x -timeout 2h ./store
func BenchmarkChargeFlat(b *testing.B) {
	dir := b.TempDir()
	manyReceipts(b, filepath.Join(dir, "full"), receiptsMade(b))
	full, err := Open(b.Context(), filepath.Join(dir, "full"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { full.Close() })
	ledgers := []*Ledger{benchLedger(b, filepath.Join(dir, "empty"), ""), full}
	var took [2][]time.Duration
	for i := 0; b.Loop(); i++ {
		for k := range ledgers {
			at := (i + k) % len(ledgers)
			begin := time.Now()
			if _, err := ledgers[at].Sell(b.Context(), chargeBill()); err != nil {
				b.Fatal(err)
			}
			took[at] = append(took[at], time.Since(begin))
		}
	}
	var p50 [2]float64
	for at, name := range []string{"empty-µs", "full-µs"} {
		slices.Sort(took[at])
		p50[at] = float64(took[at][len(took[at])/2]) / 1e3
		b.ReportMetric(p50[at], name)
	}
	b.ReportMetric(p50[1]/p50[0], "full/empty")
}
