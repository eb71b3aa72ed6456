// Package proof makes the proof of completeness of one window: it collects from
// the ledger what sync/reconcile compares, and writes the result as a document
// in the language of the screen. The screen and the command show the same proof.
package proof

import (
	"context"
	"fmt"
	"slices"
	"time"

	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
	"outpost/sync/reconcile"
)

const (
	// page is how many rows of the outbox are read at a time.
	page = 500
	// attempts is how often collecting starts anew because the window sold or
	// voided meanwhile.
	attempts = 5
	// mostEvents is how many lines of the timeline are looked through for the
	// first switch and the last return.
	mostEvents = 100_000
)

// Collect reads everything that the proof compares, verifies the whole ledger
// and makes the proof. It takes about as long as reading the ledger through, so
// a screen calls it in the background. Selling goes on meanwhile: when a receipt
// was added while it read, it reads again.
func Collect(ctx context.Context, s *station.Station) (reconcile.Proof, error) {
	for range attempts {
		before := s.Ledger.Head()
		in, err := input(ctx, s)
		if err != nil {
			return reconcile.Proof{}, fmt.Errorf("collecting the proof: %w", err)
		}
		if s.Ledger.Head().Totals == before.Totals {
			return reconcile.Prove(in), nil
		}
	}
	return reconcile.Proof{}, fmt.Errorf("collecting the proof: the window sold during every one of %d attempts; close the shift and try again", attempts)
}

func input(ctx context.Context, s *station.Station) (reconcile.Input, error) {
	l, id := s.Ledger, s.Ledger.Identity()
	in := reconcile.Input{Currency: l.Rules().Currency, Now: s.Now()}
	var err error
	if in.Rows, err = Rows(ctx, l); err != nil {
		return in, err
	}
	if in.Shifts, err = shifts(ctx, l, id.Station); err != nil {
		return in, err
	}
	if in.Outage, err = frame(ctx, s); err != nil {
		return in, err
	}
	if in.Unconfirmed, err = l.CountUnconfirmed(ctx); err != nil {
		return in, err
	}
	checked, err := l.Verify(ctx)
	if err != nil {
		return in, err
	}
	if in.Decided, err = l.FindingDecisions(ctx); err != nil {
		return in, err
	}
	head := l.Head()
	spared, err := l.SparedSerials(ctx)
	if err != nil {
		return in, err
	}
	free := append(leftFree(id), spared...)
	in.Ranges = serials(id, head.Totals.Receipts, free)
	in.Ledger = reconcile.Ledger{
		Sold: int(head.Totals.Receipts-id.Above) - len(free) + unnumbered(in.Rows, id), Total: receipts.Money(head.Totals.Sales), TakenBack: receipts.Money(head.Totals.Voids),
		Head: head.Hash.String(), Seq: head.Seq, Verified: checked.OK,
	}
	accounts, err := l.RangeAccounts(ctx)
	for _, a := range accounts {
		in.Forms = append(in.Forms, reconcile.FormRange{Station: id.Station, RangeAccount: a})
	}
	return in, err
}

// leftFree are the numbers that were never given out, because a ledger went on
// above them for one that was set aside.
func leftFree(id store.Identity) (free []int64) {
	if id.Continues == nil {
		return nil
	}
	for _, span := range id.Continues.Free {
		for n := span.First; n <= span.Last; n++ {
			free = append(free, n)
		}
	}
	return free
}

// serials are the window's own receipt numbers. They run without a gap from 1
// (store, Identity): what was given out is what the journal counts; where it goes
// on for a ledger that was set aside, some were left free, and where an entry
// could not be read, some were spared. A lost ledger gave out those before.
func serials(id store.Identity, last int64, free []int64) []reconcile.Range {
	own := reconcile.Range{Station: id.Station, Prefix: id.Prefix + "-", Digits: 7, First: id.Above + 1, Last: last, Next: last + 1, Spoiled: free}
	if id.Above == 0 {
		return []reconcile.Range{own}
	}
	lost := own
	lost.Lost, lost.First, lost.Last, lost.Next, lost.Spoiled = true, 1, id.Above, own.First, nil
	return []reconcile.Range{lost, own}
}

// unnumbered counts the receipts that stand here under a number which this ledger
// did not give out for them: twins, and those of a lost ledger entered again.
func unnumbered(rows []store.OutboxRow, id store.Identity) (n int) {
	lost := serials(id, id.Above, nil)[0]
	for _, row := range rows {
		r := row.Receipt
		_, twin := store.TwinOf(r.Number)
		if !r.Paper && (twin || lost.Lost && lost.Holds(r.Number)) {
			n++
		}
	}
	return n
}

