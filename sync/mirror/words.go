package mirror

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// vocabulary is how headers name a field: whole headers, the likeliest first,
// then parts of headers.
type vocabulary struct {
	field string
	whole []string
	parts []string
}

// itemWords is what price lists call their columns, in English and Chinese.
func itemWords() []vocabulary {
	return []vocabulary{
		{FieldPrice, []string{
			"price", "unit price", "standard charge gross", "gross charge", "charge amount", "list price", "sale price", "selling price", "retail price",
			"standard charge", "outpatient fee", "outpatient price", "outpatient charge", "amount", "charge", "unit charge", "fee", "rate", "cost",
			"单价", "价格", "零售价", "零售价格", "售价", "销售价", "执行价", "执行价格", "收费标准", "收费价格", "现行价格", "标准价格", "标准价", "门诊价格", "项目价格", "项目单价", "药品单价", "金额", "三级医院价格",
		}, []string{"outpatient", "price", "charge", "amount", "fee", "单价", "零售价", "价格", "价", "收费标准"}},
		{FieldCode, []string{
			"code", "item code", "charge code", "procedure code", "px code", "service code", "drug code", "product code", "cdm code", "cdm", "chargemaster code",
			"procedure id", "item number", "item no", "charge number", "code 1", "procedure", "cpt hcpcs code", "cpt code", "hcpcs code", "cpt", "hcpcs", "cpt hcpcs", "item id", "id", "charge id",
			"编码", "代码", "项目编码", "项目代码", "药品编码", "药品代码", "收费编码", "收费代码", "收费项目编码", "医院编码", "院内编码", "国家编码", "国家医保编码", "医保编码", "物价编码", "编号", "项目编号",
		}, []string{"编码", "代码", "item code", "charge code"}},
		{FieldName, []string{
			"name", "item name", "description", "item description", "charge description", "procedure description", "service description", "procedure name", "drug name", "product name", "service name", "long description", "item", "service", "desc",
			"名称", "项目名称", "药品名称", "收费项目名称", "收费项目", "品名", "通用名", "通用名称", "药品通用名", "中文名称", "诊疗项目名称", "商品名", "商品名称", "项目",
		}, []string{"description", "项目名称", "药品名称", "名称"}},
		{FieldSpec, []string{"spec", "specification", "specifications", "format", "strength", "package size", "size", "规格", "规格型号", "药品规格", "型号规格", "包装规格"}, []string{"规格", "specification"}},
		{FieldUnit, []string{"unit", "uom", "unit of measure", "billing unit", "charge unit", "单位", "计价单位", "计量单位", "零售单位", "包装单位", "收费单位", "药品单位", "最小单位", "销售单位"}, nil},
		{FieldMaker, []string{"manufacturer", "maker", "mfr", "producer", "vendor", "supplier", "生产厂家", "厂家", "生产企业", "生产厂商", "厂商", "生产单位", "制造商", "产地", "厂家名称", "企业名称"}, []string{"manufacturer", "生产厂", "生产企业", "厂家"}},
		{FieldCategory, []string{"category", "fee category", "charge category", "receipt category", "费用类别", "收费类别", "项目类别", "费别", "类别", "发票项目", "发票科目", "发票类别", "票据类别", "财务分类", "核算类别", "药品类别", "药品类型", "费用分类"}, []string{"费用类", "类别", "发票"}},
		{FieldInitials, []string{"mnemonic code", "mnemonic", "pinyin", "pinyin code", "initials", "py", "pym", "py code", "拼音码", "拼音简码", "拼音", "助记码", "简拼", "输入码", "拼音首码", "拼音缩写", "首拼"}, []string{"拼音", "助记", "mnemonic"}},
		{FieldBarcode, []string{"barcode", "bar code", "ean", "ean13", "upc", "gtin", "条码", "条形码", "商品条码", "药品条码", "商品条形码"}, []string{"条码", "条形码", "barcode"}},
	}
}

// patientWords is what patient lists call their columns. "first" and "last"
// are the parts of a name; they are joined where there is no whole one.
func patientWords() []vocabulary {
	return []vocabulary{
		{FieldName, []string{"name", "patient name", "full name", "display name", "姓名", "患者姓名", "病人姓名", "名字"}, []string{"姓名"}},
		{fieldFirst, []string{"first", "first name", "given", "given name", "firstname", "forename", "名"}, nil},
		{fieldLast, []string{"last", "last name", "family", "family name", "lastname", "surname", "姓"}, nil},
		{FieldNumber, []string{"patient number", "outpatient number", "number", "mrn", "medical record number", "medical record no", "patient no", "门诊号", "病历号", "病案号", "就诊号", "患者编号", "病人编号"}, nil},
		{FieldSex, []string{"sex", "gender", "性别"}, nil},
		{FieldBirthDate, []string{"birth date", "birthdate", "birthday", "dob", "date of birth", "birth", "出生日期", "出生年月日", "出生年月", "生日"}, nil},
		{FieldIDNumber, []string{"id number", "identification no", "id card", "id card number", "national id", "identity number", "ssn", "身份证号", "身份证号码", "身份证", "证件号码", "证件号"}, []string{"身份证"}},
		{FieldPhone, []string{"phone", "mobile", "telephone", "tel", "phone number", "mobile phone", "电话", "手机", "手机号", "手机号码", "联系电话", "电话号码", "联系方式"}, []string{"电话", "手机", "phone"}},
		{FieldCard, []string{"card", "card number", "card no", "卡号", "就诊卡号", "就诊卡", "诊疗卡号", "一卡通号"}, nil},
		{FieldInsurance, []string{"insurance number", "insurance card number", "insurance no", "member id", "医保卡号", "医保号", "医保编号", "社保卡号", "医保个人编号"}, nil},
	}
}

