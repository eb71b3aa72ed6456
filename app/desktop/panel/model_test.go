package panel

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/kit/kittest"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/app/station"
	"outpost/app/watch"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
)

// hand is a clock that is moved by hand.
type hand struct{ at time.Time }

func (h *hand) now() time.Time { return h.at }

func (h *hand) forward(d time.Duration) { h.at = h.at.Add(d) }

func newStation(t *testing.T, h *hand) *station.Station {
	t.Helper()
	id := store.Identity{Hospital: "Demo Hospital", Station: "W01", Prefix: "W01", TimeZone: "UTC", DayStart: "00:00"}
	s, err := station.Setup(t.Context(), t.TempDir(), id, "test.toml", nil, station.Options{Now: h.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func newWatch(t *testing.T, s *station.Station) *watch.Watch {
	t.Helper()
	w, err := watch.New(s.Ledger, watch.Options{Limits: s.Settings().Plan, Now: s.Now, NewID: receipts.NewID, Log: s.Log})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// fail has every rung of the HIS fail until the fault is published.
func fail(t *testing.T, w *watch.Watch, h *hand, rounds int) {
	t.Helper()
	for range rounds {
		h.forward(5 * time.Second)
		w.Round(t.Context(), outage.Evidence{At: h.at, Readings: []outage.Reading{
			{Rung: outage.RungApplication, Outcome: outage.OutcomeFailed, Spoke: true, RTT: 30 * time.Millisecond},
		}})
	}
}

func gather(t *testing.T, m *Model, s *station.Station, w Watch) {
	t.Helper()
	f, err := Gather(t.Context(), s, w, m.facts)
	if err != nil {
		t.Fatal(err)
	}
	m.Show(f, nil)
}

func modelOf(s *station.Station, lang i18n.Lang) *Model {
	return NewModel(i18n.New(lang), s.Ledger.Identity(), receipts.CNY())
}

func TestAFaultIsShownHereAndInASecondProgram(t *testing.T) {
	h := &hand{nine}
	s := newStation(t, h)
	w := newWatch(t, s)
	fail(t, w, h, 12)
	m := modelOf(s, i18n.English)
	gather(t, m, s, w)
	line := m.Headline(h.at)
	if line.Tone != kit.Alarm || !strings.HasPrefix(line.Text, "Whole-system fault since 09:12") {
		t.Fatalf("here: %+v", line)
	}
	counts := m.Counts(h.at)
	if counts[0].Until.IsZero() || counts[1].Until.Sub(counts[0].Until) != 150*time.Minute {
		t.Errorf("count-downs: %+v", counts)
	}
	beside, err := station.Open(t.Context(), s.Dir, station.Options{Now: h.now, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	other := modelOf(beside, i18n.English)
	gather(t, other, beside, nil)
	if got := other.Headline(h.at); got != line {
		t.Errorf("beside: %+v, want %+v", got, line)
	}
	if other.events(h.at).Len() == 0 || other.events(h.at).Cell(other.events(h.at).Len()-1, 1) != "The fault is reported to the information department." {
		t.Error("the timeline is not that of the incident")
	}
	if his := other.Window(h.at)[1]; his.Tone != kit.Stale || !strings.Contains(his.Value, "written") {
		t.Errorf("beside, the reading is shown as one of our own: %+v", his)
	}
}

func TestReadingsTurnGrey(t *testing.T) {
	h := &hand{nine}
	s := newStation(t, h)
	w := newWatch(t, s)
	fail(t, w, h, 12)
	m := modelOf(s, i18n.Chinese)
	gather(t, m, s, w)
	if got := m.Probes(h.at); len(got) != 1 || got[0].Tone != kit.Alarm || got[0].Value != "应答报错" {
		t.Fatalf("fresh: %+v", got)
	}
	h.forward(15 * time.Second)
	if got := m.Probes(h.at)[0]; got.Tone != kit.Alarm {
		t.Errorf("after 15 s: %+v", got)
	}
	h.forward(time.Second)
	if got := m.Probes(h.at)[0]; got.Tone != kit.Stale {
		t.Errorf("after 16 s: %+v", got)
	}
	if got := m.Window(h.at)[1]; got.Tone != kit.Stale || !strings.Contains(got.Value, "16 秒前") {
		t.Errorf("the HIS after 16 s: %+v", got)
	}
}

// giver is somebody of a role.
type giver incident.Role

func (g giver) ID() string          { return "li" }
func (g giver) Role() incident.Role { return incident.Role(g) }

func TestOrdersAskForWhatTheyNeed(t *testing.T) {
	h := &hand{nine}
	s := newStation(t, h)
	w := newWatch(t, s)
	m := modelOf(s, i18n.English)
	for name, c := range map[string]struct {
		form Form
		want string
	}{
		"no reason": {Form{Kind: incident.OrderForceStandalone}, "Type the reason"},
		"no class":  {Form{Kind: incident.OrderDeclare, Reason: "x", Class: "9"}, "Type the class"},
		"no time":   {Form{Kind: incident.OrderMaint, Reason: "x", From: "25:00"}, "Type both times"},
	} {
		if _, err := m.Order(c.form, h.at); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	o, err := m.Order(Form{Kind: incident.OrderForceStandalone, Reason: "queue"}, h.at)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Give(t.Context(), w, o, giver(incident.RoleCashier)); err == nil || err.Error() != "Not carried out: Switch to stand-alone now. A higher role has to give this order." {
		t.Errorf("by a cashier: %v", err)
	}
	if err := m.Give(t.Context(), w, o, giver(incident.RoleSupervisor)); err != nil || s.Ledger.Mode() != incident.ModeStandalone {
		t.Errorf("by a supervisor: %v, mode %s", err, s.Ledger.Mode())
	}
	night, err := m.Order(Form{Kind: incident.OrderMaint, Reason: "update", From: "23:00", To: "01:00"}, h.at)
	if err != nil || night.To.Sub(night.From) != 2*time.Hour {
		t.Errorf("over midnight: %v to %v, %v", night.From, night.To, err)
	}
}

func TestAFailedReadingIsSaid(t *testing.T) {
	m := NewModel(i18n.New(i18n.English), store.Identity{TimeZone: "UTC"}, receipts.CNY())
	m.Show(Facts{}, errors.New("disk"))
	if got := m.Headline(nine); got.Tone != kit.Alarm || !strings.Contains(got.Text, "disk") {
		t.Errorf("%+v", got)
	}
}

func TestTheBacklogSaysMoneyOldestAndShare(t *testing.T) {
	m := NewModel(i18n.New(i18n.English), store.Identity{TimeZone: "UTC"}, receipts.CNY())
	m.Show(Facts{Backlog: store.Backlog{Receipts: 3, Money: 123456, Oldest: nine, ByState: map[store.OutboxState]int64{store.Confirmed: 9, store.Pending: 3, store.Voided: 2, store.ByHand: 4}}}, nil)
	got := m.Backlog(at(5))
	if len(got) != 3 || got[0].Value != "3 receipts, ¥1,234.56" || got[1].Value != "09:12 (5 min ago)" || got[2].Value != "9 of 12 (75%)" {
		t.Errorf("%+v", got)
	}
	m.Show(Facts{Linked: 3, Backlog: store.Backlog{Receipts: 3, ByState: map[store.OutboxState]int64{store.Confirmed: 9, store.ByHand: 4}}}, nil)
	if got := m.Backlog(at(5)); got[len(got)-1].Value != "12 of 15 (80%)" {
		t.Errorf("three of four decided ones stand in the HIS: %+v", got)
	}
	m.Show(Facts{}, nil)
	if got := m.Backlog(at(5)); len(got) != 1 || got[0].Tone != kit.Good {
		t.Errorf("nothing left: %+v", got)
	}
}

func TestTheScreenGivesAnOrderByKeys(t *testing.T) {
	h := &hand{nine}
	s := newStation(t, h)
	w := newWatch(t, s)
	const pin = "kq-417702"
	if _, _, err := s.Ledger.FirstAdmin(t.Context(), "wu", "吴信息", pin); err != nil {
		t.Fatal(err)
	}
	window := kittest.New(t)
	texts := i18n.New(i18n.English)
	asker := &person.Asker{Ledger: s.Ledger, Desk: person.NewDesk(s.Ledger), Texts: texts, Window: window, Now: s.Now, Post: window.Post}
	screen := New(Options{Station: s, Watch: w, Asker: asker, Texts: texts, Window: window, Post: window.Post})
	window.SetContent(screen.Object())
	screen.Refresh()
	window.Next(1)
	if screen.word.text != "◆ CHECKING" {
		t.Errorf("the wall says %q", screen.word.text)
	}
	screen.Focus()
	window.Press(fyne.KeyF4, fyne.KeyReturn)
	window.Write("queue", fyne.KeyF2)
	window.Says("a supervisor or higher")
	window.Press(fyne.KeyEscape)
	window.Says("Nobody answered for it")
	window.Press(fyne.KeyF2)
	window.Write("wu", fyne.KeyReturn)
	window.Write(pin, fyne.KeyReturn)
	window.Next(2) // logged in, and ordered
	if s.Ledger.Mode() != incident.ModeStandalone {
		t.Fatalf("mode %s after the order; the line says %q", s.Ledger.Mode(), screen.message.Text())
	}
	window.Next(1)
	orders, err := s.Ledger.Orders(context.Background(), 1)
	if err != nil || len(orders) != 1 || orders[0].By != "wu" || orders[0].Role != incident.RoleInfoHead {
		t.Errorf("orders: %+v, %v", orders, err)
	}
	if screen.ordering || !asker.Desk.Free() {
		t.Error("the timeline did not come back, or who gave the order works here now")
	}
}

func TestAPanelBesideADesktopTakesNoOrders(t *testing.T) {
	h := &hand{nine}
	s := newStation(t, h)
	screen := New(Options{Station: s, Texts: i18n.New(i18n.English), Window: test.NewTempWindow(t, nil), Post: func(func()) {}})
	if screen.orderKey.Visible() {
		t.Error("it offers a key that it refuses")
	}
	screen.key(fyne.KeyF4)
	if screen.ordering || !strings.Contains(screen.message.Text(), "open desktop") {
		t.Errorf("it says %q", screen.message.Text())
	}
}

func TestLinesBreak(t *testing.T) {
	width := func(s string) float32 { return float32(len([]rune(s))) }
	for text, want := range map[string][]string{
		"one two three": {"one two", "three"},
		"患者请到相邻窗口，谢谢":   {"患者请到相邻窗", "口，谢谢"},
		"患者到相邻窗口，谢谢":    {"患者到相邻窗", "口，谢谢"},
		"short":         {"short"},
	} {
		got := breakLines(text, 7, width)
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
