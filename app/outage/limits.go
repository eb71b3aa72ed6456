package outage

import (
	"fmt"
	"time"
)

// Duration is a time.Duration that a settings file writes as text, e.g. "30m" or "1h30m".
type Duration time.Duration

// D returns the duration as the standard type.
func (d Duration) D() time.Duration { return time.Duration(d) }

// MarshalText writes the duration as time.Duration does.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.D().String()), nil }

// UnmarshalText reads a duration with its unit; a bare number is refused, because nobody knows its unit.
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	if err != nil {
		return fmt.Errorf("duration %q: write a number with its unit, such as 30m or 90s", b)
	}
	*d = Duration(v)
	return nil
}

// Limits are all the limits of the plan and of the detector. Every one is a setting of the hospital (plan, head and
// reading 7). The clocks of the plan count from T0, the first failed evidence (reading 2).
type Limits struct {
	// Plan clocks.
	WarnBeforeSwitch Duration `toml:"warn_before_switch"` // T0 + this: the cashier is warned; before Switch
	Switch           Duration `toml:"switch"`             // T0 + this: stand-alone in class 1, U and 2 by network (plan R15, reading 9)
	SwitchClass2     Duration `toml:"switch_class2"`      // T0 + this: stand-alone in class 2 by server or database (plan R18)
	Answer           Duration `toml:"answer"`             // unanswered question to the cashier: it switches by itself
	DeptsToManual    Duration `toml:"depts_to_manual"`    // T0 + this: the other departments go manual (plan R16)
	LeadersUndecided Duration `toml:"leaders_undecided"`  // class 1 found + this without the centre's answer: leaders told (plan R13)
	LeadersNoCause   Duration `toml:"leaders_no_cause"`   // T0 + this without a recorded cause: leaders told (plan R6)
	Hold             Duration `toml:"hold"`               // length of one postponement (reading 9)
	HoldsMost        int      `toml:"holds_most"`         // postponements per incident
	// Return.
	Stable        Duration `toml:"stable"`         // up without a break before READY or closed (reading 5)
	StableMost    Duration `toml:"stable_most"`    // the doubled Stable never grows over this
	RelapseMemory Duration `toml:"relapse_memory"` // relapses of this long double Stable
	// Verdict windows, in rounds.
	DownFailed     int `toml:"down_failed"`     // failed rounds of the last DownWindow, the last among them
	DownWindow     int `toml:"down_window"`     //
	UpInRow        int `toml:"up_in_row"`       // ok rounds in a row
	DegradedBad    int `toml:"degraded_bad"`    // failed or slow rounds of the last DegradedWindow
	DegradedWindow int `toml:"degraded_window"` //
	DegradedLeave  int `toml:"degraded_leave"`  // left at this many bad rounds or fewer
	// Detector.
	LoopGap        Duration `toml:"loop_gap"`        // longer without a call: the windows are thrown away
	WarmUp         Duration `toml:"warm_up"`         // no alarm and no switch this long after a start or a gap
	Settle         Duration `toml:"settle"`          // down this long before it is published
	LowerClass     Duration `toml:"lower_class"`     // the lower class has to hold this long
	PeerFresh      Duration `toml:"peer_fresh"`      // a peer not heard this long is not counted
	Mute           Duration `toml:"mute"`            // after FALSE_ALARM
	BrownoutOutage Duration `toml:"brownout_outage"` // failing saves this long are an outage (reading 4)
	SaveHard       Duration `toml:"save_hard"`       // a save over this counts as failed
	ReportsWithin  Duration `toml:"reports_within"`  // "cannot save" reports this close together …
	ReportsNeeded  int      `toml:"reports_needed"`  // … and this many are a brown-out while probes are green
	MaintMost      Duration `toml:"maint_most"`      // longest maintenance window
}

