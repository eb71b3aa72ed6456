package receipts

import (
	"errors"
	"fmt"
)

// Sentinels that callers match with errors.Is. The text of the error that wraps
// them is a sentence for the person at the window.
var (
	// ErrQuantity marks a quantity outside 0.001 … 99,999.999 or with more than
	// three decimals.
	ErrQuantity = errors.New("quantity")
	// ErrPrice marks a price that is not a number from 0 to 100,000,000 with at
	// most four decimals.
	ErrPrice = errors.New("price")
	// ErrAmount marks an amount of money that cannot be read or is out of range.
	ErrAmount = errors.New("amount")
	// ErrPayment marks payments that do not add up to what is due.
	ErrPayment = errors.New("payment")
	// ErrTender marks a way of paying that the hospital has not configured.
	ErrTender = errors.New("tender")
	// ErrReference marks an electronic payment without the merchant's reference.
	ErrReference = errors.New("payment reference")
	// ErrBill marks a bill that is not whole: no id, no patient, no lines.
	ErrBill = errors.New("bill")
	// ErrPatient marks a patient's record that cannot be taken over.
	ErrPatient = errors.New("patient")
	// ErrRefund marks a refund that cannot be: of what is no sale, or of more than
	// was charged.
	ErrRefund = errors.New("refund")
	// ErrNumber marks a number of a form that cannot be read.
	ErrNumber = errors.New("number")
)

// Narrower sentinels: each matches the one above that it is a case of, too.
var (
	// ErrContact marks a new patient whom nobody could reach: no phone, no
	// guardian and no reason why.
	ErrContact = kindOf(ErrPatient, "patient's phone, guardian or reason")
	// ErrIDCard marks a resident identity number that cannot be one, or that does
	// not fit the birth date or sex.
	ErrIDCard = kindOf(ErrPatient, "ID card number")
	// ErrDoses marks a number of doses that cannot be.
	ErrDoses = kindOf(ErrQuantity, "doses")
	// ErrGone marks an item that no price list in force has.
	ErrGone = kindOf(ErrBill, "item is gone")
	// ErrFreeText marks free-text items that the hospital's limit does not allow.
	ErrFreeText = kindOf(ErrBill, "free-text item")
	// ErrStoredValue marks a payment by a stored-value card, whose balance nobody
	// knows off-line.
	ErrStoredValue = kindOf(ErrTender, "stored-value card")
	// ErrCardLimit marks more money by card than the hospital takes off-line.
	ErrCardLimit = kindOf(ErrPayment, "card limit")
	// ErrReferenceTwice marks a merchant's reference that pays already.
	ErrReferenceTwice = kindOf(ErrReference, "payment reference used twice")
	// ErrCredit marks a bill that may not be left unpaid so.
	ErrCredit = kindOf(ErrPayment, "paying later")
	// ErrInsurance marks an insured bill without a known insurer or kind of benefit.
	ErrInsurance = kindOf(ErrBill, "insurance")
	// ErrDeferred marks a deferred payment for a benefit that gives no right to it.
	ErrDeferred = kindOf(ErrInsurance, "deferred payment")
)

// kindOf is a narrower sentinel: it matches itself and the wider one.
func kindOf(wider error, text string) error { return &problem{kind: wider, text: text} }

// problem builds an error that reads as one sentence and matches its sentinel.
type problem struct {
	kind error
	text string
}

func (p *problem) Error() string { return p.text }
func (p *problem) Unwrap() error { return p.kind }

// refuse wraps kind, and the cause where the format has a %w.
func refuse(kind error, format string, args ...any) error {
	text := fmt.Errorf(format, args...)
	if cause := errors.Unwrap(text); cause != nil {
		kind = errors.Join(kind, cause)
	}
	return &problem{kind: kind, text: text.Error()}
}
