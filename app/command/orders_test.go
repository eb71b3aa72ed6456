package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestOrdersAreImportedWholeOrNotAtAll: a preview changes nothing, an accepted file
// takes the place of the earlier one, refused rows are written out, and the status
// says how many there are and of when.
func TestOrdersAreImportedWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	wu := window(t, dir)
	file := filepath.Join(t.TempDir(), "orders.csv")
	write(t, file, "order,patient,item,qty\nH1,M1,ZC0001,2\nH2,M2,ZC0001,none\n")
	preview := object[importView](t, done(t, dir, "", "orders", "import", file, "--json"))
	if preview.Accepted != 1 || preview.Refused != 1 || preview.InForce || preview.Examples[0].Row != 3 || preview.Examples[0].Field != "qty" {
		t.Fatalf("%+v", preview)
	}
	if v := object[statusView](t, done(t, dir, "", "status", "--json")); v.OpenOrders != 0 || !v.OrdersAt.IsZero() {
		t.Fatalf("a preview changed %+v", v)
	}
	refusedWith(t, "--as", dir, "", "orders", "import", file, "--accept")
	at := time.Date(2026, 3, 1, 8, 30, 0, 0, time.UTC)
	if err := os.Chtimes(file, at, at); err != nil {
		t.Fatal(err)
	}
	done(t, dir, "", wu.does("orders", "import", file, "--accept")...)
	if v := object[statusView](t, done(t, dir, "", "status", "--json")); v.OpenOrders != 1 || !v.OrdersAt.Equal(at) {
		t.Errorf("%d orders as of %v", v.OpenOrders, v.OrdersAt)
	}
	if raw, err := os.ReadFile(file + ".refused.csv"); err != nil || !strings.Contains(string(raw), "H2") {
		t.Errorf("refused rows: %q, %v", raw, err)
	}
	write(t, file, "order,patient,item,qty\nH2,M2,ZC0001,none\n")
	refusedWith(t, "no row that can be taken", dir, "", wu.does("orders", "import", file, "--accept")...)
	write(t, file, "order,patient,item,qty\nH3,M3,ZC0001,1\nH4,M3,ZC0001,1\n")
	refusedWith(t, "later than now", dir, "", append(wu.does("orders", "import", file, "--accept"), "--as-of", "2199-01-01 00:00")...)
	if v := object[statusView](t, done(t, dir, "", "status", "--json")); v.OpenOrders != 1 {
		t.Errorf("what was refused changed the copy: %d", v.OpenOrders)
	}
	done(t, dir, "", wu.does("orders", "import", file, "--accept")...)
	if v := object[statusView](t, done(t, dir, "", "status", "--json")); v.OpenOrders != 2 {
		t.Errorf("%d orders after the next file", v.OpenOrders)
	}
}
