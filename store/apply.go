package store

import (
	"context"
	"fmt"

	"outpost/store/incident"
	"outpost/store/journal"
)

// projector writes what an entry means into the projections. Selling and
// rebuilding both go through it, so that they cannot differ.
type projector struct {
	exec func(ctx context.Context, query string, args ...any) error
}

// apply projects one entry; body is its decoded content where the caller has it
// already, else nil.
func (p projector) apply(ctx context.Context, e journal.Entry, body any) error {
	if e.Kind == kindJoined {
		return p.joined(ctx, e)
	}
	k, ok := kinds[e.Kind]
	if !ok {
		return fmt.Errorf("%w: entry %d is of the unknown kind %q; a newer program wrote it", journal.ErrDamaged, e.Seq, e.Kind)
	}
	if body == nil {
		var err error
		if body, err = k.read(e); err != nil {
			return err
		}
	}
	return k.apply(ctx, p, e, body)
}

// state keeps the last entry of its kind under a name.
func (p projector) state(ctx context.Context, e journal.Entry, name string) error {
	return p.exec(ctx, `INSERT INTO state (name, seq, value) VALUES (?1, ?2, ?3)
		ON CONFLICT (name) DO UPDATE SET seq = ?2, value = ?3`, name, e.Seq, string(e.Body))
}

func (p projector) priceList(ctx context.Context, e journal.Entry, b PriceList) error {
	if err := p.exec(ctx, `UPDATE price_lists SET active = 0 WHERE list = ?`, b.List); err != nil {
		return err
	}
	return p.exec(ctx, `INSERT INTO price_lists (hash, list, seq, body, active) VALUES (?1, ?2, ?3, ?4, 1)
		ON CONFLICT (hash) DO UPDATE SET seq = ?3, body = ?4, active = 1`, b.Hash, b.List, e.Seq, string(e.Body))
}

func (p projector) patient(ctx context.Context, e journal.Entry, b patientBody) error {
	if err := p.exec(ctx, `INSERT INTO patients (id, seq, number) VALUES (?, ?, ?)`, e.ID, e.Seq, b.Number); err != nil {
		return err
	}
	return p.use(ctx, b.Use)
}

func (p projector) print(ctx context.Context, e journal.Entry, b printBody) error {
	return p.exec(ctx, `INSERT INTO prints (seq, receipt, n, at_us, way) SELECT ?1, seq, ?2, ?3, ?4
		FROM (SELECT seq FROM receipts WHERE id = ?5 UNION ALL SELECT seq FROM settlements WHERE id = ?5)`,
		e.Seq, b.Copy, e.At.UnixMicro(), b.Way, b.Receipt)
}

func (p projector) sale(ctx context.Context, e journal.Entry, b saleBody) error {
	state := Pending
	if b.Held != "" {
		state = Held
	}
	if err := p.issue(ctx, e, b, state); err != nil {
		return err
	}
	if b.From != nil {
		return p.restOf(ctx, e, b)
	}
	return p.reuse(ctx, b.Receipt.Payments)
}

// issue writes a receipt of any kind with its lines, payments and outbox row.
func (p projector) issue(ctx context.Context, e journal.Entry, b saleBody, state OutboxState) error {
	r, kind, at := b.Receipt, receiptKind(b.Receipt), e.At
	if r.Paper || r.Recovered {
		at = r.At
	}
	err := p.exec(ctx, `INSERT INTO receipts (seq, id, kind, number, form, cites, at_us, day, shift, cashier, total, rounding) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`,
		e.Seq, e.ID, kind, r.Number, r.Form, r.Cites, at.UnixMicro(), r.Day, r.Shift, r.Cashier, int64(r.Total), int64(r.Rounding))
	if err == nil {
		err = p.use(ctx, b.Use)
	}
	for _, a := range b.Approvals {
		if err == nil {
			err = p.approved(ctx, e, a)
		}
	}
	if err != nil {
		return err
	}
	for n, l := range r.Lines {
		err := p.exec(ctx, `INSERT INTO lines (receipt, n, item, category, price_e4, qty_e3, amount) VALUES (?,?,?,?,?,?,?)`,
			e.Seq, n+1, l.Item, string(l.Category), int64(l.Price), int64(l.Quantity), int64(l.Amount))
		if err != nil {
			return err
		}
	}
	for n, pay := range r.Payments {
		err := p.exec(ctx, `INSERT INTO payments (receipt, n, tender, amount, change, reference) VALUES (?,?,?,?,?,?)`,
			e.Seq, n+1, pay.Tender, int64(pay.Amount), int64(pay.Change), pay.Reference)
		if err != nil {
			return err
		}
	}
	return p.exec(ctx, `INSERT INTO outbox (receipt, state, attempts, his_number, reason, updated_us, decision) VALUES (?, ?, 0, '', ?, ?, '')`,
		e.Seq, string(state), b.Held, e.At.UnixMicro())
}

