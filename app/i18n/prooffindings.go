package i18n

// Texts of the reasons of cases and of what keeps a proof from being complete.
const (
	ProofCodePatient    Key = "proof.code-patient"
	ProofCodeLines      Key = "proof.code-lines"
	ProofCodePrice      Key = "proof.code-price"
	ProofCodePayment    Key = "proof.code-payment"
	ProofCodeIncomplete Key = "proof.code-incomplete"
	ProofCodeRefused    Key = "proof.code-refused"
	ProofCodeUnknown    Key = "proof.code-unknown"
	ProofCodeDuplicate  Key = "proof.code-duplicate"
	ProofCodeCharged    Key = "proof.code-charged"
	ProofCodeForeign    Key = "proof.code-foreign"
	ProofCodeNotSent    Key = "proof.code-not-sent"
	ProofCodeGap        Key = "proof.code-gap"
	ProofCodeClock      Key = "proof.code-clock"
	ProofCodeCash       Key = "proof.code-cash"
	ProofCodeShift      Key = "proof.code-shift"
	ProofCodeTotals     Key = "proof.code-totals"
	ProofCodeOther      Key = "proof.code-other"

	ProofFindCompared     Key = "proof.find-compared"
	ProofFindUnsettled    Key = "proof.find-unsettled"
	ProofFindTwice        Key = "proof.find-twice"
	ProofFindCurrency     Key = "proof.find-currency"
	ProofFindBill         Key = "proof.find-bill"
	ProofFindCount        Key = "proof.find-count"
	ProofFindTotal        Key = "proof.find-total"
	ProofFindTakenBack    Key = "proof.find-taken-back"
	ProofFindChain        Key = "proof.find-chain"
	ProofFindPartsCount   Key = "proof.find-parts-count"
	ProofFindPartsTotal   Key = "proof.find-parts-total"
	ProofFindNoReport     Key = "proof.find-no-report"
	ProofFindDrawer       Key = "proof.find-drawer"
	ProofFindShiftOpen    Key = "proof.find-shift-open"
	ProofFindTender       Key = "proof.find-tender"
	ProofFindNoRange      Key = "proof.find-no-range"
	ProofFindNumberTwice  Key = "proof.find-number-twice"
	ProofFindNumberUnused Key = "proof.find-number-unused"
	ProofFindTwin         Key = "proof.find-twin"
	ProofFindLost         Key = "proof.find-lost"
	ProofFindSpoiledUsed  Key = "proof.find-spoiled-used"
	ProofFindSpoiledRange Key = "proof.find-spoiled-range"
	ProofFindMissing      Key = "proof.find-missing"
	ProofFindMissingMany  Key = "proof.find-missing-many"
	ProofFindDated        Key = "proof.find-dated"
	ProofFindFormTwice    Key = "proof.find-form-twice"
	ProofFindOverlap      Key = "proof.find-overlap"
	ProofFindFormsUsed    Key = "proof.find-forms-used"
	ProofFindSpanMissing  Key = "proof.find-span-missing"
	ProofFindTwiceMarked  Key = "proof.find-twice-marked"
	ProofFindRangeSum     Key = "proof.find-range-sum"
)

