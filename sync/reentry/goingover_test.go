package reentry_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
	"time"

	"outpost/fixtures/standin"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
	"outpost/sync/his"
	"outpost/sync/reconcile"
	"outpost/sync/reentry"
)

// The HIS commits a charge at 09:12 and its answer is lost; the outage begins. The
// same patient is charged here at 09:43. Re-entry: one bill in the HIS, one case.
func TestTheAnswerWasLostAndThePatientIsChargedHere(t *testing.T) {
	_, web, a := hospital(t, 0)
	check, err := a.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 20, 9, 12, 0, 0, time.FixedZone("CST", 8*3600))
	now := at
	made, err := standin.EnterByHand(t.Context(), web.Client(), web.URL, standin.ByHand{
		Patient: standin.ByHandPatient{Name: "赵敏", BirthDate: "1990-02-28"}, Date: at.Format(time.RFC3339), Total: "241.00",
		Lines: []standin.ByHandLine{{Code: "1017", Name: "阿莫西林胶囊", Quantity: "1", Amount: "241.00"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	l := ledger(t, func() time.Time { return now })
	cashier, err := l.DrillActor("chen", incident.RoleCashier)
	if err != nil {
		t.Fatal(err)
	}
	now = at.Add(30 * time.Minute) // stand-alone; the till asks
	asked := store.GoingOver{LastHIS: "F-0991", Questions: []store.Question{{
		Patient: receipts.Patient{Name: "赵敏", Phone: "13900000001"}, Total: 241_00, At: at,
	}}}
	if _, err := l.RecordGoingOver(t.Context(), cashier, asked); err != nil {
		t.Fatal(err)
	}
	now = at.Add(31 * time.Minute)
	double, other := charge(t, l, "赵敏", "13900000001"), charge(t, l, "钱多", "13900000002")

	opt := reentry.Options{Check: check, Now: time.Now}
	for range 2 {
		if _, err := reentry.Run(t.Context(), l, a, opt); err != nil {
			t.Fatal(err)
		}
	}
	if n := billsOf(t, web.URL, "赵敏"); n != 1 {
		t.Errorf("%d bills of the patient in the HIS", n)
	}
	if n := count(t, web.URL, other.ID); n != 1 {
		t.Errorf("another patient has %d bills", n)
	}
	rows, err := l.Outbox(t.Context(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	var open []reconcile.Exception
	for _, e := range reconcile.Exceptions(rows, now) {
		if e.Open {
			open = append(open, e)
		}
	}
	if len(open) != 1 || open[0].Number != double.Number || open[0].Code != his.CodeCharged || open[0].State != store.Held {
		t.Fatalf("cases %+v", open)
	}
	linked := store.Decision{Verdict: store.VerdictLinked, HISNumber: made.Number, By: "zhou", Role: incident.RoleNetAdmin.String(), Reason: "it stands there since 09:12"}
	if err := l.Decide(t.Context(), double.ID, linked); err != nil {
		t.Fatal(err)
	}
	if _, err := reentry.Run(t.Context(), l, a, opt); err != nil {
		t.Fatal(err)
	}
	if n := billsOf(t, web.URL, "赵敏"); n != 1 {
		t.Errorf("%d bills of the patient after the decision", n)
	}
}

// What was owed and is paid before the re-entry stands in the HIS as it was paid,
// to the last fen; what is not, stands there as owed.
func TestLaterPaymentsStandInTheHIS(t *testing.T) {
	_, web, a := hospital(t, 0)
	check, err := a.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l := ledger(t, func() time.Time { return time.Date(2026, 11, 20, 1, 43, 0, 0, time.UTC) })
	cashier, err := l.DrillActor("chen", incident.RoleCashier)
	if err != nil {
		t.Fatal(err)
	}
	owed, paid := green(t, l, "高山"), green(t, l, "高岭")
	if _, err := l.SettleCredit(t.Context(), cashier, paid.Number, []receipts.Payment{{Tender: "cash", Tendered: 300_00}}); err != nil {
		t.Fatal(err)
	}
	if _, err := reentry.Run(t.Context(), l, a, reentry.Options{Check: check, Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	for _, r := range []receipts.Receipt{owed, paid} {
		row, err := l.ReceiptByID(t.Context(), r.ID)
		if err != nil || row.State != store.Confirmed {
			t.Errorf("%s is %s: %s, %v", r.Number, row.State, row.Reason, err)
		}
	}
	for id, want := range map[string]string{owed.ID: "issued", paid.ID: "balanced"} {
		var page struct {
			Entry []struct {
				Resource struct {
					Status string `json:"status"`
				} `json:"resource"`
			} `json:"entry"`
		}
		get(t, web.URL+standin.Base+"/Invoice?identifier=urn:outpost:invoice|"+id, &page)
		if len(page.Entry) != 1 || page.Entry[0].Resource.Status != want {
			t.Errorf("%+v, want %s", page, want)
		}
	}
}

func ledger(t *testing.T, now func() time.Time) *store.Ledger {
	t.Helper()
	l, err := store.Create(t.Context(), t.TempDir(), store.Founding{
		Identity: store.Identity{Hospital: "Demo Hospital", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true},
		Settings: store.Settings{Rules: receipts.Rules{Currency: receipts.CNY(), Rounding: receipts.RoundHalfUp, Tenders: []receipts.Tender{{Code: "cash", English: "Cash", Cash: true}}}},
	}, store.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// billOf is a bill of two prescriptions over 241.03.
func billOf(name, phone string) receipts.Bill {
	return receipts.Bill{
		ID: receipts.NewID(), Patient: receipts.Patient{ID: receipts.NewID(), Number: "T-" + phone, Name: name, Phone: phone}, Cashier: "chen",
		Prescriptions: []receipts.Prescription{{Number: "RX-1", Doctor: "Dr Gao", Department: "中医科", Doses: 7}, {Number: "RX-2", Doctor: "Dr Lin"}},
		Lines: []receipts.Line{
			{Item: "drug/1017", Code: "1017", Name: "阿莫西林胶囊", Category: receipts.CategoryWesternDrug, Price: 220_0300, Quantity: receipts.One, Prescription: "RX-2"},
			{Item: "herb/1", Name: "甘草", Unit: "g", Category: receipts.CategoryHerbal, Price: 1000, Quantity: 210_000, Prescription: "RX-1"},
		},
	}
}

func charge(t *testing.T, l *store.Ledger, name, phone string) receipts.Receipt {
	t.Helper()
	b := billOf(name, phone)
	b.Payments = []receipts.Payment{{Tender: "cash", Tendered: 300_00}}
	r, err := l.Sell(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func green(t *testing.T, l *store.Ledger, name string) receipts.Receipt {
	t.Helper()
	b := billOf(name, name)
	b.Green = "unconscious"
	b.Payments = []receipts.Payment{{Tender: receipts.TenderGreen, Tendered: 241_03}}
	r, err := l.Sell(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// billsOf counts the bills of all patients of that name in the HIS.
func billsOf(t *testing.T, origin, name string) (n int) {
	t.Helper()
	var people struct {
		Entry []struct {
			Resource struct {
				ID string `json:"id"`
			} `json:"resource"`
		} `json:"entry"`
	}
	get(t, origin+standin.Base+"/Patient?name="+url.QueryEscape(name), &people)
	for _, p := range people.Entry {
		var bills struct{ Entry []json.RawMessage }
		get(t, origin+standin.Base+"/Invoice?subject=Patient/"+p.Resource.ID, &bills)
		n += len(bills.Entry)
	}
	return n
}

func get(t *testing.T, address string, into any) {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}
