// Package panel is the outage panel: the state of the outage in one sentence
// that is read from across the room, both count-downs, this window, the probes,
// the backlog and the timeline.
package panel

import (
	"strings"
	"time"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/store/incident"
)

// Line is something said: in a tone, with a word for it and its sentence.
type Line struct {
	Tone kit.Tone
	Word string
	Text string
}

// speaker says things in the language and the time zone of the window.
type speaker struct {
	texts *i18n.Catalog
	local func(time.Time) time.Time
	now   time.Time
}

func (s speaker) t(key i18n.Key, args ...any) string { return s.texts.T(key, args...) }

// near is how far a time of day may lie away without its date: over midnight an
// outage of the evening is still said by the hour.
const near = 12 * time.Hour

// clock is a time of day, with its date where that is another one and not near.
func (s speaker) clock(t time.Time) string {
	there, today := s.local(t), s.local(s.now)
	if there.Format(time.DateOnly) != today.Format(time.DateOnly) && s.now.Sub(t).Abs() > near {
		return s.texts.Date(there) + " " + s.texts.Time(there)
	}
	return s.texts.Time(there)
}

// left is the time to t, "in 2 h 03 min".
func (s speaker) left(t time.Time) string {
	if rest := t.Sub(s.now); rest > 0 {
		return s.t(i18n.PanelIn, s.texts.Duration(rest))
	}
	return s.t(i18n.PanelNow)
}

// join makes one sentence of its parts.
func (s speaker) join(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, s.t(i18n.PanelAnd)) + s.t(i18n.PanelStop)
}

// headline is the one sentence for the department head.
func (s speaker) headline(v outage.View) Line {
	if m := v.Maintenance; m != nil && m.Contains(s.now) {
		return Line{kit.Notice, s.t(i18n.PanelWordMaintenance), s.join(s.t(i18n.PanelMaintenance, s.clock(m.From), s.clock(m.To)), s.charging(v))}
	}
	switch v.State {
	case incident.StateBrownout:
		return Line{kit.Warning, s.t(i18n.PanelWordBrownout), s.join(s.t(i18n.PanelBrownout, s.clock(v.T0)), s.charging(v), s.offer(v))}
	case incident.StateOutage:
		return s.fault(v)
	case incident.StateRecovering:
		return Line{kit.Warning, s.t(i18n.PanelWordRecovering), s.join(
			s.t(i18n.PanelRecovering, s.clock(v.StateSince)), s.stable(v), s.charging(v), s.manual(v))}
	case incident.StateReady:
		return Line{kit.Notice, s.t(i18n.PanelWordReady), s.join(s.t(i18n.PanelReady, s.clock(v.StateSince)), s.charging(v), s.manual(v), s.t(i18n.PanelReturnByOrder))}
	}
	return s.normal(v)
}

// normal covers SUSPECT too: one failed round is told to nobody.
func (s speaker) normal(v outage.View) Line {
	switch {
	case !v.MutedUntil.IsZero():
		return Line{kit.Notice, s.t(i18n.PanelWordMuted), s.join(s.t(i18n.PanelMuted, s.clock(v.MutedUntil)), s.charging(v))}
	case v.Verdict == outage.VerdictUnknown:
		return Line{kit.Notice, s.t(i18n.PanelWordChecking), s.join(s.t(i18n.PanelChecking), s.charging(v))}
	}
	next := ""
	if m := v.Maintenance; m != nil && m.From.After(s.now) {
		next = s.t(i18n.PanelMaintenanceComes, s.clock(m.From), s.clock(m.To))
	}
	return Line{kit.Good, s.t(i18n.PanelWordNormal), s.join(s.t(i18n.PanelNormal), s.charging(v), next)}
}

