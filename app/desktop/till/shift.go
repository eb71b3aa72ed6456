package till

import (
	"context"
	"strings"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
)

// Shift is the open shift; its ID is empty where none is.
func (m *Model) Shift() store.Shift { return m.deps.Station.Ledger.Shift() }

// Login says who works at the till from now on. In a drill's ledger a name is
// enough.
func (m *Model) Login(ctx context.Context, name, pin string) (err error) {
	l := m.deps.Station.Ledger
	if name = strings.TrimSpace(name); name == "" {
		return noteError{i18n.TillNeedCashier}
	}
	var actor store.Actor
	if l.Identity().Drill {
		actor, err = l.DrillActor(name, incident.RoleSupervisor)
	} else {
		actor, err = l.Login(ctx, name, pin)
	}
	if err == nil {
		m.deps.Desk.Enter(actor, actor.ID())
	}
	return err
}

// Actor is who works at the till now; zero while nobody is logged in.
func (m *Model) Actor() store.Actor { return m.deps.Desk.Actor() }

// OpenShift begins the shift of who works at the till with a float of cash; an
// empty float is 0.
func (m *Model) OpenShift(ctx context.Context, float string) error {
	cash, err := m.parseCash(float)
	if err != nil {
		return err
	}
	shift, err := m.deps.Station.Ledger.OpenShift(ctx, m.Actor(), cash)
	if err != nil {
		return err
	}
	m.note = done(i18n.TillShiftOpened, shift.Cashier)
	return nil
}

// Closing is a closed shift: the ledger's report, with what was counted before
// the expected was shown.
type Closing struct{ Report store.ShiftReport }

// Difference is the cash that is over (positive) or short; 0 where nobody counted.
func (c Closing) Difference() receipts.Money {
	if c.Report.Difference == nil {
		return 0
	}
	return *c.Report.Difference
}

// CloseShift ends the shift. The whole cash in the drawer is counted first, the
// float included, and the expected amount is known only afterwards.
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
	report, err := m.deps.Station.Ledger.CloseShift(ctx, m.Actor(), store.Count{Cash: cash})
	if err != nil {
		return Closing{}, err
	}
	c := Closing{Report: report}
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
