package fhir

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"outpost/receipts"
	"outpost/sync/his"
)

// stand is everything found in the HIS under the keys of one receipt.
type stand struct {
	invoices   []invoice
	encounters []encounter
	accounts   []account
	charges    []chargeItem
	payments   []paymentNotice
}

func (s stand) empty() bool {
	return len(s.invoices)+len(s.encounters)+len(s.accounts)+len(s.charges)+len(s.payments) == 0
}

// ReadBack searches every type by our identifiers and puts together what the
// HIS now says of the receipt. The bill's number is the first identifier of the
// Invoice that is not ours, else "Invoice/id".
func (a *Adapter) ReadBack(ctx context.Context, r receipts.Receipt) (his.Record, bool, error) {
	s, err := a.gather(ctx, r.ID)
	if err != nil || s.empty() {
		return his.Record{}, false, err
	}
	t := &reading{a: a, r: r, s: s, chargeByRef: map[string]int{}}
	t.rec.Copies = map[his.Object]int{
		his.Visit: len(s.encounters), his.Account: len(s.accounts), his.Charge: len(s.charges),
		his.Bill: len(s.invoices), his.Payment: len(s.payments),
	}
	t.charges()
	t.bill()
	t.payments()
	if err := t.patient(ctx); err != nil {
		return his.Record{}, false, err
	}
	return t.rec, true, nil
}

// gather runs the searches one after another: a HIS that has just got up is
// asked gently.
func (a *Adapter) gather(ctx context.Context, id string) (s stand, err error) {
	if s.invoices, err = byKey[invoice](ctx, a, "Invoice", a.system(kindInvoice), id); err != nil {
		return s, err
	}
	if s.encounters, err = byKey[encounter](ctx, a, "Encounter", a.system(kindEncounter), id); err != nil {
		return s, err
	}
	if s.accounts, err = byKey[account](ctx, a, "Account", a.system(kindAccount), id); err != nil {
		return s, err
	}
	if s.charges, err = byKey[chargeItem](ctx, a, "ChargeItem", a.system(kindReceipt), id); err != nil {
		return s, err
	}
	s.payments, err = byKey[paymentNotice](ctx, a, "PaymentNotice", a.system(kindReceipt), id)
	return s, err
}

// reading turns resources into a record.
type reading struct {
	a           *Adapter
	r           receipts.Receipt
	s           stand
	rec         his.Record
	chargeByRef map[string]int // place in rec.Lines
}

func (t *reading) defect(format string, args ...any) {
	t.rec.Defects = append(t.rec.Defects, fmt.Sprintf(format, args...))
}

func (t *reading) money(what string, m *money) receipts.Money {
	v, err := readMoney(t.r.Money, m)
	if err != nil {
		t.defect("%s: %v", what, err)
	}
	return v
}

func (t *reading) charges() {
	for _, c := range t.s.charges {
		line := his.Line{Key: c.key(t.a.system(kindCharge)), Item: t.item(c.Code)}
		var err error
		if line.Quantity, err = readQuantity(c.Quantity); err != nil {
			t.defect("a charge: %v", err)
		}
		line.Amount = t.money("a charge", c.PriceOverride)
		line.Billed = line.Amount
		if !slices.Contains([]string{"billable", "billed", "planned"}, c.Status) {
			t.defect("a charge has the status %.20q", c.Status)
		}
		t.chargeByRef["ChargeItem/"+c.ID] = len(t.rec.Lines)
		t.rec.Lines = append(t.rec.Lines, line)
	}
}

// item is the charge item's key, or its first code where the HIS dropped ours.
func (t *reading) item(c concept) string {
	for _, code := range c.Coding {
		if code.System == t.a.system("item") || code.System == t.a.system("line") {
			return code.Code
		}
	}
	if len(c.Coding) > 0 {
		return c.Coding[0].Code
	}
	return c.Text
}

func (t *reading) bill() {
	if len(t.s.invoices) == 0 {
		return
	}
	inv := t.s.invoices[0]
	t.rec.Number = t.a.number(inv)
	if inv.Status != "issued" && inv.Status != "balanced" {
		t.defect("the bill has the status %.20q", inv.Status)
	}
	switch {
	case inv.TotalGross != nil:
		t.rec.Total = t.money("the bill's total", inv.TotalGross)
		if inv.TotalNet != nil {
			t.rec.Tax = t.rec.Total - t.money("the bill's net total", inv.TotalNet)
		}
	default:
		t.rec.Total = t.money("the bill's total", inv.TotalNet)
	}
	t.billLines(inv)
}

