package i18n

// Texts of who orders or decides.
const (
	PersonCashier    Key = "person.cashier"
	PersonSupervisor Key = "person.supervisor"
	PersonNetAdmin   Key = "person.net-admin"
	PersonInfoHead   Key = "person.info-head"
	PersonLeader     Key = "person.leader"
	PersonNobody     Key = "person.nobody"
	PersonNoRole     Key = "person.no-role"
	PersonNoName     Key = "person.no-name"
	PersonRole       Key = "person.role"
	PersonReason     Key = "person.reason"
)

// Texts of logging in and of approvals.
const (
	PersonLogin       Key = "person.login"
	PersonPIN         Key = "person.pin"
	PersonOldPIN      Key = "person.old-pin"
	PersonPINAgain    Key = "person.pin-again"
	PersonPINDiffers  Key = "person.pin-differs"
	PersonNewPIN      Key = "person.new-pin"
	PersonNewPINText  Key = "person.new-pin-text"
	PersonLockedUntil Key = "person.locked-until"
	PersonGlass       Key = "person.glass"
	PersonGlassKey    Key = "person.glass-key"
	PersonGlassText   Key = "person.glass-text"
	PersonCode        Key = "person.code"
	PersonOwnLogin    Key = "person.own-login"
	PersonNotOwn      Key = "person.not-own"
	PersonApproval    Key = "person.approval"
	PersonApprove     Key = "person.approve"
	PersonApproves    Key = "person.approves"
	PersonColon       Key = "person.colon"
	PersonSigns       Key = "person.signs"
	PersonHigher      Key = "person.higher"
	PersonNotSigned   Key = "person.not-signed"

	PersonLogIn         Key = "person.log-in"
	PersonLogInLocked   Key = "person.log-in-locked"
	PersonLoginHint     Key = "person.login-hint"
	PersonFirst         Key = "person.first"
	PersonFirstText     Key = "person.first-text"
	PersonGlassKeep     Key = "person.glass-keep"
	PersonPrintSecret   Key = "person.print-secret"
	PersonSecretPrinted Key = "person.secret-printed"
	PersonRecovery      Key = "person.recovery"
	PersonRecoveryKeep  Key = "person.recovery-keep"
	PersonMade          Key = "person.made"
	PersonWritten       Key = "person.written"

	WhatRefund        Key = "what.refund"
	WhatForeignRefund Key = "what.foreign-refund"
	WhatPrice         Key = "what.price"
	WhatQuantity      Key = "what.quantity"
	WhatFreeText      Key = "what.free-text"
	WhatDeferred      Key = "what.deferred"
	WhatAmount        Key = "what.amount"
	WhatShift         Key = "what.shift"
)

func persons() []entry {
	return []entry{
		{PersonCashier, "cashier", "收费员"},
		{PersonSupervisor, "supervisor", "班长"},
		{PersonNetAdmin, "network administrator", "网络管理员"},
		{PersonInfoHead, "head of information", "信息科主任"},
		{PersonLeader, "hospital leader", "院领导"},
		{PersonNobody, "anybody", "任何人"},
		{PersonNoRole, "Choose the role: type one of the digits %s.", "请选择身份：输入数字 %s 之一。"},
		{PersonNoName, "Type the name or staff number.", "请输入姓名或工号。"},
		{PersonRole, "Role", "身份"},
		{PersonReason, "Reason", "理由"},
	}
}

