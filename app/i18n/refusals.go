package i18n

// What the ledger and its rules refuse, said whole.
const (
	RefusalActor      Key = "refusal.actor"
	RefusalRole       Key = "refusal.role"
	RefusalPIN        Key = "refusal.pin"
	RefusalPINOld     Key = "refusal.pin-old"
	RefusalLocked     Key = "refusal.locked"
	RefusalDisabled   Key = "refusal.disabled"
	RefusalApproval   Key = "refusal.approval"
	RefusalThenWait   Key = "refusal.then-wait"
	RefusalOwnRequest Key = "refusal.own-request"
	RefusalBreakGlass Key = "refusal.break-glass"
	RefusalPerson     Key = "refusal.person"
	RefusalLogin      Key = "refusal.login"
	RefusalWeakPIN    Key = "refusal.weak-pin"
	RefusalFormerPIN  Key = "refusal.former-pin"
	RefusalOverlap    Key = "refusal.overlap"
	RefusalUsed       Key = "refusal.used"
	RefusalNoForm     Key = "refusal.no-form"
	RefusalRange      Key = "refusal.range"
	RefusalNumber     Key = "refusal.number"

	RefusalApproverRole Key = "refusal.approver-role"
	RefusalPersonExists Key = "refusal.person-exists"
	RefusalNoPerson     Key = "refusal.no-person"
	RefusalLastPerson   Key = "refusal.last-person"
	RefusalCount        Key = "refusal.count"
	RefusalDrop         Key = "refusal.drop"

	RefusalRefunded       Key = "refusal.refunded"
	RefusalInHIS          Key = "refusal.in-his"
	RefusalHISReceipt     Key = "refusal.his-receipt"
	RefusalSignOff        Key = "refusal.sign-off"
	RefusalHandedOut      Key = "refusal.handed-out"
	RefusalOwed           Key = "refusal.owed"
	RefusalForeign        Key = "refusal.foreign"
	RefusalRefund         Key = "refusal.refund"
	RefusalContact        Key = "refusal.contact"
	RefusalDoses          Key = "refusal.doses"
	RefusalGone           Key = "refusal.gone"
	RefusalFreeText       Key = "refusal.free-text"
	RefusalFreeTextNone   Key = "refusal.free-text-none"
	RefusalStoredValue    Key = "refusal.stored-value"
	RefusalCardLimit      Key = "refusal.card-limit"
	RefusalReferenceTwice Key = "refusal.reference-twice"
	RefusalCredit         Key = "refusal.credit"
	RefusalDeferred       Key = "refusal.deferred"
	RefusalInsurance      Key = "refusal.insurance"
	RefusalPaper          Key = "refusal.paper"
	RefusalCode           Key = "refusal.code"
	RefusalSignature      Key = "refusal.signature"
	RefusalNoKey          Key = "refusal.no-key"
	RefusalCodeKind       Key = "refusal.code-kind"
	RefusalNoName         Key = "refusal.no-name"
	RefusalNoPayments     Key = "refusal.no-payments"
	RefusalNoLines        Key = "refusal.no-lines"
	RefusalRecovered      Key = "refusal.recovered"
	RefusalState          Key = "refusal.state"
	RefusalGuard          Key = "refusal.guard"
	RefusalKeyStore       Key = "refusal.key-store"
	RefusalPeopleFile     Key = "refusal.people-file"
	RefusalBackupAway     Key = "refusal.backup-away"
	RefusalBackupRoom     Key = "refusal.backup-room"
	RefusalNoBackup       Key = "refusal.no-backup"
	RefusalNotFresh       Key = "refusal.not-fresh"
	RefusalUnsound        Key = "refusal.unsound"
	RefusalUpkeepBusy     Key = "refusal.upkeep-busy"
)