// billLines sets what the bill charges for each line, and finds lines that lead
// nowhere: a server that is not atomic keeps a bill of charges it refused.
func (t *reading) billLines(inv invoice) {
	billed := map[int]bool{}
	for i, l := range inv.LineItem {
		if l.ChargeItemReference == nil {
			t.defect("line %d of the bill cites no charge", i+1)
			continue
		}
		place, ok := t.chargeByRef[local(l.ChargeItemReference.Reference)]
		if !ok || billed[place] {
			t.defect("line %d of the bill cites a charge that is not there or stands twice", i+1)
			continue
		}
		billed[place] = true
		if len(l.PriceComponent) > 0 {
			t.rec.Lines[place].Billed = t.sum(l.PriceComponent)
		}
	}
	if missing := len(t.rec.Lines) - len(billed); missing > 0 {
		t.defect("%d charges do not stand on the bill", missing)
	}
}

// sum adds the price components of a line as R4 means them: a deduction or
// discount lowers the price whatever its sign, information counts nothing.
func (t *reading) sum(parts []priceComponent) (sum receipts.Money) {
	for _, p := range parts {
		if p.Type == "informational" || p.Amount == nil {
			continue
		}
		m := t.money("a line of the bill", p.Amount)
		if (p.Type == "deduction" || p.Type == "discount") && m > 0 {
			m = -m
		}
		sum += m
	}
	return sum
}

func (t *reading) payments() {
	for _, p := range t.s.payments {
		paid := his.Paid{Key: p.key(t.a.system(kindPayment)), Tender: p.Payment.Display, Amount: t.money("a payment", &p.Amount)}
		if p.Payment.Identifier != nil {
			paid.Tender = p.Payment.Identifier.Value
		}
		if p.Status != "active" {
			t.defect("a payment has the status %.20q", p.Status)
		}
		t.rec.Payments = append(t.rec.Payments, paid)
		if len(t.s.invoices) > 0 && (p.Request == nil || local(p.Request.Reference) != "Invoice/"+t.s.invoices[0].ID) {
			t.defect("a payment does not belong to the bill")
		}
	}
}

// patient reads the patient who is charged: every part must name the same one.
func (t *reading) patient(ctx context.Context) error {
	refs := t.subjects()
	if len(refs) == 0 {
		t.rec.Copies[his.Patient] = 0
		return nil
	}
	if len(refs) > 1 {
		t.defect("the charges belong to %d different patients", len(refs))
	}
	p, found, err := read[patient](ctx, t.a, refs[0])
	if err != nil {
		return err
	}
	t.rec.Copies[his.Patient] = 0
	if !found {
		t.defect("the patient of the bill is not there")
		return nil
	}
	t.rec.Copies[his.Patient] = 1
	t.rec.Patient = his.Person{Name: p.name(), Keys: []string{p.ID, "Patient/" + p.ID}}
	for _, id := range p.Identifier {
		t.rec.Patient.Keys = append(t.rec.Patient.Keys, id.Value, id.System+"|"+id.Value)
	}
	key, isID := t.a.patientKey(t.r.Patient)
	if isID {
		return nil
	}
	same, err := byKey[patient](ctx, t.a, "Patient", key.System, key.Value)
	t.rec.Copies[his.Patient] = len(same)
	return err
}

// subjects are the different patients that the parts name, the bill's first.
func (t *reading) subjects() (refs []string) {
	add := func(r reference) {
		if ref := local(r.Reference); strings.HasPrefix(ref, "Patient/") && !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	for _, i := range t.s.invoices {
		if i.Subject != nil {
			add(*i.Subject)
		}
	}
	for _, c := range t.s.charges {
		add(c.Subject)
	}
	for _, e := range t.s.encounters {
		add(e.Subject)
	}
	for _, acct := range t.s.accounts {
		for _, s := range acct.Subject {
			add(s)
		}
	}
	return refs
}

// name is the patient's name as one text; Chinese names are written without a
// space between family and given name.
func (p patient) name() string {
	if len(p.Name) == 0 {
		return ""
	}
	n := p.Name[0]
	if n.Text != "" {
		return n.Text
	}
	parts := append(slices.Clone(n.Given), n.Family)
	if ascii(n.Family) {
		return strings.TrimSpace(strings.Join(parts, " "))
	}
	return n.Family + strings.Join(n.Given, "")
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x2E7F })
}

// number is the HIS's own number of a bill.
func (a *Adapter) number(inv invoice) string {
	for _, id := range inv.Identifier {
		if !a.ours(id) && id.Value != "" {
			return id.Value
		}
	}
	return "Invoice/" + inv.ID
}
