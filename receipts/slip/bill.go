package slip

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"outpost/receipts"
)

// billWords is what slips say of bills that are more than plain lines paid at
// once.
type billWords struct {
	unpaid, unpaidMark, paper, deferred, between        string
	paidLater, inPackage, listPrice, prescription       string // formats
	paymentTitle, paymentNote, paymentItem, paymentUnit string // paymentNote and paymentItem are formats
}

func chineseBill() billWords {
	return billWords{
		unpaid: "未缴费 UNPAID", unpaidMark: "未缴费", paper: "手工收据补录 PAPER", deferred: "医保（暂缓缴费）", between: "、",
		paidLater: "已补缴 %s %s", inPackage: "（套餐：%s）", listPrice: "（原价 %s）", prescription: "[%s] ",
		paymentTitle: "应急缴费收据（补缴）", paymentNote: "补缴收据 %s 的欠费；请与原收据一并保存", paymentItem: "补缴收据 %s 欠费", paymentUnit: "次",
	}
}

func englishBill() billWords {
	return billWords{
		unpaid: "UNPAID 未缴费", unpaidMark: "UNPAID", paper: "PAPER 手工收据, keyed in later", deferred: "insured (deferred)", between: ", ",
		paidLater: "PAID LATER by %s %s", inPackage: " (package: %s)", listPrice: " (list price %s)", prescription: "[%s] ",
		paymentTitle: "Payment receipt", paymentNote: "Pays what receipt %s left owed; keep it with that one.", paymentItem: "What receipt %s left owed", paymentUnit: "once",
	}
}

// Payment lays out the payment receipt of what a receipt left owed and was paid
// later: its Settlement. It carries no code: that of the receipt stands.
// ErrInput where nothing was paid later.
func Payment(in Input, layout Layout) (Slip, error) {
	s := in.Receipt.Settlement
	if s == nil {
		return Slip{}, fmt.Errorf("%w: nothing was paid later of receipt %s", ErrInput, in.Receipt.Number)
	}
	if err := layout.Validate(); err != nil {
		return Slip{}, fmt.Errorf("%w: %w", ErrInput, err)
	}
	if in.Zone == nil {
		in.Zone = time.UTC
	}
	c := &composer{layout: layout, words: wording(in.Language)}
	w, paid := c.words.bill, in.Receipt
	c.words.title, c.payment = w.paymentTitle, true
	in.Note, in.Code = fmt.Sprintf(w.paymentNote, paid.Number), ""
	owed := receipts.Bill{Payments: s.Owed}.Owed()
	paid.Lines = []receipts.Line{{
		Item: receipts.FreeItem, Name: fmt.Sprintf(w.paymentItem, paid.Number), Unit: w.paymentUnit, Quantity: receipts.One, Amount: owed, Category: receipts.CategoryOther,
	}}
	paid.Number, paid.Form, paid.At, paid.Cashier, paid.Station = s.Number, "", s.At, s.Cashier, s.Station
	paid.Payments, paid.Rounding, paid.Total, paid.Settlement = s.Payments, s.Rounding, s.Paid(), nil
	paid.Paper, paid.ClockDoubtful, paid.Prescriptions = false, false, nil
	in.Receipt = paid
	c.in = in
	c.compose()
	return Slip{
		Width: layout.Width, Height: layout.Height, Language: in.Language, Title: c.clean(c.words.title + " " + s.Number),
		Created: s.At, Pages: c.pages, Warnings: c.warnings,
	}, nil
}

// item is what a line says under its name: the prescription where the bill has
// several, the package, and the list's price where another was charged.
func (c *composer) item(l receipts.Line) string {
	w, text := c.words.bill, l.Name
	if l.Prescription != "" && len(c.in.Receipt.Prescriptions) > 1 {
		text = fmt.Sprintf(w.prescription, l.Prescription) + text
	}
	if c.places != nil { // a dispensing copy names no price
		return text
	}
	if l.Package != "" {
		text += fmt.Sprintf(w.inPackage, l.Package)
	}
	if l.Repriced() {
		text += fmt.Sprintf(w.listPrice, l.ListPrice)
	}
	return text
}

// ordered is everybody of one kind who ordered something, the bill's own first.
func (c *composer) ordered(own string, of func(receipts.Prescription) string) string {
	var all []string
	if own != "" {
		all = append(all, own)
	}
	for _, p := range c.in.Receipt.Prescriptions {
		if name := of(p); name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return strings.Join(all, c.words.bill.between)
}

// standing says that a receipt is keyed in from paper, unpaid, or was paid later.
func (c *composer) standing() []string {
	r, w := c.in.Receipt, c.words.bill
	var all []string
	if r.Paper {
		all = append(all, w.paper)
	}
	switch {
	case r.Unpaid() > 0 && !c.payment:
		all = append(all, w.unpaid+" "+r.Money.Display(r.Unpaid()))
	case r.Settlement != nil:
		all = append(all, fmt.Sprintf(w.paidLater, r.Settlement.Number, r.Settlement.At.In(c.in.Zone).Format(c.words.timeLayout)))
	}
	return all
}

// class is how an insured patient's bill is settled: by whom, where that is known.
func (c *composer) class() string {
	i := c.in.Receipt.Insurance
	if i == nil {
		return c.words.insured
	}
	if i.Way == receipts.InsuredDeferred {
		return c.words.bill.deferred
	}
	if insurer, ok := receipts.Chosen(c.in.Insurers, i.Insurer); ok {
		if name := insurer.English; c.in.Language != Chinese && name != "" {
			return name
		}
		return insurer.Chinese
	}
	return c.words.insured
}
