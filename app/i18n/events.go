package i18n

// Texts of the timeline, the orders and why an order was refused.
const (
	EventReportInfoCenter     Key = "event.report-info-center"
	EventNotifyLeaders        Key = "event.notify-leaders"
	EventLeadersDetermined    Key = "event.leaders-determined"
	EventLeadersUndetermined  Key = "event.leaders-undetermined"
	EventLeadersNoCause       Key = "event.leaders-no-cause"
	EventNotifyNetAdmin       Key = "event.notify-net-admin"
	EventNotifyDeptHeads      Key = "event.notify-dept-heads"
	EventNotifySoftwareVendor Key = "event.notify-software-vendor"
	EventOfferBorrow          Key = "event.offer-borrow"
	EventRegisterFault        Key = "event.register-fault"
	EventFaultRegistered      Key = "event.fault-registered"
	EventClassUp              Key = "event.class-up"
	EventClassDown            Key = "event.class-down"
	EventWarnBeforeSwitch     Key = "event.warn-before-switch"
	EventAskSwitch            Key = "event.ask-switch"
	EventSwitchWaitsForBill   Key = "event.switch-waits-for-bill"
	EventStandaloneStart      Key = "event.standalone-start"
	EventHowAuto              Key = "event.how-auto"
	EventHowConfirmed         Key = "event.how-confirmed"
	EventHowOrder             Key = "event.how-order"
	EventDeptsToManual        Key = "event.depts-to-manual"
	EventAreaToManual         Key = "event.area-to-manual"
	EventRecoveryCandidate    Key = "event.recovery-candidate"
	EventRelapse              Key = "event.relapse"
	EventReadyToReturn        Key = "event.ready-to-return"
	EventIncidentClosed       Key = "event.incident-closed"
	EventMaintenanceOverrun   Key = "event.maintenance-overrun"
	EventGap                  Key = "event.gap"
	EventClockStepped         Key = "event.clock-stepped"
	EventProbeConfigWarn      Key = "event.probe-config-warn"
	EventOrderRejected        Key = "event.order-rejected"
	EventAcked                Key = "event.acked"
	EventCauseRecorded        Key = "event.cause-recorded"
	EventDeclared             Key = "event.declared"
	EventHoldOn               Key = "event.hold-on"
	EventIncidentFalseAlarm   Key = "event.incident-false-alarm"
	EventMaintenanceSet       Key = "event.maintenance-set"
	EventNeighboursOK         Key = "event.neighbours-ok"
	EventNeighboursDown       Key = "event.neighbours-down"
	EventReturnedToHIS        Key = "event.returned-to-his"
	EventReturnForced         Key = "event.return-forced"
	EventReconcileStart       Key = "event.reconcile-start"

	RefusedRole      Key = "refused.role"
	RefusedReason    Key = "refused.reason"
	RefusedLimit     Key = "refused.limit"
	RefusedNotStable Key = "refused.not-stable"
	RefusedHISDown   Key = "refused.his-down"
	RefusedState     Key = "refused.state"
	RefusedForm      Key = "refused.form"
	RefusedBillOpen  Key = "refused.bill-open"

	OrderForceStandalone Key = "order.force-standalone"
	OrderHold            Key = "order.hold"
	OrderDeclare         Key = "order.declare"
	OrderNoFix30         Key = "order.no-fix-30"
	OrderAck             Key = "order.ack"
	OrderCause           Key = "order.cause"
	OrderFalseAlarm      Key = "order.false-alarm"
	OrderReturn          Key = "order.return"
	OrderForceReturn     Key = "order.force-return"
	OrderMaint           Key = "order.maint"
	OrderNeighboursOK    Key = "order.neighbours-ok"
	OrderNeighboursDown  Key = "order.neighbours-down"
	OrderReport          Key = "order.report"
	OrderRoleUp          Key = "order.role-up"
	OrderGiven           Key = "order.given"
	OrderTitle           Key = "order.title"
	OrderWho             Key = "order.who"
	OrderClass           Key = "order.class"
	OrderNoClass         Key = "order.no-class"
	OrderFrom            Key = "order.from"
	OrderTo              Key = "order.to"
	OrderUnanswered      Key = "order.unanswered"
	OrderNoTime          Key = "order.no-time"
	OrderNowhere         Key = "order.nowhere"
)