// DefaultLimits returns the limits of the plan (README of the outage where the plan has none).
func DefaultLimits() Limits {
	minutes := func(n int) Duration { return Duration(time.Duration(n) * time.Minute) }
	seconds := func(n int) Duration { return Duration(time.Duration(n) * time.Second) }
	return Limits{
		WarnBeforeSwitch: minutes(20), Switch: minutes(30), SwitchClass2: minutes(10), Answer: minutes(3),
		DeptsToManual: minutes(180), LeadersUndecided: minutes(3), LeadersNoCause: minutes(15),
		Hold: minutes(15), HoldsMost: 2,
		Stable: minutes(10), StableMost: minutes(60), RelapseMemory: minutes(60),
		DownFailed: 3, DownWindow: 4, UpInRow: 6, DegradedBad: 6, DegradedWindow: 12, DegradedLeave: 1,
		LoopGap: seconds(30), WarmUp: seconds(20), Settle: seconds(10), LowerClass: seconds(60), PeerFresh: seconds(15),
		Mute: minutes(10), BrownoutOutage: minutes(5), SaveHard: seconds(15), ReportsWithin: minutes(5), ReportsNeeded: 2,
		MaintMost: minutes(24 * 60),
	}
}

// Shortened reports whether any limit differs from the plan's default; the screen must say so.
func (l Limits) Shortened() bool { return l != DefaultLimits() }

// Validate names the first field that cannot be used, by its name in the settings file, and what it must be.
func (l Limits) Validate() error {
	for _, f := range l.fields() {
		if f.value <= 0 {
			return fmt.Errorf("limit %s must be more than zero", f.name)
		}
	}
	switch {
	case l.HoldsMost < 0:
		return fmt.Errorf("limit holds_most is %d: write 0 (no postponement) or more", l.HoldsMost)
	case l.DegradedLeave < 0 || l.DegradedLeave >= l.DegradedBad:
		return fmt.Errorf("limit degraded_leave is %d: it must lie below degraded_bad (%d)", l.DegradedLeave, l.DegradedBad)
	case l.DownFailed > l.DownWindow:
		return fmt.Errorf("limit down_failed is %d: a window of down_window = %d rounds never has so many", l.DownFailed, l.DownWindow)
	case l.DegradedBad > l.DegradedWindow:
		return fmt.Errorf("limit degraded_bad is %d: a window of degraded_window = %d rounds never has so many", l.DegradedBad, l.DegradedWindow)
	case l.DegradedWindow > 1000 || l.DownWindow > 1000 || l.UpInRow > 1000:
		return fmt.Errorf("limits down_window, up_in_row and degraded_window must not be over 1000 rounds")
	case l.WarnBeforeSwitch >= l.Switch:
		return fmt.Errorf("limit warn_before_switch (%v) must come before switch (%v)", l.WarnBeforeSwitch.D(), l.Switch.D())
	case l.Switch >= l.DeptsToManual:
		return fmt.Errorf("limit switch (%v) must come before depts_to_manual (%v)", l.Switch.D(), l.DeptsToManual.D())
	case l.Stable > l.StableMost:
		return fmt.Errorf("limit stable (%v) must not be over stable_most (%v)", l.Stable.D(), l.StableMost.D())
	}
	return nil
}

type limitField struct {
	name  string
	value int64
}

// fields lists what must be more than zero.
func (l Limits) fields() []limitField {
	return []limitField{
		{"warn_before_switch", int64(l.WarnBeforeSwitch)}, {"switch", int64(l.Switch)}, {"switch_class2", int64(l.SwitchClass2)},
		{"answer", int64(l.Answer)}, {"depts_to_manual", int64(l.DeptsToManual)}, {"leaders_undecided", int64(l.LeadersUndecided)},
		{"leaders_no_cause", int64(l.LeadersNoCause)}, {"hold", int64(l.Hold)}, {"stable", int64(l.Stable)},
		{"stable_most", int64(l.StableMost)}, {"relapse_memory", int64(l.RelapseMemory)}, {"down_failed", int64(l.DownFailed)},
		{"down_window", int64(l.DownWindow)}, {"up_in_row", int64(l.UpInRow)}, {"degraded_bad", int64(l.DegradedBad)},
		{"degraded_window", int64(l.DegradedWindow)}, {"loop_gap", int64(l.LoopGap)}, {"warm_up", int64(l.WarmUp)},
		{"settle", int64(l.Settle)}, {"lower_class", int64(l.LowerClass)}, {"peer_fresh", int64(l.PeerFresh)},
		{"mute", int64(l.Mute)}, {"brownout_outage", int64(l.BrownoutOutage)}, {"save_hard", int64(l.SaveHard)},
		{"reports_within", int64(l.ReportsWithin)}, {"reports_needed", int64(l.ReportsNeeded)}, {"maint_most", int64(l.MaintMost)},
	}
}
