package i18n

// Texts of why a receipt is not settled with the HIS, part by part. English says
// them as the ledger keeps them.
const (
	ReasonDiffers       Key = "reason.differs"
	ReasonMissing       Key = "reason.missing"
	ReasonOnlyThere     Key = "reason.only-there"
	ReasonName          Key = "reason.name"
	ReasonKey           Key = "reason.key"
	ReasonMore          Key = "reason.more"
	ReasonPart          Key = "reason.part"
	ReasonByHand        Key = "reason.by-hand"
	ReasonLinkOrSend    Key = "reason.link-or-send"
	ReasonOtherKey      Key = "reason.other-key"
	ReasonEnterOrSend   Key = "reason.enter-or-send"
	ReasonNoResend      Key = "reason.no-resend"
	ReasonLook          Key = "reason.look"
	ReasonSaidThere     Key = "reason.said-there"
	ReasonNoAnswer      Key = "reason.no-answer"
	ReasonLookThere     Key = "reason.look-there"
	ReasonNotThere      Key = "reason.not-there"
	ReasonPaperOnly     Key = "reason.paper-only"
	ReasonCodeVerified  Key = "reason.code-verified"
	ReasonMatchForeign  Key = "reason.match-foreign"
	ReasonClockFloor    Key = "reason.clock-floor"
	ReasonClockBehind   Key = "reason.clock-behind"
	ReasonClockAhead    Key = "reason.clock-ahead"
	ReasonRecovered     Key = "reason.recovered"
	ReasonRefundThere   Key = "reason.refund-there"
	ReasonForked        Key = "reason.forked"
	ReasonLostTwin      Key = "reason.lost-twin"
	ReasonCompareBoth   Key = "reason.compare-both"
	ReasonSealed        Key = "reason.sealed"
	ReasonReadName      Key = "reason.read-name"
	ReasonShowsNothing  Key = "reason.shows-nothing"
	ReasonStopped       Key = "reason.stopped"
	ReasonNextReads     Key = "reason.next-reads"
	PointLineAmount     Key = "point.line-amount"
	PointLineBilled     Key = "point.line-billed"
	PointLineItem       Key = "point.line-item"
	PointLineQuantity   Key = "point.line-quantity"
	PointLineOther      Key = "point.line-other"
	PointPaymentAmount  Key = "point.payment-amount"
	PointPaymentTender  Key = "point.payment-tender"
	PointPaymentBy      Key = "point.payment-by"
	PointRecordsPatient Key = "point.records-patient"
	PointRecordsVisit   Key = "point.records-visit"
	PointRecordsAccount Key = "point.records-account"
	PointRecordsCharge  Key = "point.records-charge"
	PointRecordsBill    Key = "point.records-bill"
	PointRecordsPayment Key = "point.records-payment"
	PointRounding       Key = "point.rounding"
	PointRoundingBilled Key = "point.rounding-billed"
	PointTotal          Key = "point.total"
	PointTax            Key = "point.tax"
	PointBillNumber     Key = "point.bill-number"
)

