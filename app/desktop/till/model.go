package till

import (
	"context"
	"errors"
	"slices"
	"time"

	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/catalog"
	"outpost/store/incident"
)

// Place is where the keyboard goes after a key.
type Place int

// The places of the screen.
const (
	Stay Place = iota
	PatientBox
	ItemBox
	PayBox
	ReferenceBox
)

// Deps are what a till needs from outside.
type Deps struct {
	Station *station.Station
	// Desk is who works at the till; nil is a desk of its own.
	Desk *person.Desk
	// BillOpen tells the outage watch whether a bill is being worked on, for a
	// switch waits for it. Called in the background; nil for none.
	BillOpen func(ctx context.Context, open bool)
	// Print puts a receipt on paper and writes the print down. Called in the
	// background; nil for none.
	Print func(ctx context.Context, r receipts.Receipt) error
	// Dispense prints the copies of a receipt for pharmacy and laboratory. Called in
	// the background; nil for none.
	Dispense func(ctx context.Context, r receipts.Receipt) error
	// Damaged is told that the ledger met damage and takes no more entries; nil for
	// nobody.
	Damaged func()
	// Post runs f on the model's goroutine.
	Post func(f func())
}

// Model is the till without its widgets. Not safe for concurrent use: all calls
// come from one goroutine, the one that Deps.Post posts to.
type Model struct {
	// OnChange is called after a result came back from the background.
	OnChange func()
	// OnAsk asks somebody else to approve what a bill needs (receipts.Rules.Needs),
	// and calls then with the approvals; not where that was given up.
	OnAsk func(a Asking, then func([]store.Approval))

	deps   Deps
	keeper *keeper

	bill     receipts.Bill
	selected int // the line that Del and "*3" mean; -1 is none
	byCode   bool
	// prescription is the one that the next lines are of; empty is the bill's own
	// doctor and department.
	prescription string
	paper        *written // nil for an ordinary bill
	doubtful     string   // a code of several items that one Enter was pressed on

	back      Place // where a bill that came back is gone on with
	tender    int   // place in the rules' tenders
	amount    string
	reference string

	firstScan  int                // receipts opened before a search's first answer
	stopSearch context.CancelFunc // ends the search for receipts that was begun last
	// ordersLeft are the open orders of the bill's patient, copied from the HIS, that
	// are not charged here.
	ordersLeft []catalog.OpenOrder

	worker string // whose bill it is
	parked []receipts.Bill
	last   Sale
	note   Note

	over     overAsk
	touched  time.Time // the last key
	owing    int       // electronic payments that have still to go back
	owingOld bool      // owing may have changed since it was counted
}

// New makes a till with an empty bill. Close it before the station.
func New(deps Deps) *Model {
	if deps.Desk == nil {
		deps.Desk = person.NewDesk(deps.Station.Ledger)
	}
	m := &Model{deps: deps, firstScan: firstScanned, OnChange: func() {}, OnAsk: func(Asking, func([]store.Approval)) {}}
	m.keeper, m.worker, m.owingOld = newKeeper(deps), deps.Desk.Actor().ID(), true
	m.openBill()
	return m
}

// Close waits until everything handed over is on disk, or ctx ends.
func (m *Model) Close(ctx context.Context) error { return m.keeper.close(ctx) }

// openBill begins the next bill. Its id is made here and stays the key of the
// receipt, so that a held or doubled F2 completes once.
func (m *Model) openBill() {
	m.bill = receipts.Bill{ID: receipts.NewID()}
	m.selected, m.doubtful, m.prescription, m.paper, m.ordersLeft = -1, "", "", nil, nil
	m.resetPay()
}

// Bill is the bill being worked on; the caller does not change it.
func (m *Model) Bill() receipts.Bill { return m.bill }

// Empty says whether nothing was entered into the bill.
func (m *Model) Empty() bool {
	return m.bill.Patient.ID == "" && len(m.bill.Lines) == 0 && len(m.bill.Payments) == 0 && len(m.bill.Prescriptions) == 0
}

// Last is the sale completed last; its State is SaleNone before the first.
func (m *Model) Last() Sale { return m.last }

// Note is the answer to the last key.
func (m *Model) Note() Note { return m.note }

// Rules are what bills are settled by.
func (m *Model) Rules() receipts.Rules {
	if m.paper != nil {
		return store.PaperRules(m.deps.Station.Ledger.Rules())
	}
	return m.deps.Station.Ledger.Rules()
}

// Money writes an amount as the screen shows it.
func (m *Model) Money(a receipts.Money) string { return m.Rules().Currency.Display(a) }

// CanCharge says whether sales are accepted now; why is the note that says what
// to do where they are not.
func (m *Model) CanCharge() (ok bool, why Note) {
	l := m.deps.Station.Ledger
	switch {
	case l.Identity().Drill:
		return true, Note{}
	case l.Mode() != incident.ModeStandalone && m.paper == nil:
		return false, warn(i18n.TillOnline)
	case m.Actor().IsZero():
		return false, warn(i18n.TillNobody)
	case l.Shift().ID == "":
		return false, warn(i18n.TillNoShift)
	case l.Shift().Cashier != m.Actor().ID():
		return false, warn(i18n.TillOthersShift, l.Shift().Cashier)
	}
	return true, Note{}
}

// ChangeCashier hears that somebody else works at the till now: a bill of the one
// before is parked. The cashier of the open shift who comes first after a start
// goes on with the bill from before it.
func (m *Model) ChangeCashier() {
	now, before := m.deps.Desk.Holder().ID(), m.worker
	if m.worker = now; now == before || before == "" && now == m.Shift().Cashier {
		return
	}
	if !m.Empty() {
		m.Park()
	}
	m.note = Note{}
}

// cashier is who the bill will name.
func (m *Model) cashier() string {
	l := m.deps.Station.Ledger
	if name := l.Shift().Cashier; name != "" || !l.Identity().Drill {
		return name
	}
	return "drill"
}

// changed keeps the bill as a draft and tells the watch, both in the background.
func (m *Model) changed() {
	if m.paper != nil {
		return
	}
	if m.Empty() {
		m.keeper.drop(m.bill.ID)
	} else {
		m.keeper.draft(m.bill.Clone(), false)
	}
	m.keeper.open(len(m.bill.Lines) > 0 || len(m.bill.Payments) > 0)
}

// refuse shows an error as the answer to a key.
func (m *Model) refuse(err error) { m.note = Note{Level: Alarm, Err: err} }

// ToggleInsured (F11) changes between a self-paying and an insured patient. An
// insured patient pays in full, the card's number is kept.
func (m *Model) ToggleInsured() {
	m.insure(!m.bill.Insured)
	m.note = Note{}
	m.askCard()
	m.changed()
}

// insure makes the bill an insured patient's, with the hospital's first insurer
// and benefit, or a self-paying one's.
func (m *Model) insure(insured bool) {
	m.bill.Insured, m.bill.Insurance = insured, nil
	if insured {
		m.bill.Insurance = m.Rules().InsuredByDefault()
	}
	m.dropCredit()
}

// ToggleSearch changes between search by initials and name, and by code.
func (m *Model) ToggleSearch() { m.byCode = !m.byCode }

// ByCode says whether items are searched by code only.
func (m *Model) ByCode() bool { return m.byCode }

// isAny says whether err matches one of kinds.
func isAny(err error, kinds ...error) bool {
	return slices.ContainsFunc(kinds, func(k error) bool { return errors.Is(err, k) })
}
