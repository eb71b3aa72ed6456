package reconcile

import (
	"time"

	"outpost/receipts"
	"outpost/store"
	"outpost/sync/his"
)

// Exception is a receipt that is not simply in the HIS: a case, open until a
// person has decided it.
type Exception struct {
	Receipt   string            `json:"receipt"` // id
	Number    string            `json:"number"`
	Amount    receipts.Money    `json:"amount"` // minor units
	State     store.OutboxState `json:"state"`
	HISNumber string            `json:"his_number,omitempty"`
	Code      his.Code          `json:"code"`
	// Sentence says what is the matter; it names no patient.
	Sentence string          `json:"sentence,omitempty"`
	At       time.Time       `json:"at"`
	Age      time.Duration   `json:"age"` // since the sale, ns
	Decision *store.Decision `json:"decision,omitempty"`
	// Verdicts are the decisions that may be taken now.
	Verdicts []store.Verdict `json:"verdicts,omitempty"`
	Open     bool            `json:"open"`
}

// Exceptions makes the cases of the rows, in their order. A confirmed, voided
// or refunded receipt is none, nor is its red one; a pending one is, until it is sent: nothing is hidden.
func Exceptions(rows []store.OutboxRow, now time.Time) []Exception {
	var cases []Exception
	for _, row := range rows {
		if class := classify(row); class == confirmed || class == voided || class == refunded || class == red {
			continue
		}
		cases = append(cases, exception(row, now))
	}
	return cases
}

func exception(row store.OutboxRow, now time.Time) Exception {
	e := Exception{
		Receipt: row.Receipt.ID, Number: row.Receipt.Number, Amount: row.Receipt.Total, State: row.State,
		HISNumber: row.HISNumber, At: row.Receipt.At, Age: max(0, now.Sub(row.Receipt.At)),
		Decision: row.Decision, Verdicts: row.Verdicts(), Open: classify(row) == open,
	}
	e.Code, e.Sentence = his.SplitReason(row.Reason)
	switch {
	case row.Reason != "":
	case row.State == store.Pending:
		e.Code = his.CodeNotSent
	case row.State == store.Sent, row.State == store.Unknown:
		e.Code = his.CodeUnknown
	case row.State == store.Refused:
		e.Code = his.CodeRefused
	}
	return e
}

// class is where a receipt counts in the proof; each counts in exactly one.
type class int

const (
	open class = iota
	confirmed
	linked
	accepted
	writtenOff
	voided
	refunded
	red
)

// classify sorts a row. What is not certainly settled is open: a decision
// without a name and a reason, or a confirmation without the HIS's number,
// settles nothing.
func classify(row store.OutboxRow) class {
	switch {
	case row.Receipt.Void != nil && row.State == store.Voided:
		return voided
	case row.Receipt.Void != nil:
		return open // voided here after it was sent: it must be settled there
	case row.Receipt.Kind == receipts.KindRed && row.State == store.Refunded:
		return red
	case row.Receipt.Refunded != nil && row.State == store.Refunded:
		return refunded
	case row.Receipt.Refunded != nil:
		return open // refunded here and not taken off the list: it must be settled there
	case row.State == store.Confirmed && row.HISNumber != "":
		return confirmed
	case row.State != store.ByHand || row.Decision == nil || row.Decision.By == "" || row.Decision.Reason == "":
		return open
	}
	switch row.Decision.Verdict {
	case store.VerdictLinked:
		if row.Decision.HISNumber != "" {
			return linked
		}
	case store.VerdictAccepted:
		return accepted
	case store.VerdictWrittenOff:
		return writtenOff
	}
	return open
}
