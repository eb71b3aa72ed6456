package i18n

// Texts of the screen on which an outage day is rehearsed.
const (
	DrillScreen  Key = "drill.screen"
	DrillExplain Key = "drill.explain"

	DrillCharges     Key = "drill.charges"
	DrillPrices      Key = "drill.prices"
	DrillPricesHint  Key = "drill.prices-hint"
	DrillSeed        Key = "drill.seed"
	DrillBadCharges  Key = "drill.bad-charges"
	DrillBadSeed     Key = "drill.bad-seed"
	DrillDoStart     Key = "drill.do-start"
	DrillDoStop      Key = "drill.do-stop"
	DrillUnderWay    Key = "drill.under-way"
	DrillStopping    Key = "drill.stopping"
	DrillNotBegun    Key = "drill.not-begun"
	DrillResultEmpty Key = "drill.result-empty"
	DrillFormerEmpty Key = "drill.former-empty"

	DrillPart      Key = "drill.part"
	DrillState     Key = "drill.state"
	DrillSeconds   Key = "drill.seconds"
	DrillCameTo    Key = "drill.came-to"
	DrillFormer    Key = "drill.former"
	DrillResult    Key = "drill.result"
	DrillTillBills Key = "drill.till-bills"

	DrillNow         Key = "drill.now"
	DrillDone        Key = "drill.done"
	DrillStepFailed  Key = "drill.step-failed"
	DrillStepStopped Key = "drill.step-stopped"
	DrillWordPassed  Key = "drill.word-passed"
	DrillWordFailed  Key = "drill.word-failed"
	DrillWordStopped Key = "drill.word-stopped"

	DrillPassed        Key = "drill.passed"
	DrillFailed        Key = "drill.failed"
	DrillStopped       Key = "drill.stopped"
	DrillBroken        Key = "drill.broken"
	DrillWrong         Key = "drill.wrong"
	DrillMoreWrong     Key = "drill.more-wrong"
	DrillJudge         Key = "drill.judge"
	DrillFaults        Key = "drill.faults"
	DrillFaultsBetween Key = "drill.faults-between"
	DrillProof         Key = "drill.proof"
	DrillFolder        Key = "drill.folder"

	DrillStepHISUp     Key = "drill.step-his-up"
	DrillStepCopy      Key = "drill.step-copy"
	DrillStepOutage    Key = "drill.step-outage"
	DrillStepCharge    Key = "drill.step-charge"
	DrillStepVoid      Key = "drill.step-void"
	DrillStepReentry   Key = "drill.step-reentry"
	DrillStepDecisions Key = "drill.step-decisions"
	DrillStepProof     Key = "drill.step-proof"
	DrillStepJudge     Key = "drill.step-judge"

	DrillDetailCopy       Key = "drill.detail-copy"
	DrillDetailOutage     Key = "drill.detail-outage"
	DrillDetailCharge     Key = "drill.detail-charge"
	DrillDetailVoid       Key = "drill.detail-void"
	DrillDetailReentry    Key = "drill.detail-reentry"
	DrillDetailDecisions  Key = "drill.detail-decisions"
	DrillDetailComplete   Key = "drill.detail-complete"
	DrillDetailIncomplete Key = "drill.detail-incomplete"
	DrillDetailJudge      Key = "drill.detail-judge"

	DrillFaultRefuse     Key = "drill.fault-refuse"
	DrillFaultLogin      Key = "drill.fault-login"
	DrillFaultFreeze     Key = "drill.fault-freeze"
	DrillFaultSlow       Key = "drill.fault-slow"
	DrillFaultCutAfter   Key = "drill.fault-cut-after"
	DrillFaultCutBefore  Key = "drill.fault-cut-before"
	DrillFaultErrorAfter Key = "drill.fault-error-after"
	DrillFaultLate       Key = "drill.fault-late"
	DrillFaultHTML       Key = "drill.fault-html"
	DrillFaultEntry      Key = "drill.fault-entry"
	DrillFaultReprice    Key = "drill.fault-reprice"
	DrillFaultByHand     Key = "drill.fault-by-hand"
)

