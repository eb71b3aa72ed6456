package store

import (
	"context"
	"database/sql"
	"time"

	"outpost/receipts"
)

// Unconfirmed is a line that stands charged and of which no department said
// whether it was handed out or done, or of a part of which it did not.
type Unconfirmed struct {
	// Receipt is the receipt's number, Place the line's place on it, from 1.
	Receipt string           `json:"receipt"`
	Place   int              `json:"line"`
	At      time.Time        `json:"at"`
	Line    receipts.Line    `json:"-"`
	Patient receipts.Patient `json:"patient"`
}

const unconfirmedSQL = ` FROM receipts r JOIN lines l ON l.receipt = r.seq LEFT JOIN signoffs s ON s.receipt = l.receipt AND s.line = l.n
	WHERE r.kind <> '` + receiptRed + `' AND r.void_seq IS NULL AND r.refunded_seq IS NULL
		AND (s.line IS NULL OR s.status = '` + string(NotGiven) + `' AND s.not_e3 < l.qty_e3)`

// CountUnconfirmed counts the lines that stand charged and that nobody confirmed.
// It looks through all lines.
func (l *Ledger) CountUnconfirmed(ctx context.Context) (lines int64, err error) {
	err = l.read.QueryRowContext(ctx, `SELECT count(*)`+unconfirmedSQL).Scan(&lines)
	return lines, wrap(err, "counting the lines that nobody confirmed")
}

// Unconfirmed lists up to limit of them (0 = all), the oldest first.
func (l *Ledger) Unconfirmed(ctx context.Context, limit int) ([]Unconfirmed, error) {
	if limit <= 0 {
		limit = -1
	}
	type place struct {
		seq  int64
		line int
	}
	rows, err := l.read.QueryContext(ctx, `SELECT r.seq, l.n`+unconfirmedSQL+` ORDER BY r.seq, l.n LIMIT ?`, limit)
	places, err := collect(rows, err, "reading the lines that nobody confirmed", func(rows *sql.Rows) (p place, err error) {
		err = rows.Scan(&p.seq, &p.line)
		return p, err
	})
	if err != nil {
		return nil, err
	}
	all := make([]Unconfirmed, 0, len(places))
	var row OutboxRow
	for _, p := range places {
		if row.Receipt.Seq != p.seq {
			if row, err = l.outboxRow(ctx, `r.seq = ?`, p.seq); err != nil {
				return nil, err
			}
		}
		r := row.Receipt
		all = append(all, Unconfirmed{Receipt: r.Number, Place: p.line, At: r.At, Line: r.Lines[p.line-1], Patient: r.Patient})
	}
	return all, nil
}
