package till

import (
	"testing"

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
	b.enter(t, "amxlj")
	b.Type("12.50", "")
	b.Complete()
	b.next(t, 2)
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
