package receipts

// Dispenser is who hands out or does what a line charges while the HIS cannot
// tell them: their copy of the receipt does.
type Dispenser string

// The departments that get a copy.
const (
	Pharmacy   Dispenser = "pharmacy"
	Laboratory Dispenser = "laboratory"
)

// Dispensers lists them in the order in which their copies are printed.
func Dispensers() []Dispenser { return []Dispenser{Pharmacy, Laboratory} }

// Dispenser is who hands the category's items out; empty where nobody gets a
// copy.
func (c Category) Dispenser() Dispenser {
	switch c {
	case CategoryWesternDrug, CategoryPatentDrug, CategoryHerbal:
		return Pharmacy
	case CategoryLaboratory:
		return Laboratory
	}
	return ""
}

// Dispensed says whether any line of the bill has a copy for a department.
func (b Bill) Dispensed() bool {
	for _, l := range b.Lines {
		if l.Category.Dispenser() != "" {
			return true
		}
	}
	return false
}
