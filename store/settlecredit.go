package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// What was owed and is paid later, as the journal names it.
const kindSettlement = "settlement"

var settlementKinds = []kind{kindOf(kindSettlement, projector.settlement)}

// settlementBody is the later payment of what a receipt left owed.
type settlementBody struct {
	Receipt string `json:"receipt"`
	receipts.Settlement
}

// A settlement's payments are rows in the shift that takes them: what was owed
// taken off, what paid it added, so that they come to its rounding.
var settlementPart = part{
	tables: []string{"settlements", "settlement_payments"},
	sql: `
CREATE TABLE IF NOT EXISTS settlements (
	seq      INTEGER PRIMARY KEY,
	id       TEXT NOT NULL UNIQUE,
	receipt  INTEGER NOT NULL UNIQUE,
	at_us    INTEGER NOT NULL,
	shift    TEXT NOT NULL,
	cashier  TEXT NOT NULL,
	rounding INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS settlements_by_shift ON settlements (shift, seq);
CREATE TABLE IF NOT EXISTS settlement_payments (
	settlement INTEGER NOT NULL,
	n          INTEGER NOT NULL,
	tender     TEXT NOT NULL,
	amount     INTEGER NOT NULL,
	change     INTEGER NOT NULL,
	reference  TEXT NOT NULL,
	PRIMARY KEY (settlement, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS settlements_by_reference ON settlement_payments (tender, reference) WHERE reference <> '';
CREATE INDEX IF NOT EXISTS payments_owed ON payments (receipt) WHERE tender IN ('green', 'deferred');
`,
}

func (p projector) settlement(ctx context.Context, e journal.Entry, b settlementBody) error {
	if err := p.settled(ctx, e, b); err != nil {
		return err
	}
	rows := slices.Clone(b.Payments)
	for _, owed := range b.Owed {
		rows = append(rows, receipts.Payment{Tender: owed.Tender, Amount: -owed.Amount})
	}
	for n, pay := range rows {
		err := p.exec(ctx, `INSERT INTO settlement_payments (settlement, n, tender, amount, change, reference) VALUES (?,?,?,?,?,?)`,
			e.Seq, n+1, pay.Tender, int64(pay.Amount), int64(pay.Change), pay.Reference)
		if err != nil {
			return err
		}
	}
	return p.reuse(ctx, b.Payments)
}

// settled says of its receipt that it was paid later.
func (p projector) settled(ctx context.Context, e journal.Entry, b settlementBody) error {
	return p.exec(ctx, `INSERT INTO settlements (seq, id, receipt, at_us, shift, cashier, rounding) SELECT ?1, ?7, seq, ?2, ?3, ?4, ?5 FROM receipts WHERE id = ?6`,
		e.Seq, e.At.UnixMicro(), b.Shift, b.Cashier, int64(b.Rounding), b.Receipt, e.ID)
}

// SettleCredit takes the later payment of all that a receipt left owed (green
// channel, deferred), in the open shift of whoever takes it; the payments are
// those of a sale. Once the receipt may stand in the HIS, it is paid there
// (ErrState). It returns the receipt with its Settlement. Errors match ErrActor,
// ErrRole, ErrShift, ErrNotFound, ErrState, receipts.ErrCredit where nothing is
// owed, and those of a sale's payments.
func (l *Ledger) SettleCredit(ctx context.Context, by Actor, number string, payments []receipts.Payment) (receipts.Receipt, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return receipts.Receipt{}, err
	}
	row, err := l.Receipt(ctx, number)
	if err != nil {
		return receipts.Receipt{}, err
	}
	r := row.Receipt
	if err := l.mayTakeCredit(ctx, by, row); err != nil {
		return r, err
	}
	if err := l.joinedWhole(ctx, r); err != nil {
		return r, err
	}
	s, err := receipts.SettleCredit(r, payments, l.Rules())
	if err != nil {
		return r, err
	}
	if err := l.checkReferences(ctx, s.Payments); err != nil {
		return r, err
	}
	if err := l.checkCards(ctx, l.Rules(), s.Payments); err != nil {
		return r, err
	}
	now := l.current()
	s.Cashier, s.Shift, s.Station = by.ID(), now.shift.ID, now.identity.Station
	entry, err := l.put(ctx, kindSettlement, receipts.NewID(), settlementBody{Receipt: r.ID, Settlement: s}, journal.Totals{})
	if err != nil {
		return r, fmt.Errorf("the payment was not kept: %w", err)
	}
	s.At = entry.At
	r.Settlement = &s
	return r, nil
}

