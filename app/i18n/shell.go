package i18n

// Texts of the window around the screens: banner, navigation, first start.
const (
	ShellTill                Key = "shell.till"
	ShellPanel               Key = "shell.panel"
	ShellFaults              Key = "shell.faults"
	ShellReconcile           Key = "shell.reconcile"
	ShellLists               Key = "shell.lists"
	ShellShiftKey            Key = "shell.shift-key"
	ShellLoginKey            Key = "shell.login-key"
	ShellNobody              Key = "shell.nobody"
	ShellWho                 Key = "shell.who"
	ShellForms               Key = "shell.forms"
	ShellFormsLow            Key = "shell.forms-low"
	ShellFormsEmpty          Key = "shell.forms-empty"
	ShellDrawerFull          Key = "shell.drawer-full"
	ShellGlassDue            Key = "shell.glass-due"
	ShellDrill               Key = "shell.drill"
	ShellDrillDetail         Key = "shell.drill-detail"
	ShellStandalone          Key = "shell.standalone"
	ShellReady               Key = "shell.ready"
	ShellRecovering          Key = "shell.recovering"
	ShellManual              Key = "shell.manual"
	ShellManualAt            Key = "shell.manual-at"
	ShellAdopted             Key = "shell.adopted"
	ShellSpared              Key = "shell.spared"
	ShellLogMended           Key = "shell.log-mended"
	ShellLogKept             Key = "shell.log-kept"
	ShellListsKept           Key = "shell.lists-kept"
	ShellListsBackup         Key = "shell.lists-backup"
	ShellChargeHere          Key = "shell.charge-here"
	ShellStarting            Key = "shell.starting"
	ShellStartingDetail      Key = "shell.starting-detail"
	ShellOutage              Key = "shell.outage"
	ShellBrownout            Key = "shell.brownout"
	ShellBrownoutDetail      Key = "shell.brownout-detail"
	ShellSuspect             Key = "shell.suspect"
	ShellSuspectDetail       Key = "shell.suspect-detail"
	ShellOnline              Key = "shell.online"
	ShellOnlineDetail        Key = "shell.online-detail"
	ShellOnlineSince         Key = "shell.online-since"
	ShellCopyFailed          Key = "shell.copy-failed"
	ShellClockDoubt          Key = "shell.clock-doubt"
	ShellDialogOpen          Key = "shell.dialog-open"
	ShellHelpPanel           Key = "shell.help-panel"
	ShellHelpFaults          Key = "shell.help-faults"
	ShellHelpReconcile       Key = "shell.help-reconcile"
	ShellHelpLists           Key = "shell.help-lists"
	ShellHelpDrill           Key = "shell.help-drill"
	ShellRelapse             Key = "shell.relapse"
	ShellUnwatched           Key = "shell.unwatched"
	ShellUnwatchedDetail     Key = "shell.unwatched-detail"
	ShellClassUnknown        Key = "shell.class-unknown"
	ShellClass               Key = "shell.class"
	ShellSwitchAt            Key = "shell.switch-at"
	ShellAsk                 Key = "shell.ask"
	ShellPending             Key = "shell.pending"
	ShellNoShift             Key = "shell.no-shift"
	ShellShift               Key = "shell.shift"
	ShellNoBacklog           Key = "shell.no-backlog"
	ShellUnjoined            Key = "shell.unjoined"
	ShellBacklog             Key = "shell.backlog"
	ShellCopies              Key = "shell.copies"
	ShellCopyBehind          Key = "shell.copy-behind"
	ShellCopyUnread          Key = "shell.copy-unread"
	ShellCopyUnreadText      Key = "shell.copy-unread-text"
	ShellPrinter             Key = "shell.printer"
	ShellPrinterTrouble      Key = "shell.printer-trouble"
	ShellPrintsToFile        Key = "shell.prints-to-file"
	ShellPrices              Key = "shell.prices"
	ShellOrders              Key = "shell.orders"
	ShellPatients            Key = "shell.patients"
	ShellTrouble             Key = "shell.trouble"
	ShellKeyOpen             Key = "shell.key-open"
	ShellKeyRecovered        Key = "shell.key-recovered"
	ShellShortened           Key = "shell.shortened"
	ShellCrashed             Key = "shell.crashed"
	ShellCrashedUnwritten    Key = "shell.crashed-unwritten"
	ShellClose               Key = "shell.close"
	ShellCloseBill           Key = "shell.close-bill"
	ShellDemoKey             Key = "shell.demo-key"
	ShellDemoBusy            Key = "shell.demo-busy"
	ShellDemoDown            Key = "shell.demo-down"
	ShellDemoUp              Key = "shell.demo-up"
	ShellDemoPeople          Key = "shell.demo-people"
	ShellPatientNumbersLow   Key = "shell.patient-numbers-low"
	ShellPatientNumbersEmpty Key = "shell.patient-numbers-empty"
)

