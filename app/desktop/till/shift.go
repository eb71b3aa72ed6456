package till

import (
	"context"
	"strings"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// Shift is the open shift; its ID is empty where none is.
func (m *Model) Shift() store.Shift { return m.deps.Station.Ledger.Shift() }

// OpenShift begins the cashier's shift with a float of cash; an empty float is 0.
func (m *Model) OpenShift(ctx context.Context, cashier, float string) error {
	cashier = strings.TrimSpace(cashier)
	if cashier == "" {
		return noteError{i18n.TillNeedCashier}
	}
	cash, err := m.parseCash(float)
	if err != nil {
		return err
	}
	if _, err := m.deps.Station.Ledger.OpenShift(ctx, cashier, cash); err != nil {
		return err
	}
	m.note = done(i18n.TillShiftOpened, cashier)
	return nil
}

// Closing is a closed shift: what was counted before the expected was shown,
// and the ledger's report.
type Closing struct {
	Report  store.ShiftReport
	Counted receipts.Money
	// Expected is the cash that the shift took in, voids taken off, without the
	// float.
	Expected receipts.Money
}

// Difference is the cash that is over (positive) or short.
func (c Closing) Difference() receipts.Money { return c.Counted - c.Expected }

// CloseShift ends the shift. The cash is counted first, without the float, and
// the expected amount is known only afterwards.
func (m *Model) CloseShift(ctx context.Context, counted string) (Closing, error) {
	if !m.Empty() {
		return Closing{}, noteError{i18n.TillBillOpen}
	}
	if strings.TrimSpace(counted) == "" {
		return Closing{}, noteError{i18n.TillNeedCount}
	}
	cash, err := m.parseCash(counted)
	if err != nil {
		return Closing{}, err
	}
	report, err := m.deps.Station.Ledger.CloseShift(ctx)
	if err != nil {
		return Closing{}, err
	}
	c := Closing{Report: report, Counted: cash}
	for _, t := range report.Tenders {
		if known, ok := m.Rules().Tender(t.Tender); ok && known.Cash {
			c.Expected += t.Amount
		}
	}
	m.note = done(i18n.TillShiftClosed, m.Money(c.Difference()))
	return c, nil
}

func (m *Model) parseCash(text string) (receipts.Money, error) {
	if strings.TrimSpace(text) == "" {
		return 0, nil
	}
	cash, err := m.Rules().Currency.Parse(strings.TrimSpace(text))
	if err == nil && cash < 0 {
		err = noteError{i18n.TillNeedCount}
	}
	return cash, err
}
