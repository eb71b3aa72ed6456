package i18n

// What the ledger refuses about people and number ranges, said whole.
const (
	RefusalActor      Key = "refusal.actor"
	RefusalRole       Key = "refusal.role"
	RefusalPIN        Key = "refusal.pin"
	RefusalPINOld     Key = "refusal.pin-old"
	RefusalLocked     Key = "refusal.locked"
	RefusalDisabled   Key = "refusal.disabled"
	RefusalApproval   Key = "refusal.approval"
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
	RefusalCount      Key = "refusal.count"
	RefusalDrop       Key = "refusal.drop"
)

func refusals() []entry {
	return []entry{
		{RefusalActor, "Nobody is logged in, or not any more. Log in with Ctrl+U.", "尚未登录或已被停用，请按 Ctrl+U 登录。"},
		{RefusalRole, "This takes somebody of a higher role.", "权限不足：须由更高身份的人员操作。"},
		{RefusalPIN, "The login or the PIN is wrong.", "工号或密码错误。"},
		{RefusalPINOld, "The PIN must be changed first; choose a new one.", "密码已到期或由他人设置，请先设置新密码。"},
		{RefusalLocked, "Too many wrong tries. The next one is possible in %s; a supervisor can end the wait.", "输错次数过多，%s 后可再试；班长可解除等待。"},
		{RefusalDisabled, "This person is shut out of this window; the information department can let them in again.", "该人员已在本窗口停用，请联系信息科恢复。"},
		{RefusalApproval, "The approval does not count: somebody else of the needed role must give it, for just this.", "批准无效：须由另一位具备权限的人员就本次操作批准，不能批准自己的申请。"},
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
	}
}