// fault says a confirmed outage. Class 3 and a scope nobody knows yet are not
// red: the wall is for what concerns the house.
func (s speaker) fault(v outage.View) Line {
	tone, word, since := kit.Warning, i18n.PanelWordUnknown, i18n.PanelFaultUnknown
	switch v.Class {
	case incident.Class1:
		tone, word, since = kit.Alarm, i18n.PanelWordClass1, i18n.PanelFaultClass1
	case incident.Class2:
		tone, word, since = kit.Alarm, i18n.PanelWordClass2, i18n.PanelFaultClass2
	case incident.Class3:
		word, since = i18n.PanelWordClass3, i18n.PanelFaultClass3
	}
	next := ""
	if v.Class == incident.Class3 && v.Mode == incident.ModeOnline {
		next = s.t(i18n.PanelNextWindow)
	}
	return Line{tone, s.t(word), s.join(s.t(since, s.clock(v.T0)), s.charging(v), s.manual(v), next)}
}

// charging says where outpatient charging goes now, and when that changes.
func (s speaker) charging(v outage.View) string {
	switch {
	case v.Pending:
		return s.t(i18n.PanelWaitsForBill)
	case v.Mode == incident.ModeStandalone:
		return s.t(i18n.PanelStandalone, s.clock(v.ModeSince))
	case !v.AskUntil.IsZero() && v.State == incident.StateOutage:
		return s.t(i18n.PanelAsked, s.clock(v.AskUntil), s.left(v.AskUntil))
	case !v.HoldUntil.IsZero() && !v.SwitchAt.IsZero():
		return s.t(i18n.PanelHeld, s.clock(v.SwitchAt), s.left(v.SwitchAt))
	case v.State == incident.StateOutage && !v.SwitchAt.IsZero():
		return s.t(i18n.PanelSwitches, s.clock(v.SwitchAt), s.left(v.SwitchAt))
	}
	return s.t(i18n.PanelOnline)
}

// manual says what becomes of the other departments (plan R16).
func (s speaker) manual(v outage.View) string {
	switch {
	case v.ManualDone && !v.ManualAt.IsZero():
		return s.t(i18n.PanelManualSince, s.clock(v.ManualAt))
	case v.ManualDone && v.Class == incident.Class1:
		return s.t(i18n.PanelManualAll)
	case v.ManualDone:
		return s.t(i18n.PanelManualArea)
	case v.ManualAt.IsZero():
		return ""
	}
	return s.t(i18n.PanelManualAt, s.clock(v.ManualAt), s.left(v.ManualAt))
}

func (s speaker) stable(v outage.View) string {
	if v.StableUntil.IsZero() {
		return ""
	}
	return s.t(i18n.PanelStable, s.clock(v.StableUntil), s.left(v.StableUntil))
}

func (s speaker) offer(v outage.View) string {
	if !v.OfferSwitch {
		return ""
	}
	return s.t(i18n.PanelOffer)
}

// class says how far the fault goes, how sure that is and who said it.
func (s speaker) class(v outage.View) Line {
	if v.Incident == "" {
		return Line{kit.Plain, "", s.t(i18n.PanelNoIncident)}
	}
	by := s.t(i18n.PanelByProbes, s.confidence(v.Confidence))
	if !v.Declared.IsZero() {
		by = s.t(i18n.PanelByPerson, s.clock(v.Declared))
	}
	return Line{kit.Notice, "", s.join(ClassWord(s.texts, v.Class), by, s.part(v.Part))}
}

// ClassWord is a class of the plan as a person reads it.
func ClassWord(texts *i18n.Catalog, class incident.Class) string {
	switch class {
	case incident.Class1:
		return texts.T(i18n.PanelClass1)
	case incident.Class2:
		return texts.T(i18n.PanelClass2)
	case incident.Class3:
		return texts.T(i18n.PanelClass3)
	}
	return texts.T(i18n.PanelClassUnknown)
}

func (s speaker) confidence(c incident.Confidence) string {
	switch c {
	case incident.ConfidenceHigh:
		return s.t(i18n.PanelConfidenceHigh)
	case incident.ConfidenceMedium:
		return s.t(i18n.PanelConfidenceMedium)
	}
	return s.t(i18n.PanelConfidenceLow)
}

func (s speaker) part(p incident.Part) string {
	switch p {
	case incident.PartNetwork:
		return s.t(i18n.PanelPartNetwork)
	case incident.PartServer:
		return s.t(i18n.PanelPartServer)
	case incident.PartDatabase:
		return s.t(i18n.PanelPartDatabase)
	}
	return ""
}