func logins() []entry {
	return []entry{
		{PersonLogin, "Login", "工号"},
		{PersonPIN, "PIN", "密码"},
		{PersonOldPIN, "PIN so far", "原密码"},
		{PersonPINAgain, "PIN again", "再次输入密码"},
		{PersonPINDiffers, "The two PINs differ; type the second one again.", "两次输入的密码不一致，请重新输入第二次。"},
		{PersonNewPIN, "A new PIN for %s", "为 %s 设置新密码"},
		{PersonNewPINText, "The PIN is too old or was set by somebody else, so it must be changed now. 6 characters or more; not 123456 or the login.", "密码已到期或由他人设置，须立即更改。至少 6 位，不得过于简单或包含工号。"},
		{PersonLockedUntil, "Too many wrong tries: locked until %s (%s). A supervisor can end the wait.", "输错次数过多：锁定至 %s（还有 %s）。班长可解除。"},
		{PersonGlass, "Break-glass code", "应急码"},
		{PersonGlassKey, "Break-glass code", "应急码"},
		{PersonGlassText, "From the sealed envelope, when nobody of the needed role can be reached. It counts once, and who used it and why stands in the journal.", "取自密封信封，仅在联系不到有权限的人员时使用。一次有效，使用人和原因将写入账本。"},
		{PersonCode, "Code", "应急码"},
		{PersonOwnLogin, "Own login", "本人工号"},
		{PersonNotOwn, "Whoever asks cannot approve; somebody else must.", "不能批准自己的申请，须由他人批准。"},
		{PersonApproval, "Approval at the window", "窗口审批"},
		{PersonApprove, "Approve", "批准"},
		{PersonApproves, "A %s or higher approves with own login and PIN; not %s, who asks.", "由%s或以上人员输入本人工号和密码批准；申请人 %s 不能自批。"},
		{PersonColon, ": ", "："},
		{PersonSigns, "This takes a %s or higher, who logs in for it", "须由%s或以上人员登录办理"},
		{PersonHigher, "It takes a %s or higher.", "须由%s或以上人员办理。"},
		{PersonNotSigned, "Nobody answered for it; nothing was changed.", "无人登录办理，未作更改。"},

		{PersonLogIn, "Log in", "登录"},
		{PersonLogInLocked, "Locked by %s: log in again, or as somebody else", "%s 已锁定：请重新登录，或由他人登录"},
		{PersonLoginHint, "chen, or a staff number", "如 chen 或工号"},
		{PersonFirst, "The first administrator of this window", "本窗口首位管理员"},
		{PersonFirstText, "Nobody can log in here yet. Whoever is entered now looks after everybody else: adds people, resets PINs. There is no default password. The PIN has 6 characters or more.", "本窗口尚无人员。现在登记的人员负责管理其他人员：添加人员、重置密码。没有默认密码。密码至少 6 位。"},
		{PersonGlassKeep, "It lets one person in as a supervisor, once, when nobody else can be reached. Put it into a sealed envelope and lock that away. It is shown only now and stands nowhere in this program.", "在联系不到有权限的人员时，凭此码可由一人以班长身份进入一次。请装入信封密封并上锁保管。此码仅显示这一次，程序中不保存。"},
		{PersonPrintSecret, "Print", "打印"},
		{PersonSecretPrinted, "Handed to the printer: look whether the paper can be read.", "已送打印机：请确认纸上字迹清晰。"},
		{PersonRecovery, "Recovery key", "恢复密钥"},
		{PersonRecoveryKeep, "It opens the sealed names of this ledger when the machine's key store or the passphrase is lost. Lock it into the safe, away from this computer. It is shown only now and stands nowhere else.", "当本机密钥库或口令丢失时，凭此打开账本中加密的个人信息。请锁入保险柜，勿与本机放在一起。仅显示这一次，别处不保存。"},
		{PersonMade, "Made", "生成时间"},
		{PersonWritten, "It stands on paper", "已抄写或打印"},

		{WhatRefund, "Refund", "退费"},
		{WhatForeignRefund, "Refund of another window's receipt", "其他窗口票据退费"},
		{WhatPrice, "Another price", "修改单价"},
		{WhatQuantity, "A large quantity", "超量"},
		{WhatFreeText, "Free-text item", "自由项目"},
		{WhatDeferred, "Deferred payment", "暂缓缴费"},
		{WhatAmount, "A large bill", "大额收费"},
		{WhatShift, "Shift", "班次"},
	}
}