// paperWords is what files of receipts written on paper call their columns. The
// date and the time of day are joined where there is no column with both.
func paperWords() []vocabulary {
	words := []vocabulary{
		{PaperNumber, []string{"receipt", "receipt number", "receipt no", "paper receipt", "paper number", "收据号", "收据编号", "收据号码", "手工收据号", "票据号", "票据号码"}, []string{"收据号", "票据号"}},
		{PaperTime, []string{"date time", "datetime", "written at", "charged at", "service time", "收费时间", "开具时间", "日期时间", "开票时间"}, nil},
		{paperDate, []string{"date", "service date", "日期", "收费日期", "开具日期", "开票日期"}, nil},
		{paperClock, []string{"time", "time of day", "时间", "时刻"}, nil},
		{PaperCashier, []string{"cashier", "charged by", "收费员", "收款员", "开票人"}, nil},
		{PaperPatient, []string{"patient", "patient number", "outpatient number", "mrn", "门诊号", "病历号", "就诊号"}, nil},
		{PaperGuardian, []string{"guardian", "guardian name", "监护人", "联系人", "家长"}, nil},
		{PaperGuardianTel, []string{"guardian phone", "guardian s phone", "监护人电话", "联系人电话"}, nil},
		{PaperNoPhone, []string{"no phone reason", "no phone because", "无电话原因"}, nil},
		{PaperDoctor, []string{"doctor", "physician", "医生", "医师", "开单医生"}, nil},
		{PaperDepartment, []string{"department", "dept", "科室", "开单科室"}, nil},
		{PaperPrescription, []string{"prescription", "prescription number", "prescription no", "rx", "处方号", "处方"}, nil},
		{PaperDoses, []string{"doses", "付数", "剂数"}, nil},
		{PaperItem, []string{"item", "item key", "charge item", "项目", "项目键"}, nil},
		{PaperCode, []string{"code", "item code", "项目编码", "编码", "代码", "项目代码"}, nil},
		{PaperPackage, []string{"package", "package code", "套餐", "套餐编码"}, nil},
		{PaperText, []string{"text", "free text", "自由项目", "其他项目", "手写项目"}, nil},
		{PaperQuantity, []string{"qty", "quantity", "数量", "单剂数量"}, nil},
		{PaperPrice, []string{"price", "unit price", "单价", "价格"}, nil},
		{PaperReason, []string{"price reason", "reason", "改价原因"}, nil},
		{PaperCategory, []string{"category", "fee category", "费用类别", "类别"}, nil},
		{PaperUnit, []string{"unit", "单位"}, nil},
		{PaperTender, []string{"tender", "paid by", "payment", "付款方式", "支付方式"}, nil},
		{PaperAmount, []string{"amount", "paid", "amount paid", "handed over", "实收", "付款金额", "收款金额", "金额"}, nil},
		{PaperReference, []string{"reference", "ref", "transaction", "参考号", "流水号", "交易号", "商户单号"}, nil},
		{PaperInsurer, []string{"insurer", "医保类型", "参保类型", "险种"}, nil},
		{PaperBenefit, []string{"benefit", "kind of benefit", "待遇类型", "医疗类别"}, nil},
		{PaperGreen, []string{"green", "green channel", "绿色通道", "绿色通道原因"}, nil},
	}
	for _, v := range patientWords() {
		if v.field == fieldFirst || v.field == fieldLast || v.field == FieldNumber {
			continue
		}
		words = append(words, v)
	}
	return words
}

// The parts of a paper receipt's time; not fields of a Mapping.
const (
	paperDate  = "date"
	paperClock = "clock"
)

// The parts of a patient's name; not fields of a Mapping.
const (
	fieldFirst = "first"
	fieldLast  = "last"
)

// keyWords is what files call the column that numbers their rows.
func keyWords() []string {
	return []string{"id", "item id", "key", "row id", "uuid", "patient id", "person id", "主键", "编号", "序号", "项目id", "药品id", "患者id", "病人id"}
}

// plainHeader brings a header to the form that the vocabularies have: lower
// case, plain signs, no brackets with a remark, such as "(元)".
func plainHeader(header string) string {
	s := strings.ToLower(norm.NFKC.String(header))
	for {
		before, after, open := strings.Cut(s, "(")
		_, after, closed := strings.Cut(after, ")")
		if !open || !closed {
			break
		}
		s = before + after
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" _-./|#*:\t\n\u00a0", r) }), " ")
}

// longHeader is longer than headers are: texts below a header hold its words
// too, but among others.
const longHeader = 40

// score says how well a plain header names the field: 0 not at all.
func (v vocabulary) score(header string) int {
	if at := slices.Index(v.whole, header); at >= 0 {
		return 1000 - at
	}
	if len(header) > longHeader || otherColumn(header) {
		return 0
	}
	for at, part := range v.parts {
		if strings.Contains(header, part) {
			return 500 - 10*at
		}
	}
	return 0
}

// otherColumn knows headers that hold a field's word and mean something else,
// such as "revenue code" and "fee schedule group name".
func otherColumn(header string) bool {
	others := []string{"rev", "revenue", "schedule", "min", "max", "percentile", "percentage", "negotiated", "count", "date", "type", "inpatient", "median", "methodology"}
	return slices.ContainsFunc(strings.Fields(header), func(word string) bool { return slices.Contains(others, word) })
}
