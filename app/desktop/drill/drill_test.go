package drill

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"outpost/app/desktop/kit"
	rehearsal "outpost/app/drill"
	"outpost/app/i18n"
	"outpost/app/settings"
	"outpost/app/station"
	"outpost/fixtures/hospital"
	"outpost/fixtures/standin"
	"outpost/store"
	"outpost/sync/mirror"
)

const hisURL = "http://his.example:8080/fhir/R4"

func newStation(t *testing.T) *station.Station {
	t.Helper()
	at := time.Date(2026, 11, 23, 1, 12, 0, 0, time.UTC)
	now := func() time.Time { at = at.Add(time.Second); return at }
	id := store.Identity{Hospital: "Demo Hospital", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00"}
	s, err := station.Setup(t.Context(), t.TempDir(), id, "test.toml", settings.Demo(strings.TrimSuffix(hisURL, "/fhir/R4")), station.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// accept makes the demo hospital's prices the list in force and returns their number.
func accept(t *testing.T, s *station.Station) int {
	t.Helper()
	path := filepath.Join(t.TempDir(), hospital.Prices().Name)
	if err := os.WriteFile(path, hospital.Prices().Data, 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := mirror.PreviewPrices(t.Context(), path, nil)
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.Version(s.Now(), "CNY")
	if err == nil {
		err = s.AcceptPrices(t.Context(), v, p.Items, "Zhao")
	}
	if err != nil {
		t.Fatal(err)
	}
	return len(p.Items)
}

func work(s *station.Station, run Run) Work {
	return Work{Data: s.Dir, Prices: s.Index(), Currency: "CNY", Run: run, Now: s.Now}
}

// passed is the report of a drill that went well.
func passed() rehearsal.Report {
	r := rehearsal.Report{OK: true, Charges: 100, Seconds: 20, Proof: "/drills/1/proof.pdf", Complete: true}
	r.Judge = rehearsal.Judgement{Acknowledged: 100, Once: 90, Voided: 6, Decided: 4}
	r.Faults = map[string]int{standin.FaultFreeze: 2, "of another server": 1}
	for _, name := range rehearsal.Steps() {
		r.Steps = append(r.Steps, rehearsal.Step{Name: name, Seconds: 1})
	}
	return r
}

func text(lines []Line) string {
	var all []string
	for _, l := range lines {
		all = append(all, strings.TrimSpace(l.Tone.Symbol()+" "+l.Text))
	}
	return strings.Join(all, "\n")
}

func TestTheFormSaysWhatIsWrong(t *testing.T) {
	m := NewModel(i18n.New(i18n.English), nil, time.Now)
	opt, err := m.Options(Form{Charges: " 50 ", Prices: " /srv/prices.csv ", Seed: "7"})
	if err != nil || opt.Charges != 50 || opt.Seed != 7 || opt.Prices != "/srv/prices.csv" {
		t.Errorf("%+v, %v", opt, err)
	}
	for f, want := range map[Form]string{
		{Charges: "29", Seed: "1"}: "30 to 1000000", {Charges: "many", Seed: "1"}: "30 to 1000000",
		{Charges: "50", Seed: "-1"}: "seed", {Charges: "50"}: "seed",
	} {
		if _, err := m.Options(f); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", f, err)
		}
	}
}

func TestADrillTakesTheListInForceAndIsKept(t *testing.T) {
	s := newStation(t)
	items := accept(t, s)
	var got rehearsal.Options
	r, err := work(s, func(ctx context.Context, opt rehearsal.Options) (rehearsal.Report, error) {
		got = opt
		p, err := mirror.PreviewPrices(ctx, opt.Prices, nil)
		if err != nil || len(p.Items) != items || len(p.Refused) != 0 {
			t.Errorf("the list in force came as %v rows: %v", p, err)
		}
		return passed(), err
	}).Carry(t.Context(), rehearsal.Options{Charges: 100})
	if err != nil || !r.Passed() || filepath.Dir(got.Folder) != filepath.Join(s.Dir, Folder) {
		t.Fatalf("%+v in %q: %v", r, got.Folder, err)
	}
	if _, err := work(s, func(context.Context, rehearsal.Options) (rehearsal.Report, error) {
		return rehearsal.Report{Steps: []rehearsal.Step{{Name: rehearsal.StepHISUp, Failed: true}}}, errors.New("no port\nis free")
	}).Carry(t.Context(), rehearsal.Options{Prices: "given.csv"}); err != nil {
		t.Fatal(err)
	}
	former, err := Former(s.Dir)
	if err != nil || len(former) != 2 || former[0].Error != "no port; is free" || !former[1].Passed() || former[1].Report.Judge.Once != 90 {
		t.Errorf("kept: %+v, %v", former, err)
	}
	if err := os.WriteFile(filepath.Join(former[0].Report.Folder, recordFile), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if former, err = Former(s.Dir); err == nil || len(former) != 1 {
		t.Errorf("a record that cannot be read: %d others, %v", len(former), err)
	}
}

func TestARefusedDrillLeavesNothing(t *testing.T) {
	s := newStation(t)
	r, err := work(s, rehearsal.Run).Carry(t.Context(), rehearsal.Options{Charges: 3, Now: s.Now})
	if !errors.Is(err, rehearsal.ErrRefused) || r.Report.Folder != "" {
		t.Errorf("%+v, %v", r, err)
	}
	if left, err := os.ReadDir(filepath.Join(s.Dir, Folder)); err != nil || len(left) != 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

func TestAStoppedDrillSaysSo(t *testing.T) {
	s := newStation(t)
	ctx, stop := context.WithCancel(t.Context())
	r, err := work(s, func(ctx context.Context, _ rehearsal.Options) (rehearsal.Report, error) {
		stop()
		return rehearsal.Report{Steps: []rehearsal.Step{{Name: rehearsal.StepHISUp, Failed: true}}}, errors.New("signal: killed")
	}).Carry(ctx, rehearsal.Options{})
	if err != nil || !r.Stopped || r.Error != "" || r.Passed() {
		t.Fatalf("%+v, %v", r, err)
	}
	m := NewModel(i18n.New(i18n.English), s.Ledger.Identity().Local, s.Now)
	m.Show(&r)
	if got := text(m.Result()); !strings.HasPrefix(got, "▲ STOPPED") {
		t.Errorf("%s", got)
	}
	if cell := (stepRows{m}).Cell(0, 1); cell != "▲ stopped" {
		t.Errorf("the part under way is %q", cell)
	}
}

func TestTheResultIsSaidInBothLanguages(t *testing.T) {
	good := passed()
	bad := passed()
	bad.OK, bad.Complete = false, false
	for range mostWrong + 2 {
		bad.Wrong = append(bad.Wrong, "receipt DRILL1: the HIS lacks a line")
	}
	for _, test := range []struct {
		lang   i18n.Lang
		report rehearsal.Report
		want   []string
	}{
		{i18n.English, good, []string{"✓ PASSED", "100 acknowledged = 90 in the HIS once + 6 voided + 4 decided + 0", "freezes 2×; of another server 1×", "/drills/1/proof.pdf"}},
		{i18n.Chinese, good, []string{"✓ 通过", "已确认 100 = 入 HIS 一次 90", "无响应 2×；of another server 1×"}},
		{i18n.English, bad, []string{"■ FAILED", "■ receipt DRILL1: the HIS lacks a line", "■ And 2 more"}},
		{i18n.Chinese, bad, []string{"■ 未通过", "■ 不符之处（原文）：receipt DRILL1"}},
	} {
		m := NewModel(i18n.New(test.lang), time.Time.UTC, time.Now)
		m.Show(&Record{Report: test.report})
		got := text(m.Result())
		for _, want := range test.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is missing in\n%s", test.lang, want, got)
			}
		}
	}
}

func TestThePartsOfTheDayAreShownAsTheyEnd(t *testing.T) {
	at := time.Date(2026, 11, 23, 1, 12, 0, 0, time.UTC)
	m := NewModel(i18n.New(i18n.English), time.Time.UTC, func() time.Time { return at })
	rows := stepRows{m}
	m.Start()
	at = at.Add(4 * time.Second)
	m.Took(rehearsal.Step{Name: rehearsal.StepHISUp, Seconds: 3.94})
	at = at.Add(7 * time.Second)
	for cell, want := range map[[2]int]string{{0, 1}: "✓ done", {0, 2}: "3.9", {1, 1}: "◆ under way", {1, 2}: "7", {2, 1}: "", {8, 0}: "Judge"} {
		if got := rows.Cell(cell[0], cell[1]); got != want {
			t.Errorf("cell %v: %q, want %q", cell, got, want)
		}
	}
	if got := m.Progress(); !strings.Contains(got, "part 2 of 9: Data copied. 0:11 so far") {
		t.Errorf("%q", got)
	}
	m.Took(rehearsal.Step{Name: rehearsal.StepCopy, Failed: true})
	if rows.Tone(1) != kit.Alarm {
		t.Error("a part that failed does not stand out")
	}
	m.Stop()
	if got := m.Progress(); !strings.Contains(got, "being stopped") {
		t.Errorf("%q", got)
	}
}

// TestTheScreenRunsAndStopsADrillByKeys holds the window's own goroutine to
// never wait for the drill.
func TestTheScreenRunsAndStopsADrillByKeys(t *testing.T) {
	s := newStation(t)
	host := test.NewTempWindow(t, nil)
	posted := make(chan func(), 20)
	begun := make(chan rehearsal.Options, 1)
	screen := New(Options{
		Station: s, Texts: i18n.New(i18n.English), Window: host, Post: func(f func()) { posted <- f },
		Run: func(ctx context.Context, opt rehearsal.Options) (rehearsal.Report, error) {
			opt.Say(rehearsal.Step{Name: rehearsal.StepHISUp})
			begun <- opt
			<-ctx.Done()
			return rehearsal.Report{Charges: 60}, ctx.Err()
		},
	})
	host.SetContent(screen.Object())
	host.Resize(fyne.NewSize(1366, 768))
	screen.Refresh()
	(<-posted)()
	screen.Focus()
	press := func(name fyne.KeyName) { host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	for _, r := range "60" {
		host.Canvas().Focused().TypedRune(r)
	}
	press(fyne.KeyF2)
	opt := <-begun
	if opt.Charges != 60 || opt.HIS != "" || len(opt.Forbidden) != 1 || opt.Forbidden[0] != hisURL || opt.Program == "" {
		t.Errorf("begun with %+v", opt)
	}
	(<-posted)()
	press(fyne.KeyF2) // a second F2 begins no second drill
	screen.Tick()
	if !strings.Contains(screen.message.Text(), "part 2 of 9") {
		t.Errorf("it says %q", screen.message.Text())
	}
	press(fyne.KeyEscape)
	(<-posted)()
	if last, ok := screen.model.Last(); !ok || !last.Stopped || screen.model.running {
		t.Errorf("after Esc: %+v", last)
	}
	screen.begin()
	<-begun
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := screen.Close(ctx); err != nil {
		t.Error(err)
	}
	if former, err := Former(s.Dir); err != nil || len(former) != 2 || !former[0].Stopped {
		t.Errorf("after closing: %+v, %v", former, err)
	}
}
