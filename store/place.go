package store

import (
	"outpost/receipts"
)

// form is the number of a printed form that a receipt takes, and its use; both
// empty on plain paper.
type form struct {
	number string
	use    *numberUse
}

// takeForms is the next n forms, as takeNumber.
func (l *Ledger) takeForms(n int) []form {
	forms, left := make([]form, n), l.current().pools
	for i := range forms {
		r, at, ok := left.next(RangeForm)
		if !ok {
			break
		}
		forms[i] = form{r.Number(at), &numberUse{Range: r.ID, N: at}}
		left = left.with(r.given(at))
	}
	return forms
}

// place gives a receipt the running number n, its form, the present time and the
// open shift.
func (l *Ledger) place(r *receipts.Receipt, n int64, f form) {
	now := l.current()
	r.Station, r.Drill, r.Shift = now.identity.Station, now.identity.Drill, now.shift.ID
	r.Number, r.Form = now.identity.number(n), f.number
	r.At = l.opt.Now().UTC().Truncate(1000)
	r.Day = now.identity.dayIn(now.zone, r.At)
}
