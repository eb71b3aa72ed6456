// Package numbers is the screen of the number ranges: the printed forms and the
// temporary patient numbers that this window took out, what is left of them, and
// what became of every one.
package numbers

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/refusal"
	"outpost/app/i18n"
	"outpost/app/paper"
	"outpost/app/shiftreport"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/report"
	"outpost/store"
)

// Model is the ranges without widgets. It is safe for concurrent use.
type Model struct {
	st    *station.Station
	texts *i18n.Catalog
}

// NewModel is the ranges of a station.
func NewModel(st *station.Station, texts *i18n.Catalog) *Model { return &Model{st: st, texts: texts} }

func (m *Model) t(key i18n.Key, args ...any) string { return m.texts.T(key, args...) }

// Said is err as a dialog shows it.
func (m *Model) Said(err error) error { return refusal.Error(m.texts, err) }

// kinds are the kinds of ranges in the order of their digits.
func kinds() []store.RangeKind { return []store.RangeKind{store.RangeForm, store.RangePatient} }

// fates are what blank numbers may become, in the order of their digits.
func fates() []store.Fate { return []store.Fate{store.FateVoided, store.FateLost, store.FateGivenBack} }

// KindWord is a kind as a person reads it.
func (m *Model) KindWord(k store.RangeKind) string {
	if k == store.RangePatient {
		return m.t(i18n.NumbersPatient)
	}
	return m.t(i18n.NumbersForm)
}

// Kinds and Fates are the words in the order of their digits.
func (m *Model) Kinds() []string { return words(kinds(), m.KindWord) }

// Fates are what blank numbers may become.
func (m *Model) Fates() []string {
	return words(fates(), func(f store.Fate) string { return shiftreport.FateWord(m.texts, f) })
}

func words[T any](all []T, word func(T) string) (out []string) {
	for _, one := range all {
		out = append(out, word(one))
	}
	return out
}

// choose is the one whose digit was typed.
func choose[T any](m *Model, all []T, typed string) (one T, err error) {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil || n < 1 || n > len(all) {
		return one, errors.New(m.t(i18n.NumbersChoice, len(all)))
	}
	return all[n-1], nil
}

// Form is what was typed about numbers. Kind and Fate are digits.
type Form struct{ Kind, Batch, From, To, Taker, Fate, Reason string }

// Take takes a range out.
func (m *Model) Take(ctx context.Context, by store.Actor, f Form) (store.NumberRange, error) {
	kind, err := choose(m, kinds(), f.Kind)
	if err != nil {
		return store.NumberRange{}, err
	}
	r, err := m.st.Ledger.TakeRange(ctx, by, store.Taking{Kind: kind, Batch: f.Batch, From: f.From, To: f.To, Taker: f.Taker})
	return r, m.Said(err)
}

// Forward moves a range on to the number that lies in the printer. Those passed
// over are voided or lost.
func (m *Model) Forward(ctx context.Context, by store.Actor, f Form) (store.NumberRange, error) {
	kind, err := choose(m, kinds(), f.Kind)
	if err != nil {
		return store.NumberRange{}, err
	}
	fate, err := choose(m, fates()[:2], f.Fate)
	if err != nil {
		return store.NumberRange{}, err
	}
	skipped := store.Skipped{Fate: fate, Reason: strings.TrimSpace(f.Reason)}
	if next := m.st.Ledger.NumbersLeft(kind).Next; next != "" && next == strings.TrimSpace(f.To) {
		skipped = store.Skipped{} // nothing is passed over
	}
	r, err := m.st.Ledger.ForwardRange(ctx, by, kind, f.To, skipped)
	return r, m.Said(err)
}

// Mark records blank numbers as voided, lost or given back; an empty To is one
// number.
func (m *Model) Mark(ctx context.Context, by store.Actor, f Form) (store.NumberRange, error) {
	kind, err := choose(m, kinds(), f.Kind)
	if err != nil {
		return store.NumberRange{}, err
	}
	fate, err := choose(m, fates(), f.Fate)
	if err != nil {
		return store.NumberRange{}, err
	}
	to := f.To
	if strings.TrimSpace(to) == "" {
		to = f.From
	}
	r, err := m.st.Ledger.MarkNumbers(ctx, by, kind, f.From, to, fate, f.Reason)
	return r, m.Said(err)
}

// Spoiled puts a receipt on the next form: the one that bore it is voided.
func (m *Model) Spoiled(ctx context.Context, by store.Actor, number, reason string) (receipts.Receipt, error) {
	r, err := m.st.Ledger.ChangeForm(ctx, by, strings.ToUpper(strings.TrimSpace(number)), strings.TrimSpace(reason))
	return r, m.Said(err)
}

// Left says in a line what is left of a kind, and how loudly.
func (m *Model) Left(k store.RangeKind) (kit.Tone, string) {
	left := m.st.Ledger.NumbersLeft(k)
	word := m.KindWord(k)
	switch {
	case !left.Taken && k == store.RangePatient:
		return kit.Plain, m.t(i18n.NumbersOwnSeries, word)
	case !left.Taken:
		return kit.Plain, m.t(i18n.NumbersNoneTaken, word)
	case left.Empty() && k == store.RangePatient:
		return kit.Warning, m.t(i18n.NumbersPatientsEmpty, word)
	case left.Empty():
		return kit.Alarm, m.t(i18n.NumbersEmpty, word)
	case left.Low(m.st.Settings().Ranges.Warn):
		return kit.Warning, m.t(i18n.NumbersLow, word, left.Left, left.Next)
	}
	return kit.Plain, m.t(i18n.NumbersLeft, word, left.Left, left.Next, left.Batch)
}