func reasons() []entry {
	return []entry{
		{ReasonDiffers, "%s is %s here and %s in the HIS", "%s：本地 %s，HIS 为 %s"},
		{ReasonMissing, "%s is %s here and missing in the HIS", "%s：本地 %s，HIS 中缺失"},
		{ReasonOnlyThere, "%s is %s in the HIS and not here", "%s：HIS 为 %s，本地没有"},
		{ReasonName, "the patient's name is not the same", "患者姓名不一致"},
		{ReasonKey, "the patient's key is not the same", "患者编号不一致"},
		{ReasonMore, "and %s more", "另有 %s 处"},
		{ReasonPart, "a part stands there: %s", "HIS 中已有一部分：%s"},
		{ReasonByHand, "bill %s in the HIS has the same patient, day, items and total and was entered by hand", "HIS 账单 %s 的患者、日期、项目和合计相同，且为人工录入"},
		{ReasonLinkOrSend, "link this receipt to it or order it sent", "请关联该账单，或下令发送"},
		{ReasonOtherKey, "the HIS has a patient with the same ID or card number under another key", "HIS 中有证件号或卡号相同而编号不同的患者"},
		{ReasonEnterOrSend, "enter the receipt there and link it, or order it sent as a new patient", "请在该患者名下录入并关联，或下令按新患者发送"},
		{ReasonNoResend, "it was sent, nothing is found, and this HIS was not proved to refuse a second copy", "已发送但未查到，且未证实此 HIS 会拒绝重复"},
		{ReasonLook, "look in the HIS and decide", "请到 HIS 查看后处理"},
		{ReasonNoAnswer, "the HIS did not answer a payment of this patient%s", "HIS 未应答该患者的一笔收费%s"},
		{ReasonLookThere, "look there: refund or link this receipt if it stands there, else order it sent", "请到 HIS 查看：若已收费则退费或关联，否则下令发送"},
		{ReasonSaidThere, "the HIS said that it has it, but it is not found there", "HIS 称已有，但未查到"},
		{ReasonPaperOnly, "nothing but its paper speaks for it", "仅凭纸质收据"},
		{ReasonCodeVerified, "its code was verified", "签名码已验证"},
		{ReasonMatchForeign, "match it with that window's receipt and refund it in the HIS if it stands there", "请与该窗口的收据核对；若已入 HIS，请在 HIS 退费"},
		{ReasonClockFloor, "it says %s, before this program was made", "电脑显示 %s，早于本程序的编制时间"},
		{ReasonClockBehind, "it says %s, behind the entries before it, which end at %s", "电脑显示 %s，早于此前最后一条记录（%s）"},
		{ReasonClockAhead, "it says %s, and the open shift's last entry was at %s", "电脑显示 %s，而当前班次最后一条记录在 %s"},
		{ReasonRecovered, "the original was entered again from its paper, and the ledger that is lost may have sent it", "原票据系凭纸质票据补录，遗失的账本可能已将其发往 HIS"},
		{ReasonRefundThere, "look for receipt %s in the HIS and refund it there too if it stands there", "请在 HIS 查找票据 %s，若已入账须在 HIS 同时退费"},
		{ReasonForked, "the number %s stands on two receipts: the former ledger forked", "两张票据同为 %s 号：原账本曾分叉"},
		{ReasonLostTwin, "the number %s stands on two receipts, this one of a lost ledger and one of %s", "两张票据同为 %s 号：本张属于遗失的账本，另一张开于 %s"},
		{ReasonCompareBoth, "compare both with the paper", "请将两张与纸质票据核对"},
		{ReasonSealed, "the patient is sealed with the former keys, which are lost", "患者信息以遗失的旧密钥加密，无法读取"},
		{ReasonReadName, "read the name from the paper", "请按纸质票据核对姓名"},
		{ReasonNotThere, "it is not found there", "HIS 中未查到"},
		{ReasonShowsNothing, "the HIS shows nothing of what it takes", "HIS 不显示其收下的内容"},
		{ReasonStopped, "the re-entry was stopped before the HIS's answer was known", "补录在得知 HIS 结果前被停止"},
		{ReasonNextReads, "the next one reads it back", "下次补录将回读核对"},
		{PointLineAmount, "line %s amount", "第 %s 项金额"},
		{PointLineBilled, "line %s amount on the bill", "第 %s 项账单金额"},
		{PointLineItem, "line %s item", "第 %s 项项目"},
		{PointLineQuantity, "line %s quantity", "第 %s 项数量"},
		{PointLineOther, "line %s", "明细 %s"},
		{PointPaymentAmount, "payment %s amount", "第 %s 笔付款金额"},
		{PointPaymentTender, "payment %s tender", "第 %s 笔支付方式"},
		{PointPaymentBy, "payment by %s", "付款（%s）"},
		{PointRecordsPatient, "number of patient records", "患者记录数"},
		{PointRecordsVisit, "number of visit records", "就诊记录数"},
		{PointRecordsAccount, "number of account records", "账户记录数"},
		{PointRecordsCharge, "number of charge item records", "收费明细记录数"},
		{PointRecordsBill, "number of bill records", "账单记录数"},
		{PointRecordsPayment, "number of payment records", "付款记录数"},
		{PointRounding, "rounding", "舍入"},
		{PointRoundingBilled, "rounding on the bill", "账单舍入"},
		{PointTotal, "total", "合计"},
		{PointTax, "tax", "税额"},
		{PointBillNumber, "bill number", "HIS 单号"},
	}
}
