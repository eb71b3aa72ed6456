package i18n

// Refunds at the till, and what is said of receipts that belong with others.
const (
	TillKeyRefund Key = "till.key-refund"

	RefundTitle          Key = "refund.title"
	RefundLines          Key = "refund.lines"
	RefundQuantity       Key = "refund.quantity"
	RefundQuantityHint   Key = "refund.quantity-hint"
	RefundQuantityTyped  Key = "refund.quantity-typed"
	RefundDepartment     Key = "refund.department"
	RefundDepartmentHint Key = "refund.department-hint"
	RefundPaper          Key = "refund.paper"
	RefundPaperHint      Key = "refund.paper-hint"
	RefundBack           Key = "refund.back"
	RefundAllKey         Key = "refund.all-key"
	RefundColBack        Key = "refund.col-back"
	RefundColGiven       Key = "refund.col-given"
	RefundCash           Key = "refund.cash"
	RefundOwed           Key = "refund.owed"
	RefundCredit         Key = "refund.credit"
	RefundRest           Key = "refund.rest"
	RefundAsk            Key = "refund.ask"
	RefundDone           Key = "refund.done"
	RefundDoneOwed       Key = "refund.done-owed"
	RefundDoneRest       Key = "refund.done-rest"
	RefundChoose         Key = "refund.choose"
	RefundWorking        Key = "refund.working"

	RefundIsRed          Key = "refund.is-red"
	RefundVoid           Key = "refund.void"
	RefundSeeRest        Key = "refund.see-rest"
	RefundAlready        Key = "refund.already"
	RefundInHIS          Key = "refund.in-his"
	RefundTooMuch        Key = "refund.too-much"
	RefundNothing        Key = "refund.nothing"
	RefundHandedOut      Key = "refund.handed-out"
	RefundNeedReason     Key = "refund.need-reason"
	RefundNeedPaper      Key = "refund.need-paper"
	RefundNeedDepartment Key = "refund.need-department"

	FactRed          Key = "fact.red"
	FactRest         Key = "fact.rest"
	FactReplacedBy   Key = "fact.replaced-by"
	FactPaperMissing Key = "fact.paper-missing"
	FactVoid         Key = "fact.void"
	FactRefunded     Key = "fact.refunded"
	FactUnpaid       Key = "fact.unpaid"
	FactPaidLater    Key = "fact.paid-later"
	FactForm         Key = "fact.form"
	FactPaper        Key = "fact.paper"
	FactRecovered    Key = "fact.recovered"
	FactClock        Key = "fact.clock"
	FactHeld         Key = "fact.held"
	FactPrinted      Key = "fact.printed"
	StateRed         Key = "state.red"
	StateRefunded    Key = "state.refunded"
	StateUnpaid      Key = "state.unpaid"
	StateUnprinted   Key = "state.unprinted"
)

