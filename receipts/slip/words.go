package slip

import "fmt"

// words is everything that a slip says in one language.
type words struct {
	title, note, drill, void, male, female         string
	clockDoubtful                                  string
	insured, selfPay, continued, codeCaption       string
	voidMark, drillMark                            string
	reversal                                       reversalWords
	dispensing                                     dispensingWords
	bill                                           billWords
	copyOf, page, missing, shortened, reference    string // formats
	separator, labelEnd, timeLayout, capitalPrefix string
	labels                                         map[Field]string
}

func wording(l Language) words {
	if l == Chinese {
		return chineseWords()
	}
	return englishWords()
}

func chineseWords() words {
	return words{
		title: "应急收据", note: "医院信息系统故障期间开具；系统恢复后凭本收据换开正式医疗收费票据",
		reversal: chineseReversal(), dispensing: chineseDispensing(), bill: chineseBill(),
		drill: "演练 DRILL · 不作收费凭证", void: "作废 VOID", clockDoubtful: "时钟存疑，以流水号为序", drillMark: "演练", voidMark: "作废",
		male: "男", female: "女", insured: "医保（待结算）", selfPay: "自费",
		continued: "（转下页）", codeCaption: "防伪签名码",
		copyOf: "补打 COPY %d", page: "第 %d 页 / 共 %d 页",
		missing:   "字体中没有字符 %[1]c，打印为 [U+%04[1]X]；台账保留原字符",
		shortened: "“%s”太长，打印时已缩短；台账保留全文",
		reference: "（参考号 %s）",
		separator: "　", labelEnd: "：", timeLayout: "2006-01-02 15:04:05", capitalPrefix: "人民币",
		labels: map[Field]string{
			FieldPayer: "交款人", FieldSex: "性别", FieldPatient: "门诊号",
			FieldDate: "日期", FieldIDNumber: "证件号", FieldInsurance: "类别", FieldInsuranceNo: "医保编号",
			FieldSerial: "流水号", FieldForm: "票据号", FieldKind: "医疗机构类型", FieldDepartment: "科室", FieldDoctor: "医生",
			FieldTaxID: "机构代码", FieldCategories: "分类合计", FieldCapitals: "合计（大写）", FieldTotal: "（小写）",
			FieldTenders: "付款方式", FieldTendered: "实收", FieldChange: "找零", FieldRounding: "现金舍入",
			FieldStamp: "收款单位（章）", FieldCashier: "收款员", FieldStation: "窗口",
			FieldLineNo: "序", FieldItem: "项目名称", FieldSpec: "规格", FieldUnit: "单位",
			FieldQuantity: "数量", FieldPrice: "单价", FieldAmount: "金额", FieldCategory: "费用类别", FieldMaker: "厂家",
		},
	}
}

func englishWords() words {
	return words{
		title: "Emergency receipt", note: "Issued while the hospital information system was down. Bring it back to exchange it for the official bill after recovery.",
		reversal: englishReversal(), dispensing: englishDispensing(), bill: englishBill(),
		drill: "DRILL 演练 · not a receipt", void: "VOID 作废", clockDoubtful: "clock doubtful 时钟存疑: the serial number gives the order", drillMark: "DRILL 演练", voidMark: "VOID",
		male: "male", female: "female", insured: "insured (open)", selfPay: "self-paying",
		continued: "(continued on the next page)", codeCaption: "signed code",
		copyOf: "COPY %d", page: "page %d of %d",
		missing:   "the font has no %[1]c; it is printed as [U+%04[1]X], the ledger keeps the true character",
		shortened: "%q is too long and was printed shortened; the ledger has it whole",
		reference: " (ref. %s)",
		separator: "   ", labelEnd: ": ", timeLayout: "2006-01-02 15:04:05", capitalPrefix: "人民币",
		labels: map[Field]string{
			FieldPayer: "Payer", FieldSex: "Sex", FieldPatient: "Outpatient no.",
			FieldDate: "Date", FieldIDNumber: "ID", FieldInsurance: "Class", FieldInsuranceNo: "Insurance no.",
			FieldSerial: "Serial no.", FieldForm: "Form no.", FieldKind: "Institution", FieldDepartment: "Dept.", FieldDoctor: "Doctor",
			FieldTaxID: "Provider / tax ID", FieldCategories: "By category", FieldCapitals: "In words", FieldTotal: "Total",
			FieldTenders: "Paid by", FieldTendered: "Tendered", FieldChange: "Change", FieldRounding: "Cash rounding",
			FieldStamp: "Stamp of the payee", FieldCashier: "Cashier", FieldStation: "Window",
			FieldLineNo: "#", FieldItem: "Charge item", FieldSpec: "Specification", FieldUnit: "Unit",
			FieldQuantity: "Qty", FieldPrice: "Price", FieldAmount: "Amount", FieldCategory: "Category", FieldMaker: "Maker",
		},
	}
}

func (w words) missingGlyph(r rune) string { return fmt.Sprintf(w.missing, r) }
