package catalog

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"outpost/receipts"
)

func addOrders(t *testing.T, c *Catalog, sealer Sealer, hash string, orders ...OpenOrder) {
	t.Helper()
	v := Version{List: "orders", Hash: hash, Count: len(orders), Source: "o.csv", At: time.Unix(1_790_000_000, 0).UTC()}
	if err := c.AddOrders(context.Background(), v, orders, sealer); err != nil {
		t.Fatal(err)
	}
}

func TestOpenOrdersAreSealedAndReplacedWhole(t *testing.T) {
	ctx, c, sealer := context.Background(), openTest(t), newGCM(t)
	if o, err := c.LoadOrders(ctx, sealer); err != nil || o.Len() != 0 || !o.At().IsZero() {
		t.Fatalf("before the first copy: %+v, %v", o, err)
	}
	addOrders(t, c, sealer, "h1", OpenOrder{Patient: "M1", Item: "A1", Quantity: receipts.One}, OpenOrder{Patient: "M2", Item: "A1", Quantity: receipts.One})
	addOrders(t, c, sealer, "h2", OpenOrder{Patient: "SECRET-7", Item: "A1", Doctor: "赵医生", Quantity: receipts.One})
	o, err := c.LoadOrders(ctx, sealer)
	if err != nil || o.Len() != 1 || len(o.Of(receipts.Patient{Number: "secret-7"})) != 1 || len(o.Of(receipts.Patient{Number: "M1", IDNumber: "SECRET-7"})) != 0 {
		t.Fatalf("%+v, %v", o, err)
	}
	for _, suffix := range []string{"", "-wal"} {
		raw, _ := os.ReadFile(c.path + suffix)
		for _, secret := range []string{"SECRET-7", "赵医生"} {
			if bytes.Contains(raw, []byte(secret)) {
				t.Errorf("%q stands readable in catalog.db%s", secret, suffix)
			}
		}
	}
	if _, err := c.LoadOrders(ctx, newGCM(t)); !errors.Is(err, ErrDamaged) {
		t.Errorf("another key: %v", err)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := c.CopyTo(ctx, copied); err != nil {
		t.Fatal(err)
	}
	if err := CheckFile(ctx, copied); err != nil {
		t.Errorf("a whole backup: %v", err)
	}
	fresh := openTest(t)
	if err := fresh.TakeFrom(ctx, copied, nil, true); err != nil {
		t.Fatal(err)
	}
	if o, err := fresh.LoadOrders(ctx, sealer); err != nil || o.Len() != 1 {
		t.Errorf("taken over: %+v, %v", o, err)
	}
	if _, err := c.db.Exec("UPDATE open_orders SET sealed = x'00'"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.LoadOrders(ctx, sealer); !errors.Is(err, ErrDamaged) {
		t.Errorf("changed: %v", err)
	}
	if err := c.Check(ctx, nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("the check of a changed copy: %v", err)
	}
}

func TestUncharged(t *testing.T) {
	one := receipts.One
	orders := []OpenOrder{
		{Number: "1", Item: "A1", Quantity: one}, {Number: "1", Item: "A2", Quantity: one},
		{Item: "A1", Quantity: one}, {Item: "A1", Quantity: one}, {Item: "drug/7", Quantity: one},
	}
	for name, c := range map[string]struct {
		lines []receipts.Line
		want  int
	}{
		"nothing":                      {nil, 5},
		"its number":                   {[]receipts.Line{{Code: "A1", Order: "1", Quantity: 9 * one}}, 4},
		"its number, twice":            {[]receipts.Line{{Code: "A1", Order: "1"}, {Code: "A1", Order: "1"}}, 4},
		"another number":               {[]receipts.Line{{Code: "A1", Order: "2", Quantity: one}}, 5},
		"item and quantity":            {[]receipts.Line{{Code: "A1", Quantity: one}}, 4},
		"each line charges one":        {[]receipts.Line{{Code: "A1", Quantity: one}, {Code: "A1", Quantity: one}, {Code: "A1", Quantity: one}, {Code: "A1", Quantity: one}}, 2},
		"another quantity":             {[]receipts.Line{{Code: "A1", Quantity: 2 * one}}, 5},
		"by key":                       {[]receipts.Line{{Item: "drug/7", Code: "X", Quantity: one}}, 4},
		"a free-text item is no order": {[]receipts.Line{{Item: receipts.FreeItem, Code: "A1", Quantity: one}}, 5},
	} {
		if got := Uncharged(orders, c.lines); len(got) != c.want {
			t.Errorf("%s: %d left, want %d", name, len(got), c.want)
		}
	}
}
