package till

import (
	"time"

	"outpost/store"
	"outpost/store/incident"
)

// The question of the switch opens by itself once nobody has typed for overQuiet.
// Where it was left without an answer it comes again for another person, and
// after overAgain once nobody has typed for overAway. It never comes between the
// keys of a bill: a card that is read would go into it.
const (
	overQuiet = 5 * time.Second
	overAway  = time.Minute
	overAgain = 10 * time.Minute
)

// overAsk is what the till knows of the question of the switch.
type overAsk struct {
	outage          string // the incident that it belongs to; empty while none is
	reading         bool   // the ledger is being asked
	known, answered bool
	left            time.Time // when it was left without an answer last
	by              string    // and by whom
}

// Touch hears that a key was pressed.
func (m *Model) Touch() { m.touched = m.deps.Station.Now() }

// WatchOver follows whether the question of the switch is answered in the outage
// that is going on; in the background where the ledger must be asked.
func (m *Model) WatchOver() {
	l := m.deps.Station.Ledger
	outage := l.Incident()
	if l.Identity().Drill || l.Mode() != incident.ModeStandalone || outage == "" {
		m.over = overAsk{}
		return
	}
	if m.over.outage != outage {
		m.over = overAsk{outage: outage}
	}
	if m.over.known || m.over.reading {
		return
	}
	m.over.reading = true
	m.GoingOver(func(g store.GoingOver, asked bool, err error) {
		if m.over.reading = false; err == nil && g.Outage == m.over.outage {
			m.over.known, m.over.answered = true, m.over.answered || asked
			m.OnChange()
		}
	})
}

// OverOpen says that the question of the switch has no answer yet.
func (m *Model) OverOpen() bool { return m.over.known && !m.over.answered }

// LeaveOver hears that the question was left without an answer.
func (m *Model) LeaveOver() { m.over.left, m.over.by = m.deps.Station.Now(), m.Actor().ID() }

// OverDue says that the question of the switch opens by itself now.
func (m *Model) OverDue() bool {
	if !m.OverOpen() || !m.MayAskGoingOver() {
		return false
	}
	now := m.deps.Station.Now()
	quiet := now.Sub(m.touched)
	if m.over.left.IsZero() || m.over.by != m.Actor().ID() {
		return quiet >= overQuiet
	}
	return quiet >= overAway && now.Sub(m.over.left) >= overAgain
}
