// Package shift is the screen of the cashiers' shifts: opened with a float,
// closed by a blind count, cash handed over in between, the shift handed over to
// the next cashier, and the reports of the former ones.
package shift

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"outpost/app/desktop/refusal"
	"outpost/app/i18n"
	"outpost/app/paper"
	"outpost/app/shiftreport"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/report"
	"outpost/store"
)

// Step is what F10 does now.
type Step int

// The steps of F10.
const (
	StepOpen        Step = iota // no shift is open
	StepClose                   // the open shift is the own one
	StepCloseOthers             // it is another cashier's
)

// Model is the shifts without widgets. Reading and writing takes as long as the
// disk does; it is safe for concurrent use.
type Model struct {
	st    *station.Station
	texts *i18n.Catalog
}

// NewModel is the shifts of a station.
func NewModel(st *station.Station, texts *i18n.Catalog) *Model { return &Model{st: st, texts: texts} }

func (m *Model) t(key i18n.Key, args ...any) string { return m.texts.T(key, args...) }

func (m *Model) rules() receipts.Rules { return m.st.Ledger.Rules() }

// Money writes an amount as the screen shows it.
func (m *Model) Money(a receipts.Money) string { return m.rules().Currency.Display(a) }

// Open is the open shift; its ID is empty where none is.
func (m *Model) Open() store.Shift { return m.st.Ledger.Shift() }

// Step is what F10 does for a person.
func (m *Model) Step(by store.Actor) Step {
	switch open := m.Open(); {
	case open.ID == "":
		return StepOpen
	case open.Cashier == by.ID():
		return StepClose
	}
	return StepCloseOthers
}

// Said is err as a dialog shows it.
func (m *Model) Said(err error) error { return refusal.Error(m.texts, err) }

// Begin opens a shift with what was typed as float; window and shift name the
// one that is carried on with at a borrowed PC, or are empty.
func (m *Model) Begin(ctx context.Context, by store.Actor, float, window, shift string) (store.Shift, error) {
	cash, err := m.cash(float, false)
	if err != nil {
		return store.Shift{}, err
	}
	s, err := m.st.Ledger.ContinueShift(ctx, by, cash, store.Elsewhere{Station: window, Shift: shift})
	return s, m.Said(err)
}

// CountForm is what was typed when a shift is counted. Tenders are the amounts of
// the slips, in the order of SlipTenders; an empty one was not counted.
type CountForm struct {
	Cash       string
	Pieces     []store.Pieces
	Tenders    []string
	NotCounted string
	// Window is where the cashier carried on, at a borrowed PC: WINDOW or
	// WINDOW/SHIFT.
	Window string
}

// SlipTenders are the tenders other than cash, whose slips may be counted.
func (m *Model) SlipTenders() (all []receipts.Tender) {
	for _, t := range m.rules().Tenders {
		if !t.Cash {
			all = append(all, t)
		}
	}
	return all
}

// TenderWord is a tender's name in the language spoken.
func (m *Model) TenderWord(t receipts.Tender) string {
	if m.texts.Lang() == i18n.Chinese {
		return t.Chinese
	}
	return t.English
}

// Count reads what was typed.
func (m *Model) Count(f CountForm) (c store.Count, err error) {
	c.NotCounted, c.Pieces = strings.TrimSpace(f.NotCounted), f.Pieces
	c.ContinuedAt = store.ParseElsewhere(f.Window)
	if c.NotCounted != "" {
		if strings.TrimSpace(f.Cash) != "" {
			return c, errors.New(m.t(i18n.ShiftCountOrReason))
		}
		return c, nil
	}
	if c.Cash, err = m.cash(f.Cash, true); err != nil {
		return c, err
	}
	for i, tender := range m.SlipTenders() {
		if i >= len(f.Tenders) || strings.TrimSpace(f.Tenders[i]) == "" {
			continue
		}
		amount, err := m.rules().Currency.Parse(strings.TrimSpace(f.Tenders[i]))
		if err != nil {
			return c, m.Said(err)
		}
		c.Tenders = append(c.Tenders, store.TenderTotal{Tender: tender.Code, Amount: amount})
	}
	return c, nil
}

// cash reads an amount of cash; an empty one is 0 where none is needed.
func (m *Model) cash(text string, needed bool) (receipts.Money, error) {
	if text = strings.TrimSpace(text); text == "" && !needed {
		return 0, nil
	}
	cash, err := m.rules().Currency.Parse(text)
	if err != nil || cash < 0 {
		return 0, errors.New(m.t(i18n.ShiftNeedAmount))
	}
	return cash, nil
}

