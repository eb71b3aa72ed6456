package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"outpost/receipts"
	"outpost/store/journal"
)

// TenderTotal is what one tender took in, voids taken off, in minor units.
type TenderTotal struct {
	Tender string         `json:"tender"`
	Amount receipts.Money `json:"amount"`
}

// CategoryTotal is what was charged under one fee category, in minor units.
type CategoryTotal struct {
	Category receipts.Category `json:"category"`
	Amount   receipts.Money    `json:"amount"`
}

// TenderCount is a tender other than cash as counted from its slips.
type TenderCount struct {
	Tender   string         `json:"tender"`
	Expected receipts.Money `json:"expected"`
	Counted  receipts.Money `json:"counted"`
}

// Difference is over (positive) or short, in minor units.
func (t TenderCount) Difference() receipts.Money { return t.Counted - t.Expected }

// StateTotal is how many of a shift's receipts are in one state of the outbox.
type StateTotal struct {
	State    OutboxState    `json:"state"`
	Receipts int64          `json:"receipts"`
	Amount   receipts.Money `json:"amount"`
}

// NextShift is the shift that the counted cash was handed over to.
type NextShift struct {
	Shift   string         `json:"shift"`
	Cashier string         `json:"cashier"`
	Float   receipts.Money `json:"float"`
}

// ShiftReport is what a shift came to (收费员日结报表), computed twice: from the
// payments and from the lines. Amounts in minor units.
type ShiftReport struct {
	Shift   string    `json:"shift"`
	Station string    `json:"station,omitempty"`
	Cashier string    `json:"cashier"`
	Opened  time.Time `json:"opened"`
	// Closed is zero while the shift is open.
	Closed time.Time `json:"closed,omitzero"`
	// NotJoinedBefore is set where the shift began in a former ledger that was set
	// aside and not yet joined: what was charged before then is not in the figures.
	NotJoinedBefore time.Time `json:"not_joined_before,omitzero"`
	// Signed is the report as it was signed, where this one is Completed.
	Signed *ShiftReport `json:"signed,omitempty"`
	// ClosedBy is set where somebody else closed it, with that approval.
	ClosedBy   string        `json:"closed_by,omitempty"`
	ApprovedBy string        `json:"approved_by,omitempty"`
	Approval   *approvalBody `json:"approval,omitempty"`

	// Receipts counts every receipt, from First to Last of this window's serials and
	// those keyed in from paper; Voids and Refunds (red receipts) are among them.
	Receipts int64          `json:"receipts"`
	Voids    int64          `json:"voids"`
	Refunds  int64          `json:"refunds"`
	First    string         `json:"first,omitempty"`
	Last     string         `json:"last,omitempty"`
	Sales    receipts.Money `json:"sales"`
	Voided   receipts.Money `json:"voided"`
	Refunded receipts.Money `json:"refunded"`
	// FromPayments and FromLines are both sales without voids and refunds; they
	// agree in a sound ledger.
	FromPayments receipts.Money `json:"from_payments"`
	FromLines    receipts.Money `json:"from_lines"`
	// LaterRounding is the cash rounding of what former bills owed and was paid in
	// this shift; it is part of FromPayments and FromLines, not of Sales.
	LaterRounding receipts.Money  `json:"later_rounding,omitempty"`
	Tenders       []TenderTotal   `json:"tenders"`
	Categories    []CategoryTotal `json:"categories,omitempty"`
	Rounding      receipts.Money  `json:"rounding,omitempty"`
	// CreditGiven is what patients still owed when they left, CreditSettled what
	// was paid of former debts, ElectronicOwed what its voids and refunds still owe
	// to patients who had paid electronically.
	CreditGiven    receipts.Money `json:"credit_given,omitempty"`
	CreditSettled  receipts.Money `json:"credit_settled,omitempty"`
	ElectronicOwed receipts.Money `json:"electronic_owed,omitempty"`

	// Expected is the cash that the drawer must hold: Float, and the cash taken in
	// and paid out (CashTaken), less what was handed over (Dropped).
	Float     receipts.Money `json:"float"`
	CashTaken receipts.Money `json:"cash_taken"`
	Drops     []Drop         `json:"drops,omitempty"`
	Dropped   receipts.Money `json:"dropped"`
	Expected  receipts.Money `json:"expected"`
	// Counted and Difference are nil where nobody counted; NotCounted says why.
	Counted      *receipts.Money `json:"counted,omitempty"`
	Difference   *receipts.Money `json:"difference,omitempty"`
	NotCounted   string          `json:"not_counted,omitempty"`
	Pieces       []Pieces        `json:"pieces,omitempty"`
	TenderCounts []TenderCount   `json:"tender_counts,omitempty"`
	// Explained is the approved reason for a difference, given afterwards.
	Explained string `json:"-"`

	// Forms are the printed forms used, voided and lost in the shift; FormsLeft
	// what is left.
	Forms     []AccountSpan `json:"forms,omitempty"`
	FormsLeft NumbersLeft   `json:"forms_left,omitzero"`
	Reprints  int64         `json:"reprints,omitempty"`
	// Outbox is how its receipts stand with the HIS: a shift closes whatever is not
	// final, and says so.
	Outbox []StateTotal `json:"outbox,omitempty"`
	// Drafts counts the bills begun and not completed, which stay.
	Drafts int64 `json:"drafts,omitempty"`

	// Follows and Next are the shifts before and after it by hand-over, Continues
	// and ContinuedAt those of the same cashier at another window.
	Follows     string     `json:"follows,omitempty"`
	Next        *NextShift `json:"next,omitempty"`
	Continues   Elsewhere  `json:"continues,omitzero"`
	ContinuedAt Elsewhere  `json:"continued_at,omitzero"`

	// Head is the journal's head before the shift closed; Checkpoint is that head,
	// signed.
	Head       string              `json:"head"`
	Checkpoint *journal.Checkpoint `json:"checkpoint,omitempty"`
}

