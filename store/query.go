package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"outpost/receipts"
	"outpost/store/journal"
)

// Receipt finds a receipt by its serial or by the number of a form that bears it
// or did, with its state in the outbox.
func (l *Ledger) Receipt(ctx context.Context, number string) (OutboxRow, error) {
	number = receipts.CleanNumber(number)
	row, err := l.outboxRow(ctx, `r.number = ?`, number)
	if number == "" || !errors.Is(err, ErrNotFound) {
		return row, err
	}
	if row, found := l.outboxRow(ctx, `r.form = ? AND r.form <> ''`, number); !errors.Is(found, ErrNotFound) {
		return row, found
	}
	if row, found := l.outboxRow(ctx, `r.seq = (SELECT receipt FROM form_changes WHERE was = ?)`, number); !errors.Is(found, ErrNotFound) {
		return row, found
	}
	return row, err
}

// ByNumber lists the receipts whose serial or form, or a former form, is typed;
// where digits alone are typed, those too whose number ends in just these. A number
// as it was typed comes before one with other zeros before it, a serial before a
// form.
func (l *Ledger) ByNumber(ctx context.Context, typed string) ([]OutboxRow, error) {
	typed = receipts.CleanNumber(typed)
	if typed == "" {
		return nil, nil
	}
	digits := typed
	if strings.Trim(typed, "0123456789") != "" {
		digits = ""
	}
	const ends = `substr(n.text, length(rtrim(n.text, '0123456789')) + 1)`
	rows, err := l.read.QueryContext(ctx, `WITH n (seq, text, form) AS (SELECT seq, number, 0 FROM receipts UNION ALL SELECT seq, form, 1 FROM receipts WHERE form <> ''
			UNION ALL SELECT receipt, was, 1 FROM form_changes WHERE was <> '')
		SELECT n.seq FROM n WHERE n.text = ?1 OR ?2 <> '' AND ltrim(`+ends+`, '0') = ltrim(?2, '0')
		GROUP BY n.seq ORDER BY min(CASE WHEN n.text = ?1 THEN 0 WHEN `+ends+` = ?2 THEN 1 ELSE 2 END * 2 + n.form), n.seq DESC`, typed, digits)
	found, err := collect(rows, err, "looking a number up", func(rows *sql.Rows) (seq int64, err error) { return seq, rows.Scan(&seq) })
	if err != nil {
		return nil, err
	}
	all := make([]OutboxRow, len(found))
	for i, seq := range found {
		if all[i], err = l.outboxRow(ctx, `r.seq = ?`, seq); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// ReceiptByID finds a receipt by its bill's id.
func (l *Ledger) ReceiptByID(ctx context.Context, id string) (OutboxRow, error) {
	return l.outboxRow(ctx, `r.id = ?`, id)
}

// Receipts lists up to limit receipts before the given sequence number (0 = from
// the newest), newest first.
func (l *Ledger) Receipts(ctx context.Context, before int64, limit int) ([]OutboxRow, error) {
	if before <= 0 {
		before = 1<<63 - 1
	}
	return l.outboxRows(ctx, ` WHERE r.seq < ? ORDER BY r.seq DESC LIMIT ?`, before, limit)
}

// findPage is how many receipts one step of Find opens, in rows.
const findPage = 500

// Find lists up to limit receipts, newest first, whose serial, forms, patient's
// name, number, phone, ID number or card holds query. Names are sealed on disk, so it
// opens receipt after receipt, at most scan of them (0 = all).
func (l *Ledger) Find(ctx context.Context, query string, limit, scan int) ([]OutboxRow, error) {
	want := strings.ToLower(strings.TrimSpace(query))
	var found []OutboxRow
	var before int64
	for seen := 0; scan == 0 || seen < scan; {
		rows, err := l.Receipts(ctx, before, findPage)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if want == "" || matches(row.Receipt, want) {
				if found = append(found, row); len(found) == limit {
					return found, nil
				}
			}
		}
		if len(rows) < findPage {
			break
		}
		seen += len(rows)
		before = rows[len(rows)-1].Receipt.Seq
	}
	return found, nil
}

func matches(r receipts.Receipt, want string) bool {
	for _, field := range [...]string{r.Number, r.Form, r.Patient.Name, r.Patient.Number, r.Patient.Phone, r.Patient.IDNumber, r.Patient.Card} {
		if strings.Contains(strings.ToLower(field), want) {
			return true
		}
	}
	return slices.ContainsFunc(r.FormsBefore, func(form string) bool { return strings.Contains(strings.ToLower(form), want) })
}

// Count is how many receipts the ledger has issued.
func (l *Ledger) Count(ctx context.Context) (n int64, err error) {
	err = l.read.QueryRowContext(ctx, `SELECT count(*) FROM receipts`).Scan(&n)
	return n, wrap(err, "counting the receipts")
}

// RecordPrint writes down that a receipt is about to be printed and returns
// which print it is: 0 for the first, n for copy n. It is written before the
// printer gets it, so that a print of unknown outcome counts too. way says where
// it goes: a printer's name or "file".
func (l *Ledger) RecordPrint(ctx context.Context, receiptID, way string) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return 0, err
	}
	row, err := l.outboxRow(ctx, `r.id = ?`, receiptID)
	if err != nil {
		return 0, err
	}
	n := row.Receipt.Printed
	_, err = l.put(ctx, kindPrint, receipts.NewID(), printBody{Receipt: receiptID, Copy: n, Way: way}, journal.Totals{})
	return n, wrap(err, "writing down the print")
}

// Entries lists up to limit journal entries' heads from a sequence number on, for
// a technician: kind, time, hash.
func (l *Ledger) Entries(ctx context.Context, from int64, limit int) ([]journal.Entry, error) {
	var all []journal.Entry
	err := journal.Entries(ctx, l.read, from, from+int64(limit)-1, func(e journal.Entry) error {
		all = append(all, e)
		return nil
	})
	return all, err
}
