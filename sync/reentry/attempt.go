package reentry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"outpost/store"
	"outpost/sync/his"
)

// attempt settles one receipt.
type attempt struct {
	*session
	row store.OutboxRow
	// sentBefore: a request of an earlier run, or of this one, may have reached
	// the HIS. It never becomes false again.
	sentBefore bool
	// marked: the row was marked as sent in this run.
	marked bool
}

// seen is what a read-back showed.
type seen int

const (
	notThere seen = iota
	whole         // the same to the last minor unit
	partial       // lacks something that may still be on its way
	different
	unreadable // could not be looked at
)

// settle returns what is now known of the receipt, and the error that kept more
// from being known; nil when the HIS answered, whatever it said.
func (t *attempt) settle(ctx context.Context) (store.Answer, error) {
	looks := 0
	switch {
	case t.sentBefore && !t.longAgo():
		looks = len(t.opt.ReadBackDelays)
	case t.sentBefore:
		looks = 1
	case t.row.Attempts > 0 || t.mayBeThere():
		looks = 1 // put back as never sent, or by a person; one look costs little
	}
	if looks > 0 {
		view, answer, err := t.look(ctx, looks)
		if view != notThere && !(view == partial && t.decidedResend()) {
			return answer, err
		}
	}
	if t.sentBefore && !t.opt.Check.DuplicatesRefused() {
		return t.noResend(), nil
	}
	if answer, err, stop := t.suspect(ctx); stop {
		return answer, err
	}
	return t.send(ctx)
}

// longAgo says that a request of an earlier run has had as long as the read-backs
// would wait, so that one look shows what came of it. By the clock alone: one
// that went back, or a row without a time, is waited for.
func (t *attempt) longAgo() bool {
	var whole time.Duration
	for _, d := range t.opt.ReadBackDelays {
		whole += d
	}
	return !t.row.Updated.IsZero() && t.opt.Now().Sub(t.row.Updated) > whole
}

// mayBeThere says that this ledger does not know whether the receipt was sent: it
// was entered again from its paper, and the ledger that is lost may have sent it.
// A ledger that was restored may lack the entry that says so, too; that is looked
// for where the HIS would take a second copy.
func (t *attempt) mayBeThere() bool {
	return t.row.Receipt.Recovered || !t.opt.Check.DuplicatesRefused()
}

func (t *attempt) decidedResend() bool {
	return t.row.Decision != nil && t.row.Decision.Verdict == store.VerdictResend
}

// keep is for what teaches nothing new: a row not sent in this run stays as it
// is, one that certainly never left goes back.
func (t *attempt) keep(err error) (store.Answer, error) {
	switch {
	case !t.marked:
		return store.Answer{State: t.row.State, HISNumber: t.row.HISNumber, Reason: t.row.Reason}, err
	case !t.sentBefore:
		return store.Answer{State: store.Pending}, err
	}
	return store.Answer{State: store.Unknown, Reason: his.Reason(his.CodeUnknown, his.Text(err))}, err
}

func (t *attempt) noResend() store.Answer {
	return store.Answer{State: store.Unknown, Reason: his.Reason(his.CodeUnknown,
		"it was sent, nothing is found, and this HIS was not proved to refuse a second copy; look in the HIS and decide")}
}

// suspect looks for what must not be posted without a person: the same bill
// entered by hand, or the patient under another key. A person who ordered the
// resend has looked already: only a bill that was not known then is news.
func (t *attempt) suspect(ctx context.Context) (answer store.Answer, err error, stop bool) {
	answer, err = t.byHand(ctx)
	switch looked := t.decidedResend(); {
	case looked && err == nil && answer.HISNumber == t.row.HISNumber:
		return store.Answer{}, nil, false
	case !looked && err == nil && answer.State == "":
		answer, err = t.otherPatient(ctx)
	}
	if err != nil {
		answer, err = t.keep(err)
	}
	return answer, err, err != nil || answer.State != ""
}

func (t *attempt) byHand(ctx context.Context) (store.Answer, error) {
	looker, ok := t.his.(his.Lookalike)
	if !ok {
		return store.Answer{}, nil
	}
	number, found, err := looker.Lookalike(ctx, t.row.Receipt)
	if err != nil || !found {
		return store.Answer{}, err
	}
	return store.Answer{State: store.Differs, HISNumber: number, Reason: his.Reason(his.CodeDuplicate,
		fmt.Sprintf("bill %s in the HIS has the same patient, day, items and total and was entered by hand; link this receipt to it or order it sent", number))}, nil
}

func (t *attempt) otherPatient(ctx context.Context) (store.Answer, error) {
	finder, ok := t.his.(his.PatientFinder)
	if !ok {
		return store.Answer{}, nil
	}
	found, err := finder.OtherPatient(ctx, t.row.Receipt.Patient)
	if err != nil || !found {
		return store.Answer{}, err
	}
	return store.Answer{State: store.Differs, Reason: his.Reason(his.CodePatient,
		"the HIS has a patient with the same ID or card number under another key; enter the receipt there and link it, or order it sent as a new patient")}, nil
}

