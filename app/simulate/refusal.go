package simulate

import (
	"errors"

	"outpost/receipts"
	"outpost/store"
	"outpost/store/people"
)

// refusal says whether an error is a rule's no and not a fault of the machine.
func refusal(err error) bool {
	if errors.Is(err, store.ErrDisk) {
		return false
	}
	if store.IsRefusal(err) {
		return true
	}
	for _, kind := range []error{
		receipts.ErrBill, receipts.ErrPayment, receipts.ErrTender, receipts.ErrReference, receipts.ErrAmount, receipts.ErrQuantity,
		receipts.ErrPatient, receipts.ErrPrice, receipts.ErrCredit, people.ErrWeakPIN, people.ErrFormerPIN, store.ErrLocked,
	} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}
