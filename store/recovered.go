package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"outpost/receipts"
	"outpost/store/journal"
)

// ErrRecovered: a receipt cannot be entered again from its code so.
var ErrRecovered = errors.New("receipt from its code")

// kindRecovered is a receipt of a ledger that is lost, entered again from the
// signed code on its paper.
const kindRecovered = "recovered"

var recoveredKinds = []kind{kindOf(kindRecovered, projector.recovered)}

// recoveredBody is kept as a sale is, with the code that proves it.
type recoveredBody struct {
	saleBody
	Code string `json:"code"`
	// Undone is set where it was taken back before it was entered again.
	Undone undone `json:"undone,omitzero"`
}

func (p projector) recovered(ctx context.Context, e journal.Entry, b recoveredBody) error {
	if b.Use != nil { // a number that was spared because nobody could say whose it was
		if err := p.exec(ctx, `DELETE FROM range_marks WHERE range = ? AND first = ? AND by_whom = ?`, b.Use.Range, b.Use.N, sparedBy); err != nil {
			return err
		}
	}
	if err := p.sale(ctx, e, b.saleBody); err != nil {
		return err
	}
	return p.undo(ctx, e, b.Undone)
}

// Recovery is a receipt of a lost ledger as the code on its paper says it. The
// caller has verified the code's signature; its lines, payments and patient are
// completed from this window's copied data and the paper.
type Recovery struct {
	// Receipt has the paper's id, number, form, time, lines, rounding, total,
	// payments and patient.
	Receipt receipts.Receipt `json:"receipt"`
	// Code is the text of the code.
	Code string `json:"code"`
}

// RecordRecovered enters a receipt of a lost ledger again, under its own id,
// number and time: it counts in the open shift of whoever enters it, as a receipt
// written on paper does (ErrShift), and goes to the HIS under the id that it
// always had, so that one which was sent before the loss is not charged twice. A
// receipt that stands in this ledger already is returned as it stands (known),
// whatever the code says. A number of this window's own series is never given out
// again, and none is entered before a former ledger that was set aside is joined;
// what an entry here has taken back since stays taken back; one that another
// receipt here has is entered beside it, marked and held until somebody has
// compared both. Errors match ErrRecovered, ErrActor, ErrShift
// and those of receipts.
func (l *Ledger) RecordRecovered(ctx context.Context, by Actor, rec Recovery) (r receipts.Receipt, known bool, err error) {
	r = rec.Receipt
	r.At, r.Number, r.Form = r.At.UTC().Truncate(time.Microsecond), receipts.CleanNumber(r.Number), receipts.CleanNumber(r.Form)
	r.Cashier, r.Recovered = by.ID(), true
	mark, err := l.fingerprint(rec)
	if err != nil {
		return r, false, err
	}
	if err := l.mayLackFormer(ctx, r); err != nil {
		return r, false, err
	}
	undone, err := l.undoneBefore(ctx)
	if err != nil {
		return r, false, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return r, false, err
	}
	if row, err := l.ReceiptByID(ctx, r.ID); err == nil {
		return row.Receipt, true, nil
	} else if !errors.Is(err, ErrNotFound) {
		return r, false, err
	}
	if err := l.mayEnter(ctx, by, "enter a receipt from its code"); err != nil {
		return r, false, err
	}
	if err := l.checkRecovered(r); err != nil {
		return r, false, err
	}
	if err := l.checkReferences(ctx, r.Payments); err != nil {
		return r, false, err
	}
	r, err = l.enter(ctx, r, recoveredBody{Code: rec.Code, Undone: undone[r.ID]}, mark)
	return r, false, err
}

// mayLackFormer refuses a receipt of this window that a former ledger, set aside
// and not yet joined, may hold with what took it back.
func (l *Ledger) mayLackFormer(ctx context.Context, r receipts.Receipt) error {
	if unjoined, err := l.Unjoined(ctx); err != nil || !unjoined || !strings.HasPrefix(r.Number, l.Identity().Prefix+"-") {
		return err
	}
	if _, err := l.ReceiptByID(ctx, r.ID); !errors.Is(err, ErrNotFound) {
		return err
	}
	return refuse(ErrRecovered, "a former ledger of this window is set aside, and may hold receipt %s and what took it back; a supervisor joins it first, then enter what is still missing", r.Number)
}

