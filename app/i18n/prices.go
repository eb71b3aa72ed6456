package i18n

// Texts of the screen that takes price lists and patients over from files.
const (
	PricesChoose         Key = "prices.choose"
	PricesChoosePatients Key = "prices.choose-patients"
	PricesChooseOrders   Key = "prices.choose-orders"
	PricesCounts         Key = "prices.counts"
	PricesPathHint       Key = "prices.path-hint"
	PricesNoFiles        Key = "prices.no-files"
	PricesNoneInForce    Key = "prices.none-in-force"
	PricesNoneRefused    Key = "prices.none-refused"
	PricesNoSuchFile     Key = "prices.no-such-file"
	PricesNothingGood    Key = "prices.nothing-good"
	PricesReading        Key = "prices.reading"
	PricesTaking         Key = "prices.taking"
	PricesTaken          Key = "prices.taken"
	PricesOldStays       Key = "prices.old-stays"
	PricesRefusedIn      Key = "prices.refused-in"
	PricesNoCategory     Key = "prices.no-category"
	PricesNoRow          Key = "prices.no-row"
	PricesColumnHint     Key = "prices.column-hint"

	PricesFile    Key = "prices.file"
	PricesList    Key = "prices.list"
	PricesRecords Key = "prices.records"
	PricesAge     Key = "prices.age"
	PricesSource  Key = "prices.source"
	PricesVersion Key = "prices.version"
	PricesField   Key = "prices.field"
	PricesColumn  Key = "prices.column"
	PricesRow     Key = "prices.row"
	PricesRaw     Key = "prices.raw"

	PricesDoRead     Key = "prices.do-read"
	PricesDoPatients Key = "prices.do-patients"
	PricesDoOrders   Key = "prices.do-orders"
	PricesDoPrices   Key = "prices.do-prices"
	PricesDoAccept   Key = "prices.do-accept"
	PricesDoCorrect  Key = "prices.do-correct"
	PricesDoRefused  Key = "prices.do-refused"
	PricesDoBack     Key = "prices.do-back"

	PricesFieldCode         Key = "prices.field-code"
	PricesFieldName         Key = "prices.field-name"
	PricesFieldSpec         Key = "prices.field-spec"
	PricesFieldUnit         Key = "prices.field-unit"
	PricesFieldMaker        Key = "prices.field-maker"
	PricesFieldPrice        Key = "prices.field-price"
	PricesFieldCategory     Key = "prices.field-category"
	PricesFieldInitials     Key = "prices.field-initials"
	PricesFieldBarcode      Key = "prices.field-barcode"
	PricesFieldNumber       Key = "prices.field-number"
	PricesFieldSex          Key = "prices.field-sex"
	PricesFieldBirthDate    Key = "prices.field-birth-date"
	PricesFieldIDNumber     Key = "prices.field-id-number"
	PricesFieldPhone        Key = "prices.field-phone"
	PricesFieldCard         Key = "prices.field-card"
	PricesFieldInsurance    Key = "prices.field-insurance"
	PricesFieldOrder        Key = "prices.field-order"
	PricesFieldItem         Key = "prices.field-item"
	PricesFieldPrescription Key = "prices.field-prescription"
	PricesFieldDoctor       Key = "prices.field-doctor"
	PricesFieldDepartment   Key = "prices.field-department"
	PricesFieldOrdered      Key = "prices.field-ordered"
	PricesFieldList         Key = "prices.field-list"
	PricesFieldSheet        Key = "prices.field-sheet"
	PricesFieldHeader       Key = "prices.field-header"
	PricesFieldEncoding     Key = "prices.field-encoding"
	PricesFieldDelimiter    Key = "prices.field-delimiter"
	PricesFieldKey          Key = "prices.field-key"
	PricesFieldRest         Key = "prices.field-rest"
)

