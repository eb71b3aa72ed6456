package till

import (
	"slices"
	"strconv"
	"strings"

	"outpost/app/i18n"
	"outpost/receipts"
)

// Override is what the dialog about a line asks: another quantity, or another
// price with its reason.
type Override struct{ Quantity, Price, Reason string }

// LineNow is the chosen line as the dialog begins with it; ok is false where none
// is chosen.
func (m *Model) LineNow() (l receipts.Line, o Override, ok bool) {
	if m.selected < 0 || m.selected >= len(m.bill.Lines) {
		return l, o, false
	}
	l = m.bill.Lines[m.selected]
	return l, Override{m.bill.Single(l).String(), l.Price.String(), l.PriceReason}, true
}

// SetOverride changes the chosen line. A price that is not the list's needs a
// reason, and somebody's approval when the bill is completed; the list's own
// price again needs none.
func (m *Model) SetOverride(o Override) error {
	was, _, ok := m.LineNow()
	if !ok {
		return no(i18n.TillNoLine)
	}
	q, err := receipts.ParseQuantity(strings.TrimSpace(o.Quantity))
	if err != nil {
		return err
	}
	price, err := receipts.ParsePrice(strings.TrimSpace(o.Price))
	if err != nil {
		return err
	}
	line, err := m.bill.Order(was, was.Prescription, q)
	if err != nil {
		return err
	}
	if err := reprice(&line, price, strings.TrimSpace(o.Reason)); err != nil {
		return err
	}
	if err := m.replace(m.selected, line); err != nil {
		return err
	}
	m.note = m.needNote()
	m.changed()
	return nil
}

func reprice(line *receipts.Line, price receipts.Price, reason string) error {
	list := line.Price
	if line.Repriced() {
		list = line.ListPrice
	}
	switch {
	case line.FreeText():
		line.Price = price
	case price == list:
		line.Price, line.ListPrice, line.PriceReason = list, 0, ""
	case reason == "":
		return no(i18n.BillNeedPriceReason, list.String())
	default:
		line.Price, line.ListPrice, line.PriceReason = price, list, reason
	}
	return nil
}

// needNote says that the bill needs somebody's approval, where it does.
func (m *Model) needNote() Note {
	if len(m.Rules().Needs(m.bill)) > 0 {
		return say(i18n.BillWillBeApproved)
	}
	return Note{}
}

// NeedsApproval says whether a line is what somebody else must approve.
func (m *Model) NeedsApproval(line int) bool {
	return slices.ContainsFunc(m.Rules().Needs(m.bill), func(n receipts.Need) bool { return slices.Contains(n.Lines, line) })
}

// FreeText is what the dialog of a free-text item asks.
type FreeText struct{ Name, Spec, Unit, Quantity, Price, Category string }

// FreeTextLeft is how much the free-text items of the bill may still come to.
func (m *Model) FreeTextLeft() receipts.Money {
	left := m.Rules().Limits.FreeText
	for _, l := range m.bill.Lines {
		if l.FreeText() {
			left -= l.Amount
		}
	}
	return left
}

// AddFreeText puts something on the bill that no price list has. It is approved
// when the bill is completed.
func (m *Model) AddFreeText(f FreeText) error {
	if ok, why := m.CanCharge(); !ok {
		return no(why.Key, why.Args...)
	}
	line := receipts.Line{Item: receipts.FreeItem, Name: strings.TrimSpace(f.Name), Spec: strings.TrimSpace(f.Spec), Unit: strings.TrimSpace(f.Unit)}
	if line.Name == "" {
		return no(i18n.BillNeedItemName)
	}
	category, err := parseCategory(f.Category)
	if err != nil {
		return err
	}
	line.Category = category
	if line.Price, err = receipts.ParsePrice(strings.TrimSpace(f.Price)); err != nil {
		return err
	}
	q := receipts.One
	if text := strings.TrimSpace(f.Quantity); text != "" {
		if q, err = receipts.ParseQuantity(text); err != nil {
			return err
		}
	}
	if line, err = m.bill.Order(line, m.prescription, q); err != nil {
		return err
	}
	amount, err := m.Rules().Currency.Amount(line.Price, line.Quantity)
	switch left := m.FreeTextLeft(); {
	case err != nil:
		return err
	case m.Rules().Limits.FreeText == 0:
		return no(i18n.RefusalFreeTextNone)
	case amount > left:
		return no(i18n.BillFreeTextLimit, m.Money(amount), m.Money(m.Rules().Limits.FreeText), m.Money(max(0, left)))
	}
	if !m.addLines(line) {
		return noteOf(m.note)
	}
	m.note = say(i18n.BillWillBeApproved)
	return nil
}

// noteOf is a note as an error.
func noteOf(n Note) error {
	if n.Err != nil {
		return n.Err
	}
	return no(n.Key, n.Args...)
}

// parseCategory reads the number of a fee category in their official order.
func parseCategory(text string) (receipts.Category, error) {
	all := receipts.Categories()
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 1 || n > len(all) {
		return "", no(i18n.BillNeedCategory, len(all))
	}
	return all[n-1], nil
}
