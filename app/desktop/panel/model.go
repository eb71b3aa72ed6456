package panel

import (
	"slices"
	"time"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
)

// fresh is how old a reading may be before it turns grey (users.md, the
// department head).
const fresh = 15 * time.Second

// Model is the panel without its widgets. It belongs to one goroutine.
type Model struct {
	texts    *i18n.Catalog
	id       store.Identity
	currency receipts.Currency

	facts Facts
	known bool  // facts were read at least once
	err   error // the last reading failed
	// last are the newest readings of every rung: not every round asks them all.
	last  map[outage.Rung]lastReading
	given given
}

// lastReading is what a rung said last, and when.
type lastReading struct {
	outage.Reading
	at time.Time
}

// NewModel makes a panel that knows nothing yet.
func NewModel(texts *i18n.Catalog, id store.Identity, currency receipts.Currency) *Model {
	return &Model{texts: texts, id: id, currency: currency, last: map[outage.Rung]lastReading{}}
}

// Show takes in what was read, or why it could not be read: then the old facts
// stay, and their age shows.
func (m *Model) Show(f Facts, err error) {
	m.err = err
	if err == nil {
		m.facts, m.known = f, true
		for _, r := range f.Evidence.Readings {
			m.last[r.Rung] = lastReading{r, f.Evidence.At}
		}
	}
}

func (m *Model) speaker(now time.Time) speaker {
	return speaker{texts: m.texts, local: m.id.Local, now: now}
}

// Headline is the one sentence.
func (m *Model) Headline(now time.Time) Line {
	s := m.speaker(now)
	switch {
	case m.err != nil:
		return Line{kit.Alarm, s.t(i18n.PanelWordUnreadable), s.t(i18n.PanelUnreadable, m.err)}
	case !m.known:
		return Line{kit.Notice, s.t(i18n.PanelWordChecking), s.t(i18n.PanelReading)}
	case m.facts.Beside && m.facts.View.Incident == "" && m.facts.View.Maintenance == nil:
		return Line{kit.Good, s.t(i18n.PanelWordNormal), s.join(s.t(i18n.PanelNoFaultWritten), s.charging(m.facts.View))}
	}
	return s.headline(m.facts.View)
}

// Count is one count-down: what is awaited, and when; a zero time is none.
type Count struct {
	Caption string
	Until   time.Time
}

// Counts are the two count-downs: the switch to stand-alone, and the other
// departments. A count-down that does not run says why.
func (m *Model) Counts(now time.Time) [2]Count {
	s, v := m.speaker(now), m.facts.View
	charging := Count{s.t(i18n.PanelCountNoSwitch), time.Time{}}
	switch {
	case v.Mode == incident.ModeStandalone:
		charging.Caption = s.t(i18n.PanelCountStandalone, s.clock(v.ModeSince))
	case v.Pending:
		charging.Caption = s.t(i18n.PanelCountWaits)
	case !v.AskUntil.IsZero():
		charging = Count{s.t(i18n.PanelCountAsked, s.clock(v.AskUntil)), v.AskUntil}
	case !v.SwitchAt.IsZero():
		charging = Count{s.t(i18n.PanelCountSwitch, s.clock(v.SwitchAt)), v.SwitchAt}
	}
	others := Count{s.t(i18n.PanelCountNoManual), time.Time{}}
	switch {
	case v.ManualDone && !v.ManualAt.IsZero():
		others.Caption = s.t(i18n.PanelCountManual, s.clock(v.ManualAt))
	case v.ManualDone:
		others.Caption = s.manual(v)
	case !v.ManualAt.IsZero():
		others = Count{s.t(i18n.PanelCountToManual, s.clock(v.ManualAt)), v.ManualAt}
	}
	return [2]Count{charging, others}
}

// Fact is a named line of the panel.
type Fact struct {
	Name  string
	Tone  kit.Tone
	Value string
}

