package store

import (
	"context"

	"outpost/receipts"
	"outpost/store/journal"
)

// kindPrintFailed takes a print back of which nothing came out, for certain: the
// next paper is not a copy of one that is not in the world.
const kindPrintFailed = "print failed"

var printFailedKinds = []kind{kindOf(kindPrintFailed, projector.printFailed)}

func (p projector) printFailed(ctx context.Context, _ journal.Entry, b printBody) error {
	return p.exec(ctx, `DELETE FROM prints WHERE n = ? AND receipt = (SELECT seq FROM receipts WHERE id = ?)`, b.Copy, b.Receipt)
}

// RecordPrintFailed writes down that print n of a receipt, as RecordPrint gave it,
// brought nothing to paper: there is no print system, or it refused. A print of
// unknown outcome counts. ErrState where it is not the receipt's last print.
func (l *Ledger) RecordPrintFailed(ctx context.Context, receiptID string, n int, way string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return err
	}
	row, err := l.outboxRow(ctx, `r.id = ?`, receiptID)
	if err != nil {
		return err
	}
	if row.Receipt.Printed-1 != n {
		return refuse(ErrState, "receipt %s was printed again since; its print %d counts", row.Receipt.Number, n)
	}
	_, err = l.put(ctx, kindPrintFailed, receipts.NewID(), printBody{Receipt: receiptID, Copy: n, Way: way}, journal.Totals{})
	return wrap(err, "writing down that nothing was printed")
}
