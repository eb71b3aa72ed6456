// Package drill is the screen on which the information staff rehearse an outage
// day: they start a drill, see each part of it end, and read how it went. What
// a drill is and does is app/drill's; former drills are kept in the data folder.
package drill

import (
	"errors"
	"strconv"
	"strings"
	"time"

	rehearsal "outpost/app/drill"
	"outpost/app/i18n"
)

// Form is what a person types before a drill.
type Form struct{ Charges, Prices, Seed string }

// Model is the screen without its widgets. It belongs to one goroutine.
type Model struct {
	texts *i18n.Catalog
	local func(time.Time) time.Time // into the window's time zone
	now   func() time.Time

	running  bool
	stopping bool
	began    time.Time
	stepped  time.Time // when the part under way began
	steps    []rehearsal.Step
	shown    *Record // the drill whose result is shown; nil shows none
	former   []Record
}

// NewModel makes a screen on which no drill runs.
func NewModel(texts *i18n.Catalog, local func(time.Time) time.Time, now func() time.Time) *Model {
	return &Model{texts: texts, local: local, now: now}
}

func (m *Model) t(key i18n.Key, args ...any) string { return m.texts.T(key, args...) }

// Options reads the form; an error says which field is wrong and how to write it.
func (m *Model) Options(f Form) (rehearsal.Options, error) {
	var opt rehearsal.Options
	var err error
	opt.Charges, err = strconv.Atoi(strings.TrimSpace(f.Charges))
	if err != nil || opt.Charges < rehearsal.LeastCharges || opt.Charges > rehearsal.MostCharges {
		return opt, errors.New(m.t(i18n.DrillBadCharges, rehearsal.LeastCharges, rehearsal.MostCharges))
	}
	opt.Seed, err = strconv.ParseUint(strings.TrimSpace(f.Seed), 10, 64)
	if err != nil {
		return opt, errors.New(m.t(i18n.DrillBadSeed))
	}
	opt.Prices = strings.TrimSpace(f.Prices)
	return opt, nil
}

// Start says that a drill begins.
func (m *Model) Start() {
	m.running, m.stopping, m.steps, m.shown = true, false, nil, nil
	m.began = m.now()
	m.stepped = m.began
}

// Took takes in a part of the day that ended.
func (m *Model) Took(s rehearsal.Step) {
	m.steps = append(m.steps, s)
	m.stepped = m.now()
}

// Stop says that the drill under way was told to end.
func (m *Model) Stop() { m.stopping = m.running }

// End says that the drill came to an end, and shows its record; nil for one
// that was not begun.
func (m *Model) End(r *Record) {
	m.running, m.stopping = false, false
	if r != nil {
		m.former = append([]Record{*r}, m.former...)
		m.Show(r)
	}
}

// Show shows a former drill, unless one is under way.
func (m *Model) Show(r *Record) {
	if !m.running {
		m.shown, m.steps = r, r.Report.Steps
	}
}

// Last is the latest drill that ended; ok is false where there is none.
func (m *Model) Last() (r Record, ok bool) {
	if len(m.former) == 0 {
		return r, false
	}
	return m.former[0], true
}

// Progress says what is under way; empty while nothing is.
func (m *Model) Progress() string {
	all := rehearsal.Steps()
	switch {
	case m.stopping:
		return m.t(i18n.DrillStopping)
	case !m.running || len(m.steps) >= len(all):
		return ""
	}
	return m.t(i18n.DrillUnderWay, len(m.steps)+1, len(all), m.stepName(all[len(m.steps)]), m.texts.Clock(m.now().Sub(m.began)))
}

// stepName is a part of the day in the language spoken now.
func (m *Model) stepName(name rehearsal.StepName) string {
	switch name {
	case rehearsal.StepHISUp:
		return m.t(i18n.DrillStepHISUp)
	case rehearsal.StepCopy:
		return m.t(i18n.DrillStepCopy)
	case rehearsal.StepOutage:
		return m.t(i18n.DrillStepOutage)
	case rehearsal.StepCharge:
		return m.t(i18n.DrillStepCharge)
	case rehearsal.StepVoid:
		return m.t(i18n.DrillStepVoid)
	case rehearsal.StepReentry:
		return m.t(i18n.DrillStepReentry)
	case rehearsal.StepDecisions:
		return m.t(i18n.DrillStepDecisions)
	case rehearsal.StepProof:
		return m.t(i18n.DrillStepProof)
	case rehearsal.StepJudge:
		return m.t(i18n.DrillStepJudge)
	}
	return string(name)
}
