package desktop

import (
	"strings"
	"testing"
	"time"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/store"
	"outpost/store/incident"
	"outpost/store/journal"
	"outpost/store/seal"
)

var at = time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)

func facts(view outage.View) Facts {
	return Facts{
		Now: at, View: view, Identity: store.Identity{Station: "W01", TimeZone: "Asia/Shanghai"},
		Copy: journal.CopyStatus{Whole: true}, Prices: at.Add(-time.Hour), Patients: at.Add(-time.Hour),
	}
}

func speakerOf(f Facts, lang i18n.Lang) speaker {
	return speaker{texts: i18n.New(lang), facts: f, money: func(store.Backlog) string { return "¥12.50" }}
}

// both is everything that the two lines say.
func (s speaker) both() []Said {
	first, second := s.lines()
	return append(first, second...)
}

func TestTheModeIsSaidInWordsAndTone(t *testing.T) {
	up := outage.View{Mode: incident.ModeOnline, State: incident.StateNormal, Verdict: outage.VerdictUp}
	down := outage.View{Mode: incident.ModeOnline, State: incident.StateOutage, Verdict: outage.VerdictDown, T0: at, Class: incident.Class1, SwitchAt: at.Add(30 * time.Minute), SwitchIn: 30 * time.Minute}
	alone := outage.View{Mode: incident.ModeStandalone, State: incident.StateOutage, ModeSince: at, ManualAt: at.Add(3 * time.Hour), ManualIn: 3 * time.Hour}
	back := outage.View{Mode: incident.ModeStandalone, State: incident.StateReady, ModeSince: at}
	for _, test := range []struct {
		view         outage.View
		tone         kit.Tone
		word, detail string
		lang         i18n.Lang
	}{
		{up, kit.Good, "HIS UP", "Charge in the HIS.", i18n.English},
		{down, kit.Alarm, "HIS DOWN since 09:12", "Class 1 fault. Stand-alone charging at 09:42, in 30:00.", i18n.English},
		{alone, kit.Alarm, "单机收费 自 09:12", "12:12 转手工（3:00:00）", i18n.Chinese},
		{back, kit.Warning, "STAND-ALONE since 09:12", "orders the return", i18n.English},
		{outage.View{Mode: incident.ModeOnline, State: incident.StateNormal, Verdict: outage.VerdictUnknown}, kit.Notice, "HIS: not known", "probes", i18n.English},
	} {
		tone, word, detail := speakerOf(facts(test.view), test.lang).headline()
		if tone != test.tone || word != test.word || !strings.Contains(detail, test.detail) {
			t.Errorf("%v %q %q, want %v %q %q", tone, word, detail, test.tone, test.word, test.detail)
		}
	}
}

func TestADrillSaysSoWhateverTheHISDoes(t *testing.T) {
	f := facts(outage.View{Mode: incident.ModeOnline, State: incident.StateOutage, T0: at})
	f.Identity.Drill = true
	if _, word, _ := speakerOf(f, i18n.English).headline(); word != "DRILL" {
		t.Errorf("a drill is called %q", word)
	}
}

func TestTheQuestionAndItsKey(t *testing.T) {
	asked := outage.View{Mode: incident.ModeOnline, State: incident.StateOutage, AskUntil: at.Add(time.Minute), AskIn: time.Minute}
	text, ok := speakerOf(facts(asked), i18n.English).question()
	if !ok || !strings.Contains(text, "F12 = yes") || !strings.Contains(text, "1:00") {
		t.Errorf("question %q, %v", text, ok)
	}
	asked.Mode = incident.ModeStandalone
	if _, ok := speakerOf(facts(asked), i18n.English).question(); ok {
		t.Error("asked although the window is stand-alone")
	}
	waits := outage.View{Mode: incident.ModeOnline, Pending: true}
	if text, ok := speakerOf(facts(waits), i18n.English).question(); !ok || !strings.Contains(text, "open bill") {
		t.Errorf("a switch that waits for the bill says %q", text)
	}
}

func TestASecondCopyBehindIsRed(t *testing.T) {
	f := facts(outage.View{})
	f.Copy = journal.CopyStatus{Behind: 3, Err: journal.ErrCopy}
	f.Backlog = store.Backlog{Receipts: 1}
	f.Patients, f.Orders = time.Time{}, f.Now.Add(-2*time.Hour)
	loud := map[string]kit.Tone{}
	for _, said := range speakerOf(f, i18n.English).both() {
		loud[said.Text] = said.Tone
	}
	for text, tone := range map[string]kit.Tone{
		"second copy 3 entries behind": kit.Alarm, "1 receipt not in the HIS, ¥12.50": kit.Notice, "patients: never": kit.Alarm, "open orders: 2 h 00 min ago": kit.Plain,
	} {
		if got, ok := loud[text]; !ok || got != tone {
			t.Errorf("%q is not said in tone %v: %v", text, tone, loud)
		}
	}
}

