package his

import "outpost/receipts"

// Record is what stands in the HIS under the keys of one receipt.
type Record struct {
	// Number is the HIS's own number of the bill; empty where there is no bill.
	Number  string
	Patient Person
	// Lines are the charges with our keys, the rounding among them, in no
	// particular order.
	Lines    []Line
	Total    receipts.Money // what the patient owes, taxes included
	Tax      receipts.Money // what the HIS added to the net amount
	Payments []Paid
	// Copies counts the records found of each kind that the adapter looks up.
	Copies map[Object]int
	// Defects are faults of the record itself that a comparison of values
	// cannot show: an amount below the minor unit, another currency, a
	// reference that leads nowhere, a cancelled bill. Sentences without names.
	Defects []string
}

// Person is the patient whom the HIS charged.
type Person struct {
	Name string
	// Keys are all keys by which the HIS knows him, its own ones included.
	Keys []string
}

// Line is one charge in the HIS.
type Line struct {
	Key      string
	Item     string
	Quantity receipts.Quantity
	Amount   receipts.Money // of the charge
	Billed   receipts.Money // of the same line on the bill; Amount where the bill does not say
}

// Paid is one payment in the HIS.
type Paid struct {
	Key    string
	Tender string
	Amount receipts.Money
}

// Expected counts the records of each kind that a receipt becomes.
func Expected(r receipts.Receipt) map[Object]int {
	charges := len(r.Lines)
	if r.Rounding != 0 {
		charges++
	}
	return map[Object]int{Patient: 1, Visit: 1, Account: 1, Charge: charges, Bill: 1, Payment: len(r.Payments)}
}
