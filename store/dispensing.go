package store

import (
	"context"

	"outpost/receipts"
	"outpost/store/journal"
)

// kindDispensingCopy is a print of the copies that go to pharmacy and laboratory.
const kindDispensingCopy = "dispensing copy"

var dispensingKinds = []kind{kindOf(kindDispensingCopy, projector.dispensingCopy)}

var dispensingPart = part{ // the copies for who hands something out
	tables: []string{"dispensing_copies"},
	sql: `
CREATE TABLE IF NOT EXISTS dispensing_copies (
	seq     INTEGER PRIMARY KEY,
	receipt INTEGER NOT NULL,
	n       INTEGER NOT NULL,
	at_us   INTEGER NOT NULL,
	way     TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS dispensing_copies_by_receipt ON dispensing_copies (receipt);
`,
}

func (p projector) dispensingCopy(ctx context.Context, e journal.Entry, b printBody) error {
	return p.exec(ctx, `INSERT INTO dispensing_copies (seq, receipt, n, at_us, way) SELECT ?, seq, ?, ?, ? FROM receipts WHERE id = ?`,
		e.Seq, b.Copy, e.At.UnixMicro(), b.Way, b.Receipt)
}

// RecordDispensing writes down that a receipt's dispensing copies are about to be
// printed and returns which print it is: 0 for the first, n for copy n. They are
// counted apart from the receipt's own prints; a second one may be handed out a
// second time, so it is marked. What was taken back has none (ErrSignOff).
func (l *Ledger) RecordDispensing(ctx context.Context, receiptID, way string) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return 0, err
	}
	row, err := l.outboxRow(ctx, `r.id = ?`, receiptID)
	if err != nil {
		return 0, err
	}
	if r := row.Receipt; r.Void != nil || r.Refunded != nil || r.Kind == receipts.KindRed {
		return 0, refuse(ErrSignOff, "receipt %s was taken back; nothing is handed out for it", r.Number)
	}
	n, err := l.DispensingCopies(ctx, row.Receipt)
	if err != nil {
		return 0, err
	}
	_, err = l.put(ctx, kindDispensingCopy, receipts.NewID(), printBody{Receipt: receiptID, Copy: n, Way: way}, journal.Totals{})
	return n, wrap(err, "writing down the print")
}

// DispensingCopies counts the prints of a receipt's dispensing copies so far.
func (l *Ledger) DispensingCopies(ctx context.Context, r receipts.Receipt) (n int, err error) {
	err = l.read.QueryRowContext(ctx, `SELECT count(*) FROM dispensing_copies WHERE receipt = ?`, r.Seq).Scan(&n)
	return n, wrap(err, "counting the dispensing copies")
}