func tillRefund() []entry {
	return []entry{
		{TillKeyRefund, "Refund", "退费"},

		{RefundTitle, "Refund of receipt %s   %s   %s", "退费：票据 %s   %s   %s"},
		{RefundLines, "Lines", "项目"},
		{RefundQuantity, "Quantity back", "退数量"},
		{RefundQuantityHint, "Up/Down choose a line; type how much of it goes back (0: nothing), Enter", "上下键选行，输入退的数量（0 为不退）后回车"},
		{RefundQuantityTyped, "A quantity is still typed: Enter takes it for the chosen line.", "退数量框中还有内容：回车计入所选行，或清空。"},
		{RefundDepartment, "Not handed out, says", "未发药/未执行确认科室"},
		{RefundDepartmentHint, "the department that signs it off, such as pharmacy", "签字确认的科室，例如药房、检验科"},
		{RefundPaper, "Original receipt", "原票据"},
		{RefundPaperHint, "1 = handed in; else type why not", "1 = 已收回；否则填写未收回的原因"},
		{RefundBack, "Goes back", "退款"},
		{RefundAllKey, "All / none", "全退/全不退"},
		{RefundColBack, "Back", "退"},
		{RefundColGiven, "Handed out", "发药/执行"},
		{RefundCash, "In cash: %s", "退现金：%s"},
		{RefundOwed, "Electronic, owed (no cash for it): %s", "电子支付待退（不得退现金）：%s"},
		{RefundCredit, "No longer owed by the patient: %s", "冲销欠费：%s"},
		{RefundRest, "Stays charged by a new receipt: %s", "余下部分开新票：%s"},
		{RefundAsk, "receipt %s, %s: cash %s, electronic owed %s. %s", "票据 %s，%s：退现金 %s，电子待退 %s。%s"},
		{RefundDone, "Red receipt %s over %s. Give back %s in cash.", "已开红字票据 %s（冲 %s），请退现金 %s。"},
		{RefundDoneOwed, " %s is owed, back the way it came (%s): no cash. F9.", " %s 待原路退回（%s），不得退现金，按 F9 办理。"},
		{RefundDoneRest, " New receipt %s of %s.", " 余下开新票 %s，%s。"},
		{RefundChoose, "Find the receipt by number, form, patient or amount, or scan its code; F8 refunds the chosen one.", "请按票据号、患者或金额查找，或扫描票据上的码；再按 F8 退所选票据。"},
		{RefundWorking, "The refund is being written …", "正在写入退费……"},

		{RefundIsRed, "%s is a red receipt; it gives money back and is not refunded itself.", "%s 是红字票据，不能再退费。"},
		{RefundVoid, "Receipt %s was voided; there is nothing to refund.", "票据 %s 已作废，没有可退的费用。"},
		{RefundSeeRest, "Receipt %s was refunded by %s; what stays charged is receipt %s: refund that one.", "票据 %s 已由 %s 退费，余下部分为票据 %s，请退该票。"},
		{RefundAlready, "Receipt %s was refunded by %s already.", "票据 %s 已由 %s 退费，不能重复退。"},
		{RefundInHIS, "Receipt %s was sent to the HIS and stands there, or may: refund it in the HIS.", "票据 %s 已发往 HIS（已入账或结果不明），请在 HIS 中退费。"},
		{RefundTooMuch, "Of line %d at most %s can go back.", "第 %d 行最多可退 %s。"},
		{RefundNothing, "Nothing is chosen to go back.", "尚未选择要退的项目。"},
		{RefundHandedOut, "Line %d (%s) was handed out or done, says %s; it is not refunded.", "第 %d 行（%s）已由 %s 确认发出或执行，不能退费。"},
		{RefundNeedReason, "Type the reason of the refund.", "请输入退费原因。"},
		{RefundNeedPaper, "Say whether the original receipt was handed in (1), or why not.", "请注明原票据已收回（1），或填写未收回的原因。"},
		{RefundNeedDepartment, "Type the department that signs off that nothing of it was handed out or done.", "请填写确认未发药、未执行的科室。"},

		{FactRed, "Red receipt over %s: cash %s, electronic owed %s. Approved by %s. %s", "红字票据，冲 %s：退现金 %s，电子待退 %s。审批人 %s。%s"},
		{FactRest, "New receipt for what was left of %s after the red one %s.", "票据 %s 经红字 %s 部分退费后余下部分的新票。"},
		{FactReplacedBy, "What stays charged: receipt %s.", "余下部分：票据 %s。"},
		{FactPaperMissing, "The original was not handed in: %s", "原票据未收回：%s"},
		{FactVoid, "Void by %s: %s", "已由 %s 作废：%s"},
		{FactRefunded, "Refunded by the red receipt %s (%s): %s", "已由红字票据 %s 退费（%s）：%s"},
		{FactUnpaid, "Unpaid: %s. %s", "未付：%s。%s"},
		{FactPaidLater, "Paid later by %s: %s (%s).", "已补缴 %s：%s（%s）。"},
		{FactForm, "Form %s.", "票据号 %s。"},
		{FactPaper, "Written on paper and keyed in later.", "手工票据补录。"},
		{FactRecovered, "Of a lost ledger, entered again from the code on its paper.", "账本丢失后按票面码补录。"},
		{FactClock, "Charged while the clock was doubtful.", "收费时电脑时钟不可信。"},
		{FactHeld, "Held back, not sent to the HIS: %s", "已暂扣，不自动发往 HIS：%s"},
		{FactPrinted, "Printed %d {time/times}.", "已打印 %d 次。"},
		{StateRed, "red receipt", "红字"},
		{StateRefunded, "refunded", "已退费"},
		{StateUnpaid, "unpaid", "未付"},
		{StateUnprinted, "not printed", "未打印"},
	}
}
