package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// Owed is electronic money that has to go back the way it came: no cash is given
// for it. It comes from a red receipt, or from a void of what was paid so.
type Owed struct {
	// Receipt is the number of the red or the voided receipt, Payment the
	// payment's place on it, from 1: together they name it.
	Receipt string `json:"receipt"`
	Payment int    `json:"payment"`
	// Voided says that it comes from a void, where the same payment may yet pay
	// the bill that is charged in its place.
	Voided bool           `json:"voided,omitempty"`
	Tender string         `json:"tender"`
	Amount receipts.Money `json:"amount"` // still to go back; in Settled, what did
	// Reference is the merchant's, of the payment that goes back.
	Reference string           `json:"reference,omitempty"`
	Patient   receipts.Patient `json:"patient"`
	At        time.Time        `json:"at"`
	// Settled is set once it went back.
	Settled *OwedSettled `json:"settled,omitempty"`
}

// OwedSettled says who gave electronic money back, and the merchant's reference
// of that.
type OwedSettled struct {
	At        time.Time `json:"at"`
	By        string    `json:"by"`
	Reference string    `json:"reference"`
}

const owedSQL = `SELECT o.receipt, o.n, o.seq <> o.receipt, o.tender, o.amount - o.reused, o.reference, j.at_us,
	coalesce(o.settled_us, 0), coalesce(o.settled_by, ''), coalesce(o.settled_ref, '')
	FROM owed o JOIN journal j ON j.seq = o.seq WHERE `

// Owed lists the electronic money that has still to go back, the oldest first.
func (l *Ledger) Owed(ctx context.Context) ([]Owed, error) {
	return l.owed(ctx, `o.settled_seq IS NULL AND o.amount > o.reused ORDER BY o.seq, o.n`)
}

// OwedSettled lists up to limit of those that went back, the newest first.
func (l *Ledger) OwedSettled(ctx context.Context, limit int) ([]Owed, error) {
	return l.owed(ctx, `o.settled_seq IS NOT NULL ORDER BY o.settled_seq DESC LIMIT ?`, limit)
}

