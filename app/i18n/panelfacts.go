package i18n

// Texts of the panel's facts, probes, backlog and controls.
const (
	PanelFactCharging    Key = "panel.fact-charging"
	PanelFactHIS         Key = "panel.fact-his"
	PanelFactClass       Key = "panel.fact-class"
	PanelFactPrices      Key = "panel.fact-prices"
	PanelFactCopy        Key = "panel.fact-copy"
	PanelFactBacklog     Key = "panel.fact-backlog"
	PanelFactOldest      Key = "panel.fact-oldest"
	PanelFactShare       Key = "panel.fact-share"
	PanelModeOnline      Key = "panel.mode-online"
	PanelModeStandalone  Key = "panel.mode-standalone"
	PanelModeInterrupted Key = "panel.mode-interrupted"
	PanelModeAfterBill   Key = "panel.mode-after-bill"
	PanelModeDown        Key = "panel.mode-down"
	PanelHISUp           Key = "panel.his-up"
	PanelHISSlow         Key = "panel.his-slow"
	PanelHISDown         Key = "panel.his-down"
	PanelHISUnknown      Key = "panel.his-unknown"
	PanelNoReading       Key = "panel.no-reading"
	PanelBeside          Key = "panel.beside"
	PanelReadAgo         Key = "panel.read-ago"
	PanelNoPrices        Key = "panel.no-prices"
	PanelPricesAsOf      Key = "panel.prices-as-of"
	PanelCopyBehind      Key = "panel.copy-behind"
	PanelBacklogNone     Key = "panel.backlog-none"
	PanelBacklog         Key = "panel.backlog"
	PanelReceipts        Key = "panel.receipts"
	PanelOldest          Key = "panel.oldest"
	PanelShare           Key = "panel.share"
	PanelShortened       Key = "panel.shortened"
	PanelTime            Key = "panel.time"
	PanelTimeline        Key = "panel.timeline"
	PanelTimelineEmpty   Key = "panel.timeline-empty"
	PanelGiveOrder       Key = "panel.give-order"
	PanelShowTimeline    Key = "panel.show-timeline"
	PanelWall            Key = "panel.wall"

	PanelProbeOK      Key = "panel.probe-ok"
	PanelProbeSlow    Key = "panel.probe-slow"
	PanelProbeFailed  Key = "panel.probe-failed"
	PanelProbeSpoke   Key = "panel.probe-spoke"
	PanelProbeRefused Key = "panel.probe-refused"
	PanelProbeConfig  Key = "panel.probe-config"

	RungCarrier     Key = "rung.carrier"
	RungGateway     Key = "rung.gateway"
	RungApplication Key = "rung.application"
	RungDatabase    Key = "rung.database"
	RungWrite       Key = "rung.write"
	RungInsurance   Key = "rung.insurance"

	SymptomCannotOpen         Key = "symptom.cannot-open"
	SymptomCannotSave         Key = "symptom.cannot-save"
	SymptomCannotReachNetwork Key = "symptom.cannot-reach-network"
	SymptomIntermittent       Key = "symptom.intermittent"
	SymptomInsuredSettlement  Key = "symptom.insured-settlement"
)

func panelFacts() []entry {
	return []entry{
		{PanelFactCharging, "Window %s", "窗口 %s"},
		{PanelFactHIS, "HIS seen from here", "本窗口所见 HIS"},
		{PanelFactClass, "Class", "类别"},
		{PanelFactPrices, "Prices copied", "价表复制"},
		{PanelFactCopy, "Second copy", "第二副本"},
		{PanelFactBacklog, "Not yet in the HIS", "尚未入 HIS"},
		{PanelFactOldest, "Oldest of them", "其中最早"},
		{PanelFactShare, "Re-entered", "已补录"},
		{PanelModeOnline, "charges through the HIS", "走 HIS 收费"},
		{PanelModeStandalone, "stand-alone since %s", "%s 起单机收费"},
		{PanelModeInterrupted, "charging interrupted; stand-alone at %s", "收费中断；%s 转单机收费"},
		{PanelModeAfterBill, "charging interrupted; stand-alone after the open bill", "收费中断；当前账单完成后转单机收费"},
		{PanelModeDown, "charging through the HIS interrupted", "HIS 收费中断"},
		{PanelHISUp, "works", "正常"},
		{PanelHISSlow, "slow or failing now and then", "缓慢或时断时续"},
		{PanelHISDown, "down", "不可用"},
		{PanelHISUnknown, "not known yet", "尚不明"},
		{PanelNoReading, "no reading yet", "尚无读数"},
		{PanelBeside, "watched by the open desktop; last change written %s", "由已打开的桌面程序监测；最近一次变化写于%s"},
		{PanelReadAgo, "%s (read %s)", "%s（%s读取）"},
		{PanelNoPrices, "none yet", "尚无"},
		{PanelPricesAsOf, "%s (%s)", "%s（%s）"},
		{PanelCopyBehind, "%d entry behind|%d entries behind", "落后 %d 条"},
		{PanelBacklogNone, "nothing", "无"},
		{PanelBacklog, "%s, %s", "%s，%s"},
		{PanelReceipts, "%d receipt|%d receipts", "%d 张收据"},
		{PanelOldest, "%s (%s)", "%s（%s）"},
		{PanelShare, "%d of %d (%d%%)", "%d / %d（%d%%）"},
		{PanelShortened, "The plan's limits are changed at this window (demonstration or drill).", "本窗口的预案时限已改动（演示或演练）。"},
		{PanelTime, "Time", "时间"},
		{PanelTimeline, "What happened", "经过"},
		{PanelTimelineEmpty, "Nothing has happened yet.", "尚无事件。"},
		{PanelGiveOrder, "Give an order", "下达指令"},
		{PanelShowTimeline, "Timeline", "时间线"},
		{PanelWall, "Full screen", "全屏"},

		{PanelProbeOK, "ok, %s", "正常，%s"},
		{PanelProbeSlow, "slow, %s", "缓慢，%s"},
		{PanelProbeFailed, "no answer", "无应答"},
		{PanelProbeSpoke, "answers with an error", "应答报错"},
		{PanelProbeRefused, "does not answer (refused)", "无应答（连接被拒绝）"},
		{PanelProbeConfig, "the probe is set up wrongly", "探测设置有误"},

		{RungCarrier, "Network cable", "网线"},
		{RungGateway, "Gateway", "网关"},
		{RungApplication, "HIS program", "HIS 程序"},
		{RungDatabase, "HIS database", "HIS 数据库"},
		{RungWrite, "Saving in the HIS", "HIS 保存"},
		{RungInsurance, "Insurance line", "医保线路"},

		{SymptomCannotOpen, "The program cannot be opened", "程序打不开"},
		{SymptomCannotSave, "Cannot save", "不能保存"},
		{SymptomCannotReachNetwork, "Cannot reach the network", "连不上网络"},
		{SymptomIntermittent, "Works only intermittently", "时断时续"},
		{SymptomInsuredSettlement, "Insured settlement fails", "医保结算失败"},
	}
}
