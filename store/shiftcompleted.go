package store

import (
	"context"

	"outpost/receipts"
)

// Completed is the report of a shift that was closed before its former ledger was
// joined, with what came in by joining: the figures are those of now, what was
// counted stays, and Signed is the report as it was signed at the close. Every
// other report is returned as it is.
func (l *Ledger) Completed(ctx context.Context, signed ShiftReport) (ShiftReport, error) {
	if signed.NotJoinedBefore.IsZero() || signed.Closed.IsZero() {
		return signed, nil
	}
	if unjoined, err := l.Unjoined(ctx); err != nil || unjoined {
		return signed, err
	}
	s, err := l.ShiftByID(ctx, signed.Shift)
	if err != nil {
		return signed, err
	}
	r, err := l.ShiftReport(ctx, s)
	if err != nil {
		return signed, err
	}
	r.Signed, r.NotJoinedBefore = &signed, signed.NotJoinedBefore
	r.Closed, r.ClosedBy, r.ApprovedBy, r.Approval = signed.Closed, signed.ClosedBy, signed.ApprovedBy, signed.Approval
	r.Counted, r.NotCounted, r.Pieces, r.Explained = signed.Counted, signed.NotCounted, signed.Pieces, signed.Explained
	r.Next, r.ContinuedAt, r.Drafts = signed.Next, signed.ContinuedAt, signed.Drafts
	r.Head, r.Checkpoint = signed.Head, signed.Checkpoint
	if r.Counted != nil {
		difference := *r.Counted - r.Expected
		r.Difference = &difference
	}
	r.TenderCounts = recounted(signed.TenderCounts, r.Tenders)
	return r, nil
}

// recounted compares what was counted with what the tenders come to now.
func recounted(counts []TenderCount, tenders []TenderTotal) []TenderCount {
	taken := map[string]receipts.Money{}
	for _, t := range tenders {
		taken[t.Tender] = t.Amount
	}
	var all []TenderCount
	for _, c := range counts {
		c.Expected = taken[c.Tender]
		all = append(all, c)
	}
	return all
}

// CompletedShifts are Shifts, each Completed.
func (l *Ledger) CompletedShifts(ctx context.Context) ([]ShiftReport, error) {
	all, err := l.Shifts(ctx)
	for i := range all {
		if err == nil {
			all[i], err = l.Completed(ctx, all[i])
		}
	}
	return all, err
}