func drills() []entry {
	return []entry{
		{DrillScreen, "Drill", "演练"},
		{DrillExplain, "A drill rehearses a whole outage day with real processes on a ledger of its own: its receipts are watermarked and never reach a hospital's HIS, and charging goes on meanwhile.", "演练在独立账本上以真实进程排演整个故障日：票据带水印，绝不进入医院 HIS；演练期间照常收费。"},

		{DrillCharges, "Receipts", "票据张数"},
		{DrillPrices, "Price list", "价表"},
		{DrillPricesHint, "a file; empty: the list in force at this window", "文件；留空则用本窗口有效价表"},
		{DrillSeed, "Seed", "随机种子"},
		{DrillBadCharges, "Type how many receipts, %d to %d: each fault of the HIS must find one.", "请输入票据张数（%d 至 %d）：每种 HIS 故障都要遇到票据。"},
		{DrillBadSeed, "Type a whole number as the seed; the same seed makes the same bills.", "随机种子请输入整数；相同种子生成相同账单。"},
		{DrillDoStart, "Start the drill", "开始演练"},
		{DrillDoStop, "Stop the drill", "停止演练"},
		{DrillUnderWay, "Drill under way, part %d of %d: %s. %s so far. Esc stops it.", "演练进行中，第 %d/%d 步：%s。已用时 %s。Esc 停止。"},
		{DrillStopping, "The drill is being stopped; its till and its HIS are ended.", "正在停止演练，并结束其收费进程和 HIS 进程。"},
		{DrillNotBegun, "The drill was not begun: %s", "演练未能开始：%s"},
		{DrillResultEmpty, "F2 starts a drill; 100 receipts take about half a minute. What it came to will stand here.", "按 F2 开始演练；100 张票据约需半分钟。结果将显示在此处。"},
		{DrillFormerEmpty, "No drill has been held at this window yet.", "本窗口尚未进行过演练。"},

		{DrillPart, "Part of the day", "环节"},
		{DrillState, "State", "状态"},
		{DrillSeconds, "Seconds", "秒"},
		{DrillCameTo, "Came to", "情况"},
		{DrillFormer, "Former drills", "历次演练"},
		{DrillResult, "Result", "结果"},
		{DrillTillBills, "Receipts", "票据"},

		{DrillNow, "under way", "进行中"},
		{DrillDone, "done", "完成"},
		{DrillStepFailed, "failed", "失败"},
		{DrillStepStopped, "stopped", "已停止"},
		{DrillWordPassed, "passed", "通过"},
		{DrillWordFailed, "failed", "未通过"},
		{DrillWordStopped, "stopped", "已停止"},

		{DrillPassed, "PASSED: every receipt stands in the drill's HIS once or was voided or decided; none is unaccounted for.", "通过：每张票据在演练 HIS 中恰有一份，或已作废、已裁定；没有去向不明的票据。"},
		{DrillFailed, "FAILED: see below; the drill's folder keeps everything for the information department.", "未通过：原因见下；演练文件夹保留了全部资料，供信息科查看。"},
		{DrillStopped, "STOPPED before its end: it says nothing about this window. Start it again with F2.", "中途停止：不能说明本窗口的情况。按 F2 重新开始。"},
		{DrillBroken, "The drill could not be carried on: %s", "演练无法继续（原文）：%s"},
		{DrillWrong, "%s", "不符之处（原文）：%s"},
		{DrillMoreWrong, "And %d more; all of them are in %s", "另有 %d 条，全部见 %s"},
		{DrillJudge, "The judge, who lists the HIS itself: %d acknowledged = %d in the HIS once + %d voided + %d decided + %d unaccounted for; %d strange bills.", "核验（直接清点 HIS）：已确认 %d = 入 HIS 一次 %d + 作废 %d + 裁定 %d + 去向不明 %d；来历不明 %d。"},
		{DrillFaults, "Faults of the HIS that were met: %s.", "遇到的 HIS 故障：%s。"},
		{DrillFaultsBetween, "; ", "；"},
		{DrillProof, "Proof: %s", "完整性证明：%s"},
		{DrillFolder, "Folder: %s", "文件夹：%s"},

		{DrillStepHISUp, "HIS up", "HIS 启动"},
		{DrillStepCopy, "Data copied", "复制数据"},
		{DrillStepOutage, "Outage noticed, switched", "发现故障并切换"},
		{DrillStepCharge, "Charging, till killed", "收费，收费进程被杀"},
		{DrillStepVoid, "Voids", "作废"},
		{DrillStepReentry, "HIS back, re-entry with faults", "HIS 恢复，带故障补录"},
		{DrillStepDecisions, "Decisions", "人工裁定"},
		{DrillStepProof, "Proof", "完整性证明"},
		{DrillStepJudge, "Judge", "核验"},

		{DrillDetailCopy, "%d item|%d items", "%d 个项目"},
		{DrillDetailOutage, "noticed at %.1f s, switched at %.1f s", "%.1f 秒发现，%.1f 秒切换"},
		{DrillDetailCharge, "%d {receipt/receipts}, %d {kill/kills}, %d bills twice", "%d 张票据，被杀 %d 次，重交 %d 单"},
		{DrillDetailVoid, "%d receipt voided|%d receipts voided", "作废 %d 张"},
		{DrillDetailReentry, "%d {sending/sendings} in %d {run/runs}", "发送 %d 次，共 %d 轮"},
		{DrillDetailDecisions, "%d case decided|%d cases decided", "裁定 %d 例"},
		{DrillDetailComplete, "complete", "完整"},
		{DrillDetailIncomplete, "not complete", "不完整"},
		{DrillDetailJudge, "%d unaccounted for", "去向不明 %d"},

		{DrillFaultRefuse, "refuses", "拒绝服务"},
		{DrillFaultLogin, "refuses the login", "拒绝登录"},
		{DrillFaultFreeze, "freezes", "无响应"},
		{DrillFaultSlow, "saves slowly", "保存缓慢"},
		{DrillFaultCutAfter, "saves, then cuts the connection", "保存后断线"},
		{DrillFaultCutBefore, "cuts the connection before saving", "保存前断线"},
		{DrillFaultErrorAfter, "saves and answers with an error", "保存却报错"},
		{DrillFaultLate, "saves after cutting the connection", "断线后才保存"},
		{DrillFaultHTML, "answers with a web page", "返回网页"},
		{DrillFaultEntry, "refuses one entry", "拒收其中一条"},
		{DrillFaultReprice, "changes prices", "改价"},
		{DrillFaultByHand, "entered by hand before", "补录前已手工录入"},
	}
}
