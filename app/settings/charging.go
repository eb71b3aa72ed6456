package settings

import (
	"fmt"

	"outpost/receipts"
)

// Limits bounds what is charged off-line. Amounts and quantities are written as
// text ("200.00"), digit by digit.
type Limits struct {
	// Amount is the most that a bill may come to without an approval; "0" is no
	// limit.
	Amount string `toml:"amount"`
	// FreeText is the most that the free-text items of one bill may come to, each
	// of them approved besides; "0" allows none.
	FreeText string `toml:"free_text"`
	// Quantity is the most of a line (of one dose, where it has several), and
	// Doses the most doses of a prescription, that need no approval; 0 is no limit.
	Quantity string `toml:"quantity"`
	Doses    int    `toml:"doses"`
	// CardPerReceipt and CardInAll are the most that tenders with card = true take
	// on one receipt and during one outage; "0" is no limit.
	CardPerReceipt string `toml:"card_per_receipt"`
	CardInAll      string `toml:"card_in_all"`
}

// Package is a set of items that the cashier charges by one code.
type Package struct {
	Code  string        `toml:"code"`
	Name  string        `toml:"name"`
	Items []PackageItem `toml:"items"`
}

// PackageItem is one item of a package by its key ('outpost prices find').
type PackageItem struct {
	Item     string `toml:"item"`
	Quantity string `toml:"qty"`
}

func defaultLimits() Limits {
	return Limits{Amount: "0", FreeText: "200", Quantity: "100", Doses: 30, CardPerReceipt: "0", CardInAll: "0"}
}

// defaultInsurers are the plan's two (plan.md, I4).
func defaultInsurers() []receipts.Choice {
	return []receipts.Choice{
		{Code: "employees", English: "Employees' insurance", Chinese: "职工医保"},
		{Code: "residents", English: "Residents' insurance", Chinese: "居民医保"},
	}
}

func defaultBenefits() []receipts.Choice {
	return []receipts.Choice{
		{Code: "general", English: "General outpatient", Chinese: "普通门诊"},
		{Code: "special", English: "Special disease", Chinese: "门诊特殊病", Deferrable: true},
		{Code: "chronic", English: "Chronic disease", Chinese: "门诊慢性病"},
		{Code: "maternity", English: "Maternity", Chinese: "生育"},
	}
}

// rules are the limits as the till computes with them.
func (l Limits) rules(c receipts.Currency) (out receipts.Limits, err error) {
	for _, f := range []struct {
		name, text string
		into       *receipts.Money
	}{
		{"amount", l.Amount, &out.Amount}, {"free_text", l.FreeText, &out.FreeText}, {"card_per_receipt", l.CardPerReceipt, &out.CardReceipt}, {"card_in_all", l.CardInAll, &out.CardTotal},
	} {
		if *f.into, err = c.Parse(f.text); err == nil && *f.into < 0 {
			err = fmt.Errorf("%s is less than 0", f.text)
		}
		if err != nil {
			return out, fmt.Errorf("limits.%s: %w", f.name, err)
		}
	}
	if l.Quantity != "0" {
		if out.Quantity, err = receipts.ParseQuantity(l.Quantity); err != nil {
			return out, fmt.Errorf("limits.quantity: %w", err)
		}
	}
	out.Doses = l.Doses
	if err := out.Validate(); err != nil {
		return out, err
	}
	return out, nil
}

// Rules are what the till computes with.
func (s Settings) Rules() receipts.Rules {
	limits, err := s.Limits.rules(s.Currency)
	if err != nil {
		limits = receipts.Limits{} // Validate refused it
	}
	return receipts.Rules{
		Currency: s.Currency, Rounding: s.Rounding, Tenders: s.Tenders,
		Limits: limits, Insurers: s.Insurers, Benefits: s.Benefits,
	}
}

// Sets are the packages as the till charges them. Errors name package and item.
func (s Settings) Sets() ([]receipts.Package, error) {
	var all []receipts.Package
	seen := map[string]bool{}
	for n, p := range s.Packages {
		set := receipts.Package{Code: p.Code, Name: p.Name}
		for i, item := range p.Items {
			q, err := receipts.ParseQuantity(item.Quantity)
			if err != nil {
				return nil, fmt.Errorf("packages %d (%s), item %d, qty: %w", n+1, p.Code, i+1, err)
			}
			set.Items = append(set.Items, receipts.PackageItem{Item: item.Item, Quantity: q})
		}
		if err := set.Validate(); err != nil {
			return nil, fmt.Errorf("packages %d: %w", n+1, err)
		}
		if seen[p.Code] {
			return nil, fmt.Errorf("packages %d: the code %q stands twice", n+1, p.Code)
		}
		seen[p.Code] = true
		all = append(all, set)
	}
	return all, nil
}

// checkCharging refuses limits and packages that the till could not work with.
func (s Settings) checkCharging() error {
	if _, err := s.Limits.rules(s.Currency); err != nil {
		return err
	}
	_, err := s.Sets()
	return err
}