// send posts the receipt, again where that is safe, until something is known.
func (t *attempt) send(ctx context.Context) (store.Answer, error) {
	var answer store.Answer
	var cause error
	for range mostSends {
		again := false
		if answer, cause, again = t.once(ctx); !again {
			return answer, cause
		}
		switch {
		case t.opt.Check.DuplicatesRefused():
		case answer.State == store.Differs:
			return answer, cause
		default:
			return t.noResend(), cause
		}
	}
	return answer, cause
}

// once is one sending with its read-back. again says that nothing of it was
// found, so that it may be sent again to a HIS that refuses copies.
func (t *attempt) once(ctx context.Context) (answer store.Answer, cause error, again bool) {
	if err := t.pace(ctx); err != nil {
		answer, cause = t.keep(err)
		return answer, cause, false
	}
	r, err := t.box.MarkSent(ctx, t.row.Receipt.ID)
	if err != nil {
		answer, _ = t.keep(err)
		return answer, fmt.Errorf("receipt %s: mark as sent: %w", t.row.Receipt.Number, err), false
	}
	t.row.Receipt, t.marked = r, true
	t.sum.Sendings++
	_, err = t.his.Post(ctx, t.row.Receipt)
	switch {
	case errors.Is(err, his.ErrUnreachable), errors.Is(err, his.ErrCredentials):
		answer, cause = t.keep(err)
		return answer, cause, false
	case errors.Is(err, his.ErrRefused):
		answer, cause = t.refused(ctx, err)
		return answer, cause, false
	}
	t.sentBefore = true
	looks := len(t.opt.ReadBackDelays)
	if errors.Is(err, his.ErrAmbiguous) {
		looks = 1 // a definite no: nothing of this sending is still on its way
	}
	view, answer, lookErr := t.look(ctx, looks)
	switch {
	case view == notThere && errors.Is(err, his.ErrAmbiguous):
		return store.Answer{State: store.Differs, Reason: his.Reason(his.CodeDuplicate, his.Text(err))}, nil, false
	case view == notThere:
		return t.unseen(err), orSilent(err), true
	case view == partial && errors.Is(err, his.ErrConflict):
		return answer, lookErr, true
	}
	return answer, lookErr, false
}

// unseen is the state of a receipt that was sent and is not found.
func (t *attempt) unseen(err error) store.Answer {
	why := "the HIS said that it has it, but it is not found there"
	if err != nil {
		why = his.Text(err) + "; it is not found there"
	}
	return store.Answer{State: store.Unknown, Reason: his.Reason(his.CodeUnknown, why)}
}

// orSilent is the cause of an unknown answer. A HIS that answers but shows
// nothing of what it took is as useless as one that is silent.
func orSilent(err error) error {
	switch {
	case errors.Is(err, his.ErrUnknown):
		return err
	case err != nil:
		return his.Fail(his.ErrUnknown, err, his.Hint(err), "%s", his.Text(err))
	}
	return his.Fail(his.ErrUnknown, nil, "Have the HIS's staff find out where the receipts go; run the commissioning check again.",
		"the HIS shows nothing of what it takes")
}

// refused looks whether something of a refused receipt stands there all the
// same, from an earlier sending or because the HIS is not atomic.
func (t *attempt) refused(ctx context.Context, refusal error) (store.Answer, error) {
	looks := 1
	before := t.sentBefore
	if before {
		looks = len(t.opt.ReadBackDelays) // the earlier sending may still be running there
	}
	t.sentBefore = true
	view, answer, err := t.look(ctx, looks)
	switch view {
	case notThere:
		if before && !t.opt.Check.DuplicatesRefused() {
			return t.noResend(), nil
		}
		return store.Answer{State: store.Refused, Reason: his.Reason(his.CodeRefused, his.Text(refusal))}, nil
	case partial, different:
		_, text := his.SplitReason(answer.Reason)
		answer.Reason = his.Reason(his.CodeRefused, his.Text(refusal)+"; a part stands there: "+text)
	}
	return answer, err
}

// look reads the receipt back up to times times, waiting before each, until it
// stands there whole or contradicts the receipt.
func (t *attempt) look(ctx context.Context, times int) (view seen, answer store.Answer, err error) {
	for _, delay := range t.opt.ReadBackDelays[:times] {
		if waitErr := wait(ctx, delay); waitErr != nil {
			answer, err = t.keep(waitErr)
			return unreadable, answer, err
		}
		view, answer, err = t.glance(ctx)
		stop := err != nil && !errors.Is(err, his.ErrUnknown)
		if view == whole || view == different || stop {
			break
		}
	}
	return view, answer, err
}

func (t *attempt) glance(ctx context.Context) (seen, store.Answer, error) {
	record, found, err := t.his.ReadBack(ctx, t.row.Receipt)
	if err != nil {
		answer, err := t.keep(err)
		return unreadable, answer, err
	}
	if !found {
		return notThere, store.Answer{}, nil
	}
	diffs := his.Compare(t.row.Receipt, record)
	switch {
	case len(diffs) == 0:
		return whole, store.Answer{State: store.Confirmed, HISNumber: record.Number}, nil
	case his.Incomplete(diffs):
		return partial, store.Answer{State: store.Differs, HISNumber: record.Number, Reason: his.Explain(diffs)}, nil
	}
	return different, store.Answer{State: store.Differs, HISNumber: record.Number, Reason: his.Explain(diffs)}, nil
}
