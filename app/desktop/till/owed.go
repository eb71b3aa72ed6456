package till

import (
	"context"

	"outpost/app/i18n"
	"outpost/receipts"
)

// Owing is how many electronic payments have still to go back, as far as that was
// read.
func (m *Model) Owing() int { return m.owing }

// RecountOwed has what is owed counted again at the next CountOwed.
func (m *Model) RecountOwed() { m.owingOld = true }

// CountOwed counts in the background what is owed, where it may have changed
// since it was counted last.
func (m *Model) CountOwed() {
	if !m.owingOld {
		return
	}
	m.owingOld = false
	inBackground(m, func(ctx context.Context) (int, error) {
		n, _, err := m.deps.Station.Ledger.OwedSum(ctx)
		return n, err
	}, func(n int, err error) {
		if err != nil {
			m.deps.Station.Log.Error("what is owed was not counted", "error", err)
			return
		}
		m.owing = n
		m.OnChange()
	})
}

// backOf is what goes back of a receipt that is taken back as a whole: in cash,
// and the electronic payments, which go back the way they came.
func (m *Model) backOf(r receipts.Receipt) (cash receipts.Money, electronic []receipts.Payment) {
	return m.Rules().GoesBack(r.Settled().Payments)
}

// owe keeps on the till what a red or voided receipt leaves to go back, until the
// next answer.
func (m *Model) owe(number string, amount receipts.Money) {
	m.RecountOwed()
	if amount > 0 {
		m.note = warn(i18n.OwedOf, m.Money(amount), number)
		m.note.Stays = true
	}
}
