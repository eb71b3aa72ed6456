package till

import (
	"context"
	"slices"
	"strings"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// Part is a part of a later payment as it is typed: the tender's place in the
// hospital's list from 1, the amount, the merchant's reference.
type Part struct{ Tender, Amount, Reference string }

// FindUnpaid lists the receipts that leave something owed, of those the ones that
// query means; done gets them on the model's goroutine.
func (m *Model) FindUnpaid(query string, done func(Found, error)) {
	want := strings.ToLower(strings.TrimSpace(query))
	inBackground(m, func(ctx context.Context) (Found, error) {
		rows, err := m.deps.Station.Ledger.Unpaid(ctx)
		return Found{Rows: slices.DeleteFunc(rows, func(o store.OutboxRow) bool {
			r := o.Receipt
			return !strings.Contains(strings.ToLower(r.Number+" "+r.Form+" "+r.Patient.Name+" "+r.Patient.Number+" "+r.Patient.Phone+" "+r.Patient.Card), want)
		})}, err
	}, done)
}

// LaterPayments reads what is typed for what a receipt leaves owed. One part
// without an amount takes the rest; empty parts are left out.
func (m *Model) LaterPayments(r receipts.Receipt, parts ...Part) (all []receipts.Payment, change receipts.Money, err error) {
	open := -1 // the payment that takes the rest
	for _, p := range parts {
		if strings.TrimSpace(p.Tender+p.Amount+p.Reference) == "" {
			continue
		}
		t, err := m.tenderAt(p.Tender)
		if err != nil {
			return nil, 0, err
		}
		pay := receipts.Payment{Tender: t.Code, Reference: strings.TrimSpace(p.Reference)}
		switch text := strings.TrimSpace(p.Amount); {
		case text != "":
			if pay.Tendered, err = m.Rules().Currency.Parse(text); err != nil {
				return nil, 0, err
			}
		case open >= 0:
			return nil, 0, no(i18n.TillTypeAmount)
		default:
			open = len(all)
		}
		all = append(all, pay)
	}
	if open >= 0 {
		all[open].Tendered = m.restOf(r.Unpaid(), all, open)
	}
	s, err := receipts.SettleCredit(r, all, m.Rules())
	for _, p := range s.Payments {
		change += p.Change
	}
	return all, change, err
}

// restOf is what one of the payments has to take of what is owed.
func (m *Model) restOf(owed receipts.Money, all []receipts.Payment, open int) receipts.Money {
	electronic, cash := m.sums(all)
	if t, ok := m.Rules().Tender(all[open].Tender); ok && t.Cash {
		due, _ := m.Rules().Due(owed, electronic)
		return due
	}
	return max(0, owed-electronic-cash)
}

// tenderAt is the way of paying that a digit means; nothing typed is cash.
func (m *Model) tenderAt(text string) (receipts.Tender, error) {
	all, text := m.Rules().Tenders, strings.TrimSpace(text)
	if text == "" {
		return all[m.cashTender()], nil
	}
	for i, t := range all {
		if text == number(i+1) {
			return t, nil
		}
	}
	return receipts.Tender{}, no(i18n.BillNeedTender, len(all))
}

// SettleLater takes the later payment of what a receipt leaves owed.
func (m *Model) SettleLater(number string, payments []receipts.Payment, done func(receipts.Receipt, error)) {
	by := m.Actor()
	inBackground(m, func(ctx context.Context) (receipts.Receipt, error) {
		return m.deps.Station.Ledger.SettleCredit(ctx, by, number, payments)
	}, func(r receipts.Receipt, err error) {
		if err == nil && m.last.Number == number {
			m.last.Owed = r.Unpaid()
		}
		done(r, err)
	})
}
