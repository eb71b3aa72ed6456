package i18n

// The switch to stand-alone, the clock, and the former ledger, at the till.
const (
	TillKeyOver  Key = "till.key-over"
	TillKeyClock Key = "till.key-clock"
	TillKeyJoin  Key = "till.key-join"

	OverTitle       Key = "over.title"
	OverText        Key = "over.text"
	OverLast        Key = "over.last"
	OverLastHint    Key = "over.last-hint"
	OverPatient     Key = "over.patient"
	OverTime        Key = "over.time"
	OverTimeHint    Key = "over.time-hint"
	OverUnknown     Key = "over.unknown"
	OverSoFar       Key = "over.so-far"
	OverLine        Key = "over.line"
	OverAnother     Key = "over.another"
	OverNeedPatient Key = "over.need-patient"
	OverSeveral     Key = "over.several"
	OverNeedTime    Key = "over.need-time"
	OverNobody      Key = "over.nobody"
	OverByName      Key = "over.by-name"
	OverMeant       Key = "over.meant"
	OverAsk         Key = "over.ask"
	OverAskWhen     Key = "over.ask-when"
	OverSold        Key = "over.sold"
	OverWritten     Key = "over.written"
	OverHeld        Key = "over.held"
	OverNone        Key = "over.none"
	OverOpen        Key = "over.open"

	ClockAsk       Key = "clock.ask"
	ClockIsRight   Key = "clock.is-right"
	ClockRight     Key = "clock.right"
	ClockConfirmed Key = "clock.confirmed"

	JoinWorking Key = "join.working"
	JoinDone    Key = "join.done"
	JoinTwins   Key = "join.twins"
	JoinMissing Key = "join.missing"
	JoinUnread  Key = "join.unreadable"
	JoinNothing Key = "join.nothing"
)

func tillOver() []entry {
	return []entry{
		{TillKeyOver, "HIS answers", "切换登记"},
		{TillKeyClock, "Clock", "时钟"},
		{TillKeyJoin, "Join", "合并原账本"},

		{OverTitle, "The window went over to stand-alone", "窗口已切换为单机收费"},
		{OverText, "Which was the last receipt that the HIS printed here? Whose payment did it not answer? A bill here that matches one of them is held back, never sent by itself. Nobody: F2.", "HIS 最后一张票据是哪一张？哪些患者付款后 HIS 没有应答？与之相符的本地收费将暂扣，不自动发往 HIS。没有则直接按 F2。"},
		{OverLast, "Last HIS receipt", "HIS 最后票据号"},
		{OverLastHint, "its number; empty: not known", "票据号；不详留空"},
		{OverPatient, "No answer for", "未得应答的患者"},
		{OverTime, "About when", "大约时间"},
		{OverTimeHint, "such as 09:12; empty: not known", "例如 09:12；不详留空"},
		{OverUnknown, "empty: not known", "不详留空"},
		{OverSoFar, "Written so far", "已登记"},
		{OverLine, "%s   %s   %s   %s", "%s   %s   %s   %s"},
		{OverAnother, "And another", "再登记一位"},
		{OverNeedPatient, "Say whose payment it was: card, number, phone or name.", "请填写患者：卡号、门诊号、电话或姓名。"},
		{OverSeveral, "“%s” means %d patients: type the card or the number.", "“%s”对应 %d 位患者，请输入卡号或门诊号。"},
		{OverNeedTime, "Write the time like 09:12, or leave it out.", "时间请按 09:12 的形式填写，或留空。"},
		{OverNobody, "The register has nobody of “%s”; type the number again, or the name.", "登记中没有“%s”；请重新输入号码，或输入姓名。"},
		{OverByName, "not in the register: “%s” is taken as a name", "登记中没有，按姓名“%s”登记"},
		{OverMeant, "%s   %s", "%s   %s"},
		{OverAsk, "The HIS did not answer a payment of %[1]s: ask for its receipt or the bank's message before taking the money again. What matches is held back.", "%[1]s 有一笔付款 HIS 未应答：再次收款前请先核对 HIS 票据或扣款短信。相符的收费将暂扣。"},
		{OverAskWhen, "The HIS did not answer a payment of %[1]s (%[2]s): ask for its receipt or the bank's message before taking the money again. What matches is held back.", "%[1]s 有一笔付款（%[2]s）HIS 未应答：再次收款前请先核对 HIS 票据或扣款短信。相符的收费将暂扣。"},
		{OverSold, "Receipt %s may have been charged in the HIS already: it is held back until somebody has looked there (reconciliation).", "票据 %s 可能已在 HIS 收费：已暂扣，待人工核对后处理（对账）。"},
		{OverWritten, "%d {payment is/payments are} written down as “HIS result unknown”.", "已登记 %d 笔“HIS 结果不明”。"},
		{OverHeld, "%d {payment is/payments are} written down; held back for them: %s.", "已登记 %d 笔，以下票据因此暂扣：%s。"},
		{OverOpen, "Not answered yet: whose payment did the HIS leave without an answer before the switch? Ctrl+O opens it; charging goes on.", "切换登记尚未完成：切换前有哪些付款 HIS 没有应答？按 Ctrl+O 登记，不影响收费。"},
		{OverNone, "Written down: the HIS left nothing without an answer. Ctrl+O opens the question again.", "已登记：HIS 没有未应答的付款。可按 Ctrl+O 再次登记。"},

		{ClockAsk, "The computer's clock says %s. It is not believed, because it stands behind the last entries or jumped: what is charged is marked and held back. Compare it with a watch, date too. Only if it is right, confirm it.", "电脑时钟显示 %s。因早于账本最后记录或发生跳变而不被采信：收费照常，但会加注并暂扣。请与手表核对（含日期），确认无误后再确认。"},
		{ClockIsRight, "The clock is right", "时钟正确"},
		{ClockRight, "The clock agrees with the ledger's entries.", "时钟与账本记录相符。"},
		{ClockConfirmed, "The clock is believed from now on.", "已确认，时钟从现在起可信。"},

		{JoinWorking, "The former ledger is being brought in; charging goes on meanwhile …", "正在合并原账本，期间可继续收费……"},
		{JoinDone, "%d {entry was/entries were} brought in, %d of them receipts; %d stood here already.", "已合并 %d 条记录，其中票据 %d 张；%d 条原已在此。"},
		{JoinTwins, "%d {receipt was/receipts were} brought in. Numbers that were given out twice, held back: %s.", "已合并票据 %d 张。重号并已暂扣：%s。"},
		{JoinMissing, "%d {receipt was/receipts were} brought in; %d {entry stands/entries stand} whole nowhere any more. Missing receipts: %s. Enter them from the codes on their papers.", "已合并票据 %d 张；%d 条记录已无处可读。缺少票据：%s。请凭纸质票据上的编码补录。"},
		{JoinUnread, "%d {receipt was/receipts were} brought in; %d {entry stands/entries stand} whole nowhere any more. Plug the sticks with copies in and join again, and tell the information department.", "已合并票据 %d 张；%d 条记录已无处可读。请插入存有副本的移动盘后再次合并，并通知信息科。"},
		{JoinNothing, "No ledger was set aside here.", "本窗口没有被搁置的账本。"},
	}
}
