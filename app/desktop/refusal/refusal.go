// Package refusal says an error of the ledger or of its rules to the person at
// the window, in the language spoken there.
package refusal

import (
	"errors"
	"time"

	"outpost/app/i18n"
	"outpost/app/paper"
	"outpost/app/upkeep"
	"outpost/receipts"
	"outpost/receipts/code"
	"outpost/store"
	"outpost/store/backup"
	"outpost/store/journal"
	"outpost/store/people"
	"outpost/store/seal"
)

// sentence is what stands for a kind of refusal.
type sentence struct {
	kind error
	key  i18n.Key
}

// sentences lists the kinds of refusals, a narrower kind before the wider one
// that it matches too.
func sentences() []sentence {
	return []sentence{
		{store.ErrActor, i18n.RefusalActor}, {store.ErrRole, i18n.RefusalRole}, {store.ErrPIN, i18n.RefusalPIN},
		{store.ErrPINOld, i18n.RefusalPINOld}, {store.ErrDisabled, i18n.RefusalDisabled},
		{store.ErrOwnRequest, i18n.RefusalOwnRequest}, {store.ErrApproverRole, i18n.RefusalApproverRole}, {store.ErrApproval, i18n.RefusalApproval},
		{store.ErrBreakGlass, i18n.RefusalBreakGlass}, {store.ErrPersonExists, i18n.RefusalPersonExists},
		{store.ErrNoPerson, i18n.RefusalNoPerson}, {store.ErrLastPerson, i18n.RefusalLastPerson}, {store.ErrPerson, i18n.RefusalPerson},
		{people.ErrID, i18n.RefusalLogin}, {people.ErrWeakPIN, i18n.RefusalWeakPIN}, {people.ErrFormerPIN, i18n.RefusalFormerPIN},
		{store.ErrOverlap, i18n.RefusalOverlap}, {store.ErrUsed, i18n.RefusalUsed}, {store.ErrNoForm, i18n.RefusalNoForm},
		{store.ErrRange, i18n.RefusalRange}, {receipts.ErrNumber, i18n.RefusalNumber},
		{store.ErrCount, i18n.RefusalCount}, {store.ErrDrop, i18n.RefusalDrop},
		{journal.ErrFork, i18n.ShellFork}, {journal.ErrDamaged, i18n.ShellDamaged},
		{store.ErrRefunded, i18n.RefusalRefunded}, {store.ErrInHIS, i18n.RefusalInHIS}, {store.ErrHISReceipt, i18n.RefusalHISReceipt},
		{store.ErrHandedOut, i18n.RefusalHandedOut}, {store.ErrSignOff, i18n.RefusalSignOff}, {store.ErrOwed, i18n.RefusalOwed}, {store.ErrForeign, i18n.RefusalForeign},
		{store.ErrRefund, i18n.RefusalRefund}, {receipts.ErrRefund, i18n.RefusalRefund}, {store.ErrPaper, i18n.RefusalPaper}, {store.ErrState, i18n.RefusalState},
		{receipts.ErrContact, i18n.RefusalContact}, {receipts.ErrIDCard, i18n.TillErrIDCard}, {receipts.ErrDoses, i18n.RefusalDoses},
		{receipts.ErrGone, i18n.RefusalGone}, {receipts.ErrFreeText, i18n.RefusalFreeText}, {receipts.ErrStoredValue, i18n.RefusalStoredValue},
		{receipts.ErrCardLimit, i18n.RefusalCardLimit}, {receipts.ErrReferenceTwice, i18n.RefusalReferenceTwice},
		{receipts.ErrCredit, i18n.RefusalCredit}, {receipts.ErrDeferred, i18n.RefusalDeferred}, {receipts.ErrInsurance, i18n.RefusalInsurance},
		{seal.ErrGuard, i18n.RefusalGuard}, {seal.ErrKeyStore, i18n.RefusalKeyStore}, {people.ErrFile, i18n.RefusalPeopleFile},
		{backup.ErrAway, i18n.RefusalBackupAway}, {backup.ErrRoom, i18n.RefusalBackupRoom}, {backup.ErrNotOne, i18n.RefusalNoBackup}, {store.ErrExists, i18n.RefusalNotFresh},
		{backup.ErrUnsound, i18n.RefusalUnsound}, {upkeep.ErrBusy, i18n.RefusalUpkeepBusy},
		{code.ErrCode, i18n.RefusalCode}, {code.ErrSignature, i18n.RefusalSignature}, {paper.ErrNoKey, i18n.RefusalNoKey}, {paper.ErrKind, i18n.RefusalCodeKind},
		{paper.ErrNoName, i18n.RefusalNoName}, {paper.ErrNoPayments, i18n.RefusalNoPayments}, {paper.ErrNoLines, i18n.RefusalNoLines},
		{store.ErrRecovered, i18n.RefusalRecovered},
		{store.ErrOnline, i18n.TillOnline}, {store.ErrShift, i18n.TillErrShift}, {store.ErrConflict, i18n.TillErrConflict},
		{store.ErrVoid, i18n.TillErrVoid}, {store.ErrDisk, i18n.TillErrDisk}, {store.ErrNotFound, i18n.TillErrNotFound},
		{receipts.ErrReference, i18n.TillErrReference}, {receipts.ErrPayment, i18n.TillErrPayment},
		{receipts.ErrQuantity, i18n.TillErrQuantity}, {receipts.ErrPrice, i18n.TillErrPrice}, {receipts.ErrAmount, i18n.TillErrAmount},
		{receipts.ErrTender, i18n.TillErrTender}, {receipts.ErrPatient, i18n.TillErrPatient}, {receipts.ErrBill, i18n.TillErrBill},
	}
}

// Text is err as a sentence. The ledger's own sentences are English; the other
// language says the kind of refusal and what to do in a whole sentence of its
// own.
func Text(texts *i18n.Catalog, err error) string {
	var wait *store.WaitError
	var wrong *store.WrongError
	switch {
	case errors.As(err, &wait):
		return texts.T(i18n.RefusalLocked, texts.Clock(wait.Left.Round(time.Second)))
	case texts.Lang() == i18n.English:
		return err.Error()
	case errors.As(err, &wrong):
		return Text(texts, wrong.Unwrap()) + texts.T(i18n.RefusalThenWait, texts.Clock(wrong.Wait))
	}
	for _, s := range sentences() {
		if errors.Is(err, s.kind) {
			return texts.T(s.key)
		}
	}
	return texts.T(i18n.TillErrOther, err.Error())
}

// Error is err as a form shows it: it reads as Text; nil stays nil.
func Error(texts *i18n.Catalog, err error) error {
	if err == nil {
		return nil
	}
	return said{Text(texts, err), err}
}

// said reads as a sentence of the window and matches what it was made of.
type said struct {
	text  string
	cause error
}

func (s said) Error() string { return s.text }
func (s said) Unwrap() error { return s.cause }