func TestAnOpenKeyIsSaid(t *testing.T) {
	says := func(change func(*Facts)) string {
		f, all := facts(outage.View{}), ""
		change(&f)
		for _, said := range speakerOf(f, i18n.English).both() {
			all += said.Text + "\n"
		}
		return all
	}
	open := store.KeyState{Protection: seal.Protection{Unprotected: true, Recovery: true}}
	if text := says(func(f *Facts) { f.Key = open }); !strings.Contains(text, "UNPROTECTED") {
		t.Errorf("an open key is not said: %q", text)
	}
	if text := says(func(f *Facts) { f.Key, f.Identity.Drill = open, true }); strings.Contains(text, "UNPROTECTED") {
		t.Errorf("a rehearsal's key needs no guard: %q", text)
	}
	if text := says(func(f *Facts) { f.Key = store.KeyState{OpenedBy: seal.ByRecovery} }); !strings.Contains(text, "recovery key") {
		t.Errorf("%q", text)
	}
	if text := says(func(f *Facts) { f.Key = store.KeyState{OpenedBy: seal.BySystem} }); strings.Contains(text, "key") {
		t.Errorf("a guarded key is spoken of: %q", text)
	}
}

func TestWhatACashierMustKnowStandsOnTheFirstLine(t *testing.T) {
	for _, c := range []struct {
		change  func(*Facts)
		tone    kit.Tone
		english string
	}{
		{func(f *Facts) { f.Forms = store.NumbersLeft{Taken: true, Left: 88, Next: "AB013"}; f.FormsWarn = 50 }, kit.Plain, "88 forms left, next AB013"},
		{func(f *Facts) { f.Forms = store.NumbersLeft{Taken: true, Left: 12, Next: "AB089"}; f.FormsWarn = 50 }, kit.Warning, "only 12 forms left"},
		{func(f *Facts) { f.Forms = store.NumbersLeft{Taken: true} }, kit.Alarm, "NO FORMS LEFT"},
		{func(f *Facts) {
			f.PatientNumbers, f.FormsWarn = store.NumbersLeft{Taken: true, Left: 9, Next: "T0009"}, 50
		}, kit.Warning, "only 9 patient numbers left, next T0009"},
		{func(f *Facts) { f.PatientNumbers = store.NumbersLeft{Taken: true} }, kit.Warning, "no patient numbers left"},
		{func(f *Facts) { f.DrawerFull = true }, kit.Warning, "drawer over its limit"},
	} {
		f := facts(outage.View{})
		c.change(&f)
		first, _ := speakerOf(f, i18n.English).lines()
		found := false
		for _, said := range first {
			found = found || said.Tone == c.tone && strings.Contains(said.Text, c.english)
		}
		if !found {
			t.Errorf("%q is not said in tone %v: %+v", c.english, c.tone, first)
		}
	}
	f := facts(outage.View{})
	f.Prices, f.GlassDue = at.Add(-8*24*time.Hour), true
	_, second := speakerOf(f, i18n.English).lines()
	if len(second) != 3 || second[0].Tone != kit.Warning || second[1].Tone != kit.Warning {
		t.Errorf("the second line says %+v", second)
	}
}

// Receipts of a ledger that is set aside are in none of the counts.
func TestAFormerLedgerIsSaidUntilItIsJoined(t *testing.T) {
	f := Facts{Unjoined: true}
	_, second := speakerOf(f, i18n.Chinese).lines()
	if got := second[0]; got.Tone != kit.Alarm || got.Text != "原账本未合并：班长在收费界面按 Ctrl+J" {
		t.Errorf("%+v", got)
	}
}

// A copy that could not be opened may hold everything: no number is made up.
func TestACopyThatCannotBeOpenedIsNotCountedAsEmpty(t *testing.T) {
	f := Facts{Copy: journal.CopyStatus{Behind: 1175, Unread: true, Err: journal.ErrCopy}}
	text, bad := speakerOf(f, i18n.English).copyFailed()
	if !bad || strings.Contains(text, "1175") || !strings.Contains(text, "CANNOT BE OPENED") {
		t.Errorf("%q", text)
	}
}
