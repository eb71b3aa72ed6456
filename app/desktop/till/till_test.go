package till

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"outpost/app/settings"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/catalog"
	"outpost/store/incident"
)

// bench is a till over a real ledger. What the background posts waits in a queue
// until the test takes it, on the test's goroutine.
type bench struct {
	*Model
	station *station.Station
	posted  chan func()

	mu      sync.Mutex
	open    []bool
	printed []string
	refuse  error // what the printer answers
}

func clock() func() time.Time {
	var mu sync.Mutex
	at := time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		at = at.Add(time.Second)
		return at
	}
}

func newStation(t testing.TB, drill bool) *station.Station { return stationOf(t, drill, "W01") }

// stationOf is the station of one of several windows.
func stationOf(t testing.TB, drill bool, window string) *station.Station {
	t.Helper()
	return setUp(t, drill, window, clock())
}

// stationAt is a hospital's station with a clock of the test's own.
func stationAt(t testing.TB, now func() time.Time) *station.Station {
	return setUp(t, false, "W01", now)
}

func setUp(t testing.TB, drill bool, window string, now func() time.Time) *station.Station {
	t.Helper()
	id := store.Identity{Hospital: "Demo Hospital", Station: window, Prefix: window, TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: drill}
	dir := filepath.Join(t.TempDir(), "data")
	s, err := station.Setup(t.Context(), dir, id, "test", settings.Demo("http://127.0.0.1:1"), station.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	accept(t, s, items())
	for _, p := range patients() {
		if _, err := s.RegisterPatient(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func accept(t testing.TB, s *station.Station, all []catalog.Item) {
	t.Helper()
	v := catalog.Version{List: "drug", Hash: catalog.Hash("drug", "CNY", all), Count: len(all), Source: "test.csv", At: s.Now(), Currency: "CNY"}
	if err := s.AcceptPrices(t.Context(), v, all, "test"); err != nil {
		t.Fatal(err)
	}
}

func items() []catalog.Item {
	item := func(key, code, name, spec, unit string, price receipts.Price, initials ...string) catalog.Item {
		return catalog.Item{Key: "drug/" + key, Code: code, Name: name, Spec: spec, Unit: unit, Maker: "Hualu", Category: receipts.CategoryWesternDrug, Price: price, Initials: initials}
	}
	return []catalog.Item{
		item("1", "A1", "阿莫西林胶囊", "0.25g*24", "盒", 12_5000, "amxljn"),
		item("2", "A2", "阿莫西林颗粒", "0.125g*12", "袋", 8_0000, "amxlkl"),
		item("3", "900", "布洛芬片", "0.1g*100", "瓶", 6_2500, "blfp"),
		item("4", "900", "布洛芬缓释胶囊", "0.3g*20", "盒", 15_0000, "blfhsjn"),
		item("5", "B7", "维生素B12注射液", "1ml", "支", 0_3300, "wssb12zsy"),
	}
}

func patients() []receipts.Patient {
	return []receipts.Patient{
		{ID: receipts.NewID(), Name: "林悦江", Phone: "12000000001", Card: "990000000001"},
		{ID: receipts.NewID(), Name: "高山", Phone: "12000000002", Card: "990000000002", Insured: true},
		{ID: receipts.NewID(), Name: "高岭", Phone: "12000000003"},
	}
}

func newBench(t testing.TB, s *station.Station) *bench {
	t.Helper()
	b := &bench{station: s, posted: make(chan func(), 1000)}
	b.Model = New(Deps{
		Station: s,
		Post:    func(f func()) { b.posted <- f },
		BillOpen: func(_ context.Context, open bool) {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.open = append(b.open, open)
		},
		Print: func(_ context.Context, r receipts.Receipt) error {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.printed = append(b.printed, r.Number)
			return b.refuse
		},
	})
	if cashier := s.Ledger.Shift().Cashier; cashier != "" {
		actor, err := s.Ledger.Login(t.Context(), cashier, gaoPIN)
		if err != nil {
			t.Fatal(err)
		}
		b.deps.Desk.Enter(actor, cashier)
		b.ChangeCashier()
	}
	return b
}

const gaoPIN = "739164"

// charging makes a real ledger sell: stand-alone, with a shift.
func charging(t testing.TB, s *station.Station) {
	t.Helper()
	if err := s.Ledger.RecordOutage(t.Context(), incident.Snapshot{Mode: incident.ModeStandalone}, nil, nil); err != nil {
		t.Fatal(err)
	}
	gao, _, err := s.Ledger.FirstAdmin(t.Context(), "gao", "Gao Shan", gaoPIN)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ledger.OpenShift(t.Context(), gao, 0); err != nil {
		t.Fatal(err)
	}
}

// next takes n results of the background in.
func (b *bench) next(t testing.TB, n int) {
	t.Helper()
	for range n {
		select {
		case f := <-b.posted:
			f()
		case <-time.After(10 * time.Second):
			t.Fatal("the background did not answer")
		}
	}
}

// finish brings everything to disk.
func (b *bench) finish(t testing.TB) {
	t.Helper()
	if err := b.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// enter types one line: text and Enter on the first of the list.
func (b *bench) enter(t testing.TB, text string) {
	t.Helper()
	if _, clear := b.EnterItem(text, 0); !clear {
		t.Fatalf("%q was not taken: %+v", text, b.Note())
	}
}

func TestABillIsChargedAndTheNextIsOpenAtOnce(t *testing.T) {
	s := newStation(t, false)
	charging(t, s)
	b := newBench(t, s)
	if next := b.EnterPatient("990000000001", -1); next != ItemBox {
		t.Fatalf("a card led to %v: %+v", next, b.Note())
	}
	b.enter(t, "3*amxlk")
	b.enter(t, "blfh")
	b.enter(t, "*2")
	b.Type("100", "")
	if change, ok := b.Change(); !ok || change != 100_00-54_00 {
		t.Errorf("change %v %v", change, ok)
	}
	id := b.Bill().ID
	if next := b.Complete(); next != PatientBox || !b.Empty() || b.Bill().ID == id || b.Last().State != SaleWriting {
		t.Fatalf("after F2: %v, last %+v, note %+v", next, b.Last(), b.Note())
	}
	b.Complete() // F2 held
	b.Complete()
	b.next(t, 2) // sold, printed
	last := b.Last()
	if last.State != SaleDone || last.Number != "W01-0000001" || last.Total != 54_00 || last.Change != 46_00 {
		t.Fatalf("last %+v", last)
	}
	b.finish(t)
	row, err := s.Ledger.Receipt(t.Context(), last.Number)
	if err != nil || row.Receipt.ID != id || len(row.Receipt.Lines) != 2 || row.Receipt.Lines[0].Quantity != 3000 || row.Receipt.Patient.Name != "林悦江" {
		t.Fatalf("receipt %+v, %v", row.Receipt, err)
	}
	if n, _ := s.Ledger.Count(t.Context()); n != 1 {
		t.Errorf("%d receipts for a held F2", n)
	}
	if len(b.open) == 0 || b.open[len(b.open)-1] {
		t.Errorf("the watch was told %v", b.open)
	}
	if drafts, _ := s.Ledger.Drafts(t.Context()); len(drafts) != 0 {
		t.Errorf("%d drafts are left", len(drafts))
	}
}

func TestWhileTheHISIsUpNothingIsCharged(t *testing.T) {
	s := newStation(t, false)
	b := newBench(t, s)
	defer b.finish(t)
	b.EnterPatient("990000000001", -1)
	if len(b.FindItems("amxl")) != 2 {
		t.Error("items cannot be looked up")
	}
	if _, clear := b.EnterItem("amxl", 0); clear || len(b.Bill().Lines) != 0 || b.Note().Level != Warn {
		t.Errorf("a line was taken while the HIS is up: %+v", b.Note())
	}
	if b.Complete(); b.Last().State != SaleNone {
		t.Error("a bill was completed while the HIS is up")
	}
}

func TestTypedQuantities(t *testing.T) {
	for text, want := range map[string]Typed{
		"amxl": {Query: "amxl"}, "3*amxl": {Query: "amxl", Quantity: 3000}, "amxl*3": {Query: "amxl", Quantity: 3000},
		"*2": {Quantity: 2000}, "0.5×amxl": {Query: "amxl", Quantity: 500}, "3＊amxl": {Query: "amxl", Quantity: 3000},
		"amxl 0.25g*24": {Query: "amxl 0.25g*24"}, "a*b": {Query: "a*b"}, "  ": {},
	} {
		if got := ParseTyped(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
	for _, text := range []string{"0*amxl", "0.3333*amxl", "1000000000*amxl", "*"} {
		if got := ParseTyped(text); !errors.Is(got.Err, receipts.ErrQuantity) {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestAScannedCodeOfSeveralItemsIsNotTakenBlindly(t *testing.T) {
	s := newStation(t, true)
	b := newBench(t, s)
	defer b.finish(t)
	if _, clear := b.EnterItem("900", 0); clear || b.Note().Level != Warn {
		t.Fatalf("taken: %+v", b.Bill().Lines)
	}
	if _, clear := b.EnterItem("900", 1); !clear {
		t.Fatalf("not taken after choosing: %+v", b.Note())
	}
	want := b.FindItems("900")[1].Key
	if got := b.Bill().Lines[0].Item; got != want {
		t.Errorf("took %s, want %s", got, want)
	}
}

func TestSeveralPatientsWaitForAChoice(t *testing.T) {
	s := newStation(t, true)
	b := newBench(t, s)
	defer b.finish(t)
	if next := b.EnterPatient("g", -1); next != Stay || b.Bill().Patient.ID != "" {
		t.Fatal("one of several was taken without a choice")
	}
	if next := b.EnterPatient("12000000002", -1); next != ItemBox || b.Bill().Patient.Name != "高山" || !b.Bill().Insured {
		t.Errorf("the phone's own patient was not taken: %+v", b.Bill().Patient)
	}
	if b.EnterPatient("nobody", -1); b.Note().Level != Warn {
		t.Error("nothing is said where nobody is found")
	}
}

func TestSplitPaymentNeedsTheReference(t *testing.T) {
	s := newStation(t, true)
	b := newBench(t, s)
	b.EnterPatient("990000000001", -1)
	b.enter(t, "4*amxlj")
	b.StepTender(2) // WeChat
	b.Type("20", "")
	if b.TakePayment() != ReferenceBox {
		t.Fatalf("taken without a reference: %+v", b.Note())
	}
	b.Type("60", "W1")
	if b.TakePayment() != PayBox || len(b.Bill().Payments) != 0 {
		t.Fatal("electronic money over the bill was taken")
	}
	b.Type("20", "W1")
	b.TakePayment()
	if got := b.Bill().Payments; len(got) != 1 || got[0].Tendered != 20_00 || b.Tender().Code != "alipay" {
		t.Fatalf("payments %+v, tender %s", got, b.Tender().Code)
	}
	b.StepTender(-3)
	b.Type("50", "")
	b.Complete()
	b.next(t, 2)
	b.finish(t)
	if last := b.Last(); last.Change != 20_00 || last.Total != 50_00 {
		t.Errorf("last %+v", last)
	}
}

func TestADraftSurvivesACrash(t *testing.T) {
	s := newStation(t, true)
	b := newBench(t, s)
	b.EnterPatient("990000000001", -1)
	b.enter(t, "2*amxlj")
	parked := b.Bill().ID
	b.Park()
	b.EnterPatient("990000000002", -1)
	b.enter(t, "blfh")
	open := b.Bill().ID
	b.finish(t)

	again := newBench(t, s)
	defer again.finish(t)
	if err := again.Restore(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again.Bill().ID != open || len(again.Bill().Lines) != 1 || again.Note().Level != Warn {
		t.Errorf("the open bill is not back: %+v", again.Bill())
	}
	if len(again.Parked()) != 1 || again.Parked()[0].ID != parked {
		t.Fatalf("parked %+v", again.Parked())
	}
	again.TakeBack(0)
	if again.Bill().ID != parked || again.Bill().Lines[0].Quantity != 2000 || len(again.Parked()) != 1 {
		t.Errorf("taken back %+v, parked %d", again.Bill(), len(again.Parked()))
	}
}

func TestABillThatTheLedgerRefusesComesBack(t *testing.T) {
	s := newStation(t, false)
	charging(t, s)
	b := newBench(t, s)
	b.EnterPatient("990000000001", -1)
	b.enter(t, "amxlj")
	b.Type("20", "")
	id := b.Bill().ID
	// The ledger goes away between F2 and the writing.
	if err := s.Ledger.Close(); err != nil {
		t.Fatal(err)
	}
	b.Complete()
	b.next(t, 1)
	if b.Bill().ID != id || b.Note().Level != Alarm || b.Last().State != SaleNone {
		t.Errorf("bill %+v, note %+v, last %+v", b.Bill(), b.Note(), b.Last())
	}
	b.finish(t)
}

func TestAPrintersTroubleNeverUndoesASale(t *testing.T) {
	s := newStation(t, true)
	b := newBench(t, s)
	b.refuse = errors.New("out of paper")
	b.EnterPatient("990000000001", -1)
	b.enter(t, "amxlj")
	b.Type("20", "")
	b.Complete()
	b.next(t, 2)
	b.finish(t)
	if last := b.Last(); last.State != SaleDone || last.PrintErr == nil {
		t.Errorf("last %+v", last)
	}
	if n, _ := s.Ledger.Count(t.Context()); n != 1 {
		t.Errorf("%d receipts", n)
	}
}

// An insured patient pays in full here; the card's number is kept for the
// settlement with the insurer (users.md).
func TestANewPatientsInsuranceCardIsKept(t *testing.T) {
	s := newStation(t, true)
	b := newBench(t, s)
	defer b.finish(t)
	err := b.Register(t.Context(), NewPatient{Name: "Lin Yuejiang", Phone: "12000000099", InsuranceNumber: " 990000004711 "})
	if err != nil {
		t.Fatal(err)
	}
	if p := b.Bill().Patient; !b.Bill().Insured || p.InsuranceNumber != "990000004711" {
		t.Errorf("insured %t, card %q", b.Bill().Insured, p.InsuranceNumber)
	}
	if found := s.Register().Find("990000004711", 2); len(found) != 1 || !found[0].Insured {
		t.Errorf("found by the card: %+v", found)
	}
}
