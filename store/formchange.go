package store

import (
	"context"
	"errors"
	"strings"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// ErrNoForm: no printed form is left to print on.
var ErrNoForm = errors.New("no form left")

// ChangeForm puts a receipt on the next form: the one that bore it, spoiled in
// the printer or returned, is voided, and both stay recorded. A receipt on plain
// paper gets its first form so. It prints nothing; the print that follows is a
// copy like every reprint. A void receipt is ErrVoid, no form left ErrNoForm.
func (l *Ledger) ChangeForm(ctx context.Context, by Actor, number, reason string) (receipts.Receipt, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return receipts.Receipt{}, err
	}
	if err := l.may(ctx, by, incident.RoleCashier, "print on another form"); err != nil {
		return receipts.Receipt{}, err
	}
	row, err := l.Receipt(ctx, number)
	if err != nil {
		return receipts.Receipt{}, err
	}
	r := row.Receipt
	form, use := l.takeNumber(RangeForm)
	switch {
	case r.Void != nil:
		return r, refuse(ErrVoid, "receipt %s is void; it goes on no other form", r.Number)
	case strings.TrimSpace(reason) == "" || !printable(reason):
		return r, refuse(ErrInput, "another form needs the reason, such as: torn in the printer; at most %d characters", receipts.MaxName)
	case use == nil:
		return r, refuse(ErrNoForm, "no printed form is left; take a range out first, or print a copy on plain paper")
	}
	body := formChangeBody{Receipt: r.ID, Was: r.Form, Form: form, Use: use, By: by.ID(), Reason: strings.TrimSpace(reason)}
	if r.Form != "" {
		old, n, err := l.findNumber(ctx, RangeForm, r.Form)
		switch {
		case err == nil:
			body.WasUse = &numberUse{Range: old.ID, N: n}
		case !errors.Is(err, ErrNotFound): // not found: a form of another window
			return r, err
		}
	}
	if _, err := l.put(ctx, kindFormChange, receipts.NewID(), body, journal.Totals{}); err != nil {
		return r, wrap(err, "the other form was not kept")
	}
	l.numberGiven(use)
	if r.Form != "" {
		r.FormsBefore = append(r.FormsBefore, r.Form)
	}
	r.Form = form
	return r, nil
}