func proofFindings() []entry {
	return []entry{
		{ProofCodePatient, "patient doubtful", "患者存疑"},
		{ProofCodeLines, "lines differ", "明细不符"},
		{ProofCodePrice, "price changed", "价格有变"},
		{ProofCodePayment, "payment not found", "付款未找到"},
		{ProofCodeIncomplete, "incomplete in the HIS", "HIS 中不完整"},
		{ProofCodeRefused, "refused by the HIS", "HIS 拒收"},
		{ProofCodeUnknown, "answer unknown", "结果不明"},
		{ProofCodeDuplicate, "duplicate suspected", "疑似重复"},
		{ProofCodeCharged, "charged in the HIS and here?", "HIS 可能已收费"},
		{ProofCodeForeign, "refund of another window's receipt", "退其他窗口收据"},
		{ProofCodeNotSent, "not sent yet", "待补录"},
		{ProofCodeGap, "receipt gap", "号码不连续"},
		{ProofCodeClock, "clock doubtful", "时钟存疑"},
		{ProofCodeCash, "cash short or over", "现金长短款"},
		{ProofCodeShift, "shift not closed", "未结班"},
		{ProofCodeTotals, "totals do not agree", "合计不符"},
		{ProofCodeOther, "other", "其他"},

		{ProofFindCompared, "%s is %s and should be %s", "%s为 %s，应为 %s"},
		{ProofFindUnsettled, "receipt %s is not settled", "收据 %s 尚未落实"},
		{ProofFindTwice, "receipt %s stands twice", "收据 %s 出现两次"},
		{ProofFindCurrency, "the currency of receipt %s", "收据 %s 的币种"},
		{ProofFindBill, "bill %s of the HIS stands for both receipt %s and receipt %s", "HIS 账单 %s 同时对应收据 %s 和 %s"},
		{ProofFindCount, "the number of receipts", "收据张数"},
		{ProofFindTotal, "the total of the receipts", "收据合计"},
		{ProofFindTakenBack, "the total of what was taken back", "作废与红冲合计"},
		{ProofFindChain, "the ledger's chain did not verify", "账本链校验未通过"},
		{ProofFindPartsCount, "the number of settled and open receipts", "已落实与未落实的张数之和"},
		{ProofFindPartsTotal, "the total of settled and open receipts", "已落实与未落实的金额之和"},
		{ProofFindNoReport, "shift %s has receipts and no report", "班次 %s 有收据而无日结"},
		{ProofFindDrawer, "the cash of %s's shift at %s", "%s 在 %s 的现金"},
		{ProofFindShiftOpen, "%s's shift at %s is not closed", "%s 在 %s 的班次尚未结班"},
		{ProofFindTender, "%s of %s's shift at %s", "%s（%s 在 %s 的班次）"},
		{ProofFindNoRange, "receipt %s is of no issued range", "收据 %s 不属于任何已领号段"},
		{ProofFindNumberTwice, "number %s was used twice", "号码 %s 使用了两次"},
		{ProofFindNumberUnused, "number %s was used and counts as unused", "号码 %s 已使用却记为未用"},
		{ProofFindTwin, "number %s stands on two receipts", "号码 %s 同时用于两张票据"},
		{ProofFindLost, "how many of the numbers %s to %s of a lost ledger are known", "丢失账本的号码 %s 至 %s 中已知张数"},
		{ProofFindSpoiledUsed, "number %s is recorded as spoiled and was used", "号码 %s 记为损毁却已使用"},
		{ProofFindSpoiledRange, "spoiled number %s is of another range", "损毁号码 %s 属于其他号段"},
		{ProofFindMissing, "number %s is missing", "缺少号码 %s"},
		{ProofFindMissingMany, "the count of missing numbers under %s", "%s 的缺号数量"},
		{ProofFindDated, "receipt %s is dated before %s", "收据 %s 的时间早于 %s"},
		{ProofFindFormTwice, "form %s bears both receipt %s and receipt %s", "票据 %s 同时用于收据 %s 与 %s"},
		{ProofFindOverlap, "the numbers %s to %s of %s and %s to %s of %s overlap", "号段 %s 至 %s（%s）与 %s 至 %s（%s）重叠"},
		{ProofFindFormsUsed, "forms used of %s to %s", "号段 %s 至 %s 已用张数"},
		{ProofFindSpanMissing, "the numbers %s to %s are missing", "号码 %s 至 %s 去向不明"},
		{ProofFindTwiceMarked, "number %s stands twice", "号码 %s 重复出现"},
		{ProofFindRangeSum, "the numbers of %s to %s", "号段 %s 至 %s 号码数"},
	}
}
