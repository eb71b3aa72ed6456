package drill

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"outpost/app/desktop/kit"
	rehearsal "outpost/app/drill"
	"outpost/app/i18n"
	"outpost/fixtures/standin"
)

// mostWrong is how many sentences of what went wrong are shown; the record in
// the drill's folder holds all.
const mostWrong = 8

// Line is one sentence of the result with its tone.
type Line struct {
	Tone kit.Tone
	Text string
}

// Result is the drill that is shown, sentence by sentence; nil while none is.
func (m *Model) Result() []Line {
	if m.shown == nil {
		return nil
	}
	r := m.shown.Report
	lines := append([]Line{m.verdict(*m.shown)}, m.wrong(*m.shown)...)
	plain := func(text string) { lines = append(lines, Line{kit.Plain, text}) }
	if r.Judge.Acknowledged > 0 {
		j := r.Judge
		plain(m.t(i18n.DrillJudge, j.Acknowledged, j.Once, j.Voided, j.Decided, j.Unaccounted, j.Strange))
	}
	if len(r.Faults) > 0 {
		plain(m.faults(r.Faults))
	}
	if r.Proof != "" {
		plain(m.t(i18n.DrillProof, r.Proof))
	}
	plain(m.t(i18n.DrillFolder, r.Folder))
	return lines
}

// verdict is the one sentence of the drill.
func (m *Model) verdict(r Record) Line {
	switch {
	case r.Passed():
		return Line{kit.Good, m.t(i18n.DrillPassed)}
	case r.Stopped:
		return Line{kit.Warning, m.t(i18n.DrillStopped)}
	}
	return Line{kit.Alarm, m.t(i18n.DrillFailed)}
}

// wrong is what went wrong, a sentence each, as the drill said it.
func (m *Model) wrong(r Record) (lines []Line) {
	if r.Error != "" {
		lines = append(lines, Line{kit.Alarm, m.t(i18n.DrillBroken, r.Error)})
	}
	for i, w := range r.Report.Wrong {
		if i == mostWrong {
			rest := len(r.Report.Wrong) - mostWrong
			return append(lines, Line{kit.Alarm, m.t(i18n.DrillMoreWrong, rest, filepath.Join(r.Report.Folder, recordFile))})
		}
		lines = append(lines, Line{kit.Alarm, m.t(i18n.DrillWrong, w)})
	}
	return lines
}

// faults says how often each fault of the HIS was met.
func (m *Model) faults(hits map[string]int) string {
	parts := make([]string, 0, len(hits))
	for _, name := range slices.Sorted(maps.Keys(hits)) {
		parts = append(parts, fmt.Sprintf("%s %d×", m.faultName(name), hits[name]))
	}
	return m.t(i18n.DrillFaults, strings.Join(parts, m.t(i18n.DrillFaultsBetween)))
}

// faultName is a fault in the language spoken now; one that has no name of its
// own keeps the one it was ordered by.
func (m *Model) faultName(name string) string {
	names := map[string]i18n.Key{
		standin.FaultRefuse: i18n.DrillFaultRefuse, standin.FaultLoginRefused: i18n.DrillFaultLogin,
		standin.FaultFreeze: i18n.DrillFaultFreeze, standin.FaultSlow: i18n.DrillFaultSlow,
		standin.FaultCutAfterCommit: i18n.DrillFaultCutAfter, standin.FaultCutBeforeCommit: i18n.DrillFaultCutBefore,
		standin.FaultErrorAfter: i18n.DrillFaultErrorAfter, standin.FaultLateCommit: i18n.DrillFaultLate,
		standin.FaultHTML: i18n.DrillFaultHTML, standin.FaultRefusedEntry: i18n.DrillFaultEntry,
		standin.FaultReprice: i18n.DrillFaultReprice, rehearsal.FaultByHand: i18n.DrillFaultByHand,
	}
	if key, ok := names[name]; ok {
		return m.t(key)
	}
	return name
}

// stepRows shows the parts of the day: ended, under way, to come.
type stepRows struct{ m *Model }

// Len completes kit.Rows.
func (stepRows) Len() int { return len(rehearsal.Steps()) }

