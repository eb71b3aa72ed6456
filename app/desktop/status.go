package desktop

import (
	"cmp"
	"time"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/seal"
)

// copyRed is how many entries the second copy may lack before it is an alarm:
// one may just be on its way.
const copyRed = 2

// Facts are what the banner is made of, read in the background.
type Facts struct {
	Now      time.Time
	View     outage.View
	Identity store.Identity
	Shift    store.Shift
	Backlog  store.Backlog
	// Unjoined: a former ledger is set aside, and its receipts are not counted here.
	Unjoined bool
	Copy     journal.CopyStatus
	Safe     Safe
	// Prices and Patients are when the copied data was taken over; zero for none.
	Prices, Patients time.Time
	// Orders is as of when the open orders are; zero where none were copied.
	Orders time.Time
	// Trouble is why the copied data could not be loaded.
	Trouble error
	// Printer is the last printing trouble; nil when the last print went well.
	Printer error
	// Forms are the printed forms left, PatientNumbers the temporary patient numbers;
	// FormsWarn is from how many on that is said loudly.
	Forms, PatientNumbers store.NumbersLeft
	FormsWarn             int64
	// DrawerFull says that the drawer holds more cash than the settings allow.
	DrawerFull bool
	// GlassDue says that the break-glass code was used up.
	GlassDue bool
	// Key is what guards the station's keys.
	Key store.KeyState
	// Probed says that probes ask the HIS.
	Probed bool
	// ClockDoubt is why the clock is not believed; empty where it is.
	ClockDoubt string
	// PrinterName is empty where receipts are saved as files.
	PrinterName string
}

// Said is one thing that the banner says.
type Said struct {
	Tone kit.Tone
	Text string
}

// speaker says facts in the language spoken now.
type speaker struct {
	texts *i18n.Catalog
	facts Facts
	money func(store.Backlog) string
}

func (s speaker) t(key i18n.Key, args ...any) string { return s.texts.T(key, args...) }

func (s speaker) clock(t time.Time) string { return s.texts.Time(s.facts.Identity.Local(t)) }

// since is a time of day, with its date where that is not today.
func (s speaker) since(t time.Time) string {
	local := s.facts.Identity.Local(t)
	if date := s.texts.Date(local); date != s.texts.Date(s.facts.Identity.Local(s.facts.Now)) {
		return date + " " + s.texts.Time(local)
	}
	return s.texts.Time(local)
}

// headline is the mode in words with its tone, and the sentence beside it.
func (s speaker) headline() (tone kit.Tone, word, detail string) {
	v := s.facts.View
	switch {
	case s.facts.Identity.Drill:
		return kit.Notice, s.t(i18n.ShellDrill), s.t(i18n.ShellDrillDetail)
	case v.Mode == incident.ModeStandalone && v.State == incident.StateReady:
		return kit.Warning, s.t(i18n.ShellStandalone, s.clock(v.ModeSince)), s.t(i18n.ShellReady)
	case v.Mode == incident.ModeStandalone && v.State == incident.StateRecovering:
		return kit.Warning, s.t(i18n.ShellStandalone, s.clock(v.ModeSince)), s.t(i18n.ShellRecovering)
	case v.Mode == incident.ModeStandalone:
		return kit.Alarm, s.t(i18n.ShellStandalone, s.clock(v.ModeSince)), s.standaloneDetail()
	}
	return s.online()
}

func (s speaker) standaloneDetail() string {
	v := s.facts.View
	switch {
	case v.ManualDone:
		return s.t(i18n.ShellManual)
	case !v.ManualAt.IsZero() && v.ManualIn > 0:
		return s.t(i18n.ShellManualAt, s.clock(v.ManualAt), s.texts.Clock(v.ManualIn))
	}
	return s.t(i18n.ShellChargeHere)
}

