package store

import (
	"time"

	"outpost/receipts"
)

// OutboxState says what is known of a receipt in the HIS (his.md, "States").
type OutboxState string

// The states of an outbox row. Only Confirmed, ByHand, Voided and
// Refunded are final.
const (
	// Pending: never sent.
	Pending OutboxState = "pending"
	// Sent: a request is on its way, or was when the program ended.
	Sent OutboxState = "sent"
	// Unknown: the request was sent and its answer never came or proves nothing.
	Unknown OutboxState = "unknown"
	// Refused: the HIS said no, and nothing of the receipt stands there.
	Refused OutboxState = "refused"
	// Differs: read back from the HIS, but not the same patient, lines and
	// amount. A person decides.
	Differs OutboxState = "differs"
	// Confirmed: read back from the HIS with its own number and the same
	// patient, lines and amount to the last minor unit.
	Confirmed OutboxState = "confirmed"
	// ByHand: a person decided it; the decision is in the journal.
	ByHand OutboxState = "by hand"
	// Held: it is not sent by itself, because somebody must look first; the reason
	// says why. A person's decision links it, releases it or writes it off.
	Held OutboxState = "held"
	// Voided: taken back before it was sent; never sent, still counted.
	Voided OutboxState = "voided"
	// Refunded: taken back by a red receipt before it was sent, or that red receipt
	// itself; never sent, both still counted.
	Refunded OutboxState = "refunded"
)

// Final says whether nothing more is to be done for a row in this state.
func (s OutboxState) Final() bool {
	return s == Confirmed || s == ByHand || s == Voided || s == Refunded
}

// OutboxRow is one receipt on its way to the HIS.
type OutboxRow struct {
	Receipt  receipts.Receipt
	State    OutboxState
	Attempts int
	// HISNumber is the HIS's own number of the bill, once known.
	HISNumber string
	// Reason says in a sentence why the row is refused, unknown or differs.
	Reason  string
	Updated time.Time
	// Decision is set once a person has decided.
	Decision *Decision
}

// Answer is what one exchange with the HIS came to.
type Answer struct {
	State     OutboxState `json:"state"`
	HISNumber string      `json:"his_number,omitempty"`
	Reason    string      `json:"reason,omitempty"`
}

// Verdict is what a person decided about a receipt.
type Verdict string

// The decisions that close a case or send it back to the list.
const (
	// VerdictLinked: it stands in the HIS already, entered by hand; the HIS's
	// number goes with the decision.
	VerdictLinked Verdict = "linked"
	// VerdictAccepted: the difference was looked at and is settled elsewhere.
	VerdictAccepted Verdict = "accepted"
	// VerdictWrittenOff: it will not be entered; the reason says why.
	VerdictWrittenOff Verdict = "written off"
	// VerdictResend: a person has made sure that the HIS holds no copy; the row
	// goes back to Pending. So a held row is released.
	VerdictResend Verdict = "resend"
)

// Decision is a person's word on a receipt that the program could not settle.
type Decision struct {
	Verdict   Verdict   `json:"verdict"`
	HISNumber string    `json:"his_number,omitempty"`
	By        string    `json:"by"`
	Role      string    `json:"role"`
	Reason    string    `json:"reason"`
	At        time.Time `json:"at"`
}
