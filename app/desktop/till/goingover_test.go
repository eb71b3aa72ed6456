package till

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/incident"
)

func TestWhatTheHISDidNotAnswerHoldsABillBack(t *testing.T) {
	s := newStation(t, false)
	charging(t, s)
	outage := incident.Snapshot{Mode: incident.ModeStandalone, Current: &incident.Record{ID: "20261120-0912"}}
	if err := s.Ledger.RecordOutage(t.Context(), outage, nil, nil); err != nil {
		t.Fatal(err)
	}
	b := newBench(t, s)
	defer b.finish(t)
	b.deps.Desk.Enter(actor(t, s), "Gao Shan")
	if !b.MayAskGoingOver() {
		t.Fatal("the question of the switch is not put")
	}
	if _, err := b.ReadUnanswered(Unanswered{Patient: "高"}); err == nil || Say(i18n.New(i18n.Chinese), err) != "“高”对应 2 位患者，请输入卡号或门诊号。" {
		t.Errorf("one of two patients was taken: %v", err)
	}
	q, err := b.ReadUnanswered(Unanswered{Patient: "990000000001", Amount: "12.50", Time: "09：05"})
	if err != nil || q.Patient.Name != "林悦江" || s.Ledger.Identity().Local(q.At).Format("15:04") != "09:05" {
		t.Fatalf("%+v, %v", q, err)
	}
	b.RecordGoingOver("H20261120", []store.Question{q}, func(_ store.GoingOver, err error) {
		if err != nil {
			t.Error(err)
		}
	})
	b.next(t, 1)
	b.EnterPatient("990000000001", -1)
	if n := b.Note(); n.Level != Warn || !strings.Contains(n.Text(i18n.New(i18n.English)), "¥12.50, 09:05") {
		t.Errorf("taking the patient says %q", n.Text(i18n.New(i18n.English)))
	}
	b.enter(t, "amxlj")
	b.Type("12.50", "")
	b.Complete()
	b.next(t, 2)
	if n := b.Note(); !n.Stays || n.Key != i18n.OverSold {
		t.Errorf("the sale that is held back says %+v", n)
	}
	row, err := s.Ledger.Receipt(t.Context(), b.Last().Number)
	if err != nil || row.State != store.Held || factTone(row) == 0 {
		t.Errorf("state %s, %v", row.State, err)
	}
	b.GoingOver(func(g store.GoingOver, asked bool, err error) {
		if !asked || g.LastHIS != "H20261120" || len(g.Questions) != 1 || err != nil {
			t.Errorf("asked %v, %+v, %v", asked, g, err)
		}
	})
	b.next(t, 1)
}

// switched is a till in an outage, with gao at the desk, whose clock the test
// moves.
func switched(t *testing.T) (b *bench, later func(time.Duration)) {
	t.Helper()
	at := time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)
	s := stationAt(t, func() time.Time { return at })
	charging(t, s)
	outage := incident.Snapshot{Mode: incident.ModeStandalone, Current: &incident.Record{ID: "20261120-0912"}}
	if err := s.Ledger.RecordOutage(t.Context(), outage, nil, nil); err != nil {
		t.Fatal(err)
	}
	b = newBench(t, s)
	b.deps.Desk.Enter(actor(t, s), "Gao Shan")
	b.Touch()
	return b, func(d time.Duration) { at = at.Add(d) }
}

func TestTheQuestionOfTheSwitchComesAgain(t *testing.T) {
	b, later := switched(t)
	defer b.finish(t)
	b.WatchOver()
	b.WatchOver() // asks once
	if b.OverOpen() {
		t.Error("it is open before the ledger was asked")
	}
	b.next(t, 1)
	due := func(when string, want bool) {
		t.Helper()
		if got := b.OverDue(); got != want || !b.OverOpen() {
			t.Errorf("%s: due %v, open %v", when, got, b.OverOpen())
		}
	}
	due("right after a key", false)
	later(overQuiet)
	due("when nobody types", true)
	b.EnterPatient("990000000001", -1)
	due("over a bill", false)
	b.Discard()
	b.LeaveOver()
	due("left just now", false)
	later(overAgain - time.Second)
	due("before it is time", false)
	later(time.Second)
	due("after a while", true)
	b.Touch()
	later(overQuiet)
	due("while somebody works", false)
	later(overAway)
	due("when nobody is there", true)
	b.RecordGoingOver("", nil, func(_ store.GoingOver, err error) {
		if err != nil {
			t.Error(err)
		}
	})
	b.next(t, 1)
	if b.WatchOver(); b.OverOpen() || b.OverDue() {
		t.Error("it is open after it was answered")
	}
}

