package store

import (
	"context"
	"fmt"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// VoidRequest is a receipt that is taken back in the shift that charged it.
type VoidRequest struct {
	// Number is the receipt's serial, or that of its form.
	Number string
	Reason string
	// PaperReturned says that the receipt's paper was handed in; else PaperMissing
	// says why not.
	PaperReturned bool
	PaperMissing  string
}

// Void takes a receipt of the open shift back: its cashier, or a supervisor. A
// receipt that has gone to the HIS, or may have, is refunded there instead
// (ErrVoid), and one of which a department said that a line was handed out or done
// is not taken back before it says otherwise (ErrHandedOut). What was paid
// electronically is owed (Owed) until it goes back or pays another receipt. Errors
// match ErrActor, ErrRole, ErrInput, ErrNotFound too.
func (l *Ledger) Void(ctx context.Context, by Actor, req VoidRequest) (receipts.Receipt, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return receipts.Receipt{}, err
	}
	row, err := l.Receipt(ctx, req.Number)
	if err != nil {
		return receipts.Receipt{}, err
	}
	r := row.Receipt
	least := incident.RoleCashier
	if by.id != r.Cashier {
		least = incident.RoleSupervisor
	}
	if err := l.may(ctx, by, least, "take back a receipt of "+r.Cashier); err != nil {
		return r, err
	}
	if err := l.mayVoid(row, req); err != nil {
		return r, err
	}
	if err := l.checkNothingGiven(ctx, r); err != nil {
		return r, err
	}
	if err := l.joinedWhole(ctx, r); err != nil {
		return r, err
	}
	body := voidBody{Receipt: r.ID, By: by.id, Reason: req.Reason, PaperMissing: req.PaperMissing, Owed: electronic(r.Settled().Payments, l.Rules())}
	entry, err := l.put(ctx, kindVoid, receipts.NewID(), body, journal.Totals{Voids: int64(r.Total)})
	if err != nil {
		return r, fmt.Errorf("the void was not kept: %w", err)
	}
	r.Void = &receipts.Void{At: entry.At, By: by.id, Reason: req.Reason, PaperMissing: req.PaperMissing}
	return r, nil
}

func (l *Ledger) mayVoid(row OutboxRow, req VoidRequest) error {
	if err := checkReasons("a void", req.Reason, req.PaperReturned, req.PaperMissing); err != nil {
		return err
	}
	r, now := row.Receipt, l.current()
	switch {
	case r.Void != nil:
		return refuse(ErrVoid, "receipt %s is void already", r.Number)
	case r.Refunded != nil:
		return refuse(ErrVoid, "receipt %s was refunded by %s", r.Number, r.Refunded.Red)
	case r.Kind != receipts.KindSale:
		return refuse(ErrVoid, "receipt %s belongs to a refund; what it charges is refunded, not voided", r.Number)
	case sentBeforeLoss(row) != "":
		return refuse(ErrVoid, "receipt %s was entered again from its paper, and the ledger that is lost may have sent it to the HIS; refund it, so that somebody looks there", r.Number)
	case !now.identity.Drill && (now.shift.ID == "" || r.Shift != now.shift.ID):
		return refuse(ErrVoid, "receipt %s is of another shift; a void is for the shift that sold it, afterwards it is a refund", r.Number)
	case row.State != Pending && row.State != Refused && row.State != Held:
		return refuse(ErrVoid, "receipt %s has gone to the HIS (%s); refund it there", r.Number, row.State)
	}
	return nil
}

// checkNothingGiven refuses to take a receipt back as a whole of which a line, or a
// part of one, was handed out or done.
func (l *Ledger) checkNothingGiven(ctx context.Context, r receipts.Receipt) error {
	statuses, err := l.LineStatuses(ctx, r)
	for i, s := range statuses {
		if s.Status == Dispensed || s.Status == Performed {
			return refuse(ErrHandedOut, "line %d (%s) was %s, says %s; the receipt is not voided. Let the department say otherwise if it was taken back, or refund what was not handed out", i+1, r.Lines[i].Name, s.Status, s.Department)
		}
	}
	return err
}
