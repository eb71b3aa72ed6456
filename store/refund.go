package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// RefundRequest is what somebody at the window wants given back.
type RefundRequest struct {
	// ID is made at the window (a UUID) and becomes the red receipt's: the same
	// request again gives the same answer.
	ID string `json:"id"`
	// Number is the original's serial, or that of its form.
	Number string `json:"number"`
	// Taken is what of it is refunded; empty is all.
	Taken  []receipts.Taken `json:"taken,omitempty"`
	Reason string           `json:"reason"`
	// PaperReturned says that the original's paper was handed in; else PaperMissing
	// says why not.
	PaperReturned bool   `json:"paper_returned,omitempty"`
	PaperMissing  string `json:"paper_missing,omitempty"`
}

// RefundDone is what a refund wrote down.
type RefundDone struct {
	Red receipts.Receipt
	// Rest is what stays charged after a partial refund; nil where nothing does.
	Rest *receipts.Receipt
}

// Refund takes a receipt of this window back: a red receipt over the whole, and
// after a partial refund a new one over the rest, in one transaction with the
// original's outbox row, which is never sent any more. Where a ledger that is lost
// may have sent the original, both wait for a person. The open shift must be
// by's; somebody else approves it (WhatRefund, the receipt's number). What stands
// in the HIS, or may, is refunded there (ErrInHIS), as is a number that is none
// of the emergency charging's (ErrHISReceipt), which is written down. ErrRefunded
// for what was refunded already, ErrSignOff while a department has not said that
// a line was not handed out. Errors match ErrActor, ErrRole, ErrApproval,
// ErrShift, ErrInput, ErrRefund, ErrConflict, ErrNotFound and those of Sell too.
func (l *Ledger) Refund(ctx context.Context, by Actor, approval Approval, req RefundRequest) (RefundDone, error) {
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
	row, err := l.Receipt(ctx, req.Number)
	if errors.Is(err, ErrNotFound) {
		return RefundDone{}, l.refuseStrange(ctx, by, req, err)
	}
	if err != nil {
		return RefundDone{}, err
	}
	if err := mayRefund(row, req); err != nil {
		return RefundDone{}, err
	}
	if err := l.joinedWhole(ctx, row.Receipt); err != nil {
		return RefundDone{}, err
	}
	red, rest, err := receipts.Refund(row.Receipt, req.Taken, l.Rules())
	if err != nil {
		return RefundDone{}, err
	}
	if err := l.checkNotGiven(ctx, row.Receipt, red.Reversal.Taken); err != nil {
		return RefundDone{}, err
	}
	if err := l.covered(ctx, approval, by.id, WhatRefund, row.Receipt.Number); err != nil {
		return RefundDone{}, err
	}
	red.Reversal.Reason, red.Reversal.ApprovedBy, red.Reversal.PaperMissing = req.Reason, approval.By(), req.PaperMissing
	body := refundBody{Original: row.Receipt.ID}
	body.Approvals, body.Held = []approvalBody{approval.body}, sentBeforeLoss(row)
	held := body.Held
	if row.State == Held { // the rest may stand in the HIS as the original may
		held = row.Reason
	}
	return l.giveBack(ctx, by, givingBack{id: req.ID, mark: mark, red: red, rest: rest, held: held, body: body})
}

// mayGiveBack checks who gives money back, and out of which drawer.
func (l *Ledger) mayGiveBack(ctx context.Context, by Actor, id string) error {
	if err := l.may(ctx, by, incident.RoleCashier, "refund a receipt"); err != nil {
		return err
	}
	if parsed, err := uuid.Parse(id); err != nil || parsed == uuid.Nil {
		return refuse(ErrInput, "the refund's id %.60q is not a UUID of its own", id)
	}
	now := l.current()
	switch {
	case now.identity.Drill:
		return nil
	case now.shift.ID == "":
		return refuse(ErrShift, "no shift is open at this window; a refund counts in the shift of whoever gives the money back, open one first")
	case now.shift.Cashier != by.id:
		return refuse(ErrShift, "the open shift is %s's; it must be closed before %s gives money back", now.shift.Cashier, by.id)
	}
	return nil
}

