package catalog

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"outpost/receipts"
)

func openTest(t testing.TB) *Catalog {
	t.Helper()
	c, err := Open(context.Background(), filepath.Join(t.TempDir(), "cata log#1.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func versionOf(list string, items []Item) Version {
	return Version{List: list, Hash: Hash(list, "CNY", items), Count: len(items), Source: list + ".csv", Currency: "CNY",
		SourceHash: strings.Repeat("ab", 32), At: time.Date(2026, 3, 2, 8, 0, 0, 5000, time.UTC)}
}

func drug(key, code, name, spec string, price receipts.Price) Item {
	return Item{Key: key, Code: code, Name: name, Spec: spec, Unit: "盒", Maker: "某某药厂",
		Category: receipts.CategoryWesternDrug, Price: price, Initials: Initials(name)}
}

func drugs() []Item {
	items := []Item{
		drug("drug/3", "B2", "青霉素V钾片", "0.25g×24片", 125000),
		drug("drug/1", "A10", "阿莫西林胶囊", "0.25g×24粒", 83000),
		drug("drug/2", "A1", "注射用青霉素钠", "80万单位", 4500),
		drug("drug/4", "A1", "阿莫西林颗粒", "0.125g×12袋", 101234),
		drug("drug/5", "C7", "Aspirin Enteric Tablets", "100 mg × 30", 158000),
		drug("drug/6", "C8", "银行卡测试", "", 1),
	}
	items[0].Barcode = "6901234567892"
	items[1].Initials = append(items[1].Initials, "amxl")
	return items
}

func TestAddLoadKeepsEverything(t *testing.T) {
	ctx, c, items := context.Background(), openTest(t), drugs()
	v := versionOf("drug", items)
	for range 2 { // adding twice adds once
		if err := c.Add(ctx, v, items); err != nil {
			t.Fatal(err)
		}
	}
	all, err := c.Versions(ctx)
	if err != nil || len(all) != 1 || all[0] != v {
		t.Fatalf("versions %+v, %v; want %+v", all, err, v)
	}
	x, err := c.Load(ctx, []string{v.Hash})
	if err != nil || x.Len() != len(items) {
		t.Fatal(x, err)
	}
	for _, want := range items {
		got, ok := x.ByKey(want.Key)
		want.List = v.Short()
		if !ok || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("loaded %+v, want %+v", got, want)
		}
	}
	if keys := keysOf(slices.Collect(x.All)); keys != "1 2 3 4 5 6" {
		t.Errorf("all: %s", keys)
	}
	if got := keysOf(x.ByCode("A1")); got != "2 4" {
		t.Errorf("code A1 is of %s", got)
	}
	if got := x.ByCode("a1"); len(got) != 0 {
		t.Errorf("ByCode is exact, a1 found %v", got)
	}
	line := mustKey(t, x, "drug/4").Line(2 * receipts.One)
	if line.Item != "drug/4" || line.Price != 101234 || line.List != v.Short() || line.Quantity != 2000 || line.Spec != "0.125g×12袋" {
		t.Errorf("line %+v", line)
	}
}

func mustKey(t *testing.T, x *Index, key string) Item {
	t.Helper()
	i, ok := x.ByKey(key)
	if !ok {
		t.Fatalf("no item %s", key)
	}
	return i
}

func keysOf(items []Item) string {
	var keys []string
	for _, i := range items {
		_, key, _ := strings.Cut(i.Key, "/")
		keys = append(keys, key)
	}
	return strings.Join(keys, " ")
}

func TestHashIsOfTheContentOnly(t *testing.T) {
	items := drugs()
	want := Hash("drug", "CNY", items)
	slices.Reverse(items)
	if Hash("drug", "CNY", items) != want {
		t.Error("the order of the rows changed the hash")
	}
	for name, change := range map[string]func(*Item){
		"price": func(i *Item) { i.Price++ }, "name": func(i *Item) { i.Name += "x" },
		"moved": func(i *Item) { i.Code, i.Name = "", i.Code+i.Name }, "initials": func(i *Item) { i.Initials = nil },
	} {
		changed := drugs()
		change(&changed[0])
		if Hash("drug", "CNY", changed) == want {
			t.Errorf("%s changed and the hash did not", name)
		}
	}
	if Hash("drug", "USD", items) == want || Hash("drugs", "CNY", items) == want {
		t.Error("list and currency are not in the hash")
	}
}

func TestAddRefusesWhole(t *testing.T) {
	ctx, c := context.Background(), openTest(t)
	for name, spoil := range map[string]func(items []Item){
		"twice":    func(items []Item) { items[1].Key = items[0].Key },
		"control":  func(items []Item) { items[5].Name = "a\x1fb" },
		"broken":   func(items []Item) { items[5].Spec = "\xff" },
		"price":    func(items []Item) { items[5].Price = -1 },
		"class":    func(items []Item) { items[5].Category = "cars" },
		"nameless": func(items []Item) { items[5].Name = "" },
		"initials": func(items []Item) { items[5].Initials = []string{"A b"} },
	} {
		items := drugs()
		spoil(items)
		if err := c.Add(ctx, versionOf("drug", items), items); !errors.Is(err, ErrItem) {
			t.Errorf("%s: %v", name, err)
		}
	}
	v := versionOf("drug", drugs())
	v.Hash = strings.Repeat("0", 64)
	if err := c.Add(ctx, v, drugs()); !errors.Is(err, ErrItem) {
		t.Errorf("wrong hash: %v", err)
	}
	if all, err := c.Versions(ctx); err != nil || len(all) != 0 {
		t.Errorf("something was kept: %v %v", all, err)
	}
}

func TestLoadNoticesEveryChange(t *testing.T) {
	ctx, items := context.Background(), drugs()
	v := versionOf("drug", items)
	for _, change := range []string{
		"UPDATE items SET price_e4 = price_e4 + 1 WHERE pos = 2",
		"UPDATE items SET name = substr(name, 2) WHERE pos = 0",
		"UPDATE items SET code = code || char(31), name = name WHERE pos = 0",
		"DELETE FROM items WHERE pos = 5",
		"UPDATE versions SET count = 5", "UPDATE versions SET currency = 'USD'",
	} {
		c := openTest(t)
		if err := c.Add(ctx, v, items); err != nil {
			t.Fatal(err)
		}
		if _, err := c.db.Exec(change); err != nil {
			t.Fatal(err)
		}
		_, err := c.Load(ctx, []string{v.Hash})
		if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), v.String()) {
			t.Errorf("%s: %v", change, err)
		}
	}
}

