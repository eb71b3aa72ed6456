package store

import (
	"errors"
	"maps"
	"testing"

	"outpost/receipts"
)

// green is an unpaid bill of a patient who is treated first, 51.46 in all.
func green(name string, paid receipts.Money) receipts.Bill {
	b := bill(name, paid)
	b.Green = "unconscious, chest pain"
	b.Payments = append([]receipts.Payment{{Tender: receipts.TenderGreen, Tendered: 51_46 - paid}}, b.Payments...)
	if paid == 0 {
		b.Payments = b.Payments[:1]
	}
	return b
}

func TestWhatIsOwedIsPaidLater(t *testing.T) {
	l, dir := limitedLedger(t)
	rules := l.Rules()
	rules.Rounding = receipts.RoundDown
	if err := l.AcceptSettings(t.Context(), Settings{Rules: rules}); err != nil {
		t.Fatal(err)
	}
	all, part, open := sell(t, l, green("无名氏", 0)), sell(t, l, green("Gao Shan", 20_00)), sell(t, l, green("Lin Yuejiang", 0))
	if all.Total != 51_46 || all.Unpaid() != 51_46 || all.Rounding != 0 || part.Unpaid() != 31_46 {
		t.Fatalf("unpaid %d, %d", all.Unpaid(), part.Unpaid())
	}
	unpaid, err := l.Unpaid(t.Context())
	if err != nil || len(unpaid) != 3 || unpaid[0].Receipt.Number != all.Number {
		t.Fatalf("%d unpaid, %v", len(unpaid), err)
	}
	got, err := l.SettleCredit(t.Context(), cashier("c1"), all.Number, []receipts.Payment{{Tender: "cash", Tendered: 60_00}})
	if err != nil || got.Settlement.Paid() != 51_40 || got.Settlement.Rounding != -6 || got.Settlement.Payments[0].Change != 8_60 || got.Settlement.Number != all.Number+"-P" {
		t.Fatalf("%+v, %v", got.Settlement, err)
	}
	if _, err := l.SettleCredit(t.Context(), cashier("c1"), part.Number, []receipts.Payment{{Tender: "wechat", Tendered: 31_46, Reference: "WX9"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.SettleCredit(t.Context(), cashier("c1"), all.Number, []receipts.Payment{{Tender: "cash", Tendered: 60_00}}); !errors.Is(err, receipts.ErrCredit) {
		t.Errorf("paid twice: %v", err)
	}
	used := bill("Zhao", 0)
	used.Payments = []receipts.Payment{{Tender: "wechat", Tendered: 51_46, Reference: "WX9"}}
	if _, err := l.Sell(t.Context(), used); !errors.Is(err, receipts.ErrReferenceTwice) {
		t.Errorf("the later payment's reference again: %v", err)
	}
	mustVerify(t, l)
	if err := errors.Join(l.Rebuild(t.Context()), l.Close()); err != nil {
		t.Fatal(err)
	}
	checkSettled(t, reopen(t, dir), all, open)
}

// checkSettled looks how paid and unpaid receipts stand, and how they are sent.
func checkSettled(t *testing.T, l *Ledger, paid, open receipts.Receipt) {
	t.Helper()
	row, err := l.Receipt(t.Context(), paid.Number)
	if err != nil || row.Receipt.Settlement == nil || row.Receipt.Total != 51_46 || row.Receipt.Unpaid() != 0 || row.Receipt.Settlement.At.IsZero() {
		t.Errorf("%+v, %v", row.Receipt.Settlement, err)
	}
	rows, err := l.Unsent(t.Context(), 10)
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d, %v", len(rows), err)
	}
	if r := rows[0].Receipt; r.Total != 51_40 || r.Rounding != -6 || r.Owed() != 0 || len(r.Payments) != 1 || r.Payments[0].Tender != "cash" {
		t.Errorf("it is sent as %+v", r)
	}
	if r := rows[1].Receipt; r.Total != 51_46 || len(r.Payments) != 2 || r.Owed() != 0 {
		t.Errorf("it is sent as %+v", r)
	}
	if unpaid, err := l.Unpaid(t.Context()); err != nil || len(unpaid) != 1 || unpaid[0].Receipt.Number != open.Number {
		t.Errorf("unpaid: %v", err)
	}
	sent, err := l.MarkSent(t.Context(), open.ID)
	if err != nil || sent.Owed() != 51_46 {
		t.Errorf("an unpaid one is sent as %+v, %v", sent.Payments, err)
	}
	if _, err := l.SettleCredit(t.Context(), cashier("c1"), open.Number, []receipts.Payment{{Tender: "cash", Tendered: 60_00}}); !errors.Is(err, ErrState) {
		t.Errorf("paid here after it was sent: %v", err)
	}
}

func TestAShiftCountsWhatItTookOfFormerDebts(t *testing.T) {
	l, _ := limitedLedger(t)
	rules := l.Rules()
	rules.Rounding = receipts.RoundUp
	if err := l.AcceptSettings(t.Context(), Settings{Rules: rules}); err != nil {
		t.Fatal(err)
	}
	former, voided := sell(t, l, green("Gao Shan", 0)), sell(t, l, green("Lin Yuejiang", 0))
	sell(t, l, bill("Zhao", 60_00))
	pay := []receipts.Payment{{Tender: "cash", Tendered: 60_00}}
	if _, err := l.SettleCredit(t.Context(), cashier("c1"), voided.Number, pay); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Void(t.Context(), cashier("c1"), VoidRequest{Number: voided.Number, Reason: "not treated", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.RecordPaper(t.Context(), cashier("c1"), paper("ZZ-000001", 50)); err != nil {
		t.Fatal(err)
	}
	first := reportOf(t, l, "first")
	mustTake(t, first, map[string]receipts.Money{"cash": 2 * 51_50, receipts.TenderGreen: 51_46})
	if first.First != "W01-0000001" || first.Last != "W01-0000003" {
		t.Errorf("from %s to %s", first.First, first.Last)
	}
	closeShift(t, l)
	if _, err := l.OpenShift(t.Context(), cashier("c2"), 0); err != nil {
		t.Fatal(err)
	}
	if _, err := l.SettleCredit(t.Context(), cashier("c2"), former.Number, pay); err != nil {
		t.Fatal(err)
	}
	second := reportOf(t, l, "second")
	mustTake(t, second, map[string]receipts.Money{"cash": 51_50, receipts.TenderGreen: -51_46})
	if second.LaterRounding != 4 || second.Sales != 0 {
		t.Errorf("rounding %d, sales %d", second.LaterRounding, second.Sales)
	}
	mustVerify(t, l)
}

func reportOf(t *testing.T, l *Ledger, name string) ShiftReport {
	t.Helper()
	r, err := l.ShiftReport(t.Context(), l.Shift())
	if err != nil || !r.Agrees() {
		t.Fatalf("%s shift: payments %d, lines %d, sales %d, voided %d: %v", name, r.FromPayments, r.FromLines, r.Sales, r.Voided, err)
	}
	return r
}

func closeShift(t *testing.T, l *Ledger) {
	t.Helper()
	if _, err := l.CloseShift(t.Context(), cashier(l.Shift().Cashier), Count{}); err != nil {
		t.Fatal(err)
	}
}

func mustTake(t *testing.T, r ShiftReport, want map[string]receipts.Money) {
	t.Helper()
	got := map[string]receipts.Money{}
	for _, tender := range r.Tenders {
		got[tender.Tender] = tender.Amount
	}
	if !maps.Equal(got, want) {
		t.Errorf("%s took %v, want %v", r.Cashier, got, want)
	}
}

func TestWhoTakesALaterPayment(t *testing.T) {
	l, _ := limitedLedger(t)
	r, plain := sell(t, l, green("Gao Shan", 0)), sell(t, l, bill("Lin Yuejiang", 60_00))
	cash := []receipts.Payment{{Tender: "cash", Tendered: 60_00}}
	for name, tt := range map[string]struct {
		by     Actor
		number string
		pay    []receipts.Payment
		want   error
	}{
		"nobody":            {Actor{}, r.Number, cash, ErrActor},
		"another's shift":   {cashier("c2"), r.Number, cash, ErrShift},
		"no such receipt":   {cashier("c1"), "W01-9999999", cash, ErrNotFound},
		"nothing is owed":   {cashier("c1"), plain.Number, cash, receipts.ErrCredit},
		"too little":        {cashier("c1"), r.Number, []receipts.Payment{{Tender: "cash", Tendered: 51_00}}, receipts.ErrPayment},
		"more than by card": {cashier("c1"), r.Number, []receipts.Payment{{Tender: "card", Tendered: 51_47, Reference: "a"}}, receipts.ErrPayment},
		"no reference":      {cashier("c1"), r.Number, []receipts.Payment{{Tender: "wechat", Tendered: 51_46}}, receipts.ErrReference},
	} {
		if _, err := l.SettleCredit(t.Context(), tt.by, tt.number, tt.pay); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := l.Void(t.Context(), cashier("c1"), VoidRequest{Number: r.Number, Reason: "not treated", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.SettleCredit(t.Context(), cashier("c1"), r.Number, cash); !errors.Is(err, receipts.ErrCredit) {
		t.Errorf("a void one: %v", err)
	}
	if unpaid, err := l.Unpaid(t.Context()); err != nil || len(unpaid) != 0 {
		t.Errorf("%d unpaid, %v", len(unpaid), err)
	}
}
