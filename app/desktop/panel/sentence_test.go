package panel

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"time"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/store/incident"
)

var nine = time.Date(2026, 11, 23, 9, 12, 0, 0, time.UTC)

func at(minutes int) time.Time { return nine.Add(time.Duration(minutes) * time.Minute) }

func speakerAt(lang i18n.Lang, now time.Time) speaker {
	return speaker{texts: i18n.New(lang), local: func(t time.Time) time.Time { return t.UTC() }, now: now}
}

func TestTheOneSentence(t *testing.T) {
	fault := outage.View{State: incident.StateOutage, Mode: incident.ModeOnline, T0: nine, Incident: "I", Verdict: outage.VerdictDown}
	with := func(change func(*outage.View)) outage.View { v := fault; change(&v); return v }
	for name, c := range map[string]struct {
		view             outage.View
		tone             kit.Tone
		english, chinese string
	}{
		"normal": {outage.View{State: incident.StateNormal, Mode: incident.ModeOnline, Verdict: outage.VerdictUp}, kit.Good,
			"The HIS works; outpatient charging goes through the HIS.", "HIS 运行正常；门诊收费走 HIS。"},
		"a suspicion is told to nobody": {outage.View{State: incident.StateSuspect, Mode: incident.ModeOnline, Verdict: outage.VerdictUp}, kit.Good,
			"The HIS works; outpatient charging goes through the HIS.", "HIS 运行正常；门诊收费走 HIS。"},
		"starting": {outage.View{State: incident.StateNormal, Mode: incident.ModeOnline, Verdict: outage.VerdictUnknown}, kit.Notice,
			"The HIS is being checked; outpatient charging goes through the HIS.", "正在检测 HIS；门诊收费走 HIS。"},
		"brown-out": {outage.View{State: incident.StateBrownout, Mode: incident.ModeOnline, T0: nine, OfferSwitch: true}, kit.Warning,
			"The HIS is slow or fails now and then since 09:12; outpatient charging goes through the HIS; a supervisor may order stand-alone charging.",
			"HIS 自 09:12 起缓慢或时断时续；门诊收费走 HIS；班长可下令转单机收费。"},
		"class 1, stand-alone, others not yet manual": {with(func(v *outage.View) {
			v.Class, v.Mode, v.ModeSince, v.ManualAt = incident.Class1, incident.ModeStandalone, at(30), at(180)
		}), kit.Alarm,
			"Whole-system fault since 09:12; outpatient charging stand-alone since 09:42; other departments go manual at 12:12 (in 2 h 03 min).",
			"09:12 起整体故障；09:42 起门诊单机收费；其他科室将于 12:12 转手工（还有 2 小时 03 分）。"},
		"class 1 before the switch": {with(func(v *outage.View) { v.Class, v.SwitchAt, v.ManualAt = incident.Class1, at(75), at(180) }), kit.Alarm,
			"Whole-system fault since 09:12; outpatient charging goes stand-alone at 10:27 (in 18 min); other departments go manual at 12:12 (in 2 h 03 min).",
			"09:12 起整体故障；门诊将于 10:27 转单机收费（还有 18 分钟）；其他科室将于 12:12 转手工（还有 2 小时 03 分）。"},
		"postponed": {with(func(v *outage.View) { v.Class, v.SwitchAt, v.HoldUntil = incident.Class1, at(75), at(75) }), kit.Alarm,
			"Whole-system fault since 09:12; postponed: outpatient charging goes stand-alone at 10:27 (in 18 min).",
			"09:12 起整体故障；已延后：门诊将于 10:27 转单机收费（还有 18 分钟）。"},
		"the cashier is asked": {with(func(v *outage.View) { v.Class, v.SwitchAt, v.AskUntil = incident.Class2, at(57), at(60) }), kit.Alarm,
			"Regional fault since 09:12; the cashier is asked; outpatient charging goes stand-alone by itself at 10:12 (in 3 min).",
			"09:12 起局部故障；已询问收费员；门诊将于 10:12 自动转单机收费（还有 3 分钟）。"},
		"a bill is open": {with(func(v *outage.View) { v.Class, v.Pending = incident.Class2, true }), kit.Alarm,
			"Regional fault since 09:12; outpatient charging goes stand-alone as soon as the open bill is done.",
			"09:12 起局部故障；当前账单完成后门诊转单机收费。"},
		"class 2, the area is manual": {with(func(v *outage.View) {
			v.Class, v.Mode, v.ModeSince, v.ManualDone = incident.Class2, incident.ModeStandalone, at(10), true
		}), kit.Alarm,
			"Regional fault since 09:12; outpatient charging stand-alone since 09:22; the departments of this area work manually.",
			"09:12 起局部故障；09:22 起门诊单机收费；本区域科室手工作业。"},
		"class 3 is never red": {with(func(v *outage.View) { v.Class = incident.Class3 }), kit.Warning,
			"Fault at this window only since 09:12; outpatient charging goes through the HIS; send the patients to the next window.",
			"09:12 起仅本窗口故障；门诊收费走 HIS；请患者到相邻窗口。"},
		"scope unknown": {with(func(v *outage.View) { v.SwitchAt = at(75) }), kit.Warning,
			"Fault since 09:12, how far it goes is not known yet; outpatient charging goes stand-alone at 10:27 (in 18 min).",
			"09:12 起故障，范围尚不明；门诊将于 10:27 转单机收费（还有 18 分钟）。"},
		"others are manual": {with(func(v *outage.View) {
			v.Class, v.Mode, v.ModeSince, v.ManualAt, v.ManualDone = incident.Class1, incident.ModeStandalone, at(30), at(50), true
		}), kit.Alarm,
			"Whole-system fault since 09:12; outpatient charging stand-alone since 09:42; other departments manual since 10:02.",
			"09:12 起整体故障；09:42 起门诊单机收费；其他科室 10:02 起手工作业。"},
		"recovering": {with(func(v *outage.View) {
			v.State, v.StateSince, v.Mode, v.ModeSince, v.StableUntil = incident.StateRecovering, at(50), incident.ModeStandalone, at(30), at(60)
		}), kit.Warning,
			"The HIS answers again since 10:02; it is watched until 10:12 (in 3 min); outpatient charging stand-alone since 09:42.",
			"HIS 自 10:02 起恢复应答；观察至 10:12（还有 3 分钟）；09:42 起门诊单机收费。"},
		"ready": {with(func(v *outage.View) {
			v.State, v.StateSince, v.Mode, v.ModeSince = incident.StateReady, at(50), incident.ModeStandalone, at(30)
		}), kit.Notice,
			"Technically up, not yet released: the HIS is stable since 10:02; outpatient charging stand-alone since 09:42; the head of information orders the return.",
			"技术已恢复，尚未放行：HIS 自 10:02 起稳定；09:42 起门诊单机收费；由信息科主任下令恢复。"},
		"ready, the others still manual": {with(func(v *outage.View) {
			v.State, v.StateSince, v.Mode, v.ModeSince = incident.StateReady, at(50), incident.ModeStandalone, at(30)
			v.Class, v.ManualDone = incident.Class1, true
		}), kit.Notice,
			"Technically up, not yet released: the HIS is stable since 10:02; outpatient charging stand-alone since 09:42; other departments work manually; the head of information orders the return.",
			"技术已恢复，尚未放行：HIS 自 10:02 起稳定；09:42 起门诊单机收费；其他科室手工作业；由信息科主任下令恢复。"},
		"maintenance": {outage.View{State: incident.StateNormal, Mode: incident.ModeOnline, Maintenance: &incident.Window{From: at(0), To: at(100)}}, kit.Notice,
			"Maintenance from 09:12 to 10:52, alarms are off; outpatient charging goes through the HIS.", "09:12 至 10:52 计划维护，不报警；门诊收费走 HIS。"},
		"false alarm": {outage.View{State: incident.StateNormal, Mode: incident.ModeOnline, MutedUntil: at(60)}, kit.Notice,
			"Called a false alarm; alarms are off until 10:12; outpatient charging goes through the HIS.", "已判为误报；10:12 前不再报警；门诊收费走 HIS。"},
		"since yesterday": {with(func(v *outage.View) {
			v.Class, v.T0, v.Mode, v.ModeSince = incident.Class1, nine.AddDate(0, 0, -1), incident.ModeStandalone, at(0)
		}), kit.Alarm,
			"Whole-system fault since 2026-11-22 09:12; outpatient charging stand-alone since 09:12.", "2026-11-22 09:12 起整体故障；09:12 起门诊单机收费。"},
	} {
		now := at(57)
		for lang, want := range map[i18n.Lang]string{i18n.English: c.english, i18n.Chinese: c.chinese} {
			got := speakerAt(lang, now).headline(c.view)
			if got.Text != want || got.Tone != c.tone || got.Word == "" {
				t.Errorf("%s, %s: tone %d, %q, want tone %d, %q", name, lang, got.Tone, got.Text, c.tone, want)
			}
		}
	}
}

