package reconcile

import (
	"time"

	"outpost/receipts"
	"outpost/store"
)

// Input is everything that the proof is made from. Rows, the journal's own
// totals and the shift reports come from different places on purpose: the proof
// is that they agree.
type Input struct {
	// Rows are all receipts of the outage, the voided ones included.
	Rows   []store.OutboxRow
	Ranges []Range
	// Forms are the ranges of printed forms and patient numbers, of every window
	// whose receipts are in Rows.
	Forms    []FormRange
	Shifts   []Shift
	Ledger   Ledger
	Outage   Outage
	Currency receipts.Currency
	// Unconfirmed is how many lines that stand charged no department confirmed.
	Unconfirmed int64
	// Decided are persons' decisions on findings.
	Decided []store.FindingDecision
	// Now is the time of the proof, for the age of cases.
	Now time.Time
}

// Range is a number range that a window took out: First to Last, both included.
type Range struct {
	Station string `json:"station"`
	// Prefix stands before the running number in Receipt.Number.
	Prefix string `json:"prefix"`
	// Digits is the width of the running number; 0 where it has none.
	Digits int   `json:"digits,omitempty"`
	First  int64 `json:"first"`
	Last   int64 `json:"last"`
	// Next is the first number not given out yet; Last+1 when all are.
	Next int64 `json:"next"`
	// Lost: a ledger that is lost gave them out, and nobody can say under which of
	// them anything was charged but from the papers entered again.
	Lost bool `json:"lost,omitempty"`
	// Spoiled are the numbers recorded as spoiled or lost.
	Spoiled []int64 `json:"spoiled,omitempty"`
}

// Shift is what a shift report says.
type Shift struct {
	ID      string `json:"id"`
	Station string `json:"station"`
	Cashier string `json:"cashier"`
	Closed  bool   `json:"closed"`
	// Tenders is what was taken by tender, without the voided receipts.
	Tenders map[string]receipts.Money `json:"tenders"`
	// Expected and Counted are the cash of the drawer.
	Expected receipts.Money `json:"expected"`
	Counted  receipts.Money `json:"counted"`
	// Explained is the approved reason for a difference between the two.
	Explained string `json:"explained,omitempty"`
}

// Ledger is what the journal itself says of the same receipts: its running
// totals and its head.
type Ledger struct {
	Sold  int            `json:"sold"`  // receipts, voided ones and twins included, those keyed in from paper not
	Total receipts.Money `json:"total"` // what all charged, those from paper included
	// TakenBack is what voids and red receipts took back.
	TakenBack receipts.Money `json:"taken_back"`
	Head      string         `json:"head"` // hash of the last entry, hex
	Seq       int64          `json:"seq"`
	Verified  bool           `json:"verified"` // the whole chain was verified
}

// Outage is the frame of the proof.
type Outage struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// DataAsOf is the time of the copied prices and patients that were used.
	DataAsOf time.Time `json:"data_as_of"`
	// Incidents are the outages one by one, oldest first, in which the window
	// charged stand-alone; From and To are the first and the last edge of them.
	Incidents []Incident `json:"incidents,omitempty"`
}

// Incident is one outage: when it began, since when the window charged
// stand-alone, and when that ended; a zero Returned means that it goes on.
type Incident struct {
	ID         string    `json:"id"`
	T0         time.Time `json:"t0"`
	Standalone time.Time `json:"standalone"`
	Returned   time.Time `json:"returned,omitzero"`
}
