package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// damaged sets a ledger aside whose last entry the database has lost.
func damaged(t *testing.T, dir string) {
	t.Helper()
	asAnother(t, dir, `UPDATE journal SET body = x'7b7d' WHERE seq = (SELECT max(seq) FROM journal)`)
	if _, err := SetAside(t.Context(), dir, AsideRequest{Why: "damaged"}, Options{Now: testClock(), PINCost: quick}); err != nil {
		t.Fatal(err)
	}
}

// A window that had to be set aside twice before anybody joined lost nothing.
func TestAWindowThatWasSetAsideTwiceIsJoinedWhole(t *testing.T) {
	dir, ctx := night(t, 3), t.Context()
	for range 2 {
		damaged(t, dir)
		l := reopen(t, dir)
		sell(t, l, bill("Ouyang Lan", 60_00))
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	l := reopen(t, dir)
	joined, err := l.Join(ctx, supervisor("s1"))
	if err != nil || joined.Receipts != 4 || len(joined.Twins) != 0 || joined.Untold != 0 {
		t.Fatalf("joined %+v, %v", joined, err)
	}
	for _, number := range []string{"W01-0000001", "W01-0000003", "W01-0000104", "W01-0000205"} {
		if _, err := l.Receipt(ctx, number); err != nil {
			t.Errorf("%s: %v", number, err)
		}
	}
	if again, err := l.Join(ctx, supervisor("s1")); err != nil || again.Entries != 0 {
		t.Errorf("joined again: %+v, %v", again, err)
	}
	mustVerify(t, l)
}

// What was done to receipts and shifts before the ledger was set aside says the
// same when it was joined.
func TestWhatWasDoneBeforeMeansTheSameAfterJoining(t *testing.T) {
	dir, ctx := night(t, 2), t.Context()
	l := reopen(t, dir)
	fine := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	fine(l.RecordOutage(ctx, incident.Snapshot{Mode: incident.ModeStandalone, State: incident.StateOutage, Current: &incident.Record{ID: "x"}}, nil, nil))
	voided, err := l.Void(ctx, cashier("c1"), VoidRequest{Number: "W01-0000001", Reason: "wrong patient", PaperReturned: true})
	fine(err)
	owing := sell(t, l, green("Gao Shan", 0))
	paid, err := l.SettleCredit(ctx, cashier("c1"), owing.Number, []receipts.Payment{{Tender: "cash", Tendered: 60_00}})
	fine(err)
	wrong, err := l.DropCash(ctx, cashier("c1"), Drop{Amount: 1_00, Receiver: "Zhou Ping", Receipt: "JK-78"})
	fine(err)
	fine(l.TakeBackDrop(ctx, cashier("c1"), wrong.Seq, "counted wrongly"))
	_, err = l.RecordGoingOver(ctx, cashier("c1"), GoingOver{Questions: []Question{{Patient: receipts.Patient{Name: "Lin Yuejiang", Phone: "19900000001"}}}})
	fine(err)
	first := l.Shift().ID
	_, _, err = l.HandOver(ctx, cashier("c1"), Count{Cash: 1}, cashier("c2"))
	fine(err)
	next := l.Shift()
	before := map[string]OutboxRow{}
	for _, number := range []string{voided.Number, "W01-0000002", owing.Number} {
		row, err := l.Receipt(ctx, number)
		fine(err)
		before[number] = row
	}
	sell(t, l, func() receipts.Bill { b := bill("Mu Qinghe", 60_00); b.Cashier = "c2"; return b }())
	fine(l.Close())

	damaged(t, dir)
	l = reopen(t, dir)
	if l.Shift().ID != next.ID {
		t.Fatalf("the shift %+v is open", l.Shift())
	}
	_, err = l.Join(ctx, supervisor("s1"))
	fine(err)
	for number, was := range before {
		is, err := l.Receipt(ctx, number)
		if err != nil || is.State != was.State || is.Reason != was.Reason {
			t.Errorf("%s is %s (%s), was %s (%s): %v", number, is.State, is.Reason, was.State, was.Reason, err)
		}
	}
	if row, _ := l.Receipt(ctx, voided.Number); row.Receipt.Void == nil || row.Receipt.Void.Reason != "wrong patient" || !row.Receipt.Void.At.Equal(before[voided.Number].Receipt.Void.At) {
		t.Errorf("void: %+v", row.Receipt.Void)
	}
	if row, _ := l.Receipt(ctx, owing.Number); row.Receipt.Settlement == nil || row.Receipt.Settled().Total != paid.Settled().Total {
		t.Errorf("paid later: %+v", row.Receipt.Settlement)
	}
	if drops, err := l.Drops(ctx, first); err != nil || len(drops) != 1 || drops[0].Back == "" {
		t.Errorf("cash handed over: %+v, %v", drops, err)
	}
	_, err = l.CloseShift(ctx, cashier("c2"), Count{Cash: 1})
	fine(err)
	if s := l.Shift(); s.ID != "" {
		t.Errorf("the shift %+v is open", s)
	}
	fine(errors.Join(l.Rebuild(ctx), l.Close()))
	l = reopen(t, dir)
	if s := l.Shift(); s.ID != "" {
		t.Errorf("after the start the shift %+v is open", s)
	}
	mustVerify(t, l)
}

// What stands on the stick alone comes in at its own place: a void before its
// receipt would be forgotten, and the receipt charged.
func TestWhatOnlyTheStickHoldsIsJoinedInItsPlace(t *testing.T) {
	dir, ctx, stick := night(t, 3), t.Context(), t.TempDir()
	l := reopen(t, dir)
	if _, err := l.Void(ctx, cashier("c1"), VoidRequest{Number: "W01-0000002", Reason: "wrong patient", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	ledger := l.Identity().Ledger
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(stick, ledger), os.DirFS(filepath.Join(dir, copyFolder))); err != nil {
		t.Fatal(err)
	}
	changeCopy(t, dir, flipIn("W01-0000002"))
	asAnother(t, dir, `UPDATE journal SET body = x'7b7d' WHERE seq = (SELECT seq FROM receipts WHERE number = 'W01-0000002')`)
	damaged(t, dir)
	l = reopen(t, dir)
	if err := l.Replicate(ctx, []FurtherCopy{{Name: "stick", Folder: stick}}); err != nil {
		t.Fatal(err)
	}
	if joined, err := l.Join(ctx, supervisor("s1")); err != nil || joined.Receipts != 3 {
		t.Fatalf("joined %+v, %v", joined, err)
	}
	if row, err := l.Receipt(ctx, "W01-0000002"); err != nil || row.State != Voided || row.Receipt.Void == nil {
		t.Errorf("%+v, %v", row, err)
	}
	mustVerify(t, l)
}

// The shift that goes on is the one that is open, also where the beginning of an
// earlier one came in by joining.
func TestTheOpenShiftGoesOnWhenAWindowIsSetAsideAgain(t *testing.T) {
	dir, ctx := night(t, 1), t.Context()
	l := reopen(t, dir)
	if _, _, err := l.HandOver(ctx, cashier("c1"), Count{Cash: 1}, cashier("c2")); err != nil {
		t.Fatal(err)
	}
	open := l.Shift()
	for range 2 {
		other := bill("Mu Qinghe", 60_00)
		other.Cashier = "c2"
		sell(t, l, other)
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		damaged(t, dir)
		l = reopen(t, dir)
		if _, err := l.Join(ctx, supervisor("s1")); err != nil {
			t.Fatal(err)
		}
		if s := l.Shift(); s.ID != open.ID || s.Cashier != "c2" {
			t.Fatalf("the shift %+v is open", s)
		}
	}
	if _, err := l.CloseShift(ctx, cashier("c2"), Count{Cash: 1}); err != nil || l.Shift().ID != "" {
		t.Errorf("after its end %+v is open, %v", l.Shift(), err)
	}
	mustVerify(t, l)
}

// Where the copy that holds a receipt is found only after the rest was joined,
// what was done with it before counts: without the HIS's answer it would be
// charged there twice.
func TestAReceiptThatComesLaterKeepsWhatWasDoneWithIt(t *testing.T) {
	dir, ctx, stick := night(t, 2), t.Context(), t.TempDir()
	l := reopen(t, dir)
	fine := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	row, err := l.Receipt(ctx, "W01-0000001")
	fine(err)
	owing := sell(t, l, green("Gao Shan", 0))
	_, err = l.SettleCredit(ctx, cashier("c1"), owing.Number, []receipts.Payment{{Tender: "cash", Tendered: 60_00}})
	fine(err)
	_, err = l.RecordPrint(ctx, row.Receipt.ID, "file")
	fine(err)
	_, err = l.MarkSent(ctx, row.Receipt.ID)
	fine(err)
	fine(l.RecordAnswer(ctx, row.Receipt.ID, Answer{State: Confirmed, HISNumber: "F-1"}))
	ledger := l.Identity().Ledger
	fine(l.Close())
	fine(os.CopyFS(filepath.Join(stick, ledger), os.DirFS(filepath.Join(dir, copyFolder))))
	for _, number := range []string{"W01-0000001", owing.Number} {
		changeCopy(t, dir, flipIn(number))
		asAnother(t, dir, `UPDATE journal SET body = x'7b7d' WHERE seq = (SELECT seq FROM receipts WHERE number = '`+number+`')`)
	}
	damaged(t, dir)
	l = reopen(t, dir)
	if joined, err := l.Join(ctx, supervisor("s1")); err != nil || joined.Unreadable != 2 {
		t.Fatalf("joined %+v, %v", joined, err)
	}
	fine(l.Replicate(ctx, []FurtherCopy{{Name: "stick", Folder: stick}}))
	if joined, err := l.Join(ctx, supervisor("s1")); err != nil || joined.Receipts != 2 {
		t.Fatalf("joined %+v, %v", joined, err)
	}
	check := func(l *Ledger) {
		t.Helper()
		if got, err := l.Receipt(ctx, "W01-0000001"); err != nil || got.State != Confirmed || got.HISNumber != "F-1" || got.Receipt.Printed != 1 || got.Attempts != 1 {
			t.Errorf("%+v, %v", got, err)
		}
		if got, err := l.Receipt(ctx, owing.Number); err != nil || got.Receipt.Settlement == nil {
			t.Errorf("%+v, %v", got, err)
		}
		mustVerify(t, l)
	}
	check(l)
	fine(errors.Join(l.Rebuild(ctx), l.Close()))
	check(reopen(t, dir))
}

// Nobody touches a receipt of a former ledger while joining it was cut off: it may
// have been sent, voided or refunded there.
func TestAHalfJoinedReceiptIsLeftAlone(t *testing.T) {
	dir, ctx := night(t, 1), t.Context()
	l := reopen(t, dir)
	row, err := l.Receipt(ctx, "W01-0000001")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.MarkSent(ctx, row.Receipt.ID); err != nil {
		t.Fatal(err)
	}
	var entries []journal.Entry
	if err := errors.Join(journal.Entries(ctx, l.read, row.Receipt.Seq, row.Receipt.Seq, func(e journal.Entry) error { entries = append(entries, e); return nil }), l.Close()); err != nil {
		t.Fatal(err)
	}
	damaged(t, dir)
	l = reopen(t, dir)
	j := joiner{l: l, done: &Joined{}, step: entries}
	if err := j.write(ctx); err != nil { // and the power goes
		t.Fatal(err)
	}
	if rows, err := l.Unsent(ctx, 10); err != nil || len(rows) != 0 {
		t.Errorf("%d rows for the HIS, %v", len(rows), err)
	}
	if _, err := l.MarkSent(ctx, row.Receipt.ID); !errors.Is(err, ErrState) {
		t.Errorf("sent: %v", err)
	}
	if _, err := l.Join(ctx, supervisor("s1")); err != nil {
		t.Fatal(err)
	}
	if rows, err := l.Unsent(ctx, 10); err != nil || len(rows) != 1 || rows[0].State != Sent {
		t.Errorf("rows for the HIS %+v, %v", rows, err)
	}
	mustVerify(t, l)
}
