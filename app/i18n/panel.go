package i18n

// Texts of the outage panel: the one sentence, the count-downs and the facts.
const (
	PanelIn   Key = "panel.in"
	PanelNow  Key = "panel.now"
	PanelAnd  Key = "panel.and"
	PanelStop Key = "panel.stop"

	PanelWordNormal      Key = "panel.word-normal"
	PanelWordChecking    Key = "panel.word-checking"
	PanelWordMuted       Key = "panel.word-muted"
	PanelWordMaintenance Key = "panel.word-maintenance"
	PanelWordBrownout    Key = "panel.word-brownout"
	PanelWordClass1      Key = "panel.word-class1"
	PanelWordClass2      Key = "panel.word-class2"
	PanelWordClass3      Key = "panel.word-class3"
	PanelWordUnknown     Key = "panel.word-unknown"
	PanelWordRecovering  Key = "panel.word-recovering"
	PanelWordReady       Key = "panel.word-ready"
	PanelWordUnreadable  Key = "panel.word-unreadable"

	PanelNormal           Key = "panel.normal"
	PanelNoFaultWritten   Key = "panel.no-fault-written"
	PanelChecking         Key = "panel.checking"
	PanelReading          Key = "panel.reading"
	PanelUnreadable       Key = "panel.unreadable"
	PanelMuted            Key = "panel.muted"
	PanelMaintenance      Key = "panel.maintenance"
	PanelMaintenanceComes Key = "panel.maintenance-comes"
	PanelBrownout         Key = "panel.brownout"
	PanelOffer            Key = "panel.offer"
	PanelFaultClass1      Key = "panel.fault-class1"
	PanelFaultClass2      Key = "panel.fault-class2"
	PanelFaultClass3      Key = "panel.fault-class3"
	PanelFaultUnknown     Key = "panel.fault-unknown"
	PanelNextWindow       Key = "panel.next-window"
	PanelRecovering       Key = "panel.recovering"
	PanelStable           Key = "panel.stable"
	PanelReady            Key = "panel.ready"
	PanelReturnByOrder    Key = "panel.return-by-order"

	PanelOnline       Key = "panel.online"
	PanelStandalone   Key = "panel.standalone"
	PanelWaitsForBill Key = "panel.waits-for-bill"
	PanelAsked        Key = "panel.asked"
	PanelHeld         Key = "panel.held"
	PanelSwitches     Key = "panel.switches"
	PanelManualSince  Key = "panel.manual-since"
	PanelManualAt     Key = "panel.manual-at"
	PanelManualArea   Key = "panel.manual-area"
	PanelManualAll    Key = "panel.manual-all"

	PanelNoIncident       Key = "panel.no-incident"
	PanelClass1           Key = "panel.class1"
	PanelClass2           Key = "panel.class2"
	PanelClass3           Key = "panel.class3"
	PanelClassUnknown     Key = "panel.class-unknown"
	PanelByProbes         Key = "panel.by-probes"
	PanelByPerson         Key = "panel.by-person"
	PanelConfidenceHigh   Key = "panel.confidence-high"
	PanelConfidenceMedium Key = "panel.confidence-medium"
	PanelConfidenceLow    Key = "panel.confidence-low"
	PanelPartNetwork      Key = "panel.part-network"
	PanelPartServer       Key = "panel.part-server"
	PanelPartDatabase     Key = "panel.part-database"

	PanelCountNoSwitch   Key = "panel.count-no-switch"
	PanelCountStandalone Key = "panel.count-standalone"
	PanelCountWaits      Key = "panel.count-waits"
	PanelCountAsked      Key = "panel.count-asked"
	PanelCountSwitch     Key = "panel.count-switch"
	PanelCountNoManual   Key = "panel.count-no-manual"
	PanelCountManual     Key = "panel.count-manual"
	PanelCountToManual   Key = "panel.count-to-manual"
)

