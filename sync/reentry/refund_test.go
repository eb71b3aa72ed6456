package reentry_test

import (
	"errors"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/people"
	"outpost/sync/reconcile"
	"outpost/sync/reentry"
)

const (
	cashierPIN, supervisorPIN = "482915", "739164"
)

// till is a hospital's window in an outage, with a cashier's shift open.
type till struct {
	*store.Ledger
	chen store.Actor
}

func openTill(t *testing.T) till {
	t.Helper()
	now := time.Now()
	rules := receipts.Rules{Currency: receipts.CNY(), Rounding: receipts.RoundNone, Tenders: []receipts.Tender{
		{Code: "cash", English: "Cash", Cash: true}, {Code: "wechat", English: "WeChat", Reference: true},
	}}
	l, err := store.Create(t.Context(), t.TempDir(), store.Founding{
		Identity: store.Identity{Hospital: "Demo Hospital", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00"},
		Settings: store.Settings{Rules: rules},
	}, store.Options{Now: time.Now, PINCost: people.Cost{KiB: 64, Passes: 1, Threads: 1}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	gao, _, err := l.FirstAdmin(t.Context(), "gao", "Gao Shan", supervisorPIN)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.AddPerson(t.Context(), gao, store.NewPerson{ID: "chen", Name: "Chen", Role: incident.RoleCashier, PIN: "118822"}); err != nil {
		t.Fatal(err)
	}
	chen, err := l.ChangePIN(t.Context(), "chen", "118822", cashierPIN)
	if err != nil {
		t.Fatal(err)
	}
	s := incident.Snapshot{At: now, Mode: incident.ModeStandalone, Current: &incident.Record{ID: "I1", T0: now}}
	if err := l.RecordOutage(t.Context(), s, []incident.Event{{At: now, Code: incident.CodeStandaloneStart, Incident: "I1"}}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := l.OpenShift(t.Context(), chen, 0); err != nil {
		t.Fatal(err)
	}
	return till{l, chen}
}

// charge sells 241.00 for 100.00 in cash and 141.00 by WeChat.
func (w till) charge(t *testing.T) receipts.Receipt {
	t.Helper()
	line := func(item string, m receipts.Money) receipts.Line {
		return receipts.Line{Item: item, Code: "1017", Name: "阿莫西林胶囊", Unit: "盒", Category: receipts.CategoryWesternDrug, Price: receipts.Price(m) * 100, Quantity: receipts.One, List: "v1"}
	}
	r, err := w.Sell(t.Context(), receipts.Bill{
		ID: receipts.NewID(), Cashier: "chen", Patient: receipts.Patient{ID: receipts.NewID(), Number: "T1", Name: "赵敏", BirthDate: "1990-02-28"},
		Lines:    []receipts.Line{line("drug/a", 211_00), line("drug/b", 30_00)},
		Payments: []receipts.Payment{{Tender: "cash", Tendered: 100_00}, {Tender: "wechat", Tendered: 141_00, Reference: "WX1"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// refund asks for a refund of lines that nobody handed out.
func (w till) refund(t *testing.T, number string, taken ...receipts.Taken) (store.RefundDone, error) {
	t.Helper()
	row, err := w.Receipt(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	var lines []store.Signed
	for i := range row.Receipt.Lines {
		lines = append(lines, store.Signed{Line: i + 1, Status: store.NotGiven})
	}
	if err := w.SignOff(t.Context(), w.chen, number, lines, "pharmacy"); err != nil && !errors.Is(err, store.ErrSignOff) {
		t.Fatal(err)
	}
	approval, err := w.Approve(t.Context(), w.chen, "gao", supervisorPIN, store.WhatRefund, row.Receipt.Number)
	if err != nil {
		t.Fatal(err)
	}
	return w.Refund(t.Context(), w.chen, approval, store.RefundRequest{ID: receipts.NewID(), Number: number, Taken: taken, Reason: "not needed", PaperReturned: true})
}

// 241.00 = cash 100 + WeChat 141, refund 30, re-enter, refund again here and in
// the HIS: no cash for WeChat money, the second local refund refused.
func TestARefundedReceiptGoesToTheHISAsWhatStaysCharged(t *testing.T) {
	_, web, a := hospital(t, 0)
	check, err := a.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := openTill(t)
	sold := w.charge(t)
	done, err := w.refund(t, sold.Number, receipts.Taken{Line: 2})
	if err != nil {
		t.Fatal(err)
	}
	here := done.Red.Reversal
	if here.Cash != 30_00 || here.Owed != 0 || done.Rest.Total != 211_00 {
		t.Fatalf("refunded here: %+v, rest %d", *here, done.Rest.Total)
	}
	sum, err := reentry.Run(t.Context(), w, a, reentry.Options{Check: check, Now: time.Now})
	if err != nil || sum.Done != 1 || sum.Confirmed != 1 {
		t.Fatalf("%+v, %v", sum, err)
	}
	for id, want := range map[string]int{sold.ID: 0, done.Red.ID: 0, done.Rest.ID: 1} {
		if n := count(t, web.URL, id); n != want {
			t.Errorf("%d bills of %s in the HIS, want %d", n, id, want)
		}
	}
	if _, err := w.refund(t, done.Rest.Number); !errors.Is(err, store.ErrInHIS) {
		t.Errorf("the rest again here: %v", err)
	}
	if _, err := w.refund(t, sold.Number); !errors.Is(err, store.ErrRefunded) {
		t.Errorf("the original again here: %v", err)
	}
	record, found, err := a.ReadBack(t.Context(), *done.Rest)
	if err != nil || !found || record.Total != 211_00 {
		t.Fatalf("%+v, %t, %v", record, found, err)
	}
	there := map[string]receipts.Money{} // what the HIS gives back when it refunds its bill
	for _, p := range record.Payments {
		there[p.Tender] += p.Amount
	}
	if there["cash"]+here.Cash != 100_00 || there["wechat"] != 141_00 {
		t.Errorf("the HIS gives back %v besides %d here", there, here.Cash)
	}
	w.prove(t)
}

// prove closes the shift and holds everything against everything.
func (w till) prove(t *testing.T) {
	t.Helper()
	counted := receipts.Money(70_00)
	report, err := w.CloseShift(t.Context(), w.chen, store.Count{Cash: counted})
	if err != nil || !report.Agrees() || *report.Difference != 0 {
		t.Errorf("%+v, %v", report, err)
	}
	rows, err := w.Outbox(t.Context(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	tenders := map[string]receipts.Money{}
	for _, x := range report.Tenders {
		tenders[x.Tender] = x.Amount
	}
	head := w.Head()
	p := reconcile.Prove(reconcile.Input{
		Rows: rows, Currency: receipts.CNY(), Now: time.Now(),
		Ranges: []reconcile.Range{{Station: "W01", Prefix: "W01-", First: 1, Last: head.Totals.Receipts, Next: head.Totals.Receipts + 1}},
		Shifts: []reconcile.Shift{{ID: report.Shift, Station: "W01", Cashier: "chen", Closed: true, Tenders: tenders, Expected: counted, Counted: counted}},
		Ledger: reconcile.Ledger{Sold: int(head.Totals.Receipts), Total: receipts.Money(head.Totals.Sales), TakenBack: receipts.Money(head.Totals.Voids), Verified: true},
	})
	if !p.Complete || p.Local.Amount != 211_00 || p.Confirmed.Amount != 211_00 || p.Refunded.Amount != 241_00 || p.Red.Amount != -241_00 {
		t.Errorf("findings %v; local %+v, confirmed %+v, refunded %+v, red %+v", p.Findings, p.Local, p.Confirmed, p.Refunded, p.Red)
	}
}
