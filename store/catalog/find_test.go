package catalog

import (
	"context"
	"os"
	"reflect"
	"testing"
)

func writeFile(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func indexOf(t testing.TB, items []Item) *Index {
	t.Helper()
	c, v := openTest(t), versionOf("drug", items)
	ctx := context.Background()
	if err := c.Add(ctx, v, items); err != nil {
		t.Fatal(err)
	}
	x, err := c.Load(ctx, []string{v.Hash})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestFind(t *testing.T) {
	x := indexOf(t, drugs())
	for _, test := range []struct{ query, want string }{
		{"A1", "4 2 1"}, // exact code, both, the shorter name first; then the prefix A10
		{"a1", "4 2 1"},
		{"6901234567892", "3"}, // barcode
		{"６９０１２３４５６７８９２", "3"}, // full-width
		{"amxl", "1 4"},           // initials exact, then prefix
		{"AMXLKL", "4"},           // case
		{"xljn", "1"},             // initials inside
		{"青霉", "3 2"},             // name prefix before inside
		{"青霉 80万", "2"},           // the second word in the specification
		{"80万 青霉", "2"},           // in any order
		{"青霉 阿莫", ""},             // all must match
		{"aspirin  TABLETS", "5"}, // several words
		{"enteric", "5"},
		{"yhkcs", "6"}, {"yxkcs", "6"}, // 行 has two readings
		{"", ""}, {"   ", ""}, {"（）", ""}, {"zzz", ""},
	} {
		if got := keysOf(x.Find(test.query, 10)); got != test.want {
			t.Errorf("%q found %q, want %q", test.query, got, test.want)
		}
	}
	if got := x.Find("阿莫", 1); keysOf(got) != "1" {
		t.Errorf("limit 1: %v", got)
	}
	if got := x.Find("阿莫", -1); len(got) != 0 {
		t.Errorf("limit -1: %v", got)
	}
}

func TestFindOnNothing(t *testing.T) {
	x, err := openTest(t).Load(context.Background(), nil)
	if err != nil || x.Len() != 0 || len(x.Find("a", 5)) != 0 || len(x.ByCode("")) != 0 {
		t.Errorf("an empty catalogue: %v", err)
	}
	if _, ok := x.ByKey(""); ok {
		t.Error("an empty key was found")
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string][]string{
		"阿莫西林":        {"amxl", "emxl"},
		"50%葡萄糖（百特）":  {"50pttbt", "50bttbt", "50pttmt", "50bttmt"},
		"Aspirin 100": nil,
		"维生素K１":       {"wssk1"},
		"":            nil, "（）": nil, "\xff\xfe": nil,
	} {
		if got := Initials(name); !reflect.DeepEqual(got, want) {
			t.Errorf("Initials(%q) = %q, want %q", name, got, want)
		}
	}
	if got := Initials("行行行行行行行行行行行行"); len(got) != MaxInitials {
		t.Errorf("%d spellings, the cap is %d", len(got), MaxInitials)
	}
	if got := CleanInitials("FKZLHNZSY（ＤＦＫ） "); got != "fkzlhnzsydfk" {
		t.Errorf("cleaned to %q", got)
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{"a1", "青霉", "（DK）", "ａｂｃ　１", "\xff\x00", "𬱖😀", "a b c d e f g h i j", "İ", "ﷺ", "\n", "%'\"\\"} {
		f.Add(seed, 5)
	}
	x := indexOf(f, drugs())
	f.Fuzz(func(t *testing.T, query string, limit int) {
		first := x.Find(query, limit)
		if len(first) > max(limit, 0) {
			t.Errorf("%q: %d items, the limit is %d", query, len(first), limit)
		}
		if !reflect.DeepEqual(first, x.Find(query, limit)) {
			t.Errorf("%q: not the same twice", query)
		}
		seen := map[string]bool{}
		for _, i := range first {
			if seen[i.Key] {
				t.Errorf("%q: %s twice", query, i.Key)
			}
			seen[i.Key] = true
		}
	})
}
