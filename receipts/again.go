package receipts

// Alteration is how a line of an earlier bill stands today.
type Alteration string

// What may have become of an item since.
const (
	// ItemGone: no price list in force has it; the line was left out.
	ItemGone Alteration = "gone"
	// ItemPrice: it costs something else today.
	ItemPrice Alteration = "price"
	// ItemForm: its name, specification, unit or maker is another one: look at the
	// quantity.
	ItemForm Alteration = "form"
)

// Altered says what is not as it was when a bill is charged again.
type Altered struct {
	// Line is the line's place on the earlier bill, from 0.
	Line int
	What Alteration
	// Was is the earlier line, Is today's; the zero Line where it is gone.
	Was, Is Line
}

// Again is a new bill of what an earlier one charged: the same patient,
// prescriptions and quantities at the prices that find gives for today, without
// payments, cashier and green channel; an insured patient pays. A price that was changed by hand is the list's again; a free-text
// item stays as it was, and is approved anew. What is gone or changed is listed,
// in the order of the earlier lines. id is the new bill's own.
func Again(earlier Bill, id string, find func(item string) (Line, bool)) (Bill, []Altered) {
	bill := earlier.Clone()
	bill.ID, bill.Cashier, bill.Lines, bill.Payments, bill.Green = id, "", nil, nil, ""
	if bill.Insurance != nil {
		bill.Insurance.Way, bill.Insurance.ApprovedBy = InsuredPays, ""
	}
	var altered []Altered
	for n, was := range earlier.Lines {
		was.Quantity = max(was.Quantity, -was.Quantity) // a red receipt's are negative
		is, ok := was, true
		if !was.FreeText() {
			is, ok = find(was.Item)
		}
		if !ok {
			altered = append(altered, Altered{Line: n, What: ItemGone, Was: was})
			continue
		}
		is.Quantity, is.Prescription, is.Package = was.Quantity, was.Prescription, was.Package
		is.Amount, is.ApprovedBy = 0, ""
		price := was.Price
		if was.Repriced() {
			price = was.ListPrice
		}
		if is.Name != was.Name || is.Spec != was.Spec || is.Unit != was.Unit || is.Maker != was.Maker {
			altered = append(altered, Altered{n, ItemForm, was, is})
		}
		if is.Price != price || was.Repriced() {
			altered = append(altered, Altered{n, ItemPrice, was, is})
		}
		bill.Lines = append(bill.Lines, is)
	}
	return bill, altered
}
