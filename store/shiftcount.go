package store

import (
	"errors"
	"strings"

	"outpost/receipts"
)

// ErrCount: what was counted is not whole or does not add up.
var ErrCount = errors.New("count")

// Count is what the person who closes a shift says, before anybody sees what is
// expected. Amounts in minor units.
type Count struct {
	// Cash is the drawer's whole content, the float included.
	Cash receipts.Money
	// Pieces says how many of each note and coin; may be empty, else it adds up to
	// Cash.
	Pieces []Pieces
	// Tenders is what the slips of other tenders add up to; may be empty.
	Tenders []TenderTotal
	// NotCounted is why nobody can count: only for another cashier's shift.
	NotCounted string
	// ContinuedAt is the window at which the cashier carried on, where this one was
	// abandoned for a borrowed PC.
	ContinuedAt Elsewhere
}

// Pieces is how many notes or coins of one value, in minor units, were counted.
type Pieces struct {
	Value  receipts.Money `json:"value"`
	Pieces int64          `json:"pieces"`
}

// Elsewhere is a shift at another window that belongs to this one.
type Elsewhere struct {
	Station string `json:"station"`
	// Shift is its id there; empty where nobody could read it.
	Shift string `json:"shift,omitempty"`
}

// ParseElsewhere reads WINDOW or WINDOW/SHIFT.
func ParseElsewhere(text string) Elsewhere {
	station, shift, _ := strings.Cut(text, "/")
	return Elsewhere{Station: strings.TrimSpace(station), Shift: strings.TrimSpace(shift)}
}

// check refuses a count that is not whole.
func (c Count) check(rules receipts.Rules) error {
	if c.NotCounted != "" {
		if c.Cash != 0 || len(c.Pieces) > 0 || len(c.Tenders) > 0 {
			return refuse(ErrCount, "give a count, or the reason why nobody counts; not both")
		}
		return nil
	}
	if c.Cash < 0 || c.Cash > receipts.MaxMoney {
		return refuse(ErrCount, "a drawer with %s is not possible; count it again", rules.Currency.Format(c.Cash))
	}
	if err := c.checkPieces(rules.Currency); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, t := range c.Tenders {
		tender, ok := rules.Tender(t.Tender)
		switch {
		case !ok:
			return refuse(ErrCount, "tender %q is not one of this hospital's", t.Tender)
		case tender.Cash:
			return refuse(ErrCount, "the cash is counted as the drawer's content, not as tender %q besides", t.Tender)
		case seen[t.Tender]:
			return refuse(ErrCount, "tender %q is counted twice; write its whole amount once", t.Tender)
		}
		seen[t.Tender] = true
	}
	return nil
}

func (c Count) checkPieces(currency receipts.Currency) error {
	if len(c.Pieces) == 0 {
		return nil
	}
	var sum receipts.Money
	for _, p := range c.Pieces {
		if p.Value <= 0 || p.Value > receipts.MaxMoney || p.Pieces < 0 || p.Pieces > int64(receipts.MaxMoney/p.Value) {
			return refuse(ErrCount, "%d pieces of %s are not possible", p.Pieces, currency.Format(p.Value))
		}
		if sum += p.Value * receipts.Money(p.Pieces); sum > receipts.MaxMoney {
			return refuse(ErrCount, "the pieces add up to more than a drawer holds")
		}
	}
	if sum != c.Cash {
		return refuse(ErrCount, "the pieces add up to %s, the cash was given as %s; count again", currency.Format(sum), currency.Format(c.Cash))
	}
	return nil
}

// clean is the count without spaces around its texts.
func (c Count) clean() (Count, error) {
	c.NotCounted = strings.TrimSpace(c.NotCounted)
	var err error
	c.ContinuedAt, err = c.ContinuedAt.clean()
	if err == nil && !printable(c.NotCounted) {
		err = refuse(ErrCount, "the reason holds control characters or more than %d; type it again", receipts.MaxName)
	}
	return c, err
}

func (e Elsewhere) clean() (Elsewhere, error) {
	e.Station, e.Shift = strings.TrimSpace(e.Station), strings.TrimSpace(e.Shift)
	if !printable(e.Station, e.Shift) || e.Station == "" && e.Shift != "" {
		return e, refuse(ErrInput, "name the other window as it is called, such as W01, of at most %d characters", receipts.MaxName)
	}
	return e, nil
}
