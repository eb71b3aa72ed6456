package his

import (
	"context"

	"outpost/receipts"
)

// Object is a kind of record that a receipt becomes in a HIS.
type Object string

// The objects of a receipt. A HIS that has no such record leaves it out of its
// Capabilities.
const (
	Patient Object = "patient"
	Visit   Object = "visit"
	Account Object = "account"
	Charge  Object = "charge item"
	Bill    Object = "bill"
	Payment Object = "payment"
)

// Objects lists every kind of record in the order in which they are posted.
func Objects() []Object { return []Object{Patient, Visit, Account, Charge, Bill, Payment} }

// Capability is what an adapter claims of one kind of record. Only a passed
// commissioning check makes a claim count.
type Capability struct {
	// LooksUp: a record can be found by our key.
	LooksUp bool `json:"looks_up"`
	// RefusesCopy: posting the same key again leaves one record.
	RefusesCopy bool `json:"refuses_copy"`
}

// Capabilities describes an adapter and the HIS it talks to.
type Capabilities struct {
	// Protocol is what the adapter speaks, such as "FHIR R4".
	Protocol string `json:"protocol"`
	// System names the HIS, such as its address; never a password.
	System  string                `json:"system"`
	Objects map[Object]Capability `json:"objects"`
}

// Outcome is what a HIS that took a receipt said. It confirms nothing: only
// reading the receipt back does (his.md).
type Outcome struct {
	// Created and Existing count the records that the HIS says it made, and
	// those that it says it had already under our key.
	Created, Existing int
}

// Adapter is one HIS. It is used by one goroutine at a time.
type Adapter interface {
	// Describe says what the adapter claims. It asks nobody.
	Describe() Capabilities
	// Post sends a receipt once. nil means that the HIS says it has it. The
	// errors match ErrUnreachable or ErrCredentials (certainly nothing of it
	// was posted), ErrRefused, ErrConflict, ErrAmbiguous or ErrUnknown; after
	// each of these four something of it may stand in the HIS.
	Post(ctx context.Context, r receipts.Receipt) (Outcome, error)
	// ReadBack looks for a receipt by its keys. found is true as soon as
	// anything of it stands there, the patient alone excepted, for he may be
	// there through another receipt. The errors match ErrUnreachable,
	// ErrCredentials or ErrUnknown.
	ReadBack(ctx context.Context, r receipts.Receipt) (record Record, found bool, err error)
	// Check is the commissioning check; see Commission. It leaves records
	// marked as a test in the HIS.
	Check(ctx context.Context) (Commissioning, error)
}

// Lookalike is an adapter that can look for a bill that somebody entered by
// hand before the re-entry: same patient, same day, same total, same items, and
// none of our keys. number is the HIS's number of that bill.
type Lookalike interface {
	Lookalike(ctx context.Context, r receipts.Receipt) (number string, found bool, err error)
}

// PatientFinder is an adapter that can say whether the HIS has a patient who
// was registered at the window already, under another key but with the same ID,
// card or insurance number: posting would make him twice.
type PatientFinder interface {
	OtherPatient(ctx context.Context, p receipts.Patient) (found bool, err error)
}