// Cell completes kit.Rows.
func (s stepRows) Cell(row, col int) string {
	switch col {
	case 0:
		return s.m.stepName(rehearsal.Steps()[row])
	case 1:
		return strings.TrimSpace(s.Tone(row).Symbol() + " " + s.state(row))
	case 2:
		return s.seconds(row)
	}
	return s.m.detail(row)
}

// Tone completes kit.Toned.
func (s stepRows) Tone(row int) kit.Tone {
	switch {
	case row < len(s.m.steps) && s.m.steps[row].Failed && s.m.shown != nil && s.m.shown.Stopped:
		return kit.Warning
	case row < len(s.m.steps) && s.m.steps[row].Failed:
		return kit.Alarm
	case row < len(s.m.steps):
		return kit.Good
	case row == len(s.m.steps) && s.m.running:
		return kit.Notice
	}
	return kit.Plain
}

func (s stepRows) state(row int) string {
	switch s.Tone(row) {
	case kit.Good:
		return s.m.t(i18n.DrillDone)
	case kit.Notice:
		return s.m.t(i18n.DrillNow)
	case kit.Alarm:
		return s.m.t(i18n.DrillStepFailed)
	case kit.Warning:
		return s.m.t(i18n.DrillStepStopped)
	}
	return ""
}

func (s stepRows) seconds(row int) string {
	switch {
	case row < len(s.m.steps):
		return strconv.FormatFloat(s.m.steps[row].Seconds, 'f', 1, 64)
	case s.Tone(row) == kit.Notice:
		return strconv.Itoa(int(s.m.now().Sub(s.m.stepped).Seconds()))
	}
	return ""
}

// detail is what a part of the day came to, once the drill is over.
func (m *Model) detail(row int) string {
	if m.shown == nil || row >= len(m.steps) || m.steps[row].Failed {
		return ""
	}
	r := m.shown.Report
	switch m.steps[row].Name {
	case rehearsal.StepCopy:
		return m.texts.N(i18n.DrillDetailCopy, r.Items)
	case rehearsal.StepOutage:
		return m.t(i18n.DrillDetailOutage, r.DetectedAfter, r.SwitchedAfter)
	case rehearsal.StepCharge:
		return m.t(i18n.DrillDetailCharge, r.Charges, r.Kills, r.Repeated)
	case rehearsal.StepVoid:
		return m.texts.N(i18n.DrillDetailVoid, r.Voids)
	case rehearsal.StepReentry:
		return m.t(i18n.DrillDetailReentry, r.Sendings, r.Runs)
	case rehearsal.StepDecisions:
		return m.texts.N(i18n.DrillDetailDecisions, sum(r.Decisions))
	case rehearsal.StepProof:
		return m.t(map[bool]i18n.Key{true: i18n.DrillDetailComplete, false: i18n.DrillDetailIncomplete}[r.Complete])
	case rehearsal.StepJudge:
		return m.texts.N(i18n.DrillDetailJudge, r.Judge.Unaccounted)
	}
	return ""
}

func sum(counts map[string]int) (n int) {
	for _, one := range counts {
		n += one
	}
	return n
}

// formerRows shows the drills that ended, the latest first.
type formerRows struct{ m *Model }

// Len completes kit.Rows.
func (f formerRows) Len() int { return len(f.m.former) }

// Cell completes kit.Rows.
func (f formerRows) Cell(row, col int) string {
	r := f.m.former[row]
	switch col {
	case 0:
		return f.m.texts.DateTime(f.m.local(r.Began))
	case 1:
		return strconv.Itoa(r.Report.Charges)
	case 2:
		return strconv.FormatFloat(r.Report.Seconds, 'f', 1, 64)
	}
	word := map[kit.Tone]i18n.Key{kit.Good: i18n.DrillWordPassed, kit.Warning: i18n.DrillWordStopped, kit.Alarm: i18n.DrillWordFailed}
	tone := f.Tone(row)
	return tone.Symbol() + " " + f.m.t(word[tone])
}

// Tone completes kit.Toned.
func (f formerRows) Tone(row int) kit.Tone { return f.m.verdict(f.m.former[row]).Tone }
