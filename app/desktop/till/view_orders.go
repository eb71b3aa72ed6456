package till

import (
	"time"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
)

// showOrders keeps in sight how many open orders of the patient are on no bill, and
// how old the copy is that says so.
func (v *View) showOrders() {
	open, at := v.model.OpenOrders()
	if len(open) > 0 {
		v.openOrders.Say(kit.Warning, v.deps.Texts.N(i18n.OrdersOpen, len(open), v.copied(at)), "")
		v.count(v.rare, i18n.OrdersKey, len(open))
	}
	shown(v.openOrders, len(open) > 0)
}

// copied is the time of a copy, with its date where that is not today's.
func (v *View) copied(at time.Time) string {
	station := v.model.deps.Station
	id := station.Ledger.Identity()
	at = id.Local(at)
	if at.Format(time.DateOnly) == id.Local(station.Now()).Format(time.DateOnly) {
		return v.deps.Texts.Time(at)
	}
	return v.deps.Texts.Date(at) + " " + v.deps.Texts.Time(at)
}

// takeOrders is Ctrl+H; what stands on a bill already is only taken again by wish.
func (v *View) takeOrders() {
	if !v.model.OrdersTaken() {
		v.model.TakeOrders(false)
		v.Focus()
		return
	}
	f := kit.Confirm(v.deps.Texts, v.deps.Window, v.t(i18n.OrdersKey), v.t(i18n.OrdersAgain), v.t(i18n.OrdersAgainYes), func() {
		v.model.TakeOrders(true)
		v.show()
	})
	f.OnClosed = v.Focus
}