// mayRefund checks the original's state, and what was said about its paper. What
// was never sent, was refused there, certainly never left or was looked for and
// not found is taken back here; anything else may stand in the HIS.
func mayRefund(row OutboxRow, req RefundRequest) error {
	r := row.Receipt
	if err := checkReasons("a refund", req.Reason, req.PaperReturned, req.PaperMissing); err != nil {
		return err
	}
	switch {
	case r.Kind == receipts.KindRed:
		return refuse(ErrRefund, "%s is a red receipt; it gives money back and is not refunded itself", r.Number)
	case r.Void != nil:
		return refuse(ErrRefund, "receipt %s was voided; there is nothing to refund", r.Number)
	case r.Refunded != nil && r.Refunded.Rest != "":
		return refuse(ErrRefunded, "receipt %s was refunded by %s; what stays charged is receipt %s, refund that one", r.Number, r.Refunded.Red, r.Refunded.Rest)
	case r.Refunded != nil:
		return refuse(ErrRefunded, "receipt %s was refunded by %s", r.Number, r.Refunded.Red)
	}
	switch row.State {
	case Pending, Refused, Held:
		return nil
	}
	return refuse(ErrInHIS, "receipt %s is %s in the HIS, or may stand there; refund it in the HIS", r.Number, row.State)
}

// checkReasons checks why a receipt is taken back, by a void or a refund, and what
// became of its paper.
func checkReasons(what, reason string, returned bool, missing string) error {
	if err := receipts.CheckReason(what, reason); err != nil {
		return refuse(ErrInput, "%v", err)
	}
	switch {
	case returned && missing != "":
		return refuse(ErrInput, "the original's paper is said to be here and to be missing; say one of both")
	case !returned:
		if err := receipts.CheckReason(what+" without the original's paper", missing); err != nil {
			return refuse(ErrInput, "%v", err)
		}
	}
	return nil
}

// refuseStrange refuses a number that this window does not have.
func (l *Ledger) refuseStrange(ctx context.Context, by Actor, req RefundRequest, notFound error) error {
	number, id := receipts.CleanNumber(req.Number), l.Identity()
	switch {
	case number == "" || !receipts.CleanText(number, receipts.MaxName), strings.HasPrefix(number, id.Prefix+"-"):
		return notFound
	case windowNumber.MatchString(number):
		return refuse(ErrForeign, "receipt %s is not of this window; refund it by the code on its paper, or by its number with what it came to", number)
	}
	return l.refuseHISReceipt(ctx, by, number, req.Reason)
}

// refuseHISReceipt writes down that a receipt was to be refunded whose number is
// none of the emergency charging's.
func (l *Ledger) refuseHISReceipt(ctx context.Context, by Actor, number, reason string) error {
	body := refundRefusedBody{Number: number, By: by.id, Reason: reason}
	if _, err := l.put(ctx, kindRefundRefused, receipts.NewID(), body, journal.Totals{}); err != nil {
		return fmt.Errorf("the refused refund was not kept: %w", err)
	}
	return refuse(ErrHISReceipt, "%s is no receipt of the emergency charging; what the HIS charged before the outage is refunded in the HIS only", number)
}

// givingBack is a refund that is decided and about to be written.
type givingBack struct {
	id   string
	mark fingerprint
	red  receipts.Receipt
	rest *receipts.Receipt
	held string
	body refundBody
}

// giveBack numbers and writes a red receipt and, in the same transaction, what
// stays charged. The caller holds l.mu.
func (l *Ledger) giveBack(ctx context.Context, by Actor, g givingBack) (RefundDone, error) {
	last := l.journal.Head().Totals.Receipts
	forms := l.takeForms(2)
	g.red.ID, g.red.Cashier = g.id, by.id
	l.place(&g.red, last+1, forms[0])
	uses := []*numberUse{forms[0].use}
	if g.rest != nil {
		g.rest.ID, g.rest.Cashier = receipts.RestID(g.id), by.id
		l.place(g.rest, last+2, forms[1])
		g.rest.Cites, g.red.ReplacedBy = g.red.Number, g.rest.Number
		hold := agreed{held: g.held}
		if doubt := l.clock.doubt(g.rest.At, g.rest.Shift != ""); doubt != "" {
			g.rest.ClockDoubtful = true
			hold.hold(doubt)
		}
		rest, err := l.sealSale(*g.rest, g.mark)
		if err != nil {
			return RefundDone{}, err
		}
		rest.Use, rest.Held, rest.From = forms[1].use, hold.held, &restFrom{Original: g.body.Original, Lines: linesLeft(g.red), Unsaid: true}
		g.body.Rest = &rest
		uses = append(uses, forms[1].use)
	}
	if doubt := l.clock.doubt(g.red.At, g.red.Shift != ""); doubt != "" {
		g.red.ClockDoubtful = true
	}
	sealed, err := l.sealSale(g.red, g.mark)
	if err != nil {
		return RefundDone{}, err
	}
	sealed.Use, sealed.Approvals, sealed.Held = forms[0].use, g.body.Approvals, g.body.Held
	g.body.saleBody = sealed
	return l.writeRefund(ctx, g, uses)
}

