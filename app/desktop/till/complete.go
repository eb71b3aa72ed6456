package till

import (
	"errors"
	"slices"
	"strings"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/journal"
)

// SaleState is how far a completed sale is.
type SaleState int

// The states of the last sale.
const (
	SaleNone    SaleState = iota
	SaleWriting           // handed over, not on disk yet
	SaleDone              // on disk
)

// Sale is the last completed sale as the screen keeps it in sight.
type Sale struct {
	State         SaleState
	ID, Number    string
	Patient       string
	Total, Change receipts.Money
	// Owed is what was left unpaid.
	Owed receipts.Money
	// Void says that the receipt was taken back since, Refunded by which red one.
	Void     bool
	Refunded string
	// PrintErr is why the receipt did not print; the sale stands.
	PrintErr error
}

// Complete (F2) settles the bill and hands it to the ledger in the background.
// The next bill is open at once. What is refused is said before anything is
// handed over; an empty bill does nothing, so a held F2 completes once.
func (m *Model) Complete() Place {
	if m.Empty() {
		return Stay
	}
	if ok, why := m.CanCharge(); !ok {
		m.note = why
		return Stay
	}
	if next := m.incomplete(); next != Stay {
		return next
	}
	bill := m.orderly(m.bill)
	if next, err := m.payBill(&bill); err != nil || next != Stay {
		if err != nil {
			m.refuse(err)
		}
		return next
	}
	settled, err := receipts.Settle(bill, m.Rules())
	if err != nil {
		return m.unsettled(bill, err)
	}
	if needs := m.Rules().Needs(bill); len(needs) > 0 {
		m.OnAsk(Asking{Bill: bill, Needs: needs}, func(given []store.Approval) { m.hand(bill, settled, given) })
		return Stay
	}
	m.hand(bill, settled, nil)
	return PatientBox
}

// Asking is a bill that somebody else must approve something of.
type Asking struct {
	Bill  receipts.Bill
	Needs []receipts.Need
}

// hand gives a settled bill to the ledger and opens the next.
func (m *Model) hand(bill receipts.Bill, settled receipts.Receipt, approvals []store.Approval) {
	if m.bill.ID != bill.ID {
		return // it was completed or set aside meanwhile
	}
	if m.paper != nil {
		m.keyIn(bill, settled, approvals)
		return
	}
	m.last = Sale{State: SaleWriting, ID: bill.ID, Patient: bill.Patient.Name, Total: settled.Total, Change: settled.Change(), Owed: settled.Owed()}
	m.note = Note{}
	m.openBill()
	m.keeper.sell(bill, approvals, m.sold)
}

// unsettled says why a bill is not paid, and leads to where that is typed.
func (m *Model) unsettled(bill receipts.Bill, err error) Place {
	m.refuse(err)
	switch rules := m.Rules(); {
	case isAny(err, receipts.ErrReference):
		return ReferenceBox
	case isAny(err, receipts.ErrCardLimit):
		m.note = warn(i18n.TillCardLimit, m.Money(rules.CardMoney(withAmounts(bill.Payments))), m.Money(rules.Limits.CardReceipt))
		return PayBox
	case !isAny(err, receipts.ErrPayment, receipts.ErrTender):
		return ItemBox
	}
	electronic, cash := m.sums(bill.Payments)
	rest := m.Total() - electronic
	if cash > 0 && rest >= 0 {
		due, _ := m.Rules().Due(m.Total(), electronic)
		rest = due - cash
	}
	switch {
	case !isAny(err, receipts.ErrPayment):
	case electronic > m.Total():
		m.note = warn(i18n.TillOver, m.Money(electronic-m.Total()))
	case rest > 0:
		m.note = warn(i18n.TillStillToPay, m.Money(rest))
	}
	return PayBox
}

// incomplete leads to what the bill still lacks.
func (m *Model) incomplete() Place {
	switch {
	case m.bill.Patient.ID == "":
		m.note = warn(i18n.TillPatientFirst)
		return PatientBox
	case len(m.bill.Lines) == 0:
		m.note = warn(i18n.TillNoLines)
		return ItemBox
	}
	return Stay
}

// payBill adds what stands in the payment boxes to the bill's payments.
func (m *Model) payBill(bill *receipts.Bill) (Place, error) {
	rest := m.Rest()
	nothing := strings.TrimSpace(m.amount) == ""
	switch {
	case nothing && rest <= 0 && len(bill.Payments) > 0:
		return Stay, nil
	case nothing && m.Tender().Cash && rest > 0:
		m.note = say(i18n.TillTypeCash, m.Money(rest))
		return PayBox, nil
	}
	p, err := m.payment()
	if err != nil {
		return PayBox, err
	}
	bill.Payments = withPayment(bill.Payments, p, m.Tender().Cash)
	return Stay, nil
}

// sold comes back from the ledger, on the model's goroutine.
func (m *Model) sold(bill receipts.Bill, r receipts.Receipt, err error) {
	defer m.OnChange()
	if err != nil {
		m.unsold(bill, err)
		return
	}
	if m.last.ID == bill.ID {
		m.last = Sale{State: SaleDone, ID: r.ID, Number: r.Number, Patient: r.Patient.Name, Total: r.Total, Change: r.Change(), Owed: r.Owed()}
	}
	if m.deps.Station.Ledger.MayBeCharged(r) {
		m.note = Note{Level: Warn, Key: i18n.OverSold, Args: []any{r.Number}, Stays: true}
	}
	m.RecountOwed() // a payment whose receipt was taken back may pay this one
	m.keeper.print(r, m.printed)
}

// unsold brings a bill back that the ledger did not take: to the screen, or to
// the parked ones where the next bill was begun meanwhile.
func (m *Model) unsold(bill receipts.Bill, err error) {
	if m.last.ID == bill.ID {
		m.last = Sale{}
	}
	m.note = Note{Level: Alarm, Err: m.located(err), Stays: true}
	if errors.Is(err, journal.ErrDamaged) && m.deps.Damaged != nil {
		defer m.deps.Damaged()
	}
	if m.Empty() && m.paper == nil {
		m.bill, m.selected = bill, len(bill.Lines)-1
		m.back = m.typeAgain(err)
		m.changed()
		m.lookUpOrders()
		return
	}
	m.parked = append(m.parked, bill)
	m.keeper.draft(bill.Clone(), true)
}

// typeAgain takes the payment that a refusal is about out of the bill that came
// back and into the payment boxes, and says where the cashier goes on.
func (m *Model) typeAgain(err error) Place {
	if !errors.Is(err, receipts.ErrReferenceTwice) {
		return PayBox
	}
	for i, p := range m.bill.Payments {
		if p.Reference == "" || !strings.Contains(err.Error(), p.Reference) {
			continue
		}
		m.tender = max(0, slices.IndexFunc(m.tenders(), func(t receipts.Tender) bool { return t.Code == p.Tender }))
		m.amount, m.reference = m.Rules().Currency.Format(p.Tendered), p.Reference
		m.bill.Payments = slices.Delete(m.bill.Payments, i, i+1)
		return ReferenceBox
	}
	return PayBox
}

// Back is where a bill that came back is gone on with, once; Stay for none.
func (m *Model) Back() Place {
	place := m.back
	m.back = Stay
	return place
}

func (m *Model) printed(r receipts.Receipt, err error) {
	defer m.OnChange()
	if m.last.ID == r.ID {
		m.last.PrintErr = err
	}
}
