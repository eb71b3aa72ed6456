package store

import (
	"context"
	"time"

	"outpost/receipts"
	"outpost/store/journal"
)

// What is given back, as the journal names it.
const (
	kindRefund        = "refund"
	kindRefundRefused = "refund refused"
	kindOwedSettled   = "owed settled"
	kindSignOff       = "sign-off"
)

var refundKinds = []kind{
	kindOf(kindRefund, projector.refund),
	kindOf(kindRefundRefused, projector.refundRefused),
	kindOf(kindOwedSettled, projector.owedSettled),
	kindOf(kindSignOff, projector.signOff),
}

// refundBody is a red receipt, kept as a sale is. The rest stands in it whole, so
// that one entry says everything; a sale's entry of its own follows it.
type refundBody struct {
	saleBody
	// Original is the id of the receipt that it takes back; empty where that is
	// another window's, which Foreign then names.
	Original string `json:"original,omitempty"`
	Foreign  string `json:"foreign,omitempty"`
	// Code is the text of the other receipt's code, to be verified later.
	Code string    `json:"code,omitempty"`
	Rest *saleBody `json:"rest,omitempty"`
}

// refundRefusedBody is a receipt that somebody wanted refunded and that is none
// of the emergency charging's.
type refundRefusedBody struct {
	Number string `json:"number"`
	By     string `json:"by"`
	Reason string `json:"reason"`
}

// owedSettledBody says that electronic money went back the way it came. N is the
// payment's place on the receipt, from 1.
type owedSettledBody struct {
	Receipt   string         `json:"receipt"`
	N         int            `json:"n"`
	Amount    receipts.Money `json:"amount"`
	Reference string         `json:"reference"`
	By        string         `json:"by"`
}

type signOffBody struct {
	Receipt    string   `json:"receipt"`
	Department string   `json:"department"`
	By         string   `json:"by"`
	Lines      []Signed `json:"lines"`
}

var refundPart = part{ // what is given back, and what was handed out
	tables: []string{"owed", "signoffs", "foreign_refunds", "refused_refunds"},
	sql: `
CREATE TABLE IF NOT EXISTS owed (
	seq         INTEGER NOT NULL,
	n           INTEGER NOT NULL,
	receipt     INTEGER NOT NULL,
	tender      TEXT NOT NULL,
	amount      INTEGER NOT NULL,
	reused      INTEGER NOT NULL,
	reference   TEXT NOT NULL,
	settled_seq INTEGER,
	settled_us  INTEGER,
	settled_by  TEXT,
	settled_ref TEXT,
	PRIMARY KEY (seq, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS owed_by_receipt ON owed (receipt, n);
CREATE INDEX IF NOT EXISTS owed_by_reference ON owed (tender, reference) WHERE reference <> '';
CREATE TABLE IF NOT EXISTS signoffs (
	receipt    INTEGER NOT NULL,
	line       INTEGER NOT NULL,
	seq        INTEGER NOT NULL,
	department TEXT NOT NULL,
	status     TEXT NOT NULL,
	not_e3     INTEGER NOT NULL,
	at_us      INTEGER NOT NULL,
	by_whom    TEXT NOT NULL,
	PRIMARY KEY (receipt, line)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS foreign_refunds (
	number TEXT PRIMARY KEY,
	seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refused_refunds (
	seq     INTEGER PRIMARY KEY,
	number  TEXT NOT NULL,
	at_us   INTEGER NOT NULL,
	by_whom TEXT NOT NULL,
	reason  TEXT NOT NULL
) STRICT;
`,
}

// receiptKind is a receipt's kind as the receipts table names it.
func receiptKind(r receipts.Receipt) string {
	switch {
	case r.Kind == receipts.KindRed:
		return receiptRed
	case r.Kind == receipts.KindRest:
		return receiptRest
	case r.Paper:
		return receiptPaper
	}
	return receiptSale
}

