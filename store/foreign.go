package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"outpost/receipts"
)

// ReasonForeign begins the reason of a red receipt over another window's, which
// waits for a person to match it.
const ReasonForeign = "refund of another window's receipt"

// ForeignRefund is a receipt of another window that a patient brings here.
type ForeignRefund struct {
	// ID is made at the window (a UUID) and becomes the red receipt's.
	ID      string           `json:"id"`
	Receipt receipts.Foreign `json:"receipt"`
	Reason  string           `json:"reason"`
	// PaperReturned and PaperMissing are as in RefundRequest.
	PaperReturned bool   `json:"paper_returned,omitempty"`
	PaperMissing  string `json:"paper_missing,omitempty"`
}

// RefundForeign gives back what another window charged: a red receipt of this
// window's own over the whole, held back as a case until a person has matched it
// with what became of the other receipt. Once for each number at this window
// (ErrRefunded); somebody else approves it (WhatForeignRefund, the receipt's
// number). A number that no window gives out, without a code, is the HIS's
// (ErrHISReceipt), and that is written down; one of this window is refunded by
// Refund (ErrForeign). Errors match ErrActor, ErrRole, ErrApproval, ErrShift,
// ErrInput, ErrConflict and those of receipts.RefundForeign too.
func (l *Ledger) RefundForeign(ctx context.Context, by Actor, approval Approval, req ForeignRefund) (RefundDone, error) {
	req.Receipt.Number = receipts.CleanNumber(req.Receipt.Number)
	mark, err := l.fingerprint(req)
	if err != nil {
		return RefundDone{}, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return RefundDone{}, err
	}
	if done, known, err := l.refundDone(ctx, req.ID, mark); known || err != nil {
		return done, err
	}
	if err := l.mayGiveBack(ctx, by, req.ID); err != nil {
		return RefundDone{}, err
	}
	if err := l.mayRefundForeign(ctx, by, req); err != nil {
		return RefundDone{}, err
	}
	red, err := receipts.RefundForeign(req.Receipt, l.Rules())
	if err != nil {
		return RefundDone{}, err
	}
	number := req.Receipt.Number
	if err := l.covered(ctx, approval, by.id, WhatForeignRefund, number); err != nil {
		return RefundDone{}, err
	}
	red.Reversal.Reason, red.Reversal.ApprovedBy, red.Reversal.PaperMissing = req.Reason, approval.By(), req.PaperMissing
	body := refundBody{Foreign: number, Code: req.Receipt.Code}
	body.Approvals, body.Held = []approvalBody{approval.body}, foreignReason(req.Receipt)
	return l.giveBack(ctx, by, givingBack{id: req.ID, mark: mark, red: red, body: body})
}

// CheckForeign says, before somebody else is asked for an approval, why another
// window's receipt is not refunded here; as RefundForeign does, it writes down
// that one of the HIS was to be. Errors match those of RefundForeign.
func (l *Ledger) CheckForeign(ctx context.Context, by Actor, req ForeignRefund) error {
	req.Receipt.Number = receipts.CleanNumber(req.Receipt.Number)
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return err
	}
	if err := l.mayGiveBack(ctx, by, req.ID); err != nil {
		return err
	}
	return l.mayRefundForeign(ctx, by, req)
}

// IsWindowNumber says that some window may have given a number out; any other one
// without a code is a receipt of the HIS.
func IsWindowNumber(number string) bool {
	return windowNumber.MatchString(receipts.CleanNumber(number))
}

// foreignReason is why the red receipt waits for a person.
func foreignReason(f receipts.Foreign) string {
	why := "nothing but its paper speaks for it"
	if f.Verified {
		why = "its code was verified"
	}
	return fmt.Sprintf("%s: %s; %s; match it with that window's receipt and refund it in the HIS if it stands there", ReasonForeign, f.Number, why)
}

func (l *Ledger) mayRefundForeign(ctx context.Context, by Actor, req ForeignRefund) error {
	number := req.Receipt.Number
	if err := receipts.CheckReason("a refund", req.Reason); err != nil {
		return refuse(ErrInput, "%v", err)
	}
	switch {
	case number == "" || !receipts.CleanText(number, receipts.MaxName):
		return refuse(ErrInput, "say which receipt it is: its code or its number")
	case strings.HasPrefix(number, l.Identity().Prefix+"-"):
		return refuse(ErrForeign, "receipt %s is of this window; refund it as such", number)
	case req.Receipt.Code == "" && !IsWindowNumber(number):
		return l.refuseHISReceipt(ctx, by, number, req.Reason)
	}
	if err := checkReasons("a refund", req.Reason, req.PaperReturned, req.PaperMissing); err != nil {
		return err
	}
	if row, err := l.Receipt(ctx, number); err == nil {
		return refuse(ErrForeign, "receipt %s stands in this window's ledger as %s; refund it as such", number, row.Receipt.Number)
	} else if !errors.Is(err, ErrNotFound) {
		return err
	}
	var red string
	err := l.read.QueryRowContext(ctx, `SELECT r.number FROM foreign_refunds f JOIN receipts r ON r.seq = f.seq WHERE f.number = ?`, number).Scan(&red)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return wrap(err, "looking for an earlier refund")
	}
	return refuse(ErrRefunded, "receipt %s was refunded at this window by %s", number, red)
}
