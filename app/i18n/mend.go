package i18n

// What is offered for a ledger that does not open, for one that was set aside,
// and for a clock that is not believed.
const (
	MendText        Key = "mend.text"
	MendRestore     Key = "mend.restore"
	MendAside       Key = "mend.aside"
	MendWorking     Key = "mend.working"
	MendNotRestored Key = "mend.not-restored"
	MendRestored    Key = "mend.restored"
	MendAsideDone   Key = "mend.aside-done"
	MendAsideText   Key = "mend.aside-text"
	MendPaper       Key = "mend.paper"
	MendPaperHint   Key = "mend.paper-hint"
	MendWindowText  Key = "mend.window-text"
	MendRunning     Key = "mend.running"
	MendClose       Key = "mend.close"
)

func mending() []entry {
	return []entry{
		{MendText, "Patients waiting here? First F5: the ledger is made anew from all that stands whole, nothing is lost. If that is refused, F8: the ledger is kept as it is, and charging goes on in a new one with higher numbers; both are joined later.", "窗口有患者在等？请先按 F5：用所有完好的记录重建账本，不丢失任何内容。若无法重建，请按 F8：原账本原样保留，以更大的号码在新账本中继续收费，之后再合并。"},
		{MendRestore, "Restore", "重建账本"},
		{MendAside, "Go on in a new ledger", "启用新账本"},
		{MendWorking, "The ledger is being made anew …", "正在重建账本……"},
		{MendNotRestored, "Not restored, nothing was changed: %s\nF8 goes on in a new ledger.", "未能重建，未作更改：%s\n可按 F8 启用新账本。"},
		{MendRestored, "The ledger was made anew; it holds %d {receipt/receipts}.", "账本已重建，共 %d 张票据。"},
		{MendAsideDone, "Charging goes on with receipt %s. The former ledger is kept; a supervisor joins it later (Ctrl+J on the till).", "继续收费，下一张票据 %s。原账本已保留，稍后由班长合并（收费界面 Ctrl+J）。"},
		{MendAsideText, "The former ledger is kept as it is. Look at the last receipt on paper: its number, so that none is given out twice. Without it a hundred numbers are left free.", "原账本原样保留。请查看最后一张纸质票据的号码，以免重号；不填则空出一百个号码。"},
		{MendPaper, "Highest number on paper", "纸质票据最大号码"},
		{MendPaperHint, "such as W01-0000123; empty: not looked", "例如 W01-0000123；留空表示未查看"},
		{MendWindowText, "Only if not even the window's name can be read any more:", "仅在连窗口名称都无法读取时填写："},
		{MendRunning, "The ledger met damage and takes no more entries; every receipt that was acknowledged stands. Note the open bill down, close the program and start it again: it then offers to make the ledger anew.", "账本出现损坏，不再接受记录；已确认的票据均在。请记下当前账单，关闭程序后重新启动：启动时可重建账本。"},
		{MendClose, "Close the program", "关闭程序"},
	}
}
