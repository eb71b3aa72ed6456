package reentry_test

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"outpost/fixtures/fault"
	"outpost/fixtures/standin"
	"outpost/receipts"
	"outpost/store"
	"outpost/sync/fhir"
	"outpost/sync/his"
	"outpost/sync/his/histest"
	"outpost/sync/reentry"
)

// hospital is a stand-in HIS over real HTTP with an adapter that waits so long
// for an answer.
func hospital(t testing.TB, timeout time.Duration) (*standin.Server, *httptest.Server, *fhir.Adapter) {
	t.Helper()
	server, err := standin.Open(standin.Config{DataFile: filepath.Join(t.TempDir(), "his.jsonl"), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(server)
	t.Cleanup(func() {
		server.Faults().Clear("")
		web.Close()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	a, err := fhir.New(fhir.Config{Base: web.URL + standin.Base, Currency: receipts.CNY(), Now: time.Now, Timeout: timeout})
	if err != nil {
		t.Fatal(err)
	}
	return server, web, a
}

// TestEveryFaultOfTheStandIn sends receipts through every fault of the stand-in
// HIS and then counts, by asking it directly, what stands there.
func TestEveryFaultOfTheStandIn(t *testing.T) {
	server, web, a := hospital(t, 300*time.Millisecond)
	check, err := a.Check(t.Context())
	if err != nil || !check.DuplicatesRefused() {
		t.Fatalf("%+v, %v", check, err)
	}
	opt := reentry.Options{Check: check, Now: time.Now, ReadBackDelays: []time.Duration{0, 50 * time.Millisecond, 400 * time.Millisecond}}

	faults := []fault.Order{
		{}, {Fault: standin.FaultCutAfterCommit}, {Fault: standin.FaultCutBeforeCommit}, {Fault: standin.FaultErrorAfter},
		{Fault: standin.FaultRefusedEntry}, {Fault: standin.FaultRefusedEntry, Entry: "ChargeItem"}, {Fault: standin.FaultReprice},
		{Fault: standin.FaultLateCommit, MS: 200}, {Fault: standin.FaultSlow, MS: 500},
		{Fault: standin.FaultHTML}, {Fault: standin.FaultRefuse}, {Fault: standin.FaultFreeze}, {Fault: standin.FaultLoginRefused},
	}
	want := []store.OutboxState{
		store.Confirmed, store.Confirmed, store.Confirmed, store.Confirmed,
		store.Differs, store.Differs, store.Differs,
		store.Confirmed, store.Confirmed,
		store.Confirmed, store.Confirmed, store.Confirmed, store.Confirmed,
	}
	b := newBox()
	for i, order := range faults {
		row := store.OutboxRow{Receipt: histest.Receipt("王"+strconv.Itoa(i), 24100, receipts.Money(i)), State: store.Pending}
		b.rows = append(b.rows, row)
		if order.Fault != "" {
			order.Count = 1
			if err := server.Faults().Set(order); err != nil {
				t.Fatal(err)
			}
		}
		_, err := reentry.Run(t.Context(), b, a, opt)
		t.Logf("%-20s %-10s %s (run: %v)", order.Fault, b.rows[i].State, b.rows[i].Reason, err)
		if order.Fault == standin.FaultLoginRefused && (!errors.Is(err, his.ErrCredentials) || b.rows[i].State != store.Pending) {
			t.Errorf("login refused: %v, %q", err, b.rows[i].State)
		}
		server.Faults().Clear("")
		if _, err := reentry.Run(t.Context(), b, a, opt); err != nil {
			t.Errorf("%s, second run: %v", order.Fault, err)
		}
	}
	expect(t, b, want...)
	for i, row := range b.rows {
		if n := count(t, web.URL, row.Receipt.ID); n > 1 || n == 0 && want[i] == store.Confirmed {
			t.Errorf("%s: %d bills in the HIS", faults[i].Fault, n)
		}
	}
}

// count asks the HIS itself for the bills of a receipt.
func count(t *testing.T, origin, id string) int {
	t.Helper()
	resp, err := http.Get(origin + standin.Base + "/Invoice?identifier=urn:outpost:invoice|" + id)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var page struct{ Entry []json.RawMessage }
	if err := json.NewDecoder(resp.Body).Decode(&page); err != nil {
		t.Fatal(err)
	}
	return len(page.Entry)
}

func TestByHandInTheStandIn(t *testing.T) {
	_, web, a := hospital(t, 0)
	check, err := a.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	alike, other := histest.Receipt("赵敏", 24100), histest.Receipt("赵敏", 24100)
	other.Lines[0].Item, other.Lines[0].Code = "drug/z", "9999"
	made, err := standin.EnterByHand(t.Context(), web.Client(), web.URL, standin.ByHand{
		Patient: standin.ByHandPatient{Name: "赵敏", BirthDate: "1990-02-28"}, Date: "2026-11-20T09:40:00+08:00", Total: "241.00",
		Lines: []standin.ByHandLine{{Code: "1017", Name: "阿莫西林胶囊", Quantity: "1", Amount: "241.00"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	b := newBox(alike, other)
	if _, err := reentry.Run(t.Context(), b, a, reentry.Options{Check: check, Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	expect(t, b, store.Differs, store.Confirmed)
	if b.rows[0].HISNumber != made.Number {
		t.Errorf("suspected bill %q, made by hand %q", b.rows[0].HISNumber, made.Number)
	}
}

// BenchmarkReentry prints what one receipt of eight lines costs with all its
// searches, against one bare request to the same server.
func BenchmarkReentry(b *testing.B) {
	_, web, a := hospital(b, 0)
	check, err := a.Check(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	rows := newBox()
	for i := range b.N {
		r := histest.Receipt("王"+strconv.Itoa(i%50), 1, 2, 3, 4, 5, 6, 7, receipts.Money(i))
		rows.rows = append(rows.rows, store.OutboxRow{Receipt: r, State: store.Pending})
	}
	b.ResetTimer()
	sum, err := reentry.Run(b.Context(), rows, a, reentry.Options{Check: check, Now: time.Now})
	if err != nil || sum.Confirmed != b.N {
		b.Fatalf("%+v, %v", sum, err)
	}
	whole := b.Elapsed() / time.Duration(b.N)
	start := time.Now()
	const bare = 200
	for range bare {
		resp, err := http.Get(web.URL + standin.Base + "/Invoice?identifier=urn:outpost:invoice|none")
		if err != nil {
			b.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
	}
	b.ReportMetric(float64(whole)/float64(time.Since(start)/bare), "requests/receipt")
}
