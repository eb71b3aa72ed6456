package till

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/i18n"
)

// ordersCommand is Ctrl+H. Its button stands beside the line about the orders, and
// only with it: the row of the rarer commands is full.
func (v *View) ordersCommand() kit.Command { return kit.On(fyne.KeyH, i18n.OrdersKey, v.takeOrders) }

// ordersRow is the line about open orders with the button that takes them.
func (v *View) ordersRow() *fyne.Container {
	v.ordersBar = kit.NewBar(v.ordersCommand())
	ctrl := widget.NewLabelWithStyle("Ctrl +", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	v.ordersLine = container.NewBorder(nil, nil, nil, container.NewHBox(ctrl, v.ordersBar.Row), v.openOrders)
	v.ordersLine.Hide()
	return v.ordersLine
}

// showOrders keeps in sight how many open orders of the patient are on no bill, and
// how old the copy is that says so.
func (v *View) showOrders() {
	open, at := v.model.OpenOrders()
	if len(open) > 0 {
		v.openOrders.Say(kit.Warning, v.deps.Texts.N(i18n.OrdersOpen, len(open), v.copied(at)), "")
		v.ordersBar.Say(v.deps.Texts)
		v.count(v.ordersBar, i18n.OrdersKey, len(open))
	}
	shown(v.ordersLine, len(open) > 0)
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
