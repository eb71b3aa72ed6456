// Package handedout is what departments say of the lines of a receipt: handed out,
// done, or neither; and the list of the lines of which nobody said so yet.
package handedout

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"outpost/app/desktop/refusal"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// Word is what a department said of a line, in the language spoken.
func Word(texts *i18n.Catalog, s store.Signed) string {
	switch {
	case s.Status == store.NotGiven:
		return texts.T(i18n.HandedNot, s.Not.String())
	case s.Status == "":
		return texts.T(i18n.HandedUnsaid)
	}
	text := texts.T(i18n.HandedDispensed)
	if s.Status == store.Performed {
		text = texts.T(i18n.HandedPerformed)
	}
	if s.Not > 0 {
		text += texts.T(i18n.HandedBut, s.Not.String())
	}
	return text
}

// Sheet is the lines of a receipt with what was said of them and what is being
// typed. It belongs to one goroutine.
type Sheet struct {
	ledger *store.Ledger
	texts  *i18n.Catalog

	Receipt  receipts.Receipt
	Statuses []store.LineStatus
	typed    map[int]store.Signed // by the line's place
}

// NewSheet reads the lines of a receipt and what is known of them.
func NewSheet(ctx context.Context, l *store.Ledger, texts *i18n.Catalog, number string) (*Sheet, error) {
	row, err := l.Receipt(ctx, number)
	if err != nil {
		return nil, refusal.Error(texts, err)
	}
	s := &Sheet{ledger: l, texts: texts, Receipt: row.Receipt, typed: map[int]store.Signed{}}
	if s.Statuses, err = l.LineStatuses(ctx, row.Receipt); err != nil {
		return nil, refusal.Error(texts, err)
	}
	return s, nil
}

func (s *Sheet) no(key i18n.Key, args ...any) error { return errors.New(s.texts.T(key, args...)) }

// Closed says why nothing can be said of the receipt's lines any more; nil where it can.
func (s *Sheet) Closed() error {
	switch r := s.Receipt; {
	case r.Void != nil, r.Kind == receipts.KindRed:
		return s.no(i18n.HandedNothing, r.Number)
	case r.Refunded != nil && r.Refunded.Rest != "":
		return s.no(i18n.HandedSeeRest, r.Number, r.Refunded.Rest)
	case r.Refunded != nil:
		return s.no(i18n.RefundAlready, r.Number, r.Refunded.Red)
	}
	return nil
}

// Say takes what was typed of a line, from 1: 1 handed out, 2 done, 3 not, and
// after it how much of the line was not, such as "1 0.5".
func (s *Sheet) Say(line int, text string) error {
	if line < 1 || line > len(s.Receipt.Lines) {
		return s.no(i18n.TillNoLine)
	}
	parts := strings.Fields(text)
	words := map[string]store.Status{"1": store.Dispensed, "2": store.Performed, "3": store.NotGiven}
	if len(parts) == 0 || len(parts) > 2 || words[parts[0]] == "" {
		return s.no(i18n.HandedType)
	}
	signed, most := store.Signed{Line: line, Status: words[parts[0]]}, s.Receipt.Lines[line-1].Quantity
	if signed.Status == store.NotGiven {
		signed.Not = most
	}
	if len(parts) == 2 {
		q, err := receipts.ParseQuantity(parts[1])
		if err != nil {
			return refusal.Error(s.texts, err)
		}
		if q > most || q == most && signed.Status != store.NotGiven {
			return s.no(i18n.HandedTooMuch, line, most.String())
		}
		signed.Not = q
	}
	s.typed[line] = signed
	return nil
}

// SayRest takes every line of which nobody said anything for handed out or done,
// by its category.
func (s *Sheet) SayRest() {
	for i, l := range s.Receipt.Lines {
		if _, typed := s.typed[i+1]; !typed && s.Statuses[i].Status == "" {
			s.typed[i+1] = store.Signed{Line: i + 1, Status: store.Given(l.Category)}
		}
	}
}

// Typed is what is to be written down, in the order of the lines.
func (s *Sheet) Typed() (all []store.Signed) {
	for i := range s.Receipt.Lines {
		if one, ok := s.typed[i+1]; ok {
			all = append(all, one)
		}
	}
	return all
}

// Check says what keeps it from being written down.
func (s *Sheet) Check(department string) error {
	switch {
	case len(s.typed) == 0:
		return s.no(i18n.HandedType)
	case strings.TrimSpace(department) == "":
		return s.no(i18n.HandedNeedDepartment)
	}
	return s.Closed()
}

// Write writes down what was typed.
func (s *Sheet) Write(ctx context.Context, by store.Actor, lines []store.Signed, department string) error {
	return refusal.Error(s.texts, s.ledger.SignOff(ctx, by, s.Receipt.Number, lines, strings.TrimSpace(department)))
}

// Columns that a cell of the sheet has.
const (
	colNumber = iota
	colItem
	colSpec
	colQuantity
	colSaid
	colWho
	sheetColumns
)

// Cell is a column of a line: its number, item, specification, quantity, what was
// said or is being typed, and who said it when.
func (s *Sheet) Cell(row, col int) string {
	l, known := s.Receipt.Lines[row], s.Statuses[row]
	switch col {
	case colNumber:
		return strconv.Itoa(row + 1)
	case colItem:
		return l.Name
	case colSpec:
		return l.Spec
	case colQuantity:
		return l.Quantity.String() + " " + l.Unit
	case colSaid:
		if typed, ok := s.typed[row+1]; ok {
			return "→ " + Word(s.texts, typed)
		}
		return Word(s.texts, known.Signed)
	}
	if known.Status == "" {
		return ""
	}
	at := s.ledger.Identity().Local(known.At)
	return known.Department + " · " + known.By + " · " + s.texts.Date(at) + " " + s.texts.Time(at)
}
