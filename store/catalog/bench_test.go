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
	for name, list := range map[string]func(b *testing.B) []Item{
		"synthetic3000":   func(*testing.B) []Item { return synthetic(3000) },
		"synthetic100000": func(*testing.B) []Item { return synthetic(100000) },
		"real101942":      real,
	} {
		b.Run(name, func(b *testing.B) {
			ctx, c, items := context.Background(), openTest(b), list(b)
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

// BenchmarkRegister makes a register of 100,000 patients, and finds one.
func BenchmarkRegister(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	given := []rune("安邦成达恩芳国海佳凯兰明宁平琪荣思涛文欣雅志")
	list := make([]receipts.Patient, 100000)
	for n := range list {
		name := string([]rune{[]rune("单曾王李张刘陈杨")[r.IntN(8)], given[r.IntN(len(given))], given[r.IntN(len(given))]})
		list[n] = receipts.Patient{ID: fmt.Sprint(n), Number: fmt.Sprintf("M%06d", n), Name: name, Phone: fmt.Sprintf("139%08d", r.IntN(1e8))}
	}
	var register *Register
	b.Run("make", func(b *testing.B) {
		for b.Loop() {
			register = NewRegister(list)
		}
	})
	b.Run("find", func(b *testing.B) {
		for b.Loop() {
			register.Find("zxy", 20)
			register.Find("3905", 20)
			register.Find("单文", 20)
		}
	})
}
