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

// Status is what became of a line that was charged.
type Status string

// What a department signs off.
const (
	// Dispensed: handed out (drugs, materials).
	Dispensed Status = "dispensed"
	// Performed: done (examination, laboratory, treatment).
	Performed Status = "performed"
	// NotGiven: neither; only then is it refunded.
	NotGiven Status = "not"
)

// Given is what a line of a category is once it was handed out or done.
func Given(c receipts.Category) Status {
	switch c {
	case receipts.CategoryWesternDrug, receipts.CategoryPatentDrug, receipts.CategoryHerbal, receipts.CategoryMaterial:
		return Dispensed
	}
	return Performed
}

// Signed is what a department says about one line of a receipt.
type Signed struct {
	// Line is its place on the receipt, from 1.
	Line   int    `json:"line"`
	Status Status `json:"status"`
	// Not is how much of it was not handed out or done: with NotGiven and 0 the
	// whole line. With the others the rest of the line was; with NotGiven nobody
	// said so of the rest.
	Not receipts.Quantity `json:"not_e3,omitempty"`
}

// LineStatus is what is known of a line; a Status of "" is nothing.
type LineStatus struct {
	Signed
	Department string    `json:"department,omitempty"`
	By         string    `json:"by,omitempty"`
	At         time.Time `json:"at,omitzero"`
}

// SignOff writes down what a department says about lines of a receipt: dispensed,
// performed or neither. The last word on a line counts. A receipt that was taken
// back takes none (ErrSignOff). Errors match ErrActor, ErrRole, ErrInput and
// ErrNotFound too.
func (l *Ledger) SignOff(ctx context.Context, by Actor, number string, lines []Signed, department string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return err
	}
	if err := l.may(ctx, by, incident.RoleCashier, "write down what was handed out"); err != nil {
		return err
	}
	row, err := l.Receipt(ctx, number)
	if err != nil {
		return err
	}
	known, err := l.LineStatuses(ctx, row.Receipt)
	if err != nil {
		return err
	}
	body := signOffBody{Receipt: row.Receipt.ID, Department: strings.TrimSpace(department), By: by.id}
	if body.Lines, err = signable(row.Receipt, lines, known); err != nil {
		return err
	}
	if body.Department == "" || !receipts.CleanText(body.Department, receipts.MaxName) {
		return refuse(ErrInput, "say which department signs this off, such as the pharmacy")
	}
	_, err = l.put(ctx, kindSignOff, receipts.NewID(), body, journal.Totals{})
	return wrap(err, "the sign-off was not kept")
}

// signable checks lines against their receipt and fills in whole quantities.
func signable(r receipts.Receipt, lines []Signed, known []LineStatus) ([]Signed, error) {
	switch {
	case r.Void != nil, r.Kind == receipts.KindRed:
		return nil, refuse(ErrSignOff, "receipt %s charges nothing; there is nothing to sign off", r.Number)
	case r.Refunded != nil && r.Refunded.Rest != "":
		return nil, refuse(ErrSignOff, "receipt %s was refunded; what stays charged is signed off on receipt %s", r.Number, r.Refunded.Rest)
	case r.Refunded != nil:
		return nil, refuse(ErrSignOff, "receipt %s was refunded; hand nothing out for it", r.Number)
	case len(lines) == 0:
		return nil, refuse(ErrInput, "name the lines that are signed off")
	}
	out := make([]Signed, len(lines))
	for i, s := range lines {
		if s.Line < 1 || s.Line > len(r.Lines) {
			return nil, refuse(ErrInput, "receipt %s has no line %d; it has %d", r.Number, s.Line, len(r.Lines))
		}
		var err error
		if out[i], err = s.whole(r.Lines[s.Line-1].Quantity, known[s.Line-1].Status); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// whole checks a word on a line of that quantity. Where before the line was said
// to be handed out or done, a part that was not leaves that said of the rest.
func (s Signed) whole(quantity receipts.Quantity, before Status) (Signed, error) {
	given := s.Status == Dispensed || s.Status == Performed
	switch {
	case !given && s.Status != NotGiven:
		return s, refuse(ErrInput, "line %d: write dispensed, performed or not, but not %.20q", s.Line, string(s.Status))
	case s.Not < 0 || s.Not > quantity:
		return s, refuse(ErrInput, "line %d has a quantity of %s; %s of it cannot be left", s.Line, quantity, s.Not)
	case given && s.Not == quantity:
		return s, refuse(ErrInput, "line %d: where nothing was handed out or done it is signed off as %q", s.Line, NotGiven)
	case !given && s.Not == 0:
		s.Not = quantity
	case !given && s.Not < quantity && (before == Dispensed || before == Performed):
		s.Status = before
	}
	return s, nil
}

// LineStatuses is what is known of each line of a receipt, in their order.
func (l *Ledger) LineStatuses(ctx context.Context, r receipts.Receipt) ([]LineStatus, error) {
	all := make([]LineStatus, len(r.Lines))
	for i := range all {
		all[i].Line = i + 1
	}
	rows, err := l.read.QueryContext(ctx, `SELECT line, status, not_e3, department, by_whom, at_us FROM signoffs WHERE receipt = ?`, r.Seq)
	known, err := collect(rows, err, "reading what was handed out", func(rows *sql.Rows) (s LineStatus, err error) {
		var at int64
		err = rows.Scan(&s.Line, &s.Status, &s.Not, &s.Department, &s.By, &at)
		s.At = time.UnixMicro(at).UTC()
		return s, err
	})
	for _, s := range known {
		if s.Line >= 1 && s.Line <= len(all) {
			all[s.Line-1] = s
		}
	}
	return all, err
}

// checkNotGiven refuses a refund of what nobody signed off as not handed out and
// not done (ErrSignOff).
func (l *Ledger) checkNotGiven(ctx context.Context, r receipts.Receipt, taken []receipts.Taken) error {
	statuses, err := l.LineStatuses(ctx, r)
	if err != nil {
		return err
	}
	if len(taken) == 0 {
		for i := range r.Lines {
			taken = append(taken, receipts.Taken{Line: i + 1})
		}
	}
	for _, t := range taken {
		line, s := r.Lines[t.Line-1], statuses[t.Line-1]
		want := t.Quantity
		if want == 0 {
			want = line.Quantity
		}
		switch {
		case s.Status == "":
			return refuse(ErrSignOff, "line %d (%s): nobody said yet that it was not handed out or done; let the department sign that off first", t.Line, line.Name)
		case s.Not < want && s.Status != NotGiven:
			return refuse(ErrHandedOut, "line %d (%s): %s of it was not handed out or done, says %s, so %s is not refunded", t.Line, line.Name, s.Not, s.Department, want)
		case s.Not < want:
			return refuse(ErrSignOff, "line %d (%s): %s was signed off as not handed out or done by %s, so %s is not refunded", t.Line, line.Name, s.Not, s.Department, want)
		}
	}
	return nil
}