// rangeRows are the ranges as rows.
type rangeRows struct {
	m   *Model
	all []store.RangeAccount
}

// Len completes kit.Rows.
func (r rangeRows) Len() int { return len(r.all) }

// Cell completes kit.Rows.
func (r rangeRows) Cell(row, col int) string {
	a := r.all[row]
	switch col {
	case 0:
		return r.m.KindWord(a.Kind)
	case 1:
		return a.Batch
	case 2:
		return a.From() + " – " + a.To()
	case 3:
		return strconv.FormatInt(a.Left(), 10)
	}
	return a.Taker
}

// Tone completes kit.Toned.
func (r rangeRows) Tone(row int) kit.Tone {
	switch a := r.all[row]; {
	case !a.Sound():
		return kit.Alarm
	case a.Left() == 0:
		return kit.Stale
	}
	return kit.Plain
}

func (m *Model) rangeColumns() []kit.Column {
	return []kit.Column{
		{Title: m.t(i18n.NumbersKind), Min: 120}, {Title: m.t(i18n.NumbersBatch), Min: 80, Share: 1},
		{Title: m.t(i18n.ShiftColumnNumbers), Min: 210, Share: 2},
		{Title: m.t(i18n.NumbersLeftWord), Min: 60, Align: fyne.TextAlignTrailing},
		{Title: m.t(i18n.NumbersTaker), Min: 70, Share: 1},
	}
}

// spanRows are what became of a range's numbers.
type spanRows struct {
	m *Model
	a store.RangeAccount
}

// Len completes kit.Rows.
func (s spanRows) Len() int { return len(s.a.Spans) }

// Cell completes kit.Rows.
func (s spanRows) Cell(row, col int) string {
	span := s.a.Spans[row]
	switch col {
	case 0:
		if span.From == span.To {
			return span.From
		}
		return span.From + " – " + span.To
	case 1:
		return strconv.FormatInt(span.Count, 10)
	case 2:
		return shiftreport.FateWord(s.m.texts, span.Fate)
	}
	if span.Reason == "" {
		return ""
	}
	return span.Reason + " (" + span.By + ")"
}

// Tone completes kit.Toned: a number that stands nowhere is an alarm.
func (s spanRows) Tone(row int) kit.Tone {
	switch s.a.Spans[row].Fate {
	case store.FateUsed:
		return kit.Plain
	case store.FateUnused, store.FateGivenBack:
		return kit.Stale
	case store.FateVoided, store.FateLost:
		return kit.Warning
	}
	return kit.Alarm
}

func (m *Model) spanColumns() []kit.Column {
	return []kit.Column{
		{Title: m.t(i18n.ShiftColumnNumbers), Min: 210, Share: 1},
		{Title: m.t(i18n.ShiftColumnCount), Min: 84, Align: fyne.TextAlignTrailing},
		{Title: m.t(i18n.ShiftColumnFate), Min: 90}, {Title: m.t(i18n.ShiftColumnReason), Min: 120, Share: 2},
	}
}

// Sum says in a line what became of a range's numbers.
func (m *Model) Sum(a store.RangeAccount) (kit.Tone, string) {
	text := m.t(i18n.NumbersSum, a.Size, a.Used, a.Voided, a.Lost, a.Unused)
	if a.Sound() {
		return kit.Good, text
	}
	return kit.Alarm, text + " " + m.t(i18n.NumbersUnsound, a.Missing, len(a.Twice))
}

// Paper saves the account of a range as a PDF and, where there is a printer,
// prints it.
func (m *Model) Paper(ctx context.Context, a store.RangeAccount) (path string, notPrinted, err error) {
	id, now := m.st.Ledger.Identity(), m.st.Now()
	_, sum := m.Sum(a)
	doc := report.Report{
		Title: m.t(i18n.NumbersAccount), Subtitle: id.Hospital, Created: now, Language: string(m.texts.Lang()),
		Facts: []report.Fact{
			{Name: m.t(i18n.NumbersKind), Value: m.KindWord(a.Kind)}, {Name: m.t(i18n.NumbersBatch), Value: a.Batch},
			{Name: m.t(i18n.ShiftColumnNumbers), Value: a.From() + " – " + a.To(), Strong: true},
			{Name: m.t(i18n.NumbersTaker), Value: a.Taker + "  " + m.texts.DateTime(id.Local(a.At))},
			{Name: m.t(i18n.NumbersState), Value: sum + "  " + m.texts.DateTime(id.Local(now))},
		},
		Sections:   []report.Section{{Table: shiftreport.Spans(m.texts, a.Spans)}},
		Signatures: []string{m.t(i18n.ShiftSignCashier), m.t(i18n.ShiftSignReceiver)},
		Foot:       id.Station, PageFormat: m.t(i18n.ProofPage),
	}
	if id.Drill {
		doc.Mark = m.t(i18n.ProofDrillMark)
	}
	return paper.Sheet(ctx, m.st, "numbers-"+a.From()+"-"+id.Local(now).Format("20060102-150405")+".pdf", doc)
}

// fresh says whether a range was taken out within the last minute, so that it is
// chosen after it came in.
func fresh(a store.RangeAccount, now time.Time) bool { return now.Sub(a.At) < time.Minute }
