package store

import (
	"context"
	"database/sql"
	"time"

	"outpost/receipts"
	"outpost/store/journal"
)

// What happens to number ranges, as the journal names it.
const (
	kindRangeTake    = "range take"
	kindRangeForward = "range forward"
	kindRangeMark    = "range mark"
	kindFormChange   = "form change"
)

var rangeKinds = []kind{
	kindOf(kindRangeTake, projector.rangeTake),
	kindOf(kindRangeForward, projector.rangeForward),
	kindOf(kindRangeMark, projector.rangeMark),
	kindOf(kindFormChange, projector.formChange),
}

// rangeTakeBody is a range as it was taken out; its id is the entry's.
type rangeTakeBody struct {
	Kind  RangeKind `json:"kind"`
	Batch string    `json:"batch"`
	receipts.Series
	Span
	Taker string `json:"taker"`
	By    string `json:"by"`
}

// rangeMarkBody says what became of numbers that nothing was charged under. Next
// is set where the range was moved forward: the number that comes next.
type rangeMarkBody struct {
	Range  string `json:"range"`
	Next   int64  `json:"next,omitempty"`
	Fate   Fate   `json:"fate,omitempty"`
	Spans  []Span `json:"spans,omitempty"`
	By     string `json:"by"`
	Reason string `json:"reason,omitempty"`
}

// numberUse is the number of a range that an entry used up.
type numberUse struct {
	Range string `json:"range"`
	N     int64  `json:"n"`
}

// formChangeBody is a receipt printed on another form: Was is voided, Form bears
// the receipt from now on.
type formChangeBody struct {
	Receipt string     `json:"receipt"`
	Was     string     `json:"was,omitempty"`
	WasUse  *numberUse `json:"was_use,omitempty"`
	Form    string     `json:"form"`
	Use     *numberUse `json:"use"`
	By      string     `json:"by"`
	Reason  string     `json:"reason"`
}

var rangePart = part{ // numbers of forms and patients
	tables: []string{"ranges", "range_marks", "form_changes"},
	sql: `
CREATE TABLE IF NOT EXISTS ranges (
	id      TEXT PRIMARY KEY,
	seq     INTEGER NOT NULL,
	kind    TEXT NOT NULL,
	batch   TEXT NOT NULL,
	prefix  TEXT NOT NULL,
	digits  INTEGER NOT NULL,
	first   INTEGER NOT NULL,
	last    INTEGER NOT NULL,
	next    INTEGER NOT NULL,
	turn    INTEGER NOT NULL,
	taker   TEXT NOT NULL,
	by_whom TEXT NOT NULL,
	at_us   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS range_marks (
	range   TEXT NOT NULL,
	first   INTEGER NOT NULL,
	last    INTEGER NOT NULL,
	fate    TEXT NOT NULL,
	seq     INTEGER NOT NULL,
	at_us   INTEGER NOT NULL,
	by_whom TEXT NOT NULL,
	reason  TEXT NOT NULL,
	PRIMARY KEY (range, first)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS form_changes (
	seq     INTEGER PRIMARY KEY,
	receipt INTEGER NOT NULL,
	was     TEXT NOT NULL,
	form    TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS form_changes_by_receipt ON form_changes (receipt, seq);
CREATE INDEX IF NOT EXISTS form_changes_by_form ON form_changes (was);
CREATE INDEX IF NOT EXISTS receipts_by_form ON receipts (form) WHERE form <> '';
`,
}

func (p projector) rangeTake(ctx context.Context, e journal.Entry, b rangeTakeBody) error {
	return p.exec(ctx, `INSERT INTO ranges (id, seq, kind, batch, prefix, digits, first, last, next, turn, taker, by_whom, at_us) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?7,0,?9,?10,?11)`,
		e.ID, e.Seq, string(b.Kind), b.Batch, b.Prefix, b.Digits, b.First, b.Last, b.Taker, b.By, e.At.UnixMicro())
}

func (p projector) rangeForward(ctx context.Context, e journal.Entry, b rangeMarkBody) error {
	if err := p.rangeMark(ctx, e, b); err != nil {
		return err
	}
	return p.exec(ctx, `UPDATE ranges SET next = ?2, turn = ?3 WHERE id = ?1`, b.Range, b.Next, e.Seq)
}

// rangeMark keeps what became of numbers. What two histories of a forked ledger
// both say is said once.
func (p projector) rangeMark(ctx context.Context, e journal.Entry, b rangeMarkBody) error {
	for _, s := range b.Spans {
		err := p.exec(ctx, `INSERT INTO range_marks (range, first, last, fate, seq, at_us, by_whom, reason) VALUES (?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING`,
			b.Range, s.First, s.Last, string(b.Fate), e.Seq, e.At.UnixMicro(), b.By, b.Reason)
		if err != nil {
			return err
		}
	}
	return nil
}

// use moves a range behind the number that an entry used up.
func (p projector) use(ctx context.Context, u *numberUse) error {
	if u == nil {
		return nil
	}
	return p.exec(ctx, `UPDATE ranges SET next = ?2 + 1 WHERE id = ?1 AND next <= ?2`, u.Range, u.N)
}

func (p projector) formChange(ctx context.Context, e journal.Entry, b formChangeBody) error {
	err := p.exec(ctx, `INSERT INTO form_changes (seq, receipt, was, form) SELECT ?, seq, ?, ? FROM receipts WHERE id = ?`, e.Seq, b.Was, b.Form, b.Receipt)
	if err != nil {
		return err
	}
	if u := b.WasUse; u != nil {
		mark := rangeMarkBody{Range: u.Range, Fate: FateVoided, Spans: []Span{{u.N, u.N}}, By: b.By, Reason: b.Reason}
		if err := p.rangeMark(ctx, e, mark); err != nil {
			return err
		}
	}
	if err := p.exec(ctx, `UPDATE receipts SET form = ? WHERE id = ?`, b.Form, b.Receipt); err != nil {
		return err
	}
	return p.use(ctx, b.Use)
}

// loadPools reads the ranges that still have numbers.
func (l *Ledger) loadPools(ctx context.Context) (pools, error) {
	out := pools{taken: map[RangeKind]bool{}}
	all, err := l.Ranges(ctx)
	if err != nil {
		return out, err
	}
	for _, r := range all {
		out = out.with(r)
	}
	return out, nil
}

const rangeSQL = `SELECT id, seq, kind, batch, prefix, digits, first, last, next, turn, taker, by_whom, at_us FROM ranges `

// Ranges lists every range ever taken out at this window, as it is used up.
func (l *Ledger) Ranges(ctx context.Context) ([]NumberRange, error) {
	rows, err := l.read.QueryContext(ctx, rangeSQL+`ORDER BY turn DESC, seq`)
	all, err := collect(rows, err, "reading the number ranges", scanRange)
	if err != nil {
		return nil, err
	}
	for i, r := range all {
		rows, err := l.read.QueryContext(ctx, `SELECT first, last FROM range_marks WHERE range = ? AND last >= ? ORDER BY first`, r.ID, r.Next)
		all[i].gone, err = collect(rows, err, "reading the marked numbers", func(rows *sql.Rows) (s Span, err error) {
			err = rows.Scan(&s.First, &s.Last)
			return s, err
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

func scanRange(rows *sql.Rows) (r NumberRange, err error) {
	var at int64
	err = rows.Scan(&r.ID, &r.seq, &r.Kind, &r.Batch, &r.Prefix, &r.Digits, &r.First, &r.Last, &r.Next, &r.turn, &r.Taker, &r.By, &at)
	r.At = time.UnixMicro(at).UTC()
	return r, err
}
