package register

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/watch"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"

	"outpost/app/outage"
	"outpost/app/station"
)

var nine = time.Date(2026, 11, 23, 9, 12, 0, 0, time.UTC)

// options are a register over a real ledger and a running watch.
func options(t *testing.T) (Options, *station.Station) {
	t.Helper()
	at := nine
	now := func() time.Time { at = at.Add(time.Second); return at }
	id := store.Identity{Hospital: "Demo Hospital", Station: "W01", Prefix: "W01", TimeZone: "UTC", DayStart: "00:00"}
	s, err := station.Setup(t.Context(), t.TempDir(), id, "test.toml", nil, station.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	w, err := watch.New(s.Ledger, watch.Options{Limits: outage.DefaultLimits(), Now: now, NewID: receipts.NewID, Log: s.Log})
	if err != nil {
		t.Fatal(err)
	}
	return Options{
		Ledger: s.Ledger, Watch: w, Identity: s.Ledger.Identity(), Texts: i18n.New(i18n.English), Now: now,
		Incident: func() string { return w.View().Incident }, By: func() string { return "c1" }, Folder: t.TempDir(),
	}, s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAFaultFromReportToCause(t *testing.T) {
	opt, s := options(t)
	m := NewModel(opt)
	ctx := t.Context()
	must(t, m.Report(ctx, incident.SymptomCannotSave))
	f, ok := m.At(0)
	if !ok || f.Origin != incident.OriginPerson || f.ReportedBy != "c1" || m.State(f) != "not verified" {
		t.Fatalf("after the report: %+v", f)
	}
	if events, err := s.Ledger.Timeline(ctx, "", 5); err != nil || len(events) == 0 || events[0].Code != incident.CodeFaultRegistered {
		t.Errorf("the watch did not hear of it: %v, %v", events, err)
	}
	if err := m.FeedBack(ctx, f.ID); err == nil || !strings.Contains(err.Error(), "Verify") {
		t.Errorf("told before it was verified: %v", err)
	}
	must(t, m.Verify(ctx, f.ID, "Zhao"))
	if err := m.Verify(ctx, f.ID, "Li"); err == nil {
		t.Error("verified twice")
	}
	if err := m.Class(ctx, f.ID, "2", " "); err == nil {
		t.Error("a class without a reason was taken")
	}
	if err := m.Class(ctx, f.ID, "4", "because"); err == nil || !strings.Contains(err.Error(), "1, 2 or 3") {
		t.Errorf("class 4: %v", err)
	}
	must(t, m.Class(ctx, f.ID, "2", "two windows of the ground floor"))
	must(t, m.FeedBack(ctx, f.ID))
	if err := m.Close(ctx, f.ID, "Zhao", ""); err == nil {
		t.Error("closed without a cause")
	}
	must(t, m.Close(ctx, f.ID, "Zhao", "switch replaced"))
	f, _ = m.At(0)
	if f.Open() || f.VerifiedBy != "Zhao" || m.State(f) != "closed" {
		t.Errorf("closed: %+v", f)
	}
	for _, want := range []string{"Cannot save", "Verified", "two windows", "switch replaced"} {
		if !strings.Contains(m.Detail(f), want) {
			t.Errorf("the detail lacks %q:\n%s", want, m.Detail(f))
		}
	}
	if err := m.Class(ctx, f.ID, "1", "late"); err == nil {
		t.Error("a closed fault was changed")
	}
}

func TestTheExportIsCSVWithoutFormulas(t *testing.T) {
	opt, _ := options(t)
	opt.By = func() string { return "=cmd|'/c calc'!A1" }
	opt.Texts.Set(i18n.Chinese)
	m := NewModel(opt)
	must(t, m.Report(t.Context(), incident.SymptomIntermittent))
	path, err := m.Export(t.Context())
	must(t, err)
	raw, err := os.ReadFile(path)
	must(t, err)
	text, marked := strings.CutPrefix(string(raw), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || !marked || len(rows) != 2 || len(rows[1]) != 13 {
		t.Fatalf("marked %v, %v, rows %v", marked, err, rows)
	}
	if rows[1][1] != "时断时续" || rows[1][2] != "'=cmd|'/c calc'!A1" {
		t.Errorf("row: %v", rows[1])
	}
	if left, _ := filepath.Glob(filepath.Join(opt.Folder, ".outpost-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	opt.Folder = path // a file stands where the folder should be
	if _, err := NewModel(opt).Export(t.Context()); err == nil || !strings.Contains(err.Error(), "export folder") {
		t.Errorf("into a file: %v", err)
	}
}

func TestHarmless(t *testing.T) {
	for cell, want := range map[string]string{"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@a": "'@a", "a=b": "a=b", "": "", "\t=1": "'\t=1"} {
		if got := harmless(cell); got != want {
			t.Errorf("%q: %q", cell, got)
		}
	}
}

func TestTwoKeysReportAFault(t *testing.T) {
	opt, s := options(t)
	window := test.NewTempWindow(t, nil)
	wu, _, err := s.Ledger.FirstAdmin(t.Context(), "wu", "吴信息", "kq-417702")
	must(t, err)
	desk := person.NewDesk(s.Ledger)
	desk.Enter(wu, "吴信息")
	screen := New(opt, &person.Asker{Ledger: s.Ledger, Desk: desk, Texts: opt.Texts, Window: window, Now: opt.Now}, window)
	window.SetContent(screen.Object())
	window.Resize(fyne.NewSize(1366, 768))
	screen.Refresh()
	screen.Focus()
	screen.Keys().Listen(window.Canvas())
	press := func(name fyne.KeyName) {
		if focused := window.Canvas().Focused(); focused != nil {
			focused.TypedKey(&fyne.KeyEvent{Name: name})
		} else {
			window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: name})
		}
	}
	for range 30 { // held down
		press(fyne.KeyF2)
	}
	test.TypeOnCanvas(window.Canvas(), "22222")
	faults, err := s.Ledger.Faults(t.Context())
	if err != nil || len(faults) != 1 || faults[0].Symptom != incident.SymptomCannotSave {
		t.Fatalf("register: %+v, %v", faults, err)
	}
	press(fyne.KeyF3)
	if f, _ := screen.model.At(0); f.VerifiedBy != "wu" {
		t.Errorf("after F3: %+v; the line says %q", f, screen.message.Text())
	}
	press(fyne.KeyF2)
	press(fyne.KeyEscape)
	if screen.reporting || screen.model.Len() != 1 {
		t.Error("Esc did not give the report up")
	}
}

func TestTheSameReportWithinTenSecondsIsRefused(t *testing.T) {
	opt, s := options(t)
	at := nine
	opt.Now = func() time.Time { return at }
	m := NewModel(opt)
	must(t, m.Report(t.Context(), incident.SymptomCannotSave))
	at = at.Add(9 * time.Second)
	if err := m.Report(t.Context(), incident.SymptomCannotSave); err == nil || !strings.Contains(err.Error(), "just now") {
		t.Errorf("the same after 9 s: %v", err)
	}
	must(t, m.Report(t.Context(), incident.SymptomIntermittent))
	at = at.Add(2 * time.Second)
	must(t, m.Report(t.Context(), incident.SymptomCannotSave))
	faults, err := s.Ledger.Faults(t.Context())
	must(t, err)
	faults = slices.DeleteFunc(faults, func(f incident.Fault) bool { return f.Origin != incident.OriginPerson })
	if len(faults) != 3 {
		t.Errorf("%d faults of a person, want 3", len(faults))
	}
}

func TestAFaultOfAnOrderNamesTheOrder(t *testing.T) {
	opt, _ := options(t)
	o := incident.Order{Kind: incident.OrderForceStandalone, Role: incident.RoleSupervisor, By: "s7", Reason: "the line is worked on"}
	must(t, opt.Watch.Order(t.Context(), o))
	m := NewModel(opt)
	must(t, m.Load(t.Context()))
	f, ok := m.At(0)
	if !ok || m.Cell(0, 1) != "Switch to stand-alone now" || m.Cell(0, 2) != "s7" || !strings.Contains(m.Detail(f), o.Reason) {
		t.Errorf("row %q, %q; detail %q", m.Cell(0, 1), m.Cell(0, 2), m.Detail(f))
	}
}