func (l *Ledger) mayTakeCredit(ctx context.Context, by Actor, row OutboxRow) error {
	if err := l.may(ctx, by, incident.RoleCashier, "take a later payment"); err != nil {
		return err
	}
	r, now := row.Receipt, l.current()
	switch {
	case r.Void != nil:
		return refuse(receipts.ErrCredit, "receipt %s is void; nothing is owed on it", r.Number)
	case r.Kind == receipts.KindRed:
		return refuse(receipts.ErrCredit, "%s is a red receipt; nothing is owed on it", r.Number)
	case r.Refunded != nil:
		return refuse(receipts.ErrCredit, "receipt %s was refunded by %s; nothing is owed on it", r.Number, r.Refunded.Red)
	case r.Settlement != nil:
		return refuse(receipts.ErrCredit, "receipt %s was paid at %s by %s already", r.Number, now.identity.Local(r.Settlement.At).Format("2006-01-02 15:04"), r.Settlement.Cashier)
	case r.Owed() == 0:
		return refuse(receipts.ErrCredit, "nothing is owed on receipt %s", r.Number)
	case row.State != Pending && row.State != Refused && row.State != Held:
		return refuse(ErrState, "receipt %s has gone to the HIS (%s); what is owed is paid there", r.Number, row.State)
	case now.identity.Drill:
		return nil
	case now.shift.ID == "":
		return refuse(ErrShift, "no shift is open at this window; open one first")
	case now.shift.Cashier != by.ID():
		return refuse(ErrShift, "the open shift is %s's; it must be closed before %s takes a payment", now.shift.Cashier, by.ID())
	}
	return nil
}

// addLaterPayments adds to a shift's report what it took of former debts: its
// payments by tender, what was owed taken off, and their rounding on the side of
// the lines. Those of receipts that were voided since are left out.
func addLaterPayments(ctx context.Context, db journal.Reader, r *ShiftReport) error {
	err := db.QueryRowContext(ctx, `SELECT coalesce(sum(s.rounding), 0) FROM settlements s JOIN receipts ON receipts.seq = s.receipt
		WHERE s.shift = ? AND void_seq IS NULL`, r.Shift).Scan(&r.LaterRounding)
	if err != nil {
		return wrap(err, "adding up the later payments")
	}
	r.FromLines += r.LaterRounding
	rows, err := db.QueryContext(ctx, `SELECT p.tender, sum(p.amount) FROM settlement_payments p JOIN settlements s ON s.seq = p.settlement
		JOIN receipts ON receipts.seq = s.receipt WHERE s.shift = ? AND void_seq IS NULL GROUP BY p.tender ORDER BY p.tender`, r.Shift)
	later, err := collect(rows, err, "adding up the later payments", func(rows *sql.Rows) (t TenderTotal, err error) {
		err = rows.Scan(&t.Tender, &t.Amount)
		return t, err
	})
	for _, t := range later {
		if r.FromPayments += t.Amount; receipts.IsCredit(t.Tender) {
			r.CreditSettled -= t.Amount
		}
		at := slices.IndexFunc(r.Tenders, func(known TenderTotal) bool { return known.Tender == t.Tender })
		if at < 0 {
			r.Tenders = append(r.Tenders, t)
			continue
		}
		r.Tenders[at].Amount += t.Amount
	}
	return err
}

// Unpaid lists the receipts that leave something owed, oldest first; those whose
// State says that they went to the HIS are paid there.
func (l *Ledger) Unpaid(ctx context.Context) ([]OutboxRow, error) {
	return l.outboxRows(ctx, ` WHERE r.void_seq IS NULL AND r.refunded_seq IS NULL AND r.kind <> 'red' AND r.seq IN (SELECT receipt FROM payments WHERE tender IN ('green', 'deferred'))
		AND r.seq NOT IN (SELECT receipt FROM settlements) ORDER BY r.seq`)
}

// fillSettlement adds the later payment of a receipt that left something owed.
func (l *Ledger) fillSettlement(ctx context.Context, r *receipts.Receipt) error {
	if r.Owed() == 0 {
		return nil
	}
	seq, _, err := l.settlementOf(ctx, r.Seq)
	if err != nil || seq == 0 {
		return err
	}
	e, err := entryInPlace(ctx, l.read, seq)
	if err != nil {
		return err
	}
	body, err := decode[settlementBody](e)
	if err != nil {
		return err
	}
	body.At = e.At
	r.Settlement = &body.Settlement
	err = l.read.QueryRowContext(ctx, `SELECT count(*) FROM prints WHERE receipt = ?`, seq).Scan(&r.Settlement.Printed)
	return wrap(err, "counting the prints of a later payment")
}

// settlementOf is the entry of a receipt's later payment; 0 for none.
func (l *Ledger) settlementOf(ctx context.Context, receipt int64) (seq int64, id string, err error) {
	err = l.read.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0), coalesce(max(id), '') FROM settlements WHERE receipt = ?`, receipt).Scan(&seq, &id)
	return seq, id, wrap(err, "looking for a later payment")
}

// RecordPaymentPrint is RecordPrint for the payment receipt of what a receipt left
// owed. ErrNotFound where nothing was paid later.
func (l *Ledger) RecordPaymentPrint(ctx context.Context, receiptID, way string) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return 0, err
	}
	row, err := l.outboxRow(ctx, `r.id = ?`, receiptID)
	if err != nil {
		return 0, err
	}
	seq, id, err := l.settlementOf(ctx, row.Receipt.Seq)
	if err != nil {
		return 0, err
	}
	if seq == 0 {
		return 0, refuse(ErrNotFound, "nothing was paid later of receipt %s", row.Receipt.Number)
	}
	n := row.Receipt.Settlement.Printed
	_, err = l.put(ctx, kindPrint, receipts.NewID(), printBody{Receipt: id, Copy: n, Way: way}, journal.Totals{})
	return n, wrap(err, "writing down the print")
}