// Whoever comes next may know what the one before did not.
func TestTheQuestionOfTheSwitchComesForAnotherPerson(t *testing.T) {
	b, later := switched(t)
	defer b.finish(t)
	b.WatchOver()
	b.next(t, 1)
	b.LeaveOver()
	later(overQuiet)
	if b.OverDue() {
		t.Error("the same person is asked again at once")
	}
	b.over.by = "lin"
	if !b.OverDue() {
		t.Error("another person is not asked")
	}
	if err := b.station.Ledger.RecordOutage(t.Context(), incident.Snapshot{Mode: incident.ModeOnline}, nil, nil); err != nil {
		t.Fatal(err)
	}
	if b.WatchOver(); b.OverOpen() {
		t.Error("it is open after the return")
	}
}

func TestTheOpenQuestionStaysInSight(t *testing.T) {
	b, later := switched(t)
	s := showing(t, b)
	s.Tick()
	s.bench.next(t, 2) // nothing is owed, nobody answered
	if !s.unanswered.Visible() || !strings.Contains(s.unanswered.Text(), "Ctrl+O") {
		t.Fatalf("the line says %q", s.unanswered.Text())
	}
	s.press(fyne.KeyF9)
	later(overQuiet)
	s.Tick() // among the receipts
	s.bench.next(t, 1)
	s.press(fyne.KeyEscape)
	s.Tick()
	if s.window.Canvas().Overlays().Top() != nil {
		t.Fatal("the question opens over somebody's work")
	}
	later(overQuiet)
	s.Refresh() // shown again after another screen
	s.Tick()
	if s.window.Canvas().Overlays().Top() != nil {
		t.Fatal("the question opens at once over the screen that was just chosen")
	}
	later(overQuiet)
	s.Tick()
	if s.window.Canvas().Overlays().Top() == nil {
		t.Fatal("the question does not open by itself")
	}
	s.press(fyne.KeyEscape)
	s.Tick()
	if s.window.Canvas().Overlays().Top() != nil || !s.unanswered.Visible() || !s.has(s.patientBox) {
		t.Error("left with Esc it is not one line")
	}
	s.write("990000000001", fyne.KeyReturn) // charging goes on
	s.write("amxlj", fyne.KeyReturn, fyne.KeyReturn)
	s.write("12.50", fyne.KeyF2)
	s.bench.next(t, 2)
	if n, _ := s.bench.station.Ledger.Count(t.Context()); n != 1 {
		t.Errorf("%d receipts", n)
	}
	s.ctrl(t, fyne.KeyO)
	s.bench.next(t, 1)
	s.press(fyne.KeyDown)
	s.write("990000000001", fyne.KeyF2)
	s.bench.next(t, 1)
	if s.unanswered.Visible() || !strings.Contains(s.message.Text(), "held back for them: W01-0000001") {
		t.Errorf("after the answer: %q", s.message.Text())
	}
}

// A reference that pays already brings the bill back with the payment in its boxes.
func TestAReferenceUsedTwiceIsTypedAgain(t *testing.T) {
	s := newStation(t, true)
	b := newBench(t, s)
	for n := range 2 {
		b.EnterPatient("990000000001", -1)
		b.enter(t, "amxlj")
		for !b.Tender().Reference {
			b.StepTender(1)
		}
		b.Type("12.50", "AP-1")
		b.Complete()
		b.next(t, 2-n)
	}
	b.finish(t)
	if b.Back() != ReferenceBox || b.Back() != Stay || b.Amount() != "12.50" || b.Reference() != "AP-1" || !b.Tender().Reference || len(b.Bill().Payments) != 0 {
		t.Errorf("%q %q, %s, payments %+v, note %+v", b.Amount(), b.Reference(), b.Tender().Code, b.Bill().Payments, b.Note())
	}
}

// Who is meant is said while it is typed, and no mistyped number becomes a name.
func TestAMistypedNumberIsNobodysName(t *testing.T) {
	s := newStation(t, false)
	b := newBench(t, s)
	defer b.finish(t)
	texts := i18n.New(i18n.English)
	for typed, says := range map[string]string{
		"990000000001":  "林悦江",
		"9900000000019": "nobody of “9900000000019”",
		"Mu Qinghe":     "taken as a name",
		"":              "",
	} {
		if got := b.WhoUnanswered(typed).Text(texts); !strings.Contains(got, says) || says == "" && got != "" {
			t.Errorf("%q: %q", typed, got)
		}
	}
}
