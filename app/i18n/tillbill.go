package i18n

// What a bill may hold besides plain lines: prescriptions, other prices, free
// text, packages, money owed, insurers.
const (
	TillKeyPrescription Key = "till.key-prescription"
	TillKeyOverride     Key = "till.key-override"
	TillKeyFreeText     Key = "till.key-free-text"
	TillKeyPackage      Key = "till.key-package"
	TillKeyEarlier      Key = "till.key-earlier"
	TillKeyInsurance    Key = "till.key-insurance"
	TillKeyGreen        Key = "till.key-green"
	TillKeyUnpaid       Key = "till.key-unpaid"
	TillKeyUnpaidOnly   Key = "till.key-unpaid-only"
	TillKeyAgain        Key = "till.key-again"
	TillKeyLater        Key = "till.key-later"
	TillColPrescription Key = "till.col-prescription"
	TillRounding        Key = "till.rounding"
	TillOwedWord        Key = "till.owed-word"
	TillLastOwed        Key = "till.last-owed"
	TillTenders         Key = "till.tenders"
	TillCardLimit       Key = "till.card-limit"

	TillGuardian        Key = "till.guardian"
	TillGuardianHint    Key = "till.guardian-hint"
	TillGuardianPhone   Key = "till.guardian-phone"
	TillNeedGuardian    Key = "till.need-guardian"
	TillUnidentified    Key = "till.unidentified"
	TillUnidentifiedKey Key = "till.unidentified-key"

	BillPrescription     Key = "bill.prescription"
	BillPrescriptions    Key = "bill.prescriptions"
	BillPrescriptionLine Key = "bill.prescription-line"
	BillOrderHint        Key = "bill.order-hint"
	BillDoctor           Key = "bill.doctor"
	BillDepartment       Key = "bill.department"
	BillDoses            Key = "bill.doses"
	BillDosesHint        Key = "bill.doses-hint"
	BillDosesWrong       Key = "bill.doses-wrong"
	BillDosesAlone       Key = "bill.doses-alone"
	BillPrescribed       Key = "bill.prescribed"
	BillNextOf           Key = "bill.next-of"
	BillOrderedBy        Key = "bill.ordered-by"

	BillSingle          Key = "bill.single"
	BillPriceReason     Key = "bill.price-reason"
	BillPriceReasonHint Key = "bill.price-reason-hint"
	BillNeedPriceReason Key = "bill.need-price-reason"
	BillWillBeApproved  Key = "bill.will-be-approved"
	BillRepriced        Key = "bill.repriced"
	BillAskPrice        Key = "bill.ask-price"
	BillAskQuantity     Key = "bill.ask-quantity"
	BillAskFreeText     Key = "bill.ask-free-text"
	BillAskDeferred     Key = "bill.ask-deferred"
	BillAskAmount       Key = "bill.ask-amount"

	BillFreeTextLeft  Key = "bill.free-text-left"
	BillFreeTextLimit Key = "bill.free-text-limit"
	BillNeedItemName  Key = "bill.need-item-name"
	BillCategory      Key = "bill.category"
	BillCategoryHint  Key = "bill.category-hint"
	BillNeedCategory  Key = "bill.need-category"

	BillPackageHint  Key = "bill.package-hint"
	BillPackageItems Key = "bill.package-items"
	BillPackageTaken Key = "bill.package-taken"
	BillNoPackage    Key = "bill.no-package"
	BillOfPackage    Key = "bill.of-package"
	BillTimes        Key = "bill.times"

	BillCopied        Key = "bill.copied"
	BillCopiedAltered Key = "bill.copied-altered"
	BillChooseEarlier Key = "bill.choose-earlier"
	BillAlteredTitle  Key = "bill.altered-title"
	BillItemGone      Key = "bill.item-gone"
	BillItemPrice     Key = "bill.item-price"
	BillItemForm      Key = "bill.item-form"

	BillGreen       Key = "bill.green"
	BillGreenHint   Key = "bill.green-hint"
	BillGreenText   Key = "bill.green-text"
	BillGreenLine   Key = "bill.green-line"
	BillReasonWrong Key = "bill.reason-wrong"

	BillInsurer       Key = "bill.insurer"
	BillBenefit       Key = "bill.benefit"
	BillWay           Key = "bill.way"
	BillWayPays       Key = "bill.way-pays"
	BillWayDeferred   Key = "bill.way-deferred"
	BillWayWaits      Key = "bill.way-waits"
	BillInsurance     Key = "bill.insurance"
	BillNeedInsurance Key = "bill.need-insurance"
	BillNoCard        Key = "bill.no-card"
	BillCardHint      Key = "bill.card-hint"
	BillCardWrong     Key = "bill.card-wrong"
	BillDeferred      Key = "bill.deferred"
	BillWaits         Key = "bill.waits"

	BillUnpaidList   Key = "bill.unpaid-list"
	BillChooseUnpaid Key = "bill.choose-unpaid"
	BillLaterTitle   Key = "bill.later-title"
	BillLaterTender  Key = "bill.later-tender"
	BillNeedTender   Key = "bill.need-tender"
	BillPaidLater    Key = "bill.paid-later"
	BillNothingOwed  Key = "bill.nothing-owed"
	BillPayInHIS     Key = "bill.pay-in-his"
)

