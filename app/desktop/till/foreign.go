package till

import (
	"context"
	"errors"
	"strings"

	"outpost/app/i18n"
	"outpost/app/paper"
	"outpost/receipts"
	"outpost/receipts/code"
	"outpost/store"
)

// Foreign is the refund of another window's receipt, as it is typed.
type Foreign struct {
	// Paper is the code on the receipt, or its number.
	Paper string
	// Patient is the name on it; Total what it came to, needed without a code.
	Patient, Total string
	// Parts say how it was paid.
	Parts  []Part
	Reason string
	// PaperHere and Missing are as in Refunding.
	PaperHere bool
	Missing   string
}

// ReadForeign reads the code of another window's receipt. known is false where
// text is no code but a number. One of this window's own is refused with its
// number.
func (m *Model) ReadForeign(ctx context.Context, text string) (f receipts.Foreign, known bool, err error) {
	text = strings.TrimSpace(text)
	signed, err := code.Decode(text)
	if err != nil {
		if len(text) > receipts.MaxName {
			return f, false, no(i18n.ForeignCodeWrong, err)
		}
		return receipts.Foreign{Number: receipts.CleanNumber(text)}, false, nil
	}
	row, err := m.deps.Station.Ledger.ReceiptByID(ctx, signed.Record.ID.String())
	if err == nil {
		return f, true, no(i18n.ForeignOwn, row.Receipt.Number)
	}
	if !errors.Is(err, store.ErrNotFound) {
		return f, true, err
	}
	keys, err := paper.Keys(m.deps.Station.Dir)
	if err != nil {
		return f, true, err
	}
	f, err = paper.Foreign(text, keys, m.deps.Station.Ledger.Identity().Drill, m.deps.Station.ItemLine)
	if err != nil {
		return f, true, no(i18n.ForeignCodeWrong, err)
	}
	return f, true, nil
}

// OfTheHIS says of what was typed or scanned that it is the number of a receipt
// of the HIS, which is refunded there.
func OfTheHIS(text string) bool {
	_, err := code.Decode(strings.TrimSpace(text))
	return err != nil && strings.TrimSpace(text) != "" && len(text) <= receipts.MaxName && !store.IsWindowNumber(text)
}

// ForeignRequest makes the ledger's request of what was typed, and checks what
// the window itself can check before a second person is asked.
func (m *Model) ForeignRequest(ctx context.Context, id string, t Foreign) (store.ForeignRefund, error) {
	f, known, err := m.ReadForeign(ctx, t.Paper)
	if err != nil {
		return store.ForeignRefund{}, err
	}
	if OfTheHIS(t.Paper) { // whatever else stands on it
		if strings.TrimSpace(t.Reason) == "" {
			return store.ForeignRefund{}, no(i18n.RefundNeedReason)
		}
		return store.ForeignRefund{ID: id, Receipt: f, Reason: strings.TrimSpace(t.Reason)}, nil
	}
	if !known {
		if f.Total, err = m.Rules().Currency.Parse(strings.TrimSpace(t.Total)); err != nil || f.Total <= 0 {
			return store.ForeignRefund{}, no(i18n.ForeignNeedTotal)
		}
		f.Patient.ID = receipts.NewID()
	}
	if f.Patient.Name = strings.TrimSpace(t.Patient); f.Patient.Name == "" {
		return store.ForeignRefund{}, no(i18n.ForeignNeedName)
	}
	if f.Payments, err = m.paidBy(f.Total, t.Parts); err != nil {
		return store.ForeignRefund{}, err
	}
	switch {
	case strings.TrimSpace(t.Reason) == "":
		return store.ForeignRefund{}, no(i18n.RefundNeedReason)
	case !t.PaperHere && strings.TrimSpace(t.Missing) == "":
		return store.ForeignRefund{}, no(i18n.RefundNeedPaper)
	}
	if _, err := receipts.RefundForeign(f, m.Rules()); err != nil {
		return store.ForeignRefund{}, err
	}
	return store.ForeignRefund{
		ID: id, Receipt: f, Reason: strings.TrimSpace(t.Reason), PaperReturned: t.PaperHere, PaperMissing: strings.TrimSpace(t.Missing),
	}, nil
}

// CheckForeign asks the ledger, before a second person is asked, whether the
// receipt is refunded here; that one of the HIS was to be is written down.
func (m *Model) CheckForeign(req store.ForeignRefund, done func(error)) {
	by := m.Actor()
	inBackground(m, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, m.deps.Station.Ledger.CheckForeign(ctx, by, req)
	}, func(_ struct{}, err error) { done(err) })
}

// paidBy reads how a receipt was paid; one part without an amount is the rest.
func (m *Model) paidBy(total receipts.Money, parts []Part) (all []receipts.Payment, err error) {
	open, sum := -1, receipts.Money(0)
	for _, p := range parts {
		if strings.TrimSpace(p.Tender+p.Amount+p.Reference) == "" {
			continue
		}
		t, err := m.tenderAt(p.Tender)
		if err != nil {
			return nil, err
		}
		pay := receipts.Payment{Tender: t.Code, Reference: strings.TrimSpace(p.Reference)}
		if text := strings.TrimSpace(p.Amount); text == "" && open < 0 {
			open = len(all)
		} else if pay.Amount, err = m.Rules().Currency.Parse(text); err != nil {
			return nil, err
		}
		sum += pay.Amount
		all = append(all, pay)
	}
	if open >= 0 {
		all[open].Amount = max(0, total-sum)
	}
	return all, nil
}

// RefundForeign carries it out with a second person's approval, and prints the
// red receipt.
func (m *Model) RefundForeign(req store.ForeignRefund, approval store.Approval, done func(store.RefundDone, error)) {
	by := m.Actor()
	inBackground(m, func(ctx context.Context) (store.RefundDone, error) {
		return m.deps.Station.Ledger.RefundForeign(ctx, by, approval, req)
	}, func(d store.RefundDone, err error) {
		if err == nil {
			m.refunded("", d)
		}
		done(d, err)
	})
}
