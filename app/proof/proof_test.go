package proof

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"outpost/app/i18n"
	"outpost/app/station"
	"outpost/receipts"
	"outpost/receipts/report"
	"outpost/store"
	"outpost/store/incident"
	"outpost/sync/reconcile"
)

var morning = time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)

// clock goes on by a second with every look.
func clock() func() time.Time {
	at := morning
	return func() time.Time { at = at.Add(time.Second); return at }
}

// window is a station of its own in a temporary folder.
func window(t *testing.T, drill bool) *station.Station {
	t.Helper()
	id := store.Identity{Hospital: "Demo Hospital", Station: "W01", Prefix: "W01", TimeZone: "Asia/Shanghai", DayStart: "00:00", Drill: drill}
	s, err := station.Setup(t.Context(), t.TempDir(), id, "test.toml", nil, station.Options{Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func sell(t *testing.T, s *station.Station, cash receipts.Money) receipts.Receipt {
	t.Helper()
	r, err := s.Ledger.Sell(t.Context(), receipts.Bill{
		ID:       receipts.NewID(),
		Patient:  receipts.Patient{ID: receipts.NewID(), Number: "P1", Name: "王芳", Phone: "19900000001"},
		Lines:    []receipts.Line{{Item: "lab/2", Code: "2", Name: "Blood count", Unit: "once", Category: receipts.CategoryLaboratory, Price: 20_0000, Quantity: 1000, List: "abc"}},
		Payments: []receipts.Payment{{Tender: "cash", Tendered: cash}}, Cashier: "c1",
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func decide(t *testing.T, l *store.Ledger, r receipts.Receipt, d store.Decision) {
	t.Helper()
	d.By, d.Role, d.Reason = "Zhao", "info_head", "looked at in the HIS"
	if err := l.Decide(t.Context(), r.ID, d); err != nil {
		t.Fatal(err)
	}
}

func collect(t *testing.T, s *station.Station) reconcile.Proof {
	t.Helper()
	p, err := Collect(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestARealLedgerIsProvedComplete(t *testing.T) {
	s := window(t, true)
	first, second, third := sell(t, s, 2000), sell(t, s, 5000), sell(t, s, 2000)
	by, err := s.Ledger.DrillActor("c1", incident.RoleCashier)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ledger.Void(t.Context(), by, store.VoidRequest{Number: third.Number, Reason: "typed twice", PaperReturned: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ledger.MarkSent(t.Context(), first.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Ledger.RecordAnswer(t.Context(), first.ID, store.Answer{State: store.Confirmed, HISNumber: "F-1"}); err != nil {
		t.Fatal(err)
	}
	p := collect(t, s)
	if p.Complete || p.Open.Count != 1 || p.Open.Amount != 2000 {
		t.Errorf("with a receipt unsettled: complete %v, open %+v", p.Complete, p.Open)
	}
	decide(t, s.Ledger, second, store.Decision{Verdict: store.VerdictLinked, HISNumber: "F-2"})
	p = collect(t, s)
	if p.Local != (reconcile.Sum{Count: 3, Amount: 6000}) || p.Confirmed.Count != 1 || p.Linked.Count != 1 || p.Voided.Count != 1 || !p.Ledger.Verified {
		t.Errorf("sums: %+v", p)
	}
	if n := p.Numbers; len(n) != 1 || n[0].Issued != 3 || n[0].Used != 2 || n[0].Voided != 1 || n[0].Missing != 0 {
		t.Errorf("numbers: %+v", n)
	}
}

func TestShiftsAndTheirTakingsAgree(t *testing.T) {
	s := window(t, false)
	standalone(t, s)
	c1, _, err := s.Ledger.FirstAdmin(t.Context(), "c1", "Gao Shan", "739164")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ledger.OpenShift(t.Context(), c1, 0); err != nil {
		t.Fatal(err)
	}
	r := sell(t, s, 2000)
	_, sent := s.Ledger.MarkSent(t.Context(), r.ID)
	if err := errors.Join(sent, s.Ledger.RecordAnswer(t.Context(), r.ID, store.Answer{State: store.Refused})); err != nil {
		t.Fatal(err)
	}
	decide(t, s.Ledger, r, store.Decision{Verdict: store.VerdictWrittenOff})
	open := collect(t, s)
	if open.Complete || len(open.Findings) != 1 || !strings.Contains(open.Findings[0].Subject, "not closed") {
		t.Errorf("with the shift open: %v", open.Findings)
	} else if word := FindingWord(i18n.New(i18n.English), open.Findings[0]); word != "shift not closed" {
		t.Errorf("a shift that is not closed is called %q", word)
	}
	if _, err := s.Ledger.CloseShift(t.Context(), c1, store.Count{Cash: 2000}); err != nil {
		t.Fatal(err)
	}
	p := collect(t, s)
	if !p.Complete || !slices.Equal(p.Tenders, []reconcile.TenderProof{{Tender: "cash", Receipts: 2000, Shifts: 2000}}) {
		t.Errorf("closed: %v, tenders %+v", p.Findings, p.Tenders)
	}
	if !p.Outage.From.Equal(morning.Add(-30*time.Minute)) || !p.Outage.To.IsZero() {
		t.Errorf("the outage runs %v to %v, want from its T0, not ended", p.Outage.From, p.Outage.To)
	}
}

func TestTwoOutagesAreToldApart(t *testing.T) {
	event := func(minute int, code incident.Code, id string) incident.Event {
		return incident.Event{At: morning.Add(time.Duration(minute) * time.Minute), Code: code, Incident: id}
	}
	one := "I" + morning.Format("20060102T150405.000000Z")
	two := "I" + morning.Add(2*time.Hour).Format("20060102T150405.000000Z")
	events := []incident.Event{
		event(5, incident.CodeStandaloneStart, one), event(10, incident.CodeReturnedToHIS, one), event(20, incident.CodeStandaloneStart, one),
		event(60, incident.CodeReturnedToHIS, one), event(90, incident.CodeAcked, "I-never-switched"), event(130, incident.CodeStandaloneStart, two),
	}
	slices.Reverse(events)
	got := incidents(events)
	want := []reconcile.Incident{
		{ID: one, T0: morning, Standalone: morning.Add(5 * time.Minute), Returned: morning.Add(time.Hour)},
		{ID: two, T0: morning.Add(2 * time.Hour), Standalone: morning.Add(130 * time.Minute)},
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%+v, want %+v", got, want)
	}
	p := reconcile.Proof{Outage: reconcile.Outage{Incidents: got}}
	all := words(Document(p, store.Identity{TimeZone: "UTC"}, receipts.Rules{}, i18n.New(i18n.English)))
	for _, w := range []string{"01:17", "02:12", "03:12", "03:22", "not yet"} {
		if !strings.Contains(all, w) {
			t.Errorf("the document lacks %q:\n%s", w, all)
		}
	}
}

// standalone writes down that the window switched half an hour after T0.
func standalone(t *testing.T, s *station.Station) {
	t.Helper()
	id := "I" + morning.Add(-30*time.Minute).Format("20060102T150405.000000Z")
	err := s.Ledger.RecordOutage(t.Context(), incident.Snapshot{
		At: morning, Mode: incident.ModeStandalone, ModeSince: morning, State: incident.StateOutage,
		Current: &incident.Record{ID: id, T0: morning.Add(-30 * time.Minute)},
	}, []incident.Event{{At: morning, Code: incident.CodeStandaloneStart, Incident: id}}, nil)
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheDocumentStandsInBothLanguages(t *testing.T) {
	s := window(t, true)
	sell(t, s, 2000)
	p := collect(t, s)
	texts := i18n.New(i18n.English)
	for lang, want := range map[i18n.Lang][]string{
		i18n.English: {"Proof of completeness", "Not complete: 1 finding is left.", "receipt W01-0000001 is not settled", "nobody has decided yet", "Cash"},
		i18n.Chinese: {"对账完整性证明", "不完整：尚有 1 项未平。", "收据 W01-0000001 尚未落实", "尚未处理", "现金"},
	} {
		texts.Set(lang)
		doc := Document(p, s.Ledger.Identity(), s.Ledger.Rules(), texts)
		all := words(doc)
		for _, w := range want {
			if !strings.Contains(all, w) {
				t.Errorf("%s: %q is missing", lang, w)
			}
		}
		if strings.Contains(all, "王芳") {
			t.Errorf("%s: the proof names a patient", lang)
		}
		file, err := report.PDF(context.Background(), doc)
		if err != nil || !bytes.HasPrefix(file, []byte("%PDF")) {
			t.Errorf("%s: the PDF starts with %q, %v", lang, file[:min(8, len(file))], err)
		}
	}
}

// words is every text of a document, a line each.
func words(r report.Report) string {
	all := []string{r.Title, r.Subtitle, r.Foot, r.Mark}
	for _, f := range r.Facts {
		all = append(all, f.Name, f.Value)
	}
	for _, s := range r.Sections {
		all = append(all, s.Heading, s.Text, s.Table.Empty)
		for _, row := range s.Table.Rows {
			all = append(all, row.Cells...)
		}
	}
	return strings.Join(all, "\n")
}

// TestEveryFindingIsSaidInChinese makes a proof in which as much as possible is
// wrong: what is not known would be shown as it was written, in English.
func TestEveryFindingIsSaidInChinese(t *testing.T) {
	texts := i18n.New(i18n.Chinese)
	row := func(number string, at time.Time, state store.OutboxState) store.OutboxRow {
		r := receipts.Receipt{Number: number, Total: 100, At: at, Shift: "s9", Money: receipts.USD()}
		r.ID = number
		r.Payments = []receipts.Payment{{Tender: "cash", Amount: 100}}
		return store.OutboxRow{Receipt: r, State: state, HISNumber: "F-1"}
	}
	p := reconcile.Prove(reconcile.Input{
		Rows: []store.OutboxRow{
			row("W-1", morning, store.Confirmed), row("W-1", morning, store.Confirmed), row("W-2", morning.Add(-time.Hour), store.Pending),
			row("W-4", morning, store.Pending), row("X-1", morning, store.Pending), row("W-9", morning, store.Pending),
		},
		Ranges: []reconcile.Range{{Prefix: "W-", First: 1, Last: 100, Next: 40, Spoiled: []int64{2, 500}}, {Prefix: "W-", First: 101, Last: 110, Next: 105}},
		Shifts: []reconcile.Shift{{ID: "s1", Cashier: "Li", Station: "W"}, {ID: "s2", Cashier: "Wu", Station: "W", Closed: true, Counted: 1, Tenders: map[string]receipts.Money{"cash": 1}}},
		Ledger: reconcile.Ledger{Sold: 1, Total: 1}, Currency: receipts.CNY(), Now: morning,
	})
	rules := receipts.Rules{Tenders: []receipts.Tender{{Code: "cash", English: "Cash", Chinese: "现金", Cash: true}}}
	for _, f := range p.Findings {
		if text := FindingText(texts, rules, f); strings.Contains(text, f.Subject) {
			t.Errorf("%q has no Chinese", f.Subject)
		}
	}
	if len(p.Findings) < 20 {
		t.Errorf("only %d findings were made", len(p.Findings))
	}
}
