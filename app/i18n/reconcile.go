package i18n

// Texts of the reconciliation screen.
const (
	ReconcileAll      Key = "reconcile.all"
	ReconcileOpen     Key = "reconcile.open"
	ReconcileNoneOpen Key = "reconcile.none-open"
	ReconcileFound    Key = "reconcile.found"
	ReconcileMore     Key = "reconcile.more"
	ReconcileEmpty    Key = "reconcile.empty"
	ReconcileFindHint Key = "reconcile.find-hint"

	ReconcileSold      Key = "reconcile.sold"
	ReconcilePatient   Key = "reconcile.patient"
	ReconcileState     Key = "reconcile.state"
	ReconcileHISNumber Key = "reconcile.his-number"
	ReconcileDetail    Key = "reconcile.detail"
	ReconcileLines     Key = "reconcile.lines"
	ReconcileAttempts  Key = "reconcile.attempts"
	ReconcileWhy       Key = "reconcile.why"

	ReconcileNoChoice        Key = "reconcile.no-choice"
	ReconcileNoNumber        Key = "reconcile.no-number"
	ReconcileNoneSelected    Key = "reconcile.none-selected"
	ReconcileNothingToDecide Key = "reconcile.nothing-to-decide"
	ReconcileDecided         Key = "reconcile.decided"
	ReconcileDecideOn        Key = "reconcile.decide-on"

	ReconcileNeverChecked Key = "reconcile.never-checked"
	ReconcileCheckFailed  Key = "reconcile.check-failed"
	ReconcileCheckCopies  Key = "reconcile.check-copies"
	ReconcileCheckPassed  Key = "reconcile.check-passed"
	ReconcileChecking     Key = "reconcile.checking"

	ReconcileHISDown    Key = "reconcile.his-down"
	ReconcileStarting   Key = "reconcile.starting"
	ReconcileProgress   Key = "reconcile.progress"
	ReconcileEnded      Key = "reconcile.ended"
	ReconcileStopped    Key = "reconcile.stopped"
	ReconcileFailed     Key = "reconcile.failed"
	ReconcileDecideNext Key = "reconcile.decide-next"

	ReconcileProving  Key = "reconcile.proving"
	ReconcilePrinting Key = "reconcile.printing"
	ReconcileSaved    Key = "reconcile.saved"
	ReconcilePart     Key = "reconcile.part"
	ReconcileSum      Key = "reconcile.sum"
	ReconcileNumbers  Key = "reconcile.numbers"
	ReconcileTender   Key = "reconcile.tender"
	ReconcileOutage   Key = "reconcile.outage"

	ReconcileCloseFinding Key = "reconcile.close-finding"
	ReconcileNoFinding    Key = "reconcile.no-finding"

	ReconcileDoRun    Key = "reconcile.do-run"
	ReconcileDoStop   Key = "reconcile.do-stop"
	ReconcileDoDecide Key = "reconcile.do-decide"
	ReconcileDoFind   Key = "reconcile.do-find"
	ReconcileDoAll    Key = "reconcile.do-all"
	ReconcileDoOpen   Key = "reconcile.do-open"
	ReconcileDoCheck  Key = "reconcile.do-check"
	ReconcileDoProof  Key = "reconcile.do-proof"
	ReconcileDoPrint  Key = "reconcile.do-print"
	ReconcileDoList   Key = "reconcile.do-list"
)