// Close ends the person's own shift.
func (m *Model) Close(ctx context.Context, by store.Actor, c store.Count) (store.ShiftReport, error) {
	r, err := m.st.Ledger.CloseShift(ctx, by, c)
	return r, m.Said(err)
}

// CloseOthers ends another cashier's shift with an approval.
func (m *Model) CloseOthers(ctx context.Context, by store.Actor, a store.Approval, c store.Count) (store.ShiftReport, error) {
	r, err := m.st.Ledger.CloseAnothersShift(ctx, by, a, c)
	return r, m.Said(err)
}

// HandOver ends the person's shift and begins that of the next cashier.
func (m *Model) HandOver(ctx context.Context, by store.Actor, c store.Count, next store.Actor) (store.ShiftReport, error) {
	r, _, err := m.st.Ledger.HandOver(ctx, by, c, next)
	return r, m.Said(err)
}

// Drop writes cash down that was handed over in between.
func (m *Model) Drop(ctx context.Context, by store.Actor, amount, receiver, receipt string) (store.Drop, error) {
	cash, err := m.cash(amount, true)
	if err != nil {
		return store.Drop{}, err
	}
	d, err := m.st.Ledger.DropCash(ctx, by, store.Drop{Amount: cash, Receiver: receiver, Receipt: receipt})
	return d, m.Said(err)
}

// TakeBack says that a hand-over of cash was written down wrongly.
func (m *Model) TakeBack(ctx context.Context, by store.Actor, seq int64, reason string) error {
	return m.Said(m.st.Ledger.TakeBackDrop(ctx, by, seq, reason))
}

// Explain keeps the approved reason for a closed shift's difference.
func (m *Model) Explain(ctx context.Context, by store.Actor, a store.Approval, shift, reason string) error {
	return m.Said(m.st.Ledger.ExplainShift(ctx, by, a, shift, reason))
}

// Drops lists the cash handed over in the open shift that still counts.
func (m *Model) Drops(ctx context.Context) ([]store.Drop, error) {
	all, err := m.st.Ledger.Drops(ctx, m.Open().ID)
	var counting []store.Drop
	for _, d := range all {
		if d.Back == "" {
			counting = append(counting, d)
		}
	}
	return counting, m.Said(err)
}

// Document is a closed shift's report as pages to sign.
func (m *Model) Document(r store.ShiftReport) report.Report {
	return shiftreport.Document(r, m.st.Ledger.Identity(), m.rules(), m.texts, m.st.Now())
}

// Paper saves a report as a PDF and, where there is a printer, prints it.
func (m *Model) Paper(ctx context.Context, r store.ShiftReport) (path string, notPrinted, err error) {
	at := m.st.Ledger.Identity().Local(r.Closed)
	return paper.Sheet(ctx, m.st, "shift-"+r.Cashier+"-"+at.Format("20060102-150405")+".pdf", m.Document(r))
}

// pieces are the notes and coins of a currency in its minor units, the largest
// first.
func pieces(c receipts.Currency) (all []receipts.Money) {
	values := []string{"100", "50", "20", "10", "5", "1", "0.5", "0.1"}
	if c.Code != "CNY" {
		values = []string{"100", "50", "20", "10", "5", "2", "1", "0.5", "0.25", "0.2", "0.1", "0.05", "0.02", "0.01"}
	}
	for _, v := range values {
		if m, err := c.Parse(v); err == nil {
			all = append(all, m)
		}
	}
	return all
}

// Add reads how many of each of values were counted, and adds them up.
func (m *Model) Add(values []receipts.Money, counts []string) (sum receipts.Money, all []store.Pieces, err error) {
	for i, text := range counts {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		n, err := strconv.ParseInt(text, 10, 64)
		switch {
		case err != nil || n < 0 || n > mostPieces:
			return 0, nil, errors.New(m.t(i18n.ShiftNeedPieces, m.Money(values[i])))
		case n == 0:
			continue
		}
		p := store.Pieces{Value: values[i], Pieces: n}
		all, sum = append(all, p), sum+p.Value*receipts.Money(p.Pieces)
	}
	return sum, all, nil
}

// mostPieces bounds how many notes or coins of a kind are counted.
const mostPieces = 100_000
