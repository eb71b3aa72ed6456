package till

import (
	"strings"

	"outpost/app/i18n"
	"outpost/receipts"
)

// FindPackages lists the packages that a query means; all of them for an empty
// one.
func (m *Model) FindPackages(query string) []receipts.Package {
	if strings.TrimSpace(query) == "" {
		return m.deps.Station.Packages()
	}
	return m.deps.Station.FindPackages(query, mostFound)
}

// AddPackage puts a package's items on the bill at today's prices, as often as
// typed; nothing typed is once.
func (m *Model) AddPackage(p receipts.Package, times string) error {
	if ok, why := m.CanCharge(); !ok {
		return no(why.Key, why.Args...)
	}
	q := receipts.One
	if times = strings.TrimSpace(times); times != "" {
		var err error
		if q, err = receipts.ParseQuantity(times); err != nil {
			return err
		}
	}
	lines, err := p.Expand(q, m.deps.Station.ItemLine)
	if err != nil {
		return err
	}
	if !m.addLines(lines...) {
		return noteOf(m.note)
	}
	m.note = done(i18n.BillPackageTaken, p.Name, len(lines))
	return nil
}

// ChargeAgain makes a new bill of what an earlier receipt charged, at today's
// prices; the open bill is parked. What is not as it was comes back, to be said.
func (m *Model) ChargeAgain(r receipts.Receipt) ([]receipts.Altered, error) {
	if ok, why := m.CanCharge(); !ok {
		return nil, no(why.Key, why.Args...)
	}
	bill, altered := receipts.Again(r.Bill, receipts.NewID(), m.deps.Station.ItemLine)
	if _, err := m.Rules().Price(bill.Lines); err != nil {
		return nil, err
	}
	if !m.Empty() {
		m.Park()
	}
	m.adopt(bill)
	m.note = done(i18n.BillCopied, r.Number)
	if len(altered) > 0 {
		m.note = warn(i18n.BillCopiedAltered, r.Number, len(altered))
	}
	return altered, nil
}