func panel() []entry {
	return []entry{
		{PanelIn, "in %s", "还有 %s"},
		{PanelNow, "now", "现在"},
		{PanelAnd, "; ", "；"},
		{PanelStop, ".", "。"},

		{PanelWordNormal, "NORMAL", "正常"},
		{PanelWordChecking, "CHECKING", "检测中"},
		{PanelWordMuted, "FALSE ALARM", "误报静默"},
		{PanelWordMaintenance, "MAINTENANCE", "计划维护"},
		{PanelWordBrownout, "SLOW OR UNSTABLE", "缓慢或不稳"},
		{PanelWordClass1, "WHOLE-SYSTEM FAULT", "一类（整体）故障"},
		{PanelWordClass2, "REGIONAL FAULT", "二类（局部）故障"},
		{PanelWordClass3, "THIS WINDOW ONLY", "三类（单点）故障"},
		{PanelWordUnknown, "FAULT, SCOPE UNKNOWN", "故障，范围不明"},
		{PanelWordRecovering, "UP AGAIN, BEING WATCHED", "已恢复，观察中"},
		{PanelWordReady, "UP, NOT YET RELEASED", "技术已恢复，尚未放行"},
		{PanelWordUnreadable, "NOT READABLE", "无法读取"},

		{PanelNormal, "The HIS works", "HIS 运行正常"},
		{PanelNoFaultWritten, "No fault is on record now", "当前无故障记录"},
		{PanelChecking, "The HIS is being checked", "正在检测 HIS"},
		{PanelReading, "Reading the ledger…", "正在读取账本…"},
		{PanelUnreadable, "The state could not be read: %v. It is tried again; call the information department if this stays.", "无法读取状态：%v。正在重试；如持续出现请联系信息科。"},
		{PanelMuted, "Called a false alarm; alarms are off until %s", "已判为误报；%s 前不再报警"},
		{PanelMaintenance, "Maintenance from %s to %s, alarms are off", "%s 至 %s 计划维护，不报警"},
		{PanelMaintenanceComes, "maintenance is planned from %s to %s", "计划维护 %s 至 %s"},
		{PanelBrownout, "The HIS is slow or fails now and then since %s", "HIS 自 %s 起缓慢或时断时续"},
		{PanelOffer, "a supervisor may order stand-alone charging", "班长可下令转单机收费"},
		{PanelFaultClass1, "Whole-system fault since %s", "%s 起整体故障"},
		{PanelFaultClass2, "Regional fault since %s", "%s 起局部故障"},
		{PanelFaultClass3, "Fault at this window only since %s", "%s 起仅本窗口故障"},
		{PanelFaultUnknown, "Fault since %s, how far it goes is not known yet", "%s 起故障，范围尚不明"},
		{PanelNextWindow, "send the patients to the next window", "请患者到相邻窗口"},
		{PanelRecovering, "The HIS answers again since %s", "HIS 自 %s 起恢复应答"},
		{PanelStable, "it is watched until %s (%s)", "观察至 %s（%s）"},
		{PanelReady, "Technically up, not yet released: the HIS is stable since %s", "技术已恢复，尚未放行：HIS 自 %s 起稳定"},
		{PanelReturnByOrder, "the head of information orders the return", "由信息科主任下令恢复"},

		{PanelOnline, "outpatient charging goes through the HIS", "门诊收费走 HIS"},
		{PanelStandalone, "outpatient charging stand-alone since %s", "%s 起门诊单机收费"},
		{PanelWaitsForBill, "outpatient charging goes stand-alone as soon as the open bill is done", "当前账单完成后门诊转单机收费"},
		{PanelAsked, "the cashier is asked; outpatient charging goes stand-alone by itself at %s (%s)", "已询问收费员；门诊将于 %s 自动转单机收费（%s）"},
		{PanelHeld, "postponed: outpatient charging goes stand-alone at %s (%s)", "已延后：门诊将于 %s 转单机收费（%s）"},
		{PanelSwitches, "outpatient charging goes stand-alone at %s (%s)", "门诊将于 %s 转单机收费（%s）"},
		{PanelManualSince, "other departments manual since %s", "其他科室 %s 起手工作业"},
		{PanelManualAt, "other departments go manual at %s (%s)", "其他科室将于 %s 转手工（%s）"},
		{PanelManualAll, "other departments work manually", "其他科室手工作业"},
		{PanelManualArea, "the departments of this area work manually", "本区域科室手工作业"},

		{PanelNoIncident, "no incident", "无故障"},
		{PanelClass1, "class 1, whole system", "一类（整体）"},
		{PanelClass2, "class 2, regional", "二类（局部）"},
		{PanelClass3, "class 3, single point", "三类（单点）"},
		{PanelClassUnknown, "class not known yet", "类别未定"},
		{PanelByProbes, "judged by the probes, %s", "由探测判定，%s"},
		{PanelByPerson, "declared by a person at %s", "%s 由人员宣布"},
		{PanelConfidenceHigh, "certain", "把握大"},
		{PanelConfidenceMedium, "probable", "把握中等"},
		{PanelConfidenceLow, "uncertain", "把握小"},
		{PanelPartNetwork, "the network", "网络"},
		{PanelPartServer, "the server", "服务器"},
		{PanelPartDatabase, "the database", "数据库"},

		{PanelCountNoSwitch, "Stand-alone charging: not due", "转单机收费：未到时"},
		{PanelCountStandalone, "Outpatient charging stand-alone since %s", "%s 起门诊单机收费"},
		{PanelCountWaits, "Stand-alone after the open bill", "当前账单完成后转单机"},
		{PanelCountAsked, "Cashier asked; stand-alone at %s", "已询问收费员；%s 转单机"},
		{PanelCountSwitch, "Charging goes stand-alone at %s", "%s 转单机收费"},
		{PanelCountNoManual, "Other departments: normal", "其他科室：正常"},
		{PanelCountManual, "Other departments manual since %s", "其他科室 %s 起手工"},
		{PanelCountToManual, "Other departments go manual at %s", "其他科室 %s 转手工"},
	}
}
