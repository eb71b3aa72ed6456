package till

import (
	"context"
	"errors"
	"strings"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/receipts/code"
	"outpost/store"
)

// mostReceipts is how many receipts the list shows, mostScanned how many are
// opened for one search: names are sealed on disk.
const (
	mostReceipts = 200
	mostScanned  = 5000
)

// FindReceipts lists the newest receipts, or those whose number, patient or
// total is meant by query. done gets them on the model's goroutine.
func (m *Model) FindReceipts(query string, done func([]store.OutboxRow, error)) {
	go func() {
		rows, err := m.findReceipts(context.Background(), strings.TrimSpace(query))
		m.deps.Post(func() { done(rows, err) })
	}()
}

func (m *Model) findReceipts(ctx context.Context, query string) ([]store.OutboxRow, error) {
	l := m.deps.Station.Ledger
	if query == "" {
		return l.Receipts(ctx, 0, mostReceipts)
	}
	if signed, err := code.Decode(query); err == nil { // scanned off a receipt
		row, err := l.ReceiptByID(ctx, signed.Record.ID.String())
		if errors.Is(err, store.ErrNotFound) {
			return nil, nil // another window's
		}
		return []store.OutboxRow{row}, err
	}
	found, err := l.Find(ctx, query, mostReceipts, mostScanned)
	if err != nil {
		return nil, err
	}
	amount, notAmount := l.Rules().Currency.Parse(query)
	if notAmount != nil {
		return found, nil
	}
	return m.withAmount(ctx, found, amount)
}

// withAmount adds the receipts whose total is amount to those found otherwise.
func (m *Model) withAmount(ctx context.Context, found []store.OutboxRow, amount receipts.Money) ([]store.OutboxRow, error) {
	known := map[string]bool{}
	for _, row := range found {
		known[row.Receipt.ID] = true
	}
	before, seen := int64(0), 0
	for seen < mostScanned && len(found) < mostReceipts {
		page, err := m.deps.Station.Ledger.Receipts(ctx, before, 500)
		if err != nil || len(page) == 0 {
			return found, err
		}
		for _, row := range page {
			if row.Receipt.Total == amount && !known[row.Receipt.ID] {
				found = append(found, row)
			}
		}
		seen += len(page)
		before = page[len(page)-1].Receipt.Seq
	}
	return found, nil
}

// Void takes a receipt of the open shift back and returns it as it is then.
func (m *Model) Void(ctx context.Context, req store.VoidRequest) (receipts.Receipt, error) {
	req.Reason, req.PaperMissing = strings.TrimSpace(req.Reason), strings.TrimSpace(req.PaperMissing)
	switch {
	case req.Reason == "":
		return receipts.Receipt{}, no(i18n.TillNeedReason)
	case !req.PaperReturned && req.PaperMissing == "":
		return receipts.Receipt{}, no(i18n.RefundNeedPaper)
	}
	r, err := m.deps.Station.Ledger.Void(ctx, m.Actor(), req)
	switch {
	case isAny(err, store.ErrVoid):
		return r, m.notVoided(ctx, req.Number)
	case err == nil:
		m.last.Void = m.last.Void || m.last.ID == r.ID
		_, electronic := m.backOf(r)
		m.owe(r.Number, sum(electronic))
	}
	return r, err
}

// notVoided says which rule keeps a receipt from being taken back.
func (m *Model) notVoided(ctx context.Context, number string) error {
	row, err := m.deps.Station.Ledger.Receipt(ctx, number)
	switch {
	case err != nil:
		return err
	case row.Receipt.Void != nil:
		return noteError{key: i18n.TillVoidAlready}
	case row.State != store.Pending && row.State != store.Refused:
		return noteError{key: i18n.TillVoidSent}
	}
	return noteError{key: i18n.TillErrVoid}
}

// Dispense prints a receipt's copies for pharmacy and laboratory; done is called
// on the model's goroutine.
func (m *Model) Dispense(r receipts.Receipt, done func(error)) {
	if m.deps.Dispense == nil {
		return
	}
	go func() {
		err := m.deps.Dispense(context.Background(), r)
		m.deps.Post(func() { done(err) })
	}()
}

// Reprint prints a receipt once more, marked as a copy where it was printed
// before; done is called on the model's goroutine.
func (m *Model) Reprint(r receipts.Receipt, done func(receipts.Receipt, error)) {
	m.keeper.print(r, done)
}
