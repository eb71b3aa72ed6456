// Package recovery is the dialog in which the receipts of a lost ledger are
// entered again from the signed codes on their papers, each once.
package recovery

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"

	"outpost/app/desktop/refusal"
	"outpost/app/i18n"
	"outpost/app/paper"
	"outpost/app/proof"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/code"
	"outpost/store"
)

// Typed is a code as it was scanned, with what the paper says beside it.
type Typed struct {
	// Code is the text of the code, or the file name of a picture of the paper.
	Code string
	// Name and Paid are the payer and the payments where the code does not say them.
	Name, Paid string
}

// Outcome is what became of a code.
type Outcome int

// The outcomes.
const (
	Entered Outcome = iota
	Known           // it stood in this ledger already
	Held            // entered, and held back from the HIS until somebody compared it
	Refused
)

// Line is a code that was scanned and what became of it.
type Line struct {
	Typed   Typed
	Outcome Outcome
	// Number, Name and Total are empty where the code could not be read.
	Number, Name string
	Total        receipts.Money
	State        store.OutboxState
	Why          string // why it is held back
	Err          error  // why it was refused
}

// Model enters codes and keeps what became of them.
type Model struct {
	st    *station.Station
	texts *i18n.Catalog
	lines []Line // the newest first
}

// NewModel has entered nothing yet.
func NewModel(st *station.Station, texts *i18n.Catalog) *Model { return &Model{st: st, texts: texts} }

// Enter enters a code in the name of by. It takes as long as the disk does.
func (m *Model) Enter(ctx context.Context, by store.Actor, t Typed) Line {
	line := Line{Typed: t}
	row, known, err := m.enter(ctx, by, t, &line)
	r := row.Receipt
	switch {
	case err != nil:
		line.Outcome, line.Err = Refused, err
		return line
	case known:
		line.Outcome = Known
	case row.State == store.Held:
		line.Outcome, line.Why = Held, row.Reason
	}
	line.Number, line.Name, line.Total, line.State = r.Number, r.Patient.Name, r.Total, row.State
	return line
}

func (m *Model) enter(ctx context.Context, by store.Actor, t Typed, line *Line) (store.OutboxRow, bool, error) {
	if err := m.st.Trouble(); err != nil {
		return store.OutboxRow{}, false, err
	}
	text, err := paper.Text(t.Code)
	if err != nil {
		return store.OutboxRow{}, false, err
	}
	if signed, err := code.Decode(text); err == nil { // to name it where it is refused
		line.Number, line.Total = signed.Record.Number, signed.Record.Total
	}
	keys, err := paper.KeysOf(m.st)
	if err != nil {
		return store.OutboxRow{}, false, err
	}
	payments, err := m.Paid(t.Paid)
	if err != nil {
		return store.OutboxRow{}, false, err
	}
	return paper.Enter(ctx, m.st, by, text, keys, paper.Said{Name: strings.TrimSpace(t.Name), Payments: payments})
}

// Add keeps what became of a code.
func (m *Model) Add(line Line) { m.lines = append([]Line{line}, m.lines...) }

// Lines are the codes, the newest first.
func (m *Model) Lines() []Line { return m.lines }

// errPaid: the payments cannot be read as they are typed.
var errPaid = errors.New("payments")

// Paid reads how a receipt was paid: "1=100.00 2=141.00@reference", with the
// place of a tender among the hospital's or its code; nothing is no payments.
func (m *Model) Paid(text string) (all []receipts.Payment, err error) {
	rules := m.st.Ledger.Rules()
	for _, part := range strings.Fields(text) {
		tender, rest, ok := strings.Cut(part, "=")
		amount, reference, _ := strings.Cut(rest, "@")
		money, err := rules.Currency.Parse(amount)
		if n, wrong := strconv.Atoi(tender); wrong == nil && n >= 1 && n <= len(rules.Tenders) {
			tender = rules.Tenders[n-1].Code
		}
		if _, known := rules.Tender(tender); !ok || !known || err != nil || money <= 0 {
			return nil, errPaid
		}
		all = append(all, receipts.Payment{Tender: tender, Amount: money, Reference: reference})
	}
	return all, nil
}

// Tenders are the ways of paying with their places.
func (m *Model) Tenders() string {
	var words []string
	for i, t := range m.st.Ledger.Rules().Tenders {
		word := t.English
		if m.texts.Lang() == i18n.Chinese && t.Chinese != "" {
			word = t.Chinese
		}
		words = append(words, strconv.Itoa(i+1)+" "+word)
	}
	return strings.Join(words, ", ")
}

// Sum counts the outcomes; what was entered is added up.
func (m *Model) Sum() string {
	if len(m.lines) == 0 {
		return m.texts.T(i18n.RecoveryNothing)
	}
	var count [Refused + 1]int
	var money receipts.Money
	for _, l := range m.lines {
		if count[l.Outcome]++; l.Outcome == Entered || l.Outcome == Held {
			money += l.Total
		}
	}
	return m.texts.T(i18n.RecoverySum, count[Entered]+count[Held], m.money(money), count[Known], count[Held], count[Refused])
}

// Word is an outcome in a word.
func (m *Model) Word(o Outcome) string {
	return m.texts.T([...]i18n.Key{i18n.RecoveryEntered, i18n.RecoveryKnown, i18n.RecoveryHeld, i18n.RecoveryRefused}[o])
}

// Say says in full what became of a code.
func (m *Model) Say(l Line) string {
	switch l.Outcome {
	case Known:
		return m.texts.T(i18n.RecoveryKnownSaid, l.Number, m.money(l.Total), proof.StateWord(m.texts, l.State))
	case Held:
		return m.texts.T(i18n.RecoveryHeldSaid, l.Number, m.money(l.Total), proof.HeldText(m.texts, l.Why))
	case Refused:
		return m.texts.T(i18n.RecoveryRefusedSaid, cmp.Or(l.Number, "–"), m.why(l.Err))
	}
	return m.texts.T(i18n.RecoveryEnteredSaid, l.Number, m.money(l.Total))
}

// why says why a code was refused.
func (m *Model) why(err error) string {
	if errors.Is(err, errPaid) {
		return m.texts.T(i18n.RecoveryNeedPaid, m.Tenders())
	}
	return refusal.Text(m.texts, err)
}

func (m *Model) money(a receipts.Money) string { return m.st.Ledger.Rules().Currency.Display(a) }
