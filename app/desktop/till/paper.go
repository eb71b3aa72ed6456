package till

import (
	"context"
	"strings"
	"time"

	"outpost/app/i18n"
	"outpost/receipts"
	"outpost/store"
)

// written is the paper whose receipt the bill keys in.
type written struct {
	number string
	at     time.Time
}

// BeginPaper has the next bill key in a receipt that was written on paper while
// even the computer was down: under its own number, at the time when it was
// written. Its lines and payments are typed as those of any bill.
func (m *Model) BeginPaper(ctx context.Context, number, at string) error {
	switch l := m.deps.Station.Ledger; {
	case !m.Empty():
		return no(i18n.ShiftBillOpen)
	case !l.Identity().Drill && l.Shift().ID == "":
		return no(i18n.TillNoShift)
	}
	when, err := m.paperTime(at)
	if err != nil {
		return err
	}
	p := &written{receipts.CleanNumber(number), when}
	if err := m.deps.Station.Ledger.CheckPaper(ctx, p.number, p.at); err != nil {
		return err
	}
	m.openBill()
	m.paper = p
	m.note = say(i18n.PaperBegun, p.number)
	return nil
}

// paperTime reads a day and time, or a time of day as the latest before now.
func (m *Model) paperTime(text string) (time.Time, error) {
	text = strings.ReplaceAll(strings.TrimSpace(text), "：", ":")
	zone := m.deps.Station.Ledger.Identity().Local(m.deps.Station.Now()).Location()
	if at, err := time.ParseInLocation("2006-01-02 15:04", text, zone); err == nil {
		return at.UTC(), nil
	}
	at, err := m.today(text)
	if err != nil || at.IsZero() {
		return at, no(i18n.PaperNeedTime)
	}
	return at, nil
}

// Paper is the number and time of the paper that is keyed in; ok is false for an
// ordinary bill.
func (m *Model) Paper() (number string, at time.Time, ok bool) {
	if m.paper == nil {
		return "", time.Time{}, false
	}
	return m.paper.number, m.deps.Station.Ledger.Identity().Local(m.paper.at), true
}

// keyIn hands the keyed-in receipt to the ledger. A bill of a paper is no draft:
// after a crash it is typed again from its paper, never charged as an ordinary
// one.
func (m *Model) keyIn(bill receipts.Bill, settled receipts.Receipt, approvals []store.Approval) {
	by, paper := m.Actor(), *m.paper
	m.last = Sale{State: SaleWriting, ID: bill.ID, Patient: bill.Patient.Name, Total: settled.Total, Change: settled.Change(), Owed: settled.Owed()}
	m.openBill()
	inBackground(m, func(ctx context.Context) (receipts.Receipt, error) {
		return m.deps.Station.Ledger.RecordPaper(ctx, by, store.Paper{Bill: bill, Number: paper.number, At: paper.at}, approvals...)
	}, func(r receipts.Receipt, err error) {
		defer m.OnChange()
		if err == nil {
			m.last = Sale{State: SaleDone, ID: r.ID, Number: r.Number, Patient: r.Patient.Name, Total: r.Total, Change: r.Change(), Owed: r.Owed()}
			m.note = done(i18n.PaperKept, r.Number)
			return
		}
		m.last = Sale{}
		m.note = Note{Level: Alarm, Err: m.located(err), Stays: true}
		if m.Empty() && m.paper == nil {
			m.bill, m.selected, m.paper = bill, len(bill.Lines)-1, &paper
		}
	})
}