func prices() []entry {
	return []entry{
		{PricesChoose, "Price list: choose the file", "价表：选择文件"},
		{PricesChoosePatients, "Patients: choose the file", "患者：选择文件"},
		{PricesChooseOrders, "Open orders, unpaid in the HIS: choose the file", "HIS 未缴医嘱：选择文件"},
		{PricesCounts, "%s: %d {row/rows}, %d can be taken, %d refused", "%s：%d 行，可导入 %d，拒收 %d"},
		{PricesPathHint, "Folder or file", "文件夹或文件"},
		{PricesNoFiles, "No list begins like this (CSV, TXT, TSV, XLSX).", "没有这样开头的清单文件（CSV、TXT、TSV、XLSX）。"},
		{PricesNoneInForce, "No list has been taken over yet.", "尚未导入任何清单。"},
		{PricesNoneRefused, "No row is refused.", "没有被拒收的行。"},
		{PricesNoSuchFile, "There is no file or folder %s.", "没有文件或文件夹 %s。"},
		{PricesNothingGood, "No row of this file can be taken; correct the mapping (F4).", "此文件没有可导入的行；请更正对应关系（F4）。"},
		{PricesReading, "Reading %s…", "正在读取 %s…"},
		{PricesTaking, "Taking the list over…", "正在导入…"},
		{PricesTaken, "%s is in force with %d {record/records}.", "%s 已生效，共 %d 条。"},
		{PricesOldStays, "The list that was in force stays in force.", "原有清单继续有效。"},
		{PricesRefusedIn, "The refused rows are in %s", "被拒收的行见 %s"},
		{PricesNoCategory, "%q is no fee category; type its name or code.", "%q 不是收费类别；请输入类别名称或代码。"},
		{PricesNoRow, "Type the row's number, or -1 where the file has no header.", "请输入行号；文件无表头时输入 -1。"},
		{PricesColumnHint, "A column's number or name, several joined by +:", "列号或列名，多列用 + 连接："},

		{PricesFile, "Folder or file", "文件夹或文件"},
		{PricesList, "In force", "有效清单"},
		{PricesRecords, "Records", "条数"},
		{PricesAge, "Copied", "复制于"},
		{PricesSource, "From the file", "来源文件"},
		{PricesVersion, "Version", "版本"},
		{PricesField, "Field", "项目"},
		{PricesColumn, "Column of the file", "文件的列"},
		{PricesRow, "Row", "行"},
		{PricesRaw, "Text in the file", "文件原文"},

		{PricesDoRead, "Read the file", "读取文件"},
		{PricesDoPatients, "Patients instead", "改为患者"},
		{PricesDoOrders, "Open orders instead", "改为未缴医嘱"},
		{PricesDoPrices, "Prices instead", "改为价表"},
		{PricesDoAccept, "Accept", "确认导入"},
		{PricesDoCorrect, "Correct the mapping", "更正对应关系"},
		{PricesDoRefused, "Write the refused rows", "导出拒收行"},
		{PricesDoBack, "Another file", "另选文件"},

		{PricesFieldCode, "Code", "编码"},
		{PricesFieldName, "Name", "名称"},
		{PricesFieldSpec, "Specification", "规格"},
		{PricesFieldUnit, "Unit", "单位"},
		{PricesFieldMaker, "Maker", "生产厂家"},
		{PricesFieldPrice, "Price", "单价"},
		{PricesFieldCategory, "Category", "收费类别"},
		{PricesFieldInitials, "Pinyin initials", "拼音码"},
		{PricesFieldBarcode, "Barcode", "条码"},
		{PricesFieldNumber, "Patient number", "患者号"},
		{PricesFieldSex, "Sex", "性别"},
		{PricesFieldBirthDate, "Birth date", "出生日期"},
		{PricesFieldIDNumber, "ID number", "身份证号"},
		{PricesFieldPhone, "Phone", "电话"},
		{PricesFieldCard, "Card", "就诊卡"},
		{PricesFieldInsurance, "Insurance number", "医保号"},
		{PricesFieldOrder, "Order number", "医嘱号"},
		{PricesFieldItem, "Item's code or key", "项目编码"},
		{PricesFieldPrescription, "Prescription", "处方号"},
		{PricesFieldDoctor, "Doctor", "医生"},
		{PricesFieldDepartment, "Department", "科室"},
		{PricesFieldOrdered, "Ordered at", "开单时间"},
		{PricesFieldList, "Name of the list", "清单名称"},
		{PricesFieldSheet, "Sheet", "工作表"},
		{PricesFieldHeader, "Header row", "表头行"},
		{PricesFieldEncoding, "Encoding", "编码方式"},
		{PricesFieldDelimiter, "Delimiter", "分隔符"},
		{PricesFieldKey, "Tells records apart", "区分记录的列"},
		{PricesFieldRest, "Category where none is named", "缺省收费类别"},
	}
}
