package i18n

// Texts of the screen of the people.
const (
	StaffScreen      Key = "staff.screen"
	StaffHelp        Key = "staff.help"
	StaffKeyAdd      Key = "staff.key-add"
	StaffKeyRole     Key = "staff.key-role"
	StaffKeyPIN      Key = "staff.key-pin"
	StaffKeyShut     Key = "staff.key-shut"
	StaffKeyUnlock   Key = "staff.key-unlock"
	StaffKeyGlass    Key = "staff.key-glass"
	StaffKeyOwnPIN   Key = "staff.key-own-pin"
	StaffState       Key = "staff.state"
	StaffPINSince    Key = "staff.pin-since"
	StaffActive      Key = "staff.active"
	StaffShutOut     Key = "staff.shut-out"
	StaffWaits       Key = "staff.waits"
	StaffMustChange  Key = "staff.must-change"
	StaffApproved    Key = "staff.approved"
	StaffAsker       Key = "staff.asker"
	StaffApprover    Key = "staff.approver"
	StaffSubject     Key = "staff.subject"
	StaffNoApprovals Key = "staff.no-approvals"
	StaffFirstPIN    Key = "staff.first-pin"
	StaffAdded       Key = "staff.added"
	StaffChanged     Key = "staff.changed"
	StaffRoleOf      Key = "staff.role-of"
	StaffPINOf       Key = "staff.pin-of"
	StaffPINText     Key = "staff.pin-text"
	StaffPINChanged  Key = "staff.pin-changed"
	StaffShutAsk     Key = "staff.shut-ask"
	StaffLetInAsk    Key = "staff.let-in-ask"
	StaffNoWait      Key = "staff.no-wait"
	StaffGlassAsk    Key = "staff.glass-ask"
	StaffGlassDue    Key = "staff.glass-due"
	StaffGlassKept   Key = "staff.glass-kept"
	StaffKeyExport   Key = "staff.key-export"
	StaffKeyImport   Key = "staff.key-import"
	StaffExportText  Key = "staff.export-text"
	StaffImportText  Key = "staff.import-text"
	StaffNames       Key = "staff.names"
	StaffWithNames   Key = "staff.with-names"
	StaffNameless    Key = "staff.nameless"
	StaffExported    Key = "staff.exported"
	StaffImported    Key = "staff.imported"
	StaffImportedWho Key = "staff.imported-who"
)

func staff() []entry {
	return []entry{
		{StaffScreen, "People", "人员"},
		{StaffHelp, "Up and Down choose somebody. F2 lets somebody in, with a first PIN that the owner changes at the first login. F3 gives another role.\nF4 sets the PIN of somebody who forgot it. F5 shuts somebody out or lets in again. F6 ends a wait after wrong tries (a supervisor may).\nF7 makes a new break-glass code for the sealed envelope; the former one counts no more. F9 changes the own PIN.\nF8 writes everybody into a sealed file for another window, F11 takes them over from one; both take a network administrator.\nOn the right: who approved what, the newest first; pale ones were not used. The information department looks after people.", "上下键选择人员。F2 添加人员并设初始密码（首次登录须更改）。F3 更改身份。\nF4 为忘记密码者重置密码。F5 停用或恢复。F6 解除输错密码后的等待（班长可操作）。\nF7 生成新的应急码（装入密封信封），旧码失效。F9 更改本人密码。\nF8 将全部人员导出为加密文件供其他窗口使用，F11 从文件导入；均须网络管理员办理。\n右侧为审批记录，最新在前；浅色为未使用。人员由信息科管理。"},
		{StaffKeyAdd, "Add", "添加人员"},
		{StaffKeyRole, "Role", "身份"},
		{StaffKeyPIN, "Reset PIN", "重置密码"},
		{StaffKeyShut, "Shut out / let in", "停用/恢复"},
		{StaffKeyUnlock, "End a wait", "解除等待"},
		{StaffKeyGlass, "New break-glass code", "新应急码"},
		{StaffKeyExport, "To a file", "导出人员"},
		{StaffKeyImport, "From a file", "导入人员"},
		{StaffExportText, "Everybody, with roles and PINs, for another window. The file opens with the passphrase only: 12 characters or more, such as four words. Take the file and the passphrase there by two ways.", "导出全部人员及其身份、密码，供其他窗口使用。文件只能用口令打开：至少 12 个字符，例如四个词。文件与口令请分开传送。"},
		{StaffImportText, "Who is new here is added with role and PIN; who is known gets the role and, where it is newer, the PIN. Nobody is let in again who was shut out here.", "本窗口没有的人员连同身份和密码一并添加；已有的更新身份，密码以较新者为准。在此停用的人员不会因此恢复。"},
		{StaffNames, "Names", "姓名"},
		{StaffWithNames, "with names", "含姓名"},
		{StaffNameless, "without", "不含姓名"},
		{StaffExported, "%d people stand sealed in %s; F11 takes them over at another window.", "已将 %d 人加密存入 %s；在其他窗口按 F11 导入。"},
		{StaffImported, "%d people are new here, %d changed, %d stay as they are.", "新增 %d 人，更新 %d 人，%d 人不变。"},
		{StaffImportedWho, "%s New: %s.", "%s新增：%s。"},
		{StaffKeyOwnPIN, "My own PIN", "更改本人密码"},
		{StaffState, "State", "状态"},
		{StaffPINSince, "PIN since", "密码设于"},
		{StaffActive, "may log in", "可登录"},
		{StaffShutOut, "shut out", "已停用"},
		{StaffWaits, "locked until %s", "锁定至 %s"},
		{StaffMustChange, "PIN to be changed", "须更改密码"},
		{StaffApproved, "Approved", "审批事项"},
		{StaffAsker, "Asked by", "申请人"},
		{StaffApprover, "By", "批准人"},
		{StaffSubject, "For", "对象"},
		{StaffNoApprovals, "Nothing was approved at this window yet.", "本窗口尚无审批。"},
		{StaffFirstPIN, "First PIN", "初始密码"},
		{StaffAdded, "%s may log in; the PIN must be changed at the first login.", "%s 已可登录，首次登录须更改密码。"},
		{StaffChanged, "Changed: %s", "已更改：%s"},
		{StaffRoleOf, "The role of %s", "%s 的身份"},
		{StaffPINOf, "Another PIN for %s", "为 %s 重置密码"},
		{StaffPINText, "The owner must change it at the next login. A wait after wrong tries ends with it.", "本人下次登录须更改。输错密码后的等待同时解除。"},
		{StaffPINChanged, "Your PIN is changed.", "本人密码已更改。"},
		{StaffShutAsk, "Shut %s out? What was done under the login stays.", "停用 %s？以往记录保留。"},
		{StaffLetInAsk, "Let %s in again, with the PIN of before?", "恢复 %s？沿用原密码。"},
		{StaffNoWait, "The chosen person has no wait.", "所选人员没有等待。"},
		{StaffGlassAsk, "Make a new break-glass code? The one in the envelope counts no more.", "生成新的应急码？信封中的旧码将失效。"},
		{StaffGlassDue, "The break-glass code was used: make a new one (F7) and seal it.", "应急码已使用：请按 F7 生成新码并密封。"},
		{StaffGlassKept, "A break-glass code is sealed and not used.", "应急码已密封，未使用。"},
	}
}
