package slip

import (
	"fmt"
	"strings"

	"outpost/receipts"
)

// values is what the fields say, cleaned for printing. A field without anything
// to say is absent.
func (c *composer) values() map[Field]string {
	r, p := c.in.Receipt, c.in.Receipt.Patient
	v := map[Field]string{
		FieldHospital: c.in.Hospital.Name,
		FieldTitle:    c.title(),
		FieldNote:     c.note(),
		FieldState:    c.state(),
		FieldSerial:   r.Number,
		FieldForm:     r.Form,
		FieldPayer:    p.Name,
		FieldSex:      c.sex(p.Sex),
		FieldPatient:  p.Number,
		FieldDate:     r.At.In(c.in.Zone).Format(c.words.timeLayout),
		FieldIDNumber: receipts.Masked(p.IDNumber),
		FieldKind:     c.in.Hospital.Kind, FieldTaxID: c.in.Hospital.TaxID,
		FieldDepartment: c.ordered(r.Department, func(p receipts.Prescription) string { return p.Department }),
		FieldDoctor:     c.ordered(r.Doctor, func(p receipts.Prescription) string { return p.Doctor }),
		FieldInsurance:  c.words.selfPay,
		FieldContinued:  c.words.continued,
		FieldCashier:    r.Cashier, FieldStation: r.Station,
	}
	if c.in.Copy > 0 {
		v[FieldCopy] = fmt.Sprintf(c.words.copyOf, c.in.Copy)
	}
	if r.Insured {
		v[FieldInsurance], v[FieldInsuranceNo] = c.class(), receipts.Masked(p.InsuranceNumber)
	}
	if c.in.Code != "" {
		v[FieldCodeCaption] = c.words.codeCaption
	}
	c.moneyValues(v)
	for field, text := range v {
		if v[field] = c.clean(text); v[field] == "" {
			delete(v, field)
		}
	}
	for _, room := range []Field{FieldStamp, FieldDispensedBy, FieldChecked} {
		v[room] = "" // its label stands alone
	}
	return v
}

// moneyValues adds the totals and payments.
func (c *composer) moneyValues(v map[Field]string) {
	r := c.in.Receipt
	v[FieldTotal] = r.Money.Display(r.Total)
	if r.Money.Code == "CNY" {
		v[FieldCapitals] = c.words.capitalPrefix + Capitals(r.Total)
	} else {
		v[FieldCapitals] = r.Money.Code + " " + r.Money.Format(r.Total)
	}
	v[FieldCategories] = c.categories()
	v[FieldTenders] = c.tenders()
	if r.Reversal != nil {
		c.reversalValues(v)
	} else if tendered := r.Tendered(); tendered != 0 {
		v[FieldTendered] = r.Money.Display(tendered)
		v[FieldChange] = r.Money.Display(r.Change())
	}
	if r.Rounding != 0 {
		v[FieldRounding] = r.Money.Display(r.Rounding)
	}
	v[FieldIdentity] = "ID " + r.ID
	if r.Head != "" {
		v[FieldIdentity] += fmt.Sprintf("   %d HEAD %s", r.Seq, r.Head)
	}
}

// state is everything that the receipt must not be taken without.
func (c *composer) state() string {
	all := c.standing()
	if taken := c.taken(); taken != "" {
		all = append([]string{taken}, all...)
	}
	return strings.Join(all, c.words.separator)
}

// taken says that the receipt was taken back, is a rehearsal's, or has a time that
// is not to be believed.
func (c *composer) taken() string {
	switch r := c.in.Receipt; {
	case r.Void != nil:
		return c.words.void + " " + r.Void.At.In(c.in.Zone).Format(c.words.timeLayout) + " " + r.Void.By
	case r.Refunded != nil:
		return c.words.reversal.refunded + " " + r.Refunded.At.In(c.in.Zone).Format(c.words.timeLayout) + " " + r.Refunded.Red
	case r.Drill:
		return c.words.drill
	case r.ClockDoubtful:
		return c.words.clockDoubtful
	default:
		return ""
	}
}

func (c *composer) sex(s receipts.Sex) string {
	switch s {
	case receipts.SexMale:
		return c.words.male
	case receipts.SexFemale:
		return c.words.female
	default:
		return ""
	}
}

func (c *composer) category(category receipts.Category) string {
	if c.in.Language == Chinese {
		return category.Chinese()
	}
	return category.English()
}

// categories lists what is charged under each fee category, in official order.
func (c *composer) categories() string {
	if c.payment {
		return ""
	}
	var parts []string
	for _, t := range c.in.Receipt.ByCategory() {
		parts = append(parts, c.category(t.Category)+" "+c.in.Receipt.Money.Format(t.Amount))
	}
	return strings.Join(parts, c.words.separator)
}

func (c *composer) tenders() string {
	var parts []string
	for _, p := range c.in.Receipt.Payments {
		part := c.tender(p.Tender) + " " + c.in.Receipt.Money.Format(p.Amount)
		if p.Reference != "" {
			part += fmt.Sprintf(c.words.reference, p.Reference)
		}
		if p.Owed > 0 {
			part += fmt.Sprintf(c.words.reversal.owed, c.in.Receipt.Money.Format(p.Owed))
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, c.words.separator)
}

func (c *composer) tender(code string) string {
	for _, t := range append(receipts.CreditTenders(), c.in.Tenders...) {
		switch {
		case t.Code != code:
		case c.in.Language == Chinese && t.Chinese != "":
			return t.Chinese
		case t.English != "":
			return t.English
		}
	}
	return code
}
