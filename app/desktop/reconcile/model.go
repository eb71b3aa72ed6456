// Package reconcile is the reconciliation screen: every receipt with what is
// known of it in the HIS, the re-entry, a person's decisions and the proof of
// completeness.
package reconcile

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/proof"
	"outpost/app/station"
	"outpost/store"
	"outpost/sync/his"
)

// page is how many receipts are read at a time.
const page = 200

// Query says which receipts are listed.
type Query struct {
	// Open lists only what is not settled, the oldest sale first; otherwise all
	// are listed, the newest first.
	Open bool
	// Find lists those whose number or patient holds it; it overrides Open.
	Find string
}

// Page is one step of the list.
type Page struct {
	Rows []store.OutboxRow
	// More says that there are further rows after these.
	More bool
}

// Fetch reads the page of a query that follows after, or the first one where
// after is nil. It opens sealed fields and belongs in the background.
func Fetch(ctx context.Context, l *store.Ledger, q Query, after *store.OutboxRow) (Page, error) {
	var (
		rows []store.OutboxRow
		err  error
		seq  int64
	)
	if after != nil {
		seq = after.Receipt.Seq
	}
	switch {
	case strings.TrimSpace(q.Find) != "":
		rows, err = l.Find(ctx, q.Find, page, 0)
		return Page{Rows: rows}, err
	case q.Open:
		rows, err = l.Outbox(ctx, seq, page, store.Pending, store.Sent, store.Unknown, store.Refused, store.Differs, store.Held)
	default:
		rows, err = l.Receipts(ctx, seq, page)
	}
	return Page{Rows: rows, More: len(rows) == page}, err
}

// Model is the list and what is selected of it, without widgets. It belongs to
// one goroutine.
type Model struct {
	st    *station.Station
	texts *i18n.Catalog
	query Query
	page  Page
}

// NewModel makes a list of the open cases that has read nothing yet.
func NewModel(st *station.Station, texts *i18n.Catalog) *Model {
	return &Model{st: st, texts: texts, query: Query{Open: true}}
}

func (m *Model) t(key i18n.Key, args ...any) string { return m.texts.T(key, args...) }

// Show takes in the first page of a query, or the next one of the same.
func (m *Model) Show(q Query, p Page, next bool) {
	if next {
		p.Rows = append(slices.Clip(m.page.Rows), p.Rows...)
	}
	m.query, m.page = q, p
}

// At is the receipt in a row; ok is false where there is none.
func (m *Model) At(row int) (r store.OutboxRow, ok bool) {
	if row < 0 || row >= len(m.page.Rows) {
		return r, false
	}
	return m.page.Rows[row], true
}

// Last is the last row that was read, nil where there is none; the next page
// follows it.
func (m *Model) Last() *store.OutboxRow {
	if len(m.page.Rows) == 0 {
		return nil
	}
	return &m.page.Rows[len(m.page.Rows)-1]
}

// Row finds a receipt by its id, -1 where it is not listed.
func (m *Model) Row(id string) int {
	return slices.IndexFunc(m.page.Rows, func(r store.OutboxRow) bool { return r.Receipt.ID == id })
}

// Columns are the titles of the list, in the order of Cell.
func (m *Model) Columns() []kit.Column {
	return []kit.Column{
		{Title: m.t(i18n.ProofColumnReceipt), Min: 130}, {Title: m.t(i18n.ReconcileSold), Min: 150},
		{Title: m.t(i18n.ReconcilePatient), Min: 90, Share: 1},
		{Title: m.t(i18n.ProofColumnAmount), Min: 100, Align: fyne.TextAlignTrailing},
		{Title: m.t(i18n.ReconcileState), Min: 175}, {Title: m.t(i18n.ReconcileHISNumber), Min: 110, Share: 1},
		{Title: m.t(i18n.ProofColumnReason), Min: 120, Share: 2},
	}
}

// Len completes kit.Rows.
func (m *Model) Len() int { return len(m.page.Rows) }

