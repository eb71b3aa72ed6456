package receipts

// Category is a fee category as the receipt totals it, by its code.
type Category string

// The fee categories of a Chinese outpatient receipt. Lists without categories
// (the American ones) are charged under CategoryOther.
const (
	CategoryConsultation Category = "consultation" // 诊察
	CategoryExamination  Category = "examination"  // 检查
	CategoryLaboratory   Category = "laboratory"   // 化验
	CategoryTreatment    Category = "treatment"    // 治疗
	CategorySurgery      Category = "surgery"      // 手术
	CategoryMaterial     Category = "material"     // 卫生材料
	CategoryWesternDrug  Category = "western"      // 西药
	CategoryHerbal       Category = "herbal"       // 中药饮片
	CategoryPatentDrug   Category = "patent"       // 中成药
	CategoryGeneral      Category = "general"      // 一般诊疗
	CategoryRegistration Category = "registration" // 挂号
	CategoryOther        Category = "other"        // 其他
)

// Categories lists every category in the order in which receipts print them.
func Categories() []Category {
	return []Category{
		CategoryConsultation, CategoryExamination, CategoryLaboratory, CategoryTreatment,
		CategorySurgery, CategoryMaterial, CategoryWesternDrug, CategoryHerbal,
		CategoryPatentDrug, CategoryGeneral, CategoryRegistration, CategoryOther,
	}
}

// Chinese is the category's official name on a receipt.
func (c Category) Chinese() string {
	names := [...]string{"诊察", "检查", "化验", "治疗", "手术", "卫生材料", "西药", "中药饮片", "中成药", "一般诊疗", "挂号", "其他"}
	for i, known := range Categories() {
		if known == c {
			return names[i]
		}
	}
	return "其他"
}

// English is the category's name on an English receipt.
func (c Category) English() string {
	names := [...]string{"Consultation", "Examination", "Laboratory", "Treatment", "Surgery", "Materials", "Western drugs", "Herbal drugs", "Patent drugs", "General care", "Registration", "Other"}
	for i, known := range Categories() {
		if known == c {
			return names[i]
		}
	}
	return "Other"
}

// ParseCategory finds a category by its code or its Chinese or English name; a
// trailing 费 is ignored. ok is false for a word that names none.
func ParseCategory(s string) (category Category, ok bool) {
	for _, c := range Categories() {
		if s == string(c) || s == c.Chinese() || s == c.Chinese()+"费" || s == c.English() {
			return c, true
		}
	}
	return CategoryOther, false
}
