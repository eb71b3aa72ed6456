package till

import (
	"strings"

	"outpost/app/i18n"
	"outpost/receipts"
)

func (m *Model) resetPay() {
	m.tender, m.amount, m.reference = m.cashTender(), "", ""
}

func (m *Model) cashTender() int {
	for i, t := range m.Rules().Tenders {
		if t.Cash {
			return i
		}
	}
	return 0
}

// Tender is the way of paying that the amount is typed for.
func (m *Model) Tender() receipts.Tender { return m.tenders()[m.tender] }

// tenders are the hospital's ways of paying, and behind them what the bill may
// leave owed.
func (m *Model) tenders() []receipts.Tender {
	all := m.Rules().Tenders
	for _, t := range receipts.CreditTenders() {
		if m.mayOwe(t.Code) {
			all = append(all[:len(all):len(all)], t)
		}
	}
	return all
}

// StepTender goes on to the next (1) or previous (-1) way of paying.
func (m *Model) StepTender(by int) {
	n := len(m.tenders())
	m.tender = ((m.tender+by)%n + n) % n
	m.reference, m.note = "", Note{}
	if m.Tender().StoredValue {
		m.note = warn(i18n.RefusalStoredValue)
	}
}

// Total is what the lines come to, without the cash rounding.
func (m *Model) Total() (sum receipts.Money) {
	for _, l := range m.bill.Lines {
		sum += l.Amount
	}
	return sum
}

// taken is what the bill's payments come to, electronic money and cash apart.
func (m *Model) taken() (electronic, cash receipts.Money) { return m.sums(m.bill.Payments) }

func (m *Model) sums(payments []receipts.Payment) (electronic, cash receipts.Money) {
	for _, p := range payments {
		if t, ok := m.Rules().Tender(p.Tender); ok && t.Cash {
			cash += p.Tendered
		} else {
			electronic += p.Tendered
		}
	}
	return electronic, cash
}

// Rest is what is still to be paid in the chosen tender; rounding is part of it
// in cash.
func (m *Model) Rest() receipts.Money {
	electronic, cash := m.taken()
	if m.Tender().Cash {
		due, _ := m.Rules().Due(m.Total(), electronic)
		return due - cash
	}
	return m.Total() - electronic - cash
}

// Rounding is the cash rounding of the bill as it is paid now: a line of its own.
func (m *Model) Rounding() receipts.Money {
	electronic, cash := m.taken()
	if !m.Tender().Cash && cash == 0 {
		return 0
	}
	_, rounding := m.Rules().Due(m.Total(), electronic)
	return rounding
}

// Type takes what stands in the payment boxes.
func (m *Model) Type(amount, reference string) { m.amount, m.reference = amount, reference }

// Amount and Reference are what stands in the payment boxes.
func (m *Model) Amount() string    { return m.amount }
func (m *Model) Reference() string { return m.reference }

// Change is what goes back, or is short (negative), with the amount typed now.
// ok is false where no amount can be read.
func (m *Model) Change() (change receipts.Money, ok bool) {
	if strings.TrimSpace(m.amount) == "" {
		_, cash := m.taken()
		rest := m.Rest()
		return -rest, cash > 0 && rest <= 0
	}
	given, err := m.Rules().Currency.Parse(strings.TrimSpace(m.amount))
	if err != nil {
		return 0, false
	}
	return given - m.Rest(), true
}

// LeavesOwed is what the payments taken so far leave owed.
func (m *Model) LeavesOwed() (sum receipts.Money) {
	for _, p := range m.bill.Payments {
		if receipts.IsCredit(p.Tender) {
			sum += p.Tendered
		}
	}
	return sum
}

// Over is what the electronic amount typed now is more than the rest, else 0:
// only cash gives change.
func (m *Model) Over() receipts.Money {
	change, ok := m.Change()
	if !ok || m.Tender().Cash || strings.TrimSpace(m.amount) == "" {
		return 0
	}
	return max(0, change)
}

// payment is the one that the boxes hold. Without an amount electronic money
// pays the rest, for it is never over.
func (m *Model) payment() (receipts.Payment, error) {
	p := receipts.Payment{Tender: m.Tender().Code, Reference: strings.TrimSpace(m.reference)}
	text := strings.TrimSpace(m.amount)
	if text == "" {
		p.Tendered = m.Rest()
		return p, nil
	}
	var err error
	p.Tendered, err = m.Rules().Currency.Parse(text)
	return p, err
}

// EnterPay is Enter in a payment box. Empty, it takes the exact amount; where a
// reference is due it goes there.
func (m *Model) EnterPay(inReference bool) Place {
	if strings.TrimSpace(m.amount) == "" {
		m.amount = m.Rules().Currency.Format(max(0, m.Rest()))
	}
	change, ok := m.Change()
	switch {
	case !ok:
		_, err := m.payment()
		m.refuse(err)
		return PayBox
	case m.Over() > 0:
		m.note = warn(i18n.TillOver, m.Money(m.Over()))
		return PayBox
	case m.Tender().Reference && !inReference && m.reference == "":
		m.note = say(i18n.TillTypeReference)
		return ReferenceBox
	case change < 0:
		m.note = say(i18n.TillShort, m.Money(-change))
		return PayBox
	}
	m.note = say(i18n.TillF2Completes)
	return Stay
}

// TakePayment (F4) keeps the payment typed now and goes on to the rest with the
// next tender.
func (m *Model) TakePayment() Place {
	if len(m.bill.Lines) == 0 {
		m.note = say(i18n.TillNoLines)
		return ItemBox
	}
	if strings.TrimSpace(m.amount) == "" {
		m.note = say(i18n.TillTypeAmount)
		return PayBox
	}
	p, err := m.payment()
	switch {
	case err != nil:
		m.refuse(err)
		return PayBox
	case p.Tendered <= 0 || !m.Tender().Cash && p.Tendered > m.Rest():
		m.note = warn(i18n.TillTooMuch, m.Money(m.Rest()))
		return PayBox
	case m.Tender().Reference && p.Reference == "":
		m.note = warn(i18n.TillTypeReference)
		return ReferenceBox
	}
	m.keepPayment(p)
	m.tender = (m.tender + 1) % len(m.tenders())
	m.amount, m.reference = "", ""
	m.note = say(i18n.TillRest, m.Money(max(0, m.Rest())))
	m.changed()
	return PayBox
}

// keepPayment adds a payment; cash stands once on a bill.
func (m *Model) keepPayment(p receipts.Payment) {
	m.bill.Payments = withPayment(m.bill.Payments, p, m.Tender().Cash)
}

func withPayment(all []receipts.Payment, p receipts.Payment, cash bool) []receipts.Payment {
	for i := range all {
		if cash && all[i].Tender == p.Tender {
			all[i].Tendered += p.Tendered
			return all
		}
	}
	return append(all, p)
}

// DropPayment takes the payment back that was kept last.
func (m *Model) DropPayment() {
	if n := len(m.bill.Payments); n > 0 {
		m.bill.Payments = m.bill.Payments[:n-1]
		m.note = say(i18n.TillRest, m.Money(m.Rest()))
		m.changed()
	}
}