// codes lists the constants of type Code that store/incident declares.
func codes(t *testing.T) []incident.Code {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../../../store/incident/event.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []incident.Code
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if id, ok := spec.Type.(*ast.Ident); ok && id.Name == "Code" {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, incident.Code(text))
		}
		return true
	})
	return out
}

func TestEveryEventIsASentenceInBothLanguages(t *testing.T) {
	all := codes(t)
	if len(all) < 25 {
		t.Fatalf("only %d codes found", len(all))
	}
	for _, code := range all {
		said := map[string]bool{}
		for _, lang := range i18n.Langs() {
			text := speakerAt(lang, nine).event(incident.Event{At: nine, Code: code, Args: []string{"2", "role"}})
			if strings.Contains(text, string(code)) || text == "" {
				t.Errorf("%s in %s reads %q", code, lang, text)
			}
			said[text] = true
		}
		if len(said) != 2 {
			t.Errorf("%s reads the same in both languages", code)
		}
	}
}

func TestEventsSayTheirArguments(t *testing.T) {
	stamp := at(18).Format(time.RFC3339)
	for want, e := range map[string]incident.Event{
		"Warning: charging goes stand-alone at 09:30.":                               {Code: incident.CodeWarnBeforeSwitch, Args: []string{"at=" + stamp}},
		"The cashier is asked to switch; it switches by itself at 09:30.":            {Code: incident.CodeAskSwitch, Args: []string{"until=" + stamp, "neighbours"}},
		"Outpatient charging is stand-alone, by order.":                              {Code: incident.CodeStandaloneStart, Args: []string{"order", "class=1"}},
		"The hospital leaders are to be told: no cause is known yet.":                {Code: incident.CodeNotifyLeaders, Args: []string{"no_cause"}},
		"Not carried out: Return to the HIS. The HIS is down or not known to be up.": {Code: incident.CodeOrderRejected, Args: []string{"RETURN", "his_down"}},
		"A person reported: Cannot save.":                                            {Code: incident.CodeFaultRegistered, Args: []string{"cannot_save"}},
		"The HIS was stable for 10 min; the return may be ordered.":                  {Code: incident.CodeReadyToReturn, Args: []string{"hold=600"}},
		"Outpatient charging is back on the HIS, before it was proved stable.":       {Code: incident.CodeReturnedToHIS, Args: []string{"forced"}},
		"The departments of this area go manual.":                                    {Code: incident.CodeDeptsToManual, Args: []string{"area"}},
		"A probe is set up wrongly: HIS database.":                                   {Code: incident.CodeProbeConfigWarn, Args: []string{"database"}},
		"The clock of this computer was changed; the readings start anew.":           {Code: incident.CodeLocalHealthDiscard, Args: []string{"clock"}},
		"SOMETHING_NEW x": {Code: "SOMETHING_NEW", Args: []string{"x"}},
	} {
		if got := speakerAt(i18n.English, nine).event(e); got != want {
			t.Errorf("%s: %q, want %q", e.Code, got, want)
		}
	}
}

func TestEveryRefusalIsSaid(t *testing.T) {
	for _, why := range []incident.Refusal{
		incident.RefusedRole, incident.RefusedReason, incident.RefusedLimit, incident.RefusedNotStable, incident.RefusedHISDown,
		incident.RefusedState, incident.RefusedForm, incident.RefusedBillOpen,
	} {
		for _, lang := range i18n.Langs() {
			text := RefusalText(i18n.New(lang), &outage.Rejected{Kind: incident.OrderHold, Why: why})
			if strings.HasSuffix(text, string(why)) || len(text) < 20 {
				t.Errorf("%s in %s: %q", why, lang, text)
			}
		}
	}
}