// Rows reads every receipt of a ledger with its state in the outbox, in the
// order of the sales.
func Rows(ctx context.Context, l *store.Ledger) ([]store.OutboxRow, error) {
	var all []store.OutboxRow
	after := int64(0)
	for {
		rows, err := l.Outbox(ctx, after, page)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
		if len(rows) < page {
			return all, nil
		}
		after = rows[len(rows)-1].Receipt.Seq
	}
}

// shifts are the closed ones as their reports say, with what came in by joining,
// and the open one as it stands now.
func shifts(ctx context.Context, l *store.Ledger, stationName string) ([]reconcile.Shift, error) {
	reports, err := l.CompletedShifts(ctx)
	if err != nil {
		return nil, err
	}
	var all []reconcile.Shift
	for _, r := range reports {
		all = append(all, shift(r, stationName, true))
	}
	if open := l.Shift(); open.ID != "" {
		report, err := l.ShiftReport(ctx, open)
		if err != nil {
			return nil, err
		}
		all = append(all, shift(report, stationName, false))
	}
	return all, nil
}

func shift(r store.ShiftReport, stationName string, closed bool) reconcile.Shift {
	s := reconcile.Shift{
		ID: r.Shift, Station: stationName, Cashier: r.Cashier, Closed: closed, Tenders: map[string]receipts.Money{},
	}
	for _, t := range r.Tenders {
		s.Tenders[t.Tender] = t.Amount
	}
	s.Expected, s.Counted, s.Explained = r.Expected, r.Expected, r.Explained
	switch {
	case r.Counted != nil:
		s.Counted = *r.Counted
	case r.NotCounted != "":
		s.Counted = 0 // nobody counted: what is expected is open until it is explained
	}
	return s
}

// frame is when the window charged stand-alone and how old the copied data was:
// from the T0 of the first incident in which it switched to its last return, and
// the oldest price list in force.
func frame(ctx context.Context, s *station.Station) (reconcile.Outage, error) {
	var out reconcile.Outage
	events, err := s.Ledger.Timeline(ctx, "", mostEvents)
	if err != nil {
		return out, err
	}
	out.Incidents = incidents(events)
	if n := len(out.Incidents); n > 0 {
		out.From, out.To = out.Incidents[0].T0, out.Incidents[n-1].Returned
	}
	if s.Ledger.Mode() == incident.ModeStandalone {
		out.To = time.Time{} // it goes on
	}
	out.DataAsOf, err = PricesAsOf(ctx, s)
	return out, err
}

// incidents takes the outages in which the window switched from a timeline, the
// newest event first; they come out oldest first.
func incidents(events []incident.Event) []reconcile.Incident {
	var all []reconcile.Incident
	for _, e := range slices.Backward(events) {
		i := slices.IndexFunc(all, func(known reconcile.Incident) bool { return known.ID == e.Incident })
		switch {
		case e.Code == incident.CodeStandaloneStart && i < 0:
			all = append(all, reconcile.Incident{ID: e.Incident, T0: onset(e), Standalone: e.At})
		case e.Code == incident.CodeStandaloneStart:
			all[i].Returned = time.Time{} // it switched once more
		case e.Code == incident.CodeReturnedToHIS && i >= 0:
			all[i].Returned = e.At
		}
	}
	return all
}

// onset is the incident's T0, which its id carries; the time of the event where
// the id carries none.
func onset(e incident.Event) time.Time {
	if at, err := time.Parse("I20060102T150405.000000Z", e.Incident); err == nil {
		return at
	}
	return e.At
}

// PricesAsOf is when the oldest price list in force was copied; zero where none
// is.
func PricesAsOf(ctx context.Context, s *station.Station) (time.Time, error) {
	lists, err := s.Ledger.PriceLists(ctx)
	if err != nil {
		return time.Time{}, err
	}
	kept, err := s.Catalog.Versions(ctx)
	if err != nil {
		return time.Time{}, err
	}
	var oldest time.Time
	for _, list := range lists {
		for _, v := range kept {
			if v.Hash == list.Hash && (oldest.IsZero() || v.At.Before(oldest)) {
				oldest = v.At
			}
		}
	}
	return oldest, nil
}
