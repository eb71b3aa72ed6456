package store

import (
	"bytes"
	"encoding/json"
	"fmt"

	"outpost/receipts"
	"outpost/store/incident"
	"outpost/store/journal"
)

// The kinds of journal entries. A kind, once used, keeps its meaning for ever.
const (
	kindFounded   = "founded"
	kindSettings  = "settings"
	kindPriceList = "price list"
	kindPatient   = "patient"
	kindSale      = "sale"
	kindPaper     = "paper"
	kindVoid      = "void"
	kindPrint     = "print"
	kindOutage    = "outage"
	kindFault     = "fault"
	kindSent      = "his sent"
	kindAnswer    = "his answer"
	kindDecision  = "decision"
	kindCheck     = "his check"
)

// The kinds of receipts, as the receipts table names them.
const (
	receiptSale  = "sale"
	receiptPaper = "paper" // written on paper, keyed in later
	receiptRed   = "red"   // takes another one back
	receiptRest  = "rest"  // what a partial refund leaves charged
)

// saleBody is a sale as the journal keeps it: the receipt with its patient
// reduced to key and number, and the whole patient sealed beside it.
type saleBody struct {
	Receipt receipts.Receipt `json:"receipt"`
	Patient []byte           `json:"patient_sealed"`
	// Bill is the fingerprint of the bill as it was handed in: the same id with
	// another one is refused.
	Bill string `json:"bill"`
	// Use is the form's number that the receipt used up; nil on plain paper.
	Use *numberUse `json:"use,omitempty"`
	// Approvals are what somebody else approved of the bill.
	Approvals []approvalBody `json:"approvals,omitempty"`
	// Held is why the receipt is not sent to the HIS by itself; empty where it is.
	Held string `json:"held,omitempty"`
	// From is set for a rest receipt.
	From *restFrom `json:"from,omitempty"`
}

// restFrom is which line of the original, from 1, each line of a rest receipt is.
type restFrom struct {
	Original string `json:"original"`
	Lines    []int  `json:"lines"`
	// Unsaid says that what stays of a line, of which only what was refunded was
	// said not to be handed out, is confirmed by nobody. Entries from before this was
	// written took it for handed out.
	Unsaid bool `json:"unsaid,omitempty"`
}

// patientBody is a patient registered at the window: number in the clear, the
// rest sealed.
type patientBody struct {
	Number  string `json:"number"`
	Patient []byte `json:"patient_sealed"`
	// Use is the number's place in a range; nil for the window's own series.
	Use *numberUse `json:"use,omitempty"`
}

type voidBody struct {
	Receipt string `json:"receipt"`
	By      string `json:"by"`
	Reason  string `json:"reason"`
	// PaperMissing is why the receipt's paper was not handed in; empty where it was.
	PaperMissing string `json:"paper_missing,omitempty"`
	// Owed are the electronic payments, which go back the way they came.
	Owed []voidedPayment `json:"owed,omitempty"`
}

// voidedPayment is a payment of a voided receipt, N its place there, from 1.
type voidedPayment struct {
	N         int            `json:"n"`
	Tender    string         `json:"tender"`
	Amount    receipts.Money `json:"amount"`
	Reference string         `json:"reference,omitempty"`
}

type printBody struct {
	Receipt string `json:"receipt"`
	Copy    int    `json:"copy"`
	Way     string `json:"way"`
}

type outageBody struct {
	Order    *incident.Order   `json:"order,omitempty"`
	Events   []incident.Event  `json:"events"`
	Snapshot incident.Snapshot `json:"snapshot"`
}

type sentBody struct {
	Receipt string `json:"receipt"`
}

type answerBody struct {
	Receipt string `json:"receipt"`
	Answer
}

type decisionBody struct {
	Receipt string `json:"receipt"`
	Decision
}

// PriceList is a version of a price list as the journal keeps it: the items
// themselves lie in the catalogue.
type PriceList struct {
	List   string `json:"list"`
	Hash   string `json:"hash"`
	Count  int    `json:"count"`
	Source string `json:"source"`
	By     string `json:"by,omitempty"`
}

// Settings is what a hospital decided, as accepted at this window.
type Settings struct {
	// TOML is the accepted file, to the byte. No password stands in it.
	TOML string `json:"toml"`
	// Rules are what the till computes with, read from it.
	Rules receipts.Rules `json:"rules"`
	By    string         `json:"by,omitempty"`
	// PINDays is how long a PIN lasts, in days; 0 is people.DefaultPINDays, less
	// is for ever.
	PINDays int `json:"pin_days,omitempty"`
}

func encode(body any) ([]byte, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("encoding an entry: %w", err)
	}
	return raw, nil
}

// decode reads an entry's content; of one that was brought in from a former
// ledger, the former entry's.
func decode[T any](e journal.Entry) (body T, err error) {
	if bytes.HasPrefix(e.Body, joinedStart) && e.Kind != kindJoined {
		e.Kind = kindJoined // read by its place, as what it means
		if e, err = unwrapped(e); err != nil {
			return body, err
		}
	}
	return decodeBody[T](e)
}

// joinedStart is how the content of a joined entry begins, and no other's.
var joinedStart = []byte(`{"entry":"`)

func decodeBody[T any](e journal.Entry) (body T, err error) {
	if err := json.Unmarshal(e.Body, &body); err != nil {
		return body, fmt.Errorf("%w: entry %d (%s) cannot be read: %w", journal.ErrDamaged, e.Seq, e.Kind, err)
	}
	return body, nil
}
