package his

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"outpost/receipts"
)

// Difference is one point in which the HIS's record is not the receipt. Ours
// and HIS may hold personal data (a name); Sentence never does.
type Difference struct {
	Object Object `json:"object"`
	Code   Code   `json:"code"`
	What   string `json:"what"` // such as "line 2 amount"
	Ours   string `json:"ours"` // empty where the HIS's record is faulty in itself
	HIS    string `json:"his"`
}

// Sentence says the difference without naming the patient.
func (d Difference) Sentence() string {
	switch {
	case d.Code == CodePatient:
		return "the " + d.What + " is not the same"
	case d.Ours == "":
		return d.HIS
	}
	return fmt.Sprintf("%s is %s here and %s in the HIS", d.What, d.Ours, d.HIS)
}

// Explain joins differences to one kept reason, under the gravest code, which
// is the first one in Codes that occurs, a suspected duplicate before all.
func Explain(diffs []Difference) string {
	if len(diffs) == 0 {
		return ""
	}
	const most = 5 // more than a screen line holds helps nobody
	code, words := diffs[0].Code, make([]string, 0, len(diffs))
	for _, d := range diffs {
		if rank(d.Code) < rank(code) {
			code = d.Code
		}
		words = append(words, d.Sentence())
	}
	if len(words) > most {
		words = append(words[:most], fmt.Sprintf("and %d more", len(words)-most))
	}
	return Reason(code, strings.Join(words, "; "))
}

func rank(c Code) int {
	if c == CodeDuplicate {
		return -1
	}
	return slices.Index(Codes(), c)
}

// Incomplete says whether the HIS only lacks something that may still be on its
// way, and contradicts the receipt in nothing.
func Incomplete(diffs []Difference) bool {
	return len(diffs) > 0 && !slices.ContainsFunc(diffs, func(d Difference) bool { return d.Code != CodeIncomplete })
}

// Compare says in what the HIS's record differs from the receipt: number of
// copies, patient's name and key, each line's item, quantity and amount, the
// rounding, total, tax, tenders. None means the same to the last minor unit.
func Compare(r receipts.Receipt, got Record) []Difference {
	c := comparison{r: r, got: got}
	c.copies()
	c.patient()
	c.lines()
	c.payments()
	if c.has(Bill) {
		c.money(Bill, "total", CodePrice, r.Total, got.Total)
		c.money(Bill, "tax", CodePrice, 0, got.Tax)
		if got.Number == "" {
			c.add(Bill, CodeIncomplete, "bill number", "expected", "missing")
		}
	}
	for _, defect := range got.Defects {
		c.add(Bill, CodeLines, "record", "", defect)
	}
	return c.diffs
}

type comparison struct {
	r     receipts.Receipt
	got   Record
	diffs []Difference
}

func (c *comparison) add(o Object, code Code, what, ours, his string) {
	c.diffs = append(c.diffs, Difference{o, code, what, ours, his})
}

func (c *comparison) money(o Object, what string, code Code, ours, his receipts.Money) {
	if ours != his {
		c.add(o, code, what, c.r.Money.Format(ours), c.r.Money.Format(his))
	}
}

// has says whether a record of the kind is there, or was not looked for.
func (c *comparison) has(o Object) bool {
	n, looked := c.got.Copies[o]
	return !looked || n > 0
}

func (c *comparison) copies() {
	want := Expected(c.r)
	for _, o := range Objects() {
		n, looked := c.got.Copies[o]
		switch {
		case looked && n > want[o]:
			c.add(o, CodeDuplicate, "number of "+string(o)+" records", strconv.Itoa(want[o]), strconv.Itoa(n))
		case looked && n < want[o]:
			c.add(o, CodeIncomplete, "number of "+string(o)+" records", strconv.Itoa(want[o]), strconv.Itoa(n))
		}
	}
}

func (c *comparison) patient() {
	if !c.has(Patient) {
		return
	}
	if c.got.Patient.Name != c.r.Patient.Name {
		c.add(Patient, CodePatient, "patient's name", c.r.Patient.Name, c.got.Patient.Name)
	}
	if key := PatientKey(c.r.Patient); !slices.Contains(c.got.Patient.Keys, key) {
		c.add(Patient, CodePatient, "patient's key", key, strings.Join(c.got.Patient.Keys, ", "))
	}
}

func (c *comparison) lines() {
	byKey := map[string]Line{}
	for _, l := range c.got.Lines {
		byKey[l.Key] = l
	}
	for i, line := range c.r.Lines {
		c.line(fmt.Sprintf("line %d ", i+1), LineKey(c.r.ID, i), line, byKey)
	}
	if c.r.Rounding != 0 {
		c.rounding(byKey)
	}
	for _, l := range c.got.Lines {
		if _, left := byKey[l.Key]; left {
			c.add(Charge, CodeLines, "line "+l.Item, "not charged", c.r.Money.Format(l.Amount))
		}
	}
}

// line compares one charge and takes it off byKey. A missing one is an
// incomplete record, for it may still be on its way.
func (c *comparison) line(what, key string, want receipts.Line, byKey map[string]Line) {
	got, ok := byKey[key]
	if !ok {
		c.add(Charge, CodeIncomplete, what+"charge", c.r.Money.Format(want.Amount), "missing")
		return
	}
	delete(byKey, key)
	if got.Item != want.Item {
		c.add(Charge, CodeLines, what+"item", want.Item, got.Item)
	}
	if got.Quantity != want.Quantity {
		c.add(Charge, CodeLines, what+"quantity", want.Quantity.String(), got.Quantity.String())
	}
	c.money(Charge, what+"amount", CodePrice, want.Amount, got.Amount)
	if c.has(Bill) {
		c.money(Bill, what+"amount on the bill", CodePrice, want.Amount, got.Billed)
	}
}

func (c *comparison) rounding(byKey map[string]Line) {
	key := RoundingKey(c.r.ID)
	got, ok := byKey[key]
	delete(byKey, key)
	if !ok {
		c.add(Charge, CodeIncomplete, "rounding", c.r.Money.Format(c.r.Rounding), "missing")
		return
	}
	c.money(Charge, "rounding", CodePrice, c.r.Rounding, got.Amount)
	if c.has(Bill) {
		c.money(Bill, "rounding on the bill", CodePrice, c.r.Rounding, got.Billed)
	}
}

func (c *comparison) payments() {
	byKey := map[string]Paid{}
	for _, p := range c.got.Payments {
		byKey[p.Key] = p
	}
	for i, want := range c.r.Payments {
		what := fmt.Sprintf("payment %d ", i+1)
		got, ok := byKey[PaymentKey(c.r.ID, i)]
		delete(byKey, PaymentKey(c.r.ID, i))
		switch {
		case !ok:
			c.add(Payment, CodeIncomplete, what+"amount", c.r.Money.Format(want.Amount), "missing")
			continue
		case got.Tender != want.Tender:
			c.add(Payment, CodePayment, what+"tender", want.Tender, got.Tender)
		}
		c.money(Payment, what+"amount", CodePayment, want.Amount, got.Amount)
	}
	for _, p := range c.got.Payments {
		if _, left := byKey[p.Key]; left {
			c.add(Payment, CodePayment, "payment by "+p.Tender, "not taken", c.r.Money.Format(p.Amount))
		}
	}
}
