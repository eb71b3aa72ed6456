package prices

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/store"
	"outpost/sync/mirror"
)

func newStation(t *testing.T) *station.Station {
	t.Helper()
	at := time.Date(2026, 11, 23, 1, 12, 0, 0, time.UTC)
	now := func() time.Time { at = at.Add(time.Second); return at }
	id := store.Identity{Hospital: "Demo Hospital", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00"}
	s, err := station.Setup(t.Context(), t.TempDir(), id, "test.toml", nil, station.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// file writes a file into a folder of its own and returns its path.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const drugs = "code,name,unit,specification,price\n1,Amoxicillin,box,24,15.73\n2,Ibuprofen,box,20,Time based\n3,Saline,bottle,500 ml,3.20\n"

func preview(t *testing.T, m *Model, kind Kind, path string, mapping *mirror.Mapping) Preview {
	t.Helper()
	m.kind = kind
	p, err := Read(t.Context(), kind, path, mapping)
	if err != nil {
		t.Fatal(err)
	}
	m.Show(path, &p)
	return p
}

func value(m *Model, id string) string {
	for _, f := range m.Fields() {
		if f.ID == id {
			return f.Value
		}
	}
	return "no such field"
}

func TestAListIsPreviewedCorrectedAndAccepted(t *testing.T) {
	s := newStation(t)
	m := NewModel(s, i18n.New(i18n.English))
	path := file(t, "drugs.csv", drugs)
	p := preview(t, m, Prices, path, nil)
	if m.Title() != "drugs.csv: 3 rows, 2 can be taken, 1 refused" {
		t.Errorf("%q", m.Title())
	}
	if value(m, mirror.FieldPrice) != "price" || value(m, mirror.FieldSpec) != "specification" || value(m, mirror.FieldMaker) != "" {
		t.Errorf("fields: %+v", m.Fields())
	}
	rows := refusedRows{p.Refused()}
	if rows.Len() != 1 || rows.Cell(0, 0) != "3" || rows.Cell(0, 3) != "Time based" {
		t.Errorf("refused: %v", p.Refused())
	}
	if s.Index().Len() != 0 {
		t.Error("a preview changed the list in force")
	}
	mapping, err := m.Correct(Field{ID: mirror.FieldMaker, Column: true}, "3")
	if err != nil {
		t.Fatal(err)
	}
	p = preview(t, m, Prices, path, mapping)
	if value(m, mirror.FieldMaker) != "unit" {
		t.Errorf("column 3 as the maker: %q", value(m, mirror.FieldMaker))
	}
	refused, err := m.Accept(t.Context(), p, "Zhao")
	if err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(refused); err != nil || !strings.Contains(string(text), "Time based") {
		t.Errorf("%s: %v", refused, err)
	}
	if s.Index().Len() != 2 || s.Index().ByCode("1")[0].Maker != "box" {
		t.Errorf("%d items in force", s.Index().Len())
	}
	if m.force, err = InForce(t.Context(), s); err != nil || len(m.force) != 1 || (forceRows{m}).Cell(0, 1) != "2" {
		t.Errorf("in force: %+v, %v", m.force, err)
	}
}

func TestPatientsAreTakenOver(t *testing.T) {
	s := newStation(t)
	m := NewModel(s, i18n.New(i18n.Chinese))
	p := preview(t, m, Patients, file(t, "patients.csv", "number,name,sex,phone\nP1,王芳,女,19900000001\nP2,,男,19900000002\n"), nil)
	if m.Title() != "patients.csv：2 行，可导入 1，拒收 1" {
		t.Errorf("%q", m.Title())
	}
	refused, err := m.Accept(t.Context(), p, "Zhao")
	if err != nil || s.Register().Len() != 1 {
		t.Fatalf("%d patients, %v", s.Register().Len(), err)
	}
	if info, err := os.Stat(refused); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("the refused patients may be read by others: %v, %v", info.Mode(), err)
	}
}

func TestAMappingThatDoesNotFitIsSaid(t *testing.T) {
	m := NewModel(newStation(t), i18n.New(i18n.English))
	path := file(t, "drugs.csv", drugs)
	preview(t, m, Prices, path, nil)
	for _, f := range []struct{ id, typed, want string }{
		{fieldHeader, "first", "row's number"}, {fieldRest, "sweets", "no fee category"},
	} {
		if _, err := m.Correct(Field{ID: f.id}, f.typed); err == nil || !strings.Contains(err.Error(), f.want) {
			t.Errorf("%s %q: %v", f.id, f.typed, err)
		}
	}
	mapping, err := m.Correct(Field{ID: mirror.FieldPrice, Column: true}, "cost")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(t.Context(), Prices, path, mapping); err == nil || !strings.Contains(err.Error(), "cost") {
		t.Errorf("a column that is not there: %v", err)
	}
	if mapping, _ = m.Correct(Field{ID: fieldDelimiter}, "tab"); mapping.Delimiter != "\t" || mapping.Columns != nil {
		t.Errorf("another delimiter keeps the columns: %+v", mapping)
	}
	if mapping, _ = m.Correct(Field{ID: fieldKey}, "1 + name"); strings.Join(mapping.Key, "|") != "code|name" {
		t.Errorf("key: %v", mapping.Key)
	}
	none := preview(t, m, Prices, file(t, "none.csv", "code,name,price\n1,A,Time based\n"),
		&mirror.Mapping{Columns: map[string]string{mirror.FieldName: "name", mirror.FieldPrice: "price", mirror.FieldCode: "code"}})
	if _, err := m.Accept(t.Context(), none, "Zhao"); err == nil || !strings.Contains(err.Error(), "No row") {
		t.Errorf("a list without a good row: %v", err)
	}
}

// TestTheScreenTakesAListOverByKeys drives the keys from the path to the list in
// force.
func TestTheScreenTakesAListOverByKeys(t *testing.T) {
	s := newStation(t)
	path := file(t, "drugs.csv", drugs)
	host := test.NewTempWindow(t, nil)
	posted := make(chan func(), 10)
	texts, post := i18n.New(i18n.English), func(f func()) { posted <- f }
	wu, _, err := s.Ledger.FirstAdmin(t.Context(), "wu", "吴信息", "kq-417702")
	if err != nil {
		t.Fatal(err)
	}
	desk := person.NewDesk(s.Ledger)
	desk.Enter(wu, "吴信息")
	asker := &person.Asker{Ledger: s.Ledger, Desk: desk, Texts: texts, Window: host, Now: s.Now, Post: post}
	screen := New(Options{Station: s, Asker: asker, Texts: texts, Window: host, Post: post, Folder: filepath.Dir(path)})
	host.SetContent(screen.Object())
	host.Resize(fyne.NewSize(1366, 768))
	screen.Refresh()
	(<-posted)()
	screen.Focus()
	press := func(name fyne.KeyName) { host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	typed := func(text string) {
		for _, r := range text {
			host.Canvas().Focused().TypedRune(r)
		}
	}
	typed("dr")
	press(fyne.KeyReturn)
	(<-posted)()
	if screen.model.shown == nil {
		t.Fatalf("no preview of %q; it says %q", screen.path.Text, screen.message.Text())
	}
	press(fyne.KeyF2)
	(<-posted)()
	if lists, err := s.Ledger.PriceLists(t.Context()); err != nil || len(lists) != 1 || lists[0].By != "wu" {
		t.Errorf("accepted: %+v, %v", lists, err)
	}
	if s.Index().Len() != 2 || !strings.Contains(screen.message.Text(), "in force with 2 records") || !strings.Contains(screen.message.Text(), "drugs.refused.csv") {
		t.Errorf("%d items; it says %q", s.Index().Len(), screen.message.Text())
	}
	(<-posted)()
	if screen.force.Selected() >= 0 || (forceRows{screen.model}).Len() != 1 {
		t.Error("the list in force is not shown")
	}
	screen.read(filepath.Join(filepath.Dir(path), "missing.csv"), nil)
	(<-posted)()
	if !strings.HasPrefix(screen.message.Text(), kit.Alarm.Symbol()) || screen.model.shown != nil {
		t.Errorf("a file that is not there: %q", screen.message.Text())
	}
}