func shell() []entry {
	return []entry{
		{ShellTill, "Till", "收费"},
		{ShellPanel, "Outage panel", "故障看板"},
		{ShellFaults, "Faults", "故障登记"},
		{ShellReconcile, "Reconciliation", "对账补录"},
		{ShellLists, "Price lists", "价表与患者"},
		{ShellShiftKey, "Shift", "开班/交班"},
		{ShellLoginKey, "Log in", "登录"},
		{ShellWho, "%s, %s", "%s（%s）"},
		{ShellForms, "%d {form/forms} left, next %s", "票据余 %d 张，下一号 %s"},
		{ShellFormsLow, "only %d {form/forms} left, next %s (Ctrl+8)", "票据仅余 %d 张，下一号 %s（Ctrl+8）"},
		{ShellPatientNumbersLow, "only %d patient numbers left, next %s (Ctrl+8)", "临时号仅余 %d 个，下一号 %s（Ctrl+8）"},
		{ShellPatientNumbersEmpty, "no patient numbers left in the range: this window's own go on (Ctrl+8)", "临时号段已用完：改用本窗口自有编号（Ctrl+8）"},
		{ShellFormsEmpty, "NO FORMS LEFT: plain paper (Ctrl+8)", "票据已用完：现用普通纸（Ctrl+8）"},
		{ShellDrawerFull, "drawer over its limit: hand cash over (Ctrl+7, F3)", "钱箱超限额：请中途缴款（Ctrl+7，F3）"},
		{ShellGlassDue, "break-glass code used: make a new one (Ctrl+9)", "应急码已使用，请生成新码（Ctrl+9）"},
		{ShellNobody, "Nobody is logged in at this window.\nPress Enter or Ctrl+U to log in. The outage panel (Ctrl+2) and the faults (Ctrl+3) can be seen meanwhile.", "本窗口尚无人登录。\n按回车或 Ctrl+U 登录。故障看板（Ctrl+2）和故障登记（Ctrl+3）可随时查看。"},
		{ShellDrill, "DRILL", "演练"},
		{ShellDrillDetail, "A rehearsal: receipts are watermarked and never reach the HIS.", "演练账本：票据带水印，不会进入 HIS。"},
		{ShellStandalone, "STAND-ALONE since %s", "单机收费 自 %s"},
		{ShellReady, "The HIS is stable again: the information department orders the return.", "HIS 已稳定：由信息科下令恢复。"},
		{ShellRecovering, "The HIS answers again; charge here until the return is ordered.", "HIS 已有响应；下令恢复前仍在此收费。"},
		{ShellManual, "The other departments work by hand. Charge here.", "其他科室已转手工。请在此收费。"},
		{ShellManualAt, "Charge here. Other departments go manual at %s (%s).", "请在此收费。其他科室 %s 转手工（%s）。"},
		{ShellAdopted, "Entries that only a copy still held were taken over: %d. Nothing is missing; tell the information staff.", "已从副本找回记录 %d 条。没有遗漏；请告知信息科。"},
		{ShellSpared, "The last entry could not be read, so its number is left out: %s. Where a receipt with it was printed, enter it again from its code; where none was, strike out the blank form.", "最后一条记录无法读取，其票号已跳过：%s。若已打印该号票据，请用票面二维码补录；若未打印，请将空白票作废。"},
		{ShellLogMended, "The ledger's log was damaged on the disk. The ledger was made anew from all that stood whole, %d {entry/entries}; the damaged files are kept as %s. Tell the information staff: the disk may be failing.", "账本日志在磁盘上损坏。账本已由全部完好的记录重建（共 %d 条），损坏的文件保留为 %s。请告知信息科：磁盘可能有故障。"},
		{ShellLogKept, "The end of the ledger's log cannot be read, and the second copy was behind; the files are kept as %s. Compare the last printed receipt with the list of receipts, and tell the information staff.", "账本日志末尾无法读取，且第二副本落后；原文件保留为 %s。请将最后打印的票据与票据列表核对，并告知信息科。"},
		{ShellListsKept, "The file of the copied prices and patients was damaged on the disk; it is kept as %s, and what stood whole in it was taken over. Tell the information staff: the disk may be failing.", "价表与患者数据文件在磁盘上损坏，已保留为 %s，其中完好的部分已取回。请告知信息科：磁盘可能有故障。"},
		{ShellListsBackup, "Copied prices or patients were taken from the backup of %s.", "部分价表或患者数据取自 %s 的备份。"},
		{ShellChargeHere, "Charge here.", "请在此收费。"},
		{ShellStarting, "Asking the HIS…", "正在询问 HIS…"},
		{ShellStartingDetail, "The HIS is being asked whether it works.", "正在检测 HIS 是否可用。"},
		{ShellOutage, "HIS DOWN since %s", "HIS 故障 自 %s"},
		{ShellBrownout, "HIS SLOW", "HIS 缓慢"},
		{ShellBrownoutDetail, "The HIS is slow or fails now and then. Charge there as long as it saves.", "HIS 缓慢或时有失败。能保存时仍在 HIS 收费。"},
		{ShellSuspect, "HIS: looking again", "HIS 复核中"},
		{ShellSuspectDetail, "One question was not answered; the HIS is asked again.", "一次探测未响应，正在复核。"},
		{ShellOnline, "HIS UP", "HIS 正常"},
		{ShellOnlineSince, "HIS UP since %s", "HIS 正常 自 %s"},
		{ShellOnlineDetail, "Charge in the HIS.", "请在 HIS 中收费。"},
		{ShellRelapse, "The HIS works again; it is watched until it is stable. Charge there.", "HIS 已恢复，观察中。请在 HIS 中收费。"},
		{ShellUnwatched, "HIS: not known", "HIS 状态未知"},
		{ShellUnwatchedDetail, "Too few answers yet to tell. If this stays, look at the probes in the settings.", "应答尚少，无法判断；若一直如此，请检查设置中的探测项。"},
		{ShellClassUnknown, "Class not known yet. ", "故障级别待定。"},
		{ShellClass, "Class %s fault. ", "%s 类故障。"},
		{ShellSwitchAt, "Stand-alone charging at %s, in %s.", "%s 转单机收费，还有 %s。"},
		{ShellAsk, "Switch to stand-alone now?   F12 = yes.   Without an answer it switches in %s.", "现在转为单机收费？  F12 = 是。  无应答将在 %s 后自动切换。"},
		{ShellPending, "Stand-alone begins as soon as the open bill is completed (F2) or parked (F5).", "当前账单收费（F2）或挂单（F5）后立即转单机收费。"},
		{ShellNoShift, "no shift open", "未开班"},
		{ShellShift, "%s, shift since %s", "%s，%s 开班"},
		{ShellNoBacklog, "no receipt left for the HIS", "票据均已落实"},
		{ShellUnjoined, "a former ledger is set aside: a supervisor joins it, Ctrl+J on the till", "原账本未合并：班长在收费界面按 Ctrl+J"},
		{ShellBacklog, "%[1]d receipt not in the HIS, %[2]s|%[1]d receipts not in the HIS, %[2]s", "%[1]d 张票据未入 HIS，%[2]s"},
		{ShellCopies, "%d copy|%d copies", "%d 份保存"},
		{ShellCopyUnread, "second copy cannot be opened", "第二份副本无法打开"},
		{ShellCopyUnreadText, "THE SECOND COPY CANNOT BE OPENED: the last receipts may be on this disk only. Look whether the disk is full, and call the information department.", "第二份副本无法打开：最近的票据可能仅存于本机磁盘。请检查磁盘是否已满，并通知信息科。"},
		{ShellCopyBehind, "second copy %d entry behind|second copy %d entries behind", "第二份副本落后 %d 条"},
		{ShellCopyFailed, "SECOND COPY NOT WRITTEN: %d entry is on this disk only. Call the information department.|SECOND COPY NOT WRITTEN: %d entries are on this disk only. Call the information department.", "第二份副本写入失败：%d 条记录仅存于本机磁盘，请通知信息科。"},
		{ShellClockDoubt, "Clock doubtful: it says %s. Charging goes on, marked and held back. Ctrl+W on the till", "时钟不可信：显示 %s。收费照常，加注并暂扣。收费界面按 Ctrl+W 核对"},
		{ShellDialogOpen, "Close the dialog first (Esc), then change the language.", "请先关闭对话框（Esc），再切换语言。"},
		{ShellHelpPanel, "F4 gives an order: declare, switch, hold, return. F11 fills the screen for a wall and leaves it.\nCtrl and a digit leads to another screen, Ctrl+L changes the language.", "F4 下达指令：宣布故障、转单机、暂缓、恢复。F11 全屏显示，再按退出。\nCtrl 加数字切换界面，Ctrl+L 切换语言。"},
		{ShellHelpFaults, "F2 reports a fault. For the chosen one: F3 verifies, F4 classes it, F5 notes that the workstations were told, F6 closes it with its cause.\nF8 exports the list to a file. Up and Down choose.", "F2 报告故障。对所选故障：F3 核实，F4 分类，F5 记录已反馈各站，F6 填写原因并结案。\nF8 导出列表。上下键选择。"},
		{ShellHelpReconcile, "F2 begins or stops re-entry into the HIS. F4 decides a receipt that is not settled, F5 finds one.\nF6 shows all or only open receipts, F7 checks the HIS, F8 makes the proof, there F9 saves and prints it.", "F2 开始或停止补录。F4 处理未落实的票据，F5 查找票据。\nF6 显示全部或只看未落实，F7 检查 HIS，F8 生成完整性证明，其中 F9 保存并打印。"},
		{ShellHelpLists, "F2 reads a file, F6 changes between prices, patients and open orders. Look at the preview: F2 accepts it, F4 corrects the mapping,\nF8 writes the refused rows to a file. The old list stays until the new one is accepted.", "F2 读取文件，F6 在价表、患者与未缴医嘱之间切换。查看预览后：F2 确认导入，F4 更正对应关系，\nF8 导出拒收行。确认之前沿用旧表。"},
		{ShellHelpDrill, "F2 begins a rehearsal on a ledger of its own; Esc stops it. Nothing of it can reach the HIS.", "F2 在独立账本上开始演练，Esc 停止。演练内容不会进入 HIS。"},
		{ShellPrinter, "printer %s", "打印机 %s"},
		{ShellPrinterTrouble, "printer trouble, sales stand", "打印机异常，收费有效"},
		{ShellPrintsToFile, "receipts to files", "票据存为文件"},
		{ShellPrices, "prices: %s", "价表：%s"},
		{ShellOrders, "open orders: %s", "未缴医嘱：%s"},
		{ShellPatients, "patients: %s", "患者：%s"},
		{ShellTrouble, "copied prices or patients cannot be read; copy them anew", "价表或患者数据无法读取，请重新导入"},
		{ShellKeyOpen, "key UNPROTECTED: guard it (Ctrl+0, F5)", "密钥未加保护：请保护（Ctrl+0，F5）"},
		{ShellKeyRecovered, "opened by the recovery key: guard the key anew (Ctrl+0, F5)", "由恢复密钥打开：请重新保护密钥（Ctrl+0，F5）"},
		{ShellShortened, "limits shortened for the demo", "演示：时限已缩短"},
		{ShellCrashed, "A part of the screen failed; nothing acknowledged is lost. Go on, and give the report %s to the information department.", "界面局部出错，已确认的收费不受影响。请继续，并将报告 %s 交信息科。"},
		{ShellCrashedUnwritten, "A part of the screen failed; nothing acknowledged is lost. Its report could not be written: %s", "界面局部出错，已确认的收费不受影响。报告未能写入：%s"},
		{ShellClose, "Close Outpost", "关闭 Outpost"},
		{ShellCloseBill, "A bill is open. It is kept and offered at the next start. Close?", "还有未完成的账单，将保留到下次启动。确定关闭？"},
		{ShellDemoKey, "HIS down/up", "HIS 停/启"},
		{ShellDemoBusy, "The demo's HIS is being stopped or started…", "正在停止或启动演示 HIS…"},
		{ShellDemoDown, "The demo's HIS is down: watch the line at the top notice it. Ctrl+D brings it up again.", "演示 HIS 已停止：请看上方如何发现故障。再按 Ctrl+D 恢复。"},
		{ShellDemoPeople, "The demo's people, with PINs drawn for this folder:", "演示人员及密码（密码为本文件夹随机生成）："},
		{ShellDemoUp, "The demo's HIS is up again. Stand-alone ends by order: Ctrl+2, then F4.", "演示 HIS 已恢复。退出单机须下令：Ctrl+2，再按 F4。"},
	}
}
