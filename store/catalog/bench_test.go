package catalog

import (
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"outpost/receipts"
)

// synthetic makes n items with Chinese and Latin names from a fixed seed.
func synthetic(n int) []Item {
	r := rand.New(rand.NewPCG(1, 2))
	syllables := []string{"阿莫", "西林", "青霉素", "头孢", "葡萄糖", "氯化钠", "注射液", "胶囊", "片", "颗粒", "复方", "盐酸", "维生素", "地塞", "米松", "检查", "测定", "TUBE ", "MESH ", "CATH "}
	items := make([]Item, n)
	for i := range items {
		name := ""
		for range 3 + r.IntN(3) {
			name += syllables[r.IntN(len(syllables))]
		}
		items[i] = drug(fmt.Sprintf("big/%06d", i), fmt.Sprintf("%c%06d", 'A'+rune(r.IntN(26)), r.IntN(900000)), name, "0.25g×24", receipts.Price(r.IntN(1000000)))
	}
	return items
}

// real reads the 101,942-row list with no more than encoding/csv.
func real(b *testing.B) []Item {
	b.Helper()
	path := filepath.Join(os.Getenv("OUTPOST_DATA"), "prices-us", "hca_metropolitan_101942rows.csv")
	if os.Getenv("OUTPOST_DATA") == "" {
		path = filepath.Join("..", "..", "..", "shared", "data", "prices-us", "hca_metropolitan_101942rows.csv")
	}
	f, err := os.Open(path)
	if err != nil {
		b.Skipf("skipped: %s is not here; set OUTPOST_DATA to the folder of the real input", filepath.Base(path))
	}
	defer f.Close()
	reader := csv.NewReader(f)
	reader.LazyQuotes = true
	rows, err := reader.ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	var items []Item
	for _, row := range rows[1:] {
		price, err := receipts.ParsePrice(row[2])
		if err != nil {
			b.Fatal(err)
		}
		items = append(items, Item{Key: "hca/" + row[0], Code: row[0], Name: row[1], Category: receipts.CategoryOther, Price: price})
	}
	return items
}

// BenchmarkFind prints p50 and p99 (µs) of one keystroke: every beginning of
// what a cashier types is a query.
func BenchmarkFind(b *testing.B) {
	for _, list := range []struct {
		name    string
		items   func() []Item
		queries map[string][]string
	}{
		{"synthetic100000", func() []Item { return synthetic(100000) }, map[string][]string{
			"code": {"A123456", "K9", "7", "Q000001"}, "initials": {"amxl", "tbfhz", "ysj", "zsy", "qq"},
			"substring": {"青霉", "霉素", "米松片", "没有的词", "片 注射", "sh 测定", "x"}}},
		{"real101942", func() []Item { return real(b) }, map[string][]string{
			"code": {"878320", "82", "5", "971802"}, "substring": {"yankaur", "6x6", "tube cuff", "guidewire", "zzzz", "ar", "%"}}},
	} {
		b.Run(list.name, func(b *testing.B) {
			x := indexOf(b, list.items())
			for _, kind := range []string{"code", "initials", "substring"} {
				if queries := list.queries[kind]; queries != nil {
					b.Run(kind, func(b *testing.B) { typeQueries(b, x, queries) })
				}
			}
		})
	}
}

func typeQueries(b *testing.B, x *Index, queries []string) {
	var keystrokes []string
	for _, query := range queries {
		for i := range query {
			if i > 0 {
				keystrokes = append(keystrokes, query[:i])
			}
		}
		keystrokes = append(keystrokes, query)
	}
	var took []time.Duration
	for n := 0; b.Loop(); n++ {
		start := time.Now()
		x.Find(keystrokes[n%len(keystrokes)], 20)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1000, "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1000, "p99-µs")
}

// BenchmarkLoad is the time from the file to an index that answers, every hash
// verified, and what the index holds in memory.
func BenchmarkLoad(b *testing.B) {
	for _, size := range []int{3000, 100000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			ctx, c, items := context.Background(), openTest(b), synthetic(size)
			v := versionOf("big", items)
			if err := c.Add(ctx, v, items); err != nil {
				b.Fatal(err)
			}
			items = nil
			var x *Index
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			for b.Loop() {
				var err error
				if x, err = c.Load(ctx, []string{v.Hash}); err != nil {
					b.Fatal(err)
				}
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB-held")
			runtime.KeepAlive(x)
		})
	}
}

// BenchmarkAdd is one whole version stored durably.
func BenchmarkAdd(b *testing.B) {
	ctx, c, items := context.Background(), openTest(b), synthetic(100000)
	v := versionOf("big", items)
	for b.Loop() {
		if err := c.Prune(ctx, nil); err != nil {
			b.Fatal(err)
		}
		if err := c.Add(ctx, v, items); err != nil {
			b.Fatal(err)
		}
	}
}
