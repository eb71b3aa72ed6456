package store

import (
	"context"
	"database/sql"
	"time"
)

// RefusedRefund is a receipt of the HIS that somebody wanted refunded here.
type RefusedRefund struct {
	Number string    `json:"number"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	Reason string    `json:"reason"`
}

// RefusedRefunds lists up to limit of them, newest first: the HIS's staff will
// see these patients again.
func (l *Ledger) RefusedRefunds(ctx context.Context, limit int) ([]RefusedRefund, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT number, at_us, by_whom, reason FROM refused_refunds ORDER BY seq DESC LIMIT ?`, limit)
	return collect(rows, err, "reading the refused refunds", func(rows *sql.Rows) (r RefusedRefund, err error) {
		var at int64
		err = rows.Scan(&r.Number, &at, &r.By, &r.Reason)
		r.At = time.UnixMicro(at).UTC()
		return r, err
	})
}