func (l *Ledger) writeRefund(ctx context.Context, g givingBack, uses []*numberUse) (RefundDone, error) {
	red, err := newRecord(kindRefund, g.red.ID, g.body, journal.Totals{Receipts: 1, Voids: int64(-g.red.Total)})
	if err != nil {
		return RefundDone{}, err
	}
	records := []record{red}
	if g.rest != nil {
		rest, err := restRecord(g.body)
		if err != nil {
			return RefundDone{}, err
		}
		records = append(records, rest)
	}
	entries, err := l.appendAll(ctx, records...)
	if err != nil {
		return RefundDone{}, fmt.Errorf("the refund was not kept: %w", err)
	}
	for _, u := range uses {
		l.numberGiven(u)
	}
	g.red.Seq, g.red.Head = entries[0].Seq, entries[0].Hash.String()
	if g.rest != nil {
		g.rest.Seq, g.rest.Head = entries[1].Seq, entries[1].Hash.String()
	}
	return RefundDone{Red: g.red, Rest: g.rest}, nil
}

// restRecord is the sale's entry that follows a partial refund's.
func restRecord(b refundBody) (record, error) {
	rest := *b.Rest
	return newRecord(kindSale, rest.Receipt.ID, rest, journal.Totals{Receipts: 1, Sales: int64(rest.Receipt.Total)})
}

// linesLeft is which line of the original each line of the rest is.
func linesLeft(red receipts.Receipt) (from []int) {
	whole := red
	whole.Lines = slices.Clone(red.Lines)
	for i := range whole.Lines {
		whole.Lines[i].Quantity = -whole.Lines[i].Quantity
	}
	for i := range whole.Lines {
		if whole.RestLine(red.Reversal.Taken, i+1) > 0 {
			from = append(from, i+1)
		}
	}
	return from
}

// finishRefund writes the rest receipt of a partial refund whose red one is the
// journal's last entry: where the database was lost, the second copy may hold that
// one alone (appendAll).
func (l *Ledger) finishRefund(ctx context.Context) error {
	var body refundBody
	last := l.journal.Head().Seq
	err := journal.Entries(ctx, l.write, last, last, func(e journal.Entry) (err error) {
		if e.Kind == kindRefund {
			body, err = decode[refundBody](e)
		}
		return err
	})
	if err != nil || body.Rest == nil {
		return err
	}
	rest, err := restRecord(body)
	if err != nil {
		return err
	}
	l.opt.Log.Warn("a partial refund is completed by its rest receipt", "red", body.Receipt.Number, "rest", body.Rest.Receipt.Number)
	return l.journal.Write(ctx, func(b *journal.Batch) error {
		e, err := b.Append(ctx, journal.Draft{Kind: rest.kind, ID: rest.id, Body: rest.raw, Add: rest.add})
		if err != nil {
			return err
		}
		return preparing(b.Tx).apply(ctx, e, rest.body)
	})
}

// refundDone looks a request's id up. known is false where it was never carried
// out.
func (l *Ledger) refundDone(ctx context.Context, id string, mark fingerprint) (done RefundDone, known bool, err error) {
	e, known, err := byID(ctx, l.read, id)
	if err != nil || !known {
		return done, false, err
	}
	if e.Kind != kindRefund {
		return done, true, refuse(ErrConflict, "the id %s belongs to another entry (%s) of this ledger", id, e.Kind)
	}
	body, err := decode[refundBody](e)
	if err != nil {
		return done, true, err
	}
	if !mark.of(body.Bill) {
		return done, true, refuse(ErrConflict, "the refund %s was carried out as receipt %s with other content; nothing was changed", id, body.Receipt.Number)
	}
	row, err := l.ReceiptByID(ctx, id)
	if err != nil {
		return done, true, err
	}
	done.Red = row.Receipt
	if body.Rest != nil {
		rest, err := l.ReceiptByID(ctx, body.Rest.Receipt.ID)
		if err != nil {
			return done, true, err
		}
		done.Rest = &rest.Receipt
	}
	return done, true, nil
}
