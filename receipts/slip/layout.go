package slip

import "fmt"

// Field names one piece of a receipt that a layout can place.
type Field string

// The fields of a receipt. Those from FieldCategories to FieldIdentity stand on
// the last page only.
const (
	FieldHospital    Field = "hospital"
	FieldTitle       Field = "title"
	FieldNote        Field = "note"
	FieldCopy        Field = "copy"
	FieldState       Field = "state"  // drill or void, in words
	FieldSerial      Field = "serial" // the ledger's serial
	FieldForm        Field = "form"   // the printed form's number
	FieldPage        Field = "page"
	FieldPayer       Field = "payer"
	FieldSex         Field = "sex"
	FieldPatient     Field = "patient" // outpatient number
	FieldDate        Field = "date"
	FieldIDNumber    Field = "id_number"
	FieldInsurance   Field = "insurance"
	FieldInsuranceNo Field = "insurance_number"
	FieldKind        Field = "kind" // kind of institution
	FieldTaxID       Field = "tax_id"
	FieldDepartment  Field = "department"
	FieldDoctor      Field = "doctor"
	FieldContinued   Field = "continued" // on every page but the last
	FieldCategories  Field = "categories"
	FieldCapitals    Field = "capitals"
	FieldTotal       Field = "total"
	FieldTenders     Field = "tenders"
	FieldTendered    Field = "tendered"
	FieldChange      Field = "change"
	FieldRounding    Field = "rounding"
	FieldStamp       Field = "stamp"
	FieldCashier     Field = "cashier"
	FieldStation     Field = "station"
	FieldCodeCaption Field = "code_caption"
	FieldIdentity    Field = "identity"
	// Room for signatures on a dispensing copy.
	FieldDispensedBy Field = "dispensed_by"
	FieldChecked     Field = "checked"

	// The columns of the table of lines.
	FieldLineNo   Field = "line_no"
	FieldItem     Field = "item"
	FieldSpec     Field = "spec"
	FieldUnit     Field = "unit"
	FieldQuantity Field = "quantity"
	FieldPrice    Field = "price"
	FieldAmount   Field = "amount"
	FieldCategory Field = "category"
	FieldMaker    Field = "maker" // on a dispensing copy
)

// Place puts a field on the page. X, Y and Width are mm, Y of the first
// baseline, Size is points. A text wider than Width is broken into up to Lines
// lines (0 counts as 1), then drawn smaller, and only then shortened, with a
// warning.
type Place struct {
	Field Field   `toml:"field"`
	X     float64 `toml:"x"`
	Y     float64 `toml:"y"`
	Width float64 `toml:"width"`
	Size  float64 `toml:"size"`
	Bold  bool    `toml:"bold"`
	Align Align   `toml:"align"`
	Lines int     `toml:"lines"`
	// Bare leaves the field's label out, for forms that have it printed.
	Bare bool `toml:"bare"`
}

// Table places the lines of a receipt.
type Table struct {
	Columns []Place `toml:"columns"` // X, Width, Align and Lines are used
	// Head is the baseline of the column headings, First that of the first line.
	Head  float64 `toml:"head"`
	First float64 `toml:"first"`
	// Bottom is the lowest baseline on the last page, BottomMore that on pages
	// that are continued.
	Bottom     float64 `toml:"bottom"`
	BottomMore float64 `toml:"bottom_more"`
	// LineHeight is the distance of two baselines in a broken text, Gap what is
	// added between two charge lines.
	LineHeight float64 `toml:"line_height"`
	Gap        float64 `toml:"gap"`
	Size       float64 `toml:"size"`
	// Headless leaves the headings out, for forms that have them printed.
	Headless bool `toml:"headless"`
}

// Layout says where everything stands on a page of Width × Height mm. DX and DY
// move the whole print, per printer.
type Layout struct {
	Width  float64 `toml:"width"`
	Height float64 `toml:"height"`
	DX     float64 `toml:"dx"`
	DY     float64 `toml:"dy"`
	Places []Place `toml:"places"`
	Table  Table   `toml:"table"`
	Rules  []Rule  `toml:"rules"`
	// LastRules are drawn on the last page only.
	LastRules []Rule `toml:"last_rules"`
	// Code is where the signed code stands on the last page.
	Code Box `toml:"code"`
}

// Validate refuses a layout that has no room for the lines of a receipt.
func (l Layout) Validate() error {
	t := l.Table
	switch {
	case l.Width < 40 || l.Height < 40:
		return fmt.Errorf("layout of %g × %g mm: a receipt needs at least 40 × 40", l.Width, l.Height)
	case len(t.Columns) == 0:
		return fmt.Errorf("layout without table columns")
	case t.LineHeight <= 0 || t.Size <= 0:
		return fmt.Errorf("layout's table needs a line_height and a size over 0")
	case t.Bottom-t.First < maxCellLines*t.LineHeight || t.BottomMore < t.Bottom:
		return fmt.Errorf("layout's table needs bottom at least %g mm under first, and bottom_more not above it", maxCellLines*t.LineHeight)
	}
	for _, p := range append(append([]Place(nil), l.Places...), t.Columns...) {
		if p.Width <= 0 {
			return fmt.Errorf("layout's field %q needs a width over 0", p.Field)
		}
	}
	return nil
}