// Window is what is known of this window: where it charges, what it thinks of
// the HIS and how old that is, its copied prices and its second copy.
func (m *Model) Window(now time.Time) []Fact {
	s, v := m.speaker(now), m.facts.View
	out := []Fact{m.mode(s), m.his(s)}
	class := s.class(v)
	out = append(out, Fact{s.t(i18n.PanelFactClass), class.Tone, class.Text})
	prices := Fact{s.t(i18n.PanelFactPrices), kit.Plain, s.t(i18n.PanelNoPrices)}
	if !m.facts.PricesAsOf.IsZero() {
		prices.Value = s.t(i18n.PanelPricesAsOf, s.texts.DateTime(s.local(m.facts.PricesAsOf)), s.texts.Ago(m.facts.PricesAsOf, now))
	}
	out = append(out, prices)
	if m.facts.CopyBehind > 0 {
		out = append(out, Fact{s.t(i18n.PanelFactCopy), kit.Alarm, s.texts.N(i18n.PanelCopyBehind, int(m.facts.CopyBehind))})
	}
	return out
}

// mode says where this window charges. While the HIS is down and the window has
// not switched, it charges nowhere.
func (m *Model) mode(s speaker) Fact {
	v := m.facts.View
	f := Fact{Name: s.t(i18n.PanelFactCharging, m.id.Station), Tone: kit.Good, Value: s.t(i18n.PanelModeOnline)}
	switch {
	case v.Mode == incident.ModeStandalone:
		f.Tone, f.Value = kit.Warning, s.t(i18n.PanelModeStandalone, s.clock(v.ModeSince))
	case v.State != incident.StateOutage && v.Verdict != outage.VerdictDown:
	case v.Pending:
		f.Tone, f.Value = kit.Alarm, s.t(i18n.PanelModeAfterBill)
	case !v.AskUntil.IsZero():
		f.Tone, f.Value = kit.Alarm, s.t(i18n.PanelModeInterrupted, s.clock(v.AskUntil))
	case !v.SwitchAt.IsZero():
		f.Tone, f.Value = kit.Alarm, s.t(i18n.PanelModeInterrupted, s.clock(v.SwitchAt))
	default:
		f.Tone, f.Value = kit.Alarm, s.t(i18n.PanelModeDown)
	}
	return f
}

// his says how this window finds the HIS; an old reading is grey and says its
// age.
func (m *Model) his(s speaker) Fact {
	f := Fact{Name: s.t(i18n.PanelFactHIS)}
	v := m.facts.View
	switch {
	case m.facts.Beside:
		f.Tone, f.Value = kit.Stale, s.t(i18n.PanelBeside, s.texts.Ago(m.facts.Written, s.now))
		return f
	case v.LastRound.IsZero():
		f.Tone, f.Value = kit.Stale, s.t(i18n.PanelNoReading)
		return f
	case v.Verdict == outage.VerdictDown:
		f.Tone, f.Value = kit.Alarm, s.t(i18n.PanelHISDown)
	case v.Verdict == outage.VerdictDegraded:
		f.Tone, f.Value = kit.Warning, s.t(i18n.PanelHISSlow)
	case v.Verdict == outage.VerdictUp:
		f.Tone, f.Value = kit.Good, s.t(i18n.PanelHISUp)
	default:
		f.Tone, f.Value = kit.Notice, s.t(i18n.PanelHISUnknown)
	}
	if s.now.Sub(v.LastRound) > fresh {
		f.Tone = kit.Stale
	}
	f.Value = s.t(i18n.PanelReadAgo, f.Value, s.texts.Ago(v.LastRound, s.now))
	return f
}

