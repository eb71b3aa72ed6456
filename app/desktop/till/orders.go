package till

import (
	"context"
	"strings"
	"time"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store/catalog"
)

// lookUpOrders finds out in the background which open orders of the bill's patient
// are not charged here yet; a patient without any costs nothing.
func (m *Model) lookUpOrders() {
	m.ordersLeft = nil
	bill, p := m.bill.ID, m.bill.Patient
	if m.paper != nil || len(m.deps.Station.OpenOrders().Of(p)) == 0 {
		return
	}
	inBackground(m, func(ctx context.Context) ([]catalog.OpenOrder, error) {
		return m.deps.Station.OrdersLeft(ctx, p)
	}, func(left []catalog.OpenOrder, err error) {
		switch {
		case m.bill.ID != bill || m.bill.Patient.ID != p.ID || m.paper != nil:
			return // another bill by now
		case err != nil:
			m.refuse(err)
		default:
			m.ordersLeft = left
		}
		m.OnChange()
	})
}

// OpenOrders are the patient's orders that were unpaid in the HIS when they were
// copied, at that time, and that are neither charged here nor on a bill.
func (m *Model) OpenOrders() (open []catalog.OpenOrder, at time.Time) {
	if m.paper != nil || len(m.ordersLeft) == 0 {
		return nil, time.Time{}
	}
	lines := append([]receipts.Line{}, m.bill.Lines...)
	for _, b := range m.parked {
		if b.Patient.ID == m.bill.Patient.ID {
			lines = append(lines, b.Lines...)
		}
	}
	return catalog.Uncharged(m.ordersLeft, lines), m.deps.Station.OpenOrders().At()
}

// OrdersTaken says whether all open orders of the patient stand on a bill already:
// taking them again is asked about.
func (m *Model) OrdersTaken() bool {
	open, _ := m.OpenOrders()
	return m.paper == nil && len(m.ordersLeft) > 0 && len(open) == 0
}

// TakeOrders (Ctrl+H) puts the patient's open orders on the bill at today's prices;
// again puts those on it too that a bill has already. What no price list in force
// has is left out and named.
func (m *Model) TakeOrders(again bool) {
	open, _ := m.OpenOrders()
	if again {
		open = m.ordersLeft
	}
	switch ok, why := m.CanCharge(); {
	case !ok:
		m.note = why
		return
	case m.bill.Patient.ID == "":
		m.note = say(i18n.TillPatientFirst)
		return
	case len(open) == 0:
		m.note = m.noOrders()
		return
	}
	var lines []receipts.Line
	var gone []string
	bill := m.bill
	for _, o := range open {
		item, ok := m.deps.Station.Index().ItemOf(o)
		if !ok {
			gone = append(gone, strings.TrimSpace(o.Item+" "+o.Name))
			continue
		}
		line := item.Line(o.Quantity)
		line.Order = o.Number
		var err error
		if bill, line.Prescription, err = orderedBy(bill, o); err != nil {
			m.refuse(err)
			return
		}
		lines = append(lines, line)
	}
	before := m.bill
	if m.bill = bill; len(lines) > 0 && !m.addLines(lines...) {
		m.bill = before
		return
	}
	m.note = Note{Level: Done, Key: i18n.OrdersTaken, Args: []any{len(lines)}, Count: true}
	if len(gone) > 0 {
		m.note = warn(i18n.OrdersGone, len(lines), strings.Join(gone, "; "))
	}
}

// noOrders says why there is nothing to take.
func (m *Model) noOrders() Note {
	orders := m.deps.Station.OpenOrders()
	switch {
	case orders.At().IsZero():
		return say(i18n.OrdersNever)
	case m.paper == nil && len(orders.Of(m.bill.Patient)) > 0:
		return say(i18n.OrdersCharged)
	}
	return say(i18n.OrdersNone)
}

// orderedBy gives the bill the prescription that an order is of: its own number,
// or a running one where it has none or the bill has another one of that number.
func orderedBy(b receipts.Bill, o catalog.OpenOrder) (receipts.Bill, string, error) {
	p := receipts.Prescription{Number: o.Prescription, Doctor: o.Doctor, Department: o.Department}
	if p.Number == "" && p.Doctor+p.Department == "" {
		return b, "", nil
	}
	for _, known := range b.Prescriptions {
		same := known.Doctor == p.Doctor && known.Department == p.Department && known.Doses <= 1
		if same && (p.Number == "" || known.Number == p.Number) {
			return b, known.Number, nil
		}
	}
	if _, taken := b.Prescription(p.Number); taken || p.Number == "" {
		p.Number = freeNumber(b)
	}
	out, err := b.WithPrescription(p)
	return out, p.Number, err
}
