package fhir

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"outpost/receipts"
	"outpost/sync/his"
)

// Identifier systems, after the prefix. A ChargeItem and a PaymentNotice carry
// the receipt's id as well, so that one search finds all of a receipt.
const (
	kindPatient   = "patient"
	kindEncounter = "encounter"
	kindAccount   = "account"
	kindCharge    = "charge"
	kindInvoice   = "invoice"
	kindPayment   = "payment"
	kindReceipt   = "receipt"
)

// roundingItem is the code of the cash rounding, in the system "line".
const roundingItem = "rounding"

// builder makes the bundle of one receipt.
type builder struct {
	a       *Adapter
	r       receipts.Receipt
	at      string // original service time
	subject reference
	entries []entry
}

// bundle is the receipt as a transaction. patientRef is the HIS's own Patient
// ("Patient/1") of a copied patient; empty makes one, unless it is there under
// the patient's key, for a patient registered at the window.
func (a *Adapter) bundle(r receipts.Receipt, patientRef string) bundle {
	b := &builder{a: a, r: r, at: r.ServedAt().UTC().Format(time.RFC3339Nano), subject: reference{Reference: patientRef}}
	if patientRef == "" {
		b.patient()
	}
	visit, acct := b.encounter()
	charges := b.charges(visit, acct)
	bill := b.invoice(acct, charges)
	b.payments(bill)
	return bundle{ResourceType: "Bundle", Type: "transaction", Entry: b.entries}
}

// add appends a conditional create and returns the reference to it. The urn is
// derived, so that the same receipt is the same bytes each time it is sent.
func (b *builder) add(resourceType string, key identifier, resource any) reference {
	urn := "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, []byte(key.System+"|"+key.Value)).String()
	b.entries = append(b.entries, entry{FullURL: urn, Resource: resource, Request: request{
		Method: "POST", URL: resourceType, IfNoneExist: "identifier=" + queryValue(key.System+"|"+searchValue(key.Value)),
	}})
	return reference{Reference: urn}
}

func (b *builder) head(resourceType string, key identifier) head {
	h := head{ResourceType: resourceType, Identifier: []identifier{key}}
	h.Meta = &meta{Tag: []coding{{b.a.system("mark"), "emergency", "charged off-line in an outage"}}}
	if b.r.Drill {
		h.Meta.Tag = append(h.Meta.Tag, coding{"http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST", "test health data"})
	}
	return h
}

func (b *builder) patient() {
	p := b.r.Patient
	key, _ := b.a.patientKey(p)
	res := patient{head: b.head("Patient", key), Name: []humanName{{Text: p.Name}}, BirthDate: p.BirthDate}
	for _, id := range []identifier{
		{b.a.system("patient-number"), p.Number}, {b.a.system("id-number"), p.IDNumber},
		{b.a.system("card"), p.Card}, {b.a.system("insurance"), p.InsuranceNumber},
	} {
		if id.Value != "" {
			res.Identifier = append(res.Identifier, id)
		}
	}
	if p.Phone != "" {
		res.Telecom = []contactPoint{{"phone", p.Phone}}
	}
	if p.Guardian != "" {
		res.Contact = []contact{{
			Relationship: []concept{{Coding: []coding{{"http://terminology.hl7.org/CodeSystem/v3-RoleCode", "GUARD", "guardian"}}}},
			Name:         &humanName{Text: p.Guardian}, Telecom: []contactPoint{{"phone", p.GuardianPhone}},
		}}
	}
	res.Gender = "unknown"
	if p.Sex != receipts.SexUnknown {
		res.Gender = string(p.Sex)
	}
	b.subject = b.add("Patient", key, res)
}

func (b *builder) encounter() (visit, acct reference) {
	acctRes := account{head: b.head("Account", b.a.key(kindAccount, b.r.ID)), Status: "active", Name: b.r.Number, Subject: []reference{b.subject}}
	acctRes.Extension = b.insured()
	acct = b.add("Account", b.a.key(kindAccount, b.r.ID), acctRes)
	res := encounter{
		head: b.head("Encounter", b.a.key(kindEncounter, b.r.ID)), Status: "finished",
		Class:   coding{"http://terminology.hl7.org/CodeSystem/v3-ActCode", "AMB", "ambulatory"},
		Subject: b.subject, Period: period{b.at, b.at}, Account: []reference{acct},
	}
	res.Extension = b.insured()
	for _, doctor := range b.doctors() {
		res.Participant = append(res.Participant, participant{reference{Display: doctor}})
	}
	if b.r.Department != "" {
		res.ServiceProvider = &reference{Display: b.r.Department}
	}
	return b.add("Encounter", b.a.key(kindEncounter, b.r.ID), res), acct
}