// refund writes a red receipt, and takes its original off the list of what the
// HIS still gets.
func (p projector) refund(ctx context.Context, e journal.Entry, b refundBody) error {
	state := Refunded
	if b.Held != "" { // another window's, or what a lost ledger may have sent
		state = Held
	}
	if err := p.issue(ctx, e, b.saleBody, state); err != nil {
		return err
	}
	if err := p.oweRed(ctx, e, b.Receipt.Payments); err != nil {
		return err
	}
	if b.Foreign != "" {
		return p.exec(ctx, `INSERT INTO foreign_refunds (number, seq) VALUES (?, ?)`, b.Foreign, e.Seq)
	}
	return p.refunded(ctx, e.Seq, e.At, b.Original)
}

// refunded marks the receipt that the red one of seq takes back.
func (p projector) refunded(ctx context.Context, seq int64, at time.Time, original string) error {
	if err := p.exec(ctx, `UPDATE receipts SET refunded_seq = ? WHERE id = ?`, seq, original); err != nil {
		return err
	}
	return p.exec(ctx, `UPDATE outbox SET state = ?, updated_us = ?`+outboxRowOf, string(Refunded), at.UnixMicro(), original)
}

func (p projector) refundRefused(ctx context.Context, e journal.Entry, b refundRefusedBody) error {
	return p.exec(ctx, `INSERT INTO refused_refunds (seq, number, at_us, by_whom, reason) VALUES (?, ?, ?, ?, ?)`, e.Seq, b.Number, e.At.UnixMicro(), b.By, b.Reason)
}

// restOf lets the lines of a rest receipt take over what was signed off of the
// original's: what was refunded of them was not handed out. Of what stays nobody
// said anything where only that was said.
func (p projector) restOf(ctx context.Context, e journal.Entry, b saleBody) error {
	for i, from := range b.From.Lines {
		l := b.Receipt.Lines[i]
		err := p.exec(ctx, `INSERT INTO signoffs (receipt, line, seq, department, status, not_e3, at_us, by_whom)
			SELECT ?1, ?2, s.seq, s.department, CASE WHEN s.status = ?3 AND s.not_e3 <= l.qty_e3 - ?4 THEN ?5 ELSE s.status END,
				max(0, s.not_e3 - (l.qty_e3 - ?4)), s.at_us, s.by_whom
			FROM receipts r JOIN signoffs s ON s.receipt = r.seq JOIN lines l ON l.receipt = r.seq AND l.n = s.line
			WHERE r.id = ?6 AND s.line = ?7 AND NOT (?8 AND s.status = ?3 AND s.not_e3 <= l.qty_e3 - ?4)`,
			e.Seq, i+1, string(NotGiven), int64(l.Quantity), string(Given(l.Category)), b.From.Original, from, b.From.Unsaid)
		if err != nil {
			return err
		}
	}
	return nil
}

func (p projector) signOff(ctx context.Context, e journal.Entry, b signOffBody) error {
	for _, s := range b.Lines {
		err := p.exec(ctx, `INSERT INTO signoffs (receipt, line, seq, department, status, not_e3, at_us, by_whom)
			SELECT seq, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM receipts WHERE id = ?1
			ON CONFLICT (receipt, line) DO UPDATE SET seq = ?3, department = ?4, status = ?5, not_e3 = ?6, at_us = ?7, by_whom = ?8`,
			b.Receipt, s.Line, e.Seq, b.Department, string(s.Status), int64(s.Not), e.At.UnixMicro(), b.By)
		if err != nil {
			return err
		}
	}
	return nil
}

// fillRefunded says which red receipt took r back; its sequence stands in r.
func (l *Ledger) fillRefunded(ctx context.Context, r *receipts.Receipt) error {
	if r.Refunded == nil {
		return nil
	}
	e, err := entryInPlace(ctx, l.read, r.Refunded.At.UnixMicro())
	if err != nil {
		return err
	}
	body, err := decode[refundBody](e)
	red := body.Receipt
	r.Refunded = &receipts.Refunded{At: e.At.Truncate(time.Microsecond), By: red.Cashier, Red: red.Number, Rest: red.ReplacedBy}
	if red.Reversal != nil {
		r.Refunded.Reason = red.Reversal.Reason
	}
	return err
}