func refusals() []entry {
	return []entry{
		{RefusalCode, "This is no receipt's code, or it was not read whole: scan it again.", "不是票据的签名码，或未读全：请重新扫描。"},
		{RefusalSignature, "The code was changed or its signature does not fit: look at the paper.", "签名不符，码已被改动：请核对票据。"},
		{RefusalNoKey, "The public key of the window that printed it is not here: put it into the data folder's folder “windows”.", "没有开票窗口的公钥：请将其放入数据文件夹的 windows 子文件夹。"},
		{RefusalCodeKind, "This code gives money back: enter the receipt that it takes back, and refund that again.", "这是红字票据的码：请补录被冲销的原票据，再重新退费。"},
		{RefusalNoName, "The register does not know the patient: give the payer's name as it stands on the paper.", "登记库中没有该患者：请按票面填写患者姓名。"},
		{RefusalNoPayments, "The code says otherwise, or not at all, how it was paid: give it as it stands on the paper.", "付款方式与票面码不符或码中没有：请按票面填写。"},
		{RefusalNoLines, "The receipt has more lines than a code spells out: key it in from the paper (Ctrl+B at the till).", "该票据项目过多，码中不含明细：请在收费屏按 Ctrl+B 按票面补录。"},
		{RefusalRecovered, "This receipt cannot be entered from its code: it is of a rehearsal, of another currency or time, or its amounts do not fit. Look at the paper.", "该票据不能按码补录：属于演练、币种或时间不符、付款方式未设置，或金额不一致，请核对票面。"},
		{RefusalActor, "Nobody is logged in, or not any more. Log in with Ctrl+U.", "尚未登录或已被停用，请按 Ctrl+U 登录。"},
		{RefusalRole, "This takes somebody of a higher role.", "权限不足：须由更高身份的人员操作。"},
		{RefusalPIN, "The login or the PIN is wrong.", "工号或密码错误。"},
		{RefusalPINOld, "The PIN must be changed first; choose a new one.", "密码已到期或由他人设置，请先设置新密码。"},
		{RefusalLocked, "Too many wrong tries. The next one is possible in %s; a supervisor can end the wait.", "输错次数过多，%s 后可再试；班长可解除等待。"},
		{RefusalDisabled, "This person is shut out of this window; the information department can let them in again.", "该人员已在本窗口停用，请联系信息科恢复。"},
		{RefusalApproval, "The approval does not count: somebody else of the needed role must give it, for just this.", "批准无效：须由另一位具备权限的人员就本次操作批准，不能批准自己的申请。"},
		{RefusalThenWait, " The next try is possible in %s.", "%s 后可再试。"},
		{RefusalOwnRequest, "Whoever asks does not approve; somebody else must.", "申请人不能批准本人的申请，须由他人批准。"},
		{RefusalApproverRole, "The approver's role is too low.", "批准人的身份不够，须由更高身份的人员批准。"},
		{RefusalPersonExists, "There is somebody of this login already.", "该工号已存在。"},
		{RefusalNoPerson, "There is nobody of this login.", "没有该工号的人员。"},
		{RefusalLastPerson, "Nobody would be left who looks after everybody; give somebody else that role first.", "这是最后一位管理人员，请先授予他人管理身份。"},
		{RefusalBreakGlass, "The break-glass code is wrong or used up.", "应急码错误或已使用；请向网络管理员索取新码。"},
		{RefusalPerson, "There is no such person here, or there is one already, or nobody would be left who looks after people.", "没有该人员、工号已存在，或将无人可管理人员。"},
		{RefusalLogin, "A login is 1 to 32 letters a-z, digits, dots or dashes, such as chen or 0472.", "工号须为 1 至 32 位小写字母、数字、点或短横，例如 chen 或 0472。"},
		{RefusalWeakPIN, "The PIN needs 6 characters or more, and none that everybody tries first or that holds the login.", "密码至少 6 位，不得过于简单（如 123456、112233），也不得包含工号。"},
		{RefusalFormerPIN, "This PIN was used before; take another one.", "不能使用最近用过的密码，请另设。"},
		{RefusalOverlap, "These numbers were taken out here before.", "号段与本窗口已领用的号段重叠。"},
		{RefusalUsed, "The number was used: it stands on a receipt or a patient.", "该号码已使用，不能登记为作废或遗失。"},
		{RefusalNoForm, "No printed form is left.", "已无可用票据，请先领用号段（F4）。"},
		{RefusalRange, "The numbers do not fit: look at batch, from and to. A range moves forward only.", "号段有误：请核对批次和起止号；当前号只能前移。"},
		{RefusalNumber, "The number cannot be read; type it as it is printed.", "号码无法识别，请按票面输入。"},
		{RefusalCount, "The count is not whole or does not add up; count again.", "清点不完整或与面额合计不符，请重新清点。"},
		{RefusalDrop, "The hand-over cannot be written down so: give amount, receiver and receipt; it is never more than the drawer holds.", "缴款无法登记：请填写金额、接收人和收据号，且金额不得超过钱箱现金。"},

		{RefusalRefunded, "It was refunded already; nothing was changed.", "已退费，不能重复退。"},
		{RefusalInHIS, "The receipt stands in the HIS, or may: refund it there.", "该票据已在 HIS 入账或结果不明，请在 HIS 中退费。"},
		{RefusalHISReceipt, "That is no receipt of the emergency charging: what the HIS charged before the outage is refunded in the HIS only. It was written down.", "不是应急收费的票据：故障前由 HIS 收取的费用只能在 HIS 中退。已作登记。"},
		{RefusalHandedOut, "A department said that a line was handed out or done; let it say otherwise first (F9, F2).", "科室已确认发药或执行，不能作废或退费；如已退回，须先由科室更正（F9、F2）。"},
		{RefusalSignOff, "The department must first sign off that it was not handed out or done.", "须先由科室确认未发药、未执行。"},
		{RefusalOwed, "Nothing is owed so, or it went back already.", "没有该笔待退款，或已退回。"},
		{RefusalForeign, "The receipt is another window's: refund it by the code on its paper, or by its number and amount.", "该票据属于其他窗口：请扫描票面上的码，或输入票号和金额办理退费。"},
		{RefusalRefund, "The receipt cannot be refunded so.", "该票据不能这样退费。"},
		{RefusalContact, "A phone, a guardian with name and phone, or the reason why there is none.", "请填写电话、监护人姓名和电话，或无电话的原因。"},
		{RefusalDoses, "The doses are a whole number from 1 to 365.", "付数须为 1 至 365 的整数。"},
		{RefusalGone, "An item of it is in no price list in force.", "其中有项目已不在现行价表中。"},
		{RefusalFreeText, "The free-text items are more than the hospital allows on one bill.", "自由项目超过医院规定的每单限额。"},
		{RefusalFreeTextNone, "This hospital charges no free-text items off-line.", "本院离线期间不收自由项目。"},
		{RefusalStoredValue, "Stored-value cards are not taken while off-line: nobody knows their balance. Take another way of paying.", "离线期间不受理储值卡：余额无法核实，请改用其他支付方式。"},
		{RefusalCardLimit, "Too much by card for off-line: take the rest in another way.", "刷卡金额超过离线限额，其余请用其他方式支付。"},
		{RefusalReferenceTwice, "This merchant's reference pays another receipt already, or went back.", "该商户单号已用于其他票据或已退回，请核对商户通知。"},
		{RefusalCredit, "The bill may not be left unpaid so.", "该账单不能这样记欠费：请核对绿色通道原因或暂缓缴费的险种。"},
		{RefusalDeferred, "Payment is deferred for special-disease patients only: choose that benefit, or let the patient pay now or wait.", "暂缓缴费仅限特殊病患者：请选择特殊病待遇，或改为全额垫付、等待医保恢复。"},
		{RefusalInsurance, "The insurer or the kind of benefit is missing or unknown (Ctrl+I).", "险种或待遇类别缺失或不存在，请按 Ctrl+I 选择。"},
		{RefusalPaper, "The paper receipt cannot be keyed in so: look at number and time.", "手工票据不能这样补录：请核对票号和时间。"},
		{RefusalGuard, "The passphrase is too weak: 12 characters or more, such as four words that nobody would guess.", "口令过弱：至少 12 个字符，不能是同一字符重复，例如四个不易猜中的词。"},
		{RefusalKeyStore, "The machine's key store did not take the keys; choose a passphrase.", "本机密钥库未能保存密钥，请改用口令。"},
		{RefusalPeopleFile, "The file of people does not open: another passphrase, damaged, or the passphrase is shorter than 12 characters.", "人员文件无法使用：口令不对、文件损坏，或口令不足 12 个字符。"},
		{RefusalBackupAway, "The folder is not there: plug the disk in, or set the folder in the settings.", "文件夹不在：请插入磁盘，或在设置中指定文件夹。"},
		{RefusalBackupRoom, "There is no room for another backup; make room on the disk.", "磁盘空间不足，无法再备份，请清理后重试。"},
		{RefusalNoBackup, "No backup lies there.", "该处没有备份。"},
		{RefusalNotFresh, "The folder is not empty; name a fresh one.", "该文件夹不是空的，请指定新文件夹。"},
		{RefusalUnsound, "THE BACKUP DOES NOT VERIFY: keep it, make another one (F2) and tell the information department.", "备份校验不通过：请保留原样，另行备份（F2）并通知信息科。"},
		{RefusalUpkeepBusy, "Another program does the upkeep of this folder now; try again in a moment.", "另一程序正在维护此文件夹，请稍后重试。"},
		{RefusalState, "The receipt's state in the HIS does not allow this.", "票据在 HIS 的状态不允许此操作。"},
	}
}
