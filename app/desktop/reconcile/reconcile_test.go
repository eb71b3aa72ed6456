package reconcile

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/person"
	"outpost/app/i18n"
	"outpost/app/outage"
	"outpost/app/proof"
	"outpost/app/station"
	"outpost/fixtures/standin"
	"outpost/receipts"
	"outpost/store"
	"outpost/store/incident"
	"outpost/sync/his"
	"outpost/sync/reconcile"
	"outpost/sync/reentry"
)

var nine = time.Date(2026, 11, 23, 1, 12, 0, 0, time.UTC)

// window is a rehearsal's station with n receipts, and the stand-in HIS that it
// may re-enter them into.
func window(t *testing.T, n int) *station.Station {
	t.Helper()
	server, err := standin.Open(standin.Config{DataFile: filepath.Join(t.TempDir(), "his.jsonl"), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(server)
	t.Cleanup(func() { web.Close(); server.Close() })
	text := fmt.Sprintf("[his]\nprotocol = \"fhir\"\nurl = %q\n", web.URL+standin.Base)
	at := nine
	now := func() time.Time { at = at.Add(time.Second); return at }
	id := store.Identity{Hospital: "Demo Hospital", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: true}
	s, err := station.Setup(t.Context(), t.TempDir(), id, "test.toml", []byte(text), station.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for range n {
		_, err := s.Ledger.Sell(t.Context(), receipts.Bill{
			ID:       receipts.NewID(),
			Patient:  receipts.Patient{ID: receipts.NewID(), Number: "P1", Name: "王芳", Phone: "19900000001"},
			Lines:    []receipts.Line{{Item: "lab/2", Code: "2", Name: "Blood count", Unit: "once", Category: receipts.CategoryLaboratory, Price: 20_0000, Quantity: 1000, List: "abc"}},
			Payments: []receipts.Payment{{Tender: "cash", Tendered: 2000}}, Cashier: "c1",
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func show(t *testing.T, m *Model, s *station.Station, q Query) {
	t.Helper()
	page, err := Fetch(t.Context(), s.Ledger, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	m.Show(q, page, false)
}

// answer writes down what the HIS said of a receipt.
func answer(t *testing.T, s *station.Station, r store.OutboxRow, a store.Answer) {
	t.Helper()
	if _, err := s.Ledger.MarkSent(t.Context(), r.Receipt.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Ledger.RecordAnswer(t.Context(), r.Receipt.ID, a); err != nil {
		t.Fatal(err)
	}
}

func TestTheListTellsWhatIsOpen(t *testing.T) {
	s := window(t, 3)
	m := NewModel(s, i18n.New(i18n.Chinese))
	show(t, m, s, Query{Open: true})
	first, _ := m.At(0)
	second, _ := m.At(1)
	answer(t, s, first, store.Answer{State: store.Confirmed, HISNumber: "F-1"})
	answer(t, s, second, store.Answer{State: store.Differs, HISNumber: "F-2", Reason: his.Reason(his.CodePrice, "unit price 21.00, charged 20.00")})
	show(t, m, s, Query{Open: true})
	if m.Len() != 2 || m.Cell(0, 4) != "与 HIS 不符" || m.Cell(0, 5) != "F-2" || m.Cell(0, 6) != "价格有变" || m.Tone(0) != kit.Alarm {
		t.Fatalf("%d open, the first %q %q %q", m.Len(), m.Cell(0, 4), m.Cell(0, 5), m.Cell(0, 6))
	}
	if r, _ := m.At(0); !strings.Contains(m.Detail(r), "unit price 21.00") {
		t.Errorf("the detail reads %q", m.Detail(r))
	}
	show(t, m, s, Query{})
	if m.Len() != 3 || m.Cell(0, 0) != "W01-0000003" || m.Title() != "全部：3 张收据" {
		t.Errorf("all: %d, the first %s, %q", m.Len(), m.Cell(0, 0), m.Title())
	}
	show(t, m, s, Query{Find: "0000002"})
	if m.Len() != 1 || m.Cell(0, 0) != "W01-0000002" {
		t.Errorf("found %d", m.Len())
	}
}

func TestALongListComesInPages(t *testing.T) {
	s := window(t, page+5)
	m := NewModel(s, i18n.New(i18n.English))
	for _, q := range []Query{{Open: true}, {}} {
		show(t, m, s, q)
		if m.Len() != page || !m.page.More {
			t.Fatalf("the first page has %d rows, more %v", m.Len(), m.page.More)
		}
		next, err := Fetch(t.Context(), s.Ledger, q, m.Last())
		if err != nil {
			t.Fatal(err)
		}
		m.Show(q, next, true)
		seen := map[string]bool{}
		for i := range m.Len() {
			seen[m.Cell(i, 0)] = true
		}
		if len(seen) != page+5 || m.page.More {
			t.Errorf("%+v: %d receipts in two pages", q, len(seen))
		}
	}
}

func TestADecisionNeedsEverything(t *testing.T) {
	s := window(t, 1)
	m := NewModel(s, i18n.New(i18n.English))
	show(t, m, s, Query{Open: true})
	r, _ := m.At(0)
	if got := m.Choices(r); len(got) != 1 || got[0] != "stands in the HIS" {
		t.Fatalf("choices: %v", got)
	}
	if least := m.LeastRole(r, "1"); least != incident.RoleNetAdmin || m.LeastRole(r, "") != least {
		t.Errorf("the lowest role to link is %s", least)
	}
	off := r
	off.State = store.Refused
	for i, v := range off.Verdicts() {
		if got := m.LeastRole(off, strconv.Itoa(i+1)); got != v.LowestRole() {
			t.Errorf("%s is offered to %s", v, got)
		}
	}
	whole := Form{Choice: "1", HISNumber: "F-9", Reason: "entered by hand at noon"}
	for name, c := range map[string]struct {
		change func(*Form)
		want   string
	}{
		"choice":     {func(f *Form) { f.Choice = "3" }, "1 to 1"},
		"HIS number": {func(f *Form) { f.HISNumber = " " }, "stands in the HIS"},
		"reason":     {func(f *Form) { f.Reason = "" }, "reason"},
	} {
		f := whole
		c.change(&f)
		if _, _, err := m.Decision(r, f); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("without %s: %v", name, err)
		}
	}
	d, least, err := m.Decision(r, whole)
	if err != nil || least != incident.RoleNetAdmin {
		t.Fatalf("%+v takes a %s, %v", d, least, err)
	}
	zhao, err := s.Ledger.DrillActor("zhao", incident.RoleInfoHead)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Decide(t.Context(), r, d, zhao); err != nil {
		t.Fatal(err)
	}
	got, err := s.Ledger.ReceiptByID(t.Context(), r.Receipt.ID)
	if err != nil || got.State != store.ByHand || got.Decision.HISNumber != "F-9" || got.Decision.By != "zhao" || got.Decision.Role != incident.RoleInfoHead.String() {
		t.Errorf("%+v, %v", got.Decision, err)
	}
	if m.Choices(got) != nil {
		t.Error("a decided receipt can be decided again")
	}
}

func TestTheProofIsShownAndSaved(t *testing.T) {
	s := window(t, 2)
	for _, lang := range i18n.Langs() {
		m := NewModel(s, i18n.New(lang))
		p, err := proof.Collect(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		rows := m.ProofRows(p)
		all := ""
		for i := range rows.Len() {
			all += rows.Cell(i, 0) + " " + rows.Cell(i, 1) + " " + rows.Cell(i, 2) + "\n"
		}
		if !strings.Contains(all, "¥40.00") || !strings.Contains(all, "W01-0000001–0000002") || rows.Tone(0) != kit.Alarm {
			t.Errorf("%s:\n%s", lang, all)
		}
		path, notPrinted, err := m.Paper(t.Context(), p)
		file, read := os.ReadFile(path)
		if err != nil || notPrinted != nil || read != nil || !bytes.HasPrefix(file, []byte("%PDF")) {
			t.Errorf("%s: %v, %v, %v", path, err, notPrinted, read)
		}
	}
}

func TestWhatARunCameToIsSaid(t *testing.T) {
	m := NewModel(nil, i18n.New(i18n.English))
	tone, text := m.Ended(reentry.Summary{Done: 3, Confirmed: 2, Differs: 1}, nil)
	if tone != kit.Warning || !strings.Contains(text, "3 receipts worked off: 2 in the HIS") || !strings.Contains(text, "F4") {
		t.Errorf("%q", text)
	}
	tone, text = m.Ended(reentry.Summary{}, his.Fail(his.ErrUnreachable, nil, "Look at the cable.", "no answer"))
	if tone != kit.Alarm || !strings.HasSuffix(text, "Look at the cable.") {
		t.Errorf("%q", text)
	}
	if tone, text = m.Ended(reentry.Summary{Done: 1, Confirmed: 1}, context.Canceled); tone != kit.Notice || !strings.HasPrefix(text, "Stopped.") {
		t.Errorf("%q", text)
	}
	if m.MayRun(outage.View{State: incident.StateOutage}) == "" || m.MayRun(outage.View{Verdict: outage.VerdictUp}) != "" {
		t.Error("whether a run may start does not follow the HIS")
	}
}

// TestTheScreenReentersAndProves drives the keys against a stand-in HIS.
func TestTheScreenReentersAndProves(t *testing.T) {
	s := window(t, 3)
	host := test.NewTempWindow(t, nil)
	posted := make(chan func(), 100)
	post, texts := func(f func()) { posted <- f }, i18n.New(i18n.English)
	screen := New(Options{
		Station: s, View: func() outage.View { return outage.View{Verdict: outage.VerdictUp} }, Texts: texts, Window: host, Post: post,
		Asker: &person.Asker{Ledger: s.Ledger, Desk: person.NewDesk(s.Ledger), Texts: texts, Window: host, Now: s.Now, Post: post},
	})
	host.SetContent(screen.Object())
	host.Resize(fyne.NewSize(1366, 768))
	until := func(done func() bool) {
		t.Helper()
		for !done() {
			select {
			case f := <-posted:
				f()
			case <-t.Context().Done():
				t.Fatal("the screen waits for ever; it says " + screen.message.Text())
			}
		}
	}
	screen.Refresh()
	until(func() bool { return !screen.loading })
	if screen.model.Len() != 3 {
		t.Fatalf("%d receipts are open", screen.model.Len())
	}
	screen.Focus()
	press := func(name fyne.KeyName) { host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	press(fyne.KeyF2)
	until(func() bool { return screen.stop == nil && !screen.loading })
	if screen.model.Len() != 0 || !strings.Contains(screen.message.Text(), "3 receipts worked off: 3 in the HIS") {
		t.Fatalf("%d left, it says %q", screen.model.Len(), screen.message.Text())
	}
	if !screen.checked.DuplicatesRefused() {
		t.Errorf("the check is not shown: %q", screen.check.Text())
	}
	press(fyne.KeyF8)
	until(func() bool { return screen.proof != nil })
	if !screen.proof.Complete {
		t.Errorf("the proof is not complete: %v", screen.proof.Findings)
	}
	press(fyne.KeyF9)
	until(func() bool { return !screen.busy })
	if !strings.Contains(screen.message.Text(), ".pdf") {
		t.Errorf("after printing it says %q", screen.message.Text())
	}
	press(fyne.KeyF4)
	if text := screen.message.Text(); !strings.Contains(text, "Select a finding") {
		t.Errorf("without a finding that can be closed it says %q", text)
	}
	open := *screen.proof
	open.Complete, open.Findings = false, []reconcile.Finding{{Code: his.CodeGap, Subject: "number W01-0000002 stands on two receipts"}}
	screen.showProof(&open)
	screen.proofs.Select(screen.proved.Len() - 1)
	press(fyne.KeyF4)
	for _, r := range "both papers seen" {
		host.Canvas().Focused().TypedRune(r)
	}
	press(fyne.KeyF2)
	until(func() bool { return screen.proof != &open && !screen.busy })
	if all, err := s.Ledger.FindingDecisions(t.Context()); err != nil || len(all) != 1 || all[0].Reason != "both papers seen" {
		t.Errorf("decided %+v, %v", all, err)
	}
	press(fyne.KeyEscape)
	if screen.proof != nil {
		t.Error("Esc did not bring the list back")
	}
}
