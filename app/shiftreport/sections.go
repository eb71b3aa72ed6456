package shiftreport

import (
	"encoding/hex"
	"strconv"

	"outpost/app/i18n"
	"outpost/app/proof"
	"outpost/receipts"
	"outpost/receipts/report"
	"outpost/store"
)

// signature is what is printed of a signature: enough to tell two apart.
func signature(raw []byte) string { return hex.EncodeToString(raw[:min(16, len(raw))]) }

func (w paper) receipts() report.Section {
	t := report.Table{Columns: []report.Column{
		{Heading: w.t(i18n.ShiftColumnWhat), Width: 4},
		{Heading: w.t(i18n.ShiftColumnCount), Width: 1, Align: report.Right},
		{Heading: w.t(i18n.ShiftColumnAmount), Width: 2, Align: report.Right},
	}}
	row := func(name, count string, m receipts.Money, strong bool) {
		t.Rows = append(t.Rows, report.Row{Cells: []string{name, count, w.money(m)}, Strong: strong})
	}
	r, count := w.r, func(n int64) string { return strconv.FormatInt(n, 10) }
	issued := w.t(i18n.ShiftIssued)
	if r.Receipts > 0 {
		issued = w.t(i18n.ShiftIssuedRange, r.First, r.Last)
	}
	row(issued, count(r.Receipts), r.Sales, false)
	row(w.t(i18n.ShiftVoids), count(r.Voids), -r.Voided, false)
	row(w.t(i18n.ShiftRefunds), count(r.Refunds), -r.Refunded, false)
	row(w.t(i18n.ShiftFromPayments), "", r.FromPayments, true)
	row(w.t(i18n.ShiftFromLines), "", r.FromLines, true)
	if r.Rounding != 0 {
		row(w.t(i18n.ShiftRounding), "", r.Rounding, false)
	}
	return report.Section{Heading: w.t(i18n.ShiftReceipts), Table: t}
}

// tenders lists what was taken by tender, and what was counted of its slips.
func (w paper) tenders() report.Section {
	t := report.Table{Empty: w.t(i18n.ShiftNothing), Columns: []report.Column{
		{Heading: w.t(i18n.ShiftColumnTender), Width: 3},
		{Heading: w.t(i18n.ShiftColumnAmount), Width: 2, Align: report.Right},
		{Heading: w.t(i18n.ShiftColumnCounted), Width: 2, Align: report.Right},
		{Heading: w.t(i18n.ShiftColumnDifference), Width: 2, Align: report.Right},
	}}
	shown := map[string]bool{}
	for _, total := range w.r.Tenders {
		cells := []string{proof.TenderWord(w.texts, w.rules, total.Tender), w.money(total.Amount), "", ""}
		for _, c := range w.r.TenderCounts {
			if c.Tender == total.Tender {
				cells[2], cells[3] = w.money(c.Counted), w.money(c.Difference())
			}
		}
		shown[total.Tender] = true
		t.Rows = append(t.Rows, report.Row{Cells: cells})
	}
	for _, c := range w.r.TenderCounts { // counted, though nothing of it was taken
		if !shown[c.Tender] {
			t.Rows = append(t.Rows, report.Row{Cells: []string{
				proof.TenderWord(w.texts, w.rules, c.Tender), w.money(0), w.money(c.Counted), w.money(c.Difference()),
			}})
		}
	}
	return report.Section{Heading: w.t(i18n.ShiftTenders), Table: t}
}

// amounts is a table of names and amounts.
func (w paper) amounts(name i18n.Key) report.Table {
	return report.Table{Empty: w.t(i18n.ShiftNothing), Columns: []report.Column{
		{Heading: w.t(name), Width: 5}, {Heading: w.t(i18n.ShiftColumnAmount), Width: 2, Align: report.Right},
	}}
}

