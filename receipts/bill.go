package receipts

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// Line is one charge item on a bill, with everything that the receipt, the HIS
// and a later refund need, so that it never depends on a price list again.
type Line struct {
	// Item is the charge item's key: the list plus the columns that its mapping
	// names, such as "drug/1017".
	Item     string   `json:"item"`
	Code     string   `json:"code,omitempty"`
	Name     string   `json:"name"`
	Spec     string   `json:"spec,omitempty"`
	Unit     string   `json:"unit,omitempty"`
	Maker    string   `json:"maker,omitempty"`
	Category Category `json:"category"`
	Price    Price    `json:"price_e4"`
	Quantity Quantity `json:"qty_e3"`
	// Amount is price × quantity in minor units, set by Settle.
	Amount Money `json:"amount"`
	// List is the short hash of the price-list version that the price is from;
	// empty for a free-text item, which no list has.
	List string `json:"list"`
	// Prescription is the number of the bill's prescription that ordered it;
	// empty where it is the bill's own doctor and department.
	Prescription string `json:"prescription,omitempty"`
	// Order is the HIS's number of the open order that the line charges; empty where
	// nothing was copied from the HIS.
	Order string `json:"order,omitempty"`
	// Package is the name of the package that the line was part of.
	Package string `json:"package,omitempty"`
	// PriceReason says why Price is not the list's, which ListPrice keeps (0 is a
	// price too); empty for a line at the list's price.
	PriceReason string `json:"price_reason,omitempty"`
	ListPrice   Price  `json:"list_price_e4,omitempty"`
	// ApprovedBy is who approved price, quantity or free text; the ledger sets it.
	ApprovedBy string `json:"approved_by,omitempty"`
}

// FreeItem is the key of every free-text item: something that no price list
// has, with name, category and price typed at the window.
const FreeItem = "free-text"

// FreeText says that the line is an item that no price list has.
func (l Line) FreeText() bool { return l.Item == FreeItem }

// Repriced says that the price was changed by hand.
func (l Line) Repriced() bool { return l.PriceReason != "" }

// Payment is one tender of a bill. What the patient hands over is Tendered;
// Amount is what of it pays the bill; the difference is Change (cash only).
type Payment struct {
	Tender    string `json:"tender"`
	Tendered  Money  `json:"tendered"`
	Amount    Money  `json:"amount"`
	Change    Money  `json:"change,omitempty"`
	Reference string `json:"reference,omitempty"`
	// Owed is what of a red receipt's electronic payment has still to go back: no
	// cash is given for it. Positive, minor units.
	Owed Money `json:"owed,omitempty"`
}

// Bill is what a cashier is working on. Its id is made when it opens and stays
// the key of the receipt for ever, so that completing twice completes once.
type Bill struct {
	ID         string    `json:"id"`
	Patient    Patient   `json:"patient"`
	Insured    bool      `json:"insured,omitempty"`
	Lines      []Line    `json:"lines"`
	Payments   []Payment `json:"payments"`
	Cashier    string    `json:"cashier"`
	Doctor     string    `json:"doctor,omitempty"`
	Department string    `json:"department,omitempty"`
	// Prescriptions are the paper prescriptions that its lines name.
	Prescriptions []Prescription `json:"prescriptions,omitempty"`
	// Green is why the patient is treated first and pays later (绿色通道); with it
	// the bill may be paid by TenderGreen.
	Green string `json:"green,omitempty"`
	// Insurance is how an insured patient's bill is settled.
	Insurance *Insurance `json:"insurance,omitempty"`
}

// Clone copies a bill so that neither changes with the other.
func (b Bill) Clone() Bill {
	b.Lines = slices.Clone(b.Lines)
	b.Payments = slices.Clone(b.Payments)
	b.Prescriptions = slices.Clone(b.Prescriptions)
	if b.Insurance != nil {
		insurance := *b.Insurance
		b.Insurance = &insurance
	}
	return b
}

