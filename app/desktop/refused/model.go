// Package refused is the dialog of the refunds that were asked for at this window
// and refused because the receipt is the HIS's own.
package refused

import (
	"context"
	"strings"

	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/incident"
)

// mostListed bounds the list.
const mostListed = 500

// Model is the list without widgets. Reading takes as long as the disk does.
type Model struct {
	ledger *store.Ledger
	texts  *i18n.Catalog
}

// NewModel is the refused refunds of a ledger.
func NewModel(l *store.Ledger, texts *i18n.Catalog) *Model { return &Model{l, texts} }

// List reads them, the newest first.
func (m *Model) List(ctx context.Context) ([]store.RefusedRefund, error) {
	return m.ledger.RefusedRefunds(ctx, mostListed)
}

// Find is those of all that have query in number, person or reason.
func (m *Model) Find(all []store.RefusedRefund, query string) (found []store.RefusedRefund) {
	want := strings.ToLower(strings.TrimSpace(query))
	for _, r := range all {
		if strings.Contains(strings.ToLower(r.Number+" "+r.By+" "+r.Reason), want) {
			found = append(found, r)
		}
	}
	return found
}

// Empty says why nothing is listed.
func (m *Model) Empty(all []store.RefusedRefund, query string) string {
	if len(all) == 0 {
		return m.texts.T(i18n.RefusedNone)
	}
	return m.texts.T(i18n.RefusedNoMatch, strings.TrimSpace(query))
}

// ToDo says what is to be done with them in the present mode.
func (m *Model) ToDo() string {
	if m.ledger.Mode() == incident.ModeStandalone {
		return m.texts.T(i18n.RefusedWhileDown)
	}
	return m.texts.T(i18n.RefusedNow)
}

// Cell is a column of one: when it was asked for, the receipt, by whom and why.
func (m *Model) Cell(r store.RefusedRefund, col int) string {
	local := m.ledger.Identity().Local(r.At)
	return [...]string{m.texts.Date(local) + " " + m.texts.Time(local), r.Number, r.By, r.Reason}[col]
}
