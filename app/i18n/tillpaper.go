package i18n

// Receipts written on paper and keyed in later, and those of other windows.
const (
	TillKeyPaper    Key = "till.key-paper"
	PaperText       Key = "paper.text"
	PaperNumberHint Key = "paper.number-hint"
	PaperTime       Key = "paper.time"
	PaperTimeHint   Key = "paper.time-hint"
	PaperNeedTime   Key = "paper.need-time"
	PaperBegun      Key = "paper.begun"
	PaperLine       Key = "paper.line"
	PaperKept       Key = "paper.kept"
	PaperLeft       Key = "paper.left"

	TillKeyDispensing Key = "till.key-dispensing"
	TillDispensed     Key = "till.dispensed"

	ForeignTitle      Key = "foreign.title"
	ForeignText       Key = "foreign.text"
	ForeignRead       Key = "foreign.read"
	ForeignUnverified Key = "foreign.unverified"
	ForeignCode       Key = "foreign.code"
	ForeignCodeHint   Key = "foreign.code-hint"
	ForeignPaid       Key = "foreign.paid"
	ForeignAsk        Key = "foreign.ask"
	ForeignOwn        Key = "foreign.own"
	ForeignNeedTotal  Key = "foreign.need-total"
	ForeignNeedName   Key = "foreign.need-name"
	ForeignCodeWrong  Key = "foreign.code-wrong"
)

func tillPaper() []entry {
	return []entry{
		{TillKeyPaper, "Paper", "手工票补录"},
		{PaperText, "A receipt that was written on paper while the computer was down. Then type patient, lines and payment as they stand on it; F2 keeps it under its own number and time.", "电脑停机期间手写的票据。随后按票面录入患者、项目和付款，按 F2 以票面号码和时间入账。"},
		{PaperNumberHint, "as it stands on the paper", "按票面填写"},
		{PaperTime, "Written at", "开票时间"},
		{PaperTimeHint, "09:40, or 2026-11-20 09:40", "09:40，或 2026-11-20 09:40"},
		{PaperNeedTime, "Write when it was written, like 09:40 or 2026-11-20 09:40.", "请填写开票时间，例如 09:40 或 2026-11-20 09:40。"},
		{PaperBegun, "Key in paper %s: patient, lines, payment, F2.", "补录手工票 %s：患者、项目、付款，再按 F2。"},
		{PaperLine, "PAPER RECEIPT %s of %s", "手工票补录 %s，开票时间 %s"},
		{PaperKept, "Paper receipt %s is kept.", "手工票 %s 已入账。"},
		{PaperLeft, "The paper receipt was not kept: key it in again.", "手工票尚未入账，请重新补录。"},

		{TillKeyDispensing, "Dispensing copy", "发药/执行联"},
		{TillDispensed, "The dispensing copies of %s were printed.", "%s 的发药/执行联已打印。"},

		{ForeignTitle, "Refund of another window's receipt", "其他窗口票据退费"},
		{ForeignText, "It is refunded whole, by the code on its paper (scan it into the first box) or by number and amount. How it was paid stands on the paper; no cash for electronic money.", "整张退费：扫描票面上的码到第一栏，或输入票号和金额。付款方式按票面填写，电子支付不得退现金。"},
		{ForeignRead, "%s of %s, %s: the code fits that window's key.", "%s，%s，%s：签名码与该窗口密钥相符。"},
		{ForeignUnverified, "%s of %s, %s: no key of that window is here; only the paper speaks for it.", "%s，%s，%s：本机没有该窗口的密钥，仅以票面为凭。"},
		{ForeignCode, "Code or number", "码或票号"},
		{ForeignCodeHint, "scan the code, or type the number", "扫描票面码，或输入票号"},
		{ForeignPaid, "Paid by (digit)", "付款方式（序号）"},
		{ForeignAsk, "receipt %s, %s, %s. %s", "票据 %s，%s，%s。%s"},
		{ForeignOwn, "Receipt %s is of this window: choose it in the list and press F8.", "票据 %s 属于本窗口：请在列表中选择后按 F8。"},
		{ForeignNeedTotal, "Type what the receipt came to, as it stands on its paper.", "请按票面填写合计金额。"},
		{ForeignNeedName, "Type the patient's name.", "请输入患者姓名。"},
		{ForeignCodeWrong, "The code cannot be read or its signature does not fit: look at the paper. %s", "票面码无法识别或签名不符，请核对票据。%s"},
	}
}
