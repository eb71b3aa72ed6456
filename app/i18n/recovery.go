package i18n

// Receipts of a lost ledger, entered again from the codes on their papers.
const (
	RecoveryKey         Key = "recovery.key"
	RecoveryTitle       Key = "recovery.title"
	RecoveryText        Key = "recovery.text"
	RecoveryCode        Key = "recovery.code"
	RecoveryCodeHint    Key = "recovery.code-hint"
	RecoveryName        Key = "recovery.name"
	RecoveryNameHint    Key = "recovery.name-hint"
	RecoveryPaid        Key = "recovery.paid"
	RecoveryPaidHint    Key = "recovery.paid-hint"
	RecoveryCompleteKey Key = "recovery.complete-key"
	RecoveryChoose      Key = "recovery.choose"
	RecoveryEnterKey    Key = "recovery.enter-key"
	RecoveryColOutcome  Key = "recovery.col-outcome"
	RecoverySum         Key = "recovery.sum"
	RecoveryNothing     Key = "recovery.nothing"
	RecoveryNeedCode    Key = "recovery.need-code"
	RecoveryNeedPaid    Key = "recovery.need-paid"
	RecoveryWorking     Key = "recovery.working"

	RecoveryEntered Key = "recovery.entered"
	RecoveryKnown   Key = "recovery.known"
	RecoveryHeld    Key = "recovery.held"
	RecoveryRefused Key = "recovery.refused"

	RecoveryEnteredSaid Key = "recovery.entered-said"
	RecoveryKnownSaid   Key = "recovery.known-said"
	RecoveryHeldSaid    Key = "recovery.held-said"
	RecoveryRefusedSaid Key = "recovery.refused-said"
)

func recovery() []entry {
	return []entry{
		{RecoveryKey, "From codes", "扫码补录"},
		{RecoveryTitle, "Receipts of a lost ledger, entered again from the codes on their papers", "账本丢失后，按票面签名码补录票据"},
		{RecoveryText, "Scan each paper's code; each receipt comes in once, under its own number and time, into the open shift. The lost window's public key must lie in the data folder's folder 'windows'. Where payer or payments are asked for: choose the code below, F4, type them, F2.", "逐张扫描票面码，每张只入账一次，保留原号码和时间，计入当前班次。原窗口的公钥须放在数据文件夹的 windows 子文件夹中。若要求补充患者姓名或付款方式：选择该记录，按 F4，填写后按 F2。"},
		{RecoveryCode, "Code", "票面码"},
		{RecoveryCodeHint, "scan it; or a picture's file name. PgUp/PgDn choose below", "扫描；或输入图片文件名。PgUp/PgDn 选择下方记录"},
		{RecoveryName, "Payer", "患者姓名"},
		{RecoveryNameHint, "only where the register does not know the patient", "仅在登记库中没有该患者时填写"},
		{RecoveryPaid, "Paid by", "付款方式"},
		{RecoveryPaidHint, "only where asked: 1=100.00 2=141.00@reference   %s", "仅在要求时填写：1=100.00 2=141.00@商户单号   %s"},
		{RecoveryCompleteKey, "Complete it", "补充"},
		{RecoveryChoose, "Choose a refused code with PgUp and PgDn first.", "请先用 PgUp、PgDn 选择被拒绝的记录。"},
		{RecoveryEnterKey, "Enter it", "补录"},
		{RecoveryColOutcome, "What became of it", "结果"},
		{RecoverySum, "%d entered, %s;  %d known already;  %d held back;  %d refused", "已补录 %d 张，%s；原已在账 %d 张；暂扣 %d 张；拒绝 %d 张"},
		{RecoveryNothing, "No code was scanned yet.", "尚未扫描。"},
		{RecoveryNeedCode, "Scan or type a code first.", "请先扫描或输入票面码。"},
		{RecoveryNeedPaid, "Write how it was paid as it stands on the paper: 1=100.00, or 1=100.00 2=141.00@reference; the numbers are %s.", "请按票面填写付款方式：1=100.00，或 1=100.00 2=141.00@商户单号；序号为 %s。"},
		{RecoveryWorking, "The code is being read …", "正在读取……"},

		{RecoveryEntered, "entered", "已补录"},
		{RecoveryKnown, "known already", "原已在账"},
		{RecoveryHeld, "entered, held back", "已补录，暂扣"},
		{RecoveryRefused, "refused", "拒绝"},

		{RecoveryEnteredSaid, "Receipt %s over %s was entered again.", "票据 %s（%s）已补录。"},
		{RecoveryKnownSaid, "Receipt %s over %s stands in this ledger already (%s); nothing was changed.", "票据 %s（%s）原已在账（%s），未作更改。"},
		{RecoveryHeldSaid, "Receipt %s over %s was entered and is held back: somebody compares it before it goes to the HIS. %s", "票据 %s（%s）已补录并暂扣，须核对后才发往 HIS。%s"},
		{RecoveryRefusedSaid, "Refused %s: %s", "拒绝 %s：%s"},
	}
}