func tillBill() []entry {
	return []entry{
		{TillKeyPrescription, "Prescription", "处方/医生"},
		{TillKeyOverride, "Price/qty", "改价/改量"},
		{TillKeyFreeText, "Free text", "自由项目"},
		{TillKeyPackage, "Package", "套餐"},
		{TillKeyEarlier, "Earlier bill", "复制旧单"},
		{TillKeyInsurance, "Insurance", "医保"},
		{TillKeyGreen, "Green channel", "绿色通道"},
		{TillKeyUnpaid, "Unpaid", "欠费"},
		{TillKeyUnpaidOnly, "Unpaid/all", "欠费/全部"},
		{TillKeyAgain, "Charge again", "复制为新单"},
		{TillKeyLater, "Take payment", "补缴"},
		{TillColPrescription, "Rx", "处方"},
		{TillRounding, "Cash rounding   %s", "现金舍入   %s"},
		{TillOwedWord, "Owed", "欠费"},
		{TillLastOwed, "Unpaid %s", "欠费 %s"},
		{TillTenders, "Ways of paying", "支付方式"},
		{TillCardLimit, "%s by card: at most %s is taken by card on one receipt while off-line. Take the rest in another way.", "刷卡 %s 超限：离线期间每张票据刷卡最多 %s，其余请用其他方式支付。"},

		{TillGuardian, "Guardian", "监护人"},
		{TillGuardianHint, "whom to reach for a child or helpless patient", "儿童或无法自理者的联系人"},
		{TillGuardianPhone, "Guardian's phone", "监护人电话"},
		{TillNeedGuardian, "A guardian needs name and phone both.", "监护人须同时填写姓名和电话。"},
		{TillUnidentified, "unidentified", "身份不明"},
		{TillUnidentifiedKey, "Unidentified", "无名氏"},

		{BillPrescription, "Prescription", "处方号"},
		{BillPrescriptions, "On this bill", "本单处方"},
		{BillPrescriptionLine, "%s   %s   %s   %d doses", "%s   %s   %s   %d 付"},
		{BillOrderHint, "the paper's or a running number; empty: the whole bill", "纸质处方号或顺序号；留空表示整单"},
		{BillDoctor, "Doctor", "医生"},
		{BillDepartment, "Department", "科室"},
		{BillDoses, "Doses (herbal)", "付数（中药）"},
		{BillDosesHint, "empty: 1; multiplies each line", "不填为 1；各行数量按付数相乘"},
		{BillDosesWrong, "The doses are a whole number from 1 to %d.", "付数须为 1 至 %d 的整数。"},
		{BillDosesAlone, "Doses belong to a prescription: give it a number.", "付数属于某张处方，请填写处方号。"},
		{BillPrescribed, "The next lines are of prescription %s.", "接下来录入的项目属于处方 %s。"},
		{BillNextOf, "Prescription %s   %s   %s   ×%d doses", "处方 %s   %s   %s   ×%d 付"},
		{BillOrderedBy, "Ordered by %s   %s", "开单 %s   %s"},

		{BillSingle, "Quantity (of one dose)", "数量（单付）"},
		{BillPriceReason, "Reason for the price", "改价原因"},
		{BillPriceReasonHint, "needed where the price is not the list's", "与价表不符时必填"},
		{BillNeedPriceReason, "The list's price is %s; another one needs its reason.", "价表单价为 %s，改价须填写原因。"},
		{BillWillBeApproved, "Marked lines (▲) are approved by somebody else when the bill is completed.", "带 ▲ 的内容在收费时须由他人批准。"},
		{BillRepriced, "List price %s: %s", "价表单价 %s：%s"},
		{BillAskPrice, "%s: list price %s, charged %s. %s", "%s：价表 %s，改为 %s。%s"},
		{BillAskQuantity, "%s %s: %s %s × %d doses", "%s %s：%s %s × %d 付"},
		{BillAskFreeText, "%s   %s %s   %s", "%s   %s %s   %s"},
		{BillAskAmount, "%s: %s is more than the %s that need no approval", "%s：%s，超过无须批准的 %s"},
		{BillAskDeferred, "%s, %s left unpaid. %s", "%s，暂缓 %s。%s"},

		{BillFreeTextLeft, "Free-text items of this bill may still come to %s.", "本单自由项目还可录入 %s。"},
		{BillFreeTextLimit, "%s is too much: the free-text items of one bill may come to %s, %s is left.", "%s 超限：一张账单的自由项目合计最多 %s，还剩 %s。"},
		{BillNeedItemName, "Type what it is.", "请输入项目名称。"},
		{BillCategory, "Fee category", "费用类别"},
		{BillCategoryHint, "its number below", "下列序号"},
		{BillNeedCategory, "Type the number of the fee category, 1 to %d.", "请输入费用类别的序号，1 至 %d。"},

		{BillPackageHint, "code, name or initials; Up and Down choose", "编码、名称或拼音；上下键选择"},
		{BillPackageItems, "Items", "项数"},
		{BillPackageTaken, "%s: %d {line/lines}.", "%s：%d 项。"},
		{BillNoPackage, "No such package; the settings list them.", "没有该套餐，请在设置中维护。"},
		{BillOfPackage, "of package %s", "属于套餐 %s"},
		{BillTimes, "Times", "份数"},

		{BillCopied, "A new bill of receipt %s at today's prices. Look it over.", "已按票据 %s 建立新单（现行价格），请核对。"},
		{BillCopiedAltered, "A new bill of receipt %s; %d things are not as they were.", "已按票据 %s 建立新单，%d 处与原单不同。"},
		{BillChooseEarlier, "Choose the earlier receipt; F5 makes a new bill of it.", "请选择旧票据，按 F5 复制为新单。"},
		{BillAlteredTitle, "Not as on receipt %s", "与票据 %s 不同之处"},
		{BillItemGone, "Line %d: %s is in no price list any more; left out.", "第 %d 行：%s 已不在价表中，未复制。"},
		{BillItemPrice, "Line %d: %s cost %s, now %s.", "第 %d 行：%s 原价 %s，现价 %s。"},
		{BillItemForm, "Line %d: was %s %s %s, is %s %s %s; look at the quantity.", "第 %d 行：原为 %s %s %s，现为 %s %s %s，请核对数量。"},

		{BillGreen, "Green channel: F2 leaves the rest unpaid; F4 keeps a part that is paid now.", "绿色通道：按 F2 其余记欠费；部分先付的用 F4 记下。"},
		{BillGreenHint, "such as stroke, chest pain, unidentified; empty: ordinary bill", "例如卒中、胸痛、无名氏；留空为普通账单"},
		{BillGreenText, "The patient is treated first and pays later. The bill is written down as unpaid and stands in the list of unpaid bills (Ctrl+N).", "先救治后付费：账单记为欠费，列入欠费清单（Ctrl+N）。"},
		{BillGreenLine, "GREEN CHANNEL: %s", "绿色通道：%s"},
		{BillReasonWrong, "The reason has at most %d characters.", "原因最多 %d 个字。"},

		{BillInsurer, "Insurer", "险种"},
		{BillBenefit, "Kind of benefit", "待遇类别"},
		{BillWay, "Dealt with", "处理方式"},
		{BillWayPays, "pays in full now", "全额垫付"},
		{BillWayDeferred, "deferred (special disease)", "暂缓缴费（特殊病）"},
		{BillWayWaits, "waits for the insurer", "等待医保恢复"},
		{BillInsurance, "insured: %s, %s, %s", "医保：%s，%s，%s"},
		{BillNeedInsurance, "Type the digits of insurer, kind of benefit and how it is dealt with.", "请输入险种、待遇类别和处理方式的序号。"},
		{BillNoCard, "Insured, and no card number is kept: scan or type it with Ctrl+I, the insurer is billed by it later.", "医保患者未留医保卡号：请按 Ctrl+I 刷卡或录入，以便日后结算。"},
		{BillCardHint, "scan or type it; kept for settling with the insurer", "刷卡或录入，用于日后医保结算"},
		{BillCardWrong, "The card's number holds control characters or is too long; scan it again.", "卡号含控制字符或过长，请重新刷卡。"},
		{BillDeferred, "Deferred: F2 leaves the rest unpaid, with somebody else's approval.", "暂缓缴费：按 F2 其余记欠费，须由他人批准。"},
		{BillWaits, "%s waits for the insurer; written down, the bill is parked.", "%s 等待医保恢复，已登记并挂单。"},

		{BillUnpaidList, "Unpaid receipts: green channel and deferred", "欠费票据（绿色通道、暂缓缴费）"},
		{BillChooseUnpaid, "Choose the receipt; F6 takes what is owed, F3 shows all receipts.", "请选择票据，按 F6 补缴，F3 显示全部票据。"},
		{BillLaterTitle, "Receipt %s   %s   owes %s", "票据 %s   %s   欠费 %s"},
		{BillLaterTender, "Paid by (digit)", "支付方式（序号）"},
		{BillNeedTender, "Type the number of the way of paying, 1 to %d.", "请输入支付方式的序号，1 至 %d。"},
		{BillPaidLater, "%s: %s was paid. Change %s.", "%s：已补缴 %s，找零 %s。"},
		{BillNothingOwed, "Nothing is owed on receipt %s.", "票据 %s 没有欠费。"},
		{BillPayInHIS, "Receipt %s has gone to the HIS: what is owed is paid there.", "票据 %s 已发往 HIS，欠费请在 HIS 中缴纳。"},
	}
}