// checkRecovered refuses what cannot be a receipt of a lost ledger.
func (l *Ledger) checkRecovered(r receipts.Receipt) error {
	id, rules := l.Identity(), l.Rules()
	if err := r.Patient.Validate(); err != nil {
		return err
	}
	if _, _, err := receipts.ParseNumber(r.Number); err != nil {
		return refuse(ErrRecovered, "the code's number: %v", err)
	}
	var lines, paid receipts.Money
	for _, line := range r.Lines {
		lines += line.Amount
	}
	for _, p := range r.Payments {
		paid += p.Amount
		if _, ok := rules.Tender(p.Tender); !ok {
			return refuse(ErrRecovered, "receipt %s was paid by %q, which is no tender of this window's settings; accept the lost window's settings first", r.Number, p.Tender)
		}
	}
	now := l.opt.Now()
	switch {
	case r.Kind != receipts.KindSale || r.Total <= 0:
		return refuse(ErrRecovered, "receipt %s gives money back; enter the receipt that it takes back and refund that again", r.Number)
	case r.Drill != id.Drill:
		return refuse(ErrRecovered, "receipt %s is of a rehearsal, or this ledger is and it is not", r.Number)
	case r.Money.Code != rules.Currency.Code:
		return refuse(ErrRecovered, "receipt %s is in %s, this window charges in %s", r.Number, r.Money.Code, rules.Currency.Code)
	case len(r.Lines) == 0 || lines+r.Rounding != r.Total:
		return refuse(ErrRecovered, "the lines of receipt %s come to %s, its total is %s", r.Number, rules.Currency.Format(lines+r.Rounding), rules.Currency.Format(r.Total))
	case len(r.Payments) == 0 || paid != r.Total:
		return refuse(ErrRecovered, "the payments of receipt %s come to %s, its total is %s; say how it was paid, as it stands on the paper", r.Number, rules.Currency.Format(paid), rules.Currency.Format(r.Total))
	case r.At.After(now) && l.clock.doubt(now.UTC(), l.current().shift.ID != "") == "":
		return refuse(ErrRecovered, "receipt %s was charged at %s, which is after now by this window's clock; look at date and time", r.Number, id.Local(r.At).Format("2006-01-02 15:04"))
	}
	return nil
}

// ReasonRecovered begins the reason of what waits for a person because it takes
// back a receipt that a lost ledger may have sent to the HIS.
const ReasonRecovered = "the original was entered again from its paper"

// sentBeforeLoss is why a refund of the receipt waits for a person; empty where
// this ledger knows itself that the HIS never got it.
func sentBeforeLoss(row OutboxRow) string {
	if !row.Receipt.Recovered || row.Attempts > 0 {
		return ""
	}
	return ReasonRecovered + ", and the ledger that is lost may have sent it; look for receipt " + row.Receipt.Number + " in the HIS and refund it there too if it stands there"
}

// enter writes the receipt down. The caller holds l.mu.
func (l *Ledger) enter(ctx context.Context, r receipts.Receipt, b recoveredBody, mark fingerprint) (receipts.Receipt, error) {
	now := l.current()
	r.Shift, r.Day, r.Drill = now.shift.ID, now.identity.dayIn(now.zone, r.At), now.identity.Drill
	add := journal.Totals{Sales: int64(r.Total)}
	if serial, err := now.identity.serial(r.Number); err == nil && strings.HasPrefix(r.Number, now.identity.Prefix+"-") {
		add.Receipts = max(0, serial-l.journal.Head().Totals.Receipts)
	} else {
		r.Paper = true // its number is none of this window's
	}
	var err error
	held := l.chargedBefore(r)
	if row, err := l.Receipt(ctx, r.Number); err == nil {
		held = "the number " + r.Number + " stands on two receipts, this one of a lost ledger and one of " + now.identity.Local(row.Receipt.At).Format("2006-01-02 15:04") + "; compare both with the paper"
		r.Number += twinMark
	} else if !errors.Is(err, ErrNotFound) {
		return r, err
	}
	if b.saleBody, err = l.sealSale(r, mark); err != nil {
		return r, err
	}
	b.Held = held
	if b.Use, err = l.useOf(ctx, r.Form); err != nil {
		return r, err
	}
	rec, err := newRecord(kindRecovered, r.ID, b, add)
	if err != nil {
		return r, err
	}
	if r, err = l.writeSale(ctx, r, mark, rec); err == nil {
		l.numberGiven(b.Use)
	}
	return r, err
}

// useOf is the place of a form's number in a range taken out here; nil where it is
// of none.
func (l *Ledger) useOf(ctx context.Context, form string) (*numberUse, error) {
	if form == "" {
		return nil, nil
	}
	r, n, err := l.findNumber(ctx, RangeForm, form)
	if errors.Is(err, ErrNotFound) || errors.Is(err, receipts.ErrNumber) {
		return nil, nil
	}
	return &numberUse{Range: r.ID, N: n}, err
}
