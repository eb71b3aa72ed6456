package store

import (
	"errors"
	"fmt"
	"time"
)

// Sentinels that callers match with errors.Is. The errors that wrap them read
// as a sentence with what to do next.
var (
	// ErrNoLedger: the data folder holds no ledger yet.
	ErrNoLedger = errors.New("no ledger in this folder")
	// ErrLost: the database is gone or empty while the second copy holds entries.
	ErrLost = errors.New("the ledger's database is lost")
	// ErrKey: station.key did not sign this ledger's first entry.
	ErrKey = errors.New("station.key is not this ledger's key")
	// ErrSound: the database verifies whole, so nothing is restored.
	ErrSound = errors.New("nothing needs restoring")
	// ErrNewer: a newer program wrote this ledger; this one must not touch it.
	ErrNewer = errors.New("the ledger is a newer program's")
	// ErrOlder: a former program's ledger, which is brought up to this one's form
	// when it is opened for writing.
	ErrOlder = errors.New("the ledger is a former program's")
	// ErrInUse: another program is writing this ledger.
	ErrInUse = errors.New("the ledger is in use")
	// ErrExists: a ledger is here already.
	ErrExists = errors.New("a ledger is here already")
	// ErrReadOnly: the ledger was opened for reading only.
	ErrReadOnly = errors.New("the ledger is open for reading only")
	// ErrOnline: the window is not stand-alone, so charging goes to the HIS.
	ErrOnline = errors.New("this window is not stand-alone")
	// ErrShift: no shift is open, or the wrong one.
	ErrShift = errors.New("shift")
	// ErrConflict: the same id came with other content.
	ErrConflict = errors.New("the same id with other content")
	// ErrNotFound: there is no such receipt, fault or row.
	ErrNotFound = errors.New("not found")
	// ErrVoid: the receipt cannot be voided.
	ErrVoid = errors.New("void")
	// ErrState: the outbox row is not in a state that allows this.
	ErrState = errors.New("the receipt's state in the outbox does not allow this")
	// ErrInput: what was handed in is not whole.
	ErrInput = errors.New("input")
	// ErrActor: nobody is logged in, or not here, or not any more.
	ErrActor = errors.New("login needed")
	// ErrRole: the person's role is too low.
	ErrRole = errors.New("role")
	// ErrPIN: name or PIN is wrong.
	ErrPIN = errors.New("name or PIN")
	// ErrLocked: wrong tries make the next one wait; see WaitError.
	ErrLocked = errors.New("too many wrong tries")
	// ErrPINOld: the PIN is right and must be changed before it is used.
	ErrPINOld = errors.New("the PIN must be changed")
	// ErrDisabled: the person is shut out.
	ErrDisabled = errors.New("shut out")
	// ErrApproval: what was asked for needs another approval than this, or one.
	ErrApproval = errors.New("approval")
	// ErrBreakGlass: the break-glass code is wrong, used up, or there is none.
	ErrBreakGlass = errors.New("break-glass code")
	// ErrPerson: there is no such person, there is one already, or the change
	// would leave nobody who looks after people.
	ErrPerson = errors.New("person")
	// ErrRefund: the receipt cannot be refunded so.
	ErrRefund = errors.New("refund")
	// ErrRefunded: it was refunded already.
	ErrRefunded = errors.New("refunded already")
	// ErrInHIS: the receipt stands in the HIS or may, so it is refunded there.
	ErrInHIS = errors.New("refund it in the HIS")
	// ErrHISReceipt: the number is none of the emergency charging's, so it is a
	// receipt of the HIS from before the outage.
	ErrHISReceipt = errors.New("receipt of the HIS")
	// ErrSignOff: somebody must first say that a line was not handed out, or
	// nobody can say so any more.
	ErrSignOff = errors.New("sign-off")
	// ErrOwed: nothing is owed so, or it went back already.
	ErrOwed = errors.New("electronic money owed")
	// ErrForeign: another window's receipt cannot be refunded so.
	ErrForeign = errors.New("another window's receipt")
	// ErrDisk: the disk refused to keep something; nothing was acknowledged.
	ErrDisk = errors.New("the disk")
)

// Narrower sentinels: each matches the one above that it is a case of, too.
var (
	// ErrOwnRequest: whoever asks does not approve.
	ErrOwnRequest = narrower(ErrApproval, "own request")
	// ErrApproverRole: the approver's role is too low.
	ErrApproverRole = narrower(ErrApproval, "role of the approver")
	// ErrPersonExists: there is somebody of this login already.
	ErrPersonExists = narrower(ErrPerson, "login taken")
	// ErrNoPerson: there is nobody of this login.
	ErrNoPerson = narrower(ErrPerson, "no such login")
	// ErrHandedOut: a line was handed out or done.
	ErrHandedOut = narrower(ErrSignOff, "handed out or done")
	// ErrLastPerson: nobody would be left who looks after everybody.
	ErrLastPerson = narrower(ErrPerson, "last one who looks after people")
)

func narrower(wider error, text string) error { return &refusal{kind: wider, text: text} }

// WrongError is a wrong PIN or code after which the next try must wait; it
// matches ErrPIN or ErrBreakGlass.
type WrongError struct {
	// Wait is how long, by the window's clock.
	Wait  time.Duration
	cause error
}

// Error says how long.
func (e *WrongError) Error() string {
	return fmt.Sprintf("%v; the next try is possible in %s", e.cause, e.Wait)
}

// Unwrap is what was wrong.
func (e *WrongError) Unwrap() error { return e.cause }

// refusal reads as one sentence and matches its sentinel.
type refusal struct {
	kind error
	text string
}

func (r *refusal) Error() string { return r.text }
func (r *refusal) Unwrap() error { return r.kind }

func refuse(kind error, format string, args ...any) error {
	return &refusal{kind: kind, text: fmt.Sprintf(format, args...)}
}
