package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// ErrUsed: the number stands on a receipt or a patient, so that it cannot be
// lost or blank.
var ErrUsed = errors.New("the number was used")

// Skipped says what became of the numbers between the one that would come next
// and the one that a range is moved forward to.
type Skipped struct {
	// Fate is FateVoided or FateLost.
	Fate   Fate
	Reason string
}

// ForwardRange moves a range on to the number that lies in the printer, never
// back (ErrRange). The numbers passed over become voided or lost, with a reason;
// to the number that comes next anyway nothing is passed over and skipped may be
// zero. A number of another range makes that range the one that is used first.
func (l *Ledger) ForwardRange(ctx context.Context, by Actor, k RangeKind, to string, skipped Skipped) (NumberRange, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return NumberRange{}, err
	}
	if err := l.may(ctx, by, incident.RoleCashier, "move numbers on"); err != nil {
		return NumberRange{}, err
	}
	r, n, err := l.findNumber(ctx, k, to)
	if err != nil {
		return r, err
	}
	at, left := r.up()
	switch {
	case n < r.Next || left && n < at:
		return r, refuse(ErrRange, "the number %s is behind %s, which comes next; numbers are moved forward only", r.Number(n), r.Number(at))
	case slices.ContainsFunc(r.gone, func(s Span) bool { return s.meets(Span{n, n}) }):
		return r, refuse(ErrRange, "the number %s is recorded as voided, lost or given back; move on to one that is blank", r.Number(n))
	}
	body := rangeMarkBody{Range: r.ID, Next: n, By: by.ID(), Spans: Span{r.Next, n - 1}.without(r.gone)}
	if n > at {
		if err := skipped.check(); err != nil {
			return r, err
		}
		body.Fate, body.Reason = skipped.Fate, strings.TrimSpace(skipped.Reason)
	}
	entry, err := l.put(ctx, kindRangeForward, receipts.NewID(), body, journal.Totals{})
	if err != nil {
		return r, wrap(err, "the step forward was not kept")
	}
	r = r.marked(body.Spans)
	r.Next, r.turn = n, entry.Seq
	l.change(func(c *current) { c.pools = c.pools.with(r) })
	return r, nil
}

func (s Skipped) check() error {
	switch {
	case s.Fate != FateVoided && s.Fate != FateLost:
		return refuse(ErrRange, "say what became of the numbers passed over: voided or lost")
	case strings.TrimSpace(s.Reason) == "" || !printable(s.Reason):
		return refuse(ErrRange, "a voided or lost number needs its reason, of at most %d characters", receipts.MaxName)
	}
	return nil
}

// findNumber finds the range of a kind that a number belongs to.
func (l *Ledger) findNumber(ctx context.Context, k RangeKind, text string) (NumberRange, int64, error) {
	series, n, err := receipts.ParseNumber(text)
	if err != nil {
		return NumberRange{}, 0, err
	}
	all, err := l.Ranges(ctx)
	if err != nil {
		return NumberRange{}, 0, err
	}
	for _, r := range all {
		if r.Kind == k && r.Series == series && r.meets(Span{n, n}) {
			return r, n, nil
		}
	}
	return NumberRange{}, 0, refuse(ErrNotFound, "the number %s is of no range taken out at this window; take its range out first, or look at it again", series.Number(n))
}