// A5 is the layout for plain paper of 210 × 148 mm.
func A5() Layout {
	return Layout{
		Width: 210, Height: 148,
		Places: append(a5Head(), a5Foot()...),
		Table: Table{
			Columns: []Place{
				{Field: FieldLineNo, X: 10, Width: 6},
				{Field: FieldItem, X: 17, Width: 58, Lines: maxCellLines},
				{Field: FieldSpec, X: 77, Width: 36, Lines: maxCellLines},
				{Field: FieldUnit, X: 114, Width: 12, Lines: maxCellLines},
				{Field: FieldQuantity, X: 140, Width: 13, Align: Right},
				{Field: FieldPrice, X: 158, Width: 17, Align: Right},
				{Field: FieldAmount, X: 177, Width: 18, Align: Right},
				{Field: FieldCategory, X: 180, Width: 20},
			},
			Head: 48.2, First: 53.8, Bottom: 96.5, BottomMore: 132,
			LineHeight: 3.9, Gap: 0.7, Size: 8.5,
		},
		Rules: []Rule{
			{10, 44.4, 200, 44.4, 0.35}, {10, 49.7, 200, 49.7, 0.15},
		},
		LastRules: []Rule{
			{10, 99, 200, 99, 0.15},
			{10, 109.5, 165, 109.5, 0.35}, {10, 118, 165, 118, 0.35},
			{10, 109.5, 10, 118, 0.35}, {165, 109.5, 165, 118, 0.35}, {118, 109.5, 118, 118, 0.15},
		},
		Code: Box{X: 170, Y: 101.5, Size: 30},
	}
}

// a5Head stands on every page.
func a5Head() []Place {
	return []Place{
		{Field: FieldHospital, X: 105, Y: 12.5, Width: 110, Size: 12, Align: Centre},
		{Field: FieldTitle, X: 105, Y: 20.5, Width: 110, Size: 17, Bold: true, Align: Centre, Bare: true},
		{Field: FieldNote, X: 105, Y: 25, Width: 186, Size: 7.5, Align: Centre, Lines: 2, Bare: true},
		{Field: FieldCopy, X: 10, Y: 12.5, Width: 38, Size: 11, Bold: true, Bare: true},
		{Field: FieldState, X: 10, Y: 18, Width: 44, Size: 8.5, Bold: true, Lines: 2, Bare: true},
		{Field: FieldSerial, X: 200, Y: 12.5, Width: 45, Size: 11, Bold: true, Align: Right},
		{Field: FieldPage, X: 200, Y: 18, Width: 45, Size: 8, Align: Right, Bare: true},
		{Field: FieldPayer, X: 10, Y: 32, Width: 56, Size: 9},
		{Field: FieldSex, X: 68, Y: 32, Width: 28, Size: 9},
		{Field: FieldPatient, X: 98, Y: 32, Width: 50, Size: 9},
		{Field: FieldDate, X: 150, Y: 32, Width: 50, Size: 9},
		{Field: FieldIDNumber, X: 10, Y: 37, Width: 56, Size: 9},
		{Field: FieldInsurance, X: 68, Y: 37, Width: 28, Size: 9},
		{Field: FieldInsuranceNo, X: 98, Y: 37, Width: 50, Size: 9},
		{Field: FieldForm, X: 150, Y: 37, Width: 50, Size: 9, Bold: true},
		{Field: FieldKind, X: 10, Y: 42, Width: 56, Size: 9},
		{Field: FieldDepartment, X: 68, Y: 42, Width: 40, Size: 9},
		{Field: FieldDoctor, X: 110, Y: 42, Width: 38, Size: 9},
		{Field: FieldTaxID, X: 150, Y: 42, Width: 50, Size: 9},
	}
}

func a5Foot() []Place {
	return []Place{
		{Field: FieldContinued, X: 200, Y: 138, Width: 80, Size: 9, Align: Right, Bare: true},
		{Field: FieldCategories, X: 10, Y: 103.3, Width: 155, Size: 8.5, Lines: 2},
		{Field: FieldCapitals, X: 12, Y: 115.1, Width: 104, Size: 10},
		{Field: FieldTotal, X: 163, Y: 115.1, Width: 43, Size: 10.5, Bold: true, Align: Right},
		{Field: FieldTenders, X: 10, Y: 122.5, Width: 155, Size: 8.5, Lines: 2},
		{Field: FieldTendered, X: 10, Y: 131, Width: 50, Size: 8.5},
		{Field: FieldChange, X: 62, Y: 131, Width: 50, Size: 8.5},
		{Field: FieldRounding, X: 115, Y: 131, Width: 50, Size: 8.5},
		{Field: FieldStamp, X: 10, Y: 137.5, Width: 60, Size: 9},
		{Field: FieldCashier, X: 80, Y: 137.5, Width: 50, Size: 9},
		{Field: FieldStation, X: 132, Y: 137.5, Width: 34, Size: 9},
		{Field: FieldCodeCaption, X: 185, Y: 134.3, Width: 32, Size: 6, Align: Centre, Lines: 2, Bare: true},
		{Field: FieldIdentity, X: 10, Y: 143.2, Width: 190, Size: 6, Bare: true},
	}
}
