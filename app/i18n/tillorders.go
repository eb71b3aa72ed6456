package i18n

// Open orders copied from the HIS, at the till.
const (
	OrdersKey      Key = "orders.key"
	OrdersOpen     Key = "orders.open"
	OrdersTaken    Key = "orders.taken"
	OrdersGone     Key = "orders.gone"
	OrdersNone     Key = "orders.none"
	OrdersNever    Key = "orders.never"
	OrdersCharged  Key = "orders.charged"
	OrdersAgain    Key = "orders.again"
	OrdersAgainYes Key = "orders.again-yes"
)

func tillOrders() []entry {
	return []entry{
		{OrdersKey, "HIS orders", "HIS 医嘱"},
		{OrdersOpen, "%d open order in the HIS as of %s, may be paid there already: ask for the receipt. Ctrl+H takes it.|%d open orders in the HIS as of %s, may be paid there already: ask for the receipt. Ctrl+H takes them.", "HIS 未缴医嘱 %d 项（截至 %s，可能已在 HIS 缴费，请先核对票据）。按 Ctrl+H 取入账单。"},
		{OrdersTaken, "%d line of the open orders is on the bill, at today's price.|%d lines of the open orders are on the bill, at today's prices.", "已取入未缴医嘱 %d 项，按现行价格。"},
		{OrdersGone, "Taken: %d. Not in the price list, or one code of several items, and left out: %s.", "已取入 %d 项。以下项目价表中没有或编码对应多项，未取入：%s。"},
		{OrdersNone, "The HIS's copy has no open orders of this patient.", "HIS 副本中没有该患者的未缴医嘱。"},
		{OrdersNever, "No open orders were copied from the HIS.", "未从 HIS 复制过未缴医嘱。"},
		{OrdersCharged, "The open orders of this patient are charged here already.", "该患者的未缴医嘱已在本窗口收费。"},
		{OrdersAgain, "All open orders of this patient stand on a bill already. Take them a second time?", "该患者的未缴医嘱已全部在账单中。再次取入？"},
		{OrdersAgainYes, "Take them again", "再次取入"},
	}
}