func events() []entry {
	return []entry{
		{EventReportInfoCenter, "The fault is reported to the information department.", "故障已报信息科。"},
		{EventNotifyLeaders, "The hospital leaders are to be told: %s.", "须报院领导：%s。"},
		{EventLeadersDetermined, "the information department has determined a whole-system fault", "信息科已判定整体故障"},
		{EventLeadersUndetermined, "the information department has not answered", "信息科未答复"},
		{EventLeadersNoCause, "no cause is known yet", "原因尚不明"},
		{EventNotifyNetAdmin, "The network administrator is to be told.", "须通知网络管理员。"},
		{EventNotifyDeptHeads, "The heads of the departments concerned are to be told.", "须通知相关科室负责人。"},
		{EventNotifySoftwareVendor, "The software company is to be told.", "须通知软件公司。"},
		{EventOfferBorrow, "A computer may be borrowed from a department that works.", "可向正常科室借用电脑。"},
		{EventRegisterFault, "The fault is to be registered in detail.", "须详细登记故障。"},
		{EventFaultRegistered, "A person reported: %s.", "人员报告：%s。"},
		{EventClassUp, "The class rises: %s.", "类别升级：%s。"},
		{EventClassDown, "The class falls: %s.", "类别降级：%s。"},
		{EventWarnBeforeSwitch, "Warning: charging goes stand-alone at %s.", "预警：%s 转单机收费。"},
		{EventAskSwitch, "The cashier is asked to switch; it switches by itself at %s.", "询问收费员是否切换；%s 自动切换。"},
		{EventSwitchWaitsForBill, "The switch waits for the open bill.", "等待当前账单完成后切换。"},
		{EventStandaloneStart, "Outpatient charging is stand-alone, %s.", "门诊转为单机收费，%s。"},
		{EventHowAuto, "by the clock", "到时自动切换"},
		{EventHowConfirmed, "confirmed by the cashier", "收费员确认"},
		{EventHowOrder, "by order", "按指令"},
		{EventDeptsToManual, "The other departments go manual.", "其他科室转手工作业。"},
		{EventAreaToManual, "The departments of this area go manual.", "本区域科室转手工作业。"},
		{EventRecoveryCandidate, "The HIS answers again and is being watched.", "HIS 恢复应答，开始观察。"},
		{EventRelapse, "The HIS failed again (relapse %s within the hour).", "HIS 再次中断（一小时内第 %s 次）。"},
		{EventReadyToReturn, "The HIS was stable for %s; the return may be ordered.", "HIS 已稳定 %s，可下令恢复。"},
		{EventIncidentClosed, "The incident is closed.", "故障结束。"},
		{EventMaintenanceOverrun, "The maintenance is over its time and the HIS is still down.", "维护超时，HIS 仍不可用。"},
		{EventGap, "This computer paused; the readings start anew.", "本机曾暂停，读数重新开始。"},
		{EventClockStepped, "The clock of this computer was changed; the readings start anew.", "本机时钟被改动，读数重新开始。"},
		{EventProbeConfigWarn, "A probe is set up wrongly: %s.", "探测设置有误：%s。"},
		{EventOrderRejected, "Not carried out: %s. %s", "未执行：%s。%s"},
		{EventAcked, "The information department has seen it.", "信息科已知悉。"},
		{EventCauseRecorded, "The cause is recorded.", "原因已记录。"},
		{EventDeclared, "Declared: %s.", "宣布：%s。"},
		{EventHoldOn, "The switch is postponed to %s.", "切换延后至 %s。"},
		{EventIncidentFalseAlarm, "Called a false alarm.", "判为误报。"},
		{EventMaintenanceSet, "Maintenance is set from %s to %s.", "设定维护 %s 至 %s。"},
		{EventNeighboursOK, "The windows beside work.", "相邻窗口正常。"},
		{EventNeighboursDown, "The windows beside are down too.", "相邻窗口同样不可用。"},
		{EventReturnedToHIS, "Outpatient charging is back on the HIS.", "门诊恢复走 HIS 收费。"},
		{EventReturnForced, "Outpatient charging is back on the HIS, before it was proved stable.", "门诊提前恢复走 HIS 收费（尚未证实稳定）。"},
		{EventReconcileStart, "The re-entry of the receipts may begin.", "可以开始补录收据。"},

		{RefusedRole, "A higher role has to give this order.", "此指令须由更高身份下达。"},
		{RefusedReason, "Type the reason.", "请输入理由。"},
		{RefusedLimit, "It was given as often or as long as the plan allows.", "已达预案允许的次数或时长。"},
		{RefusedNotStable, "The HIS is not stable long enough yet; wait, or order the return without waiting.", "HIS 稳定时间不足；请等待，或下令提前恢复。"},
		{RefusedHISDown, "The HIS is down or not known to be up.", "HIS 不可用或状态不明。"},
		{RefusedState, "There is nothing now that it could act on.", "当前没有可执行的对象。"},
		{RefusedForm, "A field is missing or impossible.", "有项目缺失或不合理。"},
		{RefusedBillOpen, "A bill is open at this window; complete or park it first.", "本窗口有未完成账单；请先完成或挂起。"},

		{OrderForceStandalone, "Switch to stand-alone now", "立即转单机收费"},
		{OrderHold, "Postpone the switch", "延后切换"},
		{OrderDeclare, "Declare the class", "宣布故障类别"},
		{OrderNoFix30, "Not mended in 30 minutes: switch now", "预计 30 分钟内修不好：立即切换"},
		{OrderAck, "Seen by the information department", "信息科知悉"},
		{OrderCause, "Record the cause", "记录原因"},
		{OrderFalseAlarm, "Call it a false alarm", "判为误报"},
		{OrderReturn, "Return to the HIS", "恢复走 HIS"},
		{OrderForceReturn, "Return without waiting", "提前恢复走 HIS"},
		{OrderMaint, "Set a maintenance window", "设定维护时段"},
		{OrderNeighboursOK, "The windows beside work", "相邻窗口正常"},
		{OrderNeighboursDown, "The windows beside are down", "相邻窗口不可用"},
		{OrderReport, "Report a fault", "报告故障"},
		{OrderRoleUp, "%s or higher", "%s及以上"},
		{OrderGiven, "Done: %s.", "已执行：%s。"},
		{OrderTitle, "Order", "指令"},
		{OrderWho, "Given by", "下达身份"},
		{OrderClass, "Class (1 whole system, 2 regional, 3 this window)", "类别（1 整体，2 局部，3 单点）"},
		{OrderNoClass, "Type the class: 1, 2 or 3.", "请输入类别：1、2 或 3。"},
		{OrderFrom, "From (HH:MM)", "开始（时:分）"},
		{OrderTo, "To (HH:MM)", "结束（时:分）"},
		{OrderUnanswered, "Nobody said at this window whose payments the HIS left without an answer before the switch. Answer that first (till, Ctrl+O), or a bill that the HIS charged as well is sent to it.", "本窗口尚未登记切换前 HIS 未应答的付款。请先登记（收费，Ctrl+O），否则 HIS 已收的费用可能再次发送。"},
		{OrderNoTime, "Type both times as HH:MM.", "请按 时:分 输入两个时间。"},
		{OrderNowhere, "Orders are given in the open desktop of this window, not here.", "指令须在本窗口已打开的桌面程序中下达。"},
	}
}
