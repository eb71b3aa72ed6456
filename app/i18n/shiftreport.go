package i18n

// Texts of the shift report, on paper and on screen.
const (
	ShiftTitle     Key = "shift.title"
	ShiftOpenTitle Key = "shift.open-title"

	ShiftIncomplete Key = "shift.incomplete"
	ShiftNotJoined  Key = "shift.not-joined"

	ShiftCompleted     Key = "shift.completed"
	ShiftCompletedText Key = "shift.completed-text"
	ShiftTotals        Key = "shift.totals"
	ShiftAgree         Key = "shift.agree"
	ShiftDisagree      Key = "shift.disagree"
	ShiftCashier       Key = "shift.cashier"
	ShiftWindow        Key = "shift.window"
	ShiftOpened        Key = "shift.opened"
	ShiftClosed        Key = "shift.closed"
	ShiftStillOpen     Key = "shift.still-open"
	ShiftClosedBy      Key = "shift.closed-by"
	ShiftByApproved    Key = "shift.by-approved"
	ShiftID            Key = "shift.id"
	ShiftFollows       Key = "shift.follows"
	ShiftHandedTo      Key = "shift.handed-to"
	ShiftHandedOver    Key = "shift.handed-over"
	ShiftContinues     Key = "shift.continues"
	ShiftContinuedAt   Key = "shift.continued-at"
	ShiftElsewhere     Key = "shift.elsewhere"
	ShiftDrafts        Key = "shift.drafts"
	ShiftReprints      Key = "shift.reprints"
	ShiftHead          Key = "shift.head"
	ShiftCheckpoint    Key = "shift.checkpoint"
	ShiftCheckpointAt  Key = "shift.checkpoint-at"

	ShiftReceipts     Key = "shift.receipts"
	ShiftIssued       Key = "shift.issued"
	ShiftIssuedRange  Key = "shift.issued-range"
	ShiftVoids        Key = "shift.voids"
	ShiftRefunds      Key = "shift.refunds"
	ShiftFromPayments Key = "shift.from-payments"
	ShiftFromLines    Key = "shift.from-lines"
	ShiftRounding     Key = "shift.rounding"

	ShiftTenders       Key = "shift.tenders"
	ShiftCategories    Key = "shift.categories"
	ShiftCredit        Key = "shift.credit"
	ShiftCreditGiven   Key = "shift.credit-given"
	ShiftCreditSettled Key = "shift.credit-settled"
	ShiftOwed          Key = "shift.electronic-owed"

	ShiftCash       Key = "shift.cash"
	ShiftFloat      Key = "shift.float"
	ShiftTaken      Key = "shift.cash-taken"
	ShiftDrop       Key = "shift.drop"
	ShiftDropBack   Key = "shift.drop-back"
	ShiftExpected   Key = "shift.expected"
	ShiftCounted    Key = "shift.counted"
	ShiftNotCounted Key = "shift.not-counted"
	ShiftDifference Key = "shift.difference"
	ShiftExplained  Key = "shift.explained"
	ShiftPieces     Key = "shift.pieces"

	ShiftForms     Key = "shift.forms"
	ShiftNoForms   Key = "shift.no-forms"
	ShiftFormsLeft Key = "shift.forms-left"

	ShiftHIS   Key = "shift.his"
	ShiftNoHIS Key = "shift.no-his"

	ShiftNothing Key = "shift.nothing"

	ShiftColumnWhat       Key = "shift.column-what"
	ShiftColumnCount      Key = "shift.column-count"
	ShiftColumnAmount     Key = "shift.column-amount"
	ShiftColumnTender     Key = "shift.column-tender"
	ShiftColumnCounted    Key = "shift.column-counted"
	ShiftColumnDifference Key = "shift.column-difference"
	ShiftColumnCategory   Key = "shift.column-category"
	ShiftColumnFate       Key = "shift.column-fate"
	ShiftColumnNumbers    Key = "shift.column-numbers"
	ShiftColumnReason     Key = "shift.column-reason"
	ShiftColumnState      Key = "shift.column-state"

	ShiftSignCashier  Key = "shift.sign-cashier"
	ShiftSignReceiver Key = "shift.sign-receiver"

	FateUsed      Key = "fate.used"
	FateVoided    Key = "fate.voided"
	FateLost      Key = "fate.lost"
	FateUnused    Key = "fate.unused"
	FateGivenBack Key = "fate.given-back"
	FateMissing   Key = "fate.missing"
)