// Probes says what each rung said last, with its round-trip time; a reading that
// is not of the newest round says its age.
func (m *Model) Probes(now time.Time) []Fact {
	s := m.speaker(now)
	var out []Fact
	for _, rung := range rungs() {
		r, ok := m.last[rung]
		if !ok {
			continue
		}
		f := s.reading(r.Reading)
		if now.Sub(r.at) > fresh {
			f.Tone = kit.Stale
		}
		if !r.at.Equal(m.facts.Evidence.At) {
			f.Value = s.t(i18n.PanelReadAgo, f.Value, s.texts.Ago(r.at, now))
		}
		out = append(out, f)
	}
	return out
}

func rungs() []outage.Rung {
	return []outage.Rung{
		outage.RungCarrier, outage.RungGateway, outage.RungApplication, outage.RungDatabase, outage.RungWrite, outage.RungInsurance,
	}
}

// refused is the detail of a probe whose connection the other side's machine
// turned down: nothing listens there (app/outage/probe).
const refused = "refused"

func (s speaker) reading(r outage.Reading) Fact {
	f := Fact{Name: s.rung(r.Rung)}
	took := r.RTT.Round(time.Millisecond).String()
	switch r.Outcome {
	case outage.OutcomeOK:
		f.Tone, f.Value = kit.Good, s.t(i18n.PanelProbeOK, took)
	case outage.OutcomeSlow:
		f.Tone, f.Value = kit.Warning, s.t(i18n.PanelProbeSlow, took)
	case outage.OutcomeConfig:
		f.Tone, f.Value = kit.Warning, s.t(i18n.PanelProbeConfig)
	default:
		f.Tone, f.Value = kit.Alarm, s.t(i18n.PanelProbeFailed)
		switch {
		case r.Detail == refused:
			f.Value = s.t(i18n.PanelProbeRefused)
		case r.Spoke:
			f.Value = s.t(i18n.PanelProbeSpoke)
		}
	}
	return f
}

func (s speaker) rung(r outage.Rung) string {
	switch r {
	case outage.RungCarrier:
		return s.t(i18n.RungCarrier)
	case outage.RungGateway:
		return s.t(i18n.RungGateway)
	case outage.RungApplication:
		return s.t(i18n.RungApplication)
	case outage.RungDatabase:
		return s.t(i18n.RungDatabase)
	case outage.RungWrite:
		return s.t(i18n.RungWrite)
	case outage.RungInsurance:
		return s.t(i18n.RungInsurance)
	}
	return string(r)
}

// Backlog is what is not yet in the HIS, with the oldest and the share that
// stands there. What was voided or written off never will, and counts in neither.
func (m *Model) Backlog(now time.Time) []Fact {
	s, b := m.speaker(now), m.facts.Backlog
	if b.Receipts == 0 {
		return []Fact{{s.t(i18n.PanelFactBacklog), kit.Good, s.t(i18n.PanelBacklogNone)}}
	}
	out := []Fact{{
		s.t(i18n.PanelFactBacklog), kit.Warning,
		s.t(i18n.PanelBacklog, s.texts.N(i18n.PanelReceipts, int(b.Receipts)), m.currency.Display(b.Money)),
	}}
	if !b.Oldest.IsZero() {
		out = append(out, Fact{s.t(i18n.PanelFactOldest), kit.Plain, s.t(i18n.PanelOldest, s.clock(b.Oldest), s.texts.Ago(b.Oldest, now))})
	}
	there := b.ByState[store.Confirmed] + m.facts.Linked
	whole := there + b.Receipts
	return append(out, Fact{s.t(i18n.PanelFactShare), kit.Plain, s.t(i18n.PanelShare, there, whole, 100*there/whole)})
}

// events is the incident's timeline, newest first; without an incident that of
// the last ones.
func (m *Model) events(now time.Time) events {
	return events{all: slices.Clone(m.facts.Events), speak: m.speaker(now)}
}

// Note is what must be known of the limits: they are shortened, or nothing.
func (m *Model) Note() string {
	if m.known && m.facts.View.Shortened {
		return m.texts.T(i18n.PanelShortened)
	}
	return ""
}
