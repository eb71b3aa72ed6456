// Package owed is the dialog of the electronic money that has still to go back
// the way it came, after a refund or a void: what is owed to whom, and that it
// went back.
package owed

import (
	"context"
	"errors"
	"strings"

	"outpost/app/desktop/refusal"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// mostSettled bounds the list of what went back.
const mostSettled = 200

// Model is the list without widgets. Reading and writing takes as long as the
// disk does.
type Model struct {
	ledger *store.Ledger
	texts  *i18n.Catalog
}

// NewModel is what a ledger owes.
func NewModel(l *store.Ledger, texts *i18n.Catalog) *Model { return &Model{l, texts} }

// List reads what is still owed, the oldest first, or what went back, the newest
// first.
func (m *Model) List(ctx context.Context, settled bool) ([]store.Owed, error) {
	if settled {
		return m.ledger.OwedSettled(ctx, mostSettled)
	}
	return m.ledger.Owed(ctx)
}

// Repaid writes down that one of the list went back under the merchant's
// reference.
func (m *Model) Repaid(ctx context.Context, by store.Actor, o store.Owed, reference string) (store.Owed, error) {
	done, err := m.ledger.SettleOwed(ctx, by, o.Receipt, o.Payment, reference)
	return done, refusal.Error(m.texts, err)
}

// Check says what keeps the chosen one from being written down; nil where
// nothing does. last is the reference that was written down or refused before: a
// number that is scanned twice is said once, before it stands for another one.
func (m *Model) Check(chosen *store.Owed, reference, last string) error {
	switch reference = strings.TrimSpace(reference); {
	case chosen == nil || chosen.Settled != nil:
		return errors.New(m.texts.T(i18n.OwedChoose))
	case reference == "":
		return errors.New(m.texts.T(i18n.OwedNeed))
	case reference == last:
		return errors.New(m.texts.T(i18n.OwedTwice, reference))
	}
	return nil
}

// Sum says how many there are and what they come to.
func (m *Model) Sum(all []store.Owed, settled bool) string {
	switch {
	case len(all) == 0 && settled:
		return m.texts.T(i18n.OwedSettledNone)
	case len(all) == 0:
		return m.texts.T(i18n.OwedNone)
	case settled:
		return m.texts.N(i18n.OwedSettledSum, len(all))
	}
	var sum receipts.Money
	for _, o := range all {
		sum += o.Amount
	}
	return m.texts.N(i18n.OwedSum, len(all), m.money(sum))
}

// Cell is a column of one: since when or when it went back, receipt, tender,
// amount, the references, patient and phone.
func (m *Model) Cell(o store.Owed, col int) string {
	at, reference := o.At, o.Reference
	if o.Settled != nil {
		at, reference = o.Settled.At, o.Settled.Reference
	}
	local := m.ledger.Identity().Local(at)
	return [...]string{
		m.texts.Date(local) + " " + m.texts.Time(local), o.Receipt, m.tender(o.Tender), m.ledger.Rules().Currency.Format(o.Amount), reference,
		o.Patient.Name, o.Patient.Phone,
	}[col]
}

// Chosen says in full what goes back to whom.
func (m *Model) Chosen(o store.Owed) string {
	if s := o.Settled; s != nil {
		local := m.ledger.Identity().Local(s.At)
		return m.texts.T(i18n.OwedChosenBack, m.money(o.Amount), m.tender(o.Tender), m.texts.Date(local)+" "+m.texts.Time(local), s.Reference, s.By)
	}
	key := i18n.OwedChosen
	if o.Voided {
		key = i18n.OwedChosenVoid
	}
	return m.texts.T(key, m.money(o.Amount), m.tender(o.Tender), o.Reference, o.Patient.Name, o.Patient.Phone)
}

// Done says that one went back.
func (m *Model) Done(o store.Owed) string {
	return m.texts.T(i18n.OwedRepaid, m.money(o.Amount), o.Receipt, o.Settled.Reference)
}

func (m *Model) money(a receipts.Money) string { return m.ledger.Rules().Currency.Display(a) }

// tender is a way of paying as it reads in the language spoken.
func (m *Model) tender(code string) string {
	t, ok := m.ledger.Rules().Tender(code)
	switch {
	case !ok:
		return code
	case m.texts.Lang() == i18n.Chinese && t.Chinese != "":
		return t.Chinese
	}
	return t.English
}