func shiftReport() []entry {
	return []entry{
		{ShiftTitle, "Shift report", "收费员日结报表"},
		{ShiftOpenTitle, "Shift so far", "当班统计（未交班）"},

		{ShiftIncomplete, "INCOMPLETE", "不完整"},
		{ShiftNotJoined, "a former ledger of this window is set aside and not yet joined; what was charged in this shift before %s is not in these figures", "本窗口原账本已封存、尚未并入；本班在 %s 之前的收费不在以下数字中"},
		{ShiftCompleted, "COMPLETED", "已补全"},
		{ShiftCompletedText, "the former ledger was joined after this shift had closed; the report signed then said total %s, cash expected %s", "本班结账后并入了原账本；当时签字的报表：合计 %s，应有现金 %s"},
		{ShiftTotals, "Two totals", "两项合计"},
		{ShiftAgree, "agree: %s from the payments and from the lines", "相符：收款合计与明细合计均为 %s"},
		{ShiftDisagree, "DO NOT AGREE: %s from the payments, %s from the lines. Have the ledger verified.", "不相符：收款合计 %s，明细合计 %s，请校验账本。"},
		{ShiftCashier, "Cashier", "收费员"},
		{ShiftWindow, "Window", "窗口"},
		{ShiftOpened, "Opened", "开班时间"},
		{ShiftClosed, "Closed", "交班时间"},
		{ShiftStillOpen, "still open", "尚未交班"},
		{ShiftClosedBy, "Closed by", "代为交班"},
		{ShiftByApproved, "%s, approved by %s", "%s，批准人 %s"},
		{ShiftID, "Shift", "班次编号"},
		{ShiftFollows, "Taken over from shift", "接班自班次"},
		{ShiftHandedTo, "Handed over to", "交接给"},
		{ShiftHandedOver, "%s with a float of %s, shift %s", "%s，备用金 %s，班次 %s"},
		{ShiftContinues, "Continues the shift of", "接续班次"},
		{ShiftContinuedAt, "Continued at", "转至"},
		{ShiftElsewhere, "window %s, shift %s", "窗口 %s，班次 %s"},
		{ShiftDrafts, "Bills begun and not completed", "未完成的单据"},
		{ShiftReprints, "Copies printed", "补打次数"},
		{ShiftHead, "Head of the ledger", "账本链首"},
		{ShiftCheckpoint, "Signed checkpoint", "签名检查点"},
		{ShiftCheckpointAt, "entry %d, signature %s", "第 %d 条，签名 %s"},

		{ShiftReceipts, "Receipts", "票据"},
		{ShiftIssued, "Issued", "开具"},
		{ShiftIssuedRange, "Issued, %s to %s", "开具，%s 至 %s"},
		{ShiftVoids, "Voided", "作废"},
		{ShiftRefunds, "Refunded (red receipts)", "退费（红字票据）"},
		{ShiftFromPayments, "Total from the payments", "合计（按收款）"},
		{ShiftFromLines, "Total from the lines", "合计（按明细）"},
		{ShiftRounding, "of it cash rounding", "其中现金舍入"},

		{ShiftTenders, "Payments", "收款方式"},
		{ShiftCategories, "Fee categories", "费用类别"},
		{ShiftCredit, "Owed", "欠费与应退"},
		{ShiftCreditGiven, "Left owed by patients", "本班产生欠费"},
		{ShiftCreditSettled, "Paid of what was owed", "本班收回欠费"},
		{ShiftOwed, "Electronic money still to be paid back", "电子支付应退未退"},

		{ShiftCash, "Cash", "现金"},
		{ShiftFloat, "Float", "备用金"},
		{ShiftTaken, "Taken in, paid out taken off", "现金收支净额"},
		{ShiftDrop, "Handed over %s to %s, receipt %s", "中途缴款 %s，接收人 %s，收据 %s"},
		{ShiftDropBack, "Taken back (%s): hand-over to %s, receipt %s", "已撤销（%s）：缴款给 %s，收据 %s"},
		{ShiftExpected, "Expected in the drawer", "应有现金"},
		{ShiftCounted, "Counted", "实点现金"},
		{ShiftNotCounted, "Not counted: %s", "未清点：%s"},
		{ShiftDifference, "Difference", "长短款"},
		{ShiftExplained, "Difference explained: %s", "差额说明：%s"},
		{ShiftPieces, "%d × %s", "%d × %s"},

		{ShiftForms, "Printed forms", "票据号使用情况"},
		{ShiftNoForms, "No printed form was used.", "未使用票据。"},
		{ShiftFormsLeft, "%d form is left.|%d forms are left.", "剩余 %d 张。"},

		{ShiftHIS, "In the HIS", "HIS 补录情况"},
		{ShiftNoHIS, "No receipt was issued.", "未开具票据。"},

		{ShiftNothing, "Nothing.", "无。"},

		{ShiftColumnWhat, "What", "项目"},
		{ShiftColumnCount, "Number", "张数"},
		{ShiftColumnAmount, "Amount", "金额"},
		{ShiftColumnTender, "Tender", "收款方式"},
		{ShiftColumnCounted, "Counted", "实点"},
		{ShiftColumnDifference, "Difference", "差额"},
		{ShiftColumnCategory, "Category", "费用类别"},
		{ShiftColumnFate, "Became", "去向"},
		{ShiftColumnNumbers, "Numbers", "号码"},
		{ShiftColumnReason, "Reason", "原因"},
		{ShiftColumnState, "State", "状态"},

		{ShiftSignCashier, "Cashier", "收费员签字"},
		{ShiftSignReceiver, "Received by", "接收人签字"},

		{FateUsed, "used", "使用"},
		{FateVoided, "voided", "作废"},
		{FateLost, "lost", "遗失"},
		{FateUnused, "unused", "未用"},
		{FateGivenBack, "given back unused", "未用交回"},
		{FateMissing, "MISSING", "去向不明"},
	}
}