func reconcile() []entry {
	return []entry{
		{ReconcileAll, "All: %d receipt|All: %d receipts", "全部：%d 张收据"},
		{ReconcileOpen, "Not settled: %d receipt|Not settled: %d receipts", "未落实：%d 张收据"},
		{ReconcileNoneOpen, "Nothing is left to settle", "没有未落实的收据"},
		{ReconcileFound, "%d receipt with “%s”|%d receipts with “%s”", "含“%[2]s”的收据 %[1]d 张"},
		{ReconcileMore, "and more", "及更多"},
		{ReconcileEmpty, "There is no receipt to show.", "没有可显示的收据。"},
		{ReconcileFindHint, "F5 Find: number, patient, phone, card; Enter", "F5 查找：收据号、患者、电话、卡号；回车"},

		{ReconcileSold, "Sold", "收费时间"},
		{ReconcilePatient, "Patient", "患者"},
		{ReconcileState, "State", "状态"},
		{ReconcileHISNumber, "HIS number", "HIS 单号"},
		{ReconcileDetail, "%s · %s (%s) · %s · %s · %s", "%s · %s（%s）· %s · %s · %s"},
		{ReconcileLines, "%d line|%d lines", "%d 项"},
		{ReconcileAttempts, "sent %d time|sent %d times", "发送 %d 次"},
		{ReconcileWhy, "%s: %s", "%s：%s"},

		{ReconcileNoChoice, "Choose the decision: type its digit, 1 to %d.", "请选择处理方式：输入数字 1 至 %d。"},
		{ReconcileNoNumber, "Type the number under which it stands in the HIS.", "请输入该收据在 HIS 中的单号。"},
		{ReconcileNoneSelected, "Select a receipt first.", "请先选择一张收据。"},
		{ReconcileNothingToDecide, "Nothing is to be decided here: %s.", "此处无需处理：%s。"},
		{ReconcileDecided, "The decision on receipt %s is written down.", "收据 %s 的处理结果已记录。"},
		{ReconcileDecideOn, "Decision on receipt %s", "处理收据 %s"},

		{ReconcileNeverChecked, "The HIS has not been checked yet; the check runs before the first re-entry.", "尚未对 HIS 做上线检查；首次补录前会自动检查。"},
		{ReconcileCheckFailed, "The check of %s failed (%s: %s). Receipts are not sent; let the supplier mend it or enter them by hand.", "%s 检查未通过（%s：%s）。不会发送收据；请供应商修复或人工录入。"},
		{ReconcileCheckCopies, "%s was checked %s; it does not refuse a second copy, so unknown answers go to a person.", "%s 于%s检查；它不拒绝重复，结果不明者交人工处理。"},
		{ReconcileCheckPassed, "%s was checked %s and refuses a second copy.", "%s 于%s检查通过，能拒绝重复。"},
		{ReconcileChecking, "Checking the HIS with a test receipt…", "正在用测试收据检查 HIS…"},

		{ReconcileHISDown, "The HIS is down: nothing can be re-entered now. Try again when it is up.", "HIS 不可用，暂不能补录；恢复后再试。"},
		{ReconcileStarting, "The re-entry starts…", "开始补录…"},
		{ReconcileProgress, "%d of %d: %s %s. Esc stops.", "%d / %d：%s %s。按 Esc 停止。"},
		{ReconcileEnded, "%d {receipt/receipts} worked off: %d in the HIS, %d refused, %d differ, %d unknown.", "已处理 %d 张：入 HIS %d，拒收 %d，不符 %d，不明 %d。"},
		{ReconcileStopped, "Stopped.", "已停止。"},
		{ReconcileFailed, "The re-entry ended early: %v.", "补录提前结束：%v。"},
		{ReconcileDecideNext, "Decide the marked ones (F4).", "请处理标出的收据（F4）。"},

		{ReconcileProving, "Reading and verifying the whole ledger…", "正在读取并校验整个账本…"},
		{ReconcilePrinting, "Writing the proof…", "正在生成证明…"},
		{ReconcileSaved, "The proof is saved: %s", "证明已保存：%s"},
		{ReconcilePart, "Part", "部分"},
		{ReconcileSum, "%s: %s", "%s：%s"},
		{ReconcileNumbers, "%s: issued %d = used %d + voided %d + spoiled %d + unused %d; missing %d", "%s：发出 %d = 使用 %d + 作废 %d + 损毁 %d + 未用 %d；缺号 %d"},
		{ReconcileOutage, "since %s; stand-alone since %s; back on the HIS: %s", "%s 起；单机收费自 %s；恢复 HIS 收费：%s"},
		{ReconcileTender, "%s; by shift reports %s", "%s；按日结 %s"},

		{ReconcileCloseFinding, "Close this finding", "裁定关闭此项"},
		{ReconcileNoFinding, "Select a finding about numbers or totals: what is unsettled, not counted or not verified is settled, counted or verified instead.", "请选择关于号码或合计的项目；未落实、未清点、未校验的须先落实、清点、校验。"},

		{ReconcileDoRun, "Re-enter", "开始补录"},
		{ReconcileDoStop, "Stop", "停止"},
		{ReconcileDoDecide, "Decide", "处理"},
		{ReconcileDoFind, "Find", "查找"},
		{ReconcileDoAll, "Show all", "显示全部"},
		{ReconcileDoOpen, "Show open ones", "只看未落实"},
		{ReconcileDoCheck, "Check the HIS", "检查 HIS"},
		{ReconcileDoProof, "Proof", "完整性证明"},
		{ReconcileDoPrint, "Save and print", "保存并打印"},
		{ReconcileDoList, "Back to the list", "返回清单"},
	}
}
