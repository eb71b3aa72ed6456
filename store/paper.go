package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// ErrPaper: a receipt written on paper cannot be keyed in so: its number is no
// number, was keyed in already or is one of this window's own, or its time is in
// the future.
var ErrPaper = errors.New("paper receipt")

// Paper is a receipt that was written on paper while even the computer was down.
type Paper struct {
	Bill receipts.Bill `json:"bill"`
	// Number is the paper's own, At when it was written.
	Number string    `json:"number"`
	At     time.Time `json:"at"`
}

// RecordPaper keys in a receipt that was written on paper, under its own number
// and time, in whatever mode the window is: it counts in the open shift of
// whoever keys it in (ErrShift), whose drawer holds its cash, takes no number of
// this window, and goes to the HIS with the time at which it was written. What
// was taken then is a fact: the hospital's limits for cards and free text do not
// refuse it, but a price, a quantity or a free text needs its approval, asked for
// by whoever keys in. The same paper again gives the same receipt. Errors match
// ErrPaper and those of Sell.
func (l *Ledger) RecordPaper(ctx context.Context, by Actor, p Paper, approvals ...Approval) (receipts.Receipt, error) {
	p.At = p.At.UTC().Truncate(time.Microsecond)
	p.Number = receipts.CleanNumber(p.Number)
	mark, err := l.fingerprint(p)
	if err != nil {
		return receipts.Receipt{}, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return receipts.Receipt{}, err
	}
	if r, known, err := l.sold(ctx, p.Bill.ID, mark); known || err != nil {
		return r, err
	}
	if err := l.mayKeyIn(ctx, by, p); err != nil {
		return receipts.Receipt{}, err
	}
	s, err := l.agree(ctx, p.Bill, PaperRules(l.Rules()), by.ID(), approvals)
	if err != nil {
		return receipts.Receipt{}, err
	}
	return l.keyIn(ctx, p, s, mark)
}

// KeyedIn says whether exactly this paper was keyed in; another receipt under its
// id is ErrConflict.
func (l *Ledger) KeyedIn(ctx context.Context, p Paper) (bool, error) {
	p.At, p.Number = p.At.UTC().Truncate(time.Microsecond), receipts.CleanNumber(p.Number)
	mark, err := l.fingerprint(p)
	if err != nil {
		return false, err
	}
	_, known, err := l.sold(ctx, p.Bill.ID, mark)
	return known && err == nil, err
}

// PaperRules are the rules for what was taken already: without the limits that
// only a sale can still keep.
func PaperRules(r receipts.Rules) receipts.Rules {
	r.Limits.CardReceipt, r.Limits.CardTotal, r.Limits.FreeText = 0, 0, receipts.MaxMoney
	return r
}

// CheckPaper says what would keep a paper's number and time from being keyed in;
// nil where nothing does. A preview of many asks it before anything is written.
func (l *Ledger) CheckPaper(ctx context.Context, number string, at time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil && !errors.Is(err, ErrReadOnly) {
		return err
	}
	return l.checkPaper(ctx, number, at)
}

// checkPaper is CheckPaper for who holds l.mu.
func (l *Ledger) checkPaper(ctx context.Context, number string, at time.Time) error {
	number, id := receipts.CleanNumber(number), l.Identity()
	if _, _, err := receipts.ParseNumber(number); err != nil {
		return refuse(ErrPaper, "the paper's number: %v", err)
	}
	switch now := l.opt.Now(); {
	case at.IsZero():
		return refuse(ErrPaper, "paper %s has no time; give the one at which it was written", number)
	case at.After(now) && l.clock.doubt(now.UTC(), l.current().shift.ID != "") == "":
		return refuse(ErrPaper, "paper %s was written at %s, which is after now by this window's clock; look at date and time again", number, id.Local(at).Format("2006-01-02 15:04"))
	case strings.HasPrefix(number, id.Prefix+"-"):
		return refuse(ErrPaper, "the number %s is of this window's own series, which the program gives out itself; look at the paper's number again", number)
	}
	r, _, err := l.findNumber(ctx, RangeForm, number)
	switch {
	case err == nil:
		return refuse(ErrPaper, "the number %s is of the forms %s to %s that this window took out for its printer; look at the paper's number again", number, r.From(), r.To())
	case !errors.Is(err, ErrNotFound):
		return err
	}
	var seq int64
	err = l.read.QueryRowContext(ctx, `SELECT seq FROM receipts WHERE number = ?1 OR form = ?1 AND form <> '' LIMIT 1`, number).Scan(&seq)
	switch {
	case err == nil:
		return refuse(ErrPaper, "a receipt with the number %s stands in this ledger already; nothing was changed", number)
	case !errors.Is(err, sql.ErrNoRows):
		return wrap(err, "looking the paper's number up")
	}
	return nil
}

func (l *Ledger) mayKeyIn(ctx context.Context, by Actor, p Paper) error {
	if err := l.mayEnter(ctx, by, "key in a receipt"); err != nil {
		return err
	}
	return l.checkPaper(ctx, p.Number, p.At)
}

// mayEnter says whether somebody may write down a receipt that was charged
// elsewhere: it counts in the open shift of whoever does.
func (l *Ledger) mayEnter(ctx context.Context, by Actor, what string) error {
	if err := l.may(ctx, by, incident.RoleCashier, what); err != nil {
		return err
	}
	now := l.current()
	switch {
	case now.identity.Drill:
	case now.shift.ID == "":
		return refuse(ErrShift, "no shift is open at this window; the receipt counts in the shift of whoever writes it down, open one first")
	case now.shift.Cashier != by.ID():
		return refuse(ErrShift, "the open shift is %s's; it must be closed before %s writes down receipts", now.shift.Cashier, by.ID())
	}
	return nil
}

func (l *Ledger) keyIn(ctx context.Context, p Paper, s agreed, mark fingerprint) (receipts.Receipt, error) {
	r, now := s.receipt, l.current()
	r.Station, r.Drill, r.Shift = now.identity.Station, now.identity.Drill, now.shift.ID
	r.Number, r.At, r.Paper = p.Number, p.At, true
	r.Day = now.identity.dayIn(now.zone, r.At)
	body, err := l.sealSale(r, mark)
	if err != nil {
		return r, err
	}
	body.Approvals, body.Held = s.approvals, s.held
	rec, err := newRecord(kindPaper, r.ID, body, journal.Totals{Sales: int64(r.Total)})
	if err != nil {
		return r, err
	}
	return l.writeSale(ctx, r, mark, rec)
}
