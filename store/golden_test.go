package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
)

var update = flag.Bool("update", false, "make testdata/golden-1 anew (only before a release: its bytes are a promise)")

// golden is the ledger that version 1 wrote: every kind of entry, invented
// names. Later versions must open it, verify it and read the same from it.
const golden = "testdata/golden-1"

const (
	goldenHead    = "ca07e4de"
	goldenEntries = 20
)

func TestTheGoldenLedgerReadsAsWritten(t *testing.T) {
	if *update {
		makeGolden(t)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(golden)); err != nil {
		t.Fatal(err)
	}
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

// makeGolden writes the golden ledger: the database in one file, the copy
// without the zeros written ahead.
func makeGolden(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	first := founding(false)
	first.Settings.Rules.Rounding = receipts.RoundDown
	l, err := Create(t.Context(), dir, first, Options{Now: testClock()})
	if err != nil {
		t.Fatal(err)
	}
	if err := fillGolden(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	intoOneFile(t, filepath.Join(dir, ledgerFile))
	if err := os.RemoveAll(golden); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(copyFolder, "journal-000000000001.copy")
	if err := os.MkdirAll(filepath.Join(golden, copyFolder), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{ledgerFile, keyFile, copied} {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if name == copied {
			raw = bytes.TrimRight(raw, "\x00")
		}
		if err := errors.Join(err, os.WriteFile(filepath.Join(golden, name), raw, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("made %s: put its head into goldenHead", golden)
}

// intoOneFile empties the write-ahead log and packs the database.
func intoOneFile(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{`PRAGMA wal_checkpoint(TRUNCATE)`, `VACUUM`, `PRAGMA wal_checkpoint(TRUNCATE)`} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// fillGolden writes at least one entry of every kind.
func fillGolden(ctx context.Context, l *Ledger) error {
	at := time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC)
	order := &incident.Order{ID: "0193a000-0000-7000-8000-000000000001", At: at, By: "i1", Reason: "core switch down"}
	events := []incident.Event{{At: at, Code: "T0", Incident: "I1"}, {At: at, Code: "SWITCHED", Incident: "I1"}}
	fault := incident.Fault{ID: "0193a000-0000-7000-8000-000000000002", Symptom: incident.SymptomCannotSave, Origin: incident.OriginPerson, ReportedBy: "c1", ReportedAt: at}
	closed := fault
	closed.VerifiedAt, closed.VerifiedBy, closed.ClosedAt, closed.ClosedBy, closed.Cause = at, "i1", at, "i1", "switch replaced"
	_, err := l.RegisterPatient(ctx, receipts.Patient{ID: "0193a000-0000-7000-8000-000000000003", Name: "Gao Shan"})
	_, err2 := l.OpenShift(ctx, cashier("c1"), 200_00)
	err = errors.Join(err, err2,
		l.AcceptPriceList(ctx, PriceList{List: "drug", Hash: strings.Repeat("ab", 32), Count: 3, Source: "drug.csv", By: "i1"}),
		l.RecordOutage(ctx, incident.Snapshot{At: at, Mode: incident.ModeStandalone, ModeSince: at}, events, order),
		l.RecordFault(ctx, fault), l.RecordFault(ctx, closed),
		l.RecordCheck(ctx, []byte(`{"ok":true}`)))
	if err != nil {
		return err
	}
	sold, err := sellGolden(ctx, l)
	if err != nil {
		return err
	}
	_, err = l.Void(ctx, cashier("c1"), sold[1].Number, "wrong item")
	_, err2 = l.RecordPrint(ctx, sold[0].ID, "file")
	_, err3 := l.RecordPrint(ctx, sold[0].ID, "file")
	err = errors.Join(err, err2, err3, markSent(ctx, l, sold[0].ID),
		l.RecordAnswer(ctx, sold[0].ID, Answer{State: Differs, HISNumber: "F77", Reason: "the HIS charged 51.46"}),
		l.Decide(ctx, sold[0].ID, Decision{Verdict: VerdictAccepted, By: "i1", Role: "info_head", Reason: "rounding"}))
	_, err2 = l.CloseShift(ctx, cashier("c1"), Count{Cash: 351_40})
	return errors.Join(err, err2)
}

// sellGolden sells for cash with rounding, electronically, and with both.
func sellGolden(ctx context.Context, l *Ledger) (sold []receipts.Receipt, err error) {
	payments := [][]receipts.Payment{
		{{Tender: "cash", Tendered: 100_00}},
		{{Tender: "wechat", Tendered: 51_46, Reference: "WX1"}},
		{{Tender: "wechat", Tendered: 1_46, Reference: "WX2"}, {Tender: "cash", Tendered: 50_00}},
		{{Tender: "wechat", Tendered: 51_46, Reference: "WX3"}},
	}
	for i, p := range payments {
		b := bill("𬱖氏 Lin", 0)
		b.ID, b.Patient.ID = "0193a000-0000-7000-8000-00000000010"+string(rune('0'+i)), "0193a000-0000-7000-8000-000000000200"
		b.Payments = p
		r, err := l.Sell(ctx, b)
		if err != nil {
			return nil, err
		}
		sold = append(sold, r)
	}
	return sold, nil
}