// cash shows how the expected cash comes about, then what was counted.
func (w paper) cash() report.Section {
	t := w.amounts(i18n.ShiftColumnWhat)
	row := func(name string, m receipts.Money, strong bool) {
		t.Rows = append(t.Rows, report.Row{Cells: []string{name, w.money(m)}, Strong: strong})
	}
	r := w.r
	row(w.t(i18n.ShiftFloat), r.Float, false)
	row(w.t(i18n.ShiftTaken), r.CashTaken, false)
	for _, d := range r.Drops {
		if d.Back != "" {
			row(w.t(i18n.ShiftDropBack, d.Back, d.Receiver, d.Receipt), 0, false)
			continue
		}
		row(w.t(i18n.ShiftDrop, w.texts.Time(w.id.Local(d.At)), d.Receiver, d.Receipt), -d.Amount, false)
	}
	row(w.t(i18n.ShiftExpected), r.Expected, true)
	section := report.Section{Heading: w.t(i18n.ShiftCash)}
	if r.Counted != nil {
		for _, p := range r.Pieces {
			row(w.t(i18n.ShiftPieces, p.Pieces, w.money(p.Value)), p.Value*receipts.Money(p.Pieces), false)
		}
		row(w.t(i18n.ShiftCounted), *r.Counted, true)
		row(w.t(i18n.ShiftDifference), *r.Difference, true)
	} else if r.NotCounted != "" {
		section.Text = w.t(i18n.ShiftNotCounted, r.NotCounted)
	}
	if r.Explained != "" {
		section.Text += w.t(i18n.ShiftExplained, r.Explained)
	}
	section.Table = t
	return section
}

func (w paper) categories() report.Section {
	t := w.amounts(i18n.ShiftColumnCategory)
	for _, c := range w.r.Categories {
		word := c.Category.English()
		if w.texts.Lang() == i18n.Chinese {
			word = c.Category.Chinese()
		}
		t.Rows = append(t.Rows, report.Row{Cells: []string{word, w.money(c.Amount)}})
	}
	return report.Section{Heading: w.t(i18n.ShiftCategories), Table: t}
}

func (w paper) credit() report.Section {
	t := w.amounts(i18n.ShiftColumnWhat)
	for _, c := range []struct {
		name   i18n.Key
		amount receipts.Money
	}{{i18n.ShiftCreditGiven, w.r.CreditGiven}, {i18n.ShiftCreditSettled, w.r.CreditSettled}, {i18n.ShiftOwed, w.r.ElectronicOwed}} {
		if c.amount != 0 {
			t.Rows = append(t.Rows, report.Row{Cells: []string{w.t(c.name), w.money(c.amount)}})
		}
	}
	return report.Section{Heading: w.t(i18n.ShiftCredit), Table: t}
}

func (w paper) forms() report.Section {
	section := report.Section{Heading: w.t(i18n.ShiftForms), Table: Spans(w.texts, w.r.Forms)}
	section.Table.Empty = w.t(i18n.ShiftNoForms)
	if w.r.FormsLeft.Taken {
		section.Text = w.texts.N(i18n.ShiftFormsLeft, int(w.r.FormsLeft.Left))
	}
	return section
}

// Spans is a table of what became of numbers.
func Spans(texts *i18n.Catalog, spans []store.AccountSpan) report.Table {
	t := report.Table{Columns: []report.Column{
		{Heading: texts.T(i18n.ShiftColumnNumbers), Width: 4},
		{Heading: texts.T(i18n.ShiftColumnCount), Width: 1, Align: report.Right},
		{Heading: texts.T(i18n.ShiftColumnFate), Width: 2},
		{Heading: texts.T(i18n.ShiftColumnReason), Width: 3},
	}}
	for _, s := range spans {
		numbers := s.From
		if s.To != s.From {
			numbers += " – " + s.To
		}
		t.Rows = append(t.Rows, report.Row{Cells: []string{numbers, strconv.FormatInt(s.Count, 10), FateWord(texts, s.Fate), s.Reason}})
	}
	return t
}