func TestLoadMissingAndTwoOfOneList(t *testing.T) {
	ctx, c := context.Background(), openTest(t)
	if _, err := c.Load(ctx, []string{strings.Repeat("12", 32)}); !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "121212121212") {
		t.Errorf("missing: %v", err)
	}
	older, newer := drugs(), drugs()[:3]
	for _, items := range [][]Item{older, newer} {
		if err := c.Add(ctx, versionOf("drug", items), items); err != nil {
			t.Fatal(err)
		}
	}
	a, b := versionOf("drug", older).Hash, versionOf("drug", newer).Hash
	if _, err := c.Load(ctx, []string{a, b}); err == nil {
		t.Error("two versions of one list were both in force")
	}
	if err := c.Prune(ctx, []string{b}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Load(ctx, []string{a}); !errors.Is(err, ErrMissing) {
		t.Errorf("pruned: %v", err)
	}
	if x, err := c.Load(ctx, []string{b}); err != nil || x.Len() != 3 {
		t.Errorf("kept: %v", err)
	}
	var left int
	if err := c.db.QueryRow("SELECT count(*) FROM items").Scan(&left); err != nil || left != 3 {
		t.Errorf("%d item rows left, %v", left, err)
	}
	if err := c.Prune(ctx, nil); err != nil {
		t.Error(err)
	}
}

func TestOpenRefusesNewerAndForeignFiles(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "catalog.db")
	c, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	var mode string
	var synchronous int
	if err := errors.Join(c.db.QueryRow("PRAGMA journal_mode").Scan(&mode), c.db.QueryRow("PRAGMA synchronous").Scan(&synchronous)); err != nil || mode != "wal" || synchronous != 2 {
		t.Errorf("journal_mode %s, synchronous %d, %v", mode, synchronous, err)
	}
	if _, err := c.db.Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	c.Close()
	if _, err := Open(ctx, path); !errors.Is(err, ErrSchema) {
		t.Errorf("newer layout: %v", err)
	}
	other := filepath.Join(t.TempDir(), "catalog.db")
	writeFile(t, other, strings.Repeat("this is no database ", 500))
	if _, err := Open(ctx, other); err == nil || !strings.Contains(err.Error(), other) {
		t.Errorf("not a database: %v", err)
	}
}
