package i18n

// Texts of the proof of completeness: its document, and the words for states,
// decisions and reasons that the reconciliation screen shares.
const (
	ProofTitle           Key = "proof.title"
	ProofResult          Key = "proof.result"
	ProofComplete        Key = "proof.complete"
	ProofIncomplete      Key = "proof.incomplete"
	ProofWindow          Key = "proof.window"
	ProofOutageFrom      Key = "proof.outage-from"
	ProofOutageTo        Key = "proof.outage-to"
	ProofOutages         Key = "proof.outages"
	ProofStandaloneSince Key = "proof.standalone-since"
	ProofNoOutage        Key = "proof.no-outage"
	ProofNotReturned     Key = "proof.not-returned"
	ProofDataAsOf        Key = "proof.data-as-of"
	ProofNoData          Key = "proof.no-data"
	ProofMade            Key = "proof.made"
	ProofHead            Key = "proof.head"
	ProofChain           Key = "proof.chain"
	ProofPaper           Key = "proof.paper"
	ProofPaperSum        Key = "proof.paper-sum"
	ProofUnconfirmed     Key = "proof.unconfirmed"
	ProofVerified        Key = "proof.verified"
	ProofNotVerified     Key = "proof.not-verified"
	ProofFoot            Key = "proof.foot"
	ProofPage            Key = "proof.page"
	ProofDrillMark       Key = "proof.drill-mark"

	ProofSignCashier     Key = "proof.sign-cashier"
	ProofSignInformation Key = "proof.sign-information"
	ProofSignFinance     Key = "proof.sign-finance"

	ProofSums     Key = "proof.sums"
	ProofNumbers  Key = "proof.numbers"
	ProofTenders  Key = "proof.tenders"
	ProofShifts   Key = "proof.shifts"
	ProofFindings Key = "proof.findings"
	ProofCases    Key = "proof.cases"

	ProofNoNumbers  Key = "proof.no-numbers"
	ProofNoTenders  Key = "proof.no-tenders"
	ProofNoShifts   Key = "proof.no-shifts"
	ProofNoFindings Key = "proof.no-findings"
	ProofNoCases    Key = "proof.no-cases"

	ProofColumnKind       Key = "proof.column-kind"
	ProofColumnReceipts   Key = "proof.column-receipts"
	ProofColumnAmount     Key = "proof.column-amount"
	ProofColumnRange      Key = "proof.column-range"
	ProofColumnIssued     Key = "proof.column-issued"
	ProofColumnUsed       Key = "proof.column-used"
	ProofColumnVoided     Key = "proof.column-voided"
	ProofColumnSpoiled    Key = "proof.column-spoiled"
	ProofColumnUnused     Key = "proof.column-unused"
	ProofColumnMissing    Key = "proof.column-missing"
	ProofColumnTender     Key = "proof.column-tender"
	ProofColumnByReceipts Key = "proof.column-by-receipts"
	ProofColumnByShifts   Key = "proof.column-by-shifts"
	ProofColumnCashier    Key = "proof.column-cashier"
	ProofColumnShift      Key = "proof.column-shift"
	ProofColumnReason     Key = "proof.column-reason"
	ProofColumnFinding    Key = "proof.column-finding"
	ProofColumnReceipt    Key = "proof.column-receipt"
	ProofColumnDecision   Key = "proof.column-decision"

	ProofSumConfirmed  Key = "proof.sum-confirmed"
	ProofSumLinked     Key = "proof.sum-linked"
	ProofSumAccepted   Key = "proof.sum-accepted"
	ProofSumWrittenOff Key = "proof.sum-written-off"
	ProofSumVoided     Key = "proof.sum-voided"
	ProofSumRefunded   Key = "proof.sum-refunded"
	ProofSumRed        Key = "proof.sum-red"
	ProofSumOpen       Key = "proof.sum-open"
	ProofSumLocal      Key = "proof.sum-local"

	ProofShiftOpen   Key = "proof.shift-open"
	ProofShiftClosed Key = "proof.shift-closed"
	ProofUndecided   Key = "proof.undecided"
	ProofDecision    Key = "proof.decision"
	ProofClosedBy    Key = "proof.closed-by"
	ProofClosed      Key = "proof.closed"

	ProofStatePending   Key = "proof.state-pending"
	ProofStateSent      Key = "proof.state-sent"
	ProofStateUnknown   Key = "proof.state-unknown"
	ProofStateRefused   Key = "proof.state-refused"
	ProofStateDiffers   Key = "proof.state-differs"
	ProofStateHeld      Key = "proof.state-held"
	ProofStateConfirmed Key = "proof.state-confirmed"
	ProofStateByHand    Key = "proof.state-by-hand"
	ProofStateVoided    Key = "proof.state-voided"
	ProofStateRefunded  Key = "proof.state-refunded"

	ProofVerdictLinked     Key = "proof.verdict-linked"
	ProofVerdictAccepted   Key = "proof.verdict-accepted"
	ProofVerdictWrittenOff Key = "proof.verdict-written-off"
	ProofVerdictResend     Key = "proof.verdict-resend"
)

