package till

import (
	"context"
	"errors"
	"slices"
	"strings"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/receipts/code"
	"outpost/store"
)

// mostReceipts is how many receipts the list shows, firstScanned how many are
// opened before the first answer to a search: names are sealed on disk.
const (
	mostReceipts = 200
	firstScanned = 5000
)

// Found is the answer to a search. Older receipts are still looked through where
// GoesOn is set, and a second answer follows.
type Found struct {
	Rows   []store.OutboxRow
	GoesOn bool
}

// FindReceipts lists the newest receipts, or those whose number, patient or
// total is meant by query: one whose number or form it is, or whose digits, comes
// first. done gets them on the model's goroutine; a search that is begun ends the
// one before it.
func (m *Model) FindReceipts(query string, done func(Found, error)) {
	if m.stopSearch != nil {
		m.stopSearch()
	}
	ctx, stop := context.WithCancel(context.Background())
	m.stopSearch = stop
	scan := m.firstScan
	go func() {
		defer stop()
		query := strings.TrimSpace(query)
		first, err := m.findReceipts(ctx, query, scan)
		m.deps.Post(func() { done(first, err) })
		if err != nil || !first.GoesOn {
			return
		}
		if all, err := m.findReceipts(ctx, query, 0); ctx.Err() == nil {
			m.deps.Post(func() { done(all, err) })
		}
	}()
}

// findReceipts opens at most scan receipts, all where scan is 0.
func (m *Model) findReceipts(ctx context.Context, query string, scan int) (found Found, err error) {
	l := m.deps.Station.Ledger
	if query == "" {
		found.Rows, err = l.Receipts(ctx, 0, mostReceipts)
		return found, err
	}
	if signed, err := code.Decode(query); err == nil { // scanned off a receipt
		row, err := l.ReceiptByID(ctx, signed.Record.ID.String())
		if errors.Is(err, store.ErrNotFound) {
			return Found{}, nil // another window's
		}
		return Found{Rows: []store.OutboxRow{row}}, err
	}
	if found.Rows, err = l.ByNumber(ctx, query); err != nil {
		return found, err
	}
	more, err := l.Find(ctx, query, mostReceipts, scan)
	if err != nil {
		return found, err
	}
	found.add(more)
	if amount, notAmount := l.Rules().Currency.Parse(query); notAmount == nil {
		if err := m.withAmount(ctx, &found, amount, scan); err != nil {
			return found, err
		}
	}
	if scan > 0 && len(found.Rows) < mostReceipts {
		all, err := l.Count(ctx)
		found.GoesOn = all > int64(scan)
		return found, err
	}
	return found, nil
}

// add adds the receipts that are not there yet, as far as the list goes.
func (f *Found) add(rows []store.OutboxRow) {
	for _, row := range rows {
		if len(f.Rows) < mostReceipts && !slices.ContainsFunc(f.Rows, func(o store.OutboxRow) bool { return o.Receipt.ID == row.Receipt.ID }) {
			f.Rows = append(f.Rows, row)
		}
	}
}

// withAmount adds the receipts whose total is amount to those found otherwise.
func (m *Model) withAmount(ctx context.Context, found *Found, amount receipts.Money, scan int) error {
	before, seen := int64(0), 0
	for (scan == 0 || seen < scan) && len(found.Rows) < mostReceipts {
		page, err := m.deps.Station.Ledger.Receipts(ctx, before, 500)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, row := range page {
			if row.Receipt.Total == amount {
				found.add([]store.OutboxRow{row})
			}
		}
		seen += len(page)
		before = page[len(page)-1].Receipt.Seq
	}
	return nil
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
