package till

import (
	"testing"

	"outpost/app/i18n"
	"outpost/store"
	"outpost/store/incident"
)

func TestWhoMayChargeAtTheTill(t *testing.T) {
	s := newStation(t, false)
	charging(t, s)
	b := newBench(t, s)
	defer b.finish(t)
	gao := b.Actor()
	b.EnterPatient("990000000001", -1)
	b.enter(t, "amxlj")
	b.deps.Desk.Lock()
	b.ChangeCashier()
	if ok, why := b.CanCharge(); ok || why.Key != i18n.TillNobody {
		t.Errorf("nobody charges: %+v", why)
	}
	b.deps.Desk.Enter(gao, "Gao Shan")
	if b.ChangeCashier(); len(b.Bill().Lines) != 1 {
		t.Error("unlocking put the cashier's own bill away")
	}
	if err := s.Ledger.AddPerson(t.Context(), gao, store.NewPerson{ID: "lin", Name: "Lin", Role: incident.RoleCashier, PIN: "first-5521"}); err != nil {
		t.Fatal(err)
	}
	lin, err := s.Ledger.ChangePIN(t.Context(), "lin", "first-5521", "own-66021")
	if err != nil {
		t.Fatal(err)
	}
	b.deps.Desk.Enter(lin, "Lin")
	b.ChangeCashier()
	if ok, why := b.CanCharge(); ok || why.Key != i18n.TillOthersShift || len(b.Parked()) != 1 || !b.Empty() {
		t.Errorf("in another's shift: %+v, %d parked", why, len(b.Parked()))
	}
}
