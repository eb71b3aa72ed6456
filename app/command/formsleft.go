package command

import (
	"context"

	"outpost/app/station"
	"outpost/store"
)

// warnings are what a charging command said of forms and drawer: once each.
type warnings struct{ low, empty, drawer bool }

// warnForms says that the printed forms come to their end, or are used up:
// charging goes on without a form's number.
func (a *app) warnForms(s *station.Station, said *warnings) {
	left := s.Ledger.NumbersLeft(store.RangeForm)
	switch {
	case left.Empty() && !said.empty:
		said.empty, said.low = true, true
		a.warn("THE PRINTED FORMS ARE USED UP: receipts go on without a form's number. Take a range out with 'outpost range take'.")
	case left.Low(s.Settings().Ranges.Warn) && !said.low:
		said.low = true
		a.warn("%d {printed form is/printed forms are} left (next %s). Take a range out in time with 'outpost range take'.", left.Left, left.Next)
	}
}

// warnDrawer says that the drawer holds more than its limit, not how much: the
// cashier is to count it blind.
func (a *app) warnDrawer(ctx context.Context, s *station.Station, said *warnings) {
	limit := s.Settings().DrawerLimit()
	if said.drawer || limit == 0 {
		return
	}
	holds, err := s.Ledger.Drawer(ctx)
	if err != nil {
		a.log.Warn("the drawer could not be added up", "error", err)
		return
	}
	if holds > limit {
		said.drawer = true
		a.warn("the drawer holds more than %s; hand cash over and write it down with 'outpost shift drop'.", s.Ledger.Rules().Currency.Display(limit))
	}
}

// describeNumbers says in the status what is left of forms and patient numbers.
func (a *app) describeNumbers(v statusView) {
	switch {
	case v.Forms.Empty():
		a.say("THE PRINTED FORMS ARE USED UP; receipts go on without a form's number")
	case v.Forms.Taken:
		a.say("%d {printed form/printed forms} left, next %s (batch %s)", v.Forms.Left, v.Forms.Next, v.Forms.Batch)
	}
	if v.PatientNumbers.Taken {
		a.say("%d {patient number/patient numbers} left of the range taken out", v.PatientNumbers.Left)
	}
}