func proof() []entry {
	return []entry{
		{ProofTitle, "Proof of completeness", "对账完整性证明"},
		{ProofResult, "Result", "结论"},
		{ProofComplete, "Complete: every receipt is accounted for, to the last minor unit.", "完整：每一张收据均已落实，分文不差。"},
		{ProofIncomplete, "Not complete: %d finding is left.|Not complete: %d findings are left.", "不完整：尚有 %d 项未平。"},
		{ProofWindow, "Window", "窗口"},
		{ProofOutageFrom, "Outage since", "故障开始"},
		{ProofOutageTo, "Back on the HIS", "恢复 HIS 收费"},
		{ProofOutages, "Outages", "故障经过"},
		{ProofStandaloneSince, "Stand-alone since", "单机收费开始"},
		{ProofNoOutage, "no outage recorded", "无故障记录"},
		{ProofNotReturned, "not yet", "尚未恢复"},
		{ProofDataAsOf, "Prices copied", "价表复制时间"},
		{ProofNoData, "none", "无"},
		{ProofMade, "Proof made", "证明生成时间"},
		{ProofHead, "Head of the ledger", "账本链首"},
		{ProofChain, "Chain of the ledger", "账本链校验"},
		{ProofPaper, "Of all receipts, written on paper and keyed in", "其中手工收据补录"},
		{ProofPaperSum, "%d receipt, %s|%d receipts, %s", "%d 张，%s"},
		{ProofUnconfirmed, "Handed out and done", "发药/执行确认"},
		{ProofVerified, "verified, %d {entry/entries}", "校验通过，共 %d 条"},
		{ProofNotVerified, "NOT verified, %d {entry/entries}", "校验未通过，共 %d 条"},
		{ProofFoot, "%s · entry %d · %s", "%s · 第 %d 条 · %s"},
		{ProofPage, "page %d of %d", "第 %d 页，共 %d 页"},
		{ProofDrillMark, "DRILL 演练", "演练 DRILL"},

		{ProofSignCashier, "Head cashier", "收费负责人"},
		{ProofSignInformation, "Information department", "信息科"},
		{ProofSignFinance, "Finance department", "财务科"},

		{ProofSums, "Receipts and amounts", "收据与金额"},
		{ProofNumbers, "Receipt numbers", "收据号码"},
		{ProofTenders, "Payments against shift reports", "收款与日结核对"},
		{ProofShifts, "Shifts", "班次"},
		{ProofFindings, "What does not agree yet", "尚未相符的项目"},
		{ProofClosed, "Closed by a person's decision", "经人工裁定关闭的项目"},
		{ProofClosedBy, "closed by %s (%s), %s: %s", "由 %s（%s）于 %s 裁定关闭：%s"},
		{ProofCases, "Cases", "异常清单"},

		{ProofNoNumbers, "No number was issued.", "未领用号码。"},
		{ProofNoTenders, "No payment was taken.", "没有收款。"},
		{ProofNoShifts, "No shift was opened.", "没有班次。"},
		{ProofNoFindings, "Everything agrees.", "全部相符。"},
		{ProofNoCases, "No receipt needed a person.", "没有需要人工处理的收据。"},

		{ProofColumnKind, "What became of it", "去向"},
		{ProofColumnReceipts, "Receipts", "张数"},
		{ProofColumnAmount, "Amount", "金额"},
		{ProofColumnRange, "Range", "号段"},
		{ProofColumnIssued, "Issued", "发出"},
		{ProofColumnUsed, "Used", "使用"},
		{ProofColumnVoided, "Voided", "作废"},
		{ProofColumnSpoiled, "Spoiled", "损毁"},
		{ProofColumnUnused, "Unused", "未用"},
		{ProofColumnMissing, "Missing", "缺号"},
		{ProofColumnTender, "Tender", "支付方式"},
		{ProofColumnByReceipts, "By receipts", "按收据"},
		{ProofColumnByShifts, "By shift reports", "按日结"},
		{ProofColumnCashier, "Cashier", "收费员"},
		{ProofColumnShift, "Shift", "班次"},
		{ProofColumnReason, "Reason", "原因"},
		{ProofColumnFinding, "Finding", "说明"},
		{ProofColumnReceipt, "Receipt", "收据号"},
		{ProofColumnDecision, "Decision", "处理结果"},

		{ProofSumConfirmed, "In the HIS, read back", "已补录并回读一致"},
		{ProofSumLinked, "In the HIS, entered by hand", "HIS 已有（人工录入）"},
		{ProofSumAccepted, "Difference accepted", "差异已认可"},
		{ProofSumWrittenOff, "Written off", "核销不补录"},
		{ProofSumVoided, "Voided", "作废"},
		{ProofSumRefunded, "Refunded here, never sent", "本地已退费（未入 HIS）"},
		{ProofSumRed, "Their red receipts", "红字冲销"},
		{ProofSumOpen, "Open", "未落实"},
		{ProofSumLocal, "All receipts of this window", "本窗口收据合计"},

		{ProofShiftOpen, "open", "未结班"},
		{ProofShiftClosed, "closed", "已结班"},
		{ProofUndecided, "nobody has decided yet", "尚未处理"},
		{ProofDecision, "%s; %s, %s: %s", "%s；%s，%s：%s"},

		{ProofStatePending, "not sent yet", "待补录"},
		{ProofStateSent, "on its way", "发送中"},
		{ProofStateUnknown, "answer unknown", "结果不明"},
		{ProofStateRefused, "refused by the HIS", "HIS 拒收"},
		{ProofStateDiffers, "differs in the HIS", "与 HIS 不符"},
		{ProofStateHeld, "held back for a person", "暂不补录，待人工确认"},
		{ProofStateConfirmed, "in the HIS", "已入 HIS"},
		{ProofStateByHand, "decided by a person", "人工处理"},
		{ProofStateVoided, "voided", "已作废"},
		{ProofStateRefunded, "refunded", "已退费"},

		{ProofVerdictLinked, "stands in the HIS", "HIS 已有"},
		{ProofVerdictAccepted, "difference accepted", "认可差异"},
		{ProofVerdictWrittenOff, "written off", "核销"},
		{ProofVerdictResend, "send again", "重新发送"},
	}
}