// MarkNumbers records the numbers from one to another, both of one range, as
// voided (作废), lost (遗失) or given back unused. A number that was used is
// ErrUsed: a used form is voided with its receipt, or printed anew on another.
// One that is marked already is ErrRange.
func (l *Ledger) MarkNumbers(ctx context.Context, by Actor, k RangeKind, from, to string, fate Fate, reason string) (NumberRange, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return NumberRange{}, err
	}
	if err := l.may(ctx, by, incident.RoleCashier, "record numbers as "+string(fate)); err != nil {
		return NumberRange{}, err
	}
	r, first, err := l.findNumber(ctx, k, from)
	if err != nil {
		return r, err
	}
	last, ok := r.Running(to)
	switch {
	case fate != FateVoided && fate != FateLost && fate != FateGivenBack:
		return r, refuse(ErrRange, "numbers become voided, lost or given back; %q is none of these", fate)
	case strings.TrimSpace(reason) == "" || !printable(reason):
		return r, refuse(ErrRange, "a number that is %s needs its reason, of at most %d characters", fate, receipts.MaxName)
	case !ok || last < first || last > r.Last:
		return r, refuse(ErrRange, "the numbers %s to %s are not of one range; the one with %s goes to %s", r.Number(first), receipts.CleanNumber(to), r.Number(first), r.To())
	}
	span := Span{first, last}
	if err := l.blank(ctx, r, span, fate); err != nil {
		return r, err
	}
	body := rangeMarkBody{Range: r.ID, Fate: fate, Spans: []Span{span}, By: by.ID(), Reason: strings.TrimSpace(reason)}
	if _, err := l.put(ctx, kindRangeMark, receipts.NewID(), body, journal.Totals{}); err != nil {
		return r, wrap(err, "the numbers were not recorded")
	}
	if last >= r.Next {
		r = r.marked(body.Spans)
		l.change(func(c *current) { c.pools = c.pools.with(r) })
	}
	return r, nil
}

// blank refuses a span that holds a number whose fate is known.
func (l *Ledger) blank(ctx context.Context, r NumberRange, span Span, fate Fate) error {
	uses, err := l.uses(ctx, r, span)
	if err != nil {
		return err
	}
	if len(uses) > 0 {
		u := uses[0]
		if r.Kind == RangePatient {
			return refuse(ErrUsed, "the number %s was given to a patient and cannot be %s", r.Number(u.n), fate)
		}
		return refuse(ErrUsed, "the form %s bears the receipt %s and cannot be %s; void the receipt, or print it on another form", r.Number(u.n), u.bearer, fate)
	}
	marks, err := l.marks(ctx, r.ID)
	if err != nil {
		return err
	}
	for _, m := range marks {
		if m.Span.meets(span) {
			return refuse(ErrRange, "the numbers %s to %s are recorded as %s already", r.Number(m.First), r.Number(m.Last), m.Fate)
		}
	}
	return nil
}

// numberUsed is a number that stands on a receipt or belongs to a patient.
type numberUsed struct {
	n      int64
	bearer string // the receipt's number; empty for a patient
	void   bool
}

const (
	formUsesSQL    = `SELECT form, number, void_seq IS NOT NULL FROM receipts WHERE form <> '' AND form BETWEEN ?1 AND ?2 ORDER BY form`
	patientUsesSQL = `SELECT number, '', 0 FROM patients WHERE number BETWEEN ?1 AND ?2 ORDER BY number`
)

// uses lists the used numbers of a span in their order.
func (l *Ledger) uses(ctx context.Context, r NumberRange, span Span) ([]numberUsed, error) {
	query := formUsesSQL
	if r.Kind == RangePatient {
		query = patientUsesSQL
	}
	rows, err := l.read.QueryContext(ctx, query, r.Number(span.First), r.Number(span.Last))
	all, err := collect(rows, err, "reading the used numbers", func(rows *sql.Rows) (u numberUsed, err error) {
		var text string
		if err = rows.Scan(&text, &u.bearer, &u.void); err == nil {
			n, ok := r.Running(text)
			if u.n = n; !ok {
				u.n = -1 // another series that sorts between
			}
		}
		return u, err
	})
	return slices.DeleteFunc(all, func(u numberUsed) bool { return u.n < span.First || u.n > span.Last }), err
}

// numberMark is a span of numbers that nothing stands on, and why.
type numberMark struct {
	Span
	Fate   Fate
	By     string
	Reason string
	at     int64 // µs
}

// marks lists the marked numbers of a range in their order.
func (l *Ledger) marks(ctx context.Context, id string) ([]numberMark, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT first, last, fate, by_whom, reason, at_us FROM range_marks WHERE range = ? ORDER BY first`, id)
	return collect(rows, err, "reading the marked numbers", func(rows *sql.Rows) (m numberMark, err error) {
		err = rows.Scan(&m.First, &m.Last, &m.Fate, &m.By, &m.Reason, &m.at)
		return m, err
	})
}