// Cell completes kit.Rows.
func (m *Model) Cell(row, col int) string {
	r := m.page.Rows[row]
	switch col {
	case 0:
		return r.Receipt.Number
	case 1:
		return m.texts.DateTime(m.st.Ledger.Identity().Local(r.Receipt.At))
	case 2:
		return r.Receipt.Patient.Name
	case 3:
		return r.Receipt.Money.Display(r.Receipt.Total)
	case 4:
		return proof.StateWord(m.texts, r.State)
	case 5:
		return number(r)
	}
	return m.reason(r)
}

// number is the HIS's number of the bill, as read back or as a person gave it.
func number(r store.OutboxRow) string {
	if r.HISNumber == "" && r.Decision != nil {
		return r.Decision.HISNumber
	}
	return r.HISNumber
}

// reason is why a receipt needs a person, by its code: the sentence behind it
// stands in the detail.
func (m *Model) reason(r store.OutboxRow) string {
	switch {
	case r.Decision != nil && r.State == store.ByHand:
		return proof.VerdictWord(m.texts, r.Decision.Verdict)
	case r.Reason == "":
		return ""
	}
	code, _ := his.SplitReason(r.Reason)
	return proof.CodeWord(m.texts, code)
}

// Tone completes kit.Toned.
func (m *Model) Tone(row int) kit.Tone { return tone(m.page.Rows[row].State) }

func tone(state store.OutboxState) kit.Tone {
	switch state {
	case store.Confirmed:
		return kit.Good
	case store.Voided, store.Refunded, store.ByHand:
		return kit.Stale
	case store.Refused, store.Differs, store.Unknown, store.Held:
		return kit.Alarm
	case store.Sent:
		return kit.Notice
	}
	return kit.Plain
}

// Title says what is listed.
func (m *Model) Title() string {
	n := len(m.page.Rows)
	key := i18n.ReconcileAll
	switch {
	case m.query.Find != "":
		return m.texts.N(i18n.ReconcileFound, n, m.query.Find)
	case m.query.Open && n == 0:
		return m.t(i18n.ReconcileNoneOpen)
	case m.query.Open:
		key = i18n.ReconcileOpen
	}
	title := m.texts.N(key, n)
	if m.page.More {
		title += " " + m.t(i18n.ReconcileMore)
	}
	return title
}

// Detail says what is known of a receipt: the reason in full, what a person
// decided, and what may be done.
func (m *Model) Detail(r store.OutboxRow) string {
	lines := []string{m.t(i18n.ReconcileDetail, r.Receipt.Number, r.Receipt.Patient.Name, dash(r.Receipt.Patient.Number),
		r.Receipt.Money.Display(r.Receipt.Total), m.texts.N(i18n.ReconcileLines, len(r.Receipt.Lines)), m.texts.N(i18n.ReconcileAttempts, r.Attempts))}
	if r.Reason != "" {
		code, sentence := his.SplitReason(r.Reason)
		lines = append(lines, m.t(i18n.ReconcileWhy, proof.CodeWord(m.texts, code), proof.ReasonText(m.texts, sentence)))
	}
	if r.Decision != nil {
		lines = append(lines, proof.DecisionText(m.texts, m.st.Ledger.Identity(), *r.Decision))
	}
	return strings.Join(lines, "\n")
}

func dash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// Checked says how the last commissioning check of the HIS went.
func (m *Model) Checked(c his.Commissioning, now time.Time) (kit.Tone, string) {
	switch {
	case len(c.Findings) == 0:
		return kit.Notice, m.t(i18n.ReconcileNeverChecked)
	case !c.Passed():
		for _, f := range c.Findings {
			if !f.Passed {
				return kit.Alarm, m.t(i18n.ReconcileCheckFailed, c.System, string(f.Object), f.Why)
			}
		}
	}
	age := m.texts.Ago(c.At, now)
	if !c.DuplicatesRefused() {
		return kit.Warning, m.t(i18n.ReconcileCheckCopies, c.System, age)
	}
	return kit.Good, m.t(i18n.ReconcileCheckPassed, c.System, age)
}