// OwedSum is how many payments have still to go back, and what they come to.
func (l *Ledger) OwedSum(ctx context.Context) (payments int, sum receipts.Money, err error) {
	err = l.read.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(amount - reused), 0) FROM owed WHERE settled_seq IS NULL AND amount > reused`).Scan(&payments, &sum)
	return payments, sum, wrap(err, "adding up what is owed")
}

func (l *Ledger) owed(ctx context.Context, where string, args ...any) ([]Owed, error) {
	type row struct {
		seq int64
		Owed
	}
	rows, err := l.read.QueryContext(ctx, owedSQL+where, args...)
	found, err := collect(rows, err, "reading what is owed", func(rows *sql.Rows) (r row, err error) {
		var at, settled int64
		var done OwedSettled
		err = rows.Scan(&r.seq, &r.Payment, &r.Voided, &r.Tender, &r.Amount, &r.Reference, &at, &settled, &done.By, &done.Reference)
		r.At = time.UnixMicro(at).UTC()
		if settled > 0 {
			done.At = time.UnixMicro(settled).UTC()
			r.Settled = &done
		}
		return r, err
	})
	if err != nil {
		return nil, err
	}
	all := make([]Owed, len(found))
	for i, r := range found {
		receipt, err := l.outboxRow(ctx, `r.seq = ?`, r.seq)
		if err != nil {
			return nil, err
		}
		all[i] = r.Owed
		all[i].Receipt, all[i].Patient = receipt.Receipt.Number, receipt.Receipt.Patient
	}
	return all, nil
}

// SettleOwed writes down that the payment of a red or voided receipt went back
// the way it came, with the merchant's reference of that. Errors match ErrOwed,
// ErrActor, ErrRole, ErrInput.
func (l *Ledger) SettleOwed(ctx context.Context, by Actor, number string, payment int, reference string) (Owed, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return Owed{}, err
	}
	if err := l.may(ctx, by, incident.RoleCashier, "write down that money went back"); err != nil {
		return Owed{}, err
	}
	reference = strings.TrimSpace(reference)
	if reference == "" || !receipts.CleanText(reference, 128) {
		return Owed{}, refuse(ErrInput, "say the merchant's reference under which the money went back; scan or type it")
	}
	row, err := l.Receipt(ctx, number)
	if err != nil {
		return Owed{}, err
	}
	all, err := l.owed(ctx, `o.receipt = ? AND o.n = ? AND o.settled_seq IS NULL AND o.amount > o.reused`, row.Receipt.Seq, payment)
	if err != nil {
		return Owed{}, err
	}
	if len(all) == 0 {
		return Owed{}, refuse(ErrOwed, "nothing is owed on payment %d of receipt %s, or it went back already; look at the list", payment, row.Receipt.Number)
	}
	o := all[0]
	body := owedSettledBody{Receipt: row.Receipt.ID, N: payment, Amount: o.Amount, Reference: reference, By: by.id}
	entry, err := l.put(ctx, kindOwedSettled, receipts.NewID(), body, journal.Totals{})
	if err != nil {
		return o, wrap(err, "the payment was not kept")
	}
	o.Settled = &OwedSettled{At: entry.At, By: by.id, Reference: reference}
	return o, nil
}

func (p projector) owedSettled(ctx context.Context, e journal.Entry, b owedSettledBody) error {
	return p.exec(ctx, `UPDATE owed SET settled_seq = ?, settled_us = ?, settled_by = ?, settled_ref = ?
		WHERE settled_seq IS NULL AND n = ? AND receipt = (SELECT seq FROM receipts WHERE id = ?)`,
		e.Seq, e.At.UnixMicro(), b.By, b.Reference, b.N, b.Receipt)
}

// electronic is the payments that are neither cash nor owed.
func electronic(payments []receipts.Payment, rules receipts.Rules) (all []voidedPayment) {
	for i, p := range payments {
		if t, ok := rules.Tender(p.Tender); p.Amount > 0 && !(ok && (t.Cash || t.Credit)) {
			all = append(all, voidedPayment{i + 1, p.Tender, p.Amount, p.Reference})
		}
	}
	return all
}

// oweRed keeps what of a red receipt's payments has to go back.
func (p projector) oweRed(ctx context.Context, e journal.Entry, payments []receipts.Payment) error {
	for i, pay := range payments {
		if pay.Owed <= 0 {
			continue
		}
		err := p.exec(ctx, `INSERT INTO owed (seq, n, receipt, tender, amount, reused, reference) VALUES (?1, ?2, ?1, ?3, ?4, 0, ?5)`,
			e.Seq, i+1, pay.Tender, int64(pay.Owed), pay.Reference)
		if err != nil {
			return err
		}
	}
	return nil
}

// oweVoided keeps that the electronic payments of a voided receipt go back.
func (p projector) oweVoided(ctx context.Context, e journal.Entry, b voidBody) error {
	for _, pay := range b.Owed {
		err := p.exec(ctx, `INSERT INTO owed (seq, n, receipt, tender, amount, reused, reference)
			SELECT ?, ?, seq, ?, ?, 0, ? FROM receipts WHERE id = ?`,
			e.Seq, pay.N, pay.Tender, int64(pay.Amount), pay.Reference, b.Receipt)
		if err != nil {
			return err
		}
	}
	return nil
}

// reuse lets a payment whose receipt was taken back pay another one: what it pays
// has not to go back any more.
func (p projector) reuse(ctx context.Context, payments []receipts.Payment) error {
	for _, pay := range payments {
		if pay.Reference == "" || pay.Amount <= 0 {
			continue
		}
		err := p.exec(ctx, `UPDATE owed SET reused = reused + u.used FROM (
			SELECT seq, n, min(free, max(0, ?1 - coalesce(before, 0))) AS used FROM (
				SELECT seq, n, amount - reused AS free,
					sum(amount - reused) OVER (ORDER BY seq, n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
				FROM owed WHERE tender = ?2 AND reference = ?3 AND reference <> '' AND settled_seq IS NULL)) u
			WHERE owed.seq = u.seq AND owed.n = u.n`, int64(pay.Amount), pay.Tender, pay.Reference)
		if err != nil {
			return err
		}
	}
	return nil
}

// checkReuse refuses a reference whose money went back already, and more of it
// than has still to go back.
func (l *Ledger) checkReuse(ctx context.Context, pay receipts.Payment) error {
	var free, settled, rows int64
	err := l.lookup(ctx, `SELECT coalesce(sum(amount - reused) FILTER (WHERE settled_seq IS NULL), 0), count(settled_seq), count(*)
		FROM owed WHERE tender = ? AND reference = ? AND reference <> ''`, pay.Tender, pay.Reference).Scan(&free, &settled, &rows)
	switch {
	case err != nil:
		return wrap(err, "looking the payment's reference up")
	case settled > 0:
		return refuse(receipts.ErrReferenceTwice, "the money under the reference %s went back to the patient already; it pays nothing any more", pay.Reference)
	case rows > 0 && receipts.Money(free) < pay.Amount:
		return refuse(receipts.ErrReferenceTwice, "of the payment %s only %s is left; look at the merchant's message again", pay.Reference, l.Rules().Currency.Format(receipts.Money(free)))
	}
	return nil
}
