package till

import (
	"context"
	"slices"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store/incident"
)

// Restore brings the drafts of the last run back: the bill that was being worked
// on to the screen, the others to the parked ones. While the HIS is up it parks
// them all, because they cannot be charged here now.
func (m *Model) Restore(ctx context.Context) error {
	drafts, err := m.deps.Station.Ledger.Drafts(ctx)
	if err != nil {
		return err
	}
	l := m.deps.Station.Ledger
	charging := l.Identity().Drill || l.Mode() == incident.ModeStandalone && l.Shift().ID != ""
	for _, d := range slices.Backward(drafts) {
		if !d.Parked && charging && m.Empty() {
			m.adopt(d.Bill)
			m.note = warn(i18n.TillRestored)
			continue
		}
		m.parked = append(m.parked, d.Bill)
	}
	slices.Reverse(m.parked)
	return nil
}

func (m *Model) adopt(b receipts.Bill) {
	m.bill, m.selected, m.prescription, m.paper = b, len(b.Lines)-1, "", nil
	if n := len(b.Lines); n > 0 {
		m.prescription = b.Lines[n-1].Prescription
	}
	m.resetPay()
	m.changed()
	m.lookUpOrders()
}

// Parked lists the parked bills, the oldest first.
func (m *Model) Parked() []receipts.Bill { return m.parked }

// Park sets the bill aside as it is, payments kept, and opens an empty one.
func (m *Model) Park() {
	if m.Empty() {
		m.note = say(i18n.TillNothingToPark)
		return
	}
	if m.paper != nil { // parked, it would come back as an ordinary bill
		m.openBill()
		m.note = warn(i18n.PaperLeft)
		return
	}
	m.parked = append(m.parked, m.bill)
	m.keeper.draft(m.bill.Clone(), true)
	m.openBill()
	m.keeper.open(false)
	m.note = Note{Level: Done, Key: i18n.TillParkedNow, Args: []any{len(m.parked)}, Count: true}
}

// TakeBack makes a parked bill the one being worked on. Where that is not
// empty, it is parked instead.
func (m *Model) TakeBack(i int) {
	if i < 0 || i >= len(m.parked) {
		return
	}
	b := m.parked[i]
	m.parked = slices.Delete(slices.Clone(m.parked), i, i+1)
	if !m.Empty() {
		m.Park()
	}
	m.adopt(b)
	m.note = Note{}
}

// MayDiscard refuses to give a bill up on which electronic money was taken: parked
// it is kept, and completed and voided it stands on the list of what is owed.
func (m *Model) MayDiscard() error {
	_, electronic := m.Rules().GoesBack(withAmounts(m.bill.Payments))
	if len(electronic) == 0 || m.paper != nil {
		return nil
	}
	return no(i18n.TillDiscardElectronic, m.Money(sum(electronic)))
}

// Discard gives the bill up.
func (m *Model) Discard() {
	m.keeper.drop(m.bill.ID)
	m.openBill()
	m.keeper.open(false)
	m.note = Note{}
}
