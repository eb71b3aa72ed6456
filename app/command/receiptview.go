package command

import (
	"time"

	"outpost/receipts"
	"outpost/store"
)

// receiptView is a receipt with its amounts as decimals.
type receiptView struct {
	ID         string            `json:"id"`
	Number     string            `json:"number"`
	Form       string            `json:"form,omitempty"`
	FormsVoid  []string          `json:"forms_voided,omitempty"`
	At         time.Time         `json:"at"`
	Day        string            `json:"day"`
	Station    string            `json:"station"`
	Cashier    string            `json:"cashier"`
	Drill      bool              `json:"drill,omitempty"`
	Patient    receipts.Patient  `json:"patient"`
	Insured    bool              `json:"insured,omitempty"`
	Lines      []lineView        `json:"lines"`
	Rounding   string            `json:"rounding"`
	Total      string            `json:"total"`
	Currency   string            `json:"currency"`
	Payments   []paymentView     `json:"payments"`
	Seq        int64             `json:"seq"`
	Head       string            `json:"head"`
	Printed    int               `json:"printed"`
	Void       *receipts.Void    `json:"void,omitempty"`
	State      store.OutboxState `json:"state"`
	HISNumber  string            `json:"his_number,omitempty"`
	Reason     string            `json:"reason,omitempty"`
	Attempts   int               `json:"attempts"`
	Decision   *store.Decision   `json:"decision,omitempty"`
	Department string            `json:"department,omitempty"`
	Doctor     string            `json:"doctor,omitempty"`
	// Paper says that it was written on paper and keyed in later.
	Paper         bool                    `json:"paper,omitempty"`
	Recovered     bool                    `json:"recovered,omitempty"`
	Prescriptions []receipts.Prescription `json:"prescriptions,omitempty"`
	Insurance     *receipts.Insurance     `json:"insurance,omitempty"`
	Green         string                  `json:"green,omitempty"`
	// Unpaid is what is still owed, "" where nothing is.
	Unpaid     string          `json:"unpaid,omitempty"`
	Settlement *settlementView `json:"settlement,omitempty"`
	refundParts
	// HandedOut is how each line stands; only in 'receipt show'.
	HandedOut []handedOutView `json:"handed_out,omitempty"`
}

// settlementView is the later payment of what a receipt left owed.
type settlementView struct {
	Number   string        `json:"number"`
	Paid     string        `json:"paid"`
	Rounding string        `json:"rounding"`
	At       time.Time     `json:"at"`
	Cashier  string        `json:"cashier"`
	Payments []paymentView `json:"payments"`
}

type lineView struct {
	Item     string            `json:"item"`
	Code     string            `json:"code,omitempty"`
	Name     string            `json:"name"`
	Spec     string            `json:"spec,omitempty"`
	Unit     string            `json:"unit,omitempty"`
	Maker    string            `json:"maker,omitempty"`
	Category receipts.Category `json:"category"`
	Price    string            `json:"price"`
	Qty      string            `json:"qty"`
	Amount   string            `json:"amount"`
	List     string            `json:"list"`

	Prescription string `json:"prescription,omitempty"`
	// Single and Doses are there where the prescription has several doses: qty is
	// single × doses.
	Single      string `json:"single,omitempty"`
	Doses       int    `json:"doses,omitempty"`
	Package     string `json:"package,omitempty"`
	ListPrice   string `json:"list_price,omitempty"`
	PriceReason string `json:"price_reason,omitempty"`
	ApprovedBy  string `json:"approved_by,omitempty"`
}

type paymentView struct {
	Tender    string `json:"tender"`
	Tendered  string `json:"tendered"`
	Amount    string `json:"amount"`
	Change    string `json:"change"`
	Reference string `json:"reference,omitempty"`
}

func viewReceipt(row store.OutboxRow) receiptView {
	r := row.Receipt
	money := amounts(r.Money)
	v := receiptView{
		ID: r.ID, Number: r.Number, Form: r.Form, FormsVoid: r.FormsBefore, At: r.At, Day: r.Day, Station: r.Station, Cashier: r.Cashier, Drill: r.Drill,
		Patient: r.Patient, Insured: r.Insured, Lines: []lineView{}, Rounding: money.of(r.Rounding), Total: money.of(r.Total),
		Currency: r.Money.Code, Payments: []paymentView{}, Seq: r.Seq, Head: r.Head, Printed: r.Printed, Void: r.Void,
		State: row.State, HISNumber: row.HISNumber, Reason: row.Reason, Attempts: row.Attempts, Decision: row.Decision,
		Department: r.Department, Doctor: r.Doctor,
		Paper: r.Paper, Recovered: r.Recovered, Prescriptions: r.Prescriptions, Insurance: r.Insurance, Green: r.Green,
		refundParts: viewRefund(r),
	}
	if unpaid := r.Unpaid(); unpaid > 0 {
		v.Unpaid = money.of(unpaid)
	}
	for _, l := range r.Lines {
		v.Lines = append(v.Lines, viewLine(r, l))
	}
	v.Payments = append(v.Payments, viewPayments(r.Money, r.Payments)...)
	if s := r.Settlement; s != nil {
		v.Settlement = &settlementView{s.Number, money.of(s.Paid()), money.of(s.Rounding), s.At, s.Cashier, viewPayments(r.Money, s.Payments)}
	}
	return v
}

func viewLine(r receipts.Receipt, l receipts.Line) lineView {
	v := lineView{
		Item: l.Item, Code: l.Code, Name: l.Name, Spec: l.Spec, Unit: l.Unit, Maker: l.Maker, Category: l.Category, Price: l.Price.String(),
		Qty: l.Quantity.String(), Amount: r.Money.Format(l.Amount), List: l.List, Prescription: l.Prescription, Package: l.Package,
		PriceReason: l.PriceReason, ApprovedBy: l.ApprovedBy,
	}
	if l.Repriced() {
		v.ListPrice = l.ListPrice.String()
	}
	if single, doses := r.Dosage(l); doses > 1 {
		v.Single, v.Doses = single.String(), doses
	}
	return v
}

func viewPayments(c receipts.Currency, payments []receipts.Payment) (all []paymentView) {
	for _, p := range payments {
		all = append(all, paymentView{p.Tender, c.Format(p.Tendered), c.Format(p.Amount), c.Format(p.Change), p.Reference})
	}
	return all
}
