package i18n

// Texts of the fault register.
const (
	RegisterEmpty        Key = "register.empty"
	RegisterWhich        Key = "register.which"
	RegisterNoneSelected Key = "register.none-selected"
	RegisterExported     Key = "register.exported"

	RegisterDoReport   Key = "register.do-report"
	RegisterDoVerify   Key = "register.do-verify"
	RegisterDoClass    Key = "register.do-class"
	RegisterDoTell     Key = "register.do-tell"
	RegisterDoClose    Key = "register.do-close"
	RegisterDoExport   Key = "register.do-export"
	RegisterDoneReport Key = "register.done-report"
	RegisterDoneVerify Key = "register.done-verify"
	RegisterDoneClass  Key = "register.done-class"
	RegisterDoneTell   Key = "register.done-tell"
	RegisterDoneClose  Key = "register.done-close"

	RegisterGone            Key = "register.gone"
	RegisterClosedAlready   Key = "register.closed-already"
	RegisterVerifiedAlready Key = "register.verified-already"
	RegisterVerifyFirst     Key = "register.verify-first"
	RegisterToldAlready     Key = "register.told-already"
	RegisterNoCause         Key = "register.no-cause"
	RegisterJustReported    Key = "register.just-reported"

	RegisterReported    Key = "register.reported"
	RegisterSymptom     Key = "register.symptom"
	RegisterOrigin      Key = "register.origin"
	RegisterVerifiedAt  Key = "register.verified-at"
	RegisterVerifiedBy  Key = "register.verified-by"
	RegisterClass       Key = "register.class"
	RegisterClassReason Key = "register.class-reason"
	RegisterToldAt      Key = "register.told-at"
	RegisterClosedAt    Key = "register.closed-at"
	RegisterClosedBy    Key = "register.closed-by"
	RegisterCause       Key = "register.cause"
	RegisterIncident    Key = "register.incident"
	RegisterID          Key = "register.id"
	RegisterState       Key = "register.state"

	RegisterNew      Key = "register.new"
	RegisterVerified Key = "register.verified"
	RegisterTold     Key = "register.told"
	RegisterClosed   Key = "register.closed"
	RegisterDetector Key = "register.detector"
	RegisterPerson   Key = "register.person"

	RegisterDetailReported Key = "register.detail-reported"
	RegisterDetailNote     Key = "register.detail-note"
	RegisterDetailVerified Key = "register.detail-verified"
	RegisterDetailClass    Key = "register.detail-class"
	RegisterDetailTold     Key = "register.detail-told"
	RegisterDetailClosed   Key = "register.detail-closed"
)

func register() []entry {
	return []entry{
		{RegisterEmpty, "No fault has been registered. F2 reports one.", "尚无故障登记。按 F2 报告。"},
		{RegisterWhich, "What does the workstation show? Type its digit.", "工作站出现什么现象？请按数字。"},
		{RegisterNoneSelected, "Select a fault first.", "请先选择一条故障。"},
		{RegisterExported, "Written to %s", "已写入 %s"},

		{RegisterDoReport, "Report a fault", "报告故障"},
		{RegisterDoVerify, "Verified", "核实"},
		{RegisterDoClass, "Class", "分类"},
		{RegisterDoTell, "Workstations told", "已反馈各站"},
		{RegisterDoClose, "Close", "结案"},
		{RegisterDoExport, "Export CSV", "导出 CSV"},
		{RegisterDoneReport, "The fault is registered and weighed with the probes.", "故障已登记，并与探测结果一并判断。"},
		{RegisterDoneVerify, "The fault is verified.", "故障已核实。"},
		{RegisterDoneClass, "The class is registered.", "类别已登记。"},
		{RegisterDoneTell, "It is registered that the workstations were told.", "已登记反馈各工作站。"},
		{RegisterDoneClose, "The fault is closed.", "故障已结案。"},

		{RegisterGone, "This fault is no longer in the register; select another.", "登记中已无此故障，请另选。"},
		{RegisterClosedAlready, "This fault is closed; report a new one.", "此故障已结案；请另行报告。"},
		{RegisterVerifiedAlready, "This fault is verified already.", "此故障已核实。"},
		{RegisterVerifyFirst, "Verify the fault first (F3).", "请先核实故障（F3）。"},
		{RegisterToldAlready, "The workstations were told already.", "已反馈过各工作站。"},
		{RegisterNoCause, "Type the cause.", "请输入原因。"},

		{RegisterJustReported, "This was reported just now: %s. Report it again only if it happens anew.", "刚刚已报告：%s。再次发生时再报告。"},

		{RegisterReported, "Reported", "报告时间"},
		{RegisterSymptom, "Symptom", "现象"},
		{RegisterOrigin, "Reported by", "报告人"},
		{RegisterVerifiedAt, "Verified", "核实时间"},
		{RegisterVerifiedBy, "Verified by", "核实人"},
		{RegisterClass, "Class", "类别"},
		{RegisterClassReason, "Reason for the class", "分类理由"},
		{RegisterToldAt, "Workstations told", "反馈时间"},
		{RegisterClosedAt, "Closed", "结案时间"},
		{RegisterClosedBy, "Closed by", "结案人"},
		{RegisterCause, "Cause", "原因"},
		{RegisterIncident, "Incident", "故障事件"},
		{RegisterID, "Id", "编号"},
		{RegisterState, "State", "状态"},

		{RegisterNew, "not verified", "未核实"},
		{RegisterVerified, "verified", "已核实"},
		{RegisterTold, "workstations told", "已反馈"},
		{RegisterClosed, "closed", "已结案"},
		{RegisterDetector, "detector", "自动探测"},
		{RegisterPerson, "a person", "人员"},

		{RegisterDetailReported, "Reported %s by %s: %s", "%s 报告，报告人 %s：%s"},
		{RegisterDetailNote, "Note: %s", "备注：%s"},
		{RegisterDetailVerified, "Verified %s by %s", "%s 核实，核实人 %s"},
		{RegisterDetailClass, "%s, because: %s", "%s，理由：%s"},
		{RegisterDetailTold, "Workstations told %s", "%s 已反馈各工作站"},
		{RegisterDetailClosed, "Closed %s by %s; cause: %s", "%s 结案，结案人 %s；原因：%s"},
	}
}
