package store

import (
	"errors"
	"strings"
	"testing"

	"outpost/store/incident"
)

// The first golden ledger was written by form 1: every kind of entry that there
// was, invented names. Its bytes are a promise: every later program must open it,
// verify it and read the same from it.
const (
	goldenHead    = "ca07e4de"
	goldenEntries = 20
)

func TestTheFirstGoldenLedgerReadsAsWritten(t *testing.T) {
	dir := formerLedger(t)
	if v, err := Verify(t.Context(), dir, Options{}); err != nil || !v.OK || v.Entries != goldenEntries || v.Copied != goldenEntries {
		t.Fatalf("as committed: %+v, %v", v, err)
	}
	l := reopen(t, dir)
	checkGolden(t, l)
	if err := l.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	checkGolden(t, l)
	if _, err := l.OpenShift(t.Context(), cashier("c1"), 0); err != nil {
		t.Fatal(err)
	}
	if r := sell(t, l, bill("Gao Shan", 60_00)); r.Number != "W01-0000005" {
		t.Errorf("goes on with %s", r.Number)
	}
	mustVerify(t, l)
}

func checkGolden(t *testing.T, l *Ledger) {
	t.Helper()
	ctx := t.Context()
	h := l.Head()
	if h.Seq != goldenEntries || !strings.HasPrefix(h.Hash.String(), goldenHead) || h.Totals.Receipts != 4 || h.Totals.Sales != 205_78 || h.Totals.Voids != 51_46 {
		t.Errorf("head %d %s, totals %+v", h.Seq, h.Hash, h.Totals)
	}
	if id := l.Identity(); id.Hospital != "Demo Hospital" || id.TimeZone != "Asia/Shanghai" || l.Mode() != incident.ModeStandalone {
		t.Errorf("identity %+v, mode %s", id, l.Mode())
	}
	row, err := l.Receipt(ctx, "W01-0000001")
	if err != nil || row.State != ByHand || row.HISNumber != "F77" || row.Receipt.Patient.Name != "𬱖氏 Lin" || row.Receipt.Printed != 2 || row.Receipt.Total != 51_40 || row.Receipt.Rounding != -6 {
		t.Errorf("receipt 1: %+v, %v", row, err)
	}
	row, err = l.Receipt(ctx, "W01-0000002")
	if err != nil || row.State != Voided || row.Receipt.Void == nil || row.Receipt.Void.Reason != "wrong item" {
		t.Errorf("receipt 2: %+v, %v", row, err)
	}
	patients, err := l.Patients(ctx)
	if err != nil || len(patients) != 1 || patients[0].Number != "W01-T00001" {
		t.Errorf("patients %+v, %v", patients, err)
	}
	shifts, err := l.Shifts(ctx)
	if err != nil || len(shifts) != 1 || !shifts[0].Agrees() || shifts[0].FromLines != 154_32 {
		t.Errorf("shifts %+v, %v", shifts, err)
	}
	lists, err := l.PriceLists(ctx)
	faults, err2 := l.Faults(ctx)
	orders, err3 := l.Orders(ctx, 10)
	events, err4 := l.Timeline(ctx, "", 10)
	_, checked, err5 := l.Check(ctx)
	if err := errors.Join(err, err2, err3, err4, err5); err != nil || len(lists) != 1 || len(faults) != 1 || faults[0].Cause != "switch replaced" || len(orders) != 1 || len(events) != 2 || !checked {
		t.Errorf("lists %v, faults %v, orders %v, events %v, check %v: %v", lists, faults, orders, events, checked, err)
	}
}
