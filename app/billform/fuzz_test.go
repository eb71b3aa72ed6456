package billform

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"outpost/app/station"
	"outpost/fixtures/hospital"
	"outpost/receipts"
	"outpost/store"
	"outpost/sync/mirror"
)

const wholeBill = `{"id":"0198c0de-0000-7000-8000-000000000001","patient":{"name":"无名氏","no_phone_reason":"unidentified"},` +
	`"lines":[{"code":"ZC0001","qty":"1"},{"text":"plaster","price":"3.50","qty":2,"category":"material"}],` +
	`"payments":[{"tender":"cash","amount":"20.00"}],"cashier":"c1"}`

// hospitalOf is a drill window with the demo hospital's prices.
func hospitalOf(f *testing.F) *station.Station {
	f.Helper()
	ctx, dir := context.Background(), f.TempDir()
	id := store.Identity{Hospital: "Fuzz Hospital", Station: "F1", Prefix: "F1", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	s, err := station.Setup(ctx, filepath.Join(dir, "ledger"), id, "fuzz settings", nil, station.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	path := filepath.Join(dir, "prices.csv")
	if err := os.WriteFile(path, hospital.Prices().Data, 0o600); err != nil {
		f.Fatal(err)
	}
	p, err := mirror.PreviewPrices(ctx, path, nil)
	if err != nil {
		f.Fatal(err)
	}
	v, err := p.Version(time.Now(), "CNY")
	if err != nil {
		f.Fatal(err)
	}
	if err := s.AcceptPrices(ctx, v, p.Items, "fuzz"); err != nil {
		f.Fatal(err)
	}
	return s
}

// FuzzRead feeds the form whatever a line may hold: it is refused in a sentence,
// or becomes a bill whose amounts stay within a receipt, and never panics.
func FuzzRead(f *testing.F) {
	s := hospitalOf(f)
	for _, seed := range []string{
		wholeBill, wholeBill[:60], "", "null", "[]", `{"id":1}`, `{"id":"0198c0de-0000-7000-8000-000000000001","id":"x"}`,
		strings.Replace(wholeBill, `"1"`, `1e999999999`, 1), strings.Replace(wholeBill, `"1"`, `"-0.0001"`, 1),
		strings.Replace(wholeBill, "无名氏", `\ud83d`, 1), strings.Replace(wholeBill, `"20.00"`, `"99999999999999999999"`, 1),
		strings.Repeat(`{"lines":`, 2000), strings.Replace(wholeBill, `"cashier"`, `"prescriptions":[{"number":"1","doses":100000}],"cashier"`, 1),
	} {
		f.Add([]byte(seed))
	}
	rules := s.Settings().Rules()
	f.Fuzz(func(t *testing.T, line []byte) {
		form, err := Read(line)
		if err == nil {
			var bill receipts.Bill
			if bill, err = form.Make(s); err == nil {
				_, err = settled(bill, rules)
			}
		}
		if err != nil && (err.Error() == "" || !utf8.ValidString(err.Error())) {
			t.Fatalf("a refusal nobody can read: %q", err)
		}
	})
}

func settled(bill receipts.Bill, rules receipts.Rules) (receipts.Receipt, error) {
	r, err := receipts.Settle(bill, rules)
	if err == nil && (r.Total < 0 || r.Total > receipts.MaxMoney) {
		panic(errors.New("a receipt over every bound"))
	}
	return r, err
}
