package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

const outboxSQL = `SELECT j.seq, j.at_us, j.id, j.hash, j.body, o.state, o.attempts, o.his_number, o.reason, o.updated_us, o.decision,
	coalesce(r.void_seq, 0), coalesce(r.refunded_seq, 0), (SELECT count(*) FROM prints WHERE receipt = r.seq), r.number, r.form,
	(SELECT group_concat(was, char(10) ORDER BY seq) FROM form_changes WHERE receipt = r.seq AND was <> '')
	FROM receipts r JOIN outbox o ON o.receipt = r.seq JOIN journal j ON j.seq = r.seq`

func (l *Ledger) outboxRow(ctx context.Context, where string, arg any) (OutboxRow, error) {
	if l.read == nil {
		return OutboxRow{}, ErrReadOnly
	}
	rows, err := l.outboxRows(ctx, ` WHERE `+where, arg)
	if err != nil {
		return OutboxRow{}, err
	}
	if len(rows) == 0 {
		return OutboxRow{}, refuse(ErrNotFound, "there is no receipt %v in this ledger; look at its number again", arg)
	}
	return rows[0], nil
}

func (l *Ledger) outboxRows(ctx context.Context, tail string, args ...any) ([]OutboxRow, error) {
	rows, err := l.read.QueryContext(ctx, outboxSQL+tail, args...)
	found, err := collect(rows, err, "reading the outbox", l.scanOutbox)
	if err != nil {
		return nil, err
	}
	for i := range found {
		if err := l.fillVoid(ctx, &found[i].Receipt); err != nil {
			return nil, err
		}
		if err := l.fillSettlement(ctx, &found[i].Receipt); err != nil {
			return nil, err
		}
		if err := l.fillRefunded(ctx, &found[i].Receipt); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func (l *Ledger) scanOutbox(rows *sql.Rows) (OutboxRow, error) {
	var (
		row           OutboxRow
		e             journal.Entry
		hash          []byte
		at, updated   int64
		state, decide string
		voidSeq, red  int64
		printed       int
		number, form  string
		before        sql.NullString
	)
	err := rows.Scan(&e.Seq, &at, &e.ID, &hash, &e.Body, &state, &row.Attempts, &row.HISNumber, &row.Reason, &updated, &decide, &voidSeq, &red, &printed, &number, &form, &before)
	if err != nil {
		return row, err
	}
	e.At, e.Kind = time.UnixMicro(at).UTC(), kindSale
	copy(e.Hash[:], hash)
	if row.Receipt, _, err = l.openSale(e); err != nil {
		return row, err
	}
	row.State, row.Updated, row.Receipt.Printed = OutboxState(state), time.UnixMicro(updated).UTC(), printed
	row.Receipt.Number = number // a twin's is marked
	if row.Receipt.Form = form; before.Valid {
		row.Receipt.FormsBefore = strings.Split(before.String, "\n")
	}
	if voidSeq > 0 {
		row.Receipt.Void = &receipts.Void{At: time.UnixMicro(voidSeq)} // the sequence, until fillVoid
	}
	if red > 0 {
		row.Receipt.Refunded = &receipts.Refunded{At: time.UnixMicro(red)} // likewise, until fillRefunded
	}
	if decide != "" {
		err = json.Unmarshal([]byte(decide), &row.Decision)
	}
	return row, err
}

func (l *Ledger) fillVoid(ctx context.Context, r *receipts.Receipt) error {
	if r.Void == nil {
		return nil
	}
	e, err := entryInPlace(ctx, l.read, r.Void.At.UnixMicro())
	if err != nil {
		return err
	}
	body, err := decode[voidBody](e)
	r.Void = &receipts.Void{At: e.At, By: body.By, Reason: body.Reason, PaperMissing: body.PaperMissing}
	return err
}

// Unsent lists what re-entry has to work off, in the order of the sales: rows
// that are pending, and those sent or unknown that must be read back first. Their
// receipts are as they stand with a later payment (Receipt.Settled). A former
// ledger's are left out while joining it was cut off.
func (l *Ledger) Unsent(ctx context.Context, limit int) ([]OutboxRow, error) {
	half, err := l.Unjoined(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := l.outboxRows(ctx, ` WHERE o.state IN (?, ?, ?) AND o.state NOT IN ('confirmed', 'by hand', 'voided', 'refunded') AND (j.kind <> ? OR NOT ?) ORDER BY r.seq LIMIT ?`,
		string(Pending), string(Sent), string(Unknown), kindJoined, half, limit)
	for i := range rows {
		rows[i].Receipt = rows[i].Receipt.Settled()
	}
	return rows, err
}

// Outbox lists up to limit rows after the receipt with sequence number after, in
// the order of the sales; with states given, only those.
func (l *Ledger) Outbox(ctx context.Context, after int64, limit int, states ...OutboxState) ([]OutboxRow, error) {
	where, args := ` WHERE r.seq > ?`, []any{after}
	if len(states) > 0 {
		where += ` AND o.state IN (?` + strings.Repeat(",?", len(states)-1) + `)`
		for _, s := range states {
			args = append(args, string(s))
		}
	}
	return l.outboxRows(ctx, where+` ORDER BY r.seq LIMIT ?`, append(args, limit)...)
}

// MarkSent writes down that a receipt is about to be sent, before any byte
// leaves, so that a crash while sending is known afterwards. It returns the
// receipt that is to be sent: as it stands now with a later payment, which is
// refused from here on.
func (l *Ledger) MarkSent(ctx context.Context, receiptID string) (receipts.Receipt, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return receipts.Receipt{}, err
	}
	row, err := l.outboxRow(ctx, `r.id = ?`, receiptID)
	if err != nil {
		return receipts.Receipt{}, err
	}
	if row.State.Final() || row.State == Differs || row.State == Refused || row.State == Held {
		return row.Receipt, refuse(ErrState, "receipt %s is %s and is not sent", row.Receipt.Number, row.State)
	}
	if err := l.joinedWhole(ctx, row.Receipt); err != nil {
		return row.Receipt, err
	}
	_, err = l.put(ctx, kindSent, receipts.NewID(), sentBody{Receipt: receiptID}, journal.Totals{})
	return row.Receipt.Settled(), err
}

// RecordAnswer writes down what an exchange with the HIS came to. A final row
// takes no more answers (ErrState).
func (l *Ledger) RecordAnswer(ctx context.Context, receiptID string, a Answer) error {
	switch a.State {
	case Pending, Unknown, Refused, Differs, Confirmed:
	default:
		return refuse(ErrInput, "%q is not an answer of a HIS", a.State)
	}
	if a.State == Confirmed && a.HISNumber == "" {
		return refuse(ErrInput, "a confirmation needs the HIS's own number")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return err
	}
	row, err := l.outboxRow(ctx, `r.id = ?`, receiptID)
	if err != nil {
		return err
	}
	if row.State.Final() || row.State == Held {
		return refuse(ErrState, "receipt %s is %s already", row.Receipt.Number, row.State)
	}
	_, err = l.put(ctx, kindAnswer, receipts.NewID(), answerBody{Receipt: receiptID, Answer: a}, journal.Totals{})
	return err
}

// Verdicts lists the decisions that a person may take on the row now, the
// likeliest first: the one rule for the ledger, the screens and the commands. A
// row that waits for its first sending is no case (his.md): it may only be
// linked to a bill that was entered by hand, and given up once sending was tried.
// A difference is accepted only where something of the receipt stands in the
// HIS. None for a row that is final or on its way: a request that may still be
// running is read back before anybody decides. A red receipt over another
// window's is never sent: it is matched with what became of that one in the HIS.
func (r OutboxRow) Verdicts() []Verdict {
	if r.Receipt.Kind == receipts.KindRed && r.State == Held {
		return []Verdict{VerdictLinked, VerdictAccepted, VerdictWrittenOff}
	}
	switch r.State {
	case Pending:
		if r.Attempts == 0 {
			return []Verdict{VerdictLinked}
		}
		return []Verdict{VerdictLinked, VerdictWrittenOff}
	case Unknown, Refused, Held:
		return []Verdict{VerdictLinked, VerdictResend, VerdictWrittenOff}
	case Differs:
		return []Verdict{VerdictLinked, VerdictAccepted, VerdictResend, VerdictWrittenOff}
	}
	return nil
}

// LowestRole is who may decide so: a network administrator may link a receipt
// or order it sent again, because the HIS then proves the rest; what gives money
// up or accepts a difference is the head of information's or the leader's.
func (v Verdict) LowestRole() incident.Role {
	if v == VerdictLinked || v == VerdictResend {
		return incident.RoleNetAdmin
	}
	return incident.RoleInfoHead
}

// Decide writes down a person's decision about a receipt that the program could
// not settle. It is refused with ErrState where the row's Verdicts have it not,
// with ErrRole where the Decision's Role is none of incident's or under the
// verdict's LowestRole, with ErrInput where it is not whole.
func (l *Ledger) Decide(ctx context.Context, receiptID string, d Decision) error {
	if err := d.check(); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return err
	}
	row, err := l.outboxRow(ctx, `r.id = ?`, receiptID)
	if err != nil {
		return err
	}
	if err := row.allows(d.Verdict); err != nil {
		return err
	}
	if err := l.joinedWhole(ctx, row.Receipt); err != nil {
		return err
	}
	d.At = l.opt.Now().UTC().Truncate(time.Microsecond)
	_, err = l.put(ctx, kindDecision, receipts.NewID(), decisionBody{Receipt: receiptID, Decision: d}, journal.Totals{})
	return err
}

// allows refuses a verdict that the row's state does not have.
func (r OutboxRow) allows(v Verdict) error {
	legal := r.Verdicts()
	switch {
	case slices.Contains(legal, v):
		return nil
	case len(legal) == 0:
		return refuse(ErrState, "receipt %s is %s; there is nothing to decide", r.Receipt.Number, r.State)
	case r.State == Pending && r.Attempts == 0:
		return refuse(ErrState, "receipt %s was never sent; run the re-entry first, or link it to the bill that was entered by hand", r.Receipt.Number)
	case r.State == Pending && v == VerdictResend:
		return refuse(ErrState, "receipt %s is waiting to be sent already", r.Receipt.Number)
	}
	words := make([]string, len(legal))
	for i, one := range legal {
		words[i] = string(one)
	}
	return refuse(ErrState, "receipt %s is %s and cannot be %s; it can be: %s", r.Receipt.Number, r.State, v, strings.Join(words, ", "))
}

func (d Decision) check() error {
	switch d.Verdict {
	case VerdictLinked:
		if strings.TrimSpace(d.HISNumber) == "" {
			return refuse(ErrInput, "linking needs the HIS's number of the bill that was entered by hand")
		}
	case VerdictAccepted, VerdictWrittenOff, VerdictResend:
	default:
		return refuse(ErrInput, "%q is not a decision", d.Verdict)
	}
	if strings.TrimSpace(d.By) == "" || strings.TrimSpace(d.Reason) == "" {
		return refuse(ErrInput, "a decision needs the person's name and a reason")
	}
	role, err := incident.ParseRole(d.Role)
	if err != nil {
		return refuse(ErrRole, "a decision needs the person's role: cashier, supervisor, net_admin, info_head or leader; %q is none of them", d.Role)
	}
	if least := d.Verdict.LowestRole(); role < least {
		return refuse(ErrRole, "the role %s is too low: the decision %q takes a %s or higher", role, d.Verdict, least)
	}
	return nil
}

// Backlog is what is not yet settled with the HIS.
type Backlog struct {
	Receipts int64          `json:"receipts"`
	Money    receipts.Money `json:"money"`
	// Oldest is the time of the oldest of them; zero where there is none.
	Oldest time.Time `json:"oldest,omitzero"`
	// ByState counts all receipts by their state.
	ByState map[OutboxState]int64 `json:"by_state"`
}

// Backlog adds up the outbox: receipts and minor units not yet in the HIS.
func (l *Ledger) Backlog(ctx context.Context) (Backlog, error) {
	b := Backlog{ByState: map[OutboxState]int64{}}
	rows, err := l.read.QueryContext(ctx, `SELECT o.state, count(*), sum(r.total), min(r.at_us) FROM outbox o JOIN receipts r ON r.seq = o.receipt GROUP BY o.state`)
	if err != nil {
		return b, wrap(err, "adding up the outbox")
	}
	defer rows.Close()
	for rows.Next() {
		var (
			state           OutboxState
			n, money, first int64
		)
		if err := rows.Scan(&state, &n, &money, &first); err != nil {
			return b, wrap(err, "adding up the outbox")
		}
		b.ByState[state] = n
		if state.Final() {
			continue
		}
		b.Receipts += n
		b.Money += receipts.Money(money)
		if at := time.UnixMicro(first).UTC(); b.Oldest.IsZero() || at.Before(b.Oldest) {
			b.Oldest = at
		}
	}
	return b, wrap(rows.Err(), "adding up the outbox")
}

// RecordCheck keeps the result of a commissioning check of the HIS adapter.
func (l *Ledger) RecordCheck(ctx context.Context, result json.RawMessage) error {
	if !json.Valid(result) {
		return refuse(ErrInput, "the check's result is not JSON")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err := l.put(ctx, kindCheck, receipts.NewID(), result, journal.Totals{})
	return err
}

// Check is the result of the last commissioning check; ok is false before one.
func (l *Ledger) Check(ctx context.Context) (result json.RawMessage, ok bool, err error) {
	ok, err = l.stateValue(ctx, kindCheck, &result)
	return result, ok, err
}

// IsRefusal says whether an error is a rule's no, to be shown as it is, rather
// than a fault of the machine.
func IsRefusal(err error) bool {
	var r *refusal
	return errors.As(err, &r)
}