// Agrees says whether the two independent totals are the same.
func (r ShiftReport) Agrees() bool {
	return r.FromPayments == r.FromLines && r.FromPayments == r.Sales-r.Voided-r.Refunded+r.LaterRounding
}

// Unsettled counts the receipts of the shift that are not final in the outbox.
func (r ShiftReport) Unsettled() (count int64, amount receipts.Money) {
	for _, s := range r.Outbox {
		if !s.State.Final() {
			count, amount = count+s.Receipts, amount+s.Amount
		}
	}
	return count, amount
}

// ShiftReport computes a shift's report from the projections, as it stands now.
// It says what cash is expected: a cashier who is still to count does not see it.
func (l *Ledger) ShiftReport(ctx context.Context, s Shift) (ShiftReport, error) {
	tx, err := l.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // one moment of a ledger that sells on
	if err != nil {
		return ShiftReport{}, wrap(err, "adding up the shift")
	}
	defer tx.Rollback()
	r := ShiftReport{
		Shift: s.ID, Station: l.Identity().Station, Cashier: s.Cashier, Opened: s.Opened, Float: s.Float,
		Follows: s.Follows, Continues: s.Continues, FormsLeft: l.NumbersLeft(RangeForm),
	}
	head, err := journal.ReadHead(ctx, tx)
	if err != nil {
		return r, wrap(err, "reading the head")
	}
	r.Head = head.Hash.String()
	for _, add := range []func(context.Context, journal.Reader, *ShiftReport) error{
		l.addUnjoined, l.addReceipts, l.addLines, l.addPayments, l.addCategories, l.addDrops, l.addOutbox,
		func(ctx context.Context, db journal.Reader, r *ShiftReport) error { return l.addForms(ctx, db, s, r) },
		func(ctx context.Context, db journal.Reader, r *ShiftReport) error { return l.addOwed(ctx, db, s, r) },
	} {
		if err := add(ctx, tx, &r); err != nil {
			return r, err
		}
	}
	r.expect(l.Rules())
	return r, nil
}

func (l *Ledger) addReceipts(ctx context.Context, db journal.Reader, r *ShiftReport) error {
	err := db.QueryRowContext(ctx, `SELECT count(*), count(void_seq), count(*) FILTER (WHERE kind = 'red'), coalesce(min(number) FILTER (WHERE kind <> 'paper'), ''), coalesce(max(number) FILTER (WHERE kind <> 'paper'), ''),
		coalesce(sum(total) FILTER (WHERE kind <> 'red'), 0), coalesce(sum(total) FILTER (WHERE void_seq IS NOT NULL), 0),
		coalesce(-sum(total) FILTER (WHERE kind = 'red'), 0), coalesce(sum(rounding) FILTER (WHERE void_seq IS NULL), 0)
		FROM receipts WHERE shift = ?`, r.Shift).
		Scan(&r.Receipts, &r.Voids, &r.Refunds, &r.First, &r.Last, &r.Sales, &r.Voided, &r.Refunded, &r.Rounding)
	if err != nil {
		return wrap(err, "adding up the shift")
	}
	return wrap(db.QueryRowContext(ctx, `SELECT count(*) FROM drafts WHERE id NOT IN (SELECT id FROM receipts)`).Scan(&r.Drafts), "counting the open bills")
}

func (l *Ledger) addLines(ctx context.Context, db journal.Reader, r *ShiftReport) error {
	err := db.QueryRowContext(ctx, `SELECT coalesce(sum(a), 0) FROM (
		SELECT rounding + (SELECT coalesce(sum(amount), 0) FROM lines WHERE receipt = receipts.seq) a FROM receipts WHERE shift = ? AND void_seq IS NULL)`, r.Shift).Scan(&r.FromLines)
	return wrap(err, "adding up the lines")
}

