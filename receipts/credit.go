package receipts

import (
	"strings"
	"time"
	"unicode/utf8"
)

// The built-in tenders of money that is not paid but owed. They stand among a
// bill's payments, so that no bill is without payment rows, and are never in the
// settings.
const (
	// TenderGreen is the green channel (绿色通道欠费): treated first, pays later.
	TenderGreen = "green"
	// TenderDeferred is an insured special-disease patient's deferred payment
	// (暂缓缴费).
	TenderDeferred = "deferred"
)

// CreditTenders lists the built-in tenders of money that is owed.
func CreditTenders() []Tender {
	return []Tender{
		{Code: TenderGreen, English: "Green channel, unpaid", Chinese: "绿色通道欠费", Credit: true},
		{Code: TenderDeferred, English: "Deferred, unpaid", Chinese: "暂缓缴费", Credit: true},
	}
}

// IsCredit says whether a tender's money is owed, not taken.
func IsCredit(tender string) bool { return tender == TenderGreen || tender == TenderDeferred }

// checkCredit refuses money left owed on a bill that gives no right to it.
func (b Bill) checkCredit(payments []Payment) error {
	if !cleanText(b.Green) || utf8.RuneCountInString(b.Green) > MaxName {
		return refuse(ErrCredit, "the reason for the green channel holds control characters or is longer than %d; type it again", MaxName)
	}
	seen, owed := map[string]bool{}, false
	for _, p := range payments {
		switch {
		case !IsCredit(p.Tender):
			continue
		case seen[p.Tender]:
			return refuse(ErrCredit, "%s stands twice among the payments; write its whole amount once", p.Tender)
		case p.Reference != "":
			return refuse(ErrReference, "what is owed has no merchant's reference yet; it comes with the later payment")
		case p.Tender == TenderGreen && !strings.ContainsFunc(b.Green, visible):
			return refuse(ErrCredit, "the green channel needs its reason: why the patient is treated first and pays later")
		case p.Tender == TenderDeferred && (b.Insurance == nil || b.Insurance.Way != InsuredDeferred):
			return refuse(ErrCredit, "only an insured special-disease patient's payment is deferred; say the insurer and the kind of benefit, and have it approved")
		}
		seen[p.Tender], owed = true, true
	}
	if b.Insurance != nil && b.Insurance.Way == InsuredDeferred && !seen[TenderDeferred] {
		return refuse(ErrCredit, "the payment is to be deferred, but nothing of it is; pay in full, or leave a part to %s", TenderDeferred)
	}
	if owed && b.Green != "" && !seen[TenderGreen] {
		return refuse(ErrCredit, "the bill is a green channel patient's, but nothing is left to %s", TenderGreen)
	}
	return nil
}

// Settlement is the later payment of what a receipt left owed.
type Settlement struct {
	// Number is the payment receipt's own: that of the receipt with "-P" behind.
	Number string `json:"number"`
	// Payments are the tenders that paid it; what they come to is Paid.
	Payments []Payment `json:"payments"`
	// Owed is what was owed by tender, as the receipt had it.
	Owed []Payment `json:"owed"`
	// Rounding is the cash rounding of the later payment (may be negative).
	Rounding Money     `json:"rounding,omitempty"`
	At       time.Time `json:"at"`
	Cashier  string    `json:"cashier"`
	Shift    string    `json:"shift,omitempty"`
	Station  string    `json:"station"`
	// Printed counts the prints of the payment receipt so far.
	Printed int `json:"-"`
}

// Paid is what the later payment came to: what was owed and its rounding.
func (s Settlement) Paid() (sum Money) {
	for _, p := range s.Payments {
		sum += p.Amount
	}
	return sum
}

// Unpaid is what the receipt still leaves owed, in minor units.
func (r Receipt) Unpaid() Money {
	if r.Settlement != nil || r.Void != nil || r.Refunded != nil || r.Kind == KindRed {
		return 0
	}
	return r.Owed()
}

// SettleCredit pays all that a receipt leaves owed: the same tenders, change,
// references and cash rounding as a sale. Number, time and place are the
// ledger's to add. ErrCredit where nothing is owed; ErrPayment and the others as
// Settle.
func SettleCredit(r Receipt, payments []Payment, rules Rules) (Settlement, error) {
	owed := r.Unpaid()
	if owed <= 0 {
		return Settlement{}, refuse(ErrCredit, "nothing is owed on receipt %s", r.Number)
	}
	for _, p := range payments {
		if IsCredit(p.Tender) {
			return Settlement{}, refuse(ErrTender, "what is owed is not paid by owing it; choose a tender that takes money")
		}
	}
	s := Settlement{Number: r.Number + "-P"}
	var err error
	if s.Payments, s.Rounding, err = rules.split(owed, payments); err != nil {
		return Settlement{}, err
	}
	for _, p := range r.Payments {
		if IsCredit(p.Tender) {
			s.Owed = append(s.Owed, p)
		}
	}
	return s, nil
}

// Settled is the receipt as it stands with its later payment: what was owed is
// replaced by what paid it, and rounding and total are the later ones. So the HIS
// gets it. A receipt without a later payment is returned as it is.
func (r Receipt) Settled() Receipt {
	if r.Settlement == nil {
		return r
	}
	var payments []Payment
	for _, p := range r.Payments {
		if !IsCredit(p.Tender) {
			payments = append(payments, p)
		}
	}
	r.Payments = append(payments, r.Settlement.Payments...)
	r.Rounding += r.Settlement.Rounding
	r.Total += r.Settlement.Rounding
	return r
}
