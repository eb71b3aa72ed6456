package shift

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// formerRows are the closed shifts, the newest first.
type formerRows struct {
	m   *Model
	all []store.ShiftReport
}

// Len completes kit.Rows.
func (f formerRows) Len() int { return len(f.all) }

// Cell completes kit.Rows.
func (f formerRows) Cell(row, col int) string {
	r := f.all[row]
	local := f.m.st.Ledger.Identity().Local
	switch col {
	case 0:
		return f.m.texts.Date(local(r.Closed)) + " " + f.m.texts.Time(local(r.Closed))
	case 1:
		return r.Cashier
	case 2:
		return strconv.FormatInt(r.Receipts, 10)
	case 3:
		return f.m.Money(r.FromPayments)
	}
	return f.m.difference(r)
}

// Tone completes kit.Toned: a difference without a reason, and totals that do not
// agree, stand out.
func (f formerRows) Tone(row int) kit.Tone { return tone(f.all[row]) }

func tone(r store.ShiftReport) kit.Tone {
	switch {
	case !r.Agrees():
		return kit.Alarm
	case r.Signed == nil && !r.NotJoinedBefore.IsZero(), r.Difference == nil, *r.Difference != 0 && r.Explained == "":
		return kit.Warning
	}
	return kit.Plain
}

// difference is a report's difference of cash in words.
func (m *Model) difference(r store.ShiftReport) string {
	switch {
	case r.Difference == nil:
		return m.t(i18n.ShiftNotCountedWord)
	case *r.Difference > 0:
		return "+" + m.Money(*r.Difference)
	}
	return m.Money(*r.Difference)
}

func (m *Model) formerColumns() []kit.Column {
	return []kit.Column{
		{Title: m.t(i18n.ShiftClosed), Min: 140}, {Title: m.t(i18n.ShiftCashier), Min: 70, Share: 1},
		{Title: m.t(i18n.ShiftReceipts), Min: 90, Align: fyne.TextAlignTrailing},
		{Title: m.t(i18n.ShiftColumnAmount), Min: 100, Align: fyne.TextAlignTrailing},
		{Title: m.t(i18n.ShiftDifference), Min: 100, Align: fyne.TextAlignTrailing},
	}
}

// reportWidth is how many columns a report has on screen.
const reportWidth = 4

// reportRows is a report's sections as rows of a table, each under its heading.
type reportRows struct {
	cells [][reportWidth]string
	tones []kit.Tone
}

// Facts are what stands above a report's sections, a line each.
func (m *Model) Facts(r store.ShiftReport) string {
	var lines []string
	for _, f := range m.Document(r).Facts {
		lines = append(lines, f.Name+m.t(i18n.PersonColon)+f.Value)
	}
	return strings.Join(lines, "\n")
}

// Rows makes the rows of a report.
func (m *Model) Rows(r store.ShiftReport) *reportRows {
	doc, out := m.Document(r), &reportRows{}
	for _, s := range doc.Sections {
		heading := []string{s.Heading}
		for _, c := range s.Table.Columns[min(1, len(s.Table.Columns)):] {
			heading = append(heading, c.Heading)
		}
		out.add(kit.Stale, heading...)
		if len(s.Table.Rows) == 0 && s.Table.Empty != "" {
			out.add(kit.Plain, s.Table.Empty)
		}
		for _, row := range s.Table.Rows {
			tone := kit.Plain
			if row.Strong {
				tone = kit.Notice
			}
			out.add(tone, row.Cells...)
		}
	}
	return out
}

// add adds a row; what does not fit into the columns is joined into the last.
func (r *reportRows) add(tone kit.Tone, cells ...string) {
	var row [reportWidth]string
	if len(cells) > reportWidth {
		rest := slices.DeleteFunc(slices.Clone(cells[reportWidth-1:]), func(s string) bool { return s == "" })
		cells = append(slices.Clone(cells[:reportWidth-1]), strings.Join(rest, "  "))
	}
	copy(row[:], cells)
	r.cells, r.tones = append(r.cells, row), append(r.tones, tone)
}

// Len completes kit.Rows.
func (r *reportRows) Len() int { return len(r.cells) }

// Cell completes kit.Rows.
func (r *reportRows) Cell(row, col int) string { return r.cells[row][col] }

// Tone completes kit.Toned.
func (r *reportRows) Tone(row int) kit.Tone { return r.tones[row] }

func reportColumns() []kit.Column {
	return []kit.Column{
		{Min: 200, Share: 3}, {Min: 130, Share: 3, Align: fyne.TextAlignTrailing},
		{Min: 100, Share: 1, Align: fyne.TextAlignTrailing}, {Min: 80, Share: 1, Align: fyne.TextAlignTrailing},
	}
}

// Result says what a count came to, in lines: the expected is seen only now.
func (m *Model) Result(r store.ShiftReport) (kit.Tone, string) {
	var lines []string
	switch {
	case r.Signed != nil:
		lines = append(lines, m.t(i18n.ShiftCompleted)+m.t(i18n.PersonColon)+m.t(i18n.ShiftCompletedText, m.Money(r.Signed.FromPayments), m.Money(r.Signed.Expected)))
	case !r.NotJoinedBefore.IsZero():
		at := m.st.Ledger.Identity().Local(r.NotJoinedBefore)
		lines = append(lines, m.t(i18n.ShiftIncomplete)+m.t(i18n.PersonColon)+m.t(i18n.ShiftNotJoined, m.texts.DateTime(at)))
	}
	if r.Counted != nil {
		lines = append(lines, m.t(i18n.ShiftResultCash, m.Money(r.Expected), m.Money(*r.Counted), m.difference(r)))
	} else {
		lines = append(lines, m.t(i18n.ShiftResultNotCounted, m.Money(r.Expected)))
	}
	for _, t := range r.TenderCounts {
		known, _ := m.rules().Tender(t.Tender)
		lines = append(lines, m.t(i18n.ShiftResultTender, m.TenderWord(known), m.Money(t.Expected), m.Money(t.Counted), m.signed(t.Difference())))
	}
	lines = append(lines, m.texts.N(i18n.ShiftResultReceipts, int(r.Receipts), r.Voids, r.Refunds, m.Money(r.FromPayments)))
	if n, amount := r.Unsettled(); n > 0 {
		lines = append(lines, m.texts.N(i18n.ShiftResultOpen, int(n), m.Money(amount)))
	}
	if r.ElectronicOwed > 0 {
		lines = append(lines, m.t(i18n.ShiftResultOwed, m.Money(r.ElectronicOwed)))
	}
	if r.Drafts > 0 {
		lines = append(lines, m.texts.N(i18n.ShiftResultDrafts, int(r.Drafts)))
	}
	if r.Agrees() {
		lines = append(lines, m.t(i18n.ShiftResultAgree))
	} else {
		lines = append(lines, m.t(i18n.ShiftResultDisagree, m.Money(r.FromPayments), m.Money(r.FromLines)))
	}
	return tone(r), strings.Join(lines, "\n")
}

func (m *Model) signed(a receipts.Money) string {
	if a > 0 {
		return "+" + m.Money(a)
	}
	return m.Money(a)
}