func (l *Ledger) addPayments(ctx context.Context, db journal.Reader, r *ShiftReport) error {
	rows, err := db.QueryContext(ctx, `SELECT tender, sum(amount) FROM payments JOIN receipts ON receipts.seq = payments.receipt
		WHERE shift = ? AND void_seq IS NULL GROUP BY tender ORDER BY tender`, r.Shift)
	r.Tenders, err = collect(rows, err, "adding up the payments", func(rows *sql.Rows) (t TenderTotal, err error) {
		err = rows.Scan(&t.Tender, &t.Amount)
		return t, err
	})
	for _, t := range r.Tenders {
		if r.FromPayments += t.Amount; receipts.IsCredit(t.Tender) {
			r.CreditGiven += t.Amount
		}
	}
	if err != nil {
		return err
	}
	return addLaterPayments(ctx, db, r)
}

// addCategories adds the lines up by category, in the official order; one that
// this program does not know counts as other.
func (l *Ledger) addCategories(ctx context.Context, db journal.Reader, r *ShiftReport) error {
	rows, err := db.QueryContext(ctx, `SELECT category, sum(amount) FROM lines JOIN receipts ON receipts.seq = lines.receipt
		WHERE shift = ? AND void_seq IS NULL GROUP BY category ORDER BY category`, r.Shift)
	found, err := collect(rows, err, "adding up the categories", func(rows *sql.Rows) (line receipts.Line, err error) {
		err = rows.Scan(&line.Category, &line.Amount)
		return line, err
	})
	for _, t := range (receipts.Bill{Lines: found}).ByCategory() {
		r.Categories = append(r.Categories, CategoryTotal(t))
	}
	return err
}

func (l *Ledger) addDrops(ctx context.Context, db journal.Reader, r *ShiftReport) (err error) {
	r.Drops, err = l.drops(ctx, db, r.Shift)
	for _, d := range r.Drops {
		if d.Back == "" {
			r.Dropped += d.Amount
		}
	}
	return err
}

func (l *Ledger) addOutbox(ctx context.Context, db journal.Reader, r *ShiftReport) error {
	rows, err := db.QueryContext(ctx, `SELECT o.state, count(*), sum(r.total) FROM outbox o JOIN receipts r ON r.seq = o.receipt WHERE r.shift = ? GROUP BY o.state ORDER BY o.state`, r.Shift)
	r.Outbox, err = collect(rows, err, "adding up the outbox", func(rows *sql.Rows) (t StateTotal, err error) {
		err = rows.Scan(&t.State, &t.Receipts, &t.Amount)
		return t, err
	})
	return err
}

// addOwed adds the electronic money that voids and refunds of the shift leave to
// be given back.
func (l *Ledger) addOwed(ctx context.Context, db journal.Reader, s Shift, r *ShiftReport) error {
	err := db.QueryRowContext(ctx, `SELECT coalesce(sum(amount - reused), 0) FROM owed WHERE seq > ? AND settled_seq IS NULL`, s.seq).Scan(&r.ElectronicOwed)
	return wrap(err, "adding up what is owed")
}

// expect works out what the drawer must hold.
func (r *ShiftReport) expect(rules receipts.Rules) {
	r.CashTaken = 0
	for _, t := range r.Tenders {
		if known, ok := rules.Tender(t.Tender); ok && known.Cash {
			r.CashTaken += t.Amount
		}
	}
	r.Expected = r.Float + r.CashTaken - r.Dropped
}

// Shifts lists the closed shifts' reports, newest first.
func (l *Ledger) Shifts(ctx context.Context) ([]ShiftReport, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT report, closed_us, explained FROM shifts WHERE report IS NOT NULL ORDER BY seq DESC`)
	return collect(rows, err, "reading the shifts", scanReport)
}

func scanReport(rows *sql.Rows) (r ShiftReport, err error) {
	var text string
	var closed int64
	if err = rows.Scan(&text, &closed, &r.Explained); err == nil {
		err = json.Unmarshal([]byte(text), &r)
		r.Closed = time.UnixMicro(closed).UTC()
	}
	return r, err
}

// ClosedShift is the report of a closed shift: by its id, or the last where id is
// empty. This ledger's own are in the order of its entries, whatever the clock
// said; those of a former ledger that was joined come before them.
func (l *Ledger) ClosedShift(ctx context.Context, id string) (ShiftReport, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT report, closed_us, explained FROM shifts WHERE report IS NOT NULL AND (?1 = '' OR id = ?1)
		ORDER BY ledger = ?2 DESC, CASE ledger WHEN ?2 THEN seq ELSE closed_us END DESC LIMIT 1`, id, l.Identity().Ledger)
	found, err := collect(rows, err, "reading the shift", scanReport)
	switch {
	case err != nil:
		return ShiftReport{}, err
	case len(found) > 0:
		return found[0], nil
	case id == "":
		return ShiftReport{}, refuse(ErrNotFound, "no shift was closed at this window yet")
	}
	return ShiftReport{}, refuse(ErrNotFound, "no shift %q was closed at this window", id)
}
