package receipts

import (
	"strings"
	"unicode/utf8"
)

// Package is a set of items that is charged together, such as an entry medical.
// On a bill it is nothing but its lines, each at its own price.
type Package struct {
	// Code is what the cashier types for it.
	Code  string
	Name  string
	Items []PackageItem
}

// PackageItem is one item of a package by its key, such as "drug/1017".
type PackageItem struct {
	Item     string
	Quantity Quantity
}

// Validate refuses a package that could not be charged, with the field.
func (p Package) Validate() error {
	switch {
	case strings.TrimSpace(p.Code) == "" || !cleanText(p.Code):
		return refuse(ErrBill, "a package needs a code that the cashier types")
	case !strings.ContainsFunc(p.Name, visible) || !cleanText(p.Name) || utf8.RuneCountInString(p.Name) > MaxName:
		return refuse(ErrBill, "package %s needs a name of at most %d characters", p.Code, MaxName)
	case len(p.Items) == 0 || len(p.Items) > MaxLines:
		return refuse(ErrBill, "package %s has %d items; write 1 to %d", p.Code, len(p.Items), MaxLines)
	}
	for i, item := range p.Items {
		if item.Item == "" || item.Item == FreeItem {
			return refuse(ErrBill, "package %s, item %d: name a charge item by its key, such as drug/1017", p.Code, i+1)
		}
		if item.Quantity <= 0 || item.Quantity > MaxQuantity {
			return refuse(ErrQuantity, "package %s, item %d: quantity %s is not between 0.001 and 99,999.999", p.Code, i+1, item.Quantity)
		}
	}
	return nil
}

// Expand makes the package's lines, times of them, at the prices that find gives
// for today, each keeping the package's name. An item that find does not know
// refuses the whole package (ErrGone): half of one would be charged as the whole.
func (p Package) Expand(times Quantity, find func(item string) (Line, bool)) ([]Line, error) {
	if times <= 0 || times > MaxQuantity || times%One != 0 {
		return nil, refuse(ErrQuantity, "a package is charged whole: 1, 2 or more times, not %s", times)
	}
	lines := make([]Line, 0, len(p.Items))
	for _, item := range p.Items {
		line, ok := find(item.Item)
		if !ok {
			return nil, refuse(ErrGone, "package %s holds the item %s, which no price list in force has; correct the package in the settings, or charge the items one by one", p.Name, item.Item)
		}
		if err := line.setDoses(item.Quantity, int(times/One)); err != nil {
			return nil, err
		}
		line.Package = p.Name
		lines = append(lines, line)
	}
	return lines, nil
}
