package i18n

// Texts of the screen of the shifts.
const (
	ShiftScreen         Key = "shift.screen"
	ShiftKeyOpenClose   Key = "shift.key-open-close"
	ShiftKeyDrop        Key = "shift.key-drop"
	ShiftKeyHandOver    Key = "shift.key-hand-over"
	ShiftKeyTakeBack    Key = "shift.key-take-back"
	ShiftKeyExplain     Key = "shift.key-explain"
	ShiftKeyPaper       Key = "shift.key-paper"
	ShiftKeyContinue    Key = "shift.key-continue"
	ShiftKeyPieces      Key = "shift.key-pieces"
	ShiftHelp           Key = "shift.help"
	ShiftNoFormer       Key = "shift.no-former"
	ShiftNoneOpen       Key = "shift.none-open"
	ShiftOpenNow        Key = "shift.open-now"
	ShiftOpenFor        Key = "shift.open-for"
	ShiftOpenIt         Key = "shift.open-it"
	ShiftOpenedNow      Key = "shift.opened-now"
	ShiftIDHint         Key = "shift.id-hint"
	ShiftContinueText   Key = "shift.continue-text"
	ShiftFromWindow     Key = "shift.from-window"
	ShiftSlipsHint      Key = "shift.slips-hint"
	ShiftReasonHint     Key = "shift.reason-hint"
	ShiftWindowHint     Key = "shift.window-hint"
	ShiftBlind          Key = "shift.blind"
	ShiftCountCash      Key = "shift.count-cash"
	ShiftWhyNotCounted  Key = "shift.why-not-counted"
	ShiftCountOrReason  Key = "shift.count-or-reason"
	ShiftNeedAmount     Key = "shift.need-amount"
	ShiftNeedPieces     Key = "shift.need-pieces"
	ShiftCloseOf        Key = "shift.close-of"
	ShiftCloseIt        Key = "shift.close-it"
	ShiftClosedOf       Key = "shift.closed-of"
	ShiftHandOverOf     Key = "shift.hand-over-of"
	ShiftNextCashier    Key = "shift.next-cashier"
	ShiftNobodyTook     Key = "shift.nobody-took"
	ShiftNotApproved    Key = "shift.not-approved"
	ShiftNotOwn         Key = "shift.not-own"
	ShiftBillOpen       Key = "shift.bill-open"
	ShiftOf             Key = "shift.of"
	ShiftDropped        Key = "shift.dropped"
	ShiftReceiver       Key = "shift.receiver"
	ShiftPaperNumber    Key = "shift.paper-number"
	ShiftNoDrops        Key = "shift.no-drops"
	ShiftWhichDrop      Key = "shift.which-drop"
	ShiftTakenBack      Key = "shift.taken-back"
	ShiftExplainText    Key = "shift.explain-text"
	ShiftExplainWhat    Key = "shift.explain-what"
	ShiftNotCountedWord Key = "shift.not-counted-word"

	ShiftNothingToExplain Key = "shift.nothing-to-explain"

	ShiftResultCash       Key = "shift.result-cash"
	ShiftResultNotCounted Key = "shift.result-not-counted"
	ShiftResultTender     Key = "shift.result-tender"
	ShiftResultReceipts   Key = "shift.result-receipts"
	ShiftResultOpen       Key = "shift.result-open"
	ShiftResultDrafts     Key = "shift.result-drafts"
	ShiftResultOwed       Key = "shift.result-owed"
	ShiftResultAgree      Key = "shift.result-agree"
	ShiftResultDisagree   Key = "shift.result-disagree"

	ShiftSaved      Key = "shift.saved"
	ShiftPrinted    Key = "shift.printed"
	ShiftNotPrinted Key = "shift.not-printed"
)