func (s speaker) online() (tone kit.Tone, word, detail string) {
	v := s.facts.View
	if s.facts.Now.Before(v.WarmUntil) {
		return kit.Notice, s.t(i18n.ShellStarting), s.t(i18n.ShellStartingDetail)
	}
	switch v.State {
	case incident.StateOutage:
		return kit.Alarm, s.t(i18n.ShellOutage, s.clock(v.T0)), s.untilSwitch()
	case incident.StateBrownout:
		return kit.Warning, s.t(i18n.ShellBrownout), s.t(i18n.ShellBrownoutDetail)
	case incident.StateSuspect:
		return kit.Notice, s.t(i18n.ShellSuspect), s.t(i18n.ShellSuspectDetail)
	case incident.StateRecovering, incident.StateReady:
		return kit.Warning, s.t(i18n.ShellOnline), s.t(i18n.ShellRelapse)
	}
	switch {
	case v.Verdict == outage.VerdictUnknown && s.facts.Probed && v.LastRound.IsZero():
		return kit.Notice, s.t(i18n.ShellStarting), s.t(i18n.ShellStartingDetail)
	case v.Verdict == outage.VerdictUnknown:
		return kit.Notice, s.t(i18n.ShellUnwatched), s.t(i18n.ShellUnwatchedDetail)
	}
	if !v.StateSince.IsZero() {
		return kit.Good, s.t(i18n.ShellOnlineSince, s.since(v.StateSince)), s.t(i18n.ShellOnlineDetail)
	}
	return kit.Good, s.t(i18n.ShellOnline), s.t(i18n.ShellOnlineDetail)
}

// untilSwitch is the incident's class and the time left to the switch.
func (s speaker) untilSwitch() string {
	v := s.facts.View
	class := s.t(i18n.ShellClassUnknown)
	if v.Class != incident.ClassUnknown {
		class = s.t(i18n.ShellClass, v.Class.String())
	}
	if v.SwitchAt.IsZero() || v.SwitchIn <= 0 {
		return class
	}
	return class + s.t(i18n.ShellSwitchAt, s.clock(v.SwitchAt), s.texts.Clock(max(0, v.SwitchIn)))
}

// question is what the cashier is asked now; ok is false for nothing.
func (s speaker) question() (text string, ok bool) {
	v := s.facts.View
	switch {
	case v.Pending:
		return s.t(i18n.ShellPending), true
	case !v.AskUntil.IsZero() && v.Mode == incident.ModeOnline:
		return s.t(i18n.ShellAsk, s.texts.Clock(max(0, v.AskIn))), true
	}
	return "", false
}

// lines is what is always in sight beside the mode: on the first line what a
// cashier must know of the own work, on the second how everything behind it stands,
// what is wrong first.
func (s speaker) lines() (first, second []Said) {
	first = []Said{s.shift()}
	first = append(first, s.forms()...)
	first = append(first, s.patientNumbers()...)
	first = append(first, s.backlog(), s.copies(), s.printer())
	if s.facts.DrawerFull {
		first = append(first, Said{kit.Warning, s.t(i18n.ShellDrawerFull)})
	}
	if s.facts.Unjoined {
		second = append(second, Said{kit.Alarm, s.t(i18n.ShellUnjoined)})
	}
	second = append(second, s.safekeeping()...)
	if s.facts.Trouble != nil {
		second = append(second, Said{kit.Alarm, s.t(i18n.ShellTrouble)})
	}
	if s.facts.GlassDue {
		second = append(second, Said{kit.Warning, s.t(i18n.ShellGlassDue)})
	}
	second = append(second, s.age(i18n.ShellPrices, s.facts.Prices), s.age(i18n.ShellPatients, s.facts.Patients))
	if !s.facts.Orders.IsZero() { // not every hospital copies them
		second = append(second, s.age(i18n.ShellOrders, s.facts.Orders))
	}
	if text, bad := s.key(); bad {
		second = append(second, Said{kit.Warning, text})
	}
	if s.facts.View.Shortened {
		second = append(second, Said{kit.Notice, s.t(i18n.ShellShortened)})
	}
	return first, second
}

// patientNumbers says that the range of temporary patient numbers comes to its end:
// then the window's own series goes on.
func (s speaker) patientNumbers() []Said {
	left := s.facts.PatientNumbers
	switch {
	case left.Empty():
		return []Said{{kit.Warning, s.t(i18n.ShellPatientNumbersEmpty)}}
	case left.Low(s.facts.FormsWarn):
		return []Said{{kit.Warning, s.t(i18n.ShellPatientNumbersLow, left.Left, left.Next)}}
	}
	return nil
}

