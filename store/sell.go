package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/seal"
)

// Sell settles a bill by the ledger's rules and writes it down. When it
// returns, the receipt is durable and its second copy written or known to be
// behind. The same bill again gives the same receipt; the same id with another
// bill is ErrConflict. A real ledger sells in stand-alone mode (ErrOnline) with
// an open shift of the bill's cashier (ErrShift); a drill needs neither. ErrDisk
// means not kept, together with journal.ErrUnknown perhaps kept; either way the
// same bill is safe to repeat. What the bill needs approved (Rules.Needs) comes
// with its approvals, each asked for by the bill's cashier (ErrApproval); they
// are kept in the sale's entry. A sale that matches what was written down when
// the outage began (RecordGoingOver) is kept and held back from the HIS.
func (l *Ledger) Sell(ctx context.Context, bill receipts.Bill, approvals ...Approval) (receipts.Receipt, error) {
	mark, err := l.fingerprint(bill)
	if err != nil {
		return receipts.Receipt{}, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.unsettled { // the shift may have ended, or the mode changed
		if err := l.ready(ctx); err != nil {
			return receipts.Receipt{}, err
		}
	}
	if gate := l.maySell(bill); gate != nil {
		if r, known, err := l.sold(ctx, bill.ID, mark); known || err != nil {
			return r, err
		}
		return receipts.Receipt{}, gate
	}
	s, err := l.agree(ctx, bill, l.Rules(), bill.Cashier, approvals)
	if err != nil { // completed under rules that have changed since, or repeated?
		if r, known, lookup := l.sold(ctx, bill.ID, mark); known && lookup == nil {
			return r, nil
		}
		return receipts.Receipt{}, err
	}
	return l.sell(ctx, s, mark)
}

func (l *Ledger) maySell(bill receipts.Bill) error {
	now := l.current()
	switch {
	case now.identity.Drill:
		return nil
	case now.mode != incident.ModeStandalone:
		return refuse(ErrOnline, "this window is not stand-alone, so it charges in the HIS; charging here begins with the switch")
	case now.shift.ID == "":
		return refuse(ErrShift, "no shift is open at this window; open one first")
	case now.shift.Cashier != bill.Cashier:
		return refuse(ErrShift, "the open shift is %s's; it must be closed before %s charges", now.shift.Cashier, bill.Cashier)
	}
	return nil
}

func (l *Ledger) sell(ctx context.Context, s agreed, mark fingerprint) (receipts.Receipt, error) {
	r, form := s.receipt, l.takeForms(1)[0]
	l.place(&r, l.journal.Head().Totals.Receipts+1, form)
	if doubt := l.clock.doubt(r.At, r.Shift != ""); doubt != "" {
		r.ClockDoubtful = true
		s.hold(doubt)
	}
	body, err := l.sealSale(r, mark)
	if err != nil {
		return r, err
	}
	body.Use, body.Approvals, body.Held = form.use, s.approvals, s.held
	raw, err := encode(body)
	if err != nil {
		return r, err
	}
	r, err = l.writeSale(ctx, r, mark, record{kind: kindSale, id: r.ID, body: body, raw: raw, add: journal.Totals{Receipts: 1, Sales: int64(r.Total)}})
	if err == nil && r.Form == form.number { // not where it was sold before, on another form
		l.numberGiven(form.use)
	}
	return r, err
}

// writeSale appends a receipt's entry. Where its id is known already, the answer
// is the receipt that was written then.
func (l *Ledger) writeSale(ctx context.Context, r receipts.Receipt, mark fingerprint, rec record) (receipts.Receipt, error) {
	entry, err := l.append(ctx, rec)
	if uniqueViolated(err) {
		known, found, lookup := l.sold(ctx, r.ID, mark)
		if found || lookup != nil {
			return known, lookup
		}
	}
	if err != nil {
		return receipts.Receipt{}, fmt.Errorf("the sale was not kept: %w", err)
	}
	r.Seq, r.Head = entry.Seq, entry.Hash.String()
	return r, nil
}

// sealSale takes the personal fields out of a receipt and seals them beside it.
func (l *Ledger) sealSale(r receipts.Receipt, mark fingerprint) (saleBody, error) {
	plain, err := json.Marshal(takePersonal(&r))
	if err != nil {
		return saleBody{}, fmt.Errorf("encoding the patient: %w", err)
	}
	sealed, err := l.keys.Seal(plain, saleContext(r.ID))
	if err != nil {
		return saleBody{}, fmt.Errorf("sealing the patient: %w", err)
	}
	return saleBody{Receipt: r, Patient: sealed, Bill: mark.keyed}, nil
}

func saleContext(id string) []byte { return []byte(kindSale + "|" + id) }

// openSale gives a sale's receipt back with its patient.
func (l *Ledger) openSale(e journal.Entry) (receipts.Receipt, string, error) {
	body, err := decode[saleBody](e)
	if err != nil {
		return receipts.Receipt{}, "", err
	}
	r := body.Receipt
	plain, err := l.keys.Open(body.Patient, saleContext(r.ID))
	if errors.Is(err, seal.ErrSealed) { // with keys that were lost: the patient's number is left
		r.Seq, r.Head = e.Seq, e.Hash.String()
		return r, body.Bill, nil
	}
	if err != nil {
		return r, "", fmt.Errorf("reading the patient of %s: %w", r.Number, err)
	}
	var p personal
	if err := json.Unmarshal(plain, &p); err != nil {
		return r, "", fmt.Errorf("reading the patient of %s: %w", r.Number, err)
	}
	p.putBack(&r)
	r.Seq, r.Head = e.Seq, e.Hash.String()
	return r, body.Bill, nil
}

// sold looks a bill's id up. found is false where it was never sold.
func (l *Ledger) sold(ctx context.Context, id string, mark fingerprint) (r receipts.Receipt, found bool, err error) {
	if l.read == nil {
		return r, false, ErrReadOnly
	}
	e, found, err := byID(ctx, l.read, id)
	if err != nil || !found {
		return r, false, err
	}
	if e.Kind != kindSale && e.Kind != kindPaper && e.Kind != kindRecovered {
		return r, true, refuse(ErrConflict, "the id %s belongs to another entry (%s) of this ledger", id, e.Kind)
	}
	r, kept, err := l.openSale(e)
	if err != nil {
		return r, true, err
	}
	if !mark.of(kept) {
		return receipts.Receipt{}, true, refuse(ErrConflict, "the bill %s was completed as receipt %s with other content; nothing was changed", id, r.Number)
	}
	return r, true, nil
}
