package i18n

// Texts of the till: keys, boxes and answers.
const (
	TillKeyHelp       Key = "till.key-help"
	TillKeyComplete   Key = "till.key-complete"
	TillKeyNewPatient Key = "till.key-new-patient"
	TillKeySplit      Key = "till.key-split"
	TillKeyPark       Key = "till.key-park"
	TillKeyPatient    Key = "till.key-patient"
	TillKeySearch     Key = "till.key-search"
	TillKeyReceipts   Key = "till.key-receipts"
	TillKeyInsured    Key = "till.key-insured"
	TillKeyRemove     Key = "till.key-remove"
	TillKeyBack       Key = "till.key-back"
	TillKeyPrint      Key = "till.key-print"
	TillKeyVoid       Key = "till.key-void"

	TillPatientHint   Key = "till.patient-hint"
	TillItemHint      Key = "till.item-hint"
	TillReferenceHint Key = "till.reference-hint"
	TillAmountHint    Key = "till.amount-hint"
	TillReceiptHint   Key = "till.receipt-hint"
	TillByCode        Key = "till.by-code"
	TillByInitials    Key = "till.by-initials"

	TillColNumber   Key = "till.col-number"
	TillColName     Key = "till.col-name"
	TillColSex      Key = "till.col-sex"
	TillColBirth    Key = "till.col-birth"
	TillColIDNumber Key = "till.col-id-number"
	TillColPhone    Key = "till.col-phone"
	TillColItem     Key = "till.col-item"
	TillColSpec     Key = "till.col-spec"
	TillColUnit     Key = "till.col-unit"
	TillColMaker    Key = "till.col-maker"
	TillColPrice    Key = "till.col-price"
	TillColCode     Key = "till.col-code"
	TillColQuantity Key = "till.col-quantity"
	TillColAmount   Key = "till.col-amount"
	TillColTime     Key = "till.col-time"
	TillColState    Key = "till.col-state"

	TillMale         Key = "till.male"
	TillFemale       Key = "till.female"
	TillSexUnknown   Key = "till.sex-unknown"
	TillSelfPaying   Key = "till.self-paying"
	TillInsured      Key = "till.insured"
	TillNoPatientYet Key = "till.no-patient-yet"
	TillNoLinesYet   Key = "till.no-lines-yet"
	TillPick         Key = "till.pick"

	TillTotal      Key = "till.total"
	TillTender     Key = "till.tender"
	TillAmount     Key = "till.amount"
	TillReference  Key = "till.reference"
	TillToPay      Key = "till.to-pay"
	TillShortWord  Key = "till.short-word"
	TillChange     Key = "till.change"
	TillLast       Key = "till.last"
	TillLastTotal  Key = "till.last-total"
	TillOverWord   Key = "till.over-word"
	TillLastVoid   Key = "till.last-void"
	TillLastChange Key = "till.last-change"
	TillWriting    Key = "till.writing"
)

func till() []entry {
	return []entry{
		{TillKeyHelp, "Help", "帮助"},
		{TillKeyComplete, "Complete", "收费"},
		{TillKeyNewPatient, "New patient", "新患者"},
		{TillKeySplit, "Split", "组合支付"},
		{TillKeyPark, "Park", "挂单"},
		{TillKeyPatient, "Patient", "患者"},
		{TillKeySearch, "Initials/code", "拼音/编码"},
		{TillKeyReceipts, "Receipts", "票据"},
		{TillKeyInsured, "Insured", "医保/自费"},
		{TillKeyRemove, "Remove line", "删行"},
		{TillKeyBack, "Back", "返回"},
		{TillKeyPrint, "Print a copy", "补打"},
		{TillKeyVoid, "Void", "作废"},

		{TillPatientHint, "Card, ID, phone, name or initials", "卡号/证件/电话/门诊号/姓名/拼音"},
		{TillItemHint, "Initials, code or name; 3* before or *3 after for three; empty Enter: payment", "拼音首字母、编码或名称；3* 或 *3 表示数量；空回车转收款"},
		{TillReferenceHint, "The merchant's reference: scan or type", "商户单号：扫描或输入"},
		{TillAmountHint, "exact: %s", "应付 %s"},
		{TillReceiptHint, "Number, patient's name or amount", "票据号、患者姓名或金额"},
		{TillByCode, "Code", "编码"},
		{TillByInitials, "Initials", "拼音"},

		{TillColNumber, "Number", "编号"},
		{TillColName, "Name", "姓名"},
		{TillColSex, "Sex", "性别"},
		{TillColBirth, "Born", "出生日期"},
		{TillColIDNumber, "ID number", "身份证号"},
		{TillColPhone, "Phone", "电话"},
		{TillColItem, "Charge item", "收费项目"},
		{TillColSpec, "Specification", "规格"},
		{TillColUnit, "Unit", "单位"},
		{TillColMaker, "Maker", "厂家"},
		{TillColPrice, "Price", "单价"},
		{TillColCode, "Code", "编码"},
		{TillColQuantity, "Qty", "数量"},
		{TillColAmount, "Amount", "金额"},
		{TillColTime, "Time", "时间"},
		{TillColState, "In the HIS", "HIS 状态"},

		{TillMale, "male", "男"},
		{TillFemale, "female", "女"},
		{TillSexUnknown, "unknown", "未知"},
		{TillSelfPaying, "self-paying", "自费"},
		{TillInsured, "insured (pays in full)", "医保（全额垫付）"},
		{TillNoPatientYet, "No patient yet", "尚未选择患者"},
		{TillNoLinesYet, "No charge items yet: type initials or a code above.", "尚无收费项目：请在上方输入拼音首字母或编码。"},
		{TillPick, "%s %s  ×  %s   %s   %s   @ %s", "%s %s  ×  %s   %s   %s   单价 %s"},

		{TillTotal, "Total", "合计"},
		{TillTender, "Paid by:  %s   (keypad + −)", "支付方式：%s  （小键盘 + −）"},
		{TillAmount, "Amount", "金额"},
		{TillReference, "Reference", "单号"},
		{TillToPay, "To pay", "应收"},
		{TillShortWord, "Short", "还差"},
		{TillChange, "Change", "找零"},
		{TillLast, "Last receipt  %s", "上一张票据  %s"},
		{TillLastTotal, "%s   total %s", "%s   合计 %s"},
		{TillOverWord, "Over", "多付"},
		{TillLastVoid, "VOID", "已作废"},
		{TillLastChange, "Change %s", "找零 %s"},
		{TillWriting, "being written …", "正在保存……"},
	}
}