func (p projector) void(ctx context.Context, e journal.Entry, b voidBody) error {
	if err := p.exec(ctx, `UPDATE receipts SET void_seq = ? WHERE id = ?`, e.Seq, b.Receipt); err != nil {
		return err
	}
	if err := p.oweVoided(ctx, e, b); err != nil {
		return err
	}
	return p.exec(ctx, `UPDATE outbox SET state = ?, updated_us = ? WHERE receipt = (SELECT seq FROM receipts WHERE id = ?)`,
		string(Voided), e.At.UnixMicro(), b.Receipt)
}

func (p projector) outage(ctx context.Context, e journal.Entry, b outageBody) error {
	for n, ev := range b.Events {
		raw, err := encode(ev)
		if err != nil {
			return err
		}
		err = p.exec(ctx, `INSERT INTO outage_events (seq, n, at_us, incident, event) VALUES (?,?,?,?,?)`,
			e.Seq, n, ev.At.UnixMicro(), ev.Incident, string(raw))
		if err != nil {
			return err
		}
	}
	if b.Order != nil {
		raw, err := encode(b.Order)
		if err != nil {
			return err
		}
		if err := p.exec(ctx, `INSERT INTO orders (id, seq, body) VALUES (?,?,?)`, e.ID, e.Seq, string(raw)); err != nil {
			return err
		}
	}
	raw, err := encode(b.Snapshot)
	if err != nil {
		return err
	}
	return p.exec(ctx, `INSERT INTO state (name, seq, value) VALUES ('outage', ?1, ?2)
		ON CONFLICT (name) DO UPDATE SET seq = ?1, value = ?2`, e.Seq, string(raw))
}

func (p projector) fault(ctx context.Context, e journal.Entry, f incident.Fault) error {
	return p.exec(ctx, `INSERT INTO faults (id, seq, opened_us, closed, body) VALUES (?1, ?2, ?3, ?4, ?5)
		ON CONFLICT (id) DO UPDATE SET seq = ?2, closed = ?4, body = ?5`,
		f.ID, e.Seq, f.ReportedAt.UnixMicro(), !f.Open(), string(e.Body))
}

const outboxRowOf = ` WHERE receipt = (SELECT seq FROM receipts WHERE id = ?)`

func (p projector) sent(ctx context.Context, e journal.Entry, b sentBody) error {
	return p.exec(ctx, `UPDATE outbox SET state = ?, attempts = attempts + 1, updated_us = ?`+outboxRowOf, string(Sent), e.At.UnixMicro(), b.Receipt)
}

func (p projector) answer(ctx context.Context, e journal.Entry, b answerBody) error {
	err := p.exec(ctx, `UPDATE outbox SET state = ?, his_number = ?, reason = ?, updated_us = ?`+outboxRowOf,
		string(b.State), b.HISNumber, b.Reason, e.At.UnixMicro(), b.Receipt)
	if err != nil {
		return err
	}
	return p.exec(ctx, `INSERT INTO answers (seq, receipt, at_us, state, reason) SELECT ?, seq, ?, ?, ? FROM receipts WHERE id = ?`,
		e.Seq, e.At.UnixMicro(), string(b.State), b.Reason, b.Receipt)
}

func (p projector) decision(ctx context.Context, e journal.Entry, b decisionBody) error {
	state := ByHand
	if b.Verdict == VerdictResend {
		state = Pending
	}
	raw, err := encode(b.Decision)
	if err != nil {
		return err
	}
	return p.exec(ctx, `UPDATE outbox SET state = ?, his_number = CASE WHEN ?2 <> '' THEN ?2 ELSE his_number END, decision = ?, updated_us = ?`+outboxRowOf,
		string(state), b.HISNumber, string(raw), e.At.UnixMicro(), b.Receipt)
}
