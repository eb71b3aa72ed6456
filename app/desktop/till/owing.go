package till

import (
	"context"
	"slices"
	"strings"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// mayOwe says whether the bill may leave money to a credit tender.
func (m *Model) mayOwe(tender string) bool {
	switch tender {
	case receipts.TenderGreen:
		return m.bill.Green != ""
	case receipts.TenderDeferred:
		return m.bill.Insurance != nil && m.bill.Insurance.Way == receipts.InsuredDeferred
	}
	return false
}

// dropCredit takes back what was left owed in a way that the bill gives no right
// to any more, and what is typed for it.
func (m *Model) dropCredit() {
	m.bill.Payments = slices.DeleteFunc(m.bill.Payments, func(p receipts.Payment) bool {
		return receipts.IsCredit(p.Tender) && !m.mayOwe(p.Tender)
	})
	if m.tender >= len(m.tenders()) {
		m.resetPay()
	}
}

// chooseTender makes a way of paying the one that is typed for.
func (m *Model) chooseTender(code string) {
	at := slices.IndexFunc(m.tenders(), func(t receipts.Tender) bool { return t.Code == code })
	if at >= 0 {
		m.tender, m.amount, m.reference = at, "", ""
	}
}

// SetGreen makes the bill a green channel patient's, who is treated first and
// pays later; without a reason it is an ordinary bill again.
func (m *Model) SetGreen(reason string) error {
	if reason = strings.TrimSpace(reason); !receipts.CleanText(reason, receipts.MaxName) && reason != "" {
		return no(i18n.BillReasonWrong, receipts.MaxName)
	}
	m.bill.Green = reason
	m.dropCredit()
	m.note = Note{}
	if reason != "" {
		m.chooseTender(receipts.TenderGreen)
		m.note = say(i18n.BillGreen)
	} else {
		m.resetPay()
	}
	m.changed()
	return nil
}

// Insure is what the dialog of an insured patient asks, as numbers in the lists
// of the settings.
type Insure struct {
	Insurer, Benefit string
	Way              receipts.InsuredWay
	// Card is the insurance card's number, of a patient who has none yet.
	Card string
}

// SetInsurance makes the bill an insured patient's. One who waits for the insurer
// is not charged: that is written down, and the bill is parked.
func (m *Model) SetInsurance(i Insure, done func(error)) {
	insurance := receipts.Insurance{Insurer: i.Insurer, Benefit: i.Benefit, Way: i.Way}
	card := strings.TrimSpace(i.Card)
	if !receipts.CleanText(card, receipts.MaxName) {
		done(no(i18n.BillCardWrong))
		return
	}
	if card != "" {
		m.bill.Patient.InsuranceNumber = card
	}
	if i.Way == receipts.InsuredWaits {
		m.wait(insurance, done)
		return
	}
	if err := m.Rules().CheckInsurance(insurance); err != nil {
		done(err)
		return
	}
	m.bill.Insured, m.bill.Insurance = true, &insurance
	m.dropCredit()
	m.note = Note{}
	if i.Way == receipts.InsuredDeferred {
		m.chooseTender(receipts.TenderDeferred)
		m.note = say(i18n.BillDeferred)
	}
	m.askCard()
	m.changed()
	done(nil)
}

// askCard warns where an insured patient's card number is not known: the insurer is
// billed by it later.
func (m *Model) askCard() {
	if m.bill.Insured && m.bill.Patient.ID != "" && m.bill.Patient.InsuranceNumber == "" {
		m.note = warn(i18n.BillNoCard)
	}
}

// wait writes down that the patient waits for the insurer, and parks the bill.
func (m *Model) wait(insurance receipts.Insurance, finished func(error)) {
	if m.bill.Patient.ID == "" {
		finished(no(i18n.TillPatientFirst))
		return
	}
	by, w := m.Actor(), store.Waiting{Patient: m.bill.Patient, Insurance: insurance, Amount: m.Total()}
	id := m.bill.ID
	inBackground(m, func(ctx context.Context) (store.Waiting, error) {
		return m.deps.Station.Ledger.RecordWaiting(ctx, by, w)
	}, func(w store.Waiting, err error) {
		if err == nil && m.bill.ID == id {
			m.bill.Insured = true
			m.Park()
			m.note = done(i18n.BillWaits, w.Patient.Name)
		}
		finished(err)
	})
}

// withAmounts are payments as they were typed, with what of them pays the bill.
func withAmounts(payments []receipts.Payment) []receipts.Payment {
	payments = slices.Clone(payments)
	for i := range payments {
		payments[i].Amount = payments[i].Tendered
	}
	return payments
}