func shiftScreen() []entry {
	return []entry{
		{ShiftScreen, "Shifts", "班次"},
		{ShiftKeyOpenClose, "Open or close", "开班/交班"},
		{ShiftKeyDrop, "Hand cash over", "中途缴款"},
		{ShiftKeyHandOver, "Hand over to the next", "交接给下一班"},
		{ShiftKeyTakeBack, "Correct a hand-over", "撤销缴款"},
		{ShiftKeyExplain, "Explain a difference", "说明差额"},
		{ShiftKeyPaper, "PDF and print", "PDF/打印"},
		{ShiftKeyContinue, "Come from another window", "从其他窗口转来"},
		{ShiftKeyPieces, "Notes and coins", "按面额清点"},
		{ShiftHelp, "F10 opens your shift with a float, or closes it: count first, the expected is shown afterwards. A shift that somebody left is closed with an approval; one that went on at a borrowed PC names that window.\nF3 writes down cash handed over in between, F6 corrects that. F4 counts and hands over to the next cashier, who logs in.\nUp and Down choose a former shift, Enter leads into its report and Esc back; F8 saves its report as a PDF and prints it, F7 keeps the approved reason for its difference.\nF9 lists the electronic money that has still to go back after refunds and voids, and writes down that it did.", "F10 开班（录入备用金）或交班：先清点，后显示应有金额。他人遗留的班次须经批准代为交班；在借用电脑上继续过的班次填写该窗口。\nF3 登记中途缴款，F6 撤销误登。F4 清点后交接给下一班，由接班人登录。\n上下键选择以往班次，回车查看报表，Esc 返回；F8 将报表存为 PDF 并打印，F7 记录经批准的差额原因。\nF9 列出退费、作废后待原路退回的电子支付，并登记已退。"},
		{ShiftNoFormer, "No shift was closed at this window yet.", "本窗口尚无已交班次。"},
		{ShiftNoneOpen, "No shift is open. F10 opens one.", "尚未开班，按 F10 开班。"},
		{ShiftOpenNow, "%s, shift open since %s, float %s", "%s，%s 开班，备用金 %s"},
		{ShiftOpenFor, "Open the shift of %s", "%s 开班"},
		{ShiftOpenIt, "Open", "开班"},
		{ShiftOpenedNow, "The shift of %s is open.", "%s 已开班。"},
		{ShiftIDHint, "its number there, if it can be read", "该处班次编号，可不填"},
		{ShiftContinueText, "For a cashier who had to leave another window: the two reports name each other, and that window's shift is closed later with an approval.", "适用于被迫离开原窗口的收费员：两份报表相互注明，原窗口班次稍后经批准交班。"},
		{ShiftFromWindow, "Window left", "原窗口"},
		{ShiftSlipsHint, "sum of the slips; may be empty", "单据合计，可不填"},
		{ShiftReasonHint, "only where nobody can count", "仅在无法清点时填写"},
		{ShiftWindowHint, "WINDOW or WINDOW/SHIFT, if the cashier went on elsewhere", "收费员转去的窗口或“窗口/班次”，可不填"},
		{ShiftBlind, "Count the whole drawer, the float included. What must be in it is shown afterwards.", "请清点钱箱全部现金（含备用金）。应有金额在清点后显示。"},
		{ShiftCountCash, "Cash counted", "实点现金"},
		{ShiftWhyNotCounted, "Not counted because", "未清点原因"},
		{ShiftCountOrReason, "Give a count, or the reason why nobody counts; not both.", "请填写清点金额，或未清点的原因，二者选一。"},
		{ShiftNeedAmount, "Type the amount, such as 1234.50.", "请输入金额，例如 1234.50。"},
		{ShiftNeedPieces, "Type how many pieces of %s there are, such as 12.", "请输入 %s 的张数，例如 12。"},
		{ShiftCloseOf, "Close the shift of %s", "%s 交班"},
		{ShiftCloseIt, "Close the shift", "交班"},
		{ShiftClosedOf, "The shift of %s is closed", "%s 已交班"},
		{ShiftHandOverOf, "%s hands the shift over", "%s 交接班次"},
		{ShiftNextCashier, "The next cashier logs in", "请接班人登录"},
		{ShiftNobodyTook, "Nobody took the shift over; it is still open.", "无人接班，班次仍未交。"},
		{ShiftNotApproved, "It was not approved; nothing was changed.", "未获批准，未作更改。"},
		{ShiftNotOwn, "Only the open shift of whoever is logged in is handed over; F10 opens or closes.", "只能交接本人的当前班次；F10 开班或交班。"},
		{ShiftBillOpen, "A bill is open: complete it (F2) or park it (F5) first.", "还有未完成的账单：请先收费（F2）或挂单（F5）。"},
		{ShiftOf, "close the shift of %s, who is not here", "代 %s 交班（本人不在）"},
		{ShiftDropped, "%s handed over to %s.", "已缴款 %s，接收人 %s。"},
		{ShiftReceiver, "Received by", "接收人"},
		{ShiftPaperNumber, "Number of the receipt given", "收据编号"},
		{ShiftNoDrops, "No cash was handed over in this shift.", "本班次没有中途缴款。"},
		{ShiftWhichDrop, "Type the number of one of the hand-overs, 1 to %d.", "请输入缴款的序号，1 至 %d。"},
		{ShiftTakenBack, "The hand-over counts no more.", "该笔缴款已撤销。"},
		{ShiftExplainText, "The shift of %s, difference %s. A supervisor approves the reason.", "%s 的班次，差额 %s。原因须经班长批准。"},
		{ShiftExplainWhat, "the difference of %s, %s: %s", "%s 的差额 %s：%s"},
		{ShiftNotCountedWord, "not counted", "未清点"},
		{ShiftNothingToExplain, "Choose a shift with a difference first.", "请先选择有差额的班次。"},

		{ShiftResultCash, "Cash: expected %s, counted %s, difference %s", "现金：应有 %s，实点 %s，差额 %s"},
		{ShiftResultNotCounted, "Cash: expected %s, not counted", "现金：应有 %s，未清点"},
		{ShiftResultTender, "%s: expected %s, counted %s, difference %s", "%s：应有 %s，实点 %s，差额 %s"},
		{ShiftResultReceipts, "%d {receipt/receipts}, %d of them void and %d {refund/refunds}; %s in all", "票据 %d 张，其中作废 %d 张、退费 %d 张；合计 %s"},
		{ShiftResultOpen, "%d receipt, %s, is not settled in the HIS yet; it stays in the list.|%d receipts, %s, are not settled in the HIS yet; they stay in the list.", "%d 张票据（%s）尚未在 HIS 落实，仍保留在清单中。"},
		{ShiftResultDrafts, "%d bill was begun and not completed; it stays parked.|%d bills were begun and not completed; they stay parked.", "%d 张账单未完成，仍保留为挂单。"},
		{ShiftResultOwed, "%s of electronic money has still to go back to patients: Ctrl+M at the till, or F9 among the shifts.", "尚有 %s 电子支付待原路退回患者：收费屏按 Ctrl+M，或班次屏按 F9。"},
		{ShiftResultAgree, "The two totals agree.", "两项合计相符。"},
		{ShiftResultDisagree, "THE TWO TOTALS DO NOT AGREE: %s from the payments, %s from the lines. Tell the information department.", "两项合计不相符：收款 %s，明细 %s。请通知信息科。"},

		{ShiftSaved, "Saved as %s.", "已存为 %s。"},
		{ShiftPrinted, "Printed, and saved as %s.", "已打印，并存为 %s。"},
		{ShiftNotPrinted, "Saved as %s, but not printed: %s", "已存为 %s，但未打印：%s"},
	}
}
