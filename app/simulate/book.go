package simulate

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/journal"
)

// book is what the ledger must hold, worked out from its entries by rules of its
// own: none of the store's projections is asked. Each entry is held against the
// rules when it is written down here.
type book struct {
	head     journal.Head
	bodies   [][sha256.Size]byte // of the entries' contents, by seq-1
	bills    []*bill             // in the order of their entries
	byID     map[string]*bill
	byNumber map[string]*bill
	shift    shift // the open one
	closed   int   // shifts
	mode     incident.Mode
	patients map[string]string // number by id
	given    map[string]*approval
	ranges   map[string]*numbers
	owed     map[owing]receipts.Money // electronic money that has to go back
	drops    map[int64]*drop          // by entry
	foreign  map[string]bool          // other windows' receipts that were refunded here
	// former are the entries of ledgers that were set aside and are not joined yet.
	former
	// rest is the receipt that must follow a partial refund's red one.
	rest *receipts.Receipt
}

// bill is a receipt as the book knows it.
type bill struct {
	receipts.Receipt
	state    store.OutboxState
	attempts int
	number   string // of the bill in the HIS
	decision *store.Decision
	prints   int
	use      *use // the printed form's number
	former   bool // joined
	voided   bool
	refunded bool
	// not is how much of each line was signed off as not handed out.
	not map[int]receipts.Quantity
	// given says of which lines a department said that something was handed out.
	given map[int]bool
}

// stands says whether the receipt still charges something.
func (r *bill) stands() bool { return !r.voided && !r.refunded && r.Kind != receipts.KindRed }

// shift is a cashier's shift.
type shift struct {
	id, cashier string
	float       receipts.Money
}

func newBook() *book {
	return &book{
		byID: map[string]*bill{}, byNumber: map[string]*bill{}, patients: map[string]string{},
		given: map[string]*approval{}, ranges: map[string]*numbers{}, mode: incident.ModeOnline,
		owed: map[owing]receipts.Money{}, drops: map[int64]*drop{}, foreign: map[string]bool{}, former: newFormer(),
	}
}

// write adds the next entry, where the rules allow it.
func (b *book) write(e journal.Entry) error {
	if e.Seq != b.head.Seq+1 || e.Prev != b.head.Hash {
		return fmt.Errorf("it does not follow entry %d", b.head.Seq)
	}
	add, err := b.read(e)
	if err != nil {
		return err
	}
	want := journal.Totals{Receipts: b.head.Totals.Receipts + add.Receipts, Sales: b.head.Totals.Sales + add.Sales, Voids: b.head.Totals.Voids + add.Voids}
	if e.Kind == "founded" {
		want = b.begins
	}
	if e.Totals != want {
		return fmt.Errorf("its running totals are %+v, not %+v", e.Totals, want)
	}
	b.origin(e)
	b.bodies = append(b.bodies, sha256.Sum256(e.Body))
	b.head = journal.Head{Seq: e.Seq, Hash: e.Hash, Totals: e.Totals}
	return nil
}

// decoded reads an entry's content.
func decoded[T any](e journal.Entry) (body T, err error) {
	err = json.Unmarshal(e.Body, &body)
	return body, err
}

// about is what most entries about a receipt have.
type about struct {
	Receipt string `json:"receipt"`
}

func (b *book) bill(e journal.Entry) (*bill, error) {
	body, err := decoded[about](e)
	if err != nil {
		return nil, err
	}
	if found := b.byID[body.Receipt]; found != nil {
		return found, nil
	}
	return nil, fmt.Errorf("there is no receipt %s", body.Receipt)
}

// read takes an entry's meaning in, and returns what it adds to the totals.
func (b *book) read(e journal.Entry) (add journal.Totals, err error) {
	if b.rest != nil && e.ID != b.rest.ID {
		return add, fmt.Errorf("the rest receipt %s does not follow its red one", b.rest.Number)
	}
	switch e.Kind {
	case "founded":
		err = b.founded(e)
	case "joined":
		err = b.joined(e)
	case "former ledger joined":
		b.whole = b.whole || b.past == nil
	case "sale":
		add, err = b.sale(e)
	case "paper":
		add, err = b.paper(e)
	case "void":
		add, err = b.void(e)
	case "refund":
		add, err = b.refund(e)
	case "sign-off":
		err = b.signOff(e)
	case "owed settled":
		err = b.owedSettled(e)
	case "settlement":
		err = b.settlement(e)
	case "print":
		var r *bill
		if r, err = b.bill(e); err == nil {
			r.prints++
		}
	case "his sent", "his answer", "decision", "going over":
		err = b.outbox(e)
	case "shift open", "shift close":
		err = b.shifts(e)
	case "cash drop", "cash drop back":
		err = b.drop(e)
	case "outage":
		var body struct{ Snapshot incident.Snapshot }
		body, err = decoded[struct{ Snapshot incident.Snapshot }](e)
		b.mode = body.Snapshot.Mode
	case "patient":
		err = b.patient(e)
	case "approval":
		err = b.approval(e)
	case "numbers spared":
		add, err = b.spared(e)
	}
	if err == nil {
		err = b.numbersIn(e)
	}
	return add, err
}

func (b *book) patient(e journal.Entry) error {
	body, err := decoded[struct{ Number string }](e)
	for id, number := range b.patients {
		if number == body.Number {
			return fmt.Errorf("the patient's number %s is that of %s already", number, id)
		}
	}
	b.patients[e.ID] = body.Number
	return err
}
