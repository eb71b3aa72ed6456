package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"outpost/receipts"
	"outpost/store/journal"
)

// formsOfShiftSQL lists the forms that bear what was sold or printed anew in a
// shift; a form that another one took the place of is among the marks.
const formsOfShiftSQL = `
SELECT form, void_seq IS NOT NULL FROM receipts r WHERE shift = ?1 AND form <> '' AND NOT EXISTS (SELECT 1 FROM form_changes WHERE receipt = r.seq)
UNION ALL
SELECT c.form, r.void_seq IS NOT NULL FROM form_changes c JOIN receipts r ON r.seq = c.receipt AND r.form = c.form WHERE c.seq > ?2`

// addForms adds the spans of forms that the shift used up, in the order of their
// numbers, and its reprints.
func (l *Ledger) addForms(ctx context.Context, db journal.Reader, s Shift, r *ShiftReport) error {
	rows, err := db.QueryContext(ctx, formsOfShiftSQL, s.ID, s.seq)
	runs, err := collect(rows, err, "reading the shift's forms", func(rows *sql.Rows) (f formRun, err error) {
		var text string
		var void bool
		if err = rows.Scan(&text, &void); err != nil {
			return f, err
		}
		f.Fate = FateUsed
		if void {
			f.Fate = FateVoided
		}
		f.Series, f.First, err = receipts.ParseNumber(text)
		f.Last = f.First
		return f, err
	})
	if err != nil {
		return err
	}
	marks, err := l.shiftMarks(ctx, db, s)
	if err != nil {
		return err
	}
	r.Forms = joinRuns(append(runs, marks...))
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM prints WHERE seq > ? AND n > 0`, s.seq).Scan(&r.Reprints)
	return wrap(err, "counting the reprints")
}

// formRun is a run of forms of one series with one fate.
type formRun struct {
	receipts.Series
	numberMark
}

// shiftMarks lists the forms that were voided, lost or given back in a shift.
func (l *Ledger) shiftMarks(ctx context.Context, db journal.Reader, s Shift) ([]formRun, error) {
	rows, err := db.QueryContext(ctx, `SELECT r.prefix, r.digits, m.first, m.last, m.fate, m.by_whom, m.reason, m.at_us
		FROM range_marks m JOIN ranges r ON r.id = m.range WHERE m.seq > ? AND r.kind = ?`, s.seq, string(RangeForm))
	return collect(rows, err, "reading the shift's voided forms", func(rows *sql.Rows) (f formRun, err error) {
		err = rows.Scan(&f.Prefix, &f.Digits, &f.First, &f.Last, &f.Fate, &f.By, &f.Reason, &f.at)
		return f, err
	})
}

// joinRuns sorts runs by their numbers and joins what follows on and is alike.
func joinRuns(runs []formRun) (spans []AccountSpan) {
	slices.SortFunc(runs, func(a, b formRun) int {
		return strings.Compare(a.Prefix+"\x00"+a.Number(a.First), b.Prefix+"\x00"+b.Number(b.First))
	})
	for i, r := range runs {
		s := AccountSpan{Fate: r.Fate, From: r.Number(r.First), To: r.Number(r.Last), Count: r.Count(), Reason: r.Reason, By: r.By}
		if r.at != 0 {
			s.At = time.UnixMicro(r.at).UTC()
		}
		if n := len(spans) - 1; n >= 0 && spans[n].joins(s) && runs[i-1].Series == r.Series && runs[i-1].Last+1 == r.First {
			spans[n].To, spans[n].Count = s.To, spans[n].Count+s.Count
			continue
		}
		spans = append(spans, s)
	}
	return spans
}