// NewID makes the id of a bill, patient, order or fault at the window: a UUID
// version 7, so that ids sort by time.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// Receipt is a settled bill as the ledger wrote it down.
type Receipt struct {
	Bill
	// Number is the ledger's serial (流水号): the window's prefix and a running
	// number.
	Number string `json:"number"`
	// Form is the number of the printed form that bears it (票据号), out of a range
	// that was taken out; empty on plain paper. A receipt printed anew on another
	// form has that one's.
	Form string `json:"form,omitempty"`
	// Rounding is the cash rounding, a line of its own (minor units, may be
	// negative). Total includes it.
	Rounding Money `json:"rounding,omitempty"`
	Total    Money `json:"total"`
	// At is the time of the sale (UTC, µs); Day the business day, YYYY-MM-DD.
	At  time.Time `json:"at"`
	Day string    `json:"day"`
	// Served is when what a rest receipt charges was first charged, before the
	// refund; zero on any other. See ServedAt.
	Served time.Time `json:"served,omitzero"`
	// Shift is the id of the shift that sold it; empty in a drill.
	Shift   string   `json:"shift,omitempty"`
	Station string   `json:"station"`
	Drill   bool     `json:"drill,omitempty"`
	Money   Currency `json:"currency"`
	// Seq and Head are the journal entry's place and hash (hex); they are not
	// part of the entry's own body.
	Seq  int64  `json:"-"`
	Head string `json:"-"`
	// Paper says that the receipt was written on paper and keyed in later: Number
	// and At are the paper's own.
	Paper bool `json:"paper,omitempty"`
	// Recovered says that the ledger which sold it is lost and that it was entered
	// again from the signed code on its paper.
	Recovered bool `json:"recovered,omitempty"`
	// ClockDoubtful says that the clock was not to be believed: At is what it
	// said, the order is that of the numbers.
	ClockDoubtful bool `json:"clock_doubtful,omitempty"`
	// Kind is empty for a sale; Cites, Replaces and ReplacedBy name the receipts
	// that it belongs with. See Refund.
	Kind       Kind   `json:"kind,omitempty"`
	Cites      string `json:"cites,omitempty"`
	Replaces   string `json:"replaces,omitempty"`
	ReplacedBy string `json:"replaced_by,omitempty"`
	// Reversal is why and how a red receipt gives money back; nil on any other.
	Reversal *Reversal `json:"reversal,omitempty"`
	// Void is set when the receipt was taken back in its own shift.
	Void *Void `json:"-"`
	// Refunded is set when a red receipt took it back.
	Refunded *Refunded `json:"-"`
	// Settlement is set when what was owed was paid later.
	Settlement *Settlement `json:"-"`
	// Printed counts the prints so far; every print after the first is a copy.
	Printed int `json:"-"`
	// FormsBefore are the forms that bore it before Form, the oldest first; each
	// of them is voided.
	FormsBefore []string `json:"-"`
}

// Void says who took a receipt back, when and why.
type Void struct {
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	Reason string    `json:"reason"`
	// PaperMissing is why its paper was not handed in; empty where it was.
	PaperMissing string `json:"paper_missing,omitempty"`
}

// CategoryTotal is what a receipt charges under one fee category.
type CategoryTotal struct {
	Category Category
	Amount   Money
}

// ByCategory totals the lines by fee category, in the official order, without
// the rounding and without categories that do not occur. A category that this
// program does not know counts as CategoryOther, so that nothing is left out.
func (b Bill) ByCategory() []CategoryTotal {
	known, sums := Categories(), map[Category]Money{}
	for _, line := range b.Lines {
		c := line.Category
		if !slices.Contains(known, c) {
			c = CategoryOther
		}
		sums[c] += line.Amount
	}
	var totals []CategoryTotal
	for _, c := range known {
		if amount, ok := sums[c]; ok {
			totals = append(totals, CategoryTotal{c, amount})
		}
	}
	return totals
}

// Tendered is what the patient handed over, over all payments; what is owed is
// not handed over.
func (b Bill) Tendered() (sum Money) {
	for _, p := range b.Payments {
		if !IsCredit(p.Tender) {
			sum += p.Tendered
		}
	}
	return sum
}

// Owed is what the bill leaves unpaid: green channel or deferred.
func (b Bill) Owed() (sum Money) {
	for _, p := range b.Payments {
		if IsCredit(p.Tender) {
			sum += p.Amount
		}
	}
	return sum
}

// Change is what goes back to the patient in cash.
func (b Bill) Change() (sum Money) {
	for _, p := range b.Payments {
		sum += p.Change
	}
	return sum
}