// forms says how many printed forms are left; nothing where none are used.
func (s speaker) forms() []Said {
	left := s.facts.Forms
	switch {
	case !left.Taken:
		return nil
	case left.Empty():
		return []Said{{kit.Alarm, s.t(i18n.ShellFormsEmpty)}}
	case left.Low(s.facts.FormsWarn):
		return []Said{{kit.Warning, s.t(i18n.ShellFormsLow, left.Left, left.Next)}}
	}
	return []Said{{kit.Plain, s.t(i18n.ShellForms, left.Left, left.Next)}}
}

// who is the button of whoever is logged in.
func (s speaker) who(name string, role incident.Role) string {
	if name == "" {
		return s.t(i18n.ShellLoginKey)
	}
	return s.t(i18n.ShellWho, name, person.Word(s.texts, role))
}

// key says that the station's keys lie open, or what to do after the recovery key
// opened them. A rehearsal's may lie open.
func (s speaker) key() (text string, bad bool) {
	switch k := s.facts.Key; {
	case s.facts.Identity.Drill:
	case k.OpenedBy == seal.ByRecovery:
		return s.t(i18n.ShellKeyRecovered), true
	case k.Unprotected:
		return s.t(i18n.ShellKeyOpen), true
	}
	return "", false
}

func (s speaker) shift() Said {
	if s.facts.Shift.ID == "" {
		return Said{kit.Stale, s.t(i18n.ShellNoShift)}
	}
	return Said{kit.Plain, s.t(i18n.ShellShift, s.facts.Shift.Cashier, s.clock(s.facts.Shift.Opened))}
}

func (s speaker) backlog() Said {
	b := s.facts.Backlog
	if b.Receipts == 0 {
		return Said{kit.Good, s.t(i18n.ShellNoBacklog)}
	}
	return Said{kit.Notice, s.texts.N(i18n.ShellBacklog, int(b.Receipts), s.money(b))}
}

// clockDoubtful says that the clock is not believed and what to do; bad is false
// where it is.
func (s speaker) clockDoubtful() (text string, bad bool) {
	if s.facts.ClockDoubt == "" {
		return "", false
	}
	return s.t(i18n.ShellClockDoubt, s.texts.Date(s.facts.Identity.Local(s.facts.Now))+" "+s.clock(s.facts.Now)), true
}

// copyFailed is the sentence of a second copy that is not written; bad is false
// where it is.
func (s speaker) copyFailed() (text string, bad bool) {
	if c := s.copies(); c.Tone == kit.Alarm {
		if s.facts.Copy.Unread {
			return s.t(i18n.ShellCopyUnreadText), true
		}
		return s.texts.N(i18n.ShellCopyFailed, int(s.facts.Copy.Behind)), true
	}
	return "", false
}

// copies says in how many places the last receipt stands: the database, the second
// copy, the further ones.
func (s speaker) copies() Said {
	c := s.facts.Copy
	switch {
	case c.Whole || c.Behind < copyRed && c.Err == nil:
		return Said{kit.Good, s.texts.N(i18n.ShellCopies, cmp.Or(s.facts.Safe.Places, 2))}
	}
	if c.Unread {
		return Said{kit.Alarm, s.t(i18n.ShellCopyUnread)}
	}
	return Said{kit.Alarm, s.texts.N(i18n.ShellCopyBehind, int(c.Behind))}
}

func (s speaker) printer() Said {
	switch {
	case s.facts.Printer != nil:
		return Said{kit.Alarm, s.t(i18n.ShellPrinterTrouble)}
	case s.facts.PrinterName == "":
		return Said{kit.Plain, s.t(i18n.ShellPrintsToFile)}
	}
	return Said{kit.Good, s.t(i18n.ShellPrinter, s.facts.PrinterName)}
}

func (s speaker) age(what i18n.Key, at time.Time) Said {
	tone := kit.Plain
	switch age := s.facts.Now.Sub(at); {
	case at.IsZero():
		tone = kit.Alarm
	case age > 7*24*time.Hour:
		tone = kit.Warning
	case age < -time.Minute: // the clock went back: no age is known
		return Said{kit.Warning, s.t(what, s.since(at))}
	}
	return Said{tone, s.t(what, s.texts.Ago(at, s.facts.Now))}
}
