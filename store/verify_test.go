package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

func TestTheJournalTakesNoSecondThoughts(t *testing.T) {
	l, _ := found(t, true)
	sell(t, l, bill("Lin Yuejiang", 100_00))
	ctx := context.Background()
	for _, q := range []string{
		`UPDATE journal SET body = x'00' WHERE seq = 3`,
		`DELETE FROM journal WHERE seq = 3`,
		`REPLACE INTO journal SELECT seq, version, ledger, station, at_us, kind, id, receipts, sales, voids, x'00', prev, hash, sig FROM journal WHERE seq = 3`,
		`INSERT INTO journal SELECT seq + 1, version, ledger, station, at_us, kind, 'x', receipts, sales, voids, body, x'00', hash, sig FROM journal WHERE seq = 3`,
		`DROP TRIGGER journal_no_update`,
		`DROP TABLE journal`,
		`ALTER TABLE journal RENAME TO other`,
	} {
		if _, err := l.write.ExecContext(ctx, q); err == nil {
			t.Errorf("was let through: %s", q)
		}
	}
	mustVerify(t, l)
}

// Somebody with another program can change the file; verifying must notice.
func TestTamperingIsNoticed(t *testing.T) {
	for _, q := range []string{
		`UPDATE journal SET body = CAST(replace(CAST(body AS TEXT), '157300', '157400') AS BLOB) WHERE kind = 'sale'`,
		`UPDATE journal SET sales = sales + 1 WHERE kind = 'sale'`,
		`DELETE FROM journal WHERE seq = 3`,
		`UPDATE receipts SET total = total - 1`,
		`UPDATE outbox SET state = 'confirmed'`,
		`DELETE FROM payments`,
		`UPDATE journal SET sig = zeroblob(64) WHERE seq = 3`,
		`DROP TRIGGER journal_in_order; REPLACE INTO journal SELECT seq, version, ledger, station, at_us, kind, id, receipts, sales, voids, x'7b7d', prev, hash, sig FROM journal WHERE seq = 3`,
		`DROP TRIGGER journal_in_order; INSERT INTO journal SELECT * FROM journal WHERE seq = 3 ON CONFLICT (seq) DO UPDATE SET body = x'7b7d'`,
		`INSERT INTO journal SELECT seq + 1, version, ledger, station, at_us, kind, 'forged', receipts, sales, voids, body, hash, hash, sig FROM journal ORDER BY seq DESC LIMIT 1`,
		`DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)`,
	} {
		t.Run(q, func(t *testing.T) {
			l, dir := found(t, true)
			sell(t, l, bill("Lin Yuejiang", 100_00))
			sell(t, l, bill("Gao Shan", 60_00))
			l.Close()
			db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, ledgerFile))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			for _, s := range []string{`DROP TRIGGER journal_no_update`, `DROP TRIGGER journal_no_delete`, q, journal.Schema} {
				if _, err := db.Exec(s); err != nil {
					t.Fatal(s, err)
				}
			}
			if v, err := Verify(t.Context(), dir, Options{}); err != nil || v.OK {
				t.Errorf("not noticed: %+v, %v", v, err)
			}
		})
	}
}

func TestTheProjectionsAreTheJournal(t *testing.T) {
	l, _ := found(t, true)
	ctx := t.Context()
	var last receipts.Receipt
	for i := range 10 {
		last = sell(t, l, bill(fmt.Sprintf("Patient %d", i), 60_00))
	}
	if err := errors.Join(
		l.AcceptPriceList(ctx, PriceList{List: "drug", Hash: strings.Repeat("a", 64), Count: 3, Source: "drug.csv"}),
		markSent(ctx, l, last.ID),
		l.RecordAnswer(ctx, last.ID, Answer{State: Differs, HISNumber: "F1", Reason: "the HIS charged 60.00"}),
		l.Decide(ctx, last.ID, Decision{Verdict: VerdictAccepted, By: "i1", Role: "info_head", Reason: "difference collected"}),
		l.RecordFault(ctx, incident.Fault{ID: "f1", Symptom: "cannot_save", ReportedAt: l.opt.Now()}),
		l.RecordCheck(ctx, []byte(`{"ok":true}`)),
	); err != nil {
		t.Fatal(err)
	}
	if _, err := l.RecordPrint(ctx, last.ID, "file"); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, l)
	if err := l.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, l)
	row, err := l.Receipt(ctx, last.Number)
	if err != nil || row.State != ByHand || row.Decision == nil || row.HISNumber != "F1" || row.Attempts != 1 || row.Receipt.Printed != 1 {
		t.Errorf("row after the rebuild: %+v, %v", row, err)
	}
}

func TestAHeadOnPaperIsFound(t *testing.T) {
	l, _ := found(t, true)
	r := sell(t, l, bill("Lin Yuejiang", 100_00))
	if seq, ok, err := l.HasHead(t.Context(), strings.ToUpper(r.Head[:16])); err != nil || !ok || seq != r.Seq {
		t.Errorf("seq %d, %v, %v", seq, ok, err)
	}
	if _, ok, err := l.HasHead(t.Context(), "0123456789abcdef"); err != nil || ok {
		t.Errorf("a head that never was: %v, %v", ok, err)
	}
}

func TestAnOpenShiftIsTheSameAfterReopening(t *testing.T) {
	l, dir := found(t, false)
	opened, err := l.OpenShift(t.Context(), cashier("c1"), 200_00)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if got := reopen(t, dir).Shift(); got != opened {
		t.Errorf("opened %+v, after reopening %+v", opened, got)
	}
}

// A bill completed under rules that have changed since is still that receipt.
func TestACompletedBillOutlivesItsRules(t *testing.T) {
	l, _ := found(t, true)
	b := bill("Lin Yuejiang", 0)
	b.Payments = []receipts.Payment{{Tender: "wechat", Tendered: 51_46, Reference: "WX1"}}
	r := sell(t, l, b)
	s := founding(true).Settings
	s.Rules.Tenders = s.Rules.Tenders[:1]
	if err := l.AcceptSettings(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if again := sell(t, l, b); again.Number != r.Number {
		t.Errorf("%s became %s", r.Number, again.Number)
	}
}