// doctors are all who ordered something of the bill, the bill's own first.
func (b *builder) doctors() (all []string) {
	add := func(name string) {
		if name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	add(b.r.Doctor)
	for _, p := range b.r.Prescriptions {
		add(p.Doctor)
	}
	return all
}

// insured marks a bill that the insurer settles later: by whom and as what.
func (b *builder) insured() []extension {
	if !b.r.Insured {
		return nil
	}
	marks := []extension{{URL: b.a.system("insured"), ValueBoolean: true}}
	if i := b.r.Insurance; i != nil && i.Insurer != "" {
		marks = append(marks, extension{URL: b.a.system("insurer"), ValueString: i.Insurer})
	}
	if i := b.r.Insurance; i != nil && i.Benefit != "" {
		marks = append(marks, extension{URL: b.a.system("benefit"), ValueString: i.Benefit})
	}
	return marks
}

func (b *builder) charges(visit, acct reference) []reference {
	var refs []reference
	for i, line := range b.r.Lines {
		item := concept{Coding: []coding{{b.a.system("item"), line.Item, line.Name}}, Text: describe(line)}
		if line.Code != "" && line.Code != line.Item {
			item.Coding = append(item.Coding, coding{System: b.a.system("item-code"), Code: line.Code})
		}
		q := &quantity{Value: json.Number(line.Quantity.String()), Unit: line.Unit}
		refs = append(refs, b.charge(his.LineKey(b.r.ID, i), item, q, line, visit, acct))
	}
	if b.r.Rounding != 0 {
		item := concept{Coding: []coding{{b.a.system("line"), roundingItem, "cash rounding"}}, Text: "cash rounding 现金舍入"}
		refs = append(refs, b.charge(his.RoundingKey(b.r.ID), item, &quantity{Value: "1"}, receipts.Line{Amount: b.r.Rounding}, visit, acct))
	}
	return refs
}

func (b *builder) charge(key string, item concept, q *quantity, line receipts.Line, visit, acct reference) reference {
	res := chargeItem{
		head: b.head("ChargeItem", b.a.key(kindCharge, key)), Status: "billable", Code: item, Subject: b.subject,
		Context: &visit, OccurrenceDateTime: b.at, Quantity: q, PriceOverride: amount(b.r.Money, line.Amount),
		OverrideReason: "charged off-line in an outage at this price", Account: []reference{acct},
	}
	if line.Repriced() {
		res.OverrideReason += "; the list has " + line.ListPrice.String() + ": " + line.PriceReason
	}
	b.orderedBy(&res, line)
	res.Identifier = append(res.Identifier, identifier{b.a.system(kindReceipt), b.r.ID})
	return b.add("ChargeItem", b.a.key(kindCharge, key), res)
}

// orderedBy names who ordered a line, where that is not who the visit names.
func (b *builder) orderedBy(res *chargeItem, line receipts.Line) {
	doctor, department := b.r.Ordered(line)
	if line.Prescription == "" {
		return
	}
	if doctor != b.r.Doctor {
		res.Performer = []actor{{reference{Display: doctor}}}
	}
	if department != b.r.Department {
		res.RequestingOrganization = &reference{Display: department}
	}
}

// describe is the item as the receipt shows it: a box for a tablet is a 24-fold
// error, so unit and specification go with the name.
func describe(line receipts.Line) string {
	parts := []string{line.Name}
	for _, s := range []string{line.Spec, line.Unit, line.Maker} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

func (b *builder) invoice(acct reference, charges []reference) reference {
	res := invoice{
		head: b.head("Invoice", b.a.key(kindInvoice, b.r.ID)), Status: "balanced", Subject: &b.subject, Date: b.at,
		Participant: []actor{{reference{Display: b.r.Cashier}}}, Account: &acct,
		TotalNet: amount(b.r.Money, b.r.Total), TotalGross: amount(b.r.Money, b.r.Total),
	}
	if len(b.r.Payments) == 0 || b.r.Owed() > 0 {
		res.Status = "issued" // green channel or deferred: treated first, pays later
	}
	if b.r.Number != "" {
		res.Identifier = append(res.Identifier, identifier{b.a.system("receipt-number"), b.r.Number})
	}
	for i, charge := range charges {
		m, factor := b.r.Rounding, json.Number("1")
		if i < len(b.r.Lines) {
			m, factor = b.r.Lines[i].Amount, json.Number(b.r.Lines[i].Quantity.String())
		}
		res.LineItem = append(res.LineItem, lineItem{
			Sequence: i + 1, ChargeItemReference: &charge,
			PriceComponent: []priceComponent{{Type: "base", Factor: factor, Amount: amount(b.r.Money, m)}},
		})
	}
	return b.add("Invoice", b.a.key(kindInvoice, b.r.ID), res)
}

func (b *builder) payments(bill reference) {
	for i, p := range b.r.Payments {
		key := his.PaymentKey(b.r.ID, i)
		res := paymentNotice{
			head: b.head("PaymentNotice", b.a.key(kindPayment, key)), Status: "active", Request: &bill, Created: b.at,
			Payment:     reference{Identifier: &identifier{b.a.system("tender"), p.Tender}, Display: p.Tender},
			PaymentDate: b.r.Day, Recipient: reference{Display: "outpatient charging, window " + b.r.Station},
			Amount: *amount(b.r.Money, p.Amount),
		}
		res.Identifier = append(res.Identifier, identifier{b.a.system(kindReceipt), b.r.ID})
		if p.Reference != "" {
			res.Identifier = append(res.Identifier, identifier{b.a.system("payment-reference"), p.Reference})
		}
		b.add("PaymentNotice", b.a.key(kindPayment, key), res)
	}
}
